//! `$default`: whatever no other route takes. 404, or 405 where the address takes another method.

use waybill_lambda::{Answer, Request};
use waybill_web::fallback::no_such_page;

/// The function.
pub const NAME: &str = "not_found";

/// Answers it; the API document says which routes there are.
#[must_use]
pub fn handler(request: &Request) -> Answer {
    no_such_page(request, openapi::DOCUMENT)
}
