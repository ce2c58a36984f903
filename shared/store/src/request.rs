//! Requests that may come again: what an `Idempotency-Key` was used for, and what came of it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use waybill_domain::Refusal;
use waybill_domain::id::StoreId;

use crate::error::StoreError;
use crate::item::{Item, check_version, get_instant, get_json, get_text, json, keyed, number, text};
use crate::keys;

/// How long a request is remembered, by our clock. DynamoDB's TTL forgets it some time later.
pub const KEPT: TimeDelta = TimeDelta::hours(24);

/// A request that may come again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestKey {
    /// As the caller chose it.
    pub key: String,
    /// SHA-256 of method, path and body: another one under the same key is another request.
    pub fingerprint: String,
}

/// What is kept of a request: no body, and no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRecord {
    /// What it was.
    pub fingerprint: String,
    /// What came of it.
    pub result: RequestResult,
    /// When it is forgotten.
    pub kept_until: DateTime<Utc>,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestResult {
    /// The HTTP status it was answered with.
    pub status: u16,
    /// What it made: the order it placed, the fulfilments it created.
    pub made: Vec<String>,
    /// Why it was refused, if it was.
    pub refusal: Option<Refusal>,
}

impl RequestRecord {
    pub(crate) fn read(item: &Item) -> Result<Self, StoreError> {
        check_version(item)?;
        Ok(Self {
            fingerprint: get_text(item, "fingerprint")?.to_owned(),
            result: get_json(item, "result")?,
            kept_until: get_instant(item, "kept_until")?,
        })
    }

    pub(crate) fn item(
        store: &StoreId,
        key: &RequestKey,
        result: &RequestResult,
        now: DateTime<Utc>,
    ) -> Result<Item, StoreError> {
        let kept_until = now + KEPT;
        let mut item = keyed(keys::request(store, &key.key), keys::REQUEST);
        item.insert("fingerprint".to_owned(), text(&key.fingerprint));
        item.insert("result".to_owned(), json(result)?);
        item.insert("kept_until".to_owned(), text(keys::instant(kept_until)));
        item.insert("ttl".to_owned(), number(kept_until.timestamp()));
        Ok(item)
    }
}
