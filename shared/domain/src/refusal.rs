//! Why an action was not done. Each says what stands in the way and what would help; where it becomes an
//! HTTP answer is one table in `waybill-lambda`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Why an action was not done. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "refusal", rename_all = "snake_case")]
pub enum Refusal {
    /// What was sent cannot be meant for this order.
    #[error("`{field}` {reason}.")]
    Invalid {
        /// Which field, as a path.
        field: String,
        /// Reads on after the field's name.
        reason: String,
    },
    /// A thing that the order does not have.
    #[error("This order has no such {what}.")]
    NotFound {
        /// What was looked for.
        what: Cow<'static, str>,
    },
    /// Tracking numbers for more than one parcel's worth of locations.
    #[error(
        "The items are at {locations} locations, and each needs a fulfilment of its own: name the \
         `fulfilment_order_id` that the tracking numbers are for."
    )]
    FulfilmentOrderRequired {
        /// How many.
        locations: usize,
    },
    /// Held (H2).
    #[error("What you want to fulfil is pending or on hold. Release its holds first, or wait until they end.")]
    FulfilmentOrderOnHold,
    /// Everything is fulfilled, or never will be.
    #[error("Nothing is left to fulfil here.")]
    NothingToFulfil,
    /// More than is left.
    #[error("{requested} of {line_item_id} were asked for, and {open} are open.")]
    QuantityExceedsOpen {
        /// Which line.
        line_item_id: String,
        /// How many were asked for.
        requested: u32,
        /// How many are open.
        open: u32,
    },
    /// The order was cancelled.
    #[error("The order was cancelled. What was not fulfilled then never will be.")]
    OrderCancelled,
    /// The fulfilment was cancelled.
    #[error("The fulfilment was cancelled. Fulfil its items again to add to it.")]
    FulfilmentCancelled,
    /// The label has been paid for (C3).
    #[error("The fulfilment has a bought label. Void the label first, so that it is paid back.")]
    LabelNotVoided,
    /// More than one hold stands (H8).
    #[error("Several holds stand: name one as `hold_id`. They are {}.", hold_ids.join(", "))]
    HoldIdRequired {
        /// Which.
        hold_ids: Vec<String>,
    },
    /// No upsell waits for an answer (H3).
    #[error(
        "No upsell offer of this order waits for an answer: its hour is over, it was answered otherwise, or there was none."
    )]
    UpsellExpired,
    /// Nothing of the order fits the message that is asked for.
    #[error("There is nothing of this order to tell in such a message now.")]
    NothingToTell,
    /// Another order has it.
    #[error("Another order has this `external_id`: {order_id}.")]
    ExternalIdTaken {
        /// Which.
        order_id: String,
    },
    /// A bound of the order is reached.
    #[error("An order has at most {most} {what}, and this would be more.")]
    LimitReached {
        /// What there is too much of.
        what: Cow<'static, str>,
        /// How much it may be.
        most: usize,
    },
}

impl Refusal {
    /// What was sent for `field` cannot be meant.
    #[must_use]
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), reason: reason.into() }
    }

    /// The order has no such thing.
    #[must_use]
    pub fn not_found(what: &'static str) -> Self {
        Self::NotFound { what: what.into() }
    }

    /// A bound of the order is reached.
    #[must_use]
    pub fn limit(what: &'static str, most: usize) -> Self {
        Self::LimitReached { what: what.into(), most }
    }
}
