//! Signing in to the desk with an API key, and out of it.

use chrono::TimeDelta;
use http::HeaderMap;
use http::header::ORIGIN;
use lambda_http::{Body, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use waybill_store::access::{ApiKey, Scope};
use waybill_store::read::Wanted;

use crate::answer::{Answer, add_cookie, or_problem};
use crate::app::App;
use crate::browser::{DESK, back, redirection};
use crate::cookie::set_cookie;
use crate::form::Form;
use crate::incoming::{Trace, bytes_of};
use crate::problem::Problem;
use crate::session::{COOKIE_NAME, LASTS, Session, signed_in};

/// Answers the form with which someone signs in with an API key: leads to the desk, or back to the form.
pub async fn sign_in(app: App, request: Request) -> Answer {
    let trace = Trace::of(&request);
    let form = Form::read(bytes_of(&request)).unwrap_or_default();
    let back = back(form.back.as_deref());
    let key = form.values.iter().find(|(name, _)| name == "api_key").map(|(_, key)| key.trim());
    let key = key.and_then(|key| ApiKey::try_from(key).ok()).filter(|_| is_from_us(&app, request.headers()));
    let genuine = async {
        let Some(key) = key else { return Ok(None) };
        let now = app.now();
        let loaded = app.store.read(&key.identity(), &Wanted::default(), now).await?;
        let known = loaded.caller.filter(|known| known.scopes.contains(&Scope::Read)).zip(loaded.store);
        Ok::<_, Problem>(known.map(|(_, record)| Session::begin(key.identity(), &record.secret, now)))
    };
    let to = |to: &str| redirection(Answer::new(Body::Empty), to);
    let answered = genuine.await.map(|session| match session {
        Some(session) => {
            let mut answer = to(&back);
            add_cookie(&mut answer, &set_cookie(COOKIE_NAME, &session.text(), "/", LASTS, &app.public_url));
            answer
        }
        None => to(&format!("/desk/sign-in?failed=1&back={}", utf8_percent_encode(&back, NON_ALPHANUMERIC))),
    });
    or_problem(answered, &trace)
}

/// Answers the form with which someone signs out. Another site's page, which does not know the session, signs out nobody.
pub async fn sign_out(app: App, request: Request) -> Answer {
    let trace = Trace::of(&request);
    let form = Form::read(bytes_of(&request)).unwrap_or_default();
    let who = signed_in(&app, &request, &Wanted::default()).await;
    let answered = who.map(|who| match who {
        Some((who, _)) if form.csrf.as_deref() != Some(who.csrf.as_str()) => {
            redirection(Answer::new(Body::Empty), DESK)
        }
        _ => {
            let mut answer = redirection(Answer::new(Body::Empty), "/desk/sign-in");
            add_cookie(&mut answer, &set_cookie(COOKIE_NAME, "", "/", TimeDelta::zero(), &app.public_url));
            answer
        }
    });
    or_problem(answered, &trace)
}

/// Whether a form is from a page of ours, as far as the browser says where it is from.
fn is_from_us(app: &App, headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.is_none_or(|origin| origin == origin_of(&app.public_url))
}

/// The scheme, the host and the port of an address.
fn origin_of(address: &str) -> String {
    url::Url::parse(address).map(|address| address.origin().ascii_serialization()).unwrap_or_default()
}
