//! A body, read as JSON: what is wrong with it is said with the way to the field.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::problem::{FieldError, Problem};
use crate::strict::{Strict, Unambiguous};

/// Reads a body. Nothing at all counts as an empty object.
///
/// # Errors
/// [`Problem::Invalid`], naming the field.
pub(crate) fn parse<B: DeserializeOwned>(bytes: &[u8]) -> Result<B, Problem> {
    let bytes = if bytes.trim_ascii().is_empty() { b"{}" } else { bytes };
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let Unambiguous(value) =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|error| located("", &error))?;
    deserializer.end().map_err(|error| unreadable("", &error))?;
    parse_value(value, "")
}

/// Reads one value of a body that has been read already; `at` is the way to it.
///
/// # Errors
/// [`Problem::Invalid`], naming the field.
pub(crate) fn parse_value<B: DeserializeOwned>(value: serde_json::Value, at: &str) -> Result<B, Problem> {
    serde_path_to_error::deserialize(Strict(value)).map_err(|error| located(at, &error))
}

fn located(at: &str, error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let path = match (at, error.path().to_string().as_str()) {
        (at, ".") => at.to_owned(),
        ("", path) => path.to_owned(),
        (at, path) => format!("{at}.{path}"),
    };
    unreadable(&path, error.inner())
}

fn unreadable(path: &str, error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    // A place in the text says nothing once the field is named, and everything where the text is no JSON.
    let (said, place) = said.rsplit_once(" at line ").map_or((said.as_str(), ""), |(said, place)| (said, place));
    if matches!(error.classify(), Category::Syntax | Category::Eof | Category::Io) {
        return Problem::invalid("", format!("is not JSON: {said}, at line {place}"));
    }
    Problem::Invalid { errors: vec![field_error(path, said)] }
}

/// Turns serde's words into the field's.
fn field_error(path: &str, said: &str) -> FieldError {
    let quoted = |prefix: &str| said.strip_prefix(prefix)?.split('`').next();
    let below = |name: &str| match path {
        "" => name.to_owned(),
        // The way ends with the unknown field itself, or with what it stands in.
        path if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        path => format!("{path}.{name}"),
    };
    let error = |field: String, message: String| FieldError { field, message };
    if let Some(name) = quoted("missing field `") {
        return error(below(name), "is required".to_owned());
    }
    if let Some(name) = quoted("unknown field `") {
        let known = said.split_once(", expected ").map_or("none", |(_, known)| known);
        return error(below(name), format!("is not known here; known is {known}"));
    }
    if let Some(name) = quoted("duplicate field `") {
        return error(below(name), "must not be given twice".to_owned());
    }
    if let Some(expected) = said.split_once(", expected ").map(|(found, expected)| (found, words(expected))) {
        let (found, expected) = expected;
        let found = found.split_once(": ").map_or(found, |(_, found)| found);
        return error(path.to_owned(), format!("must be {expected}, and is {found}"));
    }
    error(path.to_owned(), said.to_owned())
}

/// A type's name in the reader's words.
fn words(expected: &str) -> &str {
    match expected {
        "i64" | "u32" | "u64" | "u16" => "a whole number",
        "a string" => "text",
        "a sequence" => "a list",
        "a map" => "an object",
        "a boolean" => "true or false",
        "an RFC 3339 formatted date and time string" => "an instant as in RFC 3339",
        other if other.starts_with("struct ") => "an object",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use waybill_domain::place::PlaceOrder;

    fn wrong(body: &str) -> (String, String) {
        match parse::<PlaceOrder>(body.as_bytes()) {
            Err(Problem::Invalid { errors }) => {
                let error = errors.into_iter().next().expect("an error");
                (error.field, error.message)
            }
            other => panic!("{body}: {other:?}"),
        }
    }

    #[test]
    fn the_field_is_named_wherever_it_stands() {
        let item = |rest: &str| {
            format!(r#"{{"name": "1", "line_items": [{{"title": "A", "quantity": 1}}, {{"title": "B"{rest}}}]}}"#)
        };
        for (body, field) in [
            (item(""), "line_items[1].quantity"),
            (item(r#", "quantity": 0"#), "line_items[1].quantity"),
            (item(r#", "quantity": -1"#), "line_items[1].quantity"),
            (item(r#", "quantity": 10001"#), "line_items[1].quantity"),
            (item(r#", "quantity": 1e300"#), "line_items[1].quantity"),
            (item(r#", "quantity": "1""#), "line_items[1].quantity"),
            (item(r#", "quantity": 1, "colour": "red""#), "line_items[1].colour"),
            (item(r#", "quantity": 1, "quantity": 2"#), "line_items[1].quantity"),
            (item(r#", "quantity": 1, "kind": "virtual""#), "line_items[1].kind"),
            (
                item(r#", "quantity": 1, "unit_price": {"amount": "1.234", "currency": "SEK"}"#),
                "line_items[1].unit_price",
            ),
            (r#"{"line_items": []}"#.to_owned(), "name"),
            (r#"{"name": "1", "line_items": {}}"#.to_owned(), "line_items"),
            (r#"{"name": "1", "line_items": [], "placed_at": "yesterday"}"#.to_owned(), "placed_at"),
            (
                r#"{"name": "1", "line_items": [], "shipping_address": {"street": "x"}}"#.to_owned(),
                "shipping_address.street",
            ),
        ] {
            assert_eq!(wrong(&body).0, field, "{body}: {}", wrong(&body).1);
        }
    }

    #[test]
    fn what_is_no_json_is_said_with_its_place() {
        for body in ["{", "[", "nonsense", "{\"name\": \"1\",}", "{} {}", "\u{0}"] {
            let (field, message) = wrong(body);
            assert!(
                field.is_empty() && message.contains("is not JSON") && message.contains("line 1"),
                "{body}: {field} {message}"
            );
        }
        assert!(wrong("[]").1.starts_with("must be an object"), "{:?}", wrong("[]"));
    }
}
