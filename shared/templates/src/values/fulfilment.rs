//! The fulfilment a message is about.

use liquid_core::model::{Object, Value};
use waybill_domain::carrier::Carrier;
use waybill_domain::line_item::Kind;
use waybill_domain::order::Fulfilment;
use waybill_domain::text::Name;
use waybill_domain::tracking::{Parcel, Tracking};

use super::line::line;
use super::{number, object, text};
use crate::facts::Facts;

pub(super) fn of(facts: &Facts<'_>) -> Object {
    let told = facts.fulfilment.and_then(|id| facts.order.fulfilment(id));
    let all = facts.order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live());
    object([
        ("fulfillment", told.map_or(Value::Nil, |told| Value::Object(fulfilment(facts, told)))),
        ("fulfillments", Value::Array(all.map(|one| Value::Object(fulfilment(facts, one))).collect())),
    ])
}

fn fulfilment(facts: &Facts<'_>, told: &Fulfilment) -> Object {
    let parcels: Vec<_> = facts.order.parcels_of(told.id()).filter(|parcel| is_told(facts, parcel)).collect();
    let tracking: Vec<_> = parcels.iter().filter_map(|parcel| parcel.tracking.as_ref()).collect();
    let first = tracking.first();
    let numbers = tracking.iter().map(|tracking| text(tracking.number.as_str())).collect();
    let pages = tracking.iter().map(|tracking| text(tracking.page(facts.settings))).collect();
    let lines: Vec<_> = told
        .lines()
        .iter()
        .filter_map(|(id, quantity)| {
            let item = facts.order.line_item(*id)?;
            // Of its line item, which is as it was ordered: `1 of 3`. Older templates ask the line itself.
            let mut of = line(facts, *id, item, *quantity);
            let ordered = line(facts, *id, item, item.quantity.get());
            of.insert("line_item".into(), Value::Object(ordered));
            Some(of)
        })
        .map(Value::Object)
        .collect();
    let count: i64 = told.lines().iter().map(|(_, quantity)| i64::from(*quantity)).sum();
    object([
        ("id", text(told.id().text(facts.order.id()))),
        ("name", text(format!("{}.{}", facts.order.name(), told.id().index() + 1))),
        ("created_at", text(told.created_at().to_rfc3339())),
        ("item_count", number(count)),
        ("fulfillment_line_items", Value::Array(lines.clone())),
        ("line_items", Value::Array(lines)),
        ("covers", text(covers(facts, told))),
        ("requires_shipping", Value::scalar(goods(facts, told.lines()) > 0)),
        ("tracking_company", text(first.and_then(|tracking| carrier(tracking)))),
        ("tracking_number", text(first.map(|tracking| tracking.number.as_str()))),
        ("tracking_url", text(first.map(|tracking| tracking.page(facts.settings)))),
        ("tracking_numbers", Value::Array(numbers)),
        ("tracking_urls", Value::Array(pages)),
        ("estimated_delivery_at", Value::Nil),
        ("service", Value::Nil),
        ("shipment_status", text(parcels.first().map(|parcel| parcel.status().as_str()))),
        ("at_pickup_point", Value::scalar(parcels.iter().any(|parcel| waits(parcel)))),
    ])
}

/// Of a message about one parcel, the others are no part.
fn is_told(facts: &Facts<'_>, parcel: &Parcel) -> bool {
    facts.parcel.is_none_or(|told| told == parcel.id || facts.fulfilment != Some(parcel.fulfilment))
}

fn waits(parcel: &Parcel) -> bool {
    parcel.condition().detail() == Some(waybill_domain::condition::Detail::AtPickupPoint)
}

fn carrier(tracking: &Tracking) -> Option<&str> {
    let name = tracking.carrier.as_ref().map(Name::as_str)?;
    Some(Carrier::named(name).map_or(name, |carrier| carrier.name.as_str()))
}

/// Whether it is all of the order's goods, the last of them, or some with more to follow.
fn covers(facts: &Facts<'_>, told: &Fulfilment) -> &'static str {
    let order = facts.order;
    let physical = order.line_items().filter(|(_, item)| item.kind == Kind::Physical);
    let ordered: u32 = physical.map(|(_, item)| item.quantity.get()).sum();
    let here = goods(facts, told.lines());
    let other = |other: &&Fulfilment| other.is_live() && other.id() < told.id();
    let before: u32 = order.fulfilments().iter().filter(other).map(|other| goods(facts, other.lines())).sum();
    if here >= ordered {
        "all"
    } else if before + here >= ordered {
        "last"
    } else {
        "some"
    }
}

fn goods(facts: &Facts<'_>, lines: &[(waybill_domain::id::LineItemId, u32)]) -> u32 {
    let physical = |id| facts.order.line_item(id).is_some_and(|item| item.kind == Kind::Physical);
    lines.iter().filter(|(id, _)| physical(*id)).map(|(_, quantity)| quantity).sum()
}
