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
/// Lines of all fulfilments an order may ever have had: at 13 bytes each they grow an order by 52 KB.
pub const FULFILMENT_LINES: usize = 4_000;
/// Tracking numbers of one fulfilment: each needs a look-up item in the transaction.
pub const NUMBERS: usize = 10;
/// Holds that stand on one fulfilment order at a time.
pub const HOLDS: usize = 10;
/// The quantity of one line item.
pub const QUANTITY: u32 = 10_000;
/// Keys of an order's metadata.
pub const METADATA_KEYS: usize = 50;
/// Orders of one bulk request.
pub const BULK_ORDERS: usize = 100;

/// How large an order, as stored, may become by what people write into it: line items, addresses, notes,
/// metadata, labels. What fulfilling, moving and tracking add is bounded by counts instead (at most 52 KB of
/// fulfilment lines, 50 KB of fulfilment order lines, 30 KB of parcels, 25 KB of fulfilments), and the list's
/// summary takes at most 36 KB, so that an order that could be placed can always be fulfilled and cancelled.
pub const ORDER_BYTES: usize = 200 * 1024;

/// How far ahead of our clock an order may say it was placed.
pub const PLACED_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// How long the customer has to answer an upsell, from `placed_at` (H3).
pub const UPSELL: TimeDelta = TimeDelta::hours(1);
