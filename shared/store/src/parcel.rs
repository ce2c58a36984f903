//! Followed parcels: a small head that says how one is followed, and its scans in bounded chunks. A check that finds
//! nothing new writes the head alone.
//!
//! A head is written only as it was read: each write gives it another `tag`, and is conditional on the one before.
//! An order that gives a parcel another number, or stops following it, puts another tag without asking: whoever is
//! about to write down what the old number did is then too late.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, TransactWriteItem, Update};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::Order;
use waybill_domain::carrier::Carrier;
use waybill_domain::follow::Followed;
use waybill_domain::id::{OrderId, ParcelId, StoreId};
use waybill_domain::journey::{Journey, Report};
use waybill_domain::scan::Scan;
use waybill_domain::service::Service;
use waybill_domain::text::Name;
use waybill_domain::tracking::{Observed, Parcel, Tracking, TrackingNumber};

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json, get_text, json, key, keyed, number, optional_text, text};
use crate::keys;
use crate::page;

/// Scans of one chunk: with the longest texts, 160 KB.
const CHUNK: usize = 50;

/// Chunks of a parcel's scans that its customer is shown, the latest: of forty parcels, fewer than fit a batch.
pub const LATEST_CHUNKS: u16 = 2;

/// Earlier numbers of a parcel that are shown, the latest ones.
const PAST: i32 = 20;

/// Where a parcel is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParcelKey {
    /// Whose it is.
    pub store: StoreId,
    /// Of which order.
    pub order: OrderId,
    /// Which of its parcels.
    pub parcel: ParcelId,
}

impl ParcelKey {
    /// The parcel of a key of the table.
    pub(crate) fn parse(pk: &str, sk: &str) -> Option<Self> {
        let (store, order) = keys::parse_order(pk)?;
        Some(Self { store, order, parcel: keys::parse_parcel(sk)? })
    }

    pub(crate) fn pair(&self) -> (String, String) {
        (keys::order(&self.store, &self.order), keys::parcel(self.parcel))
    }
}

/// How a parcel is followed, and what its journey comes to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Which of the parcel's numbers this is.
    pub generation: u32,
    /// The number.
    pub number: TrackingNumber,
    /// Who carries it, if it was said.
    pub carrier: Option<Name>,
    /// When what is in it was fulfilled: scans from well before are another parcel's.
    pub fulfilled_at: DateTime<Utc>,
    /// When it was given this number.
    pub began_at: DateTime<Utc>,
    /// The service that follows it, once it has been registered there.
    #[serde(default)]
    pub registered: Option<Registered>,
    /// How often it has been asked about.
    #[serde(default)]
    pub checks: u32,
    /// How often its service has failed since the last answer.
    #[serde(default)]
    pub failures: u32,
    /// When its service last answered about it.
    #[serde(default)]
    pub last_checked_at: Option<DateTime<Utc>>,
    /// What its journey comes to.
    #[serde(default)]
    pub observed: Observed,
    /// The latest scan.
    #[serde(default)]
    pub last_scan_at: Option<DateTime<Utc>>,
    /// The services' own views.
    #[serde(default)]
    pub reports: Vec<Report>,
    /// In how many chunks its scans are.
    #[serde(default)]
    pub chunks: u16,
    /// By which version of the services' mapping its scans were read.
    #[serde(default)]
    pub mapping: u32,
    /// What the last sighting looked like: the same again is nothing new.
    #[serde(default)]
    pub digest: Option<String>,
    /// Scans that were set aside, because they are from well before the fulfilment.
    #[serde(default)]
    pub set_aside: usize,
    /// When it is expected.
    #[serde(default)]
    pub estimated_delivery: Option<NaiveDate>,
    /// Who carries it, as the service found out.
    #[serde(default)]
    pub found_carrier: Option<String>,
}

/// A number as its service knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    /// Which service.
    pub service: Service,
    /// What it calls the number.
    #[serde(default)]
    pub reference: Option<String>,
}

impl Head {
    /// A number that has just been entered.
    fn new(parcel: &Parcel, tracking: &Tracking, fulfilled_at: DateTime<Utc>) -> Self {
        Self {
            generation: parcel.generation,
            number: tracking.number.clone(),
            carrier: tracking.carrier.clone(),
            fulfilled_at,
            began_at: parcel.began_at,
            registered: None,
            checks: 0,
            failures: 0,
            last_checked_at: None,
            observed: Observed::default(),
            last_scan_at: None,
            reports: Vec::new(),
            chunks: 0,
            mapping: 0,
            digest: None,
            set_aside: 0,
            estimated_delivery: None,
            found_carrier: None,
        }
    }

    /// What decides when it is asked about again.
    #[must_use]
    pub fn followed(&self) -> Followed<'_> {
        Followed {
            number: &self.number,
            since: self.began_at,
            checks: self.checks,
            observed: self.observed,
            last_scan_at: self.last_scan_at,
        }
    }
}

/// A head as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredParcel {
    /// The head.
    pub head: Head,
    /// When it is asked about next; never again, if `None`.
    pub next_check_at: Option<DateTime<Utc>>,
    /// Whether it still counts: it has been let go when its fulfilment was cancelled, or its number taken away.
    pub counts: bool,
    tag: String,
}

impl StoredParcel {
    /// `None` for a parcel that was never followed.
    pub(crate) fn read(item: &Item) -> Result<Option<Self>, StoreError> {
        check_version(item)?;
        if !item.contains_key("head") {
            return Ok(None);
        }
        let due = optional_text(item, "gsi4sk").and_then(|sort| sort.split_once('#'));
        let next_check_at = due.and_then(|(at, _)| at.parse().ok());
        let (counts, tag) = (!item.contains_key("let_go"), get_text(item, "tag")?.to_owned());
        Ok(Some(Self { head: get_json(item, "head")?, next_check_at, counts, tag }))
    }
}

/// What is to be written of a parcel.
#[derive(Clone, Debug)]
pub struct ParcelWrite<'a> {
    /// Which.
    pub key: &'a ParcelKey,
    /// As it was read.
    pub before: &'a StoredParcel,
    /// As it is to be.
    pub head: Head,
    /// When it is asked about next; never again, if `None`.
    pub next_check_at: Option<DateTime<Utc>>,
    /// The chunks of scans that are new or changed, with their places.
    pub chunks: Vec<(u16, Vec<Scan>)>,
}

impl ParcelWrite<'_> {
    /// Whether the customer's page shows any of it: a check that found nothing changes no page.
    fn is_shown(&self) -> bool {
        let shown = |head: &Head| {
            let service = head.registered.as_ref().map(|registered| registered.service);
            (service, head.estimated_delivery, head.found_carrier.clone())
        };
        !self.chunks.is_empty() || shown(&self.head) != shown(&self.before.head)
    }
}

/// A number that a parcel had before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PastNumber {
    /// Which of the parcel's numbers it was.
    pub generation: u32,
    /// The number, and who carried it.
    pub tracking: Tracking,
    /// What its journey had come to.
    pub observed: Observed,
    /// Until when it was the parcel's.
    pub until: DateTime<Utc>,
}

/// A parcel, whole.
#[derive(Clone, Debug, Default)]
pub struct ParcelHistory {
    /// Its scans, in the chunks in which they are kept.
    pub chunks: Vec<Vec<Scan>>,
    /// The numbers it had before, the latest first.
    pub past: Vec<PastNumber>,
}

impl Store {
    /// The heads of parcels as they now are, at most 100; those that are followed.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn parcels(&self, wanted: &[ParcelKey]) -> Result<Vec<(ParcelKey, StoredParcel)>, StoreError> {
        let (parcels, unreadable) = self.readable_parcels(wanted).await?;
        unreadable.into_iter().next().map_or(Ok(parcels), Err)
    }

    /// The same; one that cannot be read does not keep the others from it, and why is beside them.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn readable_parcels(
        &self,
        wanted: &[ParcelKey],
    ) -> Result<(Vec<(ParcelKey, StoredParcel)>, Vec<StoreError>), StoreError> {
        let found = self.batch_get(wanted.iter().map(ParcelKey::pair).collect(), Fetch::Consistent).await?;
        let (mut parcels, mut unreadable) = (Vec::new(), Vec::new());
        for key in wanted {
            match found.get(&key.pair()).map(StoredParcel::read) {
                Some(Ok(Some(stored))) => parcels.push((key.clone(), stored)),
                Some(Err(error)) => unreadable.push(error),
                Some(Ok(None)) | None => {}
            }
        }
        Ok((parcels, unreadable))
    }

    /// The scans of a parcel's present number, in their chunks.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn chunks(&self, key: &ParcelKey, head: &Head) -> Result<Vec<Vec<Scan>>, StoreError> {
        if head.chunks == 0 {
            return Ok(Vec::new());
        }
        let pk = keys::order(&key.store, &key.order);
        let place = |chunk| (pk.clone(), keys::scans(key.parcel, head.generation, chunk));
        let wanted: Vec<_> = (0..head.chunks).map(place).collect();
        let found = self.batch_get(wanted.clone(), Fetch::Consistent).await?;
        let read = |pair| {
            found.get(pair).map_or(Ok(Vec::new()), |item: &Item| {
                check_version(item)?;
                get_json(item, "scans")
            })
        };
        wanted.iter().map(read).collect()
    }

    /// The numbers that a parcel had before, the latest first.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn past_numbers(&self, key: &ParcelKey) -> Result<Vec<PastNumber>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk AND begins_with(sk, :past)")
            .expression_attribute_values(":pk", AttributeValue::S(keys::order(&key.store, &key.order)))
            .expression_attribute_values(":past", AttributeValue::S(keys::past_numbers(key.parcel)))
            .scan_index_forward(false)
            .limit(PAST)
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let read = |item: &Item| {
            check_version(item)?;
            get_json(item, "past")
        };
        answer.items.unwrap_or_default().iter().map(read).collect()
    }

    /// The latest scans of parcels' present numbers, at most [`LATEST_CHUNKS`] chunks of each: at most 40 parcels.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn latest_scans(
        &self,
        parcels: &[(ParcelKey, StoredParcel)],
    ) -> Result<BTreeMap<ParcelId, Vec<Scan>>, StoreError> {
        let places = parcels.iter().flat_map(|(key, stored)| {
            let chunks = stored.head.chunks.saturating_sub(LATEST_CHUNKS)..stored.head.chunks;
            let sk = move |chunk| keys::scans(key.parcel, stored.head.generation, chunk);
            chunks.map(move |chunk| (key.parcel, (keys::order(&key.store, &key.order), sk(chunk))))
        });
        let places: Vec<_> = places.collect();
        let mut scans: BTreeMap<ParcelId, Vec<Scan>> = BTreeMap::new();
        if places.is_empty() {
            return Ok(scans);
        }
        let wanted = places.iter().map(|(_, pair)| pair.clone()).collect();
        let found = self.batch_get(wanted, Fetch::Consistent).await?;
        for (parcel, pair) in &places {
            if let Some(item) = found.get(pair) {
                check_version(item)?;
                scans.entry(*parcel).or_default().extend(get_json::<Vec<Scan>>(item, "scans")?);
            }
        }
        Ok(scans)
    }

    /// Writes what was heard of a parcel that changes nothing of its order; with it, where a customer sees it, their
    /// page's version.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when the parcel has changed since it was read.
    pub async fn write_parcel(&self, write: &ParcelWrite<'_>) -> Result<(), StoreError> {
        let tag = crate::write::ChangeId::generate()?;
        if write.is_shown() {
            let mut items = self.parcel_puts(write, tag.as_str())?;
            let version = page::version_item(&write.key.store, &write.key.order, tag.as_str());
            items.push(self.put(version, crate::write::Condition::Always)?);
            return self.transact(items, tag.as_str()).await;
        }
        let request = self
            .put_one(head_item(write.key, &write.head, write.next_check_at, tag.as_str())?)
            .condition_expression("tag = :read")
            .expression_attribute_values(":read", text(&write.before.tag));
        self.written(request.send().await).map(|_| ())
    }

    /// What a transaction writes of a parcel.
    pub(crate) fn parcel_puts(&self, write: &ParcelWrite<'_>, tag: &str) -> Result<Vec<TransactWriteItem>, StoreError> {
        let head = head_item(write.key, &write.head, write.next_check_at, tag)?;
        let mut items = vec![self.put(head, crate::write::Condition::Tag(write.before.tag.clone()))?];
        for (place, scans) in &write.chunks {
            let sk = keys::scans(write.key.parcel, write.head.generation, *place);
            let mut item = keyed(keys::order(&write.key.store, &write.key.order), sk);
            item.insert("scans".to_owned(), json(scans)?);
            items.push(self.put(item, crate::write::Condition::Always)?);
        }
        Ok(items)
    }

    /// What an order's change does to the parcels that are followed: a new number is due at once, and one that was
    /// corrected is kept as past; and, apart, what no longer counts is let go.
    pub(crate) fn follow(
        &self,
        store: &StoreId,
        before: Option<&Order>,
        after: &Order,
        tag: &str,
        now: DateTime<Utc>,
    ) -> Result<(Vec<TransactWriteItem>, Vec<TransactWriteItem>), StoreError> {
        let (mut items, mut let_go) = (Vec::new(), Vec::new());
        let earlier: Vec<_> = before.map(followed).unwrap_or_default();
        let present = followed(after);
        let key = |parcel| ParcelKey { store: store.clone(), order: after.id().clone(), parcel };
        for (parcel, tracking, fulfilled_at) in &present {
            let known = earlier.iter().find(|(known, ..)| known.id == parcel.id);
            let same = known.is_some_and(|(known, as_tracked, _)| {
                known.generation == parcel.generation && same_carrier(as_tracked, tracking)
            });
            if !same {
                let head = Head::new(parcel, tracking, *fulfilled_at);
                items.push(
                    self.put(head_item(&key(parcel.id), &head, Some(now), tag)?, crate::write::Condition::Always)?,
                );
            }
        }
        for (parcel, tracking, _) in &earlier {
            let now_has = after.parcels().iter().find(|known| known.id == parcel.id);
            if now_has.is_some_and(|known| known.generation != parcel.generation) {
                let past = PastNumber {
                    generation: parcel.generation,
                    tracking: (*tracking).clone(),
                    observed: parcel.observed,
                    until: now,
                };
                let sk = keys::past_number(parcel.id, parcel.generation);
                let mut item = keyed(keys::order(store, after.id()), sk);
                item.insert("past".to_owned(), json(&past)?);
                items.push(self.put(item, crate::write::Condition::Always)?);
            }
            if !present.iter().any(|(known, ..)| known.id == parcel.id) {
                let_go.push(self.let_go(&key(parcel.id), tag)?);
            }
        }
        Ok((items, let_go))
    }

    /// Follows a parcel no more, that is as it was read.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when it has changed since it was read.
    pub async fn let_parcel_go(&self, parcel: &ParcelKey, before: &StoredParcel) -> Result<(), StoreError> {
        let tag = crate::write::ChangeId::generate()?;
        let mut item = head_item(parcel, &before.head, None, tag.as_str())?;
        item.insert("let_go".to_owned(), AttributeValue::Bool(true));
        let put = self.put(item, crate::write::Condition::Tag(before.tag.clone()))?;
        self.transact(vec![put], tag.as_str()).await
    }

    fn let_go(&self, parcel: &ParcelKey, tag: &str) -> Result<TransactWriteItem, StoreError> {
        let (pk, sk) = parcel.pair();
        let update = Update::builder()
            .table_name(&*self.table)
            .set_key(Some(key(pk, sk)))
            .update_expression("SET tag = :tag, v = :v, let_go = :yes REMOVE gsi4pk, gsi4sk")
            .expression_attribute_values(":tag", text(tag))
            .expression_attribute_values(":yes", AttributeValue::Bool(true))
            .expression_attribute_values(":v", number(crate::item::VERSION))
            .build()
            .map_err(|error| StoreError::Refused(error.into()))?;
        Ok(TransactWriteItem::builder().update(update).build())
    }

    /// Erases what carriers said of an order's parcels: their words can name the customer.
    ///
    /// # Errors
    /// As [`StoreError`] says; sent again, it goes on.
    pub async fn forget_journeys(&self, store: &StoreId, order: &OrderId) -> Result<(), StoreError> {
        let pk = keys::order(store, order);
        loop {
            let answer = self
                .client
                .query()
                .table_name(&*self.table)
                .key_condition_expression("pk = :pk AND begins_with(sk, :parcels)")
                .expression_attribute_values(":pk", AttributeValue::S(pk.clone()))
                .expression_attribute_values(":parcels", AttributeValue::S(keys::PARCELS.to_owned()))
                .projection_expression("pk, sk")
                .consistent_read(true)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity.as_slice());
            // Each is deleted, so that the next page begins where this one did, and is shorter.
            let items = answer.items.unwrap_or_default();
            for item in &items {
                self.written(self.delete_one(item.clone()).send().await)?;
            }
            if answer.last_evaluated_key.is_none() {
                return Ok(());
            }
        }
    }
}

/// The parcels of an order that are asked about: with a number, in a fulfilment that counts, of an order whose
/// customer is not forgotten.
fn followed(order: &Order) -> Vec<(&Parcel, &Tracking, DateTime<Utc>)> {
    if order.redacted_at().is_some() {
        return Vec::new();
    }
    let with_number = |parcel| {
        let parcel: &Parcel = parcel;
        let fulfilled_at = order.fulfilment(parcel.fulfilment)?.created_at();
        Some((parcel, parcel.tracking.as_ref()?, fulfilled_at))
    };
    order.live_parcels().filter_map(with_number).collect()
}

/// Whether a number's carrier stays: it is named as before, in whatever spelling, or no more.
fn same_carrier(before: &Tracking, after: &Tracking) -> bool {
    let code = |name: &Name| Carrier::named(name.as_str()).map(|carrier| &carrier.code);
    match (&before.carrier, &after.carrier) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(before), Some(after)) => before == after || code(before).is_some_and(|known| code(after) == Some(known)),
    }
}

fn head_item(
    key: &ParcelKey,
    head: &Head,
    next_check_at: Option<DateTime<Utc>>,
    tag: &str,
) -> Result<Item, StoreError> {
    let (pk, sk) = key.pair();
    let mut item = keyed(pk, sk);
    item.insert("head".to_owned(), json(head)?);
    item.insert("tag".to_owned(), text(tag));
    if let Some(at) = next_check_at {
        item.insert("gsi4pk".to_owned(), text(keys::due_parcels(head.registered.is_none(), keys::shard(&key.order))));
        item.insert("gsi4sk".to_owned(), text(keys::due_parcel(at, &key.order, key.parcel)));
    }
    Ok(item)
}

/// The chunks in which a journey's scans are kept, and which of them differ from those before: a scan stays in its
/// chunk, and new ones fill the first that have room.
#[must_use]
pub fn lay_out(before: &[Vec<Scan>], journey: &Journey) -> (u16, Vec<(u16, Vec<Scan>)>) {
    let mut scans: BTreeMap<_, _> = journey.scans().into_iter().map(|scan| (scan.identity(), scan.clone())).collect();
    let mut after: Vec<Vec<Scan>> =
        before.iter().map(|chunk| chunk.iter().filter_map(|scan| scans.remove(&scan.identity())).collect()).collect();
    let mut place = 0;
    for scan in scans.into_values() {
        while after.get(place).is_some_and(|chunk| chunk.len() >= CHUNK) {
            place += 1;
        }
        match after.get_mut(place) {
            Some(chunk) => chunk.push(scan),
            None => after.push(vec![scan]),
        }
    }
    let count = u16::try_from(after.len()).unwrap_or(u16::MAX);
    let numbered = (0..count).zip(after);
    let changed = numbered.filter(|(place, chunk)| before.get(usize::from(*place)) != Some(chunk)).collect();
    (count, changed)
}
