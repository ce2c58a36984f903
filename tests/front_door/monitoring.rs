//! The monitoring page's figures: exact, each with the list of the very orders it counts, at a cost that does not grow
//! with the orders that are not counted.

use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use chrono::{Days, NaiveDate, TimeDelta};
use lambda_http::RequestExt;
use serde_json::{Value, json};
use waybill_domain::settings::{Plan, Settings, TemplateChanges};
use waybill_lambda::{Body, Request, invoke};
use waybill_local::Options;
use waybill_local::engine::{TABLE, client};
use waybill_store::Units;
use waybill_store::write::{ChangeId, WriteContext};
use waybill_tests::{Shop, entries, mugs};

use crate::tallies::{demo, set_status};

/// The page, when all that happened is counted.
async fn page(shop: &Shop, query: &str) -> Value {
    shop.system.background.streams.drain().await;
    shop.get(&format!("/monitoring{query}")).await.expect(200)
}

fn count(of: &Value) -> u64 {
    assert!(of["more"].is_null(), "{of}");
    of["count"].as_u64().expect("a count")
}

/// An order of one mug, placed so many days ago.
async fn placed(shop: &Shop, days_ago: i64) -> Value {
    let placed_at = shop.system.app.now() - TimeDelta::days(days_ago);
    shop.place_with(json!({"line_items": mugs(1), "placed_at": placed_at})).await
}

async fn sent(shop: &Shop, days_ago: i64, status: &str) -> Value {
    let order = placed(shop, days_ago).await;
    let order = shop.act(&order, "fulfilments", json!({})).await.expect(201);
    if status != "pending" {
        set_status(shop, &order, status).await;
    }
    order
}

#[tokio::test]
async fn a_store_without_orders_has_seven_days_of_nothing() {
    let shop = Shop::open().await;
    let page = page(&shop, "").await;
    let today = shop.system.app.now().date_naive();
    assert_eq!(page["to"], json!(today));
    assert_eq!(page["from"], json!(today - Days::new(6)));
    assert_eq!((&page["time_zone"], entries(&page["days"]).count()), (&json!("UTC"), 7));
    let all = ["placed", "fulfilled", "delivered", "not_delivered"].map(|name| count(&page[name]));
    assert_eq!(all, [0; 4]);
    assert_eq!(page["by_tracking_status"].as_object().expect("nine").len(), 9);
}

#[tokio::test]
async fn the_figures_are_of_the_period_and_of_each_of_its_days() {
    let shop = Shop::open().await;
    for days_ago in [0, 0, 1, 3, 6, 7, 30] {
        placed(&shop, days_ago).await;
    }
    let fulfilled = sent(&shop, 2, "in_transit").await;
    sent(&shop, 20, "delivered").await;
    let week = page(&shop, "").await;
    assert_eq!([&week["placed"], &week["fulfilled"], &week["delivered"]].map(count), [6, 2, 1]);
    let by_day: Vec<_> = entries(&week["days"]).map(|day| count(&day["placed"])).collect();
    assert_eq!(by_day, [1, 0, 0, 1, 1, 1, 2]);
    let today = &week["days"][6];
    assert_eq!([&today["placed"], &today["fulfilled"], &today["delivered"]].map(count), [2, 2, 1]);
    assert_eq!(count(&week["not_delivered"]), 1);
    let statuses = &week["by_tracking_status"];
    assert_eq!([&statuses["in_transit"], &statuses["delivered"]].map(count), [1, 0], "placed in the week");
    let month = page(&shop, &format!("?from={}", shop.system.app.now().date_naive() - Days::new(30))).await;
    assert_eq!(count(&month["placed"]), 9);
    assert_eq!(
        [&month["by_tracking_status"]["in_transit"], &month["by_tracking_status"]["delivered"]].map(count),
        [1, 1]
    );
    let _ = shop.act(&fulfilled, "archive", json!({})).await.expect(200);
    let week = page(&shop, "").await;
    assert_eq!([&week["placed"], &week["fulfilled"], &week["not_delivered"]].map(count), [5, 1, 0]);
}

#[tokio::test]
async fn the_list_of_each_count_holds_so_many_orders() {
    let shop = Shop::open().await;
    for days_ago in [0, 1, 5, 7, 8, 46] {
        placed(&shop, days_ago).await;
        for status in ["pending", "in_transit", "alert", "returned", "delivered"] {
            sent(&shop, days_ago, status).await;
        }
        shop.advance("6h").await;
    }
    for order in [sent(&shop, 2, "delivered").await, sent(&shop, 50, "expired").await] {
        let _ = shop.act(&order, "archive", json!({})).await.expect(200);
    }
    let page = page(&shop, "").await;
    let mut counts = Vec::new();
    collect(&page, &mut counts);
    assert_eq!(counts.len(), 4 + 9 + 3 + 7 * 3);
    for counted in &counts {
        assert_eq!(listed(&shop, counted["orders"].as_str().expect("a list")).await, count(counted), "{counted}");
    }
    for named in
        ["/placed", "/fulfilled", "/delivered", "/not_delivered", "/attention/P6", "/attention/P7", "/attention/P8"]
    {
        assert!(page.pointer(named).is_some_and(|counted| count(counted) > 0), "{named} counts nothing: {page:#}");
    }
}

/// Every count on the page.
fn collect(value: &Value, counts: &mut Vec<Value>) {
    match value {
        Value::Object(fields) if fields.contains_key("count") => counts.push(value.clone()),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, counts)),
        Value::Array(values) => values.iter().for_each(|value| collect(value, counts)),
        _ => {}
    }
}

/// How many orders a list holds, on all of its pages.
async fn listed(shop: &Shop, path: &str) -> u64 {
    let (mut sum, mut next) = (0, path.to_owned());
    loop {
        let page = shop.get(&next).await.expect(200);
        sum += entries(&page["orders"]).count() as u64;
        let Some(cursor) = page["next_cursor"].as_str() else { return sum };
        next = format!("{path}&cursor={cursor}");
    }
}

#[tokio::test]
async fn each_count_says_where_its_orders_are() {
    let shop = Shop::open().await;
    let page = shop.get("/monitoring?from=2026-10-31&to=2026-11-02").await.expect(200);
    let at = |pointer: &str| page.pointer(pointer).and_then(Value::as_str).expect("an address").to_owned();
    let period =
        |name: &str| format!("/orders?{name}_from=2026-10-31T00%3A00%3A00Z&{name}_to=2026-11-03T00%3A00%3A00Z");
    for name in ["placed", "fulfilled", "delivered"] {
        assert_eq!(at(&format!("/{name}/orders")), period(name));
    }
    assert_eq!(
        at("/days/1/placed/orders"),
        "/orders?placed_from=2026-11-01T00%3A00%3A00Z&placed_to=2026-11-02T00%3A00%3A00Z"
    );
    assert_eq!(at("/by_tracking_status/alert/orders"), period("placed").replace('?', "?tracking_status=alert&"));
    assert_eq!(
        at("/not_delivered/orders"),
        "/orders?tracking_status=alert&tracking_status=expired&tracking_status=undelivered&tracking_status=unrecognized\
         &tracking_status=returned&tracking_status=pick_up&tracking_status=in_transit&tracking_status=pending"
    );
    assert_eq!(at("/attention/P6/orders"), "/orders?attention=P6");
}

#[tokio::test]
async fn attention_is_counted_by_the_one_predicate() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for days_ago in [0, 7, 8, 44, 46, 60] {
        orders.push(placed(&shop, days_ago).await);
        for status in ["pending", "in_transit", "alert", "expired", "undelivered", "unrecognized", "delivered"] {
            orders.push(sent(&shop, days_ago, status).await);
        }
        let in_part = placed(&shop, days_ago).await;
        let more = json!({"line_items": json!([{"title": "A", "quantity": 2}]), "placed_at": in_part["placed_at"]});
        let order = shop.place_with(more).await;
        let one = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
        orders.push(shop.act(&order, "fulfilments", one).await.expect(201));
        let on_hold = placed(&shop, days_ago).await;
        let at = on_hold["fulfilment_orders"][0]["id"].as_str().expect("one");
        let hold = format!("fulfilment-orders/{at}/hold");
        orders.push(shop.act(&on_hold, &hold, json!({"reason": "other"})).await.expect(201));
        let _ = shop.act(&in_part, "cancel", json!({})).await.expect(200);
        orders.push(in_part);
        let archived = sent(&shop, days_ago, "alert").await;
        orders.push(shop.act(&archived, "archive", json!({})).await.expect(200));
    }
    // An order that is cancelled with a parcel in trouble requires none.
    let cancelled = shop.place_with(json!({"line_items": json!([{"title": "A", "quantity": 2}])})).await;
    let one = json!({"line_items": [{"line_item_id": cancelled["line_items"][0]["id"], "quantity": 1}]});
    let _ = shop.act(&cancelled, "fulfilments", one).await.expect(201);
    set_status(&shop, &cancelled, "alert").await;
    orders.push(shop.act(&cancelled, "cancel", json!({})).await.expect(200));
    let mut expected = [0; 3];
    for order in &orders {
        let order = shop.read(order).await;
        for (rule, sum) in ["P6", "P7", "P8"].iter().zip(&mut expected) {
            *sum += u64::from(entries(&order["attention"]).any(|found| found["rule"] == *rule));
        }
    }
    let attention = page(&shop, "").await["attention"].clone();
    assert_eq!([&attention["P6"], &attention["P7"], &attention["P8"]].map(count), expected);
    assert!(expected.iter().all(|sum| *sum > 0), "{expected:?}");
}

#[tokio::test]
async fn a_period_that_cannot_be_meant_is_refused() {
    let shop = Shop::open().await;
    for (query, field) in [
        ("from=yesterday", "from"),
        ("from=2026-11-01T00:00:00Z", "from"),
        ("to=2026-02-30", "to"),
        ("from=2026-11-02&to=2026-11-01", "from"),
        ("from=2025-11-01&to=2026-11-02", "from"),
        ("from=1969-12-31&to=1970-01-02", "from"),
        ("to=9999-01-01", "to"),
        ("days=7", "days"),
        ("from=2026-11-01&from=2026-11-02", "from"),
    ] {
        let reply = shop.get(&format!("/monitoring?{query}")).await;
        reply.expect_problem(400, "invalid_request");
        assert_eq!(reply.body["errors"][0]["field"], field, "{query}");
    }
    let year = shop.get("/monitoring?from=2025-11-01&to=2026-11-01").await.expect(200);
    assert_eq!(entries(&year["days"]).count(), 366);
    let last: Vec<_> = ["to=9998-12-31", "to=1970-01-07"].into_iter().collect();
    for query in last {
        let _ = shop.get(&format!("/monitoring?{query}")).await.expect(200);
    }
}

#[tokio::test]
async fn a_plan_without_tracking_has_no_monitoring_and_loses_nothing() {
    let shop = Shop::open().await;
    plan(&shop, Plan::Basic).await;
    placed(&shop, 0).await;
    shop.system.background.streams.drain().await;
    shop.get("/monitoring").await.expect_problem(403, "plan_required");
    plan(&shop, Plan::Boss).await;
    assert_eq!(count(&page(&shop, "").await["placed"]), 1);
}

/// Gives the demo store a plan, as the operator does.
async fn plan(shop: &Shop, plan: Plan) {
    let (store, now) = (&shop.system.app.store, shop.system.app.now());
    let record = store.find_store(&demo()).await.expect("an answer").expect("the store");
    let settings = Settings { plan, ..record.settings.clone() };
    let context = WriteContext { store: &demo(), record: &record, actor: "test", now, request: None };
    let _ = store
        .write_settings(settings, &TemplateChanges::new(), &ChangeId::generate().expect("an id"), &context)
        .await
        .expect("it is written");
}

/// What the figures of the week cost, and the whole page.
async fn cost(shop: &Shop) -> (Units, Units) {
    shop.system.background.streams.drain().await;
    let store = shop.system.app.store.metered();
    let book = store.find_book(&demo()).await.expect("an answer").expect("a book");
    let today: NaiveDate = shop.system.app.now().date_naive();
    let _ = store.figures(&demo(), book.shown, (today - Days::new(6), today)).await.expect("figures");
    let request: Request = http::Request::builder()
        .uri("/monitoring")
        .header("authorization", format!("Bearer {}", shop.api_key()))
        .body(Body::Empty)
        .expect("a request");
    let request = request.with_path_parameters(std::collections::HashMap::<String, String>::new());
    let (answer, invocation) = invoke("get_monitoring", &shop.system.app, request, get_monitoring::handler).await;
    assert_eq!(answer.status(), 200);
    (store.units(), invocation.units)
}

/// A shop whose table is kept in a file: the engine's stream has its index there.
async fn in_a_file(name: &str) -> (Shop, std::path::PathBuf) {
    let folder = std::env::temp_dir().join(format!("waybill-{name}-{}", std::process::id()));
    let options = Options { data: folder.clone(), in_memory: false, ..Options::for_a_test() };
    (Shop::open_with(options).await, folder)
}

#[tokio::test]
async fn what_the_figures_cost_does_not_grow_with_the_orders() {
    let (shop, folder) = in_a_file("costs").await;
    let mut figures = Vec::new();
    for most in [200_usize, 1_000] {
        while count(&page(&shop, "").await["placed"]) < most as u64 {
            let orders = (0..20).map(|_| {
                shop.request(reqwest::Method::POST, "/orders").json(&json!({"name": "#1", "line_items": mugs(1)}))
            });
            for reply in shop.send_at_once(orders.collect()).await {
                let _ = reply.expect(201);
            }
        }
        let (tally, whole) = cost(&shop).await;
        println!(
            "{most} orders: the figures {} read units, the page {} in {} requests",
            tally.read, whole.read, whole.requests
        );
        figures.push((tally.read, tally.requests, whole.read));
    }
    assert_eq!(figures[0], figures[1], "the orders are neither sent nor late: no count has to read them");
    shop.system.stop().await.expect("it stops");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

/// Copies of the orders of a store, so many in all, past the system.
async fn copy(shop: &Shop, orders: &[Value], most: usize) {
    let table = client(shop.system.dynamodb()).await;
    let mut originals = Vec::new();
    for order in orders {
        let pk = AttributeValue::S(format!("demo#order#{}", order["id"].as_str().expect("an id")));
        let get = table.get_item().table_name(TABLE).key("pk", pk).key("sk", AttributeValue::S("order".to_owned()));
        originals.push(get.send().await.expect("an answer").item.expect("the order"));
    }
    let mut copies = Vec::new();
    for number in 0..most {
        let mut item = originals[number % originals.len()].clone();
        for name in ["pk", "gsi1sk", "gsi2sk", "gsi3sk", "gsi5sk", "gsi6sk", "gsi7sk"] {
            if let Some(AttributeValue::S(text)) = item.get_mut(name) {
                text.truncate(text.len() - 6);
                *text = format!("{text}{number:06}");
            }
        }
        let put = PutRequest::builder().set_item(Some(item)).build().expect("a put");
        copies.push(WriteRequest::builder().put_request(put).build());
    }
    for batch in copies.chunks(25) {
        let _ = table.batch_write_item().request_items(TABLE, batch.to_vec()).send().await.expect("they are written");
    }
}

/// Prints what the page costs with a hundred thousand orders, of which one in ten is on its way.
#[tokio::test]
#[ignore = "takes minutes: cargo test --test front_door -- --ignored --nocapture a_hundred_thousand"]
async fn what_the_page_costs_with_a_hundred_thousand_orders() {
    let (shop, folder) = in_a_file("many").await;
    let mut orders = vec![sent(&shop, 3, "in_transit").await];
    for _ in 0..9 {
        orders.push(sent(&shop, 60, "delivered").await);
    }
    for most in [1_000, 10_000, 100_000] {
        copy(&shop, &orders, most).await;
        let (tally, whole) = cost(&shop).await;
        println!(
            "{most} orders: the figures {} read units, the page {} in {} requests",
            tally.read, whole.read, whole.requests
        );
    }
    shop.system.stop().await.expect("it stops");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}
