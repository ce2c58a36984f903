//! What stands where API Gateway would: the template's routes, each to its function.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{Method, StatusCode};
use lambda_http::{Context, RequestExt};
use matchit::Router;
use serde_json::json;
use ulid::Ulid;
use waybill_lambda::{Answer, App, Request, invoke};

use crate::clock::Clock;
use crate::error::LocalError;
use crate::functions::{Function, Handler, Rooms, named};
use crate::template::{Event, Template};
use crate::wire::json;

/// The routes, and what they lead to. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    rooms: Rooms,
    clock: Clock,
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
    pub fn new(template: &Template, rooms: Rooms, clock: Clock, quiet: bool) -> Result<Self, LocalError> {
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
        Ok(Self { rooms, clock, routes, quiet })
    }

    /// What a function is given.
    #[must_use]
    pub fn rooms(&self) -> Rooms {
        self.rooms.clone()
    }

    /// The same routes, without a line for each request.
    #[must_use]
    pub fn quietly(&self) -> Self {
        Self { quiet: true, ..self.clone() }
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
}

/// A path as it may be printed: a token opens what it is for, and the last of its parts is what makes it one.
fn without_token(path: &str) -> String {
    let plain = |part: &str| match part.splitn(3, '.').collect::<Vec<_>>()[..] {
        [store, order, _] if order.starts_with("ord_") => format!("{store}.{order}.…"),
        _ => part.to_owned(),
    };
    path.split('/').map(plain).collect::<Vec<_>>().join("/")
}

/// A number for an id that only has to differ from the last ones.
fn rand() -> u128 {
    waybill_store::secret::random().map_or(0, u128::from_be_bytes)
}

/// What API Gateway answers when a function fails.
fn failed() -> Answer {
    json(StatusCode::INTERNAL_SERVER_ERROR, &json!({"message": "Internal Server Error"}))
}
