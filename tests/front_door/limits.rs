//! The largest there is: an order as large as it may be placed, driven to every bound; pages of large orders;
//! and the actions that write the most. All of it fits what DynamoDB and Lambda take.

use std::collections::{BTreeSet, HashMap};

use aws_sdk_dynamodb::types::AttributeValue;
use reqwest::Method;
use serde_json::{Value, json};
use waybill_domain::bounds;
use waybill_local::engine::{TABLE, client};
use waybill_tests::{Reply, Shop, assert_adds_up, entries, path_of, told};

use crate::followed::operator;

/// An item of DynamoDB.
const ITEM_BYTES: usize = 400 * 1024;

/// Items of a transaction.
const TRANSACTION_ITEMS: usize = 100;

/// The answer of a Lambda function.
const ANSWER_BYTES: usize = 6 * 1024 * 1024;

/// So many characters of four bytes.
fn wide(count: usize) -> String {
    "🧶".repeat(count)
}

/// A location whose name takes as many bytes as it may.
fn location(number: usize) -> String {
    format!("{}{number:02}", wide(98))
}

/// A tracking number, a carrier and a link that take as many bytes as they may.
fn tracking(number: usize) -> Value {
    let url = format!("https://example.com/{}", "u".repeat(480));
    json!({"number": format!("{number:064}"), "carrier": wide(100), "url": url})
}

/// An order of 250 lines at 20 locations that takes so many bytes more than it would have to.
fn order_of(padding: usize) -> Value {
    let line = |index: usize| {
        let kind = if index < bounds::LOCATIONS { "physical" } else { "digital" };
        json!({"title": "Mug", "quantity": bounds::QUANTITY, "kind": kind, "location": location(index % bounds::LOCATIONS)})
    };
    let part = |key: usize| "x".repeat(padding.saturating_sub(key * 500).min(500));
    let metadata: HashMap<_, _> = (0..bounds::METADATA_KEYS).map(|key| (format!("{key:02}"), part(key))).collect();
    json!({
        "name": wide(500), "external_id": wide(500), "email": format!("{}@example.com", "a".repeat(60)),
        "customer": {"first_name": wide(500), "last_name": wide(500)}, "note": wide(500), "metadata": metadata,
        "upsell": true, "line_items": (0..bounds::LINE_ITEMS).map(line).collect::<Vec<_>>(),
    })
}

/// Places the largest order that is accepted: one byte more is refused.
async fn place_the_largest(shop: &Shop) -> Value {
    let most = bounds::METADATA_KEYS * 500;
    let reply = shop.post("/orders", order_of(most)).await;
    reply.expect_problem(400, "invalid_request");
    let said = reply.body["errors"][0]["message"].as_str().unwrap().to_owned();
    let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    let bytes =
        numbers.map(|part| part.parse::<usize>().unwrap()).find(|bytes| *bytes > bounds::ORDER_BYTES).expect(&said);
    let fitting = most - (bytes - bounds::ORDER_BYTES);
    shop.post("/orders", order_of(fitting + 1)).await.expect_problem(400, "invalid_request");
    shop.post("/orders", order_of(fitting)).await.expect(201)
}

/// How large the order's item is, as DynamoDB counts: names and values.
async fn item_bytes(shop: &Shop, order: &Value) -> usize {
    let key = [("pk", format!("demo#order#{}", order["id"].as_str().unwrap())), ("sk", "order".to_owned())];
    let key = key.map(|(name, value)| (name.to_owned(), AttributeValue::S(value)));
    let table = client(shop.system.dynamodb()).await;
    let item = table.get_item().table_name(TABLE).set_key(Some(HashMap::from(key))).send().await.unwrap();
    let size = |value: &AttributeValue| match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.len(),
        other => panic!("{other:?}"),
    };
    item.item.unwrap().iter().map(|(name, value)| name.len() + size(value)).sum()
}

/// An order that is driven to its bounds.
struct Driven<'a> {
    shop: &'a Shop,
    order: Value,
}

impl Driven<'_> {
    /// Does an action, which is done or refused because of a bound; whether it was done.
    async fn act(&mut self, method: Method, path: &str, body: Value) -> bool {
        let request = self.shop.request(method, &format!("{}{path}", path_of(&self.order))).json(&body);
        let key = format!("{path}-{}-{}", self.order["revision"], body.to_string().len());
        let reply = self.shop.send(request.header("idempotency-key", key)).await;
        let Reply { status, body, .. } = reply;
        assert!(body.to_string().len() < ANSWER_BYTES);
        match (status, body["code"].as_str()) {
            (200 | 201, None) => {
                assert_adds_up(&body);
                self.order = body;
                true
            }
            (409, Some("limit_reached")) => false,
            _ => panic!("{path}: {status} {body:#}"),
        }
    }

    async fn post(&mut self, path: &str, body: Value) -> bool {
        self.act(Method::POST, path, body).await
    }

    /// So many of each digital line, wherever it is.
    async fn fulfil(&mut self, lines: std::ops::Range<usize>, quantity: usize) -> bool {
        let line = |index: usize| json!({"line_item_id": self.order["line_items"][index]["id"], "quantity": quantity});
        let body = json!({"line_items": lines.map(line).collect::<Vec<_>>()});
        self.post("/fulfilments", body).await
    }

    async fn move_all(&mut self, from: usize, to: usize) -> bool {
        let from = self.order["fulfilment_orders"][from]["id"].as_str().unwrap().to_owned();
        self.post(&format!("/fulfilment-orders/{from}/move"), json!({"location": location(to)})).await
    }

    async fn assert_fits(&self) {
        let bytes = item_bytes(self.shop, &self.order).await;
        assert!(bytes < ITEM_BYTES, "{bytes}");
    }

    fn count(&self, list: &str) -> usize {
        entries(&self.order[list]).count()
    }

    fn lines(&self, list: &str) -> usize {
        entries(&self.order[list]).map(|one| entries(&one["line_items"]).count()).sum()
    }
}

/// Sets the status of every parcel, as at length as it can be said and by someone of the longest name.
async fn set_by_hand(driven: &Driven<'_>) {
    let key = json!({"do": "add_key", "store_id": "demo", "name": wide(100)});
    let key = operator(driven.shop, key).await.expect("a key").api_key.expect("it is shown once");
    let order = driven.shop.read(&driven.order).await;
    for parcel in entries(&order["parcels"]) {
        let (url, id) = (driven.shop.system.url(), parcel["id"].as_str().unwrap());
        let request = reqwest::Client::new().put(format!("{url}{}/parcels/{id}/status", path_of(&order)));
        let body = json!({"status": "alert", "reason": "held_by_customs", "detail": "restricted_import"});
        let set = driven.shop.send(request.bearer_auth(&key).json(&body)).await.expect(200);
        assert_eq!(set["set_by"], json!(wide(100)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_order_fits_its_item_and_every_action_still_answers() {
    let shop = Shop::open().await;
    let order = place_the_largest(&shop).await;
    assert!(item_bytes(&shop, &order).await > bounds::ORDER_BYTES);
    let mut driven = Driven { shop: &shop, order };
    assert!(driven.post("/complete", json!({"upsell_items": []})).await);
    // All the parcels that there may be, each as large as it may be.
    for number in 0..4 {
        let line = json!([{"line_item_id": driven.order["line_items"][0]["id"], "quantity": 1_000}]);
        let numbers: Vec<_> = (0..10).map(|index| tracking(number * 10 + index)).collect();
        assert!(driven.post("/fulfilments", json!({"line_items": line, "tracking": numbers})).await);
    }
    set_by_hand(&driven).await;
    // One line at each of the 20 locations makes 20 fulfilments.
    for _ in 0..4 {
        assert!(driven.fulfil(20..40, 1).await);
    }
    // Everything at one location, then moved on, so that the lines are split as often as they may be.
    for from in 1..bounds::LOCATIONS {
        assert!(driven.move_all(from, 0).await);
    }
    let digital = bounds::LOCATIONS..bounds::LINE_ITEMS;
    let mut at = 0;
    for _ in 0..12 {
        assert!(driven.fulfil(digital.clone(), 700).await);
        at += usize::from(driven.move_all(at, at + 1).await);
    }
    while driven.fulfil(20..21, 1).await {}
    let counts = [driven.count("fulfilments"), driven.count("parcels"), driven.count("fulfilment_orders")];
    assert_eq!(counts, [bounds::FULFILMENTS, usize::from(bounds::PARCELS), bounds::LOCATIONS]);
    assert!(driven.lines("fulfilments") > bounds::FULFILMENT_LINES * 9 / 10, "{}", driven.lines("fulfilments"));
    assert!(driven.lines("fulfilment_orders") > 700, "{}", driven.lines("fulfilment_orders"));
    driven.assert_fits().await;

    // What else there is, now that nothing more fits: each is done, or refused because of a bound.
    let of =
        |driven: &Driven<'_>, number: usize| driven.order["fulfilments"][number]["id"].as_str().unwrap().to_owned();
    let (tracked, last) = (of(&driven, 0), of(&driven, 99));
    let others: Vec<_> = (50..60).map(tracking).collect();
    driven.act(Method::PUT, &format!("/fulfilments/{last}/label"), json!({"carrier": wide(100)})).await;
    driven.act(Method::PUT, &format!("/fulfilments/{tracked}/tracking"), json!({"tracking": others})).await;
    driven.post(&format!("/fulfilments/{last}/tracking"), json!({"tracking": [tracking(99)]})).await;
    driven.act(Method::PATCH, "", json!({"note": "x".repeat(5_000)})).await;
    driven.act(Method::PATCH, "", json!({"fulfil_by": "2027-01-01"})).await;
    driven.post("/payment", json!({"status": "paid", "source": "gateway"})).await;
    for _ in 0..12 {
        let at =
            entries(&driven.order["fulfilment_orders"]).find(|at| at["status"] == "open" || at["status"] == "on_hold");
        let at = at.unwrap()["id"].as_str().unwrap().to_owned();
        driven.post(&format!("/fulfilment-orders/{at}/hold"), json!({"reason": "other", "note": wide(5_000)})).await;
    }
    driven.assert_fits().await;
    for number in 0..bounds::FULFILMENTS {
        let id = of(&driven, number);
        if driven.order["fulfilments"][number]["label"].is_object() {
            assert!(driven.act(Method::DELETE, &format!("/fulfilments/{id}/label"), json!({})).await);
        }
        if number % 10 == 0 {
            assert!(driven.post(&format!("/fulfilments/{id}/cancel"), json!({})).await);
        }
    }
    driven.assert_fits().await;
    let listed = shop.get(&format!("/orders?q={}", "0".repeat(62) + "51")).await.expect(200);
    let numbered = entries(&driven.order["parcels"]).any(|parcel| parcel["number"] == json!("0".repeat(62) + "51"));
    assert_eq!(entries(&listed["orders"]).count(), usize::from(numbered));
    assert_eq!(entries(&shop.get("/orders").await.expect(200)["orders"]).count(), 1);
    assert!(driven.post("/cancel", json!({})).await);
    assert!(driven.post("/archive", json!({})).await);
    assert!(driven.post("/redact", json!({})).await);
    shop.sound(&driven.order).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_large_orders_ends_early_and_the_next_goes_on() {
    let shop = Shop::open().await;
    let line = |at: usize| json!({"title": "Mug", "quantity": 1, "location": location(at)});
    let large = json!({
        "name": wide(120), "customer": {"first_name": wide(500), "last_name": wide(500)}, "email": "ada@example.com",
        "line_items": (0..bounds::LOCATIONS).map(line).collect::<Vec<_>>(),
    });
    let number = 100;
    let mut placed = BTreeSet::new();
    for _ in 0..number / 10 {
        let requests = (0..10).map(|_| shop.request(Method::POST, "/orders").json(&large)).collect();
        for reply in shop.send_at_once(requests).await {
            placed.insert(reply.expect(201)["id"].as_str().unwrap().to_owned());
        }
    }
    for query in ["", "&sort=fulfil_by", "&fulfilment_status=unfulfilled", "&q=ada%40example.com"] {
        let (mut listed, mut pages, mut cursor) = (Vec::new(), 0, String::new());
        loop {
            let page = shop.get(&format!("/orders?limit=250{query}{cursor}")).await.expect(200);
            assert!(page.to_string().len() < ANSWER_BYTES);
            listed.extend(entries(&page["orders"]).map(|order| order["id"].as_str().unwrap().to_owned()));
            pages += 1;
            let Some(next) = page["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(listed.len(), number, "{query}");
        assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), placed, "{query}");
        assert!(pages > 1 || query.contains("q="), "the orders are too small for this test: {query}");
    }
}

/// A paid order at 20 locations in an automatic mode, which an upsell holds.
async fn held_at_20_locations(shop: &Shop, mode: &str) -> Value {
    shop.put("/settings", json!({"fulfilment_mode": mode})).await.expect(200);
    let line = |at: usize| json!({"title": "Mug", "quantity": 2, "location": format!("at {at}")});
    let lines: Vec<_> = (0..bounds::LOCATIONS).map(line).collect();
    let payment = json!({"status": "paid", "source": "gateway"});
    shop.place_with(json!({"line_items": lines, "upsell": true, "payment": payment, "email": "ada@example.com"})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_action_that_writes_the_most_fits_one_transaction() {
    let shop = Shop::open().await;
    let order = held_at_20_locations(&shop, "automatic").await;
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let order = shop.act(&order, &format!("fulfilment-orders/{at}/release"), json!({})).await.expect(200);
    let fulfilment = order["fulfilments"][0]["id"].as_str().expect("it is fulfilled by itself");
    let path = format!("{}/fulfilments/{fulfilment}/tracking", path_of(&order));
    let numbers = |first: usize| json!({"tracking": (first..first + 10).map(tracking).collect::<Vec<_>>()});
    shop.put(&path, numbers(0)).await.expect(200);
    let before = shop.timeline(&order).await.len();
    shop.advance("1h").await;
    let request = shop.request(Method::PUT, &path).header("idempotency-key", "most").json(&numbers(10));
    shop.send(request.try_clone().unwrap()).await.expect(200);
    let (order, events) = shop.sound(&order).await;
    assert_eq!(order["fulfilment_status"], "fulfilled");
    assert_eq!(told(&events, "fulfilment_created").len(), bounds::LOCATIONS);
    // Its events, 20 look-ups, the order and the request.
    let written = events.len() - before + 20 + 2;
    assert!((80..=TRANSACTION_ITEMS).contains(&written), "{written}");
    for (number, there) in [(3, 0), (13, 1)] {
        let found = shop.get(&format!("/orders?q={number:064}")).await.expect(200);
        assert_eq!(entries(&found["orders"]).count(), there);
    }
    assert!(shop.send(request).await.headers.contains_key("idempotent-replayed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_at_20_locations_is_completed_expired_paid_and_fulfilled_in_one_go() {
    let shop = Shop::open().await;
    let spoons: Vec<_> = (0..bounds::LOCATIONS)
        .map(|at| json!({"title": "Spoon", "quantity": 1, "location": format!("at {at}")}))
        .collect();
    let order = held_at_20_locations(&shop, "automatic").await;
    let done = shop.act(&order, "complete", json!({"upsell_items": spoons})).await.expect(200);
    assert_eq!((&done["fulfilment_status"], entries(&done["fulfilments"]).count()), (&json!("fulfilled"), 20));
    shop.sound(&order).await;

    let order = held_at_20_locations(&shop, "automatic").await;
    shop.advance("1h").await;
    shop.patch(&path_of(&order), json!({"note": "late"})).await.expect(200);
    assert_eq!(shop.sound(&order).await.0["fulfilment_status"], "fulfilled");

    let order = held_at_20_locations(&shop, "manual").await;
    shop.advance("1h").await;
    let done = shop.act(&order, "fulfilments", json!({})).await.expect(201);
    assert_eq!(entries(&done["fulfilments"]).count(), 20);
    shop.sound(&order).await;
    let body = json!({"orders": [{"order_id": held_at_20_locations(&shop, "manual").await["id"]}]});
    shop.advance("1h").await;
    let results = shop.post("/fulfilments", body).await.expect(200);
    assert_eq!(entries(&results["results"][0]["fulfilment_ids"]).count(), 20);
}

#[tokio::test]
async fn fulfilling_one_parcels_order_is_one_read_and_one_transaction() {
    let shop = Shop::open().await;
    let order = shop.place(waybill_tests::mugs(1)).await;
    let function = waybill_local::functions::named("fulfil").unwrap();
    let waybill_local::functions::Handler::Http(handler) = function.handler else { panic!("it has a route") };
    let id = order["id"].as_str().unwrap().to_owned();
    let request: lambda_http::Request = http::Request::builder()
        .method("POST")
        .header("authorization", format!("Bearer {}", shop.api_key()))
        .header("content-type", "application/json")
        .body(json!({"tracking": [{"number": "RR123456785SE"}]}).to_string().into())
        .unwrap();
    let path = std::collections::HashMap::from([("order_id".to_owned(), id)]);
    let request = lambda_http::RequestExt::with_path_parameters(request, path);
    let (answer, invocation) = shop.system.rooms().invoke("fulfil", handler, request).await;
    assert_eq!((answer.status().as_u16(), invocation.units.requests), (201, 2));
}
