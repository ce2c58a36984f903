//! What every item is called, and what the indexes hold.
//!
//! | item | `pk` | `sk` |
//! |---|---|---|
//! | settings | `<store>#settings` | `settings` |
//! | API key | `<store>#keys` | `<hash>` |
//! | order | `<store>#order#<order>` | `order` |
//! | event | `<store>#order#<order>` | `event#<revision>#<number>` |
//! | parcel | `<store>#order#<order>` | `parcel#<number>` |
//! | scans | `<store>#order#<order>` | `parcel#<number>#scans#<generation>#<chunk>` |
//! | past number | `<store>#order#<order>` | `parcel#<number>#past#<generation>` |
//! | line | `@line#<hash of a service's key>` | `line`: who may ask with that key when |
//! | lease | `@lease#<shard>` | `lease`: who sweeps a shard of what is due |
//! | change not yet told | `<store>#order#<order>` | `untold#<revision>` |
//! | message | `<store>#order#<order>` | `message#<revision>#<number of the event>#<kind>#<channel>` |
//! | version of the order's page | `<store>#order#<order>` | `page` |
//! | who took the order's one-time link | `<store>#order#<order>` | `claimed` |
//! | tries to log in to a page | `<store>#tries#<keyed hash>` | `<seconds of a window>#<window>` |
//! | template | `<store>#settings` | `template#<kind>#<channel>` |
//! | address that takes no mail | `<store>#suppressed#<keyed hash>` | `suppressed` |
//! | request | `<store>#request#<hash of the idempotency key>` | `request` |
//! | look-up | `<store>#lookup#<keyed hash>` | `<placed>#<order>`, or `only` where one order alone may have it |
//! | ledger | `<store>#order#<order>` | `tally` |
//! | figures of a day, in parts | `<store>#tally#<epoch>#<shard>` | `<day>` |
//! | door of an epoch | `<store>#tally#<epoch>#<shard>` | `open` |
//! | book of epochs | `<store>#tally` | `book` |
//! | wish for a rebuild | `<store>#tally` | `ask` |
//!
//! | index | partition | sorted by | holds |
//! |---|---|---|---|
//! | `gsi1` | store, archived or not | placed | orders |
//! | `gsi2` | the same and a listing (below) | placed | orders |
//! | `gsi3` | as `gsi2` | last day to ship, placed | orders |
//! | `gsi4` | what is due, and a shard | when | orders whose upsell hold ends by itself; parcels to ask about; changes that are not yet told; events that are not yet counted; books and wishes of figures to be rebuilt |
//! | `gsi5` | store, archived or not, and a tracking status | placed | orders of which something was sent |
//! | `gsi6` | store | fulfilled | live orders, wholly fulfilled |
//! | `gsi6` | store, messages | decided | messages, sent or not |
//! | `gsi7` | store | delivered | live orders, wholly fulfilled and delivered |
//!
//! A listing is a fulfilment status as it is written; or two, where an upsell's hold ends by itself: the one
//! before and the one after (`pending>unfulfilled`). What a list shows of those is decided at the instant of
//! reading (H3).
//!
//! All keys begin with the store's id, which comes from a verified API key alone, but those of lines and leases,
//! which hold nothing of a store's; only `gsi4` goes across stores, and no function with a route may query it.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::id::{EventId, MessageId, OrderId, ParcelId, StoreId};
use waybill_domain::message::{Channel, Kind};

use crate::secret::sha256;

/// The names of the indexes.
pub(crate) const GSI1: &str = "gsi1";
pub(crate) const GSI2: &str = "gsi2";
pub(crate) const GSI3: &str = "gsi3";
pub(crate) const GSI4: &str = "gsi4";
pub(crate) const GSI5: &str = "gsi5";
pub(crate) const GSI6: &str = "gsi6";
pub(crate) const GSI7: &str = "gsi7";

/// What `gsi5` says of an order beside its tracking status: wholly fulfilled and goods of it not delivered, cancelled,
/// or neither.
pub(crate) const WAITING: &str = "waiting";
pub(crate) const CANCELLED: &str = "cancelled";
pub(crate) const OTHER: &str = "other";

pub(crate) const SETTINGS: &str = "settings";
pub(crate) const ORDER: &str = "order";
pub(crate) const EVENTS: &str = "event#";
pub(crate) const PARCELS: &str = "parcel#";
pub(crate) const UNTOLD: &str = "untold#";
pub(crate) const MESSAGES: &str = "message#";
pub(crate) const SUPPRESSED: &str = "suppressed";
pub(crate) const PAGE: &str = "page";
pub(crate) const CLAIMED: &str = "claimed";
pub(crate) const REQUEST: &str = "request";
pub(crate) const LINE: &str = "line";
pub(crate) const LEASE: &str = "lease";
pub(crate) const LEDGER: &str = "tally";
pub(crate) const DOOR: &str = "open";
pub(crate) const BOOK: &str = "book";
pub(crate) const ASK: &str = "ask";
/// The sort key of a look-up that one order alone may have.
pub(crate) const ONLY: &str = "only";

/// Shards of what is due: enough that a busy minute is spread, few enough to ask all of them every minute.
pub(crate) const DUE_SHARDS: u8 = 4;

/// Shards of a store's figures: a store whose orders come in a hundred batches a second has no hot item, and eight
/// queries are what a page reads.
pub(crate) const FIGURE_SHARDS: u8 = 8;

pub(crate) fn settings(store: &StoreId) -> String {
    format!("{store}#settings")
}

pub(crate) fn api_keys(store: &StoreId) -> String {
    format!("{store}#keys")
}

pub(crate) fn order(store: &StoreId, order: &OrderId) -> String {
    format!("{store}#order#{order}")
}

/// The store and the order of an order's `pk`.
pub(crate) fn parse_order(pk: &str) -> Option<(StoreId, OrderId)> {
    let (store, order) = pk.split_once("#order#")?;
    Some((StoreId::try_from(store.to_owned()).ok()?, OrderId::try_from(order.to_owned()).ok()?))
}

pub(crate) fn event(revision: u64, number: usize) -> String {
    format!("{EVENTS}{revision:010}#{number:03}")
}

/// The change that made a revision, while something of it is to be told.
pub(crate) fn untold(revision: u64) -> String {
    format!("{UNTOLD}{revision:010}")
}

/// The revision whose change is called so.
pub(crate) fn parse_untold(sk: &str) -> Option<u64> {
    let revision = sk.strip_prefix(UNTOLD)?.parse().ok()?;
    Some(revision).filter(|revision| untold(*revision) == sk)
}

pub(crate) fn message(id: MessageId) -> String {
    let EventId { revision, number } = id.event;
    format!("{MESSAGES}{revision:010}#{number:03}#{}#{}", id.kind.as_str(), id.channel.as_str())
}

/// The message that is called so.
pub(crate) fn parse_message(sk: &str) -> Option<MessageId> {
    let mut parts = sk.strip_prefix(MESSAGES)?.split('#');
    let event = EventId { revision: parts.next()?.parse().ok()?, number: parts.next()?.parse().ok()? };
    let (kind, channel) = (parts.next()?, parts.next()?);
    let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;
    let channel = Channel::ALL.into_iter().find(|known| known.as_str() == channel)?;
    Some(MessageId { event, kind, channel })
}

/// A store's own template for a kind of message over a channel.
pub(crate) fn template(kind: Kind, channel: Channel) -> String {
    format!("template#{}#{}", kind.as_str(), channel.as_str())
}

/// An address that takes no mail, by its keyed hash.
pub(crate) fn suppressed(store: &StoreId, hash: &str) -> String {
    format!("{store}#suppressed#{hash}")
}

/// Tries to log in, by the keyed hash of what they are counted for.
pub(crate) fn tries(store: &StoreId, hash: &str) -> String {
    format!("{store}#tries#{hash}")
}

/// A window in which tries are counted.
pub(crate) fn window(seconds: i64, now: DateTime<Utc>) -> String {
    format!("{seconds}#{}", now.timestamp().div_euclid(seconds))
}

/// The partition of all of a store's messages.
pub(crate) fn all_messages(store: &StoreId) -> String {
    format!("{store}#messages")
}

/// The partition of changes that are not yet told.
pub(crate) fn due_untold(shard: u8) -> String {
    format!("untold#{shard}")
}

/// The line of those who ask a tracking service with one key. No store is called so.
pub(crate) fn line(of_key: &str) -> String {
    format!("@line#{}", sha256(of_key))
}

/// Who sweeps a shard. No store is called so.
pub(crate) fn lease(shard: u8) -> String {
    format!("@lease#{shard}")
}

/// The head of a parcel.
pub(crate) fn parcel(id: ParcelId) -> String {
    format!("{PARCELS}{:05}", id.index())
}

/// The parcel whose head is called so.
pub(crate) fn parse_parcel(sk: &str) -> Option<ParcelId> {
    let index: u16 = sk.strip_prefix(PARCELS)?.parse().ok()?;
    Some(ParcelId::at(usize::from(index))).filter(|id| parcel(*id) == sk)
}

pub(crate) fn scans(id: ParcelId, generation: u32, chunk: u16) -> String {
    format!("{}#scans#{generation:010}#{chunk:03}", parcel(id))
}

pub(crate) fn past_numbers(id: ParcelId) -> String {
    format!("{}#past#", parcel(id))
}

pub(crate) fn past_number(id: ParcelId, generation: u32) -> String {
    format!("{}{generation:010}", past_numbers(id))
}

pub(crate) fn request(store: &StoreId, idempotency_key: &str) -> String {
    // Callers put names and addresses into their keys: nothing of them is kept in the clear.
    format!("{store}#request#{}", sha256(idempotency_key))
}

pub(crate) fn lookup(store: &StoreId, hash: &str) -> String {
    format!("{store}#lookup#{hash}")
}

/// An instant as text that sorts as instants do.
pub(crate) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// How orders sort by when they were placed.
pub(crate) fn placed(at: DateTime<Utc>, order: &OrderId) -> String {
    format!("{}#{order}", instant(at))
}

/// How orders sort by their last day to ship, those without last.
pub(crate) fn fulfil_by(day: Option<NaiveDate>, placed_at: DateTime<Utc>, order: &OrderId) -> String {
    let day = day.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    format!("{day}#{}", placed(placed_at, order))
}

/// The partition of all of a store's orders.
pub(crate) fn all_orders(store: &StoreId, archived: bool) -> String {
    format!("{store}#{}", if archived { "archived" } else { "live" })
}

/// The partition of a store's orders in one listing.
pub(crate) fn listed(
    store: &StoreId,
    archived: bool,
    status: FulfilmentStatus,
    after: Option<FulfilmentStatus>,
) -> String {
    let all = all_orders(store, archived);
    match after {
        None => format!("{all}#{}", status.as_str()),
        Some(after) => format!("{all}#{}>{}", status.as_str(), after.as_str()),
    }
}

/// The partition of a store's orders of one tracking status.
pub(crate) fn tracked(store: &StoreId, archived: bool, status: TrackingStatus) -> String {
    format!("{}#{}", all_orders(store, archived), status.as_str())
}

/// The partition of a store's orders by when they were wholly fulfilled.
pub(crate) fn fulfilled(store: &StoreId) -> String {
    format!("{store}#fulfilled")
}

/// The partition of a store's orders by when they were delivered.
pub(crate) fn delivered(store: &StoreId) -> String {
    format!("{store}#delivered")
}

/// The partition of upsell holds that end by themselves.
pub(crate) fn due_upsells(shard: u8) -> String {
    format!("upsell#{shard}")
}

/// The partition of parcels to ask about: those whose service does not follow them yet have one of their own.
pub(crate) fn due_parcels(new: bool, shard: u8) -> String {
    format!("{}#{shard}", if new { "new-parcel" } else { "parcel" })
}

/// How parcels sort by when they are asked about.
pub(crate) fn due_parcel(at: DateTime<Utc>, order: &OrderId, id: ParcelId) -> String {
    format!("{}#{}", placed(at, order), id.index())
}

/// The partition of events that are not yet counted in their store's figures.
pub(crate) fn due_tallies(shard: u8) -> String {
    format!("tally#{shard}")
}

/// The partition of stores whose figures are to be rebuilt.
pub(crate) fn due_rebuilds(shard: u8) -> String {
    format!("rebuild#{shard}")
}

/// Which shard of what is due an order is in.
pub(crate) fn shard(order: &OrderId) -> u8 {
    shard_of(&order.to_string())
}

/// Which shard of what is due something is in, by its id.
pub(crate) fn shard_of(id: &str) -> u8 {
    id.bytes().fold(0_u8, u8::wrapping_add) % DUE_SHARDS
}

/// A store's book of epochs, and the wish for a rebuild.
pub(crate) fn tallies(store: &StoreId) -> String {
    format!("{store}#tally")
}

/// The store of such a `pk`.
pub(crate) fn parse_tallies(pk: &str) -> Option<StoreId> {
    StoreId::try_from(pk.strip_suffix("#tally")?.to_owned()).ok()
}

/// One part of a store's figures in an epoch, and the door to it.
pub(crate) fn figures(store: &StoreId, epoch: u32, shard: u8) -> String {
    format!("{store}#tally#{epoch}#{shard}")
}
