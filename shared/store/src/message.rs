//! What became of each message: decided, claimed, sent.
//!
//! A message is claimed by whoever puts its item first, immediately before the call that sends it. From then on nobody
//! else sends it, whatever becomes of the claimer: a claim whose outcome was never written says `unknown`.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::id::{MessageId, OrderId, StoreId};
use waybill_domain::text::EmailAddress;

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_instant, get_json, get_text, json, key, keyed, optional_text, text};
use crate::keys;
use crate::secret::StoreSecret;
use crate::write::ChangeId;

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
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

/// A message that nobody else sends.
#[derive(Debug)]
pub struct Claim {
    pk: String,
    sk: String,
    mark: ChangeId,
}

/// A page of a store's messages.
#[derive(Clone, Debug)]
pub struct MessagePage {
    /// Newest first.
    pub messages: Vec<Message>,
    /// Goes on after the last one.
    pub next: Option<String>,
}

impl Message {
    fn read(item: &Item) -> Result<Self, StoreError> {
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

impl Store {
    /// Which of these messages have been decided on, claimed or sent.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn decided(
        &self,
        store: &StoreId,
        order: &OrderId,
        among: &[MessageId],
    ) -> Result<Vec<MessageId>, StoreError> {
        let wanted: Vec<_> = among.iter().map(|id| (keys::order(store, order), keys::message(*id))).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.batch_get(wanted, Fetch::Consistent).await?;
        Ok(found.keys().filter_map(|(_, sk)| keys::parse_message(sk)).collect())
    }

    /// Writes down what was decided without sending anything; what was decided before stays.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn decide(&self, store: &StoreId, message: &Message) -> Result<(), StoreError> {
        self.put_if_none(message.item(store)?).await.map(|_| ())
    }

    /// Claims a message; `None` if it has been claimed, or decided on, before.
    ///
    /// # Errors
    /// As [`StoreError`] says. Then it may have been claimed, and is not to be sent.
    pub async fn claim(
        &self,
        store: &StoreId,
        order: &OrderId,
        id: MessageId,
        now: DateTime<Utc>,
    ) -> Result<Option<Claim>, StoreError> {
        let mark = ChangeId::generate()?;
        let why = Some("it was given to the mail or SMS service, and no answer was noted".to_owned());
        let message = Message { id, order: order.clone(), outcome: Outcome::Unknown, why, at: now };
        let mut item = message.item(store)?;
        item.insert("claim".to_owned(), text(mark.as_str()));
        let claim = Claim { pk: keys::order(store, order), sk: keys::message(id), mark };
        let there = self.put_if_none(item).await?;
        // A put whose answer was lost is sent again, and then finds itself.
        let ours = there.is_none_or(|there| optional_text(&there, "claim") == Some(claim.mark.as_str()));
        Ok(ours.then_some(claim))
    }

    /// Gives a message back that was certainly not sent: whoever comes next may claim it.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn give_back(&self, claim: Claim) -> Result<(), StoreError> {
        let request = self
            .client
            .delete_item()
            .table_name(&*self.table)
            .set_key(Some(key(claim.pk, claim.sk)))
            .condition_expression("claim = :claim")
            .expression_attribute_values(":claim", text(claim.mark.as_str()));
        let answer = request.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
        match answer.map_err(StoreError::of) {
            Ok(answer) => {
                self.meter.wrote(answer.consumed_capacity.as_slice());
                Ok(())
            }
            // Sent again after its answer was lost.
            Err(StoreError::LostRace) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Writes down what came of sending a message that was claimed.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn settle(
        &self,
        claim: &Claim,
        outcome: Outcome,
        why: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let condition = "claim = :known";
        self.note_outcome((&claim.pk, &claim.sk), (condition, text(claim.mark.as_str())), outcome, why, now)
            .await
            .map(|_| ())
    }

    /// Notes what a mail's own service said of it later: that it came back, or was called unwanted. `false` where there
    /// is no such message, or it was never given to anyone.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn came_back(
        &self,
        store: &StoreId,
        order: &OrderId,
        id: MessageId,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (pk, sk) = (keys::order(store, order), keys::message(id));
        let condition = "attribute_exists(claim) AND pk = :known";
        self.note_outcome((&pk, &sk), (condition, text(&pk)), Outcome::Failed, Some(why), now).await
    }

    /// Whether mail to an address came back, or its owner called it unwanted.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn is_suppressed(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        address: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let wanted = (suppressed(store, secret, address), keys::SUPPRESSED.to_owned());
        Ok(!self.batch_get(vec![wanted], Fetch::Consistent).await?.is_empty())
    }

    /// Sends no more mail of this store to an address.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn suppress(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        address: &EmailAddress,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut item = keyed(suppressed(store, secret, address), keys::SUPPRESSED);
        item.insert("why".to_owned(), text(why));
        item.insert("at".to_owned(), text(keys::instant(now)));
        self.put_if_none(item).await.map(|_| ())
    }

    /// An order's messages, oldest first: at most three for each of its events, of which a page of the timeline holds
    /// 250.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn messages_of(&self, store: &StoreId, order: &OrderId) -> Result<Vec<Message>, StoreError> {
        self.collection(store, order, keys::MESSAGES).await?.iter().map(Message::read).collect()
    }

    /// The events of an order that are not yet told, each with the revision and the number.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn waiting_of(&self, store: &StoreId, order: &OrderId) -> Result<Vec<crate::untold::Untold>, StoreError> {
        let read = |item: &Item| {
            let odd = || StoreError::unreadable("the item is no change that is to be told");
            let revision = keys::parse_untold(get_text(item, "sk")?).ok_or_else(odd)?;
            let (store, order) = (store.clone(), order.clone());
            Ok(crate::untold::Untold { store, order, revision, events: get_json(item, "untold")? })
        };
        self.collection(store, order, keys::UNTOLD).await?.iter().map(read).collect()
    }

    /// A page of all messages of a store, newest first.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn messages(&self, store: &StoreId, limit: u32, after: Option<&str>) -> Result<MessagePage, StoreError> {
        let place = after.and_then(MessagePlace::read);
        let start = place.map(|place| place.key(store));
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .index_name(keys::GSI6)
            .key_condition_expression("gsi6pk = :all")
            .expression_attribute_values(":all", text(keys::all_messages(store)))
            .scan_index_forward(false)
            .limit(i32::try_from(limit.min(100)).unwrap_or(100))
            .set_exclusive_start_key(start)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let found = answer.items.unwrap_or_default();
        let wanted: Vec<_> = found
            .iter()
            .map(|item| Ok((get_text(item, "pk")?.to_owned(), get_text(item, "sk")?.to_owned())))
            .collect::<Result<_, StoreError>>()?;
        let mut whole = if wanted.is_empty() {
            Default::default()
        } else {
            self.batch_get(wanted.clone(), Fetch::Consistent).await?
        };
        // The index trails: what was given back is not there any more.
        let items: Vec<_> = wanted.iter().filter_map(|key| whole.remove(key)).collect();
        let next = answer.last_evaluated_key.as_ref().and_then(MessagePlace::of).map(|place| place.0);
        Ok(MessagePage { messages: items.iter().map(Message::read).collect::<Result<_, _>>()?, next })
    }

    /// Whether a text is a place among a store's messages, as [`MessagePage::next`] gives it.
    #[must_use]
    pub fn is_message_place(text: &str) -> bool {
        MessagePlace::read(text).is_some()
    }

    /// All items of an order whose name begins so: a few hundred small ones.
    async fn collection(&self, store: &StoreId, order: &OrderId, begin: &str) -> Result<Vec<Item>, StoreError> {
        let (mut items, mut after) = (Vec::new(), None);
        for _ in 0..COLLECTION_PAGES {
            let answer = self
                .client
                .query()
                .table_name(&*self.table)
                .key_condition_expression("pk = :pk AND begins_with(sk, :begin)")
                .expression_attribute_values(":pk", text(keys::order(store, order)))
                .expression_attribute_values(":begin", text(begin))
                .consistent_read(true)
                .set_exclusive_start_key(after)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity.as_slice());
            items.extend(answer.items.unwrap_or_default());
            after = answer.last_evaluated_key;
            if after.is_none() {
                break;
            }
        }
        Ok(items)
    }

    /// Puts an item where there is none; what is there, if there is one.
    pub(crate) async fn put_if_none(&self, item: Item) -> Result<Option<Item>, StoreError> {
        let request = self
            .client
            .put_item()
            .table_name(&*self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        match request.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await {
            Ok(answer) => {
                self.meter.wrote(answer.consumed_capacity.as_slice());
                Ok(None)
            }
            Err(error) => {
                let there = error.as_service_error().and_then(|error| match error {
                    aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(failed) => {
                        Some(failed.item.clone().unwrap_or_default())
                    }
                    _ => None,
                });
                there.map(Some).ok_or_else(|| StoreError::of(error))
            }
        }
    }

    /// Writes an outcome, while a condition on `:known` holds; `false` if it does not.
    async fn note_outcome(
        &self,
        (pk, sk): (&str, &str),
        (condition, known): (&str, AttributeValue),
        outcome: Outcome,
        why: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let set = if why.is_some() {
            "SET outcome = :outcome, #at = :at, why = :why"
        } else {
            "SET outcome = :outcome, #at = :at REMOVE why"
        };
        let request = self
            .client
            .update_item()
            .table_name(&*self.table)
            .set_key(Some(key(pk.to_owned(), sk)))
            .update_expression(set)
            .condition_expression(condition)
            .expression_attribute_names("#at", "at")
            .expression_attribute_values(":outcome", json(&outcome)?)
            .expression_attribute_values(":at", text(keys::instant(now)))
            .expression_attribute_values(":known", known);
        let request = match why {
            Some(why) => request.expression_attribute_values(":why", text(why)),
            None => request,
        };
        let answer = request.return_consumed_capacity(ReturnConsumedCapacity::Total).send().await;
        match answer.map_err(StoreError::of) {
            Ok(answer) => {
                self.meter.wrote(answer.consumed_capacity.as_slice());
                Ok(true)
            }
            Err(StoreError::LostRace) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Pages of 1 MB that an order's messages can fill: its events are bounded by what may happen to it.
const COLLECTION_PAGES: usize = 10;

/// A place among a store's messages: the index's sort key, the order and the message.
struct MessagePlace(String);

impl MessagePlace {
    fn of(last: &Item) -> Option<Self> {
        let (_, order) = keys::parse_order(optional_text(last, "pk")?)?;
        Some(Self(format!("{} {order} {}", optional_text(last, "gsi6sk")?, optional_text(last, "sk")?)))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let (_, order, sk) = (parts.next()?, parts.next()?, parts.next()?);
        let sound = OrderId::try_from(order.to_owned()).is_ok() && keys::parse_message(sk).is_some();
        (sound && parts.next().is_none()).then(|| Self(text.to_owned()))
    }

    fn key(&self, store: &StoreId) -> Item {
        let mut parts = self.0.split(' ');
        let (place, order, sk) = (parts.next(), parts.next(), parts.next());
        let pk =
            order.and_then(|order| OrderId::try_from(order.to_owned()).ok()).map(|order| keys::order(store, &order));
        let mut start = key(pk.unwrap_or_default(), sk.unwrap_or_default());
        start.insert("gsi6pk".to_owned(), text(keys::all_messages(store)));
        start.insert("gsi6sk".to_owned(), text(place.unwrap_or_default()));
        start
    }
}

fn suppressed(store: &StoreId, secret: &StoreSecret, address: &EmailAddress) -> String {
    keys::suppressed(store, &secret.hash("suppressed email", &address.folded()))
}
