//! `POST /orders`: places an order: its items go to the fulfilment orders of their locations (F8).
//!
//! Paid in an automatic mode, it is fulfilled at once (F1); with an upsell, it is pending for an hour (H1, H3).

use waybill_domain::place::PlaceOrder;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, place_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("place_order", Method::Post, "/orders", "Place an order")
    .answers::<OrderAnswer>()
    .takes::<PlaceOrder>()
    .makes();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    place_order(app, request, &ENDPOINT).await
}
