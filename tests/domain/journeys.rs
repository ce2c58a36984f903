//! What a parcel's journey comes to, whatever is heard of it, and in whatever order, pieces and repetitions.

use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::journey::{GRACE, Journey, REUSED_BEFORE, Report, SCANS, Sighting, Window};
use waybill_domain::scan::{Coordinates, DESCRIPTION, LOCATION, RAW_CODE, Scan, ScanTime, ZONES, cut_to};
use waybill_domain::service::Service;
use waybill_domain::text::{CountryCode, TimeZone};
use waybill_domain::tracking::Observed;

use crate::given::{after, noon};

use TrackingStatus::{Alert, Delivered, Expired, InTransit, Pending, PickUp, Returned, Undelivered, Unrecognized};

// What the tests write.

/// A time as a service writes it.
#[track_caller]
pub fn time(text: &str) -> ScanTime {
    ScanTime::try_from(text.to_owned()).expect("a time")
}

/// An instant, so long after [`noon`].
pub fn instant(span: TimeDelta) -> ScanTime {
    ScanTime::Instant(after(span).fixed_offset())
}

/// What a clock of an unknown zone showed, so long after it showed noon.
fn local(span: TimeDelta) -> ScanTime {
    ScanTime::Local(after(span).naive_utc())
}

/// The day so many days after the one on which the parcel was sent.
pub fn day(days: i64) -> ScanTime {
    ScanTime::Date(after(TimeDelta::days(days)).date_naive())
}

pub fn hours(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

fn second() -> TimeDelta {
    TimeDelta::seconds(1)
}

pub fn scan(at: ScanTime, status: TrackingStatus) -> Scan {
    Scan { condition: Some(Condition::of(status)), ..ordinary(at, status.as_str()) }
}

/// A scan that says nothing of how the parcel is doing.
pub fn ordinary(at: ScanTime, words: &str) -> Scan {
    Scan {
        at,
        description: words.to_owned(),
        english: None,
        location: None,
        country: None,
        coordinates: None,
        raw_code: words.to_owned(),
        service: Service::SeventeenTrack,
        condition: None,
        begins: false,
    }
}

/// The carrier takes the parcel over.
fn picked_up(at: ScanTime) -> Scan {
    Scan { begins: true, ..scan(at, InTransit) }
}

/// The parcel is on its way back.
fn returning(at: ScanTime) -> Scan {
    let condition = Condition::new(Alert, None, Some(Detail::Returning)).expect("alert carries it");
    Scan { condition: Some(condition), ..scan(at, Alert) }
}

pub fn view(at: ScanTime, status: TrackingStatus) -> Report {
    Report { at: Some(at), ..untimed(status) }
}

/// A view that rests on no event.
fn untimed(status: TrackingStatus) -> Report {
    Report {
        condition: Condition::of(status),
        at: None,
        as_of: None,
        raw_code: status.as_str().to_owned(),
        known: true,
    }
}

fn not_found() -> Report {
    Report { raw_code: "NotFound".to_owned(), known: false, ..untimed(Pending) }
}

fn invalid_code() -> Report {
    Report { raw_code: "NotFound_InvalidCode".to_owned(), known: false, ..untimed(Unrecognized) }
}

pub fn seen(scans: &[Scan], report: Option<Report>) -> Sighting {
    Sighting { scans: scans.to_vec(), report, ..Sighting::default() }
}

/// Long after all that is heard.
fn at_last() -> DateTime<Utc> {
    after(TimeDelta::days(80))
}

fn window() -> Window {
    Window::of(noon(), at_last())
}

/// The journey of a parcel that was sent at [`noon`].
pub fn heard(sightings: &[Sighting]) -> Journey {
    let mut journey = Journey::default();
    for sighting in sightings {
        journey.hear(sighting, &window());
    }
    journey
}

fn observed(journey: &Journey) -> Observed {
    journey.observed(noon(), at_last())
}

/// What the scans come to, without any view.
fn comes_to(scans: &[Scan]) -> TrackingStatus {
    observed(&heard(&[seen(scans, None)])).condition.status()
}

/// What the scans come to with a view, told after them.
fn comes_to_with(scans: &[Scan], report: Report) -> TrackingStatus {
    observed(&heard(&[seen(scans, None), seen(&[], Some(report))])).condition.status()
}

/// The journey as it is kept, and read again.
fn kept(journey: &Journey) -> Journey {
    let scans = serde_json::to_string(&journey.scans()).expect("JSON");
    let reports = serde_json::to_string(&journey.reports().collect::<Vec<_>>()).expect("JSON");
    let scans: Vec<Scan> = serde_json::from_str(&scans).expect("scans");
    let reports: Vec<Report> = serde_json::from_str(&reports).expect("reports");
    Journey::of(scans, reports)
}

/// Everything that can be asked of a journey, as it is written: equal instants of other clocks are not the same.
fn everything(journey: &Journey) -> String {
    let at_several: Vec<_> =
        [0, 6, 7, 8, 30, 80].map(|days| journey.observed(noon(), after(TimeDelta::days(days)))).into();
    let scans = journey.scans();
    let reports: Vec<_> = journey.reports().collect();
    let (last, known) = (journey.last_scan_at(), journey.is_known());
    serde_json::to_string(&(at_several, scans, reports, last, known)).expect("JSON")
}

// What services tell, at random. Times and words are few, so that much of it meets.

fn conditions() -> impl Strategy<Value = Condition> {
    let with = |status, reason, detail| Condition::new(status, reason, detail).expect("one that it carries");
    let mut all: Vec<_> = TrackingStatus::ALL.map(Condition::of).into();
    all.push(with(Alert, None, Some(Detail::Returning)));
    all.push(with(Alert, Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)));
    all.push(with(PickUp, None, Some(Detail::OutForDelivery)));
    all.push(with(PickUp, None, Some(Detail::AtPickupPoint)));
    all.push(with(Undelivered, Some(Reason::RecipientUnavailable), None));
    prop::sample::select(all)
}

/// A clock, to the half second, within a few days; now and then long before or after.
fn clocks() -> impl Strategy<Value = NaiveDateTime> {
    let halves = prop_oneof![
        8 => (0..12_i64).prop_map(|steps| steps * 12 * 7_200),
        2 => (0..200_i64).prop_map(|halves| 86_400 + halves),
        1 => prop::sample::select(vec![-40_i64, -30, 79, 90]).prop_map(|days| days * 172_800),
    ];
    halves.prop_map(|halves| (noon() + TimeDelta::milliseconds(halves * 500)).naive_utc())
}

fn times() -> impl Strategy<Value = ScanTime> {
    let zones = prop::sample::select(vec![0, 0, 8 * 3_600, -5 * 3_600, 14 * 3_600, -12 * 3_600, 19_800]);
    prop_oneof![
        5 => (clocks(), zones).prop_map(|(clock, zone)| {
            let zone = FixedOffset::east_opt(zone).expect("a zone");
            ScanTime::Instant(clock.and_local_timezone(zone).single().expect("an instant"))
        }),
        2 => clocks().prop_map(ScanTime::Local),
        2 => clocks().prop_map(|clock| ScanTime::Date(clock.date())),
    ]
}

fn words() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Arrived".to_owned(),
        " arrived ".to_owned(),
        "Left".to_owned(),
        String::new(),
        "\u{0}Left".to_owned(),
        "Ö".repeat(DESCRIPTION + 1),
        "Ö".repeat(DESCRIPTION + 2),
    ])
}

prop_compose! {
    fn scans()(
        at in times(),
        description in words(),
        english in prop::option::of(prop::sample::select(vec!["Accepted", "Sorted"])),
        location in prop::option::of(prop::sample::select(vec!["Umeå", "Shenzhen"])),
        country in prop::option::of(prop::sample::select(vec!["SE", "CN"])),
        coordinates in prop::option::of(prop::sample::select(vec![63.8, 22.5])),
        raw_code in prop::sample::select(vec!["A", "B"]),
        service in prop::sample::select(vec![Service::SeventeenTrack, Service::EasyPost]),
        condition in prop::option::weighted(0.7, conditions()),
        begins in prop::bool::weighted(0.2),
    ) -> Scan {
        Scan {
            at,
            description,
            english: english.map(str::to_owned),
            location: location.map(str::to_owned),
            country: country.map(|code| CountryCode::try_from(code.to_owned()).expect("a country")),
            coordinates: coordinates.and_then(|latitude| Coordinates::new(latitude, 20.0)),
            raw_code: raw_code.to_owned(),
            service,
            condition,
            begins,
        }
    }
}

prop_compose! {
    fn views()(
        condition in conditions(),
        at in prop::option::weighted(0.6, times()),
        as_of in prop::option::of(0..4_i64),
        raw_code in prop::sample::select(vec!["A", "B"]),
        known in any::<bool>(),
    ) -> Report {
        let as_of = as_of.map(|days| after(TimeDelta::days(days)));
        Report { condition, at, as_of, raw_code: raw_code.to_owned(), known }
    }
}

fn reports() -> impl Strategy<Value = Report> {
    prop_oneof![6 => views(), 2 => Just(not_found()), 1 => Just(invalid_code())]
}

fn sightings() -> impl Strategy<Value = Sighting> {
    (prop::collection::vec(scans(), 0..5), prop::option::weighted(0.7, reports()))
        .prop_map(|(scans, report)| seen(&scans, report))
}

fn told() -> impl Strategy<Value = Vec<Sighting>> {
    prop::collection::vec(sightings(), 1..5)
}

/// The same sightings in another order, each with its scans in another order, some of them twice.
fn told_twice_over() -> impl Strategy<Value = (Vec<Sighting>, Vec<Sighting>)> {
    told().prop_flat_map(|told| {
        let shuffled: Vec<_> = told
            .iter()
            .cloned()
            .map(|sighting| {
                let report = sighting.report;
                Just(sighting.scans).prop_shuffle().prop_map(move |scans| seen(&scans, report.clone()))
            })
            .collect();
        let again = prop::collection::vec(any::<Index>(), 0..4);
        let otherwise = (shuffled, again)
            .prop_map(|(mut told, again)| {
                let copies: Vec<_> = again.iter().map(|index| index.get(&told).clone()).collect();
                told.extend(copies);
                told
            })
            .prop_shuffle();
        (Just(told), otherwise)
    })
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn in_whatever_order_and_however_often_it_is_told_a_journey_is_the_same((told, otherwise) in told_twice_over()) {
        prop_assert_eq!(everything(&heard(&told)), everything(&heard(&otherwise)));
    }

    #[test]
    fn told_in_pieces_each_with_the_view_a_journey_is_the_same(told in told(), most in 1..4_usize) {
        let mut pieces = Vec::new();
        for sighting in &told {
            if sighting.scans.is_empty() {
                pieces.push(sighting.clone());
            }
            pieces.extend(sighting.scans.chunks(most).map(|scans| seen(scans, sighting.report.clone())));
        }
        prop_assert_eq!(everything(&heard(&told)), everything(&heard(&pieces)));
    }

    #[test]
    fn scans_told_apart_from_their_view_come_to_the_same(told in told(), most in 1..4_usize) {
        // Where the view names its event, and it is the latest.
        let mut whole = Vec::new();
        let mut pieces = Vec::new();
        for mut sighting in told {
            let latest = sighting.scans.iter().map(|scan| scan.at.instant()).max();
            let names_it = |report: &Report| report.at.is_some_and(|at| latest.is_none_or(|latest| at.instant() > latest));
            sighting.report = sighting.report.filter(names_it);
            pieces.push(seen(&[], sighting.report.clone()));
            pieces.extend(sighting.scans.chunks(most).map(|scans| seen(scans, None)));
            whole.push(sighting);
        }
        prop_assert_eq!(everything(&heard(&whole)), everything(&heard(&pieces)));
    }

    #[test]
    fn hearing_the_same_again_changes_nothing(told in told(), again in any::<Index>()) {
        let mut journey = heard(&told);
        let before = everything(&journey);
        let set_aside = heard(&[]).hear(again.get(&told), &window());
        prop_assert_eq!(journey.hear(again.get(&told), &window()), set_aside);
        prop_assert_eq!(before, everything(&journey));
    }

    #[test]
    fn keeping_a_journey_and_reading_it_again_changes_nothing(told in told(), later in told()) {
        let mut journey = heard(&told);
        let mut read = kept(&journey);
        prop_assert_eq!(everything(&journey), everything(&read));
        for sighting in &later {
            journey.hear(sighting, &window());
            read.hear(sighting, &window());
        }
        prop_assert_eq!(everything(&journey), everything(&read), "also when it goes on");
        prop_assert_eq!(everything(&read), everything(&kept(&read)));
    }

    #[test]
    fn pending_and_unrecognized_never_override_movement(told in told(), report in reports(), mut late in scans()) {
        let journey = heard(&told);
        let before = observed(&journey);
        prop_assume!(!matches!(before.condition.status(), Pending | Unrecognized));
        for status in [Pending, Unrecognized] {
            let moved = journey.scans().iter().any(|scan| scan.condition.is_some())
                || journey.reports().any(|report| report.at.is_some());
            prop_assume!(moved);
            let mut journey = journey.clone();
            journey.hear(&seen(&[], Some(Report { condition: Condition::of(status), ..report.clone() })), &window());
            late.condition = Some(Condition::of(status));
            late.description = "a label made late".to_owned();
            journey.hear(&seen(std::slice::from_ref(&late), None), &window());
            prop_assert_eq!(observed(&journey).condition, before.condition);
        }
    }

    #[test]
    fn what_is_shown_is_newest_first_and_never_twice(told in told()) {
        let journey = heard(&told);
        let scans = journey.scans();
        prop_assert!(scans.windows(2).all(|pair| pair[0].at.instant() >= pair[1].at.instant()));
        let identities: BTreeSet<_> = scans.iter().map(|scan| scan.identity()).collect();
        prop_assert_eq!(identities.len(), scans.len());
        let viewed = journey.reports().filter_map(|report| report.at);
        let latest = viewed.chain(scans.iter().map(|scan| scan.at)).map(ScanTime::instant).max();
        prop_assert_eq!(journey.last_scan_at(), latest);
        for scan in scans {
            prop_assert!(scan.description.chars().count() <= DESCRIPTION);
        }
    }
}

// Journeys as they really are: legs of a way, each from a pick-up to where it ends.

/// How a carrier writes its times.
#[derive(Clone, Copy, Debug)]
enum Form {
    Instants,
    Clocks,
    Dates,
}

impl Form {
    fn write(self, span: TimeDelta) -> ScanTime {
        match self {
            Self::Instants => instant(span),
            Self::Clocks => local(span),
            Self::Dates => ScanTime::Date(after(span).date_naive()),
        }
    }
}

fn forms() -> impl Strategy<Value = Form> {
    prop::sample::select(vec![Form::Instants, Form::Clocks, Form::Dates])
}

/// How a leg ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Delivered,
    Returned,
    NotYet,
}

/// Scans from a pick-up on, each so many hours after the one before.
fn leg(first: TimeDelta, way: &[(i64, TrackingStatus)], end: End, form: Form) -> (Vec<Scan>, TimeDelta) {
    let mut at = first;
    let mut scans = vec![picked_up(form.write(at))];
    for (number, (gap, status)) in way.iter().enumerate() {
        at += hours(*gap);
        let described = format!("{} {number}", status.as_str());
        scans.push(Scan { description: described, ..scan(form.write(at), *status) });
    }
    at += hours(25);
    match end {
        End::NotYet => {}
        End::Delivered => scans.push(scan(form.write(at), Delivered)),
        End::Returned => {
            scans.push(returning(form.write(at)));
            at += hours(100);
            scans.push(scan(form.write(at), Returned));
        }
    }
    (scans, at)
}

fn ways() -> impl Strategy<Value = Vec<(i64, TrackingStatus)>> {
    let status = prop::sample::select(vec![InTransit, InTransit, PickUp, Undelivered]);
    prop::collection::vec((25..60_i64, status), 0..5)
}

/// A way in one leg that ends with the delivery, and when that was.
fn deliveries() -> impl Strategy<Value = (Vec<Scan>, TimeDelta)> {
    (ways(), forms()).prop_map(|(way, form)| leg(hours(1), &way, End::Delivered, form))
}

/// A way in some legs, days apart.
fn long_ways() -> impl Strategy<Value = Vec<Scan>> {
    let over = prop::sample::select(vec![End::Delivered, End::Returned]);
    let last = prop::sample::select(vec![End::Delivered, End::Returned, End::NotYet]);
    (prop::collection::vec((ways(), over), 0..2), (ways(), last), forms()).prop_map(|(legs, last, form)| {
        let (mut scans, mut begins) = (Vec::new(), hours(1));
        for (number, (way, end)) in legs.into_iter().chain([last]).enumerate() {
            let (of_leg, ended) = leg(begins, &way, end, form);
            let named = |mut scan: Scan| {
                scan.description = format!("leg {number}: {}", scan.description);
                scan
            };
            scans.extend(of_leg.into_iter().map(named));
            begins = ended + hours(100);
        }
        scans
    })
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn a_late_scan_never_undelivers((scans, delivered_at) in deliveries(), mut late in scans(), before in 0..500_i64) {
        // Where it says that the parcel was back with its supplier, it is no ordinary scan.
        prop_assume!(late.condition.is_none_or(|condition| condition.status() != Returned));
        late.at = instant((delivered_at - hours(before)).max(-hours(24 * 20)));
        late.description = "late".to_owned();
        let mut journey = heard(&[seen(&scans, None)]);
        prop_assert_eq!(observed(&journey).condition.status(), Delivered);
        journey.hear(&seen(&[late], None), &window());
        prop_assert_eq!(observed(&journey).condition, Condition::of(Delivered));
    }

    #[test]
    fn an_ordinary_scan_never_undelivers((scans, delivered_at) in deliveries(), mut more in scans(), later in 0..900_i64) {
        prop_assume!(!more.condition.is_some_and(Condition::is_return));
        more.begins = false;
        more.at = instant(delivered_at + hours(later));
        let mut journey = heard(&[seen(&scans, None)]);
        journey.hear(&seen(std::slice::from_ref(&more), None), &window());
        prop_assert_eq!(observed(&journey).condition, Condition::of(Delivered));
        // Nor does the service, within any mistaken zone of it.
        let status = more.condition.map_or(InTransit, Condition::status);
        let within = instant(delivered_at + hours(later % 27));
        journey.hear(&seen(&[], Some(view(within, status))), &window());
        prop_assert_eq!(observed(&journey).condition, Condition::of(Delivered));
    }

    #[test]
    fn what_may_be_earlier_never_undelivers((scans, delivered_at) in deliveries(), mut more in scans(), later in 0..26_i64) {
        more.begins = true;
        more.at = local(delivered_at + hours(later - 12));
        let delivered = scans.last().expect("the delivery").at;
        prop_assume!(more.at.between().0 <= delivered.between().1);
        // Of one instant, or of one day, it stays unknown which came first.
        prop_assume!(more.condition.is_none_or(|condition| condition.status() != Returned));
        let mut journey = heard(&[seen(&scans, None)]);
        journey.hear(&seen(&[more], None), &window());
        prop_assert_eq!(observed(&journey).condition.status(), Delivered);
    }

    #[test]
    fn a_parcel_that_is_picked_up_again_is_on_its_way_again_and_delivered_again(
        (first, delivered_at) in deliveries(),
        way in ways(),
        form in forms(),
        pause in 100..300_i64,
    ) {
        let (again, _) = leg(delivered_at + hours(pause), &way, End::Delivered, form);
        let mut journey = heard(&[seen(&first, None)]);
        for scan in &again {
            journey.hear(&seen(std::slice::from_ref(scan), None), &window());
            prop_assert_eq!(Some(observed(&journey).condition), scan.condition);
        }
    }

    #[test]
    fn a_part_of_the_scans_with_the_view_comes_to_what_all_of_them_do(
        (scans, part) in long_ways().prop_flat_map(|scans| {
            let count = scans.len();
            (Just(scans.clone()), subsequence(scans, 0..=count))
        }),
    ) {
        let last = scans.last().expect("a scan");
        let report = Report { condition: last.condition.expect("it says how"), ..view(last.at, Pending) };
        let whole = observed(&heard(&[seen(&scans, Some(report.clone()))])).condition;
        prop_assert_eq!(Some(whole), last.condition);
        prop_assert_eq!(observed(&heard(&[seen(&part, Some(report.clone()))])).condition, whole);
        // However the rest comes in.
        prop_assert_eq!(observed(&heard(&[seen(&part, Some(report)), seen(&scans, None)])).condition, whole);
    }
}

// Which two tellings are one scan, and what they come to together.

#[test]
fn two_tellings_of_one_scan_are_one_with_all_that_either_says() {
    let at = time("2026-11-03T09:00:00+08:00");
    let placed = Scan {
        coordinates: Coordinates::new(22.5, 114.0),
        country: CountryCode::try_from("CN".to_owned()).ok(),
        location: Some("Shenzhen".to_owned()),
        ..ordinary(at, "Delivered,  signed")
    };
    let meant = Scan {
        condition: Some(Condition::of(Delivered)),
        ..ordinary(time("2026-11-03T09:00:00"), "delivered, signed")
    };
    for told in [[&placed, &meant], [&meant, &placed]] {
        let journey = heard(&told.map(|scan| seen(std::slice::from_ref(scan), None)));
        let [both] = journey.scans()[..] else { panic!("one scan: {:?}", journey.scans()) };
        assert_eq!(both.at.to_string(), "2026-11-03T09:00:00+08:00");
        assert_eq!(both.location.as_deref(), Some("Shenzhen"));
        assert!(both.coordinates.is_some());
        assert_eq!(both.condition, Some(Condition::of(Delivered)), "what it means is not lost");
        assert_eq!(both.raw_code, "delivered, signed", "the code is the one that says so");
        assert_eq!(observed(&journey).condition.status(), Delivered);
    }
}

#[test]
fn a_fraction_of_a_second_is_nothing_that_changes_when_it_is_kept() {
    let at = time("2026-11-03T09:00:00.750Z");
    let journey = heard(&[seen(&[scan(at, Delivered)], Some(view(at, Delivered)))]);
    let read = kept(&journey);
    assert_eq!(journey.last_scan_at(), read.last_scan_at());
    assert_eq!(observed(&journey), observed(&read));
    assert_eq!(observed(&read).since, "2026-11-03T09:00:00Z".parse().ok());
}

#[test]
fn a_long_text_is_the_same_scan_before_and_after_it_is_kept() {
    let long = |more: &str| {
        let words = format!("{}{more}", "Å".repeat(DESCRIPTION));
        Scan { location: Some(words.clone()), ..ordinary(instant(hours(1)), &words) }
    };
    let mut journey = kept(&heard(&[seen(&[long(" and so on")], None)]));
    journey.hear(&seen(&[long(" and so on")], None), &window());
    let [only] = journey.scans()[..] else { panic!("one scan: {}", journey.scans().len()) };
    assert_eq!(only.description.chars().count(), DESCRIPTION);
    assert_eq!(only.location.as_ref().map(|name| name.chars().count()), Some(LOCATION));
    assert_eq!(only.raw_code.chars().count(), RAW_CODE);
    for text in ["\u{0} a\tb ", "\u{1}\u{2}", " \u{0}", "a \u{0}"] {
        assert_eq!(cut_to(&cut_to(text, 9), 9), cut_to(text, 9), "{text:?}");
    }
}

#[test]
fn of_one_instant_it_does_not_matter_which_form_of_it_was_told_first() {
    // The end of a day is an instant that a clock can show too.
    let (midnight, date) = (time("2026-11-04T00:00:00Z"), time("2026-11-03"));
    let late = picked_up(time("2026-11-04T13:00:00Z"));
    let told = |scans: &[Scan]| {
        let report = Report { as_of: Some(noon()), ..view(midnight, Delivered) };
        everything(&heard(&[seen(scans, Some(report)), seen(std::slice::from_ref(&late), None)]))
    };
    let (at_midnight, on_the_day) = (ordinary(midnight, "Arrived"), ordinary(date, "Left"));
    assert_eq!(told(&[at_midnight.clone(), on_the_day.clone()]), told(&[on_the_day, at_midnight]));
    let views = [view(midnight, Delivered), view(time("2026-11-04T00:00:00"), Delivered), view(date, Delivered)];
    let one_by_one = |order: [usize; 3]| {
        let mut told: Vec<_> = order.iter().map(|index| seen(&[], Some(views[*index].clone()))).collect();
        told.push(seen(std::slice::from_ref(&late), None));
        everything(&heard(&told))
    };
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(one_by_one(order), one_by_one([0, 1, 2]));
    }
}

// What the times of a delivery say.

#[test]
fn a_delivered_parcel_is_reopened_by_a_certainly_later_pick_up() {
    let delivered = scan(instant(hours(100)), Delivered);
    for (again, comes) in [
        (picked_up(instant(hours(100))), Delivered),
        (picked_up(instant(hours(100) + second())), InTransit),
        // A clock in the east shows 14 hours more, at most.
        (picked_up(local(hours(114))), Delivered),
        (picked_up(local(hours(114) + second())), InTransit),
        // Noon and 100 hours are 16:00 on the fourth day.
        (picked_up(day(5)), Delivered),
        (picked_up(day(6)), InTransit),
        (returning(instant(hours(100))), Delivered),
        (returning(instant(hours(100) + second())), Alert),
        (scan(instant(hours(100) + second()), Returned), Returned),
        (scan(instant(hours(100) + second()), InTransit), Delivered),
        (scan(instant(hours(1_000)), PickUp), Delivered),
    ] {
        for told in [[delivered.clone(), again.clone()], [again.clone(), delivered.clone()]] {
            assert_eq!(comes_to(&told), comes, "{again:?}");
        }
    }
}

#[test]
fn a_service_reopens_a_delivery_only_when_no_mistaken_zone_explains_it() {
    let delivered = [scan(instant(hours(100)), Delivered)];
    for (status, kept) in
        [(InTransit, false), (PickUp, false), (Undelivered, false), (Pending, true), (Unrecognized, true)]
    {
        assert_eq!(comes_to_with(&delivered, view(instant(hours(100) + ZONES), status)), Delivered);
        let later = comes_to_with(&delivered, view(instant(hours(100) + ZONES + second()), status));
        assert_eq!(later, if kept { Delivered } else { status });
    }
}

#[test]
fn a_second_delivery_delivers_again_and_counts_from_then() {
    let scans = [
        picked_up(instant(hours(1))),
        scan(instant(hours(50)), Delivered),
        Scan { description: "taken over again".into(), ..picked_up(instant(hours(200))) },
        Scan { description: "delivered again".into(), ..scan(instant(hours(300)), Delivered) },
    ];
    let so_far = |count: usize| observed(&heard(&[seen(&scans[..count], None)]));
    assert_eq!(so_far(2), Observed { condition: Condition::of(Delivered), since: Some(after(hours(50))) });
    assert_eq!(so_far(3), Observed { condition: Condition::of(InTransit), since: Some(after(hours(200))) });
    assert_eq!(so_far(4), Observed { condition: Condition::of(Delivered), since: Some(after(hours(300))) });
}

#[test]
fn a_parcel_that_came_back_and_was_sent_again_is_delivered() {
    let came_back = [picked_up(instant(hours(1))), returning(instant(hours(50))), scan(instant(hours(150)), Returned)];
    assert_eq!(comes_to(&came_back), Returned);
    let again = Scan { description: "sent again".into(), ..picked_up(instant(hours(200))) };
    let delivered = scan(instant(hours(300)), Delivered);
    let with = |more: &[&Scan]| {
        comes_to(&[&came_back[..], &more.iter().map(|scan| (*scan).clone()).collect::<Vec<_>>()].concat())
    };
    assert_eq!(with(&[&again]), InTransit);
    assert_eq!(with(&[&again, &delivered]), Delivered);
    assert_eq!(with(&[&delivered]), Returned, "delivered to the supplier, for all that is known");
    assert_eq!(with(&[&scan(instant(hours(300)), InTransit)]), Returned);
}

#[test]
fn on_its_way_back_a_parcel_is_scanned_like_any_other() {
    let back = [picked_up(instant(hours(1))), returning(instant(hours(50)))];
    for status in [InTransit, PickUp, Undelivered] {
        assert_eq!(comes_to(&[&back[..], &[scan(instant(hours(80)), status)]].concat()), Alert);
    }
    assert_eq!(comes_to(&[&back[..], &[scan(instant(hours(80)), Returned)]].concat()), Returned);
    assert_eq!(comes_to(&[&back[..], &[scan(instant(hours(80)), Delivered)]].concat()), Delivered);
    assert_eq!(comes_to_with(&back, view(instant(hours(80)), PickUp)), PickUp, "the service means it");
}

// Real ones.

#[test]
fn a_parcel_that_ran_out_and_then_arrives_is_delivered() {
    let way = [picked_up(instant(hours(1))), scan(instant(hours(30)), InTransit)];
    let ran_out = Report { as_of: Some(after(hours(900))), ..view(instant(hours(30)), Expired) };
    assert_eq!(comes_to_with(&way, ran_out.clone()), Expired);
    let late = Scan { description: "told late".into(), ..scan(instant(hours(20)), InTransit) };
    assert_eq!(comes_to_with(&[&way[..], &[late]].concat(), ran_out.clone()), Expired, "no news");
    let moves = Scan { description: "moves again".into(), ..scan(instant(hours(1_000)), InTransit) };
    assert_eq!(comes_to_with(&[&way[..], &[moves]].concat(), ran_out.clone()), InTransit);
    assert_eq!(comes_to_with(&[&way[..], &[scan(instant(hours(1_000)), Delivered)]].concat(), ran_out), Delivered);
}

#[test]
fn after_a_failed_attempt_it_is_out_for_delivery_on_the_next_day() {
    for form in [Form::Instants, Form::Clocks, Form::Dates] {
        let failed = scan(form.write(hours(50)), Undelivered);
        let the_same_morning = scan(form.write(hours(46)), PickUp);
        let tomorrow = Scan { description: "out again".into(), ..scan(form.write(hours(70)), PickUp) };
        assert_eq!(comes_to(&[failed.clone(), the_same_morning.clone()]), Undelivered, "{form:?}");
        assert_eq!(comes_to(&[tomorrow, failed, the_same_morning]), PickUp, "{form:?}");
    }
}

#[test]
fn of_a_carrier_that_tells_days_alone_the_furthest_of_a_day_holds() {
    let told = [scan(day(3), InTransit), scan(day(3), Delivered), scan(day(3), PickUp)];
    assert_eq!(comes_to(&told), Delivered);
    let mut more = told.to_vec();
    more.push(Scan { description: "scanned at the depot".into(), ..scan(day(9), InTransit) });
    assert_eq!(comes_to(&more), Delivered);
    // Days of two places may be the same, and two days apart: what comes three days later is later.
    for (later, comes) in [(1, Delivered), (2, Delivered), (3, Alert)] {
        assert_eq!(comes_to(&[&told[..], &[returning(day(3 + later))]].concat()), comes, "{later} days later");
    }
}

#[test]
fn a_day_that_is_told_is_the_day_that_is_shown_and_counted() {
    for form in ["2026-11-05", "2026-11-05T23:10:00", "2026-11-05T23:10:00Z"] {
        let journey = heard(&[seen(&[scan(time(form), Delivered)], None)]);
        let since = observed(&journey).since.expect("it is known");
        assert_eq!(since.date_naive().to_string(), "2026-11-05", "{form}");
    }
    let journey = heard(&[seen(&[scan(time("2026-11-05"), Delivered)], None)]);
    let since = observed(&journey).since.expect("it is known");
    for zone in ["Europe/Stockholm", "Asia/Bangkok", "America/Los_Angeles", "Pacific/Honolulu", "Pacific/Auckland"] {
        let zone = TimeZone::try_from(zone.to_owned()).expect("a zone");
        assert_eq!(zone.day_of(since).to_string(), "2026-11-05", "{}", zone.name());
    }
    assert_eq!(journey.last_scan_at(), "2026-11-06T00:00:00Z".parse().ok(), "against a setting it counts as its end");
}

#[test]
fn a_postal_parcel_told_by_two_carriers_is_delivered_once() {
    let scans = [
        scan(time("2026-11-05"), InTransit),
        Scan { description: "Out for delivery".into(), ..scan(time("2026-11-20T08:00:00-05:00"), PickUp) },
        Scan { description: "Delivered, in/at mailbox".into(), ..scan(time("2026-11-20T14:00:00-05:00"), Delivered) },
        // The first carrier tells it with its own zone, and in its own words, and once more as a day.
        Scan { description: "Delivered".into(), ..scan(time("2026-11-20T14:00:00+08:00"), Delivered) },
        Scan { description: "Out for delivery, USPS".into(), ..scan(time("2026-11-20T08:00:00+08:00"), PickUp) },
        Scan { description: "Item out for delivery".into(), ..scan(time("2026-11-20"), PickUp) },
    ];
    assert_eq!(comes_to(&scans), Delivered);
    for without in 0..scans.len() {
        let mut some = scans.to_vec();
        some.remove(without);
        assert_eq!(comes_to(&some), Delivered, "without {}", scans[without].description);
    }
}

#[test]
fn of_two_views_of_one_event_the_later_holds_and_a_view_holds_over_its_scans() {
    let scans = [scan(instant(hours(10)), InTransit)];
    let held = Report { as_of: Some(after(hours(11))), ..view(instant(hours(10)), Alert) };
    let freed = Report { as_of: Some(after(hours(12))), ..view(instant(hours(10)), InTransit) };
    assert_eq!(comes_to_with(&scans, held.clone()), Alert);
    let same_time = scan(instant(hours(10)), Alert);
    assert_eq!(comes_to_with(&[same_time], view(instant(hours(10)), InTransit)), InTransit, "the service knows better");
    for told in [[&held, &freed], [&freed, &held]] {
        let views = told.map(|report| seen(&scans, Some(report.clone())));
        assert_eq!(observed(&heard(&views)).condition.status(), InTransit);
    }
}

#[test]
fn a_view_rests_on_all_that_was_told_with_it() {
    // The scan's zone is wrong: it seems to come after the event on which the view rests.
    let told = [
        seen(&[scan(instant(hours(30)), InTransit)], Some(view(instant(hours(22)), Undelivered))),
        seen(&[], Some(view(instant(hours(20)), InTransit))),
    ];
    assert_eq!(observed(&heard(&told)).condition.status(), Undelivered);
}

// More scans than are kept.

#[test]
fn of_too_many_scans_the_latest_are_kept_in_whatever_order_they_come() {
    let all: Vec<_> = (0..SCANS + 50)
        .map(|number| {
            let at = instant(TimeDelta::minutes(i64::try_from(number).expect("few")));
            let status = if number == 20 { Delivered } else { InTransit };
            Scan { description: format!("scan {number}"), ..scan(at, status) }
        })
        .collect();
    let at_once = heard(&[seen(&all, None)]);
    assert_eq!(at_once.scans().len(), SCANS);
    assert_eq!(at_once.scans().last().map(|scan| scan.description.as_str()), Some("scan 50"));
    assert_eq!(at_once.last_scan_at(), Some(all[SCANS + 49].at.instant()));
    for step in [1, 7, 13, 199] {
        let count = all.len();
        let one_by_one: Vec<_> =
            (0..count).map(|number| seen(&all[(number * step) % count..=(number * step) % count], None)).collect();
        assert_eq!(everything(&heard(&one_by_one)), everything(&at_once));
        let mut read = kept(&heard(&one_by_one));
        read.hear(&seen(&all, None), &window());
        assert_eq!(everything(&read), everything(&at_once), "told whole again, it stays so");
    }
}

#[test]
fn a_scan_that_was_dropped_does_not_come_back_under_another_zone() {
    let fillers: Vec<_> = (1..=SCANS)
        .map(|number| ordinary(instant(TimeDelta::minutes(i64::try_from(number).expect("few"))), &format!("{number}")))
        .collect();
    // By its clock it is one of the latest, by its zone it was before all of them.
    let clock = after(TimeDelta::minutes(200)).naive_utc();
    let zone = FixedOffset::east_opt(14 * 3_600).expect("a zone");
    let zoned = ordinary(ScanTime::Instant(clock.and_local_timezone(zone).single().expect("an instant")), "the one");
    let unzoned = ordinary(ScanTime::Local(clock), "the one");
    let fillers = seen(&fillers, None);
    let told = |order: [&Sighting; 3]| everything(&heard(&order.map(Clone::clone)));
    let (zoned, unzoned) = (seen(&[zoned], None), seen(&[unzoned], None));
    let expected = told([&fillers, &zoned, &unzoned]);
    for order in [
        [&fillers, &unzoned, &zoned],
        [&zoned, &fillers, &unzoned],
        [&unzoned, &fillers, &zoned],
        [&zoned, &unzoned, &fillers],
        [&unzoned, &zoned, &fillers],
    ] {
        assert_eq!(told(order), expected);
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn more_scans_than_are_kept_are_the_same_in_any_order(
        (told, otherwise) in prop::collection::vec((scans(), 0..30_u32, 0..400_i64), SCANS + 1..SCANS + 150).prop_flat_map(|all| {
            let all: Vec<_> = all
                .into_iter()
                .map(|(mut scan, word, steps)| {
                    scan.description = format!("{word}");
                    let clock = (noon() + TimeDelta::minutes(steps * 10)).naive_utc();
                    scan.at = match scan.at {
                        ScanTime::Instant(at) => {
                            ScanTime::Instant(clock.and_local_timezone(*at.offset()).single().expect("an instant"))
                        }
                        ScanTime::Local(_) => ScanTime::Local(clock),
                        ScanTime::Date(_) => ScanTime::Date(clock.date()),
                    };
                    scan
                })
                .collect();
            (Just(all.clone()), Just(all).prop_shuffle())
        }),
        most in 1..40_usize,
    ) {
        let pieces = |all: &[Scan]| all.chunks(most).map(|scans| seen(scans, None)).collect::<Vec<_>>();
        let whole = everything(&heard(&[seen(&told, None)]));
        prop_assert_eq!(&everything(&heard(&pieces(&told))), &whole);
        prop_assert_eq!(&everything(&heard(&pieces(&otherwise))), &whole);
    }
}

// A number that another parcel had before.

#[test]
fn what_is_more_than_30_days_before_the_fulfilment_is_another_parcels() {
    let edge = -REUSED_BEFORE;
    for (at, ours) in [
        (instant(edge), true),
        (instant(edge - second()), false),
        // What a clock showed may have been up to twelve hours later, in the west.
        (local(edge - hours(12)), true),
        (local(edge - hours(12) - second()), false),
        // Noon, 30 days before, is in the day, and may be in the one before, which ends twelve hours later.
        (day(-30), true),
        (day(-31), true),
        (day(-32), false),
    ] {
        let mut journey = Journey::default();
        let set_aside = journey.hear(&seen(&[scan(at, Delivered)], Some(view(at, Delivered))), &window());
        assert_eq!(set_aside, usize::from(!ours), "{at}");
        let status = observed(&journey).condition.status();
        assert_eq!(status, if ours { Delivered } else { Pending }, "{at}");
        assert_eq!(journey.is_known(), ours);
        assert_eq!(journey.last_scan_at().is_some(), ours);
    }
}

#[test]
fn the_view_that_rests_on_another_parcels_scans_is_set_aside_with_them() {
    let old = [picked_up(instant(hours(-2_000))), scan(instant(hours(-1_900)), Delivered)];
    for report in [view(instant(hours(-1_900)), Delivered), untimed(Delivered)] {
        let mut journey = Journey::default();
        assert_eq!(journey.hear(&seen(&old, Some(report)), &window()), 2);
        assert_eq!(observed(&journey), Observed::default());
        // Once the carrier has this one, it is followed.
        let ours = [&old[..], &[picked_up(instant(hours(20)))]].concat();
        let told = seen(&ours, Some(view(instant(hours(20)), InTransit)));
        assert_eq!(journey.hear(&told, &window()), 2);
        assert_eq!(observed(&journey).condition.status(), InTransit);
    }
}

#[test]
fn a_view_that_names_no_event_rests_on_what_is_this_parcels() {
    let old = scan(instant(hours(-1_900)), Delivered);
    let ours = ordinary(instant(hours(20)), "Arrived");
    let journey = heard(&[seen(&[old, ours], Some(untimed(Expired)))]);
    assert_eq!(observed(&journey), Observed { condition: Condition::of(Expired), since: Some(after(hours(20))) });
}

#[test]
fn what_lies_in_the_future_is_set_aside() {
    let now = after(hours(100));
    let window = Window::of(noon(), now);
    for (at, ours) in [
        (instant(hours(100) + ZONES), true),
        (instant(hours(100) + ZONES + second()), false),
        (local(hours(100) + ZONES + hours(14)), true),
        (local(hours(100) + ZONES + hours(14) + second()), false),
        (time("2038-01-19"), false),
        (time("8999-12-31T23:59:59"), false),
    ] {
        let mut journey = heard(&[seen(&[scan(instant(hours(50)), InTransit)], None)]);
        let set_aside = journey.hear(&seen(&[scan(at, Delivered)], Some(view(at, Delivered))), &window);
        assert_eq!(set_aside, usize::from(!ours), "{at}");
        let status = journey.observed(noon(), now).condition.status();
        assert_eq!(status, if ours { Delivered } else { InTransit }, "{at}");
    }
}

// A number that is not known, or not yet.

fn after_days(journey: &Journey, days: i64, more: TimeDelta) -> TrackingStatus {
    journey.observed(noon(), after(TimeDelta::days(days) + more)).condition.status()
}

#[test]
fn an_unknown_number_is_pending_for_7_days_and_unrecognized_from_then_on() {
    let journey = heard(&[seen(&[], Some(not_found()))]);
    assert!(!journey.is_known());
    assert_eq!(after_days(&journey, 0, TimeDelta::zero()), Pending);
    assert_eq!(after_days(&journey, 7, -TimeDelta::milliseconds(1)), Pending);
    assert_eq!(after_days(&journey, 7, TimeDelta::zero()), Unrecognized);
    let since = journey.observed(noon(), after(TimeDelta::days(50))).since;
    assert_eq!(since, Some(noon() + GRACE));
    // A number that was entered later has its own days.
    let later = after(TimeDelta::days(3));
    assert_eq!(journey.observed(later, after(TimeDelta::days(9))).condition.status(), Pending);
    assert_eq!(journey.observed(later, after(TimeDelta::days(10))).condition.status(), Unrecognized);
}

#[test]
fn a_service_that_says_nothing_says_nothing_against_the_number() {
    for journey in [Journey::default(), heard(&[seen(&[], None)])] {
        for days in [0, 7, 8, 400] {
            assert_eq!(journey.observed(noon(), after(TimeDelta::days(days))), Observed::default());
        }
    }
}

#[test]
fn an_invalid_code_is_unrecognized_at_once() {
    for told in [vec![invalid_code()], vec![not_found(), invalid_code()], vec![invalid_code(), not_found()]] {
        let told: Vec<_> = told.into_iter().map(|report| seen(&[], Some(report))).collect();
        assert_eq!(after_days(&heard(&told), 0, TimeDelta::zero()), Unrecognized);
    }
    // What the service says later holds.
    let later = |report: Report, hours_later| Report { as_of: Some(after(hours(hours_later))), ..report };
    let corrected = [seen(&[], Some(later(invalid_code(), 1))), seen(&[], Some(later(untimed(Pending), 2)))];
    assert_eq!(after_days(&heard(&corrected), 30, TimeDelta::zero()), Pending);
}

#[test]
fn a_number_that_was_known_once_never_becomes_unrecognized_by_the_time_alone() {
    let later = |report: Report, hours_later| Report { as_of: Some(after(hours(hours_later))), ..report };
    let label_made = later(untimed(Pending), 1);
    let lost = later(not_found(), 2);
    for told in [[&label_made, &lost], [&lost, &label_made]] {
        let journey = heard(&told.map(|report| seen(&[], Some(report.clone()))));
        assert!(journey.is_known());
        assert_eq!(after_days(&journey, 30, TimeDelta::zero()), Pending);
    }
}

#[test]
fn a_number_that_was_scanned_is_known_whatever_the_scan_means() {
    let journey = heard(&[seen(&[], Some(not_found())), seen(&[ordinary(instant(hours(20)), "Arrived")], None)]);
    assert!(journey.is_known());
    assert_eq!(after_days(&journey, 30, TimeDelta::zero()), Pending);
}

#[test]
fn an_unrecognized_number_recovers_with_its_first_scan() {
    for report in [not_found(), invalid_code()] {
        let mut journey = heard(&[seen(&[], Some(report))]);
        assert_eq!(after_days(&journey, 20, TimeDelta::zero()), Unrecognized);
        journey.hear(&seen(&[scan(instant(hours(24 * 19)), InTransit)], None), &window());
        assert_eq!(after_days(&journey, 20, TimeDelta::zero()), InTransit);
        journey.hear(&seen(&[], Some(not_found())), &window());
        assert_eq!(after_days(&journey, 30, TimeDelta::zero()), InTransit, "the service lost it");
    }
}

#[test]
fn the_same_view_taken_again_is_no_news() {
    for report in [not_found(), invalid_code(), untimed(Delivered)] {
        let asked = |hour| seen(&[], Some(Report { as_of: Some(after(hours(hour))), ..report.clone() }));
        let (mut journey, now) = (heard(&[asked(1)]), after(hours(100)));
        let before = journey.observed(noon(), now);
        journey.hear(&asked(7), &window());
        assert_eq!(journey.observed(noon(), now), before);
    }
}
