//! The local run's front door: its own addresses, `/local/clock`, the local carrier's and the local outbox's, and behind
//! all others the gateway.

use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::response::Response;
use chrono::SecondsFormat;
use http::header::ORIGIN;
use http::request::Parts;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json;
use waybill_lambda::{Answer, Body};

use crate::background::Background;
use crate::carrier::LocalCarrier;
use crate::clock::Clock;
use crate::gateway::Gateway;
use crate::outbox::Outbox;
use crate::wire::{json, over_the_wire};

/// API Gateway takes bodies of 10 MB.
const BODY_BYTES: usize = 10 * 1024 * 1024;

/// Where the clock is.
const CLOCK: &str = "/local/clock";

/// Who answers. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    /// The template's routes.
    pub gateway: Gateway,
    /// The local clock.
    pub clock: Clock,
    /// The local carrier.
    pub carrier: LocalCarrier,
    /// The local outbox.
    pub outbox: Outbox,
    /// What catches up when the clock is moved on, if it goes on by itself.
    pub background: Option<Background>,
}

impl Door {
    /// Answers a request that came over the network.
    pub async fn serve(self, request: Request) -> Response {
        if Outbox::owns(request.uri().path()) {
            return self.outbox.answer(request).await;
        }
        let (head, body) = request.into_parts();
        let answer = match to_bytes(body, BODY_BYTES).await {
            Ok(bytes) if head.uri.path() == CLOCK => self.clock(&head, &bytes).await,
            Ok(bytes) if LocalCarrier::owns(head.uri.path()) => self.carrier.answer(&head, &bytes),
            Ok(bytes) => self.gateway.call(waybill_lambda::Request::from_parts(head, body_of(&bytes))).await,
            Err(_) => json(StatusCode::PAYLOAD_TOO_LARGE, &json!({"message": "Request Entity Too Large"})),
        };
        answer.map(over_the_wire)
    }

    /// `GET` shows what the clock shows; `POST` moves it on, and does what is due before it answers.
    async fn clock(&self, head: &Parts, body: &[u8]) -> Answer {
        if head.method == Method::POST {
            // A page of another site, open in the same machine's browser, must not move it.
            if head.headers.contains_key(ORIGIN) {
                return json(StatusCode::FORBIDDEN, &json!({"message": "no page may move the clock"}));
            }
            if let Err(error) = self.advance(body) {
                let message = format!("send {{\"advance\": \"59m59s\"}}: {error}");
                return json(StatusCode::BAD_REQUEST, &json!({ "message": message }));
            }
            if let Some(background) = &self.background {
                background.catch_up().await;
            }
        }
        json(StatusCode::OK, &json!({"now": self.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true)}))
    }

    fn advance(&self, body: &[u8]) -> Result<(), String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Move {
            advance: String,
        }
        let wanted: Move = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let by = humantime::parse_duration(&wanted.advance).map_err(|error| error.to_string())?;
        self.clock.advance(by).ok_or("that is too far")?;
        self.clock.keep().map_err(|error| error.to_string())
    }
}

fn body_of(bytes: &Bytes) -> Body {
    match String::from_utf8(bytes.to_vec()) {
        Ok(text) if text.is_empty() => Body::Empty,
        Ok(text) => Body::Text(text),
        Err(other) => Body::Binary(other.into_bytes()),
    }
}
