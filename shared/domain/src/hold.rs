//! Holding and releasing what is at one location (H4, H6, H8).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::{FulfilmentOrderId, HoldId};
use crate::order::{HoldCause, HoldReason, Order, ShownHoldReason};
use crate::refusal::Refusal;
use crate::text::Note;

/// Why to hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceHold {
    /// From the list (H4).
    pub reason: HoldReason,
    /// In one's own words.
    #[serde(default)]
    pub note: Option<Note>,
}

/// Which hold to release.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseHold {
    /// Needed where several stand.
    #[serde(default)]
    pub hold_id: Option<String>,
}

/// Holds what is left at a location. Each call is a hold of its own.
///
/// # Errors
/// When nothing is left to hold, or ten holds stand already.
pub fn hold(order: &Order, id: FulfilmentOrderId, input: PlaceHold, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    if order.is_cancelled() {
        return Err(Refusal::OrderCancelled);
    }
    let remaining = draft.order.at(moment.now).fulfilment_order(id).map_or(0, |at| at.open() + at.held());
    let Some(at) = draft.order.fulfilment_orders.get_mut(id.index()) else {
        return Err(Refusal::not_found("fulfilment order"));
    };
    if remaining == 0 {
        return Err(Refusal::NothingToFulfil);
    }
    if at.holds.len() >= bounds::HOLDS {
        return Err(Refusal::limit("holds on a fulfilment order", bounds::HOLDS));
    }
    let hold = at.place(HoldCause::Manual { reason: input.reason, note: input.note }, moment.actor, moment.now);
    draft.record(Event::HoldPlaced {
        hold_id: hold.text(order.id()),
        fulfilment_order_id: id.text(order.id()),
        reason: ShownHoldReason::Manual(input.reason),
    });
    draft.finish_with_text()
}

/// Releases one hold; the last one frees the fulfilment order. One that is released already stays so.
///
/// # Errors
/// When several stand and none is named.
pub fn release(
    order: &Order,
    id: FulfilmentOrderId,
    input: &ReleaseHold,
    moment: &Moment<'_>,
) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let at = draft.order.fulfilment_order(id).ok_or_else(|| Refusal::not_found("fulfilment order"))?;
    let number = match (&input.hold_id, at.holds.as_slice()) {
        (Some(text), _) => {
            HoldId::read(order.id(), text)
                .filter(|hold| hold.fulfilment_order == id && (1..=at.holds_placed).contains(&hold.number))
                .ok_or_else(|| Refusal::not_found("hold"))?
                .number
        }
        (None, []) => return Ok(Outcome::Unchanged),
        (None, [only]) => only.number,
        (None, several) => {
            let hold_ids = several.iter().map(|hold| hold.id(id).text(order.id())).collect();
            return Err(Refusal::HoldIdRequired { hold_ids });
        }
    };
    draft.release(id, |hold| hold.number == number);
    Ok(draft.finish())
}
