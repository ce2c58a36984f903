//! Every minute: asks carriers about every parcel that is due, the longest due first (T6).
//!
//! What a run leaves stays due; two runs at once ask about different parcels.

use std::time::Duration;

use waybill_carriers::Carriers;
use waybill_follow::{Follower, SweepOptions};
use waybill_lambda::{App, Report, RunFailed};

/// The function, and the actor in the timeline.
pub const NAME: &str = "retrack_sweep";

/// What a run may take: with what is under way then, it ends before the function's time is over, and before the next
/// one begins.
const OPTIONS: SweepOptions = SweepOptions { time: Duration::from_secs(40), paced: true };

/// Does one run.
///
/// # Errors
/// When the table could not be read or written; everything else was done.
pub async fn handler(app: App, carriers: Carriers) -> Result<Report, RunFailed> {
    Follower::new(app, carriers).sweep(&OPTIONS).await
}
