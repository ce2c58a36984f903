//! The table's stream as the engine keeps it: its records, oldest first.

use std::sync::{Arc, OnceLock};

use dynoxide::actions::describe_stream::DescribeStreamRequest;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::actions::list_streams::ListStreamsRequest;
use dynoxide::{Database, DynoxideError};
use serde_json::{Value, json};

use crate::error::LocalError;

/// Records read at once: what the engine gives at the most.
const READ: usize = 1_000;

/// The embedded engine's stream of the table. It has one shard, for ever.
#[derive(Clone)]
pub struct Stream {
    database: Database,
    table: &'static str,
    /// The stream's name, and its shard's, once they were looked up: that takes longer with every record.
    found: Arc<OnceLock<(String, String)>>,
}

impl Stream {
    pub(crate) fn of(database: Database, table: &'static str) -> Self {
        Self { database, table, found: Arc::default() }
    }

    /// Some records after a place, oldest first, as Lambda hands them over.
    ///
    /// # Errors
    /// When the engine cannot read it.
    pub(crate) fn records(&self, after: Option<&str>) -> Result<Vec<Value>, LocalError> {
        let (stream_arn, shard_id) = self.names()?;
        let kind = if after.is_some() { "AFTER_SEQUENCE_NUMBER" } else { "TRIM_HORIZON" };
        let request = GetShardIteratorRequest {
            stream_arn: stream_arn.clone(),
            shard_id,
            shard_iterator_type: kind.to_owned(),
            sequence_number: after.map(str::to_owned),
        };
        let iterator = self.database.get_shard_iterator(request).map_err(failed)?.shard_iterator;
        let request = GetRecordsRequest { shard_iterator: iterator.unwrap_or_default(), limit: Some(READ) };
        let records = self.database.get_records(request).map_err(failed)?.records;
        let record = |record| {
            let mut record = serde_json::to_value(record).map_err(|error| LocalError::Engine(error.to_string()))?;
            if let Some(fields) = record.as_object_mut() {
                fields.insert("eventSourceARN".to_owned(), json!(stream_arn));
            }
            Ok(record)
        };
        records.into_iter().map(record).collect()
    }

    fn names(&self) -> Result<(String, String), LocalError> {
        if let Some(names) = self.found.get() {
            return Ok(names.clone());
        }
        let missing = |what: &str| LocalError::Engine(format!("the table has no {what}"));
        let request = ListStreamsRequest { table_name: Some(self.table.to_owned()), ..ListStreamsRequest::default() };
        let stream = self.database.list_streams(request).map_err(failed)?.streams.into_iter().next();
        let stream_arn = stream.ok_or_else(|| missing("stream"))?.stream_arn;
        let request = DescribeStreamRequest { stream_arn: stream_arn.clone(), ..DescribeStreamRequest::default() };
        let described = self.database.describe_stream(request).map_err(failed)?.stream_description;
        let shard = described.shards.into_iter().next().ok_or_else(|| missing("shard of a stream"))?;
        Ok(self.found.get_or_init(|| (stream_arn, shard.shard_id)).clone())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` hands it over")]
fn failed(error: DynoxideError) -> LocalError {
    LocalError::Engine(error.to_string())
}
