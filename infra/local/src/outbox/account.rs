//! The account at SES: who may send, the configuration sets, and the addresses that get nothing more.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What SES knows of its customer.
#[derive(Debug)]
pub struct Account {
    verified_senders: Vec<String>,
    configuration_sets: Vec<String>,
    suppressed: BTreeMap<String, Suppressed>,
}

/// An address on the suppression list.
#[derive(Clone, Copy, Debug)]
pub struct Suppressed {
    /// Why it is there.
    pub reason: Reason,
    /// Since when.
    pub at: DateTime<Utc>,
}

/// Why an address is on the suppression list.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Reason {
    /// A message to it bounced for good.
    Bounce,
    /// Its owner complained.
    Complaint,
}

impl Account {
    /// An account with these identities and configuration sets.
    #[must_use]
    pub fn new(verified_senders: &[String], configuration_sets: Vec<String>) -> Self {
        let verified_senders = verified_senders.iter().map(|identity| identity.to_lowercase()).collect();
        Self { verified_senders, configuration_sets, suppressed: BTreeMap::new() }
    }

    /// Whether mail may be sent from an address: it, its domain, or a domain above that is verified.
    #[must_use]
    pub fn may_send_from(&self, address: &str) -> bool {
        let address = address.to_lowercase();
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        self.verified_senders.iter().any(|identity| {
            let below = domain.strip_suffix(identity.as_str());
            *identity == address || below.is_some_and(|below| below.is_empty() || below.ends_with('.'))
        })
    }

    /// Whether there is such a configuration set.
    #[must_use]
    pub fn has_configuration_set(&self, name: &str) -> bool {
        self.configuration_sets.iter().any(|set| set == name)
    }

    /// Puts an address on the suppression list.
    pub fn suppress(&mut self, address: &str, reason: Reason, at: DateTime<Utc>) {
        self.suppressed.insert(address.to_lowercase(), Suppressed { reason, at });
    }

    /// The address's place on the suppression list, if it has one.
    #[must_use]
    pub fn suppressed(&self, address: &str) -> Option<Suppressed> {
        self.suppressed.get(&address.to_lowercase()).copied()
    }

    /// Takes an address off the suppression list, and says whether it was there.
    pub fn forgive(&mut self, address: &str) -> bool {
        self.suppressed.remove(&address.to_lowercase()).is_some()
    }
}
