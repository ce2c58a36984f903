//! One parcel: its journey as its carrier tells it (T5), asking about it (T7), its status by hand (T8), and its
//! number corrected (F9).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use waybill_local::carrier::journeys::{JOURNEYS, Journeys, Script, Span};
use waybill_tests::{Shop, entries, mugs, path_of, told};

use crate::followed::{
    Merchant, heard, instant, operator, outage, parcel_of, retrack, set, shipped, shipped_with, still,
};
use crate::table::Table;

const STATUSES: [&str; 9] =
    ["pending", "unrecognized", "in_transit", "pick_up", "expired", "alert", "undelivered", "returned", "delivered"];

/// Shops among which the scripts are divided: in each of them the carrier is asked by turns.
const SHOPS: usize = 10;

fn scripts() -> Journeys {
    Journeys::read(JOURNEYS).unwrap()
}

/// A number that follows a script.
fn number_of(script: &Script) -> String {
    format!("{}1", script.numbers[0].trim_end_matches('*'))
}

fn script_of<'j>(journeys: &'j Journeys, name: &str) -> &'j Script {
    journeys.scripts().iter().find(|script| script.name == name).unwrap()
}

/// What an answer says of how a parcel is doing.
fn said(parcel: &Value) -> Value {
    json!({"status": parcel["status"], "reason": parcel["reason"], "detail": parcel["detail"]})
}

async fn advance_to(shop: &Shop, begun: DateTime<Utc>, after: TimeDelta) {
    let by = begun + after - shop.system.clock.now();
    if by > TimeDelta::zero() {
        shop.advance(&format!("{}ms", by.num_milliseconds())).await;
    }
}

/// Scans' descriptions.
fn words(parcel: &Value) -> Vec<&str> {
    entries(&parcel["scans"]).map(|scan| scan["description"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_journey_of_the_local_carrier_is_shown_as_it_promises() {
    let mut shops = JoinSet::new();
    for share in 0..SHOPS {
        shops.spawn(async move { follow_scripts(share).await });
    }
    let wrong: Vec<String> = shops.join_all().await.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Follows one share of the scripts; what is not as promised.
async fn follow_scripts(share: usize) -> Vec<String> {
    let journeys = scripts();
    let scripts: Vec<_> = journeys.scripts().iter().filter(|script| !script.promises.is_empty()).collect();
    let scripts: Vec<_> = scripts.into_iter().skip(share).step_by(SHOPS).collect();
    let shop = still().await;
    let begun = shop.system.clock.now();
    let mut orders = Vec::new();
    let mut instants: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
    for (index, script) in scripts.iter().enumerate() {
        let order = shipped(&shop, &[&number_of(script)]).await;
        let first = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
        assert_eq!(first["after"], "pending", "{first:#}");
        orders.push(order);
        for promise in &script.promises {
            instants.entry(promise.after).or_default().push(index);
        }
    }
    let mut wrong = Vec::new();
    for (after, which) in instants {
        advance_to(&shop, begun, after.0).await;
        for index in which {
            let (script, order) = (scripts[index], &orders[index]);
            let promised = script.promises.iter().find(|promise| promise.after == after).unwrap().condition;
            let mut promised = serde_json::to_value(promised).unwrap();
            // Who asks again has it revived, and is told of the delivery of the day 40.
            if script.name == "revived" && after.0 > TimeDelta::days(40) {
                promised = json!({"status": "delivered"});
            }
            let promised = said(&promised);
            let parcel = parcel_of(order, 0);
            let asked = retrack(&shop, &parcel).await.expect(200);
            let (one, order) = (shop.get(&parcel).await.expect(200), shop.read(order).await);
            let row = format!("/tracking?placed_from={}", order["placed_at"].as_str().unwrap());
            let rows = shop.get(&row).await.expect(200);
            let row = entries(&rows["orders"]).find(|row| row["id"] == order["id"]).cloned().unwrap_or_default();
            for (place, shown) in [
                ("retrack", said(&asked["parcel"])),
                ("parcel", said(&one)),
                ("order", said(&order["parcels"][0])),
                ("page", said(&row["parcels"][0])),
            ] {
                if shown != promised {
                    wrong.push(format!("{} after {}: {place} {shown}, not {promised}", script.name, after.0));
                }
            }
            for (place, status) in [
                ("after", &asked["after"]),
                ("the order's", &order["tracking_status"]),
                ("the row's", &row["tracking_status"]),
            ] {
                if *status != promised["status"] {
                    wrong.push(format!("{} after {}: {place} {status}, not {promised}", script.name, after.0));
                }
            }
        }
    }
    for order in &orders {
        let _ = shop.sound(order).await;
    }
    wrong
}

#[tokio::test]
async fn scans_come_newest_first_in_local_time_and_each_once_though_two_carriers_tell_it() {
    let shop = still().await;
    let journeys = scripts();
    for (number, script) in [("WBSWEDEN1D12", "china_to_sweden"), ("WBDOUBLE1D12", "double_scans")] {
        let (_, parcel, _) = heard(&shop, number).await;
        let parcel = shop.get(&parcel).await.expect(200);
        let script = script_of(&journeys, script);
        assert_eq!(entries(&parcel["scans"]).count(), script.events.len(), "{:#?}", words(&parcel));
        let instants: Vec<_> = entries(&parcel["scans"]).map(|scan| instant(&scan["at"])).collect();
        assert!(instants.is_sorted_by(|a, b| a >= b), "{instants:?}");
        for scan in entries(&parcel["scans"]) {
            let local = scan["local_time"].as_str().unwrap();
            let local = DateTime::parse_from_rfc3339(local).unwrap();
            assert_eq!(local, instant(&scan["at"]), "{scan}");
            let hours = local.offset().local_minus_utc() / 3600;
            let place = scan["location"].as_str().unwrap();
            if place.ends_with("CN") {
                assert_eq!(hours, 8, "{scan}");
            } else if place.ends_with("SE") {
                assert!([1, 2].contains(&hours), "{scan}");
            }
            assert_eq!(scan["service"], "17track");
        }
        let newest = &parcel["scans"][0];
        assert_eq!(
            (&newest["status"], &newest["raw_code"]),
            (&json!("delivered"), &json!("Delivered/Delivered_Other"))
        );
        assert!((newest["coordinates"]["latitude"].as_f64().unwrap() - 63.82842).abs() < 1e-9, "{newest}");
        assert!((newest["coordinates"]["longitude"].as_f64().unwrap() - 20.25972).abs() < 1e-9, "{newest}");
        assert_eq!(parcel["scans_set_aside"], 0);
    }
}

#[tokio::test]
async fn a_scan_says_no_more_of_its_time_and_place_than_its_carrier_did() {
    let shop = still().await;
    let (_, parcel, _) = heard(&shop, "WBDATEONLY1D12").await;
    let parcel = shop.get(&parcel).await.expect(200);
    assert_eq!(entries(&parcel["scans"]).count(), 5);
    for scan in entries(&parcel["scans"]) {
        assert_eq!(scan["at"], Value::Null, "{scan}");
        assert_eq!(scan["local_time"].as_str().unwrap().len(), "2026-11-01".len(), "{scan}");
    }
    // Nobody says where Gasquet is: it is shown in the middle of California.
    let newest = &parcel["scans"][0];
    assert_eq!(newest["coordinates"], json!({"latitude": 37.2, "longitude": -119.5}));
    assert!(newest["location"].as_str().unwrap().contains("GASQUET"));
    let (_, parcel, _) = heard(&shop, "WBBRAZIL1D17").await;
    let parcel = shop.get(&parcel).await.expect(200);
    let (clocks, instants): (Vec<_>, Vec<_>) = entries(&parcel["scans"]).partition(|scan| scan["at"].is_null());
    assert_eq!((clocks.len(), instants.len()), (6, 3));
    for scan in clocks {
        assert_eq!(scan["local_time"].as_str().unwrap().len(), "2026-11-01T12:00:00".len(), "{scan}");
    }
    assert_eq!(parcel["status"], "delivered");
}

#[tokio::test]
async fn a_code_that_nobody_has_seen_is_kept_and_changes_no_status() {
    let shop = still().await;
    let (_, parcel, asked) = heard(&shop, "WBODDCODE1D7").await;
    assert_eq!(asked["after"], "in_transit");
    let parcel = shop.get(&parcel).await.expect(200);
    assert_eq!(parcel["scans"][0]["raw_code"], "InTransit/InTransit_DroneHandover");
    assert_eq!(parcel["scans"][0]["description"], "Handed over to a drone");
}

#[tokio::test]
async fn scans_of_a_parcel_that_had_the_number_before_are_set_aside() {
    let shop = still().await;
    let (order, parcel, asked) = heard(&shop, "WBREUSED1").await;
    assert_eq!(asked["after"], "pending", "a delivery of last year is not ours: {asked:#}");
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!((&detail["scans"], &detail["scans_set_aside"]), (&json!([]), &json!(3)));
    assert_eq!(order["tracking_status"], "pending");
    shop.advance("3d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["after"], &asked["changed"]), (&json!("in_transit"), &json!(true)));
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!((entries(&detail["scans"]).count(), &detail["scans_set_aside"]), (1, &json!(3)));
}

#[tokio::test]
async fn a_scan_that_comes_late_takes_its_place_and_undelivers_nothing() {
    let shop = still().await;
    let (order, parcel, asked) = heard(&shop, "WBLATESCAN1D10").await;
    assert_eq!(asked["after"], "delivered");
    let before = shop.read(&order).await;
    shop.advance("3d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["before"], &asked["after"]), (&json!("delivered"), &json!("delivered")));
    assert_eq!(asked["changed"], true, "a scan was learnt: {asked:#}");
    let detail = shop.get(&parcel).await.expect(200);
    let place = words(&detail).iter().position(|words| *words == "The flight was late").unwrap();
    assert_eq!(place, 1, "below the delivery, above the arrival: {:#?}", words(&detail));
    let (after, events) = shop.sound(&order).await;
    assert_eq!(after, before, "nothing of it shows on the order");
    assert_eq!(told(&events, "tracking_status_changed").len(), 1, "{events:#?}");
}

#[tokio::test]
async fn a_list_that_is_out_of_order_is_put_in_order() {
    let shop = still().await;
    let (_, parcel, asked) = heard(&shop, "WBDISORDER1D10").await;
    assert_eq!(asked["after"], "delivered");
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!(words(&detail)[..2], ["Delivered, In/At Mailbox", "Out for Delivery"]);
}

#[tokio::test]
async fn a_delivered_parcel_that_is_picked_up_again_is_reopened() {
    let shop = still().await;
    let (order, parcel, asked) = heard(&shop, "WBSENTBACK1D10").await;
    assert_eq!(asked["after"], "delivered");
    for (by, status) in [("5d", "in_transit"), ("2d", "alert"), ("14d", "returned")] {
        shop.advance(by).await;
        let asked = retrack(&shop, &parcel).await.expect(200);
        assert_eq!((&asked["after"], &asked["changed"]), (&json!(status), &json!(true)));
    }
    let (_, events) = shop.sound(&order).await;
    let ways: Vec<_> = told(&events, "tracking_status_changed").into_iter().map(|event| event["to"].clone()).collect();
    assert_eq!(ways, ["delivered", "in_transit", "alert", "returned"]);
    let returning = told(&events, "tracking_status_changed")[2];
    assert_eq!((&returning["detail"], &returning["actor"]), (&json!("returning"), &json!("demo")));
}

#[tokio::test]
async fn a_scan_in_a_wrong_zone_does_not_hide_what_comes_after_it() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBWRONGZONE1").await;
    shop.advance("13h").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["after"], "in_transit");
    let newest = &asked["parcel"]["scans"][0];
    assert!(instant(&newest["at"]) > shop.system.clock.now(), "the service says a time that is still to come");
    shop.advance("2d").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "delivered");
    assert_eq!(shop.read(&order).await["tracking_status"], "delivered");
}

#[tokio::test]
async fn a_number_that_no_carrier_is_recognised_by_is_unrecognized_until_a_carrier_is_named() {
    let shop = still().await;
    let (order, parcel, asked) = heard(&shop, "WBNOCARRIER1").await;
    assert_eq!((&asked["after"], &asked["parcel"]["scans"]), (&json!("unrecognized"), &json!([])));
    assert_eq!(shop.read(&order).await["tracking_status"], "unrecognized");
    assert_eq!(asked["parcel"]["next_action"], "Contact your supplier for the right code.");
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    let entry = json!({"parcel_id": order["parcels"][0]["id"], "number": "WBNOCARRIER1", "carrier": "USPS"});
    let path = format!("{}/fulfilments/{fulfilment}/tracking", path_of(&order));
    let _ = shop.put(&path, json!({ "tracking": [entry] })).await.expect(200);
    shop.advance("2d").await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("2d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["after"], "in_transit", "{asked:#}");
}

#[tokio::test]
async fn a_parcel_that_has_just_been_made_is_pending_and_has_no_journey() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1", "WBUSA2"]).await;
    for (index, number) in ["WBUSA1", "WBUSA2"].into_iter().enumerate() {
        let parcel = shop.get(&parcel_of(&order, index)).await.expect(200);
        for (field, is) in order["parcels"][index].as_object().unwrap() {
            assert_eq!(parcel[field], *is, "{field}");
        }
        assert_eq!((&parcel["status"], &parcel["scans"]), (&json!("pending"), &json!([])));
        assert_eq!((&parcel["last_checked_at"], &parcel["estimated_delivery"]), (&Value::Null, &Value::Null));
        assert_eq!(instant(&parcel["next_check_at"]), shop.system.app.now(), "it is due at once");
        let generations = json!([
            {"generation": 1, "number": number, "carrier": null, "status": "pending", "until": null}
        ]);
        assert_eq!(parcel["generations"][0]["number"], generations[0]["number"], "{:#}", parcel["generations"]);
        assert_eq!(entries(&parcel["generations"]).count(), 1);
        assert_eq!(parcel["supported_actions"], json!(["retrack", "replace_number", "set_status"]), "T9");
    }
}

#[tokio::test]
async fn asking_tells_what_changed_and_when_the_service_answered() {
    let shop = still().await;
    let (order, parcel, asked) = heard(&shop, "WBUSA1D3").await;
    let now = json!(shop.system.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true));
    assert_eq!((&asked["before"], &asked["after"]), (&json!("pending"), &json!("in_transit")));
    assert_eq!((&asked["changed"], &asked["why"]), (&json!(true), &Value::Null));
    assert_eq!(instant(&asked["fresh_as_of"]), instant(&now));
    assert_eq!(asked["parcel"], shop.get(&parcel).await.expect(200), "it is the parcel as it now is");
    assert_eq!(instant(&asked["parcel"]["last_checked_at"]), instant(&now));
    assert_eq!(order["tracking_status"], "in_transit");
    let (_, events) = shop.sound(&order).await;
    let changed = told(&events, "tracking_status_changed");
    assert_eq!(changed.len(), 1, "{events:#?}");
    let event = json!({"from": "pending", "to": "in_transit", "actor": "demo", "parcel_id": order["parcels"][0]["id"]});
    for (field, is) in event.as_object().unwrap() {
        assert_eq!(changed[0][field], *is);
    }
}

#[tokio::test]
async fn when_the_carrier_has_nothing_newer_it_is_said_and_nothing_changes() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let before = (shop.read(&order).await, shop.timeline(&order).await);
    shop.advance("1h").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["changed"], &asked["why"]), (&json!(false), &json!("The carrier has nothing newer.")));
    assert_eq!((&asked["before"], &asked["after"]), (&json!("in_transit"), &json!("in_transit")));
    assert_eq!(instant(&asked["fresh_as_of"]), shop.system.app.now(), "it was asked all the same");
    assert_eq!((shop.read(&order).await, shop.timeline(&order).await), before);
}

#[tokio::test]
async fn who_asks_again_within_a_minute_is_told_so_and_the_carrier_is_not_asked() {
    let shop = still().await;
    let (_, parcel, asked) = heard(&shop, "WBUSA1D3").await;
    let heard_at = asked["fresh_as_of"].clone();
    // If it were asked now, it would not answer.
    outage(&shop, true).await;
    for by in ["0s", "59s"] {
        shop.advance(by).await;
        let asked = retrack(&shop, &parcel).await.expect(200);
        assert_eq!((&asked["changed"], &asked["fresh_as_of"]), (&json!(false), &heard_at));
        assert!(asked["why"].as_str().unwrap().contains("seconds ago"), "{asked:#}");
        assert_eq!(asked["parcel"]["status"], "in_transit");
    }
    outage(&shop, false).await;
    shop.advance("1s").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["why"], "The carrier has nothing newer.");
    assert_ne!(asked["fresh_as_of"], heard_at);
}

#[tokio::test]
async fn a_parcel_without_a_number_is_asked_about_nowhere() {
    let shop = still().await;
    let order = shipped(&shop, &[]).await;
    let parcel = parcel_of(&order, 0);
    outage(&shop, true).await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["changed"], &asked["fresh_as_of"]), (&json!(false), &Value::Null));
    assert!(asked["why"].as_str().unwrap().contains("no tracking number"), "{asked:#}");
    assert_eq!(asked["parcel"]["supported_actions"], json!(["set_status"]));
    assert_eq!(asked["parcel"]["generations"], json!([]));
    assert_eq!(asked["parcel"]["next_check_at"], Value::Null);
    assert_eq!(shop.read(&order).await, order);
}

#[tokio::test]
async fn without_a_tracking_service_asking_says_so() {
    let shop = still().await;
    let _ = shop.put("/settings", json!({"tracking_service": null})).await.expect(200);
    let order = shipped(&shop, &["WBUSA1D3"]).await;
    let asked = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
    assert_eq!((&asked["changed"], &asked["after"]), (&json!(false), &json!("pending")));
    assert!(asked["why"].as_str().unwrap().contains("no tracking service"), "{asked:#}");
    assert_eq!(asked["fresh_as_of"], Value::Null);
}

#[tokio::test]
async fn a_key_that_the_service_does_not_take_is_said_and_says_nothing_of_the_parcel() {
    let shop = still().await;
    // The local carrier takes any key of eight characters or more.
    let _ =
        shop.put("/settings", json!({"tracking_service": {"service": "17track", "key": "short"}})).await.expect(200);
    let order = shipped(&shop, &["WBUSA1D3"]).await;
    let parcel = parcel_of(&order, 0);
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["changed"], &asked["after"]), (&json!(false), &json!("pending")));
    assert!(asked["why"].as_str().unwrap().contains("does not take the store's key"), "{asked:#}");
    assert!(!asked["why"].as_str().unwrap().contains("short"), "{asked:#}");
    assert_eq!(asked["fresh_as_of"], Value::Null);
    assert_eq!(shop.read(&order).await, order);
    let right = json!({"tracking_service": {"service": "17track", "key": "A-RIGHT-KEY"}});
    let _ = shop.put("/settings", right).await.expect(200);
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("61s").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "in_transit");
}

#[tokio::test]
async fn while_the_service_is_down_asking_is_503_and_the_parcel_is_as_it_was() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let before = (shop.read(&order).await, shop.timeline(&order).await, shop.get(&parcel).await.expect(200));
    outage(&shop, true).await;
    shop.advance("7d").await;
    for _ in 0..2 {
        let down = shop.post_once("ask-1", &format!("{parcel}/retrack"), json!({})).await;
        down.expect_problem(503, "try_again");
        assert!(down.headers["retry-after"].to_str().unwrap().parse::<u32>().is_ok_and(|seconds| seconds > 0));
        assert!(down.body["detail"].as_str().unwrap().contains("The parcel is as it was"), "{:#}", down.body);
        let after = (shop.read(&order).await, shop.timeline(&order).await, shop.get(&parcel).await.expect(200));
        let attention = |order: &Value| order["attention"].clone();
        assert_eq!(attention(&after.0), attention(&before.0));
        assert_eq!(after, before);
    }
    outage(&shop, false).await;
    let asked = shop.post_once("ask-1", &format!("{parcel}/retrack"), json!({})).await;
    assert!(asked.headers.get("idempotent-replayed").is_none(), "nothing had been done under the key");
    assert_eq!(asked.expect(200)["after"], "delivered");
}

#[tokio::test]
async fn a_service_that_is_down_for_one_number_is_503_and_recovers() {
    let shop = still().await;
    let (_, parcel, _) = heard(&shop, "WBOUTAGE1D2").await;
    shop.advance("1d").await;
    retrack(&shop, &parcel).await.expect_problem(503, "try_again");
    shop.advance("1d").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "in_transit");
}

#[tokio::test]
async fn nobody_asks_about_a_parcel_of_a_cancelled_fulfilment() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    let _ = shop.act(&order, &format!("fulfilments/{fulfilment}/cancel"), json!({})).await.expect(200);
    shop.advance("7d").await;
    outage(&shop, true).await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["changed"], false);
    assert!(asked["why"].as_str().unwrap().contains("cancelled"), "{asked:#}");
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!(detail["next_check_at"], Value::Null);
    assert!(!entries(&detail["supported_actions"]).any(|action| action == "retrack"), "{detail:#}");
    assert_eq!(shop.read(&order).await["tracking_status"], Value::Null);
}

#[tokio::test]
async fn asking_twice_with_one_key_asks_once() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1D3"]).await;
    let parcel = parcel_of(&order, 0);
    let path = format!("{parcel}/retrack");
    let first = shop.post_once("ask-1", &path, json!({})).await.expect(200);
    assert_eq!(first["after"], "pending");
    shop.advance("2h").await;
    outage(&shop, true).await;
    let again = shop.post_once("ask-1", &path, json!({})).await;
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let again = again.expect(200);
    assert_eq!(again["changed"], false);
    assert!(again["why"].as_str().unwrap().contains("not asked again"), "{again:#}");
    assert_eq!(again["fresh_as_of"], first["fresh_as_of"]);
    outage(&shop, false).await;
    assert_eq!(shop.post_once("ask-2", &path, json!({})).await.expect(200)["after"], "in_transit");
    let other = shipped(&shop, &["WBUSA2"]).await;
    let reused = shop.post_once("ask-1", &format!("{}/retrack", parcel_of(&other, 0)), json!({})).await;
    reused.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_ask_at_once_learn_it_once() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1D3"]).await;
    let parcel = parcel_of(&order, 0);
    let ask = || (0..4).map(|_| shop.request(Method::POST, &format!("{parcel}/retrack")).json(&json!({}))).collect();
    for reply in shop.send_at_once(ask()).await {
        assert_eq!(reply.expect(200)["after"], "pending");
    }
    shop.advance("61s").await;
    let mut learnt = 0;
    for reply in shop.send_at_once(ask()).await {
        let asked = reply.expect(200);
        assert_eq!(asked["after"], "in_transit");
        learnt += usize::from(asked["changed"] == true);
    }
    let (_, events) = shop.sound(&order).await;
    assert_eq!(told(&events, "tracking_status_changed").len(), 1, "{events:#?}");
    assert_eq!(learnt, 1);
}

/// The routes of a parcel, each with a body that it would take.
fn routes(parcel: &str) -> Vec<(Method, String, Option<Value>)> {
    vec![
        (Method::GET, parcel.to_owned(), None),
        (Method::POST, format!("{parcel}/retrack"), Some(json!({}))),
        (Method::PUT, format!("{parcel}/status"), Some(json!({"status": "delivered"}))),
        (Method::DELETE, format!("{parcel}/status"), None),
    ]
}

#[tokio::test]
async fn what_is_no_parcel_of_the_order_is_not_there() {
    let shop = still().await;
    let theirs = Merchant::open(&shop, "hats").await;
    let (order, other) = (shipped(&shop, &["WBUSA1"]).await, shipped(&shop, &["WBUSA2"]).await);
    let table = Table::of(&shop).await;
    let before = table.items().await;
    let parcel = order["parcels"][0]["id"].as_str().unwrap();
    let (path, elsewhere) = (path_of(&order), path_of(&other));
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    for named in [
        format!("{path}/parcels/{parcel}9"),
        format!("{path}/parcels/{}", parcel.to_uppercase()),
        format!("{path}/parcels/par_"),
        format!("{path}/parcels/1"),
        format!("{path}/parcels/%20"),
        format!("{path}/parcels/{fulfilment}"),
        format!("{path}/parcels/..%2F1"),
        format!("{elsewhere}/parcels/{parcel}"),
        format!("/orders/ord_1/parcels/{parcel}"),
        format!("{path}/parcels/{}", "9".repeat(500)),
    ] {
        for (method, path, body) in routes(&named) {
            let mut request = shop.request(method.clone(), &path);
            if let Some(body) = body {
                request = request.json(&body);
            }
            let reply = shop.send(request).await;
            assert_eq!((reply.status, reply.code()), (404, "not_found"), "{method} {path}: {:#}", reply.body);
        }
    }
    for (method, path, body) in routes(&parcel_of(&order, 0)) {
        let reply = theirs.send(method.clone(), &path, body).await;
        assert_eq!((reply.status, reply.code()), (404, "not_found"), "{method} {path}: {:#}", reply.body);
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn a_parcel_is_read_and_changed_by_keys_for_it_alone() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1"]).await;
    let key = async |scope: &str| {
        let command = json!({"do": "add_key", "store_id": "demo", "name": scope, "scopes": [scope]});
        operator(&shop, command).await.unwrap().api_key.unwrap()
    };
    let (reader, writer) = (key("read").await, key("write").await);
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (method, path, body) in routes(&parcel_of(&order, 0)) {
        let (refused, allowed) = if method == Method::GET { (&writer, &reader) } else { (&reader, &writer) };
        let with = |key: &str| {
            let url = format!("{}{path}", shop.system.url());
            let request = reqwest::Client::new().request(method.clone(), url).bearer_auth(key);
            shop.send(match &body {
                Some(body) => request.json(body),
                None => request,
            })
        };
        with(refused).await.expect_problem(403, "insufficient_scope");
        with("wb_demo_wrong").await.expect_problem(401, "unauthenticated");
        assert!(method != Method::GET || table.items().await == before, "something was written");
        let _ = with(allowed).await.expect(200);
    }
}

#[tokio::test]
async fn each_of_the_nine_can_be_set_by_hand_and_says_who_set_it_and_when() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let mut from = "in_transit";
    for status in STATUSES {
        shop.advance("1m").await;
        let now = shop.system.app.now();
        let answer = set(&shop, &parcel, json!({ "status": status })).await.expect(200);
        assert_eq!((&answer["status"], &answer["set_by"]), (&json!(status), &json!("demo")));
        assert_eq!((instant(&answer["set_at"]), instant(&answer["since"])), (now, now));
        assert_eq!(answer["carrier_status"], "in_transit", "what the carrier says is still there");
        assert_eq!(
            answer["supported_actions"],
            json!(["retrack", "replace_number", "set_status", "undo_status"]),
            "T9: asking comes first"
        );
        assert_eq!(answer, shop.get(&parcel).await.expect(200));
        let read = shop.read(&order).await;
        assert_eq!((&read["tracking_status"], &read["parcels"][0]["set_by"]), (&json!(status), &json!("demo")));
        let events = shop.timeline(&order).await;
        let event = events.last().unwrap();
        assert_eq!((&event["event"], &event["actor"]), (&json!("tracking_status_set"), &json!("demo")));
        assert_eq!((&event["from"], &event["to"]), (&json!(from), &json!(status)));
        assert_eq!((instant(&event["at"]), &event["parcel_id"]), (now, &order["parcels"][0]["id"]));
        from = status;
    }
}

#[tokio::test]
async fn a_status_carries_its_own_reasons_and_no_others() {
    let of: [(&str, &[&str]); 2] = [
        (
            "alert",
            &[
                "refused_by_recipient",
                "address_incorrect",
                "retention_period_over",
                "recipient_absent",
                "held_by_customs",
                "damaged_or_lost",
            ],
        ),
        (
            "undelivered",
            &[
                "recipient_unavailable",
                "delayed_or_rescheduled",
                "later_delivery_requested",
                "address_not_found",
                "rural_or_remote_area",
            ],
        ),
    ];
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1"]).await;
    let parcel = parcel_of(&order, 0);
    for status in STATUSES {
        for (with, reasons) in of {
            for reason in reasons {
                let reply = set(&shop, &parcel, json!({"status": status, "reason": reason})).await;
                if with == status {
                    let answer = reply.expect(200);
                    assert_eq!(said(&answer), json!({"status": status, "reason": reason, "detail": null}));
                } else {
                    reply.expect_problem(400, "invalid_request");
                    assert_eq!(reply.body["errors"][0]["field"], "reason", "{:#}", reply.body);
                }
            }
        }
    }
    let before = shop.read(&order).await;
    for (body, field) in [
        (json!({}), "status"),
        (json!({"status": null}), "status"),
        (json!({"status": "lost"}), "status"),
        (json!({"status": "Delivered"}), "status"),
        (json!({"status": ["delivered"]}), "status"),
        (json!({"status": "alert", "reason": "bad luck"}), "reason"),
        (json!({"status": "alert", "detail": "out_for_delivery"}), "detail"),
        (json!({"status": "pick_up", "detail": "returning"}), "detail"),
        (json!({"status": "alert", "reason": "damaged_or_lost", "detail": "prohibited_goods"}), "detail"),
        (json!({"status": "delivered", "until": "tomorrow"}), "until"),
        (json!({"status": "delivered", "set_by": "someone else"}), "set_by"),
    ] {
        let reply = set(&shop, &parcel, body.clone()).await;
        reply.expect_problem(400, "invalid_request");
        assert_eq!(reply.body["errors"][0]["field"], field, "{body}: {:#}", reply.body);
    }
    assert_eq!(shop.read(&order).await, before);
    let detail = json!({"status": "pick_up", "detail": "at_pickup_point"});
    assert_eq!(set(&shop, &parcel, detail).await.expect(200)["detail"], "at_pickup_point");
}

#[tokio::test]
async fn the_same_status_again_is_no_change() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1"]).await;
    let parcel = parcel_of(&order, 0);
    let body = json!({"status": "alert", "reason": "damaged_or_lost"});
    let first = set(&shop, &parcel, body.clone()).await.expect(200);
    let before = (shop.read(&order).await, shop.timeline(&order).await);
    shop.advance("1h").await;
    let again = set(&shop, &parcel, body).await.expect(200);
    assert_eq!(again["set_at"], first["set_at"]);
    assert_eq!((shop.read(&order).await, shop.timeline(&order).await), before);
    // Another reason is another thing said.
    let _ = set(&shop, &parcel, json!({"status": "alert"})).await.expect(200);
    let after = shop.read(&order).await;
    assert_eq!(after["revision"], json!(before.0["revision"].as_u64().unwrap() + 1));
    assert_eq!(after["parcels"][0]["reason"], Value::Null);
}

#[tokio::test]
async fn a_status_set_by_hand_is_undone_and_the_carrier_believed_again() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let before = shop.get(&parcel).await.expect(200);
    let _ = set(&shop, &parcel, json!({"status": "alert", "reason": "held_by_customs"})).await.expect(200);
    assert_eq!(shop.read(&order).await["attention"][0]["rule"], "P7");
    let undone = shop.delete(&format!("{parcel}/status")).await.expect(200);
    assert_eq!(undone, before);
    let read = shop.read(&order).await;
    assert_eq!((&read["tracking_status"], &read["attention"]), (&json!("in_transit"), &json!([])));
    let events = shop.timeline(&order).await;
    let event = events.last().unwrap();
    assert_eq!((&event["event"], &event["actor"]), (&json!("tracking_status_undone"), &json!("demo")));
    assert_eq!((&event["from"], &event["to"]), (&json!("alert"), &json!("in_transit")));
    let again = shop.delete(&format!("{parcel}/status")).await.expect(200);
    assert_eq!(again, before);
    assert_eq!((shop.read(&order).await, shop.timeline(&order).await), (read, events));
}

#[tokio::test]
async fn setting_and_undoing_with_one_key_is_done_once() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1"]).await;
    let parcel = parcel_of(&order, 0);
    let send = async |method: Method, key: &str, status: Option<&str>| {
        let mut request = shop.request(method, &format!("{parcel}/status")).header("idempotency-key", key);
        if let Some(status) = status {
            request = request.json(&json!({ "status": status }));
        }
        shop.send(request).await
    };
    let _ = send(Method::PUT, "set-1", Some("delivered")).await.expect(200);
    let _ = send(Method::DELETE, "undo-1", None).await.expect(200);
    let replayed = send(Method::PUT, "set-1", Some("delivered")).await;
    assert_eq!(replayed.headers["idempotent-replayed"], "true");
    assert_eq!(replayed.expect(200)["status"], "pending", "it was not set again, and this is how it now is");
    let replayed = send(Method::DELETE, "undo-1", None).await;
    assert_eq!(replayed.headers["idempotent-replayed"], "true");
    send(Method::PUT, "set-1", Some("alert")).await.expect_problem(422, "idempotency_key_reused");
    let (_, events) = shop.sound(&order).await;
    assert_eq!((told(&events, "tracking_status_set").len(), told(&events, "tracking_status_undone").len()), (1, 1));
}

#[tokio::test]
async fn a_status_set_by_hand_outlasts_scans_from_before_it() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBLATESCAN1D10").await;
    let _ = set(&shop, &parcel, json!({"status": "alert", "reason": "damaged_or_lost"})).await.expect(200);
    // What happened on the sixth day is told on the twelfth.
    shop.advance("3d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["before"], &asked["after"]), (&json!("alert"), &json!("alert")));
    let detail = shop.get(&parcel).await.expect(200);
    assert!(words(&detail).contains(&"The flight was late"));
    assert_eq!((&detail["set_by"], &detail["carrier_status"]), (&json!("demo"), &json!("delivered")));
    assert_eq!(shop.read(&order).await["tracking_status"], "alert");
}

#[tokio::test]
async fn a_scan_later_than_the_setting_ends_it() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let _ = set(&shop, &parcel, json!({"status": "returned"})).await.expect(200);
    shop.advance("1h").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "returned");
    shop.advance("7d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["before"], &asked["after"]), (&json!("returned"), &json!("delivered")));
    let detail = &asked["parcel"];
    assert_eq!((&detail["set_by"], &detail["set_at"]), (&Value::Null, &Value::Null));
    let events = shop.timeline(&order).await;
    let event = events.last().unwrap();
    assert_eq!((&event["event"], &event["from"]), (&json!("tracking_status_changed"), &json!("returned")));
    assert_eq!(event["to"], "delivered");
}

#[tokio::test]
async fn a_later_scan_of_the_status_that_was_set_ends_the_setting_too() {
    let shop = still().await;
    let (_, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let _ = set(&shop, &parcel, json!({"status": "in_transit"})).await.expect(200);
    shop.advance("3d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["after"], &asked["parcel"]["set_by"]), (&json!("in_transit"), &Value::Null), "{asked:#}");
}

#[tokio::test]
async fn an_untracked_parcel_is_set_by_hand_and_stays_so() {
    let shop = still().await;
    let order = shipped(&shop, &[]).await;
    let parcel = parcel_of(&order, 0);
    assert_eq!(order["tracking_status"], "pending");
    let answer = set(&shop, &parcel, json!({"status": "delivered"})).await.expect(200);
    assert_eq!((&answer["status"], &answer["number"]), (&json!("delivered"), &Value::Null));
    shop.advance("60d").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "delivered");
    let read = shop.read(&order).await;
    assert_eq!((&read["tracking_status"], &read["attention"]), (&json!("delivered"), &json!([])));
    assert_eq!(shop.delete(&format!("{parcel}/status")).await.expect(200)["status"], "pending");
    assert_eq!(shop.read(&order).await["attention"][0]["rule"], "P6");
}

/// Makes an order's first parcel this number's.
async fn correct(shop: &Shop, order: &Value, number: &str) -> Value {
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    let path = format!("{}/fulfilments/{fulfilment}/tracking", path_of(order));
    let entry = json!({"parcel_id": order["parcels"][0]["id"], "number": number});
    shop.put(&path, json!({ "tracking": [entry] })).await.expect(200)
}

#[tokio::test]
async fn a_corrected_number_begins_a_new_journey_and_the_old_one_is_shown_as_the_old_ones() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBEXPRESS1D5").await;
    assert_eq!(order["tracking_status"], "delivered");
    let _ = set(&shop, &parcel, json!({"status": "alert"})).await.expect(200);
    let corrected_at = shop.system.app.now();
    let corrected = correct(&shop, &order, "WBUSA7").await;
    assert_eq!(corrected["parcels"][0]["id"], order["parcels"][0]["id"], "it is the same parcel");
    let (one, status) = (&corrected["parcels"][0], &corrected["tracking_status"]);
    assert_eq!((&one["number"], &one["status"], &one["set_by"]), (&json!("WBUSA7"), &json!("pending"), &Value::Null));
    assert_eq!((status, &corrected["attention"]), (&json!("pending"), &json!([])));
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!((&detail["scans"], &detail["carrier_status"]), (&json!([]), &json!("pending")));
    for nothing in ["last_checked_at", "estimated_delivery", "found_carrier", "set_by", "set_at"] {
        assert_eq!(detail[nothing], Value::Null, "{nothing}");
    }
    let [now, then] = &detail["generations"].as_array().unwrap()[..] else { panic!("{detail:#}") };
    assert_eq!((&now["number"], &now["until"]), (&json!("WBUSA7"), &Value::Null));
    assert_eq!((&then["number"], &then["status"]), (&json!("WBEXPRESS1D5"), &json!("delivered")));
    assert_eq!(instant(&then["until"]), corrected_at);
    assert!(now["generation"].as_u64() > then["generation"].as_u64());
    // The new one has scans of its own alone; and the old one's do not come back.
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("3d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!((&asked["before"], &asked["after"]), (&json!("pending"), &json!("in_transit")));
    assert_eq!(words(&asked["parcel"])[0], "Departed from the country of origin", "{asked:#}");
    assert_eq!(entries(&asked["parcel"]["scans"]).count(), 3);
    let (_, events) = shop.sound(&order).await;
    let event = told(&events, "tracking_number_corrected");
    assert_eq!(event.len(), 1);
    assert_eq!((&event[0]["parcel_id"], &event[0]["generation"]), (&order["parcels"][0]["id"], &now["generation"]));
}

#[tokio::test]
async fn a_number_that_is_corrected_back_does_not_show_what_was_heard_of_the_other() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let _ = correct(&shop, &order, "WBEXPRESS1D5").await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("61s").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "delivered");
    let _ = correct(&shop, &order, "WBUSA1D3").await;
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!((&detail["status"], &detail["scans"]), (&json!("pending"), &json!([])));
    let numbers: Vec<_> = entries(&detail["generations"]).map(|one| one["number"].clone()).collect();
    assert_eq!(numbers, ["WBUSA1D3", "WBEXPRESS1D5", "WBUSA1D3"]);
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["after"], "in_transit", "the service follows it already: {asked:#}");
}

#[tokio::test]
async fn a_corrected_carrier_keeps_what_was_set_and_has_the_service_asked_anew() {
    let shop = still().await;
    let (order, parcel, _) = heard(&shop, "WBUSA1D3").await;
    let _ = set(&shop, &parcel, json!({"status": "pick_up"})).await.expect(200);
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    let path = format!("{}/fulfilments/{fulfilment}/tracking", path_of(&order));
    let entry = json!({"parcel_id": order["parcels"][0]["id"], "number": "wbusa1d3", "carrier": "USPS"});
    let _ = shop.put(&path, json!({ "tracking": [entry] })).await.expect(200);
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!((&detail["number"], &detail["carrier"]), (&json!("wbusa1d3"), &json!("USPS")));
    assert_eq!((&detail["status"], &detail["set_by"]), (&json!("pick_up"), &json!("demo")));
    assert_eq!(detail["carrier_status"], "in_transit");
    assert_eq!(entries(&detail["generations"]).count(), 1);
    assert_eq!(instant(&detail["next_check_at"]), shop.system.app.now());
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(
        (&asked["after"], asked["parcel"]["scans"][0]["status"].as_str()),
        (&json!("pick_up"), Some("in_transit"))
    );
    shop.advance("7d").await;
    assert_eq!(retrack(&shop, &parcel).await.expect(200)["after"], "delivered");
}

#[tokio::test]
async fn a_second_number_has_a_journey_of_its_own_and_the_order_the_worst_of_them() {
    let shop = still().await;
    let order = shipped(&shop, &["WBEXPRESS1D5", "WBLOST1D10"]).await;
    let parcels = [parcel_of(&order, 0), parcel_of(&order, 1)];
    for parcel in &parcels {
        let _ = retrack(&shop, parcel).await.expect(200);
    }
    shop.advance("61s").await;
    for (parcel, status) in parcels.iter().zip(["delivered", "alert"]) {
        assert_eq!(retrack(&shop, parcel).await.expect(200)["after"], status);
    }
    let read = shop.read(&order).await;
    assert_eq!((&read["tracking_status"], &read["attention"][0]["rule"]), (&json!("alert"), &json!("P7")));
    let _ = set(&shop, &parcels[1], json!({"status": "delivered"})).await.expect(200);
    let read = shop.read(&order).await;
    assert_eq!((&read["tracking_status"], &read["attention"]), (&json!("delivered"), &json!([])));
}

#[tokio::test]
async fn erasing_the_customer_erases_the_scans_and_what_numbers_there_were() {
    let shop = still().await;
    let order = json!({"line_items": mugs(1), "email": "ada@example.com"});
    let order = shipped_with(&shop, order, &["WBUSA5D3"]).await;
    let parcel = parcel_of(&order, 0);
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("61s").await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    let _ = correct(&shop, &order, "WBSWEDEN5D4").await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    shop.advance("61s").await;
    assert!(entries(&retrack(&shop, &parcel).await.expect(200)["parcel"]["scans"]).count() > 3);
    let table = Table::of(&shop).await;
    assert!(!table.items_with("GUANGZHOU").await.is_empty());
    let _ = shop.act(&order, "redact", json!({})).await.expect(200);
    for place in ["GUANGZHOU", "SHENZHEN", "SHANGHAI", "电子预报信息已接收", "Picked up by the carrier"] {
        let left: Vec<_> = table.items_with(place).await.into_iter().map(|item| item["sk"].clone()).collect();
        assert_eq!(left, Vec::<String>::new(), "{place}");
    }
    let detail = shop.get(&parcel).await.expect(200);
    assert_eq!(detail["scans"], json!([]));
    assert_eq!(detail["status"], "in_transit", "how it stood is no personal data");
    // Nothing of it comes back.
    shop.advance("7d").await;
    let asked = retrack(&shop, &parcel).await.expect(200);
    assert_eq!(asked["changed"], false);
    assert!(asked["why"].as_str().unwrap().contains("erased"), "{asked:#}");
    assert_eq!(asked["parcel"]["scans"], json!([]));
    let keys: BTreeSet<_> = table.items_with("#scans#").await.into_iter().map(|item| item["sk"].clone()).collect();
    assert_eq!(keys, BTreeSet::new());
}
