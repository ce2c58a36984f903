//! A sighting in the making: the events of one number are added one by one, and the service's own view ends it.

use chrono::{DateTime, NaiveDate, Utc};
use waybill_domain::condition::{Condition, TrackingStatus};
use waybill_domain::journey::{Report, Sighting};
use waybill_domain::scan::{Coordinates, DESCRIPTION, LOCATION, Scan, ScanTime, cut_to};
use waybill_domain::service::Service;
use waybill_domain::text::CountryCode;

use crate::json::Node;
use crate::mapping::{self, Code};
use crate::places;

/// The most events of one number that are read, the newest ones: real parcels have some dozens, and what a journey
/// keeps is fewer still.
const EVENTS: usize = 1_000;

/// The most unknown codes that are counted of one number: a service that changed its words would fill a log.
const UNKNOWN_CODES: usize = 20;

/// What an event or a view says in words: the carrier's own, and the English ones if there are any.
#[derive(Clone, Copy, Default)]
pub(crate) struct Words<'a> {
    pub own: Option<&'a str>,
    pub english: Option<&'a str>,
}

impl<'a> Words<'a> {
    pub(crate) fn of(own: Option<&'a str>) -> Self {
        Self { own, english: None }
    }

    fn both(self) -> String {
        format!("{}\n{}", self.english.unwrap_or_default(), self.own.unwrap_or_default())
    }
}

/// Where an event happened.
#[derive(Default)]
pub(crate) struct Place<'a> {
    /// In the carrier's words.
    pub name: Option<String>,
    /// Two letters, three, or a name.
    pub country: Option<&'a str>,
    pub coordinates: Option<Coordinates>,
}

impl<'a> Place<'a> {
    /// A place in parts, as most services write it.
    pub(crate) fn in_parts(parts: &[Node<'a>], country: Node<'a>) -> Self {
        let parts: Vec<_> = parts.iter().filter_map(|part| part.text()).collect();
        let name = Some(parts.join(", ")).filter(|name| !name.is_empty());
        Self { name, country: country.text(), ..Self::default() }
    }
}

/// The point that a node's two numbers make.
pub(crate) fn point(node: Node<'_>) -> Option<Coordinates> {
    Coordinates::new(node.at("latitude").number()?, node.at("longitude").number()?)
}

/// Something that a carrier reported.
pub(crate) struct Event<'a> {
    pub at: ScanTime,
    pub words: Words<'a>,
    pub code: Code<'a>,
    pub place: Place<'a>,
}

/// A service's own view of how a parcel is doing.
#[derive(Default)]
pub(crate) struct View<'a> {
    pub code: Code<'a>,
    pub words: Words<'a>,
    pub as_of: Option<DateTime<Utc>>,
    pub estimated_delivery: Option<NaiveDate>,
    pub carrier: Option<String>,
}

/// What was read so far.
pub(crate) struct Sketch {
    service: Service,
    scans: Vec<Scan>,
    unknown_codes: Vec<String>,
}

impl Sketch {
    pub(crate) fn of(service: Service) -> Self {
        Self { service, scans: Vec::new(), unknown_codes: Vec::new() }
    }

    /// Adds the events that have a time, the newest first.
    pub(crate) fn add<'a>(&mut self, events: impl Iterator<Item = Option<Event<'a>>>) {
        let room = EVENTS.saturating_sub(self.scans.len());
        for event in events.take(room).flatten() {
            let scan = self.scan(&event);
            if !self.scans.contains(&scan) {
                self.scans.push(scan);
            }
        }
    }

    fn scan(&mut self, event: &Event<'_>) -> Scan {
        let meaning = mapping::read(self.service, event.code, &event.words.both());
        self.count(meaning.known_code, event.code);
        let named = || event.place.name.as_deref().and_then(places::country_of);
        let of = event.place.country.and_then(places::country_code).or_else(named);
        let Words { own, english } = event.words;
        Scan {
            at: event.at,
            description: cut_to(own.or(english).unwrap_or_default(), DESCRIPTION),
            english: english.filter(|english| own.is_some_and(|own| own != *english)).map(|it| cut_to(it, DESCRIPTION)),
            location: event.place.name.as_ref().map(|name| cut_to(name, LOCATION)).filter(|name| !name.is_empty()),
            coordinates: event.place.coordinates.or_else(|| found(&event.place, of.as_ref())).and_then(rounded),
            country: of,
            raw_code: event.code.raw(),
            service: self.service,
            condition: meaning.condition,
            begins: meaning.begins,
        }
    }

    fn count(&mut self, known: bool, code: Code<'_>) {
        let raw = code.raw();
        if !known && self.unknown_codes.len() < UNKNOWN_CODES && !self.unknown_codes.contains(&raw) {
            self.unknown_codes.push(raw);
        }
    }

    /// The sighting, with the service's own view; without a status it has none.
    pub(crate) fn end(mut self, view: View<'_>) -> Sighting {
        let report = view.code.status.map(|_| self.report(&view));
        Sighting {
            scans: self.scans,
            report,
            estimated_delivery: view.estimated_delivery,
            carrier: view.carrier,
            unknown_codes: self.unknown_codes,
        }
    }

    fn report(&mut self, view: &View<'_>) -> Report {
        let meaning = mapping::read(self.service, view.code, &view.words.both());
        self.count(meaning.known_code, view.code);
        // Something happened, but what it came to is not known.
        let unknown = if self.scans.is_empty() { Condition::PENDING } else { Condition::of(TrackingStatus::InTransit) };
        Report {
            condition: meaning.condition.unwrap_or(unknown),
            at: self.scans.iter().map(|scan| scan.at).max_by_key(|at| at.instant()),
            as_of: view.as_of,
            raw_code: view.code.raw(),
            known: meaning.known_number || !self.scans.is_empty(),
        }
    }
}

/// A point to a tenth of a metre: more digits say nothing, and would not come back from JSON as they went.
fn rounded(point: Coordinates) -> Option<Coordinates> {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Coordinates::new(round(point.latitude()), round(point.longitude()))
}

fn found(place: &Place<'_>, country: Option<&CountryCode>) -> Option<Coordinates> {
    places::find(country.map(CountryCode::as_str), place.name.as_deref())
}
