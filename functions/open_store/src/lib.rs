//! For the operator alone, without a route: opens stores, says what each may use, makes, lists and revokes their API
//! keys, and has their figures built anew.
//!
//! Two keys can be valid at once: make the new one, move the programs over, revoke the old one.

use serde::{Deserialize, Serialize};
use waybill_domain::id::StoreId;
use waybill_domain::settings::{Plan, Settings, TemplateChanges};
use waybill_domain::text::{Line, Name};
use waybill_lambda::App;
use waybill_store::StoreError;
use waybill_store::access::{API_KEYS, ApiKey, KeyRecord, Scope};
use waybill_store::write::{ChangeId, WriteContext};

/// The function.
pub const NAME: &str = "open_store";

/// What the operator wants.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// Open a store, and make its first key.
    OpenStore {
        /// 3 to 40 of a–z, 0–9 and -.
        store_id: StoreId,
        /// What customers know it as.
        name: Line,
        /// Who will use the first key: the actor in the timeline.
        key_name: Name,
    },
    /// Make another key.
    AddKey {
        /// Whose.
        store_id: StoreId,
        /// Who will use it: the actor in the timeline.
        name: Name,
        /// What for; everything, if absent.
        #[serde(default)]
        scopes: Option<Vec<Scope>>,
    },
    /// List the keys; none is shown again.
    ListKeys {
        /// Whose.
        store_id: StoreId,
    },
    /// Revoke a key at once.
    RevokeKey {
        /// Whose.
        store_id: StoreId,
        /// As `list_keys` shows it.
        key_id: String,
    },
    /// Say what a store may use (T11, M4).
    SetPlan {
        /// Which.
        store_id: StoreId,
        /// What it may use from now on.
        plan: Plan,
    },
    /// Have the store's figures built anew from its orders. `GET /monitoring` says how far that is.
    RebuildTallies {
        /// Whose.
        store_id: StoreId,
    },
}

/// What was done.
#[derive(Debug, Serialize)]
pub struct Done {
    /// The store.
    pub store_id: StoreId,
    /// What it may use.
    pub plan: Plan,
    /// A new key, shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// The store's keys as they now are.
    pub keys: Vec<KeyRecord>,
}

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum OpenStoreError {
    /// There is such a store.
    #[error("the store {0} is open already: use add_key to make another key for it")]
    OpenAlready(StoreId),
    /// There is none.
    #[error("there is no store {0}: use open_store to open it")]
    NoSuchStore(StoreId),
    /// There is none.
    #[error("the store has no key {0}: list_keys shows which it has")]
    NoSuchKey(String),
    /// A key that may do nothing.
    #[error("a key needs at least one of the scopes read and write")]
    NoScopes,
    /// A store has a bounded number of keys.
    #[error("a store has at most {API_KEYS} keys: revoke one that is not used")]
    TooManyKeys,
    /// The table.
    #[error("the table could not be read or written")]
    Store(#[from] StoreError),
}

/// Does what the operator wants.
///
/// # Errors
/// As [`OpenStoreError`] says; nothing was done.
pub async fn handler(app: App, command: Command) -> Result<Done, OpenStoreError> {
    match command {
        Command::OpenStore { store_id, name, key_name } => open(&app, store_id, name, key_name).await,
        Command::AddKey { store_id, name, scopes } => {
            let scopes = scopes.unwrap_or_else(|| vec![Scope::Read, Scope::Write]);
            add_key(&app, store_id, name, scopes).await
        }
        Command::ListKeys { store_id } => done(&app, store_id, None).await,
        Command::RevokeKey { store_id, key_id } => {
            if !app.store.revoke_key(&store_id, &key_id).await? {
                return Err(OpenStoreError::NoSuchKey(key_id));
            }
            done(&app, store_id, None).await
        }
        Command::SetPlan { store_id, plan } => set_plan(&app, store_id, plan).await,
        Command::RebuildTallies { store_id } => {
            let answer = done(&app, store_id.clone(), None).await?;
            app.store.ask_to_rebuild(&store_id, app.now()).await?;
            Ok(answer)
        }
    }
}

async fn open(app: &App, store_id: StoreId, name: Line, key_name: Name) -> Result<Done, OpenStoreError> {
    if !app.store.open_store(&store_id, Settings::new(name), app.now()).await? {
        return Err(OpenStoreError::OpenAlready(store_id));
    }
    add_key(app, store_id, key_name, vec![Scope::Read, Scope::Write]).await
}

async fn add_key(app: &App, store_id: StoreId, name: Name, scopes: Vec<Scope>) -> Result<Done, OpenStoreError> {
    if scopes.is_empty() {
        return Err(OpenStoreError::NoScopes);
    }
    if app.store.find_store(&store_id).await?.is_none() {
        return Err(OpenStoreError::NoSuchStore(store_id));
    }
    if app.store.list_keys(&store_id).await?.len() >= API_KEYS {
        return Err(OpenStoreError::TooManyKeys);
    }
    let key = ApiKey::generate(store_id.clone())?;
    app.store.add_key(&key, name, scopes, app.now()).await?;
    done(app, store_id, Some(key.reveal().to_owned())).await
}

async fn set_plan(app: &App, store_id: StoreId, plan: Plan) -> Result<Done, OpenStoreError> {
    let record = app.store.find_store(&store_id).await?;
    let record = record.ok_or_else(|| OpenStoreError::NoSuchStore(store_id.clone()))?;
    if record.settings.plan != plan {
        let settings = Settings { plan, ..record.settings.clone() };
        let context = WriteContext { store: &store_id, record: &record, actor: NAME, now: app.now(), request: None };
        app.store.write_settings(settings, &TemplateChanges::new(), &ChangeId::generate()?, &context).await?;
    }
    done(app, store_id, None).await
}

async fn done(app: &App, store_id: StoreId, api_key: Option<String>) -> Result<Done, OpenStoreError> {
    let Some(record) = app.store.find_store(&store_id).await? else {
        return Err(OpenStoreError::NoSuchStore(store_id));
    };
    let keys = app.store.list_keys(&store_id).await?;
    Ok(Done { store_id, plan: record.settings.plan, api_key, keys })
}
