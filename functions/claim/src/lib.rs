//! `POST /status/owner/{token}`: uses the one-time link up, and makes this device the owner's (O7).

use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("claim", Method::Post, "/status/owner/{token}", "Use the one-time link of the checkout")
        .shows(&["text/html"])
        .asks(&["lang"])
        .redirects();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::claim(app, request).await
}
