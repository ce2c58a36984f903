//! A number that an account follows: what was said of it at its registration, whether it is still followed, and
//! what the account has been told. Where the parcel is stands nowhere: that is its course's to say.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::course::Course;
use super::refusals::NumberRefused;

/// What may be said of a number; all of it is given back as it was.
pub const PARTICULARS: [&str; 17] = [
    "param",
    "tag",
    "lang",
    "email",
    "order_no",
    "order_time",
    "remark",
    "destination_postal_code",
    "origin_country",
    "destination_country",
    "destination_city",
    "ship_date",
    "shipper",
    "consignee",
    "phone_number_last_4",
    "phone_number",
    "cpf_or_cnpj",
];

/// The longest of these texts, in characters.
const LONGEST: usize = 200;

/// When a push that failed is tried again: after so many minutes, one after the other. Then it is dropped.
const TRY_AGAIN_MINUTES: [i64; 3] = [10, 30, 60];

/// A number, followed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Registration {
    /// Upper case.
    pub number: String,
    /// Its carrier, by 17TRACK's number.
    pub carrier: u32,
    /// The carrier that delivers it, if the account named one; else 0.
    #[serde(default)]
    pub final_carrier: u32,
    /// When this account registered it.
    pub registered_at: DateTime<Utc>,
    /// When its journey began: when anyone first registered it.
    pub known_since: DateTime<Utc>,
    /// When the account stopped it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped_at: Option<DateTime<Utc>>,
    /// When the account asked to follow it again, after it had stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retracked_at: Option<DateTime<Utc>>,
    /// How often its carrier was changed.
    #[serde(default)]
    pub carrier_changes: u8,
    /// What the account said of it.
    #[serde(default)]
    pub particulars: Particulars,
    /// What was pushed.
    #[serde(default)]
    pub pushes: Pushed,
}

/// Texts that the service keeps and gives back.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Particulars(BTreeMap<String, String>);

/// What an account was told of a number, unasked.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pushed {
    /// Everything said until then was pushed, or given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_until: Option<DateTime<Utc>>,
    /// That it had stopped was pushed, or given up.
    #[serde(default)]
    pub stop_told: bool,
    /// When the last push was tried, and how it was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<(DateTime<Utc>, u16)>,
    /// How often in a row it failed.
    #[serde(default)]
    failures: usize,
    /// Nothing is to be pushed before then; nothing, if that is to be found out, as after a restart.
    #[serde(skip)]
    quiet_until: Option<DateTime<Utc>>,
}

/// What a push is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Something new is said of the number.
    Updated,
    /// The service asks about it no more.
    Stopped,
}

impl Registration {
    /// When the service stops asking, or stopped.
    #[must_use]
    pub fn stops_at(&self, course: &Course<'_>) -> DateTime<Utc> {
        self.stopped_at.unwrap_or_else(|| course.stops_at(self.retracked_at.unwrap_or(self.registered_at)))
    }

    /// The instant at which the service last asked the carrier.
    #[must_use]
    pub fn as_of(&self, course: &Course<'_>, now: DateTime<Utc>) -> DateTime<Utc> {
        self.stops_at(course).min(now)
    }

    /// Whether it is known that nothing is to be pushed at an instant.
    #[must_use]
    pub fn is_quiet(&self, now: DateTime<Utc>) -> bool {
        self.pushes.quiet_until.is_some_and(|until| now < until)
    }

    /// What is to be pushed at an instant, if anything. When there is nothing, it is noted until when that holds.
    pub fn due(&mut self, course: &Course<'_>, now: DateTime<Utc>) -> Option<Occasion> {
        let (stops_at, as_of) = (self.stops_at(course), self.as_of(course, now));
        if course.said_since(as_of) > self.pushes.said_until {
            return Some(Occasion::Updated);
        }
        let stop = (!self.pushes.stop_told).then_some(stops_at);
        if stop.is_some_and(|stop| stop <= now) {
            return Some(Occasion::Stopped);
        }
        let more = course.says_more_at(as_of).filter(|more| *more <= stops_at);
        self.pushes.quiet_until = Some(more.into_iter().chain(stop).min().unwrap_or(DateTime::<Utc>::MAX_UTC));
        None
    }

    /// Something about it was changed: what is to be pushed is to be found out anew.
    pub fn wake(&mut self) {
        self.pushes.quiet_until = None;
    }
}

impl Pushed {
    /// Notes how a push was answered.
    pub fn note(&mut self, occasion: Occasion, as_of: DateTime<Utc>, status: u16, now: DateTime<Utc>) {
        self.last = Some((now, status));
        let again = TRY_AGAIN_MINUTES.get(self.failures).filter(|_| status != 200);
        if let Some(minutes) = again {
            self.failures += 1;
            self.quiet_until = Some(now + TimeDelta::minutes(*minutes));
            return;
        }
        self.failures = 0;
        self.quiet_until = None;
        match occasion {
            Occasion::Updated => self.said_until = Some(as_of),
            Occasion::Stopped => self.stop_told = true,
        }
    }
}

impl Particulars {
    /// What the service keeps of a request's fields.
    ///
    /// # Errors
    /// When one of them is no text, or longer than the service takes.
    pub fn of(fields: &serde_json::Map<String, Value>) -> Result<Self, NumberRefused> {
        let given = PARTICULARS.into_iter().filter_map(|name| Some((name, fields.get(name)?)));
        let kept = given.filter(|(_, value)| !value.is_null()).map(|(name, value)| match value.as_str() {
            Some(text) if text.chars().count() <= LONGEST => Ok((name.to_owned(), text.to_owned())),
            _ => Err(NumberRefused::Value(name)),
        });
        kept.collect::<Result<_, _>>().map(Self)
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Takes over what others say; what they do not say stays.
    pub fn change(&mut self, others: Self) {
        self.0.extend(others.0);
    }
}
