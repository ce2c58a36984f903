//! Where a request goes: to SES, to SNS, or to the pages that show what was sent.

use std::time::Duration;

use axum::body::to_bytes;
use axum::response::Response;
use http::header::{CONTENT_TYPE, HOST, HeaderValue, ORIGIN};
use http::request::Parts;
use http::{Method, StatusCode};
use http_body_util::{Full, Limited};
use serde_json::json;
use waybill_lambda::{Answer, Body};

use super::message::Message;
use super::{Outbox, ses, sns};
use crate::gateway::over_the_wire;

/// Where the messages are shown.
pub const HOME: &str = "/outbox";

/// Where SES's API is.
pub const SES: &str = "/local/ses";

/// Where SNS's API is.
pub const SNS: &str = "/local/sns";

/// The largest mail that SES takes, with what base64 and JSON make of it.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// A caller who is never answered has long gone away by then.
const SILENCE: Duration = Duration::from_secs(600);

/// What is answered.
pub enum Reply {
    /// This.
    Answer(Answer),
    /// Nothing, and the connection stays.
    Silence,
    /// Nothing, and the connection ends.
    CutOff,
}

impl Outbox {
    /// Whether an address is one of its own.
    #[must_use]
    pub fn owns(path: &str) -> bool {
        [HOME, SES, SNS].iter().any(|home| below(home, path).is_some())
    }

    /// Answers a request to an address of its own.
    pub async fn answer(&self, request: axum::extract::Request) -> Response {
        let (head, body) = request.into_parts();
        let reply = match to_bytes(body, BODY_BYTES).await {
            _ if !is_here(&head) => said(StatusCode::MISDIRECTED_REQUEST, "this is 127.0.0.1, and nobody else"),
            Ok(body) => self.reply(&head, &body),
            Err(_) => said(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"),
        };
        match reply {
            Reply::Answer(answer) => answer.map(over_the_wire),
            Reply::Silence => {
                tokio::time::sleep(SILENCE).await;
                cut_off()
            }
            Reply::CutOff => cut_off(),
        }
    }

    fn reply(&self, head: &Parts, body: &[u8]) -> Reply {
        let (path, now) = (head.uri.path(), self.office.clock.now());
        if below(SES, path).is_some() {
            return ses::answer(&mut self.state(), now, head, body);
        }
        if below(SNS, path).is_some() {
            return sns::answer(&mut self.state(), now, head, body);
        }
        match (&head.method, below(HOME, path)) {
            (&Method::DELETE, Some("" | "/")) if !from_elsewhere(head) => match self.empty() {
                Ok(()) => Reply::Answer(written(StatusCode::NO_CONTENT, "application/json", String::new())),
                Err(error) => said(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
            },
            (&Method::GET, Some("" | "/")) => self.listed(head),
            _ => said(StatusCode::NOT_FOUND, "there is no such page"),
        }
    }

    fn listed(&self, _head: &Parts) -> Reply {
        let messages: Vec<_> = self.state().history.iter().map(Message::shown).collect();
        Reply::Answer(written(StatusCode::OK, "application/json", json!({ "messages": messages }).to_string()))
    }
}

/// What follows a home's address, if a path is the home's own.
fn below<'a>(home: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(home).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the request names this machine. A name that another site has led here is that site's, and so would be
/// what its page could read.
fn is_here(head: &Parts) -> bool {
    let host = head.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

/// Whether a page of another site asks.
fn from_elsewhere(head: &Parts) -> bool {
    let Some(origin) = head.headers.get(ORIGIN).map(HeaderValue::as_bytes) else { return false };
    let host = head.headers.get(HOST).map(HeaderValue::as_bytes).unwrap_or_default();
    origin.strip_prefix(b"http://") != Some(host)
}

/// An answer of text.
pub fn written(status: StatusCode, content_type: &'static str, text: String) -> Answer {
    let mut answer = Answer::new(Body::Text(text));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// An id that no other has, in the form of a UUID.
pub fn random_id() -> String {
    let number = waybill_store::secret::random().map_or(0, u128::from_be_bytes);
    let text = format!("{number:032x}");
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    format!("{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

fn said(status: StatusCode, message: &str) -> Reply {
    Reply::Answer(written(status, "application/json", json!({ "message": message }).to_string()))
}

/// An answer whose body is longer than it may be: the server finds out while it sends, and ends the connection.
fn cut_off() -> Response {
    Response::new(axum::body::Body::new(Limited::new(Full::from("cut off"), 1)))
}
