//! What SES says of a mail later: it came back, or was called unwanted; and who is sent no more mail.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use waybill_domain::id::{MessageId, OrderId, StoreId};
use waybill_domain::text::EmailAddress;

use super::Outcome;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{keyed, text};
use crate::keys;
use crate::secret::StoreSecret;

impl Store {
    /// Notes what a mail's own service said of it later: that it came back, or was called unwanted. `false` where there
    /// is no such message, or it was never given to anyone.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn came_back(
        &self,
        store: &StoreId,
        order: &OrderId,
        id: MessageId,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let (pk, sk) = (keys::order(store, order), keys::message(id));
        let was_given = ("attribute_exists(claim)", HashMap::new());
        self.note_outcome((&pk, &sk), was_given, Outcome::Failed, Some(why), now).await
    }

    /// Whether mail to an address came back, or its owner called it unwanted.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn is_suppressed(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        address: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let wanted = (suppressed(store, secret, address), keys::SUPPRESSED.to_owned());
        Ok(!self.batch_get(vec![wanted], Fetch::Consistent).await?.is_empty())
    }

    /// Sends no more mail of this store to an address.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn suppress(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        address: &EmailAddress,
        why: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut item = keyed(suppressed(store, secret, address), keys::SUPPRESSED);
        item.insert("why".to_owned(), text(why));
        item.insert("at".to_owned(), text(keys::instant(now)));
        self.put_if_none(item).await.map(|_| ())
    }
}

fn suppressed(store: &StoreId, secret: &StoreSecret, address: &EmailAddress) -> String {
    keys::suppressed(store, &secret.hash("suppressed email", &address.folded()))
}
