//! How often a parcel is asked about: each row of the intervals, at its exact edges, up to the tenth by which a
//! number spreads them.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::json;
use waybill_domain::condition::{Condition, Detail, TrackingStatus};
use waybill_domain::follow::{FOLLOWED_FOR, Followed};
use waybill_domain::journey::{GRACE, Journey};
use waybill_domain::tracking::{Observed, TrackingNumber};

use crate::given::{after, noon, read};
use crate::journeys::{day, heard, hours, instant, scan, seen, time};

use TrackingStatus::{Alert, Delivered, Expired, InTransit, Pending, PickUp, Returned, Undelivered, Unrecognized};

const MINUTE: TimeDelta = TimeDelta::minutes(1);
const MILLISECOND: TimeDelta = TimeDelta::milliseconds(1);

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

fn number(text: &str) -> TrackingNumber {
    read(json!(text))
}

/// A parcel that has had its number since [`noon`], and was asked about often.
fn followed(number: &TrackingNumber, condition: Condition, since: Option<DateTime<Utc>>) -> Followed<'_> {
    Followed { number, since: noon(), checks: 50, observed: Observed { condition, since }, last_scan_at: since }
}

/// The tenths of a percent by which this number's intervals are longer.
fn longer_by(number: &TrackingNumber) -> i32 {
    let first = followed(number, Condition::PENDING, None).after_failure(1, noon()) - noon();
    let more = (first - MINUTE).num_milliseconds();
    assert_eq!(more % 60, 0);
    i32::try_from(more / 60).expect("some")
}

fn spread(number: &TrackingNumber, interval: TimeDelta) -> TimeDelta {
    interval + interval * longer_by(number) / 1_000
}

/// How long a parcel is left alone that came to be so at noon, so long after it.
#[track_caller]
fn waits(condition: Condition, quiet: TimeDelta, interval: TimeDelta) {
    for text in ["RR123456785SE", "1Z999AA10123456784", "x"] {
        let number = number(text);
        let parcel = followed(&number, condition, Some(noon()));
        let next = parcel.next_check(after(quiet)).map(|next| next - after(quiet));
        assert_eq!(next, Some(spread(&number, interval)), "{condition:?} after {quiet}");
    }
}

fn with(status: TrackingStatus, detail: Detail) -> Condition {
    Condition::new(status, None, Some(detail)).expect("one that it carries")
}

#[test]
fn a_number_spreads_its_intervals_by_a_tenth_at_most_and_always_the_same() {
    let numbers: Vec<_> = (0..2_000).map(|count| number(&format!("RR{count:09}SE"))).collect();
    let spread: Vec<_> = numbers.iter().map(longer_by).collect();
    assert!(spread.iter().all(|tenths| (-100..=100).contains(tenths)));
    let different: std::collections::BTreeSet<_> = spread.iter().collect();
    assert!(different.len() > 190, "they do spread: {}", different.len());
    assert_eq!(spread, numbers.iter().map(longer_by).collect::<Vec<_>>());
    assert_eq!(longer_by(&number("rr 123-456-785 se")), longer_by(&number("RR123456785SE")), "however it is spelt");
}

#[test]
fn a_parcel_in_transit_is_asked_about_every_6_hours_then_12_then_24() {
    let moves = Condition::of(InTransit);
    waits(moves, TimeDelta::zero(), hours(6));
    waits(moves, days(3) - MILLISECOND, hours(6));
    waits(moves, days(3), hours(12));
    waits(moves, days(10) - MILLISECOND, hours(12));
    waits(moves, days(10), hours(24));
    waits(moves, days(80), hours(24));
}

#[test]
fn a_number_that_waits_to_become_active_is_asked_about_every_6_hours_then_12_then_24() {
    for status in [Pending, Unrecognized] {
        let waiting = Condition::of(status);
        waits(waiting, days(1), hours(6));
        waits(waiting, days(3) - MILLISECOND, hours(6));
        waits(waiting, days(3), hours(12));
        waits(waiting, days(7), hours(12));
        waits(waiting, days(10) - MILLISECOND, hours(12));
        waits(waiting, days(10), hours(24));
    }
}

#[test]
fn a_parcel_that_is_brought_is_asked_about_every_2_hours_for_a_day() {
    for brought in [with(PickUp, Detail::OutForDelivery), Condition::of(PickUp)] {
        waits(brought, TimeDelta::zero(), hours(2));
        waits(brought, days(1) - MILLISECOND, hours(2));
        waits(brought, days(1), hours(12));
        waits(brought, days(10), hours(24));
    }
}

#[test]
fn a_parcel_that_waits_or_is_stuck_is_asked_about_every_12_hours_then_24() {
    let stuck = [Undelivered, Alert, Expired, Returned].map(Condition::of);
    let others = [with(PickUp, Detail::AtPickupPoint), with(Alert, Detail::Returning)];
    for stuck in stuck.into_iter().chain(others) {
        waits(stuck, TimeDelta::zero(), hours(12));
        waits(stuck, days(7) - MILLISECOND, hours(12));
        waits(stuck, days(7), hours(24));
        waits(stuck, days(20), hours(24));
    }
}

#[test]
fn the_latest_scan_counts_as_news_whatever_the_status() {
    let number = number("RR1");
    let now = after(days(20));
    let quiet = followed(&number, Condition::of(InTransit), Some(noon()));
    assert_eq!(quiet.next_check(now), Some(now + spread(&number, hours(24))));
    let scanned = Followed { last_scan_at: Some(after(days(19))), ..quiet };
    assert_eq!(scanned.next_check(now), Some(now + spread(&number, hours(6))));
    let in_future = Followed { last_scan_at: Some(after(days(21))), ..quiet };
    assert_eq!(in_future.next_check(now), Some(now + spread(&number, hours(6))), "a zone is wrong");
}

#[test]
fn a_new_number_is_asked_about_after_5_15_and_60_minutes() {
    let number = number("RR1");
    let mut now = noon();
    for (checks, interval) in [(1, MINUTE * 5), (2, MINUTE * 15), (3, MINUTE * 60), (4, hours(6)), (5, hours(6))] {
        for status in [Pending, Unrecognized] {
            let new = Followed { checks, ..followed(&number, Condition::of(status), None) };
            assert_eq!(new.next_check(now), Some(now + spread(&number, interval)), "check {checks}");
        }
        now += interval;
    }
    let moves = Followed { checks: 1, ..followed(&number, Condition::of(InTransit), Some(noon())) };
    assert_eq!(moves.next_check(noon()), Some(noon() + spread(&number, hours(6))), "it is active at once");
}

#[test]
fn the_end_of_the_grace_is_never_overslept() {
    for text in ["RR123456785SE", "1Z999AA10123456784", "x"] {
        let number = number(text);
        let waiting = followed(&number, Condition::PENDING, None);
        let grace_ends = noon() + GRACE;
        for before in [MILLISECOND, MINUTE, hours(1), hours(10)] {
            assert_eq!(waiting.next_check(grace_ends - before), Some(grace_ends));
        }
        let earlier = grace_ends - hours(14);
        assert_eq!(waiting.next_check(earlier), Some(earlier + spread(&number, hours(12))));
        assert_eq!(waiting.next_check(grace_ends), Some(grace_ends + spread(&number, hours(12))));
    }
}

#[test]
fn a_delivered_parcel_is_asked_about_after_a_day_and_a_week_and_no_more() {
    let number = number("RR1");
    let delivered_at = after(days(20));
    let delivered = followed(&number, Condition::of(Delivered), Some(delivered_at));
    let next = |later: TimeDelta| delivered.next_check(delivered_at + later).map(|next| next - delivered_at);
    assert_eq!(next(TimeDelta::zero()), Some(days(1)));
    assert_eq!(next(days(1) - MILLISECOND), Some(days(1)));
    assert_eq!(next(days(1)), Some(days(7)));
    assert_eq!(next(days(7) - MILLISECOND), Some(days(7)));
    assert_eq!(next(days(7)), None);
    assert_eq!(next(days(400)), None);
    let late = Followed { observed: Observed { since: Some(after(days(85))), ..delivered.observed }, ..delivered };
    assert_eq!(late.next_check(after(days(85))), Some(after(days(86))));
    assert_eq!(late.next_check(after(days(86))), None, "the week ends after it is followed");
}

#[test]
fn a_number_is_followed_for_90_days() {
    let number = number("RR1");
    for status in TrackingStatus::ALL.into_iter().filter(|status| *status != Delivered) {
        let parcel = followed(&number, Condition::of(status), Some(noon()));
        let interval = spread(&number, hours(24));
        let last = noon() + FOLLOWED_FOR - interval;
        assert_eq!(parcel.next_check(last), None, "{status:?}");
        assert_eq!(parcel.next_check(last - MILLISECOND), Some(noon() + FOLLOWED_FOR - MILLISECOND));
    }
}

#[test]
fn after_each_failure_it_is_asked_about_later_and_hourly_in_the_end() {
    for text in ["RR123456785SE", "1Z999AA10123456784", "x"] {
        let number = number(text);
        let parcel = followed(&number, Condition::of(InTransit), Some(noon()));
        let waits = |failures| parcel.after_failure(failures, noon()) - noon();
        for (failures, minutes) in [(0, 1), (1, 1), (2, 2), (3, 5), (4, 15), (5, 30), (6, 60), (7, 60), (u32::MAX, 60)]
        {
            assert_eq!(waits(failures), spread(&number, MINUTE * minutes), "{failures} failures");
        }
        assert!((1..6).all(|failures| waits(failures) < waits(failures + 1)));
    }
}

#[test]
fn a_parcel_whose_days_alone_are_told_is_followed_like_any_other() {
    let journey: Journey = heard(&[seen(&[scan(day(4), Delivered)], None)]);
    let now = after(days(5));
    let number = number("RR1");
    let observed = journey.observed(noon(), now);
    let parcel = Followed { number: &number, since: noon(), checks: 9, observed, last_scan_at: journey.last_scan_at() };
    let next = parcel.next_check(now).expect("once more");
    assert!(next > now && next <= instant(days(12)).instant());
    assert_eq!(journey.last_scan_at(), Some(time("2026-11-06T00:00:00Z").instant()), "the end of the day");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_next_check_is_always_to_come_and_never_more_than_a_week_away(
        text in "[A-Z0-9]{1,20}",
        status in prop::sample::select(TrackingStatus::ALL.to_vec()),
        since in prop::option::of(-100_000..8_000_000_i64),
        last_scan_at in prop::option::of(-100_000..8_000_000_i64),
        checks in prop_oneof![0..6_u32, any::<u32>()],
        failures in prop_oneof![0..9_u32, any::<u32>()],
        now in 0..9_000_000_i64,
    ) {
        let at = |seconds: i64| after(TimeDelta::seconds(seconds));
        let (number, now) = (number(&text), at(now));
        let observed = Observed { condition: Condition::of(status), since: since.map(at) };
        let parcel = Followed { number: &number, since: noon(), checks, observed, last_scan_at: last_scan_at.map(at) };
        if let Some(next) = parcel.next_check(now) {
            prop_assert!(next > now && next < noon() + FOLLOWED_FOR);
            if status != Delivered {
                prop_assert!(next - now <= hours(24) + hours(24) / 10);
            }
            let asleep = matches!(status, Pending | Unrecognized) && now < noon() + GRACE && next > noon() + GRACE;
            prop_assert!(!asleep);
        } else {
            prop_assert!(status == Delivered || now > noon() + FOLLOWED_FOR - hours(27));
        }
        let again = parcel.after_failure(failures, now) - now;
        prop_assert!(again >= MINUTE * 9 / 10 && again <= MINUTE * 66);
    }
}
