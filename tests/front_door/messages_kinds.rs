//! Each kind of message, from what happens to what arrives (N1–N11, F2).

use serde_json::{Value, json};
use waybill_local::outbox::message::Channel;
use waybill_tests::{Shop, mugs, path_of};

use crate::followed::{parcel_of, retrack, run, set as set_status};
use crate::messages::{
    EMAIL, PHONE, arrived, assert_lines, fulfilled, in_the_end, notifications, only, placed, placed_with, set, tell,
    tell_after_a_minute, telling, telling_with,
};

const CONFIRMED: [&str; 2] = ["order_confirmation by email: sent", "order_confirmation by sms: sent"];
const NO_SMS: &str = "shipping_confirmation by sms: suppressed, setting off";

fn digital(kind: &str) -> Value {
    json!([{"title": "Pattern", "quantity": 1, "kind": kind, "download_url": "https://example.com/files/pattern.pdf"}])
}

/// The path of an order's first fulfilment's numbers.
fn numbers_of(order: &Value) -> String {
    format!("{}/fulfilments/{}/tracking", path_of(order), order["fulfilments"][0]["id"].as_str().unwrap())
}

async fn correct(shop: &Shop, order: &Value, number: &str) {
    let entry = json!({"parcel_id": order["parcels"][0]["id"], "number": number});
    let _ = shop.put(&numbers_of(order), json!({"tracking": [entry]})).await.expect(200);
}

#[tokio::test]
async fn an_order_is_confirmed_by_mail_and_by_sms_with_the_way_to_its_page() {
    let shop = telling_with(json!({"reply_to": "help@example.com", "sms_sender": "DemoStore"})).await;
    let order = placed(&shop).await;
    assert_lines(
        &notifications(&shop, &order).await,
        &["order_confirmation by email: queued", "order_confirmation by sms: queued"],
    );
    tell(&shop).await;
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
    let page = order["status_page_url"].as_str().unwrap();
    let mail = only(&shop, Channel::Email);
    assert_eq!(mail.from.as_deref(), Some("Demo store <orders@example.com>"));
    assert_eq!((mail.to, mail.reply_to), (vec![EMAIL.to_owned()], vec!["help@example.com".to_owned()]));
    assert!(mail.html.unwrap().contains(page) && mail.text.unwrap().contains(page));
    assert!(mail.headers.iter().all(|header| !header.name.starts_with("List-")), "{:?}", mail.headers);
    let sms = only(&shop, Channel::Sms);
    assert_eq!((sms.to, sms.from.as_deref()), (vec![PHONE.to_owned()], Some("DemoStore")));
    assert!(sms.text.unwrap().contains(page));
}

#[tokio::test]
async fn a_customer_is_told_in_the_language_of_their_checkout() {
    let shop = telling().await;
    for (locale, word) in [
        ("en", "confirmed"),
        ("sv-SE", "bekräftad"),
        ("nb", "bekreftet"),
        ("vi", "xác nhận"),
        ("th-TH", "ยืนยัน"),
        ("fr", "confirmed"),
    ] {
        let _ = placed_with(&shop, json!({"locale": locale, "phone": null})).await;
        tell(&shop).await;
        let subject = only(&shop, Channel::Email).subject.unwrap().to_lowercase();
        assert!(subject.contains(word), "{locale}: {subject}");
        shop.system.outbox.empty().unwrap();
    }
}

#[tokio::test]
async fn an_upsell_is_confirmed_when_it_is_answered_and_not_again_when_the_hour_is_over() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"upsell": true})).await;
    tell(&shop).await;
    assert_lines(&notifications(&shop, &order).await, &[]);
    let _ = shop.act(&order, "complete", json!({"upsell_items": mugs(2)})).await.expect(200);
    shop.advance("2h").await;
    run(&shop, "expire_pending").await;
    in_the_end(&shop).await;
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
    assert_eq!(arrived(&shop).len(), 2);
}

#[tokio::test]
async fn an_upsell_that_nobody_answers_is_confirmed_once_when_the_hour_is_over() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"upsell": true})).await;
    shop.advance("59m59s").await;
    run(&shop, "expire_pending").await;
    in_the_end(&shop).await;
    run(&shop, "expire_pending").await;
    run(&shop, "expire_pending").await;
    in_the_end(&shop).await;
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
    assert_eq!(arrived(&shop).len(), 2);
}

#[tokio::test]
async fn an_upsell_that_is_cancelled_within_the_hour_is_never_confirmed() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"upsell": true})).await;
    let _ = shop.act(&order, "cancel", json!({})).await.expect(200);
    shop.advance("2h").await;
    run(&shop, "expire_pending").await;
    in_the_end(&shop).await;
    assert_lines(
        &notifications(&shop, &order).await,
        &[
            "order_confirmation by email: suppressed, order cancelled",
            "order_confirmation by sms: suppressed, order cancelled",
        ],
    );
}

#[tokio::test]
async fn an_order_that_was_brought_in_quietly_is_not_confirmed() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"notify_customer": false})).await;
    in_the_end(&shop).await;
    assert_lines(
        &notifications(&shop, &order).await,
        &[
            "order_confirmation by email: suppressed, turned off for this one",
            "order_confirmation by sms: suppressed, turned off for this one",
        ],
    );
    assert_eq!(arrived(&shop), Vec::<String>::new());
}

#[tokio::test]
async fn a_fulfilment_is_told_if_the_store_says_so_or_if_it_was_said_for_this_one() {
    let why = |why| format!("shipping_confirmation by email: suppressed, {why}");
    for (setting, here, expected) in [
        (false, Value::Null, why("setting off")),
        (false, json!(true), "shipping_confirmation by email: sent".to_owned()),
        (true, Value::Null, "shipping_confirmation by email: sent".to_owned()),
        (true, json!(false), why("turned off for this one")),
    ] {
        let shop = telling_with(json!({ "notify_customers": setting })).await;
        let order = placed(&shop).await;
        fulfilled(&shop, &order, json!({"tracking": [{"number": "RR123456785SE"}], "notify_customer": here})).await;
        in_the_end(&shop).await;
        let told = notifications(&shop, &order).await;
        assert_lines(&told, &[CONFIRMED[0], CONFIRMED[1], &expected, NO_SMS]);
        let shipped = arrived(&shop).len() - CONFIRMED.len();
        assert_eq!(shipped, usize::from(expected.ends_with("sent")), "{setting} {here}");
    }
}

#[tokio::test]
async fn a_shipping_confirmation_goes_by_sms_where_the_store_wants_it_and_links_the_number() {
    let shop = telling_with(json!({
        "message_policy": {"shipping_confirmation": {"sms": true}, "order_confirmation": {"email": false, "sms": false}},
        "custom_tracking_url": "https://t.17track.net/en#nums=",
    }))
    .await;
    let order = placed(&shop).await;
    fulfilled(&shop, &order, json!({"tracking": [{"number": "WBUSA1"}]})).await;
    tell(&shop).await;
    let told = notifications(&shop, &order).await;
    let off = |channel| format!("order_confirmation by {channel}: suppressed, setting off");
    let (by_email, by_sms) = (off("email"), off("sms"));
    assert_lines(
        &told,
        &[&by_email, &by_sms, "shipping_confirmation by email: sent", "shipping_confirmation by sms: sent"],
    );
    let mail = only(&shop, Channel::Email);
    assert!(mail.html.unwrap().contains("https://t.17track.net/en#nums=WBUSA1"));
    assert_eq!(only(&shop, Channel::Sms).to, [PHONE]);
}

#[tokio::test]
async fn a_number_that_is_corrected_twice_in_a_minute_makes_one_update_with_the_last() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "RR1"}]})).await;
    tell(&shop).await;
    shop.system.outbox.empty().unwrap();
    correct(&shop, &order, "RR2").await;
    shop.advance("20s").await;
    correct(&shop, &order, "RR3").await;
    tell(&shop).await;
    assert_eq!(arrived(&shop), Vec::<String>::new());
    tell_after_a_minute(&shop).await;
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    assert_lines(
        &told[told.len() - 2..],
        &["shipping_update by email: suppressed, superseded by later news", "shipping_update by email: sent"],
    );
    let mail = only(&shop, Channel::Email);
    let (html, text) = (mail.html.clone().unwrap(), mail.text.clone().unwrap());
    assert!(html.contains("RR3") && text.contains("RR3") && !text.contains("RR2"), "{text}");
    let unsubscribe = mail.header("List-Unsubscribe").unwrap();
    assert!(unsubscribe.starts_with(&format!("<{}/unsubscribe/", shop.system.url())), "{unsubscribe}");
    assert_eq!(mail.header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
}

#[tokio::test]
async fn a_number_that_is_added_and_corrected_within_the_minute_makes_one_update() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    let order = fulfilled(&shop, &order, json!({})).await;
    tell(&shop).await;
    shop.system.outbox.empty().unwrap();
    let _ = shop.post(&numbers_of(&order), json!({"tracking": [{"number": "RR1"}]})).await.expect(201);
    shop.advance("30s").await;
    correct(&shop, &order, "RR2").await;
    tell_after_a_minute(&shop).await;
    in_the_end(&shop).await;
    assert!(only(&shop, Channel::Email).text.unwrap().contains("RR2"));
}

#[tokio::test]
async fn numbers_that_are_added_one_by_one_make_one_update_with_all_of_them() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "RR1"}]})).await;
    tell(&shop).await;
    shop.system.outbox.empty().unwrap();
    for number in ["RR2", "RR3"] {
        let _ = shop.post(&numbers_of(&order), json!({"tracking": [{ "number": number }]})).await.expect(201);
        shop.advance("10s").await;
    }
    in_the_end(&shop).await;
    let text = only(&shop, Channel::Email).text.unwrap();
    assert!(["RR1", "RR2", "RR3"].iter().all(|number| text.contains(number)), "{text}");
}

#[tokio::test]
async fn a_parcels_news_goes_by_mail_alone_each_once() {
    let shop = telling().await;
    let order = placed(&shop).await;
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "WBATTEMPT1"}]})).await;
    let parcel = parcel_of(&order, 0);
    let _ = retrack(&shop, &parcel).await.expect(200);
    for wait in ["194h", "22h", "26h", "22h", "24h"] {
        shop.advance(wait).await;
        let _ = retrack(&shop, &parcel).await.expect(200);
        tell(&shop).await;
    }
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    assert_lines(
        &told[CONFIRMED.len() + 2..],
        &[
            "out_for_delivery by email: sent",
            "attempted_delivery by email: sent",
            "out_for_delivery by email: sent",
            "delivered by email: sent",
        ],
    );
    let sms = shop.system.outbox.messages().into_iter().filter(|message| message.channel == Channel::Sms);
    assert_eq!(sms.count(), 1, "the order's confirmation alone");
}

#[tokio::test]
async fn a_status_that_is_set_or_undone_by_hand_tells_nobody() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "RR123456785SE"}]})).await;
    tell(&shop).await;
    let before = notifications(&shop, &order).await;
    for status in ["pick_up", "undelivered", "delivered"] {
        let _ = set_status(&shop, &parcel_of(&order, 0), json!({ "status": status })).await.expect(200);
    }
    let _ = shop.delete(&format!("{}/status", parcel_of(&order, 0))).await.expect(200);
    in_the_end(&shop).await;
    assert_eq!(notifications(&shop, &order).await, before);
}

#[tokio::test]
async fn what_a_carrier_says_at_last_of_a_parcel_long_there_is_no_news() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    let order = fulfilled(&shop, &order, json!({"tracking": [{"number": "WBUSA1"}]})).await;
    tell(&shop).await;
    let _ = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
    shop.advance("45d").await;
    let _ = retrack(&shop, &parcel_of(&order, 0)).await.expect(200);
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    assert_eq!(told.last().map(String::as_str), Some("delivered by email: suppressed, too long ago"), "{told:#?}");
}

#[tokio::test]
async fn what_is_bought_as_a_download_is_fulfilled_and_its_link_mailed() {
    for (mode, kind) in [("automatic", "digital"), ("automatic_digital", "digital"), ("automatic_digital", "gift_card")]
    {
        // A digital delivery does not depend on the setting (N2).
        let shop = telling_with(json!({"fulfilment_mode": mode, "notify_customers": false})).await;
        let order =
            placed_with(&shop, json!({"phone": null, "line_items": digital(kind), "payment": {"status": "paid"}}))
                .await;
        assert_eq!(order["fulfilment_status"], "fulfilled", "{mode}");
        in_the_end(&shop).await;
        let told = notifications(&shop, &order).await;
        assert_lines(
            &told,
            &[CONFIRMED[0], "order_confirmation by sms: suppressed, no address", "digital_delivery by email: sent"],
        );
        let mails = shop.system.outbox.messages();
        let (link, text) = ("https://example.com/files/pattern.pdf", mails[1].text.clone().unwrap());
        assert!(mails[1].html.as_ref().unwrap().contains(link) && text.contains(link), "{text}");
    }
}

#[tokio::test]
async fn goods_and_downloads_that_go_together_are_told_each_in_its_own_mail() {
    let shop = telling().await;
    let items = json!([mugs(1)[0], digital("digital")[0]]);
    let order = placed_with(&shop, json!({"phone": null, "line_items": items})).await;
    fulfilled(&shop, &order, json!({})).await;
    let free = json!([{"title": "Thanks", "quantity": 1, "kind": "digital"}]);
    let nothing = placed_with(&shop, json!({"phone": null, "line_items": free})).await;
    fulfilled(&shop, &nothing, json!({})).await;
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    let no_phone = "shipping_confirmation by sms: suppressed, setting off";
    assert_lines(&told[2..], &["digital_delivery by email: sent", "shipping_confirmation by email: sent", no_phone]);
    let told = notifications(&shop, &nothing).await;
    assert_lines(&told[2..], &["digital_delivery by email: suppressed, nothing to download"]);
}

#[tokio::test]
async fn a_stores_own_template_is_used_at_once_and_the_default_again_when_it_is_taken_away() {
    let shop = telling().await;
    let own = json!({"subject": "Ours: {{ name }}", "html": "<p>{{ order_status_url }}</p>"});
    set(&shop, json!({"templates": {"order_confirmation": {"email": own, "sms": {"text": "Ours: {{ name }}"}}}})).await;
    let _ = placed(&shop).await;
    tell(&shop).await;
    assert_eq!(only(&shop, Channel::Email).subject.as_deref(), Some("Ours: #1"));
    assert_eq!(only(&shop, Channel::Sms).text.as_deref(), Some("Ours: #1"));
    shop.system.outbox.empty().unwrap();
    set(&shop, json!({"templates": {"order_confirmation": {"email": null, "sms": null}}})).await;
    let _ = placed(&shop).await;
    tell(&shop).await;
    assert_eq!(only(&shop, Channel::Email).subject.as_deref(), Some("Order #1 confirmed"));
}
