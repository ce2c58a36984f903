//! The filters: Liquid's own and Shopify's. Each is a function of a value and its arguments that always has an answer:
//! what makes no sense is nil, and what grows too long ends the rendering.

mod call;
mod date;
mod html;
mod link;
mod list;
mod money;
mod number;
mod text;

use liquid_core::Language;

use call::{Call, Plain};
use liquid_core::Value;

/// What a filter does.
type Run = fn(&Call<'_>) -> Value;

/// Name, the fewest arguments, and what it does.
type Entry = (&'static str, usize, Run);

/// Teaches a language all of them.
pub(crate) fn teach(language: &mut Language) {
    let all = [text::ALL, html::ALL, list::ALL, number::ALL, money::ALL, date::ALL, link::ALL];
    for (name, needs, run) in all.into_iter().flatten() {
        language.filters.register((*name).to_owned(), Box::new(Plain { name, needs: *needs, run: *run }));
    }
}
