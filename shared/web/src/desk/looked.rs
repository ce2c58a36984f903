//! The lists: orders, and what is tracked. What is asked for in the address is what a program would ask for, but that
//! days may stand for instants.

use chrono::NaiveDate;
use waybill_lambda::{Answer, Problem, cursor_of, find_orders, find_tracked};
use waybill_pages::desk::address::Address;
use waybill_pages::desk::orders::OrdersPage;
use waybill_pages::desk::tracking::TrackingPage;
use waybill_store::list::Page;

use super::visit::Visit;

pub(super) async fn orders(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (found, problem) = listed(found(visit).await)?;
    let next = found.next.as_deref().map(cursor_of);
    let page = OrdersPage { orders: &found.orders, next: next.as_deref(), problem: problem.as_deref() };
    Ok(visit.answer(page.render(&visit.desk())))
}

pub(super) async fn tracking(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let found = match find_tracked(visit.sight(), query(visit, &visit.address)).await {
        // The page itself says what the plan does not include.
        Err(Problem::PlanRequired) => Ok(Page { orders: Vec::new(), next: None }),
        found => found,
    };
    let (found, problem) = listed(found)?;
    let next = found.next.as_deref().map(cursor_of);
    let page = TrackingPage { orders: &found.orders, next: next.as_deref(), problem: problem.as_deref() };
    Ok(visit.answer(page.render(&visit.desk())))
}

/// The orders that the address asks for. Who types a number may mean the name of an order: `1001` finds `#1001`, too.
async fn found(visit: &Visit<'_>) -> Result<Page, Problem> {
    let found = find_orders(visit.sight(), query(visit, &visit.address)).await?;
    match visit.address.get("q") {
        Some(text) if found.orders.is_empty() => {
            let named = visit.address.with("q", &format!("#{text}"));
            find_orders(visit.sight(), query(visit, &named)).await
        }
        _ => Ok(found),
    }
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

/// What an address asks for. A day stands for its beginning, and as an end for its end.
fn query(visit: &Visit<'_>, address: &Address) -> Vec<(String, String)> {
    let zone = visit.who.record.settings.time_zone;
    let instant = |name: &str, day: NaiveDate| {
        let day = if name.ends_with("_to") { day.succ_opt().unwrap_or(day) } else { day };
        zone.begin_of(day).to_rfc3339()
    };
    let asked = |(name, value): &(String, String)| match value.parse() {
        Ok(day) if name.ends_with("_from") || name.ends_with("_to") => (name.clone(), instant(name, day)),
        _ => (name.clone(), value.clone()),
    };
    address.query().iter().map(asked).collect()
}
