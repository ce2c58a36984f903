//! Filters of numbers. Whole numbers stay whole while they fit; nothing overflows.

use liquid_core::{Value, ValueView};

use super::Entry;
use super::call::Call;
use crate::markup::plain;

pub(super) const ALL: &[Entry] = &[
    ("plus", 1, |call| both(call, i64::checked_add, |a, b| a + b)),
    ("minus", 1, |call| both(call, i64::checked_sub, |a, b| a - b)),
    ("times", 1, |call| both(call, i64::checked_mul, |a, b| a * b)),
    ("divided_by", 1, |call| divided(call, i64::checked_div_euclid, |a, b| a / b)),
    ("modulo", 1, |call| divided(call, i64::checked_rem_euclid, f64::rem_euclid)),
    ("at_least", 1, |call| both(call, |a, b| Some(a.max(b)), f64::max)),
    ("at_most", 1, |call| both(call, |a, b| Some(a.min(b)), f64::min)),
    ("abs", 0, |call| read(call.input).map(i64::checked_abs, f64::abs)),
    ("ceil", 0, |call| whole(read(call.input).float().ceil())),
    ("floor", 0, |call| whole(read(call.input).float().floor())),
    ("round", 0, round),
];

#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Whole(i64),
    Float(f64),
}

impl Number {
    #[expect(clippy::cast_precision_loss, reason = "who asks for a float takes what it loses")]
    pub(super) fn float(self) -> f64 {
        match self {
            Self::Whole(number) => number as f64,
            Self::Float(number) => number,
        }
    }

    fn map(self, whole: fn(i64) -> Option<i64>, float: fn(f64) -> f64) -> Value {
        match self {
            Self::Whole(number) => whole(number).map_or_else(|| finite(float(self.float())), Value::scalar),
            Self::Float(number) => finite(float(number)),
        }
    }
}

/// A value as a number; what is none is zero.
pub(super) fn read(value: &dyn ValueView) -> Number {
    let Some(scalar) = value.as_scalar() else { return Number::Whole(0) };
    // A float that happens to be whole is written like a whole number, and is none.
    if let Some(float) = scalar.to_float().filter(|_| scalar.type_name() == "fractional number") {
        return Number::Float(float);
    }
    let text = plain(scalar.to_kstr().as_str());
    let text = text.trim();
    match text.parse() {
        Ok(number) => Number::Whole(number),
        Err(_) => text.parse().ok().filter(|number: &f64| number.is_finite()).map_or(Number::Whole(0), Number::Float),
    }
}

pub(super) fn sum(numbers: impl Iterator<Item = Value>) -> Value {
    let added = numbers.fold(Number::Whole(0), |sum, number| match (sum, read(&number)) {
        (Number::Whole(a), Number::Whole(b)) => a.checked_add(b).map_or(Number::Float(sum.float()), Number::Whole),
        (a, b) => Number::Float(a.float() + b.float()),
    });
    added.map(Some, |sum| sum)
}

fn both(call: &Call<'_>, whole: fn(i64, i64) -> Option<i64>, float: fn(f64, f64) -> f64) -> Value {
    let (a, b) = (read(call.input), read(call.argument(0)));
    if let (Number::Whole(a), Number::Whole(b)) = (a, b)
        && let Some(number) = whole(a, b)
    {
        return Value::scalar(number);
    }
    finite(float(a.float(), b.float()))
}

/// Nothing is divided by zero.
fn divided(call: &Call<'_>, whole: fn(i64, i64) -> Option<i64>, float: fn(f64, f64) -> f64) -> Value {
    if read(call.argument(0)).float() == 0.0 { Value::Nil } else { both(call, whole, float) }
}

fn round(call: &Call<'_>) -> Value {
    let number = read(call.input).float();
    let places = call.number_argument(0).unwrap_or(0).clamp(0, 12);
    if places == 0 {
        return whole(number.round());
    }
    let scale = 10_f64.powi(i32::try_from(places).unwrap_or(0));
    finite((number * scale).round() / scale)
}

#[expect(clippy::cast_possible_truncation, reason = "a float beyond an integer is the nearest integer")]
fn whole(number: f64) -> Value {
    Value::scalar(number as i64)
}

fn finite(number: f64) -> Value {
    if number.is_finite() { Value::scalar(number) } else { Value::Nil }
}
