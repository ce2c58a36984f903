//! The order: the aggregate that every action reads and writes whole.
//!
//! Quantities are never decremented: what is fulfilled is what the successful fulfilments hold, so that
//! cancelling one gives back exactly what it took (C2).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contact::Contact;
use crate::effective::Effective;
use crate::id::{FulfilmentId, FulfilmentOrderId, HoldId, LineItemId, OrderId, ParcelId};
use crate::label::Label;
use crate::line_item::{Kind, LineItem, Quantity};
use crate::money::Money;
use crate::payment::Payment;
use crate::text::{Line, Locale, Name, Note};
use crate::tracking::Parcel;

/// An order, whatever it has been through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub(crate) id: OrderId,
    pub(crate) revision: u64,
    pub(crate) name: Line,
    pub(crate) external_id: Option<Line>,
    pub(crate) placed_at: DateTime<Utc>,
    pub(crate) locale: Option<Locale>,
    pub(crate) contact: Contact,
    pub(crate) line_items: Vec<LineItem>,
    pub(crate) totals: Option<Totals>,
    pub(crate) payment: Payment,
    pub(crate) upsell: Upsell,
    pub(crate) fulfil_by: Option<NaiveDate>,
    pub(crate) note: Option<Note>,
    pub(crate) metadata: Metadata,
    pub(crate) notify_customer: bool,
    pub(crate) fulfilment_orders: Vec<FulfilmentOrder>,
    pub(crate) fulfilments: Vec<Fulfilment>,
    pub(crate) parcels: Vec<Parcel>,
    pub(crate) parcels_made: u16,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    pub(crate) archived_at: Option<DateTime<Utc>>,
    pub(crate) redacted_at: Option<DateTime<Utc>>,
    #[serde(default)]
    pub(crate) messages_asked: u16,
}

/// What a merchant attaches for their own programs: at most 50 keys of 100 characters.
pub type Metadata = BTreeMap<Name, crate::text::OptionalLine>;

/// The order's sums, each if it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// The line items.
    #[serde(default)]
    pub subtotal: Option<Money>,
    /// Shipping.
    #[serde(default)]
    pub shipping: Option<Money>,
    /// Taxes.
    #[serde(default)]
    pub tax: Option<Money>,
    /// What was taken off.
    #[serde(default)]
    pub discount: Option<Money>,
    /// What the customer pays.
    #[serde(default)]
    pub total: Option<Money>,
}

/// An offer that the checkout showed, and what came of it (H1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Upsell {
    /// There was none.
    None,
    /// The customer has until then.
    Offered {
        /// One hour from `placed_at` (H3).
        expires_at: DateTime<Utc>,
    },
    /// The customer answered, and these line items were added.
    Completed {
        /// None of them: the offer was declined.
        items: Vec<LineItemId>,
    },
    /// The hour passed.
    Expired,
}

/// The items at one location (F8). Holds sit here (H6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FulfilmentOrder {
    pub(crate) id: FulfilmentOrderId,
    pub(crate) location: String,
    pub(crate) lines: BTreeMap<LineItemId, u32>,
    pub(crate) holds: Vec<Hold>,
    pub(crate) holds_placed: u32,
}

/// Something that keeps a fulfilment order from being fulfilled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub(crate) number: u32,
    pub(crate) cause: HoldCause,
    pub(crate) actor: String,
    pub(crate) placed_at: DateTime<Utc>,
}

/// Why a hold stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum HoldCause {
    /// The customer has been offered an upsell; over at that instant by itself (H3).
    Upsell {
        /// One hour from the order's `placed_at`.
        expires_at: DateTime<Utc>,
    },
    /// Someone put it there (H4).
    Manual {
        /// From the list.
        reason: HoldReason,
        /// In their own words.
        note: Option<Note>,
    },
}

/// Why staff hold a fulfilment order (H4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// The money has not arrived.
    AwaitingPayment,
    /// The payment looks stolen.
    HighRiskOfFraud,
    /// It cannot be delivered to.
    IncorrectAddress,
    /// There is nothing to send.
    InventoryOutOfStock,
    /// Something has to come back first.
    AwaitingReturnItems,
    /// Nobody knows when it can be delivered.
    UnknownDeliveryDate,
    /// As the note says.
    Other,
}

/// Why a hold stands, as it is shown: one of the list's reasons, or `upsell`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ShownHoldReason {
    /// Staff's.
    Manual(HoldReason),
    /// The checkout's.
    Upsell(UpsellWord),
}

/// The one word for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UpsellWord {
    /// The customer has been offered something more.
    Upsell,
}

impl HoldCause {
    /// Why, in a word.
    #[must_use]
    pub fn shown(&self) -> ShownHoldReason {
        match self {
            Self::Upsell { .. } => ShownHoldReason::Upsell(UpsellWord::Upsell),
            Self::Manual { reason, .. } => ShownHoldReason::Manual(*reason),
        }
    }
}

impl Hold {
    /// Why it stands.
    #[must_use]
    pub fn cause(&self) -> &HoldCause {
        &self.cause
    }

    /// Who put it there.
    #[must_use]
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// When it was put there.
    #[must_use]
    pub fn placed_at(&self) -> DateTime<Utc> {
        self.placed_at
    }

    /// Its id, on the fulfilment order on which it sits.
    #[must_use]
    pub fn id(&self, fulfilment_order: FulfilmentOrderId) -> HoldId {
        HoldId { fulfilment_order, number: self.number }
    }

    /// Whether it still holds at `now`: an upsell's is over after its hour, to the second (H3).
    #[must_use]
    pub fn stands_at(&self, now: DateTime<Utc>) -> bool {
        match &self.cause {
            HoldCause::Upsell { expires_at } => now < *expires_at,
            HoldCause::Manual { .. } => true,
        }
    }

    pub(crate) fn is_upsell(&self) -> bool {
        matches!(self.cause, HoldCause::Upsell { .. })
    }
}

/// Items sent, or made available, together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fulfilment {
    pub(crate) id: FulfilmentId,
    pub(crate) from: FulfilmentOrderId,
    pub(crate) lines: Vec<(LineItemId, u32)>,
    pub(crate) label: Option<Label>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) cancelled_at: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) notify_customer: Option<bool>,
}

impl Fulfilment {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> FulfilmentId {
        self.id
    }

    /// Where its items came from.
    #[must_use]
    pub fn fulfilment_order(&self) -> FulfilmentOrderId {
        self.from
    }

    /// What is in it.
    #[must_use]
    pub fn lines(&self) -> &[(LineItemId, u32)] {
        &self.lines
    }

    /// The label recorded for it, if any.
    #[must_use]
    pub fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// When it was made.
    #[must_use]
    pub fn created_at(&self) -> DateTime<Utc> {
        self.created_at
    }

    /// What was said for this one against the store's setting (N2).
    #[must_use]
    pub fn notify_customer(&self) -> Option<bool> {
        self.notify_customer
    }

    /// Whether its items count as fulfilled: it has not been cancelled.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.cancelled_at.is_none()
    }
}

impl FulfilmentOrder {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> FulfilmentOrderId {
        self.id
    }

    /// Where its items are.
    #[must_use]
    pub fn location(&self) -> &str {
        &self.location
    }

    pub(crate) fn at(id: FulfilmentOrderId, location: String) -> Self {
        Self { id, location, lines: BTreeMap::new(), holds: Vec::new(), holds_placed: 0 }
    }

    pub(crate) fn place(&mut self, cause: HoldCause, actor: &str, now: DateTime<Utc>) -> HoldId {
        self.holds_placed += 1;
        let hold = Hold { number: self.holds_placed, cause, actor: actor.to_owned(), placed_at: now };
        let id = hold.id(self.id);
        self.holds.push(hold);
        id
    }
}

impl Order {
    /// The order as it is at `now`: who is held, what is open, what may be done.
    #[must_use]
    pub fn at(&self, now: DateTime<Utc>) -> Effective<'_> {
        Effective::new(self, now)
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &OrderId {
        &self.id
    }

    /// Counts the changes written; a write is conditional on the one that was read.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What the merchant calls it, as in `#1001`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// What another system calls it; unique in a store.
    #[must_use]
    pub fn external_id(&self) -> Option<&str> {
        self.external_id.as_ref().map(Line::as_str)
    }

    /// When the customer placed it.
    #[must_use]
    pub fn placed_at(&self) -> DateTime<Utc> {
        self.placed_at
    }

    /// The customer's language.
    #[must_use]
    pub fn locale(&self) -> Option<&Locale> {
        self.locale.as_ref()
    }

    /// All the personal data.
    #[must_use]
    pub fn contact(&self) -> &Contact {
        &self.contact
    }

    /// What was ordered, with the id of each line.
    pub fn line_items(&self) -> impl Iterator<Item = (LineItemId, &LineItem)> {
        self.line_items.iter().enumerate().map(|(index, item)| (LineItemId::at(index), item))
    }

    /// One line, if it is this order's.
    #[must_use]
    pub fn line_item(&self, id: LineItemId) -> Option<&LineItem> {
        self.line_items.get(id.index())
    }

    /// The sums.
    #[must_use]
    pub fn totals(&self) -> Option<&Totals> {
        self.totals.as_ref()
    }

    /// How it was paid.
    #[must_use]
    pub fn payment(&self) -> Payment {
        self.payment
    }

    /// The offer that the checkout showed.
    #[must_use]
    pub fn upsell(&self) -> &Upsell {
        &self.upsell
    }

    /// The last day to ship (F7).
    #[must_use]
    pub fn fulfil_by(&self) -> Option<NaiveDate> {
        self.fulfil_by
    }

    /// Whether the customer may be told of the order; imports say no.
    #[must_use]
    pub fn notify_customer(&self) -> bool {
        self.notify_customer
    }

    /// The merchant's note.
    #[must_use]
    pub fn note(&self) -> Option<&Note> {
        self.note.as_ref()
    }

    /// The merchant's own data.
    #[must_use]
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// What was fulfilled, cancelled fulfilments included, oldest first.
    #[must_use]
    pub fn fulfilments(&self) -> &[Fulfilment] {
        &self.fulfilments
    }

    /// One fulfilment, if it is this order's.
    #[must_use]
    pub fn fulfilment(&self, id: FulfilmentId) -> Option<&Fulfilment> {
        self.fulfilments.get(id.index())
    }

    /// One fulfilment order, if it is this order's.
    #[must_use]
    pub fn fulfilment_order(&self, id: FulfilmentOrderId) -> Option<&FulfilmentOrder> {
        self.fulfilment_orders.get(id.index())
    }

    /// The parcels of all fulfilments, cancelled ones included.
    #[must_use]
    pub fn parcels(&self) -> &[Parcel] {
        &self.parcels
    }

    /// The parcels of one fulfilment.
    pub fn parcels_of(&self, fulfilment: FulfilmentId) -> impl Iterator<Item = &Parcel> {
        self.parcels.iter().filter(move |parcel| parcel.fulfilment == fulfilment)
    }

    /// The parcels of the fulfilments that count.
    pub fn live_parcels(&self) -> impl Iterator<Item = &Parcel> {
        let live = |parcel: &&Parcel| self.fulfilment(parcel.fulfilment).is_some_and(Fulfilment::is_live);
        self.parcels.iter().filter(live)
    }

    /// Whether a parcel carries goods, and its fulfilment counts.
    #[must_use]
    pub fn carries_goods(&self, parcel: &Parcel) -> bool {
        let goods = |fulfilment: &Fulfilment| fulfilment.is_live() && self.any_physical(fulfilment.lines());
        self.fulfilment(parcel.fulfilment).is_some_and(goods)
    }

    /// Whether the order was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled_at.is_some()
    }

    /// Whether the order was put out of the lists.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.archived_at.is_some()
    }

    /// When the customer's personal data was erased, if it was.
    #[must_use]
    pub fn redacted_at(&self) -> Option<DateTime<Utc>> {
        self.redacted_at
    }

    /// When the upsell hold ends by itself, while one is written down: what the schedule looks for.
    #[must_use]
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        match self.upsell {
            Upsell::Offered { expires_at } if !self.is_cancelled() => Some(expires_at),
            _ => None,
        }
    }

    /// How many bytes the order takes where it is kept.
    #[must_use]
    pub fn stored_bytes(&self) -> usize {
        // An order is maps with text keys, text and numbers: it can always be written.
        serde_json::to_vec(self).map_or(usize::MAX, |bytes| bytes.len())
    }

    /// How many of those bytes are what people wrote, rather than what fulfilling, moving and tracking add: that
    /// is bounded by counts.
    #[must_use]
    pub fn written_bytes(&self) -> usize {
        let mut written = self.clone();
        written.parcels.clear();
        written.fulfilments.retain(|fulfilment| fulfilment.label.is_some());
        written.fulfilments.iter_mut().for_each(|fulfilment| fulfilment.lines.clear());
        written.fulfilment_orders.iter_mut().for_each(|at| at.lines.clear());
        written.stored_bytes()
    }

    /// How much of each line the live fulfilments of each fulfilment order hold.
    pub(crate) fn fulfilled(&self) -> BTreeMap<(FulfilmentOrderId, LineItemId), u32> {
        let mut fulfilled = BTreeMap::new();
        for fulfilment in self.fulfilments.iter().filter(|fulfilment| fulfilment.is_live()) {
            for (line, quantity) in &fulfilment.lines {
                *fulfilled.entry((fulfilment.from, *line)).or_default() += quantity;
            }
        }
        fulfilled
    }

    /// Whether a cancelled fulfilment gave a line back to its fulfilment order.
    pub(crate) fn gave_back(&self, from: FulfilmentOrderId, line: LineItemId) -> bool {
        let cancelled = self.fulfilments.iter().filter(|fulfilment| fulfilment.from == from && !fulfilment.is_live());
        cancelled.flat_map(|fulfilment| &fulfilment.lines).any(|(given, _)| *given == line)
    }

    /// Whether one of these lines is goods in a parcel.
    pub(crate) fn any_physical(&self, lines: &[(LineItemId, u32)]) -> bool {
        self.any_item(lines, |item| item.kind == Kind::Physical)
    }

    /// Whether one of these lines is a download or a gift card.
    pub(crate) fn any_digital(&self, lines: &[(LineItemId, u32)]) -> bool {
        self.any_item(lines, |item| item.kind.is_digital())
    }

    /// Whether something of these lines can be downloaded.
    pub(crate) fn any_download(&self, lines: &[(LineItemId, u32)]) -> bool {
        self.any_item(lines, |item| item.kind.is_digital() && item.download_url.is_some())
    }

    fn any_item(&self, lines: &[(LineItemId, u32)], of: impl Fn(&LineItem) -> bool) -> bool {
        lines.iter().filter_map(|(id, _)| self.line_item(*id)).any(of)
    }

    /// Adds line items and gives each to the fulfilment order of its location; those that changed.
    pub(crate) fn add_line_items(
        &mut self,
        items: Vec<(LineItem, String)>,
        priority: impl Fn(&str) -> usize,
    ) -> Vec<FulfilmentOrderId> {
        let mut placed: Vec<(LineItemId, String, Quantity)> = Vec::new();
        for (item, location) in items {
            if item.needs_fulfilling() {
                placed.push((LineItemId::at(self.line_items.len()), location, item.quantity));
            }
            self.line_items.push(item);
        }
        placed.sort_by_key(|(id, location, _)| (priority(location), *id));
        let mut touched = Vec::new();
        for (line, location, quantity) in placed {
            let fulfilment_order = self.fulfilment_order_at(location);
            *fulfilment_order.lines.entry(line).or_default() += quantity.get();
            if !touched.contains(&fulfilment_order.id) {
                touched.push(fulfilment_order.id);
            }
        }
        touched
    }

    /// The fulfilment order of a location; made, if there is none yet.
    pub(crate) fn fulfilment_order_at(&mut self, location: String) -> &mut FulfilmentOrder {
        let known = self.fulfilment_orders.iter().position(|order| order.location == location);
        let index = known.unwrap_or_else(|| {
            let id = FulfilmentOrderId::at(self.fulfilment_orders.len());
            self.fulfilment_orders.push(FulfilmentOrder::at(id, location));
            self.fulfilment_orders.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "the index was found or made in the line above")]
        &mut self.fulfilment_orders[index]
    }

    pub(crate) fn parcel_mut(&mut self, id: ParcelId) -> Option<&mut Parcel> {
        self.parcels.iter_mut().find(|parcel| parcel.id == id)
    }
}
