//! What a merchant reads of messages, and asks for: an order's, all of a store's, one of them again (N12).

use std::collections::BTreeSet;

use serde_json::{Value, json};
use waybill_local::outbox::message::Channel;
use waybill_tests::{Shop, entries, mugs, path_of};

use crate::followed::{Merchant, parcel_of, set as set_status};
use crate::messages::{
    arrived, ask, assert_lines, fulfilled, in_the_end, line, notifications, only, placed, placed_with, set, tell,
    telling,
};

async fn all(shop: &Shop, limit: usize) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = shop.get(&format!("/notifications?limit={limit}{cursor}")).await.expect(200);
        let some: Vec<_> = entries(&page["notifications"]).cloned().collect();
        assert!(some.len() <= limit);
        found.extend(some);
        let Some(next) = page["next_cursor"].as_str() else { return found };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn a_message_is_sent_again_from_the_order_as_it_is_now() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    tell(&shop).await;
    shop.system.outbox.empty().unwrap();
    let _ = shop.patch(&path_of(&order), json!({"email": "grace@example.net"})).await.expect(200);
    let asked = ask(&shop, &order, json!({"kind": "order_confirmation", "channel": "email"})).await.expect(202);
    assert_eq!(line(&asked), "order_confirmation by email: queued");
    let last = notifications(&shop, &order).await.pop();
    assert_eq!(last.as_deref(), Some("order_confirmation by email: queued"));
    in_the_end(&shop).await;
    assert_eq!(only(&shop, Channel::Email).to, ["grace@example.net"]);
    let read = shop.get(&format!("{}/notifications", path_of(&order))).await.expect(200);
    let again = entries(&read["notifications"]).find(|message| message["id"] == asked["id"]).expect("the message");
    assert_eq!((&again["outcome"], &again["order_id"]), (&json!("sent"), &order["id"]));
}

#[tokio::test]
async fn what_is_asked_for_goes_whatever_the_settings_say_but_not_against_the_customer_or_the_facts() {
    let shop = telling().await;
    set(&shop, json!({"notify_customers": false})).await;
    let order = placed_with(&shop, json!({"payment": {"status": "paid", "source": "marked_as_paid"}})).await;
    fulfilled(&shop, &order, json!({"notify_customer": false})).await;
    in_the_end(&shop).await;
    for channel in ["email", "sms"] {
        let _ = ask(&shop, &order, json!({"kind": "shipping_confirmation", "channel": channel})).await.expect(202);
    }
    let _ = shop.act(&order, "cancel", json!({})).await.expect(200);
    let _ = ask(&shop, &order, json!({"kind": "order_confirmation", "channel": "email"})).await.expect(202);
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    assert_lines(
        &told[told.len() - 3..],
        &[
            "shipping_confirmation by email: sent",
            "shipping_confirmation by sms: suppressed, marked as paid",
            "order_confirmation by email: suppressed, order cancelled",
        ],
    );
}

#[tokio::test]
async fn a_request_that_comes_again_asks_once() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    in_the_end(&shop).await;
    let path = format!("{}/notifications", path_of(&order));
    let body = json!({"kind": "order_confirmation", "channel": "email"});
    let first = shop.post_once("again", &path, body.clone()).await.expect(202);
    let second = shop.post_once("again", &path, body).await;
    assert_eq!(second.headers["idempotent-replayed"], "true");
    assert_eq!(second.expect(202)["id"], first["id"]);
    in_the_end(&shop).await;
    assert_eq!(arrived(&shop).len(), 2);
    let late =
        shop.post_once("again", &path, json!({"kind": "order_confirmation", "channel": "email"})).await.expect(202);
    assert_eq!(late["id"], first["id"]);
    let other = json!({"kind": "order_confirmation", "channel": "sms"});
    shop.post_once("again", &path, other).await.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_dry_run_renders_and_sends_nothing() {
    let shop = telling().await;
    let order = placed(&shop).await;
    in_the_end(&shop).await;
    let before = (arrived(&shop), shop.timeline(&order).await.len());
    let dry = json!({"kind": "order_confirmation", "channel": "email", "dry_run": true});
    let mail = ask(&shop, &order, dry).await.expect(200);
    assert_eq!(mail["subject"], "Order #1 confirmed");
    assert!(mail["html"].as_str().unwrap().contains(order["status_page_url"].as_str().unwrap()));
    let dry = json!({"kind": "order_confirmation", "channel": "sms", "dry_run": true});
    let sms = ask(&shop, &order, dry).await.expect(200);
    assert!(sms["segments"].as_u64().unwrap() >= 1 && sms["html"].is_null(), "{sms:#}");
    in_the_end(&shop).await;
    assert_eq!((arrived(&shop), shop.timeline(&order).await.len()), before);
}

#[tokio::test]
async fn what_cannot_be_told_is_refused_and_says_why() {
    let shop = telling().await;
    let order = placed(&shop).await;
    for dry_run in [false, true] {
        let body = |kind: &str, channel: &str| json!({"kind": kind, "channel": channel, "dry_run": dry_run});
        for kind in ["shipping_confirmation", "shipping_update", "out_for_delivery", "delivered", "digital_delivery"] {
            ask(&shop, &order, body(kind, "email")).await.expect_problem(409, "nothing_to_tell");
        }
        for kind in ["shipping_update", "out_for_delivery", "attempted_delivery", "delivered", "digital_delivery"] {
            let refused = ask(&shop, &order, body(kind, "sms")).await;
            refused.expect_problem(400, "invalid_request");
            assert_eq!(refused.body["errors"][0]["field"], "channel");
        }
        ask(&shop, &order, body("newsletter", "email")).await.expect_problem(400, "invalid_request");
        ask(&shop, &order, body("delivered", "pigeon")).await.expect_problem(400, "invalid_request");
        let other =
            json!({"kind": "shipping_confirmation", "channel": "email", "fulfilment_id": "ful_1", "dry_run": dry_run});
        ask(&shop, &order, other).await.expect_problem(404, "not_found");
        let nowhere = json!({"id": "ord_00000000000000000000000000"});
        ask(&shop, &nowhere, body("order_confirmation", "email")).await.expect_problem(404, "not_found");
    }
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "RR123456785SE"}]})).await;
    let _ = set_status(&shop, &parcel_of(&order, 0), json!({"status": "delivered"})).await.expect(200);
    let _ = ask(&shop, &order, json!({"kind": "delivered", "channel": "email"})).await.expect(202);
    in_the_end(&shop).await;
    assert_eq!(notifications(&shop, &order).await.last().map(String::as_str), Some("delivered by email: sent"));
}

#[tokio::test]
async fn all_of_a_stores_messages_are_listed_the_newest_first_and_each_once() {
    let shop = telling().await;
    let mut expected = BTreeSet::new();
    for _ in 0..5 {
        let order = placed(&shop).await;
        tell(&shop).await;
        shop.advance("1s").await;
        let read = shop.get(&format!("{}/notifications", path_of(&order))).await.expect(200);
        expected.extend(entries(&read["notifications"]).map(ToString::to_string));
    }
    for limit in [1, 3, 10, 250] {
        let found = all(&shop, limit).await;
        assert!(found.is_sorted_by(|newer, older| newer["at"].as_str() >= older["at"].as_str()), "{found:#?}");
        assert_eq!(found.len(), 10, "{limit}");
        assert_eq!(found.iter().map(ToString::to_string).collect::<BTreeSet<_>>(), expected);
    }
    for odd in ["limit=0", "limit=251", "limit=x", "cursor=x", "cursor=IG9yZF8wMSBtZXNzYWdlIw", "order=1"] {
        shop.get(&format!("/notifications?{odd}")).await.expect_problem(400, "invalid_request");
    }
    // A place whose parts are none, as only someone who makes one up has it.
    let order = shop.place(mugs(1)).await;
    let place = format!(" {} message#0000000001#000#order_confirmation#email", order["id"].as_str().unwrap());
    let cursor = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, place);
    shop.get(&format!("/notifications?cursor={cursor}")).await.expect_problem(400, "invalid_request");
}

#[tokio::test]
async fn another_store_sees_nothing_of_it_and_can_ask_for_nothing() {
    let shop = telling().await;
    let order = placed(&shop).await;
    tell(&shop).await;
    let other = Merchant::open(&shop, "other").await;
    assert_eq!(other.get("/notifications").await, json!({"notifications": []}));
    let path = format!("{}/notifications", path_of(&order));
    other.send(reqwest::Method::GET, &path, None).await.expect_problem(404, "not_found");
    for dry_run in [false, true] {
        let body = json!({"kind": "order_confirmation", "channel": "email", "dry_run": dry_run});
        other.send(reqwest::Method::POST, &path, Some(body)).await.expect_problem(404, "not_found");
    }
    let body = json!({"kind": "order_confirmation", "channel": "email", "order_id": order["id"]});
    other.send(reqwest::Method::POST, "/settings/templates/preview", Some(body)).await.expect_problem(404, "not_found");
    // A place in our list leads nowhere in theirs.
    let page = shop.get("/notifications?limit=1").await.expect(200);
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(other.get(&format!("/notifications?cursor={cursor}")).await, json!({"notifications": []}));
    in_the_end(&shop).await;
    assert_eq!(arrived(&shop).len(), 2);
}

#[tokio::test]
async fn a_number_is_read_as_its_country_writes_it_and_a_bad_one_is_kept_and_never_texted() {
    let shop = telling().await;
    for (phone, country, number) in [
        ("070-123 45 67", "SE", json!("+46701234567")),
        ("+46 70 123 45 67", "US", json!("+46701234567")),
        ("412 34 567", "NO", json!("+4741234567")),
        ("091 234 56 78", "VN", json!("+84912345678")),
        ("081 234 5678", "TH", json!("+66812345678")),
        ("070-123 45 67", "TH", Value::Null),
        ("12345", "SE", Value::Null),
        ("ring the bell", "SE", Value::Null),
    ] {
        let order =
            placed_with(&shop, json!({"phone": phone, "email": null, "shipping_address": {"country": country}})).await;
        assert_eq!((&order["phone"], &order["sms_number"]), (&json!(phone), &number), "{phone} {country}");
        tell(&shop).await;
        let sent: Vec<_> = shop.system.outbox.messages().into_iter().map(|message| json!(message.to[0])).collect();
        assert_eq!(sent, if number.is_null() { vec![] } else { vec![number.clone()] }, "{phone} {country}");
        shop.system.outbox.empty().unwrap();
    }
    // A country that is corrected reads the number anew.
    let order = placed_with(&shop, json!({"phone": "070-123 45 67", "email": null})).await;
    assert!(order["sms_number"].is_null());
    let mended = shop.patch(&path_of(&order), json!({"shipping_address": {"country": "SE"}})).await.expect(200);
    assert_eq!(mended["sms_number"], "+46701234567");
}
