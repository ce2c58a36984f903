//! What no route takes, as a browser is told of it.

use waybill_lambda::{Answer, PageRequest, Problem, Request, no_such_route};

use crate::answer::{language, page_of, shown_to_a_browser};

/// Answers 404, or 405 where the address is there under another method: a page for a browser, and a problem for a
/// program. `document` is the API document.
#[must_use]
pub fn no_such_page(request: &Request, document: &str) -> Answer {
    let answer = no_such_route(request, document);
    let asked = PageRequest::of(request.clone());
    if !asked.is_of_a_browser() {
        return answer;
    }
    shown_to_a_browser(answer, page_of(&Problem::NotFound { what: "page" }, language(&asked, None)))
}
