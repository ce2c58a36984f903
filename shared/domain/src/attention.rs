//! What of an order requires attention, and what to do about it (P5–P8). One predicate, in one place.

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::effective::FulfilmentStatus;
use crate::order::{Fulfilment, Order};
use crate::tracking::{Parcel, TrackingStatus};

/// How long after placing an order everything should have been delivered (P6): strictly more is too long.
const DELIVERED_WITHIN: TimeDelta = TimeDelta::days(45);
/// How long after placing an order nothing should be open any more (P8): this long is too long.
const FULFILLED_WITHIN: TimeDelta = TimeDelta::days(7);

/// A reason to look at an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attention {
    /// Which rule.
    pub rule: Rule,
    /// What is the matter, in a sentence.
    pub reason: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// What would help, in a sentence.
    pub next_action: &'static str,
}

/// The rules by their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub enum Rule {
    /// Fulfilled, and not delivered for too long.
    P6,
    /// Open or held for too long.
    P8,
}

/// Everything about an order that requires attention at `now`. Cancelled and archived orders never do.
#[must_use]
pub fn attention(order: &Order, now: DateTime<Utc>) -> Vec<Attention> {
    if order.is_cancelled() || order.is_archived() {
        return Vec::new();
    }
    let effective = order.at(now);
    let since_placed = now - order.placed_at();
    let days = since_placed.num_days();
    let mut found = Vec::new();
    if since_placed > DELIVERED_WITHIN
        && effective.fulfilment_status() == FulfilmentStatus::Fulfilled
        && undelivered(order)
    {
        found.push(Attention {
            rule: Rule::P6,
            reason: format!("Not delivered for {days} days."),
            since: order.placed_at() + DELIVERED_WITHIN,
            next_action: "Ask your supplier where the parcel is.",
        });
    }
    let quantities = effective.quantities();
    if since_placed >= FULFILLED_WITHIN && quantities.open + quantities.held > 0 {
        let held = quantities.open == 0;
        found.push(Attention {
            rule: Rule::P8,
            reason: format!("{} for {days} days.", if held { "On hold" } else { "Not fulfilled" }),
            since: order.placed_at() + FULFILLED_WITHIN,
            next_action: if held {
                "Release the hold, or cancel the order."
            } else {
                "Fulfil the order, or cancel it."
            },
        });
    }
    found
}

/// Whether a parcel with goods in it is not delivered.
fn undelivered(order: &Order) -> bool {
    let goods = |fulfilment: &Fulfilment| fulfilment.is_live() && order.any_physical(fulfilment.lines());
    let with_goods = |parcel: &&Parcel| order.fulfilment(parcel.fulfilment).is_some_and(goods);
    order.parcels().iter().filter(with_goods).any(|parcel| parcel.status != TrackingStatus::Delivered)
}
