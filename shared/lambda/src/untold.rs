//! Bringing up what customers are still to be told.

use std::time::{Duration, Instant};

use waybill_store::{Store, StoreError};

use crate::app::App;
use crate::schedule::{Report, RunFailed};

/// Puts what is due to be told, or was left behind, into the stream again, the longest due first.
///
/// # Errors
/// [`RunFailed`] with the first failure, when all shards have been tried.
pub async fn bring_up_untold(app: &App, time: Duration) -> Result<Report, RunFailed> {
    let deadline = Instant::now() + time;
    let (mut report, mut failure) = (Report::default(), None);
    for shard in Store::untold_shards() {
        if let Err(error) = bring_up_shard(app, shard, deadline, &mut report).await {
            failure.get_or_insert(error);
        }
    }
    failure.map_or(Ok(report), |source| Err(RunFailed::new(report, source)))
}

/// Page by page; a failure is told when the shard has been gone through.
async fn bring_up_shard(app: &App, shard: u8, deadline: Instant, report: &mut Report) -> Result<(), StoreError> {
    let (mut after, mut failure) = (None, None);
    while Instant::now() < deadline {
        let page = app.store.bring_up_untold(shard, app.now(), after).await?;
        report.due += page.due;
        report.changed += page.changed;
        report.left += page.failures.len();
        failure = failure.or_else(|| page.failures.into_iter().next());
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    failure.map_or(Ok(()), Err)
}
