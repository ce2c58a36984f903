//! The desk's sessions, and the browser's forms by which staff act: each to the action's own route.

use http::HeaderMap;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde_json::{Value, json};
use waybill_domain::id::StoreId;
use waybill_lambda::browser::Flash;
use waybill_lambda::session::Session;
use waybill_tests::{Shop, mugs, path_of};

/// A browser that goes nowhere by itself, and the shop whose desk it is at.
struct Desk<'a> {
    shop: &'a Shop,
    browser: Client,
    cookie: String,
    csrf: String,
}

impl<'a> Desk<'a> {
    async fn sign_in(shop: &'a Shop) -> Self {
        let answer = sign_in(shop, shop.api_key(), "/desk/orders", &[]).await;
        assert_eq!((answer.status().as_u16(), to(&answer)), (303, "/desk/orders"));
        let cookie = cookies(&answer).into_iter().next().expect("a session");
        assert!(cookie.contains("; HttpOnly; SameSite=Lax") && cookie.contains("Path=/;"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { shop, browser: browser(), csrf: csrf(shop, &cookie).await, cookie }
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        let common = [("csrf", self.csrf.as_str()), ("back", "/desk/orders?limit=10"), ("form", "it")];
        self.post_only(path, &[&common, fields].concat(), "text/html").await
    }

    async fn post_only(&self, path: &str, fields: &[(&str, &str)], accept: &str) -> Response {
        let request = self.browser.post(format!("{}{path}", self.shop.system.url()));
        let request = request.header("cookie", &self.cookie).header("accept", accept);
        request.header("content-type", FORM).body(written(fields)).send().await.expect("an answer")
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn browser() -> Client {
    Client::builder().redirect(Policy::none()).build().expect("a browser")
}

fn written(fields: &[(&str, &str)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    form.finish()
}

async fn sign_in(shop: &Shop, key: &str, back: &str, headers: &[(&str, &str)]) -> Response {
    let request = browser().post(format!("{}/desk/sign-in", shop.system.url())).header("content-type", FORM);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.body(written(&[("api_key", key), ("back", back)])).send().await.expect("an answer")
}

fn to(answer: &Response) -> &str {
    answer.headers().get("location").map_or("", |to| to.to_str().unwrap())
}

fn cookies(answer: &Response) -> Vec<String> {
    answer.headers().get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap().to_owned()).collect()
}

/// What the page is told of its form.
fn flash(answer: &Response) -> Flash {
    let cookie = cookies(answer).into_iter().find(|cookie| cookie.starts_with("waybill_flash=")).expect("a flash");
    let mut headers = HeaderMap::new();
    headers.insert("cookie", cookie.split(';').next().unwrap().parse().unwrap());
    Flash::of(&headers).expect("it can be read")
}

/// What the desk's own pages put into their forms.
async fn csrf(shop: &Shop, cookie: &str) -> String {
    let store = StoreId::try_from("demo".to_owned()).unwrap();
    let record = shop.system.app.store.find_store(&store).await.unwrap().expect("the store");
    let mut headers = HeaderMap::new();
    headers.insert("cookie", cookie.parse().unwrap());
    Session::of(&headers).expect("a session").csrf(&record.secret)
}

#[tokio::test]
async fn staff_act_by_forms_and_are_led_back() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(3)).await;
    let desk = Desk::sign_in(&shop).await;
    let fo = order["fulfilment_orders"][0]["id"].as_str().unwrap();
    let at = format!("{}/fulfilment-orders/{fo}", path_of(&order));
    let held = desk.post(&format!("{at}/hold"), &[("reason", "other"), ("note", "")]).await;
    assert_eq!((held.status().as_u16(), to(&held)), (303, "/desk/orders?limit=10&done=hold"));
    let released = desk.post(&format!("{at}/release"), &[]).await;
    assert_eq!(to(&released), "/desk/orders?limit=10&done=release");
    let line = order["line_items"][0]["id"].as_str().unwrap();
    let part = [
        ("line_items[0].line_item_id", line),
        ("line_items[0].quantity:count", "2"),
        ("tracking[0].number:choice", ""),
        ("tracking[0].carrier", "PostNord"),
    ];
    let fulfilled = desk.post(&format!("{}/fulfilments", path_of(&order)), &part).await;
    assert_eq!(to(&fulfilled), "/desk/orders?limit=10&done=fulfil");
    let now = shop.read(&order).await;
    assert_eq!((&now["quantities"]["fulfilled"], &now["quantities"]["open"]), (&json!(2), &json!(1)));
    let amended = desk.post(&path_of(&order), &[("note", "Ring twice."), ("fulfil_by:text", "")]).await;
    assert_eq!(to(&amended), "/desk/orders?limit=10&done=amend_order");
    assert_eq!(shop.read(&order).await["note"], "Ring twice.");
    let settings =
        [("locations:lines", "umea\r\nhanoi"), ("notify_customers:bool", "false"), ("notify_customers:bool", "true")];
    assert_eq!(to(&desk.post("/settings", &settings).await), "/desk/orders?limit=10&done=put_settings");
    let settings = shop.get("/settings").await.expect(200);
    assert_eq!((&settings["locations"], &settings["notify_customers"]), (&json!(["umea", "hanoi"]), &json!(true)));
    assert!(shop.timeline(&order).await.iter().all(|event| event["actor"] == "demo"));
}

#[tokio::test]
async fn a_problem_goes_back_with_what_was_typed() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let desk = Desk::sign_in(&shop).await;
    let path = format!("{}/fulfilments", path_of(&order));
    let line = order["line_items"][0]["id"].as_str().unwrap();
    let fields = [("line_items[0].line_item_id", line), ("line_items[0].quantity:count", "9")];
    let refused = desk.post(&path, &fields).await;
    assert_eq!((refused.status().as_u16(), to(&refused)), (303, "/desk/orders?limit=10"));
    let told = flash(&refused);
    assert_eq!((told.form.as_str(), told.status), ("it", 409));
    assert!(
        told.detail.contains("9 of") && told.values.contains(&(fields[1].0.to_owned(), "9".to_owned())),
        "{told:?}"
    );
    let wrong = flash(&desk.post(&path, &[fields[0], ("line_items[0].quantity:count", "many")]).await);
    assert_eq!((wrong.status, wrong.errors[0].field.as_str()), (400, "line_items[0].quantity"));
    let scripted = [("csrf", desk.csrf.as_str()), ("back", "/desk"), fields[0], fields[1]];
    let scripted = desk.post_only(&path, &scripted, "application/json").await;
    assert_eq!(scripted.status().as_u16(), 409);
    let problem: Value = scripted.json().await.unwrap();
    assert_eq!(problem["code"], "quantity_exceeds_open");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_is_done_once() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(5)).await;
    let desk = Desk::sign_in(&shop).await;
    let line = order["line_items"][0]["id"].as_str().unwrap();
    let fields =
        [("idempotency_key", "page-1"), ("line_items[0].line_item_id", line), ("line_items[0].quantity:count", "2")];
    for _ in 0..2 {
        let done = desk.post(&format!("{}/fulfilments", path_of(&order)), &fields).await;
        assert_eq!(to(&done), "/desk/orders?limit=10&done=fulfil");
    }
    assert_eq!(shop.read(&order).await["quantities"]["fulfilled"], 2);
}

#[tokio::test]
async fn a_page_of_another_site_can_send_nothing() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let desk = Desk::sign_in(&shop).await;
    let cancel = format!("{}/cancel", path_of(&order));
    for csrf in ["", "guessed"] {
        let refused = desk.post_only(&cancel, &[("csrf", csrf)], "application/json").await;
        assert_eq!(refused.status().as_u16(), 403);
        assert_eq!(refused.json::<Value>().await.unwrap()["code"], "strange_form");
    }
    let request = desk.browser.post(format!("{}{cancel}", shop.system.url())).header("cookie", &desk.cookie);
    let json = request.header("content-type", "application/json").body("{}").send().await.unwrap();
    assert_eq!(json.status().as_u16(), 403, "a body of another kind carries no sign either");
    let elsewhere = [("csrf", desk.csrf.as_str()), ("back", "//evil.example/desk")];
    assert_eq!(to(&desk.post_only(&cancel, &elsewhere, "text/html").await), "/desk?done=cancel_order");
    let out = desk.post_only("/desk/sign-out", &[("csrf", "guessed")], "text/html").await;
    assert!(cookies(&out).is_empty() && to(&out) == "/desk", "nor does it sign out anybody");
    let strange = sign_in(&shop, shop.api_key(), "/desk", &[("origin", "https://evil.example")]).await;
    assert!(cookies(&strange).is_empty() && to(&strange).starts_with("/desk/sign-in?failed=1"));
}

#[tokio::test]
async fn a_session_ends_with_its_key_with_its_day_and_with_signing_out() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let hold =
        format!("{}/fulfilment-orders/{}/hold", path_of(&order), order["fulfilment_orders"][0]["id"].as_str().unwrap());
    let desk = Desk::sign_in(&shop).await;
    let forged = Desk { cookie: format!("{}x", desk.cookie), csrf: desk.csrf.clone(), browser: browser(), shop: &shop };
    assert!(to(&forged.post(&hold, &[("reason", "other")]).await).starts_with("/desk/sign-in?back=%2Fdesk"));
    shop.advance("12h").await;
    let ended = desk.post(&hold, &[("reason", "other")]).await;
    assert!(to(&ended).starts_with("/desk/sign-in?back="), "{}", to(&ended));
    let desk = Desk::sign_in(&shop).await;
    let store = StoreId::try_from("demo".to_owned()).unwrap();
    let key = shop.system.app.store.list_keys(&store).await.unwrap().remove(0);
    assert!(shop.system.app.store.revoke_key(&store, &key.id).await.unwrap());
    assert!(to(&desk.post(&hold, &[("reason", "other")]).await).starts_with("/desk/sign-in?back="));
    let out = desk.post_only("/desk/sign-out", &[], "text/html").await;
    assert_eq!(to(&out), "/desk/sign-in");
    assert!(cookies(&out)[0].starts_with("waybill_session=; ") && cookies(&out)[0].contains("Max-Age=0"));
}

#[tokio::test]
async fn nobody_signs_in_with_what_is_no_key_of_the_store() {
    let shop = Shop::open().await;
    for key in ["", "x", "wb_demo_other", "wb_nobody_secret", "Bearer x"] {
        let answer = sign_in(&shop, key, "/desk/tracking", &[]).await;
        assert_eq!(to(&answer), "/desk/sign-in?failed=1&back=%2Fdesk%2Ftracking", "{key}");
        assert!(cookies(&answer).is_empty());
    }
    assert_eq!(to(&sign_in(&shop, shop.api_key(), "https://evil.example", &[]).await), "/desk");
}

#[tokio::test]
async fn what_forms_post_is_for_forms_alone() {
    let shop = Shop::open().await;
    let order = path_of(&shop.place(mugs(1)).await);
    for (path, allow) in [
        ("/settings".to_owned(), "GET, PUT"),
        (order.clone(), "GET, PATCH"),
        (format!("{order}/fulfilments/x/label"), "PUT, DELETE"),
        (format!("{order}/parcels/x/status"), "PUT, DELETE"),
    ] {
        let refused = shop.post(&path, json!({})).await;
        assert_eq!(refused.headers["allow"], allow, "{path}");
        refused.expect_problem(405, "method_not_allowed");
    }
    // What is there for forms alone is not there for a program.
    for path in [format!("{order}/archive/undo"), format!("{order}/suppression/lift")] {
        shop.post(&path, json!({})).await.expect_problem(404, "not_found");
    }
}
