//! What customers are told, and how: seven kinds of message over two channels.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The order was placed.
    OrderConfirmation,
    /// Items of it were sent (N1).
    ShippingConfirmation,
    /// A tracking number was added or corrected.
    ShippingUpdate,
    /// A parcel is at a pickup point, or in the courier's van.
    OutForDelivery,
    /// The carrier tried to deliver, and failed.
    AttemptedDelivery,
    /// A parcel arrived.
    Delivered,
    /// Items can be downloaded (F2).
    DigitalDelivery,
}

impl Kind {
    /// All of them, in the order in which a customer gets them.
    pub const ALL: [Self; 7] = [
        Self::OrderConfirmation,
        Self::ShippingConfirmation,
        Self::ShippingUpdate,
        Self::OutForDelivery,
        Self::AttemptedDelivery,
        Self::Delivered,
        Self::DigitalDelivery,
    ];

    /// Whether it is an update: it goes by e-mail alone (N9), and the customer may want none (N10).
    #[must_use]
    pub fn is_update(self) -> bool {
        match self {
            Self::ShippingUpdate | Self::OutForDelivery | Self::AttemptedDelivery | Self::Delivered => true,
            Self::OrderConfirmation | Self::ShippingConfirmation | Self::DigitalDelivery => false,
        }
    }

    /// Whether it may go that way: confirmations go both ways, all else by e-mail (N9).
    #[must_use]
    pub fn goes_by(self, channel: Channel) -> bool {
        channel == Channel::Email || matches!(self, Self::OrderConfirmation | Self::ShippingConfirmation)
    }

    /// The word for it, everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OrderConfirmation => "order_confirmation",
            Self::ShippingConfirmation => "shipping_confirmation",
            Self::ShippingUpdate => "shipping_update",
            Self::OutForDelivery => "out_for_delivery",
            Self::AttemptedDelivery => "attempted_delivery",
            Self::Delivered => "delivered",
            Self::DigitalDelivery => "digital_delivery",
        }
    }
}

/// How a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By Amazon SES.
    Email,
    /// By Amazon SNS.
    Sms,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// The word for it, everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}
