//! What the order status page needs beside the order: who may open it, whether it is still as it was, who took its
//! one-time link, and how often somebody tried to log in.

use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::id::{OrderId, StoreId};

use crate::access::StoreRecord;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_text, key, keyed, number, text};
use crate::keys;
use crate::read::StoredOrder;
use crate::secret::{OrderToken, StoreSecret};
use crate::write::ChangeId;

/// A page whose token was the store's own.
#[derive(Clone, Debug)]
pub struct OpenPage {
    /// The store.
    pub record: StoreRecord,
    /// What the page was last changed by; none of an order that was last written before pages had a version.
    pub version: Option<String>,
}

/// An order whose token was the store's own.
#[derive(Clone, Debug)]
pub struct OpenOrder {
    /// The store.
    pub record: StoreRecord,
    /// The order.
    pub stored: StoredOrder,
    /// Whether its one-time link was taken.
    pub claimed: bool,
}

/// How often something may be tried within a window of time.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How long a window is.
    pub window: TimeDelta,
    /// How often within one.
    pub most: u32,
}

/// The item that says what a page was last changed by.
pub(crate) fn version_item(store: &StoreId, order: &OrderId, version: &str) -> Item {
    let mut item = keyed(keys::order(store, order), keys::PAGE);
    item.insert("version".to_owned(), text(version));
    item
}

impl Store {
    /// The store and the page's version, as they were a moment ago: one read of two small items. Nothing for a token
    /// that is not the store's, whatever is wrong with it.
    ///
    /// Who reads the order afterwards never shows an older one than the version says.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn open_page(&self, token: &OrderToken) -> Result<Option<OpenPage>, StoreError> {
        let settings = (keys::settings(&token.store), keys::SETTINGS.to_owned());
        let page = (keys::order(&token.store, &token.order), keys::PAGE.to_owned());
        let found = self.batch_get(vec![settings.clone(), page.clone()], Fetch::Trailing).await?;
        let Some(record) = opened(found.get(&settings), token)? else { return Ok(None) };
        let read = |item: &Item| {
            check_version(item)?;
            get_text(item, "version").map(str::to_owned)
        };
        Ok(Some(OpenPage { record, version: found.get(&page).map(read).transpose()? }))
    }

    /// The store and the order as they are now, and whether the order's one-time link was taken. Nothing for a token
    /// that is not the store's, whatever is wrong with it.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn open_order(&self, token: &OrderToken) -> Result<Option<OpenOrder>, StoreError> {
        let pk = keys::order(&token.store, &token.order);
        let settings = (keys::settings(&token.store), keys::SETTINGS.to_owned());
        let [order, claimed] = [keys::ORDER, keys::CLAIMED].map(|sk| (pk.clone(), sk.to_owned()));
        let wanted = vec![settings.clone(), order.clone(), claimed.clone()];
        let found = self.batch_get(wanted, Fetch::Consistent).await?;
        let Some(record) = opened(found.get(&settings), token)? else { return Ok(None) };
        let Some(stored) = found.get(&order).map(StoredOrder::read).transpose()? else { return Ok(None) };
        Ok(Some(OpenOrder { record, stored, claimed: found.contains_key(&claimed) }))
    }

    /// An order as it is now.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn order(&self, store: &StoreId, order: &OrderId) -> Result<Option<StoredOrder>, StoreError> {
        let wanted = (keys::order(store, order), keys::ORDER.to_owned());
        let found = self.batch_get(vec![wanted.clone()], Fetch::Consistent).await?;
        found.get(&wanted).map(StoredOrder::read).transpose()
    }

    /// Takes an order's one-time link; `false` if somebody has taken it. A write whose answer was lost is recognised
    /// when it is sent again.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn claim_page(&self, store: &StoreId, order: &OrderId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mine = ChangeId::generate()?;
        let mut item = keyed(keys::order(store, order), keys::CLAIMED);
        item.insert("by".to_owned(), text(mine.as_str()));
        item.insert("at".to_owned(), text(keys::instant(now)));
        let there = self.put_if_none(item).await?;
        Ok(there.is_none_or(|there| get_text(&there, "by").is_ok_and(|by| by == mine.as_str())))
    }

    /// Counts a try at something, which no key of the table names; `false` if it is one too many. It writes once,
    /// whatever comes of it, and forgets when the window is over.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn count_try(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        at: &str,
        limit: Limit,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let pk = keys::tries(store, &secret.hash("tries", at));
        let sk = keys::window(limit.window.num_seconds(), now);
        let request = self
            .update_one(key(pk, sk))
            .update_expression("SET v = :v, #ttl = :ttl ADD tries :one")
            .condition_expression("attribute_not_exists(tries) OR tries < :most")
            .expression_attribute_names("#ttl", "ttl")
            .expression_attribute_values(":v", number(crate::item::VERSION))
            .expression_attribute_values(":ttl", number((now + limit.window).timestamp()))
            .expression_attribute_values(":one", AttributeValue::N("1".to_owned()))
            .expression_attribute_values(":most", number(limit.most));
        Ok(self.written_if(request.send().await)?.is_some())
    }
}

/// The store, if a token is its own. A token of no store takes as long to refuse.
fn opened(settings: Option<&Item>, token: &OrderToken) -> Result<Option<StoreRecord>, StoreError> {
    let record = settings.map(StoreRecord::read).transpose()?;
    let secret = record.as_ref().map_or_else(StoreSecret::of_nobody, |record| record.secret.clone());
    let own = secret.made(token);
    Ok(record.filter(|_| own))
}
