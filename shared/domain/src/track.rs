//! Tracking numbers of a fulfilment: added, corrected and taken away after it was made (F9).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::fulfil::check_numbers;
use crate::id::{FulfilmentId, ParcelId};
use crate::order::{Fulfilment, Order};
use crate::refusal::Refusal;
use crate::text::{Name, WebUrl};
use crate::tracking::{Parcel, Tracking, TrackingNumber};

/// Numbers to add.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddTracking {
    /// One to ten.
    pub tracking: Vec<Tracking>,
    /// Whether to tell the customer, against the store's setting (N2).
    #[serde(default)]
    pub notify_customer: Option<bool>,
}

/// All the numbers that a fulfilment is to have.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplaceTracking {
    /// At most ten.
    pub tracking: Vec<TrackingEntry>,
    /// Whether to tell the customer, against the store's setting (N2).
    #[serde(default)]
    pub notify_customer: Option<bool>,
}

/// A number, and the parcel whose number it corrects.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackingEntry {
    /// The parcel to correct. Without it, an equal number keeps its parcel, and another one gets a new parcel.
    #[serde(default)]
    pub parcel_id: Option<String>,
    /// The carrier's number.
    pub number: TrackingNumber,
    /// Who carries it, if it was said.
    #[serde(default)]
    pub carrier: Option<Name>,
    /// The page that follows this very parcel, if there is one.
    #[serde(default)]
    pub url: Option<WebUrl>,
}

/// Adds numbers. One that the fulfilment has already stays as it is; an untracked parcel is given the first.
///
/// # Errors
/// When the fulfilment was cancelled, or would have too many.
pub fn add(order: &Order, id: FulfilmentId, input: AddTracking, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    live(order, id)?;
    check_numbers(&input.tracking)?;
    if input.tracking.is_empty() {
        return Err(Refusal::invalid("tracking", "must be at least one number"));
    }
    for tracking in input.tracking {
        if with_number(&draft.order, id, &tracking.number, &BTreeSet::new()).is_none() {
            give(&mut draft, id, tracking, &BTreeSet::new(), input.notify_customer)?;
        }
    }
    let numbers = draft.order.parcels_of(id).filter(|parcel| parcel.tracking.is_some()).count();
    if numbers > bounds::NUMBERS {
        return Err(Refusal::limit("tracking numbers on a fulfilment", bounds::NUMBERS));
    }
    Ok(draft.finish())
}

/// Makes the numbers these: each parcel that is named is corrected, and those that are left out go.
///
/// # Errors
/// When the fulfilment was cancelled, or has no such parcel.
pub fn replace(
    order: &Order,
    id: FulfilmentId,
    input: ReplaceTracking,
    moment: &Moment<'_>,
) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    live(order, id)?;
    let wanted: Vec<_> = input
        .tracking
        .into_iter()
        .map(|entry| (entry.parcel_id, Tracking { number: entry.number, carrier: entry.carrier, url: entry.url }))
        .collect();
    check_numbers(&wanted.iter().map(|(_, tracking)| tracking.clone()).collect::<Vec<_>>())?;
    let claims = claims(order, id, &wanted)?;
    let mut kept: BTreeSet<ParcelId> = claims.iter().flatten().copied().collect();
    for (claim, (_, tracking)) in claims.into_iter().zip(wanted) {
        match claim {
            Some(parcel) => correct(&mut draft, parcel, tracking, input.notify_customer),
            None => {
                kept.insert(give(&mut draft, id, tracking, &kept, input.notify_customer)?);
            }
        }
    }
    drop_others(&mut draft, id, &kept);
    Ok(draft.finish())
}

fn live(order: &Order, id: FulfilmentId) -> Result<&Fulfilment, Refusal> {
    let fulfilment = order.fulfilment(id).ok_or_else(|| Refusal::not_found("fulfilment"))?;
    if fulfilment.is_live() { Ok(fulfilment) } else { Err(Refusal::FulfilmentCancelled) }
}

/// Which parcel each entry means: the one it names, else the one that has its number.
fn claims(
    order: &Order,
    id: FulfilmentId,
    wanted: &[(Option<String>, Tracking)],
) -> Result<Vec<Option<ParcelId>>, Refusal> {
    let mut claimed = BTreeSet::new();
    let mut claims = vec![None; wanted.len()];
    for (index, ((parcel_id, _), claim)) in wanted.iter().zip(&mut claims).enumerate() {
        let Some(text) = parcel_id else { continue };
        let parcel = ParcelId::read(order.id(), text)
            .filter(|parcel| order.parcels_of(id).any(|known| known.id == *parcel))
            .ok_or_else(|| Refusal::not_found("parcel"))?;
        if !claimed.insert(parcel) {
            return Err(Refusal::invalid(format!("tracking[{index}].parcel_id"), "must not be named twice"));
        }
        *claim = Some(parcel);
    }
    for ((_, tracking), claim) in wanted.iter().zip(&mut claims).filter(|(_, claim)| claim.is_none()) {
        *claim = with_number(order, id, &tracking.number, &claimed);
        claimed.extend(*claim);
    }
    Ok(claims)
}

fn with_number(
    order: &Order,
    id: FulfilmentId,
    number: &TrackingNumber,
    except: &BTreeSet<ParcelId>,
) -> Option<ParcelId> {
    let has_it = |parcel: &&Parcel| parcel.tracking.as_ref().is_some_and(|tracking| tracking.number == *number);
    order.parcels_of(id).filter(|parcel| !except.contains(&parcel.id)).find(has_it).map(|parcel| parcel.id)
}

/// Gives a number to the untracked parcel, if there is one, or to a new one.
fn give(
    draft: &mut Draft<'_>,
    id: FulfilmentId,
    tracking: Tracking,
    except: &BTreeSet<ParcelId>,
    notify_customer: Option<bool>,
) -> Result<ParcelId, Refusal> {
    let untracked = |parcel: &&Parcel| parcel.tracking.is_none() && !except.contains(&parcel.id);
    let untracked = draft.order.parcels_of(id).find(untracked).map(|parcel| parcel.id);
    if let Some(parcel) = untracked {
        correct(draft, parcel, tracking, notify_customer);
        return Ok(parcel);
    }
    let parcel = draft.add_parcel(id, Some(tracking), notify_customer == Some(false))?;
    let (fulfilment_id, parcel_id) = (id.text(&draft.order.id), parcel.text(&draft.order.id));
    draft.record(Event::TrackingNumberAdded { fulfilment_id, parcel_id, generation: 1, notify_customer });
    Ok(parcel)
}

/// Makes a parcel's number this one. Another number begins another journey.
fn correct(draft: &mut Draft<'_>, id: ParcelId, tracking: Tracking, notify_customer: Option<bool>) {
    let parcel_id = id.text(&draft.order.id);
    let (order_id, now) = (draft.order.id.clone(), draft.moment.now);
    let Some(parcel) = draft.order.parcel_mut(id) else { return };
    let fulfilment_id = parcel.fulfilment.text(&order_id);
    let event = match &parcel.tracking {
        Some(known) if *known == tracking => return,
        Some(known) if known.number == tracking.number => Event::TrackingDetailsCorrected { fulfilment_id, parcel_id },
        Some(_) => {
            let generation = parcel.generation + 1;
            Event::TrackingNumberCorrected { fulfilment_id, parcel_id, generation, notify_customer }
        }
        None => {
            let generation = parcel.generation;
            Event::TrackingNumberAdded { fulfilment_id, parcel_id, generation, notify_customer }
        }
    };
    if matches!(event, Event::TrackingDetailsCorrected { .. }) {
        parcel.tracking = Some(tracking);
    } else {
        parcel.begin(Some(tracking), notify_customer == Some(false), now);
    }
    draft.record(event);
}

/// Takes the numbers away that were left out. Goods stay in at least one parcel, untracked.
fn drop_others(draft: &mut Draft<'_>, id: FulfilmentId, kept: &BTreeSet<ParcelId>) {
    let now = draft.moment.now;
    let order = &mut draft.order;
    let physical = order.fulfilment(id).is_some_and(|fulfilment| order.any_physical(fulfilment.lines()));
    let mut dropped: Vec<_> =
        order.parcels_of(id).map(|parcel| parcel.id).filter(|parcel| !kept.contains(parcel)).collect();
    let mut removed = Vec::new();
    if kept.is_empty() && physical && !dropped.is_empty() {
        let last = dropped.remove(0);
        if let Some(parcel) = order.parcel_mut(last)
            && parcel.tracking.is_some()
        {
            parcel.begin(None, false, now);
            removed.push(last);
        }
    }
    order.parcels.retain(|parcel| !dropped.contains(&parcel.id));
    removed.extend(dropped);
    for parcel in removed {
        let (fulfilment_id, parcel_id) = (id.text(&draft.order.id), parcel.text(&draft.order.id));
        draft.record(Event::TrackingNumberRemoved { fulfilment_id, parcel_id });
    }
}
