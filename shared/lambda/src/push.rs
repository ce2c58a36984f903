//! What tracking services push: taken from nobody but the service, told by its signature over the raw body.

use http::HeaderMap;
use lambda_http::{Body, Request, RequestExt};
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::id::StoreId;
use waybill_domain::service::{Service, TrackingService};
use waybill_store::access::StoreRecord;

use crate::answer::{Answer, json, note, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{BODY_BYTES, Trace, deadline};
use crate::perform::in_time;
use crate::problem::Problem;

/// A push, of which nothing has been believed yet.
pub struct Pushed {
    /// The store that the address names.
    pub store: StoreId,
    /// The store's settings.
    pub record: StoreRecord,
    /// The service that the address names, as the store uses it.
    pub service: TrackingService,
    /// The head.
    pub headers: HeaderMap,
    /// What the address says after `?token=`.
    pub token: Option<String>,
    /// The body, as it came.
    pub body: Vec<u8>,
}

/// What came of a push.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "PushTaken")]
pub struct PushTaken {
    /// Parcels with the number that it is about.
    pub parcels: usize,
    /// Those of which something was learnt.
    pub changed: usize,
    /// Codes that the mapping does not know.
    #[serde(skip)]
    pub unknown_codes: usize,
    /// Numbers that no parcel has.
    #[serde(skip)]
    pub unknown_numbers: usize,
}

/// Takes a push. `believe` checks its signature before it reads the body, and writes down what it says.
pub async fn take_push<F>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    believe: impl Fn(Pushed) -> F,
) -> Answer
where
    F: Future<Output = Result<PushTaken, Problem>>,
{
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let taken = in_time(deadline, async {
        let pushed = pushed(&app, request).await?;
        let store = pushed.store.to_string();
        let taken = believe(pushed).await?;
        let mut answer = json(endpoint.status, &taken);
        note(&mut answer, |noted| {
            noted.store = Some(store);
            noted.unknown_codes = taken.unknown_codes;
            noted.unknown_numbers = taken.unknown_numbers;
        });
        Ok(answer)
    });
    or_problem(taken.await, &trace)
}

async fn pushed(app: &App, request: Request) -> Result<Pushed, Problem> {
    let path = |name: &str| request.path_parameters_ref().and_then(|all| all.first(name)).unwrap_or_default();
    let service = Service::named(path("service")).ok_or(Problem::NotFound { what: "tracking service" })?;
    // Whether there is such a store, and which service it uses, is nobody's business but the service's.
    let store = StoreId::try_from(path("store_id").to_owned()).map_err(|_| Problem::Unsigned)?;
    let query = request.uri().query().unwrap_or_default();
    let mut parameters = url::form_urlencoded::parse(query.as_bytes());
    let token = parameters.find(|(name, _)| name == "token").map(|(_, token)| token.into_owned());
    let (head, body) = request.into_parts();
    let body = match body {
        Body::Text(text) => text.into_bytes(),
        Body::Binary(bytes) => bytes,
        _ => Vec::new(),
    };
    if body.len() > BODY_BYTES {
        return Err(Problem::TooLarge { most: BODY_BYTES });
    }
    let record = app.store.find_store(&store).await?.ok_or(Problem::Unsigned)?;
    let used = record.settings.tracking_service.clone().filter(|used| used.service == service);
    let service = used.ok_or(Problem::Unsigned)?;
    Ok(Pushed { store, record, service, headers: head.headers, token, body })
}
