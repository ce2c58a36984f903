//! `GET /status/owner/{token}`: the page of the one-time link, with the button that uses it. Opening it uses nothing up.

use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("show_claim", Method::Get, "/status/owner/{token}", "Show the one-time link of the checkout")
        .shows(&["text/html"])
        .asks(&["lang"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::show_claim(app, request).await
}
