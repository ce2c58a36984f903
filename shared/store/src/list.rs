//! Lists of orders, page by page. The cost of a page does not grow with the orders that are not on it.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use tokio::task::JoinSet;
use waybill_domain::bounds;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::summary::Summary;

use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_json, get_text};
use crate::keys;

/// What Lambda answers is at most 6 MB, and an answer adds links to what is stored.
const PAGE_BYTES: usize = 3 << 20;

/// The end of the year 9999, in milliseconds since 1970.
const LAST_MILLISECOND: i64 = 253_402_300_799_999;

/// Which orders to list.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// Only those of one status, as it is at `now`.
    pub status: Option<FulfilmentStatus>,
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
    pk: String,
    /// Placed after it, and at it or before it.
    placed: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
}

/// An order of a page: its place in the list, and what it takes of an answer.
struct Read {
    at: String,
    bytes: usize,
    summary: Summary,
}

/// What one partition gave.
struct Part {
    items: Vec<Item>,
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
        merge(parts, query)
    }

    async fn part(&self, partition: &Partition, query: &ListQuery) -> Result<Part, StoreError> {
        let index = query.index();
        let (low, high) = query.range(partition);
        if low > high {
            return Ok(Part { items: Vec::new(), stopped_at: None });
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
        Ok(Part { items: answer.items.unwrap_or_default(), stopped_at })
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

    fn index(&self) -> &'static str {
        match (self.sort, self.status) {
            (Sort::FulfilBy, _) => keys::GSI3,
            (Sort::PlacedAt, None) => keys::GSI1,
            (Sort::PlacedAt, Some(_)) => keys::GSI2,
        }
    }

    /// The sort keys to read of a partition, both included.
    fn range(&self, partition: &Partition) -> (String, String) {
        let after = self.after.clone();
        if self.sort == Sort::FulfilBy {
            return (after.unwrap_or_else(|| "0".to_owned()), "~".to_owned());
        }
        let from = self.placed_from.into_iter().chain(partition.placed.0).max();
        let low = from.map_or_else(|| "0".to_owned(), |from| keys::instant(whole(from)));
        // An instant sorts before the orders placed at it: `~` sorts after them.
        let to = self.placed_to.map(|to| keys::instant(whole(to)));
        let window = partition.placed.1.map(|at| format!("{}~", keys::instant(at)));
        (low, [to, window, after].into_iter().flatten().min().unwrap_or_else(|| "~".to_owned()))
    }

    /// Whether an order that was read is on the list. The index says nearly all of it.
    fn shows(&self, summary: &Summary) -> bool {
        self.status.is_none_or(|status| summary.at(self.now).fulfilment_status == status)
            && self.placed_from.is_none_or(|from| from <= summary.placed_at)
            && self.placed_to.is_none_or(|to| summary.placed_at < to)
            && self.location.as_ref().is_none_or(|location| summary.locations.contains(location))
    }
}

/// Where orders of the list may be. With a status: where it is written, where it ends by itself and has not
/// yet, and where it begins by itself and has already.
fn partitions(store: &StoreId, query: &ListQuery) -> Vec<Partition> {
    use FulfilmentStatus::{OnHold, PartiallyFulfilled, Pending, Unfulfilled};
    /// All that can happen when an upsell's hold ends: what it alone held becomes open.
    const BY_THEMSELVES: [(FulfilmentStatus, FulfilmentStatus); 4] =
        [(Pending, Unfulfilled), (Pending, PartiallyFulfilled), (OnHold, Unfulfilled), (OnHold, PartiallyFulfilled)];
    let archived = query.archived;
    let whole = |pk| Partition { pk, placed: (None, None) };
    // An upsell offered at this instant or before is over by now.
    let over = query.now - bounds::UPSELL;
    match (query.status, query.sort) {
        (None, Sort::PlacedAt) => vec![whole(keys::all_orders(store, archived))],
        (None, Sort::FulfilBy) => {
            let written = FulfilmentStatus::ALL.map(|status| whole(keys::listed(store, archived, status, None)));
            let changing =
                BY_THEMSELVES.map(|(before, after)| whole(keys::listed(store, archived, before, Some(after))));
            written.into_iter().chain(changing).collect()
        }
        (Some(status), _) => {
            let changing = BY_THEMSELVES.into_iter().filter_map(|(before, after)| {
                let pk = keys::listed(store, archived, before, Some(after));
                if before == status {
                    Some(Partition { pk, placed: (Some(over), None) })
                } else if after == status {
                    Some(Partition { pk, placed: (None, Some(over)) })
                } else {
                    None
                }
            });
            std::iter::once(whole(keys::listed(store, archived, status, None))).chain(changing).collect()
        }
    }
}

/// How many of the orders fit an answer; always one.
fn fitting(shown: &[Read]) -> usize {
    let mut bytes = 0;
    let fits = |read: &&Read| {
        bytes += read.bytes;
        bytes <= PAGE_BYTES
    };
    shown.iter().take_while(fits).count().max(1)
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

/// Merges the partitions in the list's order, as far as all of them have been read.
fn merge(parts: Vec<Part>, query: &ListQuery) -> Result<Page, StoreError> {
    let place = format!("{}sk", query.index());
    let first = |a: &String, b: &String| if query.sort == Sort::FulfilBy { a.cmp(b) } else { b.cmp(a) };
    let horizon = parts.iter().filter_map(|part| part.stopped_at.clone()).min_by(first);
    let mut read = Vec::new();
    for item in parts.into_iter().flat_map(|part| part.items) {
        let at = get_text(&item, &place)?.to_owned();
        let beyond = horizon.as_ref().is_some_and(|horizon| first(&at, horizon).is_gt());
        if query.after.as_ref() != Some(&at) && !beyond {
            read.push(Read { at, bytes: get_text(&item, "summary")?.len(), summary: summary_of(&item)? });
        }
    }
    read.sort_by(|a, b| first(&a.at, &b.at));
    // An order that changed its status between two of the queries was read twice.
    read.dedup_by(|a, b| a.summary.id == b.summary.id);
    let mut shown: Vec<_> = read.into_iter().filter(|read| query.shows(&read.summary)).collect();
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX).min(fitting(&shown));
    let cut = shown.len() > limit;
    shown.truncate(limit);
    let last = shown.last().map(|read| read.at.clone());
    let next = if cut { last } else { horizon };
    Ok(Page { orders: shown.into_iter().map(|read| read.summary).collect(), next })
}
