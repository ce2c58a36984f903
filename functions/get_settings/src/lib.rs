//! `GET /settings`: what the merchant has chosen.

use waybill_lambda::view::SettingsView;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, read_settings};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("get_settings", Method::Get, "/settings", "Read the store's settings").answers::<SettingsView>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    read_settings(app, request, &ENDPOINT).await
}
