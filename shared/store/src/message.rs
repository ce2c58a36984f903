//! What became of each message: decided, claimed, sent.
//!
//! A message is claimed by whoever puts its item first, immediately before the call that sends it. From then on nobody
//! else sends it, whatever becomes of the claimer: a claim whose outcome was never written is shown as `unknown`.

pub mod claim;
pub mod feedback;
pub mod list;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::id::{MessageId, OrderId, StoreId};

use crate::error::StoreError;
use crate::item::{Item, check_version, get_instant, get_json, get_text, json, keyed, optional_text, text};
use crate::keys;

/// For so long a claim is somebody's: `notify` is over long before. After that whoever claimed is no more.
pub const IN_HAND: TimeDelta = TimeDelta::minutes(5);

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Someone is giving it to SES or SNS, or was stopped while they did.
    Claimed,
    /// SES or SNS took it.
    Sent,
    /// It was decided not to send it.
    Suppressed,
    /// It cannot be sent, or was sent and came back.
    Failed,
    /// It was given to SES or SNS, and whether they took it is not known. It is not sent again by itself.
    Unknown,
}

/// What became of a message, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// Of which order.
    pub order: OrderId,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not sent, or is not known to have been; in words without personal data.
    pub why: Option<String>,
    /// When that was decided.
    pub at: DateTime<Utc>,
}

impl Message {
    /// Whether someone may be sending it: what becomes of it is not certain yet, and it may come back to be sent.
    #[must_use]
    pub fn is_in_hand(&self, now: DateTime<Utc>) -> bool {
        self.outcome == Outcome::Claimed && now < self.at + IN_HAND
    }

    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        let odd = || StoreError::unreadable("the item is no message");
        let (_, order) = keys::parse_order(get_text(item, "pk")?).ok_or_else(odd)?;
        Ok(Self {
            id: keys::parse_message(get_text(item, "sk")?).ok_or_else(odd)?,
            order,
            outcome: get_json(item, "outcome")?,
            why: optional_text(item, "why").map(str::to_owned),
            at: get_instant(item, "at")?,
        })
    }

    fn item(&self, store: &StoreId) -> Result<Item, StoreError> {
        let mut item = keyed(keys::order(store, &self.order), keys::message(self.id));
        item.insert("outcome".to_owned(), json(&self.outcome)?);
        item.insert("at".to_owned(), text(keys::instant(self.at)));
        item.extend(self.why.as_ref().map(|why| ("why".to_owned(), text(why))));
        item.insert("gsi6pk".to_owned(), text(keys::all_messages(store)));
        item.insert("gsi6sk".to_owned(), text(keys::placed(self.at, &self.order)));
        Ok(item)
    }
}
