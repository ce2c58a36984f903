//! Amazon SNS's query API, as far as an SMS is sent by it: `Publish` to a phone number.

mod refused;
mod request;

use chrono::{DateTime, Utc};
use http::request::Parts;
use http::{Method, StatusCode};
use maud::{PreEscaped, html};
use waybill_lambda::Answer;

use self::refused::Refused;
use self::request::{Parameters, Publish};
use super::message::{Channel, Delivery, Message, Outcome};
use super::reply::{Reply, random_id};
use super::{Fault, State, signature};
use crate::wire::written;

/// What SNS's signatures name it.
const SERVICE: &str = "sns";

/// The first line of an answer.
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// What SNS's answers are written in.
const NAMESPACE: &str = "http://sns.amazonaws.com/doc/2010-03-31/";

/// Answers a call.
pub fn answer(state: &mut State, now: DateTime<Utc>, head: &Parts, body: &[u8]) -> Reply {
    call(state, now, head, body).unwrap_or_else(|refused| Reply::Answer(refused.answer()))
}

fn call(state: &mut State, now: DateTime<Utc>, head: &Parts, body: &[u8]) -> Result<Reply, Refused> {
    let _ = signature::region(&head.headers, SERVICE).map_err(Refused::Unsigned)?;
    let parameters = if head.method == Method::POST { Parameters::of(body) } else { Parameters::default() };
    match parameters.get("Action") {
        Some("Publish") => publish(state, now, &parameters),
        Some(other) => Err(Refused::UnknownAction(other.to_owned())),
        None => Err(Refused::NoAction),
    }
}

fn publish(state: &mut State, now: DateTime<Utc>, parameters: &Parameters) -> Result<Reply, Refused> {
    let fault = state.fault(Channel::Sms);
    if let Some(fault) = fault.filter(|fault| !fault.takes()) {
        return gone_wrong(fault);
    }
    let message = sent(now, Publish::of(parameters)?);
    let answer = published(&message.id);
    state.take(message);
    fault.map_or(Ok(Reply::Answer(answer)), gone_wrong)
}

fn sent(at: DateTime<Utc>, publish: Publish) -> Message {
    Message {
        id: random_id(),
        channel: Channel::Sms,
        at,
        from: publish.sender_id,
        to: vec![publish.phone_number.clone()],
        cc: Vec::new(),
        bcc: Vec::new(),
        reply_to: Vec::new(),
        subject: None,
        html: None,
        text: Some(publish.message),
        headers: Vec::new(),
        tags: publish.attributes,
        configuration_set: None,
        attachments: Vec::new(),
        deliveries: vec![Delivery { recipient: publish.phone_number, outcome: Outcome::Delivered }],
        raw: None,
    }
}

fn gone_wrong(fault: Fault) -> Result<Reply, Refused> {
    match fault {
        Fault::Throttled => Err(Refused::Throttled),
        Fault::SendingPaused | Fault::AccountSuspended => Err(Refused::NotAuthorized),
        Fault::Failed | Fault::FailedAfterTaking => Err(Refused::Failed),
        Fault::Silent | Fault::SilentAfterTaking => Ok(Reply::Silence),
        Fault::CutOffAfterTaking => Ok(Reply::CutOff),
    }
}

fn published(id: &str) -> Answer {
    let xml = html! {
        (PreEscaped(XML))
        PublishResponse xmlns=(NAMESPACE) {
            PublishResult { MessageId { (id) } }
            ResponseMetadata { RequestId { (random_id()) } }
        }
    };
    written(StatusCode::OK, "text/xml", xml.into_string())
}
