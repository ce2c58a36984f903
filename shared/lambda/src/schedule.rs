//! A schedule's work on many orders: bounded, one at a time, safe to run twice and at the same time.

use std::time::{Duration, Instant};

use serde::Serialize;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::{Moment, Order, Outcome};
use waybill_store::StoreError;
use waybill_store::write::{ChangeId, WriteContext};

use crate::answer::chain;
use crate::app::App;

/// How often an order is decided again when others write first. What is left stays due.
const TRIES: u32 = 3;

/// What a run of a schedule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Orders, parcels, records or stores that were due.
    pub due: usize,
    /// Those that this run changed, or counted.
    pub changed: usize,
    /// Those that are still due: no time was left, others wrote first, or they could not be read.
    pub left: usize,
    /// Calls of tracking services.
    pub calls: usize,
    /// Calls of tracking services that failed, each after its tries.
    pub service_failures: usize,
    /// Codes of tracking services that the mapping does not know.
    pub unknown_codes: usize,
}

impl Report {
    /// Adds what another part of the run did.
    pub fn add(&mut self, other: &Self) {
        self.due += other.due;
        self.changed += other.changed;
        self.left += other.left;
        self.calls += other.calls;
        self.service_failures += other.service_failures;
        self.unknown_codes += other.unknown_codes;
    }
}

/// A run that failed, at least with some of what was due.
#[derive(Debug, thiserror::Error)]
#[error("of {} due, {} were changed and {} are left, the first of them because {source}{}", .report.due, .report.changed, .report.left, chain(.source))]
pub struct RunFailed {
    /// What it did all the same.
    pub report: Report,
    /// Why the first of them failed.
    source: StoreError,
}

impl RunFailed {
    /// A run that did this much.
    #[must_use]
    pub fn new(report: Report, source: StoreError) -> Self {
        Self { report, source }
    }
}

/// Does the same with each order that is due, until the deadline. An order that fails is left for the next
/// run, and does not stop the others.
///
/// # Errors
/// [`RunFailed`] with the first failure that was not a lost race, when all has been tried: AWS then knows of it.
pub async fn change_due(
    app: &App,
    actor: &'static str,
    time: Duration,
    due: impl Future<Output = Result<Vec<(StoreId, OrderId)>, StoreError>>,
    decide: impl Fn(&Order, &Moment<'_>) -> Outcome,
) -> Result<Report, RunFailed> {
    let deadline = Instant::now() + time;
    let due = due.await.map_err(|source| RunFailed { report: Report::default(), source })?;
    let mut report = Report { due: due.len(), ..Report::default() };
    let mut failure = None;
    for (store, order) in due {
        if Instant::now() >= deadline {
            report.left += 1;
            continue;
        }
        let changing = change(app, actor, &store, &order, &decide);
        let changed = tokio::time::timeout_at(deadline.into(), changing).await.unwrap_or(Err(StoreError::LostRace));
        match changed {
            Ok(changed) => report.changed += usize::from(changed),
            Err(error) => {
                report.left += 1;
                if !matches!(error, StoreError::LostRace) {
                    failure.get_or_insert(error);
                }
            }
        }
    }
    failure.map_or(Ok(report), |source| Err(RunFailed { report, source }))
}

async fn change(
    app: &App,
    actor: &'static str,
    store: &StoreId,
    order: &OrderId,
    decide: impl Fn(&Order, &Moment<'_>) -> Outcome,
) -> Result<bool, StoreError> {
    for _ in 0..TRIES {
        let now = app.now();
        let Some((record, stored)) = app.store.read_for_schedule(store, order).await? else { return Ok(false) };
        let moment = Moment { now, actor, settings: &record.settings };
        let Outcome::Changed(change) = decide(&stored.order, &moment) else { return Ok(false) };
        let context = WriteContext { store, record: &record, actor, now, request: None };
        match app.store.write(Some(&stored), &change, &ChangeId::generate()?, &context).await {
            Ok(()) => return Ok(true),
            Err(StoreError::LostRace) => {}
            Err(other) => return Err(other),
        }
    }
    Err(StoreError::LostRace)
}
