//! `POST /orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/move`: moves what is left at a location to another one (F8).

use waybill_domain::move_to::{MoveTo, move_to};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "move_fulfilment_order",
    Method::Post,
    "/orders/{order_id}/fulfilment-orders/{fulfilment_order_id}/move",
    "Move what is left to another location",
)
.answers::<OrderAnswer>()
.takes::<MoveTo>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, body: MoveTo, moment| {
        move_to(order, target.fulfilment_order(order)?, &body, moment)
    })
    .await
}
