//! Tracking numbers, and the parcels they name.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::carrier::Carrier;
use crate::condition::{Condition, TrackingStatus};
use crate::id::{FulfilmentId, ParcelId};
use crate::settings::Settings;
use crate::text::{Invalid, Name, WebUrl};

/// A carrier's number for a parcel: 1 to 64 letters, digits, spaces and punctuation, kept as it was written.
/// Which carrier it may belong to, and whether its check digit is right, is no reason to refuse it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TrackingNumber(String);

impl TrackingNumber {
    /// The number as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two spellings of one number are equal: upper case, letters and digits alone.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    }
}

impl PartialEq for TrackingNumber {
    fn eq(&self, other: &Self) -> bool {
        self.folded() == other.folded()
    }
}

impl Eq for TrackingNumber {}

impl TryFrom<String> for TrackingNumber {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let trimmed = text.trim();
        let printable = trimmed.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
        if printable && trimmed.len() <= 64 && trimmed.bytes().any(|byte| byte.is_ascii_alphanumeric()) {
            Ok(Self(trimmed.to_owned()))
        } else {
            Err(Invalid::new("must be a tracking number: at most 64 letters, digits, spaces and dashes"))
        }
    }
}

impl From<TrackingNumber> for String {
    fn from(number: TrackingNumber) -> Self {
        number.0
    }
}

impl JsonSchema for TrackingNumber {
    fn schema_name() -> Cow<'static, str> {
        "TrackingNumber".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1, "maxLength": 64 })
    }
}

/// Where to look for a parcel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tracking {
    /// The carrier's number.
    pub number: TrackingNumber,
    /// Who carries it, if it was said.
    #[serde(default)]
    pub carrier: Option<Name>,
    /// The page that follows this very parcel, if it was given.
    #[serde(default)]
    pub url: Option<WebUrl>,
}

impl Tracking {
    /// 17TRACK's page, which finds the carrier by itself (N6).
    const ANY_CARRIER: &str = "https://t.17track.net/en#nums=";

    /// The page that follows the parcel: its own, else the store's tracking site (N3), else the carrier's, else
    /// 17TRACK's (N6).
    #[must_use]
    pub fn page(&self, settings: &Settings) -> String {
        self.url.as_ref().map_or_else(|| self.page_of_number(settings), |url| url.as_str().to_owned())
    }

    /// The same without its own, which may have been made with more than the number: a postal code, say.
    #[must_use]
    pub fn page_of_number(&self, settings: &Settings) -> String {
        let encoded: String = url::form_urlencoded::byte_serialize(self.number.as_str().as_bytes()).collect();
        let encoded = encoded.replace('+', "%20");
        if let Some(site) = &settings.custom_tracking_url {
            return format!("{}{encoded}", site.as_str());
        }
        let carrier = self.carrier.as_ref().and_then(|name| Carrier::named(name.as_str()));
        let own = carrier.and_then(|carrier| carrier.page_of(&encoded));
        own.unwrap_or_else(|| format!("{}{encoded}", Self::ANY_CARRIER))
    }
}

/// What carriers say of a parcel, as far as its order shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// How it is doing.
    pub condition: Condition,
    /// Since when it has that status, by the carrier's own time; nothing, before anything was heard.
    pub since: Option<DateTime<Utc>>,
}

/// A status that someone set by hand (T8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetStatus {
    /// What was set.
    pub condition: Condition,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Up to which instant scans do not count against it: when it was set, or the latest scan known then.
    pub outranks: DateTime<Utc>,
}

/// One parcel of a fulfilment: untracked until it has a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// Its number within the order, never used again.
    pub id: ParcelId,
    /// What it carries.
    pub fulfilment: FulfilmentId,
    /// Counts the numbers it has had: a corrected number begins a new journey.
    pub generation: u32,
    /// Where to look for it; an untracked parcel is asked about nowhere.
    pub tracking: Option<Tracking>,
    /// When it was given that number, or made.
    #[serde(default)]
    pub began_at: DateTime<Utc>,
    /// What carriers say of it.
    #[serde(default)]
    pub observed: Observed,
    /// What someone says of it, until a later scan says otherwise.
    #[serde(default)]
    pub set: Option<SetStatus>,
    /// Whether the customer is not to be told of its number: so it was said when the number was given.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub quiet: bool,
}

impl Parcel {
    /// How it is doing: as it was set by hand, else as carriers say.
    #[must_use]
    pub fn condition(&self) -> Condition {
        self.set.as_ref().map_or(self.observed.condition, |set| set.condition)
    }

    /// Since when.
    #[must_use]
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.set.as_ref().map(|set| set.at).or(self.observed.since)
    }

    /// Which of the nine.
    #[must_use]
    pub fn status(&self) -> TrackingStatus {
        self.condition().status()
    }

    /// The parcel as far as a list shows it: how it is doing, and not who said so.
    pub(crate) fn in_a_list(&self) -> Self {
        let observed = Observed { condition: self.condition(), since: self.since() };
        Self { observed, set: None, ..self.clone() }
    }

    /// Begins a new journey under another number, or none.
    pub(crate) fn begin(&mut self, tracking: Option<Tracking>, quiet: bool, now: DateTime<Utc>) {
        if self.tracking.is_some() {
            self.generation += 1;
        }
        self.tracking = tracking;
        self.began_at = now;
        self.observed = Observed::default();
        self.set = None;
        self.quiet = quiet;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> TrackingNumber {
        TrackingNumber::try_from(text.to_owned()).expect(text)
    }

    #[test]
    fn spelling_does_not_make_another_number() {
        assert_eq!(number(" rr 123-456 785 se"), number("RR123456785SE"));
        assert_ne!(number("RR123456785SE"), number("RR123456785CN"));
    }

    #[test]
    fn the_number_is_encoded_in_its_link() {
        let settings = Settings::new(crate::text::Line::try_from("Shop".to_owned()).expect("name"));
        let tracking = Tracking { number: number("A&B #1/2"), carrier: None, url: None };
        assert_eq!(tracking.page(&settings), "https://t.17track.net/en#nums=A%26B%20%231%2F2");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in ["", "  ", "---", "Ä1", "1\n2", &"1".repeat(65)] {
            assert!(TrackingNumber::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
