//! What stands in the table, read past the system: a test looks whether anything was written, and what.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use waybill_local::engine::{TABLE, client};
use waybill_tests::Shop;

/// A shop's table.
pub struct Table(Client);

/// An item, each of its attributes as text.
pub type Item = BTreeMap<String, String>;

impl Table {
    pub async fn of(shop: &Shop) -> Self {
        Self(client(shop.system.dynamodb()).await)
    }

    /// Every item of every store, sorted by its key.
    pub async fn items(&self) -> Vec<Item> {
        let mut items = Vec::new();
        let mut after = None;
        loop {
            let scan = self.0.scan().table_name(TABLE).consistent_read(true).set_exclusive_start_key(after);
            let page = scan.send().await.expect("a page of the table");
            let as_text = |item: std::collections::HashMap<String, _>| {
                item.into_iter().map(|(name, value)| (name, format!("{value:?}"))).collect()
            };
            items.extend(page.items.unwrap_or_default().into_iter().map(as_text));
            after = page.last_evaluated_key;
            if after.is_none() {
                break;
            }
        }
        items.sort_by_key(|item: &Item| (item.get("pk").cloned(), item.get("sk").cloned()));
        items
    }

    /// The items in which a text occurs, in a key or in a value.
    pub async fn items_with(&self, text: &str) -> Vec<Item> {
        let mut items = self.items().await;
        items.retain(|item| item.values().any(|value| value.contains(text)));
        items
    }

    /// Makes an item one of a version that nobody knows.
    pub async fn damage(&self, pk: &str, sk: &str) {
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let update = self.0.update_item().table_name(TABLE).key("pk", text(pk)).key("sk", text(sk));
        let update = update.update_expression("SET v = :v").condition_expression("attribute_exists(pk)");
        update.expression_attribute_values(":v", AttributeValue::N("99".to_owned())).send().await.expect("an item");
    }
}
