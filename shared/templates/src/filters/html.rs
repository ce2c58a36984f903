//! Filters that make HTML, or take it away. What they make is markup; what they are given stays what it was.

use liquid_core::{Value, ValueView};

use super::Entry;
use super::call::Call;
use crate::markup::{data, mark, plain};
use crate::values::LINES;

pub(super) const ALL: &[Entry] = &[
    // Everything is escaped when it is written, and once is enough.
    ("escape", 0, |call| Value::scalar(call.text())),
    ("h", 0, |call| Value::scalar(call.text())),
    ("escape_once", 0, |call| Value::scalar(escape_once(&call.text()))),
    ("strip_html", 0, |call| Value::scalar(strip_html(&call.text()))),
    ("newline_to_br", 0, newline_to_br),
    ("highlight", 0, highlight),
    ("format_address", 0, |call| format_address(call.input)),
    ("link_to", 1, link_to),
    ("img_tag", 0, |call| image(&call.text(), &call.text_argument(0))),
    ("image_tag", 0, |call| {
        image(&call.text(), &call.named("alt").map_or_else(String::new, |alt| plain(alt.to_kstr().as_str())))
    }),
    ("stylesheet_tag", 0, |_| Value::Nil),
    ("script_tag", 0, |_| Value::Nil),
    ("payment_type_img_url", 0, |_| Value::Nil),
    ("payment_type_svg_tag", 0, |_| Value::Nil),
];

/// Letters of an entity's name, at the most.
const MOST_OF_A_NAME: usize = 10;

/// What looks like an entity is one.
fn escape_once(text: &str) -> String {
    let mut escaped = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        escaped.push_str(before);
        let after = from.get(1..).unwrap_or_default();
        if begins_with_entity(after) {
            escaped.push_str(&mark("&"));
        } else {
            escaped.push('&');
        }
        rest = after;
    }
    escaped + rest
}

/// Whether an entity's name and its semicolon come first: no further is looked, so that many `&` cost no more than few.
fn begins_with_entity(text: &str) -> bool {
    let name = text.strip_prefix('#').unwrap_or(text);
    let length = name.bytes().take(MOST_OF_A_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
    (1..=MOST_OF_A_NAME).contains(&length) && name.as_bytes().get(length) == Some(&b';')
}

/// As Shopify does it: first what is not for reading, with all that is in it, then every tag.
fn strip_html(text: &str) -> String {
    const TAKEN: [(&str, &str); 4] = [("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"), ("<", ">")];
    TAKEN.into_iter().fold(text.to_owned(), |text, (start, end)| without(&text, start, end))
}

/// A text without what stands from any start to the next end, in either case of letters.
fn without(text: &str, start: &str, end: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let (mut kept, mut at) = (String::new(), 0);
    while let Some(from) = find(&lower, start, at) {
        // Where this start has no end, no later one has.
        let Some(to) = find(&lower, end, from + start.len()) else { break };
        kept.push_str(text.get(at..from).unwrap_or_default());
        at = to + end.len();
    }
    kept + text.get(at..).unwrap_or_default()
}

fn find(text: &str, wanted: &str, from: usize) -> Option<usize> {
    text.get(from..)?.find(wanted).map(|found| from + found)
}

fn newline_to_br(call: &Call<'_>) -> Value {
    let text = call.marked().replace("\r\n", "\n");
    let br = mark("<br />\n");
    if call.fits(text.len() + text.matches('\n').count() * br.len()) {
        Value::scalar(text.replace('\n', &br))
    } else {
        Value::Nil
    }
}

fn highlight(call: &Call<'_>) -> Value {
    let (text, wanted) = (call.marked(), call.text_argument(0));
    if wanted.is_empty() {
        return Value::scalar(text);
    }
    let strong = format!("{}{wanted}{}", mark("<strong class=\"highlight\">"), mark("</strong>"));
    if call.fits(text.len() + text.matches(&wanted).count() * strong.len()) {
        Value::scalar(text.replace(&wanted, &strong))
    } else {
        Value::Nil
    }
}

/// An address, a line each, as its country writes it.
pub(crate) fn format_address(address: &dyn ValueView) -> Value {
    let lines = address.as_object().and_then(|address| address.get(LINES)?.as_array());
    let Some(lines) = lines else { return Value::scalar(plain(address.to_kstr().as_str())) };
    let lines: Vec<_> = lines.values().map(|line| plain(line.to_kstr().as_str())).collect();
    Value::scalar(lines.join(&mark("<br/>")))
}

fn link_to(call: &Call<'_>) -> Value {
    let title = call.text_argument(1);
    let title = if title.is_empty() { String::new() } else { format!("{}{title}", mark("\" title=\"")) };
    let place = place(&call.text_argument(0));
    Value::scalar(format!("{}{place}{title}{}{}{}", mark("<a href=\""), mark("\">"), call.marked(), mark("</a>")))
}

fn image(source: &str, alternative: &str) -> Value {
    if source.is_empty() {
        return Value::Nil;
    }
    let (start, middle, end) = (mark("<img src=\""), mark("\" alt=\""), mark("\" />"));
    Value::scalar(format!("{start}{}{middle}{alternative}{end}", place(source)))
}

/// An address that may be followed: nothing that is run instead.
fn place(address: &str) -> String {
    let address = data(address.trim());
    let followed = ["https://", "http://", "mailto:", "tel:", "/", "#"];
    let lower = address.to_lowercase();
    if followed.iter().any(|start| lower.starts_with(start)) { address } else { "#".to_owned() }
}
