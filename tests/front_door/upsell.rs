//! An upsell is pending for one hour from `placed_at`, to the second, whether or not a schedule runs (H1, H3).

use serde_json::{Value, json};
use waybill_local::Options;
use waybill_tests::{Reply, Shop, mugs, path_of};

async fn offered(shop: &Shop) -> Value {
    shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await
}

async fn complete(shop: &Shop, order: &Value, items: Value) -> Reply {
    shop.act(order, "complete", json!({ "upsell_items": items })).await
}

async fn release(shop: &Shop, order: &Value) -> Reply {
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    shop.act(order, &format!("fulfilment-orders/{at}/release"), json!({})).await
}

/// The timeline's events, and by whom.
async fn timeline(shop: &Shop, order: &Value) -> Vec<(String, String)> {
    let body = shop.get(&format!("{}/timeline", path_of(order))).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    body["events"].as_array().unwrap().iter().map(|event| (text(&event["event"]), text(&event["actor"]))).collect()
}

async fn names(shop: &Shop, order: &Value) -> Vec<String> {
    timeline(shop, order).await.into_iter().map(|(event, _)| event).collect()
}

#[tokio::test]
async fn at_59_59_it_is_pending_and_at_60_00_it_is_not_with_no_schedule() {
    let shop = Shop::open_with(Options { speed: 0, ..Options::for_a_test() }).await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    assert_eq!(order["fulfilment_status"], "pending");
    shop.advance("59m59s").await;
    assert_eq!(shop.read(&order).await["fulfilment_status"], "pending");
    shop.act(&order, "fulfilments", json!({})).await.expect_problem(409, "fulfilment_order_on_hold");
    shop.advance("1s").await;
    let read = shop.read(&order).await;
    assert_eq!(read["fulfilment_status"], "unfulfilled");
    assert_eq!(read["fulfilment_orders"][0]["holds"], json!([]));
    let listed = shop.get("/orders?fulfilment_status=unfulfilled").await.expect(200);
    assert_eq!(listed["orders"][0]["id"], order["id"]);
    assert_eq!(shop.get("/orders?fulfilment_status=pending").await.expect(200)["orders"], json!([]));
    shop.act(&order, "fulfilments", json!({})).await.expect(201);
}

#[tokio::test]
async fn what_the_customer_accepts_is_added_and_everything_is_ready() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let cups = json!([{"title": "Cup", "quantity": 2}, {"title": "Saucer", "quantity": 1, "location": "b"}]);
    let done = complete(&shop, &order, cups.clone()).await.expect(200);
    assert_eq!((&done["fulfilment_status"], &done["quantities"]["open"]), (&json!("unfulfilled"), &json!(4)));
    assert_eq!(done["line_items"].as_array().unwrap().len(), 3);
    assert_eq!(done["fulfilment_orders"].as_array().unwrap().len(), 2);
    assert_eq!(complete(&shop, &order, cups.clone()).await.expect(200), done);
    complete(&shop, &order, json!([])).await.expect_problem(409, "upsell_expired");
    complete(&shop, &order, json!([{"title": "Cup", "quantity": 1}])).await.expect_problem(409, "upsell_expired");
    shop.advance("2h").await;
    let later = complete(&shop, &order, cups).await.expect(200);
    assert_eq!((&later["revision"], &later["line_items"]), (&done["revision"], &done["line_items"]));
    assert_eq!(names(&shop, &order).await, ["order_placed", "hold_placed", "order_completed", "hold_released"]);
}

#[tokio::test]
async fn what_the_customer_declines_adds_nothing_and_frees_the_order() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let done = complete(&shop, &order, json!([])).await.expect(200);
    assert_eq!((&done["fulfilment_status"], &done["line_items"]), (&json!("unfulfilled"), &order["line_items"]));
    assert_eq!(complete(&shop, &order, json!([])).await.expect(200), done);
    complete(&shop, &order, mugs(1)).await.expect_problem(409, "upsell_expired");
    shop.advance("1h").await;
    assert_eq!(complete(&shop, &order, json!([])).await.expect(200)["revision"], done["revision"]);
}

#[tokio::test]
async fn after_the_hour_no_answer_is_taken_not_even_none() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    shop.advance("1h").await;
    for ran in [false, true] {
        if ran {
            shop.system.background.schedules.run_due().await;
        }
        complete(&shop, &order, mugs(1)).await.expect_problem(409, "upsell_expired");
        complete(&shop, &order, json!([])).await.expect_problem(409, "upsell_expired");
    }
    assert_eq!(shop.read(&order).await["line_items"], order["line_items"]);
}

#[tokio::test]
async fn an_order_without_an_offer_is_complete_already() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    assert_eq!(complete(&shop, &order, json!([])).await.expect(200)["revision"], order["revision"]);
    complete(&shop, &order, mugs(1)).await.expect_problem(409, "upsell_expired");
}

#[tokio::test]
async fn staff_may_release_it_and_the_customer_may_still_answer_within_the_hour() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let released = release(&shop, &order).await.expect(200);
    assert_eq!(
        (&released["fulfilment_status"], &released["fulfilment_orders"][0]["holds"]),
        (&json!("unfulfilled"), &json!([]))
    );
    shop.act(&order, "fulfilments", json!({})).await.expect(201);
    let done = complete(&shop, &order, mugs(2)).await.expect(200);
    assert_eq!((&done["fulfilment_status"], &done["quantities"]["open"]), (&json!("partially_fulfilled"), &json!(2)));
}

#[tokio::test]
async fn a_hold_of_the_staffs_goes_on_when_the_hour_is_over() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let path = format!("fulfilment-orders/{at}/hold");
    let held = shop.act(&order, &path, json!({"reason": "high_risk_of_fraud"})).await.expect(201);
    assert_eq!(held["fulfilment_status"], "on_hold");
    release(&shop, &order).await.expect_problem(409, "hold_id_required");
    shop.advance("1h").await;
    let read = shop.read(&order).await;
    assert_eq!(read["fulfilment_status"], "on_hold");
    let holds = read["fulfilment_orders"][0]["holds"].as_array().unwrap();
    assert_eq!((holds.len(), &holds[0]["reason"]), (1, &json!("high_risk_of_fraud")));
    assert_eq!(release(&shop, &order).await.expect(200)["fulfilment_status"], "unfulfilled");
}

#[tokio::test]
async fn an_upsells_hold_can_be_named_and_released_again_after_its_hour() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let at = &order["fulfilment_orders"][0];
    let path = format!("fulfilment-orders/{}/release", at["id"].as_str().unwrap());
    shop.advance("1h").await;
    let body = json!({"hold_id": at["holds"][0]["id"]});
    let released = shop.act(&order, &path, body).await.expect(200);
    assert_eq!(released["fulfilment_status"], "unfulfilled");
}

#[tokio::test]
async fn the_hour_counts_from_when_the_order_was_placed_not_from_when_we_heard_of_it() {
    let shop = Shop::open().await;
    let ago = |minutes: i64| (shop.system.clock.now() - chrono::TimeDelta::minutes(minutes)).to_rfc3339();
    let late = shop.place_with(json!({"line_items": mugs(1), "upsell": true, "placed_at": ago(59)})).await;
    assert_eq!(late["fulfilment_status"], "pending");
    shop.advance("1m").await;
    assert_eq!(shop.read(&late).await["fulfilment_status"], "unfulfilled");
    let over = shop.place_with(json!({"line_items": mugs(1), "upsell": true, "placed_at": ago(60)})).await;
    assert_eq!(
        (&over["fulfilment_status"], &over["fulfilment_orders"][0]["holds"]),
        (&json!("unfulfilled"), &json!([]))
    );
    complete(&shop, &over, mugs(1)).await.expect_problem(409, "upsell_expired");
    let ahead = (shop.system.clock.now() + chrono::TimeDelta::minutes(4)).to_rfc3339();
    let ahead = shop.place_with(json!({"line_items": mugs(1), "upsell": true, "placed_at": ahead})).await;
    shop.advance("1h3m").await;
    assert_eq!(shop.read(&ahead).await["fulfilment_status"], "pending");
    shop.advance("1m").await;
    assert_eq!(shop.read(&ahead).await["fulfilment_status"], "unfulfilled");
}

#[tokio::test]
async fn the_schedule_writes_it_down_once_however_often_it_runs() {
    let shop = Shop::open().await;
    let (one, two) = (offered(&shop).await, offered(&shop).await);
    let early = expire_pending::handler(shop.system.app.clone()).await.expect("a run");
    assert_eq!((early.due, early.changed, early.left), (0, 0, 0));
    shop.advance("1h").await;
    let app = || shop.system.app.clone();
    let (a, b, c) =
        tokio::join!(expire_pending::handler(app()), expire_pending::handler(app()), expire_pending::handler(app()));
    let changed: usize = [a, b, c].into_iter().map(|report| report.expect("a run").changed).sum();
    assert_eq!(changed, 2);
    let again = expire_pending::handler(app()).await.expect("a run");
    assert_eq!((again.due, again.changed, again.left), (0, 0, 0));
    for order in [&one, &two] {
        assert_eq!(names(&shop, order).await, ["order_placed", "hold_placed", "upsell_expired", "hold_released"]);
        let read = shop.read(order).await;
        assert_eq!((&read["fulfilment_status"], &read["revision"]), (&json!("unfulfilled"), &json!(2)));
    }
    // It is nobody's act: the hour ended by itself.
    assert!(timeline(&shop, &one).await[2..].iter().all(|(_, actor)| actor == "waybill"));
}

#[tokio::test]
async fn a_cancelled_order_is_never_due() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    let cancelled = shop.act(&order, "cancel", json!({})).await.expect(200);
    assert_eq!(cancelled["fulfilment_status"], "cancelled");
    complete(&shop, &order, json!([])).await.expect_problem(409, "order_cancelled");
    shop.advance("1h").await;
    let report = expire_pending::handler(shop.system.app.clone()).await.expect("a run");
    assert_eq!(report.due, 0);
}

#[tokio::test]
async fn in_automatic_mode_what_was_paid_is_fulfilled_by_the_answer_or_when_the_hour_is_over() {
    let shop = Shop::open().await;
    let _ = shop.put("/settings", json!({"fulfilment_mode": "automatic"})).await.expect(200);
    let paid = json!({"line_items": mugs(1), "upsell": true, "payment": {"status": "paid"}});
    let (answered, silent) = (shop.place_with(paid.clone()).await, shop.place_with(paid).await);
    let done = complete(&shop, &answered, json!([{"title": "Cup", "quantity": 2}])).await.expect(200);
    assert_eq!((&done["fulfilment_status"], &done["quantities"]["fulfilled"]), (&json!("fulfilled"), &json!(3)));
    shop.advance("1h").await;
    shop.system.background.schedules.run_due().await;
    assert_eq!(shop.read(&silent).await["fulfilment_status"], "fulfilled");
    let expected = ["order_placed", "hold_placed", "upsell_expired", "hold_released", "fulfilment_created"];
    assert_eq!(names(&shop, &silent).await, expected);
}

#[tokio::test]
async fn what_expired_by_itself_is_in_the_timeline_with_the_next_action() {
    let shop = Shop::open().await;
    let order = offered(&shop).await;
    shop.advance("1h").await;
    let _ = shop.act(&order, "fulfilments", json!({})).await.expect(201);
    let expected = ["order_placed", "hold_placed", "upsell_expired", "hold_released", "fulfilment_created"];
    assert_eq!(names(&shop, &order).await, expected);
    let actors: Vec<_> = timeline(&shop, &order).await.into_iter().map(|(_, actor)| actor).collect();
    assert_eq!(actors, ["demo", "demo", "waybill", "waybill", "demo"]);
    let report = expire_pending::handler(shop.system.app.clone()).await.expect("a run");
    assert_eq!(report.due, 0);
}
