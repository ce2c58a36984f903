//! A shared link shows progress and the items bought, and never the address, the contact, or how it was paid (O7, O8).

use proptest::prelude::*;
use serde_json::json;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::language::Language;

use crate::given::{SECRETS, Story, is, merchant, owner, stranger};
use crate::stories::all;

fn both(story: &Story) -> [String; 2] {
    let json = serde_json::to_string(&story.page(Language::En, stranger())).expect("JSON");
    [story.html(Language::En, stranger()), json]
}

#[test]
fn no_strangers_page_has_anything_private_in_html_or_json() {
    for story in all() {
        for text in both(&story) {
            let text = text.to_lowercase();
            for secret in SECRETS {
                assert!(!text.contains(secret), "{}: {secret}", story.name);
            }
        }
    }
}

#[test]
fn the_owners_page_has_it() {
    for visitor in [owner(), merchant()] {
        let html = all()[0].html(Language::En, visitor);
        for shown in
            ["Storgatan 17", "903 26 Umeå", "ada.private@example.com", "+46701234567", "Paid", "SEK\u{a0}1,234.00"]
        {
            assert!(html.contains(shown), "{shown}");
        }
        assert!(!html.contains("a note for the store alone") && !html.contains("name=\"phone\""));
    }
}

#[test]
fn a_scan_that_names_the_recipient_loses_its_words_and_keeps_its_meaning() {
    let story = all().into_iter().find(|story| story.name == "delivered").expect("a delivered order");
    let [html, json] = both(&story);
    assert!(!html.contains("signed by") && !json.contains("signed by"));
    assert!(html.contains("13:17"), "the time stays");
    assert!(story.html(Language::En, owner()).contains("Delivered, signed by ADA LOVELACE"));
}

#[test]
fn a_hold_and_its_reason_are_the_stores_own() {
    let held = all().into_iter().find(|story| story.name == "held").expect("a held order");
    for visitor in [stranger(), owner(), merchant()] {
        let html = held.html(Language::En, visitor);
        assert!(!html.contains("fraud") && !html.contains("stolen"));
    }
}

#[test]
fn a_town_is_shown_as_the_place_where_the_parcel_is() {
    let story = all().into_iter().find(|story| story.name == "on-its-way").expect("an order on its way");
    assert!(both(&story)[0].contains("Umeå, Sweden"));
}

/// The pages of an order of someone, of whose parcel a carrier says this, as a stranger has them.
fn told_of(contact: serde_json::Value, words: &str) -> [String; 2] {
    let scan = (30, "Umeå, SE", words, is(TrackingStatus::InTransit));
    both(&Story::placed("someone", contact).sent("PostNord", "RR123456785SE").scanned(1, &[scan], None))
}

#[test]
fn a_carrier_that_spells_a_name_in_its_own_way_names_it_all_the_same() {
    for (name, words) in [
        ("Åsa Söderström", "Signed by SODERSTROM"),
        ("Åsa Söderström", "Signed by AASA S"),
        ("Jürgen Müller", "Übergeben an MUELLER"),
        ("Nguyễn Thị Ánh", "Da giao cho NGUYEN THI ANH"),
        ("Bo Ek", "Signed by: BO"),
        ("王伟", "已由王伟签收"),
        ("สมชาย ใจดี", "ผู้รับคือสมชาย"),
        ("Maria de la Cruz", "Signed by M CRUZ"),
    ] {
        for text in told_of(json!({"shipping_address": {"name": name}}), words) {
            assert!(!text.contains(words), "{name}: {words}");
        }
    }
    let ordinary = "On the van of de la Post, from A to B";
    assert!(told_of(json!({"shipping_address": {"name": "Maria de la Cruz"}}), ordinary)[0].contains(ordinary));
}

#[test]
fn a_translation_tells_no_more_than_what_was_translated() {
    let contact = json!({"shipping_address": {"name": "Ada Lovelace"}});
    let scan = (30, "Umeå, SE", "Utlämnad", is(TrackingStatus::Delivered));
    let story = Story::placed("someone", contact).sent("PostNord", "RR123456785SE").scanned(1, &[scan], None);
    let story = story.translated("Handed to ADA LOVELACE");
    for text in both(&story) {
        assert!(!text.contains("LOVELACE") && !text.contains("Utlämnad"), "{text}");
    }
    assert!(story.html(Language::En, owner()).contains("lang=\"en\">Handed to ADA LOVELACE</span>"));
}

#[test]
fn a_street_is_half_of_an_address() {
    let street = json!({"shipping_address": {"address1": "Storgatan 17"}});
    assert!(!told_of(street.clone(), "Left in a box in STORGATAN")[0].contains("STORGATAN"));
    assert!(told_of(street, "Left in a box")[0].contains("Left in a box"));
}

#[test]
fn a_scan_that_says_nothing_else_is_not_in_the_list() {
    let contact = json!({"shipping_address": {"name": "Ada Lovelace", "address1": "Storgatan 17"}});
    let scans = [
        (30, "Umeå, SE", "Sorted", is(TrackingStatus::InTransit)),
        (31, "Storgatan 17, Umeå", "Handed to ADA LOVELACE", None),
    ];
    let story = Story::placed("someone", contact).sent("PostNord", "RR123456785SE").scanned(1, &scans, None);
    assert_eq!(story.html(Language::En, stranger()).matches("scan-when").count(), 1);
    assert_eq!(story.html(Language::En, owner()).matches("scan-when").count(), 2);
}

#[test]
fn a_link_that_was_made_with_the_address_is_not_a_strangers() {
    let contact = json!({"shipping_address": {"postal_code": "903 26"}});
    for url in [
        "https://carrier.example/t/RR1?zip=903%2026",
        "https://carrier.example/RR1/90326/",
        "https://carrier.example/?z=903+26",
    ] {
        let tracking = json!({"tracking": [{"number": "RR123456785SE", "carrier": "PostNord", "url": url}]});
        let story = Story::placed("someone", contact.clone()).fulfilled(20, tracking);
        for text in both(&story) {
            assert!(!text.contains("carrier.example") && text.contains("postnord"), "{text}");
        }
        assert!(story.html(Language::En, owner()).contains("https://carrier.example/"));
    }
}

/// What someone may be called or live at: not so short, or so common, that a page has it anyway.
fn odd() -> impl Strategy<Value = String> {
    "[QXZ][qxzkv]{4,9} [QXZ][qxzkv]{3,9}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_they_are_called_no_stranger_reads_it(
        name in odd(), street in odd(), second in odd(), company in odd(), code in "[0-9]{5}[XZ][0-9]", user in "[qxz]{6,12}",
        phone in "\\+99[0-9]{9}", words in "(Left at|Signed|Call|Handed to)?",
    ) {
        let email = format!("{user}@qxz.example");
        let order = json!({
            "email": email, "phone": phone, "customer": {"first_name": name, "last_name": second},
            "shipping_address": {"name": name, "company": company, "address1": street, "address2": second, "postal_code": code},
            "billing_address": {"name": second, "address1": company}
        });
        let secrets = [&name, &street, &second, &company, &code, &email, &phone];
        let told: Vec<_> = secrets.iter().map(|secret| format!("{words} {secret}.")).collect();
        let scans: Vec<_> = told
            .iter()
            .zip(30..)
            .map(|(told, at)| (at, told.as_str(), told.as_str(), is(TrackingStatus::InTransit)))
            .collect();
        let story = Story::placed("someone", order).sent("PostNord", "RR123456785SE").scanned(1, &scans, None);
        for text in both(&story) {
            for secret in secrets {
                prop_assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{}", secret);
            }
        }
    }
}
