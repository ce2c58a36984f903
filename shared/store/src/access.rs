//! Stores and their API keys: who may come in.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::id::StoreId;
use waybill_domain::settings::Settings;
use waybill_domain::text::{Invalid, Name};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_instant, get_json, get_number, get_text, json, key, keyed, number, text};
use crate::keys;
use crate::secret::{StoreSecret, random, sha256};

/// Keys a store may have at a time: several programs and people, each in rotation.
pub const API_KEYS: usize = 20;

/// An API key in the clear: `wb_<store id>_<secret>`. It is shown once, when it is made; a hash of it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey {
    store: StoreId,
    whole: String,
}

impl ApiKey {
    /// A new key of a store, with 256 random bits.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`] where the system has none.
    pub fn generate(store: StoreId) -> Result<Self, StoreError> {
        let whole = format!("wb_{store}_{}", URL_SAFE_NO_PAD.encode(random::<32>()?));
        Ok(Self { store, whole })
    }

    /// The store that the key says it is for. It is so only once the key was found in the table.
    #[must_use]
    pub fn claimed_store(&self) -> &StoreId {
        &self.store
    }

    /// The whole key, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.whole
    }

    /// Who brings it.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity { store: self.store.clone(), key_hash: self.hash() }
    }

    pub(crate) fn hash(&self) -> String {
        sha256(&self.whole)
    }
}

impl TryFrom<&str> for ApiKey {
    type Error = Invalid;

    fn try_from(text: &str) -> Result<Self, Invalid> {
        let parts = text.strip_prefix("wb_").and_then(|rest| rest.split_once('_'));
        let secret_is_sound =
            |secret: &str| (1..=200).contains(&secret.len()) && secret.bytes().all(|byte| byte.is_ascii_graphic());
        let known = parts.filter(|(_, secret)| secret_is_sound(secret));
        match known.and_then(|(store, _)| StoreId::try_from(store.to_owned()).ok()) {
            Some(store) => Ok(Self { store, whole: text.to_owned() }),
            None => Err(Invalid::new("must be an API key, as in `wb_<store id>_<secret>`")),
        }
    }
}

/// Who someone says they are: a store, and the hash of one of its keys. It is so only once that key was found in the
/// table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    store: StoreId,
    key_hash: String,
}

impl Identity {
    /// Who is claimed to have a key of this hash; `None` for what is no hash.
    #[must_use]
    pub fn claimed(store: StoreId, key_hash: &str) -> Option<Self> {
        let is_hash = key_hash.len() == 64 && key_hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| Self { store, key_hash: key_hash.to_owned() })
    }

    /// The store that is claimed.
    #[must_use]
    pub fn store(&self) -> &StoreId {
        &self.store
    }

    /// The hash of the key.
    #[must_use]
    pub fn key_hash(&self) -> &str {
        &self.key_hash
    }
}

/// What a key may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// To look.
    Read,
    /// To change.
    Write,
}

/// What is kept of an API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRecord {
    /// What it is called by who revokes it: `key_` and twelve hexadecimal digits.
    pub id: String,
    /// Whose it is: the actor in the timeline.
    pub name: Name,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl KeyRecord {
    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        get_json(item, "key")
    }
}

/// A store, as every action reads it.
#[derive(Clone, Debug)]
pub struct StoreRecord {
    /// What the merchant has chosen.
    pub settings: Settings,
    /// What the store's tokens and keyed hashes are made with.
    pub secret: StoreSecret,
    /// Counts the changes of the settings.
    pub revision: u64,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
}

impl StoreRecord {
    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        Ok(Self {
            settings: get_json(item, "settings")?,
            secret: get_json(item, "secret")?,
            revision: get_number(item, "revision")?,
            opened_at: get_instant(item, "opened_at")?,
        })
    }

    pub(crate) fn item(&self, store: &StoreId) -> Result<Item, StoreError> {
        let mut item = keyed(keys::settings(store), keys::SETTINGS);
        item.insert("settings".to_owned(), json(&self.settings)?);
        item.insert("secret".to_owned(), json(&self.secret)?);
        item.insert("revision".to_owned(), number(self.revision));
        item.insert("opened_at".to_owned(), text(keys::instant(self.opened_at)));
        Ok(item)
    }
}

impl Store {
    /// Opens a store; `false` if it is open already, and stays as it is.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn open_store(
        &self,
        store: &StoreId,
        settings: Settings,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let record = StoreRecord { settings, secret: StoreSecret::generate()?, revision: 1, opened_at: now };
        self.put_new(record.item(store)?).await
    }

    /// A store, if it was opened.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn find_store(&self, store: &StoreId) -> Result<Option<StoreRecord>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&*self.table)
            .set_key(Some(key(keys::settings(store), keys::SETTINGS)))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        answer.item.as_ref().map(StoreRecord::read).transpose()
    }

    /// Keeps a key; `false` if it was kept already.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn add_key(
        &self,
        key: &ApiKey,
        name: Name,
        scopes: Vec<Scope>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let hash = key.hash();
        let id = format!("key_{}", hash.get(..12).unwrap_or(&hash));
        let record = KeyRecord { id, name, scopes, created_at: now };
        let mut item = keyed(keys::api_keys(&key.store), hash);
        item.insert("key".to_owned(), json(&record)?);
        self.put_new(item).await
    }

    /// A store's keys.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn list_keys(&self, store: &StoreId) -> Result<Vec<KeyRecord>, StoreError> {
        self.key_items(store).await?.iter().map(KeyRecord::read).collect()
    }

    /// Revokes a key at once; `false` if the store has none of that id.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn revoke_key(&self, store: &StoreId, id: &str) -> Result<bool, StoreError> {
        for item in self.key_items(store).await? {
            if KeyRecord::read(&item)?.id == id {
                let key = key(keys::api_keys(store), get_text(&item, "sk")?);
                self.written(self.delete_one(key).send().await)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// All of a store's keys: [`API_KEYS`] of a few hundred bytes fit one page.
    async fn key_items(&self, store: &StoreId) -> Result<Vec<Item>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(keys::api_keys(store)))
            .consistent_read(true)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        Ok(answer.items.unwrap_or_default())
    }

    /// Puts an item where there is none; whether there was none.
    async fn put_new(&self, item: Item) -> Result<bool, StoreError> {
        let request = self.put_one(item).condition_expression("attribute_not_exists(pk)");
        Ok(self.written_if(request.send().await)?.is_some())
    }
}
