//! Reading and writing the attributes of an item.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;

pub(crate) type Item = HashMap<String, AttributeValue>;

/// The version of every item written today. An item of an earlier one is upgraded when it is read.
pub(crate) const VERSION: u32 = 1;

pub(crate) fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub(crate) fn number<N: Into<i128>>(value: N) -> AttributeValue {
    AttributeValue::N(value.into().to_string())
}

pub(crate) fn json(value: &impl Serialize) -> Result<AttributeValue, StoreError> {
    serde_json::to_string(value).map(AttributeValue::S).map_err(|error| StoreError::unreadable(error.to_string()))
}

/// An item with its key and version.
pub(crate) fn keyed(pk: String, sk: impl Into<String>) -> Item {
    let mut item = key(pk, sk);
    item.insert("v".to_owned(), number(VERSION));
    item
}

/// The key of an item.
pub(crate) fn key(pk: String, sk: impl Into<String>) -> Item {
    HashMap::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))])
}

pub(crate) fn get_text<'a>(item: &'a Item, name: &str) -> Result<&'a str, StoreError> {
    optional_text(item, name).ok_or_else(|| StoreError::unreadable(format!("it has no text `{name}`")))
}

pub(crate) fn optional_text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

pub(crate) fn get_number(item: &Item, name: &str) -> Result<u64, StoreError> {
    item.get(name)
        .and_then(|value| value.as_n().ok()?.parse().ok())
        .ok_or_else(|| StoreError::unreadable(format!("it has no number `{name}`")))
}

pub(crate) fn get_instant(item: &Item, name: &str) -> Result<DateTime<Utc>, StoreError> {
    get_text(item, name)?.parse().map_err(|_| StoreError::unreadable(format!("`{name}` is no instant")))
}

/// A part of an item that is kept as JSON.
pub(crate) fn get_json<T: DeserializeOwned>(item: &Item, name: &str) -> Result<T, StoreError> {
    // serde's own words can quote the value, which may be somebody's address: the place says enough.
    serde_json::from_str(get_text(item, name)?).map_err(|error| {
        let (kind, line, column) = (error.classify(), error.line(), error.column());
        StoreError::unreadable(format!("`{name}`: {kind:?} error at line {line} column {column}"))
    })
}

/// Refuses an item that a later version wrote.
pub(crate) fn check_version(item: &Item) -> Result<(), StoreError> {
    let version = get_number(item, "v")?;
    if version == u64::from(VERSION) {
        Ok(())
    } else {
        Err(StoreError::unreadable(format!("it is of version {version}, and this reads {VERSION}")))
    }
}
