//! The line items.

use liquid_core::model::{Object, Value};
use waybill_domain::id::LineItemId;
use waybill_domain::line_item::{Kind, LineItem};
use waybill_domain::money::Money;
use waybill_domain::text::{OptionalLine, WebUrl};

use super::{number, object, text};
use crate::facts::Facts;

pub(super) fn of(facts: &Facts<'_>) -> Object {
    let lines = |keep: fn(&LineItem) -> bool| {
        let kept = facts.order.line_items().filter(|(_, item)| keep(item));
        kept.map(|(id, item)| Value::Object(line(facts, id, item, item.quantity.get()))).collect::<Vec<_>>()
    };
    let counted = facts.order.line_items().filter(|(_, item)| item.needs_fulfilling());
    let count: i64 = counted.map(|(_, item)| i64::from(item.quantity.get())).sum();
    object([
        ("line_items", Value::Array(lines(|_| true))),
        ("subtotal_line_items", Value::Array(lines(|_| true))),
        ("digital_line_items", Value::Array(lines(|item| item.download_url.is_some()))),
        ("item_count", number(count)),
    ])
}

/// A line of so many items.
pub(super) fn line(facts: &Facts<'_>, id: LineItemId, item: &LineItem, quantity: u32) -> Object {
    let variant = item.variant_title.as_ref().map(OptionalLine::as_str).filter(|title| !title.trim().is_empty());
    let title = item.title.as_str();
    let full = variant.map_or_else(|| title.to_owned(), |variant| format!("{title} - {variant}"));
    let image = item.image_url.as_ref().map(WebUrl::as_str);
    let price = item.unit_price.map(|price: Money| price.minor());
    let total = price.map_or(Value::Nil, |price| number(price.saturating_mul(i64::from(quantity))));
    let price = price.map_or(Value::Nil, number);
    let sku = item.sku.as_ref().map(OptionalLine::as_str);
    let product = object([("title", text(title)), ("image", text(image)), ("featured_image", text(image))]);
    let one = object([
        // What Shopify calls the only one, and its templates do not show.
        ("title", text(variant.unwrap_or("Default Title"))),
        ("sku", text(sku)),
        ("image", text(image)),
        ("product", Value::Object(product.clone())),
    ]);
    object([
        ("id", text(id.text(facts.order.id()))),
        ("title", text(full)),
        ("name", text(title)),
        ("variant_title", text(variant)),
        ("sku", text(sku)),
        ("quantity", number(quantity)),
        ("price", price.clone()),
        ("original_price", price.clone()),
        ("final_price", price),
        ("line_price", total.clone()),
        ("original_line_price", total.clone()),
        ("final_line_price", total),
        ("image", text(image)),
        ("image_url", text(image)),
        ("product", Value::Object(product)),
        ("variant", Value::Object(one)),
        ("requires_shipping", Value::scalar(item.kind == Kind::Physical)),
        ("gift_card", Value::scalar(item.kind == Kind::GiftCard)),
        ("download_url", text(item.download_url.as_ref().map(WebUrl::as_str))),
        ("properties", Value::Array(Vec::new())),
        ("discount_allocations", Value::Array(Vec::new())),
        ("groups", Value::Array(Vec::new())),
        ("bundle_components", Value::Array(Vec::new())),
        ("bundle_parent", Value::scalar(false)),
        ("selling_plan_allocation", Value::Nil),
    ])
}
