//! Every five minutes: builds the figures anew of stores whose time zone changed, or whose operator asks for it.
//!
//! The figures before are shown until the new ones are whole. A run goes on where the last one ended.

use std::time::Duration;

use waybill_lambda::{App, Report, RunFailed, rebuild_due};

/// The function.
pub const NAME: &str = "rebuild_tallies";

/// What a run may take: with what is under way then, it ends before the function's time is over.
const TIME: Duration = Duration::from_mins(4);

/// Does one run; what it leaves stays due.
///
/// # Errors
/// When a store's figures could not be built; the others went on.
pub async fn handler(app: App) -> Result<Report, RunFailed> {
    rebuild_due(&app, TIME).await
}
