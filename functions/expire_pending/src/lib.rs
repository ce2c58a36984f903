//! Every minute: makes upsell holds durable whose hour is over (H3), and fulfils what was paid meanwhile (F1).
//!
//! Correctness never waits for it: every read and decision counts such a hold as released already.

use std::time::Duration;

use waybill_domain::upsell::expire;
use waybill_lambda::{App, Report, RunFailed, change_due};

/// The function, and the actor in the timeline.
pub const NAME: &str = "expire_pending";

/// Orders of each of the due index's shards in one run: together some hundreds, which fit the time.
const OF_EACH_SHARD: u32 = 100;

/// What a run may take, the search for what is due included: with what is under way then, it ends before the
/// function's time is over.
const TIME: Duration = Duration::from_secs(30);

/// Does one run; what it leaves stays due.
///
/// # Errors
/// When an order could not be read or written; the others were done.
pub async fn handler(app: App) -> Result<Report, RunFailed> {
    change_due(&app, NAME, TIME, app.store.due_upsells(app.now(), OF_EACH_SHARD), expire).await
}
