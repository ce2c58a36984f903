//! What is due, of all stores: upsell holds whose hour is over, and parcels to ask about. Correctness never waits for
//! either.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::id::{OrderId, StoreId};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, get_text};
use crate::keys;
use crate::parcel::ParcelKey;

/// The shards of what is due.
pub const SHARDS: std::ops::Range<u8> = 0..keys::DUE_SHARDS;

/// Which parcels of a shard: a new number does not wait behind all that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Their service does not follow them yet.
    New,
    /// It does.
    Known,
}

/// Some of a shard's parcels, the longest due first.
#[derive(Clone, Debug, Default)]
pub struct DueParcels {
    /// The parcels.
    pub parcels: Vec<ParcelKey>,
    /// Where the next page begins, if there is one.
    pub next: Option<DuePlace>,
}

/// A place in a shard.
#[derive(Clone, Debug)]
pub struct DuePlace(Item);

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
        for shard in SHARDS {
            let (items, _) = self.due(keys::due_upsells(shard), now, of_each_shard, None).await?;
            // One key that nobody can read must not keep the others waiting.
            due.extend(items.iter().filter_map(|item| keys::parse_order(get_text(item, "pk").ok()?)));
        }
        Ok(due)
    }

    /// Parcels of a kind and a shard that are to be asked about by `now`, at most so many, the longest due first.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn due_parcels(
        &self,
        kind: Kind,
        shard: u8,
        now: DateTime<Utc>,
        limit: u32,
        after: Option<DuePlace>,
    ) -> Result<DueParcels, StoreError> {
        let (items, next) = self.due(keys::due_parcels(kind == Kind::New, shard), now, limit, after).await?;
        let parcel = |item: &Item| ParcelKey::parse(get_text(item, "pk").ok()?, get_text(item, "sk").ok()?);
        Ok(DueParcels { parcels: items.iter().filter_map(parcel).collect(), next })
    }

    /// What became due in one partition by `now`, at most so much, the longest due first, after the place where another
    /// page ended.
    pub(crate) async fn due(
        &self,
        partition: String,
        now: DateTime<Utc>,
        limit: u32,
        after: Option<DuePlace>,
    ) -> Result<(Vec<Item>, Option<DuePlace>), StoreError> {
        // What is due at this very millisecond is due: everything before the next one.
        let before = keys::instant(now + TimeDelta::milliseconds(1));
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .index_name(keys::GSI4)
            .key_condition_expression("gsi4pk = :shard AND gsi4sk < :after")
            .expression_attribute_values(":shard", AttributeValue::S(partition))
            .expression_attribute_values(":after", AttributeValue::S(before))
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .set_exclusive_start_key(after.map(|place| place.0))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key.map(DuePlace)))
    }
}
