//! `POST /orders/{order_id}/fulfilments/{fulfilment_id}/cancel`: cancels a fulfilment, the exact inverse of making it (C1–C5).
//!
//! Its items are unfulfilled again. The answer warns that no parcel is stopped (C4).

use waybill_domain::cancel::{WARNING, cancel};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "cancel",
    Method::Post,
    "/orders/{order_id}/fulfilments/{fulfilment_id}/cancel",
    "Cancel a fulfilment",
)
.answers::<OrderAnswer>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, Some(WARNING), |order, target, NoBody {}, moment| {
        cancel(order, target.fulfilment(order)?, moment)
    })
    .await
}
