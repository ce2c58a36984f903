//! Query parameters, each given once, and the places in lists that they carry.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use serde::de::DeserializeOwned;

use crate::incoming::Incoming;
use crate::problem::Problem;

/// How many a page holds, if nothing is said, and at the most.
const LIMIT: u32 = 50;
const MOST: u32 = 250;

/// What may be given several times: any of the words.
const REPEATABLE: [&str; 1] = ["tracking_status"];

/// The query parameters of a request.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Those that a program sent: each given once, but those that a list of words is made of.
    pub(crate) fn of(incoming: &Incoming) -> Result<Self, Problem> {
        let parameters = incoming.query()?;
        let twice = |(index, (name, _)): (usize, &(String, String))| {
            let earlier = parameters.iter().take(index).any(|(earlier, _)| earlier == name);
            (earlier && !REPEATABLE.contains(&name.as_str())).then(|| name.clone())
        };
        match parameters.iter().enumerate().find_map(twice) {
            Some(name) => Err(Problem::invalid(name, "must not be given twice")),
            None => Ok(Self(parameters)),
        }
    }

    /// Those of a page's address: what it does not know is left alone, and of what is given twice the first counts.
    pub(crate) fn of_page(parameters: Vec<(String, String)>) -> Self {
        Self(parameters)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// One of a list of words.
    pub(crate) fn word<T: DeserializeOwned>(&self, name: &str, words: &str) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let word = serde_json::from_value(serde_json::Value::String(text.to_owned()));
        word.map(Some).map_err(|_| Problem::invalid(name, format!("must be one of {words}")))
    }

    /// All that were given of a list of words, each once.
    pub(crate) fn words<T: DeserializeOwned + PartialEq>(&self, name: &str, known: &str) -> Result<Vec<T>, Problem> {
        let mut words = Vec::new();
        for (_, text) in self.0.iter().filter(|(known, _)| known == name) {
            let word = serde_json::from_value(serde_json::Value::String(text.clone()));
            let word = word.map_err(|_| Problem::invalid(name, format!("must be one of {known}")))?;
            if !words.contains(&word) {
                words.push(word);
            }
        }
        Ok(words)
    }

    pub(crate) fn instant(&self, name: &str) -> Result<Option<DateTime<Utc>>, Problem> {
        let read = |text: &str| {
            let instant = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&Utc));
            instant
                .map_err(|_| Problem::invalid(name, "must be an instant as in RFC 3339, with its `+` percent-encoded"))
        };
        self.text(name).map(read).transpose()
    }

    pub(crate) fn date(&self, name: &str) -> Result<Option<NaiveDate>, Problem> {
        let read = |text: &str| text.parse().map_err(|_| Problem::invalid(name, "must be a date, as in `2026-11-22`"));
        self.text(name).map(read).transpose()
    }

    pub(crate) fn truth(&self, name: &str) -> Result<Option<bool>, Problem> {
        match self.text(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Problem::invalid(name, "must be true or false")),
        }
    }

    pub(crate) fn limit(&self) -> Result<u32, Problem> {
        match self.text("limit").map(str::parse) {
            None => Ok(LIMIT),
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(_) => Err(Problem::invalid("limit", format!("must be 1 to {MOST}"))),
        }
    }

    /// The place where another page ended.
    pub(crate) fn cursor(&self, sound: impl Fn(&str) -> bool) -> Result<Option<String>, Problem> {
        let Some(cursor) = self.text("cursor") else { return Ok(None) };
        let place = place_of(cursor).filter(|place| sound(place));
        place.map(Some).ok_or_else(|| Problem::invalid("cursor", "must be a `next_cursor` of the same list"))
    }
}

/// A place in a list, so that it can stand in an address.
#[must_use]
pub fn cursor_of(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// The place that a cursor names.
#[must_use]
pub fn place_of(cursor: &str) -> Option<String> {
    URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|place| String::from_utf8(place).ok())
}
