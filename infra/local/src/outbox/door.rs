//! Where a request goes: to SES, to SNS, or to the pages that show what was sent.

use std::time::Duration;

use axum::body::to_bytes;
use axum::response::Response;
use http::header::{ACCEPT, HOST, ORIGIN};
use http::request::Parts;
use http::{Method, StatusCode};
use http_body_util::{Full, Limited};
use serde_json::json;
use waybill_lambda::Answer;

use super::message::Message;
use super::page::{self, Page, Wanted};
use super::reply::Reply;
use super::{Outbox, State, ses, sns};
use crate::wire::{over_the_wire, written};

/// Where the messages are shown.
pub const HOME: &str = "/outbox";

/// Where SES's API is.
pub const SES: &str = "/local/ses";

/// Where SNS's API is.
pub const SNS: &str = "/local/sns";

/// The largest mail that SES takes, with what base64 and JSON make of it.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// A caller who is never answered has long gone away by then.
const SILENCE: Duration = Duration::from_mins(10);

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
            _ if !is_here(&head) => {
                Reply::Answer(said(StatusCode::MISDIRECTED_REQUEST, "this is 127.0.0.1, and nobody else"))
            }
            Ok(body) => self.reply(&head, &body),
            Err(_) => Reply::Answer(said(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large")),
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
        Reply::Answer(self.page(head, below(HOME, path).unwrap_or_default()))
    }

    fn page(&self, head: &Parts, path: &str) -> Answer {
        let mut parts = path.trim_start_matches('/').split('/');
        match (&head.method, parts.next(), parts.next(), parts.next()) {
            (&Method::DELETE | &Method::POST, ..) if from_elsewhere(head) => {
                said(StatusCode::FORBIDDEN, "no page of another site may empty this")
            }
            (&Method::DELETE, Some(""), None, None) => {
                self.emptied(|| written(StatusCode::NO_CONTENT, "application/json", String::new()))
            }
            (&Method::POST, Some("empty"), None, None) => self.emptied(page::redirected),
            (&Method::GET, Some("style.css"), None, None) => page::style(),
            (&Method::GET, Some(""), None, None) => self.list(head),
            (&Method::GET, Some(id), None, None) => self.one(head, id),
            (&Method::GET, Some(id), Some("body"), None) => self.body(head, id),
            _ => said(StatusCode::NOT_FOUND, "there is no such page"),
        }
    }

    fn emptied(&self, answer: impl FnOnce() -> Answer) -> Answer {
        match self.empty() {
            Ok(()) => answer(),
            Err(error) => said(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        }
    }

    /// The messages: for a program in the order in which they were taken, for people the latest first.
    fn list(&self, head: &Parts) -> Answer {
        let state = self.state();
        if wants_json(head) {
            let messages: Vec<_> = state.history.iter().map(Message::shown).collect();
            return written(StatusCode::OK, "application/json", json!({ "messages": messages }).to_string());
        }
        self.pages(head, &state).list()
    }

    fn one(&self, head: &Parts, id: &str) -> Answer {
        let state = self.state();
        match state.history.iter().find(|message| message.id == id) {
            Some(message) if wants_json(head) => {
                written(StatusCode::OK, "application/json", message.shown().to_string())
            }
            Some(message) => self.pages(head, &state).reading(message),
            None if wants_json(head) => said(StatusCode::NOT_FOUND, "there is no such message"),
            None => self.pages(head, &state).gone(),
        }
    }

    fn body(&self, head: &Parts, id: &str) -> Answer {
        let state = self.state();
        let found = state.history.iter().find(|message| message.id == id);
        found.map_or_else(|| self.pages(head, &state).gone(), Page::body)
    }

    fn pages<'a>(&self, head: &Parts, state: &'a State) -> Page<'a> {
        Page {
            messages: state.history.iter().rev().collect(),
            wanted: Wanted::read(head.uri.query().unwrap_or_default()),
            host: host(head).to_owned(),
            now: self.office.clock.now(),
        }
    }
}

/// What follows a home's address, if a path is the home's own.
fn below<'a>(home: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(home).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether the request names this machine. A name that another site has led here is that site's, and so would be
/// what its page could read.
fn is_here(head: &Parts) -> bool {
    let host = host(head);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost"].contains(&name)
}

/// Whether a page of another site asks.
fn from_elsewhere(head: &Parts) -> bool {
    let Some(origin) = head.headers.get(ORIGIN) else { return false };
    origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")) != Some(host(head))
}

/// Where the request thinks that it is.
fn host(head: &Parts) -> &str {
    head.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default()
}

/// Whether a program asks: a browser, and one who does not say, gets a page.
fn wants_json(head: &Parts) -> bool {
    let accepted = head.headers.get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json") && !accepted.contains("text/html")
}

fn said(status: StatusCode, message: &str) -> Answer {
    written(status, "application/json", json!({ "message": message }).to_string())
}

/// An answer whose body is longer than it may be: the server finds out while it sends, and ends the connection.
fn cut_off() -> Response {
    Response::new(axum::body::Body::new(Limited::new(Full::from("cut off"), 1)))
}
