//! Fulfilling: whole, in part, and by quantity (F3, F4, F8).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::draft::{Draft, Moment, NewFulfilment, Outcome};
use crate::effective::EffectiveFulfilmentOrder;
use crate::id::{FulfilmentOrderId, LineItemId};
use crate::line_item::Quantity;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::tracking::Tracking;

/// What to fulfil. Nothing named is all that is open.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fulfil {
    /// Only the items at this location.
    #[serde(default)]
    pub fulfilment_order_id: Option<String>,
    /// Only these, and so many of them.
    #[serde(default)]
    pub line_items: Option<Vec<FulfilLine>>,
    /// The numbers of the parcels: at most 10.
    #[serde(default)]
    pub tracking: Option<Vec<Tracking>>,
    /// Whether to tell the customer, against the store's setting (N2).
    #[serde(default)]
    pub notify_customer: Option<bool>,
}

/// How many of a line item.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FulfilLine {
    /// Which.
    pub line_item_id: String,
    /// How many.
    pub quantity: Quantity,
}

/// What is taken from each fulfilment order.
type Picks = BTreeMap<FulfilmentOrderId, Vec<(LineItemId, u32)>>;

/// Fulfils what is open: one fulfilment for each fulfilment order it touches.
///
/// # Errors
/// When less is open than was asked for, and why; when tracking numbers leave open which parcel is theirs.
pub fn fulfil(order: &Order, input: Fulfil, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    let tracking = input.tracking.unwrap_or_default();
    check_numbers(&tracking)?;
    if order.is_cancelled() {
        return Err(Refusal::OrderCancelled);
    }
    let picks = pick(&draft.order, input.fulfilment_order_id.as_deref(), input.line_items, moment)?;
    if !tracking.is_empty() && picks.len() > 1 {
        return Err(Refusal::FulfilmentOrderRequired { locations: picks.len() });
    }
    for (fulfilment_order, lines) in picks {
        draft.add_fulfilment(NewFulfilment {
            fulfilment_order,
            lines,
            tracking: tracking.clone(),
            automatic: false,
            notify_customer: input.notify_customer,
        })?;
    }
    Ok(draft.finish())
}

/// At most ten numbers, each once.
pub(crate) fn check_numbers(tracking: &[Tracking]) -> Result<(), Refusal> {
    if tracking.len() > bounds::NUMBERS {
        return Err(Refusal::invalid("tracking", format!("must be at most {} numbers", bounds::NUMBERS)));
    }
    let numbers: BTreeSet<_> = tracking.iter().map(|tracking| tracking.number.folded()).collect();
    if numbers.len() < tracking.len() {
        return Err(Refusal::invalid("tracking", "must not name a number twice"));
    }
    Ok(())
}

fn pick(
    order: &Order,
    fulfilment_order_id: Option<&str>,
    line_items: Option<Vec<FulfilLine>>,
    moment: &Moment<'_>,
) -> Result<Picks, Refusal> {
    let effective = order.at(moment.now);
    let only = match fulfilment_order_id {
        Some(text) => Some(
            FulfilmentOrderId::read(order.id(), text)
                .filter(|id| order.fulfilment_order(*id).is_some())
                .ok_or_else(|| Refusal::not_found("fulfilment order"))?,
        ),
        None => None,
    };
    let mut among: Vec<_> =
        effective.fulfilment_orders().iter().filter(|at| only.is_none_or(|id| at.id() == id)).collect();
    among.sort_by_key(|at| moment.settings.priority(at.location()));
    match line_items {
        None => all_open(&among),
        Some(lines) => named(order, &among, &lines),
    }
}

fn all_open(among: &[&EffectiveFulfilmentOrder<'_>]) -> Result<Picks, Refusal> {
    let picks: Picks = among.iter().filter(|at| at.open() > 0).map(|at| (at.id(), at.open_lines().collect())).collect();
    if picks.is_empty() { Err(nothing_open(among)) } else { Ok(picks) }
}

fn named(order: &Order, among: &[&EffectiveFulfilmentOrder<'_>], lines: &[FulfilLine]) -> Result<Picks, Refusal> {
    if lines.is_empty() {
        return Err(Refusal::invalid("line_items", "must name at least one line, or be left out for all that is open"));
    }
    let mut picks = Picks::new();
    let mut seen = BTreeSet::new();
    for (index, wanted) in lines.iter().enumerate() {
        let id = LineItemId::read(order.id(), &wanted.line_item_id)
            .filter(|id| order.line_item(*id).is_some())
            .ok_or_else(|| Refusal::not_found("line item"))?;
        if !seen.insert(id) {
            return Err(Refusal::invalid(format!("line_items[{index}].line_item_id"), "must not be named twice"));
        }
        for (at, taken) in take(among, id, wanted)? {
            picks.entry(at).or_default().push((id, taken));
        }
    }
    Ok(picks)
}

/// Takes so many of one line, from one location after the other.
fn take(
    among: &[&EffectiveFulfilmentOrder<'_>],
    id: LineItemId,
    wanted: &FulfilLine,
) -> Result<Vec<(FulfilmentOrderId, u32)>, Refusal> {
    let requested = wanted.quantity.get();
    let open_at =
        |at: &EffectiveFulfilmentOrder<'_>| at.open_lines().find(|(line, _)| *line == id).map_or(0, |(_, open)| open);
    let mut missing = requested;
    let mut taken = Vec::new();
    for at in among {
        let here = open_at(at).min(missing);
        if here > 0 {
            taken.push((at.id(), here));
            missing -= here;
        }
    }
    if missing == 0 {
        return Ok(taken);
    }
    let held = among
        .iter()
        .any(|at| at.held() > 0 && at.lines().iter().any(|line| line.line_item == id && at.remaining_of(line) > 0));
    if taken.is_empty() && held {
        return Err(Refusal::FulfilmentOrderOnHold);
    }
    if among.iter().all(|at| at.open() + at.held() == 0) {
        return Err(Refusal::NothingToFulfil);
    }
    Err(Refusal::QuantityExceedsOpen {
        line_item_id: wanted.line_item_id.clone(),
        requested,
        open: requested - missing,
    })
}

fn nothing_open(among: &[&EffectiveFulfilmentOrder<'_>]) -> Refusal {
    if among.iter().any(|at| at.held() > 0) { Refusal::FulfilmentOrderOnHold } else { Refusal::NothingToFulfil }
}
