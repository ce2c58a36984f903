//! Stores' own templates: large texts, each an item of its own beside the settings, written with them.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::TransactWriteItem;
use waybill_domain::id::StoreId;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::settings::TemplateChanges;
use waybill_domain::template::Template;

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{check_version, get_json, json, keyed};
use crate::keys;
use crate::write::Condition;

/// A store's own templates.
pub type Templates = BTreeMap<(Kind, Channel), Template>;

impl Store {
    /// A store's own template for a kind of message over a channel, if it has one.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn template(
        &self,
        store: &StoreId,
        kind: Kind,
        channel: Channel,
    ) -> Result<Option<Template>, StoreError> {
        Ok(self.read_templates(store, [(kind, channel)]).await?.remove(&(kind, channel)))
    }

    /// All of a store's own templates.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn all_templates(&self, store: &StoreId) -> Result<Templates, StoreError> {
        let possible = Kind::ALL.into_iter().flat_map(|kind| Channel::ALL.map(|channel| (kind, channel)));
        self.read_templates(store, possible.filter(|(kind, channel)| kind.goes_by(*channel))).await
    }

    async fn read_templates(
        &self,
        store: &StoreId,
        wanted: impl IntoIterator<Item = (Kind, Channel)>,
    ) -> Result<Templates, StoreError> {
        let key = |kind, channel| (keys::settings(store), keys::template(kind, channel));
        let wanted: Vec<_> = wanted.into_iter().map(|(kind, channel)| (kind, channel, key(kind, channel))).collect();
        let found = self.batch_get(wanted.iter().map(|(_, _, key)| key.clone()).collect(), Fetch::Consistent).await?;
        let mut templates = Templates::new();
        for (kind, channel, key) in wanted {
            if let Some(item) = found.get(&key) {
                check_version(item)?;
                templates.insert((kind, channel), get_json(item, "template")?);
            }
        }
        Ok(templates)
    }

    /// What a change of the settings writes of templates.
    pub(crate) fn templates(
        &self,
        store: &StoreId,
        changes: &TemplateChanges,
    ) -> Result<Vec<TransactWriteItem>, StoreError> {
        let all =
            changes.iter().flat_map(|(kind, channels)| channels.iter().map(move |(channel, to)| (*kind, *channel, to)));
        let write = |(kind, channel, to): (Kind, Channel, &Option<Template>)| {
            let (pk, sk) = (keys::settings(store), keys::template(kind, channel));
            let Some(template) = to else { return self.delete(pk, sk) };
            let mut item = keyed(pk, sk);
            item.insert("template".to_owned(), json(template)?);
            self.put(item, Condition::Always)
        };
        all.map(write).collect()
    }
}
