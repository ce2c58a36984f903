//! Filters of text.

use liquid_core::model::State;
use liquid_core::{Value, ValueView};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Entry;
use super::call::Call;
use crate::bounds;
use crate::markup::{data, plain};
use crate::scene::Over;

pub(super) const ALL: &[Entry] = &[
    ("append", 1, |call| Value::scalar(call.marked() + &call.marked_argument(0))),
    ("prepend", 1, |call| Value::scalar(call.marked_argument(0) + &call.marked())),
    ("upcase", 0, |call| Value::scalar(call.marked().to_uppercase())),
    ("downcase", 0, |call| Value::scalar(call.marked().to_lowercase())),
    ("capitalize", 0, |call| Value::scalar(capitalized(&call.marked()))),
    ("strip", 0, |call| Value::scalar(call.marked().trim().to_owned())),
    ("lstrip", 0, |call| Value::scalar(call.marked().trim_start().to_owned())),
    ("rstrip", 0, |call| Value::scalar(call.marked().trim_end().to_owned())),
    ("strip_newlines", 0, |call| Value::scalar(call.marked().replace(['\r', '\n'], ""))),
    ("squish", 0, |call| Value::scalar(call.marked().split_whitespace().collect::<Vec<_>>().join(" "))),
    ("truncate", 0, truncate),
    ("truncatewords", 0, truncatewords),
    ("replace", 1, |call| replaced(call, usize::MAX, false)),
    ("replace_first", 1, |call| replaced(call, 1, false)),
    ("replace_last", 1, |call| replaced(call, 1, true)),
    ("remove", 1, |call| removed(call, usize::MAX, false)),
    ("remove_first", 1, |call| removed(call, 1, false)),
    ("remove_last", 1, |call| removed(call, 1, true)),
    ("split", 1, split),
    ("slice", 1, slice),
    ("default", 0, default),
    ("handle", 0, |call| Value::scalar(handle(&call.text()))),
    ("handleize", 0, |call| Value::scalar(handle(&call.text()))),
    ("camelcase", 0, |call| Value::scalar(camelcase(&call.text()))),
    ("camelize", 0, |call| Value::scalar(camelcase(&call.text()))),
    ("pluralize", 2, pluralize),
    ("json", 0, |call| Value::scalar(json(call.input))),
    ("url_encode", 0, |call| Value::scalar(encoded(&call.text(), QUERY).replace("%20", "+"))),
    ("url_decode", 0, url_decode),
    ("url_escape", 0, |call| Value::scalar(encoded(&call.text(), PLACE))),
    ("url_param_escape", 0, |call| Value::scalar(encoded(&call.text(), QUERY))),
    ("weight_with_unit", 0, weight_with_unit),
    // There are no translations to look up: text stays as it is.
    ("t", 0, |call| call.input.to_value()),
    ("translate", 0, |call| call.input.to_value()),
];

/// What stays as it is in a query.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What stays as it is in a whole address.
const PLACE: &AsciiSet = &QUERY
    .remove(b'/')
    .remove(b':')
    .remove(b'?')
    .remove(b'#')
    .remove(b'&')
    .remove(b'=')
    .remove(b'%')
    .remove(b'@')
    .remove(b'+')
    .remove(b',')
    .remove(b';');

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + &letters.as_str().to_lowercase())
}

fn truncate(call: &Call<'_>) -> Value {
    let text = call.marked();
    let most = usize::try_from(call.number_argument(0).unwrap_or(50)).unwrap_or(0);
    if text.chars().count() <= most {
        return call.input.to_value();
    }
    let end = if call.argument(1).is_nil() { "...".to_owned() } else { call.marked_argument(1) };
    let kept = most.saturating_sub(end.chars().count());
    Value::scalar(text.chars().take(kept).collect::<String>() + &end)
}

fn truncatewords(call: &Call<'_>) -> Value {
    let text = call.marked();
    let most = usize::try_from(call.number_argument(0).unwrap_or(15)).unwrap_or(0).max(1);
    let words: Vec<_> = text.split_whitespace().collect();
    if words.len() <= most {
        return call.input.to_value();
    }
    let end = if call.argument(1).is_nil() { "...".to_owned() } else { call.marked_argument(1) };
    Value::scalar(words.into_iter().take(most).collect::<Vec<_>>().join(" ") + &end)
}

fn replaced(call: &Call<'_>, times: usize, last: bool) -> Value {
    exchanged(call, &call.marked_argument(1), times, last)
}

fn removed(call: &Call<'_>, times: usize, last: bool) -> Value {
    exchanged(call, "", times, last)
}

/// Puts something else where a text stands. Markup that is looked for as text is found as well.
fn exchanged(call: &Call<'_>, with: &str, times: usize, last: bool) -> Value {
    let wanted = call.text_argument(0);
    let marked = call.marked();
    let text = if marked.contains(&wanted) { marked } else { retold(&marked, &wanted) };
    let found = text.matches(&wanted).count().min(times);
    if found == 0 || wanted.is_empty() {
        return Value::scalar(text);
    }
    if !call.fits((text.len() - found * wanted.len()).saturating_add(found.saturating_mul(with.len()))) {
        return Value::Nil;
    }
    Value::scalar(match text.rsplit_once(&wanted) {
        Some((before, after)) if last => format!("{before}{with}{after}"),
        _ => text.replacen(&wanted, with, times),
    })
}

/// Markup as plain text, if that is what is looked for in it.
fn retold(marked: &str, wanted: &str) -> String {
    let text = plain(marked);
    if text.contains(wanted) && !wanted.is_empty() { text } else { marked.to_owned() }
}

fn split(call: &Call<'_>) -> Value {
    let by = call.text_argument(0);
    let text = retold(&call.marked(), &by);
    let parts: Vec<&str> = match by.as_str() {
        "" => text.split("").filter(|part| !part.is_empty()).take(bounds::ITEMS + 1).collect(),
        " " => text.split_whitespace().take(bounds::ITEMS + 1).collect(),
        by => text.split(by).take(bounds::ITEMS + 1).collect(),
    };
    if parts.len() > bounds::ITEMS {
        call.scene.end(Over::Value);
        return Value::Nil;
    }
    let end = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |last| last + 1);
    Value::Array(parts.into_iter().take(end).map(|part| Value::scalar(part.to_owned())).collect())
}

fn slice(call: &Call<'_>) -> Value {
    let length = usize::try_from(call.number_argument(1).unwrap_or(1)).unwrap_or(0);
    let from = call.number_argument(0).unwrap_or(0);
    let start = |all: usize| {
        if from >= 0 { usize::try_from(from).ok() } else { all.checked_sub(usize::try_from(from.unsigned_abs()).ok()?) }
    };
    if call.input.is_array() {
        let items = call.items();
        let start = start(items.len()).unwrap_or(usize::MAX);
        return Value::Array(items.into_iter().skip(start).take(length).collect());
    }
    let text = call.marked();
    let start = start(text.chars().count()).unwrap_or(usize::MAX);
    Value::scalar(text.chars().skip(start).take(length).collect::<String>())
}

fn default(call: &Call<'_>) -> Value {
    let kept = call.named("allow_false").is_some_and(|allow| allow.query_state(State::Truthy)) && !call.input.is_nil();
    if call.input.query_state(State::DefaultValue) && !kept { call.argument(0).clone() } else { call.input.to_value() }
}

fn handle(text: &str) -> String {
    let words = text.to_lowercase();
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn camelcase(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
        })
        .collect()
}

fn pluralize(call: &Call<'_>) -> Value {
    let one = call
        .input
        .as_scalar()
        .and_then(|number| number.to_float())
        .is_some_and(|number| (number - 1.0).abs() < f64::EPSILON);
    call.argument(usize::from(!one)).clone()
}

fn json(value: &dyn ValueView) -> String {
    let text = serde_json::to_string(&value.to_value()).unwrap_or_default();
    plain(&text)
}

fn encoded(text: &str, kept: &'static AsciiSet) -> String {
    utf8_percent_encode(text, kept).to_string()
}

fn url_decode(call: &Call<'_>) -> Value {
    let text = call.text().replace('+', " ");
    Value::scalar(data(&percent_decode_str(&text).decode_utf8_lossy()))
}

/// Grams, as a parcel's weight is said.
fn weight_with_unit(call: &Call<'_>) -> Value {
    let Some(grams) = call.input.as_scalar().and_then(|grams| grams.to_float()) else { return Value::Nil };
    Value::scalar(if grams < 1000.0 { format!("{grams} g") } else { format!("{} kg", (grams / 10.0).round() / 100.0) })
}
