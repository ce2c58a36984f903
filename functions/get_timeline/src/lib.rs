//! `GET /orders/{order_id}/timeline`: what happened to the order, oldest first, and by whom.

use waybill_lambda::{Answer, App, Endpoint, Method, Request, TimelineView, timeline};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("get_timeline", Method::Get, "/orders/{order_id}/timeline", "Read what happened to an order")
        .answers::<TimelineView>()
        .asks(&["limit", "cursor"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    timeline(app, request, &ENDPOINT).await
}
