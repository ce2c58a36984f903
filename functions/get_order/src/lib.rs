//! `GET /orders/{order_id}`: the order as it is now: a consistent read, never behind a write.

use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, read_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("get_order", Method::Get, "/orders/{order_id}", "Read an order").answers::<OrderAnswer>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    read_order(app, request, &ENDPOINT).await
}
