//! How each service is asked, and what its answers come to: the good ones, the partial ones, and those that say nothing
//! of any parcel.

use std::time::Duration;

use serde_json::{Value, json};
use waybill_carriers::CALL;
use waybill_carriers::seventeentrack::{CarrierChange, Quota, Rejection};
use waybill_carriers::tracker::{CarrierError, Question, Told, Word};
use waybill_domain::carrier::Carrier;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::service::Service;

use crate::server::{KEY, Reply, Server};

fn question(number: &str) -> Question {
    Question { number: number.to_owned(), carrier: None, reference: None }
}

fn by(carrier: &str, number: &str) -> Question {
    Question { carrier: Carrier::named(carrier), ..question(number) }
}

fn known_as(reference: &str, number: &str) -> Question {
    Question { reference: Some(reference.to_owned()), ..question(number) }
}

fn following(reference: Option<&str>) -> Told {
    Told { word: Word::Following, reference: reference.map(str::to_owned) }
}

fn status_of(told: &Told) -> TrackingStatus {
    match &told.word {
        Word::Seen(sighting) => sighting.report.as_ref().expect("a report").condition.status(),
        other => panic!("{other:?}"),
    }
}

async fn looked(service: Service, reply: Reply) -> Result<Vec<Told>, CarrierError> {
    Server::saying(reply).await.tracker(service).look(&[by("usps", "RR1")], CALL).await
}

#[tokio::test]
async fn each_service_is_told_to_follow_a_number_in_its_own_way() {
    let usps = [by("usps", "9400100208303109500683")];
    let basic = "Basic a2V5X29mX3RoZV9zdG9yZTo=";
    for (service, header, line, body) in [
        (
            Service::SeventeenTrack,
            format!("17token: {KEY}"),
            "POST /register",
            json!([{"number": "9400100208303109500683", "carrier": 21051, "auto_detection": true}]),
        ),
        (
            Service::AfterShip,
            format!("as-api-key: {KEY}"),
            "POST /trackings",
            json!({"tracking_number": "9400100208303109500683", "slug": "usps"}),
        ),
        (
            Service::EasyPost,
            format!("authorization: {basic}"),
            "POST /v2/trackers",
            json!({"tracker": {"tracking_code": "9400100208303109500683", "carrier": "USPS"}}),
        ),
        (
            Service::Karrio,
            format!("authorization: Token {KEY}"),
            "POST /v1/trackers",
            json!({"tracking_number": "9400100208303109500683", "carrier_name": "usps"}),
        ),
        (
            Service::Shippo,
            format!("authorization: ShippoToken {KEY}"),
            "POST /tracks/",
            json!({"tracking_number": "9400100208303109500683", "carrier": "usps"}),
        ),
    ] {
        let server = Server::saying(Reply::Json(200, json!({"code": 0, "data": {}}))).await;
        let tracker = server.tracker(service);
        assert_eq!(tracker.service(), service);
        let _ = tracker.register(&usps, CALL).await;
        let [heard] = server.heard().try_into().expect("one request");
        assert_eq!((heard.line.as_str(), &heard.body), (line, &body), "{service:?}");
        assert!(heard.headers.lines().any(|line| line == header), "{service:?}: {}", heard.headers);
    }
}

#[tokio::test]
async fn each_service_is_asked_by_the_name_that_it_gave() {
    for (service, question, line) in [
        (Service::SeventeenTrack, known_as("3011", "RR1"), "POST /gettrackinfo"),
        (Service::AfterShip, known_as("a/b", "RR1"), "GET /trackings/a%2Fb"),
        (Service::EasyPost, known_as("trk_1", "RR1"), "GET /v2/trackers/trk%5F1"),
        (Service::EasyPost, question("R&1"), "GET /v2/trackers?page_size=1&tracking_code=R%261"),
        (Service::Karrio, known_as("trk_1", "RR1"), "GET /v1/trackers/trk%5F1"),
        (Service::Karrio, question("RR1"), "GET /v1/trackers/RR1"),
        (Service::Shippo, known_as("shippo", "RR1"), "GET /tracks/shippo/RR1"),
        (Service::Shippo, by("DHL Express", "R/1"), "GET /tracks/dhl%5Fexpress/R%2F1"),
    ] {
        let server = Server::saying(Reply::Json(200, json!({"code": 0, "data": {}}))).await;
        let _ = server.tracker(service).look(&[question], CALL).await;
        let [heard] = server.heard().try_into().expect("one request");
        assert_eq!(heard.line, line);
        if service == Service::SeventeenTrack {
            assert_eq!(heard.body, json!([{"number": "RR1", "carrier": 3011}]));
        }
    }
    let server = Server::saying(Reply::Json(200, json!({"data": {"trackings": []}}))).await;
    let told = server.tracker(Service::AfterShip).look(&[question("RR1")], CALL).await.expect("an answer");
    assert_eq!(told, [Word::NotRegistered.into()]);
    let [heard] = server.heard().try_into().expect("one request");
    assert!(heard.line.starts_with("GET /trackings?limit=1&tracking_numbers=RR1&created_at_min=20"), "{}", heard.line);
}

#[tokio::test]
async fn a_service_that_needs_a_carrier_is_not_asked_without() {
    for service in [Service::Shippo, Service::Karrio] {
        let server = Server::saying(Reply::Silence).await;
        let told = server.tracker(service).register(&[question("RR1")], CALL).await.expect("an answer");
        assert!(matches!(&told[..], [Told { word: Word::Failed { .. }, .. }]), "{told:?}");
        assert!(server.heard().is_empty());
    }
}

#[tokio::test]
async fn a_karrio_without_an_address_is_not_reached() {
    let server = Server::saying(Reply::Silence).await;
    let mut credentials = server.credentials();
    credentials.url = None;
    let tracker = server.carriers().tracker(Service::Karrio, &credentials);
    let said = tracker.look(&[question("RR1")], CALL).await;
    assert!(matches!(said, Err(CarrierError::Unavailable(_))), "{said:?}");
}

fn rejected(number: &str, code: i64) -> Value {
    json!({"number": number, "error": {"code": code, "message": format!("{number} is not, says {KEY}.")}})
}

fn answer(accepted: &[Value], rejected: &[Value]) -> Reply {
    Reply::Json(200, json!({"code": 0, "data": {"accepted": accepted, "rejected": rejected}}))
}

#[tokio::test]
async fn seventeentrack_says_of_each_number_what_became_of_it() {
    let accepted = [
        json!({"origin": 2, "number": "verified1", "carrier": "21051"}),
        json!({"origin": 3, "number": "GUESSED1", "carrier": 3011}),
    ];
    let rejections = [
        json!({"number": "KNOWN1", "carrier": 2151, "error": {"code": -18_019_901}}),
        rejected("NOCARRIER1", -18_019_903),
        rejected("BADCARRIER1", -18_019_910),
        rejected("BAD1", -18_010_012),
        rejected("LATER1", -18_019_911),
        rejected("QUOTA1", -18_019_908),
    ];
    let server = Server::saying(answer(&accepted, &rejections)).await;
    let names =
        ["VERIFIED1", "GUESSED1", "KNOWN1", "NOCARRIER1", "BADCARRIER1", "BAD1", "LATER1", "QUOTA1", "FORGOTTEN1"];
    let numbers: Vec<_> = names.iter().map(|number| question(number)).collect();
    let told = server.tracker(Service::SeventeenTrack).register(&numbers, CALL).await.expect("an answer");
    assert_eq!(told.len(), names.len());
    assert_eq!(told[..3], [following(Some("21051")), following(None), following(Some("2151"))]);
    for told in &told[3..6] {
        assert_eq!(status_of(told), TrackingStatus::Unrecognized);
    }
    let why = |told: &Told| match &told.word {
        Word::Failed { why } => why.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(why(&told[6]), "-18019911: LATER1 is not, says ….");
    assert!(why(&told[7]).starts_with("-18019908"));
    assert_eq!(why(&told[8]), "17TRACK did not mention the number");
}

#[tokio::test]
async fn seventeentrack_does_not_take_a_number_that_it_does_not_follow_for_one_that_is_none() {
    let rejections = [rejected("GONE1", -18_019_902), rejected("YOUNG1", -18_019_909)];
    let server =
        Server::saying(answer(&[json!({"number": "EMPTY1", "carrier": 0, "track_info": null})], &rejections)).await;
    let numbers = [question("GONE1"), question("YOUNG1"), question("EMPTY1")];
    let told = server.tracker(Service::SeventeenTrack).look(&numbers, CALL).await.expect("an answer");
    assert_eq!(told, [Word::NotRegistered.into(), following(None), following(None)]);
}

#[tokio::test]
async fn two_records_of_one_number_are_told_apart_by_their_carriers() {
    let records = [json!({"number": "A1", "carrier": 3011}), json!({"number": "A1", "carrier": 21051})];
    let server = Server::saying(answer(&records, &[])).await;
    let numbers = [known_as("21051", "A1"), known_as("3011", "A1")];
    let told = server.tracker(Service::SeventeenTrack).look(&numbers, CALL).await.expect("an answer");
    assert_eq!(told, [following(Some("21051")), following(Some("3011"))]);
}

#[tokio::test]
async fn a_quota_that_is_used_up_is_an_error_when_nothing_was_registered() {
    for code in [-18_019_907, -18_019_908] {
        let server = Server::saying(answer(&[], &[rejected("A1", code), rejected("B1", code)])).await;
        let said = server.tracker(Service::SeventeenTrack).register(&[question("A1"), question("B1")], CALL).await;
        assert!(matches!(said, Err(CarrierError::QuotaExhausted(_))), "{said:?}");
    }
}

#[tokio::test]
async fn seventeentracks_refusal_of_a_call_is_no_verdict_on_a_number() {
    for (code, kind) in [
        (-18_010_001, "Unauthorized"),
        (-18_010_002, "Unauthorized"),
        (-18_010_004, "Unauthorized"),
        (-18_010_005, "Unauthorized"),
        (-18_010_003, "Unavailable"),
        (-18_019_908, "QuotaExhausted"),
        (429, "SlowDown"),
        (-18_010_014, "Unreadable"),
    ] {
        let error = json!({"code": code, "message": format!("{KEY} is wrong")});
        for whole in [code, 0] {
            let body = json!({"code": whole, "data": {"errors": [error]}});
            let said = looked(Service::SeventeenTrack, Reply::Json(200, body)).await.expect_err("a refusal");
            assert!(format!("{said:?}").starts_with(kind), "{code}: {said:?}");
            assert!(!format!("{said:?} {said}").contains(KEY));
        }
    }
    let said = looked(Service::SeventeenTrack, Reply::Json(200, json!({"data": null}))).await;
    assert!(matches!(said, Err(CarrierError::Unreadable(_))), "{said:?}");
}

#[tokio::test]
async fn seventeentrack_can_be_told_more() {
    let server =
        Server::saying(answer(&[json!({"number": "A1", "carrier": 3011})], &[rejected("B1", -18_019_904)])).await;
    let client = server.carriers().seventeentrack(&server.credentials());
    let numbers = [known_as("3011", "A1"), question("B1"), question("C1")];
    let refused = |code, why: &str| Err(Rejection { code, why: why.to_owned() });
    let outcomes = [
        Ok(()),
        refused(-18_019_904, "-18019904: B1 is not, says …."),
        refused(0, "17TRACK did not mention the number"),
    ];
    assert_eq!(client.retrack(&numbers, CALL).await.expect("an answer"), outcomes);
    assert_eq!(client.stop(&numbers, CALL).await.expect("an answer"), outcomes);
    let change = CarrierChange { number: "A1".to_owned(), from: Some(3011), to: 3013 };
    assert_eq!(client.change_carrier(&[change], CALL).await.expect("an answer"), [Ok(())]);
    let asked: Vec<_> = server.heard().into_iter().map(|heard| (heard.line, heard.body)).collect();
    let list = json!([{"number": "A1", "carrier": 3011}, {"number": "B1"}, {"number": "C1"}]);
    assert_eq!(
        asked,
        [
            ("POST /retrack".to_owned(), list.clone()),
            ("POST /stoptrack".to_owned(), list),
            ("POST /changecarrier".to_owned(), json!([{"number": "A1", "carrier_old": 3011, "carrier_new": 3013}])),
        ]
    );
    let quota = include_str!("../../payloads/17track/v24_getquota.json");
    let server = Server::saying(Reply::Json(200, serde_json::from_str(quota).expect("JSON"))).await;
    let client = server.carriers().seventeentrack(&server.credentials());
    let expected = Quota { total: 1100, used: 2, remaining: 1098, used_today: 0 };
    assert_eq!(client.quota(CALL).await.expect("a quota"), expected);
}

#[tokio::test]
async fn aftership_knows_a_number_that_it_follows_already() {
    let body =
        |code: i64| json!({"meta": {"code": code, "message": "no"}, "data": {"id": "abc", "tracking_number": "RR1"}});
    for (code, told) in [(4003, following(Some("abc"))), (4004, Word::NotRegistered.into())] {
        let said = looked(Service::AfterShip, Reply::Json(400, body(code))).await.expect("an answer");
        assert_eq!(said, [told]);
    }
    for code in [4005, 4017] {
        let said = looked(Service::AfterShip, Reply::Json(400, body(code))).await.expect("an answer");
        assert_eq!(status_of(&said[0]), TrackingStatus::Unrecognized);
    }
    let said = looked(Service::AfterShip, Reply::Json(400, body(4012))).await.expect("an answer");
    assert_eq!(said, [Word::Failed { why: "HTTP 400: no".to_owned() }.into()]);
}

#[tokio::test]
async fn an_outage_says_nothing_of_a_parcel() {
    let html = || "<html><body>Not found</body></html>".to_owned();
    let page = |status| Reply::Page(status, ("content-type", "text/html"), html());
    for service in Service::ALL {
        for (reply, kind) in [
            (Reply::Json(401, json!({"error": {"message": format!("{KEY} is wrong")}})), "Unauthorized"),
            (page(401), "Unauthorized"),
            (page(403), "Unauthorized"),
            (Reply::Json(402, json!({})), "QuotaExhausted"),
            (Reply::Page(429, ("retry-after", "7"), String::new()), "SlowDown { after: Some(7s) }"),
            (Reply::Page(429, ("retry-after", "99999999"), String::new()), "SlowDown { after: Some(3600s) }"),
            (Reply::Page(429, ("retry-after", "tomorrow"), String::new()), "SlowDown { after: None }"),
            (Reply::Json(500, json!({"code": 0, "data": {"accepted": []}})), "Unavailable"),
            (page(502), "Unavailable"),
            (page(503), "Unavailable"),
            (page(200), "Unreadable"),
            (page(404), "Unreadable"),
            (Reply::Json(200, json!("delivered")), "Unreadable"),
            (Reply::Json(200, json!({"status": "delivered", "tag": "Delivered"})), "Unreadable"),
            (Reply::Page(302, ("location", "http://127.0.0.1:1/"), String::new()), "Unreadable"),
            (Reply::Garbage, "Unavailable"),
            (Reply::BrokenOff, "Unavailable"),
            (Reply::Flood(9 << 20), "Unreadable"),
        ] {
            let said = looked(service, reply).await.expect_err(kind);
            assert!(format!("{said:?}").starts_with(kind), "{service:?}: {said:?} is no {kind}");
            assert!(!format!("{said:?} {said}").contains(KEY));
        }
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_or_too_slow_says_nothing_of_a_parcel() {
    let server = Server::saying(Reply::Silence).await;
    let mut nowhere = server.credentials();
    nowhere.url = Some("http://127.0.0.1:1".to_owned().try_into().expect("an address"));
    let absent = server.carriers().tracker(Service::Karrio, &nowhere);
    let slow = server.tracker(Service::Karrio);
    for tracker in [absent, slow] {
        let said = tracker.look(&[question("RR1")], Duration::from_millis(50)).await;
        assert!(matches!(said, Err(CarrierError::Unavailable(_))), "{said:?}");
    }
}

#[tokio::test]
async fn a_number_that_a_service_does_not_have_is_not_registered() {
    let missing = json!({"error": {"code": "NOT_FOUND", "message": "no"}, "errors": [{"message": "no"}]});
    for service in [Service::EasyPost, Service::Karrio, Service::Shippo] {
        let said = looked(service, Reply::Json(404, missing.clone())).await.expect("an answer");
        assert_eq!(said, [Word::NotRegistered.into()], "{service:?}");
        let said = looked(service, Reply::Json(422, missing.clone())).await.expect("an answer");
        assert_eq!(said, [Word::Failed { why: "HTTP 422: no".to_owned() }.into()], "{service:?}");
    }
}
