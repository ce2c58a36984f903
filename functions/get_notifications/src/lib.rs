//! `GET /orders/{order_id}/notifications`: what the customer was told, or not and why (N12).

use waybill_lambda::{Answer, App, Endpoint, Method, OrderNotificationsView, Request, notifications_of_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "get_notifications",
    Method::Get,
    "/orders/{order_id}/notifications",
    "Read what the customer was told, and why not",
)
.answers::<OrderNotificationsView>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    notifications_of_order(app, request, &ENDPOINT).await
}
