//! The lists of a store's orders, as a query asks for them: `/orders` and `/tracking`.

use chrono::{DateTime, TimeDelta, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::attention::Rule;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::effective::FulfilmentStatus;
use waybill_store::list::{Between, Filter, ListQuery, Page, Sort};

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Trace, deadline};
use crate::parameters::{Parameters, cursor_of};
use crate::perform::in_time;
use crate::problem::Problem;
use crate::read::{Look, Sight};
use crate::view::{SummaryView, TrackedView};

/// How far back the tracking page looks, if nothing is said (P2).
const TRACKING_PAGE: TimeDelta = TimeDelta::days(30);

/// Answers a page of the store's orders, as the query asks for.
pub async fn list_orders(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let page = orders_asked(look.sight(), &parameters).await?;
        Ok(look.answer(&OrdersView::new(page, &look)))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// Answers a page of the tracking page (P1): orders with their parcels and what requires attention.
pub async fn list_tracking(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let page = tracking_asked(look.sight(), &parameters).await?;
        Ok(look.answer(&TrackingView::new(page, &look)))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// A page of the store's orders, as `/orders` lists them for this query.
///
/// # Errors
/// [`Problem::Invalid`] for a query that lists nothing, and [`Problem::PlanRequired`].
pub async fn find_orders(sight: Sight<'_>, query: Vec<(String, String)>) -> Result<Page, Problem> {
    orders_asked(sight, &Parameters::of_page(query)).await
}

/// A page of the tracking page's rows, as `/tracking` lists them for this query.
///
/// # Errors
/// As [`find_orders`].
pub async fn find_tracked(sight: Sight<'_>, query: Vec<(String, String)>) -> Result<Page, Problem> {
    if !sight.record.settings.plan.tracks() {
        return Err(Problem::PlanRequired);
    }
    tracking_asked(sight, &Parameters::of_page(query)).await
}

async fn orders_asked(sight: Sight<'_>, parameters: &Parameters) -> Result<Page, Problem> {
    if let Some(text) = parameters.text("q") {
        return search(sight, parameters, text).await;
    }
    let filter = chosen(parameters)?;
    needs_plan(sight, &filter)?;
    list(sight, parameters, filter, None).await
}

/// Begins 30 days ago, unless it asks for what requires attention (P2).
async fn tracking_asked(sight: Sight<'_>, parameters: &Parameters) -> Result<Page, Problem> {
    let recent = Some(sight.now - TRACKING_PAGE);
    match attention(parameters)? {
        Some(filter) => list(sight, parameters, filter, None).await,
        None if parameters.text("tracking_status").is_some() => list(sight, parameters, Filter::Tracking, recent).await,
        None => list(sight, parameters, Filter::All, recent).await,
    }
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

/// A page of the tracking page.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Tracking")]
pub struct TrackingView {
    orders: Vec<TrackedView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl TrackingView {
    fn new(page: Page, look: &Look<'_>) -> Self {
        let settings = &look.caller.record.settings;
        let orders = page.orders.into_iter().map(|summary| TrackedView::new(summary, settings, look.now)).collect();
        Self { orders, next_cursor: page.next.map(|place| cursor_of(&place)) }
    }
}

/// What chooses the index: one thing at the most.
fn chosen(parameters: &Parameters) -> Result<Filter, Problem> {
    let mut chosen: Vec<(&str, Filter)> = Vec::new();
    let statuses = FulfilmentStatus::ALL.map(FulfilmentStatus::as_str).join(", ");
    if let Some(status) = parameters.word("fulfilment_status", &statuses)? {
        chosen.push(("fulfilment_status", Filter::Status(status)));
    }
    if parameters.text("tracking_status").is_some() {
        chosen.push(("tracking_status", Filter::Tracking));
    }
    if let Some(filter) = attention(parameters)? {
        chosen.push(("attention", filter));
    }
    let fulfilled = between(parameters, "fulfilled_from", "fulfilled_to")?;
    chosen.extend(fulfilled.map(|between| ("fulfilled_from", Filter::Fulfilled(between))));
    let delivered = between(parameters, "delivered_from", "delivered_to")?;
    chosen.extend(delivered.map(|between| ("delivered_from", Filter::Delivered(between))));
    match chosen.as_slice() {
        [(first, _), (second, _), ..] => {
            Err(Problem::invalid(*second, format!("cannot be combined with `{first}`: each lists by itself")))
        }
        _ => Ok(chosen.pop().map(|(_, filter)| filter).unwrap_or_default()),
    }
}

/// `attention=true`, or by one of its rules.
fn attention(parameters: &Parameters) -> Result<Option<Filter>, Problem> {
    let rule = match parameters.text("attention") {
        None | Some("false") => return Ok(None),
        Some("true") => None,
        Some("P6") => Some(Rule::P6),
        Some("P7") => Some(Rule::P7),
        Some("P8") => Some(Rule::P8),
        Some(_) => return Err(Problem::invalid("attention", "must be true, false, P6, P7 or P8")),
    };
    Ok(Some(Filter::Attention(rule)))
}

fn between(parameters: &Parameters, from: &str, to: &str) -> Result<Option<Between>, Problem> {
    let between = Between { from: parameters.instant(from)?, to: parameters.instant(to)? };
    Ok((between != Between::default()).then_some(between))
}

/// What the plan must include for a list of this kind (T11).
fn needs_plan(sight: Sight<'_>, filter: &Filter) -> Result<(), Problem> {
    let tracks = matches!(filter, Filter::Tracking | Filter::Attention(_));
    if tracks && !sight.record.settings.plan.tracks() { Err(Problem::PlanRequired) } else { Ok(()) }
}

/// A page of a list; placed since `recent`, unless it is said since when.
async fn list(
    sight: Sight<'_>,
    parameters: &Parameters,
    filter: Filter,
    recent: Option<DateTime<Utc>>,
) -> Result<Page, Problem> {
    let statuses = TrackingStatus::ALL.map(TrackingStatus::as_str).join(", ");
    let sort = match parameters.text("sort") {
        None | Some("placed_at") => Sort::PlacedAt,
        Some("fulfil_by") => Sort::FulfilBy,
        Some(_) => return Err(Problem::invalid("sort", "must be one of placed_at, fulfil_by")),
    };
    if sort == Sort::FulfilBy && !matches!(filter, Filter::All | Filter::Status(_)) {
        return Err(Problem::invalid("sort", "must be placed_at, unless a fulfilment status alone is asked for"));
    }
    let archived = parameters.truth("archived")?.unwrap_or(false);
    if archived && matches!(filter, Filter::Fulfilled(_) | Filter::Delivered(_)) {
        return Err(Problem::invalid("archived", "must be false here: archived orders are not counted by day"));
    }
    let query = ListQuery {
        filter,
        tracking: parameters.words("tracking_status", &statuses)?,
        placed_from: parameters.instant("placed_from")?.or(recent),
        placed_to: parameters.instant("placed_to")?,
        location: parameters.text("location").map(str::to_owned),
        archived,
        sort,
        limit: parameters.limit()?,
        after: None,
        now: sight.now,
    };
    let after = parameters.cursor(|place| query.is_place(place))?;
    Ok(sight.app.store.list(sight.store, &ListQuery { after, ..query }).await?)
}

/// A search finds archived orders too, unless it says otherwise: who looks for a number wants that order.
async fn search(sight: Sight<'_>, parameters: &Parameters, text: &str) -> Result<Page, Problem> {
    const ALONE: [&str; 8] = [
        "fulfilment_status",
        "tracking_status",
        "attention",
        "fulfilled_from",
        "fulfilled_to",
        "delivered_from",
        "delivered_to",
        "sort",
    ];
    if let Some(other) = ALONE.into_iter().find(|name| parameters.text(name).is_some()) {
        return Err(Problem::invalid(other, "cannot be combined with `q`"));
    }
    if !(1..=500).contains(&text.trim().chars().count()) {
        return Err(Problem::invalid("q", "must be a name, a tracking number or an e-mail address"));
    }
    let (from, to) = (parameters.instant("placed_from")?, parameters.instant("placed_to")?);
    let (location, archived) = (parameters.text("location"), parameters.truth("archived")?);
    let after = parameters.cursor(ListQuery::is_placed_place)?;
    let (limit, secret) = (parameters.limit()?, &sight.record.secret);
    let mut page = sight.app.store.search(sight.store, secret, text, limit, after.as_deref()).await?;
    page.orders.retain(|order| {
        from.is_none_or(|from| from <= order.placed_at)
            && to.is_none_or(|to| order.placed_at < to)
            && location.is_none_or(|location| order.locations.iter().any(|at| at == location))
            && archived.is_none_or(|archived| order.archived == archived)
    });
    Ok(page)
}
