//! The whole system in one process, on one machine: an embedded DynamoDB and its stream, the routes, the schedules,
//! and the very handlers that run in production.
//!
//! What there is — tables, indexes, routes, schedules — is read from `infra/template.yaml`. There is no second
//! list of these here, and production code has no local mode: it is only given another table and another clock.

pub mod background;
pub mod carrier;
pub mod clock;
mod data;
pub mod demo;
pub mod door;
pub mod engine;
pub mod error;
pub mod functions;
pub mod gateway;
pub mod options;
pub mod outbox;
pub mod pattern;
pub mod schedules;
mod stream;
pub mod streams;
pub mod system;
pub mod template;
pub mod topics;
mod wire;

pub use carrier::{CarrierOptions, LocalCarrier};
pub use error::LocalError;
pub use options::Options;
pub use outbox::{Outbox, OutboxOptions};
pub use system::System;
