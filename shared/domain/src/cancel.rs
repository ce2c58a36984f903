//! Cancelling a fulfilment: the exact inverse of making it (C1–C5).

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::FulfilmentId;
use crate::label::{Label, LabelStatus};
use crate::order::Order;
use crate::refusal::Refusal;

/// What cancelling does not do, said before it and with its answer (C4).
pub const WARNING: &str = "Cancelling here does not stop a parcel that was already handed to a fulfilment \
                           service or a carrier. Contact that service to stop it.";

/// Gives the items back: they are unfulfilled again, or cancelled if the order was (C2). Twice is once (C5).
///
/// # Errors
/// When its label was bought and not voided (C3).
pub fn cancel(order: &Order, id: FulfilmentId, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let Some(fulfilment) = draft.order.fulfilments.get_mut(id.index()) else {
        return Err(Refusal::not_found("fulfilment"));
    };
    if !fulfilment.is_live() {
        return Ok(Outcome::Unchanged);
    }
    if let Some(Label { status: LabelStatus::Bought, .. }) = fulfilment.label {
        return Err(Refusal::LabelNotVoided);
    }
    fulfilment.cancelled_at = Some(moment.now);
    draft.record(Event::FulfilmentCancelled { fulfilment_id: id.text(order.id()) });
    Ok(draft.finish())
}
