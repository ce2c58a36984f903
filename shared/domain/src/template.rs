//! A merchant's own words for a message, as Liquid (N4, N7). What is in them is checked where they are rendered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::message::{Channel, Kind};
use crate::refusal::Refusal;
use crate::text::Invalid;

/// Liquid of at most 64 KB: three times the longest of Shopify's own.
pub const TEMPLATE_BYTES: usize = 64 * 1024;

/// What a message is written from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, try_from = "TemplateParts")]
pub enum Template {
    /// A mail's.
    Email {
        /// Its subject.
        subject: String,
        /// Its body, as HTML.
        html: String,
    },
    /// An SMS's.
    Sms {
        /// All of it.
        text: String,
    },
}

/// A template as it is sent: the parts of a mail, or the text of an SMS.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Template")]
struct TemplateParts {
    /// The subject of a mail.
    #[serde(default)]
    subject: Option<String>,
    /// The body of a mail, as HTML.
    #[serde(default)]
    html: Option<String>,
    /// All of an SMS.
    #[serde(default)]
    text: Option<String>,
}

impl TryFrom<TemplateParts> for Template {
    type Error = Invalid;

    fn try_from(parts: TemplateParts) -> Result<Self, Invalid> {
        match (parts.subject, parts.html, parts.text) {
            (Some(subject), Some(html), None) => Ok(Self::Email { subject, html }),
            (None, None, Some(text)) => Ok(Self::Sms { text }),
            _ => Err(Invalid::new("must have `subject` and `html` for e-mail, or `text` for SMS")),
        }
    }
}

impl Template {
    /// How what is written from it goes.
    #[must_use]
    pub fn channel(&self) -> Channel {
        match self {
            Self::Email { .. } => Channel::Email,
            Self::Sms { .. } => Channel::Sms,
        }
    }

    /// Refuses what can be no template of this kind of message over this channel, whatever is in it.
    ///
    /// # Errors
    /// [`Refusal::Invalid`], naming the field.
    pub fn check(&self, kind: Kind, channel: Channel, field: &str) -> Result<(), Refusal> {
        if !kind.goes_by(channel) {
            return Err(Refusal::invalid(field, "must be left out: this never goes by SMS"));
        }
        if self.channel() != channel {
            let shape = if channel == Channel::Email { "`subject` and `html`" } else { "`text`" };
            return Err(Refusal::invalid(field, format!("must have {shape}, and nothing else")));
        }
        let parts = match self {
            Self::Email { subject, html } => [Some(("subject", subject)), Some(("html", html))],
            Self::Sms { text } => [Some(("text", text)), None],
        };
        for (name, part) in parts.into_iter().flatten() {
            if part.trim().is_empty() {
                return Err(Refusal::invalid(format!("{field}.{name}"), "must not be empty"));
            }
            if part.len() > TEMPLATE_BYTES {
                let why = format!("must be at most {TEMPLATE_BYTES} bytes, and is {}", part.len());
                return Err(Refusal::invalid(format!("{field}.{name}"), why));
            }
        }
        Ok(())
    }
}
