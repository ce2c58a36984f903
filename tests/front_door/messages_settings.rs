//! What a merchant chooses about messages, and what a message would look like (N2–N7).

use serde_json::{Value, json};
use waybill_local::outbox::message::Channel;

use crate::messages::{fulfilled, only, placed, placed_with, tell, telling};

/// What may be chosen, another value, and the default.
fn choices() -> Vec<(&'static str, Value, Value)> {
    vec![
        ("sender", json!("Ada's Shop <orders@example.com>"), Value::Null),
        ("reply_to", json!("help@example.com"), Value::Null),
        ("sms_sender", json!("AdasShop"), Value::Null),
        ("notify_customers", json!(true), json!(false)),
        ("email_opt_in", json!(true), json!(false)),
        ("status_page_notes", json!("We ship on Mondays."), Value::Null),
        ("custom_tracking_url", json!("https://t.17track.net/en#nums="), Value::Null),
    ]
}

#[tokio::test]
async fn each_choice_is_kept_alone_and_null_takes_it_back() {
    let shop = waybill_tests::Shop::open().await;
    let reset: serde_json::Map<_, _> = choices().into_iter().map(|(name, ..)| (name.to_owned(), Value::Null)).collect();
    let before = shop.put("/settings", Value::Object(reset)).await.expect(200);
    for (name, chosen, default) in choices() {
        assert_eq!(before[name], default, "{name}");
        let after = shop.put("/settings", json!({ name: chosen })).await.expect(200);
        assert_eq!(after[name], chosen, "{name}");
        for (other, _, default) in choices().iter().filter(|(other, ..)| *other != name) {
            assert_eq!(after[other], *default, "{other} with {name}");
        }
        assert_eq!(shop.get("/settings").await.expect(200)[name], chosen);
        let again = shop.put("/settings", json!({})).await.expect(200);
        assert_eq!(again[name], chosen, "absent is unchanged: {name}");
        assert_eq!(shop.put("/settings", json!({ name: null })).await.expect(200)[name], default, "{name}");
    }
}

#[tokio::test]
async fn what_no_choice_can_be_is_refused_by_its_field() {
    let shop = waybill_tests::Shop::open().await;
    for (field, body) in [
        ("sender", json!({"sender": "Ada"})),
        ("sender", json!({"sender": "Ada\r\nBcc: x@example.com <orders@example.com>"})),
        ("reply_to", json!({"reply_to": "nobody"})),
        ("sms_sender", json!({"sms_sender": "Ada's Shop"})),
        ("notify_customers", json!({"notify_customers": "yes"})),
        ("message_policy.delivered.sms", json!({"message_policy": {"delivered": {"sms": true}}})),
        ("templates.delivered.sms", json!({"templates": {"delivered": {"sms": {"text": "Here"}}}})),
        ("templates.delivered.email", json!({"templates": {"delivered": {"email": {"text": "Here"}}}})),
        (
            "templates.order_confirmation.sms",
            json!({"templates": {"order_confirmation": {"sms": {"subject": "a", "html": "b"}}}}),
        ),
        (
            "templates.delivered.email.subject",
            json!({"templates": {"delivered": {"email": {"subject": " ", "html": "b"}}}}),
        ),
        (
            "templates.delivered.email.html",
            json!({"templates": {"delivered": {"email": {"subject": "a", "html": "b".repeat(65 * 1024)}}}}),
        ),
    ] {
        let refused = shop.put("/settings", body).await;
        refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.body["errors"][0]["field"], field, "{:#}", refused.body);
    }
    for unknown in [
        json!({"message_policy": {"newsletter": {"email": true}}}),
        json!({"templates": {"newsletter": {"email": null}}}),
        json!({"message_policy": {"delivered": {"pigeon": true}}}),
        json!({"sendr": null}),
    ] {
        shop.put("/settings", unknown).await.expect_problem(400, "invalid_request");
    }
}

#[tokio::test]
async fn the_table_of_kinds_and_channels_has_defaults_and_takes_changes_one_by_one() {
    let shop = waybill_tests::Shop::open().await;
    let policy = shop.put("/settings", json!({"message_policy": null})).await.expect(200)["message_policy"].clone();
    assert_eq!(
        policy,
        json!({
            "order_confirmation": {"email": true, "sms": true},
            "shipping_confirmation": {"email": true, "sms": false},
            "shipping_update": {"email": true},
            "out_for_delivery": {"email": true},
            "attempted_delivery": {"email": true},
            "delivered": {"email": true},
            "digital_delivery": {"email": true},
        })
    );
    let change = json!({"shipping_confirmation": {"sms": true}, "delivered": {"email": false}});
    let changed =
        shop.put("/settings", json!({ "message_policy": change })).await.expect(200)["message_policy"].clone();
    assert_eq!(
        (&changed["shipping_confirmation"]["sms"], &changed["delivered"]["email"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(changed["order_confirmation"], policy["order_confirmation"]);
    let back = json!({"delivered": {"email": null}, "delivered": {"sms": false}});
    let back = shop.put("/settings", json!({ "message_policy": back })).await.expect(200)["message_policy"].clone();
    assert_eq!(back["delivered"], json!({"email": false}));
    let reset = shop.put("/settings", json!({"message_policy": null})).await.expect(200);
    assert_eq!(reset["message_policy"], policy);
}

#[tokio::test]
async fn a_broken_template_is_refused_with_its_line_and_the_reason_and_nothing_is_changed() {
    let shop = telling().await;
    let before = shop.get("/settings").await.expect(200);
    for (part, line, template) in [
        ("html", 3, json!({"subject": "Fine", "html": "<p>\n</p>\n{{ name | explode }}"})),
        ("html", 2, json!({"subject": "Fine", "html": "a\n{% if name %}"})),
        ("html", 1, json!({"subject": "Fine", "html": "{% include 'secrets' %}"})),
        ("subject", 1, json!({"subject": "{{ name", "html": "Fine"})),
    ] {
        let body = json!({"name": "Another", "templates": {"shipping_update": {"email": template}}});
        let refused = shop.put("/settings", body).await;
        refused.expect_problem(400, "invalid_request");
        let error = &refused.body["errors"][0];
        assert_eq!(error["field"], format!("templates.shipping_update.email.{part}"), "{error:#}");
        assert!(error["message"].as_str().unwrap().contains(&format!("line {line}: ")), "{error:#}");
        let body = json!({"kind": "shipping_update", "channel": "email", "template": template});
        let refused = shop.post("/settings/templates/preview", body).await;
        refused.expect_problem(400, "invalid_request");
        assert_eq!(refused.body["errors"][0]["field"], format!("template.{part}"));
    }
    assert_eq!(shop.get("/settings").await.expect(200), before);
}

#[tokio::test]
async fn templates_are_kept_one_by_one_and_null_takes_all_of_them_away() {
    let shop = telling().await;
    let (mail, sms) = (json!({"subject": "S", "html": "H"}), json!({"text": "T"}));
    let own = |templates: Value| json!({ "templates": templates });
    let _ = shop.put("/settings", own(json!({"delivered": {"email": mail}}))).await.expect(200);
    let both = shop.put("/settings", own(json!({"order_confirmation": {"sms": sms}}))).await.expect(200);
    assert_eq!(both["templates"], json!({"delivered": {"email": mail}, "order_confirmation": {"sms": sms}}));
    let one = shop.put("/settings", own(json!({"delivered": {"email": null}}))).await.expect(200);
    assert_eq!(one["templates"], json!({"order_confirmation": {"sms": sms}}));
    assert_eq!(shop.put("/settings", own(Value::Null)).await.expect(200)["templates"], json!({}));
    assert_eq!(shop.get("/settings").await.expect(200)["templates"], json!({}));
}

#[tokio::test]
async fn every_kind_is_previewed_on_a_sample_in_five_languages() {
    let shop = telling().await;
    let policy = shop.get("/settings").await.expect(200)["message_policy"].clone();
    for language in ["en", "sv", "nb", "vi", "th"] {
        let mut subjects = Vec::new();
        for (kind, channels) in policy.as_object().unwrap() {
            for channel in channels.as_object().unwrap().keys() {
                let body = json!({"kind": kind, "channel": channel, "language": language});
                let shown = shop.post("/settings/templates/preview", body).await.expect(200);
                let text = shown["text"].as_str().unwrap();
                assert!(text.contains("http"), "{kind} by {channel} in {language}: {text}");
                if channel == "sms" {
                    // Thai alone has letters that take more.
                    let segments = if language == "th" { 2 } else { 1 };
                    assert!(shown["segments"] == segments && shown["subject"].is_null(), "{shown:#}");
                } else {
                    assert!(shown["html"].as_str().unwrap().contains("<html"), "{shown:#}");
                    subjects.push(shown["subject"].clone());
                }
            }
        }
        subjects.dedup();
        assert_eq!(subjects.len(), 7, "{language}: {subjects:?}");
    }
    let odd = json!({"kind": "delivered", "channel": "email", "language": "tlh"});
    shop.post("/settings/templates/preview", odd).await.expect_problem(400, "invalid_request");
    let odd = json!({"kind": "delivered", "channel": "sms"});
    shop.post("/settings/templates/preview", odd).await.expect_problem(400, "invalid_request");
}

#[tokio::test]
async fn a_preview_on_an_order_is_what_is_sent() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"phone": null, "locale": "sv"})).await;
    tell(&shop).await;
    shop.system.outbox.empty().unwrap();
    let preview = async |kind: &str, template: Value| {
        let mut body = json!({"kind": kind, "channel": "email", "order_id": order["id"]});
        if !template.is_null() {
            body["template"] = template;
        }
        shop.post("/settings/templates/preview", body).await
    };
    let of_nothing_sent = preview("delivered", Value::Null).await;
    of_nothing_sent.expect_problem(409, "nothing_to_tell");
    fulfilled(&shop, &order, json!({"tracking": [{"number": "RR123456785SE"}]})).await;
    let shown = preview("shipping_confirmation", Value::Null).await.expect(200);
    tell(&shop).await;
    let mail = only(&shop, Channel::Email);
    assert_eq!((mail.subject.as_deref(), mail.html.as_deref()), (shown["subject"].as_str(), shown["html"].as_str()));
    let own = preview("delivered", json!({"subject": "{{ name }}", "html": "<b>{{ name }}</b>"})).await.expect(200);
    assert_eq!((&own["subject"], &own["html"]), (&json!("#1"), &json!("<b>#1</b>")));
    assert_eq!(shop.system.outbox.messages().len(), 1);
    let _ = placed(&shop).await;
}
