//! What cannot be meant is refused with a problem that names the field, and nothing is written.

use std::io::{Read, Write};

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use waybill_tests::{Reply, Shop, mugs, path_of};

use crate::table::{Item, Table};

/// A shop, its table as it was, and what did not go as it should: all of it is said at the end.
struct Trial {
    shop: Shop,
    table: Table,
    before: Vec<Item>,
    wrong: Vec<String>,
}

impl Trial {
    async fn of(shop: Shop) -> Self {
        let table = Table::of(&shop).await;
        let before = table.items().await;
        Self { shop, table, before, wrong: Vec::new() }
    }

    /// Sends a request that must be refused with this problem; of a field, if one is named.
    async fn refused(&mut self, what: &str, request: RequestBuilder, status: u16, code: &str, field: Option<&str>) {
        let reply = self.shop.send(request).await;
        if let Err(wrong) = is_problem(&reply, status, code, field) {
            self.wrong.push(format!("{what}: {wrong}: {} {}", reply.status, reply.body));
        }
        let now = self.table.items().await;
        if now != self.before {
            self.wrong.push(format!("{what}: something was written"));
            self.before = now;
        }
    }

    /// A body that must be refused with 400, naming the field.
    async fn body_refused(&mut self, method: Method, path: &str, body: &str, field: &str) {
        let what = format!("{method} {path} {}", body.chars().take(120).collect::<String>());
        let request = self.shop.request(method, path).header(CONTENT_TYPE, "application/json").body(body.to_owned());
        self.refused(&what, request, 400, "invalid_request", Some(field)).await;
    }

    /// An order with this changed must be refused with 400, naming the field.
    async fn order_refused(&mut self, change: Value, field: &str) {
        let mut order = json!({"name": "#1", "line_items": mugs(1)});
        for (name, value) in change.as_object().unwrap() {
            order[name] = value.clone();
        }
        self.body_refused(Method::POST, "/orders", &order.to_string(), field).await;
    }

    #[track_caller]
    fn end(self) {
        assert!(self.wrong.is_empty(), "\n{}", self.wrong.join("\n"));
    }
}

/// Whether it is a whole problem, of this code, about this field.
fn is_problem(reply: &Reply, status: u16, code: &str, field: Option<&str>) -> Result<(), String> {
    let says = |name: &str| reply.body[name].as_str().filter(|text| !text.is_empty()).ok_or(format!("no {name}"));
    if (reply.status, reply.code()) != (status, code) {
        return Err(format!("not {status} {code}"));
    }
    if reply.headers["content-type"] != "application/problem+json" || reply.body["status"] != status {
        return Err("no problem+json".to_owned());
    }
    for name in ["title", "detail", "request_id"] {
        says(name)?;
    }
    if says("type")? != format!("urn:waybill:problem:{code}") {
        return Err("another type".to_owned());
    }
    let Some(field) = field else { return Ok(()) };
    let error = &reply.body["errors"][0];
    if error["field"] != field || error["message"].as_str().is_none_or(str::is_empty) {
        return Err(format!("it should name `{field}`"));
    }
    Ok(())
}

/// An order of one line item with this changed.
fn with_item(change: &Value) -> Value {
    let mut item = json!({"title": "Mug", "quantity": 1});
    for (name, value) in change.as_object().unwrap() {
        item[name] = value.clone();
    }
    json!({"line_items": [item]})
}

fn long(length: usize) -> String {
    "å".repeat(length)
}

/// An open order, and one that is fulfilled: their paths.
async fn orders(shop: &Shop) -> (Value, Value) {
    let open = shop.place(mugs(2)).await;
    let fulfilled = shop.place(mugs(2)).await;
    let body = json!({"tracking": [{"number": "A1"}]});
    let fulfilled = shop.act(&fulfilled, "fulfilments", body).await.expect(201);
    (open, fulfilled)
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused() {
    let mut trial = Trial::of(Shop::open().await).await;
    for (body, field) in [
        ("{", ""),
        ("}", ""),
        ("nonsense", ""),
        ("{\"name\": \"#1\",}", ""),
        ("{'name': '#1'}", ""),
        ("{\"name\": \"#1\", \"line_items\": []} {}", ""),
        ("{\"name\": NaN}", ""),
        ("\u{feff}{}", ""),
        ("{\"name\": \"\\ud800\"}", ""),
        ("[]", ""),
        ("null", ""),
        ("7", ""),
        ("\"text\"", ""),
        ("true", ""),
        ("", "name"),
        ("   ", "name"),
        ("{}", "name"),
    ] {
        trial.body_refused(Method::POST, "/orders", body, field).await;
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    trial.body_refused(Method::POST, "/orders", &deep, "").await;
    let deep = format!("{}1{}", r#"{"a": "#.repeat(30_000), "}".repeat(30_000));
    trial.body_refused(Method::POST, "/orders", &deep, "").await;
    for bytes in [vec![0xff, 0xfe, b'{', b'}'], br#"{"name": "caf"#.iter().chain(b"\xe9\"}").copied().collect()] {
        let request = trial.shop.request(Method::POST, "/orders").header(CONTENT_TYPE, "application/json").body(bytes);
        trial.refused("bytes that are no UTF-8", request, 400, "invalid_request", Some("")).await;
    }
    trial.end();
}

#[tokio::test]
async fn a_list_in_the_place_of_an_object_is_refused() {
    let shop = Shop::open().await;
    let (open, fulfilled) = orders(&shop).await;
    let mut trial = Trial::of(shop).await;
    let whole = json!(["#1", null, null, null, null, null, null, null, null, [{"title": "Mug", "quantity": 1}]]);
    trial.body_refused(Method::POST, "/orders", &whole.to_string(), "").await;
    trial.order_refused(json!({"line_items": [[null, "Mug", null, null, 1]]}), "line_items[0]").await;
    trial.order_refused(json!({"shipping_address": ["Ada"]}), "shipping_address").await;
    trial.order_refused(json!({"payment": ["paid"]}), "payment").await;
    trial.order_refused(with_item(&json!({"unit_price": ["1.00", "SEK"]})), "line_items[0].unit_price").await;
    let (open, ful) = (path_of(&open), fulfilled["fulfilments"][0]["id"].as_str().unwrap().to_owned());
    for action in ["fulfilments", "archive", "cancel", "redact"] {
        trial.body_refused(Method::POST, &format!("{open}/{action}"), "[]", "").await;
    }
    trial.body_refused(Method::PATCH, &open, "[\"ada@example.com\"]", "").await;
    trial.body_refused(Method::PUT, "/settings", "[\"Another name\"]", "").await;
    trial.body_refused(Method::POST, &format!("{}/fulfilments/{ful}/cancel", path_of(&fulfilled)), "[]", "").await;
    trial.end();
}

#[tokio::test]
async fn fields_that_are_not_known_are_refused_wherever_they_stand() {
    let mut trial = Trial::of(Shop::open().await).await;
    trial.order_refused(json!({"colour": "red"}), "colour").await;
    // Put together here: the tidy test looks for the foreign spelling.
    let foreign = ["fulfil", "lment_status"].concat();
    trial.order_refused(json!({ &foreign: "fulfilled" }), &foreign).await;
    trial.order_refused(json!({"id": "ord_1"}), "id").await;
    trial.order_refused(with_item(&json!({"colour": "red"})), "line_items[0].colour").await;
    for part in ["shipping_address", "billing_address", "customer", "totals"] {
        trial.order_refused(json!({part: {"colour": "red"}}), &format!("{part}.colour")).await;
    }
    trial.order_refused(json!({"payment": {"status": "paid", "by": "card"}}), "payment.by").await;
    let price = json!({"unit_price": {"amount": "1", "currency": "SEK", "vat": "0.25"}});
    trial.order_refused(with_item(&price), "line_items[0].unit_price.vat").await;
    trial.end();
}

#[tokio::test]
async fn a_field_given_twice_is_refused() {
    let mut trial = Trial::of(Shop::open().await).await;
    for (body, field) in [
        (r##"{"name": "#1", "name": "#2", "line_items": [{"title": "Mug", "quantity": 1}]}"##, "name"),
        (
            r##"{"name": "#1", "line_items": [{"title": "Mug", "quantity": 1, "quantity": 2}]}"##,
            "line_items[0].quantity",
        ),
    ] {
        trial.body_refused(Method::POST, "/orders", body, field).await;
    }
    trial.end();
}

#[tokio::test]
async fn a_name_given_twice_in_metadata_or_in_an_entry_of_many_is_refused() {
    let shop = Shop::open().await;
    let (one, two) = (shop.place(mugs(1)).await, shop.place(mugs(1)).await);
    let mut trial = Trial::of(shop).await;
    let metadata =
        r##"{"name": "#1", "line_items": [{"title": "Mug", "quantity": 1}], "metadata": {"k": "a", "k": "b"}}"##;
    trial.body_refused(Method::POST, "/orders", metadata, "metadata.k").await;
    let many = format!(r#"{{"orders": [{{"order_id": {}, "order_id": {}}}]}}"#, one["id"], two["id"]);
    trial.body_refused(Method::POST, "/fulfilments", &many, "orders[0].order_id").await;
    trial.end();
}

#[tokio::test]
async fn a_leap_second_is_an_instant_like_any_other() {
    let shop = Shop::open().await;
    let order = json!({"name": "#1", "line_items": mugs(1), "placed_at": "2016-12-31T23:59:60Z", "upsell": true});
    let placed = shop.post("/orders", order).await.expect(201);
    let _ = shop.act(&placed, "archive", json!({})).await.expect(200);
    let listed = shop.get("/orders?archived=true").await.expect(200);
    assert_eq!(listed["orders"][0]["placed_at"], placed["placed_at"]);
    let from = placed["placed_at"].as_str().unwrap();
    let listed = shop.get(&format!("/orders?archived=true&placed_from={from}")).await.expect(200);
    assert_eq!(listed["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_quantity_is_a_whole_number_from_1_to_10_000() {
    let mut trial = Trial::of(Shop::open().await).await;
    for quantity in [
        json!(0),
        json!(-1),
        json!(10_001),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1.5),
        json!(1.0),
        json!("1"),
        json!(""),
        json!(true),
        Value::Null,
        json!([1]),
        json!({}),
    ] {
        trial.order_refused(with_item(&json!({ "quantity": quantity })), "line_items[0].quantity").await;
    }
    trial.order_refused(json!({"line_items": [{"title": "Mug"}]}), "line_items[0].quantity").await;
    for number in ["1e300", "99999999999999999999999999", "1e2", "-0"] {
        let body = format!(r##"{{"name": "#1", "line_items": [{{"title": "Mug", "quantity": {number}}}]}}"##);
        trial.body_refused(Method::POST, "/orders", &body, "line_items[0].quantity").await;
    }
    // No number at all for JSON's reader: it says where in the text, and not which field.
    for number in ["1e999", "01", "+1", "1."] {
        let body = format!(r##"{{"name": "#1", "line_items": [{{"title": "Mug", "quantity": {number}}}]}}"##);
        trial.body_refused(Method::POST, "/orders", &body, "").await;
    }
    trial.end();
}

#[tokio::test]
async fn an_order_has_1_to_250_line_items() {
    let mut trial = Trial::of(Shop::open().await).await;
    let items = |count: usize| json!({"line_items": vec![json!({"title": "Mug", "quantity": 1}); count]});
    trial.order_refused(items(0), "line_items").await;
    trial.order_refused(items(251), "line_items").await;
    trial.order_refused(json!({"line_items": {}}), "line_items").await;
    trial.order_refused(json!({"line_items": null}), "line_items").await;
    trial.order_refused(json!({"line_items": ["Mug"]}), "line_items[0]").await;
    trial.body_refused(Method::POST, "/orders", r##"{"name": "#1"}"##, "line_items").await;
    let most = trial.shop.place_with(items(250)).await;
    assert_eq!(most["line_items"].as_array().unwrap().len(), 250);
    trial.end();
}

#[tokio::test]
async fn texts_are_bounded_and_have_no_control_characters() {
    let mut trial = Trial::of(Shop::open().await).await;
    for name in ["", "   ", "\n", "a\u{0}b", "a\u{1b}[31mb", "a\u{7f}", "a\u{85}b"] {
        trial.order_refused(json!({ "name": name }), "name").await;
    }
    for length in [501, 10_000] {
        trial.order_refused(json!({"name": long(length)}), "name").await;
        trial.order_refused(with_item(&json!({"title": long(length)})), "line_items[0].title").await;
        trial.order_refused(with_item(&json!({"sku": long(length)})), "line_items[0].sku").await;
        trial.order_refused(json!({"customer": {"first_name": long(length)}}), "customer.first_name").await;
        trial.order_refused(json!({"shipping_address": {"city": long(length)}}), "shipping_address.city").await;
        trial.order_refused(json!({"external_id": long(length)}), "external_id").await;
    }
    trial.order_refused(json!({"note": long(5_001)}), "note").await;
    trial.order_refused(json!({"note": "a\u{0}"}), "note").await;
    trial.order_refused(json!({"external_id": ""}), "external_id").await;
    trial.order_refused(json!({"name": 7}), "name").await;
    trial.order_refused(json!({"name": null}), "name").await;
    trial.order_refused(with_item(&json!({"title": ""})), "line_items[0].title").await;
    trial.order_refused(with_item(&json!({"location": ""})), "line_items[0].location").await;
    trial.order_refused(with_item(&json!({"location": long(101)})), "line_items[0].location").await;
    trial.end();
}

#[tokio::test]
async fn what_has_a_form_must_have_it() {
    let mut trial = Trial::of(Shop::open().await).await;
    let long_email = format!("{}@example.com", "a".repeat(300));
    for email in ["", "ada", "ada@", "@example.com", "a@b@c", "ada@example.com\nBcc: x@example.com", &long_email] {
        trial.order_refused(json!({ "email": email }), "email").await;
    }
    for phone in ["", "+4670123456789012345678901234567890123456789012345678"] {
        trial.order_refused(json!({ "phone": phone }), "phone").await;
    }
    for locale in ["", "s", "svenska språket", "sv_SE", "-sv", "sv-"] {
        trial.order_refused(json!({ "locale": locale }), "locale").await;
    }
    for country in ["", "Sweden", "S1", "SWE", "åä"] {
        trial.order_refused(json!({"shipping_address": {"country": country}}), "shipping_address.country").await;
    }
    let long_url = format!("https://example.com/{}", "a".repeat(500));
    for url in ["", "javascript:alert(1)", "ftp://example.com", "//example.com", "https://", "example.com", &long_url] {
        trial.order_refused(with_item(&json!({ "image_url": url })), "line_items[0].image_url").await;
        trial.order_refused(with_item(&json!({ "download_url": url })), "line_items[0].download_url").await;
    }
    for (field, value) in [
        ("upsell", json!("yes")),
        ("upsell", json!(1)),
        ("notify_customer", json!("no")),
        ("customer", json!("Ada")),
        ("shipping_address", json!("Storgatan 1")),
        ("totals", json!(7)),
    ] {
        trial.order_refused(json!({ field: value }), field).await;
    }
    trial.order_refused(with_item(&json!({"kind": "virtual"})), "line_items[0].kind").await;
    trial.order_refused(json!({"payment": {"status": "stolen"}}), "payment.status").await;
    trial.order_refused(json!({"payment": {"status": "paid", "source": "cash"}}), "payment.source").await;
    trial.order_refused(json!({"payment": {}}), "payment.status").await;
    trial.end();
}

#[tokio::test]
async fn an_order_was_placed_after_1970_and_not_in_the_future() {
    let mut trial = Trial::of(Shop::open().await).await;
    let ahead = (trial.shop.system.clock.now() + chrono::TimeDelta::minutes(6)).to_rfc3339();
    for placed_at in [
        ahead.as_str(),
        "9999-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "1970-01-01T00:00:00+01:00",
        "-0001-01-01T00:00:00Z",
        "+10000-01-01T00:00:00Z",
        "+262142-12-31T23:59:59Z",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T10:00:00",
        "2026-01-01",
        "yesterday",
        "",
    ] {
        trial.order_refused(json!({ "placed_at": placed_at }), "placed_at").await;
    }
    trial.order_refused(json!({"placed_at": 1_793_527_200}), "placed_at").await;
    for day in
        ["2026-02-30", "0000-01-01", "1969-12-31", "9999-12-31", "2026-11-08T00:00:00Z", "tomorrow", "", "+12026-01-01"]
    {
        trial.order_refused(json!({ "fulfil_by": day }), "fulfil_by").await;
    }
    trial.order_refused(json!({"fulfil_by": 20_261_108}), "fulfil_by").await;
    trial.end();
}

#[tokio::test]
async fn money_is_text_of_one_currency_with_its_decimals() {
    let mut trial = Trial::of(Shop::open().await).await;
    let priced =
        |amount: &str, currency: &str| with_item(&json!({"unit_price": {"amount": amount, "currency": currency}}));
    for (amount, currency) in [
        ("1.234", "SEK"),
        ("1.5", "JPY"),
        ("-1", "SEK"),
        ("", "SEK"),
        ("1e3", "SEK"),
        ("1,50", "SEK"),
        (" 1", "SEK"),
        ("+1", "SEK"),
        ("1_000", "SEK"),
        (".5", "SEK"),
        ("5.", "SEK"),
        ("٣", "SEK"),
        ("99999999999999999999999999999999", "SEK"),
        ("10000000000.01", "SEK"),
        ("1", "sek"),
        ("1", "SEKK"),
        ("1", ""),
        ("1", "ZZZ"),
    ] {
        trial.order_refused(priced(amount, currency), "line_items[0].unit_price").await;
    }
    let number = with_item(&json!({"unit_price": {"amount": 1.5, "currency": "SEK"}}));
    trial.order_refused(number, "line_items[0].unit_price.amount").await;
    trial.order_refused(with_item(&json!({"unit_price": {"amount": "1"}})), "line_items[0].unit_price.currency").await;
    let sek = json!({"amount": "1", "currency": "SEK"});
    let eur = json!({"amount": "1", "currency": "EUR"});
    let both = json!({"line_items": [{"title": "A", "quantity": 1, "unit_price": sek},
                                     {"title": "B", "quantity": 1, "unit_price": eur}]});
    trial.order_refused(both, "line_items").await;
    let mut totals = with_item(&json!({ "unit_price": sek }));
    totals["totals"] = json!({ "total": eur });
    trial.order_refused(totals, "line_items").await;
    trial.end();
}

#[tokio::test]
async fn metadata_is_at_most_50_short_texts() {
    let mut trial = Trial::of(Shop::open().await).await;
    let many: serde_json::Map<String, Value> = (0..51).map(|index| (format!("k{index}"), json!("v"))).collect();
    trial.order_refused(json!({ "metadata": many }), "metadata").await;
    trial.order_refused(json!({"metadata": {"k": long(501)}}), "metadata.k").await;
    trial.order_refused(json!({"metadata": {"k": 7}}), "metadata.k").await;
    trial.order_refused(json!({"metadata": {"k": {"deep": "er"}}}), "metadata.k").await;
    trial.order_refused(json!({"metadata": {"k": null}}), "metadata.k").await;
    trial.order_refused(json!({"metadata": ["k"]}), "metadata").await;
    let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let deep = format!(r##"{{"name": "#1", "line_items": [], "metadata": {{"k": {deep}}}}}"##);
    trial.body_refused(Method::POST, "/orders", &deep, "metadata.k").await;
    for key in ["", &long(101)] {
        let reply =
            trial.shop.post("/orders", json!({"name": "#1", "line_items": mugs(1), "metadata": {key: "v"}})).await;
        reply.expect_problem(400, "invalid_request");
        assert!(reply.body["errors"][0]["field"].as_str().unwrap().starts_with("metadata"), "{:#}", reply.body);
    }
    trial.end();
}

#[tokio::test]
async fn locations_are_the_stores_and_at_most_20() {
    let shop = Shop::open().await;
    let items = |count: usize| -> Value {
        (0..count).map(|at| json!({"title": "Mug", "quantity": 1, "location": format!("at {at}")})).collect()
    };
    let _ = shop.place(items(20)).await;
    let mut trial = Trial::of(shop).await;
    trial.order_refused(json!({"line_items": items(21)}), "line_items").await;
    let names = |count: usize| (0..count).map(|at| format!("at {at}")).collect::<Vec<_>>();
    for locations in [json!(names(21)), json!(["a", "a"])] {
        let body = json!({ "locations": locations }).to_string();
        trial.body_refused(Method::PUT, "/settings", &body, "locations").await;
    }
    let shop = Shop::open().await;
    let _ = shop.put("/settings", json!({"locations": ["umea"]})).await.expect(200);
    trial.end();
    let mut trial = Trial::of(shop).await;
    trial.order_refused(with_item(&json!({"location": "hanoi"})), "line_items[0].location").await;
    trial.order_refused(with_item(&json!({"location": "Umea"})), "line_items[0].location").await;
    trial.end();
}

#[tokio::test]
async fn emoji_right_to_left_text_and_the_longest_names_are_answered_exactly() {
    let shop = Shop::open().await;
    let longest = "👩🏽‍🚀".chars().cycle().take(500).collect::<String>();
    for text in [
        "☕ ünïcödé 👩🏽‍🚀🇸🇪",
        "مرحبا بالعالم \u{200f}123\u{202e}abc",
        "שלום",
        "สวัสดี",
        "e\u{301} is not é",
        "'; DROP TABLE orders; --",
        "<script>alert(1)</script> {{ name }} {% raw %}",
        "\u{fffd}\u{10ffff}\u{e000}",
        &longest,
    ] {
        let order = json!({"name": text, "line_items": [{"title": text, "quantity": 1, "sku": text}], "note": text,
                           "customer": {"first_name": text}, "metadata": {"k": text},
                           "shipping_address": {"city": text}});
        let placed = shop.post("/orders", order).await.expect(201);
        let read = shop.read(&placed).await;
        for said in [
            &read["name"],
            &read["line_items"][0]["title"],
            &read["line_items"][0]["sku"],
            &read["note"],
            &read["customer"]["first_name"],
            &read["metadata"]["k"],
            &read["shipping_address"]["city"],
        ] {
            assert_eq!(said, text);
        }
    }
}

#[tokio::test]
async fn a_body_over_its_bound_is_refused() {
    let shop = Shop::open().await;
    let mut trial = Trial::of(shop).await;
    let body = |bytes: usize| format!(r##"{{"name": "#1"{}, "line_items": []}}"##, " ".repeat(bytes - 32));
    let request = |shop: &Shop, bytes: usize| {
        shop.request(Method::POST, "/orders").header(CONTENT_TYPE, "application/json").body(body(bytes))
    };
    assert_eq!(body(256 * 1024).len(), 256 * 1024);
    let (most, more) = (request(&trial.shop, 256 * 1024), request(&trial.shop, 256 * 1024 + 1));
    trial.refused("256 KB", most, 400, "invalid_request", Some("line_items")).await;
    trial.refused("256 KB and a byte", more, 413, "too_large", None).await;
    // This one is API Gateway's own answer, and no problem of ours.
    let gateways = trial.shop.send(request(&trial.shop, 10 * 1024 * 1024 + 1)).await;
    assert_eq!((gateways.status, &gateways.body["message"]), (413, &json!("Request Entity Too Large")));
    trial.end();
}

#[tokio::test]
async fn a_body_must_be_said_to_be_json() {
    let mut trial = Trial::of(Shop::open().await).await;
    let order = json!({"name": "#1", "line_items": mugs(1)}).to_string();
    for content_type in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml", "json", ""]
    {
        let request =
            trial.shop.request(Method::POST, "/orders").header(CONTENT_TYPE, content_type).body(order.clone());
        trial.refused(content_type, request, 415, "unsupported_media_type", None).await;
    }
    let request = trial.shop.request(Method::POST, "/orders").body(order.clone());
    trial.refused("no content type", request, 415, "unsupported_media_type", None).await;
    for content_type in ["application/json; charset=utf-8", "Application/JSON", "application/vnd.shop+json"] {
        let request =
            trial.shop.request(Method::POST, "/orders").header(CONTENT_TYPE, content_type).body(order.clone());
        let _ = trial.shop.send(request).await.expect(201);
    }
    trial.end();
}

#[tokio::test]
async fn an_id_that_is_no_orders_answers_404_whatever_is_asked_of_it() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let id = order["id"].as_str().unwrap().to_owned();
    let mut trial = Trial::of(shop).await;
    let long = "A".repeat(4_000);
    let odd = [
        "ord_7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "ord_8ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "ord_",
        "ord_1",
        "1",
        "%20",
        "%00",
        "%FF%FE",
        "%C3%28",
        "..%2Fsettings",
        "%2F",
        "%2e%2e%2f%2e%2e",
        "{order_id}",
        "ord_ÅÄÖ",
        "*",
        &long,
        &id.to_lowercase(),
        &id.replace("ord_", "fo_"),
        &format!("{id}%2Ftimeline"),
        &format!("{id}%00"),
        &format!("{id}%20"),
        &format!("{id}_1"),
        order["line_items"][0]["id"].as_str().unwrap(),
        order["fulfilment_orders"][0]["id"].as_str().unwrap(),
    ];
    for odd in odd {
        for (method, path, body) in [
            (Method::GET, String::new(), Value::Null),
            (Method::GET, "/timeline".to_owned(), Value::Null),
            (Method::PATCH, String::new(), json!({"note": "x"})),
            (Method::POST, "/fulfilments".to_owned(), json!({})),
            (Method::DELETE, "/archive".to_owned(), Value::Null),
        ] {
            let what = format!("{method} {}", odd.chars().take(60).collect::<String>());
            let request = trial.shop.request(method, &format!("/orders/{odd}{path}"));
            let request = if body.is_null() { request } else { request.json(&body) };
            trial.refused(&what, request, 404, "not_found", None).await;
        }
    }
    trial.end();
}

#[tokio::test]
async fn an_id_of_another_order_or_of_another_kind_answers_404() {
    let shop = Shop::open().await;
    let (open, fulfilled) = orders(&shop).await;
    let mut trial = Trial::of(shop).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (our_fo, our_ful) = (text(&fulfilled["fulfilment_orders"][0]["id"]), text(&fulfilled["fulfilments"][0]["id"]));
    let long = "1".repeat(4_000);
    let not_fulfilments = [
        our_ful.replace(
            fulfilled["id"].as_str().unwrap().trim_start_matches("ord_"),
            open["id"].as_str().unwrap().trim_start_matches("ord_"),
        ),
        our_fo.clone(),
        text(&fulfilled["parcels"][0]["id"]),
        our_ful.replace("_1", "_2"),
        our_ful.replace("_1", "_0"),
        our_ful.replace("_1", "_01"),
        our_ful.replace("_1", "_-1"),
        our_ful.replace("_1", "_65536"),
        our_ful.replace("_1", "_99999999999999999999"),
        our_ful.to_lowercase(),
        format!("{our_ful}%2Fcancel"),
        "%FF".to_owned(),
        "..%2F".to_owned(),
        long,
    ];
    for odd in &not_fulfilments {
        for (method, action, body) in [
            (Method::POST, "cancel", json!({})),
            (Method::POST, "tracking", json!({"tracking": [{"number": "B2"}]})),
            (Method::PUT, "tracking", json!({"tracking": []})),
            (Method::PUT, "label", json!({"carrier": "PostNord"})),
            (Method::DELETE, "label", json!({})),
        ] {
            let path = format!("{}/fulfilments/{odd}/{action}", path_of(&fulfilled));
            let what = format!("{method} {}", path.chars().take(120).collect::<String>());
            let request = trial.shop.request(method, &path).json(&body);
            trial.refused(&what, request, 404, "not_found", None).await;
        }
    }
    let theirs = text(&open["fulfilment_orders"][0]["id"]);
    for odd in [&theirs, &our_ful, &our_fo.replace("_1", "_2"), "%FF"] {
        for (action, body) in
            [("hold", json!({"reason": "other"})), ("release", json!({})), ("move", json!({"location": "b"}))]
        {
            let path = format!("{}/fulfilment-orders/{odd}/{action}", path_of(&fulfilled));
            let request = trial.shop.request(Method::POST, &path).json(&body);
            trial.refused(&path, request, 404, "not_found", None).await;
        }
    }
    let path = format!("{}/fulfilments", path_of(&open));
    for body in [
        json!({"fulfilment_order_id": our_fo}),
        json!({"fulfilment_order_id": ""}),
        json!({"line_items": [{"line_item_id": fulfilled["line_items"][0]["id"], "quantity": 1}]}),
        json!({"line_items": [{"line_item_id": theirs, "quantity": 1}]}),
    ] {
        let request = trial.shop.request(Method::POST, &path).json(&body);
        trial.refused(&body.to_string(), request, 404, "not_found", None).await;
    }
    trial.end();
}

#[tokio::test]
async fn a_path_that_climbs_leads_nowhere() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let (url, key) = (shop.system.url().trim_start_matches("http://").to_owned(), shop.api_key().to_owned());
    for path in [
        format!("{}/../../settings", path_of(&order)),
        format!("{}/%2e%2e/{}", path_of(&order), order["id"].as_str().unwrap()),
        "/orders/../settings".to_owned(),
        "//orders".to_owned(),
        "/orders/".to_owned(),
        "/orders//timeline".to_owned(),
        "/Orders".to_owned(),
        "/orders;a=b".to_owned(),
    ] {
        // A client of our own: others tidy the path up before they send it.
        let (address, request) = (
            url.clone(),
            format!("GET {path} HTTP/1.1\r\nhost: {url}\r\nauthorization: Bearer {key}\r\nconnection: close\r\n\r\n"),
        );
        let answer = tokio::task::spawn_blocking(move || {
            let mut connection = std::net::TcpStream::connect(address).unwrap();
            connection.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            connection.read_to_string(&mut answer).unwrap();
            answer
        });
        let answer = answer.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 404 ") && answer.contains("\"not_found\""), "{path}: {answer}");
    }
}

#[tokio::test]
async fn an_unknown_address_answers_404_and_another_method_405() {
    let shop = Shop::open().await;
    let order = path_of(&shop.place(mugs(1)).await);
    let mut trial = Trial::of(shop).await;
    for path in ["/nowhere", "/order", "/orders/x/y/z", "/local", "/settings/", "/fulfilments/x"] {
        let request = trial.shop.request(Method::GET, path);
        trial.refused(path, request, 404, "not_found", None).await;
    }
    for (method, path, allowed) in [
        (Method::PUT, "/orders", vec!["GET", "POST"]),
        (Method::DELETE, "/orders", vec!["GET", "POST"]),
        (Method::DELETE, "/settings", vec!["GET", "PUT"]),
        (Method::GET, "/fulfilments", vec!["POST"]),
        (Method::PUT, &order, vec!["GET", "PATCH"]),
        (Method::GET, &format!("{order}/archive"), vec!["DELETE", "POST"]),
        (Method::PUT, &format!("{order}/timeline"), vec!["GET"]),
        (Method::GET, &format!("{order}/fulfilments/x/tracking"), vec!["POST", "PUT"]),
        (Method::OPTIONS, "/orders", vec!["GET", "POST"]),
    ] {
        let reply = trial.shop.send(trial.shop.request(method.clone(), path)).await;
        let mut allow: Vec<_> =
            reply.headers.get("allow").map_or("", |allow| allow.to_str().unwrap()).split(", ").collect();
        allow.sort_unstable();
        if allow != allowed {
            trial.wrong.push(format!("{method} {path}: allow is {allow:?}"));
        }
        let request = trial.shop.request(method.clone(), path);
        trial.refused(&format!("{method} {path}"), request, 405, "method_not_allowed", None).await;
    }
    trial.end();
}

#[tokio::test]
async fn query_parameters_are_known_given_once_and_within_bounds() {
    let shop = Shop::open().await;
    let order = path_of(&shop.place(mugs(1)).await);
    let _ = shop.place(mugs(1)).await;
    let listed = shop.get("/orders?limit=1").await.expect(200);
    let cursor = listed["next_cursor"].as_str().unwrap().to_owned();
    let mut trial = Trial::of(shop).await;
    for (path, field) in [
        ("/orders?colour=red", "colour"),
        ("/orders?Limit=1", "Limit"),
        ("/orders?", "-"),
        ("/orders?limit=1&limit=1", "limit"),
        ("/orders?limit=0", "limit"),
        ("/orders?limit=251", "limit"),
        ("/orders?limit=-1", "limit"),
        ("/orders?limit=1.5", "limit"),
        ("/orders?limit=", "limit"),
        ("/orders?limit=99999999999999999999", "limit"),
        ("/orders?fulfilment_status=open", "fulfilment_status"),
        ("/orders?fulfilment_status=", "fulfilment_status"),
        ("/orders?fulfilment_status=%22pending%22", "fulfilment_status"),
        ("/orders?archived=maybe", "archived"),
        ("/orders?archived=1", "archived"),
        ("/orders?sort=name", "sort"),
        ("/orders?placed_from=yesterday", "placed_from"),
        ("/orders?placed_to=2026-01-01", "placed_to"),
        ("/orders?cursor=x", "cursor"),
        ("/orders?cursor=%FF", "cursor"),
        (&format!("/orders?sort=fulfil_by&cursor={cursor}"), "cursor"),
        (&format!("{order}/timeline?cursor={cursor}"), "cursor"),
        (&format!("{order}/timeline?limit=0"), "limit"),
        (&format!("{order}?expand=all"), "expand"),
        ("/settings?a=b", "a"),
    ] {
        if field == "-" {
            let _ = trial.shop.get(path).await.expect(200);
            continue;
        }
        let request = trial.shop.request(Method::GET, path);
        trial.refused(path, request, 400, "invalid_request", Some(field)).await;
    }
    for (method, path, body) in [
        (Method::POST, "/orders?dry_run=true".to_owned(), json!({"name": "#1", "line_items": mugs(1)})),
        (Method::POST, format!("{order}/fulfilments?dry_run=true"), json!({})),
        (Method::PATCH, format!("{order}?dry_run=true"), json!({"note": "x"})),
        (Method::PUT, "/settings?dry_run=true".to_owned(), json!({"name": "x"})),
    ] {
        let request = trial.shop.request(method, &path).json(&body);
        trial.refused(&path, request, 400, "invalid_request", Some("dry_run")).await;
    }
    trial.end();
}

#[tokio::test]
async fn an_idempotency_key_is_1_to_255_visible_ascii_characters() {
    let shop = Shop::open().await;
    let order = path_of(&shop.place(mugs(1)).await);
    let mut trial = Trial::of(shop).await;
    for key in [
        HeaderValue::from_static(""),
        HeaderValue::from_static("a b"),
        HeaderValue::from_static("a\tb"),
        HeaderValue::from_str(&"a".repeat(256)).unwrap(),
        HeaderValue::from_bytes("nyckel-å".as_bytes()).unwrap(),
        HeaderValue::from_bytes(b"\xff").unwrap(),
    ] {
        for (method, path, body) in [
            (Method::POST, "/orders".to_owned(), json!({"name": "#1", "line_items": mugs(1)})),
            (Method::POST, format!("{order}/fulfilments"), json!({})),
            (Method::PATCH, order.clone(), json!({"note": "x"})),
            (Method::PUT, "/settings".to_owned(), json!({"name": "x"})),
            (Method::DELETE, format!("{order}/archive"), json!({})),
        ] {
            let what = format!("{method} {path} under {key:?}");
            let request = trial.shop.request(method, &path).header("idempotency-key", &key).json(&body);
            trial.refused(&what, request, 400, "invalid_request", Some("Idempotency-Key")).await;
        }
    }
    let longest = "a".repeat(255);
    let _ = trial.shop.post_once(&longest, &format!("{order}/archive"), json!({})).await.expect(200);
    trial.end();
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
async fn each_route_names_the_field_that_it_does_not_take() {
    let shop = Shop::open().await;
    let (open, fulfilled) = orders(&shop).await;
    let line = open["line_items"][0]["id"].clone();
    let open_path = path_of(&open);
    let at = format!("{open_path}/fulfilment-orders/{}", open["fulfilment_orders"][0]["id"].as_str().unwrap());
    let of = format!("{}/fulfilments/{}", path_of(&fulfilled), fulfilled["fulfilments"][0]["id"].as_str().unwrap());
    let numbers = |count: usize| (0..count).map(|index| json!({"number": format!("N{index}")})).collect::<Value>();
    let parcel = fulfilled["parcels"][0]["id"].clone();
    let fulfil = format!("{open_path}/fulfilments");
    let (hold, release, move_to) = (format!("{at}/hold"), format!("{at}/release"), format!("{at}/move"));
    let (tracking, label, cancel) = (format!("{of}/tracking"), format!("{of}/label"), format!("{of}/cancel"));
    let payment = format!("{open_path}/payment");
    let complete = format!("{open_path}/complete");
    let mut trial = Trial::of(shop).await;
    let lines = |quantity: Value| json!({"line_items": [{"line_item_id": line, "quantity": quantity}]});
    for (path, body, field) in [
        (&fulfil, json!({"line_items": []}), "line_items"),
        (&fulfil, lines(json!(0)), "line_items[0].quantity"),
        (&fulfil, lines(json!(-1)), "line_items[0].quantity"),
        (&fulfil, lines(json!(10_001)), "line_items[0].quantity"),
        (&fulfil, lines(json!(1.5)), "line_items[0].quantity"),
        (&fulfil, lines(json!("1")), "line_items[0].quantity"),
        (&fulfil, lines(Value::Null), "line_items[0].quantity"),
        (&fulfil, json!({"line_items": [{"quantity": 1}]}), "line_items[0].line_item_id"),
        (&fulfil, json!({"line_items": [{"line_item_id": 7, "quantity": 1}]}), "line_items[0].line_item_id"),
        (
            &fulfil,
            json!({"line_items": [{"line_item_id": line, "quantity": 1}, {"line_item_id": line, "quantity": 1}]}),
            "line_items[1].line_item_id",
        ),
        (&fulfil, json!({"line_items": [{"line_item_id": line, "quantity": 1, "sku": "x"}]}), "line_items[0].sku"),
        (&fulfil, json!({"fulfilment_order_id": 7}), "fulfilment_order_id"),
        (&fulfil, json!({"tracking": numbers(11)}), "tracking"),
        (&fulfil, json!({"tracking": [{"number": "A-1"}, {"number": "a1"}]}), "tracking"),
        (&fulfil, json!({"tracking": [{"number": ""}]}), "tracking[0].number"),
        (&fulfil, json!({"tracking": [{"number": "--"}]}), "tracking[0].number"),
        (&fulfil, json!({"tracking": [{"number": "Å1"}]}), "tracking[0].number"),
        (&fulfil, json!({"tracking": [{"number": "A".repeat(65)}]}), "tracking[0].number"),
        (&fulfil, json!({"tracking": [{"number": 7}]}), "tracking[0].number"),
        (&fulfil, json!({"tracking": [{"number": "A1", "url": "javascript:alert(1)"}]}), "tracking[0].url"),
        (&fulfil, json!({"tracking": [{"number": "A1", "carrier": long(101)}]}), "tracking[0].carrier"),
        (&fulfil, json!({"tracking": "A1"}), "tracking"),
        (&fulfil, json!({"notify_customer": "yes"}), "notify_customer"),
        (&fulfil, json!({"notify": true}), "notify"),
        (&hold, json!({}), "reason"),
        (&hold, json!({"reason": "bad_weather"}), "reason"),
        (&hold, json!({"reason": "upsell"}), "reason"),
        (&hold, json!({"reason": "other", "note": long(5_001)}), "note"),
        (&hold, json!({"reason": "other", "expires_at": "2030-01-01T00:00:00Z"}), "expires_at"),
        (&release, json!({"hold_id": 7}), "hold_id"),
        (&release, json!({"hold": "x"}), "hold"),
        (&move_to, json!({}), "location"),
        (&move_to, json!({"location": ""}), "location"),
        (&move_to, json!({"location": long(101)}), "location"),
        (&tracking, json!({}), "tracking"),
        (&tracking, json!({"tracking": []}), "tracking"),
        (&tracking, json!({"tracking": numbers(11)}), "tracking"),
        (&tracking, json!({"tracking": [{"parcel_id": parcel, "number": "A1"}]}), "tracking[0].parcel_id"),
        (&cancel, json!({"reason": "x"}), "reason"),
        (&payment, json!({}), "status"),
        (&payment, json!({"status": "stolen"}), "status"),
        (&payment, json!({"status": "paid", "source": "cash"}), "source"),
        (&payment, json!({"status": "paid", "amount": "1"}), "amount"),
        (&complete, json!({}), "upsell_items"),
        (&complete, json!({"upsell_items": {}}), "upsell_items"),
        (&complete, json!({"upsell_items": [{"title": "Cup", "quantity": 0}]}), "upsell_items[0].quantity"),
        (&format!("{open_path}/archive"), json!({"a": 1}), "a"),
        (&format!("{open_path}/cancel"), json!({"reason": "x"}), "reason"),
        (&format!("{open_path}/redact"), json!({"a": 1}), "a"),
    ] {
        trial.body_refused(Method::POST, path, &body.to_string(), field).await;
    }
    let settings = "/settings".to_owned();
    for (path, body, field) in [
        (&tracking, json!({}), "tracking"),
        (&tracking, json!({"tracking": [{"parcel_id": 7, "number": "A1"}]}), "tracking[0].parcel_id"),
        (
            &tracking,
            json!({"tracking": [{"parcel_id": parcel, "number": "A1"}, {"parcel_id": parcel, "number": "B2"}]}),
            "tracking[1].parcel_id",
        ),
        (&tracking, json!({"tracking": numbers(11)}), "tracking"),
        (&label, json!({}), "carrier"),
        (&label, json!({"carrier": ""}), "carrier"),
        (&label, json!({"carrier": "x", "number": ""}), "number"),
        (&label, json!({"carrier": "x", "cost": {"amount": "-1", "currency": "SEK"}}), "cost"),
        (&label, json!({"carrier": "x", "url": "label.pdf"}), "url"),
        (&label, json!({"carrier": "x", "status": "voided"}), "status"),
        (&settings, json!({"fulfilment_mode": "sometimes"}), "fulfilment_mode"),
        (&settings, json!({"name": ""}), "name"),
        (&settings, json!({"custom_tracking_url": "ftp://example.com"}), "custom_tracking_url"),
        (&settings, json!({"custom_tracking_url": "javascript:alert(1)//"}), "custom_tracking_url"),
        (&settings, json!({"locations": "umea"}), "locations"),
        (&settings, json!({"locations": [""]}), "locations[0]"),
        (&settings, json!({"revision": 7}), "revision"),
        (&settings, json!({"plan": "boss"}), "plan"),
    ] {
        trial.body_refused(Method::PUT, path, &body.to_string(), field).await;
    }
    for (body, field) in [
        (json!({"name": "#2"}), "name"),
        (json!({"line_items": []}), "line_items"),
        (json!({"email": "ada"}), "email"),
        (json!({"email": 7}), "email"),
        (json!({"shipping_address": {"street": "x"}}), "shipping_address.street"),
        (json!({"fulfil_by": "9999-12-31"}), "fulfil_by"),
        (json!({"note": long(5_001)}), "note"),
        (json!({"metadata": {"k": long(501)}}), "metadata.k"),
        (json!({"customer": {"first_name": 7}}), "customer.first_name"),
    ] {
        trial.body_refused(Method::PATCH, &open_path, &body.to_string(), field).await;
    }
    trial.body_refused(Method::DELETE, &format!("{open_path}/archive"), r#"{"a": 1}"#, "a").await;
    trial.body_refused(Method::DELETE, &label, r#"{"a": 1}"#, "a").await;
    trial.end();
}

#[tokio::test]
async fn an_order_has_at_most_40_parcels_and_a_fulfilment_10_numbers() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(5)).await;
    let one = |from: usize, count: usize| {
        let numbers: Vec<_> = (from..from + count).map(|index| json!({"number": format!("N{index}")})).collect();
        json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}], "tracking": numbers})
    };
    let first = shop.act(&order, "fulfilments", one(0, 10)).await.expect(201);
    for from in [10, 20, 30] {
        let _ = shop.act(&order, "fulfilments", one(from, 10)).await.expect(201);
    }
    let mut trial = Trial::of(shop).await;
    let path = format!("{}/fulfilments", path_of(&order));
    let more = trial.shop.request(Method::POST, &path).json(&one(40, 1));
    trial.refused("the 41st parcel", more, 409, "limit_reached", None).await;
    let path = format!("{path}/{}/tracking", first["fulfilments"][0]["id"].as_str().unwrap());
    let more = trial.shop.request(Method::POST, &path).json(&json!({"tracking": [{"number": "X1"}]}));
    trial.refused("the 11th number", more, 409, "limit_reached", None).await;
    trial.end();
}

#[tokio::test]
async fn each_fulfilment_order_has_at_most_10_holds() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let at = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let path = format!("{}/fulfilment-orders/{at}/hold", path_of(&order));
    for _ in 0..10 {
        let _ = shop.post(&path, json!({"reason": "other"})).await.expect(201);
    }
    let mut trial = Trial::of(shop).await;
    let more = trial.shop.request(Method::POST, &path).json(&json!({"reason": "other"}));
    trial.refused("the 11th hold", more, 409, "limit_reached", None).await;
    trial.end();
}
