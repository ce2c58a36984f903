//! Moving what is left at one location to another.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::FulfilmentOrderId;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::text::Name;

/// Where to.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTo {
    /// One of the store's locations, if it has named them.
    pub location: Name,
}

/// Moves what is not fulfilled to the fulfilment order of another location, where that location's holds
/// apply. What is fulfilled stays where it was sent from.
///
/// # Errors
/// When it is held, or nothing is left to move.
pub fn move_to(order: &Order, id: FulfilmentOrderId, input: &MoveTo, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    if order.is_cancelled() {
        return Err(Refusal::OrderCancelled);
    }
    let location = moment.settings.location(Some(&input.location), "location")?;
    let effective = draft.order.at(moment.now);
    let from = effective.fulfilment_order(id).ok_or_else(|| Refusal::not_found("fulfilment order"))?;
    if from.location() == location {
        return Ok(Outcome::Unchanged);
    }
    if from.held() > 0 {
        return Err(Refusal::FulfilmentOrderOnHold);
    }
    if from.open() == 0 {
        return Err(Refusal::NothingToFulfil);
    }
    let left: Vec<_> =
        from.lines().iter().map(|line| (line.line_item, from.remaining_of(line), line.fulfilled)).collect();
    let to = draft.order.fulfilment_order_at(location);
    let to_id = to.id;
    for (line, open, _) in left.iter().filter(|(_, open, _)| *open > 0) {
        *to.lines.entry(*line).or_default() += open;
    }
    if draft.order.fulfilment_orders.len() > bounds::LOCATIONS {
        return Err(Refusal::limit("locations", bounds::LOCATIONS));
    }
    if let Some(from) = draft.order.fulfilment_orders.get_mut(id.index()) {
        from.lines = left.into_iter().filter(|(_, _, kept)| *kept > 0).map(|(line, _, kept)| (line, kept)).collect();
    }
    if draft.order.fulfilment_orders.iter().map(|at| at.lines.len()).sum::<usize>() > bounds::FULFILMENT_ORDER_LINES {
        return Err(Refusal::limit("lines of fulfilment orders", bounds::FULFILMENT_ORDER_LINES));
    }
    draft.hand_on_readiness(id, to_id);
    draft.record(Event::FulfilmentOrderMoved {
        fulfilment_order_id: id.text(order.id()),
        to_fulfilment_order_id: to_id.text(order.id()),
    });
    Ok(draft.finish())
}
