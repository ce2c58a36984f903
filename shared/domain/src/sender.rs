//! Who a store's messages come from, and which of them it sends.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::message::{Channel, Kind};
use crate::refusal::Refusal;
use crate::settings::SettingsChanges;
use crate::text::{EmailAddress, Invalid, Note};

/// Who mail comes from: an address, or a name and an address, as in `Ada's Shop <orders@example.com>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sender {
    /// What the customer sees; the store's name otherwise.
    pub name: Option<String>,
    /// Where from: SES must know it as the merchant's own.
    pub address: EmailAddress,
}

impl Sender {
    /// Characters of a name, at the most.
    const NAME: usize = 100;

    /// The sender as mail has it, with a name of the store's if it has none of its own.
    #[must_use]
    pub fn mailbox(&self, store: &str) -> String {
        let name = self.name.as_deref().unwrap_or(store);
        // Quoted, so that nothing in a name is taken for an address.
        let quoted: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
        format!("\"{quoted}\" <{}>", self.address.as_str())
    }
}

impl TryFrom<String> for Sender {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let named = text.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
        let (name, address) = named.map_or((None, text.trim()), |(name, address)| (Some(name), address));
        let name = name.map(|name| name.trim().trim_matches('"').trim().to_owned()).filter(|name| !name.is_empty());
        let odd = |name: &String| name.chars().count() > Self::NAME || name.chars().any(char::is_control);
        match EmailAddress::try_from(address.trim().to_owned()) {
            Ok(address) if !name.as_ref().is_some_and(odd) => Ok(Self { name, address }),
            _ => Err(Invalid::new(
                "must be an e-mail address, with a name of at most 100 characters or without, as in \
                 `Ada's Shop <orders@example.com>`",
            )),
        }
    }
}

impl From<Sender> for String {
    fn from(sender: Sender) -> Self {
        match sender.name {
            Some(name) => format!("{name} <{}>", sender.address.as_str()),
            None => sender.address.into(),
        }
    }
}

impl JsonSchema for Sender {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Sender".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "examples": ["Ada's Shop <orders@example.com>", "orders@example.com"] })
    }
}

/// Who SMS come from, where a country's networks allow it: 1 to 11 letters and digits, one letter at least.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SmsSender(String);

impl SmsSender {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SmsSender {
    type Error = Invalid;

    fn try_from(text: String) -> Result<Self, Invalid> {
        let sound = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if sound && (1..=11).contains(&text.len()) && text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self(text))
        } else {
            Err(Invalid::new("must be 1 to 11 letters and digits, one letter at least"))
        }
    }
}

impl From<SmsSender> for String {
    fn from(sender: SmsSender) -> Self {
        sender.0
    }
}

impl JsonSchema for SmsSender {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SmsSender".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[A-Za-z0-9]{1,11}$" })
    }
}

/// What a merchant has chosen about messages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MessageSettings {
    /// Who mail comes from. Without it none is sent.
    pub sender: Option<Sender>,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<EmailAddress>,
    /// Who SMS come from.
    pub sms_sender: Option<SmsSender>,
    /// Whether customers are told of what is sent (N2). Off until ticked.
    pub notify_customers: bool,
    /// Which messages go which way.
    pub policy: MessagePolicy,
    /// Whether customers who gave no e-mail address at the checkout may have updates sent to one (N10). Turned off, it is
    /// offered to nobody; who has taken it up keeps the updates until they want none.
    pub email_opt_in: bool,
    /// What the order status page says of the store's own (O6).
    pub status_page_notes: Option<Note>,
}

impl MessageSettings {
    /// Changes what is named; the rest stays.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for an update by SMS (N9).
    pub fn amend(&self, changes: &SettingsChanges) -> Result<Self, Refusal> {
        let or = |changed: Option<Option<bool>>, known: bool| changed.unwrap_or(Some(known)).unwrap_or_default();
        Ok(Self {
            sender: changes.sender.clone().unwrap_or_else(|| self.sender.clone()),
            reply_to: changes.reply_to.clone().unwrap_or_else(|| self.reply_to.clone()),
            sms_sender: changes.sms_sender.clone().unwrap_or_else(|| self.sms_sender.clone()),
            notify_customers: or(changes.notify_customers, self.notify_customers),
            policy: match &changes.message_policy {
                None => self.policy.clone(),
                Some(None) => MessagePolicy::default(),
                Some(Some(change)) => self.policy.amend(change)?,
            },
            email_opt_in: or(changes.email_opt_in, self.email_opt_in),
            status_page_notes: changes.status_page_notes.clone().unwrap_or_else(|| self.status_page_notes.clone()),
        })
    }
}

/// Which messages go which way: what the merchant chose, and the defaults otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessagePolicy(BTreeMap<Kind, BTreeMap<Channel, bool>>);

/// What is to change in the table: absent is unchanged, and null the default.
pub type PolicyChange = BTreeMap<Kind, BTreeMap<Channel, Option<bool>>>;

impl MessagePolicy {
    /// Whether a kind goes over a channel. Everything does that can, but shipping confirmations by SMS: those are on
    /// when the merchant says so.
    #[must_use]
    pub fn sends(&self, kind: Kind, channel: Channel) -> bool {
        let chosen = self.0.get(&kind).and_then(|channels| channels.get(&channel)).copied();
        let default = (kind, channel) != (Kind::ShippingConfirmation, Channel::Sms);
        kind.goes_by(channel) && chosen.unwrap_or(default)
    }

    /// The whole table.
    #[must_use]
    pub fn table(&self) -> BTreeMap<Kind, BTreeMap<Channel, bool>> {
        let channels = |kind: Kind| {
            let possible = Channel::ALL.into_iter().filter(move |channel| kind.goes_by(*channel));
            possible.map(|channel| (channel, self.sends(kind, channel))).collect()
        };
        Kind::ALL.into_iter().map(|kind| (kind, channels(kind))).collect()
    }

    /// The table with what changes.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for an update by SMS (N9).
    pub fn amend(&self, change: &PolicyChange) -> Result<Self, Refusal> {
        let mut amended = self.clone();
        for (kind, channels) in change {
            let chosen = amended.0.entry(*kind).or_default();
            for (channel, sends) in channels {
                if !kind.goes_by(*channel) && *sends == Some(true) {
                    let field = format!("message_policy.{}.{}", kind.as_str(), channel.as_str());
                    return Err(Refusal::invalid(field, "must not be true: this never goes by SMS"));
                }
                match sends {
                    Some(sends) => chosen.insert(*channel, *sends),
                    None => chosen.remove(channel),
                };
            }
        }
        amended.0.retain(|_, channels| !channels.is_empty());
        Ok(amended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(text: &str) -> Option<Sender> {
        Sender::try_from(text.to_owned()).ok()
    }

    #[test]
    fn a_sender_is_an_address_with_a_name_or_without() {
        let plain = sender("orders@example.com").expect("a sender");
        assert_eq!(plain.mailbox("Ada \"the\" Shop"), "\"Ada the Shop\" <orders@example.com>");
        let named = sender(" \"Ada's Shop\" <orders@example.com> ").expect("a sender");
        assert_eq!(named.mailbox("Other"), "\"Ada's Shop\" <orders@example.com>");
        assert_eq!(sender(&String::from(named.clone())), Some(named));
        for odd in ["", "Ada", "<>", "Ada <>", "Ada <a@b", "a\nb <orders@example.com>", "Ada <orders@example.com> x"] {
            assert_eq!(sender(odd), None, "{odd}");
        }
    }

    #[test]
    fn an_sms_sender_is_a_short_name() {
        for (text, sound) in [
            ("Ada", true),
            ("Ada2Shops11", true),
            ("123", false),
            ("", false),
            ("Ada Shop", false),
            ("Adas2Shops12", false),
        ] {
            assert_eq!(SmsSender::try_from(text.to_owned()).is_ok(), sound, "{text}");
        }
    }

    #[test]
    fn updates_never_go_by_sms() {
        let change = |kind, channel, sends| PolicyChange::from([(kind, BTreeMap::from([(channel, sends)]))]);
        let policy = MessagePolicy::default();
        assert!(!policy.sends(Kind::Delivered, Channel::Sms) && policy.sends(Kind::Delivered, Channel::Email));
        assert!(policy.amend(&change(Kind::Delivered, Channel::Sms, Some(true))).is_err());
        assert!(!policy.sends(Kind::ShippingConfirmation, Channel::Sms));
        let texted = policy.amend(&change(Kind::ShippingConfirmation, Channel::Sms, Some(true))).expect("amended");
        assert!(texted.sends(Kind::ShippingConfirmation, Channel::Sms));
        assert_eq!(texted.amend(&change(Kind::ShippingConfirmation, Channel::Sms, None)).expect("amended"), policy);
    }
}
