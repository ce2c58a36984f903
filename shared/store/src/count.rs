//! How many of a store's live orders stand in a certain way now. What it costs grows with the orders that are counted,
//! and not with the others: a read unit holds some dozens of them.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity, Select};
use chrono::{DateTime, Utc};
use tokio::task::JoinSet;
use waybill_domain::attention::{DELIVERED_WITHIN, FULFILLED_WITHIN, Rule, TROUBLE};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::StoreId;

use crate::connect::Store;
use crate::error::StoreError;
use crate::keys;
use crate::list::{BY_THEMSELVES, OPEN_OR_HELD};

/// Pages of one part of an index, of a megabyte each: together some hundred thousand orders of one tracking status, more
/// than are read in the time of an answer. What is beyond is not counted, and [`Count::all`] says so.
const PAGES: usize = 25;

/// Which orders to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountQuery {
    /// Those of a tracking status that were placed at the first instant or later, and before the second.
    Tracked(TrackingStatus, DateTime<Utc>, DateTime<Utc>),
    /// Those of which something was sent, and not all of that delivered.
    NotDelivered,
    /// Those that require attention by a rule, at an instant.
    Attention(Rule, DateTime<Utc>),
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// So many.
    pub orders: u64,
    /// Whether that is all of them; else there are more.
    pub all: bool,
}

/// A part of an index whose orders are counted.
#[derive(Clone, Debug)]
struct Part {
    index: &'static str,
    pk: String,
    /// From the first place to the second, both included.
    range: (String, String),
    filter: Option<Filter>,
}

/// What an order of a part must say of itself in `waiting`.
#[derive(Clone, Copy, Debug)]
enum Filter {
    Is(&'static str),
    IsNot(&'static str),
}

impl Store {
    /// How many of a store's live orders a query is for.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn count(&self, store: &StoreId, query: CountQuery) -> Result<Count, StoreError> {
        let mut counting = JoinSet::new();
        for part in query.parts(store) {
            let this = self.clone();
            counting.spawn(async move { this.count_part(&part).await });
        }
        let mut sum = Count { orders: 0, all: true };
        while let Some(part) = counting.join_next().await {
            let part = part.map_err(|error| StoreError::Refused(error.into()))??;
            sum = Count { orders: sum.orders + part.orders, all: sum.all && part.all };
        }
        Ok(sum)
    }

    async fn count_part(&self, part: &Part) -> Result<Count, StoreError> {
        let index = part.index;
        let (low, high) = part.range.clone();
        let mut count = Count { orders: 0, all: low > high };
        let mut after = None;
        for _ in 0..PAGES {
            if count.all {
                break;
            }
            let request = self
                .client
                .query()
                .table_name(&*self.table)
                .index_name(index)
                .select(Select::Count)
                .key_condition_expression(format!("{index}pk = :pk AND {index}sk BETWEEN :low AND :high"))
                .expression_attribute_values(":pk", AttributeValue::S(part.pk.clone()))
                .expression_attribute_values(":low", AttributeValue::S(low.clone()))
                .expression_attribute_values(":high", AttributeValue::S(high.clone()))
                .set_exclusive_start_key(after)
                .return_consumed_capacity(ReturnConsumedCapacity::Total);
            let request = match part.filter {
                None => request,
                Some(Filter::Is(said)) => request
                    .filter_expression("waiting = :said")
                    .expression_attribute_values(":said", AttributeValue::S(said.to_owned())),
                Some(Filter::IsNot(said)) => request
                    .filter_expression("waiting <> :said")
                    .expression_attribute_values(":said", AttributeValue::S(said.to_owned())),
            };
            let answer = request.send().await.map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity.as_slice());
            count.orders += u64::try_from(answer.count).unwrap_or(0);
            after = answer.last_evaluated_key;
            count.all = after.is_none();
        }
        Ok(count)
    }
}

impl CountQuery {
    fn parts(self, store: &StoreId) -> Vec<Part> {
        let tracked =
            |status, range, filter| Part { index: keys::GSI5, pk: keys::tracked(store, false, status), range, filter };
        let ever = || ("0".to_owned(), "~".to_owned());
        let on_their_way = TrackingStatus::ALL.into_iter().filter(|status| *status != TrackingStatus::Delivered);
        match self {
            Self::Tracked(status, from, to) => {
                vec![tracked(status, (keys::instant(from), keys::instant(to)), None)]
            }
            Self::NotDelivered => on_their_way.map(|status| tracked(status, ever(), None)).collect(),
            Self::Attention(Rule::P6, now) => {
                // Strictly more than so long ago: an instant sorts before the orders placed at it.
                let range = || ("0".to_owned(), keys::instant(now - DELIVERED_WITHIN));
                on_their_way.map(|status| tracked(status, range(), Some(Filter::Is(keys::WAITING)))).collect()
            }
            Self::Attention(Rule::P7, _) => {
                TROUBLE.map(|status| tracked(status, ever(), Some(Filter::IsNot(keys::CANCELLED)))).into()
            }
            Self::Attention(Rule::P8, now) => {
                // So long ago or more: `~` sorts after the orders placed at that instant.
                let range = ("0".to_owned(), format!("{}~", keys::instant(now - FULFILLED_WITHIN)));
                let written = OPEN_OR_HELD.map(|status| keys::listed(store, false, status, None));
                let changing = BY_THEMSELVES.map(|(before, after)| keys::listed(store, false, before, Some(after)));
                let all = written.into_iter().chain(changing);
                all.map(|pk| Part { index: keys::GSI2, pk, range: range.clone(), filter: None }).collect()
            }
        }
    }
}
