//! `GET /assets/{name}`: the style sheet and the script of all pages, kept for good by their names.

use waybill_lambda::{Answer, Endpoint, Method, Request};
use waybill_web::assets::asset_named;

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("assets", Method::Get, "/assets/{name}", "Load what pages are made of")
    .shows(&["text/css", "text/javascript"]);

/// Answers it.
#[must_use]
pub fn handler(request: &Request) -> Answer {
    asset_named(request)
}
