//! A shared link shows how an order is doing and what was bought, and never the address, the contact, or how it was
//! paid (O8), whatever people wrote and carriers said.

use reqwest::Method;
use serde_json::{Value, json};
use waybill_tests::{Shop, mugs};

use crate::followed::{parcel_of, retrack, shipped_with};
use crate::status::{Browser, page_of, scanned};

/// Customers, each with what nobody but them may read.
fn customers() -> Vec<(Value, Vec<&'static str>)> {
    let money = |amount: &str| json!({"amount": amount, "currency": "SEK"});
    vec![
        (
            json!({"email": "ada.private@example.com", "phone": "+46701234567",
                   "customer": {"first_name": "Ada", "last_name": "Lovelace"},
                   "shipping_address": {"name": "Ada Lovelace", "company": "Engines AB", "address1": "Storgatan 17", "address2": "c/o Byron", "postal_code": "903 26", "city": "Umeå", "country": "SE"},
                   "billing_address": {"name": "Ada Lovelace", "address1": "Ringvägen 4", "postal_code": "118 60", "city": "Stockholm", "country": "SE"},
                   "totals": {"subtotal": money("1185.00"), "total": money("9876.00")},
                   "payment": {"status": "paid", "source": "marked_as_paid"}, "note": "a secret note", "metadata": {"k": "metasecret"}}),
            vec![
                "ada.private",
                "701234567",
                "lovelace",
                "storgatan 17",
                "byron",
                "903 26",
                "ringvägen",
                "118 60",
                "engines ab",
                "9876",
                "9,876",
                "1185",
                "\"paid\"",
                "marked_as_paid",
                "a secret note",
                "metasecret",
            ],
        ),
        (
            json!({"email": null, "phone": "081 234 5678", "locale": "th",
                   "shipping_address": {"name": "ชนิดา วงศ์ไทย", "address1": "99/7 ถนนสุขุมวิท", "postal_code": "10110", "country": "TH"},
                   "payment": {"status": "refunded"}}),
            vec!["2345678", "ชนิดา", "วงศ์ไทย", "สุขุมวิท", "10110", "refunded"],
        ),
        (
            json!({"email": "o'brien+\"x\"@example.com", "phone": "<script>alert(1)</script>", "locale": "vi",
                   "shipping_address": {"name": "<img src=x onerror=alert(1)>", "address1": "'><svg onload=alert(1)>"}}),
            vec!["o'brien", "o&#39;brien", "onerror", "svg onload"],
        ),
    ]
}

#[tokio::test]
async fn nothing_private_is_in_a_strangers_page_its_json_or_its_head() {
    let shop = Shop::open().await;
    for (index, (mut order, secrets)) in customers().into_iter().enumerate() {
        order["name"] = json!(format!("#{index}"));
        order["line_items"] = mugs(2);
        let number = format!("RR99887766{index}SE");
        if order["email"].as_str().is_some_and(|email| email.contains('"')) {
            order["email"] = json!("o'brien@example.com");
        }
        let order = shipped_with(&shop, order, &[&number]).await;
        let _ = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
        let name = order["shipping_address"]["name"].as_str().unwrap_or_default().to_owned();
        let street = order["shipping_address"]["address1"].as_str().unwrap_or_default().to_owned();
        scanned(&shop, &number, "InTransit_Other", "Oslo", "Sorted").await;
        shop.advance("1s").await;
        scanned(&shop, &number, "InTransit_Other", &format!("{street}, Stockholm"), &format!("Handed to {name}")).await;
        let browser = Browser::new(&shop);
        let path = page_of(&shop, &order);
        for language in ["", "?lang=en", "?lang=sv", "?lang=nb", "?lang=vi", "?lang=th"] {
            for accept in ["text/html", "application/json"] {
                let request = reqwest::Client::new().get(format!("{}{path}{language}", shop.system.url()));
                let page = browser.send(request.header("accept", accept)).await.expect(200);
                let all = format!("{}\n{:?}", page.text, page.headers).to_lowercase();
                for secret in &secrets {
                    assert!(!all.contains(secret), "{secret} in {language} {accept}: {}", page.text);
                }
            }
        }
        // The forms that a stranger may send say no more.
        for (way, form) in
            [("login", [("order", "#0"), ("email", "no@example.com")]), ("email", [("updates", "off"), ("email", "")])]
        {
            let page = browser.post(&format!("{path}/{way}"), &form).await.expect(403);
            let all = format!("{}\n{:?}", page.text, page.headers).to_lowercase();
            assert!(secrets.iter().all(|secret| !all.contains(secret)), "{way}: {}", page.text);
        }
    }
}

#[tokio::test]
async fn what_people_wrote_is_inert_for_every_viewer() {
    const EVIL: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let shop = Shop::open().await;
    let _ = shop.put("/settings", json!({"name": EVIL, "status_page_notes": EVIL})).await.expect(200);
    let order = json!({"name": EVIL, "email": "ada@example.com",
        "line_items": [{"title": EVIL, "variant_title": EVIL, "quantity": 1}],
        "shipping_address": {"name": EVIL, "address1": EVIL, "city": EVIL}});
    let order = shop.place_with(order).await;
    let fulfil = json!({"tracking": [{"number": "RR123456785SE", "carrier": EVIL}]});
    let _ = shop.act(&order, "fulfilments", fulfil).await.expect(201);
    let sent = shop.read(&order).await;
    let _ = retrack(&shop, &parcel_of(&sent, 0)).await.expect(200);
    scanned(&shop, "RR123456785SE", "InTransit_Other", &format!("Oslo, {EVIL}"), EVIL).await;
    let (stranger, owner, path) = (Browser::new(&shop), Browser::new(&shop), page_of(&shop, &order));
    let link = order["owner_url"].as_str().unwrap();
    let mut pages = vec![stranger.get(link).await, stranger.get(&path).await];
    pages.push(stranger.post(&format!("{path}/login"), &[("order", EVIL), ("email", EVIL)]).await);
    let _ = owner.post(link, &[]).await.expect(303);
    pages.push(owner.get(&path).await);
    pages.push(owner.post(link, &[]).await);
    for page in pages {
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<img"), "{}", page.text);
        assert!(page.text.contains("&lt;script&gt;alert(1)"), "{}", page.text);
    }
}

#[tokio::test]
async fn no_line_of_the_log_holds_a_token_or_what_was_typed() {
    use std::collections::HashMap;

    use lambda_http::RequestExt as _;
    use waybill_lambda::Body;
    use waybill_local::functions::{Handler, named};

    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "email": "ada.private@example.com"})).await;
    let token = page_of(&shop, &order).rsplit('/').next().unwrap().to_owned();
    let mac = token.rsplit('.').next().unwrap().to_owned();
    for (name, method, path) in [
        ("order_status", Method::GET, format!("/status/{token}")),
        ("log_in_to_status", Method::POST, format!("/status/{token}/login")),
        ("claim", Method::POST, format!("/status/owner/{token}")),
    ] {
        let Handler::Http(handler) = named(name).unwrap().handler else { panic!("it has a route") };
        let form = "order=%231&email=ada.private%40example.com";
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        let request = request.body(Body::Text(form.to_owned())).unwrap();
        let request = request.with_path_parameters(HashMap::from([("token".to_owned(), token.clone())]));
        let (_, invocation) = shop.system.rooms().invoke(name, handler, request).await;
        let line = invocation.line(0);
        assert!(!line.contains(&mac) && !line.contains("ada.private"), "{line}");
        assert_eq!(line.contains(order["id"].as_str().unwrap()), name != "claim", "{line}");
    }
}
