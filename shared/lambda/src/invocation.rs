//! One invocation: how long it took, what it used, and the one line that says so.
//!
//! The line is JSON with CloudWatch's embedded metrics. It holds ids, never a body, an address or a key.

use std::sync::Arc;
use std::time::Instant;

use lambda_http::Request;
use serde_json::{Value, json};
use waybill_store::Units;

use crate::answer::{Answer, Noted};
use crate::app::App;
use crate::browser::Browser;
use crate::incoming::Trace;
use crate::schedule::Report;

/// What an invocation is logged with.
#[derive(Clone, Debug)]
pub struct Invocation {
    /// The function.
    pub function: &'static str,
    /// The request's id.
    pub request_id: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// How long it took.
    pub duration_ms: u64,
    /// What it asked of the table.
    pub units: Units,
    /// What a run of a schedule did.
    pub report: Option<Report>,
    noted: Noted,
}

/// What came of an invocation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An HTTP answer of this status.
    Answered(u16),
    /// A schedule's or an operator's call was done.
    Done,
    /// It failed; AWS is told.
    Failed(String),
}

impl Invocation {
    pub(crate) fn new(function: &'static str, outcome: Outcome, started: Instant, units: Units) -> Self {
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        Self { function, request_id: None, outcome, duration_ms, units, report: None, noted: Noted::default() }
    }

    /// The line, as it is logged in production.
    #[must_use]
    pub fn line(&self, now_ms: i64) -> String {
        let failed = match &self.outcome {
            Outcome::Answered(status) => *status >= 500,
            Outcome::Done => false,
            Outcome::Failed(_) => true,
        };
        let (outcome, status) = match &self.outcome {
            Outcome::Answered(status) => ("answered", Some(*status)),
            Outcome::Done => ("done", None),
            Outcome::Failed(_) => ("failed", None),
        };
        let failure = match &self.outcome {
            Outcome::Failed(failure) => Some(failure.clone()),
            _ => self.noted.failure.clone(),
        };
        let report = self.report.unwrap_or_default();
        let line = json!({
            "_aws": {"Timestamp": now_ms, "CloudWatchMetrics": [{
                "Namespace": "Waybill",
                "Dimensions": [["function"]],
                "Metrics": [
                    {"Name": "duration_ms", "Unit": "Milliseconds"},
                    {"Name": "failures", "Unit": "Count"},
                    {"Name": "read_units", "Unit": "Count"},
                    {"Name": "write_units", "Unit": "Count"},
                    {"Name": "service_failures", "Unit": "Count"},
                    {"Name": "unknown_codes", "Unit": "Count"},
                    {"Name": "unknown_numbers", "Unit": "Count"},
                ],
            }]},
            "function": self.function,
            "request_id": self.request_id,
            "store_id": self.noted.store,
            "order_id": self.noted.order,
            "outcome": outcome,
            "status": status,
            "code": self.noted.code,
            "replayed": self.noted.replayed.then_some(true),
            "failure": failure,
            "report": self.report,
            "duration_ms": self.duration_ms,
            "failures": u8::from(failed),
            "requests": self.units.requests,
            "read_units": self.units.read,
            "write_units": self.units.write,
            "service_failures": report.service_failures,
            "unknown_codes": self.noted.unknown_codes + report.unknown_codes,
            "unknown_numbers": self.noted.unknown_numbers,
        });
        without_nulls(line).to_string()
    }
}

fn without_nulls(line: Value) -> Value {
    match line {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        other => other,
    }
}

/// Runs a function's handler on a request, and says what is to be logged of it.
pub async fn invoke<F, A>(function: &'static str, app: &App, request: Request, handler: F) -> (Answer, Invocation)
where
    F: FnOnce(App, Request) -> A,
    A: Future<Output = Answer>,
{
    let started = Instant::now();
    let app = App { store: app.store.metered(), ..app.clone() };
    let units = app.store.clone();
    let request_id = Trace::of(&request).request_id;
    let browser = Browser::of(&request, &app.public_url);
    let answer = handler(app, request).await;
    let answer = match browser {
        Some(browser) => browser.led(function, answer),
        None => answer,
    };
    let invocation = answered(function, request_id, &answer, started, units.units());
    (answer, invocation)
}

/// Runs a handler that needs nothing but the request.
pub fn invoke_static(
    function: &'static str,
    request: &Request,
    handler: impl FnOnce(&Request) -> Answer,
) -> (Answer, Invocation) {
    let started = Instant::now();
    let answer = handler(request);
    let invocation = answered(function, Trace::of(request).request_id, &answer, started, Units::default());
    (answer, invocation)
}

fn answered(
    function: &'static str,
    request_id: Option<String>,
    answer: &Answer,
    started: Instant,
    units: Units,
) -> Invocation {
    let outcome = Outcome::Answered(answer.status().as_u16());
    let noted = answer.extensions().get::<Arc<Noted>>().map(|noted| (**noted).clone()).unwrap_or_default();
    Invocation { request_id, noted, ..Invocation::new(function, outcome, started, units) }
}
