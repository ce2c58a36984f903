//! `AfterShip`: trackings, API version 2026-07. <https://www.aftership.com/docs/tracking>

use chrono::{SecondsFormat, TimeDelta, Utc};
use serde_json::json;
use waybill_domain::journey::Sighting;
use waybill_domain::scan::cut_to;
use waybill_domain::service::Service;

use crate::api::{Answer, Call, encoded};
use crate::json::Node;
use crate::mapping::Code;
use crate::single::{Dialect, seen, told};
use crate::sketch::{Event, Place, Sketch, View, Words, point};
use crate::tracker::{CarrierError, Question, REFERENCE, Told, Word};
use crate::{naming, times};

/// How long it keeps a tracking. A list without a beginning has those of the last 30 days alone.
const KEPT: TimeDelta = TimeDelta::days(120);

/// It follows the number already.
const ALREADY_EXISTS: i64 = 4003;
/// It does not follow the number.
const DOES_NOT_EXIST: i64 = 4004;
/// The number is invalid, or its format is.
const INVALID: [i64; 2] = [4005, 4017];

pub(crate) enum AfterShip {}

impl Dialect for AfterShip {
    const SERVICE: Service = Service::AfterShip;
    // Of one tracking; of a list one more.
    const PER_SECOND: u32 = 5;

    fn register(question: &Question) -> Result<Call, String> {
        let slug = question.carrier.and_then(|carrier| naming::of(Self::SERVICE, carrier));
        let mut tracking = json!({ "tracking_number": question.number });
        if let (Some(slug), Some(tracking)) = (slug, tracking.as_object_mut()) {
            tracking.insert("slug".to_owned(), slug.into());
        }
        Ok(Call::Post("/trackings", tracking))
    }

    fn look(question: &Question) -> Result<Call, String> {
        Ok(Call::Get(question.reference.as_ref().map_or_else(
            || {
                let since = (Utc::now() - KEPT).to_rfc3339_opts(SecondsFormat::Secs, true);
                let number = encoded(&question.number);
                format!("/trackings?limit=1&tracking_numbers={number}&created_at_min={}", encoded(&since))
            },
            |id| format!("/trackings/{}", encoded(id)),
        )))
    }

    fn hear(answer: &Answer) -> Result<Told, CarrierError> {
        let body = answer.node();
        match body.at("meta").at("code").whole() {
            Some(ALREADY_EXISTS) => {
                let reference = tracking_in(body).at("id").text().map(|id| cut_to(id, REFERENCE));
                Ok(Told { word: Word::Following, reference })
            }
            Some(DOES_NOT_EXIST) => Ok(Word::NotRegistered.into()),
            Some(code) if INVALID.contains(&code) => Ok(Word::rejected(Self::SERVICE, code).into()),
            _ => told(answer, |body| {
                let list = body.at("data").at("trackings");
                let tracking = if list.is_there() { list.items().next() } else { Some(tracking_in(body)) };
                tracking.map_or(Ok(Word::NotRegistered.into()), |tracking| {
                    seen(tracking.at("tracking_number"), sighting(tracking), tracking.at("id"))
                })
            }),
        }
    }
}

/// Since 2024-07 the tracking is `data` itself; before, it was a member of it.
fn tracking_in(body: Node<'_>) -> Node<'_> {
    let data = body.at("data");
    let within = data.at("tracking");
    if within.is_there() { within } else { data }
}

/// A tracking.
pub(crate) fn sighting(tracking: Node<'_>) -> Sighting {
    let mut sketch = Sketch::of(Service::AfterShip);
    sketch.add(tracking.at("checkpoints").items().rev().map(event));
    let latest = tracking.at("checkpoints").items().next_back();
    sketch.end(View {
        code: code(tracking),
        words: latest.map(words).unwrap_or_default(),
        as_of: tracking.at_any(&["updated_at", "last_updated_at"]).text().and_then(times::instant),
        estimated_delivery: estimate(tracking).text().and_then(times::day),
        carrier: tracking.at("slug").text().and_then(|word| naming::meant(Service::AfterShip, word)),
    })
}

/// Its latest estimate, whoever made it: the carrier, `AfterShip` itself, or in older versions nobody in particular.
fn estimate(tracking: Node<'_>) -> Node<'_> {
    let estimates =
        ["latest_estimated_delivery", "courier_estimated_delivery_date", "aftership_estimated_delivery_date"];
    let estimate = tracking.at_any(&estimates);
    if estimate.is_there() {
        estimate.at_any(&["datetime", "estimated_delivery_date", "datetime_max"])
    } else {
        tracking.at("expected_delivery")
    }
}

fn event(checkpoint: Node<'_>) -> Option<Event<'_>> {
    let mut place = Place::in_parts(
        &[checkpoint.at("city"), checkpoint.at("state")],
        checkpoint.at_any(&["country_region", "country_iso3"]),
    );
    place.name = checkpoint.at("location").text().map(str::to_owned).or(place.name);
    place.coordinates = point(checkpoint.at("coordinate"));
    Some(Event {
        at: checkpoint.at("checkpoint_time").text().and_then(times::read)?,
        words: words(checkpoint),
        code: code(checkpoint),
        place,
    })
}

fn words(checkpoint: Node<'_>) -> Words<'_> {
    Words { own: checkpoint.at("message").text(), english: checkpoint.at("subtag_message").text() }
}

fn code(node: Node<'_>) -> Code<'_> {
    Code { status: node.at("tag").text(), sub: node.at("subtag").text() }
}
