//! Words that come from outside: bounded and checked once, when they are read.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use url::Url;

/// Why a value was not accepted, in words that follow its field's name: "must be …".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(Cow<'static, str>);

impl Invalid {
    /// A reason that reads on after the field's name.
    #[must_use]
    pub fn new(reason: impl Into<Cow<'static, str>>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

/// One line of `MIN` to `MAX` characters, in any script. A line that must say something has no blanks around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MIN: usize, const MAX: usize>(String);

/// A line that must say something: at most 500 characters.
pub type Line = Text<1, 500>;
/// A line that may be empty: at most 500 characters.
pub type OptionalLine = Text<0, 500>;
/// The name of a location, a carrier or a key: at most 100 characters.
pub type Name = Text<1, 100>;

impl<const MIN: usize, const MAX: usize> Text<MIN, MAX> {
    /// The text as it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> TryFrom<String> for Text<MIN, MAX> {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        check_length(&text, MAX)?;
        check_controls(&text, &[])?;
        if MIN == 0 {
            return Ok(Self(text));
        }
        let trimmed = text.trim();
        if trimmed.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'))
        {
            return Err(Invalid::new("must not be empty"));
        }
        Ok(Self(trimmed.to_owned()))
    }
}

impl<const MIN: usize, const MAX: usize> From<Text<MIN, MAX>> for String {
    fn from(text: Text<MIN, MAX>) -> Self {
        text.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Display for Text<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const MIN: usize, const MAX: usize> JsonSchema for Text<MIN, MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("Text{MIN}To{MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": MIN, "maxLength": MAX })
    }
}

fn check_length(text: &str, most: usize) -> Result<(), Invalid> {
    let length = text.chars().count();
    if length <= most {
        Ok(())
    } else {
        Err(Invalid::new(format!("must be at most {most} characters, and has {length}")))
    }
}

fn check_controls(text: &str, allowed: &[char]) -> Result<(), Invalid> {
    match text.chars().find(|c| c.is_control() && !allowed.contains(c)) {
        None => Ok(()),
        Some(control) => {
            Err(Invalid::new(format!("must not contain the control character {}", control.escape_unicode())))
        }
    }
}

/// Defines a checked text: its rule, and what it says when the rule is broken.
macro_rules! checked {
    ($(#[$doc:meta])* $name:ident, $format:literal, $read:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text, in the form in which it is kept.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Invalid;

            fn try_from(text: String) -> Result<Self, Invalid> {
                let read: fn(String) -> Result<String, Invalid> = $read;
                read(text).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}

checked!(
    /// A longer text for people, with line breaks: at most 5,000 characters.
    Note, "text",
    |text| {
        check_length(&text, 5_000)?;
        check_controls(&text, &['\t', '\n', '\r'])?;
        Ok(text)
    }
);

checked!(
    /// An e-mail address, kept as it was written.
    EmailAddress, "email",
    |text| {
        let options = email_address::Options::default()
            .with_required_tld()
            .without_display_text()
            .without_domain_literal();
        if text.len() <= 254 && email_address::EmailAddress::parse_with_options(&text, options).is_ok() {
            Ok(text)
        } else {
            Err(Invalid::new("must be an e-mail address, as in `ada@example.com`"))
        }
    }
);

impl EmailAddress {
    /// The form in which two spellings of one address are equal: lower case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

checked!(
    /// An address on the web: `http` or `https`, at most 500 characters, percent-encoded.
    WebUrl, "uri",
    |text| {
        let problem = || Invalid::new("must be a web address that begins with https:// or http://, of at most 500 characters");
        let url = Url::parse(text.trim()).map_err(|_| problem())?;
        let kept = url.to_string();
        if matches!(url.scheme(), "http" | "https") && url.has_host() && kept.len() <= 500 {
            Ok(kept)
        } else {
            Err(problem())
        }
    }
);

checked!(
    /// A country's two letters (ISO 3166-1), kept in upper case.
    CountryCode, "country",
    |text| {
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            Ok(text.to_ascii_uppercase())
        } else {
            Err(Invalid::new("must be a country's two letters, as in `SE`"))
        }
    }
);

checked!(
    /// A language tag (BCP 47), as in `sv` or `pt-BR`.
    Locale, "language",
    |text| {
        let well_formed = (2..=35).contains(&text.len())
            && text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic())
            && text.split('-').all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            });
        if well_formed { Ok(text) } else { Err(Invalid::new("must be a language tag, as in `sv` or `pt-BR`")) }
    }
);

/// A secret in the clear: 1 to 200 visible ASCII characters. It is never shown, not even to a debugger.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Secret(String);

impl Secret {
    /// What must not be told.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl TryFrom<String> for Secret {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        if (1..=200).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text))
        } else {
            Err(Invalid::new("must be a key of 1 to 200 letters, digits and punctuation"))
        }
    }
}

impl JsonSchema for Secret {
    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "password", "minLength": 1, "maxLength": 200, "writeOnly": true })
    }
}

/// A time zone of the IANA database, as in `Europe/Stockholm`; UTC if nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(chrono_tz::Tz);

impl TimeZone {
    /// The day of an instant, in this zone.
    #[must_use]
    pub fn day_of(self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.0).date_naive()
    }

    /// What the clock shows at an instant, in this zone.
    #[must_use]
    pub fn clock_at(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        at.with_timezone(&self.0).fixed_offset()
    }

    /// The first instant of a day. Where the clock is put forward at midnight, the day begins later.
    #[must_use]
    pub fn begin_of(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        let begins =
            (0..=24).find_map(|hours| self.0.from_local_datetime(&(midnight + TimeDelta::hours(hours))).earliest());
        begins.map_or_else(|| midnight.and_utc(), |begins| begins.with_timezone(&Utc))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

impl Default for TimeZone {
    fn default() -> Self {
        Self(chrono_tz::Tz::UTC)
    }
}

impl TryFrom<String> for TimeZone {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        text.parse().map(Self).map_err(|_| Invalid::new("must be a time zone, as in `Europe/Stockholm`"))
    }
}

impl From<TimeZone> for String {
    fn from(zone: TimeZone) -> Self {
        zone.name().to_owned()
    }
}

impl JsonSchema for TimeZone {
    fn schema_name() -> Cow<'static, str> {
        "TimeZone".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": "A time zone of the IANA database." })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Result<Line, Invalid> {
        Line::try_from(text.to_owned())
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert!(line(&"🧶".repeat(500)).is_ok());
        assert_eq!(
            line(&"🧶".repeat(501)).map_err(|why| why.to_string()),
            Err("must be at most 500 characters, and has 501".to_owned())
        );
        assert!(line("مرحبا بالعالم").is_ok());
        assert!(line(" \t ").is_err());
        for bad in ["a\u{0}b", "a\r\nb", "\u{200B}"] {
            assert!(line(bad).is_err(), "{bad:?}");
        }
        assert_eq!(line(" a ").map(String::from), Ok("a".to_owned()));
    }

    #[test]
    fn an_address_is_one_that_mail_can_go_to() {
        let read = |text: &str| EmailAddress::try_from(text.to_owned());
        assert!(read("Ada.Ö+shop@example.com").is_ok());
        for bad in [
            "Ada <ada@example.com>",
            "ada",
            "ada@localhost",
            "ada@[127.0.0.1]",
            "a@b@c.com",
            "ada@example.com\r\nBcc: x@y.z",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_on_the_web_is_http() {
        let read = |text: &str| WebUrl::try_from(text.to_owned());
        assert!(read("https://example.com/å?q=1").is_ok());
        for bad in ["javascript:alert(1)", "ftp://example.com", "example.com", "https://", "data:text/html,x"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn language_tags_and_countries_have_their_form() {
        assert!(Locale::try_from("pt-BR".to_owned()).is_ok());
        assert!(Locale::try_from("s".to_owned()).is_err());
        assert!(Locale::try_from("sv_SE".to_owned()).is_err());
        assert_eq!(CountryCode::try_from("se".to_owned()).map(String::from), Ok("SE".to_owned()));
        assert!(CountryCode::try_from("ÅÅ".to_owned()).is_err());
    }
}
