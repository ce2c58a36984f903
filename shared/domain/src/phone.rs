//! Telephone numbers that can be called and texted.

use serde::{Deserialize, Serialize};

use crate::text::{CountryCode, Invalid};

/// A number in the form that every network understands (E.164), as in `+46701234567`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Reads a number as people write it. Without a `+` it is one of `country`.
    ///
    /// # Errors
    /// When it is no number of any country, or of which country cannot be told.
    pub fn read(written: &str, country: Option<&CountryCode>) -> Result<Self, Invalid> {
        let region = country.and_then(|country| country.as_str().parse().ok());
        phonenumber::parse(region, written)
            .ok()
            .filter(phonenumber::is_valid)
            .map(|number| Self(number.format().mode(phonenumber::Mode::E164).to_string()))
            .ok_or_else(|| Invalid::new("must be a telephone number with its country's code, as in `+46701234567`"))
    }

    /// The number, beginning with `+`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = Invalid;

    /// Reads a number that was kept. What was valid then stays so, whatever numbering plans become.
    fn try_from(text: String) -> Result<Self, Invalid> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        if (2..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(text))
        } else {
            Err(Invalid::new("must be `+` and at most 15 digits"))
        }
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str, country: &str) -> Option<String> {
        let country = CountryCode::try_from(country.to_owned()).ok();
        PhoneNumber::read(written, country.as_ref()).ok().map(String::from)
    }

    #[test]
    fn a_number_is_read_as_its_country_writes_it() {
        for (written, country, number) in [
            ("070-123 45 67", "SE", Some("+46701234567")),
            ("+46 70 123 45 67", "", Some("+46701234567")),
            ("0046701234567", "SE", Some("+46701234567")),
            ("(0)70-123 45 67", "SE", Some("+46701234567")),
            ("(415) 555-2671", "US", Some("+14155552671")),
            ("091 234 56 78", "VN", Some("+84912345678")),
            ("081 234 5678", "TH", Some("+66812345678")),
            ("412 34 567", "NO", Some("+4741234567")),
            ("070-123 45 67", "", None),
            ("070-123 45 67", "ZZ", None),
            ("12345", "SE", None),
            ("not a number", "SE", None),
            ("+46", "SE", None),
            ("+999701234567", "SE", None),
            ("", "SE", None),
        ] {
            assert_eq!(read(written, country).as_deref(), number, "{written} in {country}");
        }
    }
}
