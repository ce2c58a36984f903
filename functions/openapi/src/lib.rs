//! `GET /openapi.json`: the API document, made from the code by a test that also keeps it current.

use waybill_lambda::{Answer, Endpoint, Method, Request, document};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("openapi", Method::Get, "/openapi.json", "Read this document");

/// `OpenAPI` 3.1, in full.
pub const DOCUMENT: &str = include_str!("../openapi.json");

/// Answers it.
#[must_use]
pub fn handler(_: &Request) -> Answer {
    document(DOCUMENT)
}
