//! A service's API, spoken with one store's key: what all five have in common. What is no answer of the service itself,
//! an outage, a proxy's page, a wrong key, is an error here, and never says anything about a parcel.

use std::time::Duration;

use aws_smithy_types::body::SdkBody;
use http::{HeaderName, HeaderValue, Method};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use waybill_domain::scan::cut_to;
use waybill_domain::text::Secret;

use crate::http::{Http, Raw};
use crate::json::Node;
use crate::tracker::CarrierError;

/// The longest words of a service that are passed on, in characters.
const WORDS: usize = 200;

/// Something that a service is asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Call {
    /// A path, with its query.
    Get(String),
    /// A path, and what is said there.
    Post(&'static str, Value),
}

/// What a service said: a success, or a refusal of what was asked.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    pub(crate) fn node(&self) -> Node<'_> {
        Node::of(&self.body)
    }
}

/// Where a service is, and the store's key for it.
pub(crate) struct Api {
    http: Http,
    base: String,
    header: HeaderName,
    /// The header's value, marked as not to be shown.
    pass: HeaderValue,
    key: Secret,
}

impl Api {
    /// An API at a base address, whose key goes into a header, after a word.
    pub(crate) fn new(http: &Http, base: &str, header: HeaderName, pass: &str, key: &Secret) -> Self {
        // A key is visible ASCII, and so is what is made of it: it always is a header's value.
        let mut pass = HeaderValue::from_str(pass).unwrap_or_else(|_| HeaderValue::from_static(""));
        pass.set_sensitive(true);
        let base = base.trim_end_matches('/').to_owned();
        Self { http: http.clone(), base, header, pass, key: key.clone() }
    }

    /// Asks, and reads the answer.
    pub(crate) async fn call(&self, call: &Call, within: Duration) -> Result<Answer, CarrierError> {
        let raw = self.http.send(self.request(call)?, within).await?;
        let text = || self.words(&explained(&raw));
        match raw.status {
            401 | 403 => Err(CarrierError::Unauthorized(text())),
            402 => Err(CarrierError::QuotaExhausted(text())),
            429 => Err(CarrierError::SlowDown { after: raw.retry_after }),
            500.. => Err(CarrierError::Unavailable(format!("HTTP {}", raw.status))),
            200..300 | 400..500 => read(&raw),
            _ => Err(CarrierError::Unreadable(format!("HTTP {}", raw.status))),
        }
    }

    fn request(&self, call: &Call) -> Result<http::Request<SdkBody>, CarrierError> {
        let (method, path, body) = match call {
            Call::Get(path) => (Method::GET, path.as_str(), SdkBody::empty()),
            Call::Post(path, body) => (Method::POST, *path, SdkBody::from(body.to_string())),
        };
        http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header(&self.header, &self.pass)
            .header(http::header::ACCEPT, "application/json")
            .header(http::header::CONTENT_TYPE, "application/json")
            .header(http::header::USER_AGENT, "waybill")
            .body(body)
            .map_err(|_| CarrierError::Unavailable("its address is none".to_owned()))
    }

    /// A service's own words, for people: cut, and without the key, should it say it back.
    pub(crate) fn words(&self, text: &str) -> String {
        cut_to(&text.replace(self.key.as_str(), "…"), WORDS)
    }
}

fn read(raw: &Raw) -> Result<Answer, CarrierError> {
    match serde_json::from_slice(&raw.body) {
        Ok(body @ (Value::Object(_) | Value::Array(_))) => Ok(Answer { status: raw.status, body }),
        _ => Err(CarrierError::Unreadable(format!("HTTP {} without JSON", raw.status))),
    }
}

/// What a refusal says in words, wherever the service puts them.
pub(crate) fn explanation(body: Node<'_>) -> Option<&str> {
    let errors = || body.at("errors").items().chain(body.at("data").at("errors").items());
    let first = || errors().find_map(|error| error.at("message").text());
    body.at_any(&["error", "meta"])
        .at("message")
        .text()
        .or_else(first)
        .or_else(|| ["detail", "message", "error"].iter().find_map(|key| body.at(key).text()))
}

fn explained(raw: &Raw) -> String {
    let body: Value = serde_json::from_slice(&raw.body).unwrap_or_default();
    let status = format!("HTTP {}", raw.status);
    explanation(Node::of(&body)).map_or(status.clone(), |words| format!("{status}: {words}"))
}

/// A text as a part of a path, or of a query.
pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
