//! The figures of a period. What they cost grows with the days, and not with the orders.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use chrono::NaiveDate;
use tokio::task::JoinSet;
use waybill_domain::id::StoreId;
use waybill_domain::tally::Figures;

use super::book::Epoch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, check_version, get_text};
use crate::keys;

/// Days of a period at the most: a part's figures of so many days, of a hundred bytes each, fit one page.
pub const DAYS: u32 = 366;

impl Store {
    /// The figures of each day from the first to the last, both included and at most [`DAYS`]; a day on which nothing
    /// happened is left out.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn figures(
        &self,
        store: &StoreId,
        epoch: Epoch,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<BTreeMap<NaiveDate, Figures>, StoreError> {
        let mut reading = JoinSet::new();
        for shard in 0..keys::FIGURE_SHARDS {
            let (this, part) = (self.clone(), keys::figures(store, epoch.number, shard));
            reading.spawn(async move { this.part_of_figures(part, first, last).await });
        }
        let mut days: BTreeMap<NaiveDate, Figures> = BTreeMap::new();
        while let Some(part) = reading.join_next().await {
            for (day, figures) in part.map_err(|error| StoreError::Refused(error.into()))?? {
                *days.entry(day).or_default() += figures;
            }
        }
        days.retain(|_, figures| *figures != Figures::default());
        Ok(days)
    }

    async fn part_of_figures(
        &self,
        part: String,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<(NaiveDate, Figures)>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :part AND sk BETWEEN :first AND :last")
            .expression_attribute_values(":part", AttributeValue::S(part))
            .expression_attribute_values(":first", AttributeValue::S(first.to_string()))
            .expression_attribute_values(":last", AttributeValue::S(last.to_string()))
            .limit(i32::try_from(DAYS).unwrap_or(i32::MAX))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        answer.items.unwrap_or_default().iter().map(read).collect()
    }
}

fn read(item: &Item) -> Result<(NaiveDate, Figures), StoreError> {
    check_version(item)?;
    let day = get_text(item, "sk")?.parse().map_err(|_| StoreError::unreadable("`sk` is no day"))?;
    let figure = |name: &str| {
        // A part may be below zero: what it takes back was counted in another.
        let figure = item.get(name).and_then(|value| value.as_n().ok()?.parse::<i64>().ok());
        figure.ok_or_else(|| StoreError::unreadable(format!("it has no number `{name}`")))
    };
    let (placed, fulfilled, delivered) = (figure("placed")?, figure("fulfilled")?, figure("delivered")?);
    Ok((day, Figures { placed, fulfilled, delivered }))
}
