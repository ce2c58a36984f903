//! An order under Shopify's names: each at the top, and once more below `order`.

mod address;
mod fulfilment;
mod line;
mod shop;

use liquid_core::model::{Object, Value};
use waybill_domain::Order;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::line_item::Kind;
use waybill_domain::money::Money;
use waybill_domain::payment::PaymentStatus;
use waybill_domain::text::Note;

pub(crate) use self::address::LINES;
use crate::facts::Facts;
use crate::markup::data;

/// The currency of an order, as its sums or its items have it.
pub(crate) fn currency(order: &Order) -> Option<&'static str> {
    let totals = order.totals().into_iter().flat_map(|sums| [sums.total, sums.subtotal, sums.shipping, sums.tax]);
    let prices = order.line_items().map(|(_, item)| item.unit_price);
    totals.chain(prices).flatten().map(|money| money.currency()).next()
}

/// All that a template may ask for.
pub(crate) fn of(facts: &Facts<'_>) -> Object {
    let mut values = order(facts);
    let order = Value::Object(values.clone());
    values.insert("order".into(), order);
    values
}

/// A named list of values.
fn object<const N: usize>(fields: [(&'static str, Value); N]) -> Object {
    fields.into_iter().map(|(name, value)| (name.into(), value)).collect()
}

/// Text from outside; nil, if there is none.
fn text(text: impl Text) -> Value {
    text.value()
}

/// What may be text.
trait Text {
    fn value(self) -> Value;
}

impl Text for &str {
    fn value(self) -> Value {
        Value::scalar(data(self))
    }
}

impl Text for String {
    fn value(self) -> Value {
        self.as_str().value()
    }
}

impl<T: Text> Text for Option<T> {
    fn value(self) -> Value {
        self.map_or(Value::Nil, T::value)
    }
}

fn number(number: impl Into<i64>) -> Value {
    Value::scalar(number.into())
}

fn money(money: Option<Money>) -> Value {
    money.map_or(Value::Nil, |money| number(money.minor()))
}

fn order(facts: &Facts<'_>) -> Object {
    let order = facts.order;
    let mut values = object([
        ("id", text(order.id().to_string())),
        ("name", text(order.name())),
        ("order_name", text(order.name())),
        ("number", text(digits(order.name()))),
        ("order_number", text(digits(order.name()))),
        ("confirmation_number", text(order.external_id())),
        ("note", text(order.note().map(Note::as_str))),
        ("cancelled", Value::scalar(order.is_cancelled())),
        ("order_status_url", text(facts.links.status_page.as_str())),
        ("unsubscribe_url", text(facts.links.unsubscribe.as_deref())),
        ("locale", text(facts.language.as_str())),
        ("customer_locale", text(facts.language.as_str())),
        ("notification", text(facts.kind.as_str())),
        ("attributes", attributes(order)),
        ("tags", Value::Array(Vec::new())),
        ("has_high_risks", Value::scalar(false)),
        ("b2b", Value::scalar(false)),
        ("test", Value::scalar(false)),
    ]);
    for part in [
        times(facts),
        sums(order),
        state(facts),
        shop::of(facts),
        address::of(order, facts.language),
        line::of(facts),
        fulfilment::of(facts),
    ] {
        values.extend(part);
    }
    values
}

fn times(facts: &Facts<'_>) -> Object {
    let placed_at = facts.order.placed_at().to_rfc3339();
    object([
        ("date", text(placed_at.as_str())),
        ("created_at", text(placed_at.as_str())),
        ("processed_at", text(placed_at.as_str())),
        ("updated_at", text(facts.now.to_rfc3339())),
    ])
}

fn sums(order: &Order) -> Object {
    let totals = order.totals();
    let sum = |of: fn(&waybill_domain::order::Totals) -> Option<Money>| money(totals.and_then(of));
    let discount = totals.and_then(|totals| totals.discount).filter(|discount| discount.minor() > 0);
    let tax = totals.and_then(|totals| totals.tax);
    let applied = |amount: Money| {
        Value::Object(object([
            ("amount", number(amount.minor())),
            ("savings", number(-amount.minor())),
            ("price", number(amount.minor())),
            ("rate", Value::Nil),
        ]))
    };
    object([
        ("subtotal_price", sum(|totals| totals.subtotal)),
        ("line_items_subtotal_price", sum(|totals| totals.subtotal)),
        ("shipping_price", sum(|totals| totals.shipping)),
        ("tax_price", sum(|totals| totals.tax)),
        ("total_tax", sum(|totals| totals.tax)),
        ("total_price", sum(|totals| totals.total)),
        ("total_outstanding", sum(|totals| totals.total)),
        ("discounts_amount", money(discount)),
        ("total_discounts", money(discount)),
        ("discounts_savings", discount.map_or(Value::Nil, |discount| number(-discount.minor()))),
        ("discounts", Value::Array(discount.map(applied).into_iter().collect())),
        ("tax_lines", Value::Array(tax.filter(|tax| tax.minor() > 0).map(applied).into_iter().collect())),
        ("discount_applications", Value::Array(Vec::new())),
        ("transactions", Value::Array(Vec::new())),
        ("currency", text(currency(order))),
        ("presentment_currency", text(currency(order))),
    ])
}

fn state(facts: &Facts<'_>) -> Object {
    let order = facts.order;
    let is = |kind| order.line_items().any(|(_, item)| item.kind == kind);
    let fulfilled = match order.at(facts.now).fulfilment_status() {
        FulfilmentStatus::Fulfilled | FulfilmentStatus::NotRequired => "fulfilled",
        _ if order.fulfilments().iter().any(waybill_domain::order::Fulfilment::is_live) => "partial",
        _ => "unfulfilled",
    };
    let paid = match order.payment().status {
        PaymentStatus::Pending => "pending",
        PaymentStatus::Paid => "paid",
        PaymentStatus::Refunded => "refunded",
        PaymentStatus::Voided => "voided",
    };
    object([
        ("fulfillment_status", text(fulfilled)),
        ("financial_status", text(paid)),
        ("requires_shipping", Value::scalar(is(Kind::Physical))),
        ("has_gift_cards", Value::scalar(is(Kind::GiftCard))),
        ("has_digital_items", Value::scalar(is(Kind::Digital))),
    ])
}

/// The merchant's own data, as a list of pairs and by name.
fn attributes(order: &Order) -> Value {
    let pairs = order.metadata().iter().map(|(name, value)| (data(name.as_str()).into(), text(value.as_str())));
    Value::Object(pairs.collect())
}

/// The number in an order's name, as in `1001` of `#1001`.
fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}
