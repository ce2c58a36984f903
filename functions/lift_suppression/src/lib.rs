//! `DELETE /orders/{order_id}/suppression`: sends mail to the order's address again, after it came back or was called unwanted.
//!
//! Nothing is sent by it: what was not sent meanwhile can be asked for.

use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, lift_suppression};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "lift_suppression",
    Method::Delete,
    "/orders/{order_id}/suppression",
    "Send mail to an order's address again",
)
.answers::<OrderAnswer>()
.posted("/orders/{order_id}/suppression/lift");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    lift_suppression(app, request, &ENDPOINT).await
}
