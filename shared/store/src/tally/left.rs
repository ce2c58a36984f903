//! What the stream left behind: events that still have the mark that they are not counted.

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};

use super::Snapshot;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::due::DuePlace;
use crate::error::StoreError;
use crate::item::{Item, get_text};
use crate::keys;

/// Events of one page: what a batch of reads takes.
const PAGE: u32 = 100;

/// A place among the events that were left behind.
#[derive(Clone, Debug, Default)]
pub struct Place {
    shard: u8,
    after: Option<DuePlace>,
}

/// A page of them.
#[derive(Debug)]
pub struct LeftPage {
    /// What they say; one that cannot be read is an error of its own.
    pub snapshots: Vec<Result<Snapshot, StoreError>>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Place>,
}

impl Store {
    /// Events marked by then and not yet counted, from a place on.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn left_behind(&self, by: DateTime<Utc>, from: Place) -> Result<LeftPage, StoreError> {
        let (marked, next) = self.due(keys::due_tallies(from.shard), by, PAGE, from.after).await?;
        let key = |item: &Item| Ok((get_text(item, "pk")?.to_owned(), get_text(item, "sk")?.to_owned()));
        let wanted = marked.iter().map(key).collect::<Result<Vec<_>, StoreError>>()?;
        let found = if wanted.is_empty() {
            Vec::new()
        } else {
            self.batch_get(wanted, Fetch::Consistent).await?.into_values().collect()
        };
        // The index trails: what has lost its mark meanwhile has been counted.
        let still_marked = |item: &&Item| item.get("gsi4pk").is_some_and(AttributeValue::is_s);
        let snapshots = found.iter().filter(still_marked).map(Snapshot::of_event).collect();
        let next_shard = (from.shard + 1 < keys::DUE_SHARDS).then_some(Place { shard: from.shard + 1, after: None });
        let next = next.map(|after| Place { shard: from.shard, after: Some(after) }).or(next_shard);
        Ok(LeftPage { snapshots, next })
    }
}
