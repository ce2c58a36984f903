//! What goes wrong between a function and the table: throttled, refused, cut off before a write or after it.
//! Whatever it is, an action is done once or not at all, and what cannot be done is answered 503.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::{RetryConfig, RetryPartition};
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_http::RequestExt;
use serde_json::{Value, json};
use waybill_lambda::{App, Body, Endpoint, Request};
use waybill_local::engine::{TABLE, client};
use waybill_local::functions::{Function, Handler, Rooms, all, named};
use waybill_store::Store;
use waybill_tests::{Reply, Shop, entries, mugs, told};

/// More often than anyone tries again.
pub const ALWAYS: usize = 1_000;

const READ: &str = "BatchGetItem";
const WRITE: &str = "TransactWriteItems";

const EMAIL: &str = "ada.lovelace@example.com";
const STREET: &str = "Storgatan 17 B";

/// What goes wrong with a request to the table.
#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// It is refused with this status and error.
    Error(u16, &'static str),
    /// The transaction is cancelled, and its first item says why.
    Cancelled(&'static str),
    /// The connection ends before anything reaches the table.
    CutBefore,
    /// It is done, and the connection ends before the answer.
    CutAfter,
    /// It is done, and the answer is this error.
    ErrorAfter(u16, &'static str),
    /// The table does not know the request's token: it takes the request for a new one.
    TokenForgotten,
    /// One key is read, and the others are left for later.
    Unprocessed,
}

use Fault::{Cancelled, CutAfter, CutBefore, Error, ErrorAfter, TokenForgotten, Unprocessed};

/// Faults to come, each for one operation (or all, if empty) and so many requests.
type Faults = Arc<Mutex<Vec<(&'static str, Fault, usize)>>>;

/// Counts the tokens that no request has had before.
static TOKENS: AtomicU64 = AtomicU64::new(1);

/// A head and a body of HTTP/1.1, going either way.
struct Message {
    head: Vec<String>,
    body: Vec<u8>,
}

impl Message {
    fn read(from: &mut impl BufRead) -> Option<Self> {
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            if from.read_line(&mut line).ok()? == 0 {
                return None;
            }
            match line.trim_end() {
                "" => break,
                line => head.push(line.to_owned()),
            }
        }
        let message = Self { head, body: Vec::new() };
        let mut body = vec![0; message.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0)];
        from.read_exact(&mut body).ok()?;
        Some(Self { body, ..message })
    }

    fn answer(status: u16, body: &Value) -> Self {
        let head = vec![format!("HTTP/1.1 {status} Status"), "content-type: application/x-amz-json-1.0".to_owned()];
        Self { head, body: body.to_string().into_bytes() }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.iter().filter_map(|line| line.split_once(':'));
        fields.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    fn write(&self, to: &mut TcpStream) -> Option<()> {
        let length = format!("content-length: {}\r\n\r\n", self.body.len());
        let kept = self.head.iter().map(String::as_str);
        let kept = kept.filter(|line| !line.to_lowercase().starts_with("content-length"));
        let head: Vec<_> = kept.chain([length.as_str()]).collect();
        let whole = [head.join("\r\n").as_bytes(), &self.body].concat();
        to.write_all(&whole).ok()
    }
}

/// Stands between a store and the table, and lets the faults happen.
fn faulty_wire(table: &str, faults: Faults) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let table = table.trim_start_matches("http://").to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let (table, faults) = (table.clone(), faults.clone());
            std::thread::spawn(move || carry(stream, &table, &faults));
        }
    });
    url
}

/// Carries requests to the table and answers back, until a fault or an end cuts the connection.
fn carry(mut client: TcpStream, table: &str, faults: &Faults) -> Option<()> {
    let mut from_client = BufReader::new(client.try_clone().ok()?);
    let mut table = TcpStream::connect(table).ok()?;
    let mut from_table = BufReader::new(table.try_clone().ok()?);
    loop {
        let request = Message::read(&mut from_client)?;
        let operation = request.header("x-amz-target")?.rsplit('.').next()?.to_owned();
        let mut carried = |request: Message| {
            request.write(&mut table)?;
            Message::read(&mut from_table)
        };
        let answer = match due(faults, &operation) {
            None => carried(request)?,
            Some(CutBefore) => return None,
            Some(CutAfter) => {
                let _ = carried(request)?;
                return None;
            }
            Some(Error(status, error)) => Message::answer(status, &problem(error)),
            Some(ErrorAfter(status, error)) => {
                let _ = carried(request)?;
                Message::answer(status, &problem(error))
            }
            Some(Cancelled(reason)) => {
                let items = request.json()["TransactItems"].as_array().map_or(1, Vec::len);
                let none = std::iter::repeat_n(json!({"Code": "None"}), items.saturating_sub(1));
                let reasons: Vec<_> = std::iter::once(json!({"Code": reason})).chain(none).collect();
                let mut answer = problem("TransactionCanceledException");
                answer["CancellationReasons"] = json!(reasons);
                Message::answer(400, &answer)
            }
            Some(TokenForgotten) => {
                let mut body = request.json();
                body["ClientRequestToken"] = json!(format!("{}", TOKENS.fetch_add(1, Ordering::Relaxed)));
                carried(Message { body: body.to_string().into_bytes(), ..request })?
            }
            Some(Unprocessed) => {
                let mut body = request.json();
                let keys = body["RequestItems"][TABLE]["Keys"].as_array_mut()?;
                let left = keys.split_off(1);
                let mut answer = carried(Message { body: body.to_string().into_bytes(), ..request })?;
                let mut read = answer.json();
                if !left.is_empty() {
                    read["UnprocessedKeys"] = json!({TABLE: {"Keys": left, "ConsistentRead": true}});
                }
                answer = Message::answer(200, &read);
                answer
            }
        };
        answer.write(&mut client)?;
    }
}

fn problem(error: &str) -> Value {
    json!({"__type": format!("com.amazonaws.dynamodb.v20120810#{error}"), "message": "As the test wants it."})
}

/// The fault that is due for an operation, which happens once less from now on.
fn due(faults: &Faults, operation: &str) -> Option<Fault> {
    let mut faults = faults.lock().unwrap();
    let place = faults.iter().position(|(of, _, left)| *left > 0 && (of.is_empty() || *of == operation))?;
    faults[place].2 -= 1;
    Some(faults[place].1)
}

/// An SDK that does not wait between its tries, and has as many as if it had just been started.
async fn impatient(url: &str) -> Client {
    let retries = RetryConfig::standard().with_initial_backoff(Duration::from_millis(1));
    let retries = retries.with_max_backoff(Duration::from_millis(1));
    let config = client(url).await.config().to_builder();
    // Tries are counted for each partition: that of this end point is nobody else's.
    Client::from_conf(config.retry_config(retries).retry_partition(RetryPartition::new(url.to_owned())).build())
}

/// The functions on a faulty way to a shop's table.
pub struct Faulty<'a> {
    shop: &'a Shop,
    pub app: App,
    faults: Faults,
}

impl<'a> Faulty<'a> {
    pub async fn start(shop: &'a Shop, faults: &[(&'static str, Fault, usize)]) -> Self {
        let faults = Arc::new(Mutex::new(faults.to_vec()));
        let url = faulty_wire(shop.system.dynamodb(), faults.clone());
        let app = App { store: Store::new(impatient(&url).await, TABLE), ..shop.system.app.clone() };
        Self { shop, app, faults }
    }

    /// Checks that every fault has happened that was to happen so many times.
    #[track_caller]
    pub fn assert_met(&self) {
        let faults = self.faults.lock().unwrap();
        assert!(faults.iter().all(|(_, _, left)| *left == 0 || *left > ALWAYS / 2), "{faults:?}");
        let always = faults.iter().all(|(_, fault, left)| *left < ALWAYS || matches!(fault, TokenForgotten));
        assert!(always, "never happened: {faults:?}");
    }

    pub fn rooms(&self) -> Rooms {
        Rooms { app: self.app.clone(), ..self.shop.system.rooms() }
    }

    pub fn recover(&self) {
        self.faults.lock().unwrap().clear();
    }

    /// Calls a function, and checks that neither its problem nor its log line tells of a person or a key.
    async fn call(&self, name: &str, order: &Value, body: &Value, key: Option<&str>) -> Reply {
        let (reply, line) = self.logged(name, order, body, key).await;
        let (text, secret) = (reply.body.to_string(), self.shop.api_key().trim_start_matches("wb_demo_"));
        assert!(!line.contains(secret) && !text.contains(secret), "{line} {text}");
        for personal in [EMAIL, STREET, "Lovelace"] {
            assert!(!line.contains(personal), "{line}");
            assert!(reply.status < 300 || !text.contains(personal), "{text}");
        }
        reply
    }

    /// Calls a function that has a route: its answer, and the line that it logs.
    pub async fn logged(&self, name: &str, order: &Value, body: &Value, key: Option<&str>) -> (Reply, String) {
        let function = named(name).unwrap();
        let (request, Handler::Http(handler)) = (self.request(&function, order, body, key), function.handler) else {
            panic!("{name} has no route");
        };
        let (answer, invocation) = self.rooms().invoke(function.name, handler, request).await;
        let (head, body) = answer.into_parts();
        let Body::Text(text) = body else { panic!("no text") };
        let body = serde_json::from_str(&text).unwrap();
        (Reply { status: head.status.as_u16(), headers: head.headers, body }, invocation.line(0))
    }

    fn request(&self, function: &Function, order: &Value, body: &Value, key: Option<&str>) -> Request {
        let endpoint = function.endpoints.first().unwrap();
        let parameters = HashMap::from([
            ("order_id".to_owned(), id_of(order)),
            ("fulfilment_order_id".to_owned(), id_of(&order["fulfilment_orders"][0])),
            ("fulfilment_id".to_owned(), id_of(&order["fulfilments"][0])),
            ("parcel_id".to_owned(), id_of(&order["parcels"][0])),
            ("service".to_owned(), "17track".to_owned()),
            ("store_id".to_owned(), "demo".to_owned()),
            (
                "token".to_owned(),
                order["status_page_url"].as_str().unwrap_or("/").rsplit('/').next().unwrap().to_owned(),
            ),
        ]);
        let path = parameters
            .iter()
            .fold(endpoint.path.to_owned(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
        let request = http::Request::builder().method(endpoint.method.as_str()).uri(path);
        let request = request.header("authorization", format!("Bearer {}", self.shop.api_key()));
        let request = key.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
        let request = match body {
            Value::Null => request.body(Body::Empty),
            body => request.header("content-type", "application/json").body(Body::Text(body.to_string())),
        };
        request.unwrap().with_path_parameters(parameters)
    }
}

fn id_of(thing: &Value) -> String {
    thing["id"].as_str().unwrap_or("none").to_owned()
}

/// Whatever the fault, it is not an error of ours, and it is worth sending again.
#[track_caller]
fn assert_try_again(reply: &Reply) {
    reply.expect_problem(503, "try_again");
    assert!(reply.headers.contains_key("retry-after"));
}

/// An order that has personal data, and something of everything that an action may want.
async fn place(shop: &Shop) -> Value {
    let order = shop
        .place_with(json!({
            "email": EMAIL, "phone": "+46701234567", "customer": {"first_name": "Ada", "last_name": "Lovelace"},
            "shipping_address": {"name": "Ada Lovelace", "address1": STREET, "city": "Umeå", "country": "SE"},
            "line_items": mugs(4), "note": format!("Ring first: {EMAIL}"),
        }))
        .await;
    let one = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    shop.act(&order, "fulfilments", one).await.expect(201)
}

/// Actions on such an order: the function, its body, the status of its answer, and the event of its effect.
fn actions() -> Vec<(&'static str, Value, u16, &'static str)> {
    vec![
        ("fulfil", json!({"tracking": [{"number": "RR123456785SE"}]}), 201, "fulfilment_created"),
        ("hold", json!({"reason": "other", "note": STREET}), 201, "hold_placed"),
        ("cancel", Value::Null, 200, "fulfilment_cancelled"),
        ("cancel_order", Value::Null, 200, "order_cancelled"),
        ("amend_order", json!({"email": "else@example.com"}), 200, "order_amended"),
    ]
}

/// What a fault comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// Nobody notices.
    Done,
    /// The answer is 503, and nothing was done.
    NotDone,
    /// The answer is 503, because nobody can know that it was done.
    DoneInTheDark,
}

/// Each action under some faults: done once or not at all; and sent again under its key, done once in all.
async fn acts_once(faults: &[(&'static str, Fault, usize)], end: End) {
    let shop = Shop::open().await;
    for (name, body, status, event) in actions() {
        for key in [None, Some(format!("key-of-{name}"))] {
            let order = place(&shop).await;
            let before = told(&shop.timeline(&order).await, event).len();
            let effects = async || told(&shop.sound(&order).await.1, event).len() - before;
            let wire = Faulty::start(&shop, faults).await;
            let reply = wire.call(name, &order, &body, key.as_deref()).await;
            wire.assert_met();
            let what = format!("{name} under {faults:?}, {key:?}: {} {:#}", reply.status, reply.body);
            assert_eq!(effects().await, usize::from(end != End::NotDone), "{what}");
            if end == End::Done {
                assert_eq!(reply.status, status, "{what}");
                assert!(!reply.headers.contains_key("idempotent-replayed") || key.is_some(), "{what}");
                assert_eq!(reply.body, shop.read(&order).await.with_warning(&reply.body), "{what}");
            } else {
                assert_try_again(&reply);
            }
            let Some(key) = key else { continue };
            wire.recover();
            for _ in 0..2 {
                let again = wire.call(name, &order, &body, Some(&key)).await;
                assert_eq!((again.status, effects().await), (status, 1), "{what}, then {:#}", again.body);
            }
        }
    }
}

/// An order with the warning that an answer has beside it.
trait WithWarning {
    fn with_warning(self, answer: &Value) -> Self;
}

impl WithWarning for Value {
    fn with_warning(mut self, answer: &Value) -> Self {
        if let Some(warning) = answer.get("warning") {
            self["warning"] = warning.clone();
        }
        self
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_throttled_for_a_moment_is_asked_again() {
    acts_once(&[(READ, Error(400, "ThrottlingException"), 1)], End::Done).await;
    acts_once(&[(WRITE, Error(400, "ThrottlingException"), 2)], End::Done).await;
    acts_once(&[(WRITE, Error(400, "ProvisionedThroughputExceededException"), 1)], End::Done).await;
    acts_once(&[(READ, Error(400, "RequestLimitExceeded"), 1)], End::Done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_stays_throttled_is_503() {
    acts_once(&[(READ, Error(400, "ThrottlingException"), ALWAYS)], End::NotDone).await;
    acts_once(&[(WRITE, Error(400, "ThrottlingException"), ALWAYS)], End::NotDone).await;
    acts_once(&[(WRITE, Cancelled("ThrottlingError"), ALWAYS)], End::NotDone).await;
    acts_once(&[(WRITE, Cancelled("ProvisionedThroughputExceeded"), ALWAYS)], End::NotDone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_meets_another_is_decided_again() {
    acts_once(&[(WRITE, Cancelled("TransactionConflict"), 3)], End::Done).await;
    acts_once(&[(WRITE, Error(400, "TransactionInProgressException"), 2)], End::Done).await;
    acts_once(&[(WRITE, Cancelled("ConditionalCheckFailed"), 2)], End::Done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_always_meets_another_is_503() {
    acts_once(&[(WRITE, Cancelled("TransactionConflict"), ALWAYS)], End::NotDone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_ends_before_the_table_is_reached_is_opened_again() {
    acts_once(&[(READ, CutBefore, 1)], End::Done).await;
    acts_once(&[(WRITE, CutBefore, 1)], End::Done).await;
    acts_once(&[(WRITE, CutBefore, 4)], End::Done).await;
    acts_once(&[(WRITE, CutBefore, ALWAYS)], End::NotDone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_answer_is_lost_is_done_once() {
    acts_once(&[(WRITE, CutAfter, 1)], End::Done).await;
    acts_once(&[(WRITE, CutAfter, 4)], End::Done).await;
    acts_once(&[(WRITE, ErrorAfter(500, "InternalServerError"), 1)], End::Done).await;
    acts_once(&[(WRITE, CutAfter, ALWAYS)], End::DoneInTheDark).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_whose_answer_and_token_are_lost_is_recognised() {
    acts_once(&[(WRITE, CutAfter, 1), (WRITE, TokenForgotten, ALWAYS)], End::Done).await;
    acts_once(&[(WRITE, ErrorAfter(503, "ServiceUnavailable"), 1), (WRITE, TokenForgotten, ALWAYS)], End::Done).await;
    let throttled = (WRITE, Error(400, "ThrottlingException"), 1);
    acts_once(&[(WRITE, CutAfter, 1), throttled, (WRITE, TokenForgotten, ALWAYS)], End::Done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_of_the_tables_own_is_tried_again_and_then_503() {
    acts_once(&[(READ, Error(500, "InternalServerError"), 1)], End::Done).await;
    acts_once(&[(WRITE, Error(500, "InternalServerError"), 2)], End::Done).await;
    acts_once(&[(READ, Error(500, "InternalServerError"), ALWAYS)], End::NotDone).await;
    acts_once(&[(WRITE, Error(500, "InternalServerError"), ALWAYS)], End::NotDone).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_batch_leaves_unprocessed_is_read_all_the_same() {
    // One key of at most five is read at a time.
    acts_once(&[(READ, Unprocessed, 2)], End::Done).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_of_which_a_part_is_never_processed_is_503() {
    let shop = Shop::open().await;
    let order = place(&shop).await;
    let nothing = (READ, Error(400, "ThrottlingException"), ALWAYS);
    for faults in [vec![(READ, Unprocessed, 1), nothing], vec![(READ, Unprocessed, 3), nothing]] {
        let wire = Faulty::start(&shop, &faults).await;
        assert_try_again(&wire.call("fulfil", &order, &json!({}), Some("k")).await);
        assert_eq!(shop.read(&order).await, order);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_that_is_down_is_503_for_every_function_and_nothing_is_written() {
    let shop = Shop::open().await;
    let order = place(&shop).await;
    let table = crate::table::Table::of(&shop).await;
    let before = table.items().await;
    let bodies = HashMap::from([
        ("place_order", json!({"name": "#2", "line_items": mugs(1)})),
        ("complete", json!({"upsell_items": []})),
        ("set_payment", json!({"status": "paid", "source": "gateway"})),
        ("bulk_fulfil", json!({"orders": [{"order_id": order["id"]}]})),
        ("add_tracking", json!({"tracking": [{"number": "1"}]})),
        ("replace_tracking", json!({"tracking": []})),
        ("record_label", json!({"carrier": "PostNord"})),
        ("hold", json!({"reason": "other"})),
        ("move_fulfilment_order", json!({"location": "lund"})),
        ("put_settings", json!({"name": "Another"})),
        ("amend_order", json!({"note": "Another"})),
    ]);
    for down in [CutBefore, Error(500, "InternalServerError"), Error(503, "ServiceUnavailable")] {
        let wire = Faulty::start(&shop, &[("", down, ALWAYS)]).await;
        // Who has not signed in to the desk is led to its door, without a look at the table.
        let at_the_desk = |function: &Function| function.endpoints.iter().any(Endpoint::is_of_the_desk);
        let routed = |function: &&Function| matches!(function.handler, Handler::Http(_)) && !at_the_desk(function);
        for function in all().iter().filter(routed) {
            let body = bodies.get(function.name).unwrap_or(&Value::Null);
            for key in [None, Some("k")] {
                assert_try_again(&wire.call(function.name, &order, body, key).await);
            }
        }
        assert_eq!(table.items().await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_placing_was_not_answered_is_placed_once() {
    let shop = Shop::open().await;
    let faults: [&[_]; 6] = [
        &[(WRITE, CutAfter, 1)],
        &[(WRITE, CutAfter, 1), (WRITE, TokenForgotten, ALWAYS)],
        &[(WRITE, CutAfter, ALWAYS)],
        &[(WRITE, CutBefore, ALWAYS)],
        &[(WRITE, Cancelled("TransactionConflict"), 2)],
        &[(READ, Unprocessed, 3)],
    ];
    for (index, faults) in faults.into_iter().enumerate() {
        for key in [None, Some(format!("placing-{index}"))] {
            let (name, external_id) =
                (format!("#{index}-{}", key.is_some()), format!("shop-{index}-{}", key.is_some()));
            let body = json!({"name": name, "external_id": external_id, "email": EMAIL, "line_items": mugs(1)});
            let placed = async || {
                let found = shop.get(&format!("/orders?q=%23{index}-{}", key.is_some())).await.expect(200);
                entries(&found["orders"]).map(id_of).collect::<Vec<_>>()
            };
            let wire = Faulty::start(&shop, faults).await;
            let reply = wire.call("place_order", &Value::Null, &body, key.as_deref()).await;
            let what = format!("{faults:?} {key:?} {reply:#?}");
            if faults.iter().any(|(_, _, times)| *times == ALWAYS) && faults.len() == 1 {
                assert_try_again(&reply);
                assert_eq!(placed().await.len(), usize::from(matches!(faults[0].1, CutAfter)), "{what}");
            } else {
                assert_eq!((reply.status, placed().await), (201, vec![id_of(&reply.body)]), "{what}");
                assert!(reply.body["owner_url"].is_string(), "{what}");
            }
            wire.recover();
            let again = wire.call("place_order", &Value::Null, &body, key.as_deref()).await;
            let orders = placed().await;
            assert_eq!(orders.len(), 1, "{what}");
            // Without a key, the external id is what keeps it from being placed twice.
            let recognised = if key.is_some() || again.status == 201 {
                id_of(&again.body)
            } else {
                again.body["order_id"].as_str().unwrap().to_owned()
            };
            assert_eq!(recognised, orders[0], "{what}");
            assert!(key.is_none() || again.status == 201, "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_bulk_each_order_is_fulfilled_once_and_says_so() {
    let shop = Shop::open().await;
    let faults: [&[_]; 5] = [
        &[(WRITE, CutAfter, 1)],
        &[(WRITE, CutAfter, 1), (WRITE, TokenForgotten, ALWAYS)],
        &[(WRITE, Cancelled("TransactionConflict"), 4)],
        &[(READ, Error(400, "ThrottlingException"), 2)],
        &[(READ, Unprocessed, 2)],
    ];
    for (index, faults) in faults.into_iter().enumerate() {
        for key in [None, Some(format!("bulk-{index}"))] {
            let orders = [place(&shop).await, place(&shop).await, place(&shop).await];
            let body =
                json!({"orders": orders.iter().map(|order| json!({"order_id": order["id"]})).collect::<Vec<_>>()});
            let wire = Faulty::start(&shop, faults).await;
            let mut replies = vec![wire.call("bulk_fulfil", &Value::Null, &body, key.as_deref()).await];
            if key.is_some() {
                replies.push(wire.call("bulk_fulfil", &Value::Null, &body, key.as_deref()).await);
            }
            for reply in replies {
                let results = reply.clone().expect(200);
                for (order, result) in orders.iter().zip(entries(&results["results"])) {
                    let (read, _) = shop.sound(order).await;
                    let made = json!([read["fulfilments"][1]["id"]]);
                    assert_eq!(
                        (&result["status"], &result["fulfilment_ids"]),
                        (&json!(201), &made),
                        "{faults:?} {key:?}"
                    );
                    assert_eq!(entries(&read["fulfilments"]).count(), 2);
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_bulk_an_order_that_cannot_be_written_is_try_again_and_is_done_when_it_is_sent_again() {
    let shop = Shop::open().await;
    let orders = [place(&shop).await, place(&shop).await];
    let body = json!({"orders": [{"order_id": orders[0]["id"]}, {"order_id": orders[1]["id"]}]});
    let wire = Faulty::start(&shop, &[(WRITE, Cancelled("ThrottlingError"), ALWAYS)]).await;
    let results = wire.call("bulk_fulfil", &Value::Null, &body, None).await.expect(200);
    for result in entries(&results["results"]) {
        assert_eq!((&result["status"], &result["problem"]["code"]), (&json!(503), &json!("try_again")), "{result:#}");
    }
    wire.recover();
    let results = wire.call("bulk_fulfil", &Value::Null, &body, Some("k")).await.expect(200);
    for (order, result) in orders.iter().zip(entries(&results["results"])) {
        assert_eq!(result["status"], 201, "{result:#}");
        assert_eq!(shop.sound(order).await.0["quantities"]["fulfilled"], 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_whose_answer_is_lost_are_written_once() {
    let shop = Shop::open().await;
    let lost: [&[_]; 2] = [&[(WRITE, CutAfter, 1)], &[(WRITE, CutAfter, 1), (WRITE, TokenForgotten, ALWAYS)]];
    for (index, faults) in lost.into_iter().enumerate() {
        for key in [None, Some(format!("settings-{index}"))] {
            let before = shop.get("/settings").await.expect(200);
            let name = format!("Shop {index} {key:?}");
            let wire = Faulty::start(&shop, faults).await;
            let reply = wire.call("put_settings", &Value::Null, &json!({"name": name}), key.as_deref()).await;
            let after = shop.get("/settings").await.expect(200);
            assert_eq!((reply.status, &reply.body), (200, &after), "{faults:?} {key:?}");
            assert_eq!(after["name"], json!(name));
            assert_eq!(after["revision"], json!(before["revision"].as_u64().unwrap() + 1), "{faults:?} {key:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_timelines_are_read_again_and_then_503() {
    let shop = Shop::open().await;
    let order = place(&shop).await;
    for name in ["list_orders", "get_timeline", "get_order", "get_settings"] {
        for fault in [CutBefore, Error(400, "ThrottlingException"), Error(500, "InternalServerError")] {
            let wire = Faulty::start(&shop, &[("Query", fault, 1), (READ, fault, 1)]).await;
            assert_eq!(wire.call(name, &order, &Value::Null, None).await.status, 200, "{name} {fault:?}");
            if ["list_orders", "get_timeline"].contains(&name) {
                let wire = Faulty::start(&shop, &[("Query", fault, ALWAYS)]).await;
                assert_try_again(&wire.call(name, &order, &Value::Null, None).await);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upsell_that_could_not_be_written_stays_due() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    shop.advance("1h").await;
    let Handler::Schedule(expire_pending) = named("expire_pending").unwrap().handler else { panic!("no schedule") };
    for fault in [Cancelled("TransactionConflict"), Cancelled("ThrottlingError"), CutBefore] {
        let wire = Faulty::start(&shop, &[(WRITE, fault, ALWAYS)]).await;
        let report = expire_pending(wire.rooms()).await;
        // A lost race is no failure; a table that is busy or silent is, and the run says so.
        let report = match (fault, report) {
            (Cancelled("TransactionConflict"), Ok(report)) => report,
            (_, Err(failed)) => failed.report,
            (_, Ok(report)) => panic!("{fault:?}: {report:?}"),
        };
        assert_eq!((report.due, report.changed, report.left), (1, 0, 1), "{fault:?}");
        assert_eq!(told(&shop.sound(&order).await.1, "upsell_expired").len(), 0);
    }
    let lost = [(WRITE, CutAfter, 1), (WRITE, TokenForgotten, ALWAYS)];
    let wire = Faulty::start(&shop, &lost).await;
    assert!(expire_pending(wire.rooms()).await.is_ok());
    assert!(expire_pending(wire.rooms()).await.is_ok());
    assert_eq!(told(&shop.sound(&order).await.1, "upsell_expired").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_cannot_be_read_is_500_and_the_log_does_not_quote_it() {
    let shop = Shop::open().await;
    let order = place(&shop).await;
    let table = client(shop.system.dynamodb()).await;
    let pk = format!("demo#order#{}", id_of(&order));
    let key = |sk: &str| {
        HashMap::from([
            ("pk".to_owned(), AttributeValue::S(pk.clone())),
            ("sk".to_owned(), AttributeValue::S(sk.to_owned())),
        ])
    };
    for damaged in [json!({"id": EMAIL}), json!(STREET), json!({"id": order["id"], "line_items": "Lovelace"})] {
        let update = table.update_item().table_name(TABLE).set_key(Some(key("order")));
        let update = update.update_expression("SET #order = :damaged").expression_attribute_names("#order", "order");
        let damaged = AttributeValue::S(damaged.to_string());
        update.expression_attribute_values(":damaged", damaged).send().await.unwrap();
        let wire = Faulty::start(&shop, &[]).await;
        wire.call("fulfil", &order, &json!({}), Some("k")).await.expect_problem(500, "internal");
        wire.call("get_order", &order, &Value::Null, None).await.expect_problem(500, "internal");
    }
}
