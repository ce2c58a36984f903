//! Upsell holds whose hour is over: what the schedule makes durable. Correctness never waits for it.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::id::{OrderId, StoreId};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::get_text;
use crate::keys;

impl Store {
    /// Orders whose upsell hold has ended by `now`, at most so many of each shard, the longest ended first.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn due_upsells(
        &self,
        now: DateTime<Utc>,
        of_each_shard: u32,
    ) -> Result<Vec<(StoreId, OrderId)>, StoreError> {
        let mut due = Vec::new();
        for shard in 0..keys::DUE_SHARDS {
            let answer = self
                .client
                .query()
                .table_name(&*self.table)
                .index_name(keys::GSI4)
                .key_condition_expression("gsi4pk = :shard AND gsi4sk < :after")
                .expression_attribute_values(":shard", AttributeValue::S(keys::due_upsells(shard)))
                // What ends at this very millisecond has ended: everything before the next one.
                .expression_attribute_values(
                    ":after",
                    AttributeValue::S(keys::instant(now + TimeDelta::milliseconds(1))),
                )
                .limit(i32::try_from(of_each_shard).unwrap_or(i32::MAX))
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity.as_slice());
            for item in answer.items.unwrap_or_default() {
                // One key that nobody can read must not keep the others waiting.
                due.extend(get_text(&item, "pk").ok().and_then(keys::parse_order));
            }
        }
        Ok(due)
    }
}
