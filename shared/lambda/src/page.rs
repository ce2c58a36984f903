//! Requests of people: no API key is in their head. A token in the address says what they may see, and a cookie who
//! they are.

use std::net::IpAddr;
use std::time::Instant;

use http::HeaderMap;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Request, RequestExt};
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::{Moment, Order, Outcome, Refusal};
use waybill_store::StoreError;
use waybill_store::write::{ChangeId, WriteContext};

use crate::answer::{Answer, note, problem};
use crate::app::App;
use crate::cookie::cookie;
use crate::incoming::{Trace, deadline};
use crate::pause;
use crate::perform::in_time;
use crate::problem::Problem;

/// The largest form that is taken: the longest fields of all of ours fit several times.
const FORM_BYTES: usize = 16 * 1024;

/// A request of a person, or of a program that reads what people see.
pub struct PageRequest {
    request: Request,
    trace: Trace,
    deadline: Instant,
}

impl PageRequest {
    /// Reads the head of a request.
    #[must_use]
    pub fn of(request: Request) -> Self {
        let (trace, deadline) = (Trace::of(&request), deadline(&request));
        Self { request, trace, deadline }
    }

    /// The request itself.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// A parameter of the path, as the router found it.
    #[must_use]
    pub fn path(&self, name: &str) -> &str {
        self.request.path_parameters_ref().and_then(|parameters| parameters.first(name)).unwrap_or_default()
    }

    /// A query parameter. Those that a page does not know are left alone: mail programs and their scanners add some.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.request.uri().query().unwrap_or_default();
        let mut parameters = url::form_urlencoded::parse(query.as_bytes());
        parameters.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }

    /// A field of the head.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The head, whole.
    #[must_use]
    pub fn head(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// A cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        cookie(self.request.headers(), name)
    }

    /// Who sent it, as far as a network address says: of a longer address, the network that one customer is given.
    #[must_use]
    pub fn client(&self) -> String {
        let Some(RequestContext::ApiGatewayV2(context)) = self.request.request_context_ref() else {
            return String::new();
        };
        let address = context.http.source_ip.as_deref().unwrap_or_default();
        match address.parse() {
            Ok(IpAddr::V6(address)) => {
                let network: Vec<_> = address.segments().iter().take(4).map(|part| format!("{part:x}")).collect();
                network.join(":")
            }
            _ => address.to_owned(),
        }
    }

    /// Whether the sender is a browser, which reads pages, rather than a program.
    #[must_use]
    pub fn is_of_a_browser(&self) -> bool {
        self.header("accept").is_some_and(|accepted| accepted.contains("text/html"))
    }

    /// Whether JSON is asked for, and no page.
    #[must_use]
    pub fn wants_json(&self) -> bool {
        !self.is_of_a_browser() && self.header("accept").is_some_and(|accepted| accepted.contains("json"))
    }

    /// Whether the sender has the version of this tag already.
    #[must_use]
    pub fn has(&self, tag: &str) -> bool {
        let known = |one: &str| one.trim().trim_start_matches("W/").trim_matches('"') == tag;
        self.header("if-none-match").is_some_and(|tags| tags.split(',').any(known))
    }

    /// The fields of the form that was sent.
    ///
    /// # Errors
    /// [`Problem::CrossSite`] for a form of another site's page, which a browser names; [`Problem::TooLarge`] and
    /// [`Problem::NotAForm`] for what is none.
    pub fn form(&self, public_url: &str) -> Result<Form, Problem> {
        if self.is_cross_site(public_url) {
            return Err(Problem::CrossSite);
        }
        let bytes: &[u8] = match self.request.body() {
            Body::Text(text) => text.as_bytes(),
            Body::Binary(bytes) => bytes,
            _ => &[],
        };
        if bytes.len() > FORM_BYTES {
            return Err(Problem::TooLarge { most: FORM_BYTES });
        }
        let media_type = self.header("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !bytes.is_empty() && !media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(Problem::NotAForm);
        }
        Ok(Form(url::form_urlencoded::parse(bytes).into_owned().collect()))
    }

    /// Whether a browser says that another site's page sent it. A program says nothing of it.
    fn is_cross_site(&self, public_url: &str) -> bool {
        match (self.header("sec-fetch-site"), self.header("origin")) {
            (Some(site), _) => !matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => !is_origin(origin, public_url),
            (None, None) => false,
        }
    }

    /// What is done before the answer must be on its way, or not at all as far as we can tell.
    ///
    /// # Errors
    /// Those of the work, and [`Problem::OutOfTime`].
    pub async fn in_time<T>(&self, work: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
        in_time(self.deadline, work).await
    }

    /// A problem as a program reads it; what is logged of it is beside it.
    #[must_use]
    pub fn problem(&self, stood_in_the_way: &Problem) -> Answer {
        problem(stood_in_the_way, &self.trace)
    }
}

/// What somebody filled in.
#[derive(Clone, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// A field, without the blanks around it; empty, where it is not there.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).unwrap_or_default()
    }
}

/// Notes whose order an answer is about: what the log says of it. A token says so only once it was found to be the
/// store's own.
pub fn note_order(answer: &mut Answer, store: &StoreId, order: &OrderId) {
    note(answer, |noted| {
        noted.store = Some(store.to_string());
        noted.order = Some(order.to_string());
    });
}

/// Changes an order for somebody who has no API key, again and again while others write first and time is left.
///
/// # Errors
/// The refusal of the decision; and as [`StoreError`] says.
pub async fn change_by(
    app: &App,
    asked: &PageRequest,
    actor: &str,
    (store, order): (&StoreId, &OrderId),
    decide: impl Fn(&Order, &Moment<'_>) -> Result<Outcome, Refusal>,
) -> Result<(), Problem> {
    for attempt in 0..pause::TRIES {
        if attempt > 0 && !pause::before_try(attempt, asked.deadline).await {
            return Err(Problem::OutOfTime);
        }
        let read = app.store.read_for_schedule(store, order).await?;
        let (record, stored) = read.ok_or(Problem::NotFound { what: "order" })?;
        let now = app.now();
        let decided = decide(&stored.order, &Moment { now, actor, settings: &record.settings })?;
        let Outcome::Changed(change) = decided else { return Ok(()) };
        let context = WriteContext { store, record: &record, actor, now, request: None };
        match app.store.write(Some(&stored), &change, &ChangeId::generate()?, &context).await {
            Err(StoreError::LostRace) => {}
            other => return Ok(other?),
        }
    }
    Err(Problem::TryAgain(StoreError::LostRace))
}

/// Whether an origin is that of an address: the same scheme, host and port.
fn is_origin(origin: &str, address: &str) -> bool {
    let of = |text: &str| url::Url::parse(text).ok().map(|url| url.origin()).filter(url::Origin::is_tuple);
    of(origin).is_some_and(|origin| of(address) == Some(origin))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: &str = "https://parcels.example.com";

    fn asked(head: &[(&str, &str)]) -> PageRequest {
        let mut request = Request::new(Body::Empty);
        for (name, value) in head {
            let name = http::HeaderName::try_from(*name).expect("a name");
            request.headers_mut().append(name, value.parse().expect("a value"));
        }
        PageRequest::of(request)
    }

    #[test]
    fn a_form_of_another_site_is_not_taken() {
        for (head, taken) in [
            (vec![], true),
            (vec![("origin", HERE)], true),
            (vec![("origin", "https://parcels.example.com:443")], true),
            (vec![("origin", "https://evil.example.com")], false),
            (vec![("origin", "http://parcels.example.com")], false),
            (vec![("origin", "https://parcels.example.com.evil.example")], false),
            (vec![("origin", "null")], false),
            (vec![("sec-fetch-site", "same-origin"), ("origin", "http://localhost")], true),
            (vec![("sec-fetch-site", "same-site"), ("origin", HERE)], false),
            (vec![("sec-fetch-site", "cross-site")], false),
        ] {
            assert_eq!(asked(&head).form(HERE).is_ok(), taken, "{head:?}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let asked = asked(&[("cookie", "ab=1; a=2;b=3"), ("cookie", "c=4=5")]);
        for (name, value) in [("a", Some("2")), ("ab", Some("1")), ("b", Some("3")), ("c", Some("4=5")), ("d", None)] {
            assert_eq!(asked.cookie(name), value, "{name}");
        }
    }

    #[test]
    fn a_tag_is_known_however_it_is_marked() {
        for (head, known) in
            [("\"t\"", true), ("W/\"t\"", true), ("\"s\", \"t\"", true), ("\"tt\"", false), ("", false)]
        {
            assert_eq!(asked(&[("if-none-match", head)]).has("t"), known, "{head}");
        }
    }
}
