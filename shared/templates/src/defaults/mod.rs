//! The default templates: one layout, one body for each kind, and the words of each language, put together into a whole
//! Liquid template that a merchant can begin from.
//!
//! In the parts, `[[name]]` stands for a word of the language and `[[@name]]` for another part.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use waybill_domain::language::Language;
use waybill_domain::message::Kind;

use crate::template::{MailTemplate, SmsTemplate};

/// The parts that all languages share.
const PARTS: [(&str, &str); 13] = [
    ("layout", include_str!("layout.liquid")),
    ("button", include_str!("button.liquid")),
    ("items", include_str!("items.liquid")),
    ("tracking", include_str!("tracking.liquid")),
    ("address", include_str!("address.liquid")),
    ("sums", include_str!("sums.liquid")),
    ("order_confirmation", include_str!("order_confirmation.liquid")),
    ("shipping_confirmation", include_str!("parcel.liquid")),
    ("shipping_update", include_str!("parcel.liquid")),
    ("out_for_delivery", include_str!("parcel.liquid")),
    ("attempted_delivery", include_str!("parcel.liquid")),
    ("delivered", include_str!("parcel.liquid")),
    ("digital_delivery", include_str!("digital_delivery.liquid")),
];

/// The longest way from a template to its last part or word: layout, body, part, word, and a word within it.
const STEPS: usize = 6;

/// The words of a language.
type Words = BTreeMap<String, String>;

/// All default templates, put together once.
static ALL: LazyLock<BTreeMap<(Kind, Language), (MailTemplate, SmsTemplate)>> = LazyLock::new(|| {
    let pairs = Language::ALL.into_iter().flat_map(|language| Kind::ALL.map(|kind| (kind, language)));
    pairs.map(|(kind, language)| ((kind, language), compose(kind, &words(language)))).collect()
});

/// The default mail of a kind in a language: whole, so that a merchant can begin from it.
#[must_use]
pub fn default_mail(kind: Kind, language: Language) -> MailTemplate {
    mail(kind, language).into_owned()
}

/// The default SMS of a kind in a language; nothing, of a kind that never goes by SMS. Where the status page's address
/// has up to 96 characters each takes one segment. Vietnamese is written without its signs, as it is in SMS: with them
/// it would take two. Thai has no such letters, and takes two.
#[must_use]
pub fn default_sms(kind: Kind, language: Language) -> SmsTemplate {
    sms(kind, language).into_owned()
}

pub(crate) fn mail(kind: Kind, language: Language) -> Cow<'static, MailTemplate> {
    let known = ALL.get(&(kind, language)).map(|(mail, _)| Cow::Borrowed(mail));
    known.unwrap_or_else(|| Cow::Owned(compose(kind, &words(language)).0))
}

pub(crate) fn sms(kind: Kind, language: Language) -> Cow<'static, SmsTemplate> {
    let known = ALL.get(&(kind, language)).map(|(_, sms)| Cow::Borrowed(sms));
    known.unwrap_or_else(|| Cow::Owned(compose(kind, &words(language)).1))
}

fn words(language: Language) -> Words {
    let words = match language {
        Language::En => include_str!("words/en.json"),
        Language::Sv => include_str!("words/sv.json"),
        Language::Nb => include_str!("words/nb.json"),
        Language::Vi => include_str!("words/vi.json"),
        Language::Th => include_str!("words/th.json"),
    };
    serde_json::from_str(words).unwrap_or_default()
}

fn compose(kind: Kind, words: &Words) -> (MailTemplate, SmsTemplate) {
    let kind = kind.as_str();
    let filled = |text: &str| filled(text, kind, words);
    let subject = filled("[[subject]]").trim().to_owned();
    (MailTemplate { subject, html: filled("[[@layout]]") }, SmsTemplate { text: filled("[[sms]]") })
}

/// A text with its parts and words in place: first what is the kind's own (`sms.delivered`), then what all have.
fn filled(text: &str, kind: &str, words: &Words) -> String {
    let mut filled = text.to_owned();
    for _ in 0..STEPS {
        let mut next = String::new();
        let mut rest = filled.as_str();
        while let Some((before, after)) = rest.split_once("[[") {
            let (name, after) = after.split_once("]]").unwrap_or((after, ""));
            next.push_str(before);
            next.push_str(&named(name, kind, words));
            rest = after;
        }
        next.push_str(rest);
        filled = next;
    }
    filled
}

fn named(name: &str, kind: &str, words: &Words) -> String {
    if let Some(part) = name.strip_prefix('@') {
        let part = match part {
            "body" => kind,
            // Where a parcel goes is told once, when it leaves.
            "to" if kind != Kind::ShippingConfirmation.as_str() => return String::new(),
            "to" => "address",
            part => part,
        };
        let known = PARTS.iter().find(|(known, _)| *known == part);
        return known.map_or_else(String::new, |(_, text)| text.trim_end().to_owned());
    }
    words.get(&format!("{name}.{kind}")).or_else(|| words.get(name)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_said_in_every_language() {
        let english: Vec<_> = words(Language::En).into_keys().collect();
        for language in Language::ALL {
            assert_eq!(words(language).into_keys().collect::<Vec<_>>(), english, "{language:?}");
        }
    }

    #[test]
    fn no_part_names_what_is_not_there() {
        for language in Language::ALL {
            let words = words(language);
            let parts = PARTS.iter().map(|(_, text)| (*text).to_owned()).chain(words.values().cloned());
            for text in parts {
                for name in text.split("[[").skip(1).filter_map(|rest| rest.split("]]").next()) {
                    for kind in Kind::ALL.map(Kind::as_str) {
                        let known = matches!(name, "@body" | "@to") || !named(name, kind, &words).is_empty();
                        assert!(known, "{name} of {kind} in {language:?}");
                    }
                }
            }
        }
    }
}
