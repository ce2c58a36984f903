//! `GET /desk/…`: the merchant's pages, for who has signed in with an API key. They look, and change nothing: their forms
//! post to the actions' own routes.

use waybill_lambda::{Answer, App, Endpoint, Request};
use waybill_web::desk;

/// The routes.
pub const ENDPOINTS: &[Endpoint] = &desk::ENDPOINTS;

/// Answers them.
pub async fn handler(app: App, request: Request) -> Answer {
    desk::show(app, request).await
}
