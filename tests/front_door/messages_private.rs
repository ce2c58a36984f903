//! What is nobody else's business: nothing of a customer, a message or a key is in a log line, in an event or in what is
//! kept of a message.

use serde_json::{Value, json};
use waybill_local::outbox::Fault;
use waybill_local::outbox::message::Channel;
use waybill_tests::{Shop, path_of};

use crate::faults::{ALWAYS, Fault as TableFault, Faulty};
use crate::messages::{give, in_the_end, placed_with, records_of, tell, telling};
use crate::table::Table;

const EMAIL: &str = "bounce+ada.lovelace@simulator.amazonses.com";
const PHONE: &str = "+46701239876";
const STREET: &str = "Storgatan 17 B";
const NOTE: &str = "ring the blue bell";
/// What stands in a message that is sent.
const WORDS: &str = "Purple elephants";

/// An order of which everything can be recognised.
async fn recognisable(shop: &Shop) -> Value {
    let own = json!({"subject": WORDS, "html": format!("<p>{WORDS} {{{{ order_status_url }}}}</p>")});
    let templates = json!({"order_confirmation": {"email": own, "sms": {"text": format!("{WORDS} {{{{ name }}}}")}}});
    let settings = json!({"templates": templates, "message_policy": {"shipping_confirmation": {"sms": true}}});
    crate::messages::set(shop, settings).await;
    let address = json!({"name": "Ada Lovelace", "address1": STREET, "city": "Umeå", "country": "SE"});
    let customer = json!({"first_name": "Ada", "last_name": "Lovelace"});
    let fields =
        json!({"email": EMAIL, "phone": PHONE, "note": NOTE, "shipping_address": address, "customer": customer});
    placed_with(shop, fields).await
}

/// What must stand nowhere.
fn secrets(shop: &Shop, order: &Value) -> Vec<String> {
    let token = |field: &str| order[field].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let words = [EMAIL, "lovelace", "Lovelace", PHONE, &PHONE[1..], STREET, NOTE, WORDS].map(str::to_owned);
    let key = shop.api_key().trim_start_matches("wb_demo_").to_owned();
    words.into_iter().chain([key, token("status_page_url"), token("owner_url")]).collect()
}

/// An error, as it is logged: with its whole chain.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}

#[tokio::test]
async fn nothing_of_a_customer_a_message_or_a_key_is_in_any_log_line_of_a_full_run() {
    let shop = telling().await;
    let order = recognisable(&shop).await;
    let mut lines = Vec::new();
    // The routes, when all is well and when the table is not.
    let asked = json!({"kind": "order_confirmation", "channel": "email"});
    let dry = json!({"kind": "order_confirmation", "channel": "email", "dry_run": true});
    let previewed = json!({"kind": "order_confirmation", "channel": "sms", "order_id": order["id"]});
    let broken = json!({"templates": {"delivered": {"email": {"subject": WORDS, "html": format!("{{{{ '{WORDS}' | {WORDS} }}}}")}}}});
    let bodies = [
        ("request_notification", asked),
        ("request_notification", dry),
        ("request_notification", json!({"kind": EMAIL, "channel": PHONE})),
        ("get_notifications", Value::Null),
        ("list_notifications", Value::Null),
        ("preview_template", previewed),
        ("put_settings", broken),
        ("put_settings", json!({"sender": format!("Ada Lovelace <{EMAIL}>")})),
        ("put_settings", json!({"sender": format!("{EMAIL} {EMAIL}")})),
        ("put_settings", json!({"sender": "Demo store <orders@example.com>"})),
        ("get_settings", Value::Null),
    ];
    for faults in [vec![], vec![("", TableFault::Error(400, "ValidationException"), ALWAYS)]] {
        let wire = Faulty::start(&shop, &faults).await;
        for (name, body) in &bodies {
            lines.push(wire.logged(name, &order, body, Some(EMAIL)).await.1);
        }
    }
    let routes = lines.len();
    // The stream: refused, silent, busy, sent; the table failing; a record that cannot be read.
    let mut poison = records_of(&shop, &order)[0].clone();
    poison["dynamodb"]["NewImage"] = json!({"pk": {"S": EMAIL}, "sk": {"S": PHONE}, "untold": {"S": WORDS}});
    for fault in [Fault::SendingPaused, Fault::Failed, Fault::CutOffAfterTaking] {
        shop.system.outbox.fail(Channel::Email, fault, 1);
        shop.system.outbox.fail(Channel::Sms, fault, 1);
        let order = recognisable(&shop).await;
        let rooms = shop.system.rooms();
        let answer = give(rooms.app, rooms.post, &[records_of(&shop, &order), vec![poison.clone()]].concat()).await;
        lines.push(format!("{} {}", json!(answer.report), chain(answer.failure.expect("the poison").as_ref())));
    }
    for operation in ["BatchGetItem", "PutItem", "UpdateItem", "DeleteItem"] {
        let other = recognisable(&shop).await;
        let faults = [(operation, TableFault::Error(400, "ValidationException"), ALWAYS)];
        let rooms = Faulty::start(&shop, &faults).await.rooms();
        let answer = give(rooms.app, rooms.post, &records_of(&shop, &other)).await;
        lines.push(chain(answer.failure.expect(operation).as_ref()));
    }
    // The topic and the schedule.
    let feedback = shop.system.outbox.feedback();
    assert!(!feedback.is_empty());
    for event in feedback {
        let failing = [("", TableFault::Error(400, "ValidationException"), ALWAYS)];
        let wire = Faulty::start(&shop, &failing).await;
        let event: waybill_lambda::TopicEvent = serde_json::from_value(event).unwrap();
        lines
            .extend(waybill_lambda::take_feedback(&wire.app, event.clone()).await.map_err(|error| chain(&error)).err());
        lines.extend(
            waybill_lambda::take_feedback(&shop.system.app, event).await.map(|report| json!(report).to_string()),
        );
    }
    let pk = format!("demo#order#{}", order["id"].as_str().unwrap());
    Table::of(&shop).await.damage(&pk, "untold#0000000001").await;
    shop.advance("6m").await;
    let failed = redrive_notify::handler(shop.system.app.clone()).await.expect_err("one cannot be read");
    lines.push(chain(&failed));

    assert!(lines.len() > routes + 8, "{lines:#?}");
    for line in &lines {
        for secret in secrets(&shop, &order) {
            assert!(!line.contains(&secret), "{secret} is in {line}");
        }
    }
}

#[tokio::test]
async fn nothing_of_a_customer_is_kept_with_a_message_and_nothing_at_all_once_it_is_erased() {
    let shop = telling().await;
    let order = recognisable(&shop).await;
    let _ = shop.act(&order, "fulfilments", json!({"tracking": [{"number": "RR123456785SE"}]})).await.expect(201);
    tell(&shop).await;
    shop.system.background.topics.drain().await;
    let table = Table::of(&shop).await;
    let mut kept = table.items().await;
    kept.retain(|item| !item["sk"].contains("\"order\"") && !item["sk"].contains("template#"));
    let told: Vec<_> = ["message#", "event#", "suppressed"]
        .map(|name| kept.iter().filter(|item| item["sk"].contains(name)).count())
        .into();
    assert!(told.iter().all(|count| *count > 0), "{told:?}");
    for item in &kept {
        for secret in secrets(&shop, &order) {
            assert!(item.values().all(|value| !value.contains(&secret)), "{secret} is in {item:#?}");
        }
    }
    let _ = shop.post(&format!("{}/redact", path_of(&order)), json!({})).await.expect(200);
    in_the_end(&shop).await;
    for personal in [EMAIL, PHONE, "Lovelace", STREET, NOTE] {
        assert_eq!(table.items_with(personal).await, Vec::new(), "{personal}");
    }
}
