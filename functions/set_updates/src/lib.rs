//! `POST /status/{token}/email`: the owner turns updates by e-mail on or off (N10).

use schemars::JsonSchema;
use waybill_lambda::{Answer, App, Endpoint, Method, Request};
use waybill_web::status;

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("set_updates", Method::Post, "/status/{token}/email", "Turn updates by e-mail on or off")
        .takes::<SetUpdates>()
        .shows(&["text/html", "application/json"])
        .asks(&["lang"])
        .redirects();

/// What is filled in.
#[derive(JsonSchema)]
pub struct SetUpdates {
    /// `on` or `off`.
    pub updates: Switch,
    /// Where they go; to the address of the checkout, where nothing is said.
    pub email: Option<String>,
}

/// On or off.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
pub enum Switch {
    /// They are sent.
    On,
    /// They are not.
    Off,
}

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    status::set_updates(app, request).await
}
