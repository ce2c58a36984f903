//! In which language a page is: as the reader asks, else as the order says, else as the browser does.

use waybill_domain::language::Language;

/// Languages in a header that are looked at: browsers send some few.
const MOST: usize = 20;

/// The language of a page. `asked` is the page's `?lang=`, `order` the customer's language as the checkout gave it, and
/// `accepted` the browser's `Accept-Language`.
#[must_use]
pub fn language(asked: Option<&str>, order: Option<&str>, accepted: Option<&str>) -> Language {
    let named = |tag: Option<&str>| tag.and_then(Language::of_tag);
    named(asked).or_else(|| named(order)).or_else(|| accepted.and_then(preferred)).unwrap_or_default()
}

/// The one of ours that a browser would rather have; of equals the first.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in header.split(',').take(MOST) {
        let mut parts = range.split(';');
        let Some(language) = parts.next().and_then(|tag| Language::of_tag(tag.trim())) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
        let Some(weight) = weight.filter(|weight| (f32::EPSILON..=1.0).contains(weight)) else { continue };
        if best.is_none_or(|(other, _)| weight > other) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}
