//! Upsell holds whose hour is over: what the schedule makes durable. Correctness never waits for it.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::id::{OrderId, StoreId};

use crate::access::StoreRecord;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::get_text;
use crate::keys;
use crate::read::StoredOrder;

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
                let pk = get_text(&item, "pk")?;
                due.push(keys::parse_order(pk).ok_or_else(|| StoreError::unreadable("an order's key"))?);
            }
        }
        Ok(due)
    }

    /// An order and its store's settings, for a schedule, which has no API key.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn read_for_schedule(
        &self,
        store: &StoreId,
        order: &OrderId,
    ) -> Result<Option<(StoreRecord, StoredOrder)>, StoreError> {
        let settings = (keys::settings(store), keys::SETTINGS.to_owned());
        let stored = (keys::order(store, order), keys::ORDER.to_owned());
        let found = self.batch_get(vec![settings.clone(), stored.clone()], true).await?;
        match (found.get(&settings), found.get(&stored)) {
            (Some(settings), Some(order)) => Ok(Some((StoreRecord::read(settings)?, StoredOrder::read(order)?))),
            _ => Ok(None),
        }
    }
}
