//! What services push, when something happens to a parcel. One push is about one number; it carries all that the
//! service knows, so that a push that comes twice, or late, does no harm.

use serde_json::Value;
use waybill_domain::journey::Sighting;
use waybill_domain::scan::cut_to;
use waybill_domain::service::Service;

use crate::json::Node;
use crate::tracker::REFERENCE;
use crate::{aftership, easypost, karrio, seventeentrack, seventeentrack_info, shippo};

pub use crate::signature::is_signed;

/// The longest kind of a push that is told, in characters.
const KIND: usize = 60;

/// What a service pushed.
#[derive(Clone, Debug, PartialEq)]
pub enum Push {
    /// How a number is doing.
    Seen {
        /// Which number.
        number: Number,
        /// What is known of it.
        sighting: Box<Sighting>,
    },
    /// The service no longer follows a number.
    Stopped(Number),
    /// Something that says nothing of a parcel: it is to be answered as well received.
    Other {
        /// The service's word for it, if it has one.
        kind: Option<String>,
    },
}

/// A number, as a service calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Upper case, letters and digits alone.
    pub number: String,
    /// As [`Told::reference`](crate::tracker::Told::reference).
    pub reference: Option<String>,
}

impl Push {
    /// The number that it is about.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        match self {
            Self::Seen { number, .. } | Self::Stopped(number) => Some(number),
            Self::Other { .. } => None,
        }
    }
}

/// A push that is not what its service documents.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the push cannot be read: {0}")]
pub struct Unreadable(&'static str);

/// Reads a push.
///
/// # Errors
/// When it is no JSON object, or tells of a parcel without its number.
pub fn read(service: Service, body: &[u8]) -> Result<Push, Unreadable> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Unreadable("it is no JSON"))?;
    if !body.is_object() {
        return Err(Unreadable("it is no JSON object"));
    }
    let body = Node::of(&body);
    match service {
        Service::SeventeenTrack => seventeentracks(body),
        Service::AfterShip => afterships(body),
        Service::EasyPost => easyposts(body),
        Service::Karrio => karrios(body),
        Service::Shippo => shippos(body),
    }
}

fn seventeentracks(body: Node<'_>) -> Result<Push, Unreadable> {
    let data = body.at("data");
    let number = || numbered(data.at("number"), seventeentrack::carrier(data));
    match body.at("event").text() {
        Some("TRACKING_UPDATED") => Ok(seen(number()?, seventeentrack_info::sighting(data))),
        Some("TRACKING_STOPPED") => Ok(Push::Stopped(number()?)),
        kind => Ok(other(kind)),
    }
}

fn afterships(body: Node<'_>) -> Result<Push, Unreadable> {
    let tracking = body.at("msg");
    match body.at("event").text() {
        Some("tracking_update" | "edd_revise" | "tracking_pending_time") => {
            Ok(seen(numbered(tracking.at("tracking_number"), named(tracking))?, aftership::sighting(tracking)))
        }
        kind => Ok(other(kind)),
    }
}

fn easyposts(body: Node<'_>) -> Result<Push, Unreadable> {
    let tracker = body.at("result");
    match body.at("description").text() {
        // An event that is listed, and not pushed, comes without what it is about.
        Some("tracker.created" | "tracker.updated") if tracker.is_there() => {
            Ok(seen(numbered(tracker.at("tracking_code"), named(tracker))?, easypost::sighting(tracker)))
        }
        kind => Ok(other(kind)),
    }
}

fn karrios(body: Node<'_>) -> Result<Push, Unreadable> {
    let tracker = body.at("data");
    match body.at("event").text() {
        Some("tracker_created" | "tracker_updated") => {
            Ok(seen(numbered(tracker.at("tracking_number"), named(tracker))?, karrio::sighting(tracker)))
        }
        kind => Ok(other(kind)),
    }
}

fn shippos(body: Node<'_>) -> Result<Push, Unreadable> {
    let track = body.at("data");
    match body.at("event").text() {
        Some("track_updated") => {
            let carrier = track.at("carrier").text().map(str::to_owned);
            Ok(seen(numbered(track.at("tracking_number"), carrier)?, shippo::sighting(track)))
        }
        kind => Ok(other(kind)),
    }
}

fn seen(number: Number, sighting: Sighting) -> Push {
    Push::Seen { number, sighting: Box::new(sighting) }
}

fn other(kind: Option<&str>) -> Push {
    Push::Other { kind: kind.map(|kind| cut_to(kind, KIND)) }
}

fn named(node: Node<'_>) -> Option<String> {
    node.at("id").text().map(str::to_owned)
}

fn numbered(number: Node<'_>, reference: Option<String>) -> Result<Number, Unreadable> {
    let text = number.text().unwrap_or_default();
    let number: String = text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    if number.is_empty() {
        return Err(Unreadable("it tells of a parcel without a number"));
    }
    Ok(Number { number, reference: reference.map(|reference| cut_to(&reference, REFERENCE)) })
}
