//! `POST /orders/{order_id}/redact`: erases the customer's personal data and keeps the counts.
//!
//! It cannot be undone.

use waybill_domain::redact::redact;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, redact_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("redact", Method::Post, "/orders/{order_id}/redact", "Erase the customer's personal data")
        .answers::<OrderAnswer>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    redact_order(app, request, &ENDPOINT, redact).await
}
