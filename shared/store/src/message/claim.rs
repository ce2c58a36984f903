//! Deciding and claiming: each message once, whoever comes at the same time.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use chrono::{DateTime, Utc};
use waybill_domain::id::{MessageId, OrderId, StoreId};

use super::{Message, Outcome};
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, json, key, optional_text, text};
use crate::keys;
use crate::write::ChangeId;

/// A message that nobody else sends.
#[derive(Debug)]
pub struct Claim {
    pk: String,
    sk: String,
    mark: ChangeId,
}

impl Store {
    /// Those of these messages that have been decided on, claimed or sent.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn decided(
        &self,
        store: &StoreId,
        order: &OrderId,
        among: &[MessageId],
    ) -> Result<Vec<Message>, StoreError> {
        let wanted: Vec<_> = among.iter().map(|id| (keys::order(store, order), keys::message(*id))).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        self.batch_get(wanted, Fetch::Consistent).await?.values().map(Message::read).collect()
    }

    /// Writes down what was decided without sending anything; `false` if it has been claimed, or decided on, before.
    /// That stays.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn decide(&self, store: &StoreId, message: &Message) -> Result<bool, StoreError> {
        let item = message.item(store)?;
        let there = self.put_if_none(item.clone()).await?;
        Ok(there.is_none_or(|there| there == item))
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
        let message = Message { id, order: order.clone(), outcome: Outcome::Claimed, why, at: now };
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
            .delete_one(key(claim.pk, claim.sk))
            .condition_expression("claim = :claim")
            .expression_attribute_values(":claim", text(claim.mark.as_str()));
        // It is not there where this was sent again after its answer was lost.
        self.written_if(request.send().await).map(|_| ())
    }

    /// Writes down what came of sending a message that was claimed. Where SES has said more of it by now, that stays.
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
        let condition = "claim = :claim AND outcome = :claimed";
        let values = HashMap::from([
            (":claim".to_owned(), text(claim.mark.as_str())),
            (":claimed".to_owned(), json(&Outcome::Claimed)?),
        ]);
        self.note_outcome((&claim.pk, &claim.sk), (condition, values), outcome, why, now).await.map(|_| ())
    }

    /// Puts an item where there is none; what is there, if there is one.
    pub(crate) async fn put_if_none(&self, item: Item) -> Result<Option<Item>, StoreError> {
        let request = self
            .put_one(item)
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        let answer = request.send().await;
        match answer.as_ref().err().and_then(SdkError::as_service_error) {
            Some(PutItemError::ConditionalCheckFailedException(there)) => {
                Ok(Some(there.item.clone().unwrap_or_default()))
            }
            _ => self.written(answer).map(|_| None),
        }
    }

    /// Writes an outcome, while a condition on some values holds; `false` if it does not.
    pub(super) async fn note_outcome(
        &self,
        (pk, sk): (&str, &str),
        (condition, values): (&str, HashMap<String, AttributeValue>),
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
            .update_one(key(pk.to_owned(), sk))
            .update_expression(set)
            .condition_expression(condition)
            .expression_attribute_names("#at", "at")
            .set_expression_attribute_values(Some(values))
            .expression_attribute_values(":outcome", json(&outcome)?)
            .expression_attribute_values(":at", text(keys::instant(now)));
        let request = match why {
            Some(why) => request.expression_attribute_values(":why", text(why)),
            None => request,
        };
        Ok(self.written_if(request.send().await)?.is_some())
    }
}
