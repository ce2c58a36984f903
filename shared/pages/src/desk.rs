//! The merchant's desk: what its pages show, as structs of the domain's own types, and their HTML.
//!
//! A page is read-only. Every form on it posts to the action's own route, with the token of the session, and comes
//! back to the page; what stood in its way is shown in the form itself ([`flash::Flash`]). What cannot be done now,
//! or by this key, has no button.

pub mod address;
pub mod flash;

mod chart;
mod codes;
mod form;
mod frame;
mod outcome;
mod says;

pub mod absent;
pub mod message;
pub mod messages;
pub mod monitoring;
pub mod order;
pub mod orders;
pub mod parcel;
pub mod settings;
pub mod sign_in;
pub mod slip;
pub mod template;
pub mod tracking;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use waybill_domain::scan::ScanTime;
use waybill_domain::settings::Settings;

use crate::words::Words;

use address::Address;
use flash::Flash;

/// Who sits at the desk, and what every page of it needs.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// In which language.
    pub words: Words,
    /// The store's settings.
    pub settings: &'a Settings,
    /// The name of the key that signed in.
    pub staff: &'a str,
    /// Its id, by which the script knows who has signed in again.
    pub key: &'a str,
    /// Whether that key may change anything.
    pub writes: bool,
    /// When.
    pub now: DateTime<Utc>,
    /// Where the page is, with its query: forms come back to it.
    pub address: &'a Address,
    /// The session's token, for forms.
    pub csrf: &'a str,
    /// Random text of this very page: what is sent twice from it is done once.
    pub nonce: &'a str,
    /// What stood in the way of the form that was sent last.
    pub flash: Option<&'a Flash>,
    /// The function that has just done what a form asked for.
    pub done: Option<&'a str>,
}

/// The pages of the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Orders.
    Orders,
    /// Tracking.
    Tracking,
    /// Monitoring.
    Monitoring,
    /// Messages.
    Messages,
    /// Settings.
    Settings,
}

impl Desk<'_> {
    /// The instant on the merchant's clock.
    fn clock(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        self.settings.time_zone.clock_at(at)
    }

    /// The same, as a time that is shown.
    fn time(&self, at: DateTime<Utc>) -> ScanTime {
        ScanTime::Instant(self.clock(at))
    }

    /// The merchant's day.
    fn today(&self) -> NaiveDate {
        self.settings.time_zone.day_of(self.now)
    }

    /// Whether the plan includes order tracking and monitoring (T11, M4).
    fn tracks(&self) -> bool {
        self.settings.plan.tracks()
    }
}
