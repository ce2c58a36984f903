//! What a carrier said of a parcel: in its own words, and in English where the tracking service gave that too.

use maud::{Markup, html};
use waybill_domain::language::Language;

use crate::words::Words;

/// A carrier's words and the English of them, in their languages: what the reader likelier reads first.
pub fn carrier_said(words: Words, own: Option<&str>, english: Option<&str>) -> Markup {
    // In which language a carrier writes, nobody says.
    let (theirs, translated) = (own.map(|own| ("", own)), english.map(|english| ("en", english)));
    let reads = own.is_some_and(|own| is_in_script_of(words.language(), own));
    let in_order = if reads { [theirs, translated] } else { [translated, theirs] };
    html! {
        @for (index, (language, said)) in in_order.into_iter().flatten().enumerate() {
            span.scan-words dir="auto" lang=(language) data-second[index > 0] { (said) }
        }
    }
}

/// Whether a text that is not English is in the letters of a language.
fn is_in_script_of(language: Language, text: &str) -> bool {
    let is_latin = |c: char| matches!(c, '\0'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}');
    match language {
        Language::En => false,
        Language::Sv | Language::Nb | Language::Vi => text.chars().filter(|c| c.is_alphabetic()).all(is_latin),
        Language::Th => text.contains(|c| matches!(c, '\u{E00}'..='\u{E7F}')),
    }
}
