//! What SES says of a mail later: it came back, or was called unwanted; and who is sent no more mail.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use waybill_domain::id::{MessageId, OrderId, StoreId};
use waybill_domain::text::EmailAddress;

use super::Outcome;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{get_instant, get_text, keyed, text};
use crate::keys;
use crate::secret::StoreSecret;
use crate::write::{ChangeId, WriteContext};

/// Why a store sends an address no more mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// What SES said of it, in words.
    pub why: String,
    /// When.
    pub at: DateTime<Utc>,
}

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

    /// Why an address is sent no more mail, if it is not: mail to it came back, or its owner called it unwanted.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn suppression(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        address: &EmailAddress,
    ) -> Result<Option<Suppression>, StoreError> {
        let wanted = (suppressed(store, secret, address), keys::SUPPRESSED.to_owned());
        let found = self.batch_get(vec![wanted], Fetch::Consistent).await?;
        let read = |item| Ok(Suppression { why: get_text(item, "why")?.to_owned(), at: get_instant(item, "at")? });
        found.values().next().map(read).transpose()
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

    /// Sends mail of this store to an address again, and writes down what came of the request.
    ///
    /// # Errors
    /// [`StoreError::LostRace`] when the request's key has been used meanwhile.
    pub async fn lift_suppression(
        &self,
        address: &EmailAddress,
        id: &ChangeId,
        context: &WriteContext<'_>,
    ) -> Result<(), StoreError> {
        let pk = suppressed(context.store, &context.record.secret, address);
        let lifted = self.delete(pk, keys::SUPPRESSED.to_owned())?;
        let items = std::iter::once(lifted).chain(self.request(context)?).collect();
        self.transact(items, id.as_str()).await
    }
}

fn suppressed(store: &StoreId, secret: &StoreSecret, address: &EmailAddress) -> String {
    keys::suppressed(store, &secret.hash("suppressed email", &address.folded()))
}
