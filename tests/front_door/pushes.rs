//! What tracking services push: believed for its signature alone, and written down once.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{Days, NaiveDate, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use lambda_http::request::from_str;
use reqwest::Client;
use serde_json::{Value, json};
use sha2::Sha256;
use waybill_lambda::Body;
use waybill_local::demo::CARRIER_KEY;
use waybill_local::functions::{Handler, named};
use waybill_store::secret::sha256;
use waybill_tests::{Reply, Shop, entries, path_of, told};

use crate::followed::{Merchant, operator, parcel_of, retrack, run, set, shipped, still};
use crate::table::Table;

const SECRET: &str = "wh-s3cret";

/// A service, an example of what it pushes, and what the example says.
struct Service {
    name: &'static str,
    settings: fn(&str) -> Value,
    body: fn() -> Value,
    number: &'static str,
    status: &'static str,
}

const SERVICES: [Service; 5] = [
    Service {
        name: "17track",
        settings: |key| json!({"service": "17track", "key": key}),
        body: || {
            let answer = include_str!("../../shared/carriers/payloads/17track/v24_gettrackinfo_correios_2151.json");
            let answer = example(answer, "2026-06-30");
            json!({"event": "TRACKING_UPDATED", "data": answer["data"]["accepted"][0]})
        },
        number: "AA123456789BR",
        status: "delivered",
    },
    Service {
        name: "aftership",
        settings: |secret| json!({"service": "aftership", "key": "as-key", "webhook_secret": secret}),
        body: || {
            let push = include_str!("../../shared/carriers/payloads/aftership/webhook_tracking_update_2026-07.json");
            example(push, "2021-01-14")["body"].clone()
        },
        number: "0000000000000000",
        status: "in_transit",
    },
    Service {
        name: "easypost",
        settings: |secret| json!({"service": "easypost", "key": "ep-key", "webhook_secret": secret}),
        body: || {
            let event = include_str!("../../shared/carriers/payloads/easypost/events-retrieve.json");
            let tracker = include_str!("../../shared/carriers/payloads/easypost/trackers-list.json");
            let mut event = example(event, "2025-05-09")["body"].clone();
            let tracker = example(tracker, "2025-04-10");
            event["description"] = json!("tracker.updated");
            event["result"] = tracker["body"]["trackers"][0].clone();
            event["result"]["status"] = json!("in_transit");
            event["result"]["tracking_details"][1]["status"] = json!("in_transit");
            event
        },
        number: "EZ1000000001",
        status: "in_transit",
    },
    Service {
        name: "karrio",
        settings: |secret| json!({"service": "karrio", "key": "ka-key", "webhook_secret": secret, "url": "https://karrio.example.com"}),
        body: || {
            let push = include_str!("../../shared/carriers/payloads/karrio/tracker_shape.json");
            example(push, "2012-10-04")["webhook"]["body"].clone()
        },
        number: "1Z12345E6205277936",
        status: "in_transit",
    },
    Service {
        name: "shippo",
        settings: |secret| json!({"service": "shippo", "key": "sh-key", "webhook_secret": secret}),
        body: || {
            let push = include_str!("../../shared/carriers/payloads/shippo/webhook_track_updated_shape.json");
            example(push, "2026-09-27")["body"].clone()
        },
        number: "SHIPPO_TRANSIT",
        status: "in_transit",
    },
];

/// An example as if one of its days were yesterday: what is older than the fulfilment by far is another parcel's.
fn example(text: &str, latest: &str) -> Value {
    let day = |at: usize| text.get(at..at + 10)?.parse::<NaiveDate>().ok();
    let days: Vec<_> = (0..text.len()).filter_map(|at| Some((at, day(at)?))).collect();
    let by = Utc::now().date_naive() - Days::new(1) - latest.parse::<NaiveDate>().unwrap();
    let mut text = text.to_owned();
    for (at, day) in days {
        text.replace_range(at..at + 10, &(day + by).to_string());
    }
    serde_json::from_str(&text).unwrap()
}

fn mac(secret: &str, body: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}

/// What a service shows with a body, so that it is believed.
fn signature(service: &str, secret: &str, body: &str) -> (&'static str, String) {
    match service {
        "17track" => ("sign", sha256(&format!("{body}/{secret}"))),
        "aftership" => ("Aftership-Hmac-Sha256", BASE64_STANDARD.encode(mac(secret, body))),
        "easypost" => ("X-Hmac-Signature", format!("hmac-sha256-hex={}", hex(&mac(secret, body)))),
        "karrio" => ("X-Event-Id", secret.to_owned()),
        "shippo" => {
            let time = "1790000000";
            ("Shippo-Auth-Signature", format!("t={time},v1={}", hex(&mac(secret, &format!("{time}.{body}")))))
        }
        other => panic!("{other}"),
    }
}

async fn push(shop: &Shop, path: &str, header: Option<(&str, &str)>, body: impl Into<reqwest::Body>) -> Reply {
    let request = Client::new().post(format!("{}{path}", shop.system.url())).header("content-type", "application/json");
    let request = match header {
        Some((name, value)) => {
            request.header(name, reqwest::header::HeaderValue::from_bytes(value.as_bytes()).unwrap())
        }
        None => request,
    };
    shop.send(request.body(body)).await
}

/// A push of a service to a store, signed with a secret.
async fn signed(shop: &Shop, service: &str, store: &str, secret: &str, body: &str) -> Reply {
    let (name, value) = signature(service, secret, body);
    push(shop, &format!("/webhooks/{service}/{store}"), Some((name, &value)), body.to_owned()).await
}

/// A push of 17TRACK to the demo store.
pub async fn told_by_17track(shop: &Shop, body: &Value) -> Reply {
    signed(shop, "17track", "demo", CARRIER_KEY, &body.to_string()).await
}

/// A push of 17TRACK about a number, whose last scan was so many hours ago.
fn news(shop: &Shop, number: &str, code: &str, hours_ago: i64) -> Value {
    let at = (shop.system.clock.now() - TimeDelta::hours(hours_ago)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let status = code.split('_').next().unwrap();
    let event = json!({"time_iso": at, "time_utc": at, "description": format!("It is {code}."), "location": "Oslo",
                       "stage": null, "sub_status": code});
    json!({"event": "TRACKING_UPDATED", "data": {"number": number, "carrier": 14041, "track_info": {
        "latest_status": {"status": status, "sub_status": code}, "latest_event": event,
        "tracking": {"providers": [{"provider": {"key": 14041, "name": "x"}, "events": [event]}]}}}})
}

/// A shop that has another store for each service: each store is called as its service is.
async fn stores(shop: &Shop) -> Vec<(Merchant<'_>, &'static Service)> {
    let mut stores = Vec::new();
    for service in &SERVICES {
        let store = Merchant::open(shop, &format!("by-{}", service.name)).await;
        let settings = json!({"tracking_service": (service.settings)(SECRET)});
        let settings = store.send(reqwest::Method::PUT, "/settings", Some(settings)).await.expect(200);
        let url = settings["tracking_service"]["webhook_url"].as_str().unwrap();
        assert_eq!(url, format!("{}/webhooks/{}/{}", shop.system.url(), service.name, store.id));
        stores.push((store, service));
    }
    stores
}

#[tokio::test]
async fn each_services_own_signed_push_is_believed_and_the_same_again_changes_nothing() {
    let shop = Shop::open().await;
    for (store, service) in stores(&shop).await {
        let name = service.name;
        let order = store.shipped(service.number).await;
        let body = (service.body)().to_string();
        let taken = signed(&shop, name, &store.id, SECRET, &body).await.expect(200);
        assert_eq!(taken, json!({"parcels": 1, "changed": 1}), "{name}");
        let (order_path, parcel_path) = (path_of(&order), parcel_of(&order, 0));
        let look = async || {
            let timeline = store.get(&format!("{order_path}/timeline")).await;
            (store.get(&order_path).await, timeline, store.get(&parcel_path).await)
        };
        let (read, timeline, parcel) = look().await;
        assert_eq!(read["tracking_status"], service.status, "{name}: {parcel:#}");
        let event = timeline["events"].as_array().unwrap().last().unwrap();
        assert_eq!((&event["event"], &event["actor"]), (&json!("tracking_status_changed"), &json!(name)));
        assert!(entries(&parcel["scans"]).count() > 0, "{name}: {parcel:#}");
        assert!(entries(&parcel["scans"]).all(|scan| scan["service"] == name), "{name}");
        assert_eq!(parcel["last_checked_at"], Value::Null, "{name} was not asked");
        for _ in 0..2 {
            let again = signed(&shop, name, &store.id, SECRET, &body).await.expect(200);
            assert_eq!(again, json!({"parcels": 1, "changed": 0}), "{name}");
        }
        assert_eq!(look().await, (read, timeline, parcel), "{name}");
    }
}

#[tokio::test]
async fn what_a_service_did_not_sign_is_401_whatever_it_says_and_changes_nothing() {
    let shop = Shop::open().await;
    let stores = stores(&shop).await;
    for (store, service) in &stores {
        let _ = store.shipped(service.number).await;
    }
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (store, service) in &stores {
        let name = service.name;
        let path = format!("/webhooks/{name}/{}", store.id);
        let body = (service.body)().to_string();
        for body in [body.as_str(), "", "{", "\u{0}", "[]", "nonsense"] {
            let header = signature(name, SECRET, body).0;
            let mut shown = vec![
                String::new(),
                " ".to_owned(),
                "0".repeat(64),
                "=".to_owned(),
                "hmac-sha256-hex=".to_owned(),
                "t=1,v1=".to_owned(),
                "Å".to_owned(),
                signature(name, "another", body).1,
                signature(name, "", body).1,
            ];
            let key = (service.settings)(SECRET)["key"].as_str().unwrap().to_owned();
            if name != "17track" {
                shown.push(signature(name, &key, body).1);
            }
            if name != "karrio" {
                shown.push(signature(name, SECRET, &format!("{body} ")).1);
            }
            for value in &shown {
                let reply = push(&shop, &path, Some((header, value)), body.to_owned()).await;
                assert_eq!((reply.status, reply.code()), (401, "unauthenticated"), "{name} {value:?} {body:?}");
            }
            for path in [path.clone(), format!("{path}?token="), format!("{path}?token=another")] {
                push(&shop, &path, None, body.to_owned()).await.expect_problem(401, "unauthenticated");
            }
            // With its own secret, but for another store, or as another service.
            for other in &SERVICES {
                let (header, value) = signature(other.name, SECRET, body);
                let paths = [
                    (format!("/webhooks/{}/{}", other.name, store.id), other.name != name),
                    (format!("/webhooks/{name}/demo"), true),
                    (format!("/webhooks/{name}/nowhere"), true),
                    (format!("/webhooks/{name}/A%23b"), true),
                    (path.clone(), other.name != name),
                ];
                for (path, _) in paths.into_iter().filter(|(_, wrong)| *wrong) {
                    let reply = push(&shop, &path, Some((header, &value)), body.to_owned()).await;
                    assert_eq!((reply.status, reply.code()), (401, "unauthenticated"), "{path} {header} {body:?}");
                }
            }
        }
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn no_api_key_takes_the_place_of_a_signature() {
    let shop = Shop::open().await;
    let request = shop.request(reqwest::Method::POST, "/webhooks/17track/demo").json(&json!({}));
    shop.send(request).await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn a_store_without_a_secret_believes_no_push_that_needs_one() {
    let shop = Shop::open().await;
    for service in &SERVICES[1..] {
        let mut settings = (service.settings)(SECRET);
        settings["webhook_secret"] = Value::Null;
        let _ = shop.put("/settings", json!({ "tracking_service": settings })).await.expect(200);
        let body = (service.body)().to_string();
        for secret in [SECRET, "", settings["key"].as_str().unwrap()] {
            let reply = signed(&shop, service.name, "demo", secret, &body).await;
            assert_eq!(reply.status, 401, "{}", service.name);
        }
    }
}

#[tokio::test]
async fn shippos_address_may_carry_the_secret_and_no_other_services() {
    let shop = Shop::open().await;
    for (store, service) in stores(&shop).await {
        let body = (service.body)().to_string();
        let path = format!("/webhooks/{}/{}?token={SECRET}", service.name, store.id);
        let status = push(&shop, &path, None, body).await.status;
        assert_eq!(status, if service.name == "shippo" { 200 } else { 401 }, "{}", service.name);
    }
}

#[tokio::test]
async fn a_number_that_no_parcel_has_is_taken_and_forgotten() {
    let shop = Shop::open().await;
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (number, code) in
        [("UNKNOWN1", "InTransit_PickedUp"), ("-", "Delivered_Other"), (&*"9".repeat(500), "Nonsense")]
    {
        let reply = told_by_17track(&shop, &news(&shop, number, code, 1)).await;
        if number == "-" {
            reply.expect_problem(400, "invalid_request");
        } else {
            assert_eq!(reply.expect(200), json!({"parcels": 0, "changed": 0}), "{number}");
        }
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn what_says_nothing_of_a_parcel_is_taken() {
    let shop = Shop::open().await;
    let order = shipped(&shop, &["AA123456789BR"]).await;
    let stopped = include_str!("../../shared/carriers/payloads/17track/v24_webhook_tracking_stopped.json");
    for body in [stopped, r#"{"event": "SOMETHING_NEW", "data": {}}"#, "{}"] {
        let taken = signed(&shop, "17track", "demo", CARRIER_KEY, body).await.expect(200);
        assert_eq!(taken["changed"], 0, "{body}");
    }
    assert_eq!(shop.read(&order).await, order);
}

#[tokio::test]
async fn a_signed_body_that_cannot_be_read_is_400() {
    let shop = Shop::open().await;
    let deep = "[".repeat(100_000);
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for body in ["", "{", "[]", "1", "null", "\"text\"", "\u{0}", r#"{"event": "TRACKING_UPDATED"}"#, deep.as_str()] {
        let reply = signed(&shop, "17track", "demo", CARRIER_KEY, body).await;
        assert_eq!((reply.status, reply.code()), (400, "invalid_request"), "{body:.40}");
    }
    for body in [
        json!({"event": "TRACKING_UPDATED", "data": null}),
        json!({"event": "TRACKING_UPDATED", "data": []}),
        json!({"event": "TRACKING_UPDATED", "data": {"number": null}}),
        json!({"event": "TRACKING_UPDATED", "data": {"number": 7}}),
    ] {
        assert_eq!(told_by_17track(&shop, &body).await.status, 400, "{body}");
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn a_push_of_odd_parts_says_what_its_sound_parts_say() {
    let shop = still().await;
    let order = shipped(&shop, &["ODD1"]).await;
    let mut body = news(&shop, "ODD1", "InTransit_PickedUp", 1);
    let events = body["data"]["track_info"]["tracking"]["providers"][0]["events"].as_array_mut().unwrap();
    for odd in [json!(null), json!(7), json!({}), json!({"time_iso": "yesterday", "description": 7}), json!([[]])] {
        events.push(odd);
    }
    body["data"]["track_info"]["time_metrics"] = json!("soon");
    let taken = told_by_17track(&shop, &body).await.expect(200);
    assert_eq!(taken, json!({"parcels": 1, "changed": 1}));
    let parcel = shop.get(&parcel_of(&order, 0)).await.expect(200);
    assert_eq!((entries(&parcel["scans"]).count(), &parcel["status"]), (1, &json!("in_transit")), "{parcel:#}");
}

#[tokio::test]
async fn a_body_over_the_bound_is_413_signed_or_not() {
    let shop = Shop::open().await;
    let body = format!("{{\"x\": \"{}\"}}", "a".repeat(256 * 1024));
    signed(&shop, "17track", "demo", CARRIER_KEY, &body).await.expect_problem(413, "too_large");
    push(&shop, "/webhooks/17track/demo", None, body).await.expect_problem(413, "too_large");
    let largest = format!("{{\"x\": \"{}\"}}", "a".repeat(256 * 1024 - 9));
    assert_eq!(largest.len(), 256 * 1024);
    let _ = signed(&shop, "17track", "demo", CARRIER_KEY, &largest).await.expect(200);
}

#[tokio::test]
async fn a_service_that_we_do_not_know_is_404() {
    let shop = Shop::open().await;
    for path in ["/webhooks/fedex/demo", "/webhooks/17TRACK/demo", "/webhooks/%20/demo", "/webhooks/17track"] {
        push(&shop, path, None, "{}").await.expect_problem(404, "not_found");
    }
    let get = shop.get("/webhooks/17track/demo").await;
    get.expect_problem(405, "method_not_allowed");
}

#[tokio::test]
async fn a_number_in_two_orders_and_two_parcels_is_news_of_all_of_them_and_of_no_other_stores() {
    let shop = still().await;
    let theirs = Merchant::open(&shop, "hats").await;
    let (one, two) = (shipped(&shop, &["SAME 1"]).await, shipped(&shop, &["same-1", "OTHER1"]).await);
    let foreign = theirs.shipped("SAME1").await;
    let body = news(&shop, "SAME1", "Delivered_Other", 1);
    let taken = told_by_17track(&shop, &body).await.expect(200);
    assert_eq!(taken, json!({"parcels": 2, "changed": 2}));
    assert_eq!(shop.read(&one).await["tracking_status"], "delivered");
    let two = shop.read(&two).await;
    assert_eq!((&two["parcels"][0]["status"], &two["parcels"][1]["status"]), (&json!("delivered"), &json!("pending")));
    assert_eq!(theirs.get(&path_of(&foreign)).await, foreign);
}

#[tokio::test]
async fn news_of_a_number_that_was_corrected_or_cancelled_is_nobodys() {
    let shop = still().await;
    let (one, two) = (shipped(&shop, &["OLD1"]).await, shipped(&shop, &["OLD1"]).await);
    let fulfilment = |order: &Value| order["fulfilments"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("{}/fulfilments/{}/tracking", path_of(&one), fulfilment(&one));
    let entry = json!({"parcel_id": one["parcels"][0]["id"], "number": "NEW1"});
    let one = shop.put(&path, json!({ "tracking": [entry] })).await.expect(200);
    let two = shop.act(&two, &format!("fulfilments/{}/cancel", fulfilment(&two)), json!({})).await.expect(200);
    let taken = told_by_17track(&shop, &news(&shop, "OLD1", "Delivered_Other", 1)).await.expect(200);
    assert_eq!(taken["changed"], 0);
    assert_eq!(shop.read(&one).await, one);
    assert_eq!(shop.read(&two).await["revision"], two["revision"]);
    assert_eq!(shop.get(&parcel_of(&one, 0)).await.expect(200)["scans"], json!([]));
}

#[tokio::test]
async fn pushes_that_come_in_any_order_end_in_the_same() {
    let shop = still().await;
    let order = shipped(&shop, &["LATE1"]).await;
    for (code, hours, changed, status) in [
        ("InTransit_PickedUp", 30, 1, "in_transit"),
        ("Delivered_Other", 2, 1, "delivered"),
        ("OutForDelivery_Other", 5, 1, "delivered"),
        ("InTransit_PickedUp", 30, 0, "delivered"),
    ] {
        let taken = told_by_17track(&shop, &news(&shop, "LATE1", code, hours)).await.expect(200);
        assert_eq!(taken["changed"], changed, "{code}");
        assert_eq!(shop.read(&order).await["tracking_status"], status, "after {code}");
    }
    let parcel = shop.get(&parcel_of(&order, 0)).await.expect(200);
    let codes: Vec<_> = entries(&parcel["scans"]).map(|scan| scan["raw_code"].clone()).collect();
    assert_eq!(
        codes,
        ["Delivered/Delivered_Other", "OutForDelivery/OutForDelivery_Other", "InTransit/InTransit_PickedUp"]
    );
    let (_, events) = shop.sound(&order).await;
    assert_eq!(told(&events, "tracking_status_changed").len(), 2, "{events:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_push_many_times_at_once_is_written_down_once() {
    let shop = still().await;
    let order = shipped(&shop, &["ONCE1"]).await;
    let body = news(&shop, "ONCE1", "Delivered_Other", 1).to_string();
    let (name, value) = signature("17track", CARRIER_KEY, &body);
    let url = format!("{}/webhooks/17track/demo", shop.system.url());
    let requests = (0..6).map(|_| Client::new().post(&url).header(name, &value).body(body.clone())).collect();
    let replies = shop.send_at_once(requests).await;
    assert!(replies.iter().all(|reply| [200, 503].contains(&reply.status)), "{replies:#?}");
    assert!(replies.iter().any(|reply| reply.status == 200));
    let (order, events) = shop.sound(&order).await;
    assert_eq!(order["tracking_status"], "delivered");
    assert_eq!(told(&events, "tracking_status_changed").len(), 1, "{events:#?}");
}

#[tokio::test]
async fn a_push_later_than_a_status_set_by_hand_ends_it_and_an_earlier_one_does_not() {
    let shop = still().await;
    let order = shipped(&shop, &["HAND1"]).await;
    let parcel = parcel_of(&order, 0);
    let _ = set(&shop, &parcel, json!({"status": "alert"})).await.expect(200);
    let taken = told_by_17track(&shop, &news(&shop, "HAND1", "InTransit_PickedUp", 1)).await.expect(200);
    assert_eq!(taken["changed"], 1, "it is learnt");
    let one = shop.get(&parcel).await.expect(200);
    assert_eq!((&one["status"], &one["carrier_status"]), (&json!("alert"), &json!("in_transit")));
    shop.advance("3h").await;
    let _ = told_by_17track(&shop, &news(&shop, "HAND1", "OutForDelivery_Other", 1)).await.expect(200);
    let one = shop.get(&parcel).await.expect(200);
    assert_eq!((&one["status"], &one["set_by"]), (&json!("pick_up"), &Value::Null));
}

#[tokio::test]
async fn a_day_counts_as_its_end_against_a_status_set_by_hand() {
    let shop = still().await;
    let order = shipped(&shop, &["DAY1"]).await;
    let parcel = parcel_of(&order, 0);
    let _ = set(&shop, &parcel, json!({"status": "alert"})).await.expect(200);
    let today = shop.system.clock.now().date_naive();
    for (day, code, status) in
        [(today - Days::new(1), "InTransit_PickedUp", "alert"), (today, "OutForDelivery_Other", "pick_up")]
    {
        let mut body = news(&shop, "DAY1", code, 1);
        let event = &mut body["data"]["track_info"]["tracking"]["providers"][0]["events"][0];
        (event["time_iso"], event["time_utc"]) = (Value::Null, Value::Null);
        event["time_raw"] = json!({"date": day, "time": null, "timezone": null});
        body["data"]["track_info"]["latest_event"] = event.clone();
        assert_eq!(told_by_17track(&shop, &body).await.expect(200)["changed"], 1);
        let one = shop.get(&parcel).await.expect(200);
        assert_eq!(one["status"], status, "{one:#}");
        assert_eq!((&one["scans"][0]["at"], &one["scans"][0]["local_time"]), (&Value::Null, &json!(day)));
    }
}

#[tokio::test]
async fn a_very_long_journey_is_kept_in_bounds_and_its_latest_scans_shown() {
    let shop = still().await;
    let order = shipped(&shop, &["LONG1"]).await;
    let mut body = news(&shop, "LONG1", "Delivered_Other", 1);
    let events = body["data"]["track_info"]["tracking"]["providers"][0]["events"].as_array_mut().unwrap();
    for hours in 2..602_i64 {
        let at = (shop.system.clock.now() - TimeDelta::hours(hours)).format("%Y-%m-%dT%H:%M:%SZ").to_string();
        events.push(json!({"time_iso": at, "time_utc": at, "description": format!("Scan {hours}"),
                           "sub_status": "InTransit_Other"}));
    }
    assert_eq!(told_by_17track(&shop, &body).await.expect(200), json!({"parcels": 1, "changed": 1}));
    assert_eq!(told_by_17track(&shop, &body).await.expect(200), json!({"parcels": 1, "changed": 0}));
    let parcel = shop.get(&parcel_of(&order, 0)).await.expect(200);
    let words: Vec<_> = entries(&parcel["scans"]).map(|scan| scan["description"].clone()).collect();
    assert_eq!((words.len(), &words[1], &words[399]), (400, &json!("Scan 2"), &json!("Scan 400")));
    assert_eq!(parcel["status"], "delivered");
}

#[tokio::test]
async fn news_of_a_customer_who_was_forgotten_are_not_kept() {
    let shop = still().await;
    let order = shipped(&shop, &["GONE1"]).await;
    let _ = shop.act(&order, "redact", json!({})).await.expect(200);
    let before = shop.read(&order).await;
    let taken = told_by_17track(&shop, &news(&shop, "GONE1", "Delivered_Other", 1)).await.expect(200);
    assert_eq!(taken["changed"], 0);
    assert_eq!(shop.read(&order).await, before);
    assert_eq!(shop.get(&parcel_of(&order, 0)).await.expect(200)["scans"], json!([]));
    assert!(Table::of(&shop).await.items_with("It is Delivered_Other").await.is_empty());
}

#[tokio::test]
async fn the_local_carriers_own_pushes_are_believed_and_told_once() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA9"]).await;
    let parcel = parcel_of(&order, 0);
    let _ = retrack(&shop, &parcel).await.expect(200);
    let pushes = shop.system.background.pushes.clone();
    for (by, status) in [("3h", "pending"), ("2d", "in_transit"), ("8d", "delivered")] {
        shop.advance(by).await;
        pushes.run_due().await;
        assert_eq!(shop.read(&order).await["tracking_status"], status);
        // All of it is known now: whoever asks learns nothing more.
        let asked = retrack(&shop, &parcel).await.expect(200);
        assert_eq!(asked["why"], "The carrier has nothing newer.", "{asked:#}");
    }
    let (_, events) = shop.sound(&order).await;
    let actors: Vec<_> = told(&events, "tracking_status_changed").iter().map(|event| event["actor"].clone()).collect();
    assert!(!actors.is_empty() && actors.iter().all(|actor| actor == "17track"), "{events:#?}");
    shop.advance("20d").await;
    let before = shop.read(&order).await;
    pushes.run_due().await;
    assert_eq!(shop.read(&order).await, before, "that the service has stopped says nothing of the parcel");
}

#[tokio::test]
async fn a_body_in_base64_is_signed_as_it_was_before() {
    let shop = Shop::open().await;
    let order = shipped(&shop, &["AA123456789BR"]).await;
    let body = (SERVICES[0].body)().to_string();
    let (name, sign) = signature("17track", CARRIER_KEY, &body);
    let event = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../events/carrier_webhook/wrong_signature.json"),
    );
    let mut event: Value = serde_json::from_str(&event.unwrap()).unwrap();
    event["headers"] = json!({"content-type": "application/json", (name): sign});
    event["body"] = json!(BASE64_STANDARD.encode(&body));
    event["isBase64Encoded"] = json!(true);
    let Handler::Http(handler) = named("carrier_webhook").unwrap().handler else { panic!("it has a route") };
    let answer = handler(shop.system.rooms(), from_str(&event.to_string()).unwrap()).await;
    assert_eq!(answer.status(), 200);
    let Body::Text(text) = answer.into_body() else { panic!("no text") };
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({"parcels": 1, "changed": 1}));
    assert_eq!(shop.read(&order).await["tracking_status"], "delivered");
}

#[tokio::test]
async fn pushes_and_the_sweep_go_on_without_the_plan() {
    let shop = still().await;
    let (pushed, swept) = (shipped(&shop, &["PLAN1"]).await, shipped(&shop, &["WBUSA1D3"]).await);
    let plan = json!({"do": "set_plan", "store_id": "demo", "plan": "basic"});
    let _ = operator(&shop, plan.clone()).await.expect("a plan");
    let taken = told_by_17track(&shop, &news(&shop, "PLAN1", "Delivered_Other", 1)).await.expect(200);
    assert_eq!(taken, json!({"parcels": 1, "changed": 1}));
    for by in ["1h", "6h"] {
        shop.advance(by).await;
        assert!(run(&shop, "retrack_sweep").await.due > 0);
    }
    assert_eq!(shop.read(&pushed).await["tracking_status"], "delivered");
    assert_eq!(shop.read(&swept).await["tracking_status"], "in_transit");
}
