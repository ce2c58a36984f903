//! Reading: all that an action needs, in one consistent `BatchGetItem`.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnConsumedCapacity};
use chrono::{DateTime, Utc};
use waybill_domain::Order;
use waybill_domain::id::{OrderId, StoreId};

use crate::access::{ApiKey, KeyRecord, StoreRecord};
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json, get_text, key};
use crate::keys;
use crate::lookup::{self, Lookup};
use crate::request::RequestRecord;

/// How often what a batch leaves unprocessed is asked for again, each after a pause twice as long.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(25);

/// What to fetch of each item of a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fetch {
    /// All of it, as it is now.
    Consistent,
    /// The summary, as it was a moment ago.
    Summaries,
}

/// What to read besides the key and the store's settings.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The order.
    pub order: Option<&'a OrderId>,
    /// What became of this request before.
    pub idempotency_key: Option<&'a str>,
    /// Which order has this external id.
    pub external_id: Option<&'a str>,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Who is asking; `None`: the key is not known, and nothing else here may be told.
    pub caller: Option<KeyRecord>,
    /// The store.
    pub store: Option<StoreRecord>,
    /// The order, if the store has it.
    pub order: Option<StoredOrder>,
    /// What became of the request before, if it is remembered.
    pub request: Option<RequestRecord>,
    /// The order that has the external id, if one has.
    pub external_id_of: Option<OrderId>,
}

/// An order as it is kept.
#[derive(Clone, Debug)]
pub struct StoredOrder {
    /// The order.
    pub order: Order,
    /// The ids of its last changes, oldest first: a write whose answer was lost is recognised by its own.
    pub changes: Vec<String>,
}

impl StoredOrder {
    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        Ok(Self { order: get_json(item, "order")?, changes: get_json(item, "changes")? })
    }
}

impl Store {
    /// Reads the key, the settings and what else is wanted, as they are now.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn read(&self, api_key: &ApiKey, wanted: &Wanted<'_>, now: DateTime<Utc>) -> Result<Loaded, StoreError> {
        let store = api_key.claimed_store();
        let caller = (keys::api_keys(store), api_key.hash());
        let settings = (keys::settings(store), keys::SETTINGS.to_owned());
        let order = wanted.order.map(|id| (keys::order(store, id), keys::ORDER.to_owned()));
        let request = wanted.idempotency_key.map(|key| (keys::request(store, key), keys::REQUEST.to_owned()));
        let external_id = wanted.external_id.map(|id| (Lookup::external_id_pk(store, id), keys::ONLY.to_owned()));
        let all = [Some(caller.clone()), Some(settings.clone()), order.clone(), request.clone(), external_id.clone()];
        let found = self.batch_get(all.into_iter().flatten().collect(), Fetch::Consistent).await?;
        let item = |key: &(String, String)| found.get(key);
        Ok(Loaded {
            caller: item(&caller).map(KeyRecord::read).transpose()?,
            store: item(&settings).map(StoreRecord::read).transpose()?,
            order: order.as_ref().and_then(item).map(StoredOrder::read).transpose()?,
            request: request
                .as_ref()
                .and_then(item)
                .map(RequestRecord::read)
                .transpose()?
                .filter(|record| now < record.kept_until),
            external_id_of: external_id.as_ref().and_then(item).map(lookup::order_id).transpose()?,
        })
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
        let found = self.batch_get(vec![settings.clone(), stored.clone()], Fetch::Consistent).await?;
        match (found.get(&settings), found.get(&stored)) {
            (Some(settings), Some(order)) => Ok(Some((StoreRecord::read(settings)?, StoredOrder::read(order)?))),
            _ => Ok(None),
        }
    }

    /// At most 100 items by their keys; those that exist.
    pub(crate) async fn batch_get(
        &self,
        wanted: Vec<(String, String)>,
        fetch: Fetch,
    ) -> Result<HashMap<(String, String), Item>, StoreError> {
        let keys = wanted.into_iter().map(|(pk, sk)| key(pk, sk)).collect();
        let keys = KeysAndAttributes::builder().set_keys(Some(keys));
        let keys = match fetch {
            Fetch::Consistent => keys.consistent_read(true),
            Fetch::Summaries => keys.projection_expression("pk, sk, v, summary"),
        };
        let keys = keys.build();
        let mut left =
            HashMap::from([(self.table.to_string(), keys.map_err(|error| StoreError::Refused(error.into()))?)]);
        let mut found = HashMap::new();
        let mut without_progress = 0;
        while without_progress < TRIES {
            if without_progress > 0 {
                tokio::time::sleep(PAUSE * 2_u32.pow(without_progress)).await;
            }
            let before = found.len();
            let request = self.client.batch_get_item().set_request_items(Some(left));
            let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);
            let answer = request.send().await.map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity());
            for item in answer.responses.unwrap_or_default().into_values().flatten() {
                found.insert((get_text(&item, "pk")?.to_owned(), get_text(&item, "sk")?.to_owned()), item);
            }
            left = answer.unprocessed_keys.unwrap_or_default();
            if left.is_empty() {
                return Ok(found);
            }
            // An answer holds at most 16 MB: what is left of a large batch is no sign of a busy table.
            without_progress = if found.len() > before { 0 } else { without_progress + 1 };
        }
        Err(StoreError::Throttled("the table left a part of every batch unprocessed".into()))
    }
}
