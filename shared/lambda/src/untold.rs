//! Bringing up what customers are still to be told.

use std::time::{Duration, Instant};

use waybill_store::Store;

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
        let mut more = true;
        while more && Instant::now() < deadline {
            match app.store.bring_up_untold(shard, app.now()).await {
                Ok((brought_up, left)) => {
                    report.due += brought_up;
                    report.changed += brought_up;
                    more = left && brought_up > 0;
                }
                Err(error) => {
                    failure.get_or_insert(error);
                    more = false;
                }
            }
        }
    }
    failure.map_or(Ok(report), |source| Err(RunFailed::new(report, source)))
}
