//! Reads the table's stream: counts each order for the days on which it was placed, fulfilled and delivered (M2).
//!
//! The stream may hand over anything twice, late, or in another order: an order's ledger makes it count once. What does
//! not get through is counted by `redrive_tally`.

use std::time::Duration;

use waybill_lambda::{App, BatchAnswer, StreamEvent, count_stream};

/// The function.
pub const NAME: &str = "tally";

/// What a batch may take: with what is under way then, it ends before the function's time is over.
const TIME: Duration = Duration::from_secs(45);

/// Counts a batch; what is answered comes again.
pub async fn handler(app: App, event: StreamEvent) -> BatchAnswer {
    count_stream(&app, event, TIME).await
}
