//! Thirty-two clients at once: one of them wins, the others are refused cleanly, and everything adds up.

use std::collections::BTreeMap;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use waybill_local::functions::{Handler, named};
use waybill_tests::{Reply, Shop, entries, mugs, path_of, told};

const CLIENTS: usize = 32;

/// How many answers of each status and code there were.
fn tally(replies: &[Reply]) -> BTreeMap<(u16, &str), usize> {
    replies.iter().fold(BTreeMap::new(), |mut tally, reply| {
        *tally.entry((reply.status, reply.code())).or_default() += 1;
        tally
    })
}

fn with_status(replies: &[Reply], status: u16) -> usize {
    replies.iter().filter(|reply| reply.status == status).count()
}

fn post(shop: &Shop, path: &str, body: &Value) -> RequestBuilder {
    shop.request(Method::POST, path).json(body)
}

fn on(shop: &Shop, order: &Value, path: &str, body: &Value) -> RequestBuilder {
    post(shop, &format!("{}/{path}", path_of(order)), body)
}

/// So many of one request and so many of another, in turns.
fn in_turns(
    number: usize,
    one: impl Fn() -> RequestBuilder,
    other: impl Fn() -> RequestBuilder,
) -> Vec<RequestBuilder> {
    (0..number).map(|index| if index % 2 == 0 { one() } else { other() }).collect()
}

/// The answers to the one request, and to the other.
fn apart(replies: Vec<Reply>) -> (Vec<Reply>, Vec<Reply>) {
    let (one, other): (Vec<_>, Vec<_>) = replies.into_iter().enumerate().partition(|(index, _)| index % 2 == 0);
    let replies = |of: Vec<(usize, Reply)>| of.into_iter().map(|(_, reply)| reply).collect();
    (replies(one), replies(other))
}

#[tokio::test(flavor = "multi_thread")]
async fn of_32_who_fulfil_everything_one_succeeds() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(3)).await;
    let requests = (0..CLIENTS).map(|_| on(&shop, &order, "fulfilments", &json!({}))).collect();
    let replies = shop.send_at_once(requests).await;
    assert_eq!(tally(&replies), BTreeMap::from([((201, ""), 1), ((409, "nothing_to_fulfil"), 31)]));
    let (order, events) = shop.sound(&order).await;
    assert_eq!(told(&events, "fulfilment_created").len(), 1);
    assert_eq!(order["quantities"], json!({"ordered": 3, "open": 0, "held": 0, "fulfilled": 3, "cancelled": 0}));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_32_who_take_one_of_four_four_succeed() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(4)).await;
    let one = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    let replies = shop.send_at_once((0..CLIENTS).map(|_| on(&shop, &order, "fulfilments", &one)).collect()).await;
    assert_eq!((with_status(&replies, 201), with_status(&replies, 409)), (4, 28), "{:?}", tally(&replies));
    let (order, events) = shop.sound(&order).await;
    assert_eq!(told(&events, "fulfilment_created").len(), 4);
    assert_eq!(order["quantities"]["fulfilled"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_fulfilled_while_the_order_is_cancelled_is_one_or_the_other() {
    let shop = Shop::open().await;
    for _ in 0..3 {
        let order = shop.place(mugs(3)).await;
        let fulfil = || on(&shop, &order, "fulfilments", &json!({}));
        let cancel = || on(&shop, &order, "cancel", &json!({}));
        let (fulfilled, cancelled) = apart(shop.send_at_once(in_turns(CLIENTS, fulfil, cancel)).await);
        assert_eq!(with_status(&cancelled, 200), CLIENTS / 2, "{:?}", tally(&cancelled));
        let made = with_status(&fulfilled, 201);
        assert!(made <= 1 && made + with_status(&fulfilled, 409) == CLIENTS / 2, "{:?}", tally(&fulfilled));
        let (order, events) = shop.sound(&order).await;
        assert_eq!(order["fulfilment_status"], "cancelled");
        assert_eq!(order["quantities"]["fulfilled"], if made == 1 { 3 } else { 0 });
        assert_eq!(told(&events, "fulfilment_created").len(), made);
        assert_eq!(told(&events, "order_cancelled").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fulfilment_that_is_cancelled_while_others_fulfil_gives_its_items_back_once() {
    let shop = Shop::open().await;
    for _ in 0..3 {
        let order = shop.place(mugs(3)).await;
        let order = shop.act(&order, "fulfilments", json!({})).await.expect(201);
        let first = order["fulfilments"][0]["id"].as_str().unwrap();
        let fulfil = || on(&shop, &order, "fulfilments", &json!({}));
        let cancel = || on(&shop, &order, &format!("fulfilments/{first}/cancel"), &json!({}));
        let (fulfilled, cancelled) = apart(shop.send_at_once(in_turns(CLIENTS, fulfil, cancel)).await);
        assert_eq!(with_status(&cancelled, 200), CLIENTS / 2, "{:?}", tally(&cancelled));
        let made = with_status(&fulfilled, 201);
        assert!(made <= 1 && made + with_status(&fulfilled, 409) == CLIENTS / 2, "{:?}", tally(&fulfilled));
        let (order, events) = shop.sound(&order).await;
        assert_eq!(order["quantities"]["fulfilled"], if made == 1 { 3 } else { 0 });
        assert_eq!(told(&events, "fulfilment_cancelled").len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn either_it_is_held_or_it_is_fulfilled() {
    let shop = Shop::open().await;
    for clients in [CLIENTS, 2, 2, 2, 2, 4, 4] {
        let order = shop.place(mugs(3)).await;
        let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
        let reason = json!({"reason": "incorrect_address"});
        let fulfil = || on(&shop, &order, "fulfilments", &json!({}));
        let hold = || on(&shop, &order, &format!("fulfilment-orders/{at}/hold"), &reason);
        let (made, placed) = apart(shop.send_at_once(in_turns(clients, fulfil, hold)).await);
        let (order, events) = shop.sound(&order).await;
        let tallies = (tally(&made), tally(&placed));
        let half = clients / 2;
        if order["fulfilment_status"] == "fulfilled" {
            assert_eq!((with_status(&made, 201), with_status(&made, 409)), (1, half - 1), "{tallies:?}");
            assert_eq!(with_status(&placed, 409), half, "{tallies:?}");
        } else {
            // Ten holds may stand.
            let most = half.min(10);
            assert_eq!(order["fulfilment_status"], "on_hold");
            assert_eq!(with_status(&made, 409), half, "{tallies:?}");
            assert_eq!((with_status(&placed, 201), with_status(&placed, 409)), (most, half - most), "{tallies:?}");
            assert_eq!(told(&events, "hold_placed").len(), most);
        }
    }
}

/// Who answers the upsell around its hour, while the schedule looks for what is over.
#[tokio::test(flavor = "multi_thread")]
async fn an_upsell_is_completed_or_over_and_never_both() {
    let shop = Shop::open().await;
    let Handler::Schedule(expire_pending) = named("expire_pending").unwrap().handler else { panic!("no schedule") };
    let accepted = json!({"upsell_items": [{"title": "Spoon", "quantity": 1}]});
    let (mut completed, mut over) = (0, 0);
    for (first, last) in [("50m", "1m"), ("59m59s", "1s"), ("59m59s", "2s"), ("1h", "1s")] {
        let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
        shop.advance(first).await;
        let clients = 30; // and the two runs of the schedule
        let accept = || on(&shop, &order, "complete", &accepted);
        let decline = || on(&shop, &order, "complete", &json!({"upsell_items": []}));
        let mut requests = in_turns(clients, accept, decline);
        requests.insert(clients / 2, post(&shop, "/local/clock", &json!({"advance": last})));
        let app = shop.system.rooms();
        let runs = async {
            for _ in 0..4 {
                let (one, other, ()) = tokio::join!(
                    expire_pending(app.clone()),
                    expire_pending(app.clone()),
                    shop.system.background.schedules.run_due()
                );
                assert!(one.is_ok() && other.is_ok());
            }
        };
        let (mut replies, ()) = tokio::join!(shop.send_at_once(requests), runs);
        let _ = replies.remove(clients / 2).expect(200);
        let (accepts, declines) = apart(replies);
        let tallies = (tally(&accepts), tally(&declines));
        let (answered, refused) = (with_status(&accepts, 200), with_status(&declines, 200));
        assert!(answered == 0 || refused == 0, "two answers: {tallies:?}");
        assert_eq!(
            answered + refused + with_status(&accepts, 409) + with_status(&declines, 409),
            clients,
            "{tallies:?}"
        );
        // What is over is written down, at the latest by now.
        assert!(expire_pending(app).await.is_ok());
        let (order, events) = shop.sound(&order).await;
        assert_eq!(told(&events, "hold_released").len(), 1, "{events:#?}");
        let spoons = entries(&order["line_items"]).filter(|line| line["title"] == "Spoon").count();
        assert_eq!(spoons, usize::from(answered > 0));
        let was_completed = answered + refused > 0;
        assert_eq!(told(&events, "order_completed").len(), usize::from(was_completed));
        assert_eq!(told(&events, "upsell_expired").len(), usize::from(!was_completed));
        if was_completed {
            completed += 1;
        } else {
            over += 1;
        }
        assert_eq!(order["fulfilment_status"], "unfulfilled");
    }
    assert!(completed > 0 && over > 0, "{completed} completed, {over} over");
}

#[tokio::test(flavor = "multi_thread")]
async fn schedules_that_run_at_once_write_each_upsell_down_once() {
    let shop = Shop::open().await;
    let Handler::Schedule(expire_pending) = named("expire_pending").unwrap().handler else { panic!("no schedule") };
    let mut orders = Vec::new();
    for _ in 0..6 {
        orders.push(shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await);
    }
    shop.advance("1h").await;
    let runs = (0..8).map(|_| tokio::spawn(expire_pending(shop.system.rooms())));
    let runs: Vec<_> = runs.collect();
    let mut changed = 0;
    for run in runs {
        changed += run.await.unwrap().unwrap().changed;
    }
    assert_eq!(changed, 6);
    for order in &orders {
        let (_, events) = shop.sound(order).await;
        assert_eq!((told(&events, "upsell_expired").len(), told(&events, "hold_released").len()), (1, 1));
    }
}

/// Each is the same answer, all but one of them marked as a replay.
fn assert_one_and_replays(replies: &[Reply], status: u16) {
    assert_eq!(with_status(replies, status), replies.len(), "{:?}", tally(replies));
    let replayed = replies.iter().filter(|reply| reply.headers.contains_key("idempotent-replayed")).count();
    assert_eq!(replayed, replies.len() - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_sent_32_times_at_once_acts_once() {
    let shop = Shop::open().await;
    let same = |path: &str, key: &str, body: &Value| -> Vec<RequestBuilder> {
        (0..CLIENTS).map(|_| post(&shop, path, body).header("idempotency-key", key)).collect()
    };
    let placed = shop.send_at_once(same("/orders", "place", &json!({"name": "#7", "line_items": mugs(4)}))).await;
    assert_one_and_replays(&placed, 201);
    let order = placed[0].body.clone();
    assert!(
        placed.iter().all(|reply| reply.body["id"] == order["id"] && reply.body["owner_url"] == order["owner_url"])
    );
    assert_eq!(entries(&shop.get("/orders").await.expect(200)["orders"]).count(), 1);

    let one = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    let path = format!("{}/fulfilments", path_of(&order));
    let fulfilled = shop.send_at_once(same(&path, "fulfil", &one)).await;
    assert_one_and_replays(&fulfilled, 201);
    let first = &fulfilled[0].body["fulfilments"][0]["id"];
    assert!(fulfilled.iter().all(|reply| reply.body["fulfilments"][0]["id"] == *first));
    let (read, events) = shop.sound(&order).await;
    assert_eq!((told(&events, "fulfilment_created").len(), &read["quantities"]["fulfilled"]), (1, &json!(1)));

    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let path = format!("{}/fulfilment-orders/{at}/hold", path_of(&order));
    assert_one_and_replays(&shop.send_at_once(same(&path, "hold", &json!({"reason": "other"}))).await, 201);
    let refused = shop.send_at_once(same(&format!("{}/fulfilments", path_of(&order)), "refused", &json!({}))).await;
    assert_one_and_replays(&refused, 409);
    let (_, events) = shop.sound(&order).await;
    assert_eq!((told(&events, "fulfilment_created").len(), told(&events, "hold_placed").len()), (1, 1));

    // In bulk each order has a result of its own, and that is the same for all.
    let other = shop.place(mugs(2)).await;
    let bulk = json!({"orders": [{"order_id": other["id"]}, {"order_id": order["id"]}]});
    let replies = shop.send_at_once(same("/fulfilments", "bulk", &bulk)).await;
    assert_eq!(with_status(&replies, 200), CLIENTS, "{:?}", tally(&replies));
    assert!(replies.iter().all(|reply| reply.body == replies[0].body));
    let (other, _) = shop.sound(&other).await;
    assert_eq!(replies[0].body["results"][0]["fulfilment_ids"], json!([other["fulfilments"][0]["id"]]));
    assert_eq!(replies[0].body["results"][1]["problem"]["code"], "fulfilment_order_on_hold");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_external_id_placed_32_times_at_once_is_one_order() {
    let shop = Shop::open().await;
    let order = json!({"name": "#1", "external_id": "shop-771", "line_items": mugs(1)});
    let replies = shop.send_at_once((0..CLIENTS).map(|_| post(&shop, "/orders", &order)).collect()).await;
    assert_eq!(tally(&replies), BTreeMap::from([((201, ""), 1), ((409, "external_id_taken"), 31)]));
    let placed = replies.iter().find(|reply| reply.status == 201).unwrap();
    for refused in replies.iter().filter(|reply| reply.status == 409) {
        assert_eq!(refused.body["order_id"], placed.body["id"]);
    }
    assert_eq!(entries(&shop.get("/orders").await.expect(200)["orders"]).count(), 1);
    shop.sound(&placed.body).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_fulfilled_in_bulk_and_one_by_one_at_once_are_fulfilled_once() {
    let shop = Shop::open().await;
    let mut orders = Vec::new();
    for _ in 0..8 {
        orders.push(shop.place(mugs(2)).await);
    }
    let all: Vec<_> = orders.iter().map(|order| json!({"order_id": order["id"]})).collect();
    let bulk = || post(&shop, "/fulfilments", &json!({"orders": all}));
    let alone = (0..24).map(|index| on(&shop, &orders[index % 8], "fulfilments", &json!({})));
    let requests = (0..8).map(|_| bulk()).chain(alone).collect();
    let mut replies = shop.send_at_once(requests).await;
    let alone = replies.split_off(8);
    for (index, order) in orders.iter().enumerate() {
        let mut statuses: Vec<_> =
            replies.iter().map(|reply| reply.body["results"][index]["status"].as_u64().unwrap()).collect();
        assert!(replies.iter().all(|reply| reply.body["results"][index]["order_id"] == order["id"]));
        statuses.extend(alone.iter().skip(index).step_by(8).map(|reply| u64::from(reply.status)));
        statuses.sort_unstable();
        assert_eq!(statuses, [vec![201], vec![409; 10]].concat());
        let (order, events) = shop.sound(order).await;
        assert_eq!((told(&events, "fulfilment_created").len(), &order["quantities"]["fulfilled"]), (1, &json!(2)));
    }
}
