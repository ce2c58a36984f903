//! Every minute: makes upsell holds durable whose hour is over (H3), and fulfils what was paid meanwhile (F1).
//!
//! Correctness never waits for it: every read and decision counts such a hold as released already.

use std::time::Duration;

use waybill_domain::upsell::expire;
use waybill_lambda::{App, Report, change_due};
use waybill_store::StoreError;

/// The function, and the actor in the timeline.
pub const NAME: &str = "expire_pending";

/// Orders of each of the due index's shards in one run: together some hundreds, which fit the time.
const OF_EACH_SHARD: u32 = 100;

/// What a run may take: the schedule starts the next one a minute later.
const TIME: Duration = Duration::from_secs(45);

/// Does one run; what it leaves stays due.
///
/// # Errors
/// When an order could not be read or written; the others were done.
pub async fn handler(app: App) -> Result<Report, StoreError> {
    let due = app.store.due_upsells(app.now(), OF_EACH_SHARD).await?;
    change_due(&app, NAME, due, TIME, expire).await
}
