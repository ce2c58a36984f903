//! Labels: bought elsewhere, recorded and voided here (F6, C3).

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::FulfilmentId;
use crate::order::{Label, LabelPurchase, LabelStatus, Order};
use crate::refusal::Refusal;

/// Records the label that was bought for a fulfilment.
///
/// # Errors
/// When it has another one that was not voided.
pub fn record(
    order: &Order,
    id: FulfilmentId,
    purchase: LabelPurchase,
    moment: &Moment<'_>,
) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let Some(fulfilment) = draft.order.fulfilments.get_mut(id.index()) else {
        return Err(Refusal::not_found("fulfilment"));
    };
    match &fulfilment.label {
        Some(Label { purchase: same, status: LabelStatus::Bought }) if *same == purchase => {
            return Ok(Outcome::Unchanged);
        }
        Some(Label { status: LabelStatus::Bought, .. }) => return Err(Refusal::LabelNotVoided),
        _ if !fulfilment.is_live() => return Err(Refusal::FulfilmentCancelled),
        Some(Label { status: LabelStatus::Voided, .. }) | None => {}
    }
    fulfilment.label = Some(Label { purchase, status: LabelStatus::Bought });
    draft.record(Event::LabelRecorded { fulfilment_id: id.text(order.id()) });
    draft.finish_with_text()
}

/// Notes that the label was given back to the carrier.
///
/// # Errors
/// When the fulfilment has no label.
pub fn void(order: &Order, id: FulfilmentId, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let Some(fulfilment) = draft.order.fulfilments.get_mut(id.index()) else {
        return Err(Refusal::not_found("fulfilment"));
    };
    match &mut fulfilment.label {
        None => return Err(Refusal::not_found("label")),
        Some(Label { status: LabelStatus::Voided, .. }) => return Ok(Outcome::Unchanged),
        Some(label) => label.status = LabelStatus::Voided,
    }
    draft.record(Event::LabelVoided { fulfilment_id: id.text(order.id()) });
    Ok(draft.finish())
}
