//! A page is one document, one style sheet and one script: small, named by what is in them, and nothing from elsewhere.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use waybill_domain::id::ParcelId;
use waybill_domain::language::Language;
use waybill_pages::PreEscaped;
use waybill_pages::assets::{
    CONTENT_SECURITY_POLICY, DESK_SCRIPT, DESK_STYLE, PAGE_HEADERS, PREVIEW_POLICY, SCRIPT, STYLE, asset,
};
use waybill_pages::status_page::Map;

use crate::desk_given::Shop;
use crate::given::{owner, stranger};
use crate::stories::all;

/// What a map of the right size takes: 20 KB of coordinates.
fn map() -> Map {
    let points: Vec<_> =
        (0_u32..2_600).map(|point| format!("{},{}", point * 7919 % 600, point * 104_729 % 400)).collect();
    let points = points.join(" ");
    let drawn = format!(
        "<div class=\"map\"><svg viewBox=\"0 0 640 400\"><path class=\"map-land\" d=\"M{points}\"/></svg></div>"
    );
    Map { drawn: PreEscaped(drawn), caption: "From Gothenburg to Umeå".to_owned() }
}

fn compressed(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).expect("written");
    encoder.finish().expect("compressed").len()
}

#[test]
fn the_first_page_is_under_fifty_kilobytes_compressed_with_its_map() {
    for mut story in all() {
        if let Some(followed) = story.followed.get_mut(&ParcelId::at(0)) {
            followed.map = Some(map());
        }
        for language in Language::ALL {
            let html = compressed(&story.html(language, owner()));
            let whole = html + compressed(STYLE.body) + compressed(SCRIPT.body);
            assert!(whole < 50_000, "{} {language:?}: {whole}", story.name);
        }
    }
}

#[test]
fn the_script_is_a_few_kilobytes() {
    assert!(compressed(SCRIPT.body) < 4_000, "{}", compressed(SCRIPT.body));
    assert!(compressed(STYLE.body) < 10_000, "{}", compressed(STYLE.body));
}

#[test]
fn the_desk_is_small_too() {
    assert!(compressed(DESK_SCRIPT.body) < 8_000, "{}", compressed(DESK_SCRIPT.body));
    assert!(compressed(DESK_STYLE.body) < 16_000, "{}", compressed(DESK_STYLE.body));
    for (name, html) in Shop::new().pages(Language::Th) {
        assert!(compressed(&html) < 16_000, "{name}: {}", compressed(&html));
    }
}

#[test]
fn assets_are_found_by_the_names_in_the_page_and_by_no_other() {
    let html = all()[0].html(Language::En, stranger());
    for known in [&*STYLE, &*SCRIPT] {
        assert!(html.contains(&format!("\"{}\"", known.path())));
        assert_eq!(asset(&known.name).map(|found| found.body), Some(known.body));
    }
    assert!(asset("0000000000000000.css").is_none() && asset("").is_none() && asset("../waybill.js").is_none());
}

#[test]
fn the_policy_allows_this_host_alone() {
    assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; "));
    for directive in CONTENT_SECURITY_POLICY.split("; ") {
        let (name, sources) = directive.split_once(' ').expect("a directive");
        assert!(matches!(sources, "'none'" | "'self'") || (name, sources) == ("img-src", "data:"), "{directive}");
    }
    for name in ["style-src", "script-src", "connect-src", "form-action", "frame-ancestors", "base-uri"] {
        assert!(CONTENT_SECURITY_POLICY.contains(name), "{name}");
    }
    assert!(PAGE_HEADERS.contains(&("referrer-policy", "same-origin")));
    // A message's own styles stand within it; it loads no more than any page does.
    let of_previews = PREVIEW_POLICY.replace(" 'unsafe-inline'", "").replace("frame-src 'self'; ", "");
    assert_eq!(of_previews, CONTENT_SECURITY_POLICY);
}

#[test]
fn the_style_sheet_and_the_script_ask_nobody_else() {
    for body in [STYLE.body, SCRIPT.body, DESK_STYLE.body, DESK_SCRIPT.body] {
        assert!(!body.contains("http://") && !body.contains("https://") && !body.contains("@import"));
    }
    assert!(
        !DESK_STYLE.body.contains("url(")
            && !DESK_SCRIPT.body.contains("eval(")
            && !DESK_SCRIPT.body.contains("innerHTML = ")
    );
}

#[test]
fn every_credit_of_a_map_stands_where_a_map_does() {
    let mut story = all().into_iter().find(|story| story.name == "on-its-way").expect("an order on its way");
    assert!(!story.html(Language::En, stranger()).contains("GeoNames"));
    story.followed.get_mut(&ParcelId::at(0)).expect("followed").map = Some(map());
    let html = story.html(Language::En, stranger());
    assert!(
        html.contains("Natural Earth")
            && html.contains("© GeoNames.org, CC BY 4.0")
            && html.contains("<figcaption id=\"map-1\">")
    );
}
