//! What is known of the order's payment, and from whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the payment stands, and who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// How it stands.
    pub status: PaymentStatus,
    /// Who says so.
    #[serde(default)]
    pub source: PaymentSource,
}

impl Payment {
    /// Whether the merchant has the money.
    #[must_use]
    pub fn is_paid(self) -> bool {
        self.status == PaymentStatus::Paid
    }
}

/// What is said of a payment: who says so, only if it is another than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentReport {
    /// How it stands.
    pub status: PaymentStatus,
    /// Who says so; unchanged, if absent.
    #[serde(default)]
    pub source: Option<PaymentSource>,
}

impl PaymentReport {
    /// The payment as it is after the report.
    #[must_use]
    pub fn on(self, known: Payment) -> Payment {
        Payment { status: self.status, source: self.source.unwrap_or(known.source) }
    }
}

/// How a payment stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Not paid yet.
    #[default]
    Pending,
    /// Paid.
    Paid,
    /// Paid back.
    Refunded,
    /// Given up.
    Voided,
}

/// Who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentSource {
    /// The payment provider.
    #[default]
    Gateway,
    /// The merchant, by hand (N8).
    MarkedAsPaid,
}
