//! The table's stream: tells customers what happened to their orders, by e-mail and SMS (N1–N12).
//!
//! It is the one function that may send. What it hands back comes again, and no message goes twice.

use std::time::Duration;

use waybill_lambda::{App, BatchAnswer, StreamEvent};
use waybill_notify::{Notifier, Post};

/// The function.
pub const NAME: &str = "notify";

/// What a batch may take: with what is under way then, it ends before the function's time is over.
const TIME: Duration = Duration::from_secs(75);

/// Tells what a batch announces; what is answered comes again.
pub async fn handler(app: App, post: Post, event: StreamEvent) -> BatchAnswer {
    Notifier::new(app, post).tell(event, TIME).await
}
