//! What a carrier's scan says, and when: the local time and its offset are kept as they were given, and a date
//! stays a date.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike as _, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::condition::Condition;
use crate::service::Service;
use crate::text::{CountryCode, Invalid};

/// The longest texts of a scan that are kept, in characters; what is longer is cut.
pub const DESCRIPTION: usize = 300;
/// The longest place that is kept, in characters.
pub const LOCATION: usize = 120;
/// The longest code of a service that is kept, in characters.
pub const RAW_CODE: usize = 100;

/// No two clocks on earth are further apart: −12 to +14 hours.
pub const ZONES: TimeDelta = TimeDelta::hours(26);
const WEST: TimeDelta = TimeDelta::hours(12);
const EAST: TimeDelta = TimeDelta::hours(14);

/// When a scan was made, as far as its carrier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ScanTime {
    /// An instant, and the offset of the place's clock.
    Instant(DateTime<FixedOffset>),
    /// What the clock showed, somewhere.
    Local(NaiveDateTime),
    /// A day.
    Date(NaiveDate),
}

impl ScanTime {
    /// Where it stands among others: an instant as it is, a clock as if it were UTC's, a date as its end (T8).
    #[must_use]
    pub fn instant(self) -> DateTime<Utc> {
        match self {
            Self::Instant(at) => whole(at.with_timezone(&Utc)),
            Self::Local(at) => whole(at.and_utc()),
            Self::Date(day) => day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::days(1),
        }
    }

    /// When it was, for people: of a day an instant at which it is that day from Honolulu to Auckland.
    #[must_use]
    pub fn about(self) -> DateTime<Utc> {
        match self {
            Self::Instant(_) | Self::Local(_) => self.instant(),
            Self::Date(day) => day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(10),
        }
    }

    /// The first and the last instant that may be meant.
    #[must_use]
    pub fn between(self) -> (DateTime<Utc>, DateTime<Utc>) {
        match self {
            Self::Instant(_) => (self.instant(), self.instant()),
            Self::Local(_) => (self.instant() - EAST, self.instant() + WEST),
            Self::Date(day) => {
                let midnight = day.and_time(NaiveTime::MIN).and_utc();
                (midnight - EAST, midnight + TimeDelta::days(1) + WEST)
            }
        }
    }

    /// The instant, where it is known.
    #[must_use]
    pub fn known(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Instant(_) => Some(self.instant()),
            Self::Local(_) | Self::Date(_) => None,
        }
    }

    /// What the place's own clock or calendar showed: two tellings of one scan agree on it.
    #[must_use]
    pub fn wall(self) -> String {
        match self {
            Self::Instant(at) => at.naive_local().format("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::Local(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
            Self::Date(day) => day.to_string(),
        }
    }
}

impl fmt::Display for ScanTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(at) => write!(f, "{}{}", self.wall(), at.offset()),
            Self::Local(_) | Self::Date(_) => f.write_str(&self.wall()),
        }
    }
}

impl From<ScanTime> for String {
    fn from(time: ScanTime) -> Self {
        time.to_string()
    }
}

/// To the second, as it is written.
fn whole(at: DateTime<Utc>) -> DateTime<Utc> {
    at.with_nanosecond(0).unwrap_or(at)
}

/// The years that are believed: what is outside is a mistake, and would be no text of one length.
fn believed(day: NaiveDate) -> bool {
    use chrono::Datelike;
    (1970..=9_000).contains(&day.year())
}

impl TryFrom<String> for ScanTime {
    type Error = Invalid;

    /// RFC 3339 with its offset, `2026-11-01T12:00:00` or `2026-11-01`.
    fn try_from(text: String) -> Result<Self, Invalid> {
        let text = text.trim();
        let read = DateTime::parse_from_rfc3339(text)
            .map(Self::Instant)
            .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(Self::Local))
            .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self::Date));
        let day = |time: &Self| match time {
            Self::Instant(at) => at.date_naive(),
            Self::Local(at) => at.date(),
            Self::Date(day) => *day,
        };
        read.ok()
            .filter(|time| believed(day(time)))
            .ok_or_else(|| Invalid::new("must be a time as in `2026-11-01T12:00:00+01:00`, or a date"))
    }
}

impl JsonSchema for ScanTime {
    fn schema_name() -> Cow<'static, str> {
        "ScanTime".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "What the place's own clock showed, with its offset where it is known; or a date."
        })
    }
}

/// A point on earth, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coordinates {
    latitude: f64,
    longitude: f64,
}

impl Coordinates {
    /// A point; `None` for what is none, and for 0, 0, which services send for "unknown".
    #[must_use]
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let unknown = latitude.abs() < f64::EPSILON && longitude.abs() < f64::EPSILON;
        (on_earth && !unknown).then_some(Self { latitude, longitude })
    }

    /// Degrees north.
    #[must_use]
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east.
    #[must_use]
    pub fn longitude(self) -> f64 {
        self.longitude
    }
}

/// One scan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scan {
    /// When.
    pub at: ScanTime,
    /// In the carrier's words; at most [`DESCRIPTION`] characters.
    #[serde(deserialize_with = "cut::<DESCRIPTION, _>")]
    pub description: String,
    /// The same in English, where the carrier writes another language and its service translated it; as long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub english: Option<String>,
    /// Where, in the carrier's words; at most [`LOCATION`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// In which country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<CountryCode>,
    /// Where on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// The service's own code, whole, so that a better mapping can be applied to it; at most [`RAW_CODE`] characters.
    pub raw_code: String,
    /// Which service told it.
    pub service: Service,
    /// What it means; nothing, for a scan that says nothing of how the parcel is doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Whether the carrier took the parcel over with it: a journey begins.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub begins: bool,
}

impl Scan {
    /// What two tellings of one scan have in common: the place's own time, and the words.
    #[must_use]
    pub fn identity(&self) -> (String, String) {
        let words = self.description.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        (self.at.wall(), words)
    }

    /// The scan with no longer texts than are kept.
    #[must_use]
    pub fn cut(mut self) -> Self {
        self.description = cut_to(&self.description, DESCRIPTION);
        self.english = self.english.map(|english| cut_to(&english, DESCRIPTION));
        self.location = self.location.map(|location| cut_to(&location, LOCATION));
        self.raw_code = cut_to(&self.raw_code, RAW_CODE);
        self
    }
}

/// A text of at most so many characters.
#[must_use]
pub fn cut_to(text: &str, most: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.trim().chars().take(most).collect::<String>().trim_end().to_owned()
}

fn cut<'de, const MOST: usize, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(cut_to(&String::deserialize(from)?, MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> ScanTime {
        ScanTime::try_from(text.to_owned()).expect(text)
    }

    #[test]
    fn a_time_is_kept_as_it_was_given() {
        for text in ["2026-06-28T08:40:00-03:00", "2026-06-28T08:40:00", "2026-06-28"] {
            assert_eq!(time(text).to_string(), text);
        }
        assert_eq!(time("2026-06-28T08:40:00Z").to_string(), "2026-06-28T08:40:00+00:00");
        for bad in ["", "yesterday", "2026-13-01", "0000-00-00", "99999-01-01", "0001-01-01T00:00:00"] {
            assert!(ScanTime::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_date_counts_as_its_end_and_may_be_any_instant_of_it() {
        let utc = |text: &str| text.parse::<DateTime<Utc>>().expect(text);
        assert_eq!(time("2026-06-28").instant(), utc("2026-06-29T00:00:00Z"));
        assert_eq!(time("2026-06-28").between(), (utc("2026-06-27T10:00:00Z"), utc("2026-06-29T12:00:00Z")));
        assert_eq!(time("2026-06-28T08:40:00-03:00").instant(), utc("2026-06-28T11:40:00Z"));
    }

    #[test]
    fn the_middle_of_nowhere_is_no_place() {
        assert!(Coordinates::new(0.0, 0.0).is_none());
        assert!(Coordinates::new(91.0, 0.0).is_none());
        assert!(Coordinates::new(f64::NAN, 1.0).is_none());
        assert!(Coordinates::new(63.8, 20.3).is_some());
    }
}
