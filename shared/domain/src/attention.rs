//! What of an order requires attention, and what to do about it (P5–P8). One predicate, in one place.

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::{Condition, Detail, Reason, TrackingStatus};
use crate::effective::FulfilmentStatus;
use crate::summary::Summary;
use crate::tracking::Parcel;

/// How long after placing an order everything should have been delivered (P6): strictly more is too long.
pub const DELIVERED_WITHIN: TimeDelta = TimeDelta::days(45);
/// How long after placing an order nothing should be open any more (P8): this long is too long.
pub const FULFILLED_WITHIN: TimeDelta = TimeDelta::days(7);
/// What is trouble (P7).
pub const TROUBLE: [TrackingStatus; 3] =
    [TrackingStatus::Alert, TrackingStatus::Expired, TrackingStatus::Undelivered];

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Rule {
    /// Fulfilled, and not delivered for too long.
    P6,
    /// A parcel is in trouble.
    P7,
    /// Open or held for too long.
    P8,
}

/// Everything about an order that requires attention at `now`. Cancelled and archived orders never do.
#[must_use]
pub fn attention(order: &Summary, now: DateTime<Utc>) -> Vec<Attention> {
    if order.cancelled || order.archived {
        return Vec::new();
    }
    let standing = order.at(now);
    let since_placed = now - order.placed_at;
    let days = since_placed.num_days();
    let mut found = Vec::new();
    if since_placed > DELIVERED_WITHIN
        && standing.fulfilment_status == FulfilmentStatus::Fulfilled
        && order.undelivered
    {
        found.push(Attention {
            rule: Rule::P6,
            reason: format!("Not delivered for {days} days."),
            since: order.placed_at + DELIVERED_WITHIN,
            next_action: "Ask your supplier where the parcel is.",
        });
    }
    found.extend(worst(order).map(in_trouble));
    let quantities = standing.quantities;
    if since_placed >= FULFILLED_WITHIN && quantities.open + quantities.held > 0 {
        let held = quantities.open == 0;
        found.push(Attention {
            rule: Rule::P8,
            reason: format!("{} for {days} days.", if held { "On hold" } else { "Not fulfilled" }),
            since: order.placed_at + FULFILLED_WITHIN,
            next_action: if held {
                "Release the hold, or cancel the order."
            } else {
                "Fulfil the order, or cancel it."
            },
        });
    }
    found
}

/// The parcel that is worst off, of those in trouble; of equals the one for longest.
fn worst(order: &Summary) -> Option<&Parcel> {
    let in_trouble = |parcel: &&Parcel| TROUBLE.contains(&parcel.status());
    order.parcels.iter().filter(in_trouble).min_by_key(|parcel| (parcel.status(), parcel.since(), parcel.id))
}

fn in_trouble(parcel: &Parcel) -> Attention {
    let (reason, next_action) = said_of(parcel.condition());
    let since = parcel.since().unwrap_or(parcel.began_at);
    Attention { rule: Rule::P7, reason: reason.to_owned(), since, next_action }
}

/// What is the matter with a parcel, and what would help (T2).
#[must_use]
pub fn said_of(condition: Condition) -> (&'static str, &'static str) {
    const CARRIER: &str = "Ask the carrier what happens next, and tell the customer.";
    const CUSTOMER: &str = "Ask the customer, then the carrier, how it can be delivered.";
    match (condition.status(), condition.reason(), condition.detail()) {
        (TrackingStatus::Expired, ..) => {
            ("The tracking number ran out before the delivery.", "Contact your supplier for more information.")
        }
        (TrackingStatus::Unrecognized, ..) => {
            ("The carrier does not know the tracking number.", "Contact your supplier for the right code.")
        }
        (TrackingStatus::Returned, ..) => ("The parcel went back.", "Refund the customer, or send it again."),
        (TrackingStatus::Undelivered, reason, _) => match reason {
            Some(Reason::RecipientUnavailable) => ("Delivery failed: nobody was there.", CUSTOMER),
            Some(Reason::DelayedOrRescheduled) => ("Delivery is delayed.", CARRIER),
            Some(Reason::LaterDeliveryRequested) => ("The customer asked for another day.", "Wait for that day."),
            Some(Reason::AddressNotFound) => ("Delivery failed: the address was not found.", CUSTOMER),
            Some(Reason::RuralOrRemoteArea) => ("The address is where the carrier seldom goes.", CARRIER),
            _ => ("A delivery attempt failed.", CUSTOMER),
        },
        (TrackingStatus::Alert, reason, detail) => match (reason, detail) {
            (_, Some(Detail::Returning)) => ("The parcel is on its way back.", CARRIER),
            (Some(Reason::RefusedByRecipient), _) => {
                ("The customer refused the parcel.", "Ask the customer why, and what they want.")
            }
            (Some(Reason::AddressIncorrect), _) => ("The address is wrong.", CUSTOMER),
            (Some(Reason::RetentionPeriodOver), _) => ("Nobody collected the parcel in time.", CARRIER),
            (Some(Reason::RecipientAbsent), _) => ("Nobody was there to take the parcel.", CUSTOMER),
            (Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)) => {
                ("Customs keep the parcel: the goods are prohibited.", CARRIER)
            }
            (Some(Reason::HeldByCustoms), Some(Detail::RestrictedImport)) => {
                ("Customs keep the parcel: the import is restricted.", CARRIER)
            }
            (Some(Reason::HeldByCustoms), _) => ("Customs keep the parcel.", CARRIER),
            (Some(Reason::DamagedOrLost), _) => ("The parcel is damaged or lost.", "Claim it from the carrier."),
            _ => ("Something is wrong with the parcel.", CARRIER),
        },
        _ => ("The parcel is on its way.", "Wait."),
    }
}
