//! Filters of lists.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use liquid_core::model::{State, ValueViewCmp};
use liquid_core::{Value, ValueView};

use super::Entry;
use super::call::{Call, items};
use crate::bounds;
use crate::markup::plain;
use crate::scene::Over;

pub(super) const ALL: &[Entry] = &[
    ("size", 0, size),
    ("first", 0, |call| call.items().into_iter().next().unwrap_or(Value::Nil)),
    ("last", 0, |call| call.items().pop().unwrap_or(Value::Nil)),
    ("join", 0, join),
    ("reverse", 0, |call| Value::Array(call.items().into_iter().rev().collect())),
    ("compact", 0, compact),
    ("concat", 1, concat),
    ("map", 1, |call| Value::Array(call.items().iter().map(|item| part(item, &call.text_argument(0))).collect())),
    ("where", 1, |call| Value::Array(chosen(call, true))),
    ("reject", 1, |call| Value::Array(chosen(call, false))),
    ("find", 1, |call| chosen(call, true).into_iter().next().unwrap_or(Value::Nil)),
    ("has", 1, |call| Value::scalar(!chosen(call, true).is_empty())),
    ("sort", 0, |call| sorted(call, false)),
    ("sort_natural", 0, |call| sorted(call, true)),
    ("uniq", 0, uniq),
    ("sum", 0, sum),
    ("item_count_for_shipment", 0, sum_of_quantities),
];

fn size(call: &Call<'_>) -> Value {
    let size = match call.input.as_array() {
        Some(list) => list.size(),
        None => match call.input.as_object() {
            Some(object) => object.size(),
            None => i64::try_from(call.marked().chars().count()).unwrap_or(i64::MAX),
        },
    };
    Value::scalar(size)
}

fn join(call: &Call<'_>) -> Value {
    let glue = if call.argument(0).is_nil() { " ".to_owned() } else { call.marked_argument(0) };
    let parts: Vec<_> = call.items().iter().map(|item| item.to_kstr().into_string()).collect();
    let bytes = parts.iter().map(String::len).sum::<usize>() + glue.len().saturating_mul(parts.len());
    if call.fits(bytes) { Value::scalar(parts.join(&glue)) } else { Value::Nil }
}

fn compact(call: &Call<'_>) -> Value {
    Value::Array(call.items().into_iter().filter(|item| !item.is_nil()).collect())
}

fn concat(call: &Call<'_>) -> Value {
    let mut all = call.items();
    all.extend(items(call.argument(0)));
    if all.len() > bounds::ITEMS {
        call.scene.end(Over::Value);
        return Value::Nil;
    }
    Value::Array(all)
}

/// A part of an item, by its name.
fn part(item: &Value, name: &str) -> Value {
    let object = item.as_object();
    object.and_then(|object| object.get(name)).map_or(Value::Nil, ValueView::to_value)
}

/// The items of which a part is this, or is true; or those of which it is not.
fn chosen(call: &Call<'_>, is: bool) -> Vec<Value> {
    let name = call.text_argument(0);
    let wanted = call.argument(1);
    let fits = |item: &Value| {
        let part = part(item, &name);
        if wanted.is_nil() {
            part.query_state(State::Truthy)
        } else {
            ValueViewCmp::new(&part) == ValueViewCmp::new(wanted)
        }
    };
    call.items().into_iter().filter(|item| fits(item) == is).collect()
}

fn sorted(call: &Call<'_>, natural: bool) -> Value {
    let name = call.text_argument(0);
    let by = |item: &Value| {
        let value = if name.is_empty() { item.clone() } else { part(item, &name) };
        if natural { Value::scalar(plain(value.to_kstr().as_str()).to_lowercase()) } else { value }
    };
    let mut keyed: Vec<_> = call.items().into_iter().map(|item| (by(&item), item)).collect();
    // Values of several kinds have no order: they are put by how they read, so that the order is one.
    let kind = |value: &Value| value.type_name();
    let alike = keyed.windows(2).all(|pair| matches!(pair, [a, b] if kind(&a.0) == kind(&b.0)));
    keyed.sort_by(|(a, _), (b, _)| {
        let order = if alike { ValueViewCmp::new(a).partial_cmp(&ValueViewCmp::new(b)) } else { None };
        order.unwrap_or_else(|| if alike { Ordering::Equal } else { a.to_kstr().as_str().cmp(b.to_kstr().as_str()) })
    });
    Value::Array(keyed.into_iter().map(|(_, item)| item).collect())
}

fn uniq(call: &Call<'_>) -> Value {
    let name = call.text_argument(0);
    let mut seen = BTreeSet::new();
    let first = |item: &Value| {
        let value = if name.is_empty() { item.clone() } else { part(item, &name) };
        seen.insert(value.source().to_string())
    };
    Value::Array(call.items().into_iter().filter(first).collect())
}

fn sum(call: &Call<'_>) -> Value {
    let name = call.text_argument(0);
    let numbers = call.items().into_iter().map(|item| if name.is_empty() { item } else { part(&item, &name) });
    super::number::sum(numbers)
}

/// How many items the lines are.
fn sum_of_quantities(call: &Call<'_>) -> Value {
    super::number::sum(call.items().iter().map(|item| part(item, "quantity")))
}
