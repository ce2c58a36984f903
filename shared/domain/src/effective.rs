//! The order as it is at an instant: the one place where held, open and fulfilled are told apart.
//!
//! Every read and every decision goes through here, so that an upsell hold past its hour is released for all
//! of them at the same second (H3).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::condition::TrackingStatus;
use crate::id::{FulfilmentOrderId, LineItemId};
use crate::order::{FulfilmentOrder, Hold, Order};
use crate::tracking::Parcel;

/// An order at an instant.
#[derive(Clone, Debug)]
pub struct Effective<'a> {
    order: &'a Order,
    fulfilment_orders: Vec<EffectiveFulfilmentOrder<'a>>,
}

/// The items at one location, at an instant.
#[derive(Clone, Debug)]
pub struct EffectiveFulfilmentOrder<'a> {
    order: &'a FulfilmentOrder,
    lines: Vec<EffectiveLine>,
    holds: Vec<&'a Hold>,
    cancelled: bool,
}

/// One line at one location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EffectiveLine {
    /// Which line item.
    pub line_item: LineItemId,
    /// How many of it belong here.
    pub quantity: u32,
    /// How many of them live fulfilments hold.
    pub fulfilled: u32,
}

impl EffectiveLine {
    fn unfulfilled(self) -> u32 {
        self.quantity.saturating_sub(self.fulfilled)
    }
}

/// How the items at one location stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentOrderStatus {
    /// Something can be fulfilled.
    Open,
    /// Held by the upsell alone (H1).
    Pending,
    /// Held by staff (H5).
    OnHold,
    /// Nothing is left.
    Closed,
    /// The order was cancelled before anything was fulfilled.
    Cancelled,
}

/// What may be done with the items at one location.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupportedAction {
    /// Fulfil what is open.
    Fulfil,
    /// Place a hold.
    Hold,
    /// Release a hold.
    Release,
}

/// What the order list says of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentStatus {
    /// The order was cancelled.
    Cancelled,
    /// Nothing needs fulfilling.
    NotRequired,
    /// All of it.
    Fulfilled,
    /// All that remains waits for the customer's answer to an upsell.
    Pending,
    /// All that remains is held.
    OnHold,
    /// Some of it.
    PartiallyFulfilled,
    /// None of it, and something can be.
    Unfulfilled,
}

impl FulfilmentStatus {
    /// All of them, in the order of precedence.
    pub const ALL: [Self; 7] = [
        Self::Cancelled,
        Self::NotRequired,
        Self::Fulfilled,
        Self::Pending,
        Self::OnHold,
        Self::PartiallyFulfilled,
        Self::Unfulfilled,
    ];

    /// The word for it, everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::NotRequired => "not_required",
            Self::Fulfilled => "fulfilled",
            Self::Pending => "pending",
            Self::OnHold => "on_hold",
            Self::PartiallyFulfilled => "partially_fulfilled",
            Self::Unfulfilled => "unfulfilled",
        }
    }
}

/// How many items: `ordered` is always the sum of the others. Services are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quantities {
    /// What was ordered and needs fulfilling.
    pub ordered: u32,
    /// What can be fulfilled now.
    pub open: u32,
    /// What is pending or on hold.
    pub held: u32,
    /// What has been fulfilled.
    pub fulfilled: u32,
    /// What never will be.
    pub cancelled: u32,
}

impl<'a> Effective<'a> {
    pub(crate) fn new(order: &'a Order, now: DateTime<Utc>) -> Self {
        let fulfilled = order.fulfilled();
        let fulfilment_orders = order
            .fulfilment_orders
            .iter()
            .map(|at| EffectiveFulfilmentOrder::new(at, &fulfilled, order.is_cancelled(), now))
            .collect();
        Self { order, fulfilment_orders }
    }

    /// The items at each location.
    #[must_use]
    pub fn fulfilment_orders(&self) -> &[EffectiveFulfilmentOrder<'a>] {
        &self.fulfilment_orders
    }

    /// The items at one location, if the order has it.
    #[must_use]
    pub fn fulfilment_order(&self, id: FulfilmentOrderId) -> Option<&EffectiveFulfilmentOrder<'a>> {
        self.fulfilment_orders.get(id.index())
    }

    /// How many are open, held, fulfilled and cancelled.
    #[must_use]
    pub fn quantities(&self) -> Quantities {
        let mut sum = Quantities::default();
        for at in &self.fulfilment_orders {
            sum.ordered += at.lines.iter().map(|line| line.quantity).sum::<u32>();
            sum.fulfilled += at.lines.iter().map(|line| line.fulfilled).sum::<u32>();
            sum.open += at.open();
            sum.held += at.held();
            sum.cancelled += at.cancelled();
        }
        sum
    }

    /// What the order list says: the first that fits, from the quantities alone.
    #[must_use]
    pub fn fulfilment_status(&self) -> FulfilmentStatus {
        let sum = self.quantities();
        let held_by_upsell_alone =
            || self.fulfilment_orders.iter().all(|at| at.held() == 0 || at.status() == FulfilmentOrderStatus::Pending);
        if self.order.is_cancelled() {
            FulfilmentStatus::Cancelled
        } else if sum.ordered == 0 {
            FulfilmentStatus::NotRequired
        } else if sum.fulfilled == sum.ordered {
            FulfilmentStatus::Fulfilled
        } else if sum.open == 0 && held_by_upsell_alone() {
            FulfilmentStatus::Pending
        } else if sum.open == 0 {
            FulfilmentStatus::OnHold
        } else if sum.fulfilled > 0 {
            FulfilmentStatus::PartiallyFulfilled
        } else {
            FulfilmentStatus::Unfulfilled
        }
    }

    /// The status that matters most over the parcels of the live fulfilments (T10); `None` without parcels.
    #[must_use]
    pub fn tracking_status(&self) -> Option<TrackingStatus> {
        self.order.live_parcels().map(Parcel::status).min()
    }
}

impl<'a> EffectiveFulfilmentOrder<'a> {
    fn new(
        order: &'a FulfilmentOrder,
        fulfilled: &BTreeMap<(FulfilmentOrderId, LineItemId), u32>,
        cancelled: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let line = |(line_item, quantity): (&LineItemId, &u32)| EffectiveLine {
            line_item: *line_item,
            quantity: *quantity,
            fulfilled: fulfilled.get(&(order.id, *line_item)).copied().unwrap_or(0),
        };
        Self {
            order,
            lines: order.lines.iter().map(line).collect(),
            holds: order.holds.iter().filter(|hold| !cancelled && hold.stands_at(now)).collect(),
            cancelled,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> FulfilmentOrderId {
        self.order.id
    }

    /// Where its items are.
    #[must_use]
    pub fn location(&self) -> &'a str {
        &self.order.location
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &[EffectiveLine] {
        &self.lines
    }

    /// The holds that stand.
    #[must_use]
    pub fn holds(&self) -> &[&'a Hold] {
        &self.holds
    }

    /// How many of a line are still to be fulfilled, held or not; none, once the order is cancelled.
    #[must_use]
    pub fn remaining_of(&self, line: &EffectiveLine) -> u32 {
        if self.cancelled { 0 } else { line.unfulfilled() }
    }

    /// What of each line can be fulfilled now: nothing, while a hold stands.
    pub fn open_lines(&self) -> impl Iterator<Item = (LineItemId, u32)> {
        let free = self.holds.is_empty();
        let open = self.lines.iter().map(|line| (line.line_item, self.remaining_of(line)));
        open.filter(move |(_, open)| free && *open > 0)
    }

    /// How many can be fulfilled now.
    #[must_use]
    pub fn open(&self) -> u32 {
        if self.holds.is_empty() { self.remaining() } else { 0 }
    }

    /// How many are held.
    #[must_use]
    pub fn held(&self) -> u32 {
        if self.holds.is_empty() { 0 } else { self.remaining() }
    }

    /// How it stands.
    #[must_use]
    pub fn status(&self) -> FulfilmentOrderStatus {
        let untouched = self.lines.iter().all(|line| line.fulfilled == 0);
        if self.cancelled() > 0 && untouched {
            FulfilmentOrderStatus::Cancelled
        } else if self.remaining() == 0 {
            FulfilmentOrderStatus::Closed
        } else if self.holds.is_empty() {
            FulfilmentOrderStatus::Open
        } else if self.holds.iter().all(|hold| hold.is_upsell()) {
            FulfilmentOrderStatus::Pending
        } else {
            FulfilmentOrderStatus::OnHold
        }
    }

    /// What may be done with it now.
    #[must_use]
    pub fn supported_actions(&self) -> &'static [SupportedAction] {
        match self.status() {
            FulfilmentOrderStatus::Open => &[SupportedAction::Fulfil, SupportedAction::Hold],
            FulfilmentOrderStatus::Pending | FulfilmentOrderStatus::OnHold => {
                &[SupportedAction::Hold, SupportedAction::Release]
            }
            FulfilmentOrderStatus::Closed | FulfilmentOrderStatus::Cancelled => &[],
        }
    }

    pub(crate) fn remaining(&self) -> u32 {
        self.lines.iter().map(|line| self.remaining_of(line)).sum()
    }

    fn cancelled(&self) -> u32 {
        if self.cancelled { self.lines.iter().map(|line| line.unfulfilled()).sum() } else { 0 }
    }
}
