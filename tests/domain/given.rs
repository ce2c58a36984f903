//! What the tests start from: a shop with its settings, its orders, and the instants at which things happen.
//!
//! Requests are written as the JSON that a client sends, so that a test reads like the API.

#![expect(clippy::unnecessary_wraps, reason = "an action that is never refused is a decision like the others")]
#![expect(clippy::needless_pass_by_value, reason = "a `json!` that a client sends is written where it is passed")]

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use waybill_domain::effective::{FulfilmentOrderStatus, FulfilmentStatus, Quantities};
use waybill_domain::event::Event;
use waybill_domain::id::{FulfilmentId, FulfilmentOrderId, OrderId, ParcelId};
use waybill_domain::order::HoldReason;
use waybill_domain::place::place;
use waybill_domain::settings::{FulfilmentMode, Settings};
use waybill_domain::tracking::Parcel;
use waybill_domain::{Change, Moment, Order, Outcome, Refusal};
use waybill_domain::{amend, archive, cancel, cancel_order, fulfil, hold, label, move_to, pay, redact, track, upsell};

/// A store with its settings.
#[derive(Clone, Debug)]
pub struct Shop {
    pub settings: Settings,
}

impl Shop {
    /// A store in this mode that has not said where it ships from.
    pub fn new(mode: FulfilmentMode) -> Self {
        let mut settings = Settings::new(read(json!("Umeå Mugs")));
        settings.fulfilment_mode = mode;
        Self { settings }
    }

    pub fn manual() -> Self {
        Self::new(FulfilmentMode::Manual)
    }

    pub fn automatic() -> Self {
        Self::new(FulfilmentMode::Automatic)
    }

    pub fn automatic_digital() -> Self {
        Self::new(FulfilmentMode::AutomaticDigital)
    }

    /// The same store, which ships from these locations, the first choice first (F8).
    pub fn shipping_from(mut self, locations: &[&str]) -> Self {
        self.settings.locations = locations.iter().map(|name| read(json!(name))).collect();
        self
    }

    pub fn at(&self, now: DateTime<Utc>) -> Moment<'_> {
        Moment { now, actor: "desk", settings: &self.settings }
    }

    /// Places an order at [`noon`]; `order` is merged over a name and what it must have.
    pub fn place(&self, order: Value) -> Order {
        self.try_place(order, noon()).expect("an order that can be placed").order
    }

    pub fn try_place(&self, order: Value, now: DateTime<Utc>) -> Result<Change, Refusal> {
        let mut whole = json!({"name": "#1001", "line_items": [mugs(3), pattern()]});
        whole.as_object_mut().expect("an object").extend(order.as_object().expect("an object").clone());
        place(OrderId::from_parts(1_793_534_400_000, 7), read(whole), &self.at(now))
    }
}

/// When the orders are placed.
pub fn noon() -> DateTime<Utc> {
    "2026-11-01T12:00:00Z".parse().expect("an instant")
}

/// So long after [`noon`].
pub fn after(span: TimeDelta) -> DateTime<Utc> {
    noon() + span
}

pub fn minutes(count: i64) -> DateTime<Utc> {
    after(TimeDelta::minutes(count))
}

/// The last millisecond of the upsell's hour (H3).
pub fn last_moment_of_the_hour() -> DateTime<Utc> {
    the_hour_is_over() - TimeDelta::milliseconds(1)
}

/// The first instant at which an upsell is over (H3).
pub fn the_hour_is_over() -> DateTime<Utc> {
    minutes(60)
}

/// Reads what a client sent.
pub fn read<T: DeserializeOwned>(sent: Value) -> T {
    serde_json::from_value(sent).expect("what the API reads")
}

pub fn mugs(quantity: u32) -> Value {
    json!({"title": "Mug", "quantity": quantity})
}

pub fn mugs_at(location: &str, quantity: u32) -> Value {
    json!({"title": "Mug", "quantity": quantity, "location": location})
}

/// One digital item.
pub fn pattern() -> Value {
    json!({"title": "Pattern", "quantity": 1, "kind": "digital"})
}

pub fn gift_card() -> Value {
    json!({"title": "Gift card", "quantity": 1, "kind": "gift_card"})
}

/// One item that needs no fulfilling.
pub fn engraving() -> Value {
    json!({"title": "Engraving", "quantity": 1, "kind": "service"})
}

pub fn paid() -> Value {
    json!({"status": "paid"})
}

/// The fulfilment order with this number.
pub fn fo(number: usize) -> FulfilmentOrderId {
    FulfilmentOrderId::at(number - 1)
}

/// The fulfilment with this number.
pub fn ful(number: usize) -> FulfilmentId {
    FulfilmentId::at(number - 1)
}

/// An action on an order at a moment, told apart by what the client sends.
pub type Decision = Result<Outcome, Refusal>;

pub fn fulfil(order: &Order, sent: Value, moment: &Moment<'_>) -> Decision {
    fulfil::fulfil(order, read(with_ids(order, sent)), moment)
}

pub fn hold(order: &Order, at: FulfilmentOrderId, moment: &Moment<'_>) -> Decision {
    hold::hold(order, at, hold::PlaceHold { reason: HoldReason::IncorrectAddress, note: None }, moment)
}

/// Releases the only hold.
pub fn release(order: &Order, at: FulfilmentOrderId, moment: &Moment<'_>) -> Decision {
    hold::release(order, at, &hold::ReleaseHold { hold_id: None }, moment)
}

/// Releases the hold with this number.
pub fn release_named(order: &Order, at: FulfilmentOrderId, number: u32, moment: &Moment<'_>) -> Decision {
    let hold_id = Some(waybill_domain::id::HoldId { fulfilment_order: at, number }.text(order.id()));
    hold::release(order, at, &hold::ReleaseHold { hold_id }, moment)
}

pub fn move_to(order: &Order, from: FulfilmentOrderId, location: &str, moment: &Moment<'_>) -> Decision {
    move_to::move_to(order, from, &read(json!({"location": location})), moment)
}

pub fn complete(order: &Order, items: &[Value], moment: &Moment<'_>) -> Decision {
    upsell::complete(order, read(json!({"upsell_items": items})), moment)
}

pub fn expire(order: &Order, moment: &Moment<'_>) -> Decision {
    Ok(upsell::expire(order, moment))
}

pub fn pay(order: &Order, status: &str, moment: &Moment<'_>) -> Decision {
    Ok(pay::pay(order, read(json!({"status": status})), moment))
}

pub fn cancel(order: &Order, id: FulfilmentId, moment: &Moment<'_>) -> Decision {
    cancel::cancel(order, id, moment)
}

pub fn cancel_order(order: &Order, moment: &Moment<'_>) -> Decision {
    Ok(cancel_order::cancel_order(order, moment))
}

pub fn archive(order: &Order, moment: &Moment<'_>) -> Decision {
    Ok(archive::archive(order, moment))
}

pub fn unarchive(order: &Order, moment: &Moment<'_>) -> Decision {
    Ok(archive::unarchive(order, moment))
}

pub fn redact(order: &Order, moment: &Moment<'_>) -> Decision {
    Ok(redact::redact(order, moment))
}

pub fn amend(order: &Order, sent: Value, moment: &Moment<'_>) -> Decision {
    amend::amend(order, read(sent), moment)
}

pub fn record_label(order: &Order, id: FulfilmentId, number: &str, moment: &Moment<'_>) -> Decision {
    label::record(order, id, read(json!({"carrier": "PostNord", "number": number})), moment)
}

pub fn void_label(order: &Order, id: FulfilmentId, moment: &Moment<'_>) -> Decision {
    label::void(order, id, moment)
}

/// Adds tracking numbers.
pub fn add_numbers(order: &Order, id: FulfilmentId, numbers: &[&str], moment: &Moment<'_>) -> Decision {
    track::add(order, id, read(json!({"tracking": tracking(numbers)})), moment)
}

/// Makes the list of tracking numbers these entries; `parcel` is a parcel's number in the order.
pub fn replace_numbers(order: &Order, id: FulfilmentId, entries: &[Value], moment: &Moment<'_>) -> Decision {
    track::replace(order, id, read(with_ids(order, json!({"tracking": entries}))), moment)
}

pub fn tracking(numbers: &[&str]) -> Value {
    numbers.iter().map(|number| json!({"number": number})).collect()
}

/// Replaces short ids (`li_1`, `fo_2`, `par_1`) by those of the order.
fn with_ids(order: &Order, mut sent: Value) -> Value {
    fn walk(value: &mut Value, order: &str) {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value.as_str().and_then(|text| text.split_once('_')) {
                        Some((prefix, number)) if name.ends_with("_id") => {
                            *value = format!("{prefix}_{order}_{number}").into();
                        }
                        _ => walk(value, order),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| walk(value, order)),
            _ => {}
        }
    }
    walk(&mut sent, order.id().to_string().trim_start_matches("ord_"));
    sent
}

/// What came of it, where something must have.
pub trait Came {
    fn change(self) -> Change;
    fn order(self) -> Order;
    fn is_unchanged(&self) -> bool;
    fn refusal(self) -> Refusal;
}

impl Came for Decision {
    #[track_caller]
    fn change(self) -> Change {
        match self {
            Ok(Outcome::Changed(change)) => *change,
            other => panic!("this was to change the order: {other:?}"),
        }
    }

    #[track_caller]
    fn order(self) -> Order {
        self.change().order
    }

    fn is_unchanged(&self) -> bool {
        matches!(self, Ok(Outcome::Unchanged))
    }

    #[track_caller]
    fn refusal(self) -> Refusal {
        self.expect_err("this was to be refused")
    }
}

/// What the tests ask an order.
pub trait Asked {
    fn status(&self, now: DateTime<Utc>) -> FulfilmentStatus;
    fn statuses(&self, now: DateTime<Utc>) -> Vec<FulfilmentOrderStatus>;
    /// Open, held, fulfilled, cancelled.
    fn counts(&self, now: DateTime<Utc>) -> [u32; 4];
    fn locations(&self) -> Vec<String>;
    fn parcel(&self, number: usize) -> &Parcel;
}

impl Asked for Order {
    fn status(&self, now: DateTime<Utc>) -> FulfilmentStatus {
        self.at(now).fulfilment_status()
    }

    fn statuses(&self, now: DateTime<Utc>) -> Vec<FulfilmentOrderStatus> {
        self.at(now)
            .fulfilment_orders()
            .iter()
            .map(waybill_domain::effective::EffectiveFulfilmentOrder::status)
            .collect()
    }

    fn counts(&self, now: DateTime<Utc>) -> [u32; 4] {
        let Quantities { open, held, fulfilled, cancelled, .. } = self.at(now).quantities();
        [open, held, fulfilled, cancelled]
    }

    fn locations(&self) -> Vec<String> {
        self.at(noon()).fulfilment_orders().iter().map(|at| at.location().to_owned()).collect()
    }

    fn parcel(&self, number: usize) -> &Parcel {
        let id = ParcelId::at(number - 1);
        self.parcels().iter().find(|parcel| parcel.id == id).expect("a parcel of the order")
    }
}

/// The fulfilments that these events made.
pub fn fulfilments_made(events: &[Event]) -> usize {
    events.iter().filter(|event| matches!(event, Event::FulfilmentCreated { .. })).count()
}
