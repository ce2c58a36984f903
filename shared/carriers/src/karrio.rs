//! Karrio, which a merchant runs themselves: trackers, API v1. <https://www.karrio.io/docs/products/tracking>

use serde_json::json;
use waybill_domain::journey::Sighting;
use waybill_domain::service::Service;

use crate::api::{Answer, Call, encoded};
use crate::json::Node;
use crate::mapping::Code;
use crate::single::{Dialect, seen, told};
use crate::sketch::{Event, Place, Sketch, View, Words, point};
use crate::tracker::{CarrierError, Question, Told};
use crate::{naming, times};

/// What stands for the status of an event that has an incident's reason alone.
const NO_STATUS: &str = "-";

pub(crate) enum Karrio {}

impl Dialect for Karrio {
    const SERVICE: Service = Service::Karrio;
    // It has no limit but the merchant's machine, and asks carriers itself, ten at a time.
    const PER_SECOND: u32 = 5;

    /// A tracker that there is already is answered as it is.
    fn register(question: &Question) -> Result<Call, String> {
        let carrier = question.carrier.and_then(|carrier| naming::of(Self::SERVICE, carrier));
        let carrier = carrier.ok_or("Karrio must be told a carrier that it knows")?;
        Ok(Call::Post("/v1/trackers", json!({ "tracking_number": question.number, "carrier_name": carrier })))
    }

    fn look(question: &Question) -> Result<Call, String> {
        let name = question.reference.as_ref().unwrap_or(&question.number);
        Ok(Call::Get(format!("/v1/trackers/{}", encoded(name))))
    }

    fn hear(answer: &Answer) -> Result<Told, CarrierError> {
        told(answer, |tracker| seen(tracker.at("tracking_number"), sighting(tracker), tracker.at("id")))
    }
}

/// A tracker.
pub(crate) fn sighting(tracker: Node<'_>) -> Sighting {
    let mut sketch = Sketch::of(Service::Karrio);
    sketch.add(tracker.at("events").items().map(event));
    let latest = tracker.at("events").items().next();
    sketch.end(View {
        code: Code {
            status: tracker.at("status").text(),
            sub: latest.filter(|event| event.at("status").text() == tracker.at("status").text()).and_then(reason),
        },
        words: latest.map(words).unwrap_or_default(),
        as_of: tracker.at("updated_at").text().and_then(times::instant),
        estimated_delivery: tracker.at("estimated_delivery").text().and_then(times::day),
        carrier: tracker.at("carrier_name").text().and_then(|word| naming::meant(Service::Karrio, word)),
    })
}

fn event(event: Node<'_>) -> Option<Event<'_>> {
    let (status, reason) = (event.at("status").text(), reason(event));
    let mut place = Place::in_parts(&[event.at("location")], event.at("country"));
    place.coordinates = point(event);
    Some(Event {
        at: time(event)?,
        words: words(event),
        code: Code { status: status.or(reason.and(Some(NO_STATUS))), sub: reason },
        place,
    })
}

/// The timestamp has a zone; date and clock are what the place showed.
fn time(event: Node<'_>) -> Option<waybill_domain::scan::ScanTime> {
    let parts = || times::of_parts(event.at("date").text()?, event.at("time").text(), None);
    event.at("timestamp").text().and_then(times::read).or_else(parts)
}

fn words(event: Node<'_>) -> Words<'_> {
    Words::of(event.at("description").text())
}

/// Why something went wrong: Karrio's word for an incident.
fn reason(event: Node<'_>) -> Option<&str> {
    event.at("reason").text()
}
