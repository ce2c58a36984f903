//! The lists: orders, and what is tracked. What is asked for in the address is what a program would ask for, but that
//! days may stand for instants.

use chrono::NaiveDate;
use waybill_lambda::{Answer, Problem, cursor_of, find_orders, find_tracked};
use waybill_pages::desk::orders::OrdersPage;
use waybill_pages::desk::tracking::TrackingPage;
use waybill_store::list::Page;

use super::visit::Visit;

/// What the list of orders knows.
const ORDERS: [&str; 14] = [
    "fulfilment_status",
    "tracking_status",
    "attention",
    "fulfilled_from",
    "fulfilled_to",
    "delivered_from",
    "delivered_to",
    "q",
    "placed_from",
    "placed_to",
    "location",
    "archived",
    "sort",
    "cursor",
];

/// What the tracking page knows.
const TRACKING: [&str; 5] = ["tracking_status", "attention", "placed_from", "placed_to", "cursor"];

pub(super) async fn orders(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (found, problem) = listed(find_orders(visit.sight(), query(visit, &ORDERS)).await)?;
    let next = found.next.as_deref().map(cursor_of);
    let page = OrdersPage { orders: &found.orders, next: next.as_deref(), problem: problem.as_deref() };
    Ok(visit.answer(page.render(&visit.desk())))
}

pub(super) async fn tracking(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let found = match find_tracked(visit.sight(), query(visit, &TRACKING)).await {
        // The page itself says what the plan does not include.
        Err(Problem::PlanRequired) => Ok(Page { orders: Vec::new(), next: None }),
        found => found,
    };
    let (found, problem) = listed(found)?;
    let next = found.next.as_deref().map(cursor_of);
    let page = TrackingPage { orders: &found.orders, next: next.as_deref(), problem: problem.as_deref() };
    Ok(visit.answer(page.render(&visit.desk())))
}

/// A page of a list; nothing, and why, where what was asked for lists nothing.
fn listed(found: Result<Page, Problem>) -> Result<(Page, Option<String>), Problem> {
    match found {
        Err(problem @ (Problem::Invalid { .. } | Problem::PlanRequired)) => {
            Ok((Page { orders: Vec::new(), next: None }, Some(wrong(&problem))))
        }
        found => found.map(|page| (page, None)),
    }
}

/// What is wrong with what was asked for, in the API's words.
pub(super) fn wrong(problem: &Problem) -> String {
    match problem {
        Problem::Invalid { errors } => {
            let said = errors.iter().map(|error| format!("{} {}", error.field, error.message));
            said.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// What the address asks for, as far as the list knows it. A day stands for its beginning, and as an end for its end.
fn query(visit: &Visit<'_>, known: &[&str]) -> Vec<(String, String)> {
    let zone = visit.who.record.settings.time_zone;
    let instant = |name: &str, day: NaiveDate| {
        let day = if name.ends_with("_to") { day.succ_opt().unwrap_or(day) } else { day };
        zone.begin_of(day).to_rfc3339()
    };
    let asked = visit.address.query().iter().filter(|(name, _)| known.contains(&name.as_str()));
    asked
        .map(|(name, value)| match value.parse() {
            Ok(day) if name.ends_with("_from") || name.ends_with("_to") => (name.clone(), instant(name, day)),
            _ => (name.clone(), value.clone()),
        })
        .collect()
}
