//! A message as it was taken, and as `/outbox` shows it.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By SES.
    Email,
    /// By SNS.
    Sms,
}

/// A message that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id that the sender was answered with.
    pub id: String,
    /// How it goes.
    pub channel: Channel,
    /// When it was taken, by the local clock.
    pub at: DateTime<Utc>,
    /// The sender, with the name; an SMS's sender id, if it has one.
    pub from: Option<String>,
    /// Those it is for; an SMS's phone number.
    pub to: Vec<String>,
    /// Those it is copied to.
    pub cc: Vec<String>,
    /// Those it is copied to without being told.
    pub bcc: Vec<String>,
    /// Where answers go.
    pub reply_to: Vec<String>,
    /// The subject; an SMS has none.
    pub subject: Option<String>,
    /// The body as HTML.
    pub html: Option<String>,
    /// The body as text; an SMS's whole message.
    pub text: Option<String>,
    /// The head's fields, in their order; an SMS has none.
    pub headers: Vec<Header>,
    /// A mail's tags; an SMS's message attributes.
    pub tags: BTreeMap<String, String>,
    /// The configuration set that it was sent with.
    pub configuration_set: Option<String>,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// What became of it, for each who gets it.
    pub deliveries: Vec<Delivery>,
    /// The whole of it as it was sent, if it came as one piece.
    pub raw: Option<String>,
}

/// A field of a message's head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value, decoded.
    pub value: String,
}

/// What became of a message for one who gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// The address or number alone.
    pub recipient: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a message: everyone gets it, but for the addresses of SES's mailbox simulator and those that are
/// on the account's suppression list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It arrived.
    Delivered,
    /// There is no such address.
    Bounced,
    /// It arrived, and was marked as spam.
    Complained,
    /// SES does not deliver to this address: it is on a suppression list.
    Suppressed,
}

impl Outcome {
    /// What became of it, in a word for people.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Delivered => "Delivered",
            Self::Bounced => "Bounced",
            Self::Complained => "Marked as spam",
            Self::Suppressed => "Suppressed",
        }
    }
}

impl Header {
    /// A field.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

impl Message {
    /// A field of the head, whatever the case of its name; the first, if there are several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value.as_str())
    }

    /// The message as a program reads it.
    #[must_use]
    pub fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "channel": self.channel,
            "at": instant(self.at),
            "from": self.from,
            "to": self.to,
            "cc": self.cc,
            "bcc": self.bcc,
            "reply_to": self.reply_to,
            "subject": self.subject,
            "html": self.html,
            "text": self.text,
            "headers": self.headers,
            "tags": self.tags,
            "configuration_set": self.configuration_set,
            "attachments": self.attachments,
            "deliveries": self.deliveries,
            "characters": self.text.as_deref().map(characters),
        })
    }
}

/// How many characters a text has.
#[must_use]
pub fn characters(text: &str) -> usize {
    text.chars().count()
}

/// An instant, as programs write it.
#[must_use]
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
