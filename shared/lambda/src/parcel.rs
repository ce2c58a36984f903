//! One parcel: `…/orders/{order_id}/parcels/{parcel_id}`: looked at, asked about, and its status set by hand.

use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::{OrderId, ParcelId};
use waybill_domain::tracking::Parcel;
use waybill_domain::{Moment, Order, Outcome, Refusal};
use waybill_store::StoreError;
use waybill_store::access::StoreRecord;
use waybill_store::parcel::{ParcelKey, StoredParcel};
use waybill_store::request::RequestResult;
use waybill_store::write::{ChangeId, WriteContext};

use crate::answer::{Answer, json, note, or_problem};
use crate::app::App;
use crate::change::mark;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, NoBody, Trace};
use crate::parcel_known::{ParcelKnown, known_of};
use crate::parcel_view::ParcelDetailView;
use crate::perform::{Action, Caller, Done, decision, in_time, known, order_of};
use crate::problem::Problem;

/// How long an answer of a service is fresh: asking again sooner is asking the same.
const FRESH: TimeDelta = TimeDelta::seconds(60);

/// A parcel that a request names, and who asks.
pub struct Visit {
    /// Where the parcel is kept.
    pub key: ParcelKey,
    /// The store's settings.
    pub record: StoreRecord,
    /// How the parcel is followed.
    pub stored: StoredParcel,
    /// Who asks.
    pub actor: String,
    /// When the answer must be on its way.
    pub deadline: Instant,
}

/// What was learnt by asking.
#[derive(Clone, Debug, Default)]
pub struct Learnt {
    /// Why nothing was, if nothing was.
    pub why: Option<String>,
    /// Codes that the mapping does not know.
    pub unknown_codes: usize,
}

impl Learnt {
    /// Nothing, and why.
    #[must_use]
    pub fn nothing(why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), unknown_codes: 0 }
    }
}

/// What came of asking the carrier (T7).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Retracked")]
pub struct RetrackView {
    /// How the parcel was doing.
    before: TrackingStatus,
    /// How it is doing.
    after: TrackingStatus,
    /// Whether anything was learnt.
    changed: bool,
    /// Why nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// When the tracking service last answered.
    fresh_as_of: Option<DateTime<Utc>>,
    /// The parcel as it now is.
    parcel: ParcelDetailView,
}

/// The parcel that a path names.
struct Named {
    order: Option<OrderId>,
    parcel: Option<ParcelId>,
}

impl Named {
    fn of(incoming: &Incoming) -> Self {
        let order = OrderId::try_from(incoming.path("order_id")).ok();
        let parcel = order.as_ref().and_then(|order| ParcelId::read(order, &incoming.path("parcel_id")));
        Self { order, parcel }
    }

    fn action<'a>(&'a self, app: &'a App, incoming: &'a Incoming) -> Action<'a> {
        let on_store = Action::on_store(app, incoming, None, incoming.endpoint.status);
        Action { order: self.order.as_ref(), parcel: self.parcel, ..on_store }
    }

    fn parcel(&self) -> Result<ParcelId, Refusal> {
        self.parcel.ok_or_else(|| Refusal::not_found("parcel"))
    }

    fn of_order<'o>(&self, order: &'o Order) -> Result<&'o Parcel, Refusal> {
        let found = order.parcels().iter().find(|parcel| Some(parcel.id) == self.parcel);
        found.ok_or_else(|| Refusal::not_found("parcel"))
    }
}

/// Answers the parcel that the path names, with its journey.
pub async fn read_parcel(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let trace = Trace::of(&request);
    let looked = async {
        let mut incoming = Incoming::read(endpoint, request)?;
        let (_, input) = incoming.take_input::<NoBody>();
        let named = Named::of(&incoming);
        in_time(incoming.deadline, async {
            let now = app.now();
            let loaded = named.action(&app, &incoming).load(now).await?;
            let caller = known(&incoming, &loaded, now)?;
            input?;
            let order = loaded.order.map(|stored| stored.order);
            let view = detail(&app, &caller, order.as_ref(), &named, loaded.parcel).await?;
            let done = Done { caller, now, status: endpoint.status, order, made: Vec::new(), replayed: false };
            Ok(answered(&done, &view))
        })
        .await
    };
    or_problem(looked.await, &trace)
}

/// Answers an action on the parcel that the path names with the parcel as it then is. What decides is told how the
/// parcel's latest scan is dated.
pub async fn change_parcel<B: DeserializeOwned + Clone>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    decide: impl Fn(&Order, ParcelId, B, Option<DateTime<Utc>>, &Moment<'_>) -> Result<Outcome, Refusal>,
) -> Answer {
    let trace = Trace::of(&request);
    let changed = async {
        let mut incoming = Incoming::read(endpoint, request)?;
        let named = Named::of(&incoming);
        let (request_key, input) = incoming.take_input::<B>();
        let action = Action { request_key: request_key.as_ref(), ..named.action(&app, &incoming) };
        let done = action
            .perform(input, |facts, body| {
                let order = order_of(facts)?;
                let parcel = named.of_order(order)?.id;
                let last_scan_at = facts.parcel.and_then(|stored| stored.head.last_scan_at);
                decision(decide(order, parcel, body, last_scan_at, &facts.moment))
            })
            .await?;
        let view = detail(&app, &done.caller, done.order.as_ref(), &named, None).await?;
        Ok(answered(&done, &view))
    };
    or_problem(changed.await, &trace)
}

/// Asks about the parcel that the path names, and answers what came of it (T7). `ask` asks the carrier and writes down
/// what it says.
pub async fn retrack<F>(app: App, request: Request, endpoint: &'static Endpoint, ask: impl Fn(Visit) -> F) -> Answer
where
    F: Future<Output = Result<Learnt, Problem>>,
{
    let trace = Trace::of(&request);
    let asked = async {
        let mut incoming = Incoming::read(endpoint, request)?;
        let named = Named::of(&incoming);
        let (request_key, input) = incoming.take_input::<NoBody>();
        let action = Action { request_key: request_key.as_ref(), ..named.action(&app, &incoming) };
        in_time(incoming.deadline, retrack_in_time(&action, &named, input, ask)).await
    };
    or_problem(asked.await, &trace)
}

async fn retrack_in_time<F>(
    action: &Action<'_>,
    named: &Named,
    input: Result<NoBody, Problem>,
    ask: impl Fn(Visit) -> F,
) -> Result<Answer, Problem>
where
    F: Future<Output = Result<Learnt, Problem>>,
{
    let (app, incoming) = (action.app, action.incoming);
    let now = app.now();
    let loaded = action.load(now).await?;
    let caller = known(incoming, &loaded, now)?;
    input?;
    let replay = action.replay(&caller, &loaded, now)?;
    let order = loaded.order.as_ref().ok_or(Problem::NotFound { what: "order" })?;
    let before = named.of_order(&order.order)?.status();
    let fresh = loaded.parcel.as_ref().and_then(|stored| fresh(stored, now));
    let untracked = named.of_order(&order.order)?.tracking.is_none();
    let learnt = if replay.is_some() {
        Learnt::nothing("This request came before, and the carrier was not asked again.")
    } else if untracked {
        Learnt::nothing("The parcel has no tracking number: add one, or set its status by hand.")
    } else if let Some(fresh) = fresh {
        Learnt::nothing(fresh)
    } else if let Some(stored) = loaded.parcel.clone().filter(|stored| stored.counts) {
        let store = caller.store.clone();
        let key = ParcelKey { store, order: order.order.id().clone(), parcel: named.parcel()? };
        let (record, actor) = (caller.record.clone(), caller.key.name.as_str().to_owned());
        ask(Visit { key, record, stored, actor, deadline: incoming.deadline }).await?
    } else {
        Learnt::nothing("Nobody follows it any more: its fulfilment was cancelled, or the customer's data erased.")
    };
    let after = action.load(app.now()).await?;
    let order = after.order.map(|stored| stored.order);
    let done = replay.unwrap_or(Done { caller, now: app.now(), status: 200, order, made: Vec::new(), replayed: false });
    let parcel = done.order.as_ref().map(|order| named.of_order(order)).transpose()?;
    let view = RetrackView {
        before,
        after: parcel.map_or(before, Parcel::status),
        changed: learnt.why.is_none(),
        why: learnt.why,
        fresh_as_of: after.parcel.as_ref().and_then(|stored| stored.head.last_checked_at),
        parcel: detail(app, &done.caller, done.order.as_ref(), named, after.parcel.clone()).await?,
    };
    if !done.replayed
        && let Some(request) = action.request_key
    {
        let result = RequestResult { status: 200, made: Vec::new(), refusal: None };
        let (record, actor) = (&done.caller.record, done.caller.key.name.as_str());
        let context = WriteContext { store: &done.caller.store, record, actor, now, request: Some((request, &result)) };
        match app.store.remember(&ChangeId::generate()?, &context).await {
            // The same request at the same time has written it down.
            Ok(()) | Err(StoreError::LostRace) => {}
            Err(other) => return Err(other.into()),
        }
    }
    let mut answer = answered(&done, &view);
    note(&mut answer, |noted| noted.unknown_codes = learnt.unknown_codes);
    Ok(answer)
}

/// Says so, where the service has answered a moment ago.
fn fresh(stored: &StoredParcel, now: DateTime<Utc>) -> Option<String> {
    let ago = now - stored.head.last_checked_at?;
    (stored.head.failures == 0 && ago < FRESH)
        .then(|| format!("The carrier was asked {} seconds ago, and has been heard.", ago.num_seconds().max(0)))
}

/// The parcel as it is shown; its head is read, if it was not.
async fn detail(
    app: &App,
    caller: &Caller,
    order: Option<&Order>,
    named: &Named,
    stored: Option<StoredParcel>,
) -> Result<ParcelDetailView, Problem> {
    let order = order.ok_or(Problem::NotFound { what: "order" })?;
    let parcel = named.of_order(order)?;
    let ParcelKnown { stored, journey, past } = known_of(app, &caller.store, order, parcel, stored).await?;
    Ok(ParcelDetailView::new(order, parcel, stored.as_ref(), &journey, past, &caller.record.settings))
}

fn answered(done: &Done, view: &impl Serialize) -> Answer {
    let mut answer = json(done.status, view);
    mark(&mut answer, done);
    answer
}
