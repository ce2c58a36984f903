//! Lists of orders, page by page. The cost of a page does not grow with the orders that are not on it.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use tokio::task::JoinSet;
use waybill_domain::attention::{DELIVERED_WITHIN, FULFILLED_WITHIN, Rule, TROUBLE, attention};
use waybill_domain::bounds;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::summary::Summary;

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json, get_text};
use crate::keys;

/// What Lambda answers is at most 6 MB, and an answer adds links to what is stored.
const PAGE_BYTES: usize = 3 << 20;

/// Items of one batch.
const BATCH: usize = 100;

/// The end of the year 9999, in milliseconds since 1970.
const LAST_MILLISECOND: i64 = 253_402_300_799_999;

/// Which orders to list.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// Which of them, by what an index knows.
    pub filter: Filter,
    /// Only those of these tracking statuses; of any, if there are none.
    pub tracking: Vec<TrackingStatus>,
    /// Placed then or later.
    pub placed_from: Option<DateTime<Utc>>,
    /// Placed before then.
    pub placed_to: Option<DateTime<Utc>>,
    /// Only those with items at this location.
    pub location: Option<String>,
    /// Those out of the lists, instead of those in them.
    pub archived: bool,
    /// In which order.
    pub sort: Sort,
    /// At most so many.
    pub limit: u32,
    /// After the place where another page of the same list ended.
    pub after: Option<String>,
    /// The instant at which statuses are decided.
    pub now: DateTime<Utc>,
}

/// What chooses the index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those of one status, as it is at `now`.
    Status(FulfilmentStatus),
    /// Those of the tracking statuses that the query names.
    Tracking,
    /// Those that require attention at `now`, by any rule or by one (P5).
    Attention(Option<Rule>),
    /// Those that were wholly fulfilled between two instants, newest first.
    Fulfilled(Between),
    /// Those that were delivered between two instants, newest first.
    Delivered(Between),
}

/// From an instant on, and before another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Between {
    /// Then or later.
    pub from: Option<DateTime<Utc>>,
    /// Before then.
    pub to: Option<DateTime<Utc>>,
}

/// In which order a list comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Newest first.
    #[default]
    PlacedAt,
    /// Soonest to be shipped first, those without a day last (F7).
    FulfilBy,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The orders.
    pub orders: Vec<Summary>,
    /// Where the next page begins, if there may be one.
    pub next: Option<String>,
}

/// A part of an index that may hold orders of the list.
#[derive(Clone, Debug)]
struct Partition {
    index: &'static str,
    pk: String,
    /// Sorted there after it, and at it or before it.
    window: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
}

impl Partition {
    fn whole(index: &'static str, pk: String) -> Self {
        Self { index, pk, window: (None, None) }
    }

    fn until(self, at: DateTime<Utc>) -> Self {
        Self { window: (None, Some(at)), ..self }
    }
}

/// An order that may be on a page: its place in the list, and its summary, where the index holds it.
struct Found {
    at: String,
    order: OrderId,
    summary: Option<(usize, Summary)>,
}

/// What one partition gave.
struct Part {
    found: Vec<Found>,
    /// Where reading stopped, if there is more.
    stopped_at: Option<String>,
}

impl Store {
    /// A page of a store's orders.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn list(&self, store: &StoreId, query: &ListQuery) -> Result<Page, StoreError> {
        let mut reading = JoinSet::new();
        for partition in partitions(store, query) {
            let (this, query) = (self.clone(), query.clone());
            reading.spawn(async move { this.part(&partition, &query).await });
        }
        let mut parts = Vec::new();
        while let Some(part) = reading.join_next().await {
            parts.push(part.map_err(|error| StoreError::Refused(error.into()))??);
        }
        let (mut candidates, next) = merge(parts, query);
        self.complete(store, &mut candidates).await?;
        Ok(page(candidates, next, query))
    }

    /// Reads the summaries that an index does not hold, as they were a moment ago.
    async fn complete(&self, store: &StoreId, candidates: &mut [Found]) -> Result<(), StoreError> {
        let lacking = candidates.iter().filter(|found| found.summary.is_none());
        let keys: Vec<_> = lacking.map(|found| (keys::order(store, &found.order), keys::ORDER.to_owned())).collect();
        let mut read = HashMap::new();
        for batch in keys.chunks(BATCH) {
            read.extend(self.batch_get(batch.to_vec(), Fetch::Summaries).await?);
        }
        for found in candidates.iter_mut().filter(|found| found.summary.is_none()) {
            let item = read.get(&(keys::order(store, &found.order), keys::ORDER.to_owned()));
            found.summary = item.map(sized_summary).transpose()?;
        }
        Ok(())
    }

    async fn part(&self, partition: &Partition, query: &ListQuery) -> Result<Part, StoreError> {
        let index = partition.index;
        let (low, high) = query.range(partition);
        if low > high {
            return Ok(Part { found: Vec::new(), stopped_at: None });
        }
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .index_name(index)
            .key_condition_expression(format!("{index}pk = :pk AND {index}sk BETWEEN :low AND :high"))
            .expression_attribute_values(":pk", AttributeValue::S(partition.pk.clone()))
            .expression_attribute_values(":low", AttributeValue::S(low))
            .expression_attribute_values(":high", AttributeValue::S(high))
            .scan_index_forward(query.sort == Sort::FulfilBy)
            // One more than the page: a page that begins after an order reads that order again.
            .limit(i32::try_from(query.limit + 1).unwrap_or(i32::MAX))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let place = format!("{index}sk");
        let stopped_at =
            answer.last_evaluated_key.as_ref().map(|key| get_text(key, &place).map(str::to_owned)).transpose()?;
        let found = answer.items.unwrap_or_default();
        let found = found.iter().map(|item| Found::read(item, &place)).collect::<Result<_, _>>()?;
        Ok(Part { found, stopped_at })
    }
}

impl ListQuery {
    /// Whether a text can be a place in this list, as [`Page::next`] gives it.
    #[must_use]
    pub fn is_place(&self, text: &str) -> bool {
        match self.sort {
            Sort::PlacedAt => Self::is_placed_place(text),
            Sort::FulfilBy => text.split_once('#').is_some_and(|(day, rest)| {
                day.parse::<chrono::NaiveDate>().is_ok() && day.len() == 10 && Self::is_placed_place(rest)
            }),
        }
    }

    /// Whether a text can be a place in a list that is sorted by when orders were placed.
    #[must_use]
    pub fn is_placed_place(text: &str) -> bool {
        text.split_once('#').is_some_and(|(at, id)| {
            at.parse::<DateTime<Utc>>().is_ok_and(|instant| keys::instant(instant) == at)
                && OrderId::try_from(id.to_owned()).is_ok()
        })
    }

    /// The sort keys to read of a partition, both included.
    fn range(&self, partition: &Partition) -> (String, String) {
        let after = self.after.clone();
        if self.sort == Sort::FulfilBy {
            return (after.unwrap_or_else(|| "0".to_owned()), "~".to_owned());
        }
        let Between { from, to } = match self.filter {
            Filter::Fulfilled(between) | Filter::Delivered(between) => between,
            _ => Between { from: self.placed_from, to: self.placed_to },
        };
        let from = from.into_iter().chain(partition.window.0).max();
        let low = from.map_or_else(|| "0".to_owned(), |from| keys::instant(whole(from)));
        // An instant sorts before the orders placed at it: `~` sorts after them.
        let to = to.map(|to| keys::instant(whole(to)));
        let window = partition.window.1.map(|at| format!("{}~", keys::instant(at)));
        (low, [to, window, after].into_iter().flatten().min().unwrap_or_else(|| "~".to_owned()))
    }

    /// Whether an order that was read is on the list. The index says nearly all of it.
    fn shows(&self, summary: &Summary) -> bool {
        let chosen = match self.filter {
            Filter::Status(status) => summary.at(self.now).fulfilment_status == status,
            Filter::Attention(rule) => {
                attention(summary, self.now).iter().any(|found| rule.is_none_or(|rule| found.rule == rule))
            }
            Filter::All | Filter::Tracking | Filter::Fulfilled(_) | Filter::Delivered(_) => true,
        };
        chosen
            && summary.archived == self.archived
            && (self.tracking.is_empty() || summary.tracking_status.is_some_and(|at| self.tracking.contains(&at)))
            && self.placed_from.is_none_or(|from| from <= summary.placed_at)
            && self.placed_to.is_none_or(|to| summary.placed_at < to)
            && self.location.as_ref().is_none_or(|location| summary.locations.contains(location))
    }
}

/// All that can happen when an upsell's hold ends: what it alone held becomes open.
pub(crate) const BY_THEMSELVES: [(FulfilmentStatus, FulfilmentStatus); 4] = [
    (FulfilmentStatus::Pending, FulfilmentStatus::Unfulfilled),
    (FulfilmentStatus::Pending, FulfilmentStatus::PartiallyFulfilled),
    (FulfilmentStatus::OnHold, FulfilmentStatus::Unfulfilled),
    (FulfilmentStatus::OnHold, FulfilmentStatus::PartiallyFulfilled),
];

/// The statuses with something that is open or held (P8).
pub(crate) const OPEN_OR_HELD: [FulfilmentStatus; 4] = [
    FulfilmentStatus::Pending,
    FulfilmentStatus::OnHold,
    FulfilmentStatus::PartiallyFulfilled,
    FulfilmentStatus::Unfulfilled,
];

/// Where orders of the list may be.
fn partitions(store: &StoreId, query: &ListQuery) -> Vec<Partition> {
    let archived = query.archived;
    let tracked = |status: TrackingStatus| Partition::whole(keys::GSI5, keys::tracked(store, archived, status));
    match (query.sort, &query.filter) {
        (Sort::FulfilBy, Filter::Status(status)) => of_status(store, query, keys::GSI3, *status),
        (Sort::FulfilBy, _) => in_every_listing(store, archived, keys::GSI3, &FulfilmentStatus::ALL),
        (Sort::PlacedAt, Filter::All) => vec![Partition::whole(keys::GSI1, keys::all_orders(store, archived))],
        (Sort::PlacedAt, Filter::Status(status)) => of_status(store, query, keys::GSI2, *status),
        (Sort::PlacedAt, Filter::Tracking) => query.tracking.iter().copied().map(tracked).collect(),
        (Sort::PlacedAt, Filter::Attention(rule)) => {
            let wanted = |one| rule.is_none_or(|rule| rule == one);
            let mut all = Vec::new();
            for status in TrackingStatus::ALL {
                if wanted(Rule::P7) && TROUBLE.contains(&status) {
                    all.push(tracked(status));
                } else if wanted(Rule::P6) && status != TrackingStatus::Delivered {
                    all.push(tracked(status).until(query.now - DELIVERED_WITHIN));
                }
            }
            if wanted(Rule::P8) {
                let open = in_every_listing(store, archived, keys::GSI2, &OPEN_OR_HELD);
                all.extend(open.into_iter().map(|partition| partition.until(query.now - FULFILLED_WITHIN)));
            }
            all
        }
        (Sort::PlacedAt, Filter::Fulfilled(_)) => vec![Partition::whole(keys::GSI6, keys::fulfilled(store))],
        (Sort::PlacedAt, Filter::Delivered(_)) => vec![Partition::whole(keys::GSI7, keys::delivered(store))],
    }
}

/// Where orders of these statuses are written, those whose status will change by itself included.
fn in_every_listing(
    store: &StoreId,
    archived: bool,
    index: &'static str,
    statuses: &[FulfilmentStatus],
) -> Vec<Partition> {
    let listed = |status, after| Partition::whole(index, keys::listed(store, archived, status, after));
    let written = statuses.iter().map(|status| listed(*status, None));
    let changing = BY_THEMSELVES.into_iter().filter(|(before, _)| statuses.contains(before));
    written.chain(changing.map(|(before, after)| listed(before, Some(after)))).collect()
}

/// Where a status is written, where it ends by itself and has not yet, and where it begins by itself and has already.
fn of_status(store: &StoreId, query: &ListQuery, index: &'static str, status: FulfilmentStatus) -> Vec<Partition> {
    // An upsell offered at this instant or before is over by now.
    let over = query.now - bounds::UPSELL;
    let listed = |before, after| Partition::whole(index, keys::listed(store, query.archived, before, after));
    let changing = BY_THEMSELVES.into_iter().filter_map(|(before, after)| {
        let partition = listed(before, Some(after));
        if before == status {
            Some(Partition { window: (Some(over), None), ..partition })
        } else if after == status {
            Some(partition.until(over))
        } else {
            None
        }
    });
    std::iter::once(listed(status, None)).chain(changing).collect()
}

/// The millisecond at which an instant is over, among the years that are written with four digits: an index sorts
/// by text.
fn whole(at: DateTime<Utc>) -> DateTime<Utc> {
    let begun = at.trunc_subsecs(3);
    let whole = if begun < at { begun + TimeDelta::milliseconds(1) } else { begun };
    let last = DateTime::from_timestamp_millis(LAST_MILLISECOND).unwrap_or(DateTime::<Utc>::MAX_UTC);
    whole.clamp(DateTime::UNIX_EPOCH, last)
}

/// The summary that an index, or the order itself, holds.
pub(crate) fn summary_of(item: &Item) -> Result<Summary, StoreError> {
    check_version(item)?;
    get_json(item, "summary")
}

/// The summary of an item, and how long it is as it is kept.
fn sized_summary(item: &Item) -> Result<(usize, Summary), StoreError> {
    Ok((get_text(item, "summary")?.len(), summary_of(item)?))
}

impl Found {
    fn read(item: &Item, place: &str) -> Result<Self, StoreError> {
        let summary = if item.contains_key("summary") { Some(sized_summary(item)?) } else { None };
        let (_, order) = keys::parse_order(get_text(item, "pk")?).ok_or_else(|| StoreError::unreadable("its key"))?;
        Ok(Self { at: get_text(item, place)?.to_owned(), order, summary })
    }
}

/// Merges the partitions in the list's order, as far as all of them have been read: what may be on the page, and
/// where the next one begins.
fn merge(parts: Vec<Part>, query: &ListQuery) -> (Vec<Found>, Option<String>) {
    let first = |a: &String, b: &String| if query.sort == Sort::FulfilBy { a.cmp(b) } else { b.cmp(a) };
    let horizon = parts.iter().filter_map(|part| part.stopped_at.clone()).min_by(first);
    let mut found: Vec<_> = parts.into_iter().flat_map(|part| part.found).collect();
    found.retain(|found| {
        let beyond = horizon.as_ref().is_some_and(|horizon| first(&found.at, horizon).is_gt());
        let shown = found.summary.as_ref().is_none_or(|(_, summary)| query.shows(summary));
        query.after.as_ref() != Some(&found.at) && !beyond && shown
    });
    // An order that is in two of the partitions, or changed its status between two of the queries, was read twice.
    found.sort_by(|a, b| first(&a.at, &b.at).then_with(|| b.summary.is_some().cmp(&a.summary.is_some())));
    found.dedup_by(|a, b| a.order == b.order);
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let cut = found.len() > limit;
    found.truncate(limit);
    let next = if cut { found.last().map(|found| found.at.clone()) } else { horizon };
    (found, next)
}

/// The page: what of it is shown, and fits an answer; always one order.
fn page(candidates: Vec<Found>, next: Option<String>, query: &ListQuery) -> Page {
    let mut page = Page { orders: Vec::new(), next };
    let (mut bytes, mut last) = (0, None);
    for found in candidates {
        let Some((size, summary)) = found.summary.filter(|(_, summary)| query.shows(summary)) else { continue };
        bytes += size;
        if bytes > PAGE_BYTES && !page.orders.is_empty() {
            page.next = last;
            break;
        }
        page.orders.push(summary);
        last = Some(found.at);
    }
    page
}
