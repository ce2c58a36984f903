//! What the local carrier promises: to a client, the documented answers; to a developer, the written journeys.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_lambda::Body;

use super::course::{Course, main_status};
use super::journeys::{JOURNEYS, Journeys};
use super::*;
use crate::{Options, System};

const KEY: &str = "0123456789ABCDEF";

/// A carrier whose clock stands still until it is moved on.
struct Run {
    carrier: LocalCarrier,
    clock: Clock,
}

impl Run {
    fn new() -> Self {
        Self::with(CarrierOptions { limiter: false, ..CarrierOptions::default() })
    }

    fn with(options: CarrierOptions) -> Self {
        let clock = Clock::start(0, None).expect("a clock");
        Self { carrier: LocalCarrier::start(clock.clone(), options).expect("a carrier"), clock }
    }

    fn pass(&self, time: &str) {
        let time = humantime::parse_duration(time).expect(time);
        self.clock.advance(time).expect("not too far");
    }

    fn send(&self, method: &str, path: &str, token: Option<&str>, body: &str) -> (u16, Value) {
        let mut request = http::Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header("17token", token);
        }
        let (head, ()) = request.body(()).expect("a request").into_parts();
        let answer = self.carrier.answer(&head, body.as_bytes());
        let Body::Text(text) = answer.body() else { panic!("a text") };
        (answer.status().as_u16(), serde_json::from_str(text).expect("JSON"))
    }

    fn post(&self, endpoint: &str, body: &Value) -> (u16, Value) {
        self.send("POST", &format!("{API}{endpoint}"), Some(KEY), &body.to_string())
    }

    /// The data of a call about one number.
    fn ask(&self, endpoint: &str, number: &str) -> Value {
        self.post(endpoint, &json!([{ "number": number }])).1["data"].clone()
    }

    fn register(&self, number: &str) {
        assert_eq!(self.ask("register", number)["accepted"][0]["number"], number);
    }

    /// What is said of a registered number.
    fn look(&self, number: &str) -> Value {
        self.ask("gettrackinfo", number)["accepted"][0]["track_info"].clone()
    }

    fn refused(&self, endpoint: &str, number: &str) -> i64 {
        let data = self.ask(endpoint, number);
        assert_eq!(data["accepted"], json!([]), "{data}");
        data["rejected"][0]["error"]["code"].as_i64().expect("a code")
    }
}

fn journeys() -> Journeys {
    Journeys::read(JOURNEYS).expect("the journeys")
}

/// A number that follows a script.
fn number_of(pattern: &str) -> String {
    pattern.replace('*', "00001")
}

/// What Waybill makes of a course, by the mapping's rows and words, told apart here by a few of them.
fn condition(course: &Course<'_>, began: DateTime<Utc>, now: DateTime<Utc>) -> Condition {
    use {Reason as Why, TrackingStatus as Is};
    let as_of = course.stops_at(began).min(now);
    let events = course.seen(as_of).filter(|event| event.after.0 >= TimeDelta::zero() && event.code.is_some());
    let latest = events.max_by_key(|event| event.after);
    let code = course.status(as_of);
    let words = latest.map(|event| event.english.as_ref().unwrap_or(&event.words).to_lowercase()).unwrap_or_default();
    let says = |word: &str| words.contains(word);
    let (status, reason, detail) = match (main_status(code), code) {
        ("NotFound", "NotFound_InvalidCode") => (Is::Unrecognized, None, None),
        ("NotFound", _) if now - began >= waybill_domain::journey::GRACE => (Is::Unrecognized, None, None),
        ("NotFound" | "InfoReceived", _) => (Is::Pending, None, None),
        ("Delivered", _) if latest.is_none() => (Is::Pending, None, None),
        ("InTransit", _) => (Is::InTransit, None, None),
        ("Expired", _) => (Is::Expired, None, None),
        ("AvailableForPickup", _) => (Is::PickUp, None, Some(Detail::AtPickupPoint)),
        ("OutForDelivery", _) => (Is::PickUp, None, Some(Detail::OutForDelivery)),
        ("Delivered", _) => (Is::Delivered, None, None),
        (_, "DeliveryFailure_NoBody") => (Is::Undelivered, Some(Why::RecipientUnavailable), None),
        (_, "DeliveryFailure_InvalidAddress") => (Is::Undelivered, Some(Why::AddressNotFound), None),
        (_, "DeliveryFailure_Other") if says("reschedul") => (Is::Undelivered, Some(Why::DelayedOrRescheduled), None),
        (_, "DeliveryFailure_Other") if says("future delivery") => {
            (Is::Undelivered, Some(Why::LaterDeliveryRequested), None)
        }
        (_, "DeliveryFailure_Other") if says("remote area") => (Is::Undelivered, Some(Why::RuralOrRemoteArea), None),
        (_, "Exception_Rejected") => (Is::Alert, Some(Why::RefusedByRecipient), None),
        (_, "Exception_Other") if says("insufficient address") => (Is::Alert, Some(Why::AddressIncorrect), None),
        (_, "Exception_Other") if says("unclaimed") => (Is::Alert, Some(Why::RetentionPeriodOver), None),
        (_, "Exception_NoBody") => (Is::Alert, Some(Why::RecipientAbsent), None),
        (_, "Exception_Security") if says("prohibit") => {
            (Is::Alert, Some(Why::HeldByCustoms), Some(Detail::ProhibitedGoods))
        }
        (_, "Exception_Security") if says("restrict") => {
            (Is::Alert, Some(Why::HeldByCustoms), Some(Detail::RestrictedImport))
        }
        (_, "Exception_Security") => (Is::Alert, Some(Why::HeldByCustoms), None),
        (_, "Exception_Damage" | "Exception_Lost") => (Is::Alert, Some(Why::DamagedOrLost), None),
        (_, "Exception_Returning") => (Is::Alert, None, Some(Detail::Returning)),
        (_, "Exception_Returned") => (Is::Returned, None, None),
        other => panic!("{other:?}: {words}"),
    };
    Condition::new(status, reason, detail).expect("a condition")
}

#[test]
fn every_journey_keeps_its_promises_as_time_passes() {
    let (journeys, began) = (journeys(), Utc::now());
    for script in journeys.scripts() {
        for pattern in &script.numbers {
            let course = Course::of(&journeys, &number_of(pattern), began).expect("a course");
            assert_eq!(course.script.name, script.name, "{pattern}");
            for promise in &script.promises {
                let seen = condition(&course, began, began + promise.after.0);
                assert_eq!(seen, promise.condition, "{} after {:?}", script.name, promise.after);
            }
        }
    }
}

#[test]
fn together_the_journeys_reach_every_status_every_reason_and_every_detail() {
    let journeys = journeys();
    let reached: Vec<_> = journeys.scripts().iter().flat_map(|script| &script.promises).collect();
    let statuses: BTreeSet<_> = reached.iter().map(|promise| promise.condition.status()).collect();
    let reasons: BTreeSet<_> = reached.iter().filter_map(|promise| promise.condition.reason()).collect();
    let details: BTreeSet<_> = reached.iter().filter_map(|promise| promise.condition.detail()).collect();
    assert_eq!((statuses.len(), reasons.len(), details.len()), (TrackingStatus::ALL.len(), 11, 5));
}

#[test]
fn every_scripted_number_is_one_that_17track_takes_and_a_head_start_may_follow_it() {
    let (journeys, now) = (journeys(), Utc::now());
    for pattern in journeys.scripts().iter().flat_map(|script| &script.numbers) {
        let shortest = pattern.replace('*', "");
        assert!((5..=30).contains(&shortest.len()) && shortest.bytes().all(|b| b.is_ascii_alphanumeric()), "{pattern}");
    }
    let began = |number: &str| {
        let course = Course::of(&journeys, number, now).expect("a course");
        course.script.events.first().map(|event| course.happens_at(event) - event.after.0)
    };
    assert_eq!(began("WBLOST1D12"), Some(now - TimeDelta::days(12)));
    assert_eq!(began("WBLOST1D1234"), Some(now));
    assert_eq!(began("WBDAMAGED"), Some(now));
}

#[test]
fn a_number_that_nobody_scripted_goes_an_ordinary_way_and_the_same_in_every_run() {
    let (run, again) = (Run::new(), Run::new());
    let mut ways = BTreeSet::new();
    for count in 0..200 {
        let (number, start) = (format!("RB{count:09}SE"), Utc::now());
        let course = Course::of(&run.carrier.service.journeys, &number, start).expect("a course");
        let other = Course::of(&again.carrier.service.journeys, &number, start).expect("a course");
        assert!(course.script.ordinary);
        ways.insert(course.script.name.clone());
        for days in 0..20 {
            let at = start + TimeDelta::days(days);
            assert_eq!(course.status(at), other.status(at));
            assert_eq!(course.said_since(at), other.said_since(at));
        }
    }
    assert_eq!(ways.len(), 5);
}

#[test]
fn what_is_said_changes_exactly_when_it_was_announced() {
    let (journeys, began) = (journeys(), Utc::now());
    for script in journeys.scripts() {
        let course = Course::of(&journeys, &number_of(&script.numbers[0]), began).expect("a course");
        let mut at = began;
        while let Some(next) = course.says_more_at(at) {
            assert!(course.said_since(next - TimeDelta::nanoseconds(1)) < course.said_since(next), "{}", script.name);
            assert_eq!(course.said_since(next), Some(next), "{}", script.name);
            at = next;
        }
    }
}

#[test]
fn a_refused_number_stands_in_no_others_way() {
    let run = Run::new();
    let body = json!([
        {"number": "lx473124829cn", "carrier": 3011, "tag": "order-1042"}, {"number": "1234"}, {"carrier": 3011},
        {"number": "WBLOST1", "carrier": 7}, {"number": "WBNOCARRIER1"}, {"number": "WBLOST2", "tag": 5}
    ]);
    let (status, answer) = run.post("register", &body);
    assert_eq!((status, &answer["code"]), (200, &json!(0)));
    let accepted = json!([
        {"origin": 2, "number": "LX473124829CN", "carrier": 3011, "email": null, "lang": null, "tag": "order-1042"}
    ]);
    assert_eq!(answer["data"]["accepted"], accepted);
    let rejected = answer["data"]["rejected"].as_array().expect("a list");
    let error = json!({"code": -18_010_012, "message": "The format of '1234' is invalid."});
    let first = json!({"number": "1234", "carrier": 0, "error": error});
    assert_eq!(rejected[0], first);
    let codes: Vec<_> = rejected.iter().map(|one| one["error"]["code"].as_i64().unwrap_or(0)).collect();
    assert_eq!(codes, [-18_010_012, -18_010_010, -18_019_910, -18_019_903, -18_010_015]);
    assert_eq!(run.refused("register", "LX473124829CN"), -18_019_901);
    assert_eq!(run.refused("gettrackinfo", "WBLOST1"), -18_019_902);
    // A carrier that is named need not be detected.
    let named = run.post("register", &json!([{"number": "WBNOCARRIER1", "carrier": 100_001}])).1;
    assert_eq!(named["data"]["accepted"][0]["carrier"], 100_001);
}

#[test]
fn a_call_that_is_wrong_as_a_whole_is_refused_as_a_whole() {
    let run = Run::new();
    let path = format!("{API}gettrackinfo");
    let key =
        json!({"code": -18_010_002, "data": {"errors": [{"code": -18_010_002, "message": "Invalid security key."}]}});
    for token in [None, Some("short"), Some("not a key at all")] {
        assert_eq!(run.send("POST", &path, token, "[]"), (401, key.clone()));
    }
    assert_eq!(run.send("GET", &path, Some(KEY), "").0, 405);
    assert_eq!(run.send("POST", &format!("{API}nothing"), Some(KEY), "[]").0, 404);
    assert_eq!(run.send("POST", "/local/17track/nothing", Some(KEY), "[]").0, 404);
    assert_eq!(run.send("POST", &path, Some(KEY), &" ".repeat(2 * 1024 * 1024)).0, 413);
    for body in ["", "{}", "[]", "[1]", r#"[{"number": 5}]"#] {
        assert_eq!(run.send("POST", &path, Some(KEY), body).1["code"], -18_010_013, "{body}");
    }
    let numbers = |count: usize| json!(vec![json!({"number": "WBLOST1"}); count]);
    assert_eq!(run.post("gettrackinfo", &numbers(41)).1["data"]["errors"][0]["code"], -18_010_014);
    assert_eq!(run.post("gettrackinfo", &numbers(40)).1["code"], 0);
}

#[test]
fn calls_are_limited_and_a_developer_can_switch_that_and_an_outage() {
    let run = Run::with(CarrierOptions::default());
    let quota = || run.post("getquota", &json!({})).0;
    assert_eq!([quota(), quota(), quota(), quota()], [200, 200, 200, 429]);
    let switch = |body: &str| run.send("POST", "/local/17track/mode", None, body);
    assert_eq!(switch(r#"{"limiter": false}"#), (200, json!({"outage": false, "limiter": false})));
    assert_eq!([quota(), quota(), quota(), quota()], [200; 4]);
    assert_eq!(switch(r#"{"outage": true}"#), (200, json!({"outage": true, "limiter": false})));
    assert_eq!(quota(), 503);
    assert_eq!(switch(r#"{"outage": false}"#).0, 200);
    assert_eq!(quota(), 200);
    assert_eq!(switch(r#"{"limits": true}"#).0, 400);
}

#[test]
fn before_the_first_result_there_is_nothing_to_say() {
    let run = Run::new();
    run.register("WBUSA1");
    assert_eq!(run.refused("gettrackinfo", "WBUSA1"), -18_019_909);
    run.pass("1m");
    let nothing = run.look("WBUSA1");
    assert_eq!(
        nothing["latest_status"],
        json!({"status": "NotFound", "sub_status": "NotFound_Other", "sub_status_descr": null})
    );
    assert_eq!((&nothing["latest_event"], &nothing["milestone"]), (&Value::Null, &json!([])));
    run.register("WBNORESULT1");
    run.pass("1d");
    assert_eq!(run.refused("gettrackinfo", "WBNORESULT1"), -18_019_909);
}

#[test]
fn posts_tell_each_scan_twice_newest_first_with_place_and_time() {
    let run = Run::new();
    run.register("WBSWEDEN1");
    run.pass("11d 4h");
    let told = run.look("WBSWEDEN1");
    let providers = told["tracking"]["providers"].as_array().expect("providers");
    let keys: Vec<_> = providers.iter().map(|one| one["provider"]["key"].as_u64().unwrap_or(0)).collect();
    assert_eq!(keys, [3011, 19241]);
    let (china, sweden) = (&providers[0]["events"], &providers[1]["events"]);
    assert_eq!((china.as_array().map(Vec::len), sweden.as_array().map(Vec::len)), (Some(10), Some(6)));
    assert_eq!((&china[0], &china[5]), (&sweden[0], &sweden[5]));
    assert_eq!(told["latest_event"], china[0]);
    let scan = &china[0];
    assert_eq!(scan["description"], "Försändelsen är utlämnad");
    assert_eq!(scan["description_translation"], json!({"lang": "en", "description": "The item has been delivered"}));
    assert_eq!((&scan["stage"], &scan["sub_status"]), (&json!("Delivered"), &json!("Delivered_Other")));
    assert_eq!(scan["address"]["coordinates"], json!({"longitude": "20.25972", "latitude": "63.82842"}));
    let (iso, utc) = (scan["time_iso"].as_str().expect("a time"), scan["time_utc"].as_str().expect("a time"));
    assert_eq!(DateTime::parse_from_rfc3339(iso).ok().map(|at| at.to_utc()), utc.parse().ok());
    assert!(iso.ends_with("+01:00") || iso.ends_with("+02:00"), "{iso}");
    let ordinary = &china[2];
    assert_eq!((&ordinary["sub_status"], &ordinary["stage"]), (&Value::Null, &Value::Null));
    let stages: Vec<_> = told["milestone"].as_array().expect("a list").iter().map(|one| &one["key_stage"]).collect();
    assert_eq!(stages, ["InfoReceived", "PickedUp", "Departure", "Arrival", "OutForDelivery", "Delivered"]);
    assert_eq!(told["misc_info"]["local_key"], 19241);
}

#[test]
fn odd_scans_are_told_as_oddly_as_carriers_tell_them() {
    let run = Run::new();
    for number in ["WBRAWTIME1", "WBDATEONLY1", "WBDOUBLE1", "WBDISORDER1", "WBWRONGZONE1", "WBODDCODE1"] {
        run.register(number);
    }
    let events = |number: &str| run.look(number)["tracking"]["providers"].clone();
    run.pass("13h");
    // Shanghai's clock, read as London's: what was told of an hour ago is seven or eight hours ahead.
    let told =
        run.look("WBWRONGZONE1")["latest_event"]["time_utc"].as_str().and_then(|at| at.parse::<DateTime<Utc>>().ok());
    assert!(told.is_some_and(|told| told > run.clock.now() + TimeDelta::hours(2)), "{told:?}");
    run.pass("5d 23h");
    assert_eq!(run.look("WBODDCODE1")["latest_status"]["sub_status"], "InTransit_DroneHandover");
    run.pass("5d");
    let raw = &events("WBRAWTIME1")[1]["events"][0];
    assert!(raw["time_iso"].is_null() && raw["time_raw"]["time"].is_string() && raw["time_raw"]["timezone"].is_null());
    let date = &events("WBDATEONLY1")[0]["events"][0];
    assert!(date["time_utc"].is_null() && date["time_raw"]["date"].is_string() && date["time_raw"]["time"].is_null());
    let double = &events("WBDOUBLE1")[1]["events"];
    assert_eq!(double[0], double[1]);
    let disorder = events("WBDISORDER1")[1]["events"].as_array().cloned().expect("events");
    let codes: Vec<_> = disorder.iter().map(|event| &event["sub_status"]).collect();
    assert_eq!(codes, ["OutForDelivery_Other", "Delivered_Other"]);
    assert_eq!(run.look("WBDISORDER1")["latest_status"]["status"], "Delivered");
}

#[test]
fn a_late_scan_becomes_visible_late_and_changes_nothing() {
    let run = Run::new();
    run.register("WBLATESCAN1");
    run.pass("11d");
    let before = run.look("WBLATESCAN1");
    run.pass("2d");
    let after = run.look("WBLATESCAN1");
    let count = |told: &Value| told["tracking"]["providers"][0]["events"].as_array().map(Vec::len);
    assert_eq!((count(&before), count(&after)), (Some(4), Some(5)));
    assert_eq!(before["latest_status"], after["latest_status"]);
    assert_eq!(before["latest_event"], after["latest_event"]);
    assert_ne!(before["tracking"]["providers_hash"], after["tracking"]["providers_hash"]);
}

#[test]
fn a_call_that_names_a_troubled_parcel_is_not_answered_while_the_trouble_lasts() {
    let run = Run::new();
    for number in ["WBOUTAGE1", "WBBURST1", "WBUSA1"] {
        run.register(number);
    }
    run.pass("3d 5m");
    let status = |number: &str| run.post("gettrackinfo", &json!([{"number": "WBUSA1"}, {"number": number}])).0;
    assert_eq!([status("WBOUTAGE1"), status("WBBURST1"), status("WBUSA1")], [503, 429, 200]);
    run.pass("30m");
    assert_eq!([status("WBOUTAGE1"), status("WBBURST1")], [503, 200]);
    run.pass("1d");
    assert_eq!([status("WBOUTAGE1"), status("WBBURST1")], [200, 200]);
}

#[test]
fn what_has_expired_is_asked_about_no_more_until_it_is_retracked_once() {
    let run = Run::new();
    run.register("WBREVIVED1");
    assert_eq!(run.refused("retrack", "WBREVIVED1"), -18_019_904);
    run.pass("45d");
    assert_eq!(run.look("WBREVIVED1")["latest_status"]["status"], "Expired");
    assert_eq!(run.refused("stoptrack", "WBREVIVED1"), -18_019_906);
    let listed = run.post("gettracklist", &json!({"tracking_status": "Stopped"})).1["data"]["accepted"][0].clone();
    assert_eq!((&listed["package_status"], &listed["stop_track_reason"]), (&json!("Expired"), &json!("Expired")));
    assert_eq!(run.ask("retrack", "WBREVIVED1")["accepted"][0]["number"], "WBREVIVED1");
    assert_eq!(run.look("WBREVIVED1")["latest_status"]["status"], "Delivered");
    assert_eq!(run.ask("stoptrack", "WBREVIVED1")["rejected"], json!([]));
    assert_eq!(run.refused("retrack", "WBREVIVED1"), -18_019_905);
}

#[test]
fn a_stopped_number_stays_where_it_was() {
    let run = Run::new();
    run.register("WBUSA1");
    run.pass("1d");
    run.ask("stoptrack", "WBUSA1");
    let stopped = run.look("WBUSA1");
    run.pass("10d");
    assert_eq!(run.look("WBUSA1"), stopped);
    let change = run.post("changecarrier", &json!([{"number": "WBUSA1", "carrier_new": 100_001}])).1;
    assert_eq!(change["data"]["rejected"][0]["error"]["code"], -18_019_806);
}

#[test]
fn a_carrier_is_changed_for_free_five_times_and_only_to_another_one() {
    let run = Run::new();
    run.register("WBUSA1");
    let change = |old: u32, new: u32| {
        let body = json!([{"number": "WBUSA1", "carrier_old": old, "carrier_new": new}]);
        let data = run.post("changecarrier", &body).1["data"].clone();
        data["rejected"][0]["error"]["code"].as_i64().unwrap_or(0)
    };
    assert_eq!(change(190_008, 100_001), -18_019_808);
    run.pass("2d");
    assert_eq!(change(190_008, 190_008), -18_019_803);
    assert_eq!(change(190_008, 7), -18_019_802);
    assert_eq!(change(3011, 100_001), -18_019_805);
    assert_eq!(run.refused("changecarrier", "WBUSA1"), -18_019_804);
    for turn in 0..5 {
        let (old, new) = if turn % 2 == 0 { (190_008, 100_001) } else { (100_001, 190_008) };
        assert_eq!(change(old, new), 0);
    }
    assert_eq!(change(100_001, 190_008), -18_019_807);
    assert_eq!(run.look("WBUSA1")["tracking"]["providers"][0]["provider"]["key"], 100_001);
}

#[test]
fn one_number_with_two_carriers_is_registered_and_paid_for_twice() {
    let run = Run::with(CarrierOptions { limiter: false, quota: 3, kept_in: None });
    let register =
        |carrier: u32| run.post("register", &json!([{"number": "WBUSA1", "carrier": carrier}])).1["data"].clone();
    assert_eq!(register(190_008)["rejected"], json!([]));
    assert_eq!(register(100_001)["rejected"], json!([]));
    let several = run.post("changecarrier", &json!([{"number": "WBUSA1", "carrier_new": 3011}])).1;
    assert_eq!(several["data"]["rejected"][0]["error"]["code"], -18_019_801);
    let delete = run.post("deletetrack", &json!([{"number": "WBUSA1", "carrier": 100_001}])).1;
    assert_eq!(delete["data"]["accepted"], json!([{"number": "WBUSA1", "carrier": 100_001}]));
    // Deleted and registered again costs again, and the parcel is where it was.
    assert_eq!(register(100_001)["rejected"], json!([]));
    let quota = run.post("getquota", &json!({})).1["data"].clone();
    assert_eq!((&quota["quota_used"], &quota["quota_remain"], &quota["today_used"]), (&json!(3), &json!(0), &json!(3)));
    assert_eq!(run.refused("register", "WBUSA2"), -18_019_908);
}

#[test]
fn what_was_said_of_a_number_is_given_back_and_can_be_changed() {
    let run = Run::new();
    run.post("register", &json!([{"number": "WBUSA1", "tag": "1042", "order_no": "7", "destination_country": "US"}]));
    run.pass("1d");
    let change =
        |items: Value| run.post("changeinfo", &json!([{"number": "WBUSA1", "items": items}])).1["data"].clone();
    assert_eq!(change(json!({"tag": "1043"}))["rejected"], json!([]));
    assert_eq!(change(json!({"colour": "red"}))["rejected"][0]["error"]["code"], -18_019_811);
    let told = run.ask("gettrackinfo", "WBUSA1")["accepted"][0].clone();
    assert_eq!((&told["tag"], &told["destination_country"]), (&json!("1043"), &json!("US")));
    let fields: BTreeSet<_> = told.as_object().expect("an object").keys().map(String::as_str).collect();
    let documented = "number carrier param tag lang destination_postal_code origin_country destination_country \
        destination_city ship_date shipper consignee phone_number_last_4 phone_number cpf_or_cnpj \
        special_tracking_info track_info";
    assert_eq!(fields, documented.split_whitespace().collect());
}

#[test]
fn the_list_is_paged_and_filtered() {
    let run = Run::new();
    for count in 0..43 {
        run.register(&format!("WBUSA{count}"));
        run.pass("1s");
    }
    run.register("WBINVALID1");
    run.pass("1d");
    let list = |body: Value| run.post("gettracklist", &body).1;
    let first = list(json!({}));
    assert_eq!(first["page"], json!({"data_total": 44, "page_total": 2, "page_no": 1, "page_size": 40}));
    assert_eq!(first["data"]["accepted"].as_array().map(Vec::len), Some(40));
    assert_eq!(first["data"]["accepted"][0]["number"], "WBINVALID1");
    let second = list(json!({"page_no": 2, "order_by": "RegisterTimeDesc"}));
    assert_eq!(second["data"]["accepted"].as_array().map(Vec::len), Some(4));
    let moving = list(json!({"package_status": "InTransit", "order_by": "RegisterTimeAsc"}));
    assert_eq!(
        (&moving["page"]["data_total"], &moving["data"]["accepted"][0]["number"]),
        (&json!(43), &json!("WBUSA0"))
    );
    assert_eq!(list(json!({"number": "WBUSA1,WBUSA2"}))["page"]["data_total"], 2);
}

#[test]
fn what_is_registered_survives_a_restart() {
    let folder = std::env::temp_dir().join(format!("waybill-carrier-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let options =
        CarrierOptions { kept_in: Some(folder.join("carrier.json")), limiter: false, ..CarrierOptions::default() };
    let run = Run::with(options.clone());
    run.post("register", &json!([{"number": "WBUSA1", "tag": "1042"}]));
    run.carrier.set_webhook(KEY, "http://127.0.0.1/hooks").expect("room");
    run.pass("3d");
    let due = run.carrier.due_pushes(run.clock.now());
    run.carrier.pushed(&due[0], 200, run.clock.now());
    run.carrier.keep().expect("kept");
    let again =
        Run { carrier: LocalCarrier::start(run.clock.clone(), options).expect("a carrier"), clock: run.clock.clone() };
    assert_eq!(again.ask("gettrackinfo", "WBUSA1"), run.ask("gettrackinfo", "WBUSA1"));
    assert_eq!(again.carrier.due_pushes(run.clock.now()), []);
    run.pass("10d");
    assert_eq!(again.carrier.due_pushes(run.clock.now()), run.carrier.due_pushes(run.clock.now()));
    std::fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn a_push_tells_everything_signed_and_only_when_there_is_news() {
    let run = Run::new();
    run.post("register", &json!([{"number": "WBUSA1", "tag": "1042"}]));
    run.pass("1d");
    assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
    run.carrier.set_webhook(KEY, "http://127.0.0.1/hooks/17track").expect("room");
    let due = run.carrier.due_pushes(run.clock.now());
    assert_eq!(due.len(), 1);
    assert_eq!(due, run.carrier.due_pushes(run.clock.now()));
    let body: Value = serde_json::from_str(&due[0].body).expect("JSON");
    assert_eq!((&body["event"], &body["data"]["tag"]), (&json!("TRACKING_UPDATED"), &json!("1042")));
    assert_eq!(body["data"]["track_info"], run.look("WBUSA1"));
    assert_eq!(due[0].sign, waybill_store::secret::sha256(&format!("{}/{KEY}", due[0].body)));
    run.carrier.pushed(&due[0], 200, run.clock.now());
    assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
    run.pass("23h");
    assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
    run.pass("1h");
    assert_eq!(run.carrier.due_pushes(run.clock.now()).len(), 1);
}

#[test]
fn a_push_that_is_not_taken_is_tried_three_times_more_and_then_dropped() {
    let run = Run::new();
    run.register("WBINVALID1");
    run.register("WBUSA1");
    run.carrier.set_webhook(KEY, "http://127.0.0.1/hooks").expect("room");
    run.pass("1d");
    for wait in ["10m", "30m", "60m"] {
        let due = run.carrier.due_pushes(run.clock.now());
        assert_eq!(due.len(), 1);
        run.carrier.pushed(&due[0], 500, run.clock.now());
        assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
        run.pass(wait);
    }
    let last = run.carrier.due_pushes(run.clock.now());
    run.carrier.pushed(&last[0], 500, run.clock.now());
    run.pass("2h");
    assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
    run.pass("1d");
    assert_eq!(run.carrier.due_pushes(run.clock.now()).len(), 1);
}

#[test]
fn that_a_number_is_asked_about_no_more_is_pushed_once() {
    let run = Run::new();
    run.register("WBUSA1");
    run.carrier.set_webhook(KEY, "http://127.0.0.1/hooks").expect("room");
    run.pass("25d");
    let events: Vec<_> = (0..2)
        .map(|_| {
            let due = run.carrier.due_pushes(run.clock.now());
            run.carrier.pushed(&due[0], 200, run.clock.now());
            serde_json::from_str::<Value>(&due[0].body).expect("JSON")
        })
        .collect();
    assert_eq!(events[0]["event"], "TRACKING_UPDATED");
    assert_eq!(
        events[1],
        json!({"event": "TRACKING_STOPPED", "data": {"number": "WBUSA1", "carrier": 190_008, "param": null, "tag": null}})
    );
    run.pass("100d");
    assert_eq!(run.carrier.due_pushes(run.clock.now()), []);
}

#[tokio::test]
async fn the_whole_system_delivers_its_pushes() {
    let system = System::start(Options { speed: 0, ..Options::for_a_test() }).await.expect("it starts");
    let run = Run { carrier: system.carrier.clone(), clock: system.clock.clone() };
    run.register("WBUSA1");
    run.carrier.set_webhook(KEY, &format!("{}/nobody/here", system.url())).expect("room");
    run.pass("1d");
    system.background.pushes.run_due().await;
    let listed = run.post("gettracklist", &json!({})).1["data"]["accepted"][0].clone();
    assert_eq!((&listed["push_status"], &listed["push_status_code"]), (&json!("Failure"), &json!(404)));
    system.stop().await.expect("it stops");
}

#[test]
fn developers_are_shown_every_scripted_number() {
    let run = Run::new();
    let (status, home) = run.send("GET", "/local/17track", None, "");
    assert_eq!((status, home["journeys"].as_array().map(Vec::len)), (200, Some(journeys().scripts().len())));
    let (head, ()) =
        http::Request::get("/local/17track").header("accept", "text/html").body(()).expect("a request").into_parts();
    let Body::Text(page) = run.carrier.answer(&head, b"").into_body() else { panic!("a text") };
    assert!(page.contains("WBLOST*") && page.contains("damaged_or_lost"));
}
