//! What each row of the mapping comes to, as one golden list that reads as the specification: a changed row shows here,
//! beside the version by which kept journeys are read again.

use std::path::Path;

use serde_json::Value;
use waybill_carriers::mapping::{Code, VERSION, read};
use waybill_domain::service::Service;

#[test]
fn each_row_means_what_the_list_says() {
    let mapping: Value = serde_json::from_str(include_str!("../../mapping.json")).expect("the mapping is JSON");
    let mut lines = vec![format!("version {VERSION}")];
    for row in mapping["rows"].as_array().expect("rows") {
        let word = |field: &str| row[field].as_str().unwrap_or_default();
        let service = Service::named(word("service")).expect("a service");
        for sub in word("sub").split('|') {
            // A row for any sub-status means what one that is not known means.
            let sub = if sub == "*" { "anything" } else { sub };
            let code = Code { status: Some(word("status")), sub: Some(sub).filter(|sub| !sub.is_empty()) };
            let meaning = read(service, code, "");
            let condition = serde_json::to_string(&meaning.condition).expect("a condition is JSON");
            let begins = if meaning.begins { ", a journey begins" } else { "" };
            let unknown = if meaning.known_number { "" } else { ", the number is not known" };
            lines.push(format!("{} {code}: {condition}{begins}{unknown}", service.as_str()));
        }
    }
    let said = lines.join("\n") + "\n";
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/carriers/mapping.txt");
    if std::env::var("WAYBILL_GOLDEN").is_ok_and(|golden| golden == "write") {
        std::fs::write(&golden, &said).expect("the list is written");
    }
    let expected = std::fs::read_to_string(&golden).expect("a list");
    assert!(said == expected, "a changed mapping is another VERSION; WAYBILL_GOLDEN=write cargo test renews the list");
}
