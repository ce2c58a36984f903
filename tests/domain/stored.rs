//! An order that was written once can always be read: one that has been through everything, as version 1 of its item
//! holds it.
//!
//! The file is never renewed. A change that makes it unreadable needs a new version, and an upgrade when it is read.

use waybill_domain::Order;
use waybill_domain::effective::FulfilmentStatus;

const VERSION_1: &str = include_str!("stored_v1.json");

#[test]
fn an_order_of_version_1_is_read() {
    let order: Order = serde_json::from_str(VERSION_1).expect("it is read");
    let placed_at = order.placed_at();
    let effective = order.at(placed_at + chrono::TimeDelta::days(1));
    assert_eq!(effective.fulfilment_status(), FulfilmentStatus::PartiallyFulfilled);
    let sum = effective.quantities();
    assert_eq!((sum.ordered, sum.open, sum.held, sum.fulfilled, sum.cancelled), (9, 4, 1, 4, 0));
    assert_eq!(order.fulfilments().len(), 3);
    assert_eq!(order.parcels().iter().filter(|parcel| parcel.tracking.is_some()).count(), 1);
    let again: Order =
        serde_json::from_str(&serde_json::to_string(&order).expect("it is written")).expect("it is read");
    assert_eq!(again, order);
}
