//! The order status page as anybody sees it: what opens it, in which language and form it is, and what it costs to ask
//! whether it is still so.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::Mutex;

use aws_sdk_dynamodb::types::AttributeValue;
use flate2::read::GzDecoder;
use lambda_http::RequestExt as _;
use reqwest::header::{ACCEPT, HeaderMap};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use waybill_lambda::Body;
use waybill_local::engine::{TABLE, client};
use waybill_local::functions::{Handler, named};
use waybill_store::Units;
use waybill_store::secret::TokenPurpose;
use waybill_tests::{Shop, mugs, path_of};

use crate::followed::{Merchant, heard, parcel_of, retrack, shipped, shipped_with, still};
use crate::pushes::told_by_17track;

/// What a browser says that it takes.
pub const HTML: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

/// Somebody's browser: it keeps cookies, and follows no redirect by itself.
pub struct Browser<'a> {
    shop: &'a Shop,
    client: Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// What it was answered.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl<'a> Browser<'a> {
    pub fn new(shop: &'a Shop) -> Self {
        let head = HeaderMap::from_iter([(ACCEPT, HTML.parse().unwrap())]);
        let client = Client::builder().redirect(Policy::none()).default_headers(head).build().unwrap();
        Self { shop, client, cookies: Mutex::default() }
    }

    /// A request to a path, or to a whole address of ours.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = path.strip_prefix(self.shop.system.url()).unwrap_or(path);
        let cookies = self.cookies.lock().unwrap();
        let cookies: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, format!("{}{path}", self.shop.system.url()));
        if cookies.is_empty() { request } else { request.header("cookie", cookies.join("; ")) }
    }

    pub async fn send(&self, request: RequestBuilder) -> Page {
        let answer = request.send().await.expect("an answer");
        for cookie in answer.headers().get_all("set-cookie") {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        Page { status, headers, text: answer.text().await.expect("a whole answer") }
    }

    pub async fn get(&self, path: &str) -> Page {
        self.send(self.request(Method::GET, path)).await
    }

    /// The same, as JSON.
    pub async fn json(&self, path: &str) -> Value {
        let page = self.send(self.request(Method::GET, path).header("accept", "application/json")).await;
        assert_eq!((page.status, page.header("content-type")), (200, "application/json"));
        serde_json::from_str(&page.text).unwrap()
    }

    /// Whether it is as it was when it had this tag.
    pub async fn is_still(&self, path: &str, tag: &str) -> bool {
        let page = self.send(self.request(Method::GET, path).header("if-none-match", tag)).await;
        assert!(page.status == 304 && page.text.is_empty() || page.status == 200, "{}", page.status);
        page.status == 304
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Page {
        self.send(self.request(Method::POST, path).form(form).header("sec-fetch-site", "same-origin")).await
    }
}

impl Page {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn viewer(&self) -> &str {
        between(&self.text, "data-viewer=\"", "\"")
    }

    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }
}

pub fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).unwrap_or_default()
}

/// The path of an order's page.
pub fn page_of(shop: &Shop, order: &Value) -> String {
    order["status_page_url"].as_str().unwrap().strip_prefix(shop.system.url()).unwrap().to_owned()
}

/// The path of another of an order's tokens.
pub async fn link_of(shop: &Shop, order: &Value, purpose: TokenPurpose) -> String {
    let id = order["id"].as_str().unwrap().to_owned().try_into().unwrap();
    let store = "demo".to_owned().try_into().unwrap();
    let record = shop.system.app.store.find_store(&store).await.unwrap().unwrap();
    let way = match purpose {
        TokenPurpose::StatusPage => "status",
        TokenPurpose::Owner => "status/owner",
        TokenPurpose::Unsubscribe => "unsubscribe",
    };
    format!("/{way}/{}", record.secret.order_token(purpose, &store, &id))
}

/// A scan that the demo store's service pushes.
pub async fn scanned(shop: &Shop, number: &str, code: &str, place: &str, words: &str) {
    let at = shop.system.clock.now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let event = json!({"time_iso": at, "time_utc": at, "description": words, "location": place, "stage": null, "sub_status": code});
    let latest = json!({"status": code.split('_').next(), "sub_status": code});
    let info = json!({"latest_status": latest, "latest_event": event,
                      "tracking": {"providers": [{"provider": {"key": 14041, "name": "x"}, "events": [event]}]}});
    let push = json!({"event": "TRACKING_UPDATED", "data": {"number": number, "carrier": 14041, "track_info": info}});
    let _ = told_by_17track(shop, &push).await.expect(200);
}

/// What a request to a page costs.
pub async fn cost(shop: &Shop, path: &str, tag: &str) -> (u16, Units) {
    let function = named("order_status").unwrap();
    let Handler::Http(handler) = function.handler else { panic!("it has a route") };
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let request = http::Request::get(format!("{path}?{query}")).header("accept", HTML).header("if-none-match", tag);
    let request = request.body(Body::Empty).unwrap();
    let token = path.rsplit('/').next().unwrap().to_owned();
    let request = request.with_path_parameters(std::collections::HashMap::from([("token".to_owned(), token)]));
    let (answer, invocation) = shop.system.rooms().invoke(function.name, handler, request).await;
    (answer.status().as_u16(), invocation.units)
}

#[tokio::test]
async fn a_strangers_page_is_a_page_and_the_same_as_json() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(2), "email": "ada@example.com"})).await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let page = browser.get(&path).await.expect(200);
    assert_eq!((page.viewer(), page.header("content-type")), ("public", "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
    assert_eq!(page.header("cache-control"), "no-cache");
    for name in ["accept", "accept-encoding", "accept-language", "cookie"] {
        assert!(page.header("vary").contains(name), "{name}");
    }
    assert!(page.text.contains("Order #1") && page.text.contains("Mug") && page.text.contains("Is this your order?"));
    let json = browser.json(&path).await;
    assert_eq!((&json["order"], &json["viewer"]["as"]), (&json!("#1"), &json!("public")));
    assert_eq!(json["headline"], "Confirmed: your order is being prepared");
    for asset in ["href=\"/assets/", "src=\"/assets/"] {
        let name = between(&page.text, asset, "\"");
        let asset = browser.get(&format!("/assets/{name}")).await.expect(200);
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    }
}

#[tokio::test]
async fn whatever_is_wrong_with_a_token_is_the_same_404() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let other = Merchant::open(&shop, "other").await;
    let theirs = other.shipped("CE123456785SE").await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let token = path.strip_prefix("/status/").unwrap();
    let [store, id, mac] = token.split('.').collect::<Vec<_>>()[..] else { panic!("{token}") };
    let their_mac = theirs["status_page_url"].as_str().unwrap().rsplit('.').next().unwrap();
    let (their_id, purposes) = (theirs["id"].as_str().unwrap(), [TokenPurpose::Owner, TokenPurpose::Unsubscribe]);
    let mut wrong = vec![
        format!("{store}.{id}.{their_mac}"),
        format!("other.{id}.{mac}"),
        format!("{store}.{their_id}.{their_mac}"),
        format!("{store}.{their_id}.{mac}"),
        format!("nobody.{id}.{mac}"),
        format!("{store}.ord_00000000000000000000000000.{mac}"),
        format!("{store}.{}.{mac}", id.to_lowercase()),
        format!("{token}A"),
        format!("{token}.x"),
        format!("{store}.{id}.{}", "A".repeat(22)),
        format!("{store}.{id}."),
        format!("{store}.{id}"),
        "x".to_owned(),
        "%00.%ff.%2e".to_owned(),
        "a".repeat(3_000),
    ];
    for purpose in purposes {
        wrong.push(link_of(&shop, &order, purpose).await.rsplit('/').next().unwrap().to_owned());
    }
    let same = browser.get("/status/x").await.expect(404);
    for token in &wrong {
        for (method, way) in [
            (Method::GET, format!("/status/{token}")),
            (Method::POST, format!("/status/{token}/login")),
            (Method::POST, format!("/status/{token}/email")),
        ] {
            let page = browser.send(browser.request(method, &way)).await;
            assert_eq!((page.status, &page.text), (404, &same.text), "{way}");
        }
        let problem = browser.request(Method::GET, &format!("/status/{token}")).header("accept", "application/json");
        let problem: Value = serde_json::from_str(&browser.send(problem).await.expect(404).text).unwrap();
        assert_eq!(problem["detail"], "There is no such page here.", "{token}");
    }
    let owner = link_of(&shop, &order, TokenPurpose::Owner).await;
    let unsubscribe = link_of(&shop, &order, TokenPurpose::Unsubscribe).await;
    for way in
        [owner.replace("/status/owner/", "/unsubscribe/"), unsubscribe.replace("/unsubscribe/", "/status/owner/")]
    {
        let _ = browser.get(&way).await.expect(404);
        let _ = browser.post(&way, &[]).await.expect(404);
    }
}

#[tokio::test]
async fn where_there_is_nothing_a_browser_reads_a_page_and_a_program_a_problem() {
    let shop = Shop::open().await;
    let browser = Browser::new(&shop);
    for (method, path, status) in
        [(Method::GET, "/nowhere", 404), (Method::GET, "/status", 404), (Method::PUT, "/status/x", 405)]
    {
        let page = browser.send(browser.request(method.clone(), path)).await.expect(status);
        assert!(page.text.contains("There is no such page") && !page.text.contains("request_id"), "{path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(page.header("allow").is_empty(), status == 404, "{path}");
        shop.send(shop.request(method, path))
            .await
            .expect_problem(status, if status == 404 { "not_found" } else { "method_not_allowed" });
    }
}

#[tokio::test]
async fn the_language_is_the_readers_choice_then_the_orders_then_the_browsers() {
    let shop = Shop::open().await;
    let swedish = shop.place_with(json!({"line_items": mugs(1), "locale": "sv-SE"})).await;
    let silent = shop.place(mugs(1)).await;
    let browser = Browser::new(&shop);
    for (order, query, accepted, language) in [
        (&swedish, "", "th", "sv"),
        (&swedish, "?lang=vi", "th", "vi"),
        (&swedish, "?lang=xx", "th", "sv"),
        (&silent, "", "th-TH,th;q=0.9,en;q=0.8", "th"),
        (&silent, "", "de,nn;q=0.5", "nb"),
        (&silent, "", "de", "en"),
        (&silent, "?lang=en&utm_source=mail", "sv", "en"),
    ] {
        let path = format!("{}{query}", page_of(&shop, order));
        let page = browser.send(browser.request(Method::GET, &path).header("accept-language", accepted)).await;
        assert_eq!(between(&page.text, "<html lang=\"", "\""), language, "{query} {accepted}");
        assert!(page.headers.get("set-cookie").is_none());
    }
}

#[tokio::test]
async fn a_page_that_has_not_changed_costs_one_small_read_also_by_the_version_that_it_says_itself() {
    let shop = Shop::open().await;
    let (order, ..) = heard(&shop, "WBSWEDEN1D20").await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let page = browser.get(&path).await.expect(200);
    let tag = page.header("etag").to_owned();
    let (status, units) = cost(&shop, &path, &tag).await;
    assert_eq!((status, units.requests, units.read, units.write), (304, 1, 1.0, 0.0));
    let own = between(&page.text, "data-address=\"", "\"").to_owned();
    let version = format!("\"{}\"", between(&page.text, "data-version=\"", "\""));
    let (status, units) = cost(&shop, &own, &version).await;
    assert_eq!((status, units.requests, units.read), (304, 1, 1.0));
    assert!(browser.is_still(&own, &format!("W/{version}")).await);
    let (status, units) = cost(&shop, &path, "\"another\"").await;
    assert!(status == 200 && units.requests <= 4 && units.write == 0.0, "{units:?}");
}

#[tokio::test]
async fn a_tag_is_of_one_viewer_one_language_and_one_form() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let (stranger, owner, path) = (Browser::new(&shop), Browser::new(&shop), page_of(&shop, &order));
    let _ = owner.post(order["owner_url"].as_str().unwrap(), &[]).await.expect(303);
    let mut tags = Vec::new();
    for browser in [&stranger, &owner] {
        for way in [path.clone(), format!("{path}?lang=sv"), format!("{path}?lang=th")] {
            for accept in [HTML, "application/json"] {
                let page = browser.send(browser.request(Method::GET, &way).header("accept", accept)).await.expect(200);
                tags.push(page.header("etag").to_owned());
            }
        }
    }
    tags.sort();
    tags.dedup();
    assert_eq!(tags.len(), 12, "{tags:?}");
    let of_owner = owner.get(&path).await.header("etag").to_owned();
    assert!(owner.is_still(&path, &of_owner).await && !stranger.is_still(&path, &of_owner).await);
}

#[tokio::test]
async fn whatever_changes_the_page_changes_its_tag_and_a_check_that_finds_nothing_does_not() {
    let shop = still().await;
    let order = shipped(&shop, &["WBSWEDEN1D10"]).await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let parcel = parcel_of(&order, 0);
    let mut tag = String::new();
    let changed = async |what: &str, tag: &mut String| {
        assert!(!browser.is_still(&path, tag).await, "{what} is not seen");
        browser.get(&path).await.expect(200).header("etag").clone_into(tag);
        assert!(browser.is_still(&path, tag).await, "{what}");
    };
    changed("the first time", &mut tag).await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    changed("being followed", &mut tag).await;
    shop.advance("61s").await;
    let _ = retrack(&shop, &parcel).await.expect(200);
    changed("the first scans", &mut tag).await;
    for _ in 0..2 {
        shop.advance("61s").await;
        let asked = retrack(&shop, &parcel).await.expect(200);
        assert_eq!(asked["changed"], false);
        assert!(browser.is_still(&path, &tag).await, "a check that finds nothing");
    }
    scanned(&shop, "WBSWEDEN1D10", "InTransit_Other", "Oslo", "Seen in Oslo").await;
    changed("a push", &mut tag).await;
    assert!(browser.get(&path).await.text.contains("Seen in Oslo"));
    scanned(&shop, "WBSWEDEN1D10", "InTransit_Other", "Oslo", "Seen in Oslo").await;
    assert!(browser.is_still(&path, &tag).await, "the same push again");
    for settings in [
        json!({"name": "Another name"}),
        json!({"status_page_notes": "Closed in July."}),
        json!({"custom_tracking_url": "https://track.example.com/?n="}),
        json!({"email_opt_in": true}),
    ] {
        let _ = shop.put("/settings", settings.clone()).await.expect(200);
        changed(&settings.to_string(), &mut tag).await;
    }
    assert!(browser.get(&path).await.text.contains("Closed in July."));
    let _ = shop.patch(&path_of(&order), json!({"email": "ada@example.com"})).await.expect(200);
    changed("a correction", &mut tag).await;
    let cancel = format!("fulfilments/{}/cancel", order["fulfilments"][0]["id"].as_str().unwrap());
    let _ = shop.act(&order, &cancel, json!({})).await.expect(200);
    changed("a cancelled fulfilment", &mut tag).await;
    shop.advance("24h").await;
    changed("another day", &mut tag).await;
}

#[tokio::test]
async fn an_order_from_before_pages_had_versions_has_its_revisions() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let pk = AttributeValue::S(format!("demo#order#{}", order["id"].as_str().unwrap()));
    let delete = client(shop.system.dynamodb()).await.delete_item().table_name(TABLE).key("pk", pk);
    let _ = delete.key("sk", AttributeValue::S("page".to_owned())).send().await.expect("deleted");
    let tag = browser.get(&path).await.expect(200).header("etag").to_owned();
    assert!(browser.is_still(&path, &tag).await);
    let _ = shop.act(&order, "fulfilments", json!({})).await.expect(201);
    assert!(!browser.is_still(&path, &tag).await);
}

#[tokio::test]
async fn a_followed_parcel_has_its_scans_and_a_map_and_another_its_number_alone() {
    let shop = Shop::open().await;
    let (order, ..) = heard(&shop, "WBSWEDEN1D20").await;
    let browser = Browser::new(&shop);
    let page = browser.get(&format!("{}?lang=en", page_of(&shop, &order))).await.expect(200);
    assert!(page.text.contains("<svg viewBox=\"0 0 640 400\"") && page.text.contains("GeoNames.org"));
    assert!(page.text.contains("It arrived in Umea, Sweden") && page.text.contains("Before that: "), "{}", page.text);
    assert_eq!(browser.json(&page_of(&shop, &order)).await["fulfilments"][0]["parcels"][0]["live"], true);
    let _ = shop.put("/settings", json!({"tracking_service": null})).await.expect(200);
    let unfollowed = shipped(&shop, &["RR123456785SE"]).await;
    let page = browser.get(&page_of(&shop, &unfollowed)).await.expect(200);
    assert!(page.text.contains("RR123456785SE") && !page.text.contains("class=\"map\""));
    let json = browser.json(&page_of(&shop, &unfollowed)).await;
    let parcel = &json["fulfilments"][0]["parcels"][0];
    assert_eq!((&parcel["live"], &parcel["condition"], &parcel["scans"]), (&json!(false), &json!(null), &json!([])));
    assert!(parcel["tracking"]["url"].as_str().unwrap().starts_with("https://"));
    // One that was followed before is not shown as followed now.
    assert!(!browser.get(&page_of(&shop, &order)).await.text.contains("class=\"map\""));
}

#[tokio::test]
async fn the_way_ahead_is_drawn_for_the_owner_alone_and_no_country_is_a_place() {
    let shop = Shop::open().await;
    let number = "RR123456785SE";
    let address = json!({"address1": "Storgatan 1", "city": "Umeå", "country": "SE"});
    let order = shipped_with(&shop, json!({"line_items": mugs(1), "shipping_address": address}), &[number]).await;
    let _ = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
    scanned(&shop, number, "InTransit_Other", "Oslo", "Sorted").await;
    shop.advance("1s").await;
    scanned(&shop, number, "InTransit_Other", "SE", "Arrived in Sweden").await;
    let (stranger, owner) = (Browser::new(&shop), Browser::new(&shop));
    let _ = owner.get(&link_of(&shop, &order, TokenPurpose::Owner).await).await.expect(200);
    let _ = owner.post(&link_of(&shop, &order, TokenPurpose::Owner).await, &[]).await.expect(303);
    let path = format!("{}?lang=en", page_of(&shop, &order));
    let (public, private) = (stranger.get(&path).await.text, owner.get(&path).await.text);
    assert!(private.contains("map-ahead") && private.contains("It goes on to Umeå."), "{private}");
    assert!(!public.contains("map-ahead") && public.contains("Last seen in Oslo"), "{public}");
    assert!(!public.contains("Umeå"));
}

#[tokio::test]
async fn a_page_is_compressed_for_who_takes_it_and_small_with_its_map() {
    let shop = Shop::open().await;
    let (order, ..) = heard(&shop, "WBSWEDEN1D20").await;
    let (browser, path) = (Browser::new(&shop), page_of(&shop, &order));
    let plain = browser.get(&path).await.expect(200);
    let [style, script] = ["href=\"/assets/", "src=\"/assets/"].map(|before| between(&plain.text, before, "\""));
    let mut whole = 0;
    for way in [path.clone(), format!("/assets/{style}"), format!("/assets/{script}")] {
        let answer = browser.request(Method::GET, &way).header("accept-encoding", "br, gzip").send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], "gzip", "{way}");
        let bytes = answer.bytes().await.unwrap();
        whole += bytes.len();
        let mut text = String::new();
        let _ = GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
        assert!(way != path || text == plain.text);
    }
    assert!(plain.text.contains("map-land") && whole < 50_000, "{whole} bytes");
}
