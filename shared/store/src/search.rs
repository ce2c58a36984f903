//! Finding orders by what leads to them: name, tracking number, e-mail address, exactly.

use std::collections::BTreeSet;

use aws_sdk_dynamodb::types::{AttributeValue, ReturnConsumedCapacity};
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::summary::Summary;
use waybill_domain::text::EmailAddress;
use waybill_domain::tracking::{Parcel, TrackingNumber};

use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::get_text;
use crate::keys;
use crate::list::{Page, summary_of};
use crate::lookup::{self, Lookup};
use crate::parcel::ParcelKey;
use crate::secret::StoreSecret;

/// Orders of one page of a search: they are read whole, and a batch holds at most 100 items.
pub const FOUND_AT_ONCE: u32 = 100;

/// Orders of one number that a push is written down for: a number may belong to several, and seldom does.
pub const ORDERS_OF_A_NUMBER: u32 = 20;

impl Store {
    /// The orders to which a text leads, newest first, after the place where another page ended.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn search(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        text: &str,
        limit: u32,
        after: Option<&str>,
    ) -> Result<Page, StoreError> {
        let limit = limit.min(FOUND_AT_ONCE);
        let email = EmailAddress::try_from(text.trim().to_owned()).ok().map(|email| Lookup::email(&email));
        let number = TrackingNumber::try_from(text.to_owned()).ok().map(|number| Lookup::number(&number));
        let mut places = BTreeSet::new();
        let mut more = false;
        for lookup in [Some(Lookup::name(text)), email, number].into_iter().flatten() {
            let found = self.places(&lookup.pk(store, secret), limit + 1, after, false).await?;
            more |= found.len() > limit as usize;
            places.extend(found);
        }
        let page: Vec<_> = places.iter().rev().take(limit as usize).cloned().collect();
        more |= places.len() > page.len();
        let next = page.last().filter(|_| more).cloned();
        Ok(Page { orders: self.summaries(store, &page, Fetch::Summaries).await?, next })
    }

    /// The parcels that have a number now, in fulfilments that count; of at most [`ORDERS_OF_A_NUMBER`] orders, the
    /// latest ones.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn parcels_with(
        &self,
        store: &StoreId,
        secret: &StoreSecret,
        wanted: &TrackingNumber,
    ) -> Result<Vec<ParcelKey>, StoreError> {
        let pk = Lookup::number(wanted).pk(store, secret);
        let places = self.places(&pk, ORDERS_OF_A_NUMBER, None, true).await?;
        let has_it = |parcel: &&Parcel| parcel.tracking.as_ref().is_some_and(|tracking| tracking.number == *wanted);
        let orders = self.summaries(store, &places, Fetch::FreshSummaries).await?;
        let key = |order: &Summary, parcel: &Parcel| ParcelKey {
            store: store.clone(),
            order: order.id.clone(),
            parcel: parcel.id,
        };
        Ok(orders
            .iter()
            .flat_map(|order| order.parcels.iter().filter(has_it).map(move |parcel| key(order, parcel)))
            .collect())
    }

    /// `<placed>#<order>` of the orders a look-up leads to, newest first.
    async fn places(
        &self,
        pk: &str,
        limit: u32,
        after: Option<&str>,
        as_of_now: bool,
    ) -> Result<Vec<String>, StoreError> {
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .key_condition_expression("pk = :pk AND sk < :after")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
            .expression_attribute_values(":after", AttributeValue::S(after.unwrap_or("~").to_owned()))
            .scan_index_forward(false)
            .consistent_read(as_of_now)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        answer.items.unwrap_or_default().iter().map(|item| get_text(item, "sk").map(str::to_owned)).collect()
    }

    async fn summaries(&self, store: &StoreId, places: &[String], fetch: Fetch) -> Result<Vec<Summary>, StoreError> {
        let id = |place: &String| lookup::read_order_id(place.rsplit('#').next().unwrap_or_default());
        let orders = places.iter().map(id).collect::<Result<Vec<_>, StoreError>>()?;
        self.summaries_of(store, &orders, fetch).await
    }

    /// At most [`FOUND_AT_ONCE`] orders as a list shows them, as they were a moment ago; those that exist.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn find_summaries(
        &self,
        store: &StoreId,
        orders: &BTreeSet<OrderId>,
    ) -> Result<Vec<Summary>, StoreError> {
        let orders: Vec<_> = orders.iter().take(FOUND_AT_ONCE as usize).cloned().collect();
        self.summaries_of(store, &orders, Fetch::Summaries).await
    }

    async fn summaries_of(
        &self,
        store: &StoreId,
        orders: &[OrderId],
        fetch: Fetch,
    ) -> Result<Vec<Summary>, StoreError> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<_> = orders.iter().map(|order| (keys::order(store, order), keys::ORDER.to_owned())).collect();
        let found = self.batch_get(keys.clone(), fetch).await?;
        keys.iter().filter_map(|key| found.get(key)).map(summary_of).collect()
    }
}
