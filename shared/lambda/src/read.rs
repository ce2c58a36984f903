//! Looking: at the store, at one order, at its timeline.

use chrono::{DateTime, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::id::{OrderId, StoreId};
use waybill_store::Store;
use waybill_store::access::StoreRecord;
use waybill_store::read::Wanted;

use crate::answer::{Answer, json, note, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, NoBody, Trace, deadline};
use crate::parameters::{Parameters, cursor_of};
use crate::perform::{Caller, in_time, known};
use crate::problem::Problem;
use crate::view::{EventView, OrderAnswer, OrderView};

/// Whose orders are looked at, and when: the same for a program and for a page of the desk.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// The table, and where we are reached.
    pub app: &'a App,
    /// The store.
    pub store: &'a StoreId,
    /// Its settings and secret.
    pub record: &'a StoreRecord,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// Someone who looks, once it is known who.
pub(crate) struct Look<'a> {
    pub(crate) app: &'a App,
    pub(crate) incoming: Incoming,
    pub(crate) caller: Caller,
    pub(crate) now: DateTime<Utc>,
    order: Option<Order>,
}

/// Answers the order that the path names.
pub async fn read_order(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let order = OrderView::new(look.order()?, &look.caller.record, &look.caller.store, &app.public_url, look.now);
        Ok(look.answer(&OrderAnswer { order, owner_url: None, warning: None }))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// A page of a timeline.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Timeline")]
pub struct TimelineView {
    events: Vec<EventView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Answers what happened to the order that the path names, oldest first.
pub async fn timeline(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let (limit, after) = (parameters.limit()?, parameters.cursor(Store::is_timeline_place)?);
        let page = app.store.timeline(&look.caller.store, look.order()?.id(), limit, after.as_deref()).await?;
        let events = page.events.into_iter().map(EventView::from).collect();
        Ok(look.answer(&TimelineView { events, next_cursor: page.next.map(|place| cursor_of(&place)) }))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// Answers something about what a query parameter says, which must be there; nothing of the store is looked at but
/// who asks.
pub async fn look_up<V: Serialize>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    name: &'static str,
    view: fn(&str) -> V,
) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let said = parameters.text(name).ok_or_else(|| Problem::invalid(name, "must be given"))?;
        Ok(look.answer(&view(said)))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

impl<'a> Look<'a> {
    pub(crate) async fn begin(app: &'a App, request: Request, endpoint: &'static Endpoint) -> Result<Self, Problem> {
        let mut incoming = Incoming::read(endpoint, request)?;
        let (_, input) = incoming.take_input::<NoBody>();
        let look = Self::of(app, incoming).await?;
        input?;
        Ok(look)
    }

    /// Looks for a request whose body has been read.
    pub(crate) async fn of(app: &'a App, incoming: Incoming) -> Result<Self, Problem> {
        let order_id = OrderId::try_from(incoming.path("order_id")).ok();
        let now = app.now();
        let wanted = Wanted { order: order_id.as_ref(), ..Wanted::default() };
        let loaded = app.store.read(&incoming.who.identity, &wanted, now).await?;
        let caller = known(&incoming, &loaded, now)?;
        Ok(Self { app, incoming, caller, order: loaded.order.map(|stored| stored.order), now })
    }

    pub(crate) fn sight(&self) -> Sight<'_> {
        Sight { app: self.app, store: &self.caller.store, record: &self.caller.record, now: self.now }
    }

    pub(crate) fn answer(&self, view: &impl Serialize) -> Answer {
        let mut answer = json(self.incoming.endpoint.status, view);
        note(&mut answer, |noted| {
            noted.store = Some(self.caller.store.to_string());
            noted.order = self.order.as_ref().map(|order| order.id().to_string());
        });
        answer
    }

    pub(crate) fn order(&self) -> Result<&Order, Problem> {
        self.order.as_ref().ok_or(Problem::NotFound { what: "order" })
    }
}
