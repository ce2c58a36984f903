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
    bounce_type: String,
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
    let lasting = event.bounce.as_ref().is_some_and(|bounce| bounce.bounce_type == "Permanent");
    let (why, suppress) = match event.event_type.as_str() {
        "Bounce" if lasting => ("it came back: there is no such address", true),
        "Bounce" => ("it came back: the mailbox takes nothing for now", false),
        "Complaint" => ("the customer called it unwanted", true),
        "Reject" => ("refused: SES found it harmful", false),
        _ => return Ok(false),
    };
    let tag = |name: &str| event.mail.tags.get(name).and_then(|values| values.first());
    let store = tag("store").and_then(|store| StoreId::try_from(store.clone()).ok());
    let message = tag("message").and_then(|message| MessageId::read(message));
    let (Some(store), Some((order, id))) = (store, message) else { return Ok(false) };
    let Some(record) = app.store.find_store(&store).await? else { return Ok(false) };
    let noted = app.store.came_back(&store, &order, id, why, now).await?;
    if noted && suppress {
        let addresses =
            event.mail.destination.iter().filter_map(|address| EmailAddress::try_from(address.clone()).ok());
        for address in addresses {
            app.store.suppress(&store, &record.secret, &address, why, now).await?;
        }
    }
    Ok(noted)
}
