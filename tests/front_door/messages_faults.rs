//! What goes wrong between `notify` and SES or SNS, and what SES says later: waited out, left to the retry, or written
//! down; and never sent twice.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use waybill_lambda::BatchAnswer;
use waybill_local::outbox::Fault;
use waybill_local::outbox::message::Channel;
use waybill_notify::{Notifier, Post};
use waybill_tests::{Shop, path_of};

use crate::faults::{ALWAYS, Fault as TableFault, Faulty};
use crate::messages::{
    arrived, assert_lines, fulfilled, give, give_soundly, in_the_end, notifications, only, placed, placed_with,
    records_of, set, tell, telling,
};
use crate::messages_crash::config;
use crate::table::Table;

const CONFIRMED: [&str; 2] = ["order_confirmation by email: sent", "order_confirmation by sms: sent"];
const NO_ANSWER: &str = "unknown, the service's answer never came";

/// A batch that is told within a time that has room for few tries.
async fn give_briefly(shop: &Shop, records: &[Value]) -> BatchAnswer {
    let rooms = shop.system.rooms();
    let event = serde_json::from_value(json!({ "Records": records })).unwrap();
    Notifier::new(rooms.app, rooms.post).tell(event, Duration::from_secs(10)).await
}

#[tokio::test]
async fn a_busy_service_is_waited_for() {
    let shop = telling().await;
    shop.system.outbox.fail(Channel::Email, Fault::Throttled, 2);
    shop.system.outbox.fail(Channel::Sms, Fault::Throttled, 2);
    let order = placed(&shop).await;
    give_soundly(&shop, &records_of(&shop, &order)).await;
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
    assert_eq!(arrived(&shop).len(), 2);
}

#[tokio::test]
async fn what_a_busy_service_does_not_take_in_time_comes_again_and_goes_once() {
    let shop = telling().await;
    let orders = [placed(&shop).await, placed(&shop).await];
    let records = orders.iter().flat_map(|order| records_of(&shop, order)).collect::<Vec<_>>();
    for (busy, other) in [(Channel::Email, Channel::Sms), (Channel::Sms, Channel::Email)] {
        shop.system.outbox.fail(busy, Fault::Throttled, ALWAYS);
        let answer = give_briefly(&shop, &records).await;
        assert_eq!(answer.failures.len(), if busy == Channel::Email { 2 } else { 0 });
        // The other service is not kept waiting by it.
        let taken = shop.system.outbox.messages();
        assert!(taken.iter().filter(|message| message.channel == other).count() == 2, "{taken:#?}");
        shop.system.outbox.mend();
        give_soundly(&shop, &records).await;
    }
    in_the_end(&shop).await;
    for order in &orders {
        assert_lines(&notifications(&shop, order).await, &CONFIRMED);
    }
    assert_eq!(arrived(&shop).len(), 4);
}

#[tokio::test]
async fn an_answer_that_never_comes_is_unknown_and_the_message_is_not_sent_again_by_itself() {
    for (fault, taken) in [(Fault::Failed, 0), (Fault::FailedAfterTaking, 1), (Fault::CutOffAfterTaking, 1)] {
        let shop = telling().await;
        shop.system.outbox.fail(Channel::Email, fault, 1);
        shop.system.outbox.fail(Channel::Sms, fault, 1);
        let order = placed(&shop).await;
        tell(&shop).await;
        in_the_end(&shop).await;
        give_soundly(&shop, &records_of(&shop, &order)).await;
        let unknown = |channel| format!("order_confirmation by {channel}: {NO_ANSWER}");
        assert_lines(&notifications(&shop, &order).await, &[&unknown("email"), &unknown("sms")]);
        assert_eq!(arrived(&shop).len(), 2 * taken, "{fault:?}");
        // Someone who knows may ask for it again.
        let asked = json!({"kind": "order_confirmation", "channel": "email"});
        let _ = crate::messages::ask(&shop, &order, asked).await.expect(202);
        in_the_end(&shop).await;
        assert_eq!(arrived(&shop).len(), 2 * taken + 1, "{fault:?}");
    }
}

#[tokio::test]
async fn what_never_reached_the_service_is_not_lost() {
    let shop = telling().await;
    let order = placed(&shop).await;
    // One is no host, and the other speaks no TLS.
    let unreached = shop.system.url().replace("http://", "https://");
    let post = Post::new(&config("http://nobody.invalid").await, &config(&unreached).await, None);
    let event = serde_json::from_value(json!({ "Records": records_of(&shop, &order) })).unwrap();
    let answer = Notifier::new(shop.system.app.clone(), post).tell(event, Duration::from_secs(10)).await;
    assert_eq!(answer.failures.len(), 1);
    in_the_end(&shop).await;
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
    assert_eq!(arrived(&shop).len(), 2);
}

#[tokio::test]
async fn silence_is_given_up_and_is_unknown() {
    let shop = telling().await;
    shop.system.outbox.fail(Channel::Email, Fault::SilentAfterTaking, 1);
    let order = placed_with(&shop, json!({"phone": null})).await;
    tell(&shop).await;
    in_the_end(&shop).await;
    assert_eq!(notifications(&shop, &order).await[0], format!("order_confirmation by email: {NO_ANSWER}"));
    assert_eq!(arrived(&shop).len(), 1);
}

#[tokio::test]
async fn an_account_that_may_not_send_fails_each_message_with_the_reason() {
    for (fault, by_email) in [
        (Fault::SendingPaused, "refused: SendingPausedException"),
        (Fault::AccountSuspended, "refused: AccountSuspendedException"),
    ] {
        let shop = telling().await;
        shop.system.outbox.fail(Channel::Email, fault, 1);
        shop.system.outbox.fail(Channel::Sms, fault, 1);
        let order = placed(&shop).await;
        in_the_end(&shop).await;
        let by_email = format!("order_confirmation by email: failed, {by_email}");
        let by_sms = "order_confirmation by sms: failed, refused: AuthorizationError";
        assert_lines(&notifications(&shop, &order).await, &[&by_email, by_sms]);
        assert_eq!(arrived(&shop), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_sender_that_ses_does_not_know_fails_without_naming_anyone() {
    let shop = telling().await;
    set(&shop, json!({"sender": "orders@elsewhere.example"})).await;
    let order = placed_with(&shop, json!({"phone": null})).await;
    in_the_end(&shop).await;
    let told = notifications(&shop, &order).await;
    assert_eq!(told[0], "order_confirmation by email: failed, refused: MessageRejected");
}

#[tokio::test]
async fn a_store_without_a_sender_and_a_bad_number_say_so() {
    let shop = telling().await;
    set(&shop, json!({"sender": null})).await;
    let order = placed_with(&shop, json!({"phone": "ring the bell"})).await;
    in_the_end(&shop).await;
    assert_lines(
        &notifications(&shop, &order).await,
        &[
            "order_confirmation by email: suppressed, no sender set",
            "order_confirmation by sms: suppressed, not a telephone number",
        ],
    );
}

#[tokio::test]
async fn a_template_that_breaks_on_an_order_fails_that_message_alone() {
    let shop = telling().await;
    let endless = "{% for a in (1..900) %}{% for b in (1..900) %}{{ name }}{% endfor %}{% endfor %}";
    let hungry = format!("{{% if name == \"#broken\" %}}{endless}{{% endif %}}Fine");
    let own = json!({"subject": "Ours", "html": hungry});
    set(&shop, json!({"templates": {"order_confirmation": {"email": own}}})).await;
    let broken = placed_with(&shop, json!({"name": "#broken"})).await;
    let other = placed(&shop).await;
    in_the_end(&shop).await;
    let told = notifications(&shop, &broken).await;
    assert!(told[0].starts_with("order_confirmation by email: failed, the template is broken: "), "{told:#?}");
    assert_eq!(told[1], CONFIRMED[1]);
    assert_lines(&notifications(&shop, &other).await, &CONFIRMED);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_handed_back_and_the_others_are_told() {
    let shop = telling().await;
    let order = placed(&shop).await;
    let mut poison = records_of(&shop, &order)[0].clone();
    poison["dynamodb"]["NewImage"]["untold"]["S"] = json!("neither JSON nor a number");
    poison["dynamodb"]["SequenceNumber"] = json!("of-the-poison");
    let batch = [vec![poison], records_of(&shop, &order)].concat();
    let rooms = shop.system.rooms();
    let answer = give(rooms.app, rooms.post, &batch).await;
    let failed: Vec<_> = answer.failures.iter().map(|failure| failure.sequence_number.as_str()).collect();
    assert_eq!(failed, ["of-the-poison"]);
    assert_lines(&notifications(&shop, &order).await, &CONFIRMED);
}

#[tokio::test]
async fn an_event_that_cannot_be_read_stays_and_the_others_are_told() {
    let shop = telling().await;
    let orders = [placed(&shop).await, placed(&shop).await];
    let pk = format!("demo#order#{}", orders[0]["id"].as_str().unwrap());
    Table::of(&shop).await.damage(&pk, "event#0000000001#000").await;
    let records = orders.iter().flat_map(|order| records_of(&shop, order)).collect::<Vec<_>>();
    let rooms = shop.system.rooms();
    let answer = give(rooms.app, rooms.post, &records).await;
    assert_eq!(answer.failures.len(), 1);
    assert_lines(&notifications(&shop, &orders[1]).await, &CONFIRMED);
    assert_eq!(Table::of(&shop).await.items_with("untold#").await.len(), 1);
}

#[tokio::test]
async fn a_table_that_fails_leaves_what_was_not_claimed_and_loses_nothing() {
    for faults in [
        [("BatchGetItem", TableFault::Error(500, "InternalServerError"), ALWAYS)],
        [("PutItem", TableFault::Error(400, "ThrottlingException"), ALWAYS)],
        [("UpdateItem", TableFault::CutBefore, ALWAYS)],
        [("DeleteItem", TableFault::CutBefore, ALWAYS)],
        [("PutItem", TableFault::CutAfter, 1)],
        [("UpdateItem", TableFault::CutAfter, 1)],
        [("DeleteItem", TableFault::CutAfter, 1)],
    ] {
        let shop = telling().await;
        let order = placed(&shop).await;
        let records = records_of(&shop, &order);
        let wire = Faulty::start(&shop, &faults).await;
        let rooms = wire.rooms();
        let _ = give(rooms.app, rooms.post, &records).await;
        in_the_end(&shop).await;
        let told = notifications(&shop, &order).await;
        let settled_in_the_dark = matches!(faults[0], ("UpdateItem", TableFault::CutBefore, _));
        let expected = if settled_in_the_dark { "unknown" } else { "sent" };
        assert!(told.len() == 2 && told.iter().all(|line| line.contains(expected)), "{faults:?} {told:#?}");
        assert_eq!(arrived(&shop).len(), 2, "{faults:?}");
    }
}

#[tokio::test]
async fn mail_that_comes_back_is_written_down_and_no_more_is_sent_there() {
    for (address, why) in [
        ("bounce@simulator.amazonses.com", "it came back for good: the address takes no mail"),
        ("complaint@simulator.amazonses.com", "the customer called it unwanted"),
        (
            "suppressionlist@simulator.amazonses.com",
            "not delivered: mail to this address has often come back to others at SES",
        ),
    ] {
        let again = "address bounced or complained";
        let shop = telling().await;
        let contact = json!({"email": address, "phone": null});
        let order = placed_with(&shop, contact).await;
        tell(&shop).await;
        shop.system.background.topics.drain().await;
        let failed = format!("order_confirmation by email: failed, {why}");
        assert_eq!(notifications(&shop, &order).await[0], failed);
        fulfilled(&shop, &order, json!({})).await;
        // In whatever case it is written: it is the same mailbox.
        let other = placed_with(&shop, json!({"email": address.to_uppercase(), "phone": null})).await;
        in_the_end(&shop).await;
        shop.system.background.topics.drain().await;
        let told = notifications(&shop, &order).await;
        assert_eq!(told[0], failed);
        assert_eq!(told[2], format!("shipping_confirmation by email: suppressed, {again}"));
        assert_eq!(notifications(&shop, &other).await[0], format!("order_confirmation by email: suppressed, {again}"));
        assert_eq!(arrived(&shop).len(), 1);
    }
}

#[tokio::test]
async fn each_kind_of_bounce_is_told_for_what_it_is_and_only_a_lasting_one_stops_the_mail() {
    for (kind, sub_kind, why, lasting) in [
        ("Permanent", "General", "it came back for good: the address takes no mail", true),
        ("Permanent", "OnAccountSuppressionList", "not delivered: the account at SES suppresses this address", true),
        ("Transient", "MailboxFull", "it came back: the mailbox is full", false),
        ("Transient", "MessageTooLarge", "it came back: it is too large for the mailbox", false),
        ("Transient", "ContentRejected", "it came back: its content was refused", false),
        ("Transient", "SomethingNew", "it came back: the mailbox takes nothing for now", false),
        ("Undetermined", "Undetermined", "it came back, and it is not said why", false),
    ] {
        let shop = telling().await;
        let order = placed_with(&shop, json!({"email": "bounce@simulator.amazonses.com", "phone": null})).await;
        tell(&shop).await;
        let [mut event] = <[_; 1]>::try_from(shop.system.outbox.feedback()).unwrap();
        let mut inside: Value = serde_json::from_str(event["Records"][0]["Sns"]["Message"].as_str().unwrap()).unwrap();
        inside["bounce"]["bounceType"] = json!(kind);
        inside["bounce"]["bounceSubType"] = json!(sub_kind);
        event["Records"][0]["Sns"]["Message"] = json!(inside.to_string());
        let event = serde_json::from_value(event).unwrap();
        waybill_lambda::take_feedback(&shop.system.app, event).await.expect("it is taken");
        let read = shop.get(&format!("{}/notifications", path_of(&order))).await.expect(200);
        assert_eq!(read["notifications"][0]["why"], why);
        assert_eq!(read["suppression"]["why"], if lasting { json!(why) } else { Value::Null });
    }
}

#[tokio::test]
async fn mail_goes_to_an_address_again_when_staff_say_so() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"email": "bounce@simulator.amazonses.com", "phone": null})).await;
    tell(&shop).await;
    shop.system.background.topics.drain().await;
    let path = path_of(&order);
    let (notes, suppression) = (format!("{path}/notifications"), format!("{path}/suppression"));
    assert!(shop.get(&notes).await.expect(200)["suppression"]["at"].is_string());
    for _ in 0..2 {
        let lifted = shop.send(shop.request(Method::DELETE, &suppression)).await.expect(200);
        assert_eq!(lifted["id"], order["id"]);
        assert_eq!(shop.get(&notes).await.expect(200)["suppression"], Value::Null);
    }
    let asked = json!({"kind": "order_confirmation", "channel": "email"});
    let _ = crate::messages::ask(&shop, &order, asked).await.expect(202);
    in_the_end(&shop).await;
    assert_eq!(arrived(&shop).len(), 2);
    // It comes back again, and says so again.
    shop.system.background.topics.drain().await;
    assert!(shop.get(&notes).await.expect(200)["suppression"]["at"].is_string());
    // An order without an address has nothing to lift, and one that is not there is not found.
    let silent = placed_with(&shop, json!({"email": null})).await;
    let _ = shop.send(shop.request(Method::DELETE, &format!("{}/suppression", path_of(&silent)))).await.expect(200);
    let nowhere = "/orders/ord_00000000000000000000000000/suppression";
    shop.send(shop.request(Method::DELETE, nowhere)).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_ses_says_twice_or_of_no_message_of_ours_changes_nothing() {
    let shop = telling().await;
    let order = placed_with(&shop, json!({"email": "bounce@simulator.amazonses.com", "phone": null})).await;
    tell(&shop).await;
    let [event] = <[_; 1]>::try_from(shop.system.outbox.feedback()).unwrap();
    let hand = async |event: &Value| {
        let event = serde_json::from_value(event.clone()).unwrap();
        waybill_lambda::take_feedback(&shop.system.app, event).await.expect("it is taken").changed
    };
    assert_eq!(hand(&event).await, 1);
    let _ = hand(&event).await;
    for (tag, value) in [("message", "msg_of_nobody"), ("store", "nobody"), ("store", "a#b"), ("message", "")] {
        let mut other = event.clone();
        let mut inside: Value = serde_json::from_str(event["Records"][0]["Sns"]["Message"].as_str().unwrap()).unwrap();
        inside["mail"]["tags"][tag] = json!([value]);
        inside["mail"]["destination"] = json!(["someone@example.net"]);
        other["Records"][0]["Sns"]["Message"] = json!(inside.to_string());
        assert_eq!(hand(&other).await, 0, "{tag} {value}");
    }
    let mut garbled = event.clone();
    garbled["Records"][0]["Sns"]["Message"] = json!("Successfully validated SNS topic");
    assert_eq!(hand(&garbled).await, 0);
    assert_eq!(Table::of(&shop).await.items_with("#suppressed#").await.len(), 1);
    assert_eq!(notifications(&shop, &order).await.len(), 2);
}

#[tokio::test]
async fn a_customer_who_was_forgotten_is_told_nothing_and_one_whose_order_was_marked_as_paid_gets_no_sms() {
    let shop = telling().await;
    let order = placed(&shop).await;
    let _ = shop.post(&format!("{}/redact", path_of(&order)), json!({})).await.expect(200);
    in_the_end(&shop).await;
    assert_lines(
        &notifications(&shop, &order).await,
        &[
            "order_confirmation by email: suppressed, personal data erased",
            "order_confirmation by sms: suppressed, personal data erased",
        ],
    );
    assert_eq!(arrived(&shop), Vec::<String>::new());
    let order = placed_with(&shop, json!({"payment": {"status": "paid", "source": "marked_as_paid"}})).await;
    in_the_end(&shop).await;
    let marked = "order_confirmation by sms: suppressed, marked as paid";
    assert_lines(&notifications(&shop, &order).await, &[CONFIRMED[0], marked]);
    assert!(only(&shop, Channel::Email).subject.is_some());
}
