//! `EasyPost`: trackers, API v2. <https://docs.easypost.com/docs/trackers>

use serde_json::json;
use waybill_domain::journey::Sighting;
use waybill_domain::service::Service;

use crate::api::{Answer, Call, encoded};
use crate::json::Node;
use crate::mapping::Code;
use crate::single::{Dialect, seen, told};
use crate::sketch::{Event, Place, Sketch, View, Words};
use crate::tracker::{CarrierError, Question, Told, Word};
use crate::{naming, times};

pub(crate) enum EasyPost {}

impl Dialect for EasyPost {
    const SERVICE: Service = Service::EasyPost;
    // It documents no number, and answers 429 to what is too much.
    const PER_SECOND: u32 = 5;

    /// A tracker of the same number within three months is answered with the one there is.
    fn register(question: &Question) -> Result<Call, String> {
        let carrier = question.carrier.and_then(|carrier| naming::of(Self::SERVICE, carrier));
        let mut tracker = json!({ "tracking_code": question.number });
        if let (Some(carrier), Some(tracker)) = (carrier, tracker.as_object_mut()) {
            tracker.insert("carrier".to_owned(), carrier.into());
        }
        Ok(Call::Post("/v2/trackers", json!({ "tracker": tracker })))
    }

    fn look(question: &Question) -> Result<Call, String> {
        Ok(Call::Get(match &question.reference {
            Some(id) => format!("/v2/trackers/{}", encoded(id)),
            None => format!("/v2/trackers?page_size=1&tracking_code={}", encoded(&question.number)),
        }))
    }

    fn hear(answer: &Answer) -> Result<Told, CarrierError> {
        told(answer, |body| {
            let list = body.at("trackers");
            let tracker = if list.is_there() { list.items().next() } else { Some(body) };
            tracker.map_or(Ok(Word::NotRegistered.into()), |tracker| {
                seen(tracker.at("tracking_code"), sighting(tracker), tracker.at("id"))
            })
        })
    }
}

/// A tracker.
pub(crate) fn sighting(tracker: Node<'_>) -> Sighting {
    let mut sketch = Sketch::of(Service::EasyPost);
    sketch.add(tracker.at("tracking_details").items().rev().map(event));
    let latest = tracker.at("tracking_details").items().next_back();
    sketch.end(View {
        code: code(tracker),
        words: latest.map(words).unwrap_or_default(),
        as_of: tracker.at("updated_at").text().and_then(times::instant),
        estimated_delivery: tracker.at("est_delivery_date").text().and_then(times::day),
        carrier: tracker.at("carrier").text().and_then(|word| naming::meant(Service::EasyPost, word)),
    })
}

fn event(detail: Node<'_>) -> Option<Event<'_>> {
    let place = detail.at("tracking_location");
    Some(Event {
        at: detail.at("datetime").text().and_then(times::read)?,
        words: words(detail),
        code: code(detail),
        place: Place::in_parts(&[place.at("city"), place.at("state")], place.at("country")),
    })
}

fn words(detail: Node<'_>) -> Words<'_> {
    Words::of(detail.at_any(&["message", "description"]).text())
}

fn code(node: Node<'_>) -> Code<'_> {
    Code { status: node.at("status").text(), sub: node.at("status_detail").text() }
}
