//! `POST /orders/{order_id}/cancel`: cancels the order: what is not fulfilled never will be.
//!
//! What was fulfilled stays so; `cancel` is for that.

use waybill_domain::cancel_order::cancel_order;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("cancel_order", Method::Post, "/orders/{order_id}/cancel", "Cancel an order")
        .answers::<OrderAnswer>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, NoBody {}, moment| Ok(cancel_order(order, moment))).await
}
