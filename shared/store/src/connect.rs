//! The way to the table.

use std::sync::Arc;
use std::time::Duration;

use aws_config::{BehaviorVersion, timeout::TimeoutConfig};
use aws_sdk_dynamodb::Client;

use crate::meter::{Meter, Units};

/// The SDK has no time-outs of its own. A connection is local to the region; an attempt may wait behind a
/// throttled partition; three attempts and their pauses fit the operation.
const CONNECT: Duration = Duration::from_secs(1);
const ATTEMPT: Duration = Duration::from_secs(2);
const OPERATION: Duration = Duration::from_secs(5);

/// The table. Cheap to clone: clones share the connection, and count their units together.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) client: Client,
    pub(crate) table: Arc<str>,
    pub(crate) meter: Arc<Meter>,
}

impl Store {
    /// The table that the environment names: `WAYBILL_TABLE`, and the standard `AWS_…` variables.
    pub async fn from_env() -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(CONNECT)
            .operation_attempt_timeout(ATTEMPT)
            .operation_timeout(OPERATION)
            .build();
        let config = aws_config::defaults(BehaviorVersion::latest()).timeout_config(timeouts).load().await;
        let table = std::env::var("WAYBILL_TABLE").unwrap_or_else(|_| "waybill".to_owned());
        Self::new(Client::new(&config), &table)
    }

    /// A table by its name.
    #[must_use]
    pub fn new(client: Client, table: &str) -> Self {
        Self { client, table: table.into(), meter: Arc::default() }
    }

    /// The same table, with a count of its own.
    #[must_use]
    pub fn metered(&self) -> Self {
        Self { meter: Arc::default(), ..self.clone() }
    }

    /// What this store and its clones have used so far.
    #[must_use]
    pub fn units(&self) -> Units {
        self.meter.units()
    }
}
