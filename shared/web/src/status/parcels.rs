//! What is known of an order's parcels beyond the order: what carriers said, and where that is on the map.

use std::collections::BTreeMap;

use waybill_carriers::places;
use waybill_domain::Order;
use waybill_domain::bounds::PARCELS;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::ParcelId;
use waybill_domain::journey::Journey;
use waybill_domain::language::Language;
use waybill_domain::scan::{Coordinates, Scan};
use waybill_domain::text::OptionalLine;
use waybill_domain::tracking::Parcel;
use waybill_lambda::Problem;
use waybill_map::Stop;
use waybill_pages::place::Place;
use waybill_pages::status_page::{Followed, Map, Veil, Visitor, Whereabouts};
use waybill_pages::words::Words;
use waybill_store::parcel::{ParcelKey, StoredParcel};

use super::Of;

/// What is known of the parcels that are followed; of a customer who is forgotten, nothing: a carrier's words can name
/// them.
pub(super) async fn followed(
    of: &Of<'_>,
    visitor: &Visitor,
    language: Language,
) -> Result<BTreeMap<ParcelId, Followed>, Problem> {
    if of.order.redacted_at().is_some() {
        return Ok(BTreeMap::new());
    }
    let numbered: BTreeMap<ParcelId, &Parcel> =
        of.order.live_parcels().filter(|parcel| parcel.tracking.is_some()).map(|parcel| (parcel.id, parcel)).collect();
    let key =
        |parcel: &ParcelId| ParcelKey { store: of.token.store.clone(), order: of.token.order.clone(), parcel: *parcel };
    let keys: Vec<_> = numbered.keys().take(PARCELS.into()).map(key).collect();
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut heads = of.app.store.parcels(&keys).await?;
    // The order may have given one another number since: what the old number did is not shown under the new one.
    let present = |key: &ParcelKey| numbered.get(&key.parcel).map(|parcel| parcel.generation);
    heads.retain(|(key, stored)| stored.counts && present(key) == Some(stored.head.generation));
    let mut scans = of.app.store.latest_scans(&heads).await?;
    let drawer = Drawer::new(of.order, visitor, language);
    let read = |(key, stored): (ParcelKey, StoredParcel)| {
        let journey = Journey::of(scans.remove(&key.parcel).unwrap_or_default(), stored.head.reports.clone());
        let live = is_followed_now(of, &stored);
        let parcel = numbered.get(&key.parcel).filter(|_| live);
        let map = parcel.and_then(|parcel| drawer.map(parcel, &journey));
        let (expected, found_carrier) = (stored.head.estimated_delivery, stored.head.found_carrier);
        (key.parcel, Followed { live, journey, expected, found_carrier, map })
    };
    Ok(heads.into_iter().map(read).collect())
}

/// Whether the service that the store uses now follows the parcel (O3).
fn is_followed_now(of: &Of<'_>, stored: &StoredParcel) -> bool {
    let used = of.record.settings.tracking_service.as_ref().map(|used| used.service);
    let follows = stored.head.registered.as_ref().map(|registered| registered.service);
    used.is_some() && used == follows
}

/// Draws maps for a visitor: a stranger's have no place that names the customer, and no destination.
pub(crate) struct Drawer {
    words: Words,
    veil: Option<Veil>,
    destination: Option<(String, Coordinates)>,
}

impl Drawer {
    pub(crate) fn new(order: &Order, visitor: &Visitor, language: Language) -> Self {
        let is_stranger = matches!(visitor, Visitor::Stranger(_));
        Self {
            words: Words::in_language(language),
            veil: is_stranger.then(|| Veil::of(order.contact())),
            destination: if is_stranger { None } else { destination(order) },
        }
    }

    pub(crate) fn map(&self, parcel: &Parcel, journey: &Journey) -> Option<Map> {
        let mut seen: Vec<Seen<'_>> = journey.scans().into_iter().filter_map(|scan| self.seen(scan)).collect();
        // A country's middle says where nobody was; it is better than nothing, and worse than any place.
        if seen.iter().any(|seen| !is_somewhere(seen.scan)) {
            seen.retain(|seen| !is_somewhere(seen.scan));
        }
        seen.reverse();
        let present = seen.last()?;
        let stops: Vec<Stop<'_>> = seen.iter().map(|seen| Stop { label: seen.place.in_short(), at: seen.at }).collect();
        let arrived = parcel.status() == TrackingStatus::Delivered;
        let destination = self.destination.as_ref().filter(|(_, at)| !arrived && !is_same(*at, present.at));
        let destination = destination.map(|(label, at)| Stop { label, at: *at });
        let way = waybill_map::Journey { stops: &stops, destination, arrived };
        let drawn = way.map(&Map::labelled_by(parcel.id))?;
        let mut before: Vec<&str> = way.places().into_iter().map(|stop| stop.label).collect();
        before.retain(|place| *place != present.place.in_short());
        before.dedup();
        let whereabouts = Whereabouts {
            place: &present.place.in_full(),
            at: present.scan.at,
            before: &before,
            destination: destination.map(|stop| stop.label),
            arrived,
        };
        Some(Map { drawn, caption: whereabouts.in_words(self.words) })
    }

    /// Where a scan was made, as far as the visitor may know.
    fn seen<'a>(&self, scan: &'a Scan) -> Option<Seen<'a>> {
        let hidden = |text: &str| self.veil.as_ref().is_some_and(|veil| veil.covers(text));
        let at = scan.coordinates.filter(|_| !scan.location.as_deref().is_some_and(hidden))?;
        Some(Seen { scan, place: Place::of(scan, self.words.language())?, at })
    }
}

/// Where a parcel was seen.
struct Seen<'a> {
    scan: &'a Scan,
    place: Place,
    at: Coordinates,
}

/// Whether all that is known of where a scan was made is the country.
fn is_somewhere(scan: &Scan) -> bool {
    let middle = scan.country.as_ref().and_then(|country| places::find(Some(country.as_str()), None));
    middle.zip(scan.coordinates).is_some_and(|(middle, at)| is_same(middle, at))
}

/// Whether two points are one place: what is kept as text is read again to within its last digit.
fn is_same(one: Coordinates, other: Coordinates) -> bool {
    const APART: f64 = 1e-6;
    let (south, east) = (one.latitude() - other.latitude(), one.longitude() - other.longitude());
    south.abs() < APART && east.abs() < APART
}

/// The city that the parcels go to, where it is one that we know for certain: with its province or without, it is the
/// same place, and no country's middle.
fn destination(order: &Order) -> Option<(String, Coordinates)> {
    let address = order.contact().shipping_address.as_ref()?;
    let country = Some(address.country.as_ref()?.as_str());
    let city = address.city.as_ref()?.as_str().trim();
    let province = address.province.as_ref().map(OptionalLine::as_str).unwrap_or_default();
    let at = places::find(country, Some(city))?;
    let vague = places::find(country, None) == Some(at);
    let certain = places::find(country, Some(&format!("{city}, {province}"))) == Some(at);
    (certain && !vague).then(|| (city.to_owned(), at))
}
