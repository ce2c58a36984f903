//! The shape in which the service says where a parcel is: `track_info`, field by field as its documentation of
//! v2.4 has it, with its texts for numbers and its nulls.

use chrono::{DateTime, FixedOffset, Offset, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::course::{Course, hash, main_status};
use super::journeys::{Event, Journeys, Place, Precision, Provider, Teller};
use super::registration::Registration;

/// Everything that the service says of a parcel.
#[derive(Debug, Serialize)]
pub struct TrackInfo<'a> {
    shipping_info: ShippingInfo<'a>,
    latest_status: LatestStatus<'a>,
    latest_event: Option<Scanned<'a>>,
    time_metrics: TimeMetrics,
    milestone: Vec<Milestone<'a>>,
    misc_info: MiscInfo<'a>,
    tracking: Tracking<'a>,
}

#[derive(Debug, Serialize)]
struct ShippingInfo<'a> {
    shipper_address: Address<'a>,
    recipient_address: Address<'a>,
}

#[derive(Debug, Serialize)]
struct LatestStatus<'a> {
    status: &'a str,
    sub_status: &'a str,
    sub_status_descr: Option<&'a str>,
}

/// A scan, as v2.4 tells it.
#[derive(Debug, Serialize)]
struct Scanned<'a> {
    #[serde(flatten)]
    time: Time,
    description: &'a str,
    description_translation: Option<Translation<'a>>,
    location: Option<String>,
    stage: Option<&'static str>,
    sub_status: Option<&'a str>,
    address: Address<'a>,
}

#[derive(Debug, Serialize)]
struct Translation<'a> {
    lang: &'static str,
    description: &'a str,
}

#[derive(Debug, Default, Serialize)]
struct Address<'a> {
    country: Option<&'a str>,
    state: Option<&'a str>,
    city: Option<&'a str>,
    street: Option<&'a str>,
    postal_code: Option<&'a str>,
    coordinates: Coordinates<'a>,
}

#[derive(Debug, Default, Serialize)]
struct Coordinates<'a> {
    longitude: Option<&'a str>,
    latitude: Option<&'a str>,
}

#[derive(Debug, Default, Serialize)]
struct Time {
    #[serde(rename = "time_iso")]
    iso: Option<String>,
    #[serde(rename = "time_utc")]
    utc: Option<String>,
    #[serde(rename = "time_raw")]
    raw: RawTime,
}

#[derive(Debug, Default, Serialize)]
struct RawTime {
    date: Option<String>,
    time: Option<String>,
    timezone: Option<String>,
}

#[derive(Debug, Serialize)]
struct TimeMetrics {
    days_after_order: Option<i64>,
    days_of_transit: Option<i64>,
    days_of_transit_done: Option<i64>,
    days_after_last_update: Option<i64>,
    estimated_delivery_date: Estimate,
}

#[derive(Debug, Serialize)]
struct Estimate {
    source: Option<&'static str>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Serialize)]
struct Milestone<'a> {
    key_stage: &'a str,
    #[serde(flatten)]
    time: Time,
}

#[derive(Debug, Serialize)]
struct MiscInfo<'a> {
    risk_factor: u8,
    service_type: Option<&'a str>,
    weight_raw: Option<&'a str>,
    weight_kg: Option<&'a str>,
    pieces: Option<&'a str>,
    dimensions: Option<&'a str>,
    customer_number: Option<&'a str>,
    reference_number: Option<&'a str>,
    local_number: Option<&'a str>,
    local_provider: Option<&'a str>,
    local_key: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Tracking<'a> {
    providers_hash: i32,
    providers: Vec<Provided<'a>>,
}

/// What one carrier tells.
#[derive(Debug, Serialize)]
struct Provided<'a> {
    provider: ProviderAnswer<'a>,
    service_type: Option<&'a str>,
    latest_sync_status: &'static str,
    latest_sync_time: String,
    provider_lang: Option<&'a str>,
    provider_tips: Option<&'a str>,
    events_hash: i32,
    events: Vec<Scanned<'a>>,
}

#[derive(Debug, Serialize)]
struct ProviderAnswer<'a> {
    key: u32,
    name: &'a str,
    alias: &'a str,
    tel: Option<&'a str>,
    homepage: &'a str,
    country: Option<&'a str>,
}

impl<'a> TrackInfo<'a> {
    /// What is said of a registered parcel, as the service last heard of it at an instant.
    #[must_use]
    pub fn of(
        journeys: &'a Journeys,
        registration: &'a Registration,
        course: &Course<'a>,
        as_of: DateTime<Utc>,
    ) -> Self {
        let says = Says { journeys, registration, course: *course, as_of };
        let sub_status = course.status(as_of);
        Self {
            shipping_info: ShippingInfo {
                shipper_address: Address::of(journeys.place(&course.script.from)),
                recipient_address: Address::of(journeys.place(&course.script.to)),
            },
            latest_status: LatestStatus { status: main_status(sub_status), sub_status, sub_status_descr: None },
            latest_event: course.latest(as_of).map(|event| says.told(event)),
            time_metrics: says.time_metrics(),
            milestone: says.milestones(),
            misc_info: says.misc_info(),
            tracking: says.tracking(),
        }
    }
}

/// What is said, of what, and when.
#[derive(Clone, Copy)]
struct Says<'a> {
    journeys: &'a Journeys,
    registration: &'a Registration,
    course: Course<'a>,
    as_of: DateTime<Utc>,
}

impl<'a> Says<'a> {
    fn told(&self, event: &'a Event) -> Scanned<'a> {
        let place = self.journeys.place(&event.place);
        let english = event.english.as_deref();
        Scanned {
            time: self.time(event),
            description: &event.words,
            description_translation: english.map(|description| Translation { lang: "en", description }),
            location: place.map(Place::location),
            stage: event.code.as_deref().and_then(stage),
            sub_status: event.code.as_deref(),
            address: Address::of(place),
        }
    }

    fn time(&self, event: &Event) -> Time {
        let place = self.journeys.place(&event.place);
        let at = self.course.happens_at(event).with_timezone(&place.map_or(Tz::UTC, |place| place.zone));
        let clock = at.naive_local();
        let date = Some(clock.format("%Y-%m-%d").to_string());
        let time = Some(clock.format("%H:%M:%S").to_string());
        match event.time {
            Precision::Date => Time { raw: RawTime { date, ..RawTime::default() }, ..Time::default() },
            Precision::Clock => Time { raw: RawTime { date, time, timezone: None }, ..Time::default() },
            Precision::Instant => {
                let offset = at.offset().fix();
                // Where the service errs, it reads the place's clock as if it hung somewhere else.
                let taken = event.zone.map_or(offset, |zone| zone.offset_from_utc_datetime(&at.naive_utc()).fix());
                let told = taken.from_local_datetime(&clock).single().unwrap_or_else(|| at.fixed_offset());
                Time::of(told, RawTime { date, time, timezone: Some(taken.to_string()) })
            }
        }
    }

    fn time_metrics(&self) -> TimeMetrics {
        let happened = |code: &str| {
            let events = self.course.seen(self.as_of).filter(|event| event.code.as_deref() == Some(code));
            events.map(|event| self.course.happens_at(event)).max()
        };
        let latest = self.course.latest(self.as_of).map(|event| self.course.happens_at(event));
        let ordered = self.registration.particulars.get("order_time");
        let ordered = ordered.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        let picked_up = happened("InTransit_PickedUp");
        let delivered = happened("Delivered_Other").filter(|delivered| Some(*delivered) >= picked_up);
        let until = delivered.unwrap_or(self.as_of);
        let transit = picked_up.map(|picked_up| (until - picked_up).num_days());
        let expected = self.course.expected_at().filter(|_| latest.is_some());
        let expected = expected.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, false));
        TimeMetrics {
            days_after_order: ordered.map(|ordered| (until - ordered.to_utc()).num_days()),
            days_of_transit: transit,
            days_of_transit_done: transit.filter(|_| delivered.is_some()),
            days_after_last_update: latest.map(|latest| (self.as_of - latest).num_days()),
            estimated_delivery_date: Estimate {
                source: expected.as_ref().map(|_| "Official"),
                from: expected.clone(),
                to: expected,
            },
        }
    }

    /// When each stage was first reached, the earliest first.
    fn milestones(&self) -> Vec<Milestone<'a>> {
        let mut events: Vec<_> = self.course.seen(self.as_of).collect();
        events.sort_by_key(|event| event.after);
        let mut milestones: Vec<Milestone<'a>> = Vec::new();
        for event in events {
            let reached = event.code.as_deref().and_then(stage);
            if let Some(key_stage) = reached.filter(|stage| milestones.iter().all(|one| one.key_stage != *stage)) {
                milestones.push(Milestone { key_stage, time: self.time(event) });
            }
        }
        milestones
    }

    fn misc_info(&self) -> MiscInfo<'a> {
        let last_mile = self.last_mile();
        let provider = last_mile.and_then(|key| self.journeys.provider(key));
        MiscInfo {
            risk_factor: 0,
            service_type: None,
            weight_raw: None,
            weight_kg: None,
            pieces: None,
            dimensions: None,
            customer_number: None,
            reference_number: None,
            local_number: last_mile.map(|_| self.registration.number.as_str()),
            local_provider: provider.map(|provider| provider.name.as_str()),
            local_key: last_mile,
        }
    }

    fn tracking(&self) -> Tracking<'a> {
        let first = self.provided(self.registration.carrier, |teller| teller != Teller::LastMile);
        let last = self.last_mile().map(|key| self.provided(key, |teller| teller != Teller::Carrier));
        let providers: Vec<_> = [first].into_iter().chain(last).collect();
        let hashes = providers.iter().map(|provided| provided.events_hash);
        Tracking { providers_hash: hashes.fold(0, |all, hash| all.wrapping_mul(31).wrapping_add(hash)), providers }
    }

    fn provided(&self, key: u32, tells: impl Fn(Teller) -> bool) -> Provided<'a> {
        let mut events: Vec<&'a Event> = Vec::new();
        for event in self.course.seen(self.as_of).filter(|event| tells(event.by)) {
            events.extend(std::iter::repeat_n(event, if event.twice { 2 } else { 1 }));
        }
        let heard = hash(&format!("{} {key} {}", self.registration.number, events.len()));
        Provided {
            provider: self.provider(key),
            service_type: None,
            latest_sync_status: "Success",
            latest_sync_time: utc(self.as_of),
            provider_lang: self.journeys.provider(key).map(|provider| provider.language.as_str()),
            provider_tips: None,
            events_hash: i32::try_from(heard >> 33).unwrap_or_default(),
            events: events.into_iter().map(|event| self.told(event)).collect(),
        }
    }

    /// A carrier as it is described here; else by the name that Waybill has for it.
    fn provider(&self, key: u32) -> ProviderAnswer<'a> {
        let described = self.journeys.provider(key);
        let named = waybill_domain::carrier::Carrier::of_seventeentrack(key);
        let name = described.map(|provider| provider.name.as_str()).or(named.map(|named| named.name.as_str()));
        ProviderAnswer {
            key,
            name: name.unwrap_or_default(),
            alias: described.map_or(name.unwrap_or_default(), |provider| &provider.alias),
            tel: None,
            homepage: described.map_or("", |provider: &Provider| &provider.homepage),
            country: described.and_then(|provider| provider.country.as_deref()),
        }
    }

    fn last_mile(&self) -> Option<u32> {
        let named = Some(self.registration.final_carrier).filter(|key| *key != 0);
        named.or(self.course.script.last_mile).filter(|key| *key != self.registration.carrier)
    }
}

impl<'a> Address<'a> {
    fn of(place: Option<&'a Place>) -> Self {
        let Some(place) = place else { return Self::default() };
        let (longitude, latitude) = (place.longitude.as_deref(), place.latitude.as_deref());
        Self {
            country: Some(&place.country),
            state: place.state.as_deref(),
            city: Some(&place.city),
            street: None,
            postal_code: None,
            coordinates: Coordinates { longitude, latitude },
        }
    }
}

impl Time {
    fn of(at: DateTime<FixedOffset>, raw: RawTime) -> Self {
        Self { iso: Some(at.to_rfc3339_opts(SecondsFormat::Secs, false)), utc: Some(utc(at.to_utc())), raw }
    }
}

impl Place {
    /// As carriers write it: `GASQUET, CA, US`.
    #[must_use]
    pub fn location(&self) -> String {
        match &self.state {
            Some(state) => format!("{}, {state}, {}", self.city, self.country),
            None => format!("{}, {}", self.city, self.country),
        }
    }
}

/// An instant as the service writes it: `2026-06-30T18:01:12Z`.
#[must_use]
pub fn utc(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The stage that a sub-status begins; nothing, for those that begin none.
fn stage(sub_status: &str) -> Option<&'static str> {
    match sub_status {
        "InfoReceived" => Some("InfoReceived"),
        "InTransit_PickedUp" => Some("PickedUp"),
        "InTransit_Departure" => Some("Departure"),
        "InTransit_Arrival" => Some("Arrival"),
        "AvailableForPickup_Other" => Some("AvailableForPickup"),
        "OutForDelivery_Other" => Some("OutForDelivery"),
        "Delivered_Other" => Some("Delivered"),
        "Exception_Returning" => Some("Returning"),
        "Exception_Returned" => Some("Returned"),
        _ => None,
    }
}
