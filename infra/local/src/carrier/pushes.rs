//! Pushes: what an account with a webhook is told unasked, signed as 17TRACK signs it, and delivered through the
//! local gateway. One that is not taken is tried again after 10, 30 and 60 minutes of the local clock, and then
//! dropped.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Uri;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use waybill_lambda::{Body, Request};

use super::LocalCarrier;
use super::course::Course;
use super::registration::{Occasion, Registration};
use super::track_info::TrackInfo;
use crate::gateway::Gateway;

/// How often it is looked for what is due, by the machine's time.
const LOOK: Duration = Duration::from_millis(200);

/// Pushes of one look: what is left over comes with the next.
const AT_ONCE: usize = 200;

/// Looks of one run, so that it ends: a push is due again only when the clock has moved on.
const LOOKS: usize = 1_000;

/// What a push that reached nobody is noted with.
const NOBODY: u16 = 0;

/// A push that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// Where it goes.
    pub url: String,
    /// `TRACKING_UPDATED` with everything that is said of a parcel, or `TRACKING_STOPPED`.
    pub body: String,
    /// The header `sign`.
    pub sign: String,
    token: String,
    number: String,
    carrier: u32,
    occasion: Occasion,
    as_of: DateTime<Utc>,
}

/// A push as it is written.
#[derive(Serialize)]
struct Written<'a> {
    event: &'static str,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    number: &'a str,
    carrier: u32,
    param: Option<&'a str>,
    tag: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    track_info: Option<TrackInfo<'a>>,
}

/// Delivers pushes. Cheap to clone.
#[derive(Clone)]
pub struct Pushes {
    carrier: LocalCarrier,
    gateway: Gateway,
}

impl LocalCarrier {
    /// What is to be pushed at an instant, at most `AT_ONCE`; the same again, until it is noted with
    /// [`LocalCarrier::pushed`] how it was answered.
    #[must_use]
    pub fn due_pushes(&self, now: DateTime<Utc>) -> Vec<Push> {
        let journeys = &self.service.journeys;
        let mut state = self.state();
        let mut due = Vec::new();
        for (token, account) in state.books.accounts() {
            let Some(url) = account.webhook.clone() else { continue };
            for registration in account.registrations_mut().filter(|one| !one.is_quiet(now)) {
                if due.len() >= AT_ONCE {
                    return due;
                }
                let Some(course) = Course::of(journeys, &registration.number, registration.known_since) else {
                    continue;
                };
                let Some(occasion) = registration.due(&course, now) else { continue };
                let as_of = registration.as_of(&course, now);
                let track_info =
                    (occasion == Occasion::Updated).then(|| TrackInfo::of(journeys, registration, &course, as_of));
                let body = written(registration, occasion, track_info);
                let sign = sign(&body, token);
                let (number, carrier) = (registration.number.clone(), registration.carrier);
                due.push(Push { url: url.clone(), body, sign, token: token.clone(), number, carrier, occasion, as_of });
            }
        }
        due
    }

    /// Notes how a push was answered: 200 is the only answer that counts as taken.
    pub fn pushed(&self, push: &Push, status: u16, now: DateTime<Utc>) {
        let mut state = self.state();
        let registration =
            state.books.account(&push.token).map(|account| account.change(&push.number, Some(push.carrier)));
        // Deleted meanwhile: nobody waits for it any more.
        let Some(Ok(registration)) = registration else { return };
        registration.pushes.note(push.occasion, push.as_of, status, now);
        state.changed = true;
    }
}

impl Pushes {
    /// Delivers the carrier's pushes through a gateway.
    #[must_use]
    pub fn new(carrier: LocalCarrier, gateway: Gateway) -> Self {
        Self { carrier, gateway }
    }

    /// Delivers what is due by now, one after the other.
    pub async fn run_due(&self) {
        // Two runs at once would deliver everything twice.
        let _alone = self.carrier.service.delivering.lock().await;
        for _ in 0..LOOKS {
            let due = self.carrier.due_pushes(self.carrier.service.clock.now());
            if due.is_empty() {
                return;
            }
            for push in due {
                let status = self.deliver(&push).await.unwrap_or(NOBODY);
                self.carrier.pushed(&push, status, self.carrier.service.clock.now());
            }
        }
    }

    /// Delivers what becomes due, for ever.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(LOOK).await;
            self.run_due().await;
        }
    }

    /// How a push is answered; nothing, when it cannot even be sent.
    async fn deliver(&self, push: &Push) -> Option<u16> {
        let url: Uri = push.url.parse().ok()?;
        let request = http::Request::post(url.path_and_query()?.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header("sign", &push.sign)
            .body(Body::Text(push.body.clone()));
        let request: Request = request.ok()?;
        Some(self.gateway.call(request).await.status().as_u16())
    }
}

fn written(registration: &Registration, occasion: Occasion, track_info: Option<TrackInfo<'_>>) -> String {
    let event = match occasion {
        Occasion::Updated => "TRACKING_UPDATED",
        Occasion::Stopped => "TRACKING_STOPPED",
    };
    let given = |name: &str| registration.particulars.get(name);
    let (number, carrier) = (registration.number.as_str(), registration.carrier);
    let data = Data { number, carrier, param: given("param"), tag: given("tag"), track_info };
    // Maps with text keys, text and numbers: they can always be written.
    serde_json::to_string(&Written { event, data }).unwrap_or_default()
}

/// 17TRACK's signature: the SHA-256 of the body, a slash and the key, as hexadecimal text.
fn sign(body: &str, token: &str) -> String {
    waybill_store::secret::sha256(&format!("{body}/{token}"))
}
