//! The journeys that local parcels go through: `journeys.json`, read and checked, and which number goes through
//! which. Everything here is data; what it comes to at an instant is the course's business.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer};
use waybill_domain::condition::Condition;

use crate::error::LocalError;

/// The journeys, as they were when this was built.
pub const JOURNEYS: &str = include_str!("../../journeys.json");

/// All journeys, their carriers and their places.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journeys {
    #[serde(rename = "about")]
    _about: String,
    carriers: BTreeMap<u32, Provider>,
    places: BTreeMap<String, Place>,
    #[serde(rename = "journeys")]
    scripts: Vec<Script>,
}

/// A carrier, as 17TRACK shows it beside its events.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub alias: String,
    /// Its own site.
    pub homepage: String,
    /// Where it is at home, if anywhere.
    pub country: Option<String>,
    /// The language of its scans.
    pub language: String,
}

/// A place that scans are made at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// ISO 3166-1, two letters.
    pub country: String,
    /// A state or province, where people name it.
    pub state: Option<String>,
    /// Upper case, as carriers write it.
    pub city: String,
    /// What its clocks show.
    #[serde(deserialize_with = "zone")]
    pub zone: Tz,
    /// Degrees north; without it the carrier does not say where exactly.
    pub latitude: Option<String>,
    /// Degrees east.
    pub longitude: Option<String>,
}

/// A journey as it is written down: everything that will be said of a parcel, and when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// One word for it.
    pub name: String,
    /// What it does, for people.
    pub tells: String,
    /// The numbers that follow it: exact ones, and beginnings of numbers that end with `*`.
    pub numbers: Vec<String>,
    /// Whether numbers that no script names may follow it.
    #[serde(default)]
    pub ordinary: bool,
    /// Whether its carrier cannot be told from the number.
    #[serde(default)]
    pub undetectable: bool,
    /// Whether the service calls it expired when nothing is heard for long.
    #[serde(default = "yes")]
    pub expires: bool,
    /// How long after registration the service first knows anything.
    #[serde(default = "soon")]
    pub first_result: Span,
    /// The sub-status before there is any scan.
    #[serde(default = "not_found")]
    pub before: String,
    /// When it is expected, by its carrier.
    pub expected: Option<Span>,
    /// When asking about it goes wrong.
    #[serde(default)]
    pub troubles: Vec<Trouble>,
    /// The carrier that takes it over, by 17TRACK's number.
    pub carrier: u32,
    /// The carrier that delivers it, where that is another one.
    pub last_mile: Option<u32>,
    /// The place it is sent from.
    pub from: String,
    /// The place it is sent to.
    pub to: String,
    /// Its scans, in the order in which the service lists them: newest first, but for misplaced ones.
    pub events: Vec<Event>,
    /// What Waybill makes of it.
    pub promises: Vec<Promise>,
}

/// One scan.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When it happens.
    pub after: Span,
    /// When it becomes visible, if that is later.
    pub seen: Option<Span>,
    /// 17TRACK's sub-status; nothing, for an ordinary scan.
    pub code: Option<String>,
    /// The carrier's words, in its own language.
    pub words: String,
    /// The same in English, if the carrier's are not.
    pub english: Option<String>,
    /// Where.
    pub place: String,
    /// Who tells it.
    #[serde(default)]
    pub by: Teller,
    /// How exactly its time is told.
    #[serde(default)]
    pub time: Precision,
    /// The zone that the service takes the place's clock to be in, if it errs.
    #[serde(default, deserialize_with = "other_zone")]
    pub zone: Option<Tz>,
    /// Whether it is listed twice.
    #[serde(default)]
    pub twice: bool,
    /// Whether it is listed last, where the oldest belongs.
    #[serde(default)]
    pub misplaced: bool,
}

/// Which of a parcel's carriers tells a scan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teller {
    /// The one that took it over.
    #[default]
    Carrier,
    /// The one that delivers it.
    LastMile,
    /// Each of them, as posts do.
    Both,
}

/// How exactly a scan's time is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The instant.
    #[default]
    Instant,
    /// What the place's clock showed, and no zone.
    Clock,
    /// The day.
    Date,
}

/// A time in which the service does not answer questions about a parcel.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// When it begins.
    pub from: Span,
    /// When it is over.
    pub to: Span,
    /// What is answered.
    pub answer: Fault,
}

/// What a service answers when it does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u16")]
pub enum Fault {
    /// 429.
    TooOften,
    /// 503.
    Unavailable,
}

/// What Waybill shows of a parcel at a time, if it has asked since the last scan.
#[derive(Debug, Deserialize)]
pub struct Promise {
    /// When.
    pub after: Span,
    /// What.
    #[serde(flatten)]
    pub condition: Condition,
}

/// A time since a journey began, such as `2d 4h`; before it, such as `-372d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct Span(pub TimeDelta);

impl Journeys {
    /// Reads the journeys.
    ///
    /// # Errors
    /// [`LocalError::Carrier`] when one names a place or a carrier that is not described, or none is ordinary.
    pub fn read(text: &str) -> Result<Self, LocalError> {
        let wrong = |what: String| LocalError::Carrier(format!("journeys.json: {what}"));
        let mut journeys: Self = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        for script in &mut journeys.scripts {
            script.events.sort_by_key(|event| (event.misplaced, std::cmp::Reverse(event.after)));
            let places = script.events.iter().map(|event| &event.place).chain([&script.from, &script.to]);
            if let Some(place) = places.into_iter().find(|place| !journeys.places.contains_key(*place)) {
                return Err(wrong(format!("{}: there is no place {place}", script.name)));
            }
            let mut carriers = [script.carrier].into_iter().chain(script.last_mile);
            if let Some(carrier) = carriers.find(|carrier| !journeys.carriers.contains_key(carrier)) {
                return Err(wrong(format!("{}: there is no carrier {carrier}", script.name)));
            }
        }
        if journeys.ordinary().next().is_none() {
            return Err(wrong("no journey is ordinary".to_owned()));
        }
        Ok(journeys)
    }

    /// All scripts, in the order in which they are written down.
    #[must_use]
    pub fn scripts(&self) -> &[Script] {
        &self.scripts
    }

    /// The scripts that numbers of nobody's choosing follow.
    pub fn ordinary(&self) -> impl Iterator<Item = &Script> {
        self.scripts.iter().filter(|script| script.ordinary)
    }

    /// The script that names a number, and what of the number it leaves open.
    #[must_use]
    pub fn naming<'n>(&self, number: &'n str) -> Option<(&Script, &'n str)> {
        let named = |script: &Script| {
            let rests = script.numbers.iter().filter_map(|pattern| match pattern.strip_suffix('*') {
                Some(beginning) => number.strip_prefix(beginning),
                None => (number == pattern).then_some(""),
            });
            rests.min_by_key(|rest| rest.len())
        };
        let found = self.scripts.iter().filter_map(|script| Some((script, named(script)?)));
        found.min_by_key(|(_, rest)| rest.len())
    }

    /// A carrier that is described.
    #[must_use]
    pub fn provider(&self, key: u32) -> Option<&Provider> {
        self.carriers.get(&key)
    }

    /// A place that is described.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<&Place> {
        self.places.get(name)
    }
}

impl TryFrom<String> for Span {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (sign, length) = text.strip_prefix('-').map_or((1, text.as_str()), |length| (-1, length));
        let length = humantime::parse_duration(length).map_err(|error| error.to_string())?;
        TimeDelta::from_std(length).map(|length| Self(length * sign)).map_err(|error| error.to_string())
    }
}

impl TryFrom<u16> for Fault {
    type Error = String;

    fn try_from(status: u16) -> Result<Self, String> {
        match status {
            429 => Ok(Self::TooOften),
            503 => Ok(Self::Unavailable),
            other => Err(format!("answers 429 or 503, not {other}")),
        }
    }
}

fn zone<'de, D: Deserializer<'de>>(from: D) -> Result<Tz, D::Error> {
    String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
}

fn other_zone<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Tz>, D::Error> {
    zone(from).map(Some)
}

fn yes() -> bool {
    true
}

/// A service asks the carrier within seconds.
fn soon() -> Span {
    Span(TimeDelta::seconds(20))
}

fn not_found() -> String {
    "NotFound_Other".to_owned()
}
