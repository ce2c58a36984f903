//! Labels: bought elsewhere, recorded and voided here (F6, C3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::FulfilmentId;
use crate::money::Money;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::text::{Name, WebUrl};
use crate::tracking::TrackingNumber;

/// A shipping label: bought elsewhere and recorded here (F6).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What was recorded.
    pub purchase: LabelPurchase,
    /// Whether it can still be used.
    pub status: LabelStatus,
}

/// What is recorded of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelPurchase {
    /// Whose label it is.
    pub carrier: Name,
    /// The number on it.
    #[serde(default)]
    pub number: Option<TrackingNumber>,
    /// Where it can be printed.
    #[serde(default)]
    pub url: Option<WebUrl>,
    /// What it cost, in whatever currency the carrier took.
    #[serde(default)]
    pub cost: Option<Money>,
}

/// Whether a label can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LabelStatus {
    /// Paid for.
    Bought,
    /// Given back to the carrier.
    Voided,
}

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
