//! An address as mails write it: `ada@example.com`, or `Ada <ada@example.com>`, the name in ASCII or encoded.

use std::fmt;

use email_address::{EmailAddress, Options};
use mail_parser::MessageParser;

use super::refused::Refused;

/// An address, and the name before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The address alone.
    pub address: String,
    /// The name, decoded.
    pub name: Option<String>,
}

impl Mailbox {
    /// Reads one address.
    ///
    /// # Errors
    /// When it is none, or cannot be sent to by SES.
    pub fn read(text: &str) -> Result<Self, Refused> {
        if text.chars().any(char::is_control) {
            return Err(illegal("Local address contains control or whitespace"));
        }
        if !text.is_ascii() {
            return Err(illegal(
                "Non-ASCII characters are not allowed: encode a name as RFC 2047 says, a domain as Punycode",
            ));
        }
        let head = format!("To: {text}\r\n\r\n");
        let parsed = MessageParser::new().parse(head.as_bytes());
        let found: Vec<Self> =
            parsed.iter().filter_map(|mail| mail.to()).flat_map(|to| to.iter()).filter_map(Self::of).collect();
        match <[Self; 1]>::try_from(found) {
            Ok([mailbox]) => mailbox.valid(),
            Err(none) if none.is_empty() => Err(illegal("Missing final '@domain'")),
            Err(_) => Err(illegal("Illegal address: one at a time")),
        }
    }

    /// An address in the head of a mail.
    #[must_use]
    pub fn of(found: &mail_parser::Addr<'_>) -> Option<Self> {
        let address = found.address.as_deref()?.trim().to_owned();
        let name = found.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
        Some(Self { address, name: name.map(str::to_owned) })
    }

    /// The same, if it can be sent to.
    ///
    /// # Errors
    /// When it cannot.
    pub fn valid(self) -> Result<Self, Refused> {
        if !self.address.contains('@') {
            return Err(illegal("Missing final '@domain'"));
        }
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        match EmailAddress::parse_with_options(&self.address, options) {
            Ok(_) if self.address.is_ascii() => Ok(self),
            Ok(_) => Err(illegal("Non-ASCII characters are not allowed")),
            Err(why) => Err(illegal(&why.to_string())),
        }
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

fn illegal(why: &str) -> Refused {
    Refused::BadRequest(why.to_owned())
}
