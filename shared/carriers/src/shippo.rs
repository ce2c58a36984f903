//! Shippo: tracks, API version 2018-02-08. <https://docs.goshippo.com/docs/Tracking/Tracking>

use serde_json::json;
use waybill_domain::journey::Sighting;
use waybill_domain::service::Service;

use crate::api::{Answer, Call, encoded};
use crate::json::Node;
use crate::mapping::Code;
use crate::single::{Dialect, seen, told};
use crate::sketch::{Event, Place, Sketch, View, Words};
use crate::tracker::{CarrierError, Question, Told};
use crate::{naming, times};

pub(crate) enum Shippo {}

impl Dialect for Shippo {
    const SERVICE: Service = Service::Shippo;
    // A live key may make 500 POSTs and 4,000 GETs a minute; half of the former leaves room for the store's own.
    const PER_SECOND: u32 = 4;

    fn register(question: &Question) -> Result<Call, String> {
        let body = json!({ "carrier": carrier(question)?, "tracking_number": question.number });
        Ok(Call::Post("/tracks/", body))
    }

    fn look(question: &Question) -> Result<Call, String> {
        Ok(Call::Get(format!("/tracks/{}/{}", encoded(carrier(question)?), encoded(&question.number))))
    }

    fn hear(answer: &Answer) -> Result<Told, CarrierError> {
        told(answer, |track| seen(track.at("tracking_number"), sighting(track), track.at("carrier")))
    }
}

/// Shippo finds no carrier out: it must be told.
fn carrier(question: &Question) -> Result<&str, String> {
    let named = || question.carrier.and_then(|carrier| naming::of(Service::Shippo, carrier));
    question.reference.as_deref().or_else(named).ok_or_else(|| "Shippo must be told a carrier that it knows".to_owned())
}

/// A track.
pub(crate) fn sighting(track: Node<'_>) -> Sighting {
    let status = track.at("tracking_status");
    let mut sketch = Sketch::of(Service::Shippo);
    sketch.add(track.at("tracking_history").items().rev().chain([status]).map(event));
    sketch.end(View {
        code: code(status),
        words: words(status),
        as_of: status.at_any(&["object_updated", "object_created"]).text().and_then(times::instant),
        estimated_delivery: track.at("eta").text().and_then(times::day),
        carrier: track.at("carrier").text().and_then(|word| naming::meant(Service::Shippo, word)),
    })
}

fn event(status: Node<'_>) -> Option<Event<'_>> {
    let place = status.at("location");
    Some(Event {
        at: status.at("status_date").text().and_then(times::read)?,
        words: words(status),
        code: code(status),
        place: Place::in_parts(&[place.at("city"), place.at("state")], place.at("country")),
    })
}

fn words(status: Node<'_>) -> Words<'_> {
    Words::of(status.at("status_details").text().or_else(|| status.at("substatus").at("text").text()))
}

/// A sub-status is an object; the oldest tracks have none.
fn code(status: Node<'_>) -> Code<'_> {
    Code { status: status.at("status").text(), sub: status.at("substatus").at("code").text() }
}
