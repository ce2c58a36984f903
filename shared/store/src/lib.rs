//! How orders are kept in DynamoDB: one table, an item collection per order.
//!
//! Every action is one consistent `BatchGetItem` ([`Store::read`]), a decision, and one `TransactWriteItems`
//! ([`Store::write`]) that is conditional on what was read. Nothing scans. What can go wrong in a store —
//! conditions, indexes, paging — is tested on a real DynamoDB API, so this is one concrete type.

mod batch;
mod connect;
mod item;
mod keys;
mod meter;
mod single;

pub mod access;
pub mod count;
pub mod due;
pub mod error;
pub mod lease;
pub mod list;
pub mod lookup;
pub mod message;
pub mod page;
pub mod parcel;
pub mod read;
pub mod request;
pub mod search;
pub mod secret;
pub mod tally;
pub mod template;
pub mod timeline;
pub mod untold;
pub mod vault;
pub mod write;

pub use connect::Store;
pub use error::StoreError;
pub use meter::Units;
