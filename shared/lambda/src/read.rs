//! Looking: at the store, at one order, at its timeline.

use lambda_http::Request;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::id::OrderId;
use waybill_store::Store;
use waybill_store::read::Wanted;

use crate::answer::{Answer, json, note};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, NoBody, request_id};
use crate::perform::{Caller, known};
use crate::problem::Problem;
use crate::query::Parameters;
use crate::view::{EventView, OrderAnswer, OrderView};

/// What a look answers: JSON, and the order it was about.
pub(crate) struct Seen {
    pub(crate) body: serde_json::Value,
    pub(crate) order: Option<OrderId>,
}

/// Someone who looks, and what they asked for.
pub(crate) struct Look<'a> {
    pub(crate) app: &'a App,
    pub(crate) incoming: Incoming,
    pub(crate) caller: Caller,
    pub(crate) order: Option<Order>,
    pub(crate) now: chrono::DateTime<chrono::Utc>,
}

/// Answers the order that the path names.
pub async fn read_order(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    answer(&app, request, endpoint, async |look| {
        let order = look.order()?;
        let order = OrderView::new(order, &look.caller.record, &look.caller.store, &app.public_url, look.now);
        seen(&OrderAnswer { order, owner_url: None, warning: None })
    })
    .await
}

/// Answers what happened to the order that the path names, oldest first.
pub async fn timeline(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    #[derive(Serialize)]
    struct Timeline {
        events: Vec<EventView>,
        #[serde(skip_serializing_if = "Option::is_none")]
        next_cursor: Option<String>,
    }
    answer(&app, request, endpoint, async |look| {
        let parameters = Parameters::of(&look.incoming)?;
        let (limit, after) = (parameters.limit()?, parameters.cursor(Store::is_timeline_place)?);
        let order = look.order()?;
        let page = app.store.timeline(&look.caller.store, order.id(), limit, after.as_deref()).await?;
        let next_cursor = page.next.map(|place| crate::query::cursor_of(&place));
        seen(&Timeline { events: page.events.into_iter().map(EventView::from).collect(), next_cursor })
    })
    .await
}

/// Answers something about the store.
pub async fn read_store<V: Serialize>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    view: impl Fn(&waybill_store::access::StoreRecord) -> V,
) -> Answer {
    answer(&app, request, endpoint, async |look| seen(&view(&look.caller.record))).await
}

/// Answers a look, once it is known who looks.
pub(crate) async fn answer(
    app: &App,
    request: Request,
    endpoint: &'static Endpoint,
    see: impl AsyncFn(&Look<'_>) -> Result<Seen, Problem>,
) -> Answer {
    let id = request_id(&request);
    let looked = async {
        let look = Look::begin(app, request, endpoint).await?;
        let seen = see(&look).await?;
        Ok::<_, Problem>((look, seen))
    };
    match looked.await {
        Ok((look, seen)) => {
            let mut answer = json(endpoint.status, &seen.body);
            note(&mut answer, |noted| {
                noted.store = Some(look.caller.store.to_string());
                noted.order =
                    look.order.as_ref().map(|order| order.id().to_string()).or(seen.order.map(|id| id.to_string()));
            });
            answer
        }
        Err(problem) => crate::answer::problem(&problem, id.as_deref()),
    }
}

impl<'a> Look<'a> {
    async fn begin(app: &'a App, request: Request, endpoint: &'static Endpoint) -> Result<Self, Problem> {
        let mut incoming = Incoming::read(endpoint, request)?;
        let (_, input) = incoming.take_input::<NoBody>();
        let order_id = OrderId::try_from(incoming.path("order_id")).ok();
        let now = app.now();
        let wanted = Wanted { order: order_id.as_ref(), ..Wanted::default() };
        let loaded = app.store.read(&incoming.api_key, &wanted, now).await?;
        let caller = known(&incoming.api_key, &loaded, endpoint.method)?;
        input?;
        Ok(Self { app, incoming, caller, order: loaded.order.map(|stored| stored.order), now })
    }

    fn order(&self) -> Result<&Order, Problem> {
        self.order.as_ref().ok_or(Problem::NotFound { what: "order" })
    }
}

pub(crate) fn seen(view: &impl Serialize) -> Result<Seen, Problem> {
    let body = serde_json::to_value(view)
        .map_err(|error| Problem::Internal(waybill_store::StoreError::Unreadable(error.to_string())))?;
    Ok(Seen { body, order: None })
}
