//! Whatever people write is text: in every field, on every page, for every viewer.

use serde_json::json;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::language::Language;
use waybill_pages::small::{self, Small};
use waybill_pages::status_page::{LogIn, Updates, Visitor};

use crate::given::{Story, is, merchant, owner, stranger};

const EVIL: &str =
    "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}</title></style>&lt;javascript:alert(3)";

fn evil() -> Story {
    let mut story = Story::placed(
        "evil",
        json!({
            "name": EVIL, "note": EVIL, "phone": "+46 '\"><script>",
            "customer": {"first_name": EVIL, "last_name": EVIL},
            "shipping_address": {"name": EVIL, "company": EVIL, "address1": EVIL, "address2": EVIL, "city": EVIL, "province": EVIL, "postal_code": EVIL},
            "line_items": [
                {"title": EVIL, "variant_title": EVIL, "sku": EVIL, "quantity": 2, "image_url": "https://x.example/\"><script>"},
                {"title": EVIL, "quantity": 1, "kind": "digital", "download_url": "https://x.example/'\"><script>alert(1)</script>"},
                {"title": EVIL, "quantity": 1, "kind": "service"}
            ]
        }),
    );
    story.settings.name = serde_json::from_value(json!(EVIL)).expect("a name");
    let number = "\"'><svg/onload=alert(1)>";
    let carrier = "\"><script>alert(9)</script>";
    let mut story = story
        .fulfilled(
            20,
            json!({"tracking": [{"number": number, "carrier": carrier, "url": "https://x.example/\"><script>"}]}),
        )
        .scanned(1, &[(30, EVIL, EVIL, is(TrackingStatus::InTransit))], Some("2026-11-05"));
    story.notes = vec![EVIL.to_owned()];
    story
}

/// Every page there is, with what people write in every field.
fn pages() -> Vec<String> {
    let story = evil();
    let failed = Visitor::Stranger(LogIn::Failed { order: EVIL.to_owned() });
    let off = Visitor::Owner(Updates::Off { email: EVIL.to_owned() });
    let offered = Visitor::Owner(Updates::Offered { wrong: Some(EVIL.to_owned()) });
    let on = Visitor::Owner(Updates::On { email: EVIL.to_owned() });
    let visitors = [stranger(), failed, owner(), off, offered, on, merchant()];
    let mut pages: Vec<_> = visitors.into_iter().map(|visitor| story.html(Language::Vi, visitor)).collect();
    let here = Small { language: Language::En, store: EVIL, path: Some("/status/x") };
    pages.push(small::claim(here, EVIL, "/claim").into_string());
    pages.push(small::claim_used(here, EVIL, "/status/x").into_string());
    pages.push(small::unsubscribe(here, "/unsubscribe").into_string());
    pages.push(small::unsubscribed(here, "/status/x").into_string());
    pages
}

#[test]
fn hostile_text_is_inert_everywhere() {
    for html in pages() {
        assert!(html.contains("&lt;script&gt;alert(1)"), "it is shown as what it is");
        let scripts: Vec<_> = html.split("<script").skip(1).collect();
        assert_eq!(scripts.len(), 1, "the page's own script, and no other");
        assert!(scripts[0].starts_with(" src=\"/assets/"), "{}", scripts[0]);
        for broken in ["<img", "<svg/onload", "onerror=alert(2)>{{7*7}}</title>", "</title></style>"] {
            assert!(!html.contains(broken), "{broken}");
        }
    }
}

#[test]
fn every_link_leads_to_the_web_or_into_the_page() {
    for html in pages() {
        for attribute in [" href=\"", " action=\"", " src=\""] {
            for link in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                let safe = ["https://", "http://", "/", "#", "data:image/svg+xml,"];
                assert!(safe.iter().any(|start| link.starts_with(start)), "{link}");
                assert!(!link.starts_with("//") && !link.contains('<'), "{link}");
            }
        }
    }
}

#[test]
fn nothing_is_inline_and_nothing_is_loaded_from_elsewhere() {
    for html in pages() {
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            // Only what stands outside of quotes is an attribute's name.
            let bare: String = tag.split('"').step_by(2).collect();
            assert!(!bare.contains(" on") && !bare.contains(" style="), "{tag}");
            assert!(!bare.starts_with("style") && !bare.starts_with("iframe") && !bare.starts_with("base"), "{tag}");
        }
        assert!(!html.contains("pictures.example") && !html.contains("image_url"));
        let loaded: Vec<_> = html.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(loaded.iter().all(|source| source.starts_with("/assets/")), "{loaded:?}");
    }
}
