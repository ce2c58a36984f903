//! Addresses to which a store sends no more mail: mail came back from them, or their owner called it unwanted.

use chrono::{DateTime, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::id::{OrderId, StoreId};
use waybill_store::StoreError;
use waybill_store::access::StoreRecord;
use waybill_store::message::feedback::Suppression;

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::change::done_answer;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, NoBody, Trace};
use crate::perform::{Action, Decision, order_of};
use crate::problem::Problem;

/// Why an order's address is sent no more mail.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Suppression")]
pub(crate) struct SuppressionView {
    /// What SES said of it.
    why: String,
    /// When.
    at: DateTime<Utc>,
}

impl From<Suppression> for SuppressionView {
    fn from(Suppression { why, at }: Suppression) -> Self {
        Self { why, at }
    }
}

/// Why an order's address is sent no more mail, if it is not.
///
/// # Errors
/// As [`StoreError`] says.
pub async fn suppression_of(
    app: &App,
    store: &StoreId,
    record: &StoreRecord,
    order: &Order,
) -> Result<Option<Suppression>, StoreError> {
    match order.contact().mail_to() {
        Some(address) => app.store.suppression(store, &record.secret, address).await,
        None => Ok(None),
    }
}

/// Sends mail to the address of the order that the path names again, and answers the order.
pub async fn lift_suppression(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let trace = Trace::of(&request);
    or_problem(lifted(&app, request, endpoint).await, &trace)
}

async fn lifted(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Answer, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let order_id = OrderId::try_from(incoming.path("order_id")).ok();
    let (request_key, input) = incoming.take_input();
    let action =
        Action { order: order_id.as_ref(), ..Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status) };
    let lift = |order: &Order| order.contact().mail_to().cloned().map_or(Decision::Nothing, Decision::Lift);
    let done = action.perform(input, |facts, NoBody {}| Ok(lift(order_of(facts)?))).await?;
    done_answer(app, &done, None, None)
}
