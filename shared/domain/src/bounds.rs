//! Every limit of an order, with its reason.
//!
//! Together they keep an order inside one DynamoDB item (400 KB, which is 409,600 bytes) and every action
//! inside one transaction (100 items), whatever the order has been through.

use chrono::TimeDelta;

/// Line items of an order.
pub const LINE_ITEMS: usize = 250;
/// Locations of an order: one fulfilment order each, and one event each when all are fulfilled at once.
pub const LOCATIONS: usize = 20;
/// Parcels an order may ever have had. Each keeps a number, a carrier and a link in the order.
pub const PARCELS: u16 = 40;
/// Fulfilments an order may ever have had, cancelled ones included.
pub const FULFILMENTS: usize = 100;
/// Lines of all fulfilments an order may ever have had: at 12 bytes each they grow an order by 36 KB.
pub const FULFILMENT_LINES: usize = 3_000;
/// Lines of all fulfilment orders of an order: moving splits them. At 12 bytes each they take 12 KB.
pub const FULFILMENT_ORDER_LINES: usize = 1_000;
/// Tracking numbers of one fulfilment: each needs a look-up item in the transaction.
pub const NUMBERS: usize = 10;
/// Holds that stand on one fulfilment order at a time.
pub const HOLDS: usize = 10;
/// The quantity of one line item.
pub const QUANTITY: u32 = 10_000;
/// Messages that may ever be asked for about one order: more is no reminder.
pub const MESSAGES_ASKED: u16 = 50;
/// Keys of an order's metadata.
pub const METADATA_KEYS: usize = 50;
/// Orders of one bulk request.
pub const BULK_ORDERS: usize = 100;

/// How many bytes of an order, as stored, people may write: line items, addresses, notes, metadata, holds,
/// labels. What fulfilling, moving and tracking add is bounded by counts instead: 36 KB of fulfilments' lines and
/// 25 KB of what surrounds them, 12 KB of fulfilment orders' lines, and 76 KB of parcels, each with a carrier of
/// 100 four-byte characters, a number, a link, and a status that someone of as long a name has set. The list's summary
/// repeats the parcels, and takes 70 KB. That leaves 20 KB of the 400 KB of an item, so that an order that could be
/// placed can always be fulfilled and followed.
pub const ORDER_BYTES: usize = 160 * 1024;

/// How far ahead of our clock an order may say it was placed.
pub const PLACED_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// How long the customer has to answer an upsell, from `placed_at` (H3).
pub const UPSELL: TimeDelta = TimeDelta::hours(1);
