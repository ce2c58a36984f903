//! Lists of orders: every order once, in its place, as it is at the instant of reading (H3, H5, H7, F7); and
//! the search for one.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use waybill_local::functions::{Handler, named};
use waybill_tests::{Shop, entries, mugs, path_of};

const STATUSES: [&str; 7] =
    ["unfulfilled", "partially_fulfilled", "fulfilled", "pending", "on_hold", "not_required", "cancelled"];
const SORTS: [&str; 2] = ["placed_at", "fulfil_by"];

fn id_of(order: &Value) -> String {
    order["id"].as_str().unwrap().to_owned()
}

/// All pages of a list, one after the other; each holds at most `limit`.
async fn pages(shop: &Shop, query: &str, limit: usize) -> Vec<Value> {
    let mut orders = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = shop.get(&format!("/orders?{query}&limit={limit}{cursor}")).await.expect(200);
        let on_it = entries(&page["orders"]).count();
        assert!(on_it <= limit, "{query}: {on_it} on a page of {limit}");
        orders.extend(entries(&page["orders"]).cloned());
        let Some(next) = page["next_cursor"].as_str() else { return orders };
        cursor = format!("&cursor={next}");
    }
}

fn ids(orders: &[Value]) -> BTreeSet<String> {
    let ids: BTreeSet<_> = orders.iter().map(id_of).collect();
    assert_eq!(ids.len(), orders.len(), "an order is listed twice");
    ids
}

/// In the order of the list: newest first; or soonest to be shipped first, those without a day last.
#[track_caller]
fn assert_sorted(orders: &[Value], sort: &str) {
    let placed_at = |order: &Value| order["placed_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    let day = |order: &Value| order["fulfil_by"].as_str().unwrap_or("9999").to_owned();
    for pair in orders.windows(2) {
        let in_order = if sort == "fulfil_by" {
            (day(&pair[0]), placed_at(&pair[0])) <= (day(&pair[1]), placed_at(&pair[1]))
        } else {
            placed_at(&pair[0]) >= placed_at(&pair[1])
        };
        assert!(in_order, "by {sort}: {:#} before {:#}", pair[0], pair[1]);
    }
}

/// Where the parts of an order are, and what is done with it: each way ends in a state of its own.
const WAYS: usize = 13;

/// Places an order and brings it into one of the states that a list tells apart. Its upsell, if it has one,
/// was offered at `placed_at`.
async fn bring_about(shop: &Shop, way: usize, mut order: Value) -> Value {
    let upsell = [3, 7, 8, 9, 10, 11].contains(&way);
    let kind = if way == 5 { "service" } else { "physical" };
    let at = |location: &str| json!({"title": "Mug", "quantity": 2, "location": location, "kind": kind});
    order["upsell"] = json!(upsell);
    order["line_items"] = json!([at("umea"), at("lund"), at("oslo")]);
    let order = shop.place_with(order).await;
    let fo = |index: usize| order["fulfilment_orders"][index]["id"].as_str().unwrap_or_default().to_owned();
    let hold = async |index: usize| {
        let path = format!("fulfilment-orders/{}/hold", fo(index));
        shop.act(&order, &path, json!({"reason": "other"})).await.expect(201)
    };
    let release = async |index: usize| {
        shop.act(&order, &format!("fulfilment-orders/{}/release", fo(index)), json!({})).await.expect(200)
    };
    let fulfil = async |index: usize| {
        shop.act(&order, "fulfilments", json!({"fulfilment_order_id": fo(index)})).await.expect(201)
    };
    match way {
        // One part is fulfilled.
        1 => drop(fulfil(1).await),
        2 => drop(shop.act(&order, "fulfilments", json!({})).await.expect(201)),
        // On hold, and it stays so, also after an upsell.
        4 | 11 => {
            for index in 0..3 {
                hold(index).await;
            }
        }
        6 => drop(shop.act(&order, "cancel", json!({})).await.expect(200)),
        // Pending, then partially fulfilled.
        8 => {
            release(0).await;
            fulfil(0).await;
        }
        // On hold, then unfulfilled; or, without an upsell, unfulfilled at once (H7).
        9 | 12 => drop(hold(0).await),
        // On hold, then partially fulfilled.
        10 => {
            release(0).await;
            fulfil(0).await;
            hold(1).await;
        }
        // Unfulfilled; not required; pending, then unfulfilled.
        _ => {}
    }
    order
}

/// A shop with many orders in every state, placed in the half hour before its clock.
async fn full_shop(number: usize) -> (Shop, Vec<Value>) {
    let shop = Shop::open().await;
    let start = shop.system.clock.now();
    let mut placed = Vec::new();
    for index in 0..number {
        // Now and then 20 minutes earlier: no hour is over while a test looks.
        let before = i64::try_from(index * 37 % 180 + index / WAYS % 2 * 1_200).unwrap();
        let day = (index % 3 > 0).then(|| format!("2027-01-{:02}", index * 11 % 27 + 1));
        let order = json!({
            "name": format!("#{index}"), "placed_at": (start - TimeDelta::seconds(before)).to_rfc3339(), "fulfil_by": day,
        });
        let order = bring_about(&shop, index % WAYS, order).await;
        if index % 9 == 4 {
            shop.act(&order, "archive", json!({})).await.expect(200);
        }
        placed.push(order);
    }
    (shop, placed)
}

async fn read_all(shop: &Shop, orders: &[Value]) -> Vec<Value> {
    let requests = orders.iter().map(|order| shop.request(Method::GET, &path_of(order))).collect();
    shop.send_at_once(requests).await.into_iter().map(|reply| reply.expect(200)).collect()
}

/// Each order is in the list of its status, and in no other, whatever the page and the sort.
async fn assert_listed_as_they_are(shop: &Shop, placed: &[Value], limit: usize) {
    let orders = read_all(shop, placed).await;
    for archived in [false, true] {
        for sort in SORTS {
            for status in STATUSES {
                let query = format!("fulfilment_status={status}&sort={sort}&archived={archived}");
                let listed = pages(shop, &query, limit).await;
                let of_it = |order: &&Value| order["archived"] == archived && order["fulfilment_status"] == status;
                let expected: BTreeSet<_> = orders.iter().filter(of_it).map(id_of).collect();
                assert_eq!(ids(&listed), expected, "{query}");
                assert!(listed.iter().all(|order| order["fulfilment_status"] == status), "{query}");
                assert_sorted(&listed, sort);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_order_is_on_one_page_and_in_its_place_whatever_the_page() {
    let (shop, placed) = full_shop(134).await;
    let orders = read_all(&shop, &placed).await;
    let live: BTreeSet<_> = orders.iter().filter(|order| order["archived"] == false).map(id_of).collect();
    for sort in SORTS {
        for limit in [1, 7, 50, 250] {
            let listed = pages(&shop, &format!("sort={sort}"), limit).await;
            assert_eq!(ids(&listed), live, "sort={sort}, {limit}");
            assert_sorted(&listed, sort);
        }
    }
    let archived: BTreeSet<_> = orders.iter().filter(|order| order["archived"] == true).map(id_of).collect();
    for sort in SORTS {
        assert_eq!(ids(&pages(&shop, &format!("archived=true&sort={sort}"), 7).await), archived);
    }
    for limit in [3, 50] {
        assert_listed_as_they_are(&shop, &placed, limit).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_narrowed_by_when_and_where_on_every_page() {
    let (shop, placed) = full_shop(60).await;
    let orders = read_all(&shop, &placed).await;
    let mut instants: Vec<_> = orders.iter().map(|order| order["placed_at"].as_str().unwrap().to_owned()).collect();
    instants.sort_by_key(|at| at.parse::<DateTime<Utc>>().unwrap());
    let (from, to) = (&instants[12], &instants[47]);
    let at = |order: &Value| order["placed_at"].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    let (first, last) = (from.parse::<DateTime<Utc>>().unwrap(), to.parse::<DateTime<Utc>>().unwrap());
    for sort in SORTS {
        for (status, limit) in
            [("", 1), ("", 7), ("&fulfilment_status=unfulfilled", 2), ("&fulfilment_status=on_hold", 7)]
        {
            let query = format!("sort={sort}{status}&placed_from={from}&placed_to={to}");
            let listed = pages(&shop, &query, limit).await;
            let wanted = |order: &&Value| {
                (first..last).contains(&at(order))
                    && order["archived"] == false
                    && (status.is_empty()
                        || status.ends_with(&format!("={}", order["fulfilment_status"].as_str().unwrap())))
            };
            assert_eq!(ids(&listed), orders.iter().filter(wanted).map(id_of).collect(), "{query}");
            assert_sorted(&listed, sort);
        }
    }
    let elsewhere =
        shop.place_with(json!({"line_items": [{"title": "Mug", "quantity": 1, "location": "kiruna & co"}]})).await;
    for sort in SORTS {
        for limit in [1, 50] {
            let listed = pages(&shop, &format!("sort={sort}&location=kiruna%20%26%20co"), limit).await;
            assert_eq!(ids(&listed), BTreeSet::from([id_of(&elsewhere)]));
            assert!(pages(&shop, &format!("sort={sort}&location=kiruna"), limit).await.is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_beginning_of_a_range_is_in_it_and_its_end_is_not() {
    let shop = Shop::open().await;
    let place = async |at: &str| shop.place_with(json!({"line_items": mugs(1), "placed_at": at})).await;
    let (one, two) = (place("2026-01-01T10:00:00.000Z").await, place("2026-01-01T10:00:00.001Z").await);
    let cases = [
        ("placed_from=2026-01-01T10:00:00Z", vec![&two, &one]),
        ("placed_from=2026-01-01T10:00:00.001Z", vec![&two]),
        ("placed_from=2026-01-01T11:00:00.001%2B01:00", vec![&two]),
        ("placed_from=2026-01-01T10:00:00.0005Z", vec![&two]),
        ("placed_from=2026-01-01T10:00:00.002Z", vec![]),
        ("placed_to=2026-01-01T10:00:00Z", vec![]),
        ("placed_to=2026-01-01T10:00:00.0005Z", vec![&one]),
        ("placed_to=2026-01-01T10:00:00.001Z", vec![&one]),
        ("placed_to=2026-01-01T10:00:00.002Z", vec![&two, &one]),
        ("placed_from=2026-01-01T10:00:00Z&placed_to=2026-01-01T10:00:00Z", vec![]),
        ("placed_from=2026-01-02T00:00:00Z&placed_to=2026-01-01T00:00:00Z", vec![]),
        ("placed_from=0001-01-01T00:00:00Z&placed_to=9999-12-31T23:59:59Z", vec![&two, &one]),
        ("placed_from=0000-01-01T00:00:00%2B01:00&placed_to=9999-12-31T23:59:59-01:00", vec![&two, &one]),
    ];
    let mut wrong = Vec::new();
    for sort in SORTS {
        for status in ["", "&fulfilment_status=unfulfilled"] {
            for (range, expected) in &cases {
                let query = format!("{range}{status}&sort={sort}");
                let mut listed: Vec<_> = pages(&shop, &query, 50).await.iter().map(id_of).collect();
                if sort == "fulfil_by" {
                    listed.reverse();
                }
                if listed != expected.iter().map(|order| id_of(order)).collect::<Vec<_>>() {
                    wrong.push((query, listed.len()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upsell_past_its_hour_is_listed_as_released_before_and_after_the_schedule() {
    let (shop, placed) = full_shop(2 * WAYS).await;
    let count =
        |orders: &[Value], status: &str| orders.iter().filter(|order| order["fulfilment_status"] == status).count();
    let before = read_all(&shop, &placed).await;
    assert_eq!((count(&before, "pending"), count(&before, "on_hold")), (6, 8));
    assert_listed_as_they_are(&shop, &placed, 3).await;
    // Some are over, and some are not: all were placed in the half hour before.
    shop.advance("50m").await;
    let between = read_all(&shop, &placed).await;
    assert!((1..6).contains(&count(&between, "pending")), "{}", count(&between, "pending"));
    assert_listed_as_they_are(&shop, &placed, 1).await;
    shop.advance("11m").await;
    let after = read_all(&shop, &placed).await;
    assert_eq!((count(&after, "pending"), count(&after, "on_hold")), (0, 4));
    assert_eq!((count(&after, "unfulfilled"), count(&after, "partially_fulfilled")), (10, 6));
    assert_listed_as_they_are(&shop, &placed, 3).await;
    let Handler::Schedule(expire_pending) = named("expire_pending").unwrap().handler else { panic!("no schedule") };
    let report = expire_pending(shop.system.rooms()).await.unwrap();
    assert_eq!((report.due, report.changed, report.left), (12, 12, 0));
    assert_listed_as_they_are(&shop, &placed, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_moves_to_another_list_to_the_second_while_someone_pages() {
    let shop = Shop::open().await;
    let mut placed = Vec::new();
    for _ in 0..5 {
        placed.push(shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await);
    }
    let first = shop.get("/orders?fulfilment_status=pending&limit=2").await.expect(200);
    shop.advance("1h").await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = shop.get(&format!("/orders?fulfilment_status=pending&limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!(second["orders"], json!([]));
    assert_eq!(ids(&pages(&shop, "fulfilment_status=unfulfilled", 2).await).len(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_with_something_ready_is_unfulfilled_and_not_on_hold() {
    let shop = Shop::open().await;
    let order = bring_about(&shop, 12, json!({})).await;
    assert_eq!(shop.read(&order).await["fulfilment_status"], "unfulfilled");
    for sort in SORTS {
        assert_eq!(pages(&shop, &format!("fulfilment_status=unfulfilled&sort={sort}"), 5).await.len(), 1);
        assert!(pages(&shop, &format!("fulfilment_status=on_hold&sort={sort}"), 5).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_without_a_last_day_come_last_and_a_corrected_day_moves_them() {
    let shop = Shop::open().await;
    let place = async |day: Value| shop.place_with(json!({"line_items": mugs(1), "fulfil_by": day})).await;
    let (none, late, soon) =
        (place(Value::Null).await, place(json!("2027-02-01")).await, place(json!("2027-01-01")).await);
    let sorted = async || pages(&shop, "sort=fulfil_by", 1).await.iter().map(id_of).collect::<Vec<_>>();
    assert_eq!(sorted().await, [&soon, &late, &none].map(id_of));
    shop.patch(&path_of(&none), json!({"fulfil_by": "2026-12-31"})).await.expect(200);
    shop.patch(&path_of(&soon), json!({"fulfil_by": null})).await.expect(200);
    assert_eq!(sorted().await, [&none, &late, &soon].map(id_of));
    let far = place(json!("9998-12-31")).await;
    assert_eq!(sorted().await, [&none, &late, &far, &soon].map(id_of));
}

async fn found(shop: &Shop, text: &str) -> Vec<String> {
    let q: String = reqwest::Url::parse_with_params("http://x/", [("q", text)]).unwrap().query().unwrap().to_owned();
    pages(shop, &q, 50).await.iter().map(id_of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_found_by_its_name_its_address_and_its_numbers_exactly() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"name": "#1001", "email": "Ada.L@Example.com", "line_items": mugs(2)})).await;
    let other = shop.place_with(json!({"name": "#1001 🧶", "email": "bob@example.com", "line_items": mugs(2)})).await;
    let same = shop.place_with(json!({"name": "#1001", "line_items": mugs(1)})).await;
    let (order_id, other_id) = (id_of(&order), id_of(&other));
    assert_eq!(found(&shop, "#1001").await, [id_of(&same).as_str(), order_id.as_str()]);
    assert_eq!(found(&shop, " #1001 ").await.len(), 2);
    assert_eq!(found(&shop, "#1001 🧶").await, [other_id.as_str()]);
    assert!(found(&shop, "#100").await.is_empty());
    for spelling in ["ada.l@example.com", "ADA.L@EXAMPLE.COM", "Ada.L@Example.com", " ada.l@example.com "] {
        assert_eq!(found(&shop, spelling).await, [order_id.as_str()], "{spelling}");
    }
    let tracking = json!({"tracking": [{"number": "RR 123-456 785 SE"}, {"number": "00340434"}]});
    let fulfilled = shop.act(&order, "fulfilments", tracking).await.expect(201);
    shop.act(&other, "fulfilments", json!({"tracking": [{"number": "rr123456785se"}]})).await.expect(201);
    for spelling in ["RR123456785SE", "rr 123 456 785 se", "RR-123-456-785-SE", " RR123456785SE "] {
        assert_eq!(found(&shop, spelling).await, [other_id.as_str(), order_id.as_str()], "{spelling}");
    }
    assert!(found(&shop, "RR123456785").await.is_empty());
    // The code stands beside its order in every list (T4).
    let listed = shop.get("/orders?q=00340434").await.expect(200);
    assert_eq!(listed["orders"][0]["parcels"][1]["number"], "00340434");

    let path =
        format!("{}/fulfilments/{}/tracking", path_of(&order), fulfilled["fulfilments"][0]["id"].as_str().unwrap());
    let corrected = json!({"tracking": [{"parcel_id": fulfilled["parcels"][0]["id"], "number": "RR999999999SE"}]});
    shop.put(&path, corrected).await.expect(200);
    assert_eq!(found(&shop, "RR999999999SE").await, [order_id.as_str()]);
    assert_eq!(found(&shop, "RR123456785SE").await, [other_id.as_str()]);
    assert!(found(&shop, "00340434").await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_or_erased_address_no_longer_finds_the_order() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"email": "ada@example.com", "line_items": mugs(1)})).await;
    shop.patch(&path_of(&order), json!({"email": "ada@example.org"})).await.expect(200);
    assert!(found(&shop, "ada@example.com").await.is_empty());
    assert_eq!(found(&shop, "ada@example.org").await, [id_of(&order)]);
    shop.patch(&path_of(&order), json!({"email": "ADA@example.org"})).await.expect(200);
    assert_eq!(found(&shop, "ada@example.org").await, [id_of(&order)]);
    shop.act(&order, "redact", json!({})).await.expect(200);
    assert!(found(&shop, "ada@example.org").await.is_empty());
    assert_eq!(found(&shop, "#1").await, [id_of(&order)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_pages_finds_what_is_archived_and_can_be_narrowed() {
    let shop = Shop::open().await;
    let mut placed = BTreeSet::new();
    for index in 0..12 {
        let lines = json!([{"title": "Mug", "quantity": 1, "location": if index % 2 == 0 { "umea" } else { "lund" }}]);
        let order = shop.place_with(json!({"name": "same", "email": "ada@example.com", "line_items": lines})).await;
        if index < 3 {
            shop.act(&order, "archive", json!({})).await.expect(200);
        }
        placed.insert(id_of(&order));
    }
    for limit in [1, 5, 12, 50] {
        let listed = pages(&shop, "q=same", limit).await;
        assert_eq!(ids(&listed), placed);
        assert_sorted(&listed, "placed_at");
    }
    assert_eq!(pages(&shop, "q=ada%40example.com&archived=true", 2).await.len(), 3);
    assert_eq!(pages(&shop, "q=same&archived=false&location=lund", 2).await.len(), 5);
    assert!(pages(&shop, "q=same&placed_to=2020-01-01T00:00:00Z", 50).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_that_cannot_be_meant_is_named() {
    let shop = Shop::open().await;
    for name in ["a", "b"] {
        shop.place_with(json!({"name": name, "line_items": mugs(1), "fulfil_by": "2027-01-01"})).await;
    }
    let by_day =
        shop.get("/orders?sort=fulfil_by&limit=1").await.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    let placed = shop.get("/orders?limit=1").await.expect(200)["next_cursor"].as_str().unwrap().to_owned();
    let of_other_sort =
        [format!("cursor={by_day}"), format!("sort=fulfil_by&cursor={placed}"), format!("q=a&cursor={by_day}")];
    let changed = format!("cursor={}", placed.chars().rev().collect::<String>());
    let shorter = format!("cursor={}", &placed[..placed.len() - 1]);
    let mut cases = vec![
        ("limit", "limit=0"),
        ("limit", "limit=251"),
        ("limit", "limit=-1"),
        ("limit", "limit=ten"),
        ("limit", "limit="),
        ("limit", "limit=1.5"),
        ("limit", "limit=99999999999999999999"),
        ("limit", "limit=5&limit=5"),
        ("sort", "sort=name"),
        ("sort", "sort="),
        ("sort", "sort=placed_at&sort=fulfil_by"),
        ("sort", "q=a&sort=placed_at"),
        ("cursor", "cursor="),
        ("cursor", "cursor=abc"),
        ("cursor", "cursor=%F0%9F%A7%B6"),
        ("cursor", "cursor=a&cursor=b"),
        ("fulfilment_status", "fulfilment_status=open"),
        ("fulfilment_status", "fulfilment_status="),
        ("fulfilment_status", "fulfilment_status=Unfulfilled"),
        ("fulfilment_status", "fulfilment_status=%22unfulfilled%22"),
        ("fulfilment_status", "fulfilment_status=pending&fulfilment_status=on_hold"),
        ("fulfilment_status", "q=a&fulfilment_status=pending"),
        ("archived", "archived=yes"),
        ("archived", "archived="),
        ("archived", "archived=%20true"),
        ("placed_from", "placed_from=yesterday"),
        ("placed_from", "placed_from=2026-01-01"),
        ("placed_from", "placed_from=2026-01-01T00:00:00"),
        ("placed_to", "placed_to=2026-02-30T00:00:00Z"),
        ("placed_to", "placed_to=2026-01-01T00:00:00+01:00"),
        ("q", "q="),
        ("q", "q=%20"),
        ("q", "q=a&q=b"),
        ("status", "status=pending"),
        ("Limit", "Limit=5"),
        ("constructor", "constructor=1"),
        ("cursor", &changed),
        ("cursor", &shorter),
    ];
    cases.extend(of_other_sort.iter().map(|query| ("cursor", query.as_str())));
    let long = format!("q={}", "x".repeat(501));
    cases.push(("q", &long));
    let mut accepted = Vec::new();
    for (field, query) in cases {
        let reply = shop.get(&format!("/orders?{query}")).await;
        if (reply.status, reply.code(), &reply.body["errors"][0]["field"]) != (400, "invalid_request", &json!(field)) {
            accepted.push(format!("{query}: {} {:#}", reply.status, reply.body["errors"]));
        }
    }
    assert!(accepted.is_empty(), "{accepted:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_a_shop_without_orders_is_empty_and_ends() {
    let shop = Shop::open().await;
    for sort in SORTS {
        for status in STATUSES {
            let page = shop.get(&format!("/orders?fulfilment_status={status}&sort={sort}")).await.expect(200);
            assert_eq!(page, json!({"orders": []}));
        }
        assert_eq!(shop.get(&format!("/orders?sort={sort}")).await.expect(200), json!({"orders": []}));
    }
    assert_eq!(shop.get("/orders?q=nothing").await.expect(200), json!({"orders": []}));
}
