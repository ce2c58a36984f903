//! The order status page says how an order is, whatever it has been through (O1–O9).

use serde_json::Value;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::language::Language;
use waybill_pages::status_page::{LogIn, Updates, Visitor};

use crate::given::{Story, is, merchant, owner, stranger};
use crate::stories::all;

fn story(name: &str) -> Story {
    all().into_iter().find(|story| story.name == name).expect(name)
}

fn english(name: &str) -> String {
    story(name).html(Language::En, stranger())
}

fn json(story: &Story, visitor: Visitor) -> Value {
    serde_json::to_value(story.page(Language::En, visitor)).expect("JSON")
}

/// What stands in the element that begins with this, up to its end.
fn heading(html: &str) -> &str {
    let (_, rest) = html.split_once("<h1>").expect("a heading");
    rest.split_once("</h1>").expect("its end").0
}

#[test]
fn every_story_is_told_in_every_language_with_what_happens_next() {
    for story in all() {
        let mut headings = Vec::new();
        for language in Language::ALL {
            let html = story.html(language, stranger());
            assert!(html.contains(&format!("<html lang=\"{}\">", language.as_str())), "{}", story.name);
            let page = serde_json::to_value(story.page(language, stranger())).expect("JSON");
            assert!(page["next"].as_str().is_some_and(|next| next.len() > 10), "{} {language:?}", story.name);
            headings.push(heading(&html).to_owned());
        }
        headings.dedup();
        assert!(headings.len() >= 4, "{}: {headings:?}", story.name);
    }
}

#[test]
fn the_head_says_it_in_one_sentence() {
    for (name, said) in [
        ("placed", "Confirmed: your order is being prepared"),
        ("held", "Confirmed: not sent yet"),
        ("upsell", "Confirmed: you can still add to your order"),
        ("cancelled", "Cancelled"),
        ("just-sent", "On its way"),
        ("on-its-way", "On its way: expected Thursday 5 November"),
        ("out-for-delivery", "Out for delivery"),
        ("ready-to-collect", "Ready to collect"),
        ("attempted", "Delivery was tried, and nobody was there"),
        ("delivered", "Delivered Thursday 5 November"),
        ("digital-waiting", "Confirmed: your order is being prepared"),
        ("digital-sent", "Sent by e-mail"),
        ("unsupported", "On its way"),
        ("no-number", "On its way"),
        ("partly-sent", "Partly on its way"),
        ("partly-delivered", "Partly delivered"),
        ("two-fulfilments", "Customs are checking the parcel"),
        ("two-parcels", "On its way: expected Monday 9 November"),
        ("partly-cancelled", "On its way"),
        ("returned", "The parcel went back to the store"),
        ("expired", "There has been no news of the parcel for a long time"),
        ("unrecognized", "The carrier does not know this tracking number"),
        ("returning", "The parcel is on its way back to the store"),
        ("alert-prohibited", "Customs have stopped the parcel: its contents may not be imported"),
    ] {
        assert_eq!(heading(&english(name)), said, "{name}");
    }
}

#[test]
fn the_five_steps_stand_in_a_line_and_trouble_is_never_delivered() {
    let names = ["Confirmed", "On its way", "Out for delivery", "Attempted delivery", "Delivered"];
    for story in all() {
        let html = story.html(Language::En, stranger());
        let shown = names.iter().filter(|name| html.contains(&format!("step-name\">{name}<"))).count();
        let (expected, present) = match story.name {
            "cancelled" => (0, 0),
            name if name.starts_with("digital") => (2, 1),
            _ => (5, 1),
        };
        assert_eq!(shown, expected, "{}", story.name);
        assert_eq!(html.matches("aria-current=\"step\"").count(), present, "{}", story.name);
        let page = json(&story, stranger());
        let trouble = ["alert", "expired", "unrecognized", "return"].iter().any(|word| story.name.starts_with(word));
        assert!(!trouble || page["present"] != "delivered", "{}", story.name);
    }
    assert_eq!(json(&story("returned"), stranger())["present"], "on_its_way");
    assert_eq!(json(&story("attempted"), stranger())["present"], "attempted_delivery");
    assert_eq!(json(&story("two-fulfilments"), stranger())["present"], "on_its_way");
}

#[test]
fn dates_stand_under_the_steps_that_were_reached() {
    let html = english("delivered");
    for day in ["1 Nov", "2 Nov", "5 Nov"] {
        assert!(html.contains(day), "{day}");
    }
    assert_eq!(html.matches("data-step=\"done\"").count(), 3, "confirmed, on its way, out for delivery");
    assert_eq!(html.matches("data-step=\"aside\"").count(), 1, "no attempt");
}

#[test]
fn a_section_for_each_fulfilment_with_its_items_carrier_number_and_scans() {
    let html = english("two-fulfilments");
    for said in [
        "Parcel 1 of 2",
        "Parcel 2 of 2",
        "PostNord",
        "DHL",
        "RR123456785SE",
        "JJD000390007882831234",
        "Leipzig, Germany",
    ] {
        assert!(html.contains(said), "{said}");
    }
    assert_eq!(html.matches("<section class=\"card sent\"").count(), 2);
    assert!(html.contains("Still to come") && html.contains("Wooden tray"));
    assert_eq!(english("two-parcels").matches("<section class=\"card sent\"").count(), 1);
}

#[test]
fn the_latest_three_scans_are_shown_and_the_rest_unfolds() {
    let html = english("out-for-delivery");
    let (before, after) = html.split_once("<details id=\"earlier-1\">").expect("earlier scans");
    assert_eq!(before.matches("scan-when").count(), 3);
    assert_eq!(after.matches("scan-when").count(), 4);
    assert!(after.contains("4 earlier scans"));
}

#[test]
fn an_unsupported_carrier_has_its_number_and_link_and_no_status() {
    let html = english("unsupported");
    assert!(html.contains("RR123456785SE") && html.contains("href=\"https://tracking.postnord.com"), "{html}");
    assert!(
        !html.contains("class=\"badge\"")
            && !html.contains("class=\"scans\"")
            && !html.contains("class=\"where-it-is\"")
    );
    assert!(html.contains("own page says where the parcel is."));
    let parcel = &json(&story("unsupported"), stranger())["fulfilments"][0]["parcels"][0];
    assert_eq!((&parcel["condition"], &parcel["live"]), (&Value::Null, &Value::Bool(false)));
}

#[test]
fn a_status_that_the_store_set_by_hand_is_shown_of_any_parcel() {
    let html = story("unsupported").set(90, "delivered").html(Language::En, stranger());
    assert!(
        html.contains("data-status=\"delivered\"") && heading(&html).starts_with("Delivered"),
        "{}",
        heading(&html)
    );
}

#[test]
fn of_a_cancelled_order_what_was_sent_is_still_followed() {
    let html = english("partly-cancelled");
    assert!(html.contains("The rest of the order was cancelled") && html.contains("Will not be sent"));
    assert!(html.contains("RR123456785SE") && !html.contains("Still to come"));
}

#[test]
fn the_stores_notes_stand_on_the_page_with_their_lines() {
    assert!(english("noted").contains("We are closed 23–27 December.\nWhat you order then is sent on the 28th."));
}

#[test]
fn a_merchants_preview_is_marked_and_says_when_to_capture_the_payment() {
    let placed = story("placed").html(Language::Sv, merchant());
    assert!(placed.contains("Förhandsvisning") && placed.contains("debitera betalningen"));
    assert!(placed.contains("href=\"/desk/orders/ord_1\""));
    assert!(!story("delivered").html(Language::Sv, merchant()).contains("debitera betalningen"));
    assert!(!story("cancelled").html(Language::Sv, merchant()).contains("debitera betalningen"));
    for visitor in [stranger(), owner()] {
        assert!(!story("placed").html(Language::En, visitor).contains("class=\"preview\""));
    }
}

#[test]
fn a_failed_log_in_says_so_and_keeps_the_number_that_was_typed() {
    let failed = Visitor::Stranger(LogIn::Failed { order: "#10\"02".to_owned() });
    let html = story("on-its-way").html(Language::En, failed);
    assert!(html.contains("role=\"alert\"") && html.contains("does not match the order"));
    assert!(html.contains("value=\"#10&quot;02\""));
    assert!(html.contains("action=\"/status/tok_en/login?lang=en\"") && html.contains("method=\"post\""));
    let slow = story("on-its-way").html(Language::En, Visitor::Stranger(LogIn::SlowDown));
    assert!(slow.contains("too many tries"));
}

#[test]
fn a_log_in_asks_for_what_was_given_at_the_checkout() {
    let asked = |contact| {
        let html = Story::placed("someone", contact).html(Language::En, stranger());
        ["name=\"order\"", "name=\"email\"", "name=\"phone\""].map(|field| html.contains(field))
    };
    let (email, phone) = ("ada@example.com", "+46701234567");
    assert_eq!(asked(serde_json::json!({"email": email, "phone": phone})), [true, true, false]);
    assert_eq!(asked(serde_json::json!({"email": null, "phone": phone})), [true, false, true]);
    assert_eq!(asked(serde_json::json!({"email": null, "phone": null})), [false; 3], "nothing would do");
}

#[test]
fn carriers_words_are_in_no_language_that_is_known() {
    let html = english("on-its-way");
    assert!(html.contains("<span class=\"scan-words\" dir=\"auto\" lang=\"\">In transit</span>"), "{html}");
}

#[test]
fn a_carriers_words_stand_beside_their_translation_and_what_the_reader_likelier_reads_is_first() {
    let words = |told: &'static str| {
        let scan = (2, "Umeå, SE", told, is(TrackingStatus::InTransit));
        let story = Story::placed("far", serde_json::json!({})).sent("PostNord", "RR123456785SE");
        story.scanned(1, &[scan], None).translated("Accepted")
    };
    let is_first = |story: &Story, language, first: &str| {
        let html = story.html(language, stranger());
        let (main, _) = html.split_once("data-second>").expect("two languages");
        assert!(main.contains(first), "{language:?} {first}");
    };
    is_first(&words("Mottagen"), Language::En, "lang=\"en\">Accepted<");
    is_first(&words("Mottagen"), Language::Sv, "lang=\"\">Mottagen<");
    is_first(&words("已收寄"), Language::Sv, "lang=\"en\">Accepted<");
    is_first(&words("รับฝาก"), Language::Th, "lang=\"\">รับฝาก<");
}

#[test]
fn the_part_that_is_private_says_who_sees_it() {
    assert!(story("placed").html(Language::En, owner()).contains("Only you see this part."));
    let preview = story("placed").html(Language::En, merchant());
    assert!(!preview.contains("Only you see") && preview.contains("Only your customer and your store see this part."));
}

#[test]
fn days_under_the_steps_never_run_backwards() {
    let late = Story::placed("late", serde_json::json!({})).sent("PostNord", "RR123456785SE").scanned(
        1,
        &[
            (2, "Umeå, SE", "In transit", is(TrackingStatus::InTransit)),
            (8, "Umeå, SE", "Delivered", is(TrackingStatus::Delivered)),
        ],
        None,
    );
    let steps = late.html(Language::En, stranger());
    let steps = steps.split("<ol class=\"steps\"").nth(1).and_then(|rest| rest.split("</ol>").next()).expect("steps");
    assert_eq!(steps.matches("1 Nov").count(), 3, "all on the day on which it was placed: {steps}");
    assert!(!steps.contains("2 Nov"));
}

#[test]
fn the_owner_turns_updates_on_and_off() {
    let offered = |wrong: Option<&str>| Visitor::Owner(Updates::Offered { wrong: wrong.map(str::to_owned) });
    let html = story("on-its-way").html(Language::En, owner());
    assert!(html.contains("name=\"updates\" value=\"off\"") && html.contains("/status/tok_en/email?lang=en"));
    let off = Visitor::Owner(Updates::Off { email: "ada@example.com".to_owned() });
    let html = story("on-its-way").html(Language::En, off);
    assert!(html.contains("name=\"updates\" value=\"on\"") && html.contains("ada@example.com"));
    assert!(!html.contains("name=\"email\""), "an order has one address");
    let html = story("on-its-way").html(Language::En, offered(Some("ada@")));
    assert!(html.contains("name=\"updates\" value=\"on\"") && html.contains("aria-invalid=\"true\""));
    assert!(!story("on-its-way").html(Language::En, offered(None)).contains("aria-invalid"));
    let none = Visitor::Owner(Updates::NotOffered);
    assert!(!story("on-its-way").html(Language::En, none).contains("name=\"updates\""));
}

#[test]
fn what_was_bought_to_be_loaded_is_the_owners_once_it_is_fulfilled() {
    assert!(story("digital-sent").html(Language::En, owner()).contains("href=\"https://files.example/p.pdf\""));
    assert!(!story("digital-waiting").html(Language::En, owner()).contains("files.example"));
    assert!(!story("digital-sent").html(Language::En, stranger()).contains("files.example"));
}

#[test]
fn every_live_part_can_be_put_in_by_its_id() {
    for story in all() {
        let html = story.html(Language::En, stranger());
        assert_eq!(html.matches(" data-live").count(), 3, "{}", story.name);
        assert!(html.contains("id=\"progress\" data-live") && html.contains("id=\"parcels\" data-live"));
        let owners = story.html(Language::En, owner());
        assert!(owners.contains("id=\"private\" data-live") && owners.contains("id=\"notes\" data-live"));
        assert!(html.contains("data-version=\"r7\"") && html.contains("data-viewer=\"public\""));
        let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{}: {ids:?}", story.name);
    }
}

#[test]
fn the_json_says_the_same_to_programs() {
    let page = json(&story("out-for-delivery"), stranger());
    assert_eq!(
        (&page["present"], &page["order"], &page["language"]),
        (&"out_for_delivery".into(), &"#1001".into(), &"en".into())
    );
    assert_eq!(page["reached"]["out_for_delivery"], "2026-11-05T09:17:00+01:00");
    assert_eq!(page["reached"]["confirmed"], "2026-11-01T11:00:00Z");
    let parcel = &page["fulfilments"][0]["parcels"][0];
    assert_eq!(
        (&parcel["condition"]["status"], &parcel["tracking"]["carrier"]),
        (&"pick_up".into(), &"PostNord".into())
    );
    assert_eq!(parcel["scans"].as_array().map(Vec::len), Some(7));
    assert_eq!(page["viewer"], serde_json::json!({"as": "public"}));
    let owner = json(&story("out-for-delivery"), owner());
    assert_eq!(owner["viewer"]["as"], "owner");
    assert_eq!(owner["viewer"]["private"]["payment"], "paid");
    assert_eq!(owner["viewer"]["private"]["updates"]["state"], "on");
    assert_eq!(
        owner["viewer"]["private"]["totals"][3]["money"],
        serde_json::json!({"amount": "1234.00", "currency": "SEK"})
    );
}
