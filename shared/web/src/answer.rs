//! Answers to people: a page, or the same as JSON; on to another page; or why not.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION, SET_COOKIE, VARY,
};
use http::{HeaderMap, StatusCode};
use waybill_domain::language::Language;
use waybill_lambda::{Answer, Body, PageRequest, Problem};
use waybill_pages::assets::PAGE_HEADERS;
use waybill_pages::small::{self, Small};
use waybill_pages::{Markup, reader};

/// What a page says depends on besides its address.
const VARIES: &str = "accept, accept-encoding, accept-language, cookie";

/// Smaller answers are not worth compressing: they fit a packet as they are.
const WORTH_COMPRESSING: usize = 1_000;

/// Who may keep a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// Whoever asked, to be shown again only after asking whether it is still so.
    Asking,
    /// Nobody: it has what only its owner sees.
    ByNobody,
}

/// A page.
pub(crate) fn page(status: u16, markup: Markup, kept: Kept) -> Answer {
    let mut answer = of_people(status, Body::Text(markup.into_string()), kept);
    set(&mut answer, CONTENT_TYPE, "text/html; charset=utf-8");
    answer
}

/// What a page shows, as a program reads it.
pub(crate) fn json(status: u16, body: &impl serde::Serialize, kept: Kept) -> Answer {
    // What pages show is text and numbers: it can always be written.
    let mut answer = of_people(status, Body::Text(serde_json::to_string(body).unwrap_or_default()), kept);
    set(&mut answer, CONTENT_TYPE, "application/json");
    answer
}

/// The page is still as the sender has it.
pub(crate) fn unchanged(kept: Kept) -> Answer {
    of_people(304, Body::Empty, kept)
}

/// On to another page of ours.
pub(crate) fn see(path: &str) -> Answer {
    let mut answer = of_people(303, Body::Empty, Kept::ByNobody);
    put(&mut answer, LOCATION, path);
    answer
}

/// Puts a tag to an answer, by which the sender asks whether it is still so.
pub(crate) fn tagged(mut answer: Answer, tag: &str) -> Answer {
    put(&mut answer, ETAG, &format!("\"{tag}\""));
    answer
}

/// Puts a cookie to an answer.
pub(crate) fn with_cookie(mut answer: Answer, cookie: &str) -> Answer {
    put(&mut answer, SET_COOKIE, cookie);
    answer
}

/// The answer to a request, or why there is none: a page for a browser, and a problem for a program. It is compressed
/// where the sender takes that, because nobody does it on the way.
pub(crate) fn finished(asked: &PageRequest, answered: Result<Answer, Problem>) -> Answer {
    let answer = answered.unwrap_or_else(|problem| {
        let answer = asked.problem(&problem);
        let markup = page_of(&problem, language(asked, None));
        if asked.is_of_a_browser() { shown_to_a_browser(answer, markup) } else { answer }
    });
    let takes_gzip = asked.header("accept-encoding").is_some_and(|taken| taken.contains("gzip"));
    if takes_gzip { compressed(answer) } else { answer }
}

/// The language of a page: the one that is asked for, else the order's, else the browser's.
pub(crate) fn language(asked: &PageRequest, of_order: Option<&str>) -> Language {
    reader::language(asked.query("lang").as_deref(), of_order, asked.header("accept-language"))
}

/// A problem's answer with a page in place of its JSON; its status, and what is logged of it, stay.
pub(crate) fn shown_to_a_browser(mut answer: Answer, markup: Markup) -> Answer {
    *answer.body_mut() = Body::Text(markup.into_string());
    headed(answer.headers_mut(), Kept::ByNobody);
    set(&mut answer, CONTENT_TYPE, "text/html; charset=utf-8");
    answer
}

/// What a browser is shown of a problem: that there is nothing, or that something failed. It is nobody's page.
pub(crate) fn page_of(problem: &Problem, language: Language) -> Markup {
    let nobodys = Small { language, store: "", path: None };
    match problem {
        Problem::NotFound { .. } | Problem::MethodNotAllowed { .. } => small::not_found(nobodys),
        _ => small::failed(nobodys),
    }
}

fn of_people(status: u16, body: Body, kept: Kept) -> Answer {
    let mut answer = Answer::new(body);
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    headed(answer.headers_mut(), kept);
    answer
}

fn headed(headers: &mut HeaderMap, kept: Kept) {
    for (name, value) in PAGE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let kept = match kept {
        Kept::Asking => "no-cache",
        Kept::ByNobody => "private, no-store",
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(VARY, HeaderValue::from_static(VARIES));
}

fn compressed(mut answer: Answer) -> Answer {
    let Body::Text(text) = answer.body() else { return answer };
    if text.len() < WORTH_COMPRESSING {
        return answer;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    if let Ok(bytes) = written {
        *answer.body_mut() = Body::Binary(bytes);
        set(&mut answer, CONTENT_ENCODING, "gzip");
    }
    answer
}

pub(crate) fn set(answer: &mut Answer, name: HeaderName, value: &'static str) {
    answer.headers_mut().insert(name, HeaderValue::from_static(value));
}

/// Puts a field that we made of what is known to be plain: ids, hashes and paths.
fn put(answer: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
