//! `GET /status/{token}`: the order status page, as whoever asks may see it. As long as nothing has changed, it is a 304.

use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("order_status", Method::Get, "/status/{token}", "Show an order to its customer")
        .shows(&["text/html", "application/json"])
        .asks(&["lang"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::show(app, request).await
}
