//! A store's figures by day: whatever the stream does, each order counts once, for the days that it now has.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::tally::{Figures, Milestones};
use waybill_domain::text::TimeZone;
use waybill_lambda::{App, BatchAnswer};
use waybill_local::Options;
use waybill_store::StoreError;
use waybill_store::tally::rebuild::Next;
use waybill_tests::{Shop, mugs, path_of};

use crate::faults::{Fault, Faulty};
use crate::table::Table;

/// The figures of days on which something happened.
type Days = BTreeMap<NaiveDate, Figures>;

/// Random histories: each is some twenty actions on eight orders, told to the figures in its own way.
const HISTORIES: u64 = 6;

/// A die that falls the same way in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below this.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last + 1));
        }
    }
}

pub fn demo() -> StoreId {
    StoreId::try_from("demo".to_owned()).unwrap()
}

fn id_of(order: &Value) -> OrderId {
    OrderId::try_from(order["id"].as_str().unwrap().to_owned()).unwrap()
}

/// Sets the status of all of an order's parcels.
pub async fn set_status(shop: &Shop, order: &Value, status: &str) {
    for path in parcels(shop, order).await {
        let _ = shop.put(&path, json!({ "status": status })).await.expect(200);
    }
}

/// Undoes what was set by hand.
async fn undo_status(shop: &Shop, order: &Value) {
    for path in parcels(shop, order).await {
        let _ = shop.delete(&path).await.expect(200);
    }
}

/// Where the status of each of an order's parcels is set.
async fn parcels(shop: &Shop, order: &Value) -> Vec<String> {
    let read = shop.read(order).await;
    let path = |parcel: &Value| format!("{}/parcels/{}/status", path_of(order), parcel["id"].as_str().unwrap());
    read["parcels"].as_array().unwrap().iter().map(path).collect()
}

/// The figures as they are shown, read past the routes: all there are.
async fn shown(shop: &Shop) -> Days {
    let store = &shop.system.app.store;
    let Some(book) = store.find_book(&demo()).await.unwrap() else { return Days::new() };
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    store.figures(&demo(), book.shown, (day("1970-01-01"), day("9998-12-31"))).await.unwrap()
}

/// The figures as the orders themselves say.
async fn counted_by_hand(shop: &Shop, orders: &[Value], zone: &str) -> Days {
    let zone = TimeZone::try_from(zone.to_owned()).unwrap();
    let mut days = Days::new();
    for order in orders {
        let (_, stored) = shop.system.app.store.read_for_schedule(&demo(), &id_of(order)).await.unwrap().unwrap();
        for (day, figures) in
            waybill_domain::tally::Days::default().change_to(&Milestones::of(&stored.order).days(zone))
        {
            *days.entry(day).or_default() += figures;
        }
    }
    days
}

/// All that the stream has for the function.
fn records(shop: &Shop) -> Vec<Value> {
    shop.system.background.streams.records_for(tally::NAME).unwrap()
}

async fn give(app: &App, records: &[Value]) -> BatchAnswer {
    tally::handler(app.clone(), serde_json::from_value(json!({ "Records": records })).unwrap()).await
}

/// Runs the rebuild until its time has come and gone.
async fn rebuild(shop: &Shop) {
    for _ in 0..3 {
        rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
        shop.advance("5m").await;
    }
    rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
}

async fn cut_days_in(shop: &Shop, zone: &str) {
    let _ = shop.put("/settings", json!({ "time_zone": zone })).await.expect(200);
}

async fn fulfil(shop: &Shop, order: &Value) -> Value {
    shop.act(order, "fulfilments", json!({})).await.expect(201)
}

async fn cancel_all_fulfilments(shop: &Shop, order: &Value) {
    for fulfilment in shop.read(order).await["fulfilments"].as_array().unwrap() {
        let path = format!("fulfilments/{}/cancel", fulfilment["id"].as_str().unwrap());
        let _ = shop.act(order, &path, json!({})).await;
    }
}

/// One figure over all days: placed, fulfilled, delivered.
async fn sums(shop: &Shop) -> (i64, i64, i64) {
    shop.system.background.streams.drain().await;
    let mut sum = Figures::default();
    for figures in shown(shop).await.values() {
        sum += *figures;
    }
    (sum.placed, sum.fulfilled, sum.delivered)
}

#[tokio::test]
async fn an_order_counts_for_what_it_is_now() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(2)).await;
    assert_eq!(sums(&shop).await, (1, 0, 0));
    let line = order["line_items"][0]["id"].clone();
    let _ = shop
        .act(&order, "fulfilments", json!({"line_items": [{"line_item_id": line, "quantity": 1}]}))
        .await
        .expect(201);
    assert_eq!(sums(&shop).await, (1, 0, 0));
    fulfil(&shop, &order).await;
    assert_eq!(sums(&shop).await, (1, 1, 0));
    cancel_all_fulfilments(&shop, &order).await;
    assert_eq!(sums(&shop).await, (1, 0, 0));
    fulfil(&shop, &order).await;
    set_status(&shop, &order, "in_transit").await;
    assert_eq!(sums(&shop).await, (1, 1, 0));
    set_status(&shop, &order, "delivered").await;
    assert_eq!(sums(&shop).await, (1, 1, 1));
    undo_status(&shop, &order).await;
    assert_eq!(sums(&shop).await, (1, 1, 0));
    let _ = shop.act(&order, "archive", json!({})).await.expect(200);
    assert_eq!(sums(&shop).await, (0, 0, 0));
    let _ = shop.delete(&format!("{}/archive", path_of(&order))).await.expect(200);
    assert_eq!(sums(&shop).await, (1, 1, 0));
    let _ = shop.act(&order, "cancel", json!({})).await;
    assert_eq!(sums(&shop).await.0, 1);
}

#[tokio::test]
async fn what_changes_nothing_that_counts_is_not_told() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let before = records(&shop).len();
    let _ = shop.patch(&path_of(&order), json!({"note": "Gift"})).await.expect(200);
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let _ = shop.act(&order, &format!("fulfilment-orders/{at}/hold"), json!({"reason": "other"})).await.expect(201);
    assert_eq!(records(&shop).len(), before);
}

#[tokio::test]
async fn records_that_come_again_or_out_of_order_or_in_other_batches_count_once() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for _ in 0..15 {
        let order = shop.place(mugs(1)).await;
        fulfil(&shop, &order).await;
        if orders.len() % 2 == 0 {
            cancel_all_fulfilments(&shop, &order).await;
        }
        orders.push(order);
    }
    let records = records(&shop);
    assert!(records.len() >= 30, "{}", records.len());
    let expected = counted_by_hand(&shop, &orders, "UTC").await;
    let mut dice = Dice::new(7);
    for _ in 0..4 {
        let mut all = [records.clone(), records.clone()].concat();
        dice.shuffle(&mut all);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let (batch, later) = rest.split_at((1 + dice.below(40)).min(rest.len()));
            assert_eq!(give(&shop.system.app, batch).await.failures, []);
            rest = later;
        }
        assert_eq!(shown(&shop).await, expected);
    }
    let marked = Table::of(&shop).await.items_with("tally#").await;
    assert!(marked.iter().all(|item| !item.contains_key("gsi4pk")), "{marked:#?}");
}

#[tokio::test]
async fn what_the_stream_left_behind_is_counted_by_its_mark() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for _ in 0..30 {
        orders.push(shop.place(mugs(1)).await);
    }
    let run = || redrive_tally::handler(shop.system.app.clone());
    assert_eq!(run().await.unwrap().due, 0, "the stream has a while for it");
    shop.advance("6m").await;
    fulfil(&shop, &orders[0]).await;
    let report = run().await.unwrap();
    assert_eq!((report.due, report.changed, report.left), (30, 30, 0));
    assert_eq!(run().await.unwrap().due, 0);
    assert_eq!(sums(&shop).await, (30, 1, 0));
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "UTC").await);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_handed_back_and_stops_no_other() {
    let shop = Shop::open().await;
    shop.place(mugs(1)).await;
    shop.place(mugs(1)).await;
    let mut batch = records(&shop);
    batch[0]["dynamodb"]["NewImage"]["v"] = json!({"N": "99"});
    let answer = give(&shop.system.app, &batch).await;
    let place = batch[0]["dynamodb"]["SequenceNumber"].as_str().unwrap();
    let handed_back: Vec<_> = answer.failures.iter().map(|failure| failure.sequence_number.as_str()).collect();
    assert_eq!((handed_back, answer.report.changed), (vec![place], 1));
    assert!(
        answer
            .failure
            .as_ref()
            .is_some_and(|failure| matches!(failure.downcast_ref(), Some(StoreError::Unreadable(_))))
    );
    let said = serde_json::to_value(&answer).unwrap();
    assert_eq!(said, json!({"batchItemFailures": [{"itemIdentifier": place}]}));
}

#[tokio::test]
async fn a_record_of_an_event_that_is_not_there_counts_for_nothing() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let real = records(&shop);
    let forged: Value = serde_json::from_str(
        &json!(real[0]).to_string().replace(order["id"].as_str().unwrap(), "ord_00000000000000000000000001"),
    )
    .unwrap();
    let answer = give(&shop.system.app, &[forged, real[0].clone()]).await;
    assert_eq!((answer.failures.len(), answer.report.changed), (1, 1));
    assert_eq!(sums(&shop).await, (1, 0, 0));
}

#[tokio::test]
async fn a_count_whose_answer_is_lost_is_done_once() {
    for fault in [
        Fault::CutAfter,
        Fault::CutBefore,
        Fault::ErrorAfter(500, "InternalServerError"),
        Fault::Cancelled("TransactionConflict"),
    ] {
        let shop = Shop::open().await;
        shop.place(mugs(1)).await;
        let records = records(&shop);
        let faulty = Faulty::start(&shop, &[("TransactWriteItems", fault, 2)]).await;
        assert_eq!(give(&faulty.app, &records).await.failures, [], "{fault:?}");
        faulty.assert_met();
        assert_eq!(sums(&shop).await, (1, 0, 0), "{fault:?}");
    }
}

#[tokio::test]
async fn what_the_table_does_not_take_is_handed_back_and_stays_marked() {
    let shop = Shop::open().await;
    shop.place(mugs(1)).await;
    let records = records(&shop);
    let faulty = Faulty::start(&shop, &[("TransactWriteItems", Fault::CutBefore, 1_000)]).await;
    let answer = give(&faulty.app, &records).await;
    assert_eq!((answer.failures.len(), answer.report.left), (1, 1));
    faulty.recover();
    shop.advance("6m").await;
    assert_eq!(redrive_tally::handler(shop.system.app.clone()).await.unwrap().changed, 1);
    assert_eq!(sums(&shop).await, (1, 0, 0));
}

#[tokio::test]
async fn days_are_cut_where_the_merchant_lives() {
    // In New York the first of November 2026 has 25 hours, and the eighth of March 23; Apia had no 30 December 2011.
    let cases = [
        ("America/New_York", "2026-11-01T03:59:59Z", "2026-10-31"),
        ("America/New_York", "2026-11-01T04:00:00Z", "2026-11-01"),
        ("America/New_York", "2026-11-02T04:59:59Z", "2026-11-01"),
        ("America/New_York", "2026-11-02T05:00:00Z", "2026-11-02"),
        ("America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"),
        ("America/New_York", "2026-03-09T03:59:59Z", "2026-03-08"),
        ("America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"),
        ("Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29"),
        ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31"),
    ];
    for zone in ["America/New_York", "Pacific/Apia"] {
        let shop = Shop::open().await;
        cut_days_in(&shop, zone).await;
        rebuild(&shop).await;
        for (_, placed_at, date) in cases.iter().filter(|(of, ..)| *of == zone) {
            let before = on(&shop, date).await;
            let _ = shop.place_with(json!({"line_items": mugs(1), "placed_at": placed_at})).await;
            shop.system.background.streams.drain().await;
            let after = on(&shop, date).await;
            assert_eq!(
                after["placed"]["count"].as_u64(),
                before["placed"]["count"].as_u64().map(|count| count + 1),
                "{placed_at}"
            );
            let listed = shop.get(after["placed"]["orders"].as_str().unwrap()).await.expect(200);
            assert_eq!(listed["orders"].as_array().unwrap().len() as u64, after["placed"]["count"].as_u64().unwrap());
        }
    }
}

/// A day of the monitoring page.
async fn on(shop: &Shop, date: &str) -> Value {
    let page = shop.get(&format!("/monitoring?from={date}&to={date}")).await.expect(200);
    page["days"][0].clone()
}

#[tokio::test]
async fn another_time_zone_cuts_all_days_anew_and_shows_them_when_they_are_whole() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for hour in 0..24 {
        let placed_at = format!("2026-10-31T{hour:02}:30:00Z");
        orders.push(shop.place_with(json!({"line_items": mugs(1), "placed_at": placed_at})).await);
    }
    let _ = shop.act(&orders[3], "archive", json!({})).await.expect(200);
    shop.system.background.streams.drain().await;
    let in_utc = counted_by_hand(&shop, &orders, "UTC").await;
    assert_eq!(shown(&shop).await, in_utc);
    cut_days_in(&shop, "America/New_York").await;
    assert_eq!(rebuild_tallies::handler(shop.system.app.clone()).await.unwrap().changed, 1);
    let page = shop.get("/monitoring").await.expect(200);
    assert_eq!((&page["time_zone"], &page["rebuilding"]["time_zone"]), (&json!("UTC"), &json!("America/New_York")));
    // Until all are counted, what was shown is shown; what happens meanwhile is counted in the new days alone.
    fulfil(&shop, &orders[0]).await;
    orders.push(shop.place_with(json!({"line_items": mugs(1), "placed_at": "2020-02-29T23:00:00Z"})).await);
    shop.system.background.streams.drain().await;
    assert_eq!(shown(&shop).await, in_utc);
    shop.advance("5m").await;
    assert_eq!(rebuild_tallies::handler(shop.system.app.clone()).await.unwrap().changed, 1);
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "America/New_York").await);
    let page = shop.get("/monitoring").await.expect(200);
    assert_eq!((&page["time_zone"], &page["rebuilding"]), (&json!("America/New_York"), &Value::Null));
    // The figures before go when nobody reads them any more.
    shop.advance("5m").await;
    rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
    assert!(Table::of(&shop).await.items_with("demo#tally#1#").await.is_empty());
    assert_eq!(rebuild_tallies::handler(shop.system.app.clone()).await.unwrap().due, 0);
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "America/New_York").await);
}

#[tokio::test]
async fn a_zone_that_changes_while_figures_are_rebuilt_begins_again() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        orders.push(shop.place(mugs(1)).await);
    }
    shop.system.background.streams.drain().await;
    for zone in ["Asia/Tokyo", "Pacific/Apia", "Asia/Kathmandu"] {
        cut_days_in(&shop, zone).await;
        rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
        orders.push(shop.place(mugs(1)).await);
        shop.system.background.streams.drain().await;
    }
    rebuild(&shop).await;
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "Asia/Kathmandu").await);
    for over in 1..=3 {
        assert!(Table::of(&shop).await.items_with(&format!("demo#tally#{over}#")).await.is_empty(), "{over}");
    }
}

#[tokio::test]
async fn the_operator_can_have_figures_rebuilt_that_were_never_counted() {
    let shop = Shop::open().await;
    let orders = [shop.place(mugs(1)).await, shop.place(mugs(1)).await];
    let command = json!({"do": "rebuild_tallies", "store_id": "demo"});
    let app = shop.system.app.clone();
    open_store::handler(app.clone(), serde_json::from_value(command).unwrap()).await.expect("it is asked for");
    let unknown = json!({"do": "rebuild_tallies", "store_id": "nobody"});
    assert!(open_store::handler(app, serde_json::from_value(unknown).unwrap()).await.is_err());
    rebuild(&shop).await;
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "UTC").await);
    assert_eq!(sums(&shop).await, (2, 0, 0));
}

#[tokio::test]
async fn an_order_that_changes_while_it_is_walked_counts_once() {
    for told_first in [false, true] {
        let shop = Shop::open().await;
        let store = &shop.system.app.store;
        let order = shop.place(mugs(1)).await;
        shop.system.background.streams.drain().await;
        store.ask_to_rebuild(&demo(), shop.system.app.now()).await.unwrap();
        rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
        shop.advance("5m").await;
        let now = shop.system.app.now();
        let Next::Walk(walk) = store.next_of_rebuild(&demo(), now).await.unwrap() else { panic!("no walk") };
        let seen = store.snapshots(&demo(), &walk.orders).await.unwrap();
        fulfil(&shop, &order).await;
        if told_first {
            shop.system.background.streams.drain().await;
        }
        store.count_orders(&demo(), &seen).await.unwrap();
        // Another run that is at the same page counts nothing more, and only one of them goes on.
        store.count_orders(&demo(), &seen).await.unwrap();
        let Next::Walk(other) = store.next_of_rebuild(&demo(), now).await.unwrap() else { panic!("no walk") };
        assert!(store.walked(&demo(), walk, now).await.unwrap());
        assert!(matches!(store.walked(&demo(), other, now).await, Err(StoreError::LostRace)));
        assert_eq!(sums(&shop).await, (1, 1, 0), "{told_first}");
        assert_eq!(shown(&shop).await, counted_by_hand(&shop, &[order], "UTC").await);
    }
}

#[tokio::test]
async fn a_count_that_began_in_an_epoch_that_is_over_is_done_in_the_new_one() {
    let shop = Shop::open().await;
    let first = shop.place(mugs(1)).await;
    shop.system.background.streams.drain().await;
    let old = records(&shop);
    let _ = shop.act(&first, "archive", json!({})).await.expect(200);
    shop.system.background.streams.drain().await;
    shop.system.app.store.ask_to_rebuild(&demo(), shop.system.app.now()).await.unwrap();
    rebuild(&shop).await;
    // The order is archived, and no walk meets it: what comes late of it must not bring it back.
    assert_eq!(give(&shop.system.app, &old).await.failures, []);
    assert_eq!(sums(&shop).await, (0, 0, 0));
}

#[tokio::test]
async fn while_figures_are_rebuilt_everything_goes_on() {
    let shop = Shop::open_with(Options::for_a_test()).await;
    let mut orders = Vec::new();
    for _ in 0..130 {
        orders.push(shop.place(mugs(1)).await);
    }
    shop.system.background.streams.drain().await;
    cut_days_in(&shop, "Asia/Tokyo").await;
    rebuild_tallies::handler(shop.system.app.clone()).await.expect("a run");
    shop.advance("5m").await;
    let going_on = async {
        for order in orders.iter().step_by(5) {
            fulfil(&shop, order).await;
            shop.system.background.streams.drain().await;
        }
        shop.place_with(json!({"line_items": mugs(1), "placed_at": "2020-01-01T00:00:00Z"})).await
    };
    let (new, first, second) = tokio::join!(
        going_on,
        rebuild_tallies::handler(shop.system.app.clone()),
        rebuild_tallies::handler(shop.system.app.clone())
    );
    assert!(first.is_ok() && second.is_ok());
    orders.push(new);
    rebuild(&shop).await;
    assert_eq!(sums(&shop).await, (131, 26, 0));
    assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "Asia/Tokyo").await);
}

#[tokio::test]
async fn after_any_history_the_figures_are_those_of_the_orders_however_they_were_told() {
    for seed in 1..=HISTORIES {
        let shop = Shop::open().await;
        let mut dice = Dice::new(seed);
        let orders = history(&shop, &mut dice).await;
        let mut all = records(&shop);
        dice.shuffle(&mut all);
        for batch in all.chunks(1 + dice.below(30)) {
            assert_eq!(give(&shop.system.app, batch).await.failures, []);
        }
        let incremental = shown(&shop).await;
        assert_eq!(incremental, counted_by_hand(&shop, &orders, "UTC").await, "seed {seed}");
        shop.system.app.store.ask_to_rebuild(&demo(), shop.system.app.now()).await.unwrap();
        rebuild(&shop).await;
        assert_eq!(shown(&shop).await, incremental, "seed {seed}");
        cut_days_in(&shop, "Pacific/Apia").await;
        rebuild(&shop).await;
        shop.system.background.streams.drain().await;
        assert_eq!(shown(&shop).await, counted_by_hand(&shop, &orders, "Pacific/Apia").await, "seed {seed}");
    }
}

/// What happens to some orders, some of it told at once.
async fn history(shop: &Shop, dice: &mut Dice) -> Vec<Value> {
    let now: DateTime<Utc> = shop.system.app.now();
    let mut orders = Vec::new();
    for _ in 0..8 {
        let placed_at = now - TimeDelta::hours(i64::try_from(dice.below(500)).unwrap());
        orders.push(shop.place_with(json!({"line_items": mugs(2), "placed_at": placed_at})).await);
    }
    for _ in 0..24 {
        let order = &orders[dice.below(orders.len())];
        match dice.below(9) {
            0..=2 => drop(shop.act(order, "fulfilments", json!({})).await),
            3 => cancel_all_fulfilments(shop, order).await,
            4 => drop(shop.act(order, "archive", json!({})).await),
            5 => drop(shop.delete(&format!("{}/archive", path_of(order))).await),
            6 => set_status(shop, order, "delivered").await,
            7 => undo_status(shop, order).await,
            _ => shop.system.background.streams.drain().await,
        }
        if dice.below(4) == 0 {
            shop.advance("7h").await;
        }
    }
    orders
}
