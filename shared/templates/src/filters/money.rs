//! Filters of money: amounts come in the currency's smallest unit, and go as people write them.

use liquid_core::Value;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::Entry;
use super::call::Call;
use super::number::{Number, read};
use crate::currency::{Style, written};

pub(super) const ALL: &[Entry] = &[
    ("money", 0, |call| money(call, Style::Short)),
    ("money_with_currency", 0, |call| money(call, Style::WithCode)),
    ("money_without_currency", 0, |call| money(call, Style::Bare)),
    ("unit_price_with_measurement", 0, |call| money(call, Style::Short)),
    ("money_without_trailing_zeros", 0, |call| money(call, Style::WithoutZeros)),
];

fn money(call: &Call<'_>, style: Style) -> Value {
    if call.text().trim().is_empty() {
        return Value::Nil;
    }
    let minor = match read(call.input) {
        Number::Whole(minor) => Some(Decimal::from(minor)),
        Number::Float(minor) => Decimal::from_f64(minor),
    };
    minor.map_or(Value::Nil, |minor| Value::scalar(written(minor, style, &call.scene.manner)))
}
