//! What can go wrong with the local run.

use waybill_store::StoreError;

/// Why the local run cannot start, or go on.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// A file, or the network of this machine.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What came of it.
        source: std::io::Error,
    },
    /// Another one runs on the same data.
    #[error("{0} is used by another run: stop that one, or choose another folder with --data")]
    InUse(String),
    /// Data of an earlier version.
    #[error(
        "{0} was made by a version with another table: forget it with --fresh, or choose another folder with --data"
    )]
    OtherTable(String),
    /// A port that another program has.
    #[error("port {0} is taken: stop what listens there, or choose another with --port")]
    PortTaken(u16),
    /// The template says something that the local run does not know.
    #[error("infra/template.yaml: {0}")]
    Template(String),
    /// The embedded DynamoDB.
    #[error("the embedded DynamoDB: {0}")]
    Engine(String),
    /// The table.
    #[error("the table: {0}")]
    Store(#[from] StoreError),
    /// The carrier that parcels are followed at.
    #[error("the local carrier: {0}")]
    Carrier(String),
    /// The sample orders.
    #[error("a sample order was not taken: {0}")]
    Demo(String),
    /// The key that was given.
    #[error("--api-key {0}")]
    ApiKey(String),
}

impl LocalError {
    /// What was tried, for an error of the operating system.
    pub fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
