//! The sweep: asks about every parcel that is due, the longest due first, as long as there is time.
//!
//! What bounds it: it works page by page, so that its memory does not grow with what is due; it takes the shards of
//! what is due for itself, so that no other sweep asks about the same parcels; nothing is marked before it is done, so
//! that what a killed sweep leaves is still due; and a service that fails is left alone for the rest of the run.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinSet;
use waybill_carriers::tracker::{CarrierError, Told, Tracker, Word};
use waybill_domain::id::{OrderId, StoreId};
use waybill_lambda::{Report, RunFailed};
use waybill_store::StoreError;
use waybill_store::due::{DuePlace, Kind, SHARDS};
use waybill_store::parcel::{ParcelKey, Registered, StoredParcel};
use waybill_store::write::ChangeId;

use crate::Follower;
use crate::ask::{AskError, Way, registered};
use crate::hear::{Heard, Hearing};

/// Who writes what a sweep hears: the actor in the timeline.
const ACTOR: &str = "retrack_sweep";

/// Parcels of one page of one shard: their heads are read in one batch.
const PAGE: u32 = 100;

/// Stores that are served at once: each waits for its own service.
const STORES_AT_ONCE: usize = 16;

/// Orders of one call whose parcels are written down at once.
const WRITES_AT_ONCE: usize = 16;

/// How long a store may keep the others waiting, before it is their turn: its parcels that are left come again when
/// all others have been asked about.
const TURN: Duration = Duration::from_secs(8);

/// How long a shard is one's own beyond the time of the run: for what is under way then.
const LEASE_GRACE: TimeDelta = TimeDelta::seconds(30);

/// When a parcel is looked at again whose store has no tracking service.
const WITHOUT_SERVICE: TimeDelta = TimeDelta::hours(24);

/// How a sweep is run.
#[derive(Clone, Copy, Debug)]
pub struct SweepOptions {
    /// What it may take; what is under way then ends soon after.
    pub time: Duration,
    /// Whether it keeps to what services allow in a second. A benchmark against a service of its own need not.
    pub paced: bool,
}

/// A parcel that is due.
type Due = (ParcelKey, StoredParcel);

/// How a store's turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// All of it was asked about.
    Done,
    /// Its turn was over before it was done.
    Over,
    /// Its service is down: it is left alone for the rest of the run.
    Down,
}

/// The stores that are read past.
#[derive(Default)]
struct ReadPast {
    down: BTreeSet<StoreId>,
    had_their_turn: BTreeSet<StoreId>,
    /// Parcels left of those whose turn is over, since the last time round.
    left: usize,
}

/// Where the next page of each part of what is due begins.
type Places = BTreeMap<(Kind, u8), Option<DuePlace>>;

/// Parcels that are asked about together.
struct Call {
    /// Whether their service does not know them yet.
    registers: bool,
    parcels: Vec<Due>,
}

/// What was said of a parcel that was asked about.
struct Said {
    key: ParcelKey,
    stored: StoredParcel,
    asked: Option<Registered>,
    word: Word,
}

/// What happened to some parcels.
#[derive(Default)]
struct Tally {
    report: Report,
    failure: Option<StoreError>,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.report.add(&other.report);
        self.failure = self.failure.take().or(other.failure);
    }

    /// What came of some parcels. A task that panicked has written down nothing more: its parcels stay due.
    fn add_written(&mut self, written: Option<Result<Self, tokio::task::JoinError>>) {
        match written {
            Some(Ok(written)) => self.add(written),
            Some(Err(_)) => self.report.left += 1,
            None => {}
        }
    }

    /// Writing down what came of one parcel.
    fn count(&mut self, written: Result<Heard, StoreError>) {
        match written {
            Ok(Heard::News) => self.report.changed += 1,
            Ok(Heard::Nothing | Heard::Gone) => {}
            Err(error) => {
                self.report.left += 1;
                self.failed(error);
            }
        }
    }

    /// The first failure is told. A lost race is none.
    fn failed(&mut self, error: StoreError) {
        if !matches!(error, StoreError::LostRace) {
            self.failure.get_or_insert(error);
        }
    }
}

impl Follower {
    /// Does one run; what it leaves stays due.
    ///
    /// # Errors
    /// [`RunFailed`] when the table failed; everything else was done. A service that fails is no failure of the run.
    pub async fn sweep(&self, options: &SweepOptions) -> Result<Report, RunFailed> {
        let until = Instant::now() + options.time;
        let until = self.app.until.map_or(until, |over| until.min(over));
        let mut tally = Tally::default();
        let swept = self.sweep_until(options, until, &mut tally).await;
        match swept.err().or(tally.failure) {
            None => Ok(tally.report),
            Some(source) => Err(RunFailed::new(tally.report, source)),
        }
    }

    async fn sweep_until(&self, options: &SweepOptions, until: Instant, tally: &mut Tally) -> Result<(), StoreError> {
        let holder = ChangeId::generate()?;
        let began = self.app.now();
        let free_again = began + TimeDelta::from_std(options.time).unwrap_or_default() + LEASE_GRACE;
        let (mut places, mut shards) = (Places::new(), Vec::new());
        for shard in SHARDS {
            match self.app.store.take_shard(shard, holder.as_str(), began, free_again).await {
                Ok(true) => {
                    places.extend([(Kind::New, shard), (Kind::Known, shard)].map(|place| (place, None)));
                    shards.push(shard);
                }
                Ok(false) => {}
                Err(error) => tally.failed(error),
            }
        }
        let all = places.clone();
        let mut past = ReadPast::default();
        let mut swept = Ok(());
        while swept.is_ok() && !places.is_empty() && Instant::now() < until {
            swept = self.sweep_page(options, began, until, &mut places, &mut past, tally).await;
            if places.is_empty() && !past.had_their_turn.is_empty() && Instant::now() < until {
                // Round again, for those whose turn was over: what was left of them is counted anew.
                places.clone_from(&all);
                past.had_their_turn.clear();
                let left = std::mem::take(&mut past.left);
                tally.report.due = tally.report.due.saturating_sub(left);
                tally.report.left = tally.report.left.saturating_sub(left);
            }
        }
        for shard in shards {
            if let Err(error) = self.app.store.give_back_shard(shard, holder.as_str()).await {
                tally.failed(error);
            }
        }
        swept
    }

    /// The next page of each shard, of its new numbers and of the known ones.
    async fn sweep_page(
        &self,
        options: &SweepOptions,
        began: DateTime<Utc>,
        until: Instant,
        places: &mut Places,
        past: &mut ReadPast,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let mut due: Vec<Due> = Vec::new();
        for ((kind, shard), place) in std::mem::take(places) {
            let page = self.app.store.due_parcels(kind, shard, began, PAGE, place).await?;
            if let Some(next) = page.next {
                places.insert((kind, shard), Some(next));
            }
            let (waiting, wanted): (Vec<_>, Vec<_>) = page.parcels.into_iter().partition(|parcel| past.holds(parcel));
            past.left += waiting.iter().filter(|parcel| past.had_their_turn.contains(&parcel.store)).count();
            tally.report.due += waiting.len();
            tally.report.left += waiting.len();
            if !wanted.is_empty() {
                let (readable, unreadable) = self.app.store.readable_parcels(&wanted).await?;
                due.extend(readable);
                tally.report.due += unreadable.len();
                tally.report.left += unreadable.len();
                for error in unreadable {
                    tally.failed(error);
                }
            }
        }
        // An index may trail: what its head says counts.
        due.retain(|(_, stored)| stored.counts && stored.next_check_at.is_some_and(|at| at <= began));
        due.sort_by_key(|(_, stored)| stored.next_check_at);
        tally.report.due += due.len();
        let mut by_store: BTreeMap<StoreId, Vec<Due>> = BTreeMap::new();
        for parcel in due {
            by_store.entry(parcel.0.store.clone()).or_default().push(parcel);
        }
        let mut serving = JoinSet::new();
        for (store, parcels) in by_store {
            while serving.len() >= STORES_AT_ONCE {
                took_in(serving.join_next().await, past, tally);
            }
            let (this, options) = (self.clone(), *options);
            serving.spawn(async move { this.serve(store, parcels, options, until).await });
        }
        while let Some(served) = serving.join_next().await {
            took_in(Some(served), past, tally);
        }
        Ok(())
    }

    /// Asks one store's service about its parcels, call by call, for one turn.
    async fn serve(
        self,
        store: StoreId,
        parcels: Vec<Due>,
        options: SweepOptions,
        until: Instant,
    ) -> (StoreId, Turn, Tally) {
        let mut tally = Tally::default();
        let turn = until.min(Instant::now() + TURN);
        let way = match self.way_of(&store).await {
            Ok(Some(way)) => way,
            Ok(None) => {
                let later = self.app.now() + WITHOUT_SERVICE;
                for (key, stored) in &parcels {
                    tally.count(self.put_off(key, stored, Some(later)).await.map(|()| Heard::Nothing));
                }
                return (store, Turn::Done, tally);
            }
            Err(AskError::Store(error)) => {
                tally.report.left += parcels.len();
                tally.failure = Some(error);
                return (store, Turn::Down, tally);
            }
            Err(_) => {
                tally.report.service_failures += 1;
                self.fail(&parcels, &mut tally).await;
                return (store, Turn::Down, tally);
            }
        };
        let (mut ended, mut registers) = (Turn::Done, true);
        for call in calls(&way, parcels) {
            if ended == Turn::Done && Instant::now() >= turn {
                ended = Turn::Over;
            }
            if ended != Turn::Done || (call.registers && !registers) {
                tally.report.left += call.parcels.len();
                continue;
            }
            let heads: Vec<_> = call.parcels.iter().map(|(_, stored)| &stored.head).collect();
            tally.report.calls += 1;
            let failed = match self.ask(&way, &heads, options.paced, until).await {
                Ok(told) => {
                    self.write_down(&*way.tracker, call.parcels, told, &mut tally).await;
                    continue;
                }
                Err(failed) => failed,
            };
            tally.report.service_failures += usize::from(matches!(failed, AskError::Carrier(_)));
            match failed {
                // Numbers that are registered are followed all the same.
                AskError::Carrier(CarrierError::QuotaExhausted(_)) if call.registers => registers = false,
                _ => ended = Turn::Down,
            }
            match failed {
                AskError::Store(error) => {
                    tally.report.left += call.parcels.len();
                    tally.failed(error);
                }
                AskError::Busy | AskError::NoTime | AskError::Carrier(CarrierError::SlowDown { .. }) => {
                    tally.report.left += call.parcels.len();
                }
                AskError::NoCredentials | AskError::Carrier(_) => self.fail(&call.parcels, &mut tally).await,
            }
        }
        (store, ended, tally)
    }

    async fn way_of(&self, store: &StoreId) -> Result<Option<Way>, AskError> {
        let record = self.app.store.find_store(store).await?;
        let service = record.and_then(|record| record.settings.tracking_service);
        service.map(|service| self.way(store, &service)).transpose()
    }

    /// Writes down what a service said of the parcels of one call: those of one order one after the other, because each
    /// may change the order.
    async fn write_down(&self, tracker: &dyn Tracker, parcels: Vec<Due>, told: Vec<Told>, tally: &mut Tally) {
        let mut by_order: BTreeMap<OrderId, Vec<Said>> = BTreeMap::new();
        for ((key, stored), told) in parcels.into_iter().zip(told) {
            if let Word::Seen(sighting) = &told.word {
                tally.report.unknown_codes += sighting.unknown_codes.len();
            }
            let said = Said { asked: registered(tracker, &told), word: told.word, stored, key };
            by_order.entry(said.key.order.clone()).or_default().push(said);
        }
        let mut writing = JoinSet::new();
        for of_order in by_order.into_values() {
            while writing.len() >= WRITES_AT_ONCE {
                tally.add_written(writing.join_next().await);
            }
            let this = self.clone();
            writing.spawn(async move {
                let mut tally = Tally::default();
                for said in of_order {
                    tally.count(this.write_one(said).await);
                }
                tally
            });
        }
        while let Some(written) = writing.join_next().await {
            tally.add_written(Some(written));
        }
    }

    async fn write_one(&self, said: Said) -> Result<Heard, StoreError> {
        let Said { key, stored, asked, word } = said;
        let sighting = match &word {
            Word::Seen(sighting) => Some(&**sighting),
            Word::Following => None,
            Word::NotRegistered | Word::Failed { .. } => {
                return self.note_failure(&key, &stored).await.map(|()| Heard::Nothing);
            }
        };
        let number = stored.head.number.clone();
        let hearing = Hearing { key: &key, number: &number, sighting, asked, actor: ACTOR };
        match self.hear(&hearing, Some(stored.clone())).await {
            // What cannot be written must not be asked about every minute.
            Err(error @ (StoreError::Refused(_) | StoreError::Unreadable(_))) => {
                self.note_failure(&key, &stored).await.and(Err(error))
            }
            other => other,
        }
    }

    async fn fail(&self, parcels: &[Due], tally: &mut Tally) {
        for (key, stored) in parcels {
            tally.count(self.note_failure(key, stored).await.map(|()| Heard::Nothing));
        }
    }
}

/// A store's parcels in calls: new numbers first, and then known ones, the longest due first.
fn calls(way: &Way, parcels: Vec<Due>) -> Vec<Call> {
    let per_call = way.tracker.limits().per_call.max(1);
    let mut calls: Vec<Call> = Vec::new();
    for parcel in parcels {
        let registers = !way.follows(&parcel.1.head);
        let begun = calls.iter_mut().rfind(|call| call.registers == registers);
        match begun.filter(|call| call.parcels.len() < per_call) {
            Some(call) => call.parcels.push(parcel),
            None => calls.push(Call { registers, parcels: vec![parcel] }),
        }
    }
    calls.sort_by_key(|call| !call.registers);
    calls
}

impl ReadPast {
    fn holds(&self, parcel: &ParcelKey) -> bool {
        self.down.contains(&parcel.store) || self.had_their_turn.contains(&parcel.store)
    }
}

fn took_in(
    served: Option<Result<(StoreId, Turn, Tally), tokio::task::JoinError>>,
    past: &mut ReadPast,
    tally: &mut Tally,
) {
    // A task that panicked has written down nothing: its parcels stay due.
    let Some(Ok((store, turn, served))) = served else { return };
    match turn {
        Turn::Done => {}
        Turn::Over => {
            past.left += served.report.left;
            past.had_their_turn.insert(store);
        }
        Turn::Down => drop(past.down.insert(store)),
    }
    tally.add(served);
}
