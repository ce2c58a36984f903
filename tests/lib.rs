//! The system as its users meet it: started whole, on free ports, and spoken to over HTTP.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why, and stops")]

use reqwest::{Client, Method};
use serde_json::{Value, json};
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

    /// The same system, with another key.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.api_key
    }

    /// A request that can still be changed: it has the store's key and nothing else.
    #[must_use]
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.system.url())).bearer_auth(&self.api_key)
    }

    /// Sends a request and reads the answer.
    ///
    /// # Panics
    /// If there is none.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let answer = request.send().await.expect("an answer");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.expect("a whole answer");
        Reply { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null) }
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
