//! In which language a reader is spoken to, and how they change it.

use waybill_domain::language::Language::{self, En, Nb, Sv, Th, Vi};
use waybill_pages::reader::language;
use waybill_pages::small::{self, Small};

use crate::given::stranger;
use crate::stories::all;

#[test]
fn the_page_is_as_asked_else_as_the_order_says_else_as_the_browser_does() {
    assert_eq!(language(Some("th"), Some("sv"), Some("nb")), Th);
    assert_eq!(language(Some("xx"), Some("sv-SE"), Some("nb")), Sv);
    assert_eq!(language(None, Some("de"), Some("nb")), Nb);
    assert_eq!(language(None, None, Some("de, vi;q=0.8")), Vi);
    assert_eq!(language(None, None, None), En);
}

#[test]
fn a_browser_says_what_it_would_rather_have() {
    for (header, expected) in [
        ("sv-SE,sv;q=0.9,en;q=0.8", Sv),
        ("de-DE, en;q=0.5, nn;q=0.7", Nb),
        ("en;q=0.3, th;q=0.3", En),
        ("sv;q=0, vi;q=0.1", Vi),
        ("*", En),
        ("", En),
        ("sv;q=nonsense, th", Th),
        (",,,;;;q=,", En),
    ] {
        assert_eq!(language(None, None, Some(header)), expected, "{header}");
    }
}

#[test]
fn every_page_leads_to_itself_in_every_language() {
    let html = all()[0].html(Sv, stranger());
    for language in Language::ALL {
        assert!(html.contains(&format!("href=\"/status/tok_en?lang={}\"", language.as_str())));
        assert!(html.contains(language.own_name()));
    }
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1);
}

#[test]
fn the_small_pages_say_one_thing_in_every_language() {
    for language in Language::ALL {
        let here = Small { language, store: "Norrsken", path: Some("/unsubscribe/x") };
        let claim = small::claim(here, "#1001", "/status/t/owner/x").into_string();
        assert!(claim.contains("method=\"post\" action=\"/status/t/owner/x\"") && claim.contains("#1001"));
        let used = small::claim_used(here, "#1001", "/status/t").into_string();
        assert!(used.contains("#1001") && used.contains("href=\"/status/t\"") && !used.contains("<form"));
        assert!(small::unsubscribe(here, "/unsubscribe/x").into_string().contains("method=\"post\""));
        assert!(small::unsubscribed(here, "/status/t").into_string().contains("href=\"/status/t\""));
        for page in [small::not_found(Small { path: None, ..here }), small::failed(here)] {
            let html = page.into_string();
            assert!(html.contains(&format!("<html lang=\"{}\">", language.as_str())) && !html.contains("<form"));
        }
    }
}
