//! What makes a device its owner's: the one-time link of the checkout, and the log-in; and what an owner does.

use std::collections::HashMap;

use lambda_http::RequestExt as _;
use lambda_http::request::from_str;
use reqwest::Method;
use serde_json::{Value, json};
use waybill_lambda::Body;
use waybill_local::functions::{Handler, named};
use waybill_store::secret::TokenPurpose;
use waybill_tests::{Shop, mugs, path_of, told};

use crate::followed::{Merchant, still};
use crate::status::{Browser, Page, link_of, page_of};

const EMAIL: &str = "ada@example.com";

async fn ordered(shop: &Shop, more: Value) -> Value {
    let mut order = json!({"name": "#1001", "line_items": mugs(1), "email": EMAIL, "phone": "070-123 45 67",
        "shipping_address": {"name": "Ada L", "address1": "Storgatan 1", "city": "Umeå", "country": "SE"}});
    order.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    shop.place_with(order).await
}

async fn log_in(browser: &Browser<'_>, page: &str, order: &str, email: &str, phone: &str) -> Page {
    browser.post(&format!("{page}/login"), &[("order", order), ("email", email), ("phone", phone)]).await
}

#[tokio::test]
async fn the_one_time_link_makes_one_device_the_owners_and_opening_it_uses_nothing_up() {
    let shop = Shop::open().await;
    let order = ordered(&shop, json!({})).await;
    let (link, path) = (order["owner_url"].as_str().unwrap(), page_of(&shop, &order));
    let (scanner, owner, late) = (Browser::new(&shop), Browser::new(&shop), Browser::new(&shop));
    for _ in 0..3 {
        let page = scanner.get(link).await.expect(200);
        assert!(page.text.contains("Open my order") && page.header("cache-control") == "private, no-store");
        assert!(!page.text.contains(EMAIL) && page.headers.get("set-cookie").is_none());
    }
    let claimed = owner.post(link, &[]).await.expect(303);
    assert_eq!(claimed.header("location"), path);
    let cookie = claimed.header("set-cookie");
    for part in [&format!("Path={path}"), "HttpOnly", "SameSite=Lax", "Max-Age=7776000"] {
        assert!(cookie.split("; ").any(|known| known == part), "{cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.split(';').next().unwrap().contains("ord_"), "{cookie}");
    let page = owner.get(&path).await.expect(200);
    assert_eq!((page.viewer(), page.header("cache-control")), ("owner", "private, no-store"));
    assert!(page.text.contains("Storgatan 1") && page.text.contains(EMAIL));
    for used in [late.get(link).await, late.post(link, &[]).await, owner.post(link, &[]).await] {
        let used = used.expect(410);
        assert!(used.text.contains("This link has been used") && used.text.contains(&format!("href=\"{path}\"")));
        assert!(used.headers.get("set-cookie").is_none());
    }
    assert_eq!(late.get(&path).await.viewer(), "public");
    // The cookie of one order opens no other.
    let other = ordered(&shop, json!({"name": "#1002"})).await;
    assert_eq!(owner.get(&page_of(&shop, &other)).await.viewer(), "public");
}

#[tokio::test]
async fn of_two_who_use_the_link_at_once_one_is_the_owner() {
    let shop = Shop::open().await;
    for round in 0..5 {
        let order = ordered(&shop, json!({"name": format!("#{round}")})).await;
        let browsers = [Browser::new(&shop), Browser::new(&shop)];
        let link = order["owner_url"].as_str().unwrap();
        let (one, other) = tokio::join!(browsers[0].post(link, &[]), browsers[1].post(link, &[]));
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410]);
    }
}

#[tokio::test]
async fn who_knows_number_and_email_address_is_the_owner_and_every_failure_is_the_same() {
    let shop = still().await;
    let order = ordered(&shop, json!({})).await;
    let path = page_of(&shop, &order);
    let mut failures = Vec::new();
    for (number, email, phone) in [
        ("#1002", EMAIL, ""),
        ("#1001", "grace@example.com", ""),
        ("#1001", "", ""),
        ("", EMAIL, ""),
        // There is an e-mail address: the phone number is not asked for.
        ("#1001", "", "070-123 45 67"),
        ("#1001", "ada@example.com.", "+46701234567"),
        ("#1001", "\u{0}", "\u{202e}"),
    ] {
        let browser = Browser::new(&shop);
        let page = log_in(&browser, &path, number, email, phone).await.expect(403);
        assert!(page.headers.get("set-cookie").is_none());
        assert_eq!((page.viewer(), page.header("cache-control")), ("public", "private, no-store"));
        assert!(!page.text.contains("Storgatan"));
        // What was typed as the number stands in the form again, and nothing else is another.
        failures.push(page.text.replace(&format!("value=\"{number}\""), "value=\"\""));
        shop.advance("20m").await;
    }
    failures.dedup();
    assert_eq!(failures.len(), 1);
    for (number, email) in [("#1001", EMAIL), ("1001", "ADA@Example.COM"), (" # 1001 ", " ada@example.com ")] {
        shop.advance("20m").await;
        let browser = Browser::new(&shop);
        let page = log_in(&browser, &path, number, email, "").await.expect(303);
        assert_eq!(page.header("location"), path);
        assert_eq!(browser.get(&path).await.viewer(), "owner");
    }
}

#[tokio::test]
async fn who_gave_no_email_address_logs_in_with_the_phone_number_however_it_is_written() {
    let shop = still().await;
    for (given, typed, fits) in [
        ("070-123 45 67", "+46 70 123 45 67", true),
        ("070-123 45 67", "0701234567", true),
        ("+46701234567", "0046701234567", true),
        ("070-123 45 67", "0701234568", false),
        ("070-123 45 67", "", false),
        // Not a number of any country: by its digits.
        ("12 34 56 (door 7)", "1234567", true),
        ("12 34 56 (door 7)", "1234568", false),
        ("none", "", false),
        ("none", "none", false),
    ] {
        let order = ordered(&shop, json!({"email": null, "phone": given})).await;
        let browser = Browser::new(&shop);
        let page = log_in(&browser, &page_of(&shop, &order), "#1001", "", typed).await;
        assert_eq!(page.status, if fits { 303 } else { 403 }, "{given} {typed}");
    }
    let unknown = shop.place_with(json!({"name": "#1001", "line_items": mugs(1)})).await;
    for (email, phone) in [("", ""), ("a@example.com", "+46701234567")] {
        let _ = log_in(&Browser::new(&shop), &page_of(&shop, &unknown), "#1001", email, phone).await.expect(403);
    }
}

/// Tries to log in from a network address.
async fn try_from(shop: &Shop, page: &str, email: &str, address: &str) -> (u16, String) {
    let event = include_str!("../../events/log_in_to_status/wrong_email.json");
    let mut event: Value = serde_json::from_str(event).unwrap();
    event["requestContext"]["http"]["sourceIp"] = json!(address);
    event["body"] = json!(format!("order=1001&email={email}"));
    let token = page.strip_prefix("/status/").unwrap().to_owned();
    let request = from_str(&event.to_string()).unwrap();
    let request = request.with_path_parameters(HashMap::from([("token".to_owned(), token)]));
    let Handler::Http(handler) = named("log_in_to_status").unwrap().handler else { panic!("it has a route") };
    let answer = handler(shop.system.rooms(), request).await;
    let status = answer.status().as_u16();
    match answer.into_body() {
        Body::Text(text) => (status, text),
        _ => (status, String::new()),
    }
}

#[tokio::test]
async fn guessing_is_slowed_down_for_each_address_and_for_all_together_and_other_orders_are_not() {
    let shop = still().await;
    let order = ordered(&shop, json!({})).await;
    let page = page_of(&shop, &order);
    for _ in 0..5 {
        assert_eq!(try_from(&shop, &page, "no@example.com", "198.51.100.7").await.0, 403);
    }
    let (status, slowed) = try_from(&shop, &page, "no@example.com", "198.51.100.7").await;
    assert_eq!(status, 429);
    assert!(slowed.contains("too many tries"), "{slowed}");
    assert_eq!(try_from(&shop, &page, EMAIL, "198.51.100.7").await, (429, slowed), "what is right is slowed down, too");
    let other = ordered(&shop, json!({})).await;
    assert_eq!(try_from(&shop, &page_of(&shop, &other), EMAIL, "198.51.100.7").await.0, 303);
    assert_eq!(try_from(&shop, &page, EMAIL, "203.0.113.9").await.0, 303);
    shop.advance("15m").await;
    assert_eq!(try_from(&shop, &page, EMAIL, "198.51.100.7").await.0, 303);
    // From many places: one customer's network is one place.
    let third = page_of(&shop, &ordered(&shop, json!({})).await);
    let from = async |address: String| try_from(&shop, &third, "no@example.com", &address).await.0;
    for place in 0..5 {
        assert_eq!(from(format!("2001:db8:1:1:{place}::1")).await, 403);
    }
    assert_eq!(from("2001:db8:1:1:ffff::1".to_owned()).await, 429);
    shop.advance("1h").await;
    let mut answers = Vec::new();
    for place in 0..63 {
        answers.push(from(format!("192.0.2.{place}")).await);
    }
    assert_eq!(answers.iter().filter(|status| **status == 403).count(), 60, "{answers:?}");
    assert!(answers[60..].iter().all(|status| *status == 429), "{answers:?}");
    shop.advance("1h").await;
    assert_eq!(from("192.0.2.99".to_owned()).await, 403);
}

#[tokio::test]
async fn who_guesses_from_one_place_all_day_locks_nobody_out() {
    let shop = still().await;
    let order = ordered(&shop, json!({})).await;
    let page = page_of(&shop, &order);
    for _ in 0..8 {
        for _ in 0..10 {
            let _ = try_from(&shop, &page, "no@example.com", "198.51.100.7").await;
        }
        shop.advance("15m").await;
    }
    assert_eq!(try_from(&shop, &page, EMAIL, "203.0.113.9").await.0, 303);
}

#[tokio::test]
async fn many_tries_at_once_are_no_more_tries() {
    let shop = still().await;
    let order = ordered(&shop, json!({})).await;
    let page = page_of(&shop, &order);
    let tries = (0..12).map(|_| try_from(&shop, &page, "no@example.com", "198.51.100.7"));
    let mut answered = Vec::new();
    let tries: Vec<_> = tries.collect();
    for one in futures_of(tries).await {
        answered.push(one.0);
    }
    assert_eq!(answered.iter().filter(|status| **status == 403).count(), 5, "{answered:?}");
}

/// All of them, at once.
async fn futures_of<T>(all: Vec<impl Future<Output = T>>) -> Vec<T> {
    let mut all: Vec<_> = all.into_iter().map(|one| (Box::pin(one), None)).collect();
    std::future::poll_fn(|context| {
        let mut ready = true;
        for (one, done) in &mut all {
            if done.is_none() {
                match one.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *done = Some(value),
                    std::task::Poll::Pending => ready = false,
                }
            }
        }
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    all.into_iter().filter_map(|(_, done)| done).collect()
}

#[tokio::test]
async fn whatever_does_not_fit_costs_the_same_reads_and_writes() {
    let shop = still().await;
    let known = ordered(&shop, json!({})).await;
    let renamed = ordered(&shop, json!({"name": "#1002"})).await;
    let by_phone = ordered(&shop, json!({"email": null})).await;
    let forgotten = ordered(&shop, json!({})).await;
    let _ = shop.act(&forgotten, "redact", json!({})).await.expect(200);
    let mut seen = Vec::new();
    for (order, email) in
        [(&known, "no@example.com"), (&known, ""), (&renamed, EMAIL), (&by_phone, EMAIL), (&forgotten, EMAIL)]
    {
        let before = shop.system.app.store.units();
        assert_eq!(try_from(&shop, &page_of(&shop, order), email, "192.0.2.1").await.0, 403);
        let after = shop.system.app.store.units();
        seen.push((after.requests - before.requests, after.read - before.read, after.write - before.write));
    }
    assert!(seen.iter().all(|cost| *cost == (3, seen[0].1, 2.0)), "{seen:?}");
}

#[tokio::test]
async fn a_form_of_another_site_is_not_taken() {
    let shop = Shop::open().await;
    let order = ordered(&shop, json!({})).await;
    let (path, browser) = (page_of(&shop, &order), Browser::new(&shop));
    let link = order["owner_url"].as_str().unwrap();
    for way in [link, &format!("{path}/login"), &format!("{path}/email")] {
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example.com"), ("origin", "null")]
        {
            let form = [("order", "#1001"), ("email", EMAIL), ("updates", "off")];
            let page = browser.send(browser.request(Method::POST, way).form(&form).header(name, value)).await;
            assert_eq!(page.status, 403, "{way} {value}");
            assert!(page.headers.get("set-cookie").is_none());
        }
        let json = browser.send(browser.request(Method::POST, way).json(&json!({"order": "#1001"}))).await;
        assert_eq!(json.status, 415, "{way}");
        let large = browser.send(browser.request(Method::POST, way).form(&[("order", "x".repeat(20_000))])).await;
        assert_eq!(large.status, 413, "{way}");
    }
    assert_eq!(browser.get(&path).await.viewer(), "public");
    let own = browser.request(Method::POST, link).header("origin", shop.system.url());
    assert_eq!(browser.send(own).await.status, 303);
}

#[tokio::test]
async fn the_owner_turns_updates_off_and_on_and_nobody_else_does() {
    let shop = Shop::open().await;
    let order = ordered(&shop, json!({"locale": "en"})).await;
    let path = page_of(&shop, &order);
    let (stranger, owner) = (Browser::new(&shop), Browser::new(&shop));
    let form = format!("{path}/email");
    let page = stranger.post(&form, &[("updates", "off")]).await.expect(403);
    assert_eq!(page.viewer(), "public");
    let _ = owner.post(order["owner_url"].as_str().unwrap(), &[]).await.expect(303);
    let updates = async || shop.read(&order).await["updates_to"].clone();
    assert_eq!(updates().await, EMAIL);
    for (sent, then) in [
        (vec![("updates", "off")], json!(null)),
        (vec![("updates", "off")], json!(null)),
        (vec![("updates", "on")], json!(EMAIL)),
        (vec![("updates", "off")], json!(null)),
        (vec![("updates", "on"), ("email", "ADA@example.com")], json!(EMAIL)),
    ] {
        let page = owner.post(&format!("{form}?lang=sv"), &sent).await.expect(303);
        assert_eq!(page.header("location"), format!("{path}?lang=sv"));
        assert_eq!(updates().await, then, "{sent:?}");
    }
    let events = shop.timeline(&order).await;
    assert_eq!((told(&events, "updates_opted_out").len(), told(&events, "updates_opted_in").len()), (2, 2));
    assert_eq!(told(&events, "updates_opted_out")[0]["actor"], "customer");
    assert_eq!(owner.post(&form, &[("updates", "maybe")]).await.status, 400);
    // An order has one address: another one is refused for what it is, and no form asks for it.
    let _ = owner.post(&form, &[("updates", "off")]).await.expect(303);
    assert!(!owner.get(&path).await.text.contains("name=\"email\""));
    let other = owner.post(&form, &[("updates", "on"), ("email", "grace@example.com")]).await.expect(400);
    assert!(!other.text.contains("aria-invalid"), "it is an address, and not this order's");
    assert_eq!(updates().await, Value::Null);
}

#[tokio::test]
async fn who_gave_a_phone_number_may_have_updates_by_email_where_the_store_offers_it() {
    let shop = Shop::open().await;
    let order = ordered(&shop, json!({"email": null, "locale": "en"})).await;
    let (path, owner) = (page_of(&shop, &order), Browser::new(&shop));
    let form = format!("{path}/email");
    let _ = owner.post(order["owner_url"].as_str().unwrap(), &[]).await.expect(303);
    assert!(!owner.get(&path).await.text.contains(&form));
    let _ = owner.post(&form, &[("updates", "on"), ("email", "grace@example.com")]).await.expect(400);
    let _ = shop.put("/settings", json!({"email_opt_in": true})).await.expect(200);
    assert!(owner.get(&path).await.text.contains(&form));
    for hostile in [
        "\"><script>alert(1)</script>@x",
        "a@b\r\nBcc: c@d",
        "a b@c",
        "@",
        "",
        &format!("{}@example.com", "x".repeat(300)),
    ] {
        let page = owner.post(&form, &[("updates", "on"), ("email", hostile)]).await.expect(400);
        assert!(page.viewer() == "owner" && !page.text.contains("<script>alert"), "{hostile}");
        assert!(page.text.contains("aria-invalid"), "{hostile}");
    }
    assert_eq!(shop.read(&order).await["updates_to"], Value::Null);
    let _ = owner.post(&form, &[("updates", "on"), ("email", " grace@example.com ")]).await.expect(303);
    assert_eq!(shop.read(&order).await["updates_to"], "grace@example.com");
    assert!(owner.get(&path).await.text.contains("grace@example.com"));
    // What is not offered any more stays with who took it up, until they want it no more.
    let _ = shop.put("/settings", json!({"email_opt_in": false})).await.expect(200);
    assert!(owner.get(&path).await.text.contains("grace@example.com"));
    let _ = owner.post(&form, &[("updates", "off")]).await.expect(303);
    assert!(!owner.get(&path).await.text.contains(&form));
    let refused = owner.post(&form, &[("updates", "on"), ("email", "grace@example.com")]).await.expect(400);
    assert!(!refused.text.contains("aria-invalid"), "nothing is wrong with the address");
    assert_eq!(shop.read(&order).await["updates_to"], Value::Null);
}

#[tokio::test]
async fn the_link_of_a_mail_stops_the_mails_by_a_button_or_by_one_click() {
    let shop = Shop::open().await;
    let clicks = [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
        (
            "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
        ),
    ];
    for one_click in [None].into_iter().chain(clicks.map(Some)) {
        let order = ordered(&shop, json!({"locale": "en"})).await;
        let (link, browser) = (link_of(&shop, &order, TokenPurpose::Unsubscribe).await, Browser::new(&shop));
        let page = browser.get(&link).await.expect(200);
        assert!(page.text.contains("Stop the e-mails?") && !page.text.contains(EMAIL));
        assert_eq!(shop.read(&order).await["updates_to"], EMAIL, "opening it stops nothing");
        for _ in 0..2 {
            let page = if let Some((form, body)) = one_click {
                let client = reqwest::Client::new();
                let click = client.post(format!("{}{link}", shop.system.url()));
                browser.send(click.header("content-type", form).body(body)).await
            } else {
                browser.post(&format!("{link}?lang=sv"), &[]).await
            };
            let page = page.expect(200);
            assert!(page.text.contains(&page_of(&shop, &order)) && page.headers.get("set-cookie").is_none());
            assert_eq!(shop.read(&order).await["updates_to"], Value::Null);
        }
        assert_eq!(told(&shop.timeline(&order).await, "updates_opted_out").len(), 1);
    }
}

#[tokio::test]
async fn a_forgotten_customers_order_has_no_owner() {
    let shop = Shop::open().await;
    let order = ordered(&shop, json!({"locale": "en"})).await;
    let (path, owner) = (page_of(&shop, &order), Browser::new(&shop));
    let _ = owner.post(order["owner_url"].as_str().unwrap(), &[]).await.expect(303);
    let tag = owner.get(&path).await.header("etag").to_owned();
    let _ = shop.act(&order, "redact", json!({})).await.expect(200);
    assert!(!owner.is_still(&path, &tag).await);
    let page = owner.get(&path).await.expect(200);
    assert_eq!(page.viewer(), "public");
    let _ = owner.post(&format!("{path}/email"), &[("updates", "on"), ("email", EMAIL)]).await.expect(403);
    let _ = log_in(&owner, &path, "#1001", EMAIL, "").await.expect(403);
    let unsubscribe = link_of(&shop, &order, TokenPurpose::Unsubscribe).await;
    let _ = owner.post(&unsubscribe, &[]).await.expect(200);
    let other = ordered(&shop, json!({})).await;
    let _ = shop.act(&other, "redact", json!({})).await.expect(200);
    for answer in [
        owner.get(other["owner_url"].as_str().unwrap()).await,
        owner.post(other["owner_url"].as_str().unwrap(), &[]).await,
    ] {
        assert_eq!((answer.status, answer.header("location")), (303, page_of(&shop, &other).as_str()));
        assert!(answer.headers.get("set-cookie").is_none());
    }
    assert_eq!(shop.get(&path_of(&other)).await.body["updates_to"], Value::Null);
}

#[tokio::test]
async fn an_owners_cookie_ends_and_cannot_be_made_up() {
    let shop = still().await;
    let order = ordered(&shop, json!({})).await;
    let (path, owner) = (page_of(&shop, &order), Browser::new(&shop));
    let claimed = owner.post(order["owner_url"].as_str().unwrap(), &[]).await.expect(303);
    let cookie = claimed.header("set-cookie").split(';').next().unwrap().to_owned();
    let (name, value) = cookie.split_once('=').unwrap();
    let (until, mac) = value.split_once('.').unwrap();
    let later = until.parse::<i64>().unwrap() + 1;
    for made_up in [
        format!("{later}.{mac}"),
        format!("{until}."),
        format!("{until}.{}", "A".repeat(43)),
        String::new(),
        mac.to_owned(),
    ] {
        let request = Browser::new(&shop);
        let page =
            request.send(request.request(Method::GET, &path).header("cookie", format!("{name}={made_up}"))).await;
        assert_eq!(page.viewer(), "public", "{made_up}");
    }
    shop.advance("89days").await;
    assert_eq!(owner.get(&path).await.viewer(), "owner");
    shop.advance("1day").await;
    assert_eq!(owner.get(&path).await.viewer(), "public");
}

#[tokio::test]
async fn the_stores_staff_see_their_customers_page_and_no_other_stores() {
    let shop = still().await;
    let order = ordered(&shop, json!({"locale": "en"})).await;
    let (path, staff) = (page_of(&shop, &order), Browser::new(&shop));
    let _ = staff.post("/desk/sign-in", &[("api_key", shop.api_key())]).await.expect(303);
    let page = staff.get(&path).await.expect(200);
    assert_eq!((page.viewer(), page.header("cache-control")), ("merchant", "private, no-store"));
    assert!(page.text.contains(&format!("href=\"/desk{}\"", path_of(&order))) && page.text.contains("Storgatan 1"));
    assert!(page.text.contains("capture the payment") && !page.text.contains("/email?"));
    assert!(staff.is_still(&path, page.header("etag")).await);
    // A preview changes nothing of the customer's.
    let _ = staff.post(&format!("{path}/email"), &[("updates", "off")]).await.expect(403);
    assert_eq!(shop.read(&order).await["updates_to"], EMAIL);
    let other = Merchant::open(&shop, "other").await;
    let stranger = Browser::new(&shop);
    let _ = stranger.post("/desk/sign-in", &[("api_key", &other.key)]).await.expect(303);
    assert_eq!(stranger.get(&path).await.viewer(), "public");
    shop.advance("13h").await;
    assert_eq!(staff.get(&path).await.viewer(), "public");
}
