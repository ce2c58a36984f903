//! How the local run answers at addresses of its own.

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde_json::Value;
use waybill_lambda::{Answer, Body};

/// An answer of JSON.
#[must_use]
pub fn json(status: StatusCode, body: &Value) -> Answer {
    written(status, "application/json", body.to_string())
}

/// An answer of text.
#[must_use]
pub fn written(status: StatusCode, content_type: &'static str, text: String) -> Answer {
    let mut answer = Answer::new(Body::Text(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// A body as the server sends it.
pub fn over_the_wire(body: Body) -> axum::body::Body {
    match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        _ => axum::body::Body::empty(),
    }
}
