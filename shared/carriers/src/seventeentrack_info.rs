//! What 17TRACK knows of a number, as it answers and as it pushes it. Its own account of a parcel may come from two
//! carriers, who tell the same events.

use chrono::{NaiveDate, NaiveTime};
use waybill_domain::carrier::Carrier;
use waybill_domain::journey::Sighting;
use waybill_domain::scan::ScanTime;
use waybill_domain::service::Service;

use crate::json::Node;
use crate::mapping::Code;
use crate::sketch::{Event, Place, Sketch, View, Words, point};
use crate::times;

/// An item of an answer, or the data of a push: a number with its `track_info`.
pub(crate) fn sighting(item: Node<'_>) -> Sighting {
    let track = item.at("track_info");
    let providers = || track.at("tracking").at("providers").items();
    let mut sketch = Sketch::of(Service::SeventeenTrack);
    for provider in providers() {
        sketch.add(provider.at("events").items().map(event));
    }
    sketch.add([event(track.at("latest_event"))].into_iter());
    let status = track.at("latest_status");
    let synced = providers().filter_map(|provider| provider.at("latest_sync_time").text().and_then(times::instant));
    sketch.end(View {
        code: Code { status: status.at("status").text(), sub: status.at("sub_status").text() },
        words: words(track.at("latest_event")),
        as_of: synced.max(),
        estimated_delivery: estimate(track.at("time_metrics").at("estimated_delivery_date")),
        carrier: carrier(item, providers().next()),
    })
}

/// The last day of the span in which it is expected.
fn estimate(span: Node<'_>) -> Option<NaiveDate> {
    span.at_any(&["to", "from"]).text().and_then(times::day)
}

/// The record's carrier, or the first that was asked.
fn carrier(item: Node<'_>, provider: Option<Node<'_>>) -> Option<String> {
    let provider = provider.map(|provider| provider.at("provider"));
    let by_key = |node: Node<'_>| Carrier::of_seventeentrack(u32::try_from(node.whole()?).ok()?);
    let carrier = by_key(item.at("carrier"))
        .or_else(|| provider.and_then(|provider| by_key(provider.at("key"))))
        .or_else(|| provider.and_then(|provider| provider.at_any(&["name", "alias"]).text()).and_then(Carrier::named));
    carrier.map(|carrier| carrier.code.clone())
}

fn event(node: Node<'_>) -> Option<Event<'_>> {
    let address = node.at("address");
    let mut place = Place::in_parts(&[address.at("city"), address.at("state")], address.at("country"));
    place.name = node.at("location").text().map(str::to_owned).or(place.name);
    place.coordinates = point(address.at("coordinates"));
    Some(Event { at: time(node)?, words: words(node), code: code(node), place })
}

fn words(node: Node<'_>) -> Words<'_> {
    Words { own: node.at("description").text(), english: node.at("description_translation").at("description").text() }
}

/// An event has no status of its own: it is the first word of its sub-status. Older ones have a stage alone, and
/// ordinary ones nothing.
fn code(node: Node<'_>) -> Code<'_> {
    match (node.at("sub_status").text(), node.at("stage").text()) {
        (Some(sub), _) => Code { status: sub.split('_').next(), sub: Some(sub) },
        (None, Some(stage)) => Code { status: Some("stage"), sub: Some(stage) },
        (None, None) => Code::default(),
    }
}

/// The time with its zone, or else what the carrier itself wrote, or else UTC's. Where the carrier wrote a day alone,
/// the midnight that was made of it is not believed.
fn time(node: Node<'_>) -> Option<ScanTime> {
    let raw = node.at("time_raw");
    let written =
        raw.at("date").text().and_then(|date| times::of_parts(date, raw.at("time").text(), raw.at("timezone").text()));
    let zoned = node.at("time_iso").text().and_then(times::read);
    let midnight = |time: ScanTime| matches!(time, ScanTime::Instant(at) if at.time() == NaiveTime::MIN);
    match (zoned, written) {
        (Some(zoned), Some(day @ ScanTime::Date(_))) if midnight(zoned) => Some(day),
        (Some(zoned), _) => Some(zoned),
        (None, Some(written)) => Some(written),
        (None, None) => node.at("time_utc").text().and_then(times::read),
    }
}
