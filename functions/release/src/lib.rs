//! `POST /orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/release`: releases one hold; the last one frees the items (H8).
//!
//! In an automatic mode, what was paid meanwhile is then fulfilled (F1).

use waybill_domain::hold::{ReleaseHold, release};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "release",
    Method::Post,
    "/orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/release",
    "Release a hold",
)
.answers::<OrderAnswer>()
.takes::<ReleaseHold>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, body: ReleaseHold, moment| {
        release(order, target.fulfilment_order(order)?, &body, moment)
    })
    .await
}
