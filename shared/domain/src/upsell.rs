//! The upsell that a checkout shows: answered within the hour, or over (H1, H3).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::LineItemId;
use crate::line_item::LineItem;
use crate::order::{Hold, Order, Upsell};
use crate::place;
use crate::refusal::Refusal;

/// The customer's answer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteOrder {
    /// What they added; empty is declined.
    pub upsell_items: Vec<LineItem>,
}

/// The customer left the checkout: adds what they accepted, and releases the upsell's holds. The same answer
/// again changes nothing, also after the hour.
///
/// # Errors
/// [`Refusal::UpsellExpired`] where no offer waits for an answer.
pub fn complete(order: &Order, input: CompleteOrder, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    match &draft.order.upsell {
        Upsell::Completed { items } if same(order, items, &input.upsell_items) => return Ok(Outcome::Unchanged),
        _ if order.is_cancelled() => return Err(Refusal::OrderCancelled),
        Upsell::Offered { .. } => {}
        Upsell::None if input.upsell_items.is_empty() => return Ok(Outcome::Unchanged),
        Upsell::None | Upsell::Completed { .. } | Upsell::Expired => return Err(Refusal::UpsellExpired),
    }
    place::check_line_items("upsell_items", &input.upsell_items, 0, bounds::LINE_ITEMS)?;
    let before = order.line_items.len();
    if before + input.upsell_items.len() > bounds::LINE_ITEMS {
        return Err(Refusal::limit("line items", bounds::LINE_ITEMS));
    }
    let items = place::located("upsell_items", input.upsell_items, moment.settings)?;
    let touched = draft.order.add_line_items(items, |location| moment.settings.priority(location));
    place::check_currencies(&draft.order.line_items, draft.order.totals.as_ref(), "upsell_items")?;
    if draft.order.fulfilment_orders.len() > bounds::LOCATIONS {
        return Err(Refusal::limit("locations", bounds::LOCATIONS));
    }
    let added: Vec<_> = (before..draft.order.line_items.len()).map(LineItemId::at).collect();
    draft.record(Event::OrderCompleted { line_item_ids: added.iter().map(|id| id.text(order.id())).collect() });
    draft.order.upsell = Upsell::Completed { items: added };
    draft.release_all(Hold::is_upsell);
    for id in touched {
        draft.ready(id);
    }
    draft.finish_with_text()
}

/// Writes down that the hour has passed, if it has.
#[must_use]
pub fn expire(order: &Order, moment: &Moment<'_>) -> Outcome {
    Draft::open(order, moment).finish_settling()
}

fn same(order: &Order, added: &[LineItemId], answer: &[LineItem]) -> bool {
    added.iter().map(|id| order.line_item(*id)).eq(answer.iter().map(Some))
}
