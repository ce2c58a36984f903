//! Amazon SES's API v2, as far as mail is sent by it: `SendEmail`, and the account's suppression list.

mod letter;
mod mailbox;
mod raw;
mod refused;
mod request;
mod simulator;

use chrono::{DateTime, Utc};
use http::{Method, StatusCode, request::Parts};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::json;
use waybill_lambda::Answer;

use self::letter::Letter;
use self::refused::Refused;
use self::request::SendEmail;
use super::account::Reason;
use super::message::{Channel, Message};
use super::reply::Reply;
use super::{Fault, SES, State, signature};
use crate::wire::written;

/// What SES's signatures name it.
const SERVICE: &str = "ses";

/// Answers a call.
pub fn answer(state: &mut State, now: DateTime<Utc>, head: &Parts, body: &[u8]) -> Reply {
    call(state, now, head, body).unwrap_or_else(|refused| Reply::Answer(refused.answer()))
}

fn call(state: &mut State, now: DateTime<Utc>, head: &Parts, body: &[u8]) -> Result<Reply, Refused> {
    let region = signature::region(&head.headers, SERVICE).map_err(Refused::Unsigned)?;
    let path = head.uri.path().strip_prefix(SES).unwrap_or_default();
    let suppressed = path.strip_prefix("/v2/email/suppression/addresses/");
    match (&head.method, path, suppressed) {
        (&Method::POST, "/v2/email/outbound-emails", _) => send(state, now, &region, body),
        (&Method::PUT, "/v2/email/suppression/addresses", _) => suppress(state, now, body).map(Reply::Answer),
        (&Method::GET, _, Some(address)) => show_suppressed(state, &decoded(address)).map(Reply::Answer),
        (&Method::DELETE, _, Some(address)) => forgive(state, &decoded(address)).map(Reply::Answer),
        _ => Err(Refused::UnknownOperation),
    }
}

fn send(state: &mut State, now: DateTime<Utc>, region: &str, body: &[u8]) -> Result<Reply, Refused> {
    let fault = state.fault(Channel::Email);
    if let Some(fault) = fault.filter(|fault| !fault.takes()) {
        return gone_wrong(fault);
    }
    let request: SendEmail = read(body)?;
    let message = accepted(state, now, region, request)?;
    let answer = written(StatusCode::OK, "application/json", json!({ "MessageId": message.id }).to_string());
    state.take(message);
    fault.map_or(Ok(Reply::Answer(answer)), gone_wrong)
}

/// The message of a request that SES would take.
fn accepted(state: &State, now: DateTime<Utc>, region: &str, request: SendEmail) -> Result<Message, Refused> {
    let configuration_set = request.configuration_set_name.clone();
    if let Some(name) = configuration_set.as_ref().filter(|name| !state.account.has_configuration_set(name)) {
        return Err(Refused::NoConfigurationSet(name.clone()));
    }
    let tags = request::tags(&request.email_tags)?;
    let letter = Letter::of(request)?;
    if !state.account.may_send_from(&letter.from.address) {
        return Err(Refused::NotVerified { sender: letter.from.address, region: region.to_uppercase() });
    }
    let deliveries = letter.recipients().map(|to| simulator::delivery(&state.account, &to.address)).collect();
    Ok(letter.sent(now, region, tags, configuration_set, deliveries))
}

fn gone_wrong(fault: Fault) -> Result<Reply, Refused> {
    match fault {
        Fault::Throttled => Err(Refused::TooManyRequests),
        Fault::SendingPaused => Err(Refused::SendingPaused),
        Fault::AccountSuspended => Err(Refused::AccountSuspended),
        Fault::Failed | Fault::FailedAfterTaking => Err(Refused::Failed),
        Fault::Silent | Fault::SilentAfterTaking => Ok(Reply::Silence),
        Fault::CutOffAfterTaking => Ok(Reply::CutOff),
    }
}

fn suppress(state: &mut State, now: DateTime<Utc>, body: &[u8]) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct PutSuppressedDestination {
        email_address: String,
        reason: Reason,
    }
    let put: PutSuppressedDestination = read(body)?;
    let mailbox = mailbox::Mailbox::read(&put.email_address)?;
    state.account.suppress(&mailbox.address, put.reason, now);
    Ok(done())
}

fn show_suppressed(state: &State, address: &str) -> Result<Answer, Refused> {
    let found = state.account.suppressed(address).ok_or_else(|| Refused::NotSuppressed(address.to_owned()))?;
    let shown = json!({"SuppressedDestination": {
        "EmailAddress": address,
        "Reason": found.reason,
        // An instant is a number of seconds in this API.
        "LastUpdateTime": found.at.timestamp(),
    }});
    Ok(written(StatusCode::OK, "application/json", shown.to_string()))
}

fn forgive(state: &mut State, address: &str) -> Result<Answer, Refused> {
    if state.account.forgive(address) { Ok(done()) } else { Err(Refused::NotSuppressed(address.to_owned())) }
}

fn done() -> Answer {
    written(StatusCode::OK, "application/json", "{}".to_owned())
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| Refused::Unreadable(error.to_string()))
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
