//! Money: an exact amount in one currency, never a float.

use std::borrow::Cow;

use iso_currency::Currency;
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::text::Invalid;

/// An amount of zero or more in the currency's smallest unit, written `{"amount": "12.50", "currency": "SEK"}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// The largest amount, in the currency's smallest unit: a trillion, far inside what `i64` adds up.
    const MAX_MINOR: i64 = 1_000_000_000_000;

    /// The amount, with as many decimals as the currency has.
    #[must_use]
    pub fn amount(&self) -> Decimal {
        Decimal::new(self.minor, decimals(self.currency))
    }

    /// The currency's three letters (ISO 4217).
    #[must_use]
    pub fn currency(&self) -> &'static str {
        self.currency.code()
    }

    /// The amount in the currency's smallest unit.
    #[must_use]
    pub fn minor(&self) -> i64 {
        self.minor
    }
}

/// Money as it travels and is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    amount: String,
    currency: String,
}

/// How many decimals a currency's amounts have, by its three letters; two, if it is none.
#[must_use]
pub fn decimals_of(code: &str) -> u32 {
    Currency::from_code(code).map_or(2, decimals)
}

fn decimals(currency: Currency) -> u32 {
    u32::from(currency.exponent().unwrap_or(0))
}

impl TryFrom<Written> for Money {
    type Error = Invalid;

    fn try_from(written: Written) -> Result<Self, Invalid> {
        let currency = Currency::from_code(&written.currency)
            .ok_or_else(|| Invalid::new("must have a currency of three letters (ISO 4217), as in `SEK`"))?;
        let places = decimals(currency);
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let amount = Some(written.amount.as_str())
            .filter(|amount| digits(amount) || amount.split_once('.').is_some_and(|(a, b)| digits(a) && digits(b)))
            .and_then(|amount| Decimal::from_str_exact(amount).ok())
            .filter(|amount| amount.scale() <= places)
            .ok_or_else(|| {
                Invalid::new(format!("must have an amount of zero or more with at most {places} decimals, as text"))
            })?;
        let minor = i64::try_from(amount.mantissa())
            .ok()
            .and_then(|mantissa| mantissa.checked_mul(10_i64.pow(places - amount.scale())))
            .filter(|minor| *minor <= Self::MAX_MINOR)
            .ok_or_else(|| Invalid::new("must have a smaller amount"))?;
        Ok(Self { minor, currency })
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        Self { amount: money.amount().to_string(), currency: money.currency.code().to_owned() }
    }
}

impl JsonSchema for Money {
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "required": ["amount", "currency"],
            "additionalProperties": false,
            "properties": {
                "amount": { "type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?$" },
                "currency": { "type": "string", "minLength": 3, "maxLength": 3 },
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(amount: &str, currency: &str) -> Result<Money, Invalid> {
        Money::try_from(Written { amount: amount.into(), currency: currency.into() })
    }

    fn written(amount: &str, currency: &str) -> Option<String> {
        read(amount, currency).ok().map(|money| Written::from(money).amount)
    }

    #[test]
    fn no_more_decimals_than_the_currency_has() {
        assert_eq!(written("12.5", "SEK").as_deref(), Some("12.50"));
        assert_eq!(written("900", "JPY").as_deref(), Some("900"));
        assert_eq!(written("1.234", "KWD").as_deref(), Some("1.234"));
        assert!(read("1.5", "JPY").is_err());
        assert!(read("1.234", "SEK").is_err());
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for bad in
            ["", "-1", "1e3", "NaN", "1,50", " 1", "+5", ".5", "5.", "1_000", "99999999999999999999", "10000000000.01"]
        {
            assert!(read(bad, "SEK").is_err(), "{bad}");
        }
        assert!(read("1", "sek").is_err());
        assert!(read("1", "").is_err());
    }
}
