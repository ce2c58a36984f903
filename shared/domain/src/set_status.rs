//! A parcel's status, set by hand (T8): at any time, to any of the nine, and undone.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::condition::{Condition, Detail, Reason, TrackingStatus};
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::ParcelId;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::text::Invalid;
use crate::tracking::SetStatus;

/// What to set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetStatusInput {
    /// One of the nine.
    pub status: TrackingStatus,
    /// Why, among the reasons that the status may carry.
    #[serde(default)]
    pub reason: Option<Reason>,
    /// Which of the status's meanings holds.
    #[serde(default)]
    pub detail: Option<Detail>,
}

/// Sets a parcel's status. It stays until a scan that is later than `last_scan_at`, and than now.
///
/// # Errors
/// When the order has no such parcel, or the status does not carry the reason or the detail.
pub fn set(
    order: &Order,
    id: ParcelId,
    input: &SetStatusInput,
    last_scan_at: Option<DateTime<Utc>>,
    moment: &Moment<'_>,
) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let wrong = |field: &str, why: &Invalid| Refusal::invalid(field, why.to_string());
    let SetStatusInput { status, reason, detail } = *input;
    Condition::new(status, reason, None).map_err(|why| wrong("reason", &why))?;
    let condition = Condition::new(status, reason, detail).map_err(|why| wrong("detail", &why))?;
    let order_id = draft.order.id.clone();
    let parcel = draft.order.parcel_mut(id).ok_or_else(|| Refusal::not_found("parcel"))?;
    if parcel.set.as_ref().is_some_and(|set| set.condition == condition) {
        return Ok(Outcome::Unchanged);
    }
    let from = parcel.status();
    let outranks = last_scan_at.into_iter().fold(moment.now, DateTime::max);
    parcel.set = Some(SetStatus { condition, by: moment.actor.to_owned(), at: moment.now, outranks });
    let (parcel_id, fulfilment_id) = (parcel.id.text(&order_id), parcel.fulfilment.text(&order_id));
    draft.record(Event::TrackingStatusSet {
        fulfilment_id,
        parcel_id,
        from,
        to: condition.status(),
        reason: condition.reason(),
        detail: condition.detail(),
    });
    Ok(draft.finish())
}

/// Undoes it: the parcel is as carriers say again.
///
/// # Errors
/// When the order has no such parcel.
pub fn undo(order: &Order, id: ParcelId, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let order_id = draft.order.id.clone();
    let parcel = draft.order.parcel_mut(id).ok_or_else(|| Refusal::not_found("parcel"))?;
    let Some(set) = parcel.set.take() else { return Ok(Outcome::Unchanged) };
    let to = parcel.condition();
    let (parcel_id, fulfilment_id) = (parcel.id.text(&order_id), parcel.fulfilment.text(&order_id));
    draft.record(Event::TrackingStatusUndone {
        fulfilment_id,
        parcel_id,
        from: set.condition.status(),
        to: to.status(),
        reason: to.reason(),
        detail: to.detail(),
    });
    Ok(draft.finish())
}
