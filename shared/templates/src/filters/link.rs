//! Filters of addresses on the web. Pictures of an order have one address and one size.

use liquid_core::{Value, ValueView};

use super::Entry;
use super::call::Call;

pub(super) const ALL: &[Entry] = &[
    ("img_url", 0, picture),
    ("image_url", 0, picture),
    ("product_img_url", 0, picture),
    // Shopify's own files are at Shopify: a template that shows them shows their alternative text.
    ("asset_url", 0, |_| Value::Nil),
    ("asset_img_url", 0, |_| Value::Nil),
    ("file_url", 0, |_| Value::Nil),
    ("file_img_url", 0, |_| Value::Nil),
    ("shopify_asset_url", 0, |_| Value::Nil),
    ("global_asset_url", 0, |_| Value::Nil),
    ("payment_icon_png_url", 0, |_| Value::Nil),
    ("payment_type_svg_url", 0, |_| Value::Nil),
    ("payment_icon_png", 0, |_| Value::Nil),
];

/// The picture of a line item, or an address as it is.
fn picture(call: &Call<'_>) -> Value {
    let picture = match call.input.as_object() {
        Some(object) => {
            ["image", "image_url", "src"].iter().find_map(|name| object.get(name).filter(ValueView::is_scalar))
        }
        None => Some(call.input).filter(ValueView::is_scalar),
    };
    picture.map_or(Value::Nil, ValueView::to_value)
}
