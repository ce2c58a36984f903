//! Parcels that are followed: what the tests of tracking need to have one, to ask about it and to be told of it.

use chrono::{DateTime, Utc};
use open_store::{Command, Done, handler};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use waybill_lambda::Report;
use waybill_local::Options;
use waybill_local::functions::{Handler, named};
use waybill_tests::{Reply, Shop, mugs, path_of};

/// A shop whose clock stands still until it is moved on.
pub async fn still() -> Shop {
    Shop::open_with(Options { speed: 0, ..Options::for_a_test() }).await
}

/// An order of one mug that is fulfilled in a parcel of each of these numbers; in an untracked one, without any.
pub async fn shipped(shop: &Shop, numbers: &[&str]) -> Value {
    shipped_with(shop, json!({ "line_items": mugs(1) }), numbers).await
}

/// The same, of an order with these fields.
pub async fn shipped_with(shop: &Shop, order: Value, numbers: &[&str]) -> Value {
    let order = shop.place_with(order).await;
    let tracking: Vec<_> = numbers.iter().map(|number| json!({ "number": number })).collect();
    shop.act(&order, "fulfilments", json!({ "tracking": tracking })).await.expect(201)
}

/// The address of an order's parcel.
pub fn parcel_of(order: &Value, index: usize) -> String {
    let Some(id) = order["parcels"][index]["id"].as_str() else { panic!("no parcel {index}: {order:#}") };
    format!("{}/parcels/{id}", path_of(order))
}

/// Asks the carrier.
pub async fn retrack(shop: &Shop, parcel: &str) -> Reply {
    shop.post(&format!("{parcel}/retrack"), json!({})).await
}

/// An order of one parcel that has been followed long enough for the carrier to have been heard: the number may have
/// begun days ago, as in `WBUSA1D10`. What the last asking came to is beside it.
pub async fn heard(shop: &Shop, number: &str) -> (Value, String, Value) {
    let order = shipped(shop, &[number]).await;
    let parcel = parcel_of(&order, 0);
    let _ = retrack(shop, &parcel).await.expect(200);
    shop.advance("61s").await;
    let asked = retrack(shop, &parcel).await.expect(200);
    (shop.read(&order).await, parcel, asked)
}

/// Sets a parcel's status by hand.
pub async fn set(shop: &Shop, parcel: &str, body: Value) -> Reply {
    shop.put(&format!("{parcel}/status"), body).await
}

/// Runs a schedule once.
pub async fn run(shop: &Shop, function: &str) -> Report {
    let Handler::Schedule(handler) = named(function).expect("a function").handler else {
        panic!("{function} has no schedule");
    };
    handler(shop.system.rooms()).await.expect("a run")
}

/// What the operator wants of a store.
pub async fn operator(shop: &Shop, command: Value) -> Result<Done, String> {
    let command: Command = serde_json::from_value(command).map_err(|error| error.to_string())?;
    handler(shop.system.app.clone(), command).await.map_err(|error| error.to_string())
}

/// Says what the demo store may use.
pub async fn set_plan(shop: &Shop, plan: &str) {
    let set = operator(shop, json!({"do": "set_plan", "store_id": "demo", "plan": plan})).await.expect("a plan");
    assert_eq!(json!(set.plan), json!(plan));
}

/// Has the carrier answer nothing but 503, or answer again.
pub async fn outage(shop: &Shop, on: bool) {
    let _ = shop.post("/local/17track/mode", json!({ "outage": on })).await.expect(200);
}

/// An instant of an answer.
#[track_caller]
pub fn instant(value: &Value) -> DateTime<Utc> {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no instant: {value}"))
}

/// Another store of the same system, and its key.
pub struct Merchant<'a> {
    shop: &'a Shop,
    pub id: String,
    pub key: String,
}

impl<'a> Merchant<'a> {
    pub async fn open(shop: &'a Shop, id: &str) -> Self {
        let command = json!({"do": "open_store", "store_id": id, "name": id, "key_name": id});
        let key = operator(shop, command).await.expect("a store").api_key.expect("its key");
        Self { shop, id: id.to_owned(), key }
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Reply {
        let request = Client::new().request(method, format!("{}{path}", self.shop.system.url())).bearer_auth(&self.key);
        self.shop
            .send(match body {
                Some(body) => request.json(&body),
                None => request,
            })
            .await
    }

    pub async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await.expect(200)
    }

    /// As [`shipped`].
    pub async fn shipped(&self, number: &str) -> Value {
        let order = json!({"name": "#1", "line_items": mugs(1)});
        let order = self.send(Method::POST, "/orders", Some(order)).await.expect(201);
        let body = json!({"tracking": [{ "number": number }]});
        self.send(Method::POST, &format!("{}/fulfilments", path_of(&order)), Some(body)).await.expect(201)
    }
}
