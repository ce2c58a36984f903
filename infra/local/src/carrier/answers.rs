//! The shapes of the service's answers, but for `track_info`: the envelope, in which some numbers of a call are
//! accepted and others rejected, and what each end point says of a number.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::{Value, json};

use super::course::{Course, main_status};
use super::journeys::{Journeys, Place};
use super::refusals::{CallRefused, NumberRefused};
use super::registration::{PARTICULARS, Registration};
use super::track_info::{TrackInfo, utc};

/// Numbers on a page of the list.
pub const PAGE_SIZE: usize = 40;

/// An answer: what is said of each number that was accepted, and why others were not.
#[derive(Debug, Serialize)]
pub struct Envelope<T> {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Part>,
    code: i32,
    data: Sorted<T>,
}

#[derive(Debug, Serialize)]
struct Sorted<T> {
    accepted: Vec<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rejected: Option<Vec<Rejected>>,
}

/// Which part of the list an answer is.
#[derive(Debug, Serialize)]
pub struct Part {
    data_total: usize,
    page_total: usize,
    page_no: usize,
    page_size: usize,
}

/// A number of which nothing is done.
#[derive(Debug, Serialize)]
pub struct Rejected {
    number: Option<String>,
    carrier: u32,
    error: Fault,
}

#[derive(Debug, Serialize)]
struct Fault {
    code: i32,
    message: String,
}

/// A number that was registered.
#[derive(Debug, Serialize)]
pub struct Registered {
    /// 1, if the carrier was detected; 2, if the account named it.
    pub origin: u8,
    /// As it is kept.
    pub number: String,
    /// Its carrier.
    pub carrier: u32,
    /// As the account gave it.
    pub email: Option<String>,
    /// As the account gave it.
    pub tag: Option<String>,
    /// As the account gave it.
    pub lang: Option<String>,
}

/// A number that something was done about.
#[derive(Debug, Serialize)]
pub struct Done {
    /// As it is kept.
    pub number: String,
    /// Its carrier.
    pub carrier: u32,
}

/// A number, and where its parcel is.
#[derive(Debug, Serialize)]
pub struct Tracked<'a> {
    number: &'a str,
    carrier: u32,
    #[serde(flatten)]
    particulars: std::collections::BTreeMap<&'static str, Option<&'a str>>,
    special_tracking_info: Option<&'a str>,
    track_info: TrackInfo<'a>,
}

impl<T: Serialize> Envelope<T> {
    /// What came of each number of a call.
    #[must_use]
    pub fn of(accepted: Vec<T>, rejected: Vec<Rejected>) -> Self {
        Self { page: None, code: 0, data: Sorted { accepted, rejected: Some(rejected) } }
    }

    /// A page of the list.
    #[must_use]
    pub fn page(accepted: Vec<T>, page: Part) -> Self {
        Self { page: Some(page), code: 0, data: Sorted { accepted, rejected: None } }
    }

    /// As it goes over the network.
    #[must_use]
    pub fn written(&self) -> String {
        // Maps with text keys, text and numbers: they can always be written.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Part {
    /// A page, counted from 1, of so many numbers.
    #[must_use]
    pub fn of(page_no: usize, data_total: usize) -> Self {
        Self { data_total, page_total: data_total.div_ceil(PAGE_SIZE), page_no, page_size: PAGE_SIZE }
    }
}

impl Rejected {
    /// A number as it was sent, with the carrier that was named, and why nothing is done about it.
    #[must_use]
    pub fn of(number: Option<String>, carrier: Option<u32>, why: &NumberRefused) -> Self {
        let error = Fault { code: why.code(), message: why.to_string() };
        Self { number, carrier: carrier.unwrap_or(0), error }
    }
}

impl<'a> Tracked<'a> {
    /// A registered number, as the service last heard of it at an instant.
    #[must_use]
    pub fn of(
        journeys: &'a Journeys,
        registration: &'a Registration,
        course: &Course<'a>,
        as_of: DateTime<Utc>,
    ) -> Self {
        let given = |name: &'static str| (name, registration.particulars.get(name));
        let kept_to_itself = ["email", "order_no", "order_time", "remark"];
        let told = PARTICULARS.into_iter().filter(|name| !kept_to_itself.contains(name));
        Self {
            number: &registration.number,
            carrier: registration.carrier,
            particulars: told.map(given).collect(),
            special_tracking_info: None,
            track_info: TrackInfo::of(journeys, registration, course, as_of),
        }
    }
}

/// A number on the list. Two of its fields are spelt as the service spells them.
#[must_use]
pub fn listed(journeys: &Journeys, registration: &Registration, course: &Course<'_>, now: DateTime<Utc>) -> Value {
    let as_of = registration.as_of(course, now);
    let stopped_at = Some(registration.stops_at(course)).filter(|stops| *stops <= now);
    let latest = course.latest(as_of);
    let happened = |code: &str| {
        let found = course.seen(as_of).find(|event| event.code.as_deref() == Some(code));
        found.map(|event| utc(course.happens_at(event))).unwrap_or_default()
    };
    let zone = latest.and_then(|event| journeys.place(&event.place)).map_or(chrono_tz::UTC, |place| place.zone);
    let latest_at = latest.map(|event| course.happens_at(event).with_timezone(&zone));
    let country = |place: &str| journeys.place(place).map(|place: &Place| place.country.as_str());
    let given = |name: &str| registration.particulars.get(name);
    let last_push = registration.pushes.last;
    json!({
        "number": registration.number,
        "param": given("param"),
        "param_type": "None",
        "data_origin": "Api",
        "carrier": registration.carrier,
        "shipping_country": country(&course.script.from),
        "final_carrier": registration.final_carrier,
        "recipient_country": country(&course.script.to),
        "register_time": utc(registration.registered_at),
        "tracking_status": if stopped_at.is_some() { "Stopped" } else { "Tracking" },
        "package_status": main_status(course.status(as_of)),
        "track_time": (as_of >= course.first_result_at()).then(|| utc(as_of)),
        "sync_status": as_of >= course.first_result_at(),
        "push_time": last_push.map(|(at, _)| utc(at)),
        "push_status": match last_push {
            None => "NotPushed",
            Some((_, 200)) => "Success",
            Some(_) => "Failure",
        },
        "push_status_code": last_push.map(|(_, status)| status),
        "stop_track_time": stopped_at.map(utc),
        "stop_track_reason": stopped_at.map(|_| registration.stopped_at.map_or("Expired", |_| "ByRequest")),
        "is_retracked": registration.retracked_at.is_some(),
        "carrier_change_count": registration.carrier_changes,
        "tag": given("tag"),
        "email": given("email").unwrap_or_default(),
        "order_no": given("order_no"),
        "order_time": given("order_time"),
        "lang": given("lang").unwrap_or_default(),
        "remark": given("remark"),
        "latest_event_time": latest_at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false)),
        "latest_event_info": latest.map(|event| &event.words),
        "delievery_time": happened("Delivered_Other"),
        "pickup_time": happened("AvailableForPickup_Other"),
    })
}

/// What is answered when a whole call is refused.
#[must_use]
pub fn refused(why: CallRefused) -> String {
    json!({"code": why.code(), "data": {"errors": [{"code": why.code(), "message": why.to_string()}]}}).to_string()
}
