//! `POST /orders/{order_id}/payment`: says how the payment stands, and who says so.
//!
//! Paid in an automatic mode fulfils the order (F1); refunded or voided never does.

use waybill_domain::pay::pay;
use waybill_domain::payment::PaymentReport;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("set_payment", Method::Post, "/orders/{order_id}/payment", "Say how the payment stands")
        .answers::<OrderAnswer>()
        .takes::<PaymentReport>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, body: PaymentReport, moment| {
        Ok(pay(order, body.on(order.payment()), moment))
    })
    .await
}
