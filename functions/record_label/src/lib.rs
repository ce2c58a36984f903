//! `PUT /orders/{order_id}/fulfilments/{fulfilment_id}/label`: records the label that was bought for a fulfilment (F6).
//!
//! A fulfilment with a bought label cannot be cancelled until the label is voided (C3).

use waybill_domain::label::{LabelPurchase, record};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "record_label",
    Method::Put,
    "/orders/{order_id}/fulfilments/{fulfilment_id}/label",
    "Record a bought label",
)
.answers::<OrderAnswer>()
.takes::<LabelPurchase>()
.posted_here("PUT, DELETE");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, body: LabelPurchase, moment| {
        record(order, target.fulfilment(order)?, body, moment)
    })
    .await
}
