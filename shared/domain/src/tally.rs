//! What an order counts for, by day, in a store's figures (M2). A pure function of the order as it stands, so that
//! counting again gives the same.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::condition::TrackingStatus;
use crate::effective::FulfilmentStatus;
use crate::order::{Fulfilment, Order};
use crate::text::TimeZone;
use crate::tracking::Parcel;

/// The instants at which an order was placed, fulfilled and delivered, as it now stands. An archived order is out of
/// the lists, and of the figures that open them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestones {
    /// When it was placed.
    pub placed_at: Option<DateTime<Utc>>,
    /// When the last of it was fulfilled, if all of it is.
    pub fulfilled_at: Option<DateTime<Utc>>,
    /// When the last of its parcels was delivered, if all of it is fulfilled and all of them are.
    pub delivered_at: Option<DateTime<Utc>>,
}

impl Milestones {
    /// Those of an order.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        if order.is_archived() {
            return Self::default();
        }
        let live = || order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live());
        // No hold changes whether all of it is fulfilled: any instant does.
        let effective = order.at(order.placed_at());
        let whole = effective.fulfilment_status() == FulfilmentStatus::Fulfilled;
        let fulfilled_at = if whole { live().map(Fulfilment::created_at).max() } else { None };
        let delivered = effective.tracking_status() == Some(TrackingStatus::Delivered);
        let last = || order.live_parcels().map(|parcel: &Parcel| parcel.since().unwrap_or(parcel.began_at)).max();
        let delivered_at = fulfilled_at.filter(|_| delivered).and_then(|_| last());
        Self { placed_at: Some(order.placed_at()), fulfilled_at, delivered_at }
    }

    /// The days on which they were, in a time zone.
    #[must_use]
    pub fn days(&self, zone: TimeZone) -> Days {
        let day = |at: Option<DateTime<Utc>>| at.map(|at| zone.day_of(at));
        Days { placed: day(self.placed_at), fulfilled: day(self.fulfilled_at), delivered: day(self.delivered_at) }
    }
}

/// The days for which an order counts, in one time zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// On which it was placed.
    pub placed: Option<NaiveDate>,
    /// On which the last of it was fulfilled.
    pub fulfilled: Option<NaiveDate>,
    /// On which the last of it was delivered.
    pub delivered: Option<NaiveDate>,
}

/// How many orders count for a day; or how many more, or fewer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Orders placed.
    pub placed: i64,
    /// Orders wholly fulfilled.
    pub fulfilled: i64,
    /// Orders wholly delivered.
    pub delivered: i64,
}

impl AddAssign for Figures {
    fn add_assign(&mut self, more: Self) {
        self.placed += more.placed;
        self.fulfilled += more.fulfilled;
        self.delivered += more.delivered;
    }
}

impl Days {
    /// What changes in a store's figures, by day, when an order counts for `after` instead of these: at most one up
    /// and one down for each milestone.
    #[must_use]
    pub fn change_to(&self, after: &Self) -> BTreeMap<NaiveDate, Figures> {
        let mut changes: BTreeMap<NaiveDate, Figures> = BTreeMap::new();
        for (days, by) in [(self, -1), (after, 1)] {
            let placed = (days.placed, Figures { placed: by, ..Figures::default() });
            let fulfilled = (days.fulfilled, Figures { fulfilled: by, ..Figures::default() });
            let delivered = (days.delivered, Figures { delivered: by, ..Figures::default() });
            for (day, figures) in [placed, fulfilled, delivered] {
                if let Some(day) = day {
                    *changes.entry(day).or_default() += figures;
                }
            }
        }
        changes.retain(|_, figures| *figures != Figures::default());
        changes
    }
}
