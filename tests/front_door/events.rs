//! Every event file, as API Gateway, EventBridge Scheduler or the operator sends it, given to the very handler.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lambda_http::request::from_str;
use serde_json::{Value, json};
use waybill_domain::id::{OrderId, StoreId};
use waybill_lambda::{Answer, Body};
use waybill_local::Options;
use waybill_local::functions::{Handler, all, named};
use waybill_store::secret::TokenPurpose;
use waybill_tests::{Shop, mugs, path_of};

/// What stands in the files for the order's own id, and for a key's.
const NO_ORDER: &str = "00000000000000000000000000";
const NO_KEY: &str = "key_000000000000";

/// What stands in the files for the tokens of the order.
const TOKENS: [(&str, TokenPurpose); 3] = [
    ("status-token-000000000", TokenPurpose::StatusPage),
    ("owner-token-0000000000", TokenPurpose::Owner),
    ("unsubscribe-token-0000", TokenPurpose::Unsubscribe),
];

/// How the order is that the event is about.
#[derive(Clone, Copy)]
enum Given {
    Open,
    Later,
    Upsell,
    Expired,
    Held,
    Untracked,
    Fulfilled,
    Labelled,
    Archived,
}

use Given::{Archived, Expired, Fulfilled, Held, Labelled, Later, Open, Untracked, Upsell};

/// Each file, what it meets, and the status of its answer.
const CASES: &[(&str, Given, u16)] = &[
    ("add_tracking/one_number", Fulfilled, 201),
    ("amend_order/address", Open, 200),
    ("archive/one", Open, 200),
    ("assets/unknown", Open, 404),
    ("bulk_fulfil/two_orders", Open, 200),
    ("cancel/label_not_voided", Labelled, 409),
    ("cancel/one", Fulfilled, 200),
    ("cancel_order/all", Open, 200),
    ("claim/first", Open, 303),
    ("carrier_webhook/unknown_number", Open, 200),
    ("carrier_webhook/wrong_signature", Open, 401),
    ("complete/accepted", Upsell, 200),
    ("complete/declined", Upsell, 200),
    ("desk/not_signed_in", Open, 303),
    ("desk/sign_in", Open, 200),
    ("detect_carrier/ups", Open, 200),
    ("expire_pending/every_minute", Expired, 0),
    ("fulfil/a_part_with_tracking", Open, 201),
    ("fulfil/all_that_is_open", Open, 201),
    ("fulfil/more_than_is_open", Open, 409),
    ("fulfil/on_hold", Held, 409),
    ("get_monitoring/a_week", Open, 200),
    ("get_monitoring/backwards", Open, 400),
    ("get_notifications/one", Open, 200),
    ("get_order/one", Open, 200),
    ("get_order/unknown", Open, 404),
    ("get_parcel/one", Fulfilled, 200),
    ("get_settings/all", Open, 200),
    ("get_timeline/first_page", Fulfilled, 200),
    ("hold/no_stock", Open, 201),
    ("hold/unknown_reason", Open, 400),
    ("lift_suppression/one", Open, 200),
    ("list_notifications/first_page", Open, 200),
    ("list_orders/by_name", Open, 200),
    ("list_orders/in_trouble", Open, 200),
    ("list_orders/unfulfilled", Open, 200),
    ("list_orders/unknown_parameter", Open, 400),
    ("list_tracking/attention", Open, 200),
    ("log_in_to_status/wrong_email", Open, 403),
    ("move_fulfilment_order/to_hanoi", Open, 200),
    ("not_found/unknown_address", Open, 404),
    ("not_found/wrong_method", Open, 405),
    ("notify/one_order", Open, 0),
    ("open_store/add_key", Open, 0),
    ("open_store/list_keys", Open, 0),
    ("open_store/open_store", Open, 0),
    ("open_store/rebuild_tallies", Open, 0),
    ("open_store/revoke_key", Open, 0),
    ("open_store/set_plan", Open, 0),
    ("openapi/document", Open, 200),
    ("order_status/as_json", Fulfilled, 200),
    ("order_status/not_the_stores", Open, 404),
    ("order_status/page", Fulfilled, 200),
    ("place_order/as_base64", Open, 201),
    ("place_order/paid", Open, 201),
    ("place_order/quantity_of_zero", Open, 400),
    ("place_order/with_an_upsell", Open, 201),
    ("place_order/without_a_key", Open, 401),
    ("preview_template/broken", Open, 400),
    ("preview_template/own", Open, 200),
    ("put_settings/messages", Open, 200),
    ("put_settings/tracking_service", Open, 200),
    ("put_settings/tracking_site", Open, 200),
    ("rebuild_tallies/every_five_minutes", Open, 0),
    ("record_label/bought", Fulfilled, 200),
    ("redact/one", Open, 200),
    ("redrive_notify/every_minute", Later, 0),
    ("redrive_tally/every_ten_minutes", Later, 0),
    ("release/the_only_hold", Held, 200),
    ("replace_tracking/corrected", Fulfilled, 200),
    ("request_notification/again", Open, 202),
    ("request_notification/dry_run", Open, 200),
    ("request_notification/nothing_to_tell", Open, 409),
    ("retrack/untracked", Untracked, 200),
    ("retrack_sweep/every_minute", Fulfilled, 0),
    ("set_payment/paid", Open, 200),
    ("set_status/delivered", Fulfilled, 200),
    ("set_status/reason_of_another_status", Fulfilled, 400),
    ("set_updates/not_the_owner", Open, 403),
    ("show_claim/first", Open, 200),
    ("show_unsubscribe/page", Open, 200),
    ("take_feedback/bounced", Open, 0),
    ("sign_in/known_key", Open, 303),
    ("sign_in/unknown_key", Open, 303),
    ("sign_out/one", Open, 303),
    ("tally/one_order", Open, 0),
    ("undo_status/nothing_to_undo", Fulfilled, 200),
    ("unarchive/one", Archived, 200),
    ("unsubscribe/one_click", Open, 200),
    ("void_label/bought", Labelled, 200),
];

#[tokio::test]
async fn every_event_file_is_answered_by_its_function_as_expected() {
    let options = Options { api_key: Some("wb_demo_events".to_owned()), ..Options::for_a_test() };
    let shop = Shop::open_with(options).await;
    let service = json!({"tracking_service": {"service": "17track", "key": "0123456789ABCDEF"}});
    let _ = shop.put("/settings", service).await.expect(200);
    for (file, given, status) in CASES {
        let order = order(&shop, *given).await;
        let ulid = order["id"].as_str().unwrap().trim_start_matches("ord_");
        let (function, _) = file.split_once('/').unwrap();
        let event = std::fs::read_to_string(folder().join(format!("{file}.json"))).unwrap().replace(NO_ORDER, ulid);
        let event = with_tokens(&shop, &order, event).await;
        let got = match named(function).unwrap().handler {
            Handler::Http(handler) => answered(handler(shop.system.rooms(), from_str(&event).unwrap()).await),
            Handler::Static(handler) => answered(handler(&from_str(&event).unwrap())),
            Handler::Schedule(handler) => {
                assert!(serde_json::from_str::<Value>(&event).is_ok(), "{file}");
                let report = handler(shop.system.rooms()).await.expect("a run");
                assert!(report.due > 0 && report.left == 0, "{file}: {report:?}");
                (0, Value::Null)
            }
            Handler::Stream(handler) => {
                let answer = handler(shop.system.rooms(), serde_json::from_str(&event).unwrap()).await;
                assert_eq!((answer.report.due, answer.report.changed, answer.failures), (1, 1, vec![]), "{file}");
                (0, Value::Null)
            }
            Handler::Topic(handler) => {
                let event = serde_json::from_str(&event).unwrap();
                let report = handler(shop.system.rooms(), event).await.expect("taken");
                assert_eq!(report.due, 1, "{file}: {report:?}");
                (0, Value::Null)
            }
            Handler::Operator => (0, done(&shop, &event).await),
        };
        assert_eq!(got.0, *status, "{file}: {:#}", got.1);
    }
}

#[test]
fn every_event_file_is_expected_and_every_function_has_one() {
    let expected: BTreeSet<_> = CASES.iter().map(|(file, ..)| (*file).to_owned()).collect();
    assert_eq!(files(), expected);
    let functions: BTreeSet<_> = expected.iter().filter_map(|file| file.split('/').next()).collect();
    assert_eq!(functions, all().iter().map(|function| function.name).collect());
}

#[test]
fn an_event_of_a_route_says_the_route_of_its_function() {
    for file in files() {
        let function = named(file.split('/').next().unwrap()).unwrap();
        let event = std::fs::read_to_string(folder().join(format!("{file}.json"))).unwrap();
        let event: Value = serde_json::from_str(&event).unwrap();
        let routes =
            function.endpoints.iter().map(|endpoint| format!("{} {}", endpoint.method.as_str(), endpoint.path));
        if function.endpoints.is_empty() {
            assert!(event["routeKey"].is_null() || event["routeKey"] == "$default", "{file}");
        } else {
            assert_eq!(event["version"], json!("2.0"), "{file}");
            assert!(routes.map(Value::from).any(|route| route == event["routeKey"]), "{file}");
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../events")
}

/// `<function>/<case>` of every file.
fn files() -> BTreeSet<String> {
    let entries = |path: &Path| std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let name = |path: &Path| path.strip_prefix(folder()).unwrap().to_string_lossy().into_owned();
    let files = entries(&folder()).into_iter().flat_map(|function| entries(&function));
    files.map(|file| name(&file).strip_suffix(".json").expect("an event is JSON").to_owned()).collect()
}

/// An order of three mugs that has come so far.
async fn order(shop: &Shop, given: Given) -> Value {
    let upsell = matches!(given, Upsell | Expired);
    let order = shop.place_with(json!({"line_items": mugs(3), "upsell": upsell})).await;
    let path = path_of(&order);
    match given {
        Open | Upsell => {}
        Expired | Later => shop.advance("1h").await,
        Held => {
            let hold = format!("fulfilment-orders/{}/hold", order["fulfilment_orders"][0]["id"].as_str().unwrap());
            let _ = shop.act(&order, &hold, json!({"reason": "other"})).await.expect(201);
        }
        Untracked => {
            let _ = shop.act(&order, "fulfilments", json!({})).await.expect(201);
        }
        Fulfilled | Labelled => {
            let body = json!({"tracking": [{"number": "CE123456785SE"}]});
            let fulfilled = shop.act(&order, "fulfilments", body).await.expect(201);
            let label = format!("{path}/fulfilments/{}/label", fulfilled["fulfilments"][0]["id"].as_str().unwrap());
            if matches!(given, Labelled) {
                let _ = shop.put(&label, json!({"carrier": "PostNord"})).await.expect(200);
            }
        }
        Archived => {
            let _ = shop.act(&order, "archive", json!({})).await.expect(200);
        }
    }
    order
}

/// The event with the order's own tokens.
async fn with_tokens(shop: &Shop, order: &Value, event: String) -> String {
    let store: StoreId = "demo".to_owned().try_into().unwrap();
    let id: OrderId = order["id"].as_str().unwrap().to_owned().try_into().unwrap();
    let secret = shop.system.app.store.find_store(&store).await.unwrap().unwrap().secret;
    let mac = |purpose| secret.order_token(purpose, &store, &id).rsplit('.').next().unwrap().to_owned();
    TOKENS.into_iter().fold(event, |event, (token, purpose)| event.replace(token, &mac(purpose)))
}

fn answered(answer: Answer) -> (u16, Value) {
    let status = answer.status().as_u16();
    let is_page = answer.headers().get("content-type").is_some_and(|kind| kind == "text/html; charset=utf-8");
    match answer.into_body() {
        Body::Text(text) if is_page => (status, json!(text)),
        Body::Text(text) => (status, serde_json::from_str(&text).unwrap()),
        Body::Empty => (status, Value::Null),
        other => panic!("{other:?}"),
    }
}

/// What the operator is answered; a key that is to be revoked is made first.
async fn done(shop: &Shop, event: &str) -> Value {
    let command = |text: &str| serde_json::from_str::<open_store::Command>(text).expect("a command");
    let mut event = event.to_owned();
    if event.contains(NO_KEY) {
        let made = r#"{"do": "add_key", "store_id": "demo", "name": "to be revoked"}"#;
        let made = open_store::handler(shop.system.app.clone(), command(made)).await.expect("a key");
        let key = made.keys.iter().find(|key| key.name.as_str() == "to be revoked").expect("the key");
        event = event.replace(NO_KEY, &key.id);
    }
    let done = open_store::handler(shop.system.app.clone(), command(&event)).await;
    serde_json::to_value(done.expect("it is done")).unwrap()
}
