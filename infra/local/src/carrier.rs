//! The local carrier: a tracking service that speaks 17TRACK's API v2.4, and whose parcels move along written
//! journeys by the local clock. Waybill is pointed at it, and cannot tell the difference.
//!
//! What is kept is who follows which number since when. Where a parcel is, is never kept: it is a function of its
//! number, of when that was first registered, and of the time.

mod account;
mod answers;
pub mod course;
mod desk;
pub mod journeys;
mod limiter;
mod page;
pub mod pushes;
mod refusals;
mod registration;
#[cfg(test)]
mod tests;
mod track_info;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use http::header::{ACCEPT, HeaderMap, ORIGIN};
use http::{Method, StatusCode, request};
use serde::Deserialize;
use serde_json::json;
use waybill_lambda::Answer;

use self::account::Books;
use self::desk::{Desk, Endpoint};
use self::journeys::{JOURNEYS, Journeys};
use self::limiter::Limiter;
use self::refusals::CallRefused;
use crate::clock::Clock;
use crate::error::LocalError;
use crate::wire::written;

/// Where it is for people, and what its own addresses begin with.
pub const HOME: &str = "/local/17track";

/// Where its API is; the end point's name follows.
pub const API: &str = "/local/17track/track/v2.4/";

/// Registrations that an account may make, all in all: enough for every benchmark, and a bound on what is kept.
pub const QUOTA: u32 = 100_000;

/// Forty numbers with everything that may be said of each fit many times.
const BODY_BYTES: usize = 1024 * 1024;

/// How long a token is.
const TOKEN: std::ops::RangeInclusive<usize> = 8..=128;

/// The local carrier. Cheap to clone: clones are the same carrier.
#[derive(Clone, Debug)]
pub struct LocalCarrier {
    service: Arc<Service>,
}

/// How the local carrier runs.
#[derive(Clone, Debug)]
pub struct CarrierOptions {
    /// The file that keeps what is registered; nothing, to keep it in memory.
    pub kept_in: Option<PathBuf>,
    /// Whether a token may make only three calls a second.
    pub limiter: bool,
    /// Registrations that an account may make, all in all.
    pub quota: u32,
}

#[derive(Debug)]
struct Service {
    clock: Clock,
    journeys: Journeys,
    quota: u32,
    kept_in: Option<PathBuf>,
    state: Mutex<State>,
    delivering: tokio::sync::Mutex<()>,
}

/// What changes.
#[derive(Debug)]
struct State {
    books: Books,
    /// Whether there is something to write down.
    changed: bool,
    limiter: Limiter,
    mode: Mode,
}

/// What a developer can switch.
#[derive(Clone, Copy, Debug)]
struct Mode {
    /// Whether nothing is answered but 503.
    outage: bool,
    /// Whether calls are limited.
    limiter: bool,
}

impl Default for CarrierOptions {
    fn default() -> Self {
        Self { kept_in: None, limiter: true, quota: QUOTA }
    }
}

impl LocalCarrier {
    /// The carrier with what was kept of it.
    ///
    /// # Errors
    /// When what was kept cannot be read.
    pub fn start(clock: Clock, options: CarrierOptions) -> Result<Self, LocalError> {
        let journeys = Journeys::read(JOURNEYS)?;
        let books = options.kept_in.as_deref().map(Books::read).transpose()?.unwrap_or_default();
        let mode = Mode { outage: false, limiter: options.limiter };
        let state = Mutex::new(State { books, changed: false, limiter: Limiter::default(), mode });
        let (quota, kept_in) = (options.quota, options.kept_in);
        let delivering = tokio::sync::Mutex::new(());
        Ok(Self { service: Arc::new(Service { clock, journeys, quota, kept_in, state, delivering }) })
    }

    /// Whether an address is one of its own.
    #[must_use]
    pub fn owns(path: &str) -> bool {
        path.strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Answers a request to an address of its own.
    #[must_use]
    pub fn answer(&self, head: &request::Parts, body: &[u8]) -> Answer {
        let path = head.uri.path();
        if let Some(endpoint) = path.strip_prefix(API) {
            return match self.call(&head.method, &head.headers, endpoint, body) {
                Ok(text) => written(StatusCode::OK, "application/json", text),
                Err(why) => written(why.status(), "application/json", answers::refused(why)),
            };
        }
        match path.strip_prefix(HOME) {
            Some("" | "/") => self.home(&head.headers),
            Some("/mode") => self.switch(head, body),
            _ => written(StatusCode::NOT_FOUND, "application/json", answers::refused(CallRefused::NoEndpoint)),
        }
    }

    /// Tells an account's news to an address from now on: 17TRACK takes it in its dashboard alone.
    ///
    /// # Errors
    /// When there are too many accounts for one more.
    pub fn set_webhook(&self, token: &str, url: &str) -> Result<(), LocalError> {
        let mut state = self.state();
        let opened = state.books.open(token);
        let (account, _) =
            opened.ok_or_else(|| LocalError::Carrier("it has no room for one more account".to_owned()))?;
        account.webhook = Some(url.to_owned());
        state.changed = true;
        Ok(())
    }

    /// Writes down what is registered, if that has changed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self) -> Result<(), LocalError> {
        let Some(path) = &self.service.kept_in else { return Ok(()) };
        let text = {
            let mut state = self.state();
            if !std::mem::take(&mut state.changed) {
                return Ok(());
            }
            // Maps with text keys, text and numbers: they can always be written.
            serde_json::to_vec(&state.books).unwrap_or_default()
        };
        replace(path, &text).map_err(|error| {
            self.state().changed = true;
            LocalError::io(format!("{} cannot be written", path.display()))(error)
        })
    }

    fn call(&self, method: &Method, headers: &HeaderMap, endpoint: &str, body: &[u8]) -> Result<String, CallRefused> {
        let endpoint = Endpoint::named(endpoint).ok_or(CallRefused::NoEndpoint)?;
        if method != Method::POST {
            return Err(CallRefused::Method);
        }
        let mut state = self.state();
        if state.mode.outage {
            return Err(CallRefused::Unavailable);
        }
        let token = headers.get("17token").and_then(|token| token.to_str().ok()).filter(|token| is_token(token));
        let token = token.ok_or(CallRefused::Key)?;
        if state.mode.limiter && !state.limiter.admits(token, Instant::now()) {
            return Err(CallRefused::TooOften);
        }
        if body.len() > BODY_BYTES {
            return Err(CallRefused::TooLarge);
        }
        state.changed |= !endpoint.only_reads();
        let (account, first_registered) = state.books.open(token).ok_or(CallRefused::Key)?;
        let Service { clock, journeys, quota, .. } = &*self.service;
        Desk { journeys, account, first_registered, quota: *quota, now: clock.now() }.answer(endpoint, body)
    }

    /// The scripted numbers, and what each does.
    fn home(&self, headers: &HeaderMap) -> Answer {
        let accepted = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
        if accepted.is_some_and(|accepted| accepted.contains("text/html")) {
            return written(
                StatusCode::OK,
                "text/html; charset=utf-8",
                page::html(&self.service.journeys).into_string(),
            );
        }
        let Mode { outage, limiter } = self.state().mode;
        let mut home = page::json(&self.service.journeys);
        if let Some(fields) = home.as_object_mut() {
            fields.insert("mode".to_owned(), json!({"outage": outage, "limiter": limiter}));
        }
        written(StatusCode::OK, "application/json", home.to_string())
    }

    /// Switches an outage, or the limiter, on or off.
    fn switch(&self, head: &request::Parts, body: &[u8]) -> Answer {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Switched {
            outage: Option<bool>,
            limiter: Option<bool>,
        }
        let says =
            |status, message: String| written(status, "application/json", json!({ "message": message }).to_string());
        // A page of another site, open in the same machine's browser, must not switch anything.
        if head.headers.contains_key(ORIGIN) {
            return says(StatusCode::FORBIDDEN, "no page may switch this".to_owned());
        }
        if head.method != Method::POST {
            return says(StatusCode::METHOD_NOT_ALLOWED, "send it by POST".to_owned());
        }
        let switched: Switched = match serde_json::from_slice(body) {
            Ok(switched) => switched,
            Err(error) => {
                let example = "send {\"outage\": true} or {\"limiter\": false}";
                return says(StatusCode::BAD_REQUEST, format!("{example}: {error}"));
            }
        };
        let mut state = self.state();
        state.mode.outage = switched.outage.unwrap_or(state.mode.outage);
        state.mode.limiter = switched.limiter.unwrap_or(state.mode.limiter);
        let Mode { outage, limiter } = state.mode;
        written(StatusCode::OK, "application/json", json!({"outage": outage, "limiter": limiter}).to_string())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in it is left half changed by what could panic.
        self.service.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a text can be a key. There is no list of them: whoever comes with one has an account.
fn is_token(text: &str) -> bool {
    TOKEN.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// Writes a file whole, so that it is never half written, and for its owner alone: tokens are in it.
fn replace(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let new = path.with_extension("new");
    std::fs::write(&new, text)?;
    #[cfg(unix)]
    std::fs::set_permissions(&new, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    std::fs::rename(&new, path)
}
