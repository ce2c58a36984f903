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
    assert!(both(&story)[0].contains("Umeå, SE"));
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
