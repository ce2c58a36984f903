//! `GET /unsubscribe/{token}`: the page that asks before it stops the e-mails.

use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("show_unsubscribe", Method::Get, "/unsubscribe/{token}", "Show the way out of updates by e-mail")
        .shows(&["text/html"])
        .asks(&["lang"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::show_unsubscribe(app, request).await
}
