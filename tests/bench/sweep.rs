//! What a sweep costs for each parcel that is due: requests and capacity units as DynamoDB counts them, memory, and
//! parcels in a second, among few followed parcels and among many. Cost must follow what is due.
//!
//! `cargo bench --bench sweep` sweeps 10,000 due parcels among 10,000 and among 100,000 that are followed;
//! `-- --million` among 1,000,000 too. `-- --orders` says what a page of each list of tracked orders costs instead.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a benchmark that cannot go on stops")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use clap::Parser;
use serde_json::{Value, json};
use waybill_follow::{Follower, SweepOptions};
use waybill_lambda::{App, Body, Report, Request};
use waybill_local::engine::{Item, TABLE, client};
use waybill_local::functions::{Handler, named};
use waybill_local::{Options, System};
use waybill_store::Units;
use waybill_store::due::SHARDS;
use waybill_store::write::new_order_id;

/// How much more a parcel may cost among many than among few.
const TOLERANCE: f64 = 1.05;

/// A run as in production, but that a carrier of our own need not be asked slowly, and that one run does all: what is
/// counted must not depend on how fast this machine is.
const SWEEP: SweepOptions = SweepOptions { time: Duration::from_hours(12), paced: false };

/// Runs until nothing is due: one that does all, one that finds nothing, and some for what lost a race.
const RUNS: usize = 10;

/// Orders that are imported at once.
const BATCH: usize = 1_000;

/// When those are due that are not due yet: after the benchmark.
const LATER: TimeDelta = TimeDelta::days(60);

/// The number of the order that all others are copies of; theirs are as long.
const NUMBER: &str = "ZA000000000SE";

/// Sizes of `--orders`.
const ORDERS: [usize; 2] = [1_000, 100_000];

/// What is measured.
#[derive(Parser)]
struct Arguments {
    /// Followed parcels, in each measurement.
    #[arg(long, value_delimiter = ',', default_values_t = [10_000, 100_000])]
    followed: Vec<usize>,
    /// Those of them that are due.
    #[arg(long, default_value_t = 10_000)]
    due: usize,
    /// Measure among 1,000,000 followed parcels too.
    #[arg(long)]
    million: bool,
    /// Measure pages of lists instead.
    #[arg(long)]
    orders: bool,
    /// What `cargo bench` says to every benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A sweep of all that is due, or a page of a list.
struct Row {
    what: &'static str,
    report: Report,
    units: Units,
    took: Duration,
    memory: Option<Memory>,
}

/// Of the whole process, and so of the table and the carrier too, in kB.
struct Memory {
    before: u64,
    most: u64,
}

#[tokio::main]
async fn main() {
    let mut arguments = Arguments::parse();
    if arguments.orders {
        return lists().await;
    }
    arguments.followed.extend(arguments.million.then_some(1_000_000));
    let mut sizes = Vec::new();
    for followed in arguments.followed {
        let due = arguments.due.min(followed);
        let scene = Scene::of(followed, due).await;
        let rows = scene.sweeps(due).await;
        print(&format!("{due} due among {followed} followed"), due, &rows);
        sizes.push((followed, rows));
        scene.close().await;
    }
    let Some((few, base)) = sizes.first() else { return };
    for (many, rows) in &sizes[1..] {
        println!("\nAmong {many}, as a multiple of among {few}:\n");
        compare(base, rows);
    }
}

/// A system with many orders, each of one followed parcel.
struct Scene {
    system: System,
    folder: PathBuf,
}

impl Scene {
    async fn of(followed: usize, due: usize) -> Self {
        let folder = std::env::temp_dir().join(format!("waybill-bench-{}-{followed}", std::process::id()));
        // A file, so that the engine's stream has its index: without it each write takes longer than the last.
        let options = Options { data: folder.clone(), in_memory: false, speed: 0, ..Options::for_a_test() };
        let system = System::start(options).await.expect("the system starts");
        let scene = Self { system, folder };
        let began = Instant::now();
        scene.seed(followed, due).await;
        eprintln!("{followed} parcels are followed, {due} of them due (after {:.0} s)", began.elapsed().as_secs_f64());
        scene
    }

    async fn close(self) {
        self.system.stop().await.expect("the system stops");
        std::fs::remove_dir_all(self.folder).expect("the folder goes");
    }

    /// Copies of one real order, as the functions wrote it.
    async fn seed(&self, followed: usize, due: usize) {
        let table = client(self.system.dynamodb()).await;
        let order = self.shipped().await;
        let items = taken(&table, &format!("demo#order#{order}")).await;
        let now = self.system.app.now();
        let mut copies = Vec::new();
        for place in 0..followed {
            let id = new_order_id(now).expect("an id").to_string();
            let another = Copied {
                ulids: (ulid(&order), ulid(&id)),
                number: format!("ZA{place:09}SE"),
                next_check_at: if place < due { now } else { now + LATER },
                shard: place % usize::from(SHARDS.end),
            };
            copies.extend(items.iter().map(|item| another.of(item)));
            if place % BATCH == BATCH - 1 || place + 1 == followed {
                self.system.import(std::mem::take(&mut copies)).expect("the orders are there");
            }
        }
    }

    /// An order in one parcel; its id.
    async fn shipped(&self) -> String {
        let item =
            |title: &str| json!({"title": title, "quantity": 2, "unit_price": {"amount": "99.00", "currency": "SEK"}});
        let order = json!({
            "name": "#1001", "email": "ada@example.com", "locale": "sv", "line_items": [item("Mug"), item("Tea")],
            "shipping_address": {"name": "Ada L", "address1": "Storgatan 1", "city": "Umeå", "country": "SE"},
        });
        let placed = self.send("POST", "/orders", order).await;
        let id = placed["id"].as_str().expect("an id");
        self.send("POST", &format!("/orders/{id}/fulfilments"), json!({"tracking": [{"number": NUMBER}]})).await;
        id.to_owned()
    }

    async fn send(&self, method: &str, path: &str, body: Value) -> Value {
        let request = self.request(path).method(method).header("content-type", "application/json");
        let request: Request = request.body(Body::Text(body.to_string())).expect("a request");
        let answer = self.system.gateway.quietly().call(request).await;
        let Body::Text(text) = answer.body() else { panic!("no text") };
        assert!(answer.status().is_success(), "{text}");
        serde_json::from_str(text).expect("JSON")
    }

    fn request(&self, path: &str) -> http::request::Builder {
        http::Request::builder().uri(path).header("authorization", format!("Bearer {}", self.system.api_key))
    }

    /// A sweep that registers the due ones; one that is told nothing new, or almost; and one with news of most.
    async fn sweeps(&self, due: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        for (what, later) in [
            ("new: registered", Duration::ZERO),
            ("the first answers", Duration::from_mins(6)),
            ("nothing new", Duration::from_mins(20)),
            ("news of most", Duration::from_hours(24)),
        ] {
            self.system.clock.advance(later).expect("a time");
            let row = self.sweep(what).await;
            assert_eq!((row.report.due, row.report.left, row.report.service_failures), (due, 0, 0), "{what}");
            eprintln!("{what}: after {:.0} s", row.took.as_secs_f64());
            rows.push(row);
        }
        rows
    }

    /// Sweeps until nothing is due.
    async fn sweep(&self, what: &'static str) -> Row {
        let app = App { store: self.system.app.store.metered(), ..self.system.app.clone() };
        let follower = Follower::new(app.clone(), self.system.rooms().carriers);
        let (memory, began) = (Memory::begin(), Instant::now());
        let mut whole = Report::default();
        for _ in 0..RUNS {
            let report = follower.sweep(&SWEEP).await.expect("a run");
            // What one run leaves the next one sees again.
            whole.add(&Report { due: report.due - report.left, left: 0, ..report });
            if report.due == 0 {
                let (took, units) = (began.elapsed(), app.store.units());
                return Row { what, report: whole, units, took, memory: memory.and_then(Memory::end) };
            }
        }
        panic!("it is never done: {whole:?}")
    }

    /// A page of a list.
    async fn page(&self, what: &'static str, function: &'static str, path: &str) -> Row {
        let Handler::Http(handler) = named(function).expect(function).handler else { panic!("no route") };
        let request: Request = self.request(path).body(Body::Empty).expect("a request");
        let began = Instant::now();
        let (answer, invocation) = self.system.rooms().invoke(function, handler, request).await;
        let took = began.elapsed();
        let Body::Text(text) = answer.body() else { panic!("no text") };
        assert!(answer.status().is_success(), "{path}: {text}");
        let page: Value = serde_json::from_str(text).expect("JSON");
        let shown = page["orders"].as_array().map_or(0, Vec::len);
        Row { what, report: Report { due: shown, ..Report::default() }, units: invocation.units, took, memory: None }
    }
}

/// The items of an order, which are there no more then: the copies take its place.
async fn taken(table: &Client, pk: &str) -> Vec<Item> {
    let query = table.query().table_name(TABLE).key_condition_expression("pk = :pk");
    let page = query.expression_attribute_values(":pk", AttributeValue::S(pk.to_owned())).send().await;
    let items = page.expect("the order's items").items.unwrap_or_default();
    for item in &items {
        let key = item.iter().filter(|(name, _)| ["pk", "sk"].contains(&name.as_str()));
        let key = key.map(|(name, value)| (name.clone(), value.clone())).collect();
        table.delete_item().table_name(TABLE).set_key(Some(key)).send().await.expect("it goes");
    }
    items
}

/// What is another in a copy of an order.
struct Copied<'a> {
    ulids: (&'a str, &'a str),
    number: String,
    next_check_at: DateTime<Utc>,
    shard: usize,
}

impl Copied<'_> {
    fn of(&self, item: &Item) -> Item {
        let mut copy: Item = item.iter().map(|(name, value)| (name.clone(), self.value(value))).collect();
        // What is due of it is its parcel alone: its events have been counted.
        let due = [copy.remove("gsi4pk"), copy.remove("gsi4sk")];
        if let (true, [_, Some(AttributeValue::S(sort))]) = (item.contains_key("head"), due) {
            let parcel = sort.split_once('#').map_or("", |(_, parcel)| parcel);
            let at = self.next_check_at.to_rfc3339_opts(SecondsFormat::Millis, true);
            copy.insert("gsi4pk".to_owned(), AttributeValue::S(format!("parcel#{}", self.shard)));
            copy.insert("gsi4sk".to_owned(), AttributeValue::S(format!("{at}#{parcel}")));
        }
        copy
    }

    fn value(&self, value: &AttributeValue) -> AttributeValue {
        let (from, to) = self.ulids;
        match value {
            AttributeValue::S(text) => AttributeValue::S(text.replace(from, to).replace(NUMBER, &self.number)),
            other => other.clone(),
        }
    }
}

/// An order's id without its prefix, as the ids of what is in it have it.
fn ulid(order: &str) -> &str {
    order.trim_start_matches("ord_")
}

/// Pages of the lists of tracked orders.
async fn lists() {
    let mut sizes = Vec::new();
    for orders in ORDERS {
        let scene = Scene::of(orders, 0).await;
        let mut rows = vec![
            scene.page("GET /tracking", "list_tracking", "/tracking").await,
            scene.page("GET /orders?tracking_status=pending", "list_orders", "/orders?tracking_status=pending").await,
            scene
                .page("GET /orders?tracking_status=delivered", "list_orders", "/orders?tracking_status=delivered")
                .await,
            scene.page("GET /orders?attention=true, none", "list_orders", "/orders?attention=true").await,
        ];
        scene.system.clock.advance(Duration::from_hours(24 * 50)).expect("a time");
        rows.push(scene.page("GET /orders?attention=true, all", "list_orders", "/orders?attention=true").await);
        println!(
            "\nAmong {orders} orders:\n\n| page | orders on it | requests | read units | ms |\n|---|---|---|---|---|"
        );
        for Row { what, report, units, took, .. } in &rows {
            let took = took.as_secs_f64() * 1_000.0;
            println!("| {what} | {} | {} | {} | {took:.0} |", report.due, units.requests, units.read);
        }
        sizes.push(rows);
        scene.close().await;
    }
    for (few, many) in sizes[0].iter().zip(&sizes[1]) {
        assert_eq!((few.report.due, few.units), (many.report.due, many.units), "{}", few.what);
    }
}

fn print(title: &str, due: usize, rows: &[Row]) {
    println!("\n{title}:\n");
    println!(
        "| sweep | changed | calls | requests a parcel | read units | write units | parcels a second | most memory, MB | grew by, MB |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for Row { what, report, units, took, memory } in rows {
        let [requests, read, write] = per_parcel(units, due);
        let speed = count(due) / took.as_secs_f64();
        let (most, grew) = memory.as_ref().map_or(("–".to_owned(), "–".to_owned()), |memory| {
            ((memory.most / 1024).to_string(), (memory.most.saturating_sub(memory.before) / 1024).to_string())
        });
        println!(
            "| {what} | {} | {} | {requests:.3} | {read:.3} | {write:.3} | {speed:.0} | {most} | {grew} |",
            report.changed, report.calls
        );
    }
}

/// Prints, for each sweep, how much more it cost; more than the tolerance is a failure.
fn compare(few: &[Row], many: &[Row]) {
    println!("| sweep | requests | read units | write units |\n|---|---|---|---|");
    let mut dearer = Vec::new();
    for (few, many) in few.iter().zip(many) {
        let base = per_parcel(&few.units, few.report.due);
        let ratios: Vec<_> =
            per_parcel(&many.units, many.report.due).iter().zip(base).map(|(many, few)| many / few).collect();
        println!("| {} | {:.3} | {:.3} | {:.3} |", few.what, ratios[0], ratios[1], ratios[2]);
        dearer.extend(ratios.iter().any(|ratio| *ratio > TOLERANCE).then_some(few.what));
    }
    assert!(dearer.is_empty(), "a due parcel costs more among many: {dearer:?}");
}

fn per_parcel(units: &Units, due: usize) -> [f64; 3] {
    #[expect(clippy::cast_precision_loss, reason = "a benchmark makes millions of requests, not 2^52")]
    let requests = units.requests as f64;
    [requests, units.read, units.write].map(|whole| whole / count(due))
}

fn count(parcels: usize) -> f64 {
    f64::from(u32::try_from(parcels).expect("millions at most"))
}

impl Memory {
    /// From now on, where the system says.
    fn begin() -> Option<Self> {
        // Forgets the most of earlier times; where that is not allowed, the most of all is shown.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        Some(Self { before: status("VmRSS:")?, most: 0 })
    }

    fn end(self) -> Option<Self> {
        Some(Self { most: status("VmHWM:")?, ..self })
    }
}

/// A line of what Linux says of this process, in kB.
fn status(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|known| known.strip_prefix(line)?.split_whitespace().next()?.parse().ok())
}
