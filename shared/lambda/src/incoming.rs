//! A request, as far as it can be understood before anything is read.

use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;
use lambda_http::request::RequestContext;
use lambda_http::{Body, Context, Request, RequestExt};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use waybill_domain::id::OrderId;
use waybill_store::access::{ApiKey, Identity};
use waybill_store::request::RequestKey;
use waybill_store::secret::sha256;

use crate::body;
use crate::endpoint::Endpoint;
use crate::form::Form;
use crate::problem::Problem;
use crate::session::Session;

/// The largest body that is taken. API Gateway takes 10 MB; no order is larger than this.
pub(crate) const BODY_BYTES: usize = 256 * 1024;

/// What a request that was started without a deadline may take: API Gateway waits for 30 seconds.
const PATIENCE: Duration = Duration::from_secs(25);

/// Kept back of the deadline for the answer itself.
const RESERVE: Duration = Duration::from_millis(500);

/// The body of an action that needs none: nothing, or an empty object.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// Who asks, as far as the request says.
pub(crate) struct Who {
    pub(crate) identity: Identity,
    /// The session that says so, if it is not the key itself.
    pub(crate) session: Option<Session>,
    /// What the form carried to show that it is from a page of the session.
    pub(crate) csrf: Option<String>,
}

/// A request whose credentials have the right form. Whether they are known, only the table can tell.
pub(crate) struct Incoming {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) who: Who,
    request_key: Result<Option<RequestKey>, Problem>,
    body: Result<Vec<u8>, Problem>,
    pub(crate) deadline: Instant,
    request: Request,
}

impl Incoming {
    /// Reads the head of a request.
    ///
    /// # Errors
    /// [`Problem::Unauthenticated`] without a well-formed key; everything else waits until it is known who asks.
    pub(crate) fn read(endpoint: &'static Endpoint, request: Request) -> Result<Self, Problem> {
        let (mut who, form) = who(&request).ok_or(Problem::Unauthenticated)?;
        // What is reached by another method for forms is reached by it for forms alone.
        if who.session.is_none() && request.method() != endpoint.method.as_str() {
            let nothing = Problem::NotFound { what: "address" };
            return Err(endpoint.allow.map_or(nothing, |allow| Problem::MethodNotAllowed { allow: allow.to_owned() }));
        }
        let mut idempotency_key =
            request.headers().get("idempotency-key").map(|value| value.to_str().unwrap_or("\u{0}").to_owned());
        let body = match form {
            None => json_body(&request),
            Some(form) => form.map(|form| {
                who.csrf = form.csrf;
                idempotency_key = idempotency_key.take().or(form.idempotency_key);
                let nothing = form.body.as_object().is_some_and(serde_json::Map::is_empty);
                if nothing { Vec::new() } else { form.body.to_string().into_bytes() }
            }),
        };
        let bytes = body.as_deref().unwrap_or_default();
        let fingerprint = || {
            let path = request.uri().path();
            sha256(&format!("{} {path}\n{}", endpoint.method.as_str(), String::from_utf8_lossy(bytes)))
        };
        let request_key = match idempotency_key {
            None => Ok(None),
            Some(key) if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Ok(Some(RequestKey { fingerprint: fingerprint(), key }))
            }
            Some(_) => Err(Problem::invalid("Idempotency-Key", "must be 1 to 255 visible ASCII characters")),
        };
        Ok(Self { endpoint, who, request_key, body, deadline: deadline(&request), request })
    }

    /// The request's key and its body. What is wrong with either, or with the query, is told only once it is
    /// known who asks.
    pub(crate) fn take_input<B: DeserializeOwned>(&mut self) -> (Option<RequestKey>, Result<B, Problem>) {
        let request_key = std::mem::replace(&mut self.request_key, Ok(None));
        let bytes = std::mem::replace(&mut self.body, Ok(Vec::new()));
        let input = self.query().and(bytes).and_then(|bytes| body::parse(&bytes));
        match request_key {
            Ok(request_key) => (request_key, input),
            Err(problem) => (None, Err(problem)),
        }
    }

    /// A parameter of the path, as the router found it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.request.path_parameters_ref().and_then(|parameters| parameters.first(name)).unwrap_or_default().to_owned()
    }

    /// The query's parameters, in the order in which they were sent.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for one that the route does not know.
    pub(crate) fn query(&self) -> Result<Vec<(String, String)>, Problem> {
        let query = self.request.uri().query().unwrap_or_default();
        let parameters: Vec<(String, String)> =
            url::form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect();
        match parameters.iter().find(|(name, _)| !self.endpoint.query.contains(&name.as_str())) {
            None => Ok(parameters),
            Some((unknown, _)) => {
                let known = match self.endpoint.query {
                    [] => "this route knows none".to_owned(),
                    known => format!("known are {}", known.join(", ")),
                };
                Err(Problem::invalid(unknown, format!("is not a query parameter of this route: {known}")))
            }
        }
    }
}

/// By what a request is found in the logs. The store and the order are what the request says they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    pub(crate) request_id: Option<String>,
    pub(crate) store: Option<String>,
    pub(crate) order: Option<String>,
}

impl Trace {
    pub(crate) fn of(request: &Request) -> Self {
        let order = request.path_parameters_ref().and_then(|parameters| parameters.first("order_id"));
        Self {
            request_id: request_id(request),
            store: identity(request).map(|identity| identity.store().to_string()),
            order: order.and_then(|id| OrderId::try_from(id.to_owned()).ok()).map(|id| id.to_string()),
        }
    }
}

/// Who a request says it is from, by an API key or a session, and the form that it holds, if it is one: those are for
/// sessions alone.
fn who(request: &Request) -> Option<(Who, Option<Result<Form, Problem>>)> {
    if let Some(key) = api_key(request) {
        return Some((Who { identity: key.identity(), session: None, csrf: None }, None));
    }
    let session = Session::of(request.headers())?;
    let form = is_form(request.headers()).then(|| match bytes_of(request) {
        bytes if bytes.len() > BODY_BYTES => Err(Problem::TooLarge { most: BODY_BYTES }),
        bytes => Form::read(bytes),
    });
    Some((Who { identity: session.identity.clone(), session: Some(session), csrf: None }, form))
}

/// Who a request says it is from.
fn identity(request: &Request) -> Option<Identity> {
    let session = || Session::of(request.headers()).map(|session| session.identity);
    api_key(request).map(|key| key.identity()).or_else(session)
}

/// Whether a request is a browser's form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    media_type(headers) == "application/x-www-form-urlencoded"
}

/// A request's body.
pub(crate) fn bytes_of(request: &Request) -> &[u8] {
    match request.body() {
        Body::Text(text) => text.as_bytes(),
        Body::Binary(bytes) => bytes,
        _ => &[],
    }
}

/// What a body is said to be.
fn media_type(headers: &HeaderMap) -> String {
    let content_type = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The key that a request brings, if it has the form of one.
fn api_key(request: &Request) -> Option<ApiKey> {
    let (scheme, key) = request.headers().get("authorization")?.to_str().ok()?.split_once(' ')?;
    ApiKey::try_from(key.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("bearer"))
}

/// The id by which API Gateway knows the request, else Lambda.
fn request_id(request: &Request) -> Option<String> {
    let gateway = match request.request_context_ref() {
        Some(RequestContext::ApiGatewayV2(context)) => context.request_id.clone(),
        _ => None,
    };
    let lambda = || request.lambda_context_ref().map(|context| context.request_id.clone());
    gateway.or_else(lambda).filter(|id| !id.is_empty())
}

/// When an answer must be on its way.
pub(crate) fn deadline(request: &Request) -> Instant {
    let said = request.lambda_context_ref().map(Context::deadline);
    // Lambda hands over no request whose time is over. An emulator whose deadlines are past, or nothing, has none.
    let left = said.and_then(|deadline| deadline.duration_since(SystemTime::now()).ok()).unwrap_or(PATIENCE);
    Instant::now() + left.min(PATIENCE).saturating_sub(RESERVE)
}

/// The body's bytes, if they are few enough and said to be JSON.
fn json_body(request: &Request) -> Result<Vec<u8>, Problem> {
    let bytes = bytes_of(request);
    if bytes.len() > BODY_BYTES {
        return Err(Problem::TooLarge { most: BODY_BYTES });
    }
    let media_type = media_type(request.headers());
    let is_json =
        media_type == "application/json" || (media_type.starts_with("application/") && media_type.ends_with("+json"));
    if bytes.is_empty() || is_json { Ok(bytes.to_vec()) } else { Err(Problem::UnsupportedMediaType) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long a request may take, whose context says this deadline in milliseconds since 1970.
    fn left(deadline_ms: u64) -> Duration {
        let mut context = Context::default();
        context.deadline = deadline_ms;
        deadline(&Request::default().with_lambda_context(context)) - Instant::now()
    }

    #[test]
    fn a_deadline_is_kept_and_one_that_is_past_is_none() {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis();
        let now = u64::try_from(now).expect("a clock");
        assert!(left(now + 5_000) < Duration::from_secs(5));
        for no_deadline in [0, 600_000, now - 1] {
            assert!(left(no_deadline) > Duration::from_secs(5), "{no_deadline}");
        }
        assert!(left(u64::MAX / 2) <= PATIENCE);
    }
}
