//! Who may do a thing alone for a while, and how often a tracking service may be asked.
//!
//! A lease is counted in the clock of everything else; what a service allows is counted in the machine's, because it
//! is the wire that must not be too busy, however fast a simulated clock runs.

use std::time::Duration;

use aws_sdk_dynamodb::types::{ReturnConsumedCapacity, ReturnValue};
use chrono::{DateTime, Utc};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{get_number, key, keyed, number, text};
use crate::keys;

/// How often a place in the line is tried for, while others take theirs.
const TRIES: u32 = 8;

impl Store {
    /// Takes a shard of what is due for oneself until an instant; `false` while another has it.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn take_shard(
        &self,
        shard: u8,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut item = keyed(keys::lease(shard), keys::LEASE);
        item.insert("holder".to_owned(), text(holder));
        item.insert("until".to_owned(), text(keys::instant(until)));
        let request = self
            .put_one(item)
            // One's own is there already when the answer to its taking was lost.
            .condition_expression("attribute_not_exists(pk) OR #until <= :now OR holder = :holder")
            .expression_attribute_names("#until", "until")
            .expression_attribute_values(":holder", text(holder))
            .expression_attribute_values(":now", text(keys::instant(now)));
        Ok(self.written_if(request.send().await)?.is_some())
    }

    /// Gives a shard back, if it is still one's own.
    ///
    /// # Errors
    /// As [`StoreError`] says; it is free by itself when its time is over.
    pub async fn give_back_shard(&self, shard: u8, holder: &str) -> Result<(), StoreError> {
        let request = self
            .delete_one(key(keys::lease(shard), keys::LEASE))
            .condition_expression("holder = :holder")
            .expression_attribute_values(":holder", text(holder));
        self.written_if(request.send().await).map(|_| ())
    }

    /// A place in the line of those who ask a service with one key, whichever store's it is: how long to wait for it.
    /// `None` when the line is longer than `patience`, and no place was taken. Of the key a hash is kept.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn stand_in_line(
        &self,
        of_key: &str,
        gap: Duration,
        patience: Duration,
    ) -> Result<Option<Duration>, StoreError> {
        let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        for _ in 0..TRIES {
            let now = u64::try_from(Utc::now().timestamp_millis()).unwrap_or(0);
            if let Some(free_at) = self.join_line(of_key, now, millis(gap), millis(patience)).await? {
                return Ok(Some(Duration::from_millis(free_at.saturating_sub(millis(gap)).saturating_sub(now))));
            }
            if self.begin_line(of_key, now, millis(gap)).await? {
                return Ok(Some(Duration::ZERO));
            }
            // Neither: the line is too long, or others came in between.
            if self.line_is_long(of_key, now, millis(patience)).await? {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Adds oneself to a line of those who wait; when the next place is free then. `None` without a line to join.
    async fn join_line(&self, of_key: &str, now: u64, gap: u64, patience: u64) -> Result<Option<u64>, StoreError> {
        let request = self
            .update_one(key(keys::line(of_key), keys::LINE))
            .update_expression("SET free_at = free_at + :gap")
            .condition_expression("free_at > :now AND free_at <= :latest")
            .expression_attribute_values(":gap", number(gap))
            .expression_attribute_values(":now", number(now))
            .expression_attribute_values(":latest", number(now.saturating_add(patience)))
            .return_values(ReturnValue::UpdatedNew);
        let joined = self.written_if(request.send().await)?.and_then(|answer| answer.attributes);
        joined.map(|item| get_number(&item, "free_at")).transpose()
    }

    /// Takes the first place; whether nobody waits.
    async fn begin_line(&self, of_key: &str, now: u64, gap: u64) -> Result<bool, StoreError> {
        let mut item = keyed(keys::line(of_key), keys::LINE);
        item.insert("free_at".to_owned(), number(now.saturating_add(gap)));
        let request = self
            .put_one(item)
            .condition_expression("attribute_not_exists(pk) OR free_at <= :now")
            .expression_attribute_values(":now", number(now));
        Ok(self.written_if(request.send().await)?.is_some())
    }

    async fn line_is_long(&self, of_key: &str, now: u64, patience: u64) -> Result<bool, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&*self.table)
            .set_key(Some(key(keys::line(of_key), keys::LINE)))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let free_at = answer.item.as_ref().map(|item| get_number(item, "free_at")).transpose()?;
        Ok(free_at.is_some_and(|free_at| free_at > now.saturating_add(patience)))
    }
}
