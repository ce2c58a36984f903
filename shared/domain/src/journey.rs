//! A parcel's journey: what carriers have said of it, and what that comes to.
//!
//! How a parcel is doing is a pure function of the *set* of what was heard: in whatever order, however often and
//! in whatever pieces it comes, the same scans and reports give the same status. What comes late takes the
//! place that its own time gives it, so that it never un-delivers; what happened after the delivery reopens it
//! when it is a return, or the carrier took the parcel over again.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::condition::{Condition, TrackingStatus};
use crate::scan::{Scan, ScanTime, ZONES};
use crate::tracking::Observed;

/// Scans that are kept of a journey, the latest ones: real ones have some dozens.
pub const SCANS: usize = 400;

/// How long before its fulfilment a parcel may have been scanned: what is older belongs to another parcel, which
/// had the number before.
pub const REUSED_BEFORE: TimeDelta = TimeDelta::days(30);

/// How long a number may be unknown to its carrier: it may need five to seven days to become active (T10).
pub const GRACE: TimeDelta = TimeDelta::days(7);

/// A service's own view of how a parcel is doing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How.
    pub condition: Condition,
    /// The time of the event it rests on; none, before there is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<ScanTime>,
    /// When the service came to this view, by its own clock. Of two views of one event the later holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<DateTime<Utc>>,
    /// The service's own code, so that a better mapping can be applied to it.
    pub raw_code: String,
    /// Whether the carrier knows the number.
    pub known: bool,
}

impl Report {
    /// The view of a service that knows nothing of the number, or of another parcel with it alone.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self { condition: Condition::PENDING, at: None, as_of: None, raw_code: String::new(), known: false }
    }
}

/// What a service says of one parcel at one time: a part of its journey, or all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sighting {
    /// Scans, in any order.
    pub scans: Vec<Scan>,
    /// The service's own view.
    pub report: Option<Report>,
    /// When it is expected.
    pub estimated_delivery: Option<NaiveDate>,
    /// Who carries it, as the service found out: the carrier's word.
    pub carrier: Option<String>,
    /// Codes that the mapping does not know: they became the nearest safe status, and are counted.
    pub unknown_codes: Vec<String>,
}

/// The instants between which scans are believed to be this parcel's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Nothing earlier.
    pub from: DateTime<Utc>,
    /// Nothing later.
    pub to: DateTime<Utc>,
}

impl Window {
    /// The window of a parcel that was fulfilled at an instant, at `now`.
    #[must_use]
    pub fn of(fulfilled_at: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self { from: fulfilled_at - REUSED_BEFORE, to: now + ZONES }
    }

    fn holds(&self, time: ScanTime) -> bool {
        let (first, last) = time.between();
        self.from <= last && first <= self.to
    }
}

/// What was heard of a parcel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journey {
    scans: BTreeMap<(String, String), Scan>,
    reports: BTreeMap<TrackingStatus, Report>,
}

impl Journey {
    /// A journey as it was kept.
    #[must_use]
    pub fn of(scans: impl IntoIterator<Item = Scan>, reports: impl IntoIterator<Item = Report>) -> Self {
        let mut journey = Self::default();
        scans.into_iter().for_each(|scan| journey.add_scan(scan));
        reports.into_iter().for_each(|report| journey.add_report(report));
        journey
    }

    /// Adds what a service says; how many scans were set aside, because they are not this parcel's.
    pub fn hear(&mut self, sighting: &Sighting, window: &Window) -> usize {
        let (ours, others): (Vec<_>, Vec<_>) = sighting.scans.iter().partition(|scan| window.holds(scan.at));
        if let Some(report) = &sighting.report
            && report.at.is_none_or(|at| window.holds(at))
            && (report.at.is_some() || others.is_empty() || !ours.is_empty())
        {
            // A view rests on all that its service told with it, however wrong the zone of a scan may be.
            let told = ours.iter().map(|scan| scan.at).chain(report.at);
            let at = told.max_by_key(|time| (time.instant(), time.to_string()));
            self.add_report(Report { at, ..report.clone() });
        }
        for scan in ours {
            self.add_scan(scan.clone());
        }
        // By the place's own clock: by the instant, which another telling may change, what was dropped could return.
        while self.scans.len() > SCANS {
            self.scans.pop_first();
        }
        others.len()
    }

    fn add_scan(&mut self, scan: Scan) {
        let scan = scan.cut();
        let key = scan.identity();
        let scan = self.scans.get(&key).map_or_else(|| scan.clone(), |known| joined(known, &scan));
        self.scans.insert(key, scan);
    }

    fn add_report(&mut self, mut report: Report) {
        let key = report.condition.status();
        if let Some(other) = self.reports.remove(&key) {
            // What was known once is a number of the carrier's, even if its service lost it.
            let known = report.known || other.known;
            let latest = if recency(&other) >= recency(&report) { other } else { report };
            report = Report { known, ..latest };
        }
        self.reports.insert(key, report);
    }

    /// The scans, newest first.
    #[must_use]
    pub fn scans(&self) -> Vec<&Scan> {
        let mut scans: Vec<_> = self.scans.values().collect();
        scans.sort_by_cached_key(|scan| std::cmp::Reverse((scan.at.instant(), rank(scan.condition), scan.identity())));
        scans
    }

    /// The services' views: of each status the latest, at most nine.
    pub fn reports(&self) -> impl Iterator<Item = &Report> {
        self.reports.values()
    }

    /// The instant of the latest scan (T8), told by itself or as what a service's view rests on.
    #[must_use]
    pub fn last_scan_at(&self) -> Option<DateTime<Utc>> {
        let viewed = self.reports.values().filter_map(|report| report.at);
        self.scans.values().map(|scan| scan.at).chain(viewed).map(ScanTime::instant).max()
    }

    /// The instant of the latest scan that another journey does not have.
    #[must_use]
    pub fn last_scan_at_beside(&self, other: &Self) -> Option<DateTime<Utc>> {
        let new = self.scans.iter().filter(|(identity, _)| !other.scans.contains_key(*identity));
        new.map(|(_, scan)| scan.at.instant()).max()
    }

    /// Whether nothing was heard.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scans.is_empty() && self.reports.is_empty()
    }

    /// Whether any carrier knows the number: by a scan, or by its own word.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !self.scans.is_empty() || self.reports.values().any(|report| report.known)
    }

    /// What all of it comes to at `now`, for a parcel whose number was entered at `began_at`.
    #[must_use]
    pub fn observed(&self, began_at: DateTime<Utc>, now: DateTime<Utc>) -> Observed {
        let mut heard: Vec<_> = self.scans.values().filter_map(Heard::scan).collect();
        heard.extend(self.reports.values().filter_map(Heard::report));
        heard.sort_by_key(Heard::order);
        let mut so_far: Option<SoFar> = None;
        for heard in heard {
            so_far = match so_far {
                None => Some(SoFar::begin(&heard)),
                Some(so_far) => Some(so_far.hear(&heard)),
            };
        }
        if let Some(so_far) = so_far {
            return Observed { condition: so_far.condition, since: Some(so_far.since) };
        }
        // Nothing has happened yet; what the service says of the number itself is all there is.
        let not_found = |report: &Report| !report.known && report.condition == Condition::PENDING;
        let last_word = |report: &&Report| (report.as_of, !not_found(report), rank(Some(report.condition)));
        let said = self.reports.values().filter(|report| report.at.is_none()).max_by_key(last_word);
        match said {
            None => Observed::default(),
            Some(report) if not_found(report) && !self.is_known() && now - began_at >= GRACE => {
                Observed { condition: Condition::of(TrackingStatus::Unrecognized), since: Some(began_at + GRACE) }
            }
            // When the service looked says nothing of when it began.
            Some(report) => Observed { condition: report.condition, since: None },
        }
    }
}

/// All that two tellings of one scan say; where they differ, the one that says more, or is further on.
fn joined(one: &Scan, other: &Scan) -> Scan {
    let time = |scan: &Scan| (scan.at.known().is_some(), scan.at.to_string());
    let meaning =
        |scan: &Scan| (rank(scan.condition), scan.begins, scan.condition, scan.raw_code.clone(), scan.service);
    let point = |scan: &Scan| (scan.coordinates.is_some(), format!("{:?}", scan.coordinates));
    let means = if meaning(one) >= meaning(other) { one } else { other };
    Scan {
        at: if time(one) >= time(other) { one.at } else { other.at },
        description: one.description.clone().max(other.description.clone()),
        english: one.english.clone().max(other.english.clone()),
        location: one.location.clone().max(other.location.clone()),
        country: one.country.clone().max(other.country.clone()),
        coordinates: if point(one) >= point(other) { one.coordinates } else { other.coordinates },
        ..means.clone()
    }
}

/// Which of two views holds: the one of the later event, then the later one.
fn recency(report: &Report) -> impl Ord {
    let (at, written) = (report.at.map(ScanTime::instant), report.at.map(String::from));
    (at, report.as_of, rank(Some(report.condition)), &report.raw_code, report.condition, written)
}

/// How far on a condition is, where the times say nothing.
fn rank(condition: Option<Condition>) -> Option<u8> {
    condition.map(|condition| match condition.status() {
        TrackingStatus::Unrecognized => 0,
        TrackingStatus::Pending => 1,
        TrackingStatus::InTransit => 2,
        TrackingStatus::PickUp => 3,
        TrackingStatus::Undelivered => 4,
        TrackingStatus::Alert => 5,
        TrackingStatus::Expired => 6,
        TrackingStatus::Returned => 7,
        TrackingStatus::Delivered => 8,
    })
}

/// Something heard that says how the parcel was doing, at a time.
struct Heard {
    condition: Condition,
    at: ScanTime,
    begins: bool,
    /// A service's own view, and not a scan.
    view: bool,
    as_of: Option<DateTime<Utc>>,
}

impl Heard {
    fn scan(scan: &Scan) -> Option<Self> {
        Some(Self { condition: scan.condition?, at: scan.at, begins: scan.begins, view: false, as_of: None })
    }

    fn report(report: &Report) -> Option<Self> {
        let condition = report.condition;
        Some(Self { condition, at: report.at?, begins: false, view: true, as_of: report.as_of })
    }

    /// By time; of one time the scans by how far on they are, then the services' views by when they came to them.
    fn order(&self) -> impl Ord + use<> {
        let rank = rank(Some(self.condition));
        (self.at.instant(), self.view, self.as_of, rank, self.condition, self.at.to_string())
    }
}

/// What everything heard so far comes to.
struct SoFar {
    condition: Condition,
    since: DateTime<Utc>,
    /// The last instant at which the latest of it may have happened.
    last: DateTime<Utc>,
}

impl SoFar {
    fn begin(heard: &Heard) -> Self {
        Self { condition: heard.condition, since: heard.at.about(), last: heard.at.between().1 }
    }

    fn hear(self, heard: &Heard) -> Self {
        if !self.is_changed_by(heard) {
            return self;
        }
        let same = self.condition.status() == heard.condition.status();
        let since = if same { self.since } else { heard.at.about() };
        Self { since, ..Self::begin(heard) }
    }

    fn is_changed_by(&self, heard: &Heard) -> bool {
        use TrackingStatus::{Delivered, Pending, Returned, Unrecognized};
        let (had, has) = (self.condition.status(), heard.condition.status());
        // A label made late, or a service that lost the number, says nothing against a parcel that moves.
        if matches!(has, Pending | Unrecognized) && !matches!(had, Pending | Unrecognized) {
            return false;
        }
        let (first, _) = heard.at.between();
        let certainly_later = first > self.last;
        // No mistaken zone explains it, and the service means it.
        let insists = heard.view && first > self.last + ZONES;
        match had {
            Delivered => certainly_later && (heard.begins || heard.condition.is_return() || insists),
            Returned => certainly_later && (heard.begins || insists),
            // On its way back it is scanned like any other parcel.
            _ if self.condition.is_return() => {
                heard.view || heard.begins || heard.condition.is_return() || has == Delivered
            }
            _ => true,
        }
    }
}
