//! Who the order is for: all the personal data of an order, in one place so that it can be erased.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::phone::PhoneNumber;
use crate::text::{CountryCode, EmailAddress, OptionalLine, Text};

/// A telephone number as the checkout wrote it: at most 50 characters.
pub type Phone = Text<1, 50>;

/// The customer's personal data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Where mail goes.
    pub email: Option<EmailAddress>,
    /// The telephone number as it was given.
    pub phone: Option<Phone>,
    /// Where SMS go: nowhere, if what was given is no telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<PhoneNumber>,
    /// What the customer said of updates by e-mail.
    #[serde(default, skip_serializing_if = "Updates::is_unsaid")]
    pub updates: Updates,
    /// Who bought.
    pub customer: Option<Customer>,
    /// Where the parcels go.
    pub shipping_address: Option<Address>,
    /// Who pays.
    pub billing_address: Option<Address>,
}

/// How a customer shows, beside the order's number, that it is theirs (O7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// By the e-mail address of the checkout.
    Email,
    /// By the phone number, where no e-mail address was given.
    Phone,
}

/// Fewer digits than these are no phone number.
const FEWEST_DIGITS: usize = 6;

/// What a customer said of updates by e-mail (N10).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "said", rename_all = "snake_case")]
pub enum Updates {
    /// Nothing: they go to the address of the checkout.
    #[default]
    Unsaid,
    /// They want them, at this address: the checkout gave none.
    OptedIn {
        /// Theirs.
        email: EmailAddress,
    },
    /// They want none.
    OptedOut,
}

impl Updates {
    pub(crate) fn is_unsaid(&self) -> bool {
        *self == Self::Unsaid
    }
}

impl Contact {
    /// Finds out where SMS go.
    pub(crate) fn read_phone(&mut self) {
        self.sms = self.phone.as_ref().and_then(|phone| PhoneNumber::read(phone.as_str(), self.country()).ok());
    }

    /// The country whose phone numbers are written without its code.
    #[must_use]
    pub fn country(&self) -> Option<&CountryCode> {
        let addresses = [&self.shipping_address, &self.billing_address];
        addresses.into_iter().flatten().find_map(|address| address.country.as_ref())
    }

    /// The phone number as every network has it; its digits, where it is none of any country.
    #[must_use]
    pub fn dialled(&self) -> Option<String> {
        let digits = |phone: &Phone| phone.as_str().chars().filter(char::is_ascii_digit).collect::<String>();
        let of_a_country = self.sms.as_ref().map(|number| number.as_str().to_owned());
        let dialled = of_a_country.or_else(|| self.phone.as_ref().map(digits));
        dialled.filter(|phone| phone.len() >= FEWEST_DIGITS)
    }

    /// How the customer shows that the order is theirs; no way, where neither was given.
    #[must_use]
    pub fn proof(&self) -> Option<Proof> {
        let by_email = self.email.as_ref().map(|_| Proof::Email);
        by_email.or_else(|| self.dialled().map(|_| Proof::Phone))
    }

    /// Where mail about the order goes: to the address of the checkout, and where there is none, to the one that the
    /// customer opted in with (N10). An order has one address.
    #[must_use]
    pub fn mail_to(&self) -> Option<&EmailAddress> {
        match (&self.email, &self.updates) {
            (Some(email), _) | (None, Updates::OptedIn { email }) => Some(email),
            (None, Updates::Unsaid | Updates::OptedOut) => None,
        }
    }

    /// Where updates go by e-mail (N9, N10).
    #[must_use]
    pub fn updates_to(&self) -> Option<&EmailAddress> {
        self.mail_to().filter(|_| self.updates != Updates::OptedOut)
    }

    /// The name that a list shows for the customer, if any is known.
    #[must_use]
    pub fn display_name(&self) -> Option<String> {
        let parts = self.customer.iter().flat_map(|customer| [&customer.first_name, &customer.last_name]);
        let name = parts.flatten().map(OptionalLine::as_str).collect::<Vec<_>>().join(" ");
        let address = || self.shipping_address.as_ref().and_then(|address| address.name.as_ref());
        let shown = if name.trim().is_empty() { address().map(OptionalLine::as_str) } else { Some(name.as_str()) };
        shown.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
    }
}

/// The buyer's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Customer {
    /// Given name.
    #[serde(default)]
    pub first_name: Option<OptionalLine>,
    /// Family name.
    #[serde(default)]
    pub last_name: Option<OptionalLine>,
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The recipient.
    #[serde(default)]
    pub name: Option<OptionalLine>,
    /// The company, if it is one.
    #[serde(default)]
    pub company: Option<OptionalLine>,
    /// Street and number.
    #[serde(default)]
    pub address1: Option<OptionalLine>,
    /// Flat, floor, care of.
    #[serde(default)]
    pub address2: Option<OptionalLine>,
    /// Town.
    #[serde(default)]
    pub city: Option<OptionalLine>,
    /// State or province.
    #[serde(default)]
    pub province: Option<OptionalLine>,
    /// Postal code.
    #[serde(default)]
    pub postal_code: Option<OptionalLine>,
    /// Country.
    #[serde(default)]
    pub country: Option<CountryCode>,
}

/// Countries that write the postal code behind the town and its state: "Gasquet, CA 95543".
const CODE_BEHIND: [&str; 8] = ["AU", "CA", "IN", "NZ", "SG", "TH", "US", "VN"];

/// Countries that write the postal code on a line of its own.
const CODE_BELOW: [&str; 2] = ["GB", "IE"];

impl Address {
    /// The address as it is written on a parcel, a line each, with its country as the reader calls it.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        let part = |line: &Option<OptionalLine>| line.as_ref().map_or("", |line| line.as_str().trim()).to_owned();
        let [name, company] = [&self.name, &self.company].map(part);
        let [street, more] = [&self.address1, &self.address2].map(part);
        let [code, town, state] = [&self.postal_code, &self.city, &self.province].map(part);
        let letters = self.country.as_ref().map_or("", CountryCode::as_str);
        let place = if CODE_BEHIND.contains(&letters) {
            let town = joined(", ", &[&town, &state]);
            vec![joined(" ", &[&town, &code])]
        } else if CODE_BELOW.contains(&letters) {
            vec![town, state, code]
        } else {
            vec![joined(" ", &[&code, &town]), state]
        };
        let country = self.country.as_ref().map(|country| country.name(language).to_owned());
        let lines = [name, company, street, more].into_iter().chain(place).chain(country);
        lines.filter(|line| !line.is_empty()).collect()
    }
}

/// What there is of some parts.
fn joined(between: &str, parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An address with a town, a state and a postal code, as a country's posts want it.
    fn lines(country: &str, town: &str, state: &str, code: &str) -> Vec<String> {
        let line = |text: &str| OptionalLine::try_from(text.to_owned()).ok();
        let address = Address {
            name: line("Ada"),
            company: None,
            address1: line("Road 1"),
            address2: None,
            city: line(town),
            province: line(state),
            postal_code: line(code),
            country: CountryCode::try_from(country.to_owned()).ok(),
        };
        address.lines(Language::En)
    }

    #[test]
    fn an_address_is_written_as_its_country_does() {
        assert_eq!(lines("SE", "Umeå", "", "903 20"), ["Ada", "Road 1", "903 20 Umeå", "Sweden"]);
        assert_eq!(lines("US", "Gasquet", "CA", "95543"), ["Ada", "Road 1", "Gasquet, CA 95543", "United States"]);
        assert_eq!(lines("GB", "Leeds", "", "LS1 4DY"), ["Ada", "Road 1", "Leeds", "LS1 4DY", "United Kingdom"]);
        assert_eq!(lines("", "Umeå", "Västerbotten", ""), ["Ada", "Road 1", "Umeå", "Västerbotten"]);
        assert_eq!(lines("VN", "", "", "100000"), ["Ada", "Road 1", "100000", "Vietnam"]);
    }
}
