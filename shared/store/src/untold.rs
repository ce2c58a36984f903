//! The outbox: changes of which something is to be told, or explained.
//!
//! A change that announces something writes one item more in its transaction. The table's stream hands it to who tells
//! customers; it goes when all of the change has been told. What the stream gave up, and what waits for its time, is put
//! into the stream again by a schedule.

use aws_sdk_dynamodb::types::TransactWriteItem;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use waybill_domain::Change;
use waybill_domain::announce::{announces, due_at};
use waybill_domain::event::Event;
use waybill_domain::id::{EventId, OrderId, StoreId};

use crate::access::StoreRecord;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::due::{DuePlace, SHARDS};
use crate::error::StoreError;
use crate::item::{check_version, get_instant, get_text, json, key, keyed, number, text};
use crate::keys;
use crate::read::StoredOrder;
use crate::timeline::{Recorded, recorded};
use crate::write::{Condition, WriteContext};

/// How old what is told at once must be before it counts as left behind: the stream is seconds late when all is well.
const LEFT_BEHIND_AFTER: TimeDelta = TimeDelta::minutes(5);

/// What cannot be told is brought up again after as long as it has waited, but once a day at least.
const LONGEST_PAUSE: TimeDelta = TimeDelta::days(1);

/// Changes of one page of what is left behind.
const PAGE: u32 = 100;

/// A change of which something is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Whose order.
    pub store: StoreId,
    /// Which.
    pub order: OrderId,
    /// The revision that the change made.
    pub revision: u64,
    /// Which of its events announce something.
    pub events: Vec<u16>,
}

/// All that deciding on a change's messages needs.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The store's settings and secret.
    pub record: StoreRecord,
    /// The order as it is now.
    pub order: StoredOrder,
    /// What happened then.
    pub events: Vec<(EventId, Recorded)>,
}

/// What became of a page of what is due.
#[derive(Debug, Default)]
pub struct BroughtUp {
    /// How many the page had.
    pub due: usize,
    /// How many are in the stream again.
    pub changed: usize,
    /// Why others are not.
    pub failures: Vec<StoreError>,
    /// Where the next page begins, if there is one.
    pub next: Option<DuePlace>,
}

impl Untold {
    /// A change, as the stream hands over its item's image: DynamoDB's JSON.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] for anything else.
    pub fn of_image(image: &Value) -> Result<Self, StoreError> {
        let attribute = |name: &str| image.pointer(&format!("/{name}/S")).and_then(Value::as_str);
        let read = || {
            let (store, order) = keys::parse_order(attribute("pk")?)?;
            let revision = keys::parse_untold(attribute("sk")?)?;
            Some(Self { store, order, revision, events: serde_json::from_str(attribute("untold")?).ok()? })
        };
        read().ok_or_else(|| StoreError::unreadable("the image is no change that is to be told"))
    }

    fn key(&self) -> (String, String) {
        (keys::order(&self.store, &self.order), keys::untold(self.revision))
    }
}

impl Store {
    /// The item that says that a change has something to tell, if it has.
    pub(crate) fn untold(
        &self,
        change: &Change,
        context: &WriteContext<'_>,
    ) -> Result<Option<TransactWriteItem>, StoreError> {
        let announcing =
            |(number, event): (usize, &Event)| announces(event).then(|| u16::try_from(number).ok()).flatten();
        let events: Vec<u16> = change.events.iter().enumerate().filter_map(announcing).collect();
        if events.is_empty() {
            return Ok(None);
        }
        // What waits for its time is brought up then, and all else when the stream has not told it.
        let waiting =
            change.events.iter().map(|event| due_at(event, context.now)).filter(|due| *due > context.now).min();
        let order = change.order.id();
        let mut item = keyed(keys::order(context.store, order), keys::untold(change.order.revision()));
        item.insert("untold".to_owned(), json(&events)?);
        item.insert("since".to_owned(), text(keys::instant(context.now)));
        item.insert("gsi4pk".to_owned(), text(keys::due_untold(keys::shard(order))));
        let due = waiting.unwrap_or(context.now + LEFT_BEHIND_AFTER);
        item.insert("gsi4sk".to_owned(), text(keys::placed(due, order)));
        self.put(item, Condition::New).map(Some)
    }

    /// What is to be told of a change; nothing, once all of it has been, or where the order is no more.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn read_untold(&self, untold: &Untold) -> Result<Option<Telling>, StoreError> {
        let settings = (keys::settings(&untold.store), keys::SETTINGS.to_owned());
        let order = (keys::order(&untold.store, &untold.order), keys::ORDER.to_owned());
        let event = |number: &u16| (order.0.clone(), keys::event(untold.revision, usize::from(*number)));
        let fixed = [settings.clone(), order.clone(), untold.key()];
        let wanted = fixed.into_iter().chain(untold.events.iter().map(event)).collect();
        let found = self.batch_get(wanted, Fetch::Consistent).await?;
        let (Some(record), Some(stored), Some(_)) = (found.get(&settings), found.get(&order), found.get(&untold.key()))
        else {
            return Ok(None);
        };
        let mut events = Vec::new();
        for number in &untold.events {
            let item = found.get(&event(number)).ok_or_else(|| StoreError::unreadable("an event is not there"))?;
            events.push((EventId { revision: untold.revision, number: *number }, recorded(item)?));
        }
        Ok(Some(Telling { record: StoreRecord::read(record)?, order: StoredOrder::read(stored)?, events }))
    }

    /// Notes that all of a change has been told.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn told(&self, untold: &Untold) -> Result<(), StoreError> {
        let (pk, sk) = untold.key();
        self.written(self.delete_one(key(pk, sk)).send().await).map(|_| ())
    }

    /// Puts a page of a shard's changes into the stream again that are due to be told by now, or were left behind. One
    /// that cannot be read stays, and does not keep the others waiting.
    ///
    /// # Errors
    /// As [`StoreError`] says, when the page could not be read.
    pub async fn bring_up_untold(
        &self,
        shard: u8,
        now: DateTime<Utc>,
        after: Option<DuePlace>,
    ) -> Result<BroughtUp, StoreError> {
        let (items, next) = self.due(keys::due_untold(shard), now, PAGE, after).await?;
        let mut page = BroughtUp { due: items.len(), next, ..BroughtUp::default() };
        for item in &items {
            match self.bring_up(get_text(item, "pk")?, get_text(item, "sk")?, now).await {
                Ok(moved) => page.changed += usize::from(moved),
                Err(error) => page.failures.push(error),
            }
        }
        Ok(page)
    }

    /// The shards of what is to be told.
    #[must_use]
    pub fn untold_shards() -> std::ops::Range<u8> {
        SHARDS
    }

    /// Puts a change into the stream again, if it is still due; whether it was.
    async fn bring_up(&self, pk: &str, sk: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let found = self.batch_get(vec![(pk.to_owned(), sk.to_owned())], Fetch::Consistent).await?;
        // The index trails: what has been told is not there any more, and what was brought up is due later.
        let Some(item) = found.values().next() else { return Ok(false) };
        check_version(item)?;
        let (since, due) = (get_instant(item, "since")?, get_text(item, "gsi4sk")?);
        if *due > *keys::instant(now + TimeDelta::milliseconds(1)) {
            return Ok(false);
        }
        let pause = (now - since).clamp(LEFT_BEHIND_AFTER, LONGEST_PAUSE);
        let (_, order) = keys::parse_order(pk).ok_or_else(|| StoreError::unreadable("it belongs to no order"))?;
        let request = self
            .update_one(key(pk.to_owned(), sk))
            .update_expression("SET gsi4sk = :next, brought_up = if_not_exists(brought_up, :none) + :one")
            .condition_expression("gsi4sk = :due")
            .expression_attribute_values(":due", text(due))
            .expression_attribute_values(":next", text(keys::placed(now + pause, &order)))
            .expression_attribute_values(":none", number(0))
            .expression_attribute_values(":one", number(1));
        // Otherwise it has been told, or brought up by another run, in this very moment.
        Ok(self.written_if(request.send().await)?.is_some())
    }
}
