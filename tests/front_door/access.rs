//! Who may come in: keys, scopes, rotation, and two stores that never see each other.

use open_store::{Command, Done, handler};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use waybill_tests::{Reply, Shop, mugs, path_of};

use crate::table::Table;

/// Sends a request with another key than the shop's, or with whatever stands in for one.
async fn with_key(shop: &Shop, key: &str, method: Method, path: &str, body: Option<&Value>) -> Reply {
    let mut request = Client::new()
        .request(method, format!("{}{path}", shop.system.url()))
        .header("authorization", format!("Bearer {key}"));
    if let Some(body) = body {
        request = request.json(body);
    }
    shop.send(request).await
}

async fn operator(shop: &Shop, command: Value) -> Result<Done, String> {
    let command: Command = serde_json::from_value(command).map_err(|error| error.to_string())?;
    handler(shop.system.app.clone(), command).await.map_err(|error| error.to_string())
}

/// Another store in the same system, and its first key.
async fn other_store(shop: &Shop) -> String {
    let opened =
        operator(shop, json!({"do": "open_store", "store_id": "hats", "name": "Hats", "key_name": "desk"})).await;
    opened.expect("a store").api_key.expect("its key")
}

async fn key_with(shop: &Shop, name: &str, scopes: Value) -> String {
    let made = operator(shop, json!({"do": "add_key", "store_id": "demo", "name": name, "scopes": scopes})).await;
    made.expect("a key").api_key.expect("a key")
}

/// Every merchant route on an order that is fulfilled at its one location, with a body that it would take.
fn routes(order: &Value) -> Vec<(Method, String, Option<Value>)> {
    let path = path_of(order);
    let at = format!("{path}/fulfilment-orders/{}", order["fulfilment_orders"][0]["id"].as_str().unwrap());
    let of = format!("{path}/fulfilments/{}", order["fulfilments"][0]["id"].as_str().unwrap());
    let post = |path: String, body: Value| (Method::POST, path, Some(body));
    vec![
        (Method::GET, path.clone(), None),
        (Method::GET, format!("{path}/timeline"), None),
        (Method::GET, format!("{path}/notifications"), None),
        post(format!("{path}/notifications"), json!({"kind": "order_confirmation", "channel": "email"})),
        (Method::PATCH, path.clone(), Some(json!({"note": "theirs"}))),
        post(format!("{path}/complete"), json!({"upsell_items": []})),
        post(format!("{path}/payment"), json!({"status": "paid"})),
        post(format!("{path}/cancel"), json!({})),
        post(format!("{path}/archive"), json!({})),
        (Method::DELETE, format!("{path}/archive"), None),
        post(format!("{path}/redact"), json!({})),
        post(format!("{path}/fulfilments"), json!({})),
        post(format!("{of}/cancel"), json!({})),
        post(format!("{of}/tracking"), json!({"tracking": [{"number": "A1"}]})),
        (Method::PUT, format!("{of}/tracking"), Some(json!({"tracking": []}))),
        (Method::PUT, format!("{of}/label"), Some(json!({"carrier": "PostNord"}))),
        (Method::DELETE, format!("{of}/label"), None),
        post(format!("{at}/hold"), json!({"reason": "other"})),
        post(format!("{at}/release"), json!({})),
        post(format!("{at}/move"), json!({"location": "b"})),
    ]
}

/// The merchant routes that name no order.
fn routes_of_the_store() -> Vec<(Method, String, Option<Value>)> {
    vec![
        (Method::GET, "/orders".to_owned(), None),
        (Method::POST, "/orders".to_owned(), Some(json!({"name": "#1", "line_items": mugs(1)}))),
        (Method::POST, "/fulfilments".to_owned(), Some(json!({"orders": [{"order_id": "ord_1"}]}))),
        (Method::GET, "/settings".to_owned(), None),
        (Method::PUT, "/settings".to_owned(), Some(json!({"name": "Theirs"}))),
    ]
}

async fn fulfilled(shop: &Shop) -> Value {
    let order = shop.place_with(json!({"line_items": mugs(1), "email": "ada@example.com"})).await;
    shop.act(&order, "fulfilments", json!({"tracking": [{"number": "CE1"}]})).await.expect(201)
}

#[tokio::test]
async fn without_a_key_that_is_known_every_route_answers_401_and_nothing_is_written() {
    let shop = Shop::open().await;
    let mut all = routes(&fulfilled(&shop).await);
    all.extend(routes_of_the_store());
    let table = Table::of(&shop).await;
    let before = table.items().await;
    let own = shop.api_key().to_owned();
    let long = format!("wb_demo_{}", "a".repeat(5_000));
    let secret = own.trim_start_matches("wb_demo_");
    for key in [
        "",
        "wb_",
        "wb_demo",
        "wb_demo_",
        "wb_demo_wrong",
        "wb_nowhere_wrong",
        "wb_../demo_x",
        &long,
        &own.to_uppercase(),
        &own[..own.len() - 1],
        &format!("{own}x"),
        &format!("wb_hats_{secret}"),
        secret,
    ] {
        let reply = with_key(&shop, key, Method::GET, "/orders", None).await;
        reply.expect_problem(401, "unauthenticated");
        assert_eq!(reply.headers["www-authenticate"], "Bearer");
    }
    for (method, path, body) in &all {
        let reply = with_key(&shop, "wb_demo_wrong", method.clone(), path, body.as_ref()).await;
        assert_eq!((reply.status, reply.code()), (401, "unauthenticated"), "{method} {path}");
    }
    for scheme in ["Basic d2I6eA==", "Bearer", "bearer", &own, &format!("Token {own}"), "Bearer \u{e5}"] {
        let request = Client::new().get(format!("{}/orders", shop.system.url()));
        let scheme = reqwest::header::HeaderValue::from_bytes(scheme.as_bytes()).unwrap();
        let reply = shop.send(request.header("authorization", scheme)).await;
        reply.expect_problem(401, "unauthenticated");
    }
    let nothing = shop.send(Client::new().get(format!("{}/settings", shop.system.url()))).await;
    nothing.expect_problem(401, "unauthenticated");
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn who_asks_is_settled_before_what_is_asked() {
    let shop = Shop::open().await;
    for (path, body) in [("/orders", "{"), ("/orders?colour=red", "{}"), ("/orders/ord_1/archive", "{}")] {
        let request = Client::new().post(format!("{}{path}", shop.system.url())).body(body);
        shop.send(request.bearer_auth("wb_demo_wrong")).await.expect_problem(401, "unauthenticated");
    }
    let scheme = format!("bearer  {}", shop.api_key());
    let request = Client::new().get(format!("{}/orders", shop.system.url())).header("authorization", scheme);
    let _ = shop.send(request).await.expect(200);
}

#[tokio::test]
async fn a_key_does_what_its_scopes_say_and_no_more() {
    let shop = Shop::open().await;
    let mut all = routes(&fulfilled(&shop).await);
    all.extend(routes_of_the_store());
    let reader = key_with(&shop, "reader", json!(["read"])).await;
    let writer = key_with(&shop, "writer", json!(["write"])).await;
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (method, path, body) in &all {
        let (refused, allowed) = if method == Method::GET { (&writer, &reader) } else { (&reader, &writer) };
        let reply = with_key(&shop, refused, method.clone(), path, body.as_ref()).await;
        assert_eq!((reply.status, reply.code()), (403, "insufficient_scope"), "{method} {path}");
        assert_eq!(reply.headers["content-type"], "application/problem+json");
        if method == Method::GET {
            let _ = with_key(&shop, allowed, method.clone(), path, None).await.expect(200);
        }
    }
    assert!(table.items().await == before, "something was written");
    let order = json!({"name": "#2", "line_items": mugs(1)});
    let _ = with_key(&shop, &writer, Method::POST, "/orders", Some(&order)).await.expect(201);
}

#[tokio::test]
async fn another_stores_orders_are_not_there_on_any_route() {
    let shop = Shop::open().await;
    let order = fulfilled(&shop).await;
    let theirs = other_store(&shop).await;
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (method, path, body) in routes(&order) {
        let reply = with_key(&shop, &theirs, method.clone(), &path, body.as_ref()).await;
        assert_eq!((reply.status, reply.code()), (404, "not_found"), "{method} {path}: {:#}", reply.body);
        assert!(!reply.body.to_string().contains("ada@example.com"));
    }
    let bulk = json!({"orders": [{"order_id": order["id"]}]});
    let reply = with_key(&shop, &theirs, Method::POST, "/fulfilments", Some(&bulk)).await;
    assert_eq!(reply.expect(200)["results"][0]["status"], 404);
    for path in [
        "/orders",
        "/orders?q=ada@example.com",
        "/orders?q=CE1",
        "/orders?q=%231",
        "/orders?fulfilment_status=fulfilled",
    ] {
        let listed = with_key(&shop, &theirs, Method::GET, path, None).await.expect(200);
        assert_eq!(listed["orders"], json!([]), "{path}");
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn the_same_name_and_external_id_may_be_in_two_stores() {
    let shop = Shop::open().await;
    let theirs = other_store(&shop).await;
    let order = json!({"name": "#1", "external_id": "shop-1", "line_items": mugs(1)});
    let ours = shop.post("/orders", order.clone()).await.expect(201);
    let other = with_key(&shop, &theirs, Method::POST, "/orders", Some(&order)).await.expect(201);
    assert_ne!(ours["id"], other["id"]);
    let _ = with_key(&shop, &theirs, Method::PUT, "/settings", Some(&json!({"name": "Fine hats"}))).await.expect(200);
    assert_eq!(shop.get("/settings").await.expect(200)["name"], "Demo store");
}

#[tokio::test]
async fn keys_are_rotated_two_at_once_and_a_revoked_one_is_refused_at_once() {
    let shop = Shop::open().await;
    let new = key_with(&shop, "checkout 2", json!(["read", "write"])).await;
    let order = shop.place(mugs(1)).await;
    let held = format!("{}/archive", path_of(&order));
    let _ = with_key(&shop, &new, Method::POST, &held, Some(&json!({}))).await.expect(200);
    let timeline = shop.get(&format!("{}/timeline", path_of(&order))).await.expect(200);
    let actors: Vec<_> = timeline["events"].as_array().unwrap().iter().map(|event| &event["actor"]).collect();
    assert_eq!(actors, ["demo", "checkout 2"]);
    let listed = operator(&shop, json!({"do": "list_keys", "store_id": "demo"})).await.expect("the keys");
    assert!(listed.api_key.is_none());
    let id = &listed.keys.iter().find(|key| key.name.as_str() == "demo").expect("the first key").id;
    let left = operator(&shop, json!({"do": "revoke_key", "store_id": "demo", "key_id": id})).await.expect("revoked");
    assert_eq!(left.keys.len(), 1);
    shop.get("/orders").await.expect_problem(401, "unauthenticated");
    shop.post("/orders", json!({"name": "#1", "line_items": mugs(1)})).await.expect_problem(401, "unauthenticated");
    let _ = with_key(&shop, &new, Method::GET, "/orders", None).await.expect(200);
    let again = operator(&shop, json!({"do": "revoke_key", "store_id": "demo", "key_id": id})).await;
    assert!(again.is_err_and(|error| error.contains("list_keys")));
}

#[tokio::test]
async fn a_key_of_one_store_cannot_be_revoked_by_another() {
    let shop = Shop::open().await;
    let _ = other_store(&shop).await;
    let ours = operator(&shop, json!({"do": "list_keys", "store_id": "demo"})).await.expect("the keys").keys;
    let revoked = operator(&shop, json!({"do": "revoke_key", "store_id": "hats", "key_id": ours[0].id})).await;
    assert!(revoked.is_err());
    let _ = shop.get("/orders").await.expect(200);
}

#[tokio::test]
async fn what_the_operator_cannot_mean_is_refused_and_nothing_is_written() {
    let shop = Shop::open().await;
    let table = Table::of(&shop).await;
    let before = table.items().await;
    let open = |store_id: &str, name: &str| json!({"do": "open_store", "store_id": store_id, "name": name, "key_name": "desk"});
    for (command, says) in [
        (open("demo", "Again"), "open already"),
        (open("ab", "Short"), "3 to 40"),
        (open(&"a".repeat(41), "Long"), "3 to 40"),
        (open("de_mo", "x"), "3 to 40"),
        (open("a#settings", "x"), "3 to 40"),
        (open("hats", ""), "must not be empty"),
        (json!({"do": "open_store", "store_id": "hats", "key_name": "desk"}), "name"),
        (json!({"do": "open_store", "store_id": "hats", "name": "Hats"}), "key_name"),
        (json!({"do": "open_store", "store_id": "hats", "name": "Hats", "key_name": ""}), "must not be empty"),
        (json!({"do": "open_store", "store_id": "hats", "name": "Hats", "key_name": "desk", "plan": "boss"}), "plan"),
        (json!({"do": "close_store", "store_id": "demo"}), "close_store"),
        (json!({"store_id": "demo"}), "do"),
        (json!({"do": "add_key", "store_id": "nowhere", "name": "x"}), "no store"),
        (json!({"do": "add_key", "store_id": "demo", "name": "x", "scopes": []}), "at least one"),
        (json!({"do": "add_key", "store_id": "demo", "name": "x", "scopes": ["admin"]}), "admin"),
        (json!({"do": "add_key", "store_id": "demo", "name": ""}), "must not be empty"),
        (json!({"do": "list_keys", "store_id": "nowhere"}), "no store"),
        (json!({"do": "revoke_key", "store_id": "demo", "key_id": "key_0"}), "no key"),
        (json!({"do": "revoke_key", "store_id": "nowhere", "key_id": "key_0"}), "no "),
    ] {
        let refused = operator(&shop, command.clone()).await;
        let refused = refused.expect_err(&command.to_string());
        assert!(refused.contains(says), "{command}: {refused}");
    }
    assert!(table.items().await == before, "something was written");
}

#[tokio::test]
async fn a_store_has_at_most_20_keys() {
    let shop = Shop::open().await;
    for index in 1..20 {
        let _ = key_with(&shop, &format!("key {index}"), json!(["read"])).await;
    }
    let more = operator(&shop, json!({"do": "add_key", "store_id": "demo", "name": "one too many"})).await;
    assert!(more.is_err_and(|error| error.contains("at most 20")));
}

#[tokio::test]
async fn only_a_hash_of_a_key_is_kept_and_an_e_mail_address_stands_in_its_order_alone() {
    let shop = Shop::open().await;
    let theirs = other_store(&shop).await;
    let order = json!({"name": "#1", "line_items": mugs(1), "email": "ada@example.com", "customer": {"first_name": "Ada"},
                       "shipping_address": {"address1": "Storgatan 1"}, "phone": "+46701234567"});
    let placed = shop.post_once("place-1", "/orders", order).await.expect(201);
    let _ = shop.act(&placed, "fulfilments", json!({"tracking": [{"number": "CE123456785SE"}]})).await.expect(201);
    let corrected = json!({"email": "ada@example.org"});
    let request =
        shop.request(Method::PATCH, &path_of(&placed)).header("idempotency-key", "correct-1").json(&corrected);
    let _ = shop.send(request).await.expect(200);
    let table = Table::of(&shop).await;
    for key in [shop.api_key(), &theirs] {
        let secret = key.rsplit_once('_').unwrap().1;
        assert_eq!(table.items_with(secret).await.len(), 0);
    }
    assert_eq!(table.items_with("ada@example.com").await.len(), 0, "it was corrected");
    for personal in ["ada@example.org", "Storgatan", "+46701234567"] {
        let found = table.items_with(personal).await;
        assert_eq!(found.len(), 1, "{personal}");
        assert!(found[0]["pk"].contains("#order#") && found[0]["sk"].contains("order"), "{}", found[0]["pk"]);
        let attributes = found[0].iter().filter(|(_, value)| value.contains(personal)).map(|(name, _)| name.as_str());
        assert_eq!(attributes.collect::<Vec<_>>(), ["order"]);
    }
}
