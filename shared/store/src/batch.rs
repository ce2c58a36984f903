//! A batch of items by their keys.

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_dynamodb::types::{KeysAndAttributes, ReturnConsumedCapacity};

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, get_text, key};

/// How often what a batch leaves unprocessed is asked for again, each after a pause twice as long.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(25);

/// What of an item a list shows.
const SUMMARY: &str = "pk, sk, v, summary";

/// What to fetch of each item of a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fetch {
    /// All of it, as it is now.
    Consistent,
    /// All of it, as it was a moment ago: at half the price.
    Trailing,
    /// The summary, as it was a moment ago.
    Summaries,
    /// The summary, as it is now.
    FreshSummaries,
}

impl Store {
    /// Opens the connection with one cheap read of nothing, while a function starts at full speed. Whether it
    /// was answered shows with the first request.
    pub async fn warm_up(&self) {
        let nothing = ("warm-up".to_owned(), "warm-up".to_owned());
        let _ = self.batch_get(vec![nothing], Fetch::Summaries).await;
    }

    /// At most 100 items by their keys; those that exist.
    pub(crate) async fn batch_get(
        &self,
        wanted: Vec<(String, String)>,
        fetch: Fetch,
    ) -> Result<HashMap<(String, String), Item>, StoreError> {
        let keys = wanted.into_iter().map(|(pk, sk)| key(pk, sk)).collect();
        let keys = KeysAndAttributes::builder().set_keys(Some(keys));
        let keys = match fetch {
            Fetch::Consistent => keys.consistent_read(true),
            Fetch::Trailing => keys,
            Fetch::Summaries => keys.projection_expression(SUMMARY),
            Fetch::FreshSummaries => keys.projection_expression(SUMMARY).consistent_read(true),
        };
        let keys = keys.build();
        let mut left =
            HashMap::from([(self.table.to_string(), keys.map_err(|error| StoreError::Refused(error.into()))?)]);
        let mut found = HashMap::new();
        let mut without_progress = 0;
        while without_progress < TRIES {
            if without_progress > 0 {
                tokio::time::sleep(PAUSE * 2_u32.pow(without_progress)).await;
            }
            let before = found.len();
            let request = self.client.batch_get_item().set_request_items(Some(left));
            let request = request.return_consumed_capacity(ReturnConsumedCapacity::Total);
            let answer = request.send().await.map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity());
            for item in answer.responses.unwrap_or_default().into_values().flatten() {
                found.insert((get_text(&item, "pk")?.to_owned(), get_text(&item, "sk")?.to_owned()), item);
            }
            left = answer.unprocessed_keys.unwrap_or_default();
            if left.is_empty() {
                return Ok(found);
            }
            // An answer holds at most 16 MB: what is left of a large batch is no sign of a busy table.
            without_progress = if found.len() > before { 0 } else { without_progress + 1 };
        }
        Err(StoreError::Throttled("the table left a part of every batch unprocessed".into()))
    }
}
