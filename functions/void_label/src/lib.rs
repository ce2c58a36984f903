//! `DELETE /orders/{order_id}/fulfilments/{fulfilment_id}/label`: notes that the label was given back to the carrier (F6, C3).

use waybill_domain::label::void;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("void_label", Method::Delete, "/orders/{order_id}/fulfilments/{fulfilment_id}/label", "Void a label")
        .answers::<OrderAnswer>()
        .posted("/orders/{order_id}/fulfilments/{fulfilment_id}/label/void");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, NoBody {}, moment| {
        void(order, target.fulfilment(order)?, moment)
    })
    .await
}
