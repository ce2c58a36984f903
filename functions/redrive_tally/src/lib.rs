//! Every ten minutes: counts what the stream left behind, by the marks that the events still have.

use std::time::Duration;

use waybill_lambda::{App, Report, RunFailed, count_left};

/// The function.
pub const NAME: &str = "redrive_tally";

/// What a run may take: with what is under way then, it ends before the function's time is over.
const TIME: Duration = Duration::from_mins(4);

/// Does one run; what it leaves keeps its mark.
///
/// # Errors
/// When an event could not be counted; the others were.
pub async fn handler(app: App) -> Result<Report, RunFailed> {
    count_left(&app, TIME).await
}
