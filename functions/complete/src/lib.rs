//! `POST /orders/{order_id}/complete`: the customer left the checkout, and took what the upsell offered, or nothing (H1).
//!
//! The same answer again changes nothing; after the hour it is too late (H3).

use waybill_domain::upsell::{CompleteOrder, complete};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("complete", Method::Post, "/orders/{order_id}/complete", "Complete an order with an upsell")
        .answers::<OrderAnswer>()
        .takes::<CompleteOrder>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, body: CompleteOrder, moment| complete(order, body, moment))
        .await
}
