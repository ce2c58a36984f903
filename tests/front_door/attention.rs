//! What requires attention, and the lists by how parcels are doing (P1–P8, M3): one predicate, told by the order
//! itself and by every list; the plan that all of it belongs to (T11); and the settings that it needs.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use lambda_http::request::from_str;
use reqwest::Method;
use serde_json::{Value, json};
use waybill_local::functions::{Handler, named};
use waybill_tests::{Reply, Shop, entries, mugs, path_of};

use crate::followed::{heard, instant, operator, parcel_of, retrack, run, set, set_plan, shipped, shipped_with, still};
use crate::table::Table;

const STATUSES: [&str; 9] =
    ["alert", "expired", "undelivered", "unrecognized", "returned", "pick_up", "in_transit", "pending", "delivered"];

fn id_of(order: &Value) -> String {
    order["id"].as_str().unwrap().to_owned()
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// All pages of a list, one after the other.
async fn pages(shop: &Shop, path: &str, limit: usize) -> Vec<Value> {
    let (mut orders, mut cursor) = (Vec::new(), String::new());
    let joined = if path.contains('?') { '&' } else { '?' };
    loop {
        let page = shop.get(&format!("{path}{joined}limit={limit}{cursor}")).await.expect(200);
        assert!(entries(&page["orders"]).count() <= limit, "{path}");
        orders.extend(entries(&page["orders"]).cloned());
        let Some(next) = page["next_cursor"].as_str() else { return orders };
        cursor = format!("&cursor={next}");
    }
}

/// Every order once, newest first; their ids.
#[track_caller]
fn each_once(orders: &[Value]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = orders.iter().map(id_of).collect();
    assert_eq!(ids.len(), orders.len(), "an order is listed twice");
    ids
}

#[track_caller]
fn newest_first(orders: &[Value]) {
    let placed: Vec<_> = orders.iter().map(|order| instant(&order["placed_at"])).collect();
    assert!(placed.is_sorted_by(|a, b| a >= b), "{placed:?}");
}

/// The rules by which an order requires attention.
fn rules(order: &Value) -> Vec<&str> {
    entries(&order["attention"]).map(|found| found["rule"].as_str().unwrap()).collect()
}

/// Where an order is listed, of the lists of what requires attention.
async fn listed_under(shop: &Shop, order: &Value) -> Vec<&'static str> {
    let mut under = Vec::new();
    for which in ["true", "P6", "P7", "P8"] {
        let found = async |path: &str| {
            let rows = pages(shop, &format!("{path}?attention={which}"), 50).await;
            rows.iter().any(|row| row["id"] == order["id"])
        };
        let (listed, shown) = (found("/orders").await, found("/tracking").await);
        assert_eq!(listed, shown, "attention={which}: /orders and /tracking");
        if listed {
            under.push(which);
        }
    }
    under
}

/// An order that requires attention by these rules, by its own word and by every list's.
async fn assert_requires(shop: &Shop, order: &Value, expected: &[&str]) {
    let read = shop.read(order).await;
    assert_eq!(rules(&read), expected, "{:#}", read["attention"]);
    let under = listed_under(shop, order).await;
    let any: &[&str] = if expected.is_empty() { &[] } else { &["true"] };
    assert_eq!(under, [any, expected].concat());
}

#[tokio::test]
async fn more_than_45_days_after_placing_what_is_not_delivered_requires_attention() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1"]).await;
    shop.advance("1080h").await;
    assert_requires(&shop, &order, &[]).await;
    shop.advance("1ms").await;
    assert_requires(&shop, &order, &["P6"]).await;
    let found = shop.read(&order).await["attention"][0].clone();
    assert_eq!(instant(&found["since"]), instant(&order["placed_at"]) + TimeDelta::days(45));
    assert_eq!(found["reason"], "Not delivered for 45 days.");
    assert_eq!(found["next_action"], "Ask your supplier where the parcel is.");
    let _ = set(&shop, &parcel_of(&order, 0), json!({"status": "delivered"})).await.expect(200);
    assert_requires(&shop, &order, &[]).await;
}

#[tokio::test]
async fn seven_days_after_placing_what_is_open_or_held_requires_attention() {
    let shop = still().await;
    let (open, held) = (shop.place(mugs(2)).await, shop.place(mugs(2)).await);
    let at = held["fulfilment_orders"][0]["id"].as_str().unwrap();
    let path = format!("fulfilment-orders/{at}/hold");
    let _ = shop.act(&held, &path, json!({"reason": "inventory_out_of_stock"})).await.expect(201);
    shop.advance("167h59m59s999ms").await;
    for order in [&open, &held] {
        assert_requires(&shop, order, &[]).await;
    }
    shop.advance("1ms").await;
    for (order, reason, next) in [
        (&open, "Not fulfilled for 7 days.", "Fulfil the order, or cancel it."),
        (&held, "On hold for 7 days.", "Release the hold, or cancel the order."),
    ] {
        assert_requires(&shop, order, &["P8"]).await;
        let found = shop.read(order).await["attention"][0].clone();
        assert_eq!((&found["reason"], &found["next_action"]), (&json!(reason), &json!(next)));
        assert_eq!(instant(&found["since"]), instant(&order["placed_at"]) + TimeDelta::days(7));
    }
    let part = json!({"line_items": [{"line_item_id": open["line_items"][0]["id"], "quantity": 1}]});
    let _ = shop.act(&open, "fulfilments", part).await.expect(201);
    assert_requires(&shop, &open, &["P8"]).await;
    let _ = shop.act(&open, "fulfilments", json!({})).await.expect(201);
    assert_requires(&shop, &open, &[]).await;
    let _ = shop.act(&held, "cancel", json!({})).await.expect(200);
    assert_requires(&shop, &held, &[]).await;
}

#[tokio::test]
async fn a_parcel_in_trouble_requires_attention_until_it_is_out_of_it() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1", "WBUSA2"]).await;
    let parcel = parcel_of(&order, 1);
    for status in STATUSES {
        shop.advance("1m").await;
        let now = shop.system.app.now();
        let _ = set(&shop, &parcel, json!({"status": status})).await.expect(200);
        let trouble = ["alert", "expired", "undelivered"].contains(&status);
        assert_requires(&shop, &order, if trouble { &["P7"] } else { &[] }).await;
        if trouble {
            let found = shop.read(&order).await["attention"][0].clone();
            assert_eq!(instant(&found["since"]), now, "{status}");
        }
    }
    let _ = set(&shop, &parcel, json!({"status": "expired"})).await.expect(200);
    let found = shop.read(&order).await["attention"][0].clone();
    assert_eq!(found["next_action"], "Contact your supplier for more information.");
    let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
    let _ = shop.act(&order, &format!("fulfilments/{fulfilment}/cancel"), json!({})).await.expect(200);
    assert_requires(&shop, &order, &[]).await;
}

#[tokio::test]
async fn what_needs_no_shipping_never_requires_attention_for_not_being_delivered() {
    let shop = still().await;
    let digital =
        json!([{"title": "Pattern", "quantity": 1, "kind": "digital", "download_url": "https://example.com/p"}]);
    let digital = shop.place(digital).await;
    let _ = shop.act(&digital, "fulfilments", json!({})).await.expect(201);
    let service = shop.place(json!([{"title": "Engraving", "quantity": 1, "kind": "service"}])).await;
    let both = json!([{"title": "Pattern", "quantity": 1, "kind": "digital"}, {"title": "Mug", "quantity": 1}]);
    let both = shop.place(both).await;
    let _ = shop.act(&both, "fulfilments", json!({})).await.expect(201);
    shop.advance("60d").await;
    assert_requires(&shop, &digital, &[]).await;
    assert_requires(&shop, &service, &[]).await;
    assert_requires(&shop, &both, &["P6"]).await;
}

#[tokio::test]
async fn archived_and_cancelled_orders_never_require_attention() {
    let shop = still().await;
    let open = shop.place(mugs(1)).await;
    let trouble = shipped(&shop, &["WBUSA1"]).await;
    let _ = set(&shop, &parcel_of(&trouble, 0), json!({"status": "alert"})).await.expect(200);
    let part = shop.place(mugs(2)).await;
    let body = json!({"line_items": [{"line_item_id": part["line_items"][0]["id"], "quantity": 1}],
                      "tracking": [{"number": "WBUSA2"}]});
    let part = shop.act(&part, "fulfilments", body).await.expect(201);
    let _ = set(&shop, &parcel_of(&part, 0), json!({"status": "expired"})).await.expect(200);
    shop.advance("46d").await;
    assert_requires(&shop, &open, &["P8"]).await;
    assert_requires(&shop, &trouble, &["P6", "P7"]).await;
    assert_requires(&shop, &part, &["P7", "P8"]).await;
    for order in [&open, &trouble, &part] {
        let _ = shop.act(order, "archive", json!({})).await.expect(200);
        assert_requires(&shop, order, &[]).await;
        let _ = shop.delete(&format!("{}/archive", path_of(order))).await.expect(200);
    }
    assert_requires(&shop, &trouble, &["P6", "P7"]).await;
    let _ = shop.act(&part, "cancel", json!({})).await.expect(200);
    assert_requires(&shop, &part, &[]).await;
    // Cancelled, and still what its parcel is.
    assert_eq!(shop.read(&part).await["tracking_status"], "expired");
}

#[tokio::test]
async fn a_pending_upsell_is_held_and_then_open() {
    let shop = still().await;
    let placed_at = text(shop.system.app.now() - TimeDelta::days(7));
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true, "placed_at": placed_at})).await;
    assert_requires(&shop, &order, &["P8"]).await;
    assert_eq!(shop.read(&order).await["attention"][0]["reason"], "Not fulfilled for 7 days.", "its hour is over");
}

/// A shop with orders of every kind and age.
async fn full_shop() -> (Shop, Vec<Value>) {
    let shop = still().await;
    let now = shop.system.app.now();
    let ages = [0, 6, 7, 20, 29, 31, 44, 45, 46, 80];
    let mut orders = Vec::new();
    for index in 0..60_usize {
        let age = TimeDelta::days(ages[index % ages.len()]) + TimeDelta::seconds(i64::try_from(index / 2).unwrap());
        let location = if index % 3 == 0 { "umea" } else { "lund" };
        let line = json!([{"title": "Mug", "quantity": 2, "location": location}]);
        let order = json!({"name": format!("#{index}"), "line_items": line, "placed_at": text(now - age)});
        let status = STATUSES[index * 7 % STATUSES.len()];
        let order = match index % 5 {
            0 => shop.place_with(order).await,
            1 => {
                let order = shop.place_with(order).await;
                let item = json!({"line_item_id": order["line_items"][0]["id"], "quantity": 1});
                let body = json!({"line_items": [item], "tracking": [{"number": format!("WBUSA{index}")}]});
                shop.act(&order, "fulfilments", body).await.expect(201)
            }
            2 => shipped_with(&shop, order, &[]).await,
            _ => shipped_with(&shop, order, &[&format!("WBUSA{index}"), &format!("WBLOST{index}")]).await,
        };
        if index % 5 > 0 && status != "pending" {
            let _ = set(&shop, &parcel_of(&order, 0), json!({"status": status})).await.expect(200);
        }
        if index % 5 > 2 && index % 2 == 0 {
            let _ = set(&shop, &parcel_of(&order, 1), json!({"status": "delivered"})).await.expect(200);
        }
        if index % 11 == 5 {
            let _ = shop.act(&order, "archive", json!({})).await.expect(200);
        }
        if index % 13 == 6 {
            let _ = shop.act(&order, "cancel", json!({})).await.expect(200);
        }
        orders.push(order);
    }
    let mut read = Vec::new();
    for order in &orders {
        read.push(shop.read(order).await);
    }
    (shop, read)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_holds_the_orders_that_say_so_themselves_each_once_and_newest_first() {
    let (shop, orders) = full_shop().await;
    let ids = |wanted: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        orders.iter().filter(|order| wanted(order)).map(id_of).collect()
    };
    for limit in [1, 7, 250] {
        for which in ["true", "P6", "P7", "P8"] {
            let expected = ids(&|order| rules(order).iter().any(|rule| which == "true" || *rule == which));
            assert!(expected.len() > 2, "{which}");
            for path in ["/orders", "/tracking"] {
                let listed = pages(&shop, &format!("{path}?attention={which}"), limit).await;
                assert_eq!(each_once(&listed), expected, "{path} {which} by {limit}");
                newest_first(&listed);
            }
        }
        for archived in [false, true] {
            for status in STATUSES {
                let query = format!("/orders?tracking_status={status}&archived={archived}");
                let listed = pages(&shop, &query, limit).await;
                let expected = ids(&|order| order["archived"] == archived && order["tracking_status"] == status);
                assert_eq!(each_once(&listed), expected, "{query} by {limit}");
                newest_first(&listed);
            }
        }
        let two = pages(&shop, "/orders?tracking_status=alert&tracking_status=delivered&tracking_status=alert", limit);
        let two = two.await;
        let expected = ids(&|order| {
            order["archived"] == false
                && ["alert", "delivered"].iter().any(|status| order["tracking_status"] == *status)
        });
        assert_eq!(each_once(&two), expected);
        newest_first(&two);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tracking_page_shows_30_days_unless_it_is_asked_for_others() {
    let (shop, orders) = full_shop().await;
    let now = shop.system.app.now();
    let within = |order: &Value, from: TimeDelta, to: TimeDelta| {
        let age = now - instant(&order["placed_at"]);
        age <= from && age > to && order["archived"] == false
    };
    let ids = |wanted: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        orders.iter().filter(|order| wanted(order)).map(id_of).collect()
    };
    let ever = TimeDelta::days(1000);
    let month = TimeDelta::days(30);
    let from = |days: i64| text(now - TimeDelta::days(days));
    for limit in [1, 250] {
        for (query, expected) in [
            (String::new(), ids(&|order| within(order, month, -ever))),
            (format!("?placed_from={}", from(46)), ids(&|order| within(order, TimeDelta::days(46), -ever))),
            (
                format!("?placed_from={}&placed_to={}", from(46), from(20)),
                ids(&|order| within(order, TimeDelta::days(46), TimeDelta::days(20))),
            ),
            ("?placed_from=2000-01-01T00:00:00Z".to_owned(), ids(&|order| within(order, ever, -ever))),
            (
                "?tracking_status=alert&tracking_status=pick_up".to_owned(),
                ids(&|order| {
                    within(order, month, -ever) && ["alert", "pick_up"].iter().any(|is| order["tracking_status"] == *is)
                }),
            ),
            (
                format!("?tracking_status=in_transit&placed_from={}", from(100)),
                ids(&|order| within(order, ever, -ever) && order["tracking_status"] == "in_transit"),
            ),
            ("?attention=true".to_owned(), ids(&|order| !rules(order).is_empty())),
            (
                "?attention=true&tracking_status=expired".to_owned(),
                ids(&|order| !rules(order).is_empty() && order["tracking_status"] == "expired"),
            ),
            (
                format!("?attention=P6&placed_from={}", from(60)),
                ids(&|order| rules(order).contains(&"P6") && within(order, TimeDelta::days(60), -ever)),
            ),
            (
                "?attention=true&location=umea".to_owned(),
                ids(&|order| !rules(order).is_empty() && order["line_items"][0]["location"] == "umea"),
            ),
            ("?attention=false".to_owned(), ids(&|order| within(order, month, -ever))),
            ("?archived=true&placed_from=2000-01-01T00:00:00Z".to_owned(), ids(&|order| order["archived"] == true)),
        ] {
            let listed = pages(&shop, &format!("/tracking{query}"), limit).await;
            assert_eq!(each_once(&listed), expected, "{query} by {limit}");
            assert!(!expected.is_empty(), "{query}");
            newest_first(&listed);
        }
    }
}

#[tokio::test]
async fn a_row_says_what_the_order_says() {
    let (shop, orders) = full_shop().await;
    let rows = pages(&shop, "/tracking?placed_from=2000-01-01T00:00:00Z", 250).await;
    assert!(rows.len() > 40);
    for row in rows {
        let order = orders.iter().find(|order| order["id"] == row["id"]).unwrap();
        for field in ["name", "placed_at", "archived", "fulfilment_status", "tracking_status", "attention"] {
            assert_eq!(row[field], order[field], "{field}");
        }
        assert_eq!(entries(&row["parcels"]).count(), entries(&order["parcels"]).count());
        for (shown, parcel) in entries(&row["parcels"]).zip(entries(&order["parcels"])) {
            // Who set a status stands in the parcel's detail.
            for (field, is) in parcel.as_object().unwrap().iter().filter(|(field, _)| *field != "set_by") {
                assert_eq!(shown[field], *is, "{field}");
            }
            let trouble = ["alert", "expired", "undelivered", "unrecognized", "returned"];
            let is_one = trouble.iter().any(|status| parcel["status"] == *status);
            assert_eq!((shown["notice"].is_string(), shown["next_action"].is_string()), (is_one, is_one), "{shown:#}");
        }
        for found in entries(&row["attention"]) {
            let fields: Vec<_> = found.as_object().unwrap().keys().cloned().collect();
            assert_eq!(fields, ["next_action", "reason", "rule", "since"]);
        }
    }
}

#[tokio::test]
async fn orders_are_listed_by_when_they_were_fulfilled_and_delivered() {
    let shop = still().await;
    let mut sent = Vec::new();
    for index in 0..6 {
        shop.advance("1d").await;
        // The later it was placed, the earlier it is sent: the list is by the sending.
        let placed_at = text(shop.system.app.now() - TimeDelta::days(2 * index));
        let order = shipped_with(&shop, json!({"line_items": mugs(1), "placed_at": placed_at}), &[]).await;
        let sent_at = shop.system.app.now();
        shop.advance("2h").await;
        let delivered_at = shop.system.app.now();
        if index != 3 {
            let _ = set(&shop, &parcel_of(&order, 0), json!({"status": "delivered"})).await.expect(200);
        }
        sent.push((order, sent_at, delivered_at));
    }
    let not_sent = shop.place(mugs(1)).await;
    let part = shop.place(mugs(2)).await;
    let item = json!({"line_item_id": part["line_items"][0]["id"], "quantity": 1});
    let _ = shop.act(&part, "fulfilments", json!({"line_items": [item]})).await.expect(201);
    let order = |index: usize| id_of(&sent[index].0);
    for limit in [1, 2, 50] {
        let listed = async |query: &str| -> Vec<String> {
            let listed = pages(&shop, &format!("/orders?{query}"), limit).await;
            let _ = each_once(&listed);
            listed.iter().map(id_of).collect()
        };
        let newest_sent: Vec<_> = (0..6).rev().map(order).collect();
        assert_eq!(listed("fulfilled_from=2000-01-01T00:00:00Z").await, newest_sent, "newest first, by {limit}");
        let newest: Vec<_> = [5, 4, 2, 1, 0].map(order).into();
        assert_eq!(listed("delivered_from=2000-01-01T00:00:00Z").await, newest, "newest first, by {limit}");
        let (from, to) = (text(sent[1].1), text(sent[4].1));
        let between: Vec<_> = [3, 2, 1].map(order).into();
        assert_eq!(listed(&format!("fulfilled_from={from}&fulfilled_to={to}")).await, between);
        let after = text(sent[1].1 + TimeDelta::milliseconds(1));
        let between: Vec<_> = [3, 2].map(order).into();
        assert_eq!(listed(&format!("fulfilled_from={after}&fulfilled_to={to}")).await, between);
        let (from, to) = (text(sent[1].2), text(sent[4].2));
        let between: Vec<_> = [2, 1].map(order).into();
        assert_eq!(listed(&format!("delivered_from={from}&delivered_to={to}")).await, between);
        assert_eq!(listed(&format!("delivered_to={from}")).await, [order(0)]);
        assert_eq!(listed(&format!("fulfilled_from={to}&fulfilled_to={from}")).await, Vec::<String>::new());
    }
    assert!(pages(&shop, "/orders", 50).await.iter().any(|order| order["id"] == not_sent["id"]));
    // What is undone is not listed any more.
    let _ = shop.delete(&format!("{}/status", parcel_of(&sent[5].0, 0))).await.expect(200);
    let listed = pages(&shop, "/orders?delivered_from=2000-01-01T00:00:00Z", 50).await;
    assert!(!listed.iter().any(|order| order["id"] == sent[5].0["id"]));
    let fulfilment = sent[5].0["fulfilments"][0]["id"].as_str().unwrap();
    let _ = shop.act(&sent[5].0, &format!("fulfilments/{fulfilment}/cancel"), json!({})).await.expect(200);
    let listed = pages(&shop, "/orders?fulfilled_from=2000-01-01T00:00:00Z", 50).await;
    assert!(!listed.iter().any(|order| order["id"] == sent[5].0["id"]));
}

#[tokio::test]
async fn what_cannot_be_combined_or_read_is_refused_and_named() {
    let shop = still().await;
    let each = [
        "fulfilment_status=fulfilled",
        "tracking_status=alert",
        "attention=true",
        "fulfilled_from=2026-01-01T00:00:00Z",
        "delivered_to=2026-01-01T00:00:00Z",
        "q=ada@example.com",
    ];
    for (index, one) in each.iter().enumerate() {
        let _ = shop.get(&format!("/orders?{one}")).await.expect(200);
        for two in &each[index + 1..] {
            let reply = shop.get(&format!("/orders?{one}&{two}")).await;
            assert_eq!((reply.status, reply.code()), (400, "invalid_request"), "{one}&{two}");
        }
    }
    let of_orders = [
        ("attention=P9", "attention"),
        ("attention=", "attention"),
        ("attention=True", "attention"),
        ("attention=true&attention=P6", "attention"),
        ("tracking_status=", "tracking_status"),
        ("tracking_status=lost", "tracking_status"),
        ("tracking_status=alert&tracking_status=lost", "tracking_status"),
        ("tracking_status=alert,expired", "tracking_status"),
        ("tracking_status=alert&sort=fulfil_by", "sort"),
        ("attention=true&sort=fulfil_by", "sort"),
        ("fulfilled_from=2026-01-01T00:00:00Z&sort=fulfil_by", "sort"),
        ("fulfilled_from=yesterday", "fulfilled_from"),
        ("fulfilled_to=2026-01-01", "fulfilled_to"),
        ("delivered_from=", "delivered_from"),
        ("delivered_to=2026-01-01T00:00:00", "delivered_to"),
    ];
    let of_tracking = [
        ("attention=P9", "attention"),
        ("tracking_status=lost", "tracking_status"),
        ("placed_from=yesterday", "placed_from"),
        ("placed_from=2026-01-01T00:00:00Z&placed_from=2026-01-02T00:00:00Z", "placed_from"),
        ("fulfilment_status=fulfilled", "fulfilment_status"),
        ("q=1", "q"),
        ("sort=placed_at", "sort"),
        ("limit=0", "limit"),
        ("limit=251", "limit"),
        ("cursor=x", "cursor"),
        ("archived=perhaps", "archived"),
    ];
    let of_orders = of_orders.map(|case| ("/orders", case));
    for (path, (query, field)) in of_orders.into_iter().chain(of_tracking.map(|case| ("/tracking", case))) {
        let reply = shop.get(&format!("{path}?{query}")).await;
        reply.expect_problem(400, "invalid_request");
        assert_eq!(reply.body["errors"][0]["field"], field, "{path}?{query}: {:#}", reply.body);
    }
}

/// The routes that a plan without tracking does not include, each as it would be answered.
fn routes_of_the_plan(order: &Value) -> Vec<(Method, String, Option<Value>)> {
    let parcel = parcel_of(order, 0);
    let get = |path: &str| (Method::GET, path.to_owned(), None);
    vec![
        get("/tracking"),
        get("/tracking?attention=true"),
        get("/tracking?nonsense=1"),
        get("/monitoring"),
        get(&parcel),
        (Method::POST, format!("{parcel}/retrack"), Some(json!({}))),
        (Method::PUT, format!("{parcel}/status"), Some(json!({"status": "delivered"}))),
        (Method::PUT, format!("{parcel}/status"), Some(json!({"status": "nonsense"}))),
        (Method::DELETE, format!("{parcel}/status"), None),
        get("/orders?attention=true"),
        get("/orders?attention=P6"),
        get("/orders?tracking_status=alert"),
    ]
}

async fn ask(shop: &Shop, (method, path, body): (Method, String, Option<Value>)) -> Reply {
    let request = shop.request(method, &path);
    shop.send(match &body {
        Some(body) => request.json(body),
        None => request,
    })
    .await
}

#[tokio::test]
async fn a_plan_without_tracking_refuses_the_tracking_and_nothing_else() {
    let shop = still().await;
    let (order, _, _) = heard(&shop, "WBUSA1D3").await;
    set_plan(&shop, "basic").await;
    assert_eq!(shop.get("/settings").await.expect(200)["plan"], "basic");
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for route in routes_of_the_plan(&order) {
        let (method, path) = (route.0.clone(), route.1.clone());
        let reply = ask(&shop, route).await;
        assert_eq!((reply.status, reply.code()), (403, "plan_required"), "{method} {path}: {:#}", reply.body);
    }
    assert!(table.items().await == before, "something was written");
    let path = path_of(&order);
    let fulfilment = format!("{path}/fulfilments/{}", order["fulfilments"][0]["id"].as_str().unwrap());
    let at = format!("{path}/fulfilment-orders/{}", order["fulfilment_orders"][0]["id"].as_str().unwrap());
    let get = |path: &str| (Method::GET, path.to_owned(), None);
    let post = |path: String, body: Value| (Method::POST, path, Some(body));
    for (route, status) in [
        (get(&path), 200),
        (get(&format!("{path}/timeline")), 200),
        (get("/orders"), 200),
        (get("/orders?attention=false"), 200),
        (get("/orders?fulfilment_status=fulfilled"), 200),
        (get("/orders?fulfilled_from=2026-01-01T00:00:00Z"), 200),
        (get("/orders?q=WBUSA1D3"), 200),
        (get("/settings"), 200),
        (get("/carriers/detect?number=1"), 200),
        (post("/orders".to_owned(), json!({"name": "#2", "line_items": mugs(1)})), 201),
        ((Method::PUT, "/settings".to_owned(), Some(json!({"tracking_service": null}))), 200),
        ((Method::PATCH, path.clone(), Some(json!({"note": "x"}))), 200),
        (post(format!("{fulfilment}/tracking"), json!({"tracking": [{"number": "WBUSA8"}]})), 201),
        ((Method::PUT, format!("{fulfilment}/tracking"), Some(json!({"tracking": [{"number": "WBUSA9"}]}))), 200),
        ((Method::PUT, format!("{fulfilment}/label"), Some(json!({"carrier": "PostNord"}))), 200),
        ((Method::DELETE, format!("{fulfilment}/label"), None), 200),
        (post(format!("{fulfilment}/cancel"), json!({})), 200),
        (post(format!("{at}/hold"), json!({"reason": "other"})), 201),
        (post(format!("{at}/release"), json!({})), 200),
        (post(format!("{path}/fulfilments"), json!({})), 201),
        (post(format!("{path}/payment"), json!({"status": "paid"})), 200),
        (post(format!("{path}/archive"), json!({})), 200),
        ((Method::DELETE, format!("{path}/archive"), None), 200),
        (post(format!("{path}/cancel"), json!({})), 200),
        (post(format!("{path}/redact"), json!({})), 200),
    ] {
        let (method, path) = (route.0.clone(), route.1.clone());
        let reply = ask(&shop, route).await;
        assert_eq!(reply.status, status, "{method} {path}: {:#}", reply.body);
    }
}

#[tokio::test]
async fn a_better_plan_shows_what_was_missed() {
    let shop = still().await;
    let order = shipped(&shop, &["WBUSA1D3"]).await;
    let parcel = parcel_of(&order, 0);
    set_plan(&shop, "basic").await;
    for by in ["61s", "1d", "8d"] {
        shop.advance(by).await;
        let _ = run(&shop, "retrack_sweep").await;
    }
    set_plan(&shop, "boss").await;
    let one = shop.get(&parcel).await.expect(200);
    assert_eq!((&one["status"], entries(&one["scans"]).count() > 4), (&json!("delivered"), true));
    let rows = shop.get("/tracking").await.expect(200);
    assert_eq!(rows["orders"][0]["parcels"][0]["status"], "delivered");
    let _ = retrack(&shop, &parcel).await.expect(200);
}

#[tokio::test]
async fn the_operator_alone_sets_the_plan() {
    let shop = still().await;
    let reply = shop.put("/settings", json!({"plan": "boss"})).await;
    reply.expect_problem(400, "invalid_request");
    assert_eq!(reply.body["errors"][0]["field"], "plan");
    let table = Table::of(&shop).await;
    let before = table.items().await;
    for (command, says) in [
        (json!({"do": "set_plan", "store_id": "nowhere", "plan": "basic"}), "no store"),
        (json!({"do": "set_plan", "store_id": "demo"}), "plan"),
        (json!({"do": "set_plan", "store_id": "demo", "plan": "gold"}), "gold"),
        (json!({"do": "set_plan", "store_id": "demo", "plan": "basic", "until": "tomorrow"}), "until"),
    ] {
        let refused = operator(&shop, command.clone()).await.expect_err("refused");
        assert!(refused.contains(says), "{command}: {refused}");
    }
    set_plan(&shop, "boss").await;
    assert!(table.items().await == before, "something was written");
    let revision = shop.get("/settings").await.expect(200)["revision"].as_u64().unwrap();
    set_plan(&shop, "basic").await;
    let settings = shop.get("/settings").await.expect(200);
    assert_eq!((&settings["plan"], settings["revision"].as_u64()), (&json!("basic"), Some(revision + 1)));
    assert_eq!(settings["tracking_service"]["service"], "17track", "the rest stays");
}

#[tokio::test]
async fn a_tracking_services_secrets_are_never_shown_nor_logged_nor_kept_in_the_clear() {
    const KEY: &str = "KEYKEYKEY-1234567";
    const SECRET: &str = "SECRETSECRET-1234567";
    let options =
        waybill_local::Options { api_key: Some("wb_demo_events".to_owned()), ..waybill_local::Options::for_a_test() };
    let shop = Shop::open_with(options).await;
    let service = json!({"service": "aftership", "key": KEY, "webhook_secret": SECRET});
    let body = json!({"tracking_service": service});
    let request = shop.request(Method::PUT, "/settings").header("idempotency-key", "set-1").json(&body);
    let set = shop.send(request).await.expect(200);
    assert_eq!(
        set["tracking_service"],
        json!({"service": "aftership", "url": null, "has_webhook_secret": true,
               "webhook_url": format!("{}/webhooks/aftership/demo", shop.system.url())})
    );
    assert_eq!(shop.get("/settings").await.expect(200), set);
    let request = shop.request(Method::PUT, "/settings").header("idempotency-key", "set-1").json(&body);
    let replayed = shop.send(request).await;
    assert_eq!(replayed.headers["idempotent-replayed"], "true");
    assert_eq!(replayed.expect(200), set);
    let table = Table::of(&shop).await;
    for secret in [KEY, SECRET] {
        assert!(!set.to_string().contains(secret));
        assert_eq!(table.items_with(secret).await.len(), 0);
    }
    // What is wrong with it is said without it.
    for wrong in [
        json!({"service": "aftership", "key": format!("{KEY} with a space")}),
        json!({"service": "shippo", "key": KEY, "url": "https://example.com"}),
        json!({"service": "karrio", "key": KEY, "webhook_secret": SECRET}),
        json!({"service": "fedex", "key": KEY}),
        json!({"service": "aftership", "keys": KEY}),
        json!({"service": "aftership", "key": [KEY]}),
        json!({"service": "aftership", "key": {"text": KEY}}),
    ] {
        let refused = shop.put("/settings", json!({ "tracking_service": wrong })).await;
        refused.expect_problem(400, "invalid_request");
        assert!(!refused.body.to_string().contains("KEYKEY"), "{wrong}: {:#}", refused.body);
        assert!(!refused.body.to_string().contains("SECRETSECRET"), "{wrong}: {:#}", refused.body);
    }
    let event = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../events/put_settings/tracking_service.json");
    let event = std::fs::read_to_string(event).unwrap();
    let mut event: Value = serde_json::from_str(&event).unwrap();
    for body in [body.to_string(), format!("{{\"tracking_service\": {{\"service\": \"shippo\", \"key\": \"{KEY}")] {
        event["body"] = json!(body);
        event["isBase64Encoded"] = json!(false);
        let Handler::Http(handler) = named("put_settings").unwrap().handler else { panic!("it has a route") };
        let request = from_str(&event.to_string()).unwrap();
        let (_, invocation) = shop.system.rooms().invoke("put_settings", handler, request).await;
        let line = invocation.line(0);
        assert!(line.contains("put_settings"), "{line}");
        assert!(!line.contains("KEYKEY") && !line.contains("SECRETSECRET"), "{line}");
    }
}

#[tokio::test]
async fn a_tracking_service_is_changed_in_part_and_removed_whole() {
    let shop = Shop::open().await;
    let put = async |service: Value| shop.put("/settings", json!({ "tracking_service": service })).await;
    let revision = |settings: &Value| settings["revision"].as_u64().unwrap();
    let first = put(json!({"service": "easypost", "key": "EZAK1", "webhook_secret": "wh1"})).await.expect(200);
    assert_eq!(first["tracking_service"]["has_webhook_secret"], true);
    for same in [
        json!({"service": "easypost", "key": "EZAK1", "webhook_secret": "wh1"}),
        json!({"service": "easypost", "key": "EZAK1"}),
        json!({"service": "easypost"}),
        json!({"service": "easypost", "url": null}),
    ] {
        assert_eq!(put(same.clone()).await.expect(200), first, "{same} is no change");
    }
    let other = put(json!({"service": "easypost", "key": "EZAK2"})).await.expect(200);
    assert_eq!(
        (revision(&other), &other["tracking_service"]["has_webhook_secret"]),
        (revision(&first) + 1, &json!(true))
    );
    let without = put(json!({"service": "easypost", "webhook_secret": null})).await.expect(200);
    assert_eq!(without["tracking_service"]["has_webhook_secret"], false);
    // Another service begins anew.
    let refused = put(json!({"service": "shippo"})).await;
    refused.expect_problem(400, "invalid_request");
    assert_eq!(refused.body["errors"][0]["field"], "tracking_service.key");
    let karrio = json!({"service": "karrio", "key": "k1", "url": "https://karrio.example.com/"});
    let karrio = put(karrio).await.expect(200);
    assert_eq!(karrio["tracking_service"]["has_webhook_secret"], false);
    assert!(karrio["tracking_service"]["url"].as_str().unwrap().starts_with("https://karrio.example.com"));
    assert_eq!(put(json!({"service": "karrio"})).await.expect(200), karrio);
    // A key goes nowhere else unless it is said again.
    let elsewhere = put(json!({"service": "karrio", "url": "https://elsewhere.example.com"})).await;
    assert_eq!(elsewhere.body["errors"][0]["field"], "tracking_service.key");
    for (wrong, field) in [
        (json!({"service": "karrio", "url": null}), "tracking_service.url"),
        (json!({"service": "karrio", "url": "ftp://example.com"}), "tracking_service.url"),
        (json!({"service": "17track", "key": "12345678", "url": "https://example.com"}), "tracking_service.url"),
        (json!({"service": "17track"}), "tracking_service.key"),
        (json!({"service": "17track", "key": ""}), "tracking_service.key"),
        (json!({"service": "17track", "key": "a\nb"}), "tracking_service.key"),
        (json!({"service": "17track", "key": "a".repeat(201)}), "tracking_service.key"),
        (json!({"service": "17track", "key": "12345678", "webhook_secret": ""}), "tracking_service.webhook_secret"),
        (json!({"key": "12345678"}), "tracking_service.service"),
        (json!({"service": "17TRACK", "key": "12345678"}), "tracking_service.service"),
        (json!({"service": "17track", "key": "12345678", "plan": "boss"}), "tracking_service.plan"),
        (json!("17track"), "tracking_service"),
    ] {
        let refused = put(wrong.clone()).await;
        refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.body["errors"][0]["field"], field, "{wrong}: {:#}", refused.body);
    }
    assert_eq!(shop.get("/settings").await.expect(200), karrio);
    let removed = put(Value::Null).await.expect(200);
    assert_eq!((revision(&removed), &removed["tracking_service"]), (revision(&karrio) + 1, &Value::Null));
    assert_eq!(put(Value::Null).await.expect(200), removed);
    put(json!({"service": "karrio"})).await.expect_problem(400, "invalid_request");
}

#[tokio::test]
async fn a_time_zone_is_one_of_the_worlds_and_utc_unless_it_is_set() {
    let shop = Shop::open().await;
    let put = async |zone: Value| shop.put("/settings", json!({ "time_zone": zone })).await;
    assert_eq!(shop.get("/settings").await.expect(200)["time_zone"], "UTC");
    let set = put(json!("Europe/Stockholm")).await.expect(200);
    assert_eq!(set["time_zone"], "Europe/Stockholm");
    assert_eq!(put(json!("Europe/Stockholm")).await.expect(200)["revision"], set["revision"]);
    for wrong in [json!("Stockholm"), json!("+01:00"), json!(""), json!(1), json!("Europe/Stockholm ")] {
        let refused = put(wrong.clone()).await;
        refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.body["errors"][0]["field"], "time_zone", "{wrong}");
    }
    assert_eq!(put(Value::Null).await.expect(200)["time_zone"], "UTC");
}
