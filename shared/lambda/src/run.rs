//! What a function's `main` calls: the handler under the Lambda runtime.

use std::convert::Infallible;
use std::time::{Duration, Instant, SystemTime};

use chrono::Utc;
use lambda_http::Request;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::answer::{Answer, chain};
use crate::app::App;
use crate::feedback::TopicEvent;
use crate::invocation::{Invocation, Outcome, invoke, invoke_static};
use crate::schedule::Report;
use crate::stream::{BatchAnswer, BoxError, StreamEvent};

/// Kept back of a schedule's time for what is under way when it is over.
const RESERVE: Duration = Duration::from_secs(10);

/// Runs a function that has a route.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_http<F, A>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(App, Request) -> A + Send + Sync,
    A: Future<Output = Answer> + Send,
{
    let app = App::from_env().await?;
    let (app, handler) = (&app, &handler);
    lambda_http::run(service_fn(move |request: Request| async move {
        let (answer, invocation) = invoke(function, app, request, handler).await;
        log(&invocation);
        Ok::<_, Error>(answer)
    }))
    .await
}

/// Runs a function that has a route and needs nothing but the request.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_static<F>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(&Request) -> Answer + Send + Sync,
{
    let handler = &handler;
    lambda_http::run(service_fn(move |request: Request| async move {
        let (answer, invocation) = invoke_static(function, &request, handler);
        log(&invocation);
        Ok::<_, Error>(answer)
    }))
    .await
}

/// Runs a function that a schedule starts; what it is started with does not matter. What it did is logged.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_schedule<F, A, E>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(App) -> A,
    A: Future<Output = Result<Report, E>>,
    E: std::error::Error + Send + Sync + 'static,
{
    run_event(function, |app, _: serde_json::Value| handler(app), |report| (Outcome::Done, Some(*report))).await
}

/// Runs a function that reads the table's stream. What it hands back is logged as a failure, and answered as Lambda
/// asks for it.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_stream<F, A>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(App, StreamEvent) -> A,
    A: Future<Output = BatchAnswer>,
{
    let handler = |app, event| async { Ok::<_, Infallible>(handler(app, event).await) };
    run_event(function, handler, |answer: &BatchAnswer| {
        let failed = |error: &BoxError| Outcome::Failed(format!("{error}{}", chain(error.as_ref())));
        (answer.failure.as_ref().map_or(Outcome::Done, failed), Some(answer.report))
    })
    .await
}

/// Runs a function that an SNS topic calls.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_topic<F, A, E>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(App, TopicEvent) -> A,
    A: Future<Output = Result<Report, E>>,
    E: std::error::Error + Send + Sync + 'static,
{
    run_event(function, handler, |report| (Outcome::Done, Some(*report))).await
}

/// Runs a function that an operator invokes with JSON.
///
/// # Errors
/// When the Lambda runtime cannot be reached.
pub async fn run_operator<F, A, I, R, E>(function: &'static str, handler: F) -> Result<(), Error>
where
    F: Fn(App, I) -> A,
    A: Future<Output = Result<R, E>>,
    I: DeserializeOwned,
    R: Serialize,
    E: std::error::Error + Send + Sync + 'static,
{
    run_event(function, handler, |_| (Outcome::Done, None)).await
}

async fn run_event<F, A, I, R, E>(
    function: &'static str,
    handler: F,
    told: fn(&R) -> (Outcome, Option<Report>),
) -> Result<(), Error>
where
    F: Fn(App, I) -> A,
    A: Future<Output = Result<R, E>>,
    I: DeserializeOwned,
    R: Serialize,
    E: std::error::Error + Send + Sync + 'static,
{
    let app = App::from_env().await?;
    let (app, handler) = (&app, &handler);
    lambda_runtime::run(service_fn(move |event: LambdaEvent<I>| async move {
        let started = Instant::now();
        let over = event.context.deadline().duration_since(SystemTime::now()).ok();
        let until = over.map(|left| started + left.saturating_sub(RESERVE));
        let app = App { store: app.store.metered(), until, ..app.clone() };
        let units = app.store.clone();
        let result = handler(app, event.payload).await;
        let (outcome, report) = match &result {
            Ok(done) => told(done),
            Err(error) => (Outcome::Failed(format!("{error}{}", chain(error))), None),
        };
        let mut invocation = Invocation::new(function, outcome, started, units.units());
        invocation.request_id = Some(event.context.request_id);
        invocation.report = report;
        log(&invocation);
        result.map_err(Error::from)
    }))
    .await
}

fn log(invocation: &Invocation) {
    println!("{}", invocation.line(Utc::now().timestamp_millis()));
}
