//! What stands where API Gateway would: the template's routes, each to its function; and what is this run's own,
//! `/local/clock`, the local carrier and the local outbox.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::to_bytes;
use chrono::SecondsFormat;
use http::{Method, StatusCode};
use lambda_http::{Context, RequestExt};
use matchit::Router;
use serde::Deserialize;
use serde_json::json;
use ulid::Ulid;
use waybill_lambda::{Answer, App, Body, Request, invoke};

use crate::carrier::LocalCarrier;
use crate::carrier::pushes::Pushes;
use crate::clock::Clock;
use crate::error::LocalError;
use crate::functions::{Function, Handler, Rooms, named};
use crate::outbox::Outbox;
use crate::schedules::Schedules;
use crate::streams::Streams;
use crate::template::{Event, Template};
use crate::topics::Topics;

/// API Gateway takes bodies of 10 MB.
const BODY_BYTES: usize = 10 * 1024 * 1024;

/// The routes, and what they lead to. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    rooms: Rooms,
    clock: Clock,
    schedules: Option<Schedules>,
    carrier: Option<LocalCarrier>,
    outbox: Option<Outbox>,
    topics: Option<Topics>,
    streams: Option<Streams>,
    routes: Arc<Routes>,
    quiet: bool,
}

/// A function, and how long it may take.
#[derive(Clone, Copy)]
struct Target {
    function: Function,
    timeout: Duration,
}

struct Routes {
    by_path: Router<HashMap<String, Target>>,
    default: Target,
}

impl Gateway {
    /// The template's routes.
    ///
    /// # Errors
    /// When the template leads to a function that is not there, or has no default route.
    pub fn new(
        template: &Template,
        rooms: Rooms,
        clock: Clock,
        schedules: Option<Schedules>,
        streams: Option<Streams>,
        quiet: bool,
    ) -> Result<Self, LocalError> {
        let mut paths: HashMap<String, HashMap<String, Target>> = HashMap::new();
        let mut default = None;
        for function in &template.functions {
            let target = Target { function: named(&function.name)?, timeout: function.timeout };
            for event in &function.events {
                match event {
                    Event::Route { method, path } => {
                        let methods = paths.entry(path.clone()).or_default();
                        methods.insert(method.clone(), target);
                    }
                    Event::DefaultRoute => default = Some(target),
                    Event::Every(_) | Event::Stream(_) | Event::Topic => {}
                }
            }
        }
        let mut by_path = Router::new();
        for (path, methods) in paths {
            by_path.insert(path, methods).map_err(|error| LocalError::Template(error.to_string()))?;
        }
        let default = default.ok_or_else(|| LocalError::Template("there is no default route".to_owned()))?;
        let routes = Arc::new(Routes { by_path, default });
        Ok(Self { rooms, clock, schedules, streams, carrier: None, outbox: None, topics: None, routes, quiet })
    }

    /// What a function is given.
    #[must_use]
    pub fn rooms(&self) -> Rooms {
        self.rooms.clone()
    }

    /// The same routes, and the local carrier's own.
    #[must_use]
    pub fn with_carrier(self, carrier: LocalCarrier) -> Self {
        Self { carrier: Some(carrier), ..self }
    }

    /// The same routes, and the local outbox's own; what it tells of mail that came back is handed on when the clock is
    /// moved, too.
    #[must_use]
    pub fn with_outbox(self, outbox: Outbox, topics: Option<Topics>) -> Self {
        Self { outbox: Some(outbox), topics, ..self }
    }

    /// The same routes, without a line for each request.
    #[must_use]
    pub fn quietly(&self) -> Self {
        Self { quiet: true, ..self.clone() }
    }

    /// Answers a request that came over the network.
    pub async fn serve(self, request: axum::extract::Request) -> axum::response::Response {
        if let Some(outbox) = self.outbox.as_ref().filter(|_| Outbox::owns(request.uri().path())) {
            return outbox.answer(request).await;
        }
        let (head, body) = request.into_parts();
        let answer = match to_bytes(body, BODY_BYTES).await {
            Ok(bytes) if head.uri.path() == "/local/clock" => self.clock(&head, &bytes).await,
            Ok(bytes)
                if let Some(carrier) = &self.carrier
                    && LocalCarrier::owns(head.uri.path()) =>
            {
                carrier.answer(&head, &bytes)
            }
            Ok(bytes) => {
                let body = match String::from_utf8(bytes.to_vec()) {
                    Ok(text) if text.is_empty() => Body::Empty,
                    Ok(text) => Body::Text(text),
                    Err(other) => Body::Binary(other.into_bytes()),
                };
                self.call(Request::from_parts(head, body)).await
            }
            Err(_) => own_answer(StatusCode::PAYLOAD_TOO_LARGE, &json!({"message": "Request Entity Too Large"})),
        };
        answer.map(over_the_wire)
    }

    /// Calls the function that a request is for.
    pub async fn call(&self, request: Request) -> Answer {
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let (Target { function, timeout }, parameters) = self.route(&method, &path);
        let mut context = Context::default();
        context.request_id =
            Ulid::from_parts(u64::try_from(self.clock.now().timestamp_millis()).unwrap_or(0), rand()).to_string();
        let deadline = SystemTime::now() + timeout;
        context.deadline = deadline
            .duration_since(SystemTime::UNIX_EPOCH)
            .ok()
            .and_then(|since| u64::try_from(since.as_millis()).ok())
            .unwrap_or(u64::MAX);
        let request =
            request.with_path_parameters(parameters).with_raw_http_path(path.clone()).with_lambda_context(context);
        let (rooms, quiet) = (self.rooms.clone(), self.quiet);
        // In a task of its own, as Lambda would run it: a panic is this request's alone.
        let running = tokio::spawn(async move {
            let app = rooms.app.clone();
            let answered = |app: App, request: Request| async move {
                let rooms = Rooms { app, ..rooms };
                match function.handler {
                    Handler::Http(handler) => handler(rooms, request).await,
                    Handler::Static(handler) => handler(&request),
                    Handler::Schedule(_) | Handler::Stream(_) | Handler::Topic(_) | Handler::Operator => failed(),
                }
            };
            let (answer, invocation) = invoke(function.name, &app, request, answered).await;
            if answer.status().is_server_error() {
                eprintln!("{}", invocation.line(0));
            }
            if !quiet {
                let units = invocation.units;
                let path = without_token(&path);
                eprintln!(
                    "{method} {path} → {} {}, {} ms, {} requests to the table, {} read and {} write units",
                    answer.status().as_u16(),
                    function.name,
                    invocation.duration_ms,
                    units.requests,
                    units.read,
                    units.write
                );
            }
            answer
        });
        running.await.unwrap_or_else(|_| failed())
    }

    fn route(&self, method: &Method, path: &str) -> (Target, HashMap<String, String>) {
        let found = self.routes.by_path.at(path).ok();
        let target = found.as_ref().and_then(|found| found.value.get(method.as_str()));
        match (target, &found) {
            (Some(target), Some(found)) => {
                let parameters = found.params.iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
                (*target, parameters.collect())
            }
            _ => (self.routes.default, HashMap::new()),
        }
    }

    async fn drain(&self) {
        if let Some(streams) = &self.streams {
            streams.drain().await;
        }
        if let Some(topics) = &self.topics {
            topics.drain().await;
        }
    }

    /// `GET` shows what the clock shows; `POST` moves it on, and does what is due before it answers.
    async fn clock(&self, head: &http::request::Parts, body: &[u8]) -> Answer {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Move {
            advance: String,
        }
        if head.method == Method::POST {
            // A page of another site, open in the same machine's browser, must not move it.
            if head.headers.contains_key(http::header::ORIGIN) {
                return own_answer(StatusCode::FORBIDDEN, &json!({"message": "no page may move the clock"}));
            }
            let moved = serde_json::from_slice::<Move>(body).map_err(|error| error.to_string());
            let by =
                moved.and_then(|moved| humantime::parse_duration(&moved.advance).map_err(|error| error.to_string()));
            let moved = by.and_then(|by| self.clock.advance(by).ok_or_else(|| "that is too far".to_owned()));
            let kept = moved.and_then(|_| self.clock.keep().map_err(|error| error.to_string()));
            if let Err(error) = kept {
                let message = format!("send {{\"advance\": \"59m59s\"}}: {error}");
                return own_answer(StatusCode::BAD_REQUEST, &json!({ "message": message }));
            }
            // What happened before the clock was moved was told before: no schedule finds it left behind.
            self.drain().await;
            if let Some(schedules) = &self.schedules {
                // News first: a schedule need not ask for what has been told.
                if let Some(carrier) = &self.carrier {
                    Pushes::new(carrier.clone(), self.clone()).run_due().await;
                }
                schedules.run_due().await;
                self.drain().await;
            }
        }
        own_answer(StatusCode::OK, &json!({"now": self.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true)}))
    }
}

/// A path as it may be printed: a token opens what it is for, and the last of its parts is what makes it one.
fn without_token(path: &str) -> String {
    let plain = |part: &str| match part.splitn(3, '.').collect::<Vec<_>>()[..] {
        [store, order, _] if order.starts_with("ord_") => format!("{store}.{order}.…"),
        _ => part.to_owned(),
    };
    path.split('/').map(plain).collect::<Vec<_>>().join("/")
}

/// A body as the server sends it.
pub fn over_the_wire(body: Body) -> axum::body::Body {
    match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        _ => axum::body::Body::empty(),
    }
}

/// A number for an id that only has to differ from the last ones.
fn rand() -> u128 {
    waybill_store::secret::random().map_or(0, u128::from_be_bytes)
}

/// What API Gateway answers when a function fails.
fn failed() -> Answer {
    own_answer(StatusCode::INTERNAL_SERVER_ERROR, &json!({"message": "Internal Server Error"}))
}

fn own_answer(status: StatusCode, body: &serde_json::Value) -> Answer {
    let mut answer = Answer::new(Body::Text(body.to_string()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(http::header::CONTENT_TYPE, http::HeaderValue::from_static("application/json"));
    answer
}
