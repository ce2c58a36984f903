//! What each action costs: requests to DynamoDB, capacity units as it counts them, and how long it takes against
//! the embedded engine, compared with reading an order in the same run.
//!
//! `cargo bench --bench actions` prints the table; README's costs come from it. `-- --rounds N` does each action so
//! many times.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a benchmark that cannot go on stops")]

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use waybill_lambda::{Body, Request};
use waybill_local::functions::{Handler, named};
use waybill_local::{Options, System};
use waybill_store::Units;

/// How often each action is done, if nothing is said: enough for a median that holds still.
const ROUNDS: usize = 60;

/// One action, done so many times.
#[derive(Default)]
struct Measured {
    units: Vec<Units>,
    took: Vec<Duration>,
}

impl Measured {
    fn median(&mut self) -> Duration {
        self.took.sort();
        self.took[self.took.len() / 2]
    }
}

struct Bench {
    system: System,
    rows: Vec<(String, Measured)>,
}

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("waybill-bench-{}", std::process::id()));
    // A file, so that the engine's stream has its index: without it each write takes longer than the last.
    let options = Options { data: folder.clone(), in_memory: false, ..Options::for_a_test() };
    let system = System::start(options).await.expect("the system starts");
    let mut bench = Bench { system, rows: Vec::new() };
    bench.run(rounds()).await;
    bench.print();
    bench.system.stop().await.expect("the system stops");
    std::fs::remove_dir_all(folder).expect("the folder goes");
}

fn rounds() -> usize {
    let said = std::env::args().skip_while(|argument| argument != "--rounds").nth(1);
    said.map_or(ROUNDS, |rounds| rounds.parse().expect("--rounds takes a number"))
}

impl Bench {
    async fn run(&mut self, rounds: usize) {
        for round in 0..rounds {
            self.call(
                "put_settings",
                "put_settings",
                &Value::Null,
                json!({"locations": ["one", "two"], "name": format!("{round}")}),
            )
            .await;
            self.call("get_settings", "get_settings", &Value::Null, Value::Null).await;
            self.round(round).await;
            if round % 20 == 19 {
                eprintln!("{} of {rounds} rounds", round + 1);
            }
        }
        let pending: Vec<_> = (0..20).map(|_| order(&json!({"upsell": true}))).collect();
        for order in pending {
            self.call("place_order, with an upsell", "place_order", &Value::Null, order).await;
        }
        self.system.clock.advance(Duration::from_hours(1)).expect("an hour later");
        self.expire().await;
        let orders: Vec<_> = (0..50).map(|_| order(&json!({}))).collect();
        let mut bulk = Vec::new();
        for order in orders {
            let placed = self.call("place_order", "place_order", &Value::Null, order).await;
            bulk.push(json!({"order_id": placed["id"]}));
        }
        self.call("bulk_fulfil, of 50 orders", "bulk_fulfil", &Value::Null, json!({"orders": bulk})).await;
    }

    async fn round(&mut self, time: usize) {
        let none = &Value::Null;
        let placed =
            self.call("place_order", "place_order", none, order(&json!({"external_id": format!("x{time}")}))).await;
        self.call("get_order", "get_order", &placed, Value::Null).await;
        self.call("list_orders, 50 a page", "list_orders", none, Value::Null).await;
        self.call("amend_order", "amend_order", &placed, json!({"note": "Gift"})).await;
        self.call("hold", "hold", &placed, json!({"reason": "other"})).await;
        self.call("release", "release", &placed, json!({})).await;
        self.call(
            "fulfil, one parcel's order",
            "fulfil",
            &placed,
            json!({"tracking": [{"number": format!("N{time}")}]}),
        )
        .await;
        self.call("fulfil, nothing left (409)", "fulfil", &placed, json!({})).await;
        self.call(
            "replace_tracking",
            "replace_tracking",
            &placed,
            json!({"tracking": [{"number": format!("M{time}")}]}),
        )
        .await;
        self.call("add_tracking", "add_tracking", &placed, json!({"tracking": [{"number": format!("O{time}")}]})).await;
        self.call("record_label", "record_label", &placed, json!({"carrier": "PostNord"})).await;
        self.call("void_label", "void_label", &placed, Value::Null).await;
        self.call("cancel", "cancel", &placed, json!({})).await;
        self.call("cancel, again (unchanged)", "cancel", &placed, json!({})).await;
        self.call("move_fulfilment_order", "move_fulfilment_order", &placed, json!({"location": "two"})).await;
        self.call("set_payment", "set_payment", &placed, json!({"status": "paid"})).await;
        self.call("get_timeline", "get_timeline", &placed, Value::Null).await;
        self.call("cancel_order", "cancel_order", &placed, json!({})).await;
        self.call("archive", "archive", &placed, json!({})).await;
        self.call("unarchive", "unarchive", &placed, Value::Null).await;
        self.call("redact", "redact", &placed, json!({})).await;
        let offered =
            self.call("place_order, with an upsell", "place_order", none, order(&json!({"upsell": true}))).await;
        let accepted = json!({"upsell_items": [{"title": "Cap", "quantity": 1}]});
        self.call("complete", "complete", &offered, accepted).await;
    }

    /// Calls a function's handler as API Gateway would, and notes what it cost.
    async fn call(&mut self, row: &str, function: &'static str, order: &Value, body: Value) -> Value {
        use lambda_http::RequestExt;
        let known = named(function).expect(function);
        let (Handler::Http(handler), Some(endpoint)) = (known.handler, known.endpoints.first()) else {
            return Value::Null;
        };
        let id = |pointer: &str| order.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let parameters = [
            ("order_id".to_owned(), id("/id")),
            ("fulfilment_id".to_owned(), id("/id").replace("ord_", "ful_") + "_1"),
            ("fulfilment_order_id".to_owned(), id("/fulfilment_orders/0/id")),
        ];
        let body = if body.is_null() { Body::Empty } else { Body::Text(body.to_string()) };
        let request: Request = http::Request::builder()
            .method(endpoint.method.as_str())
            .uri("/")
            .header("authorization", format!("Bearer {}", self.system.api_key))
            .header("content-type", "application/json")
            .body(body)
            .expect("a request");
        let request = request.with_path_parameters(std::collections::HashMap::from(parameters));
        let started = Instant::now();
        let (answer, invocation) = self.system.rooms().invoke(function, handler, request).await;
        let took = started.elapsed();
        self.note(row, invocation.units, took);
        let status = answer.status().as_u16();
        assert!(status < 500 && status != 405, "{row}: {answer:?}");
        match answer.body() {
            Body::Text(text) => serde_json::from_str(text).unwrap_or_default(),
            _ => Value::Null,
        }
    }

    async fn expire(&mut self) {
        let app = waybill_lambda::App { store: self.system.app.store.metered(), ..self.system.app.clone() };
        let started = Instant::now();
        let report = expire_pending::handler(app.clone()).await.expect("the run ends well");
        self.note(&format!("expire_pending, a run of {}", report.changed), app.store.units(), started.elapsed());
    }

    fn note(&mut self, row: &str, units: Units, took: Duration) {
        if !self.rows.iter().any(|(known, _)| known == row) {
            self.rows.push((row.to_owned(), Measured::default()));
        }
        if let Some((_, measured)) = self.rows.iter_mut().find(|(known, _)| known == row) {
            measured.units.push(units);
            measured.took.push(took);
        }
    }

    /// The largest count of each action: an action that once needed more would show.
    fn print(&mut self) {
        let base = self.rows.iter_mut().find(|(row, _)| row == "get_order").map(|(_, measured)| measured.median());
        let base = base.expect("orders were read");
        println!("One order read takes {:.1} ms here.\n", base.as_secs_f64() * 1_000.0);
        println!("| action | requests | read units | write units | time, in orders read |");
        println!("|---|---|---|---|---|");
        for (row, measured) in &mut self.rows {
            let most = |of: fn(&Units) -> f64| measured.units.iter().map(of).fold(0.0, f64::max);
            let requests = measured.units.iter().map(|units| units.requests).max().unwrap_or_default();
            let (read, write) = (most(|units| units.read), most(|units| units.write));
            let ratio = measured.median().as_secs_f64() / base.as_secs_f64();
            println!("| {row} | {requests} | {read} | {write} | {ratio:.1} |");
        }
    }
}

/// An order of one parcel: two line items at one location, with an address.
fn order(with: &Value) -> Value {
    let mut order = json!({
        "name": "#1", "email": "ada@example.com", "locale": "sv",
        "shipping_address": {"name": "Ada L", "address1": "Storgatan 1", "city": "Umeå", "postal_code": "903 26", "country": "SE"},
        "line_items": [
            {"sku": "MUG", "title": "Mug", "variant_title": "Blue", "quantity": 3, "unit_price": {"amount": "99.00", "currency": "SEK"}},
            {"sku": "TEA", "title": "Tea", "quantity": 1, "unit_price": {"amount": "45.00", "currency": "SEK"}},
        ],
    });
    for (field, value) in with.as_object().into_iter().flatten() {
        order[field] = value.clone();
    }
    order
}
