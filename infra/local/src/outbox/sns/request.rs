//! `Publish` as it is sent, in the form of a web page's, and what SNS checks before it takes it.

use std::collections::BTreeMap;

use super::refused::Refused;

/// Characters of one message, however many parts it is sent in.
const CHARACTERS: usize = 1_600;

/// Digits of an E.164 number, the country's code included: none is shorter than these, none longer.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Characters of a sender id.
const SENDER_ID: std::ops::RangeInclusive<usize> = 1..=11;

/// Message attributes of one message.
const ATTRIBUTES: usize = 10;

/// A call's parameters by name.
#[derive(Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

/// A message to a phone.
#[derive(Debug)]
pub struct Publish {
    /// The number, as E.164 writes it.
    pub phone_number: String,
    /// The message.
    pub message: String,
    /// What it says that it comes from.
    pub sender_id: Option<String>,
    /// The message attributes, the sender id among them.
    pub attributes: BTreeMap<String, String>,
}

impl Parameters {
    /// The parameters in a body.
    #[must_use]
    pub fn of(body: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(body).into_owned().collect())
    }

    /// A parameter, if it is there and not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The message attributes: the n-th entry's name, type and text are parameters of their own.
    fn attributes(&self) -> Result<BTreeMap<String, String>, Refused> {
        let mut attributes = BTreeMap::new();
        for at in 1..=ATTRIBUTES {
            let part = |part: &str| self.get(&format!("MessageAttributes.entry.{at}.{part}"));
            let Some(name) = part("Name") else { break };
            if part("Value.DataType").is_none() {
                return Err(Refused::Attribute(format!(
                    "The message attribute '{name}' must contain non-empty message attribute type."
                )));
            }
            let value = part("Value.StringValue").ok_or_else(|| {
                Refused::Attribute(format!(
                    "The message attribute '{name}' must contain non-empty message attribute value."
                ))
            })?;
            attributes.insert(name.to_owned(), value.to_owned());
        }
        Ok(attributes)
    }
}

impl Publish {
    /// The message of a call.
    ///
    /// # Errors
    /// When SNS would not take it.
    pub fn of(parameters: &Parameters) -> Result<Self, Refused> {
        let target = ["TopicArn", "TargetArn"].into_iter().any(|name| parameters.get(name).is_some());
        let phone_number = match (parameters.get("PhoneNumber"), target) {
            (Some(number), false) => phone_number(number)?,
            (Some(_), true) => return Err(invalid("Only one of TopicArn, TargetArn and PhoneNumber may be given")),
            (None, true) => return Err(Refused::NoTopic),
            (None, false) => return Err(invalid("TopicArn or TargetArn Reason: no value for required parameter")),
        };
        let message = parameters.get("Message").ok_or_else(|| invalid("Empty message"))?;
        if message.chars().count() > CHARACTERS {
            return Err(invalid("Message too long"));
        }
        let attributes = parameters.attributes()?;
        let sender_id = attributes.get("AWS.SNS.SMS.SenderID").map(|id| sender_id(id)).transpose()?;
        if let Some(other) = attributes.get("AWS.SNS.SMS.SMSType").filter(|kind| !is_sms_type(kind)) {
            return Err(invalid(&format!(
                "AWS.SNS.SMS.SMSType Reason: {other} is not one of Promotional, Transactional"
            )));
        }
        Ok(Self { phone_number, message: message.to_owned(), sender_id, attributes })
    }
}

/// A number as E.164 writes it. SNS forgives some marks between the digits, not always the same; nobody relies on it.
fn phone_number(text: &str) -> Result<String, Refused> {
    let digits = text.strip_prefix('+').unwrap_or_default();
    let digits_alone = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    if digits_alone && DIGITS.contains(&digits.len()) {
        Ok(text.to_owned())
    } else {
        Err(invalid(&format!("PhoneNumber Reason: {text} is not valid to publish to")))
    }
}

fn sender_id(text: &str) -> Result<String, Refused> {
    let spelled = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let a_name = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    if SENDER_ID.contains(&text.len()) && spelled && a_name {
        Ok(text.to_owned())
    } else {
        Err(invalid(&format!(
            "AWS.SNS.SMS.SenderID Reason: {text} is not 1 to 11 letters and digits with at least one letter"
        )))
    }
}

fn is_sms_type(kind: &str) -> bool {
    ["Promotional", "Transactional"].contains(&kind)
}

fn invalid(why: &str) -> Refused {
    Refused::Parameter(why.to_owned())
}
