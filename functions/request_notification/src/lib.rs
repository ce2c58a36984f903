//! `POST /orders/{order_id}/notifications`: sends a message again, from the order as it is now.
//!
//! It is noted as an event, of which `notify` tells the customer. A dry run renders it, and sends nothing.

use waybill_domain::ask::AskMessage;
use waybill_lambda::{Answer, App, Endpoint, Method, NotificationView, Request, request_notification};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("request_notification", Method::Post, "/orders/{order_id}/notifications", "Send a message again")
        .answers::<NotificationView>()
        .takes::<AskMessage>()
        .accepts();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    request_notification(app, request, &ENDPOINT).await
}
