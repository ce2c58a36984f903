//! `POST /unsubscribe/{token}`: stops the e-mails, by the page's button or by one click in a mail program (RFC 8058).

use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("unsubscribe", Method::Post, "/unsubscribe/{token}", "Stop updates by e-mail")
        .shows(&["text/html"])
        .asks(&["lang"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::unsubscribe(app, request).await
}
