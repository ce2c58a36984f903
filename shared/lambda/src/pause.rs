//! The pause between two tries: full jitter, so that those who collided do not meet again.

use std::time::{Duration, Instant};

use waybill_store::secret::random;

/// How often a change is decided before it is given up: thirty-two clients at one order need five.
pub(crate) const TRIES: u32 = 8;

const FIRST: Duration = Duration::from_millis(10);
const LONGEST: Duration = Duration::from_millis(640);

/// Waits a random time, twice as long at the most after each try; `false` if the deadline comes before.
pub(crate) async fn before_try(attempt: u32, deadline: Instant) -> bool {
    let most = (FIRST * 2_u32.saturating_pow(attempt)).min(LONGEST);
    let share = random::<2>().map_or(u16::MAX, u16::from_be_bytes);
    let pause = most.mul_f64(f64::from(share) / f64::from(u16::MAX));
    if Instant::now() + pause >= deadline {
        return false;
    }
    tokio::time::sleep(pause).await;
    true
}
