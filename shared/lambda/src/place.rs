//! Placing an order: the one action that makes what it writes.

use lambda_http::Request;
use waybill_domain::Refusal;
use waybill_domain::id::OrderId;
use waybill_domain::place::{PlaceOrder, place};
use waybill_store::read::Wanted;
use waybill_store::secret::TokenPurpose;
use waybill_store::write::new_order_id;

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::change::done_answer;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace};
use crate::perform::{Action, Decision, Done, Facts};
use crate::problem::Problem;

/// Places an order, and answers it with `owner_url`: the link that makes the checkout's device the owner (O7).
pub async fn place_order(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let trace = Trace::of(&request);
    let done = perform(&app, request, endpoint).await;
    or_problem(done.and_then(|done| done_answer(&app, &done, owner_url(&app, &done), None)), &trace)
}

async fn perform(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Done, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<PlaceOrder>();
    let external_id = input.as_ref().ok().and_then(|input| input.external_id.clone());
    let order_id = new_order_id(app.now())?;
    let action = Action {
        order: Some(&order_id),
        external_id: external_id.as_ref().map(waybill_domain::text::Line::as_str),
        ..Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status)
    };
    let done = action.perform(input, |facts, input| decide(&order_id, facts, input)).await?;
    if done.replayed { placed_before(app, &incoming, done).await } else { Ok(done) }
}

fn decide(id: &OrderId, facts: &Facts<'_>, input: PlaceOrder) -> Result<Decision, Problem> {
    if let Some(other) = facts.external_id_of {
        return Err(Refusal::ExternalIdTaken { order_id: other.to_string() }.into());
    }
    Ok(Decision::Change(Box::new(place(id.clone(), input, &facts.moment)?)))
}

/// The order that the same request placed before, as it now is.
async fn placed_before(app: &App, incoming: &Incoming, done: Done) -> Result<Done, Problem> {
    let placed = done.made.first().and_then(|id| OrderId::try_from(id.clone()).ok());
    let wanted = Wanted { order: placed.as_ref(), ..Wanted::default() };
    let loaded = app.store.read(&incoming.who.identity, &wanted, done.now).await?;
    Ok(Done { order: loaded.order.map(|stored| stored.order), ..done })
}

/// The link is made anew from the store's secret, so that a request whose answer was lost still gets it.
fn owner_url(app: &App, done: &Done) -> Option<String> {
    let order = done.order.as_ref()?;
    let token = done.caller.record.secret.order_token(TokenPurpose::Owner, &done.caller.store, order.id());
    Some(format!("{}/status/owner/{token}", app.public_url))
}
