//! A request that is sent again under its `Idempotency-Key` is done once (`Idempotent-Replayed`), for 24 hours.

use reqwest::Method;
use serde_json::{Value, json};
use waybill_tests::{Reply, Shop, mugs, path_of};

use crate::table::Table;

/// A request under a key.
async fn under(shop: &Shop, key: &str, method: Method, path: &str, body: &Value) -> Reply {
    shop.send(shop.request(method, path).header("idempotency-key", key).json(body)).await
}

fn is_replay(reply: &Reply) -> bool {
    reply.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
}

async fn revision(shop: &Shop, order: &Value) -> Value {
    shop.read(order).await["revision"].clone()
}

/// An order of 9 mugs of which 3 are fulfilled, with a tracking number.
async fn begun(shop: &Shop) -> Value {
    let order = shop.place(mugs(9)).await;
    let body = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 3}],
                      "tracking": [{"number": "A1"}]});
    shop.act(&order, "fulfilments", body).await.expect(201)
}

#[tokio::test]
async fn each_action_sent_again_is_answered_as_before_and_done_once() {
    let shop = Shop::open().await;
    let order = begun(&shop).await;
    let path = path_of(&order);
    let at = format!("{path}/fulfilment-orders/{}", order["fulfilment_orders"][0]["id"].as_str().unwrap());
    let of = format!("{path}/fulfilments/{}", order["fulfilments"][0]["id"].as_str().unwrap());
    let one = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    let table = Table::of(&shop).await;
    for (method, path, body, status) in [
        (Method::POST, format!("{path}/fulfilments"), one, 201),
        (Method::POST, format!("{at}/hold"), json!({"reason": "other"}), 201),
        (Method::POST, format!("{at}/release"), json!({}), 200),
        (Method::POST, format!("{of}/tracking"), json!({"tracking": [{"number": "B2"}]}), 201),
        (Method::PUT, format!("{of}/tracking"), json!({"tracking": [{"number": "B2"}]}), 200),
        (Method::PUT, format!("{of}/label"), json!({"carrier": "PostNord"}), 200),
        (Method::DELETE, format!("{of}/label"), json!({}), 200),
        (Method::POST, format!("{of}/cancel"), json!({}), 200),
        (Method::PATCH, path.clone(), json!({"note": "gift"}), 200),
        (Method::POST, format!("{path}/payment"), json!({"status": "paid"}), 200),
        (Method::POST, format!("{at}/move"), json!({"location": "b"}), 200),
        (Method::POST, format!("{path}/archive"), json!({}), 200),
        (Method::DELETE, format!("{path}/archive"), json!({}), 200),
        (Method::POST, format!("{path}/complete"), json!({"upsell_items": []}), 200),
        (Method::POST, format!("{path}/cancel"), json!({}), 200),
        (Method::POST, format!("{path}/redact"), json!({}), 200),
        (Method::PUT, "/settings".to_owned(), json!({"name": "Umeå Mugs"}), 200),
        (Method::PUT, "/settings".to_owned(), json!({"name": "Umeå Mugs", "locations": null}), 200),
    ] {
        let key = format!("{method}{path}{}", body.to_string().len()).replace('{', "");
        let first = under(&shop, &key, method.clone(), &path, &body).await;
        assert!(!is_replay(&first), "{method} {path}");
        let first = first.expect(status);
        let written = table.items().await;
        let again = under(&shop, &key, method.clone(), &path, &body).await;
        assert!(is_replay(&again), "{method} {path}");
        assert_eq!(again.expect(status), first, "{method} {path}");
        assert!(table.items().await == written, "{method} {path}: something was written again");
    }
}

#[tokio::test]
async fn an_order_placed_again_is_the_same_order_and_its_owner_gets_the_link_again() {
    let shop = Shop::open().await;
    let body = json!({"name": "#1", "external_id": "shop-1", "line_items": mugs(1)});
    let first = shop.post_once("checkout-1", "/orders", body.clone()).await.expect(201);
    let again = shop.post_once("checkout-1", "/orders", body.clone()).await;
    assert!(is_replay(&again));
    assert_eq!(again.expect(201), first);
    let listed = shop.get("/orders").await.expect(200);
    assert_eq!(listed["orders"].as_array().unwrap().len(), 1);
    shop.post_once("checkout-2", "/orders", body).await.expect_problem(409, "external_id_taken");
}

#[tokio::test]
async fn a_replay_answers_with_the_order_as_it_now_is() {
    let shop = Shop::open().await;
    let body = json!({"name": "#1", "line_items": mugs(2)});
    let order = shop.post_once("place", "/orders", body.clone()).await.expect(201);
    let path = format!("{}/fulfilments", path_of(&order));
    let _ = shop.post_once("fulfil", &path, json!({})).await.expect(201);
    let _ = shop.patch(&path_of(&order), json!({"note": "later"})).await.expect(200);
    for (key, path, body) in [("place", "/orders", body), ("fulfil", &path, json!({}))] {
        let again = shop.post_once(key, path, body).await;
        assert!(is_replay(&again));
        let again = again.expect(201);
        assert_eq!((&again["note"], &again["fulfilment_status"]), (&json!("later"), &json!("fulfilled")));
    }
}

#[tokio::test]
async fn the_same_key_for_another_request_is_refused_and_nothing_is_done() {
    let shop = Shop::open().await;
    let (order, other) = (shop.place(mugs(3)).await, shop.place(mugs(3)).await);
    let (path, elsewhere) = (path_of(&order), path_of(&other));
    let _ = under(&shop, "k", Method::POST, &format!("{path}/archive"), &json!({})).await.expect(200);
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (method, path, body) in [
        (Method::DELETE, format!("{path}/archive"), json!({})),
        (Method::POST, format!("{elsewhere}/archive"), json!({})),
        (Method::POST, format!("{path}/cancel"), json!({})),
        (Method::PATCH, path.clone(), json!({"note": "x"})),
        (Method::PUT, "/settings".to_owned(), json!({"name": "x"})),
        (Method::POST, "/orders".to_owned(), json!({"name": "#1", "line_items": mugs(1)})),
        (Method::POST, "/fulfilments".to_owned(), json!({"orders": [{"order_id": order["id"]}]})),
    ] {
        let reply = under(&shop, "k", method.clone(), &path, &body).await;
        assert_eq!((reply.status, reply.code()), (422, "idempotency_key_reused"), "{method} {path}");
    }
    let _ = under(&shop, "k2", Method::POST, &format!("{path}/fulfilments"), &json!({})).await.expect(201);
    let reply =
        under(&shop, "k2", Method::POST, &format!("{path}/fulfilments"), &json!({"notify_customer": true})).await;
    reply.expect_problem(422, "idempotency_key_reused");
    let now = table.items().await;
    let theirs = |items: &[crate::table::Item]| {
        items.iter().filter(|item| item["pk"].contains(other["id"].as_str().unwrap())).cloned().collect::<Vec<_>>()
    };
    assert!(theirs(&now) == theirs(&before), "something was written");
}

#[tokio::test]
async fn a_request_is_remembered_for_24_hours_of_our_clock() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let path = format!("{}/fulfilment-orders/{at}/hold", path_of(&order));
    let body = json!({"reason": "other"});
    let _ = shop.post_once("k", &path, body.clone()).await.expect(201);
    shop.advance("23h59m").await;
    let kept = shop.post_once("k", &path, body.clone()).await;
    assert!(is_replay(&kept));
    shop.post_once("k", &path, json!({"reason": "awaiting_payment"}))
        .await
        .expect_problem(422, "idempotency_key_reused");
    shop.advance("1m").await;
    let anew = shop.post_once("k", &path, json!({"reason": "awaiting_payment"})).await;
    assert!(!is_replay(&anew));
    let holds = anew.expect(201)["fulfilment_orders"][0]["holds"].as_array().unwrap().len();
    assert_eq!(holds, 2);
    let again = shop.post_once("k", &path, json!({"reason": "awaiting_payment"})).await;
    assert!(is_replay(&again));
}

#[tokio::test]
async fn a_refusal_by_state_is_remembered_even_when_the_state_has_changed() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let _ = shop.act(&order, &format!("fulfilment-orders/{at}/hold"), json!({"reason": "other"})).await.expect(201);
    let path = format!("{}/fulfilments", path_of(&order));
    let refused = shop.post_once("k", &path, json!({})).await;
    refused.expect_problem(409, "fulfilment_order_on_hold");
    assert!(!is_replay(&refused));
    let _ = shop.act(&order, &format!("fulfilment-orders/{at}/release"), json!({})).await.expect(200);
    let again = shop.post_once("k", &path, json!({})).await;
    again.expect_problem(409, "fulfilment_order_on_hold");
    assert!(is_replay(&again), "a kept refusal is a replay, too");
    for said in ["type", "title", "detail"] {
        assert_eq!(again.body[said], refused.body[said]);
    }
    let _ = shop.post_once("k2", &path, json!({})).await.expect(201);
}

#[tokio::test]
async fn a_taken_external_id_is_remembered_with_the_order_that_has_it() {
    let shop = Shop::open().await;
    let body = json!({"name": "#1", "external_id": "shop-1", "line_items": mugs(1)});
    let first = shop.post("/orders", body.clone()).await.expect(201);
    for _ in 0..2 {
        let refused = shop.post_once("k", "/orders", body.clone()).await;
        refused.expect_problem(409, "external_id_taken");
        assert_eq!(refused.body["order_id"], first["id"]);
    }
}

#[tokio::test]
async fn what_could_not_be_meant_is_not_remembered() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let path = path_of(&order);
    let unknown = "/orders/ord_7ZZZZZZZZZZZZZZZZZZZZZZZZZ/archive";
    let table = Table::of(&shop).await;
    let before = table.items().await;
    under(&shop, "k", Method::POST, &format!("{path}/fulfilments"), &json!({"colour": 1}))
        .await
        .expect_problem(400, "invalid_request");
    under(&shop, "k", Method::POST, &format!("{path}/fulfilments"), &json!({"line_items": []}))
        .await
        .expect_problem(400, "invalid_request");
    under(&shop, "k", Method::POST, unknown, &json!({})).await.expect_problem(404, "not_found");
    assert!(table.items().await == before, "something was written");
    let done = under(&shop, "k", Method::POST, &format!("{path}/fulfilments"), &json!({})).await;
    assert!(!is_replay(&done));
    let _ = done.expect(201);
}

#[tokio::test]
async fn what_changed_nothing_is_remembered() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let path = format!("{}/archive", path_of(&order));
    let nothing = under(&shop, "k", Method::DELETE, &path, &json!({})).await;
    assert_eq!((nothing.status, is_replay(&nothing)), (200, false));
    let _ = shop.post(&path, json!({})).await.expect(200);
    let before = revision(&shop, &order).await;
    let again = under(&shop, "k", Method::DELETE, &path, &json!({})).await;
    assert!(is_replay(&again));
    assert_eq!(again.expect(200)["archived"], true);
    assert_eq!(revision(&shop, &order).await, before);
}

#[tokio::test]
async fn two_stores_may_use_the_same_key() {
    let shop = Shop::open().await;
    let command = json!({"do": "open_store", "store_id": "hats", "name": "Hats", "key_name": "desk"});
    let opened = open_store::handler(shop.system.app.clone(), serde_json::from_value(command).unwrap()).await;
    let theirs = opened.expect("a store").api_key.expect("its key");
    let ours = shop.post_once("k", "/orders", json!({"name": "#1", "line_items": mugs(1)})).await.expect(201);
    let request = reqwest::Client::new().post(format!("{}/orders", shop.system.url())).bearer_auth(theirs);
    let request = request.header("idempotency-key", "k").json(&json!({"name": "#2", "line_items": mugs(2)}));
    let other = shop.send(request).await;
    assert!(!is_replay(&other));
    assert_ne!(other.expect(201)["id"], ours["id"]);
}

#[tokio::test]
async fn without_a_key_the_same_request_is_another_one() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(2)).await;
    let body = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    for count in 1..=2 {
        let reply = shop.act(&order, "fulfilments", body.clone()).await;
        assert!(!is_replay(&reply));
        assert_eq!(reply.expect(201)["fulfilments"].as_array().unwrap().len(), count);
    }
}

#[tokio::test]
async fn a_bulk_request_sent_again_does_what_was_left_and_nothing_twice() {
    let shop = Shop::open().await;
    let (one, two) = (shop.place(mugs(1)).await, shop.place(mugs(1)).await);
    let at = two["fulfilment_orders"][0]["id"].as_str().unwrap();
    let _ = shop.act(&two, &format!("fulfilment-orders/{at}/hold"), json!({"reason": "other"})).await.expect(201);
    let body = json!({"orders": [{"order_id": one["id"]}, {"order_id": two["id"]}]});
    let first = shop.post_once("bulk", "/fulfilments", body.clone()).await.expect(200);
    assert_eq!((&first["results"][0]["status"], &first["results"][1]["status"]), (&json!(201), &json!(409)));
    let _ = shop.act(&two, &format!("fulfilment-orders/{at}/release"), json!({})).await.expect(200);
    assert_eq!(shop.post_once("bulk", "/fulfilments", body.clone()).await.expect(200), first);
    shop.advance("24h").await;
    let anew = shop.post_once("bulk", "/fulfilments", body).await.expect(200);
    assert_eq!((&anew["results"][0]["status"], &anew["results"][1]["status"]), (&json!(409), &json!(201)));
}

#[tokio::test]
async fn a_key_of_ones_own_and_a_bulk_requests_do_not_meet() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(2)).await;
    let id = order["id"].as_str().unwrap();
    let body = json!({"orders": [{"order_id": id}]});
    let _ = shop.post_once("k", "/fulfilments", body).await.expect(200);
    let own = shop.post_once(&format!("k/{id}"), &format!("/orders/{id}/archive"), json!({})).await;
    assert_eq!(own.expect(200)["archived"], true);
}
