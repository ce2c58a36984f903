//! Every kept payload is read, and comes to what stands in `payloads.txt`.

use std::path::Path;

use serde_json::{Value, json};
use waybill_carriers::CALL;
use waybill_carriers::push::{self, Push};
use waybill_carriers::tracker::{CarrierError, Question, Told, Word};
use waybill_domain::carrier::Carrier;
use waybill_domain::journey::Sighting;
use waybill_domain::scan::ScanTime;
use waybill_domain::service::Service;
use waybill_domain::text::CountryCode;

use crate::server::{Reply, Server};

/// A payload: of which service, in which file, with which status, and what it is.
pub struct Payload {
    pub service: Service,
    pub name: String,
    status: u16,
    pub body: Value,
}

impl Payload {
    pub fn is_push(&self) -> bool {
        self.body.get("event").is_some() || self.body["object"] == "Event"
    }
}

/// All payloads; a file of several examples is several.
pub fn all() -> Vec<Payload> {
    let mut payloads = Vec::new();
    for service in Service::ALL {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads").join(service.as_str());
        for file in std::fs::read_dir(folder).expect("a folder") {
            let path = file.expect("a file").path();
            let text = std::fs::read_to_string(&path).expect("a text");
            let whole: Value = serde_json::from_str(&text).expect("JSON");
            let name = format!("{}/{}", service.as_str(), path.file_stem().expect("a name").to_string_lossy());
            let mut add = |name: String, body: &Value| {
                let status = whole["status"]["code"].as_u64().and_then(|status| status.try_into().ok()).unwrap_or(200);
                payloads.push(Payload { service, name, status, body: body.clone() });
            };
            let examples = whole.as_object().into_iter().flatten();
            let examples: Vec<_> = examples.filter(|(_, example)| example.get("response").is_some()).collect();
            for (example, value) in &examples {
                add(format!("{name}:{example}"), &value["response"]);
            }
            match (&whole["body"], &whole["webhook"]["body"]) {
                _ if !examples.is_empty() => {
                    for example in ["request_level_error", "http_429", "webhook_stopped"] {
                        add(format!("{name}:{example}"), &whole[example]);
                    }
                }
                (Value::Null, Value::Null) => add(name, &whole),
                (Value::Null, body) | (body, _) => add(name, body),
            }
        }
    }
    payloads.sort_by(|a, b| a.name.cmp(&b.name));
    payloads
}

#[tokio::test]
async fn every_payload_comes_to_what_the_list_says() {
    let mut lines = Vec::new();
    for payload in all() {
        let said = if payload.is_push() { pushed(&payload) } else { told(&payload).await };
        lines.push(format!("{}: {said}", payload.name));
    }
    let said = lines.join("\n") + "\n";
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/carriers/payloads.txt");
    if std::env::var("WAYBILL_GOLDEN").is_ok_and(|golden| golden == "write") {
        std::fs::write(&golden, &said).expect("the list is written");
    }
    let expected = std::fs::read_to_string(&golden).expect("a list");
    assert!(said == expected, "WAYBILL_GOLDEN=write cargo test renews the list; it would be\n{said}");
}

async fn told(payload: &Payload) -> String {
    let tracker = Server::saying(Reply::Json(payload.status, payload.body.clone())).await.tracker(payload.service);
    // Those of one example of 17TRACK, and one that no other service minds.
    let numbers = ["AA123456789BR", "RR123456789CN", "1234", "21213123123230"];
    let numbers: Vec<_> = if payload.service == Service::SeventeenTrack { numbers.to_vec() } else { vec!["RR1"] };
    let question =
        |number: &&str| Question { number: (*number).to_owned(), carrier: Carrier::named("USPS"), reference: None };
    let numbers: Vec<_> = numbers.iter().map(question).collect();
    match tracker.look(&numbers, CALL).await {
        Ok(told) => told.iter().map(word).collect::<Vec<_>>().join("; "),
        Err(CarrierError::SlowDown { .. }) => "slow down".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn word(told: &Told) -> String {
    let reference = told.reference.as_ref().map(|reference| format!(" ({reference})")).unwrap_or_default();
    match &told.word {
        Word::Following => format!("following{reference}"),
        Word::Seen(sighting) => format!("{}{reference}", shown(sighting)),
        Word::NotRegistered => "not registered".to_owned(),
        Word::Failed { why } => format!("failed: {why}"),
    }
}

fn pushed(payload: &Payload) -> String {
    let bytes = payload.body.to_string();
    match push::read(payload.service, bytes.as_bytes()).expect(&payload.name) {
        Push::Seen { number, sighting } => format!("push of {}: {}", number.number, shown(&sighting)),
        Push::Stopped(number) => format!("push of {}: stopped", number.number),
        Push::Other { kind } => format!("push of another kind: {}", kind.unwrap_or_default()),
    }
}

fn shown(sighting: &Sighting) -> String {
    let report = sighting.report.as_ref().map_or("no report".to_owned(), |report| {
        let known = if report.known { "" } else { ", number unknown" };
        let at = report.at.map(|at| format!(" at {at}")).unwrap_or_default();
        format!("{}{at}{known}", report.condition.status().as_str())
    });
    let carrier = sighting.carrier.as_deref().map(|carrier| format!(" by {carrier}")).unwrap_or_default();
    let due = sighting.estimated_delivery.map(|day| format!(" due {day}")).unwrap_or_default();
    format!("{report}, {} scans{carrier}{due}", sighting.scans.len())
}

fn kept(name: &str) -> Payload {
    all().into_iter().find(|payload| payload.name == name).expect(name)
}

async fn seen(name: &str, number: &str) -> Sighting {
    let payload = kept(name);
    let tracker = Server::saying(Reply::Json(200, payload.body.clone())).await.tracker(payload.service);
    let question = Question { number: number.to_owned(), carrier: Carrier::named("USPS"), reference: None };
    let told = tracker.look(&[question], CALL).await.expect("an answer");
    match told.into_iter().next().expect("one").word {
        Word::Seen(sighting) => *sighting,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_parcel_of_correios_is_read_to_the_letter() {
    let sighting = seen("17track/v24_gettrackinfo_correios_2151", "AA123456789BR").await;
    let report = sighting.report.expect("a report");
    let expected = json!({
        "condition": {"status": "delivered"},
        "at": "2026-06-30T14:23:00",
        "as_of": "2026-06-30T18:01:12Z",
        "raw_code": "Delivered/Delivered_Other",
        "known": true,
    });
    assert_eq!(serde_json::to_value(report).expect("JSON"), expected);
    let mut scans = serde_json::to_value(&sighting.scans).expect("JSON");
    // Where Recife is does not stand in the payload, and is found.
    let found = scans[0].as_object_mut().expect("an object").remove("coordinates").expect("coordinates");
    let near = |degrees: &Value, is: f64| (degrees.as_f64().expect("degrees") - is).abs() < 0.2;
    assert!(near(&found["latitude"], -8.05) && near(&found["longitude"], -34.9), "{found}");
    let expected = json!([
        {
            "at": "2026-06-30T14:23:00",
            "description": "Objeto entregue ao destinatário",
            "english": "Object delivered to the recipient",
            "location": "RECIFE, PE",
            "country": "BR",
            "raw_code": "Delivered/Delivered_Other",
            "service": "17track",
            "condition": {"status": "delivered"},
        },
        {
            "at": "2026-06-28T08:40:00-03:00",
            "description": "Objeto saiu para entrega ao destinatário",
            "english": "Object out for delivery to the recipient",
            "location": "RECIFE, PE",
            "country": "BR",
            "coordinates": {"latitude": -8.0539, "longitude": -34.877},
            "raw_code": "OutForDelivery/OutForDelivery_Other",
            "service": "17track",
            "condition": {"status": "pick_up", "detail": "out_for_delivery"},
        },
        {
            "at": "2026-06-25T10:12:00-03:00",
            "description": "Objeto postado",
            "english": "Object posted",
            "location": "SAO PAULO, SP",
            "country": "BR",
            "coordinates": {"latitude": -23.550_520, "longitude": -46.633_309},
            "raw_code": "InTransit/InTransit_PickedUp",
            "service": "17track",
            "condition": {"status": "in_transit"},
            "begins": true,
        },
    ]);
    assert_eq!(scans, expected);
    assert_eq!(sighting.carrier.as_deref(), Some("correios"));
    assert!(sighting.unknown_codes.is_empty());
}

#[tokio::test]
async fn a_country_of_three_letters_is_one_of_two() {
    let name = "aftership/v4_TrackingWithAdditionalFieldsTestCase.test_get_tracking_by_id";
    let sighting = seen(name, "3SKAAG5995399").await;
    let newest = &sighting.scans[0];
    assert_eq!(newest.at.to_string(), "2021-03-25T10:59:00+01:00");
    assert_eq!(newest.country.as_ref().map(CountryCode::as_str), Some("ES"));
    assert_eq!(newest.location.as_deref(), Some("ES, Spain"));
    assert_eq!(newest.raw_code, "InTransit/InTransit_004");
}

/// What a push of 17TRACK with these events says.
fn heard(events: &[Value]) -> Sighting {
    let provider = |events: &[Value]| json!({"provider": {"country": "SE"}, "events": events});
    let body = json!({"event": "TRACKING_UPDATED", "data": {"number": "rr 1-2", "carrier": "19241", "track_info": {
        "latest_status": {"status": "InTransit", "sub_status": "InTransit_New"},
        "tracking": {"providers": [provider(events), provider(events)]},
    }}});
    match push::read(Service::SeventeenTrack, body.to_string().as_bytes()).expect("a push") {
        Push::Seen { number, sighting } => {
            assert_eq!(number.number, "RR12");
            assert_eq!(number.reference.as_deref(), Some("19241"));
            *sighting
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_providers_who_tell_the_same_are_heard_once() {
    let event = json!({"time_iso": "2026-06-28T08:40:00-03:00", "description": "A", "sub_status": "InTransit_Other"});
    let sighting = heard(&[event]);
    assert_eq!(sighting.scans.len(), 1);
    assert_eq!(sighting.carrier.as_deref(), Some("postnord"));
    assert_eq!(sighting.unknown_codes, ["InTransit/InTransit_New"]);
}

#[test]
fn a_day_is_not_made_an_instant() {
    let event = |iso: Value, date: &str, time: Value, zone: Value| json!({"time_iso": iso, "time_raw": {"date": date, "time": time, "timezone": zone}, "description": "A"});
    for (event, at) in [
        (event(Value::Null, "2026-06-30", Value::Null, Value::Null), "2026-06-30"),
        (event(json!("2026-06-30T00:00:00-03:00"), "2026-06-30", Value::Null, Value::Null), "2026-06-30"),
        (
            event(json!("2026-06-30T14:00:00-03:00"), "2026-06-30", Value::Null, Value::Null),
            "2026-06-30T14:00:00-03:00",
        ),
        (event(Value::Null, "2026-06-30", json!("14:23:00"), Value::Null), "2026-06-30T14:23:00"),
        (event(Value::Null, "2026-06-30", json!("14:23:00"), json!("+05:30")), "2026-06-30T14:23:00+05:30"),
    ] {
        let sighting = heard(&[event]);
        assert_eq!(sighting.scans[0].at, ScanTime::try_from(at.to_owned()).expect("a time"));
        assert_eq!(sighting.scans[0].condition, None, "a scan without a code says nothing");
        assert_eq!(sighting.scans[0].raw_code, "");
    }
}

#[test]
fn an_older_push_has_stages_alone() {
    let sighting = heard(&[json!({"time_utc": "2026-06-28T08:40:00Z", "description": "A", "stage": "PickedUp"})]);
    assert!(sighting.scans[0].begins);
    assert_eq!(sighting.scans[0].raw_code, "stage/PickedUp");
}

#[test]
fn a_parcel_with_too_many_events_is_read_in_part() {
    let events = |count: i64| -> Vec<Value> {
        let event = |minute| json!({"time_utc": format!("2026-06-{:02}T{:02}:{:02}:00Z", 1 + minute / 1_440, minute / 60 % 24, minute % 60), "description": "A"});
        (0..count).map(event).collect()
    };
    assert_eq!(heard(&events(900)).scans.len(), 900);
    assert_eq!(heard(&events(1_500)).scans.len(), 1_000);
}

#[test]
fn a_text_is_cut_and_a_scan_without_a_time_is_none() {
    let sighting = heard(&[
        json!({"description": "no time"}),
        json!({"time_utc": "2026-06-28T08:40:00Z", "description": "x".repeat(5_000), "sub_status": "y".repeat(5_000), "location": "z".repeat(5_000)}),
    ]);
    let [scan] = &sighting.scans[..] else { panic!("{:?}", sighting.scans) };
    assert_eq!((scan.description.len(), scan.location.as_ref().map(String::len)), (300, Some(120)));
    assert_eq!(scan.raw_code.len(), 100);
    assert!(sighting.unknown_codes.iter().all(|code| code.len() <= 100));
}

#[test]
fn a_reason_of_karrio_stands_without_a_status() {
    let event = json!({"date": "2012-10-04", "time": "13:58", "description": "Closed", "reason": "consignee_business_closed", "latitude": "59.3", "longitude": 18.1});
    let tracker = json!({"tracking_number": "1Z", "status": "delivery_failed", "events": [event]});
    let body = json!({"event": "tracker_updated", "data": tracker}).to_string();
    let Ok(Push::Seen { sighting, .. }) = push::read(Service::Karrio, body.as_bytes()) else { panic!("no sighting") };
    let scan = serde_json::to_value(&sighting.scans[0]).expect("JSON");
    assert_eq!(scan["condition"], json!({"status": "undelivered", "reason": "recipient_unavailable"}));
    assert_eq!(scan["raw_code"], "-/consignee_business_closed");
    assert_eq!(scan["coordinates"], json!({"latitude": 59.3, "longitude": 18.1}));
}

#[test]
fn a_push_without_its_number_cannot_be_read() {
    for (service, body) in [
        (Service::SeventeenTrack, json!({"event": "TRACKING_UPDATED", "data": {"number": null}})),
        (Service::SeventeenTrack, json!({"event": "TRACKING_STOPPED"})),
        (Service::AfterShip, json!({"event": "edd_revise", "msg": {}})),
        (Service::EasyPost, json!({"description": "tracker.updated", "result": {}})),
        (Service::Karrio, json!({"event": "tracker_created", "data": {"tracking_number": "--"}})),
        (Service::Shippo, json!({"event": "track_updated", "data": []})),
        (Service::Shippo, json!([])),
    ] {
        assert!(push::read(service, body.to_string().as_bytes()).is_err(), "{body}");
    }
    for service in Service::ALL {
        assert!(push::read(service, b"<html>").is_err());
        let other = push::read(service, br#"{"event": "batch.created", "description": "batch.created"}"#);
        assert_eq!(other, Ok(Push::Other { kind: Some("batch.created".to_owned()) }));
    }
}
