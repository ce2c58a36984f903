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
pub const TROUBLE: [TrackingStatus; 3] = [TrackingStatus::Alert, TrackingStatus::Expired, TrackingStatus::Undelivered];

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
    /// The same, for those who say it in other words.
    #[serde(skip)]
    pub matter: Matter,
}

/// What is the matter with an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// It was fulfilled, and not all of it has arrived.
    NotDelivered {
        /// Days since it was placed.
        days: i64,
    },
    /// A parcel of it is in trouble.
    InTrouble(Condition),
    /// Something of it can be fulfilled.
    Open {
        /// Days since it was placed.
        days: i64,
    },
    /// All that remains is held.
    Held {
        /// Days since it was placed.
        days: i64,
    },
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
    if since_placed > DELIVERED_WITHIN && standing.fulfilment_status == FulfilmentStatus::Fulfilled && order.undelivered
    {
        found.push(Attention {
            rule: Rule::P6,
            reason: format!("Not delivered for {days} days."),
            since: order.placed_at + DELIVERED_WITHIN,
            next_action: "Ask your supplier where the parcel is.",
            matter: Matter::NotDelivered { days },
        });
    }
    found.extend(worst(order).and_then(in_trouble));
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
            matter: if held { Matter::Held { days } } else { Matter::Open { days } },
        });
    }
    found
}

/// The parcel that is worst off, of those in trouble; of equals the one for longest.
fn worst(order: &Summary) -> Option<&Parcel> {
    let in_trouble = |parcel: &&Parcel| TROUBLE.contains(&parcel.status());
    order.parcels.iter().filter(in_trouble).min_by_key(|parcel| (parcel.status(), parcel.since(), parcel.id))
}

fn in_trouble(parcel: &Parcel) -> Option<Attention> {
    let (reason, next_action) = said_of(parcel.condition())?;
    let since = parcel.since().unwrap_or(parcel.began_at);
    let matter = Matter::InTrouble(parcel.condition());
    Some(Attention { rule: Rule::P7, reason: reason.to_owned(), since, next_action, matter })
}

/// What is the matter with a parcel, and what would help (T2); `None` for one that is well.
#[must_use]
pub fn said_of(condition: Condition) -> Option<(&'static str, &'static str)> {
    let (reason, detail) = (condition.reason(), condition.detail());
    match condition.status() {
        TrackingStatus::Alert => Some(said_of_alert(reason, detail)),
        TrackingStatus::Expired => {
            Some(("The tracking number ran out before the delivery.", "Contact your supplier for more information."))
        }
        TrackingStatus::Undelivered => Some(said_of_failed_attempt(reason)),
        TrackingStatus::Unrecognized => {
            Some(("The carrier does not know the tracking number.", "Contact your supplier for the right code."))
        }
        TrackingStatus::Returned => Some(("The parcel went back.", "Refund the customer, or send it again.")),
        TrackingStatus::PickUp | TrackingStatus::InTransit | TrackingStatus::Pending | TrackingStatus::Delivered => {
            None
        }
    }
}

const ASK_CARRIER: &str = "Ask the carrier what happens next, and tell the customer.";
const ASK_CUSTOMER: &str = "Ask the customer, then the carrier, how it can be delivered.";

fn said_of_alert(reason: Option<Reason>, detail: Option<Detail>) -> (&'static str, &'static str) {
    match (reason, detail) {
        (_, Some(Detail::Returning)) => ("The parcel is on its way back.", ASK_CARRIER),
        (Some(Reason::RefusedByRecipient), _) => {
            ("The customer refused the parcel.", "Ask the customer why, and what they want.")
        }
        (Some(Reason::AddressIncorrect), _) => ("The address is wrong.", ASK_CUSTOMER),
        (Some(Reason::RetentionPeriodOver), _) => ("Nobody collected the parcel in time.", ASK_CARRIER),
        (Some(Reason::RecipientAbsent), _) => ("Nobody was there to take the parcel.", ASK_CUSTOMER),
        (Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)) => {
            ("Customs keep the parcel: the goods are prohibited.", ASK_CARRIER)
        }
        (Some(Reason::HeldByCustoms), Some(Detail::RestrictedImport)) => {
            ("Customs keep the parcel: the import is restricted.", ASK_CARRIER)
        }
        (Some(Reason::HeldByCustoms), _) => ("Customs keep the parcel.", ASK_CARRIER),
        (Some(Reason::DamagedOrLost), _) => ("The parcel is damaged or lost.", "Claim it from the carrier."),
        _ => ("Something is wrong with the parcel.", ASK_CARRIER),
    }
}

fn said_of_failed_attempt(reason: Option<Reason>) -> (&'static str, &'static str) {
    match reason {
        Some(Reason::RecipientUnavailable) => ("Delivery failed: nobody was there.", ASK_CUSTOMER),
        Some(Reason::DelayedOrRescheduled) => ("Delivery is delayed.", ASK_CARRIER),
        Some(Reason::LaterDeliveryRequested) => ("The customer asked for another day.", "Wait for that day."),
        Some(Reason::AddressNotFound) => ("Delivery failed: the address was not found.", ASK_CUSTOMER),
        Some(Reason::RuralOrRemoteArea) => ("The address is where the carrier seldom goes.", ASK_CARRIER),
        _ => ("A delivery attempt failed.", ASK_CUSTOMER),
    }
}
