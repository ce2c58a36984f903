//! `GET /openapi.json`: the API document, made from the code (`cargo run --bin openapi-document`).

use waybill_lambda::{Answer, App, Endpoint, Method, Request, document};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("openapi", Method::Get, "/openapi.json", "Read this document");

/// OpenAPI 3.1, in full.
pub const DOCUMENT: &str = include_str!("../openapi.json");

/// Answers it.
pub async fn handler(_: App, _: Request) -> Answer {
    document(DOCUMENT)
}
