//! How far an order is, as its customer sees it: O2 at its edges.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;
use waybill_domain::Order;
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::id::ParcelId;
use waybill_domain::observe::{News, observe};
use waybill_domain::progress::{Note, Progress, Step, When};
use waybill_domain::scan::Scan;

use crate::given::{
    Asked, Came, Shop, after, cancel_order, fo, fulfil, hold, last_moment_of_the_hour, minutes, mugs, noon, pattern,
    read, the_hour_is_over, tracking,
};

use crate::journeys::{heard, hours, instant, scan, seen};

use Step::{AttemptedDelivery, Confirmed, Delivered, OnItsWay, OutForDelivery};

/// An order of three mugs, sent in parcels with these numbers a minute after it was placed.
fn sent(numbers: &[&str]) -> Order {
    let order = Shop::manual().place(json!({"line_items": [mugs(3)]}));
    fulfil(&order, json!({"tracking": tracking(numbers)}), &Shop::manual().at(minutes(1))).order()
}

/// The order once carriers have made these scans of a parcel.
fn scanned(order: &Order, number: usize, scans: &[Scan]) -> Order {
    let now = after(TimeDelta::days(60));
    let parcel = order.parcel(number);
    let observed = heard(&[seen(scans, None)]).observed(parcel.began_at, now);
    let news =
        News { parcel: parcel.id, generation: parcel.generation, observed, last_scan_at: None, new_scan_at: None };
    let shop = Shop::manual();
    match observe(order, &news, &shop.at(now)) {
        waybill_domain::Outcome::Changed(change) => change.order,
        waybill_domain::Outcome::Unchanged => order.clone(),
    }
}

fn of(at: TimeDelta, status: TrackingStatus, reason: Option<Reason>, detail: Option<Detail>) -> Scan {
    let condition = Condition::new(status, reason, detail).expect("a condition");
    Scan { condition: Some(condition), ..scan(instant(at), status) }
}

fn is(at: i64, status: TrackingStatus) -> Scan {
    scan(instant(hours(at)), status)
}

/// How far the order is once its only parcel has these scans.
fn with(scans: &[Scan]) -> Progress {
    let order = scanned(&sent(&["RR1"]), 1, scans);
    let scans = BTreeMap::from([(ParcelId::at(0), scans.iter().collect())]);
    Progress::of_order(&order, &scans, after(TimeDelta::days(60)))
}

fn bare(order: &Order) -> Progress {
    Progress::of_order(order, &BTreeMap::new(), after(TimeDelta::days(60)))
}

fn steps(progress: &Progress) -> Vec<Step> {
    progress.reached.keys().copied().collect()
}

fn when(progress: &Progress, step: Step) -> Option<When> {
    progress.reached.get(&step).copied().flatten()
}

#[test]
fn a_placed_order_is_confirmed_since_it_was_placed() {
    let progress = bare(&Shop::manual().place(json!({})));
    assert_eq!((progress.present, steps(&progress)), (Confirmed, vec![Confirmed]));
    assert_eq!(when(&progress, Confirmed), Some(When::Instant(noon())));
    assert_eq!(progress.notes, []);
}

#[test]
fn each_status_is_the_step_that_o2_names() {
    for (status, step) in [
        (TrackingStatus::Pending, OnItsWay),
        (TrackingStatus::InTransit, OnItsWay),
        (TrackingStatus::PickUp, OutForDelivery),
        (TrackingStatus::Undelivered, AttemptedDelivery),
        (TrackingStatus::Delivered, Delivered),
    ] {
        assert_eq!(with(&[is(5, status)]).present, step, "{status:?}");
    }
}

#[test]
fn steps_are_reached_when_their_scans_were_made() {
    use TrackingStatus::{Delivered as Arrived, InTransit, PickUp, Undelivered};
    let scans = [is(2, InTransit), is(30, PickUp), is(33, Undelivered), is(54, PickUp), is(57, Arrived)];
    let progress = with(&scans);
    assert_eq!(steps(&progress), Step::ALL);
    assert_eq!(when(&progress, OnItsWay), Some(When::Instant(minutes(1))));
    assert_eq!(when(&progress, OutForDelivery), Some(When::Scanned(instant(hours(30)))), "before the attempt");
    assert_eq!(when(&progress, AttemptedDelivery), Some(When::Scanned(instant(hours(33)))));
    assert_eq!(when(&progress, Delivered), Some(When::Scanned(instant(hours(57)))));
}

#[test]
fn a_parcel_whose_number_was_entered_late_is_on_its_way_since_its_carrier_has_it() {
    use TrackingStatus::{Delivered as Arrived, InTransit, Pending, PickUp};
    let progress = with(&[is(-60, Pending), is(-48, InTransit), is(-20, PickUp), is(-10, Arrived)]);
    assert_eq!(when(&progress, OnItsWay), Some(When::Scanned(instant(hours(-48)))));
    assert_eq!(when(&progress, OutForDelivery), Some(When::Scanned(instant(hours(-20)))));
    assert_eq!(when(&progress, Delivered), Some(When::Scanned(instant(hours(-10)))));
}

#[test]
fn an_attempt_that_never_was_is_not_among_the_steps_and_a_van_nobody_scanned_is() {
    let progress = with(&[is(2, TrackingStatus::InTransit), is(57, TrackingStatus::Delivered)]);
    assert_eq!(steps(&progress), [Confirmed, OnItsWay, OutForDelivery, Delivered]);
    assert_eq!(when(&progress, OutForDelivery), None);
}

#[test]
fn a_parcel_that_waits_at_a_pickup_point_is_out_for_delivery_and_ready_to_collect() {
    let progress = with(&[of(hours(9), TrackingStatus::PickUp, None, Some(Detail::AtPickupPoint))]);
    assert_eq!((progress.present, progress.notes), (OutForDelivery, vec![Note::ReadyToCollect]));
}

#[test]
fn trouble_stays_at_the_last_good_step_with_a_note() {
    use TrackingStatus::{Alert, Expired, InTransit, PickUp, Undelivered, Unrecognized};
    let customs = Some(Reason::HeldByCustoms);
    for (before, trouble, step, note) in [
        (vec![], is(9, Unrecognized), OnItsWay, Note::Unrecognized),
        (vec![is(2, InTransit)], is(900, Expired), OnItsWay, Note::Expired),
        (
            vec![is(2, InTransit)],
            of(hours(9), Alert, customs, Some(Detail::ProhibitedGoods)),
            OnItsWay,
            Note::Alert { reason: customs, detail: Some(Detail::ProhibitedGoods) },
        ),
        (
            vec![is(2, InTransit), is(9, PickUp)],
            of(hours(300), Alert, Some(Reason::RetentionPeriodOver), None),
            OutForDelivery,
            Note::Alert { reason: Some(Reason::RetentionPeriodOver), detail: None },
        ),
        (
            vec![is(9, PickUp), is(10, Undelivered)],
            of(hours(30), Alert, None, Some(Detail::Returning)),
            AttemptedDelivery,
            Note::Returning,
        ),
    ] {
        let scans: Vec<_> = before.into_iter().chain([trouble]).collect();
        let progress = with(&scans);
        assert_eq!((progress.present, progress.notes), (step, vec![note]), "{scans:?}");
    }
}

#[test]
fn what_is_scanned_on_the_way_back_is_no_step() {
    use TrackingStatus::{Alert, InTransit, PickUp, Returned};
    let returning = of(hours(30), Alert, None, Some(Detail::Returning));
    let progress = with(&[is(9, PickUp), returning, is(40, InTransit), is(60, Returned)]);
    assert_eq!((progress.present, progress.notes), (OutForDelivery, vec![Note::Returned]));
}

#[test]
fn returned_after_delivered_is_on_its_way_with_the_note() {
    let progress = with(&[is(57, TrackingStatus::Delivered), is(300, TrackingStatus::Returned)]);
    assert_eq!((progress.present, progress.notes.clone()), (OnItsWay, vec![Note::Returned]));
    assert_eq!(steps(&progress), [Confirmed, OnItsWay]);
}

#[test]
fn a_status_set_by_hand_keeps_the_step_at_which_carriers_saw_it() {
    let order = scanned(&sent(&["RR1"]), 1, &[is(9, TrackingStatus::PickUp)]);
    let input = read(json!({"status": "expired"}));
    let shop = Shop::manual();
    let set = waybill_domain::set_status::set(&order, ParcelId::at(0), &input, None, &shop.at(after(hours(900))));
    let progress = bare(&set.order());
    assert_eq!((progress.present, progress.notes), (OutForDelivery, vec![Note::Expired]));
}

#[test]
fn an_order_is_as_far_as_the_parcel_that_matters_most() {
    use TrackingStatus::{Delivered as Arrived, InTransit, PickUp, Undelivered};
    for (first, second, step) in [
        (Arrived, InTransit, OnItsWay),
        (PickUp, InTransit, OutForDelivery),
        (PickUp, Undelivered, AttemptedDelivery),
        (Arrived, Arrived, Delivered),
    ] {
        let order = scanned(&sent(&["RR1", "RR2"]), 1, &[is(5, first)]);
        let order = scanned(&order, 2, &[is(9, second)]);
        assert_eq!(bare(&order).present, step, "{first:?}, {second:?}");
    }
}

#[test]
fn an_order_is_delivered_when_the_last_of_its_parcels_is() {
    let arrived = |at| [is(at, TrackingStatus::Delivered)];
    let order = scanned(&sent(&["RR1", "RR2"]), 1, &arrived(90));
    let order = scanned(&order, 2, &arrived(50));
    assert_eq!(when(&bare(&order), Delivered), Some(When::Instant(after(hours(90)))));
}

#[test]
fn an_order_of_which_something_waits_is_not_delivered() {
    let order = Shop::manual().place(json!({"line_items": [mugs(3)]}));
    let some = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}], "fulfilment_order_id": "fo_1"});
    let order = fulfil(&order, some, &Shop::manual().at(minutes(1))).order();
    assert_eq!(bare(&order).notes, [Note::MoreToCome { items: 2 }]);
    let order = scanned(&order, 1, &[is(5, TrackingStatus::Delivered)]);
    // An untracked parcel hears nothing; this one is set by hand.
    let input = read(json!({"status": "delivered"}));
    let shop = Shop::manual();
    let order = waybill_domain::set_status::set(&order, ParcelId::at(0), &input, None, &shop.at(after(hours(9))));
    let progress = bare(&order.order());
    assert_eq!((progress.present, progress.notes), (OnItsWay, vec![Note::MoreToCome { items: 2 }]));
}

#[test]
fn what_is_sent_by_email_is_delivered_when_all_of_it_is() {
    let order = Shop::manual().place(json!({"line_items": [pattern()]}));
    assert_eq!(bare(&order).present, Confirmed);
    let progress = bare(&fulfil(&order, json!({}), &Shop::manual().at(minutes(1))).order());
    assert_eq!((progress.present, progress.notes.as_slice()), (Delivered, &[Note::SentByEmail][..]));
    assert_eq!(steps(&progress), [Confirmed, Delivered]);
}

#[test]
fn a_hold_and_an_upsell_are_said_and_why_is_not() {
    let held = hold(&Shop::manual().place(json!({})), fo(1), &Shop::manual().at(minutes(1))).order();
    assert_eq!(bare(&held).notes, [Note::Held]);
    let offered = Shop::manual().place(json!({"upsell": true}));
    let at = |now| Progress::of_order(&offered, &BTreeMap::new(), now).notes;
    assert_eq!(at(last_moment_of_the_hour()), [Note::UpsellOffered { until: the_hour_is_over() }]);
    assert_eq!(at(the_hour_is_over()), []);
}

#[test]
fn a_cancelled_order_keeps_what_was_sent() {
    let cancelled = |order: &Order| cancel_order(order, &Shop::manual().at(minutes(9))).order();
    let unsent = bare(&cancelled(&Shop::manual().place(json!({}))));
    assert_eq!((unsent.present, unsent.notes), (Confirmed, vec![Note::Cancelled]));
    let sent = bare(&cancelled(&sent(&["RR1"])));
    assert_eq!((sent.present, sent.notes), (OnItsWay, vec![Note::Cancelled]));
}

proptest! {
    #[test]
    fn trouble_is_never_delivered_and_the_present_step_is_always_reached(
        statuses in prop::collection::vec(select(TrackingStatus::ALL.to_vec()), 0..8),
        set in prop::option::of(select(TrackingStatus::ALL.to_vec())),
    ) {
        let scans: Vec<_> = statuses.iter().zip(1..).map(|(status, at)| is(at * 30, *status)).collect();
        let mut order = scanned(&sent(&["RR1"]), 1, &scans);
        if let Some(status) = set {
            let input = read(json!({"status": status}));
            let shop = Shop::manual();
            let set = waybill_domain::set_status::set(&order, ParcelId::at(0), &input, None, &shop.at(after(hours(900))));
            if let Ok(waybill_domain::Outcome::Changed(change)) = set {
                order = change.order;
            }
        }
        let by_parcel = BTreeMap::from([(ParcelId::at(0), scans.iter().collect::<Vec<_>>())]);
        let progress = Progress::of_order(&order, &by_parcel, after(TimeDelta::days(60)));
        let condition = order.parcel(1).condition();
        prop_assert_eq!(progress.present == Delivered, condition.status() == TrackingStatus::Delivered);
        prop_assert_eq!(progress.reached.keys().next_back(), Some(&progress.present));
        prop_assert!(progress.reached.contains_key(&Confirmed) && progress.reached.contains_key(&OnItsWay));
        prop_assert_eq!(progress.notes.first().copied(), Note::of(condition));
        let instants: Vec<_> = progress.reached.values().flatten().map(|when| when.instant()).collect();
        prop_assert!(instants.is_sorted(), "{:?}", progress.reached);
        // Without scans it is known less well, and never as better.
        let bare = Progress::of_order(&order, &BTreeMap::new(), after(TimeDelta::days(60)));
        prop_assert!(bare.present <= progress.present || Step::of(condition).is_some());
    }
}
