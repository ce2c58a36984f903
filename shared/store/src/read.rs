//! Reading: all that an action needs, in one consistent `BatchGetItem`.

use chrono::{DateTime, Utc};
use waybill_domain::Order;
use waybill_domain::id::{OrderId, ParcelId, StoreId};

use crate::access::{Identity, KeyRecord, StoreRecord};
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json};
use crate::keys;
use crate::lookup::{self, Lookup};
use crate::parcel::StoredParcel;
use crate::request::RequestRecord;

/// What to read besides the key and the store's settings.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// The order.
    pub order: Option<&'a OrderId>,
    /// How this parcel of it is followed.
    pub parcel: Option<ParcelId>,
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
    /// How the parcel is followed, if it is.
    pub parcel: Option<StoredParcel>,
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
    pub async fn read(&self, who: &Identity, wanted: &Wanted<'_>, now: DateTime<Utc>) -> Result<Loaded, StoreError> {
        let store = who.store();
        let caller = (keys::api_keys(store), who.key_hash().to_owned());
        let settings = (keys::settings(store), keys::SETTINGS.to_owned());
        let order = wanted.order.map(|id| (keys::order(store, id), keys::ORDER.to_owned()));
        let named = wanted.order.zip(wanted.parcel);
        let parcel = named.map(|(id, parcel)| (keys::order(store, id), keys::parcel(parcel)));
        let request = wanted.idempotency_key.map(|key| (keys::request(store, key), keys::REQUEST.to_owned()));
        let external_id = wanted.external_id.map(|id| (Lookup::external_id_pk(store, id), keys::ONLY.to_owned()));
        let all = [
            Some(caller.clone()),
            Some(settings.clone()),
            order.clone(),
            parcel.clone(),
            request.clone(),
            external_id.clone(),
        ];
        let found = self.batch_get(all.into_iter().flatten().collect(), Fetch::Consistent).await?;
        let item = |key: &(String, String)| found.get(key);
        Ok(Loaded {
            caller: item(&caller).map(KeyRecord::read).transpose()?,
            store: item(&settings).map(StoreRecord::read).transpose()?,
            order: order.as_ref().and_then(item).map(StoredOrder::read).transpose()?,
            parcel: parcel.as_ref().and_then(item).map(StoredParcel::read).transpose()?.flatten(),
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
}
