//! What is heard of parcels, and what people say of them, on their order: T8, T10, N6, P5–P8 and M2 at their edges.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{Value, json};
use waybill_domain::attention::{Rule, attention};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::event::Event;
use waybill_domain::id::ParcelId;
use waybill_domain::observe::{News, observe};
use waybill_domain::scan::{Scan, ScanTime};
use waybill_domain::set_status::{self, SetStatusInput};
use waybill_domain::summary::Summary;
use waybill_domain::tally::Milestones;
use waybill_domain::tracking::{Observed, Tracking};
use waybill_domain::{Order, Refusal};

use crate::given::{
    Asked, Came, Decision, Shop, add_numbers, after, archive, cancel, cancel_order, engraving, fo, ful, fulfil,
    gift_card, hold, minutes, mugs, mugs_at, noon, paid, pattern, read, record_label, release, replace_numbers,
    tracking, void_label,
};
use crate::journeys::{day, heard, hours, instant, ordinary, scan, seen, view};

use TrackingStatus::{Alert, Delivered, Expired, InTransit, Pending, PickUp, Returned, Undelivered, Unrecognized};

/// T10, as it is written there.
const PRECEDENCE: [TrackingStatus; 9] =
    [Alert, Expired, Undelivered, Unrecognized, Returned, PickUp, InTransit, Pending, Delivered];

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

fn second() -> TimeDelta {
    TimeDelta::seconds(1)
}

/// An order, all of it sent a minute after it was placed, with these numbers.
fn sent(numbers: &[&str]) -> Order {
    sent_of(&Shop::manual().place(json!({"line_items": [mugs(3)]})), numbers)
}

fn sent_of(order: &Order, numbers: &[&str]) -> Order {
    fulfil(order, json!({"tracking": tracking(numbers)}), &Shop::manual().at(minutes(1))).order()
}

/// The order's parcel with this number.
fn par(number: usize) -> ParcelId {
    ParcelId::at(number - 1)
}

/// Sets the status of the first parcel.
fn set(order: &Order, sent: Value, last_scan_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Decision {
    set_status::set(order, par(1), &read(sent), last_scan_at, &Shop::manual().at(now))
}

fn set_to(order: &Order, number: usize, status: TrackingStatus, now: DateTime<Utc>) -> Order {
    let input = SetStatusInput { status, reason: None, detail: None };
    set_status::set(order, par(number), &input, None, &Shop::manual().at(now)).order()
}

fn undo(order: &Order, now: DateTime<Utc>) -> Decision {
    set_status::undo(order, par(1), &Shop::manual().at(now))
}

/// News of a parcel, of the number that it has.
fn news(order: &Order, number: usize, scans: &[Scan], now: DateTime<Utc>) -> News {
    let parcel = order.parcel(number);
    let journey = heard(&[seen(scans, None)]);
    News {
        parcel: parcel.id,
        generation: parcel.generation,
        observed: journey.observed(parcel.began_at, now),
        last_scan_at: journey.last_scan_at(),
        new_scan_at: None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an action that is never refused is a decision like the others")]
fn told(order: &Order, news: &News, now: DateTime<Utc>) -> Decision {
    Ok(observe(order, news, &Shop::manual().at(now)))
}

/// The order once carriers have said this of its first parcel.
fn seen_as(order: &Order, status: TrackingStatus, at: ScanTime) -> Order {
    let now = after(days(60));
    told(order, &news(order, 1, &[scan(at, status)], now), now).order()
}

fn status_of(order: &Order) -> TrackingStatus {
    order.parcel(1).status()
}

// T8: a status set by hand.

#[test]
fn who_set_a_status_and_when_is_kept() {
    let order = sent(&["RR1"]);
    let change = set(&order, json!({"status": "delivered"}), None, after(days(2))).change();
    let [Event::TrackingStatusSet { from: Pending, to: Delivered, reason: None, detail: None, parcel_id, .. }] =
        &change.events[..]
    else {
        panic!("one event: {:?}", change.events)
    };
    assert_eq!(*parcel_id, par(1).text(order.id()));
    let parcel = change.order.parcel(1);
    let kept = parcel.set.as_ref().expect("it is kept");
    assert_eq!((kept.by.as_str(), kept.at), ("desk", after(days(2))));
    assert_eq!((parcel.status(), parcel.since()), (Delivered, Some(after(days(2)))));
    assert_eq!(parcel.observed, Observed::default(), "what carriers say stays beside it");
}

#[test]
fn a_status_can_be_set_to_any_of_the_nine_from_any_and_undone() {
    for from in PRECEDENCE {
        let order = seen_as(&sent(&["RR1"]), from, instant(hours(24)));
        for to in PRECEDENCE {
            let change = set(&order, json!({"status": to}), Some(after(hours(24))), after(days(2))).change();
            assert_eq!(status_of(&change.order), to);
            let undone = undo(&change.order, after(days(3))).change();
            assert!(
                matches!(&undone.events[..], [Event::TrackingStatusUndone { from: was, to: is, .. }] if (*was, *is) == (to, from))
            );
            assert_eq!(undone.order.parcel(1), order.parcel(1), "all of it");
        }
    }
}

#[test]
fn undoing_what_was_not_set_changes_nothing() {
    let order = sent(&["RR1"]);
    assert!(undo(&order, minutes(5)).is_unchanged());
    let order = set_to(&order, 1, Alert, minutes(5));
    let order = undo(&order, minutes(6)).order();
    assert!(undo(&order, minutes(7)).is_unchanged());
    let nobody = set_status::undo(&order, par(2), &Shop::manual().at(minutes(8)));
    assert_eq!(nobody.refusal(), Refusal::not_found("parcel"));
}

#[test]
fn undone_the_parcel_is_as_carriers_said_meanwhile() {
    let order = set_to(&sent(&["RR1"]), 1, Delivered, after(days(5)));
    let now = after(days(6));
    let order = told(&order, &news(&order, 1, &[scan(instant(days(4)), Alert)], now), now).order();
    assert_eq!(status_of(&order), Delivered);
    let change = undo(&order, after(days(7))).change();
    assert!(matches!(&change.events[..], [Event::TrackingStatusUndone { from: Delivered, to: Alert, .. }]));
    assert_eq!(change.order.parcel(1).since(), Some(after(days(4))));
}

#[test]
fn setting_the_same_again_changes_nothing() {
    let order = sent(&["RR1"]);
    let held = json!({"status": "alert", "reason": "held_by_customs", "detail": "restricted_import"});
    let order = set(&order, held.clone(), None, minutes(5)).order();
    assert!(set(&order, held, None, minutes(6)).is_unchanged());
    let otherwise = json!({"status": "alert", "reason": "held_by_customs"});
    let change = set(&order, otherwise, None, minutes(7)).change();
    assert_eq!(change.events.len(), 1);
    assert_eq!(change.order.parcel(1).since(), Some(minutes(7)));
}

#[test]
fn a_status_that_carriers_say_too_can_be_set_to_stay() {
    let order = seen_as(&sent(&["RR1"]), InTransit, instant(hours(24)));
    let order = set(&order, json!({"status": "in_transit"}), Some(after(hours(24))), after(days(2))).order();
    assert!(order.parcel(1).set.is_some());
}

#[test]
fn a_status_carries_its_own_reasons_and_details_alone() {
    let order = sent(&["RR1"]);
    for (sent, refused) in [
        (json!({"status": "alert", "reason": "refused_by_recipient"}), None),
        (json!({"status": "alert", "detail": "returning"}), None),
        (json!({"status": "pick_up", "detail": "at_pickup_point"}), None),
        (json!({"status": "undelivered", "reason": "rural_or_remote_area"}), None),
        (json!({"status": "alert", "reason": "held_by_customs", "detail": "prohibited_goods"}), None),
        (json!({"status": "delivered", "reason": "damaged_or_lost"}), Some("reason")),
        (json!({"status": "undelivered", "reason": "recipient_absent"}), Some("reason")),
        (json!({"status": "alert", "reason": "recipient_unavailable"}), Some("reason")),
        (json!({"status": "alert", "reason": "damaged_or_lost", "detail": "prohibited_goods"}), Some("detail")),
        (json!({"status": "in_transit", "detail": "out_for_delivery"}), Some("detail")),
        (json!({"status": "pick_up", "detail": "returning"}), Some("detail")),
        (json!({"status": "alert", "reason": "recipient_unavailable", "detail": "at_pickup_point"}), Some("reason")),
    ] {
        let decision = set(&order, sent.clone(), None, minutes(5));
        match refused {
            None => assert!(matches!(decision.change().events[..], [Event::TrackingStatusSet { .. }]), "{sent}"),
            Some(field) => match decision.refusal() {
                Refusal::Invalid { field: named, .. } => assert_eq!(named, field, "{sent}"),
                other => panic!("{sent}: {other:?}"),
            },
        }
    }
    for bad in [json!({"status": "lost"}), json!({}), json!({"status": "alert", "why": "so"})] {
        assert!(serde_json::from_value::<SetStatusInput>(bad.clone()).is_err(), "{bad}");
    }
}

/// The order after one scan, of which nothing was known when the status was set two days after noon.
fn after_scan_at(at: ScanTime) -> Order {
    let order = set_to(&sent(&["RR1"]), 1, Delivered, after(days(2)));
    seen_as(&order, InTransit, at)
}

#[test]
fn a_day_that_was_known_when_a_status_was_set_hides_no_scan_of_that_day() {
    // Noon of a day, of which a scan without a time is known: it counts as the day's end.
    let (order, noon) = (sent(&["RR1"]), after(days(2)));
    let known = day(2).instant();
    let order = set(&order, json!({"status": "alert"}), Some(known), noon).order();
    let later = |new_scan_at| News {
        last_scan_at: Some(known),
        new_scan_at,
        ..news(&order, 1, &[scan(instant(days(2) + TimeDelta::hours(3)), Delivered)], after(days(3)))
    };
    let delivered = told(&order, &later(Some(noon + TimeDelta::hours(3))), after(days(3))).order();
    assert_eq!(status_of(&delivered), Delivered);
    for nothing_later in [None, Some(noon)] {
        assert_eq!(status_of(&told(&order, &later(nothing_later), after(days(3))).order()), Alert);
    }
}

#[test]
fn a_scan_that_is_later_than_the_setting_ends_it() {
    for (at, ends) in [
        (instant(days(2) - second()), false),
        (instant(days(2)), false),
        (instant(days(2) + second()), true),
        (instant(days(9)), true),
        // A date counts as its end: noon and two days are on the second day after.
        (day(1), false),
        (day(2), true),
        (day(3), true),
    ] {
        let order = after_scan_at(at);
        assert_eq!(status_of(&order), if ends { InTransit } else { Delivered }, "{at}");
        assert_eq!(order.parcel(1).set.is_none(), ends);
        assert_eq!(order.parcel(1).observed.condition.status(), InTransit, "it is known, either way");
    }
}

#[test]
fn a_scan_that_says_nothing_ends_a_setting_too() {
    let order = set_to(&sent(&["RR1"]), 1, Delivered, after(days(2)));
    let now = after(days(3));
    let scans = [ordinary(instant(days(2) + second()), "Information updated")];
    let change = told(&order, &news(&order, 1, &scans, now), now).change();
    assert!(matches!(&change.events[..], [Event::TrackingStatusChanged { from: Delivered, to: Pending, .. }]));
}

#[test]
fn when_a_scan_arrives_does_not_count() {
    // It arrives long after the setting, and was made before it.
    let order = after_scan_at(instant(hours(47)));
    assert_eq!(status_of(&order), Delivered);
}

#[test]
fn a_scan_that_was_known_when_the_status_was_set_does_not_end_it() {
    // A date ends after the setting, and a mistaken zone puts a scan after it.
    for at in [day(2), instant(days(2) + hours(8))] {
        let now = after(days(2));
        let order = seen_as(&sent(&["RR1"]), InTransit, at);
        let order = set(&order, json!({"status": "delivered"}), Some(at.instant()), now).order();
        assert!(told(&order, &news(&order, 1, &[scan(at, InTransit)], now), now).is_unchanged());
        let late = Scan { description: "told late".into(), ..scan(instant(hours(40)), PickUp) };
        let told_late = news(&order, 1, &[scan(at, InTransit), late], now);
        assert!(told(&order, &told_late, now).is_unchanged());
        let later = Scan { description: "later".into(), ..scan(instant(days(4)), PickUp) };
        let told_later = news(&order, 1, &[scan(at, InTransit), later], now);
        assert_eq!(status_of(&told(&order, &told_later, now).order()), PickUp);
    }
}

#[test]
fn a_corrected_number_ends_a_setting_and_a_corrected_carrier_does_not() {
    let shop = Shop::manual();
    let order = set_to(&seen_as(&sent(&["RR1"]), PickUp, instant(hours(20))), 1, Alert, after(days(2)));
    let entry = |number: &str| json!({"parcel_id": "par_1", "number": number, "carrier": "PostNord"});
    let same = replace_numbers(&order, ful(1), &[entry("rr 1")], &shop.at(after(days(3)))).order();
    assert_eq!(status_of(&same), Alert);
    assert_eq!(same.parcel(1).generation, order.parcel(1).generation);
    let other = replace_numbers(&order, ful(1), &[entry("RR2")], &shop.at(after(days(3)))).order();
    let parcel = other.parcel(1);
    assert_eq!((parcel.status(), parcel.generation), (Pending, order.parcel(1).generation + 1));
    assert_eq!((&parcel.set, parcel.observed, parcel.began_at), (&None, Observed::default(), after(days(3))));
    let none = replace_numbers(&order, ful(1), &[], &shop.at(after(days(3)))).order();
    assert_eq!((status_of(&none), none.parcel(1).set.is_none()), (Pending, true));
}

#[test]
fn an_untracked_parcel_is_followed_by_hand() {
    let order = sent(&[]);
    assert!(order.parcel(1).tracking.is_none());
    let order = set_to(&order, 1, Delivered, after(days(2)));
    assert_eq!(order.at(noon()).tracking_status(), Some(Delivered));
    // It is asked about nowhere, so nothing can be heard of it.
    let heard = news(&order, 1, &[scan(instant(days(9)), Alert)], after(days(10)));
    assert!(told(&order, &heard, after(days(10))).is_unchanged());
    // A number begins its journey.
    let order = add_numbers(&order, ful(1), &["RR1"], &Shop::manual().at(after(days(3)))).order();
    assert_eq!((status_of(&order), order.parcel(1).set.is_none()), (Pending, true));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_order_scans_arrive_in_a_setting_ends_the_same(
        (scans, shuffled) in prop::collection::vec((-3..4_i64, any::<bool>()), 1..7).prop_flat_map(|scans| {
            (Just(scans.clone()), Just(scans).prop_shuffle())
        }),
    ) {
        let now = after(days(30));
        let arrive = |told_so: &[(i64, bool)]| {
            let mut order = set_to(&sent(&["RR1"]), 1, Delivered, after(days(2)));
            let mut known: Vec<Scan> = Vec::new();
            for (seconds, means) in told_so {
                let at = instant(days(2) + second() * i32::try_from(*seconds).expect("few"));
                known.push(if *means { scan(at, InTransit) } else { ordinary(at, "Arrived") });
                if let Ok(waybill_domain::Outcome::Changed(change)) = told(&order, &news(&order, 1, &known, now), now) {
                    order = change.order;
                }
            }
            (order.parcel(1).set.clone(), order.parcel(1).observed)
        };
        let (set, observed) = arrive(&scans);
        let ended = scans.iter().any(|(seconds, _)| *seconds > 0);
        prop_assert_eq!(set.is_none(), ended);
        prop_assert_eq!((set, observed), arrive(&shuffled));
    }
}

// News on the order.

#[test]
fn each_change_of_a_parcel_is_one_event() {
    let mut order = sent(&["RR1"]);
    let held = Condition::new(Alert, Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)).expect("carried");
    let mut scans = Vec::new();
    let now = after(days(30));
    let steps = [Condition::of(InTransit), held, Condition::of(PickUp), Condition::of(Delivered)];
    let mut before = Pending;
    for (number, condition) in (1..).zip(steps) {
        scans.push(Scan { condition: Some(condition), ..scan(instant(days(number)), condition.status()) });
        let heard = news(&order, 1, &scans, now);
        let change = told(&order, &heard, now).change();
        let [Event::TrackingStatusChanged { from, to, reason, detail, generation: 1, parcel_id, fulfilment_id }] =
            &change.events[..]
        else {
            panic!("one event: {:?}", change.events)
        };
        assert_eq!((*from, *to), (before, condition.status()));
        assert_eq!((*reason, *detail), (condition.reason(), condition.detail()));
        assert_eq!((parcel_id, fulfilment_id), (&par(1).text(order.id()), &ful(1).text(order.id())));
        assert_eq!(change.order.revision(), order.revision() + 1);
        assert!(told(&change.order, &heard, now).is_unchanged(), "the same again");
        (order, before) = (change.order, condition.status());
    }
}

#[test]
fn which_meaning_of_a_status_holds_is_news_too() {
    let order = sent(&["RR1"]);
    let with = |detail| Condition::new(PickUp, None, Some(detail)).expect("carried");
    let out = Scan { condition: Some(with(Detail::OutForDelivery)), ..scan(instant(days(1)), PickUp) };
    let waits = Scan { condition: Some(with(Detail::AtPickupPoint)), ..scan(instant(days(2)), PickUp) };
    let now = after(days(3));
    let order = told(&order, &news(&order, 1, std::slice::from_ref(&out), now), now).order();
    let change = told(&order, &news(&order, 1, &[out, waits], now), now).change();
    assert!(matches!(
        &change.events[..],
        [Event::TrackingStatusChanged { from: PickUp, to: PickUp, detail: Some(Detail::AtPickupPoint), .. }]
    ));
    assert_eq!(change.order.parcel(1).since(), Some(after(days(1))), "it has that status since then");
}

#[test]
fn news_of_a_number_that_the_parcel_no_longer_has_change_nothing() {
    let shop = Shop::manual();
    let order = sent(&["RR1"]);
    let now = after(days(3));
    let of_the_old = news(&order, 1, &[scan(instant(days(2)), Delivered)], now);
    let entry = json!({"parcel_id": "par_1", "number": "RR2"});
    let corrected = replace_numbers(&order, ful(1), &[entry], &shop.at(minutes(9))).order();
    assert!(told(&corrected, &of_the_old, now).is_unchanged());
    let of_the_new = News { generation: 2, ..of_the_old };
    assert_eq!(status_of(&told(&corrected, &of_the_new, now).order()), Delivered);
    let removed = replace_numbers(&order, ful(1), &[], &shop.at(minutes(9))).order();
    for generation in 0..4 {
        assert!(told(&removed, &News { generation, ..of_the_old }, now).is_unchanged(), "it has none");
    }
}

#[test]
fn news_of_a_parcel_that_was_dropped_change_nothing() {
    let shop = Shop::manual();
    let order = sent(&["RR1", "RR2"]);
    let now = after(days(3));
    let of_the_second = news(&order, 2, &[scan(instant(days(2)), Delivered)], now);
    let order = replace_numbers(&order, ful(1), &[json!({"number": "RR1"})], &shop.at(minutes(9))).order();
    assert_eq!(order.parcels().len(), 1);
    assert!(told(&order, &of_the_second, now).is_unchanged());
    let order = add_numbers(&order, ful(1), &["RR3"], &shop.at(minutes(10))).order();
    assert!(told(&order, &of_the_second, now).is_unchanged(), "its place is never used again");
}

#[test]
fn news_while_a_setting_stands_are_kept_under_it() {
    let order = set_to(&sent(&["RR1"]), 1, Delivered, after(days(5)));
    let now = after(days(6));
    let heard = news(&order, 1, &[scan(instant(days(4)), InTransit)], now);
    let change = told(&order, &heard, now).change();
    assert_eq!(change.events.len(), 1);
    assert_eq!(status_of(&change.order), Delivered);
    assert_eq!(change.order.parcel(1).observed.condition.status(), InTransit);
    assert!(told(&change.order, &heard, now).is_unchanged());
}

#[test]
fn a_parcel_of_a_cancelled_fulfilment_is_followed_without_counting() {
    let order = cancel(&sent(&["RR1"]), ful(1), &Shop::manual().at(minutes(5))).order();
    let order = seen_as(&order, Alert, instant(days(2)));
    assert_eq!(status_of(&order), Alert);
    assert_eq!(order.at(noon()).tracking_status(), None);
}

// T10: the order's status.

#[test]
fn an_order_has_the_status_that_matters_most_over_its_live_parcels() {
    assert_eq!(TrackingStatus::ALL, PRECEDENCE);
    for (place, first) in PRECEDENCE.into_iter().enumerate() {
        for (other_place, second) in PRECEDENCE.into_iter().enumerate() {
            let order = set_to(&sent(&["RR1", "RR2"]), 1, first, minutes(5));
            let order = set_to(&order, 2, second, minutes(5));
            let matters = PRECEDENCE[place.min(other_place)];
            assert_eq!(order.at(minutes(6)).tracking_status(), Some(matters), "{first:?} and {second:?}");
            assert_eq!(Summary::of(&order).tracking_status, Some(matters));
        }
    }
}

#[test]
fn the_parcels_of_cancelled_fulfilments_do_not_count() {
    let shop = Shop::manual();
    for dead in PRECEDENCE {
        for live in PRECEDENCE {
            let order = set_to(&sent(&["RR1"]), 1, dead, minutes(3));
            let order = cancel(&order, ful(1), &shop.at(minutes(4))).order();
            assert_eq!(order.at(minutes(5)).tracking_status(), None);
            let order = fulfil(&order, json!({"tracking": tracking(&["RR2"])}), &shop.at(minutes(5))).order();
            let order = set_to(&order, 2, live, minutes(6));
            assert_eq!(order.at(minutes(7)).tracking_status(), Some(live));
            assert_eq!(Summary::of(&order).parcels.len(), 1);
        }
    }
}

#[test]
fn an_order_without_parcels_has_no_tracking_status() {
    let shop = Shop::manual();
    assert_eq!(shop.place(json!({})).at(noon()).tracking_status(), None);
    let digital = sent_of(&shop.place(json!({"line_items": [pattern()]})), &[]);
    assert_eq!(digital.at(noon()).tracking_status(), None);
}

// P5–P8: what requires attention.

/// The rules that an order meets so long after it was placed; the list, which reads its summary, says the same.
#[track_caller]
fn rules(order: &Order, span: TimeDelta) -> Vec<Rule> {
    let summary = Summary::of(order);
    let kept: Summary = read(serde_json::to_value(&summary).expect("JSON"));
    assert_eq!(kept, summary);
    let found = attention(&summary, after(span));
    assert_eq!(attention(&kept, after(span)), found);
    found.into_iter().map(|found| found.rule).collect()
}

fn over_45_days() -> TimeDelta {
    days(45) + second()
}

#[test]
fn p6_is_after_45_days_to_the_second() {
    for order in [sent(&["RR1"]), sent(&[]), set_to(&sent(&["RR1"]), 1, Returned, minutes(5))] {
        assert_eq!(rules(&order, days(45) - second()), []);
        assert_eq!(rules(&order, days(45)), []);
        assert_eq!(rules(&order, over_45_days()), [Rule::P6]);
        let found = &attention(&Summary::of(&order), after(days(47)))[0];
        assert_eq!(found.reason, "Not delivered for 47 days.");
        assert_eq!(found.since, after(days(45)));
    }
}

#[test]
fn p6_is_for_goods_that_are_wholly_sent_and_not_all_delivered() {
    let shop = Shop::manual();
    let order = sent(&["RR1", "RR2"]);
    let one = seen_as(&order, Delivered, instant(days(9)));
    assert_eq!(rules(&one, over_45_days()), [Rule::P6], "one of two");
    let both = set_to(&one, 2, Delivered, after(days(9)));
    assert_eq!(rules(&both, over_45_days()), [], "by hand is delivered too");
    assert_eq!(rules(&undo_of(&both, 2), over_45_days()), [Rule::P6]);
    assert_eq!(
        rules(&add_numbers(&both, ful(1), &["RR3"], &shop.at(after(days(9)))).order(), over_45_days()),
        [Rule::P6]
    );
    for kind in [pattern(), gift_card()] {
        let digital = shop.place(json!({"line_items": [kind]}));
        assert_eq!(rules(&sent_of(&digital, &["RR1"]), over_45_days()), [], "a number does not make goods of it");
    }
    let services = shop.place(json!({"line_items": [engraving()]}));
    assert_eq!(rules(&services, over_45_days()), []);
    let mixed = sent_of(&shop.place(json!({"line_items": [mugs(1), pattern(), engraving()]})), &["RR1"]);
    assert_eq!(rules(&mixed, over_45_days()), [Rule::P6]);
    assert_eq!(rules(&seen_as(&mixed, Delivered, instant(days(3))), over_45_days()), []);
}

fn undo_of(order: &Order, number: usize) -> Order {
    set_status::undo(order, par(number), &Shop::manual().at(after(days(10)))).order()
}

#[test]
fn p6_of_goods_and_digital_items_sent_apart_is_about_the_goods_alone() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs(1), pattern()]}));
    let only =
        |line: &str| json!({"line_items": [{"line_item_id": line, "quantity": 1}], "tracking": tracking(&[line])});
    let order = fulfil(&order, only("li_1"), &shop.at(minutes(1))).order();
    let order = fulfil(&order, only("li_2"), &shop.at(minutes(2))).order();
    let delivered = set_to(&order, 1, Delivered, after(days(3)));
    assert_eq!(rules(&delivered, over_45_days()), [], "the pattern's number says nothing");
    assert_eq!(rules(&set_to(&order, 2, Delivered, after(days(3))), over_45_days()), [Rule::P6]);
}

#[test]
fn p6_of_a_delivery_that_is_undone_by_a_return_comes_back() {
    let order = seen_as(&sent(&["RR1"]), Delivered, instant(days(9)));
    assert_eq!(rules(&order, over_45_days()), []);
    let now = after(days(60));
    let back = [scan(instant(days(9)), Delivered), scan(instant(days(20)), Returned)];
    let order = told(&order, &news(&order, 1, &back, now), now).order();
    assert_eq!(rules(&order, over_45_days()), [Rule::P6]);
}

#[test]
fn p7_is_any_parcel_in_trouble_at_any_time() {
    for status in PRECEDENCE {
        let order = seen_as(&sent(&["RR1", "RR2"]), status, instant(hours(24)));
        let in_trouble = matches!(status, Alert | Expired | Undelivered);
        assert_eq!(rules(&order, hours(25)) == [Rule::P7], in_trouble, "{status:?}");
        assert_eq!(rules(&order, hours(25)).is_empty(), !in_trouble);
        // By hand, as well as against what carriers say.
        let by_hand = set_to(&sent(&["RR1"]), 1, status, minutes(5));
        assert_eq!(rules(&by_hand, hours(1)) == [Rule::P7], in_trouble);
        assert_eq!(rules(&set_to(&order, 1, PickUp, after(hours(26))), hours(27)), []);
    }
}

#[test]
fn p7_names_the_worst_parcel_and_of_equals_the_one_for_longest() {
    let order = sent(&["RR1", "RR2", "RR3"]);
    let order = set_to(&order, 1, Undelivered, minutes(10));
    let order = set_to(&order, 2, Expired, minutes(30));
    let order = set_to(&order, 3, Expired, minutes(20));
    let found = attention(&Summary::of(&order), minutes(40));
    let [found] = &found[..] else { panic!("once for all: {found:?}") };
    assert_eq!((found.rule, found.since), (Rule::P7, minutes(20)));
    assert_eq!(found.next_action, "Contact your supplier for more information.", "T2");
}

#[test]
fn p8_is_at_7_days_to_the_second() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs(2)]}));
    let part = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let partly = fulfil(&order, part, &shop.at(minutes(1))).order();
    let digital = shop.place(json!({"line_items": [pattern()]}));
    for order in [&order, &partly, &digital] {
        assert_eq!(rules(order, days(7) - second()), []);
        assert_eq!(rules(order, days(7)), [Rule::P8]);
        let found = &attention(&Summary::of(order), after(days(7)))[0];
        assert_eq!((found.reason.as_str(), found.since), ("Not fulfilled for 7 days.", after(days(7))));
    }
    assert_eq!(rules(&shop.place(json!({"line_items": [engraving()]})), days(70)), []);
}

#[test]
fn p8_says_so_when_all_that_remains_is_held() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}));
    let reason = |order: &Order| attention(&Summary::of(order), after(days(9)))[0].reason.clone();
    let one_held = hold(&order, fo(1), &shop.at(minutes(1))).order();
    assert_eq!(reason(&one_held), "Not fulfilled for 9 days.");
    let both = hold(&one_held, fo(2), &shop.at(minutes(1))).order();
    assert_eq!(reason(&both), "On hold for 9 days.");
    let rest = fulfil(&one_held, json!({}), &shop.at(minutes(2))).order();
    assert_eq!(reason(&rest), "On hold for 9 days.", "the other was sent");
    assert_eq!(rules(&rest, days(7)), [Rule::P8]);
    let released = release(&rest, fo(1), &shop.at(minutes(3))).order();
    assert_eq!(reason(&released), "Not fulfilled for 9 days.");
}

#[test]
fn p8_of_an_upsell_is_not_a_hold_after_its_hour() {
    let order = Shop::manual().place(json!({"upsell": true}));
    let found = attention(&Summary::of(&order), after(days(7)));
    assert_eq!(found[0].reason, "Not fulfilled for 7 days.", "whether or not the schedule has run");
}

#[test]
fn p8_is_not_about_labels() {
    let shop = Shop::manual();
    let order = sent(&[]);
    let bought = record_label(&order, ful(1), "RR1", &shop.at(minutes(2))).order();
    assert_eq!(rules(&bought, days(8)), [], "it was fulfilled");
    assert_eq!(rules(&bought, over_45_days()), [Rule::P6], "and its label's number is not a parcel's");
    // Without its fulfilment, what a label was bought for is open.
    let voided = void_label(&bought, ful(1), &shop.at(minutes(3))).order();
    let open = cancel(&voided, ful(1), &shop.at(minutes(4))).order();
    assert!(open.fulfilments()[0].label().is_some());
    assert_eq!(rules(&open, days(7) - second()), []);
    assert_eq!(rules(&open, days(7)), [Rule::P8]);
    assert_eq!(rules(&open, over_45_days()), [Rule::P8]);
}

#[test]
fn several_rules_may_be_met_at_once() {
    let shop = Shop::manual();
    let lost = set_to(&sent(&["RR1"]), 1, Expired, minutes(5));
    assert_eq!(rules(&lost, over_45_days()), [Rule::P6, Rule::P7]);
    let part = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}], "tracking": tracking(&["RR1"])});
    let partly = fulfil(&shop.place(json!({"line_items": [mugs(2)]})), part, &shop.at(minutes(1))).order();
    let partly = set_to(&partly, 1, Alert, minutes(5));
    assert_eq!(rules(&partly, over_45_days()), [Rule::P7, Rule::P8], "not wholly sent");
}

#[test]
fn cancelled_and_archived_orders_never_require_attention() {
    let shop = Shop::manual();
    let open = shop.place(json!({}));
    let lost = set_to(&sent(&["RR1"]), 1, Expired, minutes(5));
    let held = hold(&open, fo(1), &shop.at(minutes(1))).order();
    for order in [open, lost, held] {
        assert!(!rules(&order, days(100)).is_empty());
        assert_eq!(rules(&cancel_order(&order, &shop.at(minutes(9))).order(), days(100)), []);
        assert_eq!(rules(&archive(&order, &shop.at(minutes(9))).order(), days(100)), []);
    }
    let cancelled = cancel(&set_to(&sent(&["RR1"]), 1, Alert, minutes(5)), ful(1), &shop.at(minutes(9))).order();
    assert_eq!(rules(&cancelled, days(6)), [], "the parcel of a cancelled fulfilment is nobody's trouble");
}

// M2: what an order counts for.

fn milestones(order: &Order) -> [Option<DateTime<Utc>>; 3] {
    let Milestones { placed_at, fulfilled_at, delivered_at, .. } = Milestones::of(order);
    [placed_at, fulfilled_at, delivered_at]
}

#[test]
fn an_order_counts_when_the_last_of_it_was_fulfilled() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs(2)]}));
    assert_eq!(milestones(&order), [Some(noon()), None, None]);
    let one = || json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let partly = fulfil(&order, one(), &shop.at(minutes(5))).order();
    assert_eq!(milestones(&partly), [Some(noon()), None, None]);
    let wholly = fulfil(&partly, one(), &shop.at(minutes(9))).order();
    assert_eq!(milestones(&wholly), [Some(noon()), Some(minutes(9)), None]);
    let less = cancel(&wholly, ful(1), &shop.at(minutes(10))).order();
    assert_eq!(milestones(&less), [Some(noon()), None, None]);
    let again = fulfil(&less, one(), &shop.at(minutes(20))).order();
    assert_eq!(milestones(&again), [Some(noon()), Some(minutes(20)), None]);
    let archived = archive(&again, &shop.at(minutes(21))).order();
    assert_eq!(milestones(&archived), [None, None, None]);
    assert_eq!(milestones(&cancel_order(&again, &shop.at(minutes(21))).order())[1..], [None, None]);
}

#[test]
fn an_order_counts_when_the_last_of_its_parcels_was_delivered() {
    let shop = Shop::manual();
    let order = sent(&["RR1", "RR2"]);
    let one = seen_as(&order, Delivered, instant(days(9)));
    assert_eq!(milestones(&one)[2], None);
    let both = set_to(&one, 2, Delivered, after(days(5)));
    assert_eq!(milestones(&both), [Some(noon()), Some(minutes(1)), Some(after(days(9)))]);
    let later = set_to(&one, 2, Delivered, after(days(12)));
    assert_eq!(milestones(&later)[2], Some(after(days(12))), "by hand, when that was");
    assert_eq!(milestones(&undo_of(&both, 2))[2], None);
    let more = add_numbers(&both, ful(1), &["RR3"], &shop.at(after(days(13)))).order();
    assert_eq!(milestones(&more)[2], None);
}

#[test]
fn what_is_delivered_of_a_part_is_not_the_order() {
    let shop = Shop::manual();
    let part = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}], "tracking": tracking(&["RR1"])});
    let partly = fulfil(&shop.place(json!({"line_items": [mugs(2)]})), part, &shop.at(minutes(1))).order();
    let partly = set_to(&partly, 1, Delivered, after(days(3)));
    assert_eq!(milestones(&partly), [Some(noon()), None, None]);
    let rest = fulfil(&partly, json!({"tracking": tracking(&["RR2"])}), &shop.at(after(days(4)))).order();
    assert_eq!(milestones(&rest), [Some(noon()), Some(after(days(4))), None]);
    let rest = set_to(&rest, 2, Delivered, after(days(6)));
    assert_eq!(milestones(&rest)[2], Some(after(days(6))));
}

#[test]
fn an_order_without_parcels_is_fulfilled_and_never_delivered() {
    let digital = Shop::automatic().place(json!({"line_items": [pattern()], "payment": paid()}));
    assert_eq!(milestones(&digital), [Some(noon()), Some(noon()), None]);
    let services = Shop::manual().place(json!({"line_items": [engraving()]}));
    assert_eq!(milestones(&services), [Some(noon()), None, None]);
}

#[test]
fn a_delivery_that_is_reopened_counts_no_more_and_then_again() {
    let order = sent(&["RR1"]);
    let now = after(days(60));
    let mut scans = vec![scan(instant(days(9)), Delivered)];
    let delivered = told(&order, &news(&order, 1, &scans, now), now).order();
    assert_eq!(milestones(&delivered)[2], Some(after(days(9))));
    scans.push(Scan { begins: true, ..scan(instant(days(20)), InTransit) });
    let reopened = told(&delivered, &news(&order, 1, &scans, now), now).order();
    assert_eq!(milestones(&reopened)[2], None);
    scans.push(Scan { description: "again".into(), ..scan(instant(days(25)), Delivered) });
    let again = told(&reopened, &news(&order, 1, &scans, now), now).order();
    assert_eq!(milestones(&again)[2], Some(after(days(25))));
}

#[test]
fn a_view_without_scans_counts_by_its_events_time() {
    let order = sent(&["RR1"]);
    let journey = heard(&[seen(&[], Some(view(instant(days(9)), Delivered)))]);
    let observed = journey.observed(noon(), after(days(10)));
    let heard = News { observed, last_scan_at: journey.last_scan_at(), ..news(&order, 1, &[], after(days(10))) };
    let order = told(&order, &heard, after(days(10))).order();
    assert_eq!(milestones(&order)[2], Some(after(days(9))));
}

// N6: the page behind a number.

#[test]
fn the_page_of_a_parcel_is_its_own_then_the_stores_then_the_carriers_then_17tracks() {
    let with = |custom: Option<&str>| {
        let mut settings = Shop::manual().settings;
        settings.custom_tracking_url = custom.map(|url| read(json!(url)));
        settings
    };
    let page = |sent: Value, custom: Option<&str>| read::<Tracking>(sent).page(&with(custom));
    let (shop, own) = (Some("https://example.com/track?n="), "https://carrier.example/x");
    let all = json!({"number": "RR 1", "carrier": "PostNord", "url": own});
    assert_eq!(page(all.clone(), shop), own);
    assert_eq!(page(all, None), own);
    let known = json!({"number": "RR 1", "carrier": "Canada Post"});
    assert_eq!(page(known.clone(), shop), "https://example.com/track?n=RR%201");
    let of_carrier = "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=RR%201";
    assert_eq!(page(known, None), of_carrier);
    assert_eq!(page(json!({"number": "RR 1", "carrier": "canada-post"}), None), of_carrier, "however it is written");
    for no_page in [
        json!({"number": "RR 1"}),
        json!({"number": "RR 1", "carrier": "Bob"}),
        json!({"number": "RR 1", "carrier": "AliExpress"}),
    ] {
        assert_eq!(page(no_page.clone(), shop), "https://example.com/track?n=RR%201");
        assert_eq!(page(no_page, None), "https://t.17track.net/en#nums=RR%201");
    }
}

#[test]
fn a_number_is_encoded_wherever_it_goes() {
    let number = "a+b&c=d/e?f#g%h{n}\"<i> j";
    let encoded = "a%2Bb%26c%3Dd%2Fe%3Ff%23g%25h%7Bn%7D%22%3Ci%3E%20j";
    let mut settings = Shop::manual().settings;
    let tracking = |carrier: Option<&str>| read::<Tracking>(json!({"number": number, "carrier": carrier}));
    for carrier in waybill_domain::carrier::Carrier::all() {
        let page = tracking(Some(&carrier.name)).page(&settings);
        assert!(page.contains(encoded), "{page}");
        assert!(url::Url::parse(&page).is_ok_and(|url| url.scheme() == "https"), "{page}");
        assert!(!page.contains("{n}"), "{page}");
    }
    assert_eq!(tracking(None).page(&settings), format!("https://t.17track.net/en#nums={encoded}"));
    settings.custom_tracking_url = Some(read(json!("https://example.com")));
    assert_eq!(tracking(None).page(&settings), format!("https://example.com/{encoded}"));
}
