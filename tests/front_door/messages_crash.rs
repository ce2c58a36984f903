//! `notify` is killed at each of its requests, handed the same records again in any way, and run beside itself: no
//! message goes twice, and each was sent or says why not.

use std::collections::BTreeMap;
use std::pin::pin;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_sesv2::config::Credentials;
use serde_json::{Value, json};
use waybill_domain::id::{EventId, MessageId};
use waybill_domain::message::{Channel, Kind};
use waybill_lambda::App;
use waybill_local::engine::{REGION, TABLE, client};
use waybill_local::outbox::message::Channel as Way;
use waybill_local::outbox::{CONFIGURATION_SET, SES, SNS};
use waybill_notify::Post;
use waybill_store::Store;
use waybill_tests::{Shop, path_of};

use crate::followed::run;
use crate::guillotine::Guillotine;
use crate::messages::{
    demo, fulfilled, give, give_soundly, id_of, in_the_end, notifications, only, placed, placed_with, records_of, tell,
    telling, telling_with,
};
use crate::table::Table;
use crate::tallies::Dice;

/// What the history leads to, when nothing goes wrong.
const ALL: [&str; 6] = [
    "order_confirmation by email: sent",
    "order_confirmation by sms: sent",
    "shipping_confirmation by email: sent",
    "shipping_confirmation by sms: sent",
    "shipping_update by email: suppressed, superseded by later news",
    "shipping_update by email: sent",
];

pub async fn config(endpoint: &str) -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest())
        .region(Region::new(REGION))
        .credentials_provider(Credentials::for_tests())
        .endpoint_url(endpoint)
        .load()
        .await
}

/// A shop that sends shipping confirmations by SMS too.
async fn shop() -> Shop {
    telling_with(json!({"message_policy": {"shipping_confirmation": {"sms": true}}})).await
}

/// An order of one customer's own that was placed, fulfilled, and whose number was corrected twice, more than a minute
/// ago; nobody has been told of anything.
async fn history(shop: &Shop, customer: usize) -> Value {
    let contact = json!({"email": format!("c{customer}@example.net"), "phone": phone(customer)});
    let order = placed_with(shop, contact).await;
    let order = fulfilled(shop, &order, json!({"tracking": [{"number": "RR1"}]})).await;
    for number in ["RR2", "RR3"] {
        let entry = json!({"parcel_id": order["parcels"][0]["id"], "number": number});
        let path =
            format!("{}/fulfilments/{}/tracking", path_of(&order), order["fulfilments"][0]["id"].as_str().unwrap());
        let _ = shop.put(&path, json!({"tracking": [entry]})).await.expect(200);
    }
    shop.advance("61s").await;
    order
}

fn phone(customer: usize) -> String {
    format!("+467012{customer:05}")
}

/// Each message that a customer got, and how often.
fn got(shop: &Shop, customer: usize) -> BTreeMap<String, usize> {
    let mut got = BTreeMap::new();
    for message in shop.system.outbox.messages() {
        let name = match message.channel {
            Way::Email if message.to == [format!("c{customer}@example.net")] => message.tags["message"].clone(),
            Way::Sms if message.to == [phone(customer)] => message.text.unwrap(),
            _ => continue,
        };
        *got.entry(name).or_default() += 1;
    }
    got
}

/// A run of the function that is killed; the request at which it was, if it got so far.
async fn killed(shop: &Shop, guillotine: &Guillotine, records: &[Value]) -> Option<String> {
    let table = guillotine.before(shop.system.dynamodb()).await;
    let app = App { store: Store::new(client(&table).await, TABLE), ..shop.system.app.clone() };
    let way = async |home| config(&guillotine.before(&format!("{}{home}", shop.system.url())).await).await;
    let post = Post::new(&way(SES).await, &way(SNS).await, Some(CONFIGURATION_SET.to_owned()));
    let mut telling = pin!(give(app, post, records));
    tokio::select! {
        () = guillotine.fallen() => guillotine.struck(),
        answer = &mut telling => {
            assert!(answer.failures.is_empty(), "{:?}", answer.failure);
            None
        }
    }
}

/// Hands over records twice, in any order, in batches that are cut anyhow.
async fn give_again(shop: &Shop, records: &[Value], dice: &mut Dice) {
    let mut twice = [records, records].concat();
    dice.shuffle(&mut twice);
    let mut left = twice.as_slice();
    while !left.is_empty() {
        let (batch, rest) = left.split_at(1 + dice.below(left.len()));
        give_soundly(shop, batch).await;
        left = rest;
    }
}

/// Whether a message may be lost to a kill at this request: it was claimed, and what the service answered was not yet
/// written down.
fn between_claim_and_answer(request: &str, after: bool) -> bool {
    match request {
        "PutItem" => after,
        "UpdateItem" => !after,
        "BatchGetItem" | "DeleteItem" => false,
        _ => true,
    }
}

async fn killed_at_every_request(after: bool) {
    let shop = shop().await;
    let mut dice = Dice::new(u64::from(after) + 1);
    let mut requests = Vec::new();
    for at in 1.. {
        let order = history(&shop, at).await;
        let records = records_of(&shop, &order);
        assert_eq!(records.len(), 4);
        let struck = killed(&shop, &Guillotine::new(at, after), &records).await;
        give_again(&shop, &records, &mut dice).await;
        in_the_end(&shop).await;
        give_again(&shop, &records_of(&shop, &order), &mut dice).await;

        let what = format!("killed at request {at}, {struck:?}, done: {after}");
        let (told, got) = (notifications(&shop, &order).await, got(&shop, at));
        assert!(got.values().all(|times| *times == 1), "{what}: {got:#?}");
        let untold: Vec<_> = told.iter().zip(ALL).filter(|(told, expected)| told != expected).collect();
        assert_eq!(told.len(), ALL.len(), "{what}: {told:#?}");
        assert!(untold.len() <= 1, "{what}: {told:#?}");
        for (told, _) in &untold {
            assert!(told.contains(": unknown, it was given to the mail or SMS service"), "{what}: {told:#?}");
        }
        let may_be_lost = struck.as_ref().is_some_and(|request| between_claim_and_answer(request, after));
        assert!(untold.is_empty() || may_be_lost, "{what}: {told:#?}");
        // All that says `sent` arrived; what is unknown did or did not.
        let sent = told.iter().filter(|told| told.ends_with(": sent")).count();
        assert!(sent <= got.len() && got.len() <= sent + untold.len(), "{what}: {told:#?} {got:#?}");

        let Some(request) = struck else { break };
        requests.push(request);
    }
    for each in ["BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "Publish"] {
        assert!(requests.iter().any(|request| request == each), "never killed at {each}: {requests:?}");
    }
    assert!(requests.iter().any(|request| request.contains("outbound-emails")), "{requests:?}");
}

#[tokio::test]
async fn a_run_that_is_killed_before_any_of_its_requests_is_done_all_the_same_and_nothing_twice() {
    killed_at_every_request(false).await;
}

#[tokio::test]
async fn a_run_that_is_killed_after_any_of_its_requests_does_nothing_twice() {
    killed_at_every_request(true).await;
}

#[tokio::test]
async fn runs_at_once_on_the_same_records_send_each_message_once() {
    let shop = shop().await;
    let mut dice = Dice::new(7);
    for customer in 1..=6 {
        let order = history(&shop, customer).await;
        let records = records_of(&shop, &order);
        let mut other = records.clone();
        dice.shuffle(&mut other);
        tokio::join!(give_soundly(&shop, &records), give_soundly(&shop, &other), give_soundly(&shop, &records));
        in_the_end(&shop).await;
        assert_eq!(notifications(&shop, &order).await, ALL);
        let got = got(&shop, customer);
        assert!(got.len() == 5 && got.values().all(|times| *times == 1), "{got:#?}");
    }
}

#[tokio::test]
async fn what_the_stream_lost_is_brought_up_and_told() {
    let shop = shop().await;
    let order = history(&shop, 1).await;
    // The stream gave these up: nobody was handed them.
    let lost = records_of(&shop, &order).len();
    run(&shop, "redrive_notify").await;
    shop.advance("5m").await;
    run(&shop, "redrive_notify").await;
    let brought_up = records_of(&shop, &order).split_off(lost);
    give_soundly(&shop, &brought_up).await;
    assert_eq!(notifications(&shop, &order).await, ALL);
    in_the_end(&shop).await;
    assert_eq!(got(&shop, 1).len(), 5);
}

fn confirmation(channel: Channel) -> MessageId {
    MessageId { event: EventId { revision: 1, number: 0 }, kind: Kind::OrderConfirmation, channel }
}

#[tokio::test]
async fn a_message_that_another_run_gives_back_is_not_forgotten() {
    let shop = telling().await;
    let (order, store) = (placed(&shop).await, &shop.system.app.store);
    let now = shop.system.app.now();
    let claim =
        store.claim(&demo(), &id_of(&order), confirmation(Channel::Email), now).await.unwrap().expect("a claim");
    // This run finds the mail in another's hands, and sends the rest.
    tell(&shop).await;
    assert_eq!(shop.system.outbox.messages().len(), 1);
    // The other one's service was busy, and it is killed before it can try again.
    store.give_back(claim).await.unwrap();
    in_the_end(&shop).await;
    assert_eq!(only(&shop, Way::Email).to, [crate::messages::EMAIL]);
    assert_eq!(notifications(&shop, &order).await, &ALL[..2]);
    assert_eq!(shop.system.outbox.messages().len(), 2);
}

#[tokio::test]
async fn a_message_that_its_run_was_killed_with_is_never_sent_by_itself() {
    let shop = telling().await;
    let (order, store) = (placed_with(&shop, json!({"phone": null})).await, &shop.system.app.store);
    let now = shop.system.app.now();
    let _ = store.claim(&demo(), &id_of(&order), confirmation(Channel::Email), now).await.unwrap().expect("a claim");
    let again = store.claim(&demo(), &id_of(&order), confirmation(Channel::Email), now).await.unwrap();
    assert!(again.is_none());
    in_the_end(&shop).await;
    assert_eq!(shop.system.outbox.messages(), []);
    let told = notifications(&shop, &order).await;
    let unknown =
        "order_confirmation by email: unknown, it was given to the mail or SMS service, and no answer was noted";
    assert_eq!(told[0], unknown);
}

#[tokio::test]
async fn what_ses_says_of_a_mail_before_its_sending_was_noted_stays() {
    let shop = telling().await;
    let (order, store) = (placed_with(&shop, json!({"phone": null})).await, &shop.system.app.store);
    let (id, now) = (confirmation(Channel::Email), shop.system.app.now());
    let claim = store.claim(&demo(), &id_of(&order), id, now).await.unwrap().expect("a claim");
    assert!(store.came_back(&demo(), &id_of(&order), id, "it came back", now).await.unwrap());
    store.settle(&claim, waybill_store::message::Outcome::Sent, None, now).await.unwrap();
    assert_eq!(notifications(&shop, &order).await[0], "order_confirmation by email: failed, it came back");
}

#[tokio::test]
async fn a_change_that_cannot_be_read_does_not_keep_others_from_being_brought_up() {
    let shop = telling().await;
    let mut orders = Vec::new();
    for _ in 0..12 {
        orders.push(placed_with(&shop, json!({"phone": null})).await);
    }
    // The first in its shard, whichever that is.
    Table::of(&shop)
        .await
        .damage(&format!("demo#order#{}", orders[0]["id"].as_str().unwrap()), "untold#0000000001")
        .await;
    shop.advance("6m").await;
    let failed = redrive_notify::handler(shop.system.app.clone()).await.expect_err("one cannot be read");
    assert_eq!((failed.report.due, failed.report.changed, failed.report.left), (12, 11, 1));
    tell(&shop).await;
    for order in &orders[1..] {
        assert_eq!(notifications(&shop, order).await[0], ALL[0]);
    }
}
