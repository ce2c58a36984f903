//! Which message goes where, and why not (N2, N8, N9, N10, F2), as one text: `messages.txt`, which is the specification.
//!
//! After a change that is meant, write it anew with `WAYBILL_GOLDEN=write cargo test`, and read the difference.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::announce::{Announcement, announcements};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::event::Event;
use waybill_domain::id::ParcelId;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::opt::{opt_in, opt_out};
use waybill_domain::policy::{Recipient, judge};
use waybill_domain::settings::{FulfilmentMode, Settings};
use waybill_domain::{Moment, Order, Refusal, set_status};

use crate::given::{
    Came, Decision, Shop, add_numbers, amend, cancel, cancel_order, complete, expire, ful, fulfil, minutes, mugs, noon,
    read, redact, replace_numbers,
};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/domain/messages.txt");

const LEGEND: &str = "\
Which message goes where, and why not. Written by messages.rs, which says how to renew it.

The order is a mug and a download. It was placed, fulfilled with a number, given another number, and delivered. The
store has a sender, and sends every kind over every channel that it can go; `policy` in the second part is its defaults.
`→ checkout` is the address that the checkout gave, `→ opt-in` the one that the customer opted in with, and `→ phone` an
SMS. `setting` is whether customers are told of what is sent (N2), `here` what was said for this fulfilment alone.

";

/// What is announced of the order, in the order of the columns.
const COLUMNS: [(&str, Kind, Channel); 7] = [
    ("confirmation", Kind::OrderConfirmation, Channel::Email),
    ("… by SMS", Kind::OrderConfirmation, Channel::Sms),
    ("shipped", Kind::ShippingConfirmation, Channel::Email),
    ("… by SMS", Kind::ShippingConfirmation, Channel::Sms),
    ("new number", Kind::ShippingUpdate, Channel::Email),
    ("delivered", Kind::Delivered, Channel::Email),
    ("download", Kind::DigitalDelivery, Channel::Email),
];

pub const CHECKOUT: &str = "ada@example.net";
pub const OPTED_IN: &str = "lovelace@example.net";
pub const PHONE: &str = "+46701234567";

#[test]
fn every_message_goes_where_the_table_says() {
    let now = written();
    if std::env::var("WAYBILL_GOLDEN").is_ok_and(|wish| wish == "write") {
        std::fs::write(GOLDEN, &now).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/domain/messages.txt");
    let (was, is): (Vec<_>, Vec<_>) = (golden.lines().collect(), now.lines().collect());
    let differing = was.iter().zip(&is).find(|(was, is)| was != is);
    assert!(golden == now, "messages.txt does not say what happens, first here: {differing:#?}");
}

#[test]
fn an_order_has_one_address() {
    let mut shop = telling(true);
    let other = || Some(read(json!(OPTED_IN)));
    let placed = |shop: &Shop, contact: Value| {
        let mut placing = json!({"line_items": [mugs(1)]});
        placing.as_object_mut().expect("an object").extend(contact.as_object().expect("an object").clone());
        shop.try_place(placing, noon()).expect("an order").order
    };
    let updates_to = |order: &Order| order.contact().updates_to().map(|email| email.as_str().to_owned());

    // Who gave one at the checkout has no other one.
    let order = placed(&shop, json!({"email": CHECKOUT, "phone": PHONE}));
    let stopped = opt_out(&order, &shop.at(noon())).change().order;
    assert!(matches!(opt_in(&stopped, other(), &shop.at(noon())), Err(Refusal::Invalid { .. })));
    let again = opt_in(&stopped, None, &shop.at(noon())).change().order;
    assert_eq!(updates_to(&again).as_deref(), Some(CHECKOUT));

    // Who gave none may give one while the store offers it, and keeps it when the store does not any more.
    let order = placed(&shop, json!({"phone": PHONE}));
    let order = opt_in(&order, other(), &shop.at(noon())).change().order;
    shop.settings.messages.email_opt_in = false;
    assert_eq!(updates_to(&order).as_deref(), Some(OPTED_IN));
    let stopped = opt_out(&order, &shop.at(noon())).change().order;
    assert!(matches!(opt_in(&stopped, other(), &shop.at(noon())), Err(Refusal::Invalid { .. })));

    // What staff correct counts for all mail.
    let corrected = amend(&order, json!({"email": CHECKOUT}), &shop.at(noon())).change().order;
    assert_eq!(updates_to(&corrected).as_deref(), Some(CHECKOUT));
    assert_eq!(corrected.contact().mail_to().map(|email| email.as_str()), Some(CHECKOUT));
}

/// Who may be reached, and how.
fn contacts() -> Vec<(&'static str, Value, Option<Opted>)> {
    vec![
        ("both", json!({"email": CHECKOUT, "phone": PHONE}), None),
        ("e-mail only", json!({"email": CHECKOUT}), None),
        ("phone only", json!({"phone": PHONE}), None),
        ("none", json!({}), None),
        ("a bad phone", json!({"phone": "ring the bell"}), None),
        ("phone, opted in", json!({"phone": PHONE}), Some(Opted::In)),
        ("both, opted out", json!({"email": CHECKOUT, "phone": PHONE}), Some(Opted::Out)),
    ]
}

#[derive(Clone, Copy)]
enum Opted {
    In,
    Out,
}

fn payments() -> [(&'static str, Value); 3] {
    [
        ("unpaid", json!({"status": "pending"})),
        ("paid", json!({"status": "paid"})),
        ("marked as paid", json!({"status": "paid", "source": "marked_as_paid"})),
    ]
}

fn written() -> String {
    let mut text = String::from(LEGEND);
    text += &row(["contact", "payment", "setting", "here"], COLUMNS.map(|(name, ..)| name.to_owned()));
    for (contact, fields, opted) in contacts() {
        text.push('\n');
        for (payment, paid) in payments() {
            for (setting, on) in [("on", true), ("off", false)] {
                for (here, said) in [("–", Value::Null), ("tell", json!(true)), ("do not", json!(false))] {
                    let story = Story::told(&telling(on), &fields, &paid, &said, opted);
                    text += &row([contact, payment, setting, here], story.cells(&telling(on)));
                }
            }
        }
    }
    text.push('\n');
    for (what, story, shop) in others() {
        text += &row([what, "", "", ""], story.cells(&shop));
    }
    text
}

fn row([contact, payment, setting, here]: [&str; 4], cells: [String; 7]) -> String {
    let mut row = if payment.is_empty() {
        format!("{contact:<50}")
    } else {
        format!("{contact:<17}{payment:<16}{setting:<9}{here:<8}")
    };
    for cell in cells {
        let _ = write!(row, "{cell:<23}");
    }
    row.trim_end().to_owned() + "\n"
}

/// A store that sends everything that can be sent.
pub fn telling(notify_customers: bool) -> Shop {
    let mut shop = defaults(notify_customers);
    let sms = read(json!({"shipping_confirmation": {"sms": true}}));
    shop.settings.messages.policy = shop.settings.messages.policy.amend(&sms).expect("a policy");
    shop
}

pub fn defaults(notify_customers: bool) -> Shop {
    let mut shop = Shop::manual();
    shop.settings.messages.sender = Some(read(json!("orders@example.com")));
    shop.settings.messages.email_opt_in = true;
    shop.settings.messages.notify_customers = notify_customers;
    shop
}

/// An order, what happened to it that announces something, and when it is looked at.
pub struct Story {
    pub order: Order,
    pub events: Vec<Event>,
    pub now: DateTime<Utc>,
}

impl Story {
    fn told(shop: &Shop, contact: &Value, payment: &Value, said: &Value, opted: Option<Opted>) -> Self {
        let mut placing = json!({"line_items": [mugs(1), download()], "payment": payment});
        placing.as_object_mut().expect("an object").extend(contact.as_object().expect("an object").clone());
        let placed = shop.try_place(placing, noon()).expect("an order");
        let mut story = Self { order: placed.order, events: placed.events, now: minutes(3) };
        match opted {
            Some(Opted::In) => story.take(opt_in(&story.order, Some(read(json!(OPTED_IN))), &shop.at(noon()))),
            Some(Opted::Out) => story.take(opt_out(&story.order, &shop.at(noon()))),
            None => {}
        }
        let fulfilling = json!({"tracking": [{"number": "RR1"}], "notify_customer": said});
        story.take(fulfil(&story.order, fulfilling, &shop.at(minutes(1))));
        story.take(add_numbers(&story.order, ful(1), &["RR2"], &shop.at(minutes(2))));
        story.deliver(shop, ParcelId::at(1), minutes(3));
        story
    }

    /// The same of a customer who gave both, with the settings on.
    fn usual(shop: &Shop) -> Self {
        Self::told(shop, &json!({"email": CHECKOUT, "phone": PHONE}), &json!({"status": "paid"}), &Value::Null, None)
    }

    fn take(&mut self, decided: Decision) {
        let change = decided.change();
        self.order = change.order;
        self.events.extend(change.events);
    }

    /// A parcel arrives, as its carrier says.
    fn deliver(&mut self, shop: &Shop, id: ParcelId, at: DateTime<Utc>) {
        self.take(set_delivered(&self.order, id, &shop.at(at)));
        let parcel = self.order.parcels().iter().find(|parcel| parcel.id == id).expect("a parcel");
        self.events.push(arrived(&self.order, parcel));
    }

    /// What becomes of each message that is announced.
    fn cells(&self, shop: &Shop) -> [String; 7] {
        COLUMNS.map(|(_, kind, channel)| {
            let mut found = Vec::new();
            for event in &self.events {
                for about in announcements(event, &self.order) {
                    if (about.kind, about.channel) == (kind, channel) {
                        found.push(cell(&about, event, &self.order, &shop.settings, self.now));
                    }
                }
            }
            found.join(", ")
        })
    }
}

/// What a carrier says is a matter of journeys: here the status alone counts.
pub fn set_delivered(order: &Order, id: ParcelId, moment: &Moment<'_>) -> Decision {
    set_status::set(order, id, &read(json!({"status": "delivered"})), None, moment)
}

pub fn arrived(order: &Order, parcel: &waybill_domain::tracking::Parcel) -> Event {
    Event::TrackingStatusChanged {
        fulfilment_id: parcel.fulfilment.text(order.id()),
        parcel_id: parcel.id.text(order.id()),
        generation: parcel.generation,
        from: TrackingStatus::InTransit,
        to: TrackingStatus::Delivered,
        reason: None,
        detail: None,
    }
}

pub fn download() -> Value {
    json!({"title": "Pattern", "quantity": 1, "kind": "digital", "download_url": "https://example.com/pattern.pdf"})
}

fn cell(about: &Announcement, event: &Event, order: &Order, settings: &Settings, now: DateTime<Utc>) -> String {
    match judge(about, event, order, settings, now) {
        Ok(Recipient::Email(address)) if address.as_str() == CHECKOUT => "→ checkout".to_owned(),
        Ok(Recipient::Email(address)) if address.as_str() == OPTED_IN => "→ opt-in".to_owned(),
        Ok(Recipient::Sms(number)) if number.as_str() == PHONE => "→ phone".to_owned(),
        Ok(other) => panic!("to nobody who was named: {other:?}"),
        Err(why) => json!(why).as_str().expect("a word").to_owned(),
    }
}

/// What else may be: each once.
fn others() -> Vec<(&'static str, Story, Shop)> {
    let shop = telling(true);
    let story = || Story::usual(&shop);
    let then = |decide: &dyn Fn(&Order) -> Decision| {
        let mut story = story();
        story.take(decide(&story.order));
        story
    };
    let now = shop.at(minutes(4));
    let mut silent = telling(true);
    silent.settings.messages.sender = None;
    let mut automatic = telling(true);
    automatic.settings.fulfilment_mode = FulfilmentMode::Automatic;
    let late = |days| Story { now: noon() + TimeDelta::days(days), ..story() };
    let entry = |id: &str, number: &str| json!({"parcel_id": id, "number": number});
    vec![
        ("policy", story(), defaults(true)),
        ("no sender", story(), silent),
        ("personal data erased", then(&|order| redact(order, &now)), telling(true)),
        ("the fulfilment is cancelled", then(&|order| cancel(order, ful(1), &now)), telling(true)),
        (
            "the number is corrected again",
            then(&|order| replace_numbers(order, ful(1), &[entry("par_1", "RR1"), entry("par_2", "RR3")], &now)),
            telling(true),
        ),
        (
            "the number is taken away",
            then(&|order| replace_numbers(order, ful(1), &[entry("par_1", "RR1")], &now)),
            telling(true),
        ),
        ("another number is added", then(&|order| add_numbers(order, ful(1), &["RR3"], &now)), telling(true)),
        ("it was delivered 30 days ago", late(30), telling(true)),
        ("it was delivered 31 days ago", late(31), telling(true)),
        ("the order was brought in quietly", quiet(&shop), telling(true)),
        ("… and fulfilled by itself", quiet(&automatic), telling(true)),
        (
            "the upsell is answered",
            upsold(&shop, |order, shop| complete(order, &[], &shop.at(minutes(9)))),
            telling(true),
        ),
        ("the upsell's hour passes", upsold(&shop, |order, shop| expire(order, &shop.at(minutes(60)))), telling(true)),
        (
            "the order is cancelled within the hour",
            upsold(&shop, |order, shop| cancel_order(order, &shop.at(minutes(9)))),
            telling(true),
        ),
    ]
}

fn quiet(shop: &Shop) -> Story {
    let goods = json!([mugs(1), download()]);
    let paid = json!({"status": "paid"});
    let placing =
        json!({"line_items": goods, "payment": paid, "email": CHECKOUT, "phone": PHONE, "notify_customer": false});
    let placed = shop.try_place(placing, noon()).expect("an order");
    Story { order: placed.order, events: placed.events, now: noon() }
}

fn upsold(shop: &Shop, decide: impl Fn(&Order, &Shop) -> Decision) -> Story {
    let placing = json!({"line_items": [mugs(1)], "email": CHECKOUT, "phone": PHONE, "upsell": true});
    let placed = shop.try_place(placing, noon()).expect("an order");
    let mut story = Story { order: placed.order, events: placed.events, now: minutes(60) };
    story.take(decide(&story.order, shop));
    story
}
