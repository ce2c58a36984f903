//! What SES says of mail that was sent, by way of an SNS topic: that it came back, or was called unwanted.
//!
//! The message then says so, and the store sends no more mail to that address.

use waybill_lambda::{App, FeedbackFailed, Report, TopicEvent, take_feedback};

/// The function.
pub const NAME: &str = "take_feedback";

/// Takes what a topic hands over.
///
/// # Errors
/// When the table could not be read or written: SNS brings it again.
pub async fn handler(app: App, event: TopicEvent) -> Result<Report, FeedbackFailed> {
    take_feedback(&app, event).await
}
