//! Counting orders into their stores' figures: what the stream tells, what it left behind, and all of them anew.
//!
//! [`waybill_store::tally`] makes it exact; here are the batches, the tries and the time.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use waybill_domain::id::StoreId;
use waybill_store::StoreError;
use waybill_store::tally::left::Place;
use waybill_store::tally::rebuild::Next;
use waybill_store::tally::{ORDERS_AT_ONCE, Snapshot};

use crate::app::App;
use crate::pause;
use crate::schedule::{Report, RunFailed};
use crate::stream::{BatchAnswer, StreamEvent};

/// How old a mark is before it counts as left behind: the stream is at most seconds late when all is well.
const LEFT_BEHIND_AFTER: TimeDelta = TimeDelta::minutes(5);

/// Counts what a batch of the stream tells. A record that is not counted by then is handed back.
pub async fn count_stream(app: &App, event: StreamEvent, time: Duration) -> BatchAnswer {
    let deadline = Instant::now() + time;
    let mut answer = BatchAnswer::of(&event);
    let mut told = Vec::new();
    for record in event.records {
        match Snapshot::of_image(&record.dynamodb.new_image) {
            Ok(snapshot) => told.push((record.dynamodb.sequence_number, snapshot)),
            Err(error) => answer.fail(record.dynamodb.sequence_number, error),
        }
    }
    for turn in turns(told) {
        for (sequence_number, counted) in count_turn(app, turn, deadline).await {
            match counted {
                Ok(counted) => answer.report.changed += counted,
                Err(error) => answer.fail(sequence_number, error),
            }
        }
    }
    answer
}

/// Counts what the stream left behind, the longest left first, until the time is over.
///
/// # Errors
/// [`RunFailed`] with the first failure, when all has been tried.
pub async fn count_left(app: &App, time: Duration) -> Result<Report, RunFailed> {
    let deadline = Instant::now() + time;
    let by = app.now() - LEFT_BEHIND_AFTER;
    let (mut report, mut failure) = (Report::default(), None);
    let mut place = Some(Place::default());
    while let Some(from) = place.filter(|_| Instant::now() < deadline) {
        let page = match app.store.left_behind(by, from).await {
            Ok(page) => page,
            Err(source) => return Err(RunFailed::new(report, source)),
        };
        place = page.next;
        report.due += page.snapshots.len();
        let (readable, unreadable): (Vec<_>, Vec<_>) = page.snapshots.into_iter().partition(Result::is_ok);
        let told = readable.into_iter().flatten().map(|snapshot| ((), snapshot)).collect();
        let mut results: Vec<_> = unreadable.into_iter().map(|unreadable| unreadable.map(|_| 0)).collect();
        for turn in turns(told) {
            results.extend(count_turn(app, turn, deadline).await.into_iter().map(|((), counted)| counted));
        }
        for result in results {
            match result {
                Ok(counted) => report.changed += counted,
                Err(error) => {
                    report.left += 1;
                    failure.get_or_insert(error);
                }
            }
        }
    }
    failure.map_or(Ok(report), |source| Err(RunFailed::new(report, source)))
}

/// Takes every rebuild that is due as far as it goes by now. A store is left where the time was over before.
///
/// # Errors
/// [`RunFailed`] with the first failure, when all stores have been tried.
pub async fn rebuild_due(app: &App, time: Duration) -> Result<Report, RunFailed> {
    let deadline = Instant::now() + time;
    let failed = |source| RunFailed::new(Report::default(), source);
    let stores = app.store.due_rebuilds(app.now()).await.map_err(failed)?;
    let mut report = Report { due: stores.len(), ..Report::default() };
    let mut failure = None;
    for store in stores {
        match rebuild(app, &store, deadline).await {
            Ok(true) => report.changed += 1,
            // Another run, or an order that changed: the next run goes on from where this one is.
            Ok(false) | Err(StoreError::LostRace) => report.left += 1,
            Err(error) => {
                report.left += 1;
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(report), |source| Err(RunFailed::new(report, source)))
}

/// Goes on with one store's rebuild; whether nothing more is to be done by now.
async fn rebuild(app: &App, store: &StoreId, deadline: Instant) -> Result<bool, StoreError> {
    while Instant::now() < deadline {
        let now = app.now();
        match app.store.next_of_rebuild(store, now).await? {
            Next::Nothing => return Ok(true),
            Next::Begin(beginning) => app.store.begin_rebuild(store, beginning, now).await?,
            Next::Remove(removal) => app.store.remove_figures(store, removal).await?,
            Next::Walk(walk) => {
                for orders in walk.orders.chunks(ORDERS_AT_ONCE) {
                    let snapshots = app.store.snapshots(store, orders).await?;
                    count_in_tries(app, store, &snapshots, deadline).await?;
                }
                app.store.walked(store, walk, now).await?;
            }
        }
    }
    Ok(false)
}

/// Snapshots of one store, each order once, and what each is called by who brought it.
type Turn<T> = Vec<(T, Snapshot)>;

/// Parts snapshots into what can be counted at once. The latest of each order comes first: the earlier ones then only
/// lose their marks.
fn turns<T>(told: Vec<(T, Snapshot)>) -> Vec<Turn<T>> {
    let mut by_order: BTreeMap<_, Turn<T>> = BTreeMap::new();
    for (name, snapshot) in told {
        by_order.entry((snapshot.store.clone(), snapshot.order.clone())).or_default().push((name, snapshot));
    }
    let mut by_turn: BTreeMap<(usize, StoreId), Turn<T>> = BTreeMap::new();
    for ((store, _), mut of_one) in by_order {
        of_one.sort_by_key(|(_, snapshot)| std::cmp::Reverse(snapshot.revision()));
        for (place, told) in of_one.into_iter().enumerate() {
            by_turn.entry((place, store.clone())).or_default().push(told);
        }
    }
    let mut turns = Vec::new();
    for (_, mut all) in by_turn {
        while !all.is_empty() {
            let rest = all.split_off(ORDERS_AT_ONCE.min(all.len()));
            turns.push(std::mem::replace(&mut all, rest));
        }
    }
    turns
}

/// Counts a turn together; where that fails, each order by itself, so that one does not stop the others. What came of
/// each.
async fn count_turn<T>(app: &App, turn: Turn<T>, deadline: Instant) -> Vec<(T, Result<usize, StoreError>)> {
    let (names, snapshots): (Vec<T>, Vec<Snapshot>) = turn.into_iter().unzip();
    let Some(store) = snapshots.first().map(|snapshot| snapshot.store.clone()) else { return Vec::new() };
    let together = count_in_tries(app, &store, &snapshots, deadline).await;
    let mut results = Vec::new();
    for (index, (name, snapshot)) in names.into_iter().zip(&snapshots).enumerate() {
        let result = match &together {
            Ok(counted) => Ok(if index == 0 { *counted } else { 0 }),
            Err(_) => count_in_tries(app, &store, std::slice::from_ref(snapshot), deadline).await,
        };
        results.push((name, result));
    }
    results
}

/// Counts some orders of a store, again and again while others write first and time is left.
async fn count_in_tries(
    app: &App,
    store: &StoreId,
    snapshots: &[Snapshot],
    deadline: Instant,
) -> Result<usize, StoreError> {
    for attempt in 0..pause::TRIES {
        if attempt > 0 && !pause::before_try(attempt, deadline).await {
            break;
        }
        let counting = app.store.count_orders(store, snapshots);
        match tokio::time::timeout_at(deadline.into(), counting).await {
            Ok(Err(StoreError::LostRace)) => {}
            Ok(counted) => return counted,
            Err(_) => break,
        }
    }
    Err(StoreError::LostRace)
}
