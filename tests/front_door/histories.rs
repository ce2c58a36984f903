//! Random histories through the front door: whatever is done to an order, in whatever order, twice or at the
//! same time, the promises hold.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use waybill_local::functions::{Handler, named};
use waybill_tests::{Reply, Shop, assert_adds_up, entries, path_of};

/// Enough to meet every pair of actions many times, few enough for half a minute unoptimised.
const HISTORIES: u32 = 200;

const STATUSES: [&str; 7] =
    ["unfulfilled", "partially_fulfilled", "fulfilled", "pending", "on_hold", "not_required", "cancelled"];

/// What someone does; each choice of a thing is among those the order has by then.
#[derive(Clone, Debug)]
enum Act {
    FulfilAll,
    FulfilAt(Index),
    FulfilSome { line: Index, quantity: u32, number: Option<u32> },
    FulfilInBulk,
    CancelFulfilment(Index),
    Hold(Index),
    Release(Index),
    Complete { spoons: u32 },
    Pay(&'static str),
    CancelOrder,
    Archive,
    Unarchive,
    Amend(u32),
    AddNumber(Index, u32),
    Correct(Index, u32),
    RemoveNumbers(Index),
    Label(Index),
    Void(Index),
    Move(Index, &'static str),
    Redact,
}

/// How it is done.
#[derive(Clone, Debug)]
enum Step {
    Once(Act),
    /// And sent again under its key.
    Twice(Act),
    /// The same key, at the same time.
    TwiceAtOnce(Act),
    /// Two at the same time.
    Both(Act, Act),
    /// The clock is moved on by so many minutes, and the schedule has run by then, or not.
    Later {
        minutes: u32,
        schedule: bool,
    },
}

/// How an order begins.
#[derive(Clone, Debug)]
struct Beginning {
    mode: &'static str,
    upsell: bool,
    paid: bool,
    lines: Vec<(u32, &'static str, &'static str)>,
}

fn act() -> impl Strategy<Value = Act> {
    let index = any::<Index>;
    prop_oneof![
        3 => Just(Act::FulfilAll),
        2 => index().prop_map(Act::FulfilAt),
        6 => (index(), 1..4_u32, proptest::option::of(0..4_u32))
            .prop_map(|(line, quantity, number)| Act::FulfilSome { line, quantity, number }),
        1 => Just(Act::FulfilInBulk),
        4 => index().prop_map(Act::CancelFulfilment),
        3 => index().prop_map(Act::Hold),
        4 => index().prop_map(Act::Release),
        2 => (0..3_u32).prop_map(|spoons| Act::Complete { spoons }),
        2 => select(vec!["pending", "paid", "refunded", "voided"]).prop_map(Act::Pay),
        1 => Just(Act::CancelOrder),
        1 => Just(Act::Archive),
        1 => Just(Act::Unarchive),
        1 => (0..3_u32).prop_map(Act::Amend),
        1 => (index(), 0..4_u32).prop_map(|(which, number)| Act::AddNumber(which, number)),
        1 => (index(), 0..4_u32).prop_map(|(which, number)| Act::Correct(which, number)),
        1 => index().prop_map(Act::RemoveNumbers),
        1 => index().prop_map(Act::Label),
        1 => index().prop_map(Act::Void),
        2 => (index(), select(vec!["umea", "lund", "oslo"])).prop_map(|(which, to)| Act::Move(which, to)),
        1 => Just(Act::Redact),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => act().prop_map(Step::Once),
        2 => act().prop_map(Step::Twice),
        1 => act().prop_map(Step::TwiceAtOnce),
        3 => (act(), act()).prop_map(|(one, other)| Step::Both(one, other)),
        1 => (1..61_u32, any::<bool>()).prop_map(|(minutes, schedule)| Step::Later { minutes, schedule }),
    ]
}

fn beginning() -> impl Strategy<Value = Beginning> {
    let line = (1..5_u32, select(vec!["umea", "lund"]), select(vec!["physical", "physical", "digital", "service"]));
    let mode = select(vec!["manual", "manual", "automatic", "automatic_digital"]);
    (mode, any::<bool>(), any::<bool>(), vec(line, 1..4)).prop_map(|(mode, upsell, paid, lines)| Beginning {
        mode,
        upsell,
        paid,
        lines,
    })
}

#[test]
fn whatever_is_done_to_an_order_the_promises_hold() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let shop = runtime.block_on(Shop::open());
    let config = Config { cases: HISTORIES, max_shrink_iters: 300, failure_persistence: None, ..Config::default() };
    let ran = TestRunner::new(config).run(&(beginning(), vec(step(), 5..=9)), |(beginning, steps)| {
        runtime.block_on(history(&shop, &beginning, &steps)).map_err(TestCaseError::fail)
    });
    if let Err(failure) = ran {
        panic!("{failure}");
    }
}

/// A request that was sent under a key, and its answer.
struct Sent {
    request: RequestBuilder,
    status: u16,
    code: String,
}

async fn history(shop: &Shop, beginning: &Beginning, steps: &[Step]) -> Result<(), String> {
    shop.put("/settings", json!({"fulfilment_mode": beginning.mode})).await.expect(200);
    let lines = beginning.lines.iter().map(
        |(quantity, location, kind)| json!({"title": "Mug", "quantity": quantity, "location": location, "kind": kind}),
    );
    let order = shop
        .place_with(json!({
            "line_items": lines.collect::<Vec<_>>(), "upsell": beginning.upsell, "email": "ada@example.com",
            "payment": {"status": if beginning.paid { "paid" } else { "pending" }, "source": "gateway"},
        }))
        .await;
    let mut sent = Vec::new();
    let mut now = shop.read(&order).await;
    for (number, step) in steps.iter().enumerate() {
        let request = |act: &Act, turn: u32| {
            let key = format!("{}-{number}-{turn}", order["id"].as_str().unwrap());
            request(shop, &now, act).map(|request| request.header("idempotency-key", key))
        };
        match step {
            Step::Later { minutes, schedule } => later(shop, *minutes, *schedule).await,
            Step::Once(act) => {
                if let Some(request) = request(act, 0) {
                    sent.push(first(shop, vec![request]).await?.remove(0));
                }
            }
            Step::Twice(act) => {
                if let Some(request) = request(act, 0) {
                    let one = first(shop, vec![request]).await?.remove(0);
                    again(shop, &one).await?;
                    sent.push(one);
                }
            }
            Step::TwiceAtOnce(act) => {
                if let Some(request) = request(act, 0) {
                    let same = request.try_clone().unwrap();
                    let mut both = first(shop, vec![request, same]).await?;
                    if (both[0].status, &both[0].code) != (both[1].status, &both[1].code) {
                        return Err(format!("two answers to one request: {} and {}", both[0].status, both[1].status));
                    }
                    sent.push(both.remove(0));
                }
            }
            Step::Both(one, other) => {
                let requests: Vec<_> = [request(one, 0), request(other, 1)].into_iter().flatten().collect();
                sent.extend(first(shop, requests).await?);
            }
        }
        now = shop.read(&order).await;
        assert_adds_up(&now);
    }
    let (before, events) = shop.sound(&order).await;
    for one in sent.iter().filter(|one| one.is_remembered()) {
        again(shop, one).await?;
    }
    let (after, events_after) = shop.sound(&order).await;
    if (&after, &events_after) != (&before, &events) {
        return Err(format!("requests that came again changed\n{before:#}\ninto\n{after:#}"));
    }
    gives_back(shop, &after).await?;
    listed(shop, &shop.sound(&order).await.0).await?;
    // Out of the way of the histories to come.
    shop.act(&order, "archive", json!({})).await.expect(200);
    Ok(())
}

impl Sent {
    /// What cannot be read, or is not there, is not remembered: it may well be done later.
    fn is_remembered(&self) -> bool {
        [200, 201, 409].contains(&self.status)
    }
}

async fn later(shop: &Shop, minutes: u32, schedule: bool) {
    shop.advance(&format!("{minutes}m")).await;
    let Handler::Schedule(expire_pending) = named("expire_pending").unwrap().handler else { panic!("no schedule") };
    if schedule {
        let report = expire_pending(shop.system.rooms()).await.unwrap();
        assert_eq!(report.left, 0);
    }
}

/// Sends requests for the first time, all at once: each is done, or refused cleanly.
async fn first(shop: &Shop, requests: Vec<RequestBuilder>) -> Result<Vec<Sent>, String> {
    let clones = requests.iter().map(|request| request.try_clone().unwrap());
    let replies = shop.send_at_once(clones.collect()).await;
    let sent = requests.into_iter().zip(replies).map(|(request, Reply { status, body, .. })| {
        if ![200, 201, 400, 404, 409].contains(&status) {
            return Err(format!("{status} {body:#}"));
        }
        Ok(Sent { request, status, code: body["code"].as_str().unwrap_or_default().to_owned() })
    });
    sent.collect()
}

/// Sends a request again, under its key: the same status, said to be a replay where something was remembered.
async fn again(shop: &Shop, sent: &Sent) -> Result<(), String> {
    let reply = shop.send(sent.request.try_clone().unwrap()).await;
    if (reply.status, reply.code()) != (sent.status, &sent.code) {
        return Err(format!("first {} {}, then {} {:#}", sent.status, sent.code, reply.status, reply.body));
    }
    let replayed = reply.headers.get("idempotent-replayed").is_some_and(|value| value == "true");
    let is_bulk = reply.body.get("results").is_some();
    // In bulk, some orders may be done only now.
    if replayed == (sent.is_remembered() && !is_bulk) {
        Ok(())
    } else {
        Err(format!("replayed: {replayed}, {:#}", reply.body))
    }
}

/// The request for an act, if the order has what it is about.
fn request(shop: &Shop, order: &Value, act: &Act) -> Option<RequestBuilder> {
    let list = |name: &str| order[name].as_array().cloned().unwrap_or_default();
    let pick = |name: &str, index: &Index| {
        let list = list(name);
        (!list.is_empty()).then(|| index.get(&list).clone())
    };
    let id = |of: &Value| of["id"].as_str().unwrap().to_owned();
    let on = |method: Method, path: String, body: Value| {
        shop.request(method, &format!("{}/{path}", path_of(order))).json(&body)
    };
    let post = |path: String, body: Value| Some(on(Method::POST, path, body));
    let fulfilment =
        |index: &Index, path: &str| Some(format!("fulfilments/{}/{path}", id(&pick("fulfilments", index)?)));
    let at = |index: &Index, path: &str| {
        Some(format!("fulfilment-orders/{}/{path}", id(&pick("fulfilment_orders", index)?)))
    };
    match act {
        Act::FulfilAll => post("fulfilments".to_owned(), json!({})),
        Act::FulfilAt(index) => {
            let at = pick("fulfilment_orders", index)?["id"].clone();
            post("fulfilments".to_owned(), json!({"fulfilment_order_id": at}))
        }
        Act::FulfilSome { line, quantity, number } => {
            let line = pick("line_items", line)?["id"].clone();
            let mut body = json!({"line_items": [{"line_item_id": line, "quantity": quantity}]});
            if let Some(number) = number {
                body["tracking"] = json!([{"number": number_of(*number)}]);
            }
            post("fulfilments".to_owned(), body)
        }
        Act::FulfilInBulk => {
            let body = json!({"orders": [{"order_id": order["id"]}]});
            Some(shop.request(Method::POST, "/fulfilments").json(&body))
        }
        Act::CancelFulfilment(index) => post(fulfilment(index, "cancel")?, json!({})),
        Act::Hold(index) => post(at(index, "hold")?, json!({"reason": "other"})),
        Act::Release(index) => {
            let holds = pick("fulfilment_orders", index)?["holds"].as_array()?.clone();
            let body = if holds.is_empty() { json!({}) } else { json!({"hold_id": index.get(&holds)["id"]}) };
            post(at(index, "release")?, body)
        }
        Act::Complete { spoons } => {
            let items: Vec<_> =
                (0..*spoons).map(|_| json!({"title": "Spoon", "quantity": 1, "location": "oslo"})).collect();
            post("complete".to_owned(), json!({"upsell_items": items}))
        }
        Act::Pay(status) => post("payment".to_owned(), json!({"status": status, "source": "gateway"})),
        Act::CancelOrder => post("cancel".to_owned(), json!({})),
        Act::Archive => post("archive".to_owned(), json!({})),
        Act::Unarchive => Some(on(Method::DELETE, "archive".to_owned(), json!({}))),
        Act::Amend(number) => {
            Some(shop.request(Method::PATCH, &path_of(order)).json(&json!({"note": number.to_string()})))
        }
        Act::AddNumber(index, number) => {
            post(fulfilment(index, "tracking")?, json!({"tracking": [{"number": number_of(*number)}]}))
        }
        Act::Correct(index, number) => {
            let parcel = pick("parcels", index)?;
            let path = format!("fulfilments/{}/tracking", parcel["fulfilment_id"].as_str()?);
            let body = json!({"tracking": [{"parcel_id": parcel["id"], "number": number_of(*number)}]});
            Some(on(Method::PUT, path, body))
        }
        Act::RemoveNumbers(index) => Some(on(Method::PUT, fulfilment(index, "tracking")?, json!({"tracking": []}))),
        Act::Label(index) => Some(on(Method::PUT, fulfilment(index, "label")?, json!({"carrier": "PostNord"}))),
        Act::Void(index) => Some(on(Method::DELETE, fulfilment(index, "label")?, json!({}))),
        Act::Move(index, to) => post(at(index, "move")?, json!({"location": to})),
        Act::Redact => post("redact".to_owned(), json!({})),
    }
}

fn number_of(number: u32) -> String {
    format!("RR00000000{number}SE")
}

/// The order is listed as what it is, and as nothing else; and out of the lists if it is archived.
async fn listed(shop: &Shop, order: &Value) -> Result<(), String> {
    let archived = order["archived"].as_bool().unwrap();
    // Both sorts for its own status and for all; for what it is not, one of them, now this one and now that.
    let even = order["revision"].as_u64().unwrap().is_multiple_of(2);
    let (sort, other) = if even { ("placed_at", "fulfil_by") } else { ("fulfil_by", "placed_at") };
    let own = order["fulfilment_status"].as_str().unwrap();
    let mut queries: Vec<_> =
        STATUSES.iter().map(|status| (format!("fulfilment_status={status}&sort={sort}"), *status == own)).collect();
    queries.push((format!("fulfilment_status={own}&sort={other}"), true));
    queries.extend([sort, other].map(|sort| (format!("sort={sort}"), true)));
    queries = queries.into_iter().map(|(query, is_there)| (format!("{query}&archived={archived}"), is_there)).collect();
    queries.push((format!("sort={sort}&archived={}", !archived), false));
    for ((query, is_there), found) in queries.iter().zip(find(shop, order, &queries).await) {
        if found.is_some() != *is_there {
            return Err(format!("listed by {query}: {}, of {order:#}", found.is_some()));
        }
        let Some(found) = found else { continue };
        if ["quantities", "tracking_status", "fulfilment_status"].iter().any(|same| found[same] != order[same]) {
            return Err(format!("listed as\n{found:#}\nof\n{order:#}"));
        }
    }
    Ok(())
}

/// The order in each of some lists, if it is there.
async fn find(shop: &Shop, order: &Value, queries: &[(String, bool)]) -> Vec<Option<Value>> {
    // Nothing else was placed after its instant.
    let placed = order["placed_at"].as_str().unwrap();
    let request = |(query, _): &(String, bool)| {
        shop.request(Method::GET, &format!("/orders?{query}&placed_from={placed}&limit=250"))
    };
    let lists = shop.send_at_once(queries.iter().map(request).collect()).await;
    let of_it = |list: Reply| {
        let list = list.expect(200);
        assert!(list.get("next_cursor").is_none(), "{list:#}");
        entries(&list["orders"]).find(|listed| listed["id"] == order["id"]).cloned()
    };
    lists.into_iter().map(of_it).collect()
}

/// What is fulfilled and then cancelled leaves the order as it was.
async fn gives_back(shop: &Shop, order: &Value) -> Result<(), String> {
    let reply = shop.act(order, "fulfilments", json!({})).await;
    if reply.status == 409 {
        return Ok(());
    }
    let fulfilled = reply.expect(201);
    let known = entries(&order["fulfilments"]).count();
    let mut last = fulfilled.clone();
    for fulfilment in entries(&fulfilled["fulfilments"]).skip(known) {
        let path = format!("fulfilments/{}/cancel", fulfilment["id"].as_str().unwrap());
        last = shop.act(order, &path, json!({})).await.expect(200);
    }
    for same in ["quantities", "fulfilment_status", "fulfilment_orders", "tracking_status", "line_items"] {
        if last[same] != order[same] {
            return Err(format!("fulfilled and cancelled, {same} is\n{:#}\nand was\n{:#}", last[same], order[same]));
        }
    }
    Ok(())
}
