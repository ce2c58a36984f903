//! The demo store, and sample orders that show every status: placed, paid, held and fulfilled through the same
//! routes that everyone uses.
#![expect(clippy::indexing_slicing, reason = "serde_json's objects take a field that is not there, and give null")]

use std::path::Path;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::id::StoreId;
use waybill_domain::sender::{MessageSettings, Sender};
use waybill_domain::service::{Service, TrackingService};
use waybill_domain::settings::Settings;
use waybill_domain::text::{Line, Name};
use waybill_lambda::{App, Body, Request};
use waybill_store::access::{ApiKey, Scope};
use waybill_store::vault::Vault;

use crate::clock::Clock;
use crate::data::keep_secret;
use crate::error::LocalError;
use crate::gateway::Gateway;

const STORE: &str = "demo";

/// Who the demo store's mail comes from: an address at the domain that the local outbox takes mail from.
const SENDER: &str = "orders@example.com";

/// The demo store's key at the local carrier.
pub const CARRIER_KEY: &str = "DEMO0DEMO0DEMO0DEMO0DEMO0DEMO0DE";
/// The number of a sample order's parcel that has been to places.
const TRAVELLED: &str = "WBSWEDEN1D20";
/// Where the local carrier pushes the demo store's news.
pub const WEBHOOK: &str = "/webhooks/17track/demo";

/// Opens the demo store, if it is not open, and gives it its key: the one that was given, else the one that an
/// earlier run made, else a new one.
///
/// # Errors
/// When the key is not one of the demo store's, or cannot be kept.
pub async fn open(app: &App, given: Option<&str>, key_file: Option<&Path>) -> Result<String, LocalError> {
    let invalid = |error: waybill_domain::text::Invalid| LocalError::ApiKey(error.to_string());
    let store = StoreId::try_from(STORE.to_owned()).map_err(invalid)?;
    let name = Line::try_from("Demo store".to_owned()).map_err(invalid)?;
    let actor = Name::try_from("demo".to_owned()).map_err(invalid)?;
    let kept = key_file.filter(|path| path.exists()).map(std::fs::read_to_string);
    let kept = kept.transpose().map_err(LocalError::io("the API key cannot be read"))?;
    let key = match (given, &kept) {
        (Some(text), _) => ApiKey::try_from(text).map_err(invalid)?,
        (None, Some(kept)) => ApiKey::try_from(kept.as_str()).map_err(invalid)?,
        (None, None) => ApiKey::generate(store.clone())?,
    };
    if *key.claimed_store() != store {
        return Err(LocalError::ApiKey(format!("must begin with wb_{STORE}_")));
    }
    let key_of = |vault: &Vault| vault.seal(&store, CARRIER_KEY);
    let followed = app.vault.as_ref().map(key_of).map(|key| TrackingService {
        service: Service::SeventeenTrack,
        key,
        webhook_secret: None,
        url: None,
    });
    let sender = Sender::try_from(SENDER.to_owned()).map_err(invalid)?;
    let messages = MessageSettings { sender: Some(sender), ..MessageSettings::default() };
    let settings = Settings { tracking_service: followed, messages, ..Settings::new(name) };
    app.store.open_store(&store, settings, app.now()).await?;
    app.store.add_key(&key, actor, vec![Scope::Read, Scope::Write], app.now()).await?;
    if let Some(path) = key_file {
        keep_secret(path, key.reveal()).map_err(LocalError::io("the API key cannot be kept"))?;
    }
    Ok(key.reveal().to_owned())
}

/// Places the sample orders, unless the store has orders already.
///
/// # Errors
/// When one of them is not taken.
pub async fn place_orders(gateway: &Gateway, clock: &Clock, api_key: &str) -> Result<(), LocalError> {
    let shop = Shop { gateway, api_key, now: clock.now() };
    let listed = shop.send("GET", "/orders?limit=1", None).await?;
    let archived = shop.send("GET", "/orders?limit=1&archived=true", None).await?;
    let any = |page: &Value| page.pointer("/orders/0").is_some();
    if any(&listed) || any(&archived) {
        return Ok(());
    }
    // In the order of priority (F8); a merchant would set them once.
    shop.send("PUT", "/settings", Some(json!({"locations": ["umea", "rotterdam", "hanoi"]}))).await?;
    shop.unfulfilled().await?;
    shop.partially_fulfilled().await?;
    shop.fulfilled().await?;
    shop.on_their_way().await?;
    shop.held().await?;
    shop.pending().await?;
    shop.others().await?;
    Ok(())
}

/// Where a sample order is shown to its customer, if there is one whose parcel has been somewhere.
///
/// # Errors
/// When the orders cannot be read.
pub async fn customers_page(gateway: &Gateway, clock: &Clock, api_key: &str) -> Result<Option<String>, LocalError> {
    let shop = Shop { gateway, api_key, now: clock.now() };
    let found = shop.send("GET", &format!("/orders?q={TRAVELLED}&limit=1"), None).await?;
    let Some(id) = found.pointer("/orders/0/id").and_then(Value::as_str) else { return Ok(None) };
    let order = shop.send("GET", &format!("/orders/{id}"), None).await?;
    Ok(order["status_page_url"].as_str().map(str::to_owned))
}

/// The demo store's staff.
struct Shop<'a> {
    gateway: &'a Gateway,
    api_key: &'a str,
    now: DateTime<Utc>,
}

impl Shop<'_> {
    async fn unfulfilled(&self) -> Result<(), LocalError> {
        let mut order = self.order("#1001", TimeDelta::hours(3), "sv", "SEK", "Ada", "Lindqvist", "SE", "Umeå");
        order["line_items"] = json!([
            item("Mug", "Blue", 3, "99.00", "SEK"),
            {"title": "Pattern for a jumper", "quantity": 1, "kind": "digital", "unit_price": money("49.00", "SEK"), "download_url": "https://example.com/pattern.pdf"},
        ]);
        order["fulfil_by"] = json!((self.now + TimeDelta::days(2)).date_naive());
        order["payment"] = json!({"status": "paid"});
        self.place(order).await?;
        let mut late = self.order("#1002", TimeDelta::days(9), "en", "GBP", "Grace", "Okafor", "GB", "Leeds");
        late["line_items"] = json!([item("Tea towel", "Stripes", 2, "12.50", "GBP")]);
        late["note"] = json!("Gift: leave the price out.");
        late["payment"] = json!({"status": "paid", "source": "marked_as_paid"});
        self.place(late).await.map(|_| ())
    }

    async fn partially_fulfilled(&self) -> Result<(), LocalError> {
        let mut order = self.order("#1003", TimeDelta::days(2), "nb", "NOK", "Ingrid", "Dahl", "NO", "Tromsø");
        order["line_items"] =
            json!([item("Wool jumper", "M", 4, "1290.00", "NOK"), item("Socks", "39–42", 2, "149.00", "NOK")]);
        order["payment"] = json!({"status": "paid"});
        let placed = self.place(order).await?;
        let body = json!({
            "line_items": [{"line_item_id": placed["line_items"][0]["id"], "quantity": 3}],
            "tracking": [{"number": "RR123456785SE", "carrier": "PostNord"}],
        });
        self.act(&placed, "fulfilments", body).await.map(|_| ())
    }

    async fn fulfilled(&self) -> Result<(), LocalError> {
        let mut order = self.order("#1004", TimeDelta::days(6), "th", "THB", "ชนิดา", "วงศ์ไทย", "TH", "เชียงใหม่");
        order["line_items"] = json!([
            item("Teapot", "Celadon", 1, "1450.00", "THB"),
            with_location(item("Cups", "Celadon", 6, "220.00", "THB"), "hanoi")
        ]);
        order["payment"] = json!({"status": "paid"});
        let placed = self.place(order).await?;
        for (at, number) in [(0, "EX987654321TH"), (1, "VN20264711")] {
            let body =
                json!({"fulfilment_order_id": placed["fulfilment_orders"][at]["id"], "tracking": [{"number": number}]});
            self.act(&placed, "fulfilments", body).await?;
        }
        Ok(())
    }

    /// Parcels that have been on their way for some days, each by a journey of the local carrier.
    async fn on_their_way(&self) -> Result<(), LocalError> {
        let parcels = [
            ("#0994", 21, "sv", "SEK", "Karin", "Sjöberg", "SE", "Gävle", TRAVELLED),
            ("#0995", 12, "en", "USD", "Maya", "Collins", "US", "Chicago", "WBCUSTOMS1D10"),
            ("#0996", 13, "pt-BR", "BRL", "João", "Pereira", "BR", "Recife", "WBBRAZIL1D12"),
            ("#0997", 12, "en", "GBP", "Owen", "Hughes", "GB", "Cardiff", "WBLOST1D11"),
            ("#0998", 6, "nb", "NOK", "Sverre", "Lie", "NO", "Bodø", "WBPICKUP1D5"),
            ("#0999", 11, "de", "EUR", "Anke", "Lorenz", "DE", "Jena", "WBATTEMPT1D9"),
        ];
        for (name, days, locale, currency, first, last, country, city, number) in parcels {
            let mut order = self.order(name, TimeDelta::days(days), locale, currency, first, last, country, city);
            order["line_items"] = json!([item("Blanket", "Lambswool", 1, "89.00", currency)]);
            order["payment"] = json!({"status": "paid"});
            let placed = self.place(order).await?;
            self.act(&placed, "fulfilments", json!({"tracking": [{"number": number}]})).await?;
        }
        Ok(())
    }

    async fn held(&self) -> Result<(), LocalError> {
        let mut order = self.order("#1005", TimeDelta::days(8), "vi", "VND", "Nguyễn", "Minh Anh", "VN", "Đà Nẵng");
        order["line_items"] = json!([with_location(item("Lamp", "Bamboo", 2, "450000", "VND"), "hanoi")]);
        order["payment"] = json!({"status": "paid"});
        let placed = self.place(order).await?;
        let path =
            format!("fulfilment-orders/{}/hold", placed["fulfilment_orders"][0]["id"].as_str().unwrap_or_default());
        self.act(&placed, &path, json!({"reason": "inventory_out_of_stock", "note": "Back on Friday."})).await?;
        self.act(&placed, &path, json!({"reason": "incorrect_address"})).await.map(|_| ())
    }

    async fn pending(&self) -> Result<(), LocalError> {
        let mut order = self.order("#1006", TimeDelta::minutes(20), "en", "EUR", "Joris", "de Wit", "NL", "Utrecht");
        order["line_items"] = json!([with_location(item("Cushion", "Ochre", 1, "35.00", "EUR"), "rotterdam")]);
        order["payment"] = json!({"status": "paid"});
        order["upsell"] = json!(true);
        self.place(order).await.map(|_| ())
    }

    async fn others(&self) -> Result<(), LocalError> {
        let mut service = self.order("#1007", TimeDelta::days(1), "en", "EUR", "Lena", "Vogt", "DE", "Kiel");
        service["line_items"] =
            json!([{"title": "Repair", "quantity": 1, "kind": "service", "unit_price": money("80.00", "EUR")}]);
        self.place(service).await?;
        let mut cancelled = self.order("#1008", TimeDelta::days(3), "sv", "SEK", "Nils", "Åberg", "SE", "Kalmar");
        cancelled["line_items"] = json!([item("Mug", "White", 1, "99.00", "SEK")]);
        let placed = self.place(cancelled).await?;
        self.act(&placed, "cancel", json!({})).await?;
        let mut archived = self.order("#1000", TimeDelta::days(40), "en", "USD", "Sam", "Rivera", "US", "Portland");
        archived["line_items"] = json!([item("Scarf", "Grey", 1, "42.00", "USD")]);
        archived["payment"] = json!({"status": "paid"});
        let placed = self.place(archived).await?;
        self.act(
            &placed,
            "fulfilments",
            json!({"tracking": [{"number": "9400111202555842332669", "carrier": "USPS"}]}),
        )
        .await?;
        self.act(&placed, "archive", json!({})).await.map(|_| ())
    }

    #[expect(clippy::too_many_arguments, reason = "a sample order in one line each")]
    fn order(
        &self,
        name: &str,
        ago: TimeDelta,
        locale: &str,
        currency: &str,
        first: &str,
        last: &str,
        country: &str,
        city: &str,
    ) -> Value {
        let placed_at = (self.now - ago).to_rfc3339_opts(SecondsFormat::Secs, true);
        json!({
            "name": name,
            "placed_at": placed_at,
            "locale": locale,
            "email": format!("customer{}@example.com", name.trim_start_matches('#')),
            "customer": {"first_name": first, "last_name": last},
            "shipping_address": {"name": format!("{first} {last}"), "address1": "1 Example Street", "city": city, "country": country},
            "totals": {"shipping": money("0", currency)},
            "notify_customer": false,
        })
    }

    async fn place(&self, order: Value) -> Result<Value, LocalError> {
        self.send("POST", "/orders", Some(order)).await
    }

    async fn act(&self, order: &Value, path: &str, body: Value) -> Result<Value, LocalError> {
        let id = order["id"].as_str().unwrap_or_default();
        self.send("POST", &format!("/orders/{id}/{path}"), Some(body)).await
    }

    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value, LocalError> {
        let body = body.map_or(Body::Empty, |body| Body::Text(body.to_string()));
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.api_key))
            .header("content-type", "application/json")
            .body(body);
        let request: Request = request.map_err(|error| LocalError::Demo(error.to_string()))?;
        let answer = self.gateway.call(request).await;
        let text = match answer.body() {
            Body::Text(text) => text.as_str(),
            _ => "",
        };
        if !answer.status().is_success() {
            return Err(LocalError::Demo(format!("{method} {path}: {text}")));
        }
        serde_json::from_str(text).map_err(|error| LocalError::Demo(error.to_string()))
    }
}

fn money(amount: &str, currency: &str) -> Value {
    json!({"amount": amount, "currency": currency})
}

fn item(title: &str, variant: &str, quantity: u32, price: &str, currency: &str) -> Value {
    json!({"title": title, "variant_title": variant, "quantity": quantity, "unit_price": money(price, currency)})
}

fn with_location(mut item: Value, location: &str) -> Value {
    item["location"] = json!(location);
    item
}
