//! A store's book of epochs: in which time zone its figures are counted, and which of them are shown.
//!
//! Figures are never corrected in place. Another time zone, or the operator's word, begins another epoch: from then on
//! orders are counted in it alone, the one before is shown until all orders are, and then goes. An epoch has a door
//! for each part of its figures, which every transaction that counts in it checks; they close in the transaction that
//! begins the next one. So nothing is counted in an epoch that is over, however late it comes.

use aws_sdk_dynamodb::types::{Delete, ReturnConsumedCapacity, TransactWriteItem};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::id::StoreId;
use waybill_domain::text::TimeZone;

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json, get_number, json, key, keyed, number, text};
use crate::keys;
use crate::write::{ChangeId, Condition};

/// How long an epoch stands before all orders are counted in it, and after it was shown before it goes: longer than
/// an index trails, than a count that is under way, and than a page that reads the figures.
pub const SETTLES: TimeDelta = TimeDelta::minutes(5);

/// The figures of one way to cut days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epoch {
    pub(crate) number: u32,
    /// Where the days are cut.
    pub zone: TimeZone,
}

/// Which epochs a store has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// Whose figures are shown.
    pub shown: Epoch,
    /// Whose figures are to be shown, once all orders are counted.
    pub building: Option<Building>,
    /// Those whose figures are to go, the earliest first.
    pub(crate) retired: Vec<Retired>,
}

/// An epoch in which not all orders are counted yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    /// The epoch.
    pub epoch: Epoch,
    /// Since when orders are counted in it.
    pub begun_at: DateTime<Utc>,
    /// How many of the orders that were there before have been counted.
    pub walked: u64,
    /// The place of the last one.
    pub(crate) place: Option<String>,
}

/// An epoch that is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Retired {
    pub(crate) number: u32,
    pub(crate) since: DateTime<Utc>,
}

impl Book {
    fn new(zone: TimeZone) -> Self {
        Self { shown: Epoch { number: 1, zone }, building: None, retired: Vec::new() }
    }

    /// The book of a store of which nothing has been counted: its first epoch is shown while it is being built.
    pub(crate) fn begun(zone: TimeZone, now: DateTime<Utc>) -> Self {
        let book = Self::new(zone);
        Self { building: Some(Building { epoch: book.shown, begun_at: now, walked: 0, place: None }), ..book }
    }

    /// The epoch in which orders are counted now.
    #[must_use]
    pub fn counting(&self) -> Epoch {
        self.building.as_ref().map_or(self.shown, |building| building.epoch)
    }

    /// The book once another epoch has begun.
    pub(crate) fn begin(&self, zone: TimeZone, now: DateTime<Utc>) -> Self {
        let epoch = Epoch { number: self.counting().number + 1, zone };
        let given_up = self.building.as_ref().map(|building| building.epoch.number);
        let given_up = given_up.filter(|number| *number != self.shown.number);
        let mut retired = self.retired.clone();
        retired.extend(given_up.map(|number| Retired { number, since: now }));
        Self { building: Some(Building { epoch, begun_at: now, walked: 0, place: None }), retired, ..self.clone() }
    }

    /// The book once all orders are counted in the epoch that is being built.
    pub(crate) fn show(&self, building: &Building, now: DateTime<Utc>) -> Self {
        let before = Some(self.shown.number).filter(|number| *number != building.epoch.number);
        let mut retired = self.retired.clone();
        retired.extend(before.map(|number| Retired { number, since: now }));
        Self { shown: building.epoch, building: None, retired }
    }

    /// When there is something to do about it, if there is.
    fn due_at(&self) -> Option<DateTime<Utc>> {
        let builds = self.building.as_ref().map(|building| building.begun_at);
        let goes = self.retired.first().map(|retired| retired.since);
        builds.into_iter().chain(goes).min().map(|since| since + SETTLES)
    }
}

/// A book as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct StoredBook {
    pub(crate) book: Book,
    pub(crate) revision: u64,
}

impl StoredBook {
    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        Ok(Self { book: get_json(item, "book")?, revision: get_number(item, "revision")? })
    }
}

impl Store {
    /// A store's book, as it was a moment ago; nothing, before the first order is counted.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn find_book(&self, store: &StoreId) -> Result<Option<Book>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&*self.table)
            .set_key(Some(key(keys::tallies(store), keys::BOOK)))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        Ok(answer.item.as_ref().map(StoredBook::read).transpose()?.map(|stored| stored.book))
    }

    /// Opens a store's first epoch, in its time zone.
    pub(crate) async fn open_book(&self, store: &StoreId) -> Result<Epoch, StoreError> {
        let record = self.find_store(store).await?;
        let record = record.ok_or_else(|| StoreError::unreadable("an order's store is not there"))?;
        let book = Book::new(record.settings.time_zone);
        let mut items = vec![self.put_book(store, &book, None)?];
        items.extend(self.doors(store, book.shown.number)?);
        self.transact(items, ChangeId::generate()?.as_str()).await?;
        Ok(book.shown)
    }

    /// Writes a book in place of the one that was read.
    pub(crate) fn put_book(
        &self,
        store: &StoreId,
        book: &Book,
        read: Option<&StoredBook>,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut item = keyed(keys::tallies(store), keys::BOOK);
        item.insert("revision".to_owned(), number(read.map_or(1, |read| read.revision + 1)));
        item.insert("book".to_owned(), json(book)?);
        if let Some(due_at) = book.due_at() {
            item.extend(due(store, due_at));
        }
        self.put(item, read.map_or(Condition::New, |read| Condition::Revision(read.revision)))
    }

    /// Opens the doors of an epoch.
    pub(crate) fn doors(&self, store: &StoreId, epoch: u32) -> Result<Vec<TransactWriteItem>, StoreError> {
        let door = |shard| self.put(keyed(keys::figures(store, epoch, shard), keys::DOOR), Condition::Always);
        (0..keys::FIGURE_SHARDS).map(door).collect()
    }

    /// Closes the doors of an epoch.
    pub(crate) fn closed_doors(&self, store: &StoreId, epoch: u32) -> Result<Vec<TransactWriteItem>, StoreError> {
        let closed = |shard| {
            let door = key(keys::figures(store, epoch, shard), keys::DOOR);
            let delete = Delete::builder().table_name(&*self.table).set_key(Some(door)).build();
            let delete = delete.map_err(|error| StoreError::Refused(error.into()))?;
            Ok(TransactWriteItem::builder().delete(delete).build())
        };
        (0..keys::FIGURE_SHARDS).map(closed).collect()
    }
}

/// The mark that something is to be done about a store's figures.
pub(crate) fn due(store: &StoreId, at: DateTime<Utc>) -> Item {
    Item::from([
        ("gsi4pk".to_owned(), text(keys::due_rebuilds(keys::shard_of(store.as_str())))),
        ("gsi4sk".to_owned(), text(format!("{}#{store}", keys::instant(at)))),
    ])
}
