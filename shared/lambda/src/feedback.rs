//! What SES says of mail that was sent: events of a configuration set, by way of an SNS topic.
//!
//! <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html>

use chrono::{DateTime, Utc};
use serde::Deserialize;
use waybill_domain::id::{MessageId, StoreId};
use waybill_domain::text::EmailAddress;
use waybill_store::StoreError;

use crate::app::App;
use crate::schedule::Report;

/// What a topic hands over.
#[derive(Clone, Debug, Deserialize)]
pub struct TopicEvent {
    /// One message each; SNS hands over one at a time.
    #[serde(rename = "Records")]
    pub records: Vec<TopicRecord>,
}

/// One message of a topic.
#[derive(Clone, Debug, Deserialize)]
pub struct TopicRecord {
    /// What was published.
    #[serde(rename = "Sns")]
    pub sns: Published,
}

/// What was published.
#[derive(Clone, Debug, Deserialize)]
pub struct Published {
    /// An event of SES, as JSON.
    #[serde(rename = "Message")]
    pub message: String,
}

/// The table could not be read or written: SNS brings the event again.
#[derive(Debug, thiserror::Error)]
#[error("what became of a mail could not be written down")]
pub struct FeedbackFailed(#[from] StoreError);

/// An event of SES, as far as it matters here.
#[derive(Deserialize)]
struct SesEvent {
    #[serde(rename = "eventType")]
    event_type: String,
    mail: SesMail,
    bounce: Option<SesBounce>,
}

#[derive(Deserialize)]
struct SesMail {
    #[serde(default)]
    destination: Vec<String>,
    #[serde(default)]
    tags: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct SesBounce {
    #[serde(rename = "bounceType", default)]
    kind: String,
    #[serde(rename = "bounceSubType", default)]
    sub_kind: String,
}

/// What an event says of a mail.
struct Said {
    why: &'static str,
    /// Whether the address is sent no more.
    lasting: bool,
}

impl SesEvent {
    /// In words; nothing, where it does not say that the mail came to nothing.
    fn said(&self) -> Option<Said> {
        let (why, lasting) = match (self.event_type.as_str(), &self.bounce) {
            ("Bounce", Some(bounce)) => return Some(bounce.said()),
            ("Complaint", _) => ("the customer called it unwanted", true),
            ("Reject", _) => ("refused: SES found it harmful", false),
            _ => return None,
        };
        Some(Said { why, lasting })
    }
}

impl SesBounce {
    /// Each kind that SES knows; what it comes to know later is read as the kind that it is one of.
    fn said(&self) -> Said {
        let why = match (self.kind.as_str(), self.sub_kind.as_str()) {
            ("Permanent", "Suppressed") => "not delivered: mail to this address has often come back to others at SES",
            ("Permanent", "OnAccountSuppressionList") => "not delivered: the account at SES suppresses this address",
            ("Permanent", _) => "it came back for good: the address takes no mail",
            ("Transient", "MailboxFull") => "it came back: the mailbox is full",
            ("Transient", "MessageTooLarge") => "it came back: it is too large for the mailbox",
            ("Transient", "ContentRejected" | "AttachmentRejected") => "it came back: its content was refused",
            ("Transient", _) => "it came back: the mailbox takes nothing for now",
            _ => "it came back, and it is not said why",
        };
        Said { why, lasting: self.kind == "Permanent" }
    }
}

/// Notes what SES says on the messages that it is about. What is about none of ours, or says nothing new, is let be.
///
/// # Errors
/// [`FeedbackFailed`] when the table could not be read or written.
pub async fn take_feedback(app: &App, event: TopicEvent) -> Result<Report, FeedbackFailed> {
    let mut report = Report { due: event.records.len(), ..Report::default() };
    for record in event.records {
        let Ok(event) = serde_json::from_str::<SesEvent>(&record.sns.message) else { continue };
        report.changed += usize::from(take_event(app, &event, app.now()).await?);
    }
    Ok(report)
}

async fn take_event(app: &App, event: &SesEvent, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let Some(Said { why, lasting }) = event.said() else { return Ok(false) };
    let tag = |name: &str| event.mail.tags.get(name).and_then(|values| values.first());
    let store = tag("store").and_then(|store| StoreId::try_from(store.clone()).ok());
    let message = tag("message").and_then(|message| MessageId::read(message));
    let (Some(store), Some((order, id))) = (store, message) else { return Ok(false) };
    let Some(record) = app.store.find_store(&store).await? else { return Ok(false) };
    let noted = app.store.came_back(&store, &order, id, why, now).await?;
    if noted && lasting {
        let addresses =
            event.mail.destination.iter().filter_map(|address| EmailAddress::try_from(address.clone()).ok());
        for address in addresses {
            app.store.suppress(&store, &record.secret, &address, why, now).await?;
        }
    }
    Ok(noted)
}
