//! A store's figures by day: how many orders were placed, fulfilled and delivered (M2).
//!
//! An order that comes to count for other instants says so in the first event of the change, with its revision. Who
//! reads that event, from the stream or from the due index, brings it to [`Store::count_orders`], as often and in
//! whatever order it likes: each order has a ledger of the days for which it counts already, and one transaction moves
//! the ledger on and the figures with it.

pub mod book;
pub mod figures;
pub mod left;
pub mod rebuild;

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{ConditionCheck, TransactWriteItem, Update};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::Order;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::tally::{Days, Figures, Milestones};

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, VERSION, check_version, get_json, get_number, get_text, json, key, keyed, number, text};
use crate::keys;
use crate::read::StoredOrder;
use crate::secret::random;
use crate::write::{ChangeId, Condition};
use book::{Epoch, StoredBook};

/// Orders counted in one transaction: each takes its ledger, its event's mark and at most six days, so that with the
/// epoch's door the transaction has at most 97 of the 100 items that it may have.
pub const ORDERS_AT_ONCE: usize = 12;

/// What an order counts for since one of its revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose order.
    pub store: StoreId,
    /// Which.
    pub order: OrderId,
    told: Told,
    /// The event that says so: its mark goes when it is counted.
    event: Option<String>,
}

/// What an event says of its order's milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    revision: u64,
    #[serde(flatten)]
    milestones: Milestones,
}

/// The days for which an order counts already.
#[derive(Clone, Copy, Debug)]
struct Ledger {
    /// Counts the changes of this item.
    revision: u64,
    /// In whose figures.
    epoch: u32,
    /// Since which revision of the order.
    order_revision: u64,
    days: Days,
}

/// What the first event of a change says beside itself, if the order counts for something else than before: its
/// milestones, and the mark that it is not yet counted.
pub(crate) fn told(before: Option<&Order>, after: &Order, now: DateTime<Utc>) -> Result<Item, StoreError> {
    let milestones = Milestones::of(after);
    if before.map(Milestones::of) == Some(milestones) {
        return Ok(Item::new());
    }
    Ok(HashMap::from([
        ("milestones".to_owned(), json(&Told { revision: after.revision(), milestones })?),
        ("gsi4pk".to_owned(), text(keys::due_tallies(keys::shard(after.id())))),
        ("gsi4sk".to_owned(), text(keys::placed(now, after.id()))),
    ]))
}

impl Snapshot {
    /// What an event says, as the stream hands over its image: DynamoDB's JSON.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for anything but an event of ours that has milestones.
    pub fn of_image(image: &serde_json::Value) -> Result<Self, StoreError> {
        let attributes = image.as_object().ok_or_else(|| StoreError::unreadable("the image is no item"))?;
        let mut item = Item::new();
        for (name, value) in attributes {
            let written = |kind: &str| value.get(kind).and_then(serde_json::Value::as_str);
            let value = written("S").map(text).or_else(|| Some(number(written("N")?.parse::<i64>().ok()?)));
            item.extend(value.map(|value| (name.clone(), value)));
        }
        Self::of_event(&item)
    }

    fn of_event(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        let (store, order) = keys::parse_order(get_text(item, "pk")?)
            .ok_or_else(|| StoreError::unreadable("the event belongs to no order"))?;
        let event = get_text(item, "sk")?.to_owned();
        Ok(Self { store, order, told: get_json(item, "milestones")?, event: Some(event) })
    }

    fn of_order(store: &StoreId, order: &Order) -> Self {
        let told = Told { revision: order.revision(), milestones: Milestones::of(order) };
        Self { store: store.clone(), order: order.id().clone(), told, event: None }
    }

    /// Since which of the order's revisions.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.told.revision
    }

    fn ledger_key(&self) -> (String, String) {
        (keys::order(&self.store, &self.order), keys::LEDGER.to_owned())
    }

    /// The ledger once this is counted in an epoch, with the days for which the order counted before; nothing, where
    /// that has been done, or a later revision has been counted.
    ///
    /// A later revision in the figures of an earlier epoch stands in the way too: who rebuilds has that one to count,
    /// and an older one that comes late must not be counted instead.
    fn after(&self, ledger: Option<&Ledger>, epoch: Epoch) -> Option<(Ledger, Days)> {
        let counted = ledger.filter(|ledger| ledger.epoch == epoch.number);
        let stale = ledger.is_some_and(|ledger| ledger.order_revision > self.told.revision);
        if stale || counted.is_some_and(|ledger| ledger.order_revision == self.told.revision) {
            return None;
        }
        let next = Ledger {
            revision: ledger.map_or(1, |ledger| ledger.revision + 1),
            epoch: epoch.number,
            order_revision: self.told.revision,
            days: self.told.milestones.days(epoch.zone),
        };
        Some((next, counted.map(|ledger| ledger.days).unwrap_or_default()))
    }
}

impl Ledger {
    fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        let epoch = u32::try_from(get_number(item, "epoch")?);
        Ok(Self {
            revision: get_number(item, "revision")?,
            epoch: epoch.map_err(|_| StoreError::unreadable("`epoch` is no epoch"))?,
            order_revision: get_number(item, "order_revision")?,
            days: get_json(item, "days")?,
        })
    }

    fn item(&self, (pk, sk): (String, String)) -> Result<Item, StoreError> {
        let mut item = keyed(pk, sk);
        item.insert("revision".to_owned(), number(self.revision));
        item.insert("epoch".to_owned(), number(self.epoch));
        item.insert("order_revision".to_owned(), number(self.order_revision));
        item.insert("days".to_owned(), json(&self.days)?);
        Ok(item)
    }
}

impl Store {
    /// Counts what these say of one store's orders, at most [`ORDERS_AT_ONCE`] and each once, in the figures that are
    /// written to now; all of it or nothing. How many orders came to count for something else.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when anything that was read has changed: read and count again.
    pub async fn count_orders(&self, store: &StoreId, snapshots: &[Snapshot]) -> Result<usize, StoreError> {
        let book = (keys::tallies(store), keys::BOOK.to_owned());
        let wanted = std::iter::once(book.clone()).chain(snapshots.iter().map(Snapshot::ledger_key));
        let found = self.batch_get(wanted.collect(), Fetch::Consistent).await?;
        let epoch = match found.get(&book) {
            Some(item) => StoredBook::read(item)?.book.counting(),
            None => self.open_book(store).await?,
        };
        let (mut items, mut changes, mut counted) = (Vec::new(), BTreeMap::<NaiveDate, Figures>::new(), 0);
        for snapshot in snapshots {
            let ledger = found.get(&snapshot.ledger_key()).map(Ledger::read).transpose()?;
            if let Some((next, before)) = snapshot.after(ledger.as_ref(), epoch) {
                let condition = ledger.map_or(Condition::New, |ledger| Condition::Revision(ledger.revision));
                items.push(self.put(next.item(snapshot.ledger_key())?, condition)?);
                for (day, figures) in before.change_to(&next.days) {
                    *changes.entry(day).or_default() += figures;
                }
                counted += 1;
            }
            items.extend(self.unmark(snapshot)?);
        }
        let [random] = random()?;
        let part = keys::figures(store, epoch.number, random % keys::FIGURE_SHARDS);
        if counted > 0 {
            items.push(self.while_open(&part)?);
        }
        changes.retain(|_, figures| *figures != Figures::default());
        for (day, figures) in changes {
            items.push(self.add(&part, day, figures)?);
        }
        if !items.is_empty() {
            self.transact(items, ChangeId::generate()?.as_str()).await?;
        }
        Ok(counted)
    }

    /// Takes the mark from the event that says it; an event that is not there is not counted.
    fn unmark(&self, snapshot: &Snapshot) -> Result<Option<TransactWriteItem>, StoreError> {
        let Some(event) = &snapshot.event else { return Ok(None) };
        let update = Update::builder()
            .table_name(&*self.table)
            .set_key(Some(key(keys::order(&snapshot.store, &snapshot.order), event.as_str())))
            .update_expression("REMOVE gsi4pk, gsi4sk")
            .condition_expression("attribute_exists(pk)")
            .build()
            .map_err(|error| StoreError::Refused(error.into()))?;
        Ok(Some(TransactWriteItem::builder().update(update).build()))
    }

    /// Nothing is counted in an epoch once its doors are closed.
    fn while_open(&self, part: &str) -> Result<TransactWriteItem, StoreError> {
        let check = ConditionCheck::builder()
            .table_name(&*self.table)
            .set_key(Some(key(part.to_owned(), keys::DOOR)))
            .condition_expression("attribute_exists(pk)")
            .build()
            .map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().condition_check(check).build())
    }

    fn add(&self, part: &str, day: NaiveDate, figures: Figures) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&*self.table)
            .set_key(Some(key(part.to_owned(), day.to_string())))
            .update_expression("SET v = :v ADD placed :placed, fulfilled :fulfilled, delivered :delivered")
            .expression_attribute_values(":v", number(VERSION))
            .expression_attribute_values(":placed", number(figures.placed))
            .expression_attribute_values(":fulfilled", number(figures.fulfilled))
            .expression_attribute_values(":delivered", number(figures.delivered))
            .build()
            .map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }

    /// What orders of a store count for now, at most [`ORDERS_AT_ONCE`] of them; those that exist.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn snapshots(&self, store: &StoreId, orders: &[OrderId]) -> Result<Vec<Snapshot>, StoreError> {
        let wanted = orders.iter().map(|order| (keys::order(store, order), keys::ORDER.to_owned())).collect();
        let found = self.batch_get(wanted, Fetch::Consistent).await?;
        found.values().map(|item| Ok(Snapshot::of_order(store, &StoredOrder::read(item)?.order))).collect()
    }
}
