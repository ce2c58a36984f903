//! What each end point does. A call names some numbers; each is answered for itself, and one that is refused
//! stands in no other's way.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use waybill_domain::carrier::Carrier;

use super::account::{Account, FirstRegistered};
use super::answers::{Done, Envelope, PAGE_SIZE, Part, Registered, Rejected, Tracked, listed};
use super::course::{Course, main_status};
use super::journeys::{Fault, Journeys};
use super::refusals::{CallRefused, NumberRefused};
use super::registration::{Particulars, Pushed, Registration};

/// Numbers of one call.
pub const PER_CALL: usize = 40;

/// How often a number's carrier may be changed.
const CARRIER_CHANGES: u8 = 5;

/// How long a number is, in letters and digits.
const NUMBER: std::ops::RangeInclusive<usize> = 5..=50;

/// What the service can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// Begin to follow numbers.
    Register,
    /// Where parcels are.
    GetTrackInfo,
    /// Which numbers are followed.
    GetTrackList,
    /// Follow numbers again that have stopped.
    Retrack,
    /// Stop following numbers.
    StopTrack,
    /// Forget numbers.
    DeleteTrack,
    /// Another carrier for a number.
    ChangeCarrier,
    /// Other texts for a number.
    ChangeInfo,
    /// What is left of what was paid for.
    GetQuota,
}

/// One call: by whom, and when.
#[derive(Debug)]
pub struct Desk<'a> {
    /// What becomes of parcels.
    pub journeys: &'a Journeys,
    /// Who calls.
    pub account: &'a mut Account,
    /// When numbers were first heard of.
    pub first_registered: &'a mut FirstRegistered,
    /// Registrations that an account may make, all in all.
    pub quota: u32,
    /// When.
    pub now: DateTime<Utc>,
}

/// A number of a call, as it was sent.
#[derive(Debug, Deserialize)]
struct Asked {
    number: Option<String>,
    carrier: Option<u32>,
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// Which numbers of the list are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    number: Option<String>,
    carrier: Option<u32>,
    tracking_status: Option<String>,
    package_status: Option<String>,
    page_no: Option<usize>,
    order_by: Option<String>,
}

impl Endpoint {
    /// The end point of an address's last word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "register" => Some(Self::Register),
            "gettrackinfo" => Some(Self::GetTrackInfo),
            "gettracklist" => Some(Self::GetTrackList),
            "retrack" => Some(Self::Retrack),
            "stoptrack" => Some(Self::StopTrack),
            "deletetrack" => Some(Self::DeleteTrack),
            "changecarrier" => Some(Self::ChangeCarrier),
            "changeinfo" => Some(Self::ChangeInfo),
            "getquota" => Some(Self::GetQuota),
            _ => None,
        }
    }

    /// Whether it changes nothing.
    #[must_use]
    pub fn only_reads(self) -> bool {
        matches!(self, Self::GetTrackInfo | Self::GetTrackList | Self::GetQuota)
    }
}

impl Desk<'_> {
    /// Answers a call.
    ///
    /// # Errors
    /// When the call as a whole is refused.
    pub fn answer(&mut self, endpoint: Endpoint, body: &[u8]) -> Result<String, CallRefused> {
        match endpoint {
            Endpoint::Register => Ok(each(all_of(body)?, |asked| self.register(asked))),
            Endpoint::GetTrackInfo => self.track_infos(body),
            Endpoint::GetTrackList => self.list(body),
            Endpoint::Retrack => Ok(each(all_of(body)?, |asked| self.retrack(asked))),
            Endpoint::StopTrack => Ok(each(all_of(body)?, |asked| self.stop(asked))),
            Endpoint::DeleteTrack => Ok(each(all_of(body)?, |asked| self.delete(asked))),
            Endpoint::ChangeCarrier => Ok(each(all_of(body)?, |asked| self.change_carrier(asked))),
            Endpoint::ChangeInfo => Ok(each(all_of(body)?, |asked| self.change_particulars(asked))),
            Endpoint::GetQuota => Ok(self.quota()),
        }
    }

    fn register(&mut self, asked: &Asked) -> Result<Registered, NumberRefused> {
        let number = asked.number()?;
        let carrier = self.carrier_of(&number, asked.carrier())?;
        let registration = Registration {
            carrier,
            final_carrier: asked.key("final_carrier").unwrap_or(0),
            registered_at: self.now,
            stopped_at: None,
            retracked_at: None,
            carrier_changes: 0,
            particulars: Particulars::of(&asked.more)?,
            pushes: Pushed::default(),
            known_since: self.first_registered.of(&number, self.now),
            number,
        };
        let given = |name: &str| registration.particulars.get(name).map(str::to_owned);
        let registered = Registered {
            origin: if asked.carrier().is_some() { 2 } else { 1 },
            number: registration.number.clone(),
            carrier,
            email: given("email"),
            tag: given("tag"),
            lang: given("lang"),
        };
        self.account.register(registration);
        Ok(registered)
    }

    /// The carrier with which a number may be registered: the one that is named, else the one that is detected.
    fn carrier_of(&self, number: &str, named: Option<u32>) -> Result<u32, NumberRefused> {
        if let Some(unknown) = named.filter(|key| !self.is_carrier(*key)) {
            return Err(NumberRefused::Carrier(unknown));
        }
        if self.account.has(number, named) {
            return Err(NumberRefused::AlreadyRegistered(number.to_owned()));
        }
        if self.account.quota_used >= self.quota {
            return Err(NumberRefused::QuotaExhausted);
        }
        let script = self.course(number, self.now)?.script;
        let detected = (!script.undetectable).then_some(script.carrier);
        named.or(detected).ok_or_else(|| NumberRefused::Undetectable(number.to_owned()))
    }

    /// Where parcels are; nothing, while the service cannot be reached for one of them.
    fn track_infos(&self, body: &[u8]) -> Result<String, CallRefused> {
        let all = all_of(body)?;
        for asked in &all {
            let number = asked.number().ok();
            let registration = number.and_then(|number| self.account.find(&number, asked.carrier()).ok());
            let course = registration.and_then(|known| self.course(&known.number, known.known_since).ok());
            match course.and_then(|course| course.fault(self.now)) {
                None => {}
                Some(Fault::TooOften) => return Err(CallRefused::TooOften),
                Some(Fault::Unavailable) => return Err(CallRefused::Unavailable),
            }
        }
        Ok(each(all, |asked| self.track_info(asked)))
    }

    fn track_info(&self, asked: &Asked) -> Result<Tracked<'_>, NumberRefused> {
        let registration = self.account.find(&asked.number()?, asked.carrier())?;
        let course = self.course(&registration.number, registration.known_since)?;
        let as_of = registration.as_of(&course, self.now);
        if as_of < course.first_result_at() {
            return Err(NumberRefused::NoInformation);
        }
        Ok(Tracked::of(self.journeys, registration, &course, as_of))
    }

    fn list(&self, body: &[u8]) -> Result<String, CallRefused> {
        let wanted: Wanted = match body {
            [] => Wanted::default(),
            body => serde_json::from_slice(body).map_err(|_| CallRefused::Unreadable)?,
        };
        let mut found: Vec<_> = self.account.registrations().filter(|one| self.is_wanted(one, &wanted)).collect();
        found.sort_by_key(|one| one.registered_at);
        if wanted.order_by.as_deref() != Some("RegisterTimeAsc") {
            found.reverse();
        }
        let page_no = wanted.page_no.unwrap_or(1).max(1);
        let shown = found.iter().skip((page_no - 1).saturating_mul(PAGE_SIZE)).take(PAGE_SIZE);
        let shown = shown.filter_map(|one| {
            let course = self.course(&one.number, one.known_since).ok()?;
            Some(listed(self.journeys, one, &course, self.now))
        });
        Ok(Envelope::page(shown.collect(), Part::of(page_no, found.len())).written())
    }

    fn is_wanted(&self, one: &Registration, wanted: &Wanted) -> bool {
        let Ok(course) = self.course(&one.number, one.known_since) else { return false };
        let numbers = wanted.number.as_ref();
        if numbers.is_some_and(|numbers| !numbers.split(',').any(|number| number.trim() == one.number)) {
            return false;
        }
        let status = if one.stops_at(&course) <= self.now { "Stopped" } else { "Tracking" };
        let package = main_status(course.status(one.as_of(&course, self.now)));
        wanted.carrier.is_none_or(|carrier| carrier == one.carrier)
            && wanted.tracking_status.as_deref().is_none_or(|wanted| wanted == status)
            && wanted.package_status.as_deref().is_none_or(|wanted| wanted == package)
    }

    fn stop(&mut self, asked: &Asked) -> Result<Done, NumberRefused> {
        let (now, number) = (self.now, asked.number()?);
        let stops_at = self.stops_at(&number, asked.carrier())?;
        let registration = self.account.change(&number, asked.carrier())?;
        if stops_at <= now {
            return Err(NumberRefused::NotTracked);
        }
        registration.stopped_at = Some(now);
        Ok(Done::of(registration))
    }

    fn retrack(&mut self, asked: &Asked) -> Result<Done, NumberRefused> {
        let (now, number) = (self.now, asked.number()?);
        let stops_at = self.stops_at(&number, asked.carrier())?;
        let registration = self.account.change(&number, asked.carrier())?;
        if stops_at > now {
            return Err(NumberRefused::NotStopped);
        }
        if registration.retracked_at.is_some() {
            return Err(NumberRefused::RetrackedBefore);
        }
        registration.stopped_at = None;
        registration.retracked_at = Some(now);
        registration.pushes.stop_told = false;
        Ok(Done::of(registration))
    }

    fn delete(&mut self, asked: &Asked) -> Result<Done, NumberRefused> {
        self.account.delete(&asked.number()?, asked.carrier()).map(|deleted| Done::of(&deleted))
    }

    fn change_carrier(&mut self, asked: &Asked) -> Result<Done, NumberRefused> {
        let number = asked.number()?;
        let (old, new, final_new) =
            (asked.key("carrier_old"), asked.key("carrier_new"), asked.key("final_carrier_new"));
        let registration = self.to_change(&number, old)?;
        if let Some(unknown) = new.into_iter().chain(final_new).find(|key| !self.is_carrier(*key)) {
            return Err(NumberRefused::NewCarrier(unknown));
        }
        match new {
            None if final_new.is_none() => return Err(NumberRefused::NoNewCarrier),
            Some(new) if new == registration.carrier => return Err(NumberRefused::SameCarrier),
            Some(new) if self.account.has(&number, Some(new)) => {
                return Err(NumberRefused::RegisteredWithCarrier(new));
            }
            _ => {}
        }
        let registration = self.account.change(&number, old)?;
        registration.carrier = new.unwrap_or(registration.carrier);
        registration.final_carrier = final_new.unwrap_or(registration.final_carrier);
        registration.carrier_changes += 1;
        Ok(Done::of(registration))
    }

    /// The registration whose carrier may be changed now.
    fn to_change(&self, number: &str, old: Option<u32>) -> Result<&Registration, NumberRefused> {
        if old.is_none() && self.account.registrations_of(number) > 1 {
            return Err(NumberRefused::SeveralCarriers(number.to_owned()));
        }
        let registration = self.account.find(number, old).map_err(|refused| match old {
            Some(old) if self.account.has(number, None) => NumberRefused::OldCarrier(old),
            _ => refused,
        })?;
        let course = self.course(number, registration.known_since)?;
        if registration.stops_at(&course) <= self.now {
            return Err(NumberRefused::ChangeWhileStopped);
        }
        if self.now < course.first_result_at() {
            return Err(NumberRefused::ChangeTooEarly);
        }
        if registration.carrier_changes >= CARRIER_CHANGES {
            return Err(NumberRefused::ChangedTooOften);
        }
        Ok(registration)
    }

    fn change_particulars(&mut self, asked: &Asked) -> Result<Done, NumberRefused> {
        let registration = self.account.change(&asked.number()?, asked.carrier())?;
        let items = asked.more.get("items").and_then(Value::as_object).ok_or(NumberRefused::Missing("items"))?;
        let particulars = Particulars::of(items)?;
        if particulars.is_empty() {
            return Err(NumberRefused::NoChange);
        }
        registration.particulars.change(particulars);
        Ok(Done::of(registration))
    }

    fn quota(&self) -> String {
        let used = self.account.quota_used;
        json!({"code": 0, "data": {
            "quota_total": self.quota,
            "quota_used": used,
            "quota_remain": self.quota.saturating_sub(used),
            "today_used": self.account.used_today(self.now.date_naive()),
            "max_track_daily": 10_000_000,
            "free_email_quota": 0,
            "free_email_quotaused": 0,
        }})
        .to_string()
    }

    fn stops_at(&self, number: &str, carrier: Option<u32>) -> Result<DateTime<Utc>, NumberRefused> {
        let registration = self.account.find(number, carrier)?;
        Ok(registration.stops_at(&self.course(number, registration.known_since)?))
    }

    fn course(&self, number: &str, known_since: DateTime<Utc>) -> Result<Course<'_>, NumberRefused> {
        Course::of(self.journeys, number, known_since).ok_or(NumberRefused::NoInformation)
    }

    fn is_carrier(&self, key: u32) -> bool {
        self.journeys.provider(key).is_some() || Carrier::of_seventeentrack(key).is_some()
    }
}

impl Asked {
    /// The number, as it is kept.
    fn number(&self) -> Result<String, NumberRefused> {
        let sent = self.number.as_deref().ok_or(NumberRefused::Missing("number"))?;
        let number = sent.trim();
        if NUMBER.contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Ok(number.to_ascii_uppercase())
        } else {
            Err(NumberRefused::Format(sent.to_owned()))
        }
    }

    /// The carrier, if one is named: 0 is none.
    fn carrier(&self) -> Option<u32> {
        self.carrier.filter(|key| *key != 0)
    }

    /// A carrier in another field.
    fn key(&self, field: &str) -> Option<u32> {
        let key = self.more.get(field).and_then(Value::as_u64).and_then(|key| u32::try_from(key).ok());
        key.filter(|key| *key != 0)
    }
}

impl Done {
    fn of(registration: &Registration) -> Self {
        Self { number: registration.number.clone(), carrier: registration.carrier }
    }
}

/// The numbers of a call.
fn all_of(body: &[u8]) -> Result<Vec<Asked>, CallRefused> {
    let all: Vec<Asked> = serde_json::from_slice(body).map_err(|_| CallRefused::Unreadable)?;
    match all.len() {
        0 => Err(CallRefused::Unreadable),
        1..=PER_CALL => Ok(all),
        _ => Err(CallRefused::TooMany),
    }
}

/// Answers for each number of a call by itself.
fn each<A: Serialize>(all: Vec<Asked>, mut answer: impl FnMut(&Asked) -> Result<A, NumberRefused>) -> String {
    let (mut accepted, mut rejected) = (Vec::new(), Vec::new());
    for asked in all {
        match answer(&asked) {
            Ok(answer) => accepted.push(answer),
            Err(why) => rejected.push(Rejected::of(asked.number, asked.carrier, &why)),
        }
    }
    Envelope::of(accepted, rejected).written()
}
