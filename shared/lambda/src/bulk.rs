//! One action on many orders: each by itself, with a result for each, never all or nothing (F5).

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;

use lambda_http::Request;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::task::{JoinError, JoinSet};
use waybill_domain::id::OrderId;
use waybill_domain::{Moment, Order, Outcome, Refusal, bounds};
use waybill_store::StoreError;
use waybill_store::request::RequestKey;
use waybill_store::secret::sha256;

use crate::answer::{Answer, json, or_problem};
use crate::app::App;
use crate::body;
use crate::change::mark;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace};
use crate::perform::{Action, Decision, Done, decision, order_of};
use crate::problem::{Problem, ProblemView};

/// Orders at work at a time: enough to keep the table's round trips from adding up, few enough for the
/// smallest function's memory.
const AT_ONCE: usize = 8;

/// Many orders: 1 to 100, each once.
///
/// An entry is read when its turn comes: what is wrong with one of them is its own result.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "")]
pub struct BulkRequest<B: JsonSchema> {
    /// Each with its `order_id`, and what the action on one order takes.
    #[schemars(with = "Vec<BulkEntry<B>>")]
    orders: Vec<serde_json::Value>,
    #[serde(skip)]
    entry: PhantomData<B>,
}

/// What the action on one order takes, and the order.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is the entry's shape, for the API document")]
struct BulkEntry<B> {
    /// The order.
    order_id: String,
    /// What the action takes.
    #[serde(flatten)]
    body: B,
}

/// What came of each order, in the order in which they were sent.
#[derive(Serialize, JsonSchema)]
pub struct BulkAnswer {
    results: Vec<BulkResult>,
}

#[derive(Serialize, JsonSchema)]
struct BulkResult {
    order_id: Option<serde_json::Value>,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    fulfilment_ids: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<ProblemView>,
}

impl BulkResult {
    fn of(order_id: Option<serde_json::Value>, done: Result<Done, Problem>) -> Self {
        match done {
            Ok(done) => Self { order_id, status: done.status, fulfilment_ids: Some(done.made), problem: None },
            Err(problem) => {
                Self { order_id, status: problem.status(), fulfilment_ids: None, problem: Some(problem.view(None)) }
            }
        }
    }

    fn failed(order_id: Option<serde_json::Value>) -> Self {
        let failure = StoreError::Unreadable("the order's own task failed".to_owned());
        Self::of(order_id, Err(Problem::Internal(failure)))
    }
}

/// Does the same with many orders, and answers what came of each, in the order in which they were sent. The
/// request can be sent again under the same key: what was done is not done again.
pub async fn change_orders<B, D>(app: App, request: Request, endpoint: &'static Endpoint, decide: D) -> Answer
where
    B: DeserializeOwned + JsonSchema + Clone + Send + Sync + 'static,
    D: Fn(&Order, B, &Moment<'_>) -> Result<Outcome, Refusal> + Clone + Send + Sync + 'static,
{
    let trace = Trace::of(&request);
    let done = perform(&app, request, endpoint, decide).await;
    let answered = done.map(|(done, results)| {
        let mut answer = json(200, &BulkAnswer { results });
        // Some orders may have been done only now: the answer as a whole is no replay.
        mark(&mut answer, &Done { replayed: false, ..done });
        answer
    });
    or_problem(answered, &trace)
}

async fn perform<B, D>(
    app: &App,
    request: Request,
    endpoint: &'static Endpoint,
    decide: D,
) -> Result<(Done, Vec<BulkResult>), Problem>
where
    B: DeserializeOwned + JsonSchema + Clone + Send + Sync + 'static,
    D: Fn(&Order, B, &Moment<'_>) -> Result<Outcome, Refusal> + Clone + Send + Sync + 'static,
{
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<BulkRequest<B>>();
    let input = input.and_then(checked);
    let entries = input.as_ref().map(|input| input.orders.clone()).unwrap_or_default();
    // The request as a whole is remembered first: the same key with other orders is another request.
    let action = Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status);
    let done = action.perform(input, |_, _| Ok(Decision::Nothing)).await?;
    let bulk = Bulk { app: app.clone(), incoming: Arc::new(incoming), request_key, decide };
    let mut results: Vec<_> = entries.iter().map(|entry| BulkResult::failed(entry.get("order_id").cloned())).collect();
    let mut working = JoinSet::new();
    for (index, entry) in entries.into_iter().enumerate() {
        if working.len() >= AT_ONCE {
            keep(working.join_next().await, &mut results);
        }
        let bulk = bulk.clone();
        working.spawn(async move { (index, bulk.one(index, entry).await) });
    }
    while let Some(result) = working.join_next().await {
        keep(Some(result), &mut results);
    }
    Ok((done, results))
}

/// A refusal of one entry's field, with the way to it in the whole request.
fn below(at: &str, refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid { field, reason } => Refusal::Invalid { field: format!("{at}.{field}"), reason },
        other => other,
    }
}

/// Keeps what came of one order. One that panicked stays failed, and the others are as they are.
fn keep(result: Option<Result<(usize, BulkResult), JoinError>>, results: &mut [BulkResult]) {
    if let Some(Ok((index, result))) = result
        && let Some(kept) = results.get_mut(index)
    {
        *kept = result;
    }
}

fn checked<B: JsonSchema>(input: BulkRequest<B>) -> Result<BulkRequest<B>, Problem> {
    let count = input.orders.len();
    if !(1..=bounds::BULK_ORDERS).contains(&count) {
        return Err(Problem::invalid(
            "orders",
            format!("must be 1 to {} orders, and are {count}", bounds::BULK_ORDERS),
        ));
    }
    let mut seen = BTreeSet::new();
    for (index, order) in input.orders.iter().enumerate() {
        if let Some(id) = order.get("order_id").and_then(serde_json::Value::as_str)
            && !seen.insert(id)
        {
            return Err(Problem::invalid(format!("orders[{index}].order_id"), "must not be named twice"));
        }
    }
    Ok(input)
}

#[derive(Clone)]
struct Bulk<D> {
    app: App,
    incoming: Arc<Incoming>,
    request_key: Option<RequestKey>,
    decide: D,
}

impl<D> Bulk<D> {
    /// What came of one order.
    async fn one<B>(&self, index: usize, mut entry: serde_json::Value) -> BulkResult
    where
        B: DeserializeOwned + Clone + Send + Sync,
        D: Fn(&Order, B, &Moment<'_>) -> Result<Outcome, Refusal>,
    {
        let fingerprint = sha256(&entry.to_string());
        let order_id = entry.as_object_mut().and_then(|fields| fields.remove("order_id"));
        let done = self.change(index, order_id.as_ref(), entry, fingerprint).await;
        BulkResult::of(order_id, done)
    }

    async fn change<B>(
        &self,
        index: usize,
        order_id: Option<&serde_json::Value>,
        entry: serde_json::Value,
        fingerprint: String,
    ) -> Result<Done, Problem>
    where
        B: DeserializeOwned + Clone + Send + Sync,
        D: Fn(&Order, B, &Moment<'_>) -> Result<Outcome, Refusal>,
    {
        let at = format!("orders[{index}]");
        if !entry.is_object() {
            return Err(Problem::invalid(at, "must be an object"));
        }
        let text = order_id
            .and_then(serde_json::Value::as_str)
            .ok_or_else(|| Problem::invalid(format!("{at}.order_id"), "is required, as text"))?;
        let order_id = OrderId::try_from(text.to_owned()).map_err(|_| Problem::NotFound { what: "order" })?;
        let input = body::parse_value::<B>(entry, &at);
        // No key that a caller chooses has a space in it.
        let request_key =
            self.request_key.as_ref().map(|whole| RequestKey { key: format!("{} {text}", whole.key), fingerprint });
        let action =
            Action { order: Some(&order_id), ..Action::on_store(&self.app, &self.incoming, request_key.as_ref(), 201) };
        action
            .perform(input, |facts, body| {
                let decided = (self.decide)(order_of(facts)?, body, &facts.moment);
                decision(decided.map_err(|refusal| below(&at, refusal)))
            })
            .await
    }
}
