//! Every route answers as api.md says: the status, every field with its type, and the rules F1–F9, H2–H8, C1–C5.

use chrono::SubsecRound;
use serde_json::{Value, json};
use waybill_tests::{Reply, Shop, mugs, path_of};

use crate::table::Table;

// Shapes.

/// Checks that a value has exactly the fields of a shape: `text`, `whole`, `flag`, `instant`, `any`; with `?`,
/// it may be null; a list of one shape is a list of at least one such value, `[]` is an empty list.
#[track_caller]
fn assert_shape(value: &Value, shape: &Value, at: &str) {
    match shape {
        Value::String(kind) if kind.ends_with('?') && value.is_null() => {}
        Value::String(kind) => {
            let fits = match kind.trim_end_matches('?') {
                "any" => true,
                "text" => value.is_string(),
                "whole" => value.is_u64(),
                "flag" => value.is_boolean(),
                "instant" => is_instant(value),
                other => panic!("no shape: {other}"),
            };
            assert!(fits, "{at}: {kind} expected, and it is {value}");
        }
        Value::Array(shapes) => {
            let values = value.as_array().unwrap_or_else(|| panic!("{at}: a list expected, and it is {value}"));
            assert_eq!(values.is_empty(), shapes.is_empty(), "{at}: {value}");
            for (index, value) in values.iter().enumerate() {
                assert_shape(value, &shapes[0], &format!("{at}[{index}]"));
            }
        }
        Value::Object(fields) => {
            let found = value.as_object().unwrap_or_else(|| panic!("{at}: an object expected, and it is {value}"));
            let names = |fields: &serde_json::Map<String, Value>| fields.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(found), names(fields), "{at}");
            for (name, shape) in fields {
                assert_shape(&found[name], shape, &format!("{at}.{name}"));
            }
        }
        other => assert_eq!(value, other, "{at}"),
    }
}

fn is_instant(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.ends_with('Z') && text.parse::<chrono::DateTime<chrono::Utc>>().is_ok())
}

fn instant(value: &Value) -> chrono::DateTime<chrono::Utc> {
    value.as_str().expect("an instant").parse().expect("an instant")
}

fn address_shape() -> Value {
    json!({"name": "text?", "company": "text?", "address1": "text?", "address2": "text?", "city": "text?",
           "province": "text?", "postal_code": "text?", "country": "text?"})
}

fn line_item_shape() -> Value {
    json!({"id": "text", "sku": "text?", "title": "text", "variant_title": "text?", "image_url": "text?",
           "quantity": "whole", "unit_price": "any", "kind": "text", "location": "text?", "download_url": "text?"})
}

fn parcel_shape() -> Value {
    json!({"id": "text", "fulfilment_id": "text", "number": "text?", "carrier": "text?", "tracking_url": "text?",
           "status": "text", "reason": "text?", "detail": "text?", "set_by": "text?"})
}

fn fulfilment_shape(label: &Value) -> Value {
    json!({"id": "text", "status": "text", "fulfilment_order_id": "text", "location": "text",
           "line_items": [{"line_item_id": "text", "quantity": "whole"}], "parcel_ids": ["text"],
           "label": label, "created_at": "instant"})
}

fn hold_shape() -> Value {
    json!({"id": "text", "reason": "text", "note": "text?", "actor": "text", "placed_at": "instant",
           "expires_at": "instant?"})
}

/// An order that was placed with everything, and to which nothing has happened.
fn order_shape() -> Value {
    json!({
        "id": "text", "name": "text", "external_id": "text?", "placed_at": "instant", "email": "text?",
        "phone": "text?", "sms_number": "text?", "updates_to": "text?", "locale": "text?",
        "customer": {"first_name": "text", "last_name": "text"},
        "shipping_address": address_shape(), "billing_address": address_shape(), "line_items": [line_item_shape()],
        "totals": {"subtotal": "any", "shipping": "any", "tax": "any", "discount": "any", "total": "any"},
        "payment": {"status": "text", "source": "text"}, "upsell": "flag", "fulfil_by": "text?",
        "notify_customer": "flag", "note": "text?", "metadata": {"k": "text"}, "fulfilment_status": "text", "tracking_status": "text?", "archived": "flag",
        "quantities": quantities_shape(),
        "fulfilment_orders": [{
            "id": "text", "location": "text", "status": "text",
            "line_items": [{"line_item_id": "text", "quantity": "whole", "remaining": "whole"}],
            "holds": [], "supported_actions": ["text"],
        }],
        "fulfilments": [], "parcels": [], "attention": [], "status_page_url": "text", "redacted_at": "instant?",
        "revision": "whole",
    })
}

fn quantities_shape() -> Value {
    json!({"ordered": "whole", "open": "whole", "held": "whole", "fulfilled": "whole", "cancelled": "whole"})
}

/// The order of api.md, whole; the locations are left to the settings.
fn whole_order(shop: &Shop) -> Value {
    let east = chrono::FixedOffset::east_opt(3_600).expect("an offset");
    let placed_at = shop.system.clock.now().trunc_subsecs(0).with_timezone(&east).to_rfc3339();
    let sek = |amount: &str| json!({"amount": amount, "currency": "SEK"});
    json!({
        "name": "#1001", "external_id": "shop-771", "placed_at": placed_at,
        "email": "ada@example.com", "phone": "+46701234567", "locale": "sv",
        "shipping_address": {"name": "Ada L", "company": null, "address1": "Storgatan 1", "address2": null,
                             "city": "Umeå", "province": null, "postal_code": "903 26", "country": "SE"},
        "billing_address": {"name": "Ada L", "company": "Ada AB", "address1": "Storgatan 1", "address2": "1 tr",
                            "city": "Umeå", "province": "AC", "postal_code": "903 26", "country": "SE"},
        "line_items": [
            {"sku": "MUG", "title": "Mug", "variant_title": "Blue", "image_url": "https://example.com/m.png",
             "quantity": 3, "unit_price": sek("99.00"), "kind": "physical", "location": "umea", "download_url": null},
            {"sku": "PDF", "title": "Pattern", "variant_title": null, "image_url": null, "quantity": 1,
             "unit_price": sek("49.00"), "kind": "digital", "location": null,
             "download_url": "https://example.com/p.pdf"},
        ],
        "totals": {"subtotal": sek("346.00"), "shipping": sek("49.00"), "tax": sek("79.00"), "discount": sek("0.00"),
                   "total": sek("395.00")},
        "customer": {"first_name": "Ada", "last_name": "L"},
        "payment": {"status": "paid", "source": "gateway"}, "upsell": false, "fulfil_by": "2026-11-08",
        "notify_customer": false, "note": "gift", "metadata": {"k": "v"},
    })
}

// Short ways.

/// A shop with these settings.
async fn shop_with(settings: Value) -> Shop {
    let shop = Shop::open().await;
    let _ = shop.put("/settings", settings).await.expect(200);
    shop
}

fn id_of(thing: &Value) -> &str {
    thing["id"].as_str().unwrap_or_else(|| panic!("no id: {thing:#}"))
}

async fn fulfil(shop: &Shop, order: &Value, body: Value) -> Reply {
    shop.act(order, "fulfilments", body).await
}

/// Acts on the first or another fulfilment order.
async fn at_location(shop: &Shop, order: &Value, index: usize, action: &str, body: Value) -> Reply {
    let id = id_of(&order["fulfilment_orders"][index]);
    shop.act(order, &format!("fulfilment-orders/{id}/{action}"), body).await
}

/// `/orders/…/fulfilments/…/<action>` of a fulfilment.
fn path_to(order: &Value, index: usize, action: &str) -> String {
    format!("{}/fulfilments/{}/{action}", path_of(order), id_of(&order["fulfilments"][index]))
}

async fn timeline(shop: &Shop, order: &Value) -> Vec<Value> {
    let body = shop.get(&format!("{}/timeline", path_of(order))).await.expect(200);
    body["events"].as_array().expect("events").clone()
}

async fn event_names(shop: &Shop, order: &Value) -> Vec<String> {
    timeline(shop, order).await.iter().map(|event| event["event"].as_str().unwrap().to_owned()).collect()
}

fn paid() -> Value {
    json!({"status": "paid"})
}

/// What of the order stays the same when nothing is written.
fn quantities(order: &Value) -> (u64, u64, u64, u64) {
    let count = |name: &str| order["quantities"][name].as_u64().unwrap();
    assert_eq!(count("ordered"), count("open") + count("held") + count("fulfilled") + count("cancelled"));
    (count("open"), count("held"), count("fulfilled"), count("cancelled"))
}

// Placing and reading.

#[tokio::test]
async fn an_order_answers_with_all_that_was_sent_and_every_documented_field() {
    let shop = Shop::open().await;
    let mut sent = whole_order(&shop);
    let placed = shop.post("/orders", sent.clone()).await.expect(201);
    let mut shape = order_shape();
    shape["owner_url"] = json!("text");
    assert_shape(&placed, &shape, "order");
    assert!(sent["placed_at"].as_str().unwrap().ends_with("+01:00"));
    sent["placed_at"] = json!(instant(&sent["placed_at"]).to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    sent["line_items"][0]["id"] = placed["line_items"][0]["id"].clone();
    sent["line_items"][1]["id"] = placed["line_items"][1]["id"].clone();
    for (name, value) in sent.as_object().unwrap() {
        assert_eq!(&placed[name], value, "{name}");
    }
    assert_eq!((placed["revision"].as_u64(), placed["fulfilment_status"].as_str()), (Some(1), Some("unfulfilled")));
    assert_eq!(placed["fulfilment_orders"][0]["supported_actions"], json!(["fulfil", "hold"]));
    for (id, prefix) in [
        (&placed["id"], "ord_"),
        (&placed["fulfilment_orders"][0]["id"], "fo_"),
        (&placed["line_items"][0]["id"], "li_"),
    ] {
        let id = id.as_str().unwrap();
        let url_safe = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        assert!(id.starts_with(prefix) && url_safe, "{id}");
    }
}

#[tokio::test]
async fn the_owners_link_is_answered_once_and_the_status_page_always() {
    let shop = Shop::open().await;
    let placed = shop.place(mugs(1)).await;
    let owner = placed["owner_url"].as_str().unwrap();
    assert!(owner.starts_with(shop.system.url()), "{owner}");
    let read = shop.read(&placed).await;
    assert!(read["owner_url"].is_null());
    assert_eq!(read["status_page_url"], placed["status_page_url"]);
    assert_ne!(read["status_page_url"].as_str(), Some(owner));
    let archived = shop.act(&placed, "archive", json!({})).await.expect(200);
    assert!(archived["owner_url"].is_null());
    let mut expected = placed.clone();
    expected.as_object_mut().unwrap().remove("owner_url");
    assert_eq!(read, expected);
}

#[tokio::test]
async fn an_order_of_two_fields_is_enough() {
    let shop = Shop::open().await;
    let sent = json!({"name": "1", "line_items": [{"title": "Mug", "quantity": 1}]});
    let placed = shop.post("/orders", sent).await.expect(201);
    assert_eq!(placed["line_items"][0]["kind"], "physical");
    assert_eq!(placed["payment"], json!({"status": "pending", "source": "gateway"}));
    assert_eq!((&placed["upsell"], &placed["metadata"]), (&json!(false), &json!({})));
    assert_eq!(placed["fulfilment_orders"][0]["location"], "default");
    assert!(is_instant(&placed["placed_at"]));
}

#[tokio::test]
async fn answers_are_nobodys_to_keep_and_say_that_they_are_json() {
    let shop = Shop::open().await;
    let reply = shop.get("/orders").await;
    assert_eq!(
        (&reply.headers["cache-control"], &reply.headers["content-type"]),
        (&"no-store".parse().unwrap(), &"application/json".parse().unwrap())
    );
}

#[tokio::test]
async fn money_is_answered_with_the_decimals_of_its_currency() {
    let shop = Shop::open().await;
    for (currency, sent, answered) in [
        ("SEK", "12.5", "12.50"),
        ("SEK", "0", "0.00"),
        ("JPY", "1200", "1200"),
        ("KWD", "1.5", "1.500"),
        ("VND", "450000", "450000"),
    ] {
        let price = json!({"amount": sent, "currency": currency});
        let order = shop.place(json!([{"title": "Mug", "quantity": 1, "unit_price": price}])).await;
        let expected = json!({"amount": answered, "currency": currency});
        assert_eq!(order["line_items"][0]["unit_price"], expected);
    }
}

#[tokio::test]
async fn an_external_id_belongs_to_one_order_and_the_refusal_names_it() {
    let shop = Shop::open().await;
    let order = json!({"name": "#1", "external_id": "shop-1", "line_items": mugs(1)});
    let first = shop.post("/orders", order.clone()).await.expect(201);
    let again = shop.post("/orders", order).await;
    again.expect_problem(409, "external_id_taken");
    assert_eq!(again.body["order_id"], first["id"]);
    let listed = shop.get("/orders").await.expect(200);
    assert_eq!(listed["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_summary_has_what_a_list_shows() {
    let shop = Shop::open().await;
    let placed = shop.post("/orders", whole_order(&shop)).await.expect(201);
    let body = json!({"tracking": [{"number": "CE123456785SE", "carrier": "PostNord"}],
                      "fulfilment_order_id": placed["fulfilment_orders"][0]["id"]});
    let _ = fulfil(&shop, &placed, body).await.expect(201);
    let listed = shop.get("/orders?limit=1").await.expect(200);
    let shape = json!({
        "id": "text", "name": "text", "placed_at": "instant", "fulfil_by": "text?", "archived": "flag",
        "customer": "text?", "total": {"amount": "text", "currency": "text"},
        "payment": {"status": "text", "source": "text"}, "locations": ["text"], "fulfilment_status": "text",
        "quantities": quantities_shape(), "tracking_status": "text?",
        "parcels": [{"id": "text", "number": "text", "carrier": "text?", "tracking_url": "text", "status": "text"}],
    });
    assert_shape(&listed["orders"][0], &shape, "summary");
}

#[tokio::test]
async fn the_timeline_is_oldest_first_and_names_who_did_it() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(2)).await;
    shop.advance("1m").await;
    let _ = at_location(&shop, &order, 0, "hold", json!({"reason": "other", "note": "Wait."})).await.expect(201);
    shop.advance("1m").await;
    let _ = at_location(&shop, &order, 0, "release", json!({})).await.expect(200);
    shop.advance("1m").await;
    let fulfilled = fulfil(&shop, &order, json!({"notify_customer": false})).await.expect(201);
    let events = timeline(&shop, &order).await;
    let names: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["order_placed", "hold_placed", "hold_released", "fulfilment_created"]);
    assert!(events.iter().all(|event| event["actor"] == "demo" && is_instant(&event["at"])));
    assert!(events.is_sorted_by_key(|event| event["at"].as_str().unwrap().to_owned()));
    let shape = json!({
        "at": "instant", "actor": "text", "event": "text", "fulfilment_id": "text", "fulfilment_order_id": "text",
        "line_items": [{"line_item_id": "text", "quantity": "whole"}], "parcel_ids": ["text"], "automatic": "flag",
        "notify_customer": "flag",
    });
    assert_shape(&events[3], &shape, "event");
    assert_eq!(events[3]["fulfilment_id"], fulfilled["fulfilments"][0]["id"]);
}

#[tokio::test]
async fn a_timeline_comes_in_pages() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let _ = at_location(&shop, &order, 0, "hold", json!({"reason": "other"})).await.expect(201);
    let _ = shop.act(&order, "archive", json!({})).await.expect(200);
    let (mut names, mut cursor) = (Vec::new(), String::new());
    for _ in 0..4 {
        let page = shop.get(&format!("{}/timeline?limit=1{cursor}", path_of(&order))).await.expect(200);
        assert!(page["events"].as_array().unwrap().len() <= 1);
        names.extend(page["events"].as_array().unwrap().iter().map(|event| event["event"].clone()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(names, [json!("order_placed"), json!("hold_placed"), json!("order_archived")]);
}

// Correcting, archiving, redacting, cancelling the order.

#[tokio::test]
async fn correcting_changes_what_is_named_and_null_empties_it() {
    let shop = Shop::open().await;
    let placed = shop.post("/orders", whole_order(&shop)).await.expect(201);
    let path = path_of(&placed);
    let unchanged = shop.patch(&path, json!({})).await.expect(200);
    assert_eq!(unchanged["revision"], placed["revision"]);
    let same = shop.patch(&path, json!({"email": "ada@example.com", "note": "gift"})).await.expect(200);
    assert_eq!(same["revision"], placed["revision"]);
    let corrected = shop.patch(&path, json!({"email": "ada@example.org", "metadata": {"k": "w"}})).await.expect(200);
    assert_eq!((&corrected["email"], &corrected["metadata"]), (&json!("ada@example.org"), &json!({"k": "w"})));
    for kept in ["phone", "customer", "shipping_address", "billing_address", "fulfil_by", "note", "line_items"] {
        assert_eq!(corrected[kept], placed[kept], "{kept}");
    }
    let all = ["email", "phone", "customer", "shipping_address", "billing_address", "fulfil_by", "note", "metadata"];
    let nothing: Value =
        all.iter().map(|name| ((*name).to_owned(), Value::Null)).collect::<serde_json::Map<_, _>>().into();
    let emptied = shop.patch(&path, nothing).await.expect(200);
    for name in all {
        assert!(emptied[name].is_null() || emptied[name] == json!({}), "{name}: {}", emptied[name]);
    }
    assert_eq!(emptied["name"], placed["name"]);
    let last = timeline(&shop, &placed).await.pop().unwrap();
    assert_eq!((&last["event"], last["fields"].as_array().unwrap().len()), (&json!("order_amended"), 8));
}

#[tokio::test]
async fn an_archived_order_is_out_of_the_lists_and_comes_back() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let listed =
        async |query: &str| shop.get(&format!("/orders{query}")).await.expect(200)["orders"].as_array().unwrap().len();
    let archived = shop.act(&order, "archive", json!({})).await.expect(200);
    assert_eq!(archived["archived"], true);
    assert_eq!((listed("").await, listed("?archived=true").await), (0, 1));
    let again = shop.act(&order, "archive", json!({})).await.expect(200);
    assert_eq!(again, archived);
    let back = shop.delete(&format!("{}/archive", path_of(&order))).await.expect(200);
    assert_eq!((&back["archived"], listed("").await), (&json!(false), 1));
    let again = shop.delete(&format!("{}/archive", path_of(&order))).await.expect(200);
    assert_eq!(again, back);
}

#[tokio::test]
async fn what_was_redacted_is_nowhere_in_the_table_and_the_counts_stay() {
    let shop = Shop::open().await;
    let placed = shop.post("/orders", whole_order(&shop)).await.expect(201);
    let body = json!({"reason": "other", "note": "Ada rang: Kungsgatan 2"});
    let _ = at_location(&shop, &placed, 0, "hold", body).await.expect(201);
    let before = shop.read(&placed).await;
    let redacted = shop.act(&placed, "redact", json!({})).await.expect(200);
    for name in ["email", "phone", "customer", "shipping_address", "billing_address", "note"] {
        assert!(redacted[name].is_null(), "{name}");
    }
    assert!(is_instant(&redacted["redacted_at"]));
    assert_eq!((&redacted["metadata"], &redacted["quantities"]), (&json!({}), &before["quantities"]));
    assert_eq!(redacted["line_items"], before["line_items"]);
    assert_eq!(shop.act(&placed, "redact", json!({})).await.expect(200), redacted);
    let table = Table::of(&shop).await;
    for erased in ["ada@example.com", "+46701234567", "Storgatan", "Kungsgatan", "Ada"] {
        assert_eq!(table.items_with(erased).await.len(), 0, "{erased}");
    }
    let found = shop.get("/orders?q=ada@example.com").await.expect(200);
    assert_eq!(found["orders"], json!([]));
}

#[tokio::test]
async fn a_cancelled_order_keeps_what_was_fulfilled_and_refuses_the_rest() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(3)).await;
    let line = &order["line_items"][0]["id"];
    let part = json!({"line_items": [{"line_item_id": line, "quantity": 1}]});
    let _ = fulfil(&shop, &order, part).await.expect(201);
    let cancelled = shop.act(&order, "cancel", json!({})).await.expect(200);
    assert_eq!((cancelled["fulfilment_status"].as_str(), quantities(&cancelled)), (Some("cancelled"), (0, 0, 1, 2)));
    assert_eq!(cancelled["fulfilment_orders"][0]["supported_actions"], json!([]));
    assert_eq!(shop.act(&order, "cancel", json!({})).await.expect(200), cancelled);
    fulfil(&shop, &order, json!({})).await.expect_problem(409, "order_cancelled");
    at_location(&shop, &order, 0, "hold", json!({"reason": "other"})).await.expect_problem(409, "order_cancelled");
    at_location(&shop, &order, 0, "move", json!({"location": "b"})).await.expect_problem(409, "order_cancelled");
    let given_back = shop.post(&path_to(&cancelled, 0, "cancel"), json!({})).await.expect(200);
    assert_eq!(quantities(&given_back), (0, 0, 0, 3));
}

// F1–F3: the modes.

#[tokio::test]
async fn in_automatic_mode_an_order_placed_as_paid_is_fulfilled_whole() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic"})).await;
    let items =
        json!([{"title": "Mug", "quantity": 2, "location": "a"}, {"title": "Bowl", "quantity": 1, "location": "b"}]);
    let order = shop.place_with(json!({"line_items": items, "payment": paid()})).await;
    assert_eq!((order["fulfilment_status"].as_str(), quantities(&order)), (Some("fulfilled"), (0, 0, 3, 0)));
    assert_eq!(order["fulfilments"].as_array().unwrap().len(), 2);
    assert_eq!(order["parcels"].as_array().unwrap().len(), 2);
    let created = timeline(&shop, &order).await.into_iter().filter(|event| event["event"] == "fulfilment_created");
    assert!(created.map(|event| event["automatic"].clone()).eq([json!(true), json!(true)]));
}

#[tokio::test]
async fn in_automatic_mode_an_order_paid_later_is_fulfilled_then_and_refunds_and_voids_never_are() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic"})).await;
    for (status, fulfilment_status) in
        [("pending", "unfulfilled"), ("refunded", "unfulfilled"), ("voided", "unfulfilled"), ("paid", "fulfilled")]
    {
        let order = shop.place(mugs(1)).await;
        let answer = shop.act(&order, "payment", json!({"status": status, "source": "gateway"})).await.expect(200);
        assert_eq!(
            (&answer["payment"]["status"], &answer["fulfilment_status"]),
            (&json!(status), &json!(fulfilment_status))
        );
        let again = shop.act(&order, "payment", json!({"status": status, "source": "gateway"})).await.expect(200);
        assert_eq!(again, answer);
    }
}

#[tokio::test]
async fn in_automatic_mode_what_was_paid_while_pending_is_fulfilled_when_the_hour_is_over() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic"})).await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    let paid = shop.act(&order, "payment", paid()).await.expect(200);
    assert_eq!(paid["fulfilment_status"], "pending");
    shop.advance("1h").await;
    shop.system.background.schedules.run_due().await;
    let read = shop.read(&order).await;
    assert_eq!(read["fulfilment_status"], "fulfilled");
    let last = timeline(&shop, &order).await.pop().unwrap();
    assert_eq!((&last["event"], &last["actor"]), (&json!("fulfilment_created"), &json!("expire_pending")));
}

#[tokio::test]
async fn in_automatic_mode_what_was_paid_while_held_is_fulfilled_when_released() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic"})).await;
    let order = shop.place(mugs(1)).await;
    let _ = at_location(&shop, &order, 0, "hold", json!({"reason": "high_risk_of_fraud"})).await.expect(201);
    let paid = shop.act(&order, "payment", paid()).await.expect(200);
    assert_eq!(paid["fulfilment_status"], "on_hold");
    let released = at_location(&shop, &order, 0, "release", json!({})).await.expect(200);
    assert_eq!(released["fulfilment_status"], "fulfilled");
}

#[tokio::test]
async fn in_automatic_mode_what_was_given_back_is_fulfilled_by_hand() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic"})).await;
    let order = shop.place_with(json!({"line_items": mugs(2), "payment": paid()})).await;
    let back = shop.post(&path_to(&order, 0, "cancel"), json!({})).await.expect(200);
    assert_eq!((back["fulfilment_status"].as_str(), quantities(&back)), (Some("unfulfilled"), (2, 0, 0, 0)));
    let part = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    let parted = fulfil(&shop, &order, part).await.expect(201);
    assert_eq!(
        (parted["fulfilment_status"].as_str(), quantities(&parted)),
        (Some("partially_fulfilled"), (1, 0, 1, 0))
    );
}

#[tokio::test]
async fn in_automatic_digital_mode_only_downloads_and_gift_cards_fulfil_themselves() {
    let shop = shop_with(json!({"fulfilment_mode": "automatic_digital"})).await;
    let items = json!([
        {"title": "Mug", "quantity": 1},
        {"title": "Pattern", "quantity": 1, "kind": "digital", "download_url": "https://example.com/p.pdf"},
        {"title": "Gift card", "quantity": 2, "kind": "gift_card"},
        {"title": "Engraving", "quantity": 1, "kind": "service"},
    ]);
    let order = shop.place_with(json!({"line_items": items, "payment": paid()})).await;
    assert_eq!((order["fulfilment_status"].as_str(), quantities(&order)), (Some("partially_fulfilled"), (1, 0, 3, 0)));
    assert_eq!(order["parcels"], json!([]));
    let digital = json!([{"title": "Pattern", "quantity": 1, "kind": "digital"}]);
    let order = shop.place_with(json!({"line_items": digital, "payment": paid()})).await;
    assert_eq!(order["fulfilment_status"], "fulfilled");
    assert!(order["tracking_status"].is_null());
}

#[tokio::test]
async fn in_manual_mode_paying_fulfils_nothing_and_services_need_no_fulfilling() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "payment": paid()})).await;
    assert_eq!(order["fulfilment_status"], "unfulfilled");
    let service = shop.place(json!([{"title": "Repair", "quantity": 1, "kind": "service"}])).await;
    assert_eq!((&service["fulfilment_status"], &service["quantities"]["ordered"]), (&json!("not_required"), &json!(0)));
    fulfil(&shop, &service, json!({})).await.expect_problem(409, "nothing_to_fulfil");
}

// F3, F4, F8: fulfilling.

#[tokio::test]
async fn a_fulfilment_has_every_documented_field_and_so_has_its_parcel() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(4)).await;
    let line = &order["line_items"][0]["id"];
    let body = json!({"line_items": [{"line_item_id": line, "quantity": 3}], "tracking": [{"number": "CE123456785SE",
                      "carrier": "PostNord", "url": "https://example.com/track/1"}], "notify_customer": true});
    let answer = fulfil(&shop, &order, body).await.expect(201);
    assert_eq!(
        (answer["fulfilment_status"].as_str(), quantities(&answer)),
        (Some("partially_fulfilled"), (1, 0, 3, 0))
    );
    let made = &answer["fulfilments"][0];
    assert_shape(made, &fulfilment_shape(&Value::Null), "fulfilment");
    assert_eq!((made["status"].as_str(), made["location"].as_str()), (Some("success"), Some("default")));
    assert_eq!(made["line_items"], json!([{"line_item_id": line, "quantity": 3}]));
    assert_eq!(made["fulfilment_order_id"], order["fulfilment_orders"][0]["id"]);
    assert!(id_of(made).starts_with("ful_"));
    let parcel = &answer["parcels"][0];
    assert_shape(parcel, &parcel_shape(), "parcel");
    assert_eq!(parcel["id"], made["parcel_ids"][0]);
    assert_eq!(
        (parcel["number"].as_str(), parcel["carrier"].as_str(), parcel["tracking_url"].as_str()),
        (Some("CE123456785SE"), Some("PostNord"), Some("https://example.com/track/1"))
    );
    assert_eq!((parcel["status"].as_str(), answer["tracking_status"].as_str()), (Some("pending"), Some("pending")));
    let remaining = &answer["fulfilment_orders"][0]["line_items"];
    assert_eq!(*remaining, json!([{"line_item_id": line, "quantity": 4, "remaining": 1}]));
    let rest = fulfil(&shop, &order, json!({})).await.expect(201);
    assert_eq!(rest["fulfilment_status"], "fulfilled");
    assert_eq!(rest["fulfilment_orders"][0]["status"], "closed");
    assert_eq!(rest["fulfilment_orders"][0]["supported_actions"], json!([]));
    assert!(rest["parcels"][1]["number"].is_null() && rest["parcels"][1]["tracking_url"].is_null());
    fulfil(&shop, &order, json!({})).await.expect_problem(409, "nothing_to_fulfil");
}

#[tokio::test]
async fn more_than_is_open_is_refused_and_nothing_of_it_is_done() {
    let shop = Shop::open().await;
    let order = shop.place(json!([{"title": "Mug", "quantity": 2}, {"title": "Bowl", "quantity": 1}])).await;
    let (mug, bowl) = (&order["line_items"][0]["id"], &order["line_items"][1]["id"]);
    let body = json!({"line_items": [{"line_item_id": bowl, "quantity": 1}, {"line_item_id": mug, "quantity": 3}]});
    fulfil(&shop, &order, body).await.expect_problem(409, "quantity_exceeds_open");
    assert_eq!(quantities(&shop.read(&order).await), (3, 0, 0, 0));
}

#[tokio::test]
async fn items_go_to_their_locations_in_the_order_of_priority() {
    let shop = shop_with(json!({"locations": ["umea", "hanoi", "rotterdam"]})).await;
    let items = json!([
        {"title": "Cup", "quantity": 1, "location": "rotterdam"},
        {"title": "Bowl", "quantity": 1, "location": "hanoi"},
        {"title": "Mug", "quantity": 2},
    ]);
    let order = shop.place(items).await;
    let locations: Vec<_> = order["fulfilment_orders"].as_array().unwrap().iter().map(|at| &at["location"]).collect();
    assert_eq!(locations, ["umea", "hanoi", "rotterdam"]);
    fulfil(&shop, &order, json!({"tracking": [{"number": "A1"}]}))
        .await
        .expect_problem(400, "fulfilment_order_required");
    let only = json!({"fulfilment_order_id": order["fulfilment_orders"][1]["id"], "tracking": [{"number": "A1"}]});
    let one = fulfil(&shop, &order, only).await.expect(201);
    assert_eq!(quantities(&one), (3, 0, 1, 0));
    let rest = fulfil(&shop, &order, json!({})).await.expect(201);
    let made: Vec<_> = rest["fulfilments"].as_array().unwrap().iter().map(|made| &made["location"]).collect();
    assert_eq!(made, ["hanoi", "umea", "rotterdam"]);
}

#[tokio::test]
async fn what_is_left_moves_to_another_location_and_what_was_sent_stays() {
    let shop = shop_with(json!({"locations": ["umea", "hanoi"]})).await;
    let order = shop.place(mugs(3)).await;
    let part = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    let _ = fulfil(&shop, &order, part).await.expect(201);
    let moved = at_location(&shop, &order, 0, "move", json!({"location": "hanoi"})).await.expect(200);
    let at: Vec<_> =
        moved["fulfilment_orders"].as_array().unwrap().iter().map(|at| (&at["location"], &at["status"])).collect();
    assert_eq!(at, [(&json!("umea"), &json!("closed")), (&json!("hanoi"), &json!("open"))]);
    assert_eq!((quantities(&moved), &moved["fulfilments"][0]["location"]), ((2, 0, 1, 0), &json!("umea")));
    let same = at_location(&shop, &moved, 1, "move", json!({"location": "hanoi"})).await.expect(200);
    assert_eq!(same["revision"], moved["revision"]);
    at_location(&shop, &moved, 0, "move", json!({"location": "hanoi"})).await.expect_problem(409, "nothing_to_fulfil");
    let elsewhere = at_location(&shop, &moved, 1, "move", json!({"location": "mars"})).await;
    elsewhere.expect_problem(400, "invalid_request");
    assert_eq!(elsewhere.body["errors"][0]["field"], "location");
    let _ = at_location(&shop, &moved, 1, "hold", json!({"reason": "other"})).await.expect(201);
    at_location(&shop, &moved, 1, "move", json!({"location": "umea"}))
        .await
        .expect_problem(409, "fulfilment_order_on_hold");
}

// F9, N3: tracking.

#[tokio::test]
async fn numbers_are_added_and_corrected_after_fulfilling() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(2)).await;
    let order = fulfil(&shop, &order, json!({})).await.expect(201);
    let path = path_to(&order, 0, "tracking");
    let numbers = |order: &Value| -> Vec<Value> {
        order["parcels"].as_array().unwrap().iter().map(|parcel| parcel["number"].clone()).collect()
    };
    let added = shop.post(&path, json!({"tracking": [{"number": "A1"}, {"number": "B2"}]})).await.expect(201);
    assert_eq!(
        (numbers(&added), &added["parcels"][0]["id"]),
        (vec![json!("A1"), json!("B2")], &order["parcels"][0]["id"])
    );
    let same = shop.post(&path, json!({"tracking": [{"number": "a-1"}]})).await.expect(200);
    assert_eq!(same["revision"], added["revision"]);
    let first = &added["parcels"][0]["id"];
    let body = json!({"tracking": [{"parcel_id": first, "number": "A9"}, {"number": "b2"}], "notify_customer": true});
    let corrected = shop.put(&path, body).await.expect(200);
    assert_eq!(corrected["parcels"].as_array().unwrap().len(), 2);
    assert_eq!((&corrected["parcels"][0]["id"], &corrected["parcels"][0]["number"]), (first, &json!("A9")));
    assert_eq!(corrected["parcels"][1]["id"], added["parcels"][1]["id"]);
    let only = shop.put(&path, json!({"tracking": [{"number": "A9"}]})).await.expect(200);
    assert_eq!(numbers(&only), [json!("A9")]);
    let none = shop.put(&path, json!({"tracking": []})).await.expect(200);
    assert_eq!(numbers(&none), [Value::Null]);
    let stranger = json!({"tracking": [{"parcel_id": "par_1", "number": "C3"}]});
    shop.put(&path, stranger).await.expect_problem(404, "not_found");
    let names = event_names(&shop, &order).await;
    for name in ["tracking_number_added", "tracking_number_corrected", "tracking_number_removed"] {
        assert!(names.iter().any(|known| known == name), "{name}");
    }
}

#[tokio::test]
async fn a_parcels_page_is_its_own_else_the_stores_else_17tracks() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let body = json!({"tracking": [{"number": "AB 1#2&3/4"}, {"number": "C5", "url": "https://example.com/c5"}]});
    let order = fulfil(&shop, &order, body).await.expect(201);
    let pages =
        |order: &Value| (order["parcels"][0]["tracking_url"].clone(), order["parcels"][1]["tracking_url"].clone());
    let own = json!("https://example.com/c5");
    assert_eq!(pages(&order), (json!("https://t.17track.net/en#nums=AB%201%232%263%2F4"), own.clone()));
    let site = json!({"custom_tracking_url": "https://track.example.com/find?lang=sv&n="});
    let _ = shop.put("/settings", site).await.expect(200);
    let custom = json!("https://track.example.com/find?lang=sv&n=AB%201%232%263%2F4");
    assert_eq!(pages(&shop.read(&order).await), (custom, own));
}

// F6, C1–C5: labels, and cancelling a fulfilment.

#[tokio::test]
async fn a_label_is_recorded_and_voided_and_stands_in_the_way_of_cancelling() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let order = fulfil(&shop, &order, json!({})).await.expect(201);
    let path = path_to(&order, 0, "label");
    shop.delete(&path).await.expect_problem(404, "not_found");
    let label = json!({"carrier": "PostNord", "number": "CE123456785SE", "url": "https://example.com/label.pdf",
                       "cost": {"amount": "89.00", "currency": "SEK"}});
    let recorded = shop.put(&path, label.clone()).await.expect(200);
    let shape = json!({"carrier": "text", "number": "text", "url": "text", "status": "text",
                       "cost": {"amount": "text", "currency": "text"}});
    assert_shape(&recorded["fulfilments"][0], &fulfilment_shape(&shape), "fulfilment");
    assert_eq!(recorded["fulfilments"][0]["label"]["status"], "bought");
    assert_eq!(shop.put(&path, label.clone()).await.expect(200), recorded);
    shop.put(&path, json!({"carrier": "DHL"})).await.expect_problem(409, "label_not_voided");
    let cancel = path_to(&order, 0, "cancel");
    shop.post(&cancel, json!({})).await.expect_problem(409, "label_not_voided");
    let voided = shop.delete(&path).await.expect(200);
    assert_eq!(voided["fulfilments"][0]["label"]["status"], "voided");
    assert_eq!(shop.delete(&path).await.expect(200), voided);
    let cancelled = shop.post(&cancel, json!({})).await.expect(200);
    assert_eq!(cancelled["fulfilments"][0]["status"], "cancelled");
    shop.put(&path, label).await.expect_problem(409, "fulfilment_cancelled");
}

#[tokio::test]
async fn cancelling_gives_back_what_was_taken_warns_and_twice_is_once() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(3)).await;
    let part = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 2}]});
    let fulfilled = fulfil(&shop, &order, part).await.expect(201);
    let path = path_to(&fulfilled, 0, "cancel");
    let cancelled = shop.post(&path, json!({})).await.expect(200);
    assert!(cancelled["warning"].as_str().unwrap().contains("carrier"));
    for same in ["quantities", "fulfilment_status", "fulfilment_orders", "line_items", "tracking_status"] {
        assert_eq!(cancelled[same], order[same], "{same}");
    }
    assert_eq!(shop.post(&path, json!({})).await.expect(200), cancelled);
    assert!(shop.read(&order).await["warning"].is_null());
    let tracking = format!("{}/tracking", path.trim_end_matches("/cancel"));
    shop.post(&tracking, json!({"tracking": [{"number": "A1"}]})).await.expect_problem(409, "fulfilment_cancelled");
    let again = fulfil(&shop, &order, json!({})).await.expect(201);
    assert_eq!(quantities(&again), (0, 0, 3, 0));
}

// H2–H8: holds.

#[tokio::test]
async fn a_hold_has_every_documented_field_and_the_last_release_frees_the_items() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let body = json!({"reason": "inventory_out_of_stock", "note": "Back on Friday."});
    let one = at_location(&shop, &order, 0, "hold", body).await.expect(201);
    let at = &one["fulfilment_orders"][0];
    assert_shape(&at["holds"], &json!([hold_shape()]), "holds");
    assert_eq!(
        (&at["holds"][0]["reason"], &at["holds"][0]["actor"]),
        (&json!("inventory_out_of_stock"), &json!("demo"))
    );
    assert_eq!((&at["holds"][0]["note"], &at["holds"][0]["expires_at"]), (&json!("Back on Friday."), &Value::Null));
    assert_eq!((&at["status"], &at["supported_actions"]), (&json!("on_hold"), &json!(["hold", "release"])));
    assert_eq!(one["fulfilment_status"], "on_hold");
    let two = at_location(&shop, &order, 0, "hold", json!({"reason": "incorrect_address"})).await.expect(201);
    fulfil(&shop, &order, json!({})).await.expect_problem(409, "fulfilment_order_on_hold");
    at_location(&shop, &order, 0, "release", json!({})).await.expect_problem(409, "hold_id_required");
    let first = &two["fulfilment_orders"][0]["holds"][0]["id"];
    let released = at_location(&shop, &order, 0, "release", json!({"hold_id": first})).await.expect(200);
    assert_eq!(released["fulfilment_status"], "on_hold");
    let again = at_location(&shop, &order, 0, "release", json!({"hold_id": first})).await.expect(200);
    assert_eq!(again, released);
    let free = at_location(&shop, &order, 0, "release", json!({})).await.expect(200);
    assert_eq!(
        (&free["fulfilment_status"], &free["fulfilment_orders"][0]["holds"]),
        (&json!("unfulfilled"), &json!([]))
    );
    assert_eq!(at_location(&shop, &order, 0, "release", json!({})).await.expect(200), free);
    at_location(&shop, &order, 0, "release", json!({"hold_id": "hold_1"})).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn each_reason_of_the_list_can_be_a_holds() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    for reason in [
        "awaiting_payment",
        "high_risk_of_fraud",
        "incorrect_address",
        "inventory_out_of_stock",
        "awaiting_return_items",
        "unknown_delivery_date",
        "other",
    ] {
        let held = at_location(&shop, &order, 0, "hold", json!({"reason": reason})).await.expect(201);
        assert_eq!(held["fulfilment_orders"][0]["holds"].as_array().unwrap().last().unwrap()["reason"], reason);
    }
    at_location(&shop, &order, 0, "hold", json!({"reason": "upsell"})).await.expect_problem(400, "invalid_request");
}

#[tokio::test]
async fn a_hold_at_one_location_leaves_the_other_ready_and_the_list_says_unfulfilled() {
    let shop = Shop::open().await;
    let items =
        json!([{"title": "Mug", "quantity": 1, "location": "a"}, {"title": "Cup", "quantity": 1, "location": "b"}]);
    let order = shop.place(items).await;
    let held = at_location(&shop, &order, 0, "hold", json!({"reason": "other"})).await.expect(201);
    assert_eq!((held["fulfilment_status"].as_str(), quantities(&held)), (Some("unfulfilled"), (1, 1, 0, 0)));
    let named = json!({"line_items": [{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]});
    fulfil(&shop, &order, named).await.expect_problem(409, "fulfilment_order_on_hold");
    let rest = fulfil(&shop, &order, json!({})).await.expect(201);
    assert_eq!((rest["fulfilment_status"].as_str(), quantities(&rest)), (Some("on_hold"), (0, 1, 1, 0)));
}

#[tokio::test]
async fn an_upsells_hold_has_its_reason_and_ends_an_hour_after_placing() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    let at = &order["fulfilment_orders"][0];
    assert_shape(&at["holds"], &json!([hold_shape()]), "holds");
    assert_eq!((&at["status"], &at["holds"][0]["reason"]), (&json!("pending"), &json!("upsell")));
    let (placed_at, expires_at) = (instant(&order["placed_at"]), instant(&at["holds"][0]["expires_at"]));
    assert_eq!(expires_at - placed_at, chrono::TimeDelta::hours(1));
    assert_eq!(at["supported_actions"], json!(["hold", "release"]));
}

// F5: many at once.

#[tokio::test]
async fn many_orders_are_fulfilled_each_with_a_result_and_sent_again_nothing_is_done_twice() {
    let shop = Shop::open().await;
    let (mut entries, mut expected) = (Vec::new(), Vec::new());
    for index in 0..100 {
        let unknown = json!(format!("ord_7ZZZZZZZZZZZZZZZZZZZZZZ{index:03}"));
        let (entry, result) = match index % 10 {
            4 => {
                let order = shop.place(mugs(1)).await;
                let _ = at_location(&shop, &order, 0, "hold", json!({"reason": "other"})).await.expect(201);
                (json!({"order_id": order["id"]}), (409, "fulfilment_order_on_hold"))
            }
            6 => (json!({"order_id": unknown}), (404, "not_found")),
            7 if index == 7 => (json!({"tracking": []}), (400, "invalid_request")),
            8 => (json!({"order_id": unknown, "colour": "red"}), (400, "invalid_request")),
            9 => {
                let order = shop.place(mugs(1)).await;
                (json!({"order_id": order["id"], "line_items": [{"line_item_id": 7}]}), (400, "invalid_request"))
            }
            _ => {
                let order = shop.place(mugs(2)).await;
                (json!({"order_id": order["id"], "tracking": [{"number": format!("A{index}")}]}), (201, ""))
            }
        };
        entries.push(entry);
        expected.push(result);
    }
    let body = json!({"orders": entries});
    let first = shop.post_once("morning", "/fulfilments", body.clone()).await.expect(200);
    let results = first["results"].as_array().unwrap();
    assert_eq!(results.len(), 100);
    for ((result, entry), (status, code)) in results.iter().zip(&entries).zip(&expected) {
        assert_eq!(result["order_id"], entry["order_id"]);
        assert_eq!(result["status"], *status, "{result:#}");
        if code.is_empty() {
            assert_eq!(result["fulfilment_ids"].as_array().unwrap().len(), 1, "{result:#}");
            assert!(result["problem"].is_null());
        } else {
            assert_eq!((&result["problem"]["code"], &result["fulfilment_ids"]), (&json!(code), &Value::Null));
        }
    }
    let table = Table::of(&shop).await;
    let before = table.items().await;
    let again = shop.post_once("morning", "/fulfilments", body.clone()).await;
    // Each result is replayed or done; the answer as a whole is no replay, since some may be done only now.
    assert_eq!(again.expect(200), first);
    assert!(table.items().await == before, "something was written again");
    let other = json!({"orders": [entries[0]]});
    shop.post_once("morning", "/fulfilments", other).await.expect_problem(422, "idempotency_key_reused");
}

#[tokio::test]
async fn at_most_100_orders_go_in_one_request_each_once() {
    let shop = Shop::open().await;
    let id = |index: usize| json!({"order_id": format!("ord_7ZZZZZZZZZZZZZZZZZZZZZZ{index:03}")});
    let many: Vec<_> = (0..101).map(id).collect();
    for (orders, field) in [
        (json!(many), "orders"),
        (json!([]), "orders"),
        (json!([id(1), id(2), id(1)]), "orders[2].order_id"),
        (json!({}), "orders"),
    ] {
        let refused = shop.post("/fulfilments", json!({"orders": orders})).await;
        refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.body["errors"][0]["field"], field);
    }
    let missing = shop.post("/fulfilments", json!({})).await;
    assert_eq!(missing.body["errors"][0]["field"], "orders");
}

// Settings, and the document.

#[tokio::test]
async fn settings_that_are_absent_stay_and_null_is_the_default() {
    let shop = Shop::open().await;
    let fresh = shop.get("/settings").await.expect(200);
    for (name, value) in [
        ("fulfilment_mode", json!("manual")),
        ("locations", json!([])),
        ("custom_tracking_url", Value::Null),
        ("name", json!("Demo store")),
    ] {
        assert_eq!(fresh[name], value, "{name}");
    }
    let all = json!({"name": "Umeå Mugs", "fulfilment_mode": "automatic", "locations": ["umea", "hanoi"],
                     "custom_tracking_url": "https://example.com/?n="});
    let changed = shop.put("/settings", all.clone()).await.expect(200);
    for (name, value) in all.as_object().unwrap() {
        assert_eq!(&changed[name], value, "{name}");
    }
    assert_eq!(shop.put("/settings", json!({})).await.expect(200), changed);
    let partly = shop.put("/settings", json!({"locations": null, "fulfilment_mode": null})).await.expect(200);
    assert_eq!((&partly["locations"], &partly["fulfilment_mode"]), (&json!([]), &json!("manual")));
    assert_eq!(partly["custom_tracking_url"], all["custom_tracking_url"]);
    let emptied = shop.put("/settings", json!({"custom_tracking_url": null})).await.expect(200);
    assert!(emptied["custom_tracking_url"].is_null());
    assert_eq!(shop.get("/settings").await.expect(200), emptied);
}

#[tokio::test]
async fn the_api_document_names_every_route() {
    let shop = Shop::open().await;
    let document = shop.get("/openapi.json").await.expect(200);
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "{}", document["openapi"]);
    let routes = waybill_local::functions::all().into_iter().flat_map(|function| function.endpoints);
    for endpoint in routes.filter(|endpoint| !endpoint.is_of_the_desk()) {
        let method = endpoint.method.as_str().to_lowercase();
        assert!(document["paths"][endpoint.path][method.as_str()].is_object(), "{method} {}", endpoint.path);
    }
}
