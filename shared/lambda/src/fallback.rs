//! The API document, and what it does not know: an address that is not there, or a method it does not take.

use http::header::CONTENT_TYPE;
use lambda_http::{Body, Request};

use crate::answer::{Answer, problem, set};
use crate::incoming::Trace;
use crate::problem::Problem;

/// What of a path in the API document is a method.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Answers the API document.
#[must_use]
pub fn document(document: &'static str) -> Answer {
    let mut answer = Answer::new(Body::Text(document.to_owned()));
    set(&mut answer, CONTENT_TYPE, "application/json");
    answer
}

/// Answers 404, or 405 where the address is there under another method. `document` is the API document.
#[must_use]
pub fn no_such_route(request: &Request, document: &str) -> Answer {
    let document: serde_json::Value = serde_json::from_str(document).unwrap_or_default();
    let paths = document.get("paths").and_then(serde_json::Value::as_object).into_iter().flatten();
    let methods: Vec<String> = paths
        .filter(|(path, _)| matches(path, request.uri().path()))
        .filter_map(|(_, methods)| methods.as_object())
        .flat_map(|methods| {
            methods.keys().map(|method| method.to_uppercase()).filter(|method| METHODS.contains(&method.as_str()))
        })
        .collect();
    let refused = if methods.is_empty() {
        Problem::NotFound { what: "address" }
    } else {
        Problem::MethodNotAllowed { allow: methods.join(", ") }
    };
    problem(&refused, &Trace::of(request))
}

fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    let part =
        |(pattern, part): (&&str, &&str)| if pattern.starts_with('{') { !part.is_empty() } else { pattern == part };
    pattern.len() == path.len() && pattern.iter().zip(&path).all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_one_part_of_the_path() {
        assert!(matches("/orders/{id}", "/orders/ord_1"));
        assert!(!matches("/orders/{id}", "/orders/"));
        assert!(!matches("/orders/{id}", "/orders/1/hold"));
        assert!(!matches("/orders", "/Orders"));
    }
}
