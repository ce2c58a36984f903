//! What the service keeps: of each account its registrations, its quota and where it wants to be told; and of each
//! number when it was first heard of. Written down whole, so that a file is never half old.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::refusals::NumberRefused;
use super::registration::Registration;
use crate::error::LocalError;

/// Accounts that are kept; whoever comes later has no key.
const ACCOUNTS: usize = 1_000;

/// All accounts.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Books {
    accounts: BTreeMap<String, Account>,
    first_registered: FirstRegistered,
}

/// When anyone first registered each number: its journey began then, for everyone.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FirstRegistered(BTreeMap<String, DateTime<Utc>>);

/// One account: what is known by one token.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Account {
    /// Where it is pushed to, if it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webhook: Option<String>,
    /// Registrations that it has paid for, deleted ones with them.
    #[serde(default)]
    pub quota_used: u32,
    /// Those of a day.
    #[serde(default)]
    used_on: Option<(NaiveDate, u32)>,
    /// Its registrations by number: one for each carrier.
    #[serde(default)]
    registrations: BTreeMap<String, Vec<Registration>>,
}

impl Books {
    /// What was kept in a file, or nothing yet.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(path: &Path) -> Result<Self, LocalError> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let what = || format!("{} cannot be read: delete it, and the local carrier begins anew", path.display());
        let text = std::fs::read(path).map_err(LocalError::io(what()))?;
        serde_json::from_slice(&text).map_err(|error| LocalError::io(what())(error.into()))
    }

    /// The account of a token; opened, if there is none and there may be one more.
    pub fn open(&mut self, token: &str) -> Option<(&mut Account, &mut FirstRegistered)> {
        if self.accounts.len() >= ACCOUNTS && !self.accounts.contains_key(token) {
            return None;
        }
        Some((self.accounts.entry(token.to_owned()).or_default(), &mut self.first_registered))
    }

    /// The account of a token, if it is open.
    pub fn account(&mut self, token: &str) -> Option<&mut Account> {
        self.accounts.get_mut(token)
    }

    /// All accounts, by token.
    pub fn accounts(&mut self) -> impl Iterator<Item = (&String, &mut Account)> {
        self.accounts.iter_mut()
    }
}

impl FirstRegistered {
    /// When a number was first registered: now, if it never was.
    pub fn of(&mut self, number: &str, now: DateTime<Utc>) -> DateTime<Utc> {
        *self.0.entry(number.to_owned()).or_insert(now)
    }
}

impl Account {
    /// Registers a number.
    pub fn register(&mut self, registration: Registration) {
        let today = registration.registered_at.date_naive();
        self.used_on = Some((today, self.used_today(today) + 1));
        self.quota_used += 1;
        self.registrations.entry(registration.number.clone()).or_default().push(registration);
    }

    /// What it has used of its quota on a day.
    #[must_use]
    pub fn used_today(&self, today: NaiveDate) -> u32 {
        self.used_on.filter(|(day, _)| *day == today).map_or(0, |(_, used)| used)
    }

    /// Whether a number is registered, with a carrier if one is named.
    #[must_use]
    pub fn has(&self, number: &str, carrier: Option<u32>) -> bool {
        self.find(number, carrier).is_ok()
    }

    /// How many registrations a number has.
    #[must_use]
    pub fn registrations_of(&self, number: &str) -> usize {
        self.registrations.get(number).map_or(0, Vec::len)
    }

    /// A number's registration with a carrier; its first one, if none is named.
    ///
    /// # Errors
    /// [`NumberRefused::NotRegistered`].
    pub fn find(&self, number: &str, carrier: Option<u32>) -> Result<&Registration, NumberRefused> {
        let mut all = self.registrations.get(number).into_iter().flatten();
        let found = all.find(|one| carrier.is_none_or(|carrier| carrier == one.carrier));
        found.ok_or_else(|| NumberRefused::NotRegistered(number.to_owned()))
    }

    /// The same, to be changed: what is to be pushed of it is found out anew.
    ///
    /// # Errors
    /// [`NumberRefused::NotRegistered`].
    pub fn change(&mut self, number: &str, carrier: Option<u32>) -> Result<&mut Registration, NumberRefused> {
        let mut all = self.registrations.get_mut(number).into_iter().flatten();
        let found = all.find(|one| carrier.is_none_or(|carrier| carrier == one.carrier));
        let found = found.ok_or_else(|| NumberRefused::NotRegistered(number.to_owned()))?;
        found.wake();
        Ok(found)
    }

    /// Forgets a number's registration with a carrier; its first one, if none is named.
    ///
    /// # Errors
    /// [`NumberRefused::NotRegistered`].
    pub fn delete(&mut self, number: &str, carrier: Option<u32>) -> Result<Registration, NumberRefused> {
        let found = self.find(number, carrier)?.clone();
        if let Some(all) = self.registrations.get_mut(number) {
            all.retain(|one| one.carrier != found.carrier);
            if all.is_empty() {
                self.registrations.remove(number);
            }
        }
        Ok(found)
    }

    /// All registrations, by number.
    pub fn registrations(&self) -> impl Iterator<Item = &Registration> {
        self.registrations.values().flatten()
    }

    /// All registrations, to be looked through for what is to be pushed.
    pub fn registrations_mut(&mut self) -> impl Iterator<Item = &mut Registration> {
        self.registrations.values_mut().flatten()
    }
}
