//! How a parcel is doing: one of nine statuses (T10), and what is known beyond it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Invalid;

/// Exactly one of nine (T10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrackingStatus {
    // In the order of what matters most for an order: the first present is the order's.
    /// Refused, held, damaged, wrongly addressed, or on its way back.
    Alert,
    /// The number ran out: delivery took too long, or the parcel is lost.
    Expired,
    /// A delivery attempt failed.
    Undelivered,
    /// The number is not valid.
    Unrecognized,
    /// Back with the supplier.
    Returned,
    /// At a post office, or out for delivery.
    PickUp,
    /// On its way.
    InTransit,
    /// Left the warehouse lately; the number may not be active yet.
    Pending,
    /// With the customer.
    Delivered,
}

impl TrackingStatus {
    /// All of them, what matters most first.
    pub const ALL: [Self; 9] = [
        Self::Alert,
        Self::Expired,
        Self::Undelivered,
        Self::Unrecognized,
        Self::Returned,
        Self::PickUp,
        Self::InTransit,
        Self::Pending,
        Self::Delivered,
    ];

    /// The word for it, everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Expired => "expired",
            Self::Undelivered => "undelivered",
            Self::Unrecognized => "unrecognized",
            Self::Returned => "returned",
            Self::PickUp => "pick_up",
            Self::InTransit => "in_transit",
            Self::Pending => "pending",
            Self::Delivered => "delivered",
        }
    }
}

/// Why a parcel is `alert` or `undelivered`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Alert: the customer did not want it.
    RefusedByRecipient,
    /// Alert: the address is wrong, unqualified or incomplete.
    AddressIncorrect,
    /// Alert: nobody collected it in time.
    RetentionPeriodOver,
    /// Alert: nobody was there.
    RecipientAbsent,
    /// Alert: customs keep it; the detail says why, if it was said.
    HeldByCustoms,
    /// Alert: damaged or lost.
    DamagedOrLost,
    /// Undelivered: nobody was there when the carrier came.
    RecipientUnavailable,
    /// Undelivered: it comes later than it should.
    DelayedOrRescheduled,
    /// Undelivered: the customer asked for another day.
    LaterDeliveryRequested,
    /// Undelivered: the carrier did not find the address.
    AddressNotFound,
    /// Undelivered: the carrier does not go there, or seldom.
    RuralOrRemoteArea,
}

impl Reason {
    /// The one status that may carry it.
    #[must_use]
    pub fn status(self) -> TrackingStatus {
        match self {
            Self::RefusedByRecipient
            | Self::AddressIncorrect
            | Self::RetentionPeriodOver
            | Self::RecipientAbsent
            | Self::HeldByCustoms
            | Self::DamagedOrLost => TrackingStatus::Alert,
            Self::RecipientUnavailable
            | Self::DelayedOrRescheduled
            | Self::LaterDeliveryRequested
            | Self::AddressNotFound
            | Self::RuralOrRemoteArea => TrackingStatus::Undelivered,
        }
    }
}

/// Which of a status's meanings holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Pick up: it waits for the customer.
    AtPickupPoint,
    /// Pick up: the carrier brings it today.
    OutForDelivery,
    /// Alert: on its way back.
    Returning,
    /// Held by customs: it must not enter.
    ProhibitedGoods,
    /// Held by customs: it needs a permit.
    RestrictedImport,
}

/// A status with the reason and the detail that it may carry, and no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Condition {
    status: TrackingStatus,
    reason: Option<Reason>,
    detail: Option<Detail>,
}

impl Condition {
    /// Before anything is known.
    pub const PENDING: Self = Self { status: TrackingStatus::Pending, reason: None, detail: None };

    /// A status alone.
    #[must_use]
    pub fn of(status: TrackingStatus) -> Self {
        Self { status, reason: None, detail: None }
    }

    /// A status, why, and which of its meanings.
    ///
    /// # Errors
    /// When the status does not carry that reason, or that detail.
    pub fn new(status: TrackingStatus, reason: Option<Reason>, detail: Option<Detail>) -> Result<Self, Invalid> {
        if let Some(reason) = reason
            && reason.status() != status
        {
            return Err(Invalid::new(format!("must be a reason that `{}` may carry", status.as_str())));
        }
        let carried = match detail {
            None => true,
            Some(Detail::AtPickupPoint | Detail::OutForDelivery) => status == TrackingStatus::PickUp,
            Some(Detail::Returning) => status == TrackingStatus::Alert,
            Some(Detail::ProhibitedGoods | Detail::RestrictedImport) => reason == Some(Reason::HeldByCustoms),
        };
        if carried {
            Ok(Self { status, reason, detail })
        } else {
            Err(Invalid::new(format!("must be a detail that `{}` may carry", status.as_str())))
        }
    }

    /// Which of the nine.
    #[must_use]
    pub fn status(self) -> TrackingStatus {
        self.status
    }

    /// Why, if it was said.
    #[must_use]
    pub fn reason(self) -> Option<Reason> {
        self.reason
    }

    /// Which of its meanings, if it was said.
    #[must_use]
    pub fn detail(self) -> Option<Detail> {
        self.detail
    }

    /// Whether it is on its way back, or back.
    #[must_use]
    pub fn is_return(self) -> bool {
        self.detail == Some(Detail::Returning) || self.status == TrackingStatus::Returned
    }
}

impl Default for Condition {
    fn default() -> Self {
        Self::PENDING
    }
}

/// A condition as it is kept.
#[derive(Serialize, Deserialize)]
struct Written {
    status: TrackingStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    detail: Option<Detail>,
}

impl TryFrom<Written> for Condition {
    type Error = Invalid;

    fn try_from(written: Written) -> Result<Self, Invalid> {
        Self::new(written.status, written.reason, written.detail)
    }
}

impl From<Condition> for Written {
    fn from(condition: Condition) -> Self {
        Self { status: condition.status, reason: condition.reason, detail: condition.detail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_carries_its_own_reasons_and_details_alone() {
        use TrackingStatus::{Alert, Delivered, PickUp, Undelivered};
        assert!(Condition::new(Alert, Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)).is_ok());
        assert!(Condition::new(Alert, Some(Reason::DamagedOrLost), Some(Detail::ProhibitedGoods)).is_err());
        assert!(Condition::new(Undelivered, Some(Reason::HeldByCustoms), None).is_err());
        assert!(Condition::new(PickUp, None, Some(Detail::AtPickupPoint)).is_ok());
        assert!(Condition::new(Delivered, None, Some(Detail::AtPickupPoint)).is_err());
    }
}
