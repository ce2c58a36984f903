//! The system as its users meet it: started whole, on free ports, and spoken to over HTTP.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on says why, and stops"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use waybill_local::{Options, System};

/// A system of a test's own, and a client of its demo store.
pub struct Shop {
    /// The system.
    pub system: System,
    client: Client,
    api_key: String,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The head's fields.
    pub headers: reqwest::header::HeaderMap,
    /// The body, as JSON; null if it is none.
    pub body: Value,
}

impl Reply {
    /// The problem's code, or nothing.
    #[must_use]
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body, if the status is this one.
    ///
    /// # Panics
    /// If it is another.
    #[expect(clippy::must_use_candidate, reason = "most tests check the status alone")]
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:#}", self.body);
        self.body
    }

    /// Checks that it is this problem.
    ///
    /// # Panics
    /// If it is another, or none.
    #[track_caller]
    pub fn expect_problem(&self, status: u16, code: &str) {
        assert_eq!((self.status, self.code()), (status, code), "{:#}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
    }
}

impl Shop {
    /// A store without orders; schedules run only when they are told to.
    ///
    /// # Panics
    /// If the system does not start.
    pub async fn open() -> Self {
        Self::open_with(Options::for_a_test()).await
    }

    /// A store of a system that is started with options of the test's own.
    ///
    /// # Panics
    /// If the system does not start.
    pub async fn open_with(options: Options) -> Self {
        let system = System::start(options).await.expect("the system starts");
        let api_key = system.api_key.clone();
        Self { system, client: Client::new(), api_key }
    }

    /// The demo store's key.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// A request that can still be changed: it has the store's key and nothing else.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.system.url())).bearer_auth(&self.api_key)
    }

    /// Sends a request and reads the answer.
    ///
    /// # Panics
    /// If there is none.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        reply(request).await
    }

    /// Sends requests at the same instant, and reads the answers in the order of the requests.
    ///
    /// # Panics
    /// If one has none.
    pub async fn send_at_once(&self, requests: Vec<reqwest::RequestBuilder>) -> Vec<Reply> {
        let start = Arc::new(Barrier::new(requests.len()));
        let mut sending = JoinSet::new();
        for (index, request) in requests.into_iter().enumerate() {
            let start = start.clone();
            sending.spawn(async move {
                start.wait().await;
                (index, reply(request).await)
            });
        }
        let answered: BTreeMap<_, _> = sending.join_all().await.into_iter().collect();
        answered.into_values().collect()
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    /// `POST` with a body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// `POST` with a body and an idempotency key.
    pub async fn post_once(&self, key: &str, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::POST, path).header("idempotency-key", key).json(&body)).await
    }

    /// `PUT` with a body.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::PUT, path).json(&body)).await
    }

    /// `PATCH` with a body.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(self.request(Method::PATCH, path).json(&body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Moves the clock on, as in `59m59s`, and runs no schedule.
    ///
    /// # Panics
    /// If the clock does not take it.
    pub async fn advance(&self, by: &str) {
        let _ = self.post("/local/clock", json!({ "advance": by })).await.expect(200);
    }

    /// Places an order of these line items.
    ///
    /// # Panics
    /// If it is not taken.
    pub async fn place(&self, line_items: Value) -> Value {
        self.place_with(json!({ "line_items": line_items })).await
    }

    /// Places an order with these fields; its name is made up if it has none.
    ///
    /// # Panics
    /// If it is not taken.
    pub async fn place_with(&self, mut order: Value) -> Value {
        if order["name"].is_null() {
            order["name"] = json!("#1");
        }
        self.post("/orders", order).await.expect(201)
    }

    /// Acts on an order: `path` goes on after `/orders/{order_id}/`.
    pub async fn act(&self, order: &Value, path: &str, body: Value) -> Reply {
        self.post(&format!("{}/{path}", path_of(order)), body).await
    }

    /// The order as it now is.
    ///
    /// # Panics
    /// If it is not there.
    pub async fn read(&self, order: &Value) -> Value {
        self.get(&path_of(order)).await.expect(200)
    }

    /// All that happened to an order, oldest first.
    ///
    /// # Panics
    /// If it cannot be read.
    pub async fn timeline(&self, order: &Value) -> Vec<Value> {
        let mut events = Vec::new();
        let mut path = format!("{}/timeline?limit=250", path_of(order));
        loop {
            let page = self.get(&path).await.expect(200);
            events.extend(entries(&page["events"]).cloned());
            let Some(cursor) = page["next_cursor"].as_str() else { return events };
            path = format!("{}/timeline?limit=250&cursor={cursor}", path_of(order));
        }
    }

    /// Reads an order and its timeline, and checks that the quantities add up and that each fact was told once.
    ///
    /// # Panics
    /// If not.
    pub async fn sound(&self, order: &Value) -> (Value, Vec<Value>) {
        let (order, events) = (self.read(order).await, self.timeline(order).await);
        assert_adds_up(&order);
        assert_told_once(&order, &events);
        (order, events)
    }
}

/// The elements of a JSON array; none of anything else.
pub fn entries(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// The events of this kind.
#[must_use]
pub fn told<'a>(events: &'a [Value], kind: &str) -> Vec<&'a Value> {
    events.iter().filter(|event| event["event"] == kind).collect()
}

/// Never more fulfilled than ordered, and every item counted once.
///
/// # Panics
/// If not.
pub fn assert_adds_up(order: &Value) {
    let count = |of: &Value| of["quantity"].as_u64().expect("a quantity");
    let sums = &order["quantities"];
    let [ordered, open, held, fulfilled, cancelled] =
        ["ordered", "open", "held", "fulfilled", "cancelled"].map(|name| sums[name].as_u64().expect(name));
    assert_eq!(ordered, open + held + fulfilled + cancelled, "{order:#}");
    let mut wanted = BTreeMap::new();
    for line in entries(&order["line_items"]).filter(|line| line["kind"] != "service") {
        let _ = wanted.insert(line["id"].as_str().expect("an id"), count(line));
    }
    assert_eq!(ordered, wanted.values().sum::<u64>(), "{order:#}");
    let mut taken: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for fulfilment in entries(&order["fulfilments"]).filter(|fulfilment| fulfilment["status"] == "success") {
        for line in entries(&fulfilment["line_items"]) {
            let at = fulfilment["fulfilment_order_id"].as_str().expect("a fulfilment order");
            *taken.entry((at, line["line_item_id"].as_str().expect("a line"))).or_default() += count(line);
        }
    }
    assert_eq!(fulfilled, taken.values().sum::<u64>(), "{order:#}");
    let (mut placed, mut remaining): (BTreeMap<&str, u64>, u64) = (BTreeMap::new(), 0);
    for at in entries(&order["fulfilment_orders"]) {
        for line in entries(&at["line_items"]) {
            let id = line["line_item_id"].as_str().expect("a line");
            let (here, left) = (count(line), line["remaining"].as_u64().expect("what remains"));
            let gone = taken.remove(&(at["id"].as_str().expect("an id"), id)).unwrap_or(0);
            assert!(gone <= here, "over-fulfilled: {order:#}");
            assert!(left == here - gone || (left == 0 && order["fulfilment_status"] == "cancelled"), "{order:#}");
            *placed.entry(id).or_default() += here;
            remaining += left;
        }
    }
    assert!(taken.is_empty(), "fulfilled what is not there: {order:#}");
    assert_eq!(placed, wanted, "{order:#}");
    assert_eq!(remaining, open + held, "{order:#}");
}

/// The timeline tells each fact once, and nothing that is not so.
///
/// # Panics
/// If not.
pub fn assert_told_once(order: &Value, events: &[Value]) {
    let ids = |kind: &str, field: &str| -> Vec<String> {
        told(events, kind).iter().map(|event| event[field].as_str().expect(field).to_owned()).collect()
    };
    let once = |ids: Vec<String>| -> BTreeSet<String> {
        let set: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(set.len(), ids.len(), "told twice: {events:#?}");
        set
    };
    let fulfilments = |status: Option<&str>| -> BTreeSet<String> {
        let of_it = |one: &&Value| status.is_none_or(|status| one["status"] == status);
        let of_it = entries(&order["fulfilments"]).filter(of_it);
        of_it.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(once(ids("fulfilment_created", "fulfilment_id")), fulfilments(None), "{events:#?}");
    assert_eq!(once(ids("fulfilment_cancelled", "fulfilment_id")), fulfilments(Some("cancelled")), "{events:#?}");
    for event in told(events, "fulfilment_created") {
        let made = entries(&order["fulfilments"]).find(|one| one["id"] == event["fulfilment_id"]);
        assert_eq!(made.map(|made| &made["line_items"]), Some(&event["line_items"]));
    }
    let (placed, released) = (once(ids("hold_placed", "hold_id")), once(ids("hold_released", "hold_id")));
    assert!(released.is_subset(&placed), "{events:#?}");
    let holds = entries(&order["fulfilment_orders"]).flat_map(|at| entries(&at["holds"]));
    let standing: BTreeSet<String> = holds.map(|hold| hold["id"].as_str().expect("an id").to_owned()).collect();
    let untold: BTreeSet<_> = placed.difference(&released).filter(|hold| !standing.contains(*hold)).collect();
    let cancelled = order["fulfilment_status"] == "cancelled";
    // An upsell's hold ends by itself, and that is told when it is written down.
    let upsells: BTreeSet<_> = told(events, "hold_placed")
        .into_iter()
        .filter(|event| event["reason"] == "upsell")
        .filter_map(|event| event["hold_id"].as_str())
        .collect();
    assert!(standing.is_subset(&placed) && standing.is_disjoint(&released), "{order:#} {events:#?}");
    assert!(cancelled || untold.into_iter().all(|hold| upsells.contains(hold.as_str())), "{order:#} {events:#?}");
    assert_eq!(told(events, "order_placed").len(), 1, "{events:#?}");
    assert_eq!(told(events, "order_cancelled").len(), usize::from(cancelled), "{events:#?}");
    let answers = told(events, "order_completed").len() + told(events, "upsell_expired").len();
    assert!(answers <= 1, "{events:#?}");
}

async fn reply(request: reqwest::RequestBuilder) -> Reply {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let text = answer.text().await.expect("a whole answer");
    Reply { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null) }
}

/// `/orders/{order_id}` of an order.
///
/// # Panics
/// If it has no id.
#[must_use]
pub fn path_of(order: &Value) -> String {
    let Some(id) = order["id"].as_str() else { panic!("no order: {order:#}") };
    format!("/orders/{id}")
}

/// A line item of so many mugs.
#[must_use]
pub fn mugs(quantity: u32) -> Value {
    json!([{ "title": "Mug", "quantity": quantity }])
}
