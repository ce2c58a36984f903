//! How far an order and its parcels are, as their customer sees it: five steps (O2), and plain notes on what has
//! none.
//!
//! The rule for several parcels: the order is as far as the parcel whose status matters most by T10, and Delivered only
//! when nothing of it waits to be sent and all parcels are delivered. Trouble has no step: a parcel in trouble stays at
//! the last step that it had before, never Delivered, with a note.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::condition::{Condition, Detail, Reason, TrackingStatus};
use crate::effective::FulfilmentOrderStatus;
use crate::id::ParcelId;
use crate::order::{Fulfilment, Order};
use crate::scan::{Scan, ScanTime};
use crate::tracking::Parcel;

/// One of five, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Placed; nothing has been sent yet.
    Confirmed,
    /// Sent, or some of it.
    OnItsWay,
    /// In the customer's area, or waiting at a pickup point.
    OutForDelivery,
    /// The carrier tried the address, and failed.
    AttemptedDelivery,
    /// With the customer.
    Delivered,
}

impl Step {
    /// All of them, in the order in which they come. An attempt is one that most parcels pass without.
    pub const ALL: [Self; 5] =
        [Self::Confirmed, Self::OnItsWay, Self::OutForDelivery, Self::AttemptedDelivery, Self::Delivered];

    /// The step of a parcel in this condition; trouble has none.
    #[must_use]
    pub fn of(condition: Condition) -> Option<Self> {
        match condition.status() {
            TrackingStatus::Pending | TrackingStatus::InTransit => Some(Self::OnItsWay),
            TrackingStatus::PickUp => Some(Self::OutForDelivery),
            TrackingStatus::Undelivered => Some(Self::AttemptedDelivery),
            TrackingStatus::Delivered => Some(Self::Delivered),
            TrackingStatus::Alert
            | TrackingStatus::Expired
            | TrackingStatus::Unrecognized
            | TrackingStatus::Returned => None,
        }
    }
}

/// When a step was reached, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum When {
    /// As the place's own clock showed it.
    Scanned(ScanTime),
    /// An instant; by whose clock it is told is for the reader to choose.
    Instant(DateTime<Utc>),
}

/// What is said beside the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// The order was cancelled: what has not been sent never will be.
    Cancelled,
    /// The customer may still add to the order, until then (H1).
    UpsellOffered {
        /// The end of the hour.
        until: DateTime<Utc>,
    },
    /// Nothing has been sent, and all of it is held (H4). Why is the store's own business.
    Held,
    /// Some of it has been sent, and more will be.
    MoreToCome {
        /// How many items.
        items: u32,
    },
    /// All that needed fulfilling was sent by e-mail (F2).
    SentByEmail,
    /// The parcel waits at a pickup point.
    ReadyToCollect,
    /// An attempt to deliver failed.
    Attempted {
        /// Why, if it was said.
        reason: Option<Reason>,
    },
    /// Something is wrong with the parcel.
    Alert {
        /// What, if it was said.
        reason: Option<Reason>,
        /// More of it, if it was said.
        detail: Option<Detail>,
    },
    /// The parcel is on its way back.
    Returning,
    /// The parcel is back with the store.
    Returned,
    /// Nothing was heard of the parcel for too long.
    Expired,
    /// The carrier does not know the number.
    Unrecognized,
}

impl Note {
    /// What is said of a parcel in this condition, where the step does not say it.
    #[must_use]
    pub fn of(condition: Condition) -> Option<Self> {
        let (reason, detail) = (condition.reason(), condition.detail());
        match condition.status() {
            TrackingStatus::PickUp if detail == Some(Detail::AtPickupPoint) => Some(Self::ReadyToCollect),
            TrackingStatus::Undelivered => Some(Self::Attempted { reason }),
            TrackingStatus::Alert if condition.is_return() => Some(Self::Returning),
            TrackingStatus::Alert => Some(Self::Alert { reason, detail }),
            TrackingStatus::Returned => Some(Self::Returned),
            TrackingStatus::Expired => Some(Self::Expired),
            TrackingStatus::Unrecognized => Some(Self::Unrecognized),
            TrackingStatus::Pending
            | TrackingStatus::InTransit
            | TrackingStatus::PickUp
            | TrackingStatus::Delivered => None,
        }
    }
}

/// How far something is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Where it is now.
    pub present: Step,
    /// The steps up to now, and when each was reached, where that is known. An attempt that never was is not among
    /// them.
    pub reached: BTreeMap<Step, Option<When>>,
    /// What else is to be said, the most important first.
    pub notes: Vec<Note>,
}

impl Progress {
    /// How far a parcel is. `scans` are those of its present number, in any order; without them only the present step
    /// is known.
    #[must_use]
    pub fn of_parcel(order: &Order, parcel: &Parcel, scans: &[&Scan]) -> Self {
        let scans = in_order(scans);
        let condition = parcel.condition();
        let present = Step::of(condition).unwrap_or_else(|| last_good(parcel, &scans));
        let mut reached = BTreeMap::from([(Step::Confirmed, Some(When::Instant(order.placed_at())))]);
        reached.insert(Step::OnItsWay, sent(order, parcel, &scans));
        let is_there = Step::of(condition) == Some(present);
        let mut next: Option<When> = None;
        for step in Step::ALL.into_iter().rev().filter(|step| (Step::OutForDelivery..=present).contains(step)) {
            let is_of = |scan: &&&Scan| scan.condition.and_then(Step::of) == Some(step);
            let in_time = |scan: &&&Scan| next.is_none_or(|next| !next.is_certainly_before(scan.at));
            let scanned = scans.iter().rev().filter(is_of).find(in_time).map(|scan| When::Scanned(scan.at));
            let when = if is_there && step == present { since(parcel, &scans) } else { scanned };
            // Most parcels pass without an attempt; none without a van, whether or not anybody scanned it.
            if when.is_some() || step != Step::AttemptedDelivery || step == present {
                reached.insert(step, when);
            }
            next = when.or(next);
        }
        Self { present, reached, notes: Note::of(condition).into_iter().collect() }
    }

    /// How far an order is at `now`. `scans` are those of the present number of each parcel.
    #[must_use]
    pub fn of_order(order: &Order, scans: &BTreeMap<ParcelId, Vec<&Scan>>, now: DateTime<Utc>) -> Self {
        let scans_of = |parcel: &Parcel| scans.get(&parcel.id).map_or(&[][..], Vec::as_slice);
        let foremost = order.live_parcels().min_by_key(|parcel| (parcel.status(), parcel.id));
        let mut progress = foremost.map_or_else(
            || Self::without_parcels(order, now),
            |parcel| Self::of_parcel(order, parcel, scans_of(parcel)),
        );
        let sent = order.live_parcels().filter_map(|parcel| sent(order, parcel, &in_order(scans_of(parcel))));
        if let Some(first) = sent.min_by_key(|when| when.instant()) {
            // Whichever of its parcels matters most now.
            progress.reached.insert(Step::OnItsWay, Some(first));
        }
        let waiting = order.at(now).quantities();
        let more = waiting.open + waiting.held;
        if progress.present == Step::Delivered && more > 0 {
            progress.step_back_to(Step::OnItsWay);
        } else if progress.present == Step::Delivered && foremost.is_some() {
            let arrived = order.live_parcels().filter_map(|parcel| {
                let parcel = Self::of_parcel(order, parcel, scans_of(parcel));
                parcel.reached.get(&Step::Delivered).copied().flatten()
            });
            progress.reached.insert(Step::Delivered, arrived.max_by_key(|when| when.instant()));
        }
        if foremost.is_some() && more > 0 {
            progress.notes.push(Note::MoreToCome { items: more });
        }
        if order.is_cancelled() {
            progress.notes.insert(0, Note::Cancelled);
        }
        progress
    }

    /// Nothing goes by parcel, or nothing has been sent yet.
    fn without_parcels(order: &Order, now: DateTime<Utc>) -> Self {
        let mut progress = Self {
            present: Step::Confirmed,
            reached: BTreeMap::from([(Step::Confirmed, Some(When::Instant(order.placed_at())))]),
            notes: Vec::new(),
        };
        let effective = order.at(now);
        let sum = effective.quantities();
        if sum.fulfilled > 0 && sum.open + sum.held == 0 {
            let last = order.fulfilments().iter().filter(|one| one.is_live()).map(Fulfilment::created_at).max();
            progress.present = Step::Delivered;
            progress.reached.insert(Step::Delivered, last.map(When::Instant));
            progress.notes.push(Note::SentByEmail);
        } else if sum.open == 0 && sum.held > 0 {
            let by_upsell = |at: &crate::effective::EffectiveFulfilmentOrder<'_>| {
                at.held() == 0 || at.status() == FulfilmentOrderStatus::Pending
            };
            let until = order.expires_at().filter(|_| effective.fulfilment_orders().iter().all(by_upsell));
            progress.notes.push(until.map_or(Note::Held, |until| Note::UpsellOffered { until }));
        }
        progress
    }

    fn step_back_to(&mut self, step: Step) {
        self.present = step;
        self.reached.retain(|reached, _| *reached <= step);
    }
}

impl When {
    /// Where it stands among others.
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        match self {
            Self::Scanned(at) => at.instant(),
            Self::Instant(at) => at,
        }
    }

    /// Whether it is before a scan, whichever instants are meant.
    fn is_certainly_before(self, scan: ScanTime) -> bool {
        let latest = match self {
            Self::Scanned(at) => at.between().1,
            Self::Instant(at) => at,
        };
        latest < scan.between().0
    }
}

fn in_order<'a>(scans: &[&'a Scan]) -> Vec<&'a Scan> {
    let mut scans = scans.to_vec();
    scans.sort_by_cached_key(|scan| (scan.at.instant(), scan.condition, scan.identity()));
    scans
}

/// Since when a parcel is on its way: since the store says so, or its carrier, where that was earlier. A number may be
/// entered long after the parcel went.
fn sent(order: &Order, parcel: &Parcel, scans: &[&Scan]) -> Option<When> {
    let told = order.fulfilment(parcel.fulfilment).map(Fulfilment::created_at);
    let moves = |scan: &&&Scan| {
        let status = scan.condition.map(Condition::status);
        scan.begins || status.is_some_and(|status| status != TrackingStatus::Pending)
    };
    let scanned = scans.iter().find(moves).map(|scan| scan.at);
    let scanned = scanned.filter(|at| told.is_none_or(|told| at.about() < told)).map(When::Scanned);
    scanned.or(told.map(When::Instant))
}

/// The last step before the trouble began. Set by hand, it is where carriers say that the parcel is; else what was
/// scanned before, but neither on the way back nor by a label made late. A delivery that something else came of is
/// none.
fn last_good(parcel: &Parcel, scans: &[&Scan]) -> Step {
    let told = parcel.set.as_ref().and_then(|_| Step::of(parcel.observed.condition));
    told.or_else(|| last_scanned(parcel, scans)).filter(|step| *step != Step::Delivered).unwrap_or(Step::OnItsWay)
}

fn last_scanned(parcel: &Parcel, scans: &[&Scan]) -> Option<Step> {
    let began = parcel.since().unwrap_or(DateTime::<Utc>::MAX_UTC);
    let (mut last, mut back) = (None, false);
    for scan in scans.iter().filter(|scan| scan.at.about() <= began) {
        let Some(condition) = scan.condition else { continue };
        back = (back || condition.is_return()) && !scan.begins;
        let late = condition.status() == TrackingStatus::Pending && last.is_some();
        if !back && !late {
            last = Step::of(condition).or(last);
        }
    }
    last
}

/// Since when a parcel has its status, in the words of the scan that says so, if one does.
fn since(parcel: &Parcel, scans: &[&Scan]) -> Option<When> {
    let since = parcel.since()?;
    let says =
        |scan: &&&Scan| parcel.set.is_none() && scan.at.about() == since && scan.condition.and_then(Step::of).is_some();
    let scan = scans.iter().find(says);
    Some(scan.map_or(When::Instant(since), |scan| When::Scanned(scan.at)))
}
