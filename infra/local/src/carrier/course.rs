//! One parcel's course: its script, from the instant at which it began. What can be said of it at an instant is a
//! pure function of the two, so the same question at the same time gets the same answer in every run.

use chrono::{DateTime, TimeDelta, Utc};

use super::journeys::{Event, Fault, Journeys, Script};

/// How long without news until a parcel that moves is called expired, and until the service stops asking.
pub const QUIET: TimeDelta = TimeDelta::days(30);

/// How long without news until the service stops asking about a parcel that has arrived.
pub const QUIET_AFTER_DELIVERY: TimeDelta = TimeDelta::days(15);

/// Parcels on the same ordinary script are up to twelve hours apart.
const LATENESS_MINUTES: u64 = 12 * 60;

/// The longest head start that a number may ask for, in digits of days.
const HEAD_START_DIGITS: usize = 3;

const EXPIRED: &str = "Expired_Other";

/// A script, and when it began.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a> {
    /// What happens.
    pub script: &'a Script,
    registered_at: DateTime<Utc>,
    began_at: DateTime<Utc>,
}

impl<'a> Course<'a> {
    /// The course of a number that was first registered at an instant.
    ///
    /// A number that a script names follows it; one that ends with `D` and a number of days, such as `WBLOST1D12`,
    /// had begun so many days before. Any other follows an ordinary script that its hash chooses, a little late.
    #[must_use]
    pub fn of(journeys: &'a Journeys, number: &str, registered_at: DateTime<Utc>) -> Option<Self> {
        if let Some((script, rest)) = journeys.naming(number) {
            return Some(Self { script, registered_at, began_at: registered_at - head_start(rest) });
        }
        let hash = hash(number);
        let ordinary = u64::try_from(journeys.ordinary().count()).ok().filter(|count| *count > 0)?;
        let chosen = usize::try_from(hash % ordinary).ok()?;
        let late = i64::try_from(hash / ordinary % LATENESS_MINUTES).ok()?;
        let script = journeys.ordinary().nth(chosen)?;
        Some(Self { script, registered_at, began_at: registered_at + TimeDelta::minutes(late) })
    }

    /// When a scan happens.
    #[must_use]
    pub fn happens_at(&self, event: &Event) -> DateTime<Utc> {
        self.began_at + event.after.0
    }

    /// When the service first knows anything.
    #[must_use]
    pub fn first_result_at(&self) -> DateTime<Utc> {
        self.registered_at + self.script.first_result.0
    }

    /// When it is expected, by its carrier.
    #[must_use]
    pub fn expected_at(&self) -> Option<DateTime<Utc>> {
        self.script.expected.map(|expected| self.began_at + expected.0)
    }

    /// What is visible at an instant, as the service lists it.
    pub fn seen(&self, as_of: DateTime<Utc>) -> impl Iterator<Item = &'a Event> {
        let course = *self;
        course.script.events.iter().filter(move |event| course.seen_at(event) <= as_of)
    }

    /// The scan that happened last, of those that are visible at an instant.
    #[must_use]
    pub fn latest(&self, as_of: DateTime<Utc>) -> Option<&'a Event> {
        self.seen(as_of).max_by_key(|event| event.after)
    }

    /// 17TRACK's sub-status at an instant.
    #[must_use]
    pub fn status(&self, as_of: DateTime<Utc>) -> &'a str {
        match self.expires_at(as_of) {
            Some(expired) if expired <= as_of => EXPIRED,
            _ => self.scanned(as_of),
        }
    }

    /// When what is said at an instant was first said; nothing, before there is anything to say.
    #[must_use]
    pub fn said_since(&self, as_of: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let news = self.script.events.iter().map(|event| self.seen_at(event)).filter(|at| *at <= as_of).max();
        let expired = self.expires_at(as_of).filter(|expired| *expired <= as_of);
        news.max(expired.map(|expired| expired.max(self.first_result_at())))
    }

    /// When something else will be said than at an instant.
    #[must_use]
    pub fn says_more_at(&self, as_of: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let expires = self.expires_at(as_of).filter(|expires| *expires > as_of);
        self.news_after(as_of).into_iter().chain(expires).min()
    }

    /// When the service stops asking, if it began to ask at an instant: after 30 days without news, or 15 after a
    /// delivery.
    #[must_use]
    pub fn stops_at(&self, tracked_since: DateTime<Utc>) -> DateTime<Utc> {
        let mut stops = tracked_since + self.patience(tracked_since);
        let mut heard = tracked_since;
        while let Some(news) = self.news_after(heard).filter(|news| *news <= stops) {
            heard = news;
            stops = news + self.patience(news);
        }
        stops
    }

    /// What is answered instead of an answer, at an instant.
    #[must_use]
    pub fn fault(&self, now: DateTime<Utc>) -> Option<Fault> {
        let elapsed = now - self.began_at;
        let trouble = self.script.troubles.iter().find(|trouble| trouble.from.0 <= elapsed && elapsed < trouble.to.0);
        trouble.map(|trouble| trouble.answer)
    }

    fn seen_at(&self, event: &Event) -> DateTime<Utc> {
        (self.began_at + event.seen.unwrap_or(event.after).0).max(self.first_result_at())
    }

    fn news_after(&self, instant: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.script.events.iter().map(|event| self.seen_at(event)).filter(|at| *at > instant).min()
    }

    /// The sub-status of the last scan that has one.
    fn scanned(&self, as_of: DateTime<Utc>) -> &'a str {
        let coded = self.seen(as_of).filter_map(|event| Some((event.after, event.code.as_deref()?)));
        coded.max_by_key(|(after, _)| *after).map_or(self.script.before.as_str(), |(_, code)| code)
    }

    /// When it counts as expired, if nothing more is heard than at an instant.
    fn expires_at(&self, as_of: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let settled = matches!(main_status(self.scanned(as_of)), "Delivered" | "Exception");
        let quiet_since = self.latest(as_of).map_or(self.registered_at, |event| self.happens_at(event));
        (self.script.expires && !settled).then(|| quiet_since + QUIET)
    }

    fn patience(&self, as_of: DateTime<Utc>) -> TimeDelta {
        if main_status(self.scanned(as_of)) == "Delivered" { QUIET_AFTER_DELIVERY } else { QUIET }
    }
}

/// The status that a sub-status belongs to: `InTransit`, of `InTransit_PickedUp`.
#[must_use]
pub fn main_status(sub_status: &str) -> &str {
    sub_status.split_once('_').map_or(sub_status, |(main, _)| main)
}

/// FNV-1a: the same in every run, and good enough to choose by.
#[must_use]
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The days after the last `D` of what a script leaves open of a number.
fn head_start(rest: &str) -> TimeDelta {
    let digits = rest.rsplit_once('D').map(|(_, digits)| digits).filter(|digits| digits.len() <= HEAD_START_DIGITS);
    TimeDelta::days(digits.and_then(|digits| digits.parse::<u16>().ok()).unwrap_or(0).into())
}
