//! What a browser may do with a page: ours asks nobody else for anything and runs no script; and a message, which may
//! say whatever its sender liked, is shut in where it can neither run anything, nor load anything from elsewhere, nor
//! read anything of ours.

use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use maud::Markup;
use waybill_lambda::{Answer, Body};

use super::super::HOME;

/// For our own pages.
const OURS: &str = "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; \
                    base-uri 'none'; frame-ancestors 'none'";

/// For a message. The sandbox has no origin and no scripts. A link may open a window of its own, so that the button of
/// a mail can be tried; there the linked page is itself again.
const FOREIGN: &str = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; \
                       style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
                       frame-ancestors 'self'";

/// How our pages look.
const STYLE: &str = include_str!("style.css");

/// A page.
#[must_use]
pub fn page(markup: &Markup) -> Answer {
    html(StatusCode::OK, OURS, markup.0.clone())
}

/// A page that says what is not there.
#[must_use]
pub fn not_found(markup: &Markup) -> Answer {
    html(StatusCode::NOT_FOUND, OURS, markup.0.clone())
}

/// A message's own HTML.
#[must_use]
pub fn foreign(body: &str) -> Answer {
    let mut answer = html(StatusCode::OK, FOREIGN, in_a_window_of_its_own(body));
    // Framed by our pages alone, as the policy says in newer words.
    answer.headers_mut().insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    answer
}

/// How our pages look.
#[must_use]
pub fn style() -> Answer {
    answer(StatusCode::OK, "text/css; charset=utf-8", OURS, STYLE.to_owned())
}

/// Back to the list.
#[must_use]
pub fn redirected() -> Answer {
    let mut answer = answer(StatusCode::SEE_OTHER, "text/plain", OURS, String::new());
    answer.headers_mut().insert(LOCATION, HeaderValue::from_static(HOME));
    answer
}

fn html(status: StatusCode, policy: &'static str, text: String) -> Answer {
    answer(status, "text/html; charset=utf-8", policy, text)
}

fn answer(status: StatusCode, content_type: &'static str, policy: &'static str, text: String) -> Answer {
    let mut answer = Answer::new(Body::Text(text));
    *answer.status_mut() = status;
    let fields = [
        (CONTENT_TYPE, content_type),
        (CONTENT_SECURITY_POLICY, policy),
        (CACHE_CONTROL, "no-store"),
        // Our own form's requests say where they come from; what others are asked does not.
        (REFERRER_POLICY, "same-origin"),
        (VARY, "accept"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in fields {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Links without a target open beside the outbox, not inside the frame. A document type stays first: without it, a
/// browser would lay the mail out by the rules of the nineties.
fn in_a_window_of_its_own(html: &str) -> String {
    const BASE: &str = "<base target=\"_blank\">";
    let start = html.trim_start();
    let typed = start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    match start.find('>').filter(|_| typed).map(|end| start.split_at(end + 1)) {
        Some((doctype, rest)) => format!("{doctype}{BASE}{rest}"),
        None => format!("<!doctype html>{BASE}{start}"),
    }
}
