//! The table's stream: a batch of records in, and out the places of those that are to come again.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::schedule::Report;

/// A batch of the stream's records, as Lambda hands it over.
#[derive(Clone, Debug, Deserialize)]
pub struct StreamEvent {
    /// Oldest first within a shard.
    #[serde(rename = "Records")]
    pub records: Vec<StreamRecord>,
}

/// What became of an item.
#[derive(Clone, Debug, Deserialize)]
pub struct StreamRecord {
    /// Its key, its image, its place.
    pub dynamodb: ItemChange,
}

/// An item as it was written, in DynamoDB's JSON, and the record's place in the stream.
#[derive(Clone, Debug, Deserialize)]
pub struct ItemChange {
    /// The item; nothing, if it was removed.
    #[serde(rename = "NewImage", default)]
    pub new_image: Value,
    /// Tells the record from all others of its shard.
    #[serde(rename = "SequenceNumber")]
    pub sequence_number: String,
}

/// What Lambda is answered: it hands over again what failed, and what came after it.
#[derive(Debug, Default, Serialize)]
pub struct BatchAnswer {
    /// The records that are to come again; all others are done.
    #[serde(rename = "batchItemFailures")]
    pub failures: Vec<BatchItemFailure>,
    /// What was done, for the log.
    #[serde(skip)]
    pub report: Report,
    /// Why the first record failed, if one did.
    #[serde(skip)]
    pub failure: Option<BoxError>,
}

/// A record that is to come again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BatchItemFailure {
    /// Its place in the stream.
    #[serde(rename = "itemIdentifier")]
    pub sequence_number: String,
}

/// Whatever went wrong.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl BatchAnswer {
    /// An answer that hands nothing back yet.
    #[must_use]
    pub fn of(event: &StreamEvent) -> Self {
        Self { report: Report { due: event.records.len(), ..Report::default() }, ..Self::default() }
    }

    /// Notes that a record is to come again, and why.
    pub fn fail(&mut self, sequence_number: String, error: impl Into<BoxError>) {
        self.failures.push(BatchItemFailure { sequence_number });
        self.report.left += 1;
        self.failure.get_or_insert(error.into());
    }
}
