//! `POST /status/{token}/login`: another device becomes its owner's, by the order's number and the e-mail address of the
//! checkout, or the phone number, where no e-mail address was given (O7).

use schemars::JsonSchema;
use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("log_in_to_status", Method::Post, "/status/{token}/login", "Log in to an order's page")
        .takes::<LogIn>()
        .shows(&["text/html", "application/json"])
        .asks(&["lang"])
        .redirects();

/// What is filled in.
#[derive(JsonSchema)]
pub struct LogIn {
    /// The order's number, with its `#` or without.
    pub order: String,
    /// The e-mail address of the checkout.
    pub email: Option<String>,
    /// The phone number of the checkout, where no e-mail address was given.
    pub phone: Option<String>,
}

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::log_in(app, request).await
}
