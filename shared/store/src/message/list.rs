//! Messages in lists: those of an order, and all of a store's.

use aws_sdk_dynamodb::types::ReturnConsumedCapacity;
use waybill_domain::id::{OrderId, StoreId};

use super::Message;
use crate::batch::Fetch;
use crate::connect::Store;
use crate::error::StoreError;
use crate::item::{Item, get_json, get_text, key, optional_text, text};
use crate::keys;
use crate::untold::Untold;

/// Pages of 1 MB that an order's messages can fill: its events are bounded by what may happen to it.
const COLLECTION_PAGES: usize = 10;

/// Messages of a page, at the most: what one batch reads.
const PAGE: u32 = 100;

/// A page of a store's messages.
#[derive(Clone, Debug)]
pub struct MessagePage {
    /// Newest first.
    pub messages: Vec<Message>,
    /// Goes on after the last one.
    pub next: Option<String>,
}

impl Store {
    /// An order's messages, oldest first: at most three for each of its events, of which a page of the timeline holds
    /// 250.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn messages_of(&self, store: &StoreId, order: &OrderId) -> Result<Vec<Message>, StoreError> {
        self.collection(store, order, keys::MESSAGES).await?.iter().map(Message::read).collect()
    }

    /// The events of an order that are not yet told, each with the revision and the number.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn waiting_of(&self, store: &StoreId, order: &OrderId) -> Result<Vec<Untold>, StoreError> {
        let read = |item: &Item| {
            let odd = || StoreError::unreadable("the item is no change that is to be told");
            let revision = keys::parse_untold(get_text(item, "sk")?).ok_or_else(odd)?;
            let (store, order) = (store.clone(), order.clone());
            Ok(Untold { store, order, revision, events: get_json(item, "untold")? })
        };
        self.collection(store, order, keys::UNTOLD).await?.iter().map(read).collect()
    }

    /// A page of all messages of a store, newest first.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn messages(&self, store: &StoreId, limit: u32, after: Option<&str>) -> Result<MessagePage, StoreError> {
        let place = after.and_then(MessagePlace::read);
        let start = place.map(|place| place.key(store));
        let answer = self
            .client
            .query()
            .table_name(&*self.table)
            .index_name(keys::GSI6)
            .key_condition_expression("gsi6pk = :all")
            .expression_attribute_values(":all", text(keys::all_messages(store)))
            .scan_index_forward(false)
            .limit(limit.min(PAGE).cast_signed())
            .set_exclusive_start_key(start)
            .return_consumed_capacity(ReturnConsumedCapacity::Total)
            .send()
            .await
            .map_err(StoreError::of)?;
        self.meter.read(answer.consumed_capacity.as_slice());
        let found = answer.items.unwrap_or_default();
        let wanted: Vec<_> = found
            .iter()
            .map(|item| Ok((get_text(item, "pk")?.to_owned(), get_text(item, "sk")?.to_owned())))
            .collect::<Result<_, StoreError>>()?;
        if wanted.is_empty() {
            return Ok(MessagePage { messages: Vec::new(), next: None });
        }
        let mut whole = self.batch_get(wanted.clone(), Fetch::Consistent).await?;
        // The index trails: what was given back is not there any more.
        let items: Vec<_> = wanted.iter().filter_map(|key| whole.remove(key)).collect();
        let next = answer.last_evaluated_key.as_ref().and_then(MessagePlace::of).map(|place| place.0);
        Ok(MessagePage { messages: items.iter().map(Message::read).collect::<Result<_, _>>()?, next })
    }

    /// Whether a text is a place among a store's messages, as [`MessagePage::next`] gives it.
    #[must_use]
    pub fn is_message_place(text: &str) -> bool {
        MessagePlace::read(text).is_some()
    }

    /// All items of an order whose name begins so: a few hundred small ones.
    async fn collection(&self, store: &StoreId, order: &OrderId, begin: &str) -> Result<Vec<Item>, StoreError> {
        let (mut items, mut after) = (Vec::new(), None);
        for _ in 0..COLLECTION_PAGES {
            let answer = self
                .client
                .query()
                .table_name(&*self.table)
                .key_condition_expression("pk = :pk AND begins_with(sk, :begin)")
                .expression_attribute_values(":pk", text(keys::order(store, order)))
                .expression_attribute_values(":begin", text(begin))
                .consistent_read(true)
                .set_exclusive_start_key(after)
                .return_consumed_capacity(ReturnConsumedCapacity::Total)
                .send()
                .await
                .map_err(StoreError::of)?;
            self.meter.read(answer.consumed_capacity.as_slice());
            items.extend(answer.items.unwrap_or_default());
            after = answer.last_evaluated_key;
            if after.is_none() {
                break;
            }
        }
        Ok(items)
    }
}

/// A place among a store's messages: the index's sort key, the order and the message.
struct MessagePlace(String);

impl MessagePlace {
    fn of(last: &Item) -> Option<Self> {
        let (_, order) = keys::parse_order(optional_text(last, "pk")?)?;
        Some(Self(format!("{} {order} {}", optional_text(last, "gsi6sk")?, optional_text(last, "sk")?)))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let (place, order, sk) = (parts.next()?, parts.next()?, parts.next()?);
        let sound = crate::list::ListQuery::is_placed_place(place) && OrderId::try_from(order.to_owned()).is_ok();
        let sound = sound && keys::parse_message(sk).is_some();
        (sound && parts.next().is_none()).then(|| Self(text.to_owned()))
    }

    fn key(&self, store: &StoreId) -> Item {
        let mut parts = self.0.split(' ');
        let (place, order, sk) = (parts.next(), parts.next(), parts.next());
        let pk =
            order.and_then(|order| OrderId::try_from(order.to_owned()).ok()).map(|order| keys::order(store, &order));
        let mut start = key(pk.unwrap_or_default(), sk.unwrap_or_default());
        start.insert("gsi6pk".to_owned(), text(keys::all_messages(store)));
        start.insert("gsi6sk".to_owned(), text(place.unwrap_or_default()));
        start
    }
}
