//! What an order counts for, by day, in a store's figures (M2). A pure function of the order as it stands, so that
//! counting again gives the same.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::condition::TrackingStatus;
use crate::effective::FulfilmentStatus;
use crate::order::{Fulfilment, Order};
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
}
