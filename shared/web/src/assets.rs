//! What pages load: the style sheet and the script, kept for good by the names that change with what is in them.

use http::header::{CACHE_CONTROL, CONTENT_TYPE, VARY};
use waybill_lambda::{Answer, Body, PageRequest, Problem, Request};
use waybill_pages::assets::{ASSET_CACHING, asset};

use crate::answer::{finished, set};

/// Answers the asset that the path names.
#[must_use]
pub fn asset_named(request: &Request) -> Answer {
    let asked = PageRequest::of(request.clone());
    let found = asset(asked.path("name")).ok_or(Problem::NotFound { what: "asset" });
    let answer = found.map(|asset| {
        let mut answer = Answer::new(Body::Text(asset.body.to_owned()));
        set(&mut answer, CONTENT_TYPE, asset.content_type);
        set(&mut answer, CACHE_CONTROL, ASSET_CACHING);
        set(&mut answer, VARY, "accept-encoding");
        answer
    });
    finished(&asked, answer)
}
