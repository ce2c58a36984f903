//! Writing: all that an action changes, in one `TransactWriteItems`, conditional on what was read.

use aws_sdk_dynamodb::types::{AttributeValue, Delete, Put, ReturnConsumedCapacity, TransactWriteItem};
use chrono::{DateTime, Utc};
use ulid::Ulid;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::settings::{Settings, TemplateChanges};
use waybill_domain::summary::Summary;
use waybill_domain::tally::Milestones;
use waybill_domain::{Change, Order};

use crate::access::StoreRecord;
use crate::connect::Store;
use crate::error::{StoreError, of_transaction};
use crate::item::{Item, json, key, keyed, number, text};
use crate::keys;
use crate::lookup::Lookup;
use crate::page;
use crate::parcel::ParcelWrite;
use crate::read::StoredOrder;
use crate::request::{RequestKey, RequestRecord, RequestResult};
use crate::secret::random;
use crate::tally::{self, rebuild};

/// How many of its last changes an order remembers: more than can be written between a write whose answer was
/// lost and the read that looks for it, within one request's tries.
const CHANGES: usize = 16;

/// The actor of what happened by itself, and at its own instant.
const BY_ITSELF: &str = "waybill";

/// Items of one transaction, as DynamoDB allows them. Together the bounds of an order stay under it, but for letting
/// go of parcels, which need not be done at once.
const TRANSACTION_ITEMS: usize = 100;

/// How often a write is sent whose answer does not come. Each time under the same token, so that DynamoDB
/// does it once.
const SENDS: usize = 3;

/// Whose change it is, and of which request.
#[derive(Clone, Copy, Debug)]
pub struct WriteContext<'a> {
    /// The store.
    pub store: &'a StoreId,
    /// The store's settings and secret.
    pub record: &'a StoreRecord,
    /// Who acts.
    pub actor: &'a str,
    /// When.
    pub now: DateTime<Utc>,
    /// The request, if it may come again, and what came of it.
    pub request: Option<(&'a RequestKey, &'a RequestResult)>,
}

/// A change's own id: the write is recognised by it, by DynamoDB and by us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeId(String);

impl ChangeId {
    /// A new one.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`] where the system has none.
    pub fn generate() -> Result<Self, StoreError> {
        Ok(Self(Ulid::from_bytes(random()?).to_string()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the order has been written under this id.
    #[must_use]
    pub fn is_among(&self, changes: &[String]) -> bool {
        changes.contains(&self.0)
    }
}

/// A new order's id, sorted by when it was made.
///
/// # Errors
/// [`StoreError::NoRandomness`] where the system has none.
pub fn new_order_id(now: DateTime<Utc>) -> Result<OrderId, StoreError> {
    let millis = u64::try_from(now.timestamp_millis()).unwrap_or(0);
    Ok(OrderId::from_parts(millis, u128::from_be_bytes(random()?)))
}

impl Store {
    /// Writes a change of an order, its events, its look-ups and the request, or nothing.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when anything that was read has changed.
    pub async fn write(
        &self,
        before: Option<&StoredOrder>,
        change: &Change,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<(), StoreError> {
        self.transact(self.change(before, change, id, context)?, &id.0).await
    }

    /// The order, its page's version, its events, its followed parcels, its look-ups and the request.
    fn change(
        &self,
        before: Option<&StoredOrder>,
        change: &Change,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let mut items = vec![self.put_order(before, change, id, context)?];
        items.push(self.put(page::version_item(context.store, change.order.id(), &id.0), Always)?);
        for (number, event) in change.events.iter().enumerate() {
            let mut item =
                keyed(keys::order(context.store, change.order.id()), keys::event(change.order.revision(), number));
            item.insert("event".to_owned(), json(event)?);
            let expired_at = before.and_then(|stored| stored.order.expires_at()).filter(|_| number < change.by_itself);
            item.insert("at".to_owned(), text(keys::instant(expired_at.unwrap_or(context.now))));
            item.insert("actor".to_owned(), text(if expired_at.is_some() { BY_ITSELF } else { context.actor }));
            if number == 0 {
                item.extend(tally::told(before.map(|stored| &stored.order), &change.order, context.now)?);
            }
            items.push(self.put(item, New)?);
        }
        items.extend(self.untold(change, context)?);
        let before_order = before.map(|stored| &stored.order);
        let (followed, let_go) = self.follow(context.store, before_order, &change.order, &id.0, context.now)?;
        items.extend(followed);
        items.extend(self.lookups(before_order, &change.order, context)?);
        items.extend(self.request(context)?);
        // What does not fit is let go when something is next heard of it.
        let room = TRANSACTION_ITEMS.saturating_sub(items.len());
        items.extend(let_go.into_iter().take(room));
        Ok(items)
    }

    /// Writes what was heard of a parcel, and what that changes of its order, or nothing.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when either has changed since it was read.
    pub async fn write_news(
        &self,
        before: &StoredOrder,
        change: &Change,
        parcel: &ParcelWrite<'_>,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<(), StoreError> {
        let mut items = self.change(Some(before), change, id, context)?;
        items.extend(self.parcel_puts(parcel, &id.0)?);
        self.transact(items, &id.0).await
    }

    /// Writes down what came of a request that changed nothing.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when the same key has been used meanwhile.
    pub async fn remember(&self, id: &ChangeId, context: &WriteContext<'_>) -> Result<(), StoreError> {
        let items: Vec<_> = self.request(context)?.into_iter().collect();
        if items.is_empty() { Ok(()) } else { self.transact(items, &id.0).await }
    }

    /// Writes a store's settings; the store as it is then.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when they have changed since they were read.
    pub async fn write_settings(
        &self,
        settings: Settings,
        templates: &TemplateChanges,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<StoreRecord, StoreError> {
        let changed = StoreRecord { settings, revision: context.record.revision + 1, ..context.record.clone() };
        let mut items = vec![self.put(changed.item(context.store)?, Revision(context.record.revision))?];
        if changed.settings.time_zone != context.record.settings.time_zone {
            // The figures are by day, and the days are others now.
            items.push(self.put(rebuild::wish(context.store, context.now), Always)?);
        }
        items.extend(self.templates(context.store, templates)?);
        items.extend(self.request(context)?);
        self.transact(items, &id.0).await?;
        Ok(changed)
    }

    fn put_order(
        &self,
        before: Option<&StoredOrder>,
        change: &Change,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<TransactWriteItem, StoreError> {
        let mut changes = before.map(|stored| stored.changes.clone()).unwrap_or_default();
        changes.push(id.0.clone());
        changes.drain(..changes.len().saturating_sub(CHANGES));
        let mut item = order_item(context.store, &change.order)?;
        item.insert("changes".to_owned(), json(&changes)?);
        match before {
            None => self.put(item, New),
            Some(stored) => self.put(item, Revision(stored.order.revision())),
        }
    }

    fn lookups(
        &self,
        before: Option<&Order>,
        after: &Order,
        context: &WriteContext<'_>,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let (had, has) = (before.map(Lookup::of).unwrap_or_default(), Lookup::of(after));
        let secret = &context.record.secret;
        let added = has.difference(&had).map(|lookup| {
            let item = lookup.item(context.store, secret, after);
            if lookup.is_unique() { self.put(item, New) } else { self.put(item, Always) }
        });
        let removed =
            had.difference(&has).map(|lookup| self.delete(lookup.pk(context.store, secret), lookup.sk(after)));
        added.chain(removed).collect()
    }

    pub(crate) fn request(&self, context: &WriteContext<'_>) -> Result<Option<TransactWriteItem>, StoreError> {
        let Some((key, result)) = context.request else { return Ok(None) };
        let item = RequestRecord::item(context.store, key, result, context.now)?;
        self.put(item, ForgottenAt(context.now)).map(Some)
    }

    pub(crate) fn put(&self, item: Item, condition: Condition) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder().table_name(&*self.table).set_item(Some(item));
        let put = match condition {
            Always => put,
            New => put.condition_expression("attribute_not_exists(pk)"),
            Revision(read) => {
                put.condition_expression("revision = :read").expression_attribute_values(":read", number(read))
            }
            Tag(read) => put.condition_expression("tag = :read").expression_attribute_values(":read", text(read)),
            ForgottenAt(now) => put
                .condition_expression("attribute_not_exists(pk) OR kept_until <= :now")
                .expression_attribute_values(":now", text(keys::instant(now))),
        };
        let put = put.build().map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    pub(crate) fn delete(&self, pk: String, sk: String) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder().table_name(&*self.table).set_key(Some(key(pk, sk))).build();
        let delete = delete.map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().delete(delete).build())
    }

    /// Writes all of it or nothing. Under the same token it is done once.
    pub(crate) async fn transact(&self, items: Vec<TransactWriteItem>, token: &str) -> Result<(), StoreError> {
        let mut sent = 0;
        loop {
            sent += 1;
            let request = self.client.transact_write_items().set_transact_items(Some(items.clone()));
            let request = request.client_request_token(token).return_consumed_capacity(ReturnConsumedCapacity::Total);
            match request.send().await.map_err(of_transaction) {
                Ok(answer) => {
                    self.meter.wrote(answer.consumed_capacity());
                    return Ok(());
                }
                Err(StoreError::Unavailable(_)) if sent < SENDS => {}
                Err(error) => return Err(error),
            }
        }
    }
}

/// When a put may be done.
pub(crate) enum Condition {
    /// Whatever is there.
    Always,
    /// While nothing is there.
    New,
    /// While the item has the revision that was read.
    Revision(u64),
    /// While the item has the tag that was read.
    Tag(String),
    /// While nothing is there that is remembered at this instant.
    ForgottenAt(DateTime<Utc>),
}

use Condition::{Always, ForgottenAt, New, Revision, Tag};

/// The order, its summary and its places in the indexes.
fn order_item(store: &StoreId, order: &Order) -> Result<Item, StoreError> {
    let summary = Summary::of(order);
    let (status, after) = summary.statuses();
    let placed = keys::placed(order.placed_at(), order.id());
    let mut item = keyed(keys::order(store, order.id()), keys::ORDER);
    let mut set = |name: &str, value: AttributeValue| item.insert(name.to_owned(), value);
    set("revision", number(order.revision()));
    set("order", json(order)?);
    set("summary", json(&summary)?);
    set("gsi1pk", text(keys::all_orders(store, order.is_archived())));
    set("gsi1sk", text(&placed));
    set("gsi2pk", text(keys::listed(store, order.is_archived(), status, after)));
    set("gsi2sk", text(&placed));
    set("gsi3pk", text(keys::listed(store, order.is_archived(), status, after)));
    set("gsi3sk", text(keys::fulfil_by(order.fulfil_by(), order.placed_at(), order.id())));
    if let Some(expires_at) = order.expires_at() {
        set("gsi4pk", text(keys::due_upsells(keys::shard(order.id()))));
        set("gsi4sk", text(keys::placed(expires_at, order.id())));
    }
    if let Some(status) = summary.tracking_status {
        set("gsi5pk", text(keys::tracked(store, order.is_archived(), status)));
        set("gsi5sk", text(&placed));
        set("waiting", text(waiting(&summary)));
    }
    let milestones = Milestones::of(order);
    if let Some(fulfilled_at) = milestones.fulfilled_at {
        set("gsi6pk", text(keys::fulfilled(store)));
        set("gsi6sk", text(keys::placed(fulfilled_at, order.id())));
    }
    if let Some(delivered_at) = milestones.delivered_at {
        set("gsi7pk", text(keys::delivered(store)));
        set("gsi7sk", text(keys::placed(delivered_at, order.id())));
    }
    Ok(item)
}

/// What `gsi5` says of an order beside its tracking status: whether it can come to require attention (P6, P7).
fn waiting(summary: &Summary) -> &'static str {
    let (status, _) = summary.statuses();
    if summary.cancelled {
        keys::CANCELLED
    } else if status == FulfilmentStatus::Fulfilled && summary.undelivered {
        keys::WAITING
    } else {
        keys::OTHER
    }
}
