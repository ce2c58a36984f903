//! What a store's requests cost, as DynamoDB says with every answer.

use std::sync::atomic::{AtomicU64, Ordering};

use aws_sdk_dynamodb::types::ConsumedCapacity;

/// Requests, and capacity units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Units {
    /// Requests answered.
    pub requests: u64,
    /// Read capacity units.
    pub read: f64,
    /// Write capacity units.
    pub write: f64,
}

/// Counts in halves, because an eventually consistent read costs half a unit.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    requests: AtomicU64,
    read_halves: AtomicU64,
    write_halves: AtomicU64,
}

impl Meter {
    pub(crate) fn read(&self, consumed: &[ConsumedCapacity]) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.read_halves.fetch_add(halves(consumed), Ordering::Relaxed);
    }

    pub(crate) fn wrote(&self, consumed: &[ConsumedCapacity]) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.write_halves.fetch_add(halves(consumed), Ordering::Relaxed);
    }

    #[expect(clippy::cast_precision_loss, reason = "an invocation uses thousands of units, not 2^52")]
    pub(crate) fn units(&self) -> Units {
        Units {
            requests: self.requests.load(Ordering::Relaxed),
            read: self.read_halves.load(Ordering::Relaxed) as f64 / 2.0,
            write: self.write_halves.load(Ordering::Relaxed) as f64 / 2.0,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "capacity is a small positive number")]
fn halves(consumed: &[ConsumedCapacity]) -> u64 {
    (consumed.iter().filter_map(ConsumedCapacity::capacity_units).sum::<f64>() * 2.0).round() as u64
}
