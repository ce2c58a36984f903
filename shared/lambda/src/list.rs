//! The list of a store's orders, as a query asks for it.

use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::effective::FulfilmentStatus;
use waybill_store::list::{ListQuery, Page, Sort};

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Trace, deadline};
use crate::parameters::{Parameters, cursor_of};
use crate::perform::in_time;
use crate::problem::Problem;
use crate::read::Look;
use crate::view::SummaryView;

/// Answers a page of the store's orders, as the query asks for.
pub async fn list_orders(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let page = match parameters.text("q") {
            Some(text) => search(&look, &parameters, text).await?,
            None => list(&look, &parameters).await?,
        };
        Ok(look.answer(&OrdersView::new(page, &look)))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// A page of orders.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Orders")]
pub struct OrdersView {
    orders: Vec<SummaryView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl OrdersView {
    fn new(page: Page, look: &Look<'_>) -> Self {
        let settings = &look.caller.record.settings;
        let orders = page.orders.into_iter().map(|summary| SummaryView::new(summary, settings, look.now)).collect();
        Self { orders, next_cursor: page.next.map(|place| cursor_of(&place)) }
    }
}

async fn list(look: &Look<'_>, parameters: &Parameters) -> Result<Page, Problem> {
    let query = ListQuery {
        status: parameters
            .word("fulfilment_status", &FulfilmentStatus::ALL.map(FulfilmentStatus::as_str).join(", "))?,
        placed_from: parameters.instant("placed_from")?,
        placed_to: parameters.instant("placed_to")?,
        location: parameters.text("location").map(str::to_owned),
        archived: parameters.truth("archived")?.unwrap_or(false),
        sort: match parameters.text("sort") {
            None | Some("placed_at") => Sort::PlacedAt,
            Some("fulfil_by") => Sort::FulfilBy,
            Some(_) => return Err(Problem::invalid("sort", "must be one of placed_at, fulfil_by")),
        },
        limit: parameters.limit()?,
        after: None,
        now: look.now,
    };
    let after = parameters.cursor(|place| query.is_place(place))?;
    Ok(look.app.store.list(&look.caller.store, &ListQuery { after, ..query }).await?)
}

/// A search finds archived orders too, unless it says otherwise: who looks for a number wants that order.
async fn search(look: &Look<'_>, parameters: &Parameters, text: &str) -> Result<Page, Problem> {
    const ALONE: [&str; 2] = ["fulfilment_status", "sort"];
    if let Some(other) = ALONE.into_iter().find(|name| parameters.text(name).is_some()) {
        return Err(Problem::invalid(other, "cannot be combined with `q`"));
    }
    if !(1..=500).contains(&text.trim().chars().count()) {
        return Err(Problem::invalid("q", "must be a name, a tracking number or an e-mail address"));
    }
    let (from, to) = (parameters.instant("placed_from")?, parameters.instant("placed_to")?);
    let (location, archived) = (parameters.text("location"), parameters.truth("archived")?);
    let after = parameters.cursor(ListQuery::is_placed_place)?;
    let store = &look.app.store;
    let (limit, secret) = (parameters.limit()?, &look.caller.record.secret);
    let mut page = store.search(&look.caller.store, secret, text, limit, after.as_deref()).await?;
    page.orders.retain(|order| {
        from.is_none_or(|from| from <= order.placed_at)
            && to.is_none_or(|to| order.placed_at < to)
            && location.is_none_or(|location| order.locations.iter().any(|at| at == location))
            && archived.is_none_or(|archived| order.archived == archived)
    });
    Ok(page)
}
