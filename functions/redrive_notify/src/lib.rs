//! Every minute: puts into the stream again what was to wait until now, and what the stream left behind.
//!
//! It sends nothing itself: `notify` is handed it, as it was the first time.

use std::time::Duration;

use waybill_lambda::{App, Report, RunFailed, bring_up_untold};

/// The function.
pub const NAME: &str = "redrive_notify";

/// What a run may take: it ends before the function's time is over, and before the next one begins.
const TIME: Duration = Duration::from_secs(40);

/// Does one run; what it leaves stays due.
///
/// # Errors
/// When the table could not be read or written; the next run does what this one left.
pub async fn handler(app: App) -> Result<Report, RunFailed> {
    bring_up_untold(&app, TIME).await
}
