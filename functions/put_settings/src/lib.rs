//! `PUT /settings`: changes what the merchant has chosen, at once (N5).
//!
//! Absent is unchanged, null is the default.

use waybill_domain::settings::SettingsChanges;
use waybill_lambda::view::SettingsView;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_settings};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("put_settings", Method::Put, "/settings", "Change the store's settings")
    .answers::<SettingsView>()
    .takes::<SettingsChanges>()
    .posted_here("GET, PUT");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_settings(app, request, &ENDPOINT).await
}
