//! `POST /orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/hold`: holds what is left at a location (H4, H6).
//!
//! Each call is a hold of its own: two people hold for two reasons.

use waybill_domain::hold::{PlaceHold, hold};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "hold",
    Method::Post,
    "/orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/hold",
    "Hold what is left at a location",
)
.answers::<OrderAnswer>()
.takes::<PlaceHold>()
.makes();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, body: PlaceHold, moment| {
        hold(order, target.fulfilment_order(order)?, body, moment)
    })
    .await
}
