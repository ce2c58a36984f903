//! Building a store's figures anew: one bounded step after another, each safe to do twice and at the same time.
//!
//! A wish begins an epoch. When it has settled, all of the store's live orders are counted in it, page by page, by the
//! same [`Store::count_orders`] that counts what changes meanwhile. Archived ones count for nothing; one that is taken
//! out of the archive says so itself. Then the epoch is shown, and the one before goes.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{
    AttributeValue, Delete, DeleteRequest, ReturnConsumedCapacity, TransactWriteItem, WriteRequest,
};
use chrono::{DateTime, Utc};
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::text::TimeZone;

use super::book::{self, Book, Building, SETTLES, StoredBook};
use crate::access::StoreRecord;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_text, key, keyed, text};
use crate::keys;
use crate::write::{ChangeId, Condition};

/// Orders of one page: a run that ends in the middle of one counts no more than these again.
const PAGE: i32 = 96;

/// Stores of each of the due index's shards in one run.
const OF_EACH_SHARD: u32 = 25;

/// Days that are removed at once: what one batch of writes takes.
const REMOVED_AT_ONCE: i32 = 25;

/// What is next with a store's figures.
#[derive(Debug)]
pub enum Next {
    /// Nothing, or nothing yet.
    Nothing,
    /// Another epoch is to begin.
    Begin(Beginning),
    /// Orders are to be counted.
    Walk(Walk),
    /// The figures of an epoch that is over are to go.
    Remove(Removal),
}

/// An epoch that is to begin.
#[derive(Debug)]
pub struct Beginning {
    read: Option<StoredBook>,
    zone: TimeZone,
    asked_at: String,
}

/// Orders that are to be counted in the epoch that is being built.
#[derive(Debug)]
pub struct Walk {
    read: StoredBook,
    building: Building,
    /// The orders.
    pub orders: Vec<OrderId>,
    place: Option<String>,
}

/// An epoch whose figures are to go.
#[derive(Debug)]
pub struct Removal {
    read: StoredBook,
    epoch: u32,
}

/// The wish that a store's figures are built anew, as an item.
pub(crate) fn wish(store: &StoreId, now: DateTime<Utc>) -> Item {
    let mut item = keyed(keys::tallies(store), keys::ASK);
    item.insert("asked_at".to_owned(), text(keys::instant(now)));
    item.extend(book::due(store, now));
    item
}

impl Store {
    /// Asks that a store's figures are built anew, in its time zone.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn ask_to_rebuild(&self, store: &StoreId, now: DateTime<Utc>) -> Result<(), StoreError> {
        let wish = self.put(wish(store, now), Condition::Always)?;
        self.transact(vec![wish], ChangeId::generate()?.as_str()).await
    }

    /// Stores about whose figures there is something to do at `now`.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn due_rebuilds(&self, now: DateTime<Utc>) -> Result<Vec<StoreId>, StoreError> {
        let mut due = Vec::new();
        for shard in 0..keys::DUE_SHARDS {
            let (marked, _) = self.due(keys::due_rebuilds(shard), now, OF_EACH_SHARD, None).await?;
            due.extend(marked.iter().filter_map(|item| get_text(item, "pk").ok().and_then(keys::parse_tallies)));
        }
        due.sort();
        due.dedup();
        Ok(due)
    }

    /// What is next with a store's figures at `now`.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn next_of_rebuild(&self, store: &StoreId, now: DateTime<Utc>) -> Result<Next, StoreError> {
        let book = (keys::tallies(store), keys::BOOK.to_owned());
        let ask = (keys::tallies(store), keys::ASK.to_owned());
        let settings = (keys::settings(store), keys::SETTINGS.to_owned());
        let found = self.batch_get(vec![book.clone(), ask.clone(), settings.clone()], Fetch::Consistent).await?;
        let book = found.get(&book).map(StoredBook::read).transpose()?;
        if let (Some(ask), Some(settings)) = (found.get(&ask), found.get(&settings)) {
            check_version(ask)?;
            let zone = StoreRecord::read(settings)?.settings.time_zone;
            return Ok(Next::Begin(Beginning { read: book, zone, asked_at: get_text(ask, "asked_at")?.to_owned() }));
        }
        let Some(read) = book else { return Ok(Next::Nothing) };
        if let Some(over) = read.book.retired.first().copied().filter(|over| over.since + SETTLES <= now) {
            return Ok(Next::Remove(Removal { read, epoch: over.number }));
        }
        match read.book.building.clone() {
            Some(building) if building.begun_at + SETTLES <= now => self.walk(store, read, building).await,
            _ => Ok(Next::Nothing),
        }
    }

    /// Begins another epoch, or a store's first.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when anything that was read has changed.
    pub async fn begin_rebuild(&self, store: &StoreId, next: Beginning, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut items = Vec::new();
        let book = match &next.read {
            None => Book::begun(next.zone, now),
            Some(read) => {
                items.extend(self.closed_doors(store, read.book.counting().number)?);
                read.book.begin(next.zone, now)
            }
        };
        items.push(self.put_book(store, &book, next.read.as_ref())?);
        items.extend(self.doors(store, book.counting().number)?);
        items.push(self.granted(store, &next.asked_at)?);
        self.transact(items, ChangeId::generate()?.as_str()).await
    }

    /// Takes the wish away, unless it has been made again.
    fn granted(&self, store: &StoreId, asked_at: &str) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(&*self.table)
            .set_key(Some(key(keys::tallies(store), keys::ASK)))
            .condition_expression("asked_at = :asked_at")
            .expression_attribute_values(":asked_at", text(asked_at))
            .build()
            .map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }

    async fn walk(&self, store: &StoreId, read: StoredBook, building: Building) -> Result<Next, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .index_name(keys::GSI1)
            .key_condition_expression("gsi1pk = :live AND gsi1sk > :place")
            .expression_attribute_values(":live", AttributeValue::S(keys::all_orders(store, false)))
            // Every place begins with a digit.
            .expression_attribute_values(":place", AttributeValue::S(building.place.clone().unwrap_or("!".to_owned())))
            .projection_expression("pk, gsi1sk")
            .limit(PAGE)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let more = answer.last_evaluated_key.is_some();
        let items = answer.items.unwrap_or_default();
        let order = |item| {
            let (_, order) = keys::parse_order(get_text(item, "pk")?)
                .ok_or_else(|| StoreError::unreadable("an order's key is none"))?;
            Ok(order)
        };
        let orders = items.iter().map(order).collect::<Result<_, StoreError>>()?;
        let last = items.last().filter(|_| more).map(|item| get_text(item, "gsi1sk").map(str::to_owned)).transpose()?;
        Ok(Next::Walk(Walk { read, building, orders, place: last }))
    }

    /// Notes that the orders of a page have been counted; after the last page, shows the figures. Whether it does.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when another run has gone on meanwhile, or another epoch has begun.
    pub async fn walked(&self, store: &StoreId, walk: Walk, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let Walk { read, building, orders, place } = walk;
        let done = place.is_none();
        let walked = building.walked + u64::try_from(orders.len()).unwrap_or(0);
        let book = match place {
            None => read.book.show(&building, now),
            Some(_) => Book { building: Some(Building { walked, place, ..building }), ..read.book.clone() },
        };
        let put = self.put_book(store, &book, Some(&read))?;
        self.transact(vec![put], ChangeId::generate()?.as_str()).await?;
        Ok(done)
    }

    /// Removes some of the figures of an epoch that is over, and in the end its name.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when another run has gone on meanwhile.
    pub async fn remove_figures(&self, store: &StoreId, removal: Removal) -> Result<(), StoreError> {
        for shard in 0..keys::FIGURE_SHARDS {
            if self.remove_some(keys::figures(store, removal.epoch, shard)).await? {
                return Ok(());
            }
        }
        let mut book = removal.read.book.clone();
        book.retired.retain(|retired| retired.number != removal.epoch);
        let put = self.put_book(store, &book, Some(&removal.read))?;
        self.transact(vec![put], ChangeId::generate()?.as_str()).await
    }

    /// Removes some days of a part; whether there was any.
    async fn remove_some(&self, part: String) -> Result<bool, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :part")
            .expression_attribute_values(":part", AttributeValue::S(part))
            .projection_expression("pk, sk")
            .consistent_read(true)
            .limit(REMOVED_AT_ONCE)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let days = answer.items.unwrap_or_default();
        if days.is_empty() {
            return Ok(false);
        }
        let delete = |day: Item| {
            let delete = DeleteRequest::builder().set_key(Some(day)).build();
            let delete = delete.map_err(|error| StoreError::Refused(error.into()))?;
            Ok(WriteRequest::builder().delete_request(delete).build())
        };
        let deletes = days.into_iter().map(delete).collect::<Result<Vec<_>, StoreError>>()?;
        // What a busy table leaves of them is found by the next query.
        let request =
            self.client.batch_write_item().set_request_items(Some(HashMap::from([(self.table.to_string(), deletes)])));
        let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);
        let answer = request.send().await.map_err(StoreError::of)?;
        self.meter.wrote(answer.consumed_capacity());
        Ok(true)
    }
}
