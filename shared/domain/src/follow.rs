//! How often a parcel is asked about: often while it moves or is new, seldom while nothing happens, and in the end
//! not at all. Pushes come first; this is the net below them (T6).

use chrono::{DateTime, TimeDelta, Utc};

use crate::condition::{Detail, TrackingStatus};
use crate::journey::GRACE;
use crate::tracking::{Observed, TrackingNumber};

/// How long a number is followed.
pub const FOLLOWED_FOR: TimeDelta = TimeDelta::days(90);

/// The first times a new number is asked about, after the one before.
const NEW: [TimeDelta; 3] = [TimeDelta::minutes(5), TimeDelta::minutes(15), TimeDelta::hours(1)];

/// When a delivered parcel is asked about again, after its delivery: a return shows by then.
const DELIVERED: [TimeDelta; 2] = [TimeDelta::days(1), TimeDelta::days(7)];

/// How long to wait, by how long nothing has changed: `(for less than so long, wait so long)`, the last one for ever.
type Intervals = [(TimeDelta, TimeDelta)];

const WAITING: &Intervals = &[
    (TimeDelta::days(3), TimeDelta::hours(6)),
    (TimeDelta::days(10), TimeDelta::hours(12)),
    (TimeDelta::MAX, TimeDelta::hours(24)),
];
const OUT_FOR_DELIVERY: &Intervals = &[
    (TimeDelta::days(1), TimeDelta::hours(2)),
    (TimeDelta::days(10), TimeDelta::hours(12)),
    (TimeDelta::MAX, TimeDelta::hours(24)),
];
const STUCK: &Intervals = &[(TimeDelta::days(7), TimeDelta::hours(12)), (TimeDelta::MAX, TimeDelta::hours(24))];

/// Back-off after a service did not answer: longer with each time, to the last.
const AFTER_FAILURES: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(2),
    TimeDelta::minutes(5),
    TimeDelta::minutes(15),
    TimeDelta::minutes(30),
    TimeDelta::hours(1),
];

/// A parcel that is followed.
#[derive(Clone, Copy, Debug)]
pub struct Followed<'a> {
    /// Its number: who asks about it is spread by it.
    pub number: &'a TrackingNumber,
    /// Since when.
    pub since: DateTime<Utc>,
    /// How often it has been asked about.
    pub checks: u32,
    /// How it is doing.
    pub observed: Observed,
    /// The latest scan.
    pub last_scan_at: Option<DateTime<Utc>>,
}

impl Followed<'_> {
    /// When to ask again after asking at `now`; never again, when it has been delivered for a while, or followed for
    /// [`FOLLOWED_FOR`].
    #[must_use]
    pub fn next_check(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next = match self.observed.condition.status() {
            TrackingStatus::Delivered => self.after_delivery(now)?,
            TrackingStatus::Pending | TrackingStatus::Unrecognized => self.while_waiting(now),
            _ => now + self.spread(self.interval(now)),
        };
        (next < self.since + FOLLOWED_FOR).then_some(next)
    }

    /// When to ask again after a service did not answer so many times in a row.
    #[must_use]
    pub fn after_failure(&self, failures: u32, now: DateTime<Utc>) -> DateTime<Utc> {
        let last = AFTER_FAILURES.len() - 1;
        let place = usize::try_from(failures.saturating_sub(1)).unwrap_or(last).min(last);
        now + self.spread(AFTER_FAILURES.get(place).copied().unwrap_or(TimeDelta::hours(1)))
    }

    fn after_delivery(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let delivered_at = self.observed.since.unwrap_or(self.since);
        DELIVERED.into_iter().map(|after| delivered_at + after).find(|next| *next > now)
    }

    fn while_waiting(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let new = usize::try_from(self.checks.saturating_sub(1)).ok().and_then(|made| NEW.get(made).copied());
        let next = now + self.spread(new.unwrap_or_else(|| among(WAITING, now - self.since)));
        let grace_ends = self.since + GRACE;
        // A number that is still unknown then is not valid: not a day later.
        if now < grace_ends { next.min(grace_ends) } else { next }
    }

    fn interval(&self, now: DateTime<Utc>) -> TimeDelta {
        let news = self.last_scan_at.into_iter().chain(self.observed.since).max().unwrap_or(self.since);
        let quiet = (now - news).max(TimeDelta::zero());
        let intervals = match self.observed.condition.status() {
            TrackingStatus::PickUp if self.observed.condition.detail() != Some(Detail::AtPickupPoint) => {
                OUT_FOR_DELIVERY
            }
            TrackingStatus::InTransit => WAITING,
            _ => STUCK,
        };
        among(intervals, quiet)
    }

    /// The interval, up to a tenth longer or shorter by the number, so that what was entered together is not asked
    /// about together.
    fn spread(&self, interval: TimeDelta) -> TimeDelta {
        let hash = self
            .number
            .folded()
            .bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let tenths_of_a_percent = i32::try_from(hash % 201).unwrap_or(100) - 100;
        interval + interval * tenths_of_a_percent / 1_000
    }
}

fn among(intervals: &Intervals, age: TimeDelta) -> TimeDelta {
    let fits = intervals.iter().find(|(at_most, _)| age < *at_most);
    fits.map_or(TimeDelta::hours(24), |(_, interval)| *interval)
}
