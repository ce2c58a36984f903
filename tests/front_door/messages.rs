//! Messages, as a merchant and a customer meet them: what the tests of telling customers start from, and what they ask.

use reqwest::Method;
use serde_json::{Value, json};
use waybill_domain::id::{OrderId, StoreId};
use waybill_lambda::{App, BatchAnswer};
use waybill_local::outbox::message::{Channel, Message};
use waybill_notify::Post;
use waybill_tests::{Shop, entries, mugs, path_of};

use crate::followed::{run, still};
use crate::table::Table;

pub const EMAIL: &str = "ada.lovelace@example.net";
pub const PHONE: &str = "+46701234567";

/// Longer than a message that the stream lost is left behind.
const LEFT_BEHIND: &str = "5m1s";

/// A shop that says who its mail comes from, and tells customers of what is sent. Its clock stands still.
pub async fn telling() -> Shop {
    telling_with(json!({})).await
}

/// The same, with other settings too.
pub async fn telling_with(settings: Value) -> Shop {
    let shop = still().await;
    set(&shop, json!({"sender": "Demo store <orders@example.com>", "notify_customers": true})).await;
    set(&shop, settings).await;
    shop
}

pub async fn set(shop: &Shop, settings: Value) {
    let _ = shop.put("/settings", settings).await.expect(200);
}

/// An order of a customer who gave an address and a number.
pub async fn placed(shop: &Shop) -> Value {
    placed_with(shop, json!({})).await
}

/// The same, with other fields too; null takes one away.
pub async fn placed_with(shop: &Shop, fields: Value) -> Value {
    let mut order = json!({"email": EMAIL, "phone": PHONE, "line_items": mugs(1)});
    order.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    shop.place_with(order).await
}

/// Fulfils all that is open.
pub async fn fulfilled(shop: &Shop, order: &Value, body: Value) -> Value {
    shop.act(order, "fulfilments", body).await.expect(201)
}

/// Hands on what is in the stream.
pub async fn tell(shop: &Shop) {
    shop.system.background.streams.drain().await;
}

/// Lets the minute pass for which a number waits, and tells what is due then.
pub async fn tell_after_a_minute(shop: &Shop) {
    tell(shop).await;
    shop.advance("1m").await;
    run(shop, "redrive_notify").await;
    tell(shop).await;
}

/// Lets schedules do what is left, until nothing is.
pub async fn in_the_end(shop: &Shop) {
    tell(shop).await;
    for _ in 0..3 {
        shop.advance(LEFT_BEHIND).await;
        run(shop, "redrive_notify").await;
        tell(shop).await;
    }
    let left = Table::of(shop).await.items_with("untold#").await;
    assert!(left.is_empty(), "never told: {left:#?}");
}

/// What the merchant reads of an order's messages, as in `delivered by email: suppressed, opted out`.
pub async fn notifications(shop: &Shop, order: &Value) -> Vec<String> {
    let read = shop.get(&format!("{}/notifications", path_of(order))).await.expect(200);
    entries(&read["notifications"]).map(line).collect()
}

/// A message in a line.
pub fn line(message: &Value) -> String {
    let word = |name: &str| message[name].as_str().unwrap();
    let why = message["why"].as_str().map(|why| format!(", {why}")).unwrap_or_default();
    format!("{} by {}: {}{why}", word("kind"), word("channel"), word("outcome"))
}

/// Tells all, and checks what the merchant then reads.
#[track_caller]
pub fn assert_lines(found: &[String], expected: &[&str]) {
    assert_eq!(found, expected, "{found:#?}");
}

/// What arrived in the outbox: the mails' subjects, and the texts of the SMS.
pub fn arrived(shop: &Shop) -> Vec<String> {
    let line = |message: Message| match message.channel {
        Channel::Email => format!("mail to {}: {}", message.to.join(","), message.subject.unwrap()),
        Channel::Sms => format!("SMS to {}: {}", message.to.join(","), message.text.unwrap()),
    };
    shop.system.outbox.messages().into_iter().map(line).collect()
}

/// The only message that arrived by a channel.
#[track_caller]
pub fn only(shop: &Shop, channel: Channel) -> Message {
    let mut messages = shop.system.outbox.messages();
    messages.retain(|message| message.channel == channel);
    let [only] = <[_; 1]>::try_from(messages).unwrap_or_else(|all| panic!("{all:#?}"));
    only
}

/// What the stream has for `notify` of an order.
pub fn records_of(shop: &Shop, order: &Value) -> Vec<Value> {
    let id = order["id"].as_str().unwrap();
    let of_it = |record: &Value| record["dynamodb"]["NewImage"]["pk"]["S"].as_str().unwrap().ends_with(id);
    shop.system.background.streams.records_for(notify::NAME).unwrap().into_iter().filter(of_it).collect()
}

/// Hands records to the function.
pub async fn give(app: App, post: Post, records: &[Value]) -> BatchAnswer {
    notify::handler(app, post, serde_json::from_value(json!({ "Records": records })).unwrap()).await
}

/// Hands records to the function as the system runs it, and checks that it hands nothing back.
pub async fn give_soundly(shop: &Shop, records: &[Value]) {
    let rooms = shop.system.rooms();
    let answer = give(rooms.app, rooms.post, records).await;
    assert!(answer.failures.is_empty(), "{:?}", answer.failure);
}

/// Sends a message again.
pub async fn ask(shop: &Shop, order: &Value, body: Value) -> waybill_tests::Reply {
    shop.send(shop.request(Method::POST, &format!("{}/notifications", path_of(order))).json(&body)).await
}

pub fn demo() -> StoreId {
    StoreId::try_from("demo".to_owned()).unwrap()
}

pub fn id_of(order: &Value) -> OrderId {
    OrderId::try_from(order["id"].as_str().unwrap().to_owned()).unwrap()
}
