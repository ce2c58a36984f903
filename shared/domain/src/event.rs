//! What happened to an order, once and for all: the timeline for people, and the outbox for machines.
//!
//! Events hold ids and counts, never personal data, so that they need not be erased with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::{Detail, Reason, TrackingStatus};
use crate::message::{Channel, Kind};
use crate::order::ShownHoldReason;
use crate::payment::Payment;

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The order was placed.
    OrderPlaced {
        /// Whether the customer may be told of it; imports say no.
        notify_customer: bool,
        /// Whether an upsell waits for an answer: the customer is told when that is over (N9).
        #[serde(default)]
        upsell: bool,
    },
    /// The customer answered the upsell.
    OrderCompleted {
        /// What they added.
        line_item_ids: Vec<String>,
    },
    /// The upsell's hour passed without an answer (H3).
    UpsellExpired,
    /// The payment came to stand otherwise.
    PaymentChanged {
        /// How it stands now, and who said so.
        payment: Payment,
    },
    /// Details were corrected.
    OrderAmended {
        /// Which fields.
        fields: Vec<String>,
    },
    /// The order was cancelled: what is not fulfilled never will be.
    OrderCancelled {
        /// How many items that was.
        quantity: u32,
        /// Whether an upsell waited for an answer: nothing has confirmed the order, and nothing will.
        #[serde(default)]
        upsell: bool,
    },
    /// The order was put out of the lists.
    OrderArchived,
    /// The order is in the lists again.
    OrderUnarchived,
    /// The customer's personal data was erased.
    OrderRedacted,
    /// A hold was placed.
    HoldPlaced {
        /// The hold.
        hold_id: String,
        /// What it holds.
        fulfilment_order_id: String,
        /// Why.
        reason: ShownHoldReason,
    },
    /// A hold was released.
    HoldReleased {
        /// The hold.
        hold_id: String,
        /// What it held.
        fulfilment_order_id: String,
    },
    /// Items were fulfilled.
    FulfilmentCreated {
        /// The fulfilment.
        fulfilment_id: String,
        /// Where its items came from.
        fulfilment_order_id: String,
        /// What is in it.
        line_items: Vec<EventLine>,
        /// The parcels it made.
        parcel_ids: Vec<String>,
        /// Whether the store's mode did it, rather than someone (F1).
        automatic: bool,
        /// What was said for this one against the store's setting (N2).
        notify_customer: Option<bool>,
    },
    /// A bound of the order kept its items from being fulfilled by themselves (F1): they stay open.
    AutomaticFulfilmentLeft {
        /// Which.
        fulfilment_order_id: String,
    },
    /// A fulfilment was cancelled, and its items given back (C2).
    FulfilmentCancelled {
        /// The fulfilment.
        fulfilment_id: String,
    },
    /// A fulfilment got a tracking number.
    TrackingNumberAdded {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel that has it now.
        parcel_id: String,
        /// Which of the parcel's numbers this is.
        #[serde(default = "first")]
        generation: u32,
        /// What was said for this one against the store's setting (N2).
        notify_customer: Option<bool>,
    },
    /// A parcel's number was corrected: another journey begins.
    TrackingNumberCorrected {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
        /// Which of its numbers this is.
        generation: u32,
        /// What was said for this one against the store's setting (N2).
        notify_customer: Option<bool>,
    },
    /// A parcel's carrier or link was corrected; its number stays. Another carrier is asked about it anew.
    TrackingDetailsCorrected {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
    },
    /// A parcel lost its number, and with it its place, unless it was the last of goods in a parcel.
    TrackingNumberRemoved {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
    },
    /// A parcel came to be doing otherwise, as its carrier says.
    TrackingStatusChanged {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
        /// Which of its numbers this is about.
        generation: u32,
        /// How it was doing.
        from: TrackingStatus,
        /// How it is doing.
        to: TrackingStatus,
        /// Why, if it was said.
        reason: Option<Reason>,
        /// Which of the status's meanings holds, if it was said.
        detail: Option<Detail>,
    },
    /// Someone set a parcel's status by hand (T8).
    TrackingStatusSet {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
        /// How it was doing.
        from: TrackingStatus,
        /// What was set.
        to: TrackingStatus,
        /// Why, if it was said.
        reason: Option<Reason>,
        /// Which of the status's meanings holds, if it was said.
        detail: Option<Detail>,
    },
    /// A status set by hand was undone: carriers are believed again (T8).
    TrackingStatusUndone {
        /// The fulfilment.
        fulfilment_id: String,
        /// The parcel.
        parcel_id: String,
        /// What had been set.
        from: TrackingStatus,
        /// What carriers say.
        to: TrackingStatus,
        /// Why, if it was said.
        reason: Option<Reason>,
        /// Which of the status's meanings holds, if it was said.
        detail: Option<Detail>,
    },
    /// The customer wants updates by e-mail (N10).
    UpdatesOptedIn,
    /// The customer wants no updates by e-mail.
    UpdatesOptedOut,
    /// Someone asked for a message, from the order as it is now.
    MessageAsked {
        /// What it is about.
        kind: Kind,
        /// How it goes.
        channel: Channel,
        /// The fulfilment that it is about, if it is about one.
        fulfilment_id: Option<String>,
        /// The parcel that it is about, if it is about one.
        parcel_id: Option<String>,
    },
    /// A bought label was recorded.
    LabelRecorded {
        /// The fulfilment.
        fulfilment_id: String,
    },
    /// A label was voided.
    LabelVoided {
        /// The fulfilment.
        fulfilment_id: String,
    },
    /// What remained at one location went to another.
    FulfilmentOrderMoved {
        /// Where it was.
        fulfilment_order_id: String,
        /// Where it is.
        to_fulfilment_order_id: String,
    },
}

/// What was not counted from the beginning is the first.
fn first() -> u32 {
    1
}

/// How many of a line item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventLine {
    /// Which.
    pub line_item_id: String,
    /// How many.
    pub quantity: u32,
}
