//! `GET /carriers/detect`: whose number a number may be. A check digit warns, and never refuses.

use schemars::JsonSchema;
use serde::Serialize;
use waybill_carriers::recognise::{Candidate, recognise};
use waybill_lambda::{Answer, App, Endpoint, Method, Request, look_up};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("detect_carrier", Method::Get, "/carriers/detect", "Say whose number a number may be")
        .answers::<Candidates>()
        .asks(&["number"]);

/// Whose it may be.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Candidates {
    /// The likeliest first; none, for a number that looks like nobody's.
    pub candidates: Vec<Candidate>,
}

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    look_up(app, request, &ENDPOINT, "number", |number| Candidates { candidates: recognise(number) }).await
}
