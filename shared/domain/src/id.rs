//! Identifiers. An order's id is a ULID; what belongs to an order is numbered within it, and its text carries
//! the order's, so that an id of another order can never be mistaken for one of this.

use std::fmt;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

use crate::message::{Channel, Kind};
use crate::text::Invalid;

/// `ord_` and 26 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderId(Ulid);

impl OrderId {
    const PREFIX: &str = "ord_";

    /// An id from an instant in milliseconds since 1970 and a random number.
    #[must_use]
    pub fn from_parts(millis: u64, random: u128) -> Self {
        Self(Ulid::from_parts(millis, random))
    }
}

impl fmt::Display for OrderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Self::PREFIX, self.0)
    }
}

impl TryFrom<String> for OrderId {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.strip_prefix(Self::PREFIX)
            .and_then(|rest| Ulid::from_string(rest).ok())
            .map(Self)
            .filter(|id| id.to_string() == text)
            .ok_or_else(|| Invalid::new("must be an order's id, as in `ord_01KAMD3V8E0Q4T5J6Z7X8Y9W0V`"))
    }
}

impl From<OrderId> for String {
    fn from(id: OrderId) -> Self {
        id.to_string()
    }
}

/// A thing's number within its order, counted from one.
macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(u16);

        impl $name {
            /// The id of the thing at this place (counted from zero) in its order's list.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u16::try_from(index + 1).unwrap_or(u16::MAX))
            }

            /// Where the thing stands in its order's list, counted from zero.
            #[must_use]
            pub fn index(self) -> usize {
                usize::from(self.0) - 1
            }

            /// The id as people and programs see it.
            #[must_use]
            pub fn text(self, order: &OrderId) -> String {
                format!(concat!($prefix, "{}_{}"), order.0, self.0)
            }

            /// Reads an id of this order; `None` for anything else, another order's ids included.
            #[must_use]
            pub fn read(order: &OrderId, text: &str) -> Option<Self> {
                let number = text.rsplit('_').next()?.parse().ok().filter(|number| *number > 0)?;
                Some(Self(number)).filter(|id| id.text(order) == text)
            }
        }
    };
}

numbered!(
    /// A line item: `li_…`.
    LineItemId, "li_"
);
numbered!(
    /// A fulfilment order, the items at one location: `fo_…`.
    FulfilmentOrderId, "fo_"
);
numbered!(
    /// A fulfilment: `ful_…`.
    FulfilmentId, "ful_"
);
numbered!(
    /// A parcel: `par_…`.
    ParcelId, "par_"
);

/// A hold: the number of its fulfilment order, and its number among all that order ever had. `hold_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HoldId {
    /// The fulfilment order it sits on.
    pub fulfilment_order: FulfilmentOrderId,
    /// Counted from one, never used again.
    pub number: u32,
}

impl HoldId {
    /// The id as people and programs see it.
    #[must_use]
    pub fn text(self, order: &OrderId) -> String {
        format!("hold_{}_{}_{}", order.0, self.fulfilment_order.0, self.number)
    }

    /// Reads an id of this order; `None` for anything else.
    #[must_use]
    pub fn read(order: &OrderId, text: &str) -> Option<Self> {
        let mut parts = text.rsplit('_');
        let number = parts.next()?.parse().ok()?;
        let fulfilment_order = FulfilmentOrderId(parts.next()?.parse().ok().filter(|number| *number > 0)?);
        Some(Self { fulfilment_order, number }).filter(|id| id.text(order) == text)
    }
}

/// An event of an order: the revision that it made, and its number among the events of that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// The order's revision.
    pub revision: u64,
    /// Counted from zero.
    pub number: u16,
}

/// A message of an order: the event that led to it, its kind and its way. So no event can lead to the same message
/// twice. `msg_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId {
    /// What led to it.
    pub event: EventId,
    /// What it is about.
    pub kind: Kind,
    /// How it goes.
    pub channel: Channel,
}

impl MessageId {
    /// The id as people and programs see it.
    #[must_use]
    pub fn text(self, order: &OrderId) -> String {
        let EventId { revision, number } = self.event;
        format!("msg_{}_{revision}_{number}_{}_{}", order.0, self.kind.as_str(), self.channel.as_str())
    }

    /// Reads an id, and whose it is; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<(OrderId, Self)> {
        let mut parts = text.strip_prefix("msg_")?.splitn(4, '_');
        let order = OrderId(Ulid::from_string(parts.next()?).ok()?);
        let event = EventId { revision: parts.next()?.parse().ok()?, number: parts.next()?.parse().ok()? };
        let (kind, channel) = parts.next()?.rsplit_once('_')?;
        let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;
        let channel = Channel::ALL.into_iter().find(|known| known.as_str() == channel)?;
        let id = Self { event, kind, channel };
        (id.text(&order) == text).then_some((order, id))
    }
}

/// The merchant's store: 3–40 of `a–z`, `0–9` and `-`. It begins every key of the store's items.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StoreId(String);

impl StoreId {
    /// The id as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for StoreId {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let well_formed = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if well_formed && (3..=40).contains(&text.len()) {
            Ok(Self(text))
        } else {
            Err(Invalid::new("must be 3 to 40 of a–z, 0–9 and -"))
        }
    }
}

impl From<StoreId> for String {
    fn from(id: StoreId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_back_by_its_own_order_alone() {
        let (ours, other) = (OrderId::from_parts(1_700_000_000_000, 1), OrderId::from_parts(1_700_000_000_000, 2));
        let text = FulfilmentId::at(11).text(&ours);
        assert_eq!(FulfilmentId::read(&ours, &text), Some(FulfilmentId::at(11)));
        assert_eq!(FulfilmentId::read(&other, &text), None);
        assert_eq!(ParcelId::read(&ours, &text), None);
        for odd in ["", "_", "ful_", "ful__0", "ful_x_1", "ful_1_1_1", &format!("{text}0000000"), &text.to_lowercase()]
        {
            assert_eq!(FulfilmentId::read(&ours, odd), None, "{odd}");
        }
    }

    #[test]
    fn a_message_is_read_back_with_its_order() {
        let order = OrderId::from_parts(1_700_000_000_000, 1);
        let event = EventId { revision: 3, number: 0 };
        for kind in Kind::ALL {
            for channel in Channel::ALL {
                let id = MessageId { event, kind, channel };
                let text = id.text(&order);
                assert_eq!(MessageId::read(&text), Some((order.clone(), id)), "{text}");
                assert_eq!(MessageId::read(&format!("{text}s")), None);
            }
        }
        for odd in ["", "msg_", "msg_1_2_3_4", "msg_01KAMD3V8E0Q4T5J6Z7X8Y9W0V_03_0_delivered_email"] {
            assert_eq!(MessageId::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_hold_is_read_back_by_its_own_order_alone() {
        let (ours, other) = (OrderId::from_parts(1_700_000_000_000, 1), OrderId::from_parts(1_700_000_000_000, 2));
        let hold = HoldId { fulfilment_order: FulfilmentOrderId::at(0), number: 3 };
        assert_eq!(HoldId::read(&ours, &hold.text(&ours)), Some(hold));
        assert_eq!(HoldId::read(&other, &hold.text(&ours)), None);
        assert_eq!(HoldId::read(&ours, "hold_1"), None);
    }
}
