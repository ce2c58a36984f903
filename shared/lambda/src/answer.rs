//! Answers.

use std::sync::Arc;

use http::StatusCode;
use http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE,
};
use lambda_http::{Body, Response};
use serde::Serialize;

use crate::incoming::Trace;
use crate::problem::Problem;

/// What goes back to API Gateway.
pub type Answer = Response<Body>;

/// Says that the request came before, and nothing was done this time.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// Seconds after which a request that lost a race, or met a busy table, is worth sending again.
const TRY_AGAIN_AFTER: &str = "1";

/// Seconds after which what was tried too often is worth trying again.
const SLOW_DOWN_FOR: &str = "900";

/// What an answer's invocation is logged with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Noted {
    pub(crate) store: Option<String>,
    pub(crate) order: Option<String>,
    pub(crate) code: Option<&'static str>,
    pub(crate) replayed: bool,
    pub(crate) unknown_codes: usize,
    pub(crate) unknown_numbers: usize,
    pub(crate) failure: Option<String>,
}

/// A JSON answer. It is nobody's to keep.
pub(crate) fn json(status: u16, body: &impl Serialize) -> Answer {
    typed(status, "application/json", body)
}

fn typed(status: u16, content_type: &'static str, body: &impl Serialize) -> Answer {
    // The views are maps with text keys, text and numbers: they can always be written.
    let text = serde_json::to_string(body).unwrap_or_default();
    let mut answer = Response::new(Body::Text(text));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    set(&mut answer, CONTENT_TYPE, content_type);
    set(&mut answer, CACHE_CONTROL, "no-store");
    answer
}

/// An answer, or the problem that stood in its way.
pub(crate) fn or_problem(answered: Result<Answer, Problem>, trace: &Trace) -> Answer {
    answered.unwrap_or_else(|stood_in_the_way| problem(&stood_in_the_way, trace))
}

/// A problem's answer, and what is logged of it: of what went wrong on our side, the whole chain.
pub(crate) fn problem(problem: &Problem, trace: &Trace) -> Answer {
    let mut answer = typed(problem.status(), "application/problem+json", &problem.view(trace.request_id.as_deref()));
    match problem {
        Problem::TryAgain(_) | Problem::CarrierDown(_) | Problem::OutOfTime => {
            set(&mut answer, RETRY_AFTER, TRY_AGAIN_AFTER);
        }
        Problem::SlowDown => set(&mut answer, RETRY_AFTER, SLOW_DOWN_FOR),
        Problem::RefusedBefore(_) => set(&mut answer, REPLAYED, "true"),
        Problem::Unauthenticated => set(&mut answer, WWW_AUTHENTICATE, "Bearer"),
        Problem::MethodNotAllowed { allow } => {
            if let Ok(allow) = HeaderValue::from_str(allow) {
                answer.headers_mut().insert(ALLOW, allow);
            }
        }
        _ => {}
    }
    let failure = matches!(problem, Problem::TryAgain(_) | Problem::CarrierDown(_) | Problem::Internal(_))
        .then(|| format!("{problem}{}", chain(problem)));
    note(&mut answer, |noted| {
        noted.store.clone_from(&trace.store);
        noted.order.clone_from(&trace.order);
        noted.code = Some(problem.code());
        noted.replayed = matches!(problem, Problem::RefusedBefore(_));
        noted.failure = failure;
    });
    answer
}

pub(crate) fn set(answer: &mut Answer, name: HeaderName, value: &'static str) {
    answer.headers_mut().insert(name, HeaderValue::from_static(value));
}

/// Sets a cookie with an answer.
pub(crate) fn add_cookie(answer: &mut Answer, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Adds to what the invocation is logged with.
pub(crate) fn note(answer: &mut Answer, change: impl FnOnce(&mut Noted)) {
    let mut noted = answer.extensions().get::<Arc<Noted>>().map(|noted| (**noted).clone()).unwrap_or_default();
    change(&mut noted);
    answer.extensions_mut().insert(Arc::new(noted));
}

/// Everything that caused an error, each after a colon.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut said = String::new();
    let mut next = error.source();
    while let Some(cause) = next {
        said.push_str(": ");
        said.push_str(&cause.to_string());
        next = cause.source();
    }
    said
}
