//! An action on one order: `…/orders/{order_id}/…`.

use lambda_http::Request;
use serde::de::DeserializeOwned;
use waybill_domain::id::{FulfilmentId, FulfilmentOrderId, OrderId};
use waybill_domain::{Moment, Order, Outcome, Refusal};

use crate::answer::{Answer, REPLAYED, json, note, or_problem, set};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, NoBody, Trace};
use crate::perform::{Action, Done, decision, order_of};
use crate::problem::Problem;
use crate::view::{OrderAnswer, OrderView};

/// What of an order the path names.
#[derive(Clone, Debug)]
pub struct Target {
    fulfilment: String,
    fulfilment_order: String,
}

impl Target {
    /// The path's `{fulfilment_id}`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the order has none of that id.
    pub fn fulfilment(&self, order: &Order) -> Result<FulfilmentId, Refusal> {
        FulfilmentId::read(order.id(), &self.fulfilment)
            .filter(|id| order.fulfilment(*id).is_some())
            .ok_or_else(|| Refusal::not_found("fulfilment"))
    }

    /// The path's `{fulfilment_order_id}`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the order has none of that id.
    pub fn fulfilment_order(&self, order: &Order) -> Result<FulfilmentOrderId, Refusal> {
        FulfilmentOrderId::read(order.id(), &self.fulfilment_order)
            .filter(|id| order.fulfilment_order(*id).is_some())
            .ok_or_else(|| Refusal::not_found("fulfilment order"))
    }
}

/// Answers an action on one order with the whole order as it now is, and `warning` beside it if there is one.
pub async fn change_order<B: DeserializeOwned + Clone>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    warning: Option<&'static str>,
    decide: impl Fn(&Order, &Target, B, &Moment<'_>) -> Result<Outcome, Refusal>,
) -> Answer {
    let trace = Trace::of(&request);
    let done = perform(&app, request, endpoint, decide).await;
    or_problem(done.and_then(|done| done_answer(&app, &done, None, warning)), &trace)
}

/// Erases the customer's personal data, and then what carriers said of the parcels: their words can name the customer.
/// Sent again, it goes on where it stopped.
pub async fn redact_order(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    decide: impl Fn(&Order, &Moment<'_>) -> Outcome,
) -> Answer {
    let trace = Trace::of(&request);
    let redacted = async {
        let done = perform(&app, request, endpoint, |order, _, NoBody {}, moment| Ok(decide(order, moment))).await?;
        if let Some(order) = &done.order {
            app.store.forget_journeys(&done.caller.store, order.id()).await?;
        }
        done_answer(&app, &done, None, None)
    };
    or_problem(redacted.await, &trace)
}

async fn perform<B: DeserializeOwned + Clone>(
    app: &App,
    request: Request,
    endpoint: &'static Endpoint,
    decide: impl Fn(&Order, &Target, B, &Moment<'_>) -> Result<Outcome, Refusal>,
) -> Result<Done, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let order_id = OrderId::try_from(incoming.path("order_id")).ok();
    let target =
        Target { fulfilment: incoming.path("fulfilment_id"), fulfilment_order: incoming.path("fulfilment_order_id") };
    let (request_key, input) = incoming.take_input::<B>();
    let action =
        Action { order: order_id.as_ref(), ..Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status) };
    action.perform(input, |facts, body| decision(decide(order_of(facts)?, &target, body, &facts.moment))).await
}

/// The order as it now is, and what is said beside it.
pub(crate) fn done_answer(
    app: &App,
    done: &Done,
    owner_url: Option<String>,
    warning: Option<&'static str>,
) -> Result<Answer, Problem> {
    let order = done.order.as_ref().ok_or(Problem::NotFound { what: "order" })?;
    let view = OrderView::new(order, &done.caller.record, &done.caller.store, &app.public_url, done.now);
    let mut answer = json(done.status, &OrderAnswer { order: view, owner_url, warning });
    mark(&mut answer, done);
    Ok(answer)
}

/// Says that an answer is a replay, if it is, and notes whose it is.
pub(crate) fn mark(answer: &mut Answer, done: &Done) {
    if done.replayed {
        set(answer, REPLAYED, "true");
    }
    note(answer, |noted| {
        noted.store = Some(done.caller.store.to_string());
        noted.order = done.order.as_ref().map(|order| order.id().to_string());
        noted.replayed = done.replayed;
    });
}
