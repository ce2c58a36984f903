//! The local run: data that stays, options, a clock that only goes forward, and refusals that say what to do.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use waybill_local::{LocalError, Options, System};
use waybill_tests::{Reply, Shop, mugs};

/// A folder of a test's own; it goes when the test ends well.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("waybill-local-run-{}-{count}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn options(&self) -> Options {
        Options { data: self.0.clone(), in_memory: false, ..Options::for_a_test() }
    }

    fn with_key(&self, key: &str) -> Options {
        Options { api_key: Some(key.to_owned()), ..self.options() }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

async fn refused(options: Options) -> LocalError {
    match System::start(options).await {
        Ok(_) => panic!("it started"),
        Err(error) => error,
    }
}

async fn stop(shop: Shop) {
    shop.system.stop().await.expect("a clean stop");
}

async fn names(shop: &Shop) -> Vec<String> {
    let listed = shop.get("/orders?limit=250").await.expect(200);
    listed["orders"].as_array().unwrap().iter().map(|order| order["name"].as_str().unwrap().to_owned()).collect()
}

async fn clock(shop: &Shop, body: &str) -> Reply {
    shop.send(shop.request(Method::POST, "/local/clock").body(body.to_owned())).await
}

fn shown(reply: &Value) -> DateTime<Utc> {
    reply["now"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn data_key_and_clock_stay_between_runs() {
    let folder = Folder::new();
    let shop = Shop::open_with(folder.options()).await;
    let key = shop.api_key().to_owned();
    let order = shop.place(mugs(2)).await;
    let _ = shop.act(&order, "fulfilments", json!({"tracking": [{"number": "A1"}]})).await.expect(201);
    shop.advance("100h").await;
    let before = shop.system.clock.now();
    let kept = shop.read(&order).await;
    stop(shop).await;
    let shop = Shop::open_with(folder.options()).await;
    assert_eq!(shop.api_key(), key);
    assert!(shop.system.clock.now() >= before, "the clock ran backwards");
    let mut read = shop.read(&order).await;
    // The port is another one, and the links lead there.
    assert!(read["status_page_url"].as_str().unwrap().starts_with(shop.system.url()));
    read["status_page_url"] = kept["status_page_url"].clone();
    assert_eq!(read, kept);
    let found = shop.get("/orders?q=A1").await.expect(200);
    assert_eq!(found["orders"][0]["id"], order["id"]);
    stop(shop).await;
}

#[tokio::test]
async fn fresh_forgets_what_an_earlier_run_kept_and_nothing_else() {
    let folder = Folder::new();
    let shop = Shop::open_with(folder.options()).await;
    let key = shop.api_key().to_owned();
    let _ = shop.place(mugs(1)).await;
    shop.advance("1000h").await;
    stop(shop).await;
    let own = folder.0.join("notes.txt");
    std::fs::write(&own, "mine").unwrap();
    let shop = Shop::open_with(Options { fresh: true, ..folder.options() }).await;
    assert_eq!(names(&shop).await, Vec::<String>::new());
    assert_ne!(shop.api_key(), key);
    assert!(shop.system.clock.now() < Utc::now() + chrono::TimeDelta::hours(1));
    assert_eq!(std::fs::read_to_string(own).unwrap(), "mine");
    stop(shop).await;
}

#[tokio::test]
async fn the_demo_orders_show_every_status_and_are_placed_once() {
    let folder = Folder::new();
    let shop = Shop::open_with(Options { empty: false, ..folder.options() }).await;
    let mut summaries = Vec::new();
    for archived in ["false", "true"] {
        let listed = shop.get(&format!("/orders?archived={archived}")).await.expect(200);
        summaries.extend(listed["orders"].as_array().unwrap().clone());
    }
    let texts = |pick: fn(&Value) -> &Value| -> BTreeSet<String> {
        summaries.iter().filter_map(|order| pick(order).as_str().map(str::to_owned)).collect()
    };
    let statuses = texts(|order| &order["fulfilment_status"]);
    let all = ["cancelled", "fulfilled", "not_required", "on_hold", "partially_fulfilled", "pending", "unfulfilled"];
    assert_eq!(statuses, all.map(str::to_owned).into());
    let (mut locales, mut currencies, mut locations) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for summary in &summaries {
        let order = shop.read(summary).await;
        locales.insert(order["locale"].to_string());
        currencies.insert(order["line_items"][0]["unit_price"]["currency"].to_string());
        locations.extend(order["fulfilment_orders"].as_array().unwrap().iter().map(|at| at["location"].to_string()));
    }
    assert!(
        locales.len() > 3 && currencies.len() > 3 && locations.len() > 1,
        "{locales:?} {currencies:?} {locations:?}"
    );
    let before = names(&shop).await;
    stop(shop).await;
    let shop = Shop::open_with(Options { empty: false, ..folder.options() }).await;
    assert_eq!(names(&shop).await, before);
    stop(shop).await;
}

#[tokio::test]
async fn an_empty_run_has_a_store_and_no_orders() {
    let shop = Shop::open_with(Options { empty: true, ..Options::for_a_test() }).await;
    assert_eq!(names(&shop).await, Vec::<String>::new());
    assert_eq!(shop.get("/settings").await.expect(200)["name"], "Demo store");
}

#[tokio::test]
async fn a_given_key_is_taken_as_it_is_and_kept_beside_earlier_ones() {
    let folder = Folder::new();
    let shop = Shop::open_with(folder.with_key("wb_demo_one")).await;
    assert_eq!(shop.api_key(), "wb_demo_one");
    stop(shop).await;
    let shop = Shop::open_with(folder.options()).await;
    assert_eq!(shop.api_key(), "wb_demo_one");
    stop(shop).await;
    let shop = Shop::open_with(folder.with_key("wb_demo_two")).await;
    let _ = shop.get("/orders").await.expect(200);
    let first = reqwest::Client::new().get(format!("{}/orders", shop.system.url())).bearer_auth("wb_demo_one");
    let _ = shop.send(first).await.expect(200);
    stop(shop).await;
}

#[tokio::test]
async fn a_key_of_another_store_or_of_no_form_is_refused_and_says_so() {
    for key in ["wb_hats_x", "demo", "wb_demo_", "wb_demo", "", "wb_Demo_x", "wb_demo_a b"] {
        let error = refused(Options { api_key: Some(key.to_owned()), ..Options::for_a_test() }).await;
        assert!(matches!(error, LocalError::ApiKey(_)), "{key}: {error}");
        let said = error.to_string();
        assert!(said.starts_with("--api-key must b") && said.contains("wb_"), "{key}: {said}");
    }
}

#[tokio::test]
async fn two_runs_on_one_folder_are_refused_and_the_first_goes_on() {
    let folder = Folder::new();
    let shop = Shop::open_with(folder.options()).await;
    let _ = shop.place(mugs(1)).await;
    for fresh in [false, true] {
        let said = refused(Options { fresh, ..folder.options() }).await.to_string();
        assert!(said.contains("another run") && said.contains("--data"), "{said}");
    }
    assert_eq!(names(&shop).await, ["#1"]);
    stop(shop).await;
    stop(Shop::open_with(folder.options()).await).await;
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_and_so_is_what_to_do() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let said = refused(Options { port, ..Options::for_a_test() }).await.to_string();
    assert!(said.contains(&port.to_string()) && said.contains("taken") && said.contains("--port"), "{said}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let folder = Folder::new();
    std::fs::write(&folder.0, "a file").unwrap();
    let said = refused(folder.options()).await.to_string();
    assert!(said.contains(&folder.0.display().to_string()), "{said}");
    std::fs::remove_file(&folder.0).unwrap();
}

#[tokio::test]
async fn data_that_cannot_be_read_is_refused_and_stays_as_it_is() {
    let folder = Folder::new();
    std::fs::create_dir_all(&folder.0).unwrap();
    for (name, text) in
        [("clock.json", "{"), ("clock.json", "{\"shown\": 7}"), ("api-key", "nonsense"), ("streams.json", "{")]
    {
        std::fs::write(folder.0.join(name), text).unwrap();
        let said = refused(folder.options()).await.to_string();
        assert!(said.contains("cannot be read") || said.contains("must be an API key"), "{name}: {said}");
        assert_eq!(std::fs::read_to_string(folder.0.join(name)).unwrap(), text);
        std::fs::remove_file(folder.0.join(name)).unwrap();
    }
}

#[tokio::test]
async fn the_clock_is_moved_on_and_never_back() {
    let shop = Shop::open().await;
    let mut last = shown(&shop.get("/local/clock").await.expect(200));
    for (advance, seconds) in [("59m59s", 3_599), ("1h", 3_600), ("0s", 0), ("2days 3h", 183_600), ("1ms", 0)] {
        let now = shown(&clock(&shop, &json!({ "advance": advance }).to_string()).await.expect(200));
        assert!(now >= last + chrono::TimeDelta::seconds(seconds), "{advance}: {last} → {now}");
        last = now;
    }
    for body in [
        "",
        "{",
        "{}",
        "[]",
        "{\"advance\": 7}",
        "{\"advance\": \"\"}",
        "{\"advance\": \"soon\"}",
        "{\"advance\": \"-1h\"}",
        "{\"advance\": \"1h\", \"back\": true}",
        "{\"advance\": \"9000years\"}",
        "{\"advance\": \"1000000years\"}",
        "{\"advance\": \"100000000000000years\"}",
    ] {
        let before = shop.system.clock.now();
        let reply = clock(&shop, body).await;
        assert_eq!(reply.status, 400, "{body}: {:#}", reply.body);
        assert!(reply.body["message"].as_str().unwrap().contains("advance"), "{body}");
        assert!(shop.system.clock.now() - before < chrono::TimeDelta::hours(1), "{body} moved the clock");
    }
}

#[tokio::test]
async fn a_schedule_that_becomes_due_has_run_when_the_clock_answers() {
    let shop = Shop::open_with(Options { no_schedules: false, ..Options::for_a_test() }).await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    shop.advance("59m").await;
    assert_eq!(shop.read(&order).await["revision"], 1);
    shop.advance("1m").await;
    let read = shop.read(&order).await;
    assert_eq!((&read["revision"], &read["fulfilment_status"]), (&json!(2), &json!("unfulfilled")));
}

#[tokio::test]
async fn what_happened_has_been_counted_when_the_clock_answers() {
    let shop = Shop::open_with(Options { no_schedules: false, ..Options::for_a_test() }).await;
    let order = shop.place(mugs(1)).await;
    let _ = shop.act(&order, "fulfilments", json!({})).await.expect(201);
    shop.advance("0s").await;
    let page = shop.get("/monitoring").await.expect(200);
    assert_eq!((&page["placed"]["count"], &page["fulfilled"]["count"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn the_stream_goes_on_where_it_was_between_runs() {
    let folder = Folder::new();
    let read = || std::fs::read_to_string(folder.0.join("streams.json")).unwrap();
    let shop = Shop::open_with(folder.options()).await;
    shop.place(mugs(1)).await;
    shop.system.background.streams.drain().await;
    shop.system.background.streams.drain().await;
    let before = read();
    // Nobody hears of this one in this run.
    shop.place(mugs(1)).await;
    stop(shop).await;
    let shop = Shop::open_with(folder.options()).await;
    assert_eq!(read(), before);
    shop.system.background.streams.drain().await;
    assert_ne!(read(), before);
    assert_eq!(shop.get("/monitoring").await.expect(200)["placed"]["count"], 2);
    stop(shop).await;
}

#[tokio::test]
async fn without_schedules_what_is_due_stays_due() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    shop.advance("2h").await;
    let read = shop.read(&order).await;
    assert_eq!((&read["revision"], &read["fulfilment_status"]), (&json!(1), &json!("unfulfilled")));
}

#[tokio::test]
async fn what_it_says_first_can_be_done() {
    let shop = Shop::open_with(Options { empty: false, ..Options::for_a_test() }).await;
    let welcome = shop.system.welcome();
    assert!(welcome.contains(shop.system.dynamodb()) && welcome.contains(shop.api_key()));
    let page = welcome.lines().map(str::trim).find(|line| line.contains("/status/")).expect("a customer's page");
    let page = reqwest::get(page).await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("#0994"));
    let whole = welcome.replace("\\\n", " ").replace(shop.system.url(), "http://127.0.0.1:9000");
    let key = format!("Authorization: Bearer {}", shop.api_key());
    let whole = whole.replace(&key, "Authorization: Bearer $(cat .waybill/api-key)");
    let mut said = 0;
    for line in whole.lines().map(str::trim).filter(|line| line.starts_with("curl ")) {
        let reply = crate::readme::send(&shop, &crate::readme::curl(line), &serde_json::Value::Null).await;
        assert!((200..300).contains(&reply.status), "{line}: {:#}", reply.body);
        said += 1;
    }
    assert_eq!(said, 4);
}

#[tokio::test]
async fn no_page_of_another_site_moves_the_clock() {
    let shop = Shop::open().await;
    let before = shown(&shop.get("/local/clock").await.expect(200));
    let from_a_page = shop.request(Method::POST, "/local/clock").header("origin", "https://example.com");
    let reply = shop.send(from_a_page.body(r#"{"advance": "9000h"}"#)).await;
    assert_eq!(reply.status, 403, "{:#}", reply.body);
    let after = shop.get("/local/clock").await.expect(200);
    assert!(shown(&after) < before + chrono::TimeDelta::hours(9_000));
}

#[tokio::test]
async fn data_of_a_version_with_another_table_is_refused_and_says_what_to_do() {
    let folder = Folder::new();
    stop(Shop::open_with(folder.options()).await).await;
    std::fs::write(folder.0.join("table.json"), "{}").unwrap();
    let said = refused(folder.options()).await.to_string();
    assert!(said.contains("--fresh") && said.contains("--data"), "{said}");
    stop(Shop::open_with(Options { fresh: true, ..folder.options() }).await).await;
}
