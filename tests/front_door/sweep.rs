//! The sweep: every parcel that is due is asked about once, whatever the carrier, the table or another sweep does
//! meanwhile; and what a run could not do stays due.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use axum::body::to_bytes;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use waybill_carriers::{Addresses, Carriers};
use waybill_domain::id::{OrderId, ParcelId, StoreId};
use waybill_follow::{Follower, SweepOptions};
use waybill_lambda::{App, Body, Report, RunFailed};
use waybill_local::engine::{TABLE, client};
use waybill_local::functions::{Handler, Rooms, named};
use waybill_local::{LocalCarrier, Options};
use waybill_store::Store;
use waybill_store::parcel::{ParcelKey, StoredParcel};
use waybill_store::vault::Vault;
use waybill_tests::{Shop, entries, mugs, path_of, told};

use crate::faults::{ALWAYS, Fault, Faulty};
use crate::followed::{Merchant, parcel_of, retrack, shipped, shipped_with};
use crate::guillotine::{Fate, Guillotine};

/// The demo store's key at the local carrier.
const DEMO: &str = waybill_local::demo::CARRIER_KEY;

/// A run that is not held back by what services allow in a second: most tests are about something else.
const UNPACED: SweepOptions = SweepOptions { time: Duration::from_secs(30), paced: false };

/// A call of 17TRACK's API.
#[derive(Clone, Debug, PartialEq)]
struct Call {
    endpoint: String,
    key: String,
    numbers: Vec<String>,
}

/// What comes of it.
#[derive(Clone, Debug)]
enum Answer {
    /// The local carrier answers.
    Carried,
    /// This status, and when to come back.
    Status(u16, Option<u32>),
    /// This text.
    Text(String),
    /// The local carrier answers, and these numbers are rejected with this code all the same.
    Rejected(i64, Vec<String>),
    /// The local carrier answers, and nothing is said of these numbers.
    Unsaid(Vec<String>),
    /// The local carrier answers, and what is said of these numbers cannot be read.
    Garbled(Vec<String>),
    /// Nothing, ever.
    Silence,
    /// Nothing, ever; but it was done.
    SilenceAfter,
}

use Answer::{Carried, Garbled, Rejected, Silence, SilenceAfter, Status, Text, Unsaid};

type Plan = Box<dyn FnMut(&Call) -> Answer + Send>;

/// 17TRACK as a sweep meets it: the local carrier behind a wire that notes every call, and fails as a test wants it.
#[derive(Clone)]
struct Wire {
    url: String,
    carrier: LocalCarrier,
    calls: Arc<Mutex<Vec<Call>>>,
    plan: Arc<Mutex<Plan>>,
}

impl Wire {
    async fn before(carrier: &LocalCarrier) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let plan: Plan = Box::new(|_| Carried);
        let wire = Self { url, carrier: carrier.clone(), calls: Arc::default(), plan: Arc::new(Mutex::new(plan)) };
        let answering = wire.clone();
        let routes = axum::Router::new().fallback(move |request| answering.clone().answer(request));
        tokio::spawn(async { axum::serve(listener, routes).await });
        wire
    }

    async fn answer(self, request: axum::extract::Request) -> Response {
        let (head, body) = request.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
        let call = Call {
            endpoint: head.uri.path().rsplit('/').next().unwrap_or_default().to_owned(),
            key: head.headers.get("17token").and_then(|key| key.to_str().ok()).unwrap_or_default().to_owned(),
            numbers: entries(&sent).map(|item| item["number"].as_str().unwrap_or_default().to_owned()).collect(),
        };
        self.calls.lock().unwrap().push(call.clone());
        let planned = (self.plan.lock().unwrap())(&call);
        let carried = || {
            let answer = self.carrier.answer(&head, &body);
            let Body::Text(text) = answer.body() else { panic!("no text") };
            (answer.status(), text.clone())
        };
        match planned {
            Carried => carried().into_response(),
            Status(status, after) => {
                let status = StatusCode::from_u16(status).unwrap();
                let after = after.map(|after| [("retry-after", after.to_string())]);
                after.map_or_else(|| status.into_response(), |after| (status, after).into_response())
            }
            Text(text) => text.into_response(),
            Rejected(code, numbers) => {
                let mut body: Value = serde_json::from_str(&carried().1).unwrap();
                drop_from(&mut body, &numbers);
                let reject =
                    |number| json!({"number": number, "carrier": 0, "error": {"code": code, "message": "No."}});
                body["data"]["rejected"].as_array_mut().unwrap().extend(numbers.iter().map(reject));
                body.to_string().into_response()
            }
            Unsaid(numbers) => {
                let mut body: Value = serde_json::from_str(&carried().1).unwrap();
                drop_from(&mut body, &numbers);
                body.to_string().into_response()
            }
            Garbled(numbers) => {
                let mut body: Value = serde_json::from_str(&carried().1).unwrap();
                for item in body["data"]["accepted"].as_array_mut().unwrap() {
                    if numbers.iter().any(|number| item["number"] == **number) {
                        item["track_info"] = json!(["of", 7, {"latest_status": "?"}]);
                    }
                }
                body.to_string().into_response()
            }
            Silence => std::future::pending().await,
            SilenceAfter => {
                let _ = carried();
                std::future::pending().await
            }
        }
    }

    fn plan(&self, plan: impl FnMut(&Call) -> Answer + Send + 'static) {
        *self.plan.lock().unwrap() = Box::new(plan);
    }

    /// The calls since this was last asked.
    fn calls(&self) -> Vec<Call> {
        std::mem::take(&mut *self.calls.lock().unwrap())
    }

    /// The numbers of the calls since this was last asked, of one end point, sorted.
    fn asked(&self, endpoint: &str) -> Vec<String> {
        let calls = self.calls().into_iter().filter(|call| call.endpoint == endpoint);
        let mut numbers: Vec<_> = calls.flat_map(|call| call.numbers).collect();
        numbers.sort();
        numbers
    }
}

fn drop_from(body: &mut Value, numbers: &[String]) {
    for list in ["accepted", "rejected"] {
        if let Some(list) = body["data"][list].as_array_mut() {
            list.retain(|item| !numbers.iter().any(|number| item["number"] == **number));
        }
    }
}

/// A shop whose clock stands still, and the wire to its carrier.
struct Scene {
    shop: Shop,
    wire: Wire,
}

impl Scene {
    async fn open() -> Self {
        let shop = Shop::open_with(Options { speed: 0, ..Options::for_a_test() }).await;
        let wire = Wire::before(&shop.system.carrier).await;
        Self { shop, wire }
    }

    /// What a function is given: every service but the local carrier is nowhere.
    fn rooms(&self) -> Rooms {
        let nowhere = || "http://127.0.0.1:1".to_owned();
        let addresses = Addresses {
            seventeentrack: format!("{}/local/17track/track/v2.4", self.wire.url),
            aftership: nowhere(),
            easypost: nowhere(),
            shippo: nowhere(),
        };
        Rooms { carriers: Carriers::new(addresses), ..self.shop.system.rooms() }
    }

    fn follower(&self) -> Follower {
        let Rooms { app, carriers, .. } = self.rooms();
        Follower::new(app, carriers)
    }

    async fn sweep(&self) -> Report {
        self.try_sweep().await.expect("a run")
    }

    async fn try_sweep(&self) -> Result<Report, RunFailed> {
        self.follower().sweep(&UNPACED).await
    }

    /// A run as it is in production.
    async fn run(&self) -> Report {
        let Handler::Schedule(handler) = named("retrack_sweep").unwrap().handler else { panic!("no schedule") };
        handler(self.rooms()).await.expect("a run")
    }

    fn now(&self) -> DateTime<Utc> {
        self.shop.system.app.now()
    }

    async fn parcel(&self, order: &Value, index: usize) -> StoredParcel {
        let store = StoreId::try_from("demo".to_owned()).unwrap();
        let order = OrderId::try_from(order["id"].as_str().unwrap().to_owned()).unwrap();
        let key = ParcelKey { store, order, parcel: ParcelId::at(index) };
        self.shop.system.app.store.parcels(&[key]).await.unwrap().pop().expect("a parcel").1
    }

    /// How long from now an order's first parcel is left alone.
    async fn rests(&self, order: &Value) -> TimeDelta {
        self.parcel(order, 0).await.next_check_at.expect("a next check") - self.now()
    }

    /// An order in a parcel that is registered, and of which there is news to be heard.
    async fn moving(&self, number: &str) -> Value {
        let order = shipped(&self.shop, &[number]).await;
        self.sweep().await;
        self.wire.calls();
        order
    }

    /// Parcels of these numbers, ten in an order.
    async fn ship(&self, numbers: &[String]) -> Vec<Value> {
        let mut orders = Vec::new();
        for numbers in numbers.chunks(10) {
            orders.push(shipped(&self.shop, &numbers.iter().map(String::as_str).collect::<Vec<_>>()).await);
        }
        orders
    }

    async fn status(&self, order: &Value) -> Value {
        self.shop.read(order).await["parcels"][0]["status"].clone()
    }
}

/// So many minutes, up to a tenth longer or shorter.
#[track_caller]
fn assert_about(interval: TimeDelta, expected: TimeDelta) {
    let tenth = expected / 10;
    assert!((expected - tenth..=expected + tenth).contains(&interval), "{interval} is not about {expected}");
}

fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

fn hours(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

/// No change of a parcel's status is told twice.
#[track_caller]
fn assert_news_told_once(events: &[Value]) {
    let changes = told(events, "tracking_status_changed");
    let distinct: BTreeSet<String> = changes
        .iter()
        .map(|event| {
            let fact = ["parcel_id", "generation", "from", "to", "reason", "detail"];
            fact.map(|name| event[name].to_string()).join(" ")
        })
        .collect();
    assert_eq!(distinct.len(), changes.len(), "told twice: {events:#?}");
}

async fn choose(shop: &Shop, key: &str) {
    let service = json!({"tracking_service": {"service": "17track", "key": key}});
    let _ = shop.put("/settings", service).await.expect(200);
}

/// Another store, which has a key of its own.
async fn other_store<'a>(shop: &'a Shop, id: &str, key: &str) -> Merchant<'a> {
    let merchant = Merchant::open(shop, id).await;
    let service = json!({"tracking_service": {"service": "17track", "key": key}});
    let _ = merchant.send(Method::PUT, "/settings", Some(service)).await.expect(200);
    merchant
}

async fn status_of(merchant: &Merchant<'_>, order: &Value) -> Value {
    merchant.get(&path_of(order)).await["parcels"][0]["status"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_number_is_registered_by_the_next_run_and_asked_about_after_five_minutes() {
    let scene = Scene::open().await;
    let order = shipped(&scene.shop, &["WBUSA1D5"]).await;
    let report = scene.run().await;
    assert_eq!((report.due, report.calls, report.left, report.service_failures), (1, 1, 0, 0));
    let registered = |endpoint: &str| {
        vec![Call { endpoint: endpoint.to_owned(), key: DEMO.to_owned(), numbers: vec!["WBUSA1D5".to_owned()] }]
    };
    assert_eq!(scene.wire.calls(), registered("register"));
    assert_about(scene.rests(&order).await, minutes(5));
    assert_eq!(scene.run().await, Report::default());
    scene.shop.advance("4m29s").await;
    assert_eq!(scene.run().await, Report::default());
    assert_eq!(scene.wire.calls(), []);
    scene.shop.advance("1m2s").await;
    let report = scene.run().await;
    assert_eq!((report.due, report.changed, report.calls, report.left), (1, 1, 1, 0));
    assert_eq!(scene.wire.calls(), registered("gettrackinfo"));
    assert_eq!(scene.status(&order).await, "in_transit");
    let (_, events) = scene.shop.sound(&order).await;
    let news = told(&events, "tracking_status_changed");
    assert_eq!((news.len(), &news[0]["actor"]), (1, &json!("retrack_sweep")));
    assert_about(scene.rests(&order).await, hours(6));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_parcels_are_asked_about_forty_at_a_time_the_longest_due_first_and_each_once() {
    let scene = Scene::open().await;
    let mut sent = Vec::new();
    for order in 0..17 {
        let numbers: Vec<_> = (0..5).map(|parcel| format!("WBUSA{order:02}P{parcel}D4")).collect();
        let numbers: Vec<_> = numbers.iter().map(String::as_str).collect();
        sent.push(shipped(&scene.shop, &numbers).await);
        scene.shop.advance("1s").await;
    }
    for endpoint in ["register", "gettrackinfo"] {
        let mut due = BTreeMap::new();
        for order in &sent {
            for index in 0..5 {
                let parcel = scene.parcel(order, index).await;
                due.insert(parcel.head.number.as_str().to_owned(), parcel.next_check_at.unwrap());
            }
        }
        let report = scene.sweep().await;
        assert_eq!((report.due, report.calls, report.left), (85, 3, 0));
        let calls = scene.wire.calls();
        assert!(calls.iter().all(|call| call.endpoint == endpoint), "{calls:?}");
        assert_eq!(calls.iter().map(|call| call.numbers.len()).collect::<Vec<_>>(), [40, 40, 5]);
        let asked: Vec<_> = calls.into_iter().flat_map(|call| call.numbers).collect();
        assert!(asked.is_sorted_by_key(|number| due[number]), "{asked:?}");
        assert_eq!(asked.into_iter().collect::<BTreeSet<_>>(), due.into_keys().collect());
        assert_eq!(scene.sweep().await, Report::default());
        scene.shop.advance("6m").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_parcels_than_fit_a_page_are_all_asked_about_in_one_run() {
    let scene = Scene::open().await;
    let numbers: Vec<_> = (0..480).map(|parcel| format!("WBUSA{parcel:03}D4")).collect();
    scene.ship(&numbers).await;
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left), (480, 0));
    assert_eq!(scene.wire.asked("register"), numbers);
    assert_eq!(scene.sweep().await, Report::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_stores_never_share_a_call() {
    let scene = Scene::open().await;
    let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
    // The same number in both: each asks for itself.
    let ours = shipped(&scene.shop, &["WBUSA1D5", "WBSHARED"]).await;
    let theirs = [other.shipped("WBUSA2D5").await, other.shipped("WBSHARED").await];
    for endpoint in ["register", "gettrackinfo"] {
        let report = scene.sweep().await;
        assert_eq!((report.due, report.calls, report.left), (4, 2, 0));
        let mut calls = scene.wire.calls();
        for call in &mut calls {
            call.numbers.sort();
        }
        calls.sort_by_key(|call| call.key.clone());
        let call = |key: &str, numbers: [&str; 2]| Call {
            endpoint: endpoint.to_owned(),
            key: key.to_owned(),
            numbers: numbers.map(str::to_owned).to_vec(),
        };
        assert_eq!(calls, [call(DEMO, ["WBSHARED", "WBUSA1D5"]), call("OTHER0OTHER0OTHER0", ["WBSHARED", "WBUSA2D5"])]);
        scene.shop.advance("6m").await;
    }
    assert_eq!(scene.status(&ours).await, "in_transit");
    assert_eq!(status_of(&other, &theirs[0]).await, "in_transit");
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_with_one_key_stand_in_one_line() {
    let shop = Shop::open().await;
    let (hour, day) = (Duration::from_hours(1), Duration::from_hours(24));
    let mut standing = JoinSet::new();
    for _ in 0..8 {
        let store = shop.system.app.store.clone();
        standing.spawn(async move { store.stand_in_line("17track one", hour, day).await.unwrap().expect("a place") });
    }
    let mut waits: Vec<_> = standing.join_all().await.into_iter().map(|wait| wait.as_secs_f64() / 3_600.0).collect();
    waits.sort_by(f64::total_cmp);
    for (place, wait) in waits.iter().enumerate() {
        // Each came a little later than the first, and a line is kept to the millisecond.
        let place = f64::from(u32::try_from(place).unwrap());
        assert!((place - 0.1..=place + 0.1).contains(wait), "{waits:?}");
    }
    let store = &shop.system.app.store;
    assert_eq!(store.stand_in_line("17track other", hour, day).await.unwrap(), Some(Duration::ZERO));
    // Whoever has no time for the line takes no place in it.
    for _ in 0..3 {
        assert_eq!(store.stand_in_line("17track one", hour, hour).await.unwrap(), None);
    }
    let next = store.stand_in_line("17track one", hour, day).await.unwrap().expect("a place");
    assert!(next > hour * 7 && next < hour * 9, "{next:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_takes_a_place_in_the_line_for_each_of_its_calls() {
    let scene = Scene::open().await;
    scene.ship(&(0..200).map(|parcel| format!("WBUSA{parcel:03}D4")).collect::<Vec<_>>()).await;
    let began = Utc::now().timestamp_millis();
    let report = scene.run().await;
    assert_eq!((report.due, report.calls, report.service_failures, report.left), (200, 5, 0, 0));
    assert_eq!(scene.wire.calls().len(), 5);
    let table = crate::table::Table::of(&scene.shop).await;
    let lines: Vec<_> = table.items().await.into_iter().filter(|item| item["pk"].contains("@line#")).collect();
    let [line] = &lines[..] else { panic!("{lines:?}") };
    assert!(!line.values().any(|value| value.contains(DEMO)));
    let free_at: String = line["free_at"].chars().filter(char::is_ascii_digit).collect();
    assert!(free_at.parse::<i64>().unwrap() >= began + 5 * 333, "five places in the line: {line:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sweeps_at_once_ask_about_each_parcel_once() {
    let scene = Scene::open().await;
    let mut sent = Vec::new();
    let mut numbers = Vec::new();
    for order in 0..24 {
        let of_order = [format!("WBUSA{order:02}AD4"), format!("WBUSA{order:02}BD4")];
        sent.push(shipped(&scene.shop, &[&of_order[0], &of_order[1]]).await);
        numbers.extend(of_order);
    }
    for (sweeps, endpoint) in [(2, "register"), (8, "gettrackinfo")] {
        let mut running = JoinSet::new();
        for _ in 0..sweeps {
            let follower = scene.follower();
            running.spawn(async move { follower.sweep(&UNPACED).await.expect("a run") });
        }
        let mut whole = Report::default();
        running.join_all().await.iter().for_each(|report| whole.add(report));
        // A parcel may be seen by two; it is asked about by one.
        assert_eq!(scene.wire.asked(endpoint), numbers, "{whole:?}");
        assert_eq!(whole.left, 0, "{whole:?}");
        scene.shop.advance("6m").await;
    }
    for order in &sent {
        let (_, events) = scene.shop.sound(order).await;
        assert_eq!(told(&events, "tracking_status_changed").len(), 2);
        assert_news_told_once(&events);
        assert_eq!(scene.parcel(order, 0).await.head.checks, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retrack_and_a_push_come_between_sweeps_without_harm() {
    let scene = Scene::open().await;
    let mut sent = Vec::new();
    for order in 0..12 {
        sent.push(shipped(&scene.shop, &[&format!("WBUSA{order:02}")]).await);
    }
    scene.sweep().await;
    scene.wire.calls();
    // Each day something happens, and everyone tells it at once.
    for _ in 0..4 {
        scene.shop.advance("24h").await;
        let parcels: Vec<_> = sent.iter().map(|order| parcel_of(order, 0)).collect();
        let retracks = async {
            for parcel in &parcels[..4] {
                let _ = retrack(&scene.shop, parcel).await.expect(200);
            }
        };
        let pushes = scene.shop.system.background.pushes.clone();
        let (first, second, (), ()) = tokio::join!(scene.try_sweep(), scene.try_sweep(), retracks, pushes.run_due());
        assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
        let asked = scene.wire.asked("gettrackinfo");
        assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), asked.len(), "asked twice: {asked:?}");
        // What lost its race is still due, and is not lost.
        scene.sweep().await;
        scene.wire.calls();
        for order in &sent {
            assert!(scene.rests(order).await > TimeDelta::zero());
        }
    }
    for order in &sent {
        let (read, events) = scene.shop.sound(order).await;
        assert_news_told_once(&events);
        assert_eq!(read["parcels"][0]["status"], "in_transit");
        let detail = scene.shop.get(&parcel_of(order, 0)).await.expect(200);
        let scans: Vec<_> = entries(&detail["scans"]).map(ToString::to_string).collect();
        assert_eq!(scans.iter().collect::<BTreeSet<_>>().len(), scans.len(), "{detail:#}");
        assert_eq!(scans.len(), 3, "{detail:#}");
    }
}

/// A run that is killed at the request; whether it got so far.
async fn sweep_under(guillotine: &Guillotine, scene: &Scene) -> bool {
    let table = guillotine.before(scene.shop.system.dynamodb()).await;
    let this = guillotine.clone();
    scene.wire.plan(move |call| match this.fate(&call.endpoint) {
        Fate::Goes => Carried,
        Fate::Lost => Silence,
        Fate::Unanswered => {
            this.fall();
            SilenceAfter
        }
    });
    let Rooms { app, carriers, .. } = scene.rooms();
    let app = App { store: Store::new(client(&table).await, TABLE), ..app };
    let follower = Follower::new(app, carriers);
    let mut sweeping = pin!(follower.sweep(&UNPACED));
    let killed = tokio::select! {
        () = guillotine.fallen() => true,
        ended = &mut sweeping => {
            ended.expect("a run");
            false
        }
    };
    scene.wire.plan(|_| Carried);
    scene.wire.calls();
    killed
}

/// Two parcels of which there is news, and two that are new.
async fn four_parcels() -> (Scene, Vec<Value>) {
    let scene = Scene::open().await;
    let mut orders = vec![shipped(&scene.shop, &["WBEXPRESS1"]).await, shipped(&scene.shop, &["WBUSA1"]).await];
    scene.sweep().await;
    scene.shop.advance("24h").await;
    orders.push(shipped(&scene.shop, &["WBEXPRESS2D1", "WBUSA2D1"]).await);
    scene.wire.calls();
    (scene, orders)
}

/// What is known in the end: of each parcel its changes of status and its scans.
async fn in_the_end(scene: &Scene, orders: &[Value]) -> Vec<String> {
    let mut known = Vec::new();
    for order in orders {
        let (read, events) = scene.shop.sound(order).await;
        assert_news_told_once(&events);
        // Two parcels of one order are written down in any order.
        let parcel = |event: &Value| event["parcel_id"].as_str().unwrap().rsplit('_').next().unwrap().to_owned();
        let change = |event: &&Value| format!("{} from {} to {}", parcel(event), event["from"], event["to"]);
        let mut changes: Vec<_> = told(&events, "tracking_status_changed").iter().map(change).collect();
        changes.sort();
        known.extend(changes);
        for (index, parcel) in entries(&read["parcels"]).enumerate() {
            let detail = scene.shop.get(&parcel_of(&read, index)).await.expect(200);
            let scans: Vec<_> = entries(&detail["scans"]).map(|scan| scan["description"].to_string()).collect();
            known.push(format!("{} {scans:?}", parcel["status"]));
            let stored = scene.parcel(order, index).await;
            assert!(stored.next_check_at.is_some_and(|next| next > scene.now()), "{stored:?}");
            assert!(stored.head.registered.is_some() && stored.head.failures == 0, "{stored:?}");
        }
    }
    known
}

/// After a run that was killed, or none: the next runs do what is left.
async fn recovered(scene: &Scene, orders: &[Value]) -> Vec<String> {
    // A lease ends by itself.
    scene.shop.advance("61s").await;
    let report = scene.sweep().await;
    assert_eq!((report.left, report.service_failures), (0, 0), "{report:?}");
    scene.shop.advance("12h").await;
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left), (4, 0), "{report:?}");
    in_the_end(scene, orders).await
}

async fn killed_at_every_request(after: bool) {
    let (scene, orders) = four_parcels().await;
    let expected = recovered(&scene, &orders).await;
    let mut at = 0;
    loop {
        at += 1;
        let (scene, orders) = four_parcels().await;
        let killed = sweep_under(&Guillotine::new(at, after), &scene).await;
        assert_eq!(recovered(&scene, &orders).await, expected, "killed at request {at}, done: {after}");
        if !killed {
            break;
        }
    }
    assert!(at > 20, "a run sends more than {at} requests");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_before_any_of_its_requests_loses_nothing() {
    Box::pin(killed_at_every_request(false)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_after_any_of_its_requests_does_nothing_twice() {
    Box::pin(killed_at_every_request(true)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_fails_for_a_moment_is_asked_again_in_the_same_run() {
    for trouble in [Status(503, None), Status(500, None), Status(429, None), Status(429, Some(1))] {
        let scene = Scene::open().await;
        let order = scene.moving("WBUSA1D5").await;
        scene.shop.advance("6m").await;
        let (mut left, what) = (2, trouble.clone());
        scene.wire.plan(move |_| {
            if left == 0 {
                return Carried;
            }
            left -= 1;
            trouble.clone()
        });
        let report = scene.sweep().await;
        assert_eq!((report.changed, report.left, report.service_failures), (1, 0, 0), "{what:?}");
        assert_eq!(scene.wire.calls().len(), 3, "{what:?}");
        assert_eq!(scene.status(&order).await, "in_transit");
        assert_eq!(scene.parcel(&order, 0).await.head.failures, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_stays_down_is_asked_later_and_later_and_other_stores_are_served() {
    let scene = Scene::open().await;
    let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
    let ours = scene.moving("WBUSA1D5").await;
    scene.wire.plan(|call| if call.key == DEMO { Status(503, None) } else { Carried });
    scene.shop.advance("6m").await;
    let theirs = other.shipped("WBUSA2D5").await;
    for (failures, pause) in (1..).zip([1, 2, 5, 15, 30, 60, 60].map(minutes)) {
        let report = scene.sweep().await;
        assert_eq!(report.service_failures, 1, "{report:?}");
        let calls = scene.wire.calls();
        let ours_asked = calls.iter().filter(|call| call.key == DEMO).count();
        assert_eq!(ours_asked, 3, "tried three times: {calls:?}");
        let parcel = scene.parcel(&ours, 0).await;
        assert_eq!((parcel.head.failures, parcel.head.checks), (failures, 1));
        assert_about(scene.rests(&ours).await, pause);
        assert_eq!(scene.status(&ours).await, "pending", "an outage says nothing about a parcel");
        // Not a moment earlier.
        assert_eq!(scene.sweep().await.service_failures, 0);
        scene.shop.system.clock.advance((pause + pause / 9).to_std().unwrap()).unwrap();
    }
    assert_eq!(status_of(&other, &theirs).await, "in_transit");
    scene.wire.plan(|_| Carried);
    let report = scene.sweep().await;
    assert_eq!((report.service_failures, report.left), (0, 0));
    let parcel = scene.parcel(&ours, 0).await;
    assert_eq!((parcel.head.failures, parcel.head.checks), (0, 2));
    assert_eq!(scene.status(&ours).await, "in_transit");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_busy_service_does_not_answer_stays_due_and_other_stores_are_served() {
    let scene = Scene::open().await;
    let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
    let ours = scene.moving("WBUSA1D5").await;
    let theirs = other.shipped("WBUSA2D5").await;
    scene.shop.advance("6m").await;
    // The second time it says itself when to come back, and that is after the run.
    for (trouble, asked) in [(Status(429, None), 3), (Status(429, Some(600)), 1)] {
        scene.wire.plan(move |call| if call.key == DEMO { trouble.clone() } else { Carried });
        let before = scene.parcel(&ours, 0).await;
        let report = scene.sweep().await;
        assert_eq!((report.service_failures, report.left), (1, 1), "{report:?}");
        assert_eq!(scene.wire.calls().iter().filter(|call| call.key == DEMO).count(), asked);
        assert_eq!(scene.parcel(&ours, 0).await, before, "it is still due");
        scene.shop.advance("6m").await;
    }
    assert_eq!(status_of(&other, &theirs).await, "in_transit");
    scene.wire.plan(|_| Carried);
    assert_eq!(scene.sweep().await.left, 0);
    assert_eq!(scene.status(&ours).await, "in_transit");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_bad_parcel_never_stops_the_others() {
    let bad = || vec!["WBUSA0D5".to_owned()];
    for plan in [Rejected(-18_019_999, bad()), Unsaid(bad()), Garbled(bad()), Rejected(-18_019_903, bad())] {
        let scene = Scene::open().await;
        let numbers: Vec<_> = (0..5).map(|number| format!("WBUSA{number}D5")).collect();
        let order = shipped(&scene.shop, &numbers.iter().map(String::as_str).collect::<Vec<_>>()).await;
        scene.sweep().await;
        scene.shop.advance("6m").await;
        scene.wire.plan({
            let plan = plan.clone();
            move |_| plan.clone()
        });
        let report = scene.sweep().await;
        let rejected = matches!(plan, Rejected(-18_019_903, _));
        let failed = matches!(plan, Rejected(-18_019_999, _) | Unsaid(_));
        assert_eq!((report.due, report.left, report.service_failures), (5, 0, 0), "{plan:?}");
        let (order, _) = scene.shop.sound(&order).await;
        let statuses: Vec<_> = entries(&order["parcels"]).map(|parcel| parcel["status"].clone()).collect();
        let of_bad = if rejected { "unrecognized" } else { "pending" };
        assert_eq!(
            json!(statuses),
            json!([of_bad, "in_transit", "in_transit", "in_transit", "in_transit"]),
            "{plan:?}"
        );
        let parcel = scene.parcel(&order, 0).await;
        assert_eq!(parcel.head.failures, u32::from(failed), "{plan:?}");
        assert!(parcel.next_check_at.unwrap() > scene.now(), "{plan:?}");
        // Another time it may do better.
        scene.wire.plan(|_| Carried);
        scene.shop.advance("12h").await;
        scene.sweep().await;
        assert_eq!(scene.status(&order).await, "in_transit", "{plan:?}");
        assert_eq!(scene.parcel(&order, 0).await.head.failures, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_the_service_refuses_is_unrecognized_and_asked_about_with_the_others() {
    let scene = Scene::open().await;
    let order = shipped(&scene.shop, &["WBNOCARRIER1", "WBUSA1D5"]).await;
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left, report.service_failures), (2, 0, 0));
    assert_eq!(scene.status(&order).await, "unrecognized");
    for _ in 0..3 {
        scene.shop.advance("2h").await;
        let report = scene.sweep().await;
        assert_eq!((report.left, report.service_failures), (0, 0));
    }
    let (read, events) = scene.shop.sound(&order).await;
    assert_eq!(read["parcels"][1]["status"], "in_transit");
    assert_news_told_once(&events);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_read_is_a_failure_of_the_service_and_no_status() {
    let answers =
        ["", "<html>Bad gateway</html>", "[]", "{\"code\":0}", "{\"code\":-18010099,\"data\":{\"errors\":[]}}"];
    for answer in answers {
        let scene = Scene::open().await;
        let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
        let (ours, theirs) = (scene.moving("WBUSA1D5").await, other.shipped("WBUSA2D5").await);
        scene.shop.advance("6m").await;
        scene.wire.plan(move |call| if call.key == DEMO { Text(answer.to_owned()) } else { Carried });
        let report = scene.sweep().await;
        assert_eq!(report.service_failures, 1, "{answer}");
        assert_eq!(scene.parcel(&ours, 0).await.head.failures, 1, "{answer}");
        assert_eq!(scene.status(&ours).await, "pending", "{answer}");
        scene.wire.plan(|_| Carried);
        scene.shop.advance("6m").await;
        assert_eq!(scene.sweep().await.left, 0);
        assert_eq!(
            (scene.status(&ours).await, status_of(&other, &theirs).await),
            (json!("in_transit"), json!("in_transit"))
        );
    }
}

/// A parcel's head as another version might have written it.
async fn damage(shop: &Shop, order: &Value, version: u32) {
    let key = std::collections::HashMap::from([
        ("pk".to_owned(), AttributeValue::S(format!("demo#order#{}", order["id"].as_str().unwrap()))),
        ("sk".to_owned(), AttributeValue::S("parcel#00000".to_owned())),
    ]);
    let table = client(shop.system.dynamodb()).await;
    let update = table.update_item().table_name(TABLE).set_key(Some(key)).update_expression("SET v = :v");
    update.expression_attribute_values(":v", AttributeValue::N(version.to_string())).send().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_that_cannot_be_read_is_left_and_never_stops_the_others() {
    let scene = Scene::open().await;
    let mut orders = Vec::new();
    for number in 0..8 {
        orders.push(shipped(&scene.shop, &[&format!("WBUSA{number}D5")]).await);
    }
    damage(&scene.shop, &orders[0], 9).await;
    let failed = scene.try_sweep().await.expect_err("one cannot be read");
    assert_eq!((failed.report.due, failed.report.left), (8, 1), "{failed}");
    assert_eq!(scene.wire.asked("register").len(), 7);
    damage(&scene.shop, &orders[0], 1).await;
    assert_eq!(scene.sweep().await.left, 0);
    assert_eq!(scene.wire.asked("register"), ["WBUSA0D5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_is_a_failure_and_a_right_one_is_used_at_the_next_run() {
    let scene = Scene::open().await;
    let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
    // Too short to be a key: the local carrier answers 401.
    choose(&scene.shop, "short").await;
    let (ours, theirs) = (shipped(&scene.shop, &["WBUSA1D5"]).await, other.shipped("WBUSA2D5").await);
    let report = scene.sweep().await;
    assert_eq!((report.due, report.service_failures), (2, 1), "{report:?}");
    assert_eq!(scene.wire.calls().iter().filter(|call| call.key == "short").count(), 1, "it is not tried again");
    assert_eq!(scene.parcel(&ours, 0).await.head.failures, 1);
    choose(&scene.shop, DEMO).await;
    scene.shop.advance("6m").await;
    assert_eq!(scene.sweep().await.left, 0);
    scene.shop.advance("6m").await;
    assert_eq!(scene.sweep().await.left, 0);
    assert_eq!(
        (scene.status(&ours).await, status_of(&other, &theirs).await),
        (json!("in_transit"), json!("in_transit"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_up_quota_keeps_new_numbers_waiting_and_no_others() {
    let scene = Scene::open().await;
    let known = scene.moving("WBUSA1D5").await;
    scene.shop.advance("6m").await;
    let new = shipped(&scene.shop, &["WBUSA2D5"]).await;
    scene.wire.plan(|call| match call.endpoint.as_str() {
        "register" => Rejected(-18_019_908, call.numbers.clone()),
        _ => Carried,
    });
    let report = scene.sweep().await;
    assert_eq!(report.due, 2);
    assert_eq!(scene.status(&known).await, "in_transit", "{report:?}");
    assert_eq!(scene.parcel(&known, 0).await.head.failures, 0);
    assert_eq!(scene.parcel(&new, 0).await.head.failures, 1);
    assert_about(scene.rests(&new).await, minutes(1));
    scene.wire.plan(|_| Carried);
    // What was rejected above has been registered all the same, which is no error.
    scene.shop.advance("2m").await;
    assert_eq!(scene.sweep().await.left, 0);
    scene.shop.advance("6m").await;
    assert_eq!(scene.sweep().await.left, 0);
    assert_eq!(scene.status(&new).await, "in_transit");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_up_quota_leaves_no_call_of_known_numbers_out() {
    let scene = Scene::open().await;
    let numbers: Vec<_> = (0..40).map(|number| format!("WBUSA{number:02}D5")).collect();
    let known = scene.ship(&numbers).await;
    scene.sweep().await;
    scene.wire.calls();
    // Forty new ones have been due for longer than the known ones.
    let new: Vec<_> = (0..40).map(|number| format!("WBNEW{number:02}D5")).collect();
    let new = scene.ship(&new).await;
    scene.shop.advance("6m").await;
    scene.wire.plan(|call| match call.endpoint.as_str() {
        "register" => Rejected(-18_019_907, call.numbers.clone()),
        _ => Carried,
    });
    let report = scene.sweep().await;
    assert_eq!((report.due, report.changed), (80, 40), "{report:?}");
    assert_eq!(scene.status(&known[0]).await, "in_transit");
    assert_eq!(scene.parcel(&new[0], 0).await.head.failures, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_without_a_service_is_put_off_for_a_day_and_nobody_is_asked() {
    let scene = Scene::open().await;
    let _ = scene.shop.put("/settings", json!({"tracking_service": null})).await.expect(200);
    let order = shipped(&scene.shop, &["WBUSA1D5"]).await;
    for _ in 0..2 {
        let report = scene.sweep().await;
        assert_eq!((report.due, report.calls, report.left, report.service_failures), (1, 0, 0, 0));
        assert_eq!(scene.rests(&order).await, days(1));
        assert_eq!(scene.sweep().await, Report::default());
        scene.shop.advance("24h").await;
    }
    choose(&scene.shop, DEMO).await;
    scene.sweep().await;
    assert_eq!(scene.wire.asked("register"), ["WBUSA1D5"]);
    // Nor for longer than a number is followed.
    let _ = scene.shop.put("/settings", json!({"tracking_service": null})).await.expect(200);
    scene.shop.advance("89d").await;
    scene.sweep().await;
    assert_eq!(scene.parcel(&order, 0).await.next_check_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_whose_secrets_cannot_be_opened_is_a_failure_of_its_own() {
    let scene = Scene::open().await;
    let ours = shipped(&scene.shop, &["WBUSA1D5"]).await;
    let rooms = scene.rooms();
    let app = App { vault: Some(Vault::new("another installation's")), ..rooms.app.clone() };
    let report = Follower::new(app, rooms.carriers).sweep(&UNPACED).await.expect("a run");
    assert_eq!((report.due, report.calls, report.service_failures), (1, 0, 1));
    assert_eq!(scene.parcel(&ours, 0).await.head.failures, 1);
    assert_eq!(scene.wire.calls(), []);
    // In the same run, a store whose secrets are sound is served: this one was sealed for another.
    let other = other_store(&scene.shop, "other", "OTHER0OTHER0OTHER0").await;
    let table = client(scene.shop.system.dynamodb()).await;
    let key = |store: &str| {
        std::collections::HashMap::from([
            ("pk".to_owned(), AttributeValue::S(format!("{store}#settings"))),
            ("sk".to_owned(), AttributeValue::S("settings".to_owned())),
        ])
    };
    let theirs = table.get_item().table_name(TABLE).set_key(Some(key("demo"))).send().await.unwrap().item.unwrap();
    let update = table.update_item().table_name(TABLE).set_key(Some(key("other")));
    let update = update.update_expression("SET settings = :theirs");
    update.expression_attribute_values(":theirs", theirs["settings"].clone()).send().await.unwrap();
    other.shipped("WBUSA2D5").await;
    scene.shop.advance("6m").await;
    let report = scene.sweep().await;
    assert_eq!((report.due, report.service_failures), (2, 1), "{report:?}");
    assert_eq!(scene.wire.asked("register"), ["WBUSA1D5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_fails_leaves_parcels_due_and_the_run_says_so() {
    use Fault::{Cancelled, CutAfter, CutBefore, Error, ErrorAfter, TokenForgotten, Unprocessed};
    let throttled = || Error(400, "ThrottlingException");
    let once: [(&'static str, Fault, usize); 12] = [
        ("PutItem", throttled(), 1),
        ("PutItem", CutBefore, 1),
        ("PutItem", CutAfter, 1),
        ("Query", throttled(), 1),
        ("Query", CutAfter, 1),
        ("BatchGetItem", Unprocessed, 2),
        ("BatchGetItem", Error(500, "InternalServerError"), 1),
        ("GetItem", CutBefore, 1),
        ("DeleteItem", CutAfter, 1),
        ("TransactWriteItems", CutAfter, 1),
        ("TransactWriteItems", Cancelled("TransactionConflict"), 2),
        ("TransactWriteItems", ErrorAfter(500, "InternalServerError"), 1),
    ];
    let always = [
        ("PutItem", throttled()),
        ("Query", CutBefore),
        ("BatchGetItem", throttled()),
        ("DeleteItem", throttled()),
        ("TransactWriteItems", Cancelled("ThrottlingError")),
        ("TransactWriteItems", Cancelled("TransactionConflict")),
        ("TransactWriteItems", CutBefore),
        ("TransactWriteItems", CutAfter),
        ("", CutBefore),
    ];
    let (scene, orders) = four_parcels().await;
    let expected = recovered(&scene, &orders).await;
    let forgotten = vec![("TransactWriteItems", CutAfter, 1), ("TransactWriteItems", TokenForgotten, ALWAYS)];
    let once = once.map(|fault| vec![fault]).into_iter().chain([forgotten]).map(|faults| (faults, true));
    let always = always.map(|(of, fault)| (vec![(of, fault, ALWAYS)], false));
    for (faults, passes) in once.chain(always) {
        let (scene, orders) = four_parcels().await;
        let wire = Faulty::start(&scene.shop, &faults).await;
        let app = wire.rooms().app;
        let ended = Follower::new(app, scene.rooms().carriers).sweep(&UNPACED).await;
        match (ended, passes) {
            (Ok(report), true) => assert_eq!((report.due, report.left), (4, 0), "{faults:?}"),
            // A parcel that another always writes first is left, and is no failure of the table. That its service
            // follows it now is shown to its customer: all four are written with their page's version.
            (Ok(report), false) => {
                assert!(matches!(faults[0].1, Cancelled("TransactionConflict")), "{faults:?}: {report:?}");
                assert_eq!(report.left, 4, "{faults:?}");
            }
            (Err(failed), _) => assert!(!passes, "{faults:?}: {failed}"),
        }
        assert_eq!(recovered(&scene, &orders).await, expected, "{faults:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_whose_taking_was_not_answered_is_swept_all_the_same() {
    let scene = Scene::open().await;
    for order in 0..8 {
        shipped(&scene.shop, &[&format!("WBUSA{order}D5")]).await;
    }
    let wire = Faulty::start(&scene.shop, &[("PutItem", Fault::CutAfter, 1)]).await;
    let report = Follower::new(wire.rooms().app, scene.rooms().carriers).sweep(&UNPACED).await.expect("a run");
    assert_eq!((report.due, report.left), (8, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_time_was_left_for_stays_due_and_the_next_run_goes_on() {
    let scene = Scene::open().await;
    for call in 0..3 {
        scene.ship(&(0..40).map(|parcel| format!("WBUSA{call}P{parcel:02}D5")).collect::<Vec<_>>()).await;
        scene.shop.advance("1s").await;
    }
    let none = SweepOptions { time: Duration::ZERO, paced: true };
    assert_eq!(scene.follower().sweep(&none).await.expect("a run").calls, 0);
    // The second call is not answered before the time is over.
    let mut calls = 0;
    scene.wire.plan(move |_| {
        calls += 1;
        if calls == 2 { Silence } else { Carried }
    });
    let short = SweepOptions { time: Duration::from_secs(4), paced: false };
    let report = scene.follower().sweep(&short).await.expect("a run");
    assert_eq!((report.due, report.left, report.calls), (120, 80, 2), "{report:?}");
    let first = scene.wire.calls();
    scene.wire.plan(|_| Carried);
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left, report.service_failures), (80, 0, 0), "{report:?}");
    let second = scene.wire.calls();
    assert_eq!(second.len(), 2);
    // What was cut off comes first, and what was answered comes no more.
    assert_eq!(second[0].numbers, first[1].numbers);
    let answered: BTreeSet<_> = first[0].numbers.iter().chain(second.iter().flat_map(|call| &call.numbers)).collect();
    assert_eq!(answered.len(), 120);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivered_parcel_is_asked_about_after_a_day_and_a_week_and_then_no_more() {
    let scene = Scene::open().await;
    let order = scene.moving("WBEXPRESS1").await;
    let mut delivered_at = None;
    for _ in 0..40 {
        scene.shop.advance("2h").await;
        scene.sweep().await;
        if scene.status(&order).await == "delivered" {
            delivered_at = scene.parcel(&order, 0).await.head.observed.since;
            break;
        }
    }
    let delivered_at = delivered_at.expect("it was delivered");
    for after in [days(1), days(7)] {
        assert_eq!(scene.parcel(&order, 0).await.next_check_at, Some(delivered_at + after));
        let rest = scene.rests(&order).await;
        scene.shop.system.clock.advance(rest.to_std().unwrap()).unwrap();
        assert_eq!(scene.sweep().await.calls, 1);
    }
    assert_eq!(scene.parcel(&order, 0).await.next_check_at, None);
    scene.shop.advance("60d").await;
    assert_eq!(scene.sweep().await, Report::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_return_after_the_delivery_is_pushed_and_followed_again() {
    let scene = Scene::open().await;
    // Delivered on day 9, on its way back on day 14: before the last look, a week after the delivery.
    let order = scene.moving("WBSENTBACK1").await;
    scene.shop.advance("9d 12h").await;
    scene.sweep().await;
    assert_eq!(scene.status(&order).await, "delivered");
    scene.shop.advance("8d").await;
    // The number lives again, and its service says so before anyone asks.
    let _ = scene.parcel(&order, 0).await;
    let pushes = scene.shop.system.background.pushes.clone();
    pushes.run_due().await;
    let (read, events) = scene.shop.sound(&order).await;
    assert_ne!(read["parcels"][0]["status"], "delivered", "{read:#}");
    assert_news_told_once(&events);
    assert!(scene.parcel(&order, 0).await.next_check_at.is_some_and(|next| next > scene.now()));
    scene.shop.advance("14d").await;
    assert_eq!(scene.sweep().await.left, 0);
    assert_eq!(scene.status(&order).await, "returned");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_followed_for_ninety_days_whatever_its_service_does() {
    for fails in [false, true] {
        let scene = Scene::open().await;
        let order = scene.moving("WBNEVER1").await;
        scene.shop.advance("89d 20h").await;
        scene.sweep().await;
        let next = scene.parcel(&order, 0).await.next_check_at;
        assert!(next.is_none_or(|next| next < scene.now() + hours(4)), "{next:?}");
        if fails {
            scene.wire.plan(|_| Text("nothing that can be read".to_owned()));
        }
        // Whoever is still due then is asked about once more.
        for _ in 0..2 {
            scene.shop.advance("4h10m").await;
            scene.sweep().await;
        }
        assert_eq!(scene.parcel(&order, 0).await.next_check_at, None, "fails: {fails}");
        scene.wire.calls();
        scene.shop.advance("30d").await;
        assert_eq!((scene.sweep().await, scene.wire.calls()), (Report::default(), vec![]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_service_is_not_asked_about_a_number_for_longer_than_it_is_followed() {
    let scene = Scene::open().await;
    scene.wire.plan(|_| Text("nothing that can be read".to_owned()));
    let order = shipped(&scene.shop, &["WBUSA1"]).await;
    scene.sweep().await;
    scene.shop.advance("90d").await;
    scene.sweep().await;
    assert_eq!(scene.parcel(&order, 0).await.next_check_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cancelled_corrected_or_forgotten_is_asked_about_no_more() {
    let scene = Scene::open().await;
    let mut orders = Vec::new();
    for number in ["WBCANCELLED1", "WBCORRECTED1", "WBREMOVED1", "WBREDACTED1", "WBARCHIVED1"] {
        orders.push(shipped(&scene.shop, &[number]).await);
    }
    scene.sweep().await;
    scene.wire.calls();
    let shop = &scene.shop;
    let fulfilment = |order: &Value, path: &str| {
        format!("{}/fulfilments/{}/{path}", path_of(order), order["fulfilments"][0]["id"].as_str().unwrap())
    };
    let _ = shop.post(&fulfilment(&orders[0], "cancel"), json!({})).await.expect(200);
    let corrected = json!({"tracking": [{"number": "WBUSANEW"}]});
    let _ = shop.put(&fulfilment(&orders[1], "tracking"), corrected).await.expect(200);
    let _ = shop.put(&fulfilment(&orders[2], "tracking"), json!({"tracking": []})).await.expect(200);
    let _ = shop.act(&orders[3], "redact", json!({})).await.expect(200);
    let _ = shop.act(&orders[4], "archive", json!({})).await.expect(200);
    scene.shop.advance("6m").await;
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left), (2, 0), "{report:?}");
    let mut calls = scene.wire.calls();
    calls.sort_by_key(|call| call.endpoint.clone());
    let asked: Vec<_> = calls.iter().map(|call| (call.endpoint.as_str(), call.numbers.join(" "))).collect();
    assert_eq!(asked, [("gettrackinfo", "WBARCHIVED1".to_owned()), ("register", "WBUSANEW".to_owned())]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_corrected_while_it_is_asked_about_keeps_nothing_of_the_old_number() {
    let scene = Scene::open().await;
    let order = scene.moving("WBUSA1D5").await;
    scene.shop.advance("6m").await;
    let asked = Arc::new(Notify::new());
    // The service is asked about the old number, and is slow: meanwhile the new one is entered.
    scene.wire.plan({
        let asked = asked.clone();
        move |_| {
            asked.notify_one();
            Status(503, None)
        }
    });
    let correcting = async {
        asked.notified().await;
        let fulfilment = order["fulfilments"][0]["id"].as_str().unwrap();
        let path = format!("{}/fulfilments/{fulfilment}/tracking", path_of(&order));
        let _ = scene.shop.put(&path, json!({"tracking": [{"number": "WBUSA2D5"}]})).await.expect(200);
        scene.wire.plan(|_| Carried);
    };
    let (report, ()) = tokio::join!(scene.sweep(), correcting);
    assert_eq!((report.changed, report.service_failures), (0, 0), "{report:?}");
    let (read, events) = scene.shop.sound(&order).await;
    assert_eq!((&read["parcels"][0]["number"], &read["parcels"][0]["status"]), (&json!("WBUSA2D5"), &json!("pending")));
    assert_eq!(told(&events, "tracking_status_changed").len(), 0);
    scene.wire.calls();
    scene.sweep().await;
    assert_eq!(scene.wire.asked("register"), ["WBUSA2D5"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn scans_from_well_before_the_fulfilment_are_set_aside() {
    let scene = Scene::open().await;
    let order = scene.moving("WBREUSED1").await;
    scene.shop.advance("6h").await;
    scene.sweep().await;
    assert_eq!(scene.parcel(&order, 0).await.head.set_aside, 3);
    assert_eq!(scene.status(&order).await, "pending");
    scene.shop.advance("60h").await;
    scene.sweep().await;
    assert_eq!(scene.status(&order).await, "in_transit");
    let detail = scene.shop.get(&parcel_of(&order, 0)).await.expect(200);
    assert_eq!((entries(&detail["scans"]).count(), &detail["scans_set_aside"]), (1, &json!(3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_code_is_counted_in_the_report_and_in_the_log_line_and_kept_as_it_came() {
    let scene = Scene::open().await;
    let order = scene.moving("WBODDCODE1D7").await;
    scene.shop.advance("6m").await;
    let report = scene.sweep().await;
    assert_eq!((report.changed, report.left), (1, 0));
    assert!(report.unknown_codes > 0, "{report:?}");
    let detail = scene.shop.get(&parcel_of(&order, 0)).await.expect(200);
    assert!(
        entries(&detail["scans"])
            .any(|scan| scan["raw_code"].as_str().is_some_and(|raw| raw.contains("DroneHandover"))),
        "{detail:#}"
    );
    assert_eq!(detail["status"], "in_transit");
    // The line of a run is that of an invocation with its report.
    let request = http::Request::builder().uri("/").body(Body::Empty).unwrap();
    let Handler::Http(handler) = named("get_settings").unwrap().handler else { panic!("no route") };
    let (_, mut invocation) = scene.rooms().invoke("get_settings", handler, request).await;
    invocation.report = Some(report);
    let line: Value = serde_json::from_str(&invocation.line(0)).unwrap();
    assert_eq!(line["unknown_codes"], json!(report.unknown_codes));
    assert_eq!(line["report"]["unknown_codes"], json!(report.unknown_codes));
    let metrics = entries(&line["_aws"]["CloudWatchMetrics"][0]["Metrics"]);
    assert!(metrics.into_iter().any(|metric| metric["Name"] == "unknown_codes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_its_service_has_forgotten_is_registered_again() {
    let scene = Scene::open().await;
    let order = scene.moving("WBUSA1D5").await;
    scene.shop.advance("6m").await;
    let request = scene.shop.request(Method::POST, "/local/17track/track/v2.4/deletetrack").header("17token", DEMO);
    let deleted = scene.shop.send(request.json(&json!([{"number": "WBUSA1D5"}]))).await.expect(200);
    assert_eq!(entries(&deleted["data"]["accepted"]).count(), 1, "{deleted:#}");
    let report = scene.sweep().await;
    assert_eq!((report.due, report.left, report.service_failures), (1, 0, 0));
    let calls: Vec<_> = scene.wire.calls().into_iter().map(|call| call.endpoint).collect();
    assert_eq!(calls, ["gettrackinfo", "register"]);
    assert_eq!(scene.parcel(&order, 0).await.head.failures, 0);
    scene.shop.advance("20m").await;
    scene.sweep().await;
    assert_eq!(scene.status(&order).await, "in_transit");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_check_is_spread_by_a_tenth_around_its_interval() {
    let scene = Scene::open().await;
    let mut orders = Vec::new();
    for number in 0..12 {
        orders.push(shipped(&scene.shop, &[&format!("WBUSA{number:02}D4")]).await);
    }
    // New, new, and then in transit: 5 minutes, and 6 hours from the news on.
    for (advance, interval) in [("0s", minutes(5)), ("6m", hours(6))] {
        scene.shop.advance(advance).await;
        assert_eq!(scene.sweep().await.left, 0);
        let mut rests = BTreeSet::new();
        for order in &orders {
            let rest = scene.rests(order).await;
            assert_about(rest, interval);
            rests.insert(rest);
        }
        assert!(rests.len() > 6, "they are spread: {rests:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_while_it_is_swept_is_followed_no_more() {
    let scene = Scene::open().await;
    for round in 0..4 {
        let order = shipped_with(&scene.shop, json!({"line_items": mugs(1)}), &[&format!("WBUSA{round}D5")]).await;
        let path = format!("fulfilments/{}/cancel", order["fulfilments"][0]["id"].as_str().unwrap());
        let cancel = scene.shop.act(&order, &path, json!({}));
        let (report, cancelled) = tokio::join!(scene.try_sweep(), cancel);
        assert!(report.is_ok(), "{report:?}");
        let _ = cancelled.expect(200);
        let stored = scene.parcel(&order, 0).await;
        assert!(!stored.counts && stored.next_check_at.is_none(), "{stored:?}");
    }
    scene.wire.calls();
    scene.shop.advance("1h").await;
    assert_eq!((scene.sweep().await, scene.wire.calls()), (Report::default(), vec![]));
}
