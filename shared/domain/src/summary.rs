//! What a list shows of an order. It is kept beside the order, and decided at the instant of reading: a hold
//! past its hour is listed as released, whether or not that was written down (H3).

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::condition::TrackingStatus;
use crate::effective::{FulfilmentStatus, Quantities};
use crate::id::OrderId;
use crate::money::Money;
use crate::order::Order;
use crate::payment::Payment;
use crate::tracking::Parcel;

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The order.
    pub id: OrderId,
    /// What the merchant calls it.
    pub name: String,
    /// When it was placed.
    pub placed_at: DateTime<Utc>,
    /// The last day to ship.
    pub fulfil_by: Option<NaiveDate>,
    /// Whether it is out of the lists.
    pub archived: bool,
    /// The customer's name.
    pub customer: Option<String>,
    /// What the customer pays.
    pub total: Option<Money>,
    /// How it was paid.
    pub payment: Payment,
    /// Where its items are fulfilled.
    pub locations: Vec<String>,
    /// The parcels of live fulfilments, those without a number included (T4).
    pub parcels: Vec<Parcel>,
    /// Whether it was cancelled.
    #[serde(default)]
    pub cancelled: bool,
    /// Whether goods of it are on their way: in a parcel of a live fulfilment, and not delivered.
    #[serde(default)]
    pub undelivered: bool,
    /// The status that matters most over its parcels.
    pub tracking_status: Option<TrackingStatus>,
    /// How it stands until the upsell's hour is over.
    standing: Standing,
    /// When that is, and how it stands then.
    expiry: Option<(DateTime<Utc>, Standing)>,
}

/// How far an order is fulfilled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// In a word.
    pub fulfilment_status: FulfilmentStatus,
    /// In numbers.
    pub quantities: Quantities,
}

impl Standing {
    fn of(order: &Order, now: DateTime<Utc>) -> Self {
        let effective = order.at(now);
        Self { fulfilment_status: effective.fulfilment_status(), quantities: effective.quantities() }
    }
}

impl Summary {
    /// The summary of an order.
    #[must_use]
    pub fn of(order: &Order) -> Self {
        let expires_at = order.expires_at();
        // Before it expires, an upsell's hold stands at every instant, the one it was placed at for one.
        let before = order.placed_at();
        let used = order.fulfilment_orders.iter().filter(|at| !at.lines.is_empty());
        let locations = used.map(|at| at.location.clone()).collect();
        Self {
            id: order.id.clone(),
            name: order.name.as_str().to_owned(),
            placed_at: order.placed_at,
            fulfil_by: order.fulfil_by,
            archived: order.is_archived(),
            customer: order.contact.display_name(),
            total: order.totals.as_ref().and_then(|totals| totals.total),
            payment: order.payment,
            locations,
            parcels: order.live_parcels().map(Parcel::in_a_list).collect(),
            cancelled: order.is_cancelled(),
            undelivered: order
                .live_parcels()
                .any(|parcel| order.carries_goods(parcel) && parcel.status() != TrackingStatus::Delivered),
            tracking_status: order.at(before).tracking_status(),
            standing: Standing::of(order, before),
            expiry: expires_at.map(|at| (at, Standing::of(order, at))),
        }
    }

    /// How the order stands at `now`.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Standing {
        match self.expiry {
            Some((expires_at, after)) if expires_at <= now => after,
            _ => self.standing,
        }
    }

    /// How it stands as written, and where that changes by itself, how it stands then.
    #[must_use]
    pub fn statuses(&self) -> (FulfilmentStatus, Option<FulfilmentStatus>) {
        let written = self.standing.fulfilment_status;
        let after = self.expiry.map(|(_, after)| after.fulfilment_status).filter(|after| *after != written);
        (written, after)
    }
}
