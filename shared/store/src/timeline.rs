//! What happened to an order, in the order in which it happened.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, Utc};
use waybill_domain::event::Event;
use waybill_domain::id::{OrderId, StoreId};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_instant, get_json, get_text, key};
use crate::keys;

/// An event as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// What.
    pub event: Event,
}

/// Some of an order's events, oldest first, and where the next ones begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelinePage {
    /// At most as many as were asked for.
    pub events: Vec<Recorded>,
    /// Goes on after the last one.
    pub next: Option<String>,
}

impl Store {
    /// Some of an order's events, after the place where another page ended.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn timeline(
        &self,
        store: &StoreId,
        order: &OrderId,
        limit: u32,
        after: Option<&str>,
    ) -> Result<TimelinePage, StoreError> {
        let pk = keys::order(store, order);
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk AND begins_with(sk, :events)")
            .expression_attribute_values(":pk", AttributeValue::S(pk.clone()))
            .expression_attribute_values(":events", AttributeValue::S(keys::EVENTS.to_owned()))
            .consistent_read(true)
            // One more than the page, to know whether another one follows.
            .limit(i32::try_from(limit + 1).unwrap_or(i32::MAX))
            .set_exclusive_start_key(after.map(|sk| key(pk, sk)))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let mut items = answer.items.unwrap_or_default();
        let more = answer.last_evaluated_key.is_some() || items.len() > limit as usize;
        items.truncate(limit as usize);
        let last = items.last().map(|item| get_text(item, "sk").map(str::to_owned)).transpose()?;
        let next = last.filter(|_| more);
        let events = items.iter().map(recorded).collect::<Result<_, _>>()?;
        Ok(TimelinePage { events, next })
    }

    /// Whether a text is a place in a timeline, as [`TimelinePage::next`] gives it.
    #[must_use]
    pub fn is_timeline_place(text: &str) -> bool {
        text.strip_prefix(keys::EVENTS)
            .is_some_and(|rest| rest.len() == 14 && rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'#'))
    }
}

pub(crate) fn recorded(item: &Item) -> Result<Recorded, StoreError> {
    check_version(item)?;
    Ok(Recorded {
        at: get_instant(item, "at")?,
        actor: get_text(item, "actor")?.to_owned(),
        event: get_json(item, "event")?,
    })
}
