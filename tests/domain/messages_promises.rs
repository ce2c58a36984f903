//! What holds of every message after any history: no update by SMS, nothing against what the customer or the merchant
//! said, nothing to anyone else, and nothing at all to who was forgotten.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use waybill_domain::announce::{Announcement, announcements, announces};
use waybill_domain::ask::ask;
use waybill_domain::contact::Updates;
use waybill_domain::event::Event;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::opt::{opt_in, opt_out};
use waybill_domain::order::Fulfilment;
use waybill_domain::payment::{PaymentSource, PaymentStatus};
use waybill_domain::policy::{Recipient, judge};
use waybill_domain::settings::Settings;
use waybill_domain::{Outcome, pay, track};

use crate::given::{Shop, add_numbers, cancel, cancel_order, complete, expire, ful, fulfil, mugs, noon, read, redact};
use crate::messages::{CHECKOUT, OPTED_IN, PHONE, Story, arrived, defaults, download, set_delivered, telling};

/// How many histories are tried, and what may happen in one.
const HISTORIES: u32 = 3_000;

#[derive(Clone, Debug)]
enum Step {
    Fulfil(Option<bool>),
    Add(u8),
    Correct(u8, Option<bool>),
    Cancel,
    CancelOrder,
    Complete,
    Wait(i64),
    Pay(bool),
    Redact,
    OptIn(bool),
    OptOut,
    Deliver,
    Ask(usize, bool),
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => any::<Option<bool>>().prop_map(Step::Fulfil),
        2 => any::<u8>().prop_map(Step::Add),
        2 => (any::<u8>(), any::<Option<bool>>()).prop_map(|(number, said)| Step::Correct(number, said)),
        1 => Just(Step::Cancel),
        1 => Just(Step::CancelOrder),
        1 => Just(Step::Complete),
        2 => (1..90_i64).prop_map(Step::Wait),
        2 => any::<bool>().prop_map(Step::Pay),
        1 => Just(Step::Redact),
        1 => any::<bool>().prop_map(Step::OptIn),
        1 => Just(Step::OptOut),
        2 => Just(Step::Deliver),
        2 => (0..Kind::ALL.len(), any::<bool>()).prop_map(|(kind, sms)| Step::Ask(kind, sms)),
    ]
}

#[test]
fn whatever_happened_no_message_goes_where_it_must_not() {
    let contact = (any::<bool>(), any::<bool>());
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    let histories = (contact, switches, any::<bool>(), prop::collection::vec(steps(), 1..12));
    let config = ProptestConfig { cases: HISTORIES, failure_persistence: None, ..ProptestConfig::default() };
    let seen = std::cell::RefCell::new(BTreeSet::new());
    let held = TestRunner::new(config).run(&histories, |((email, phone), (on, texts, sender), upsell, steps)| {
        let mut shop = if texts { telling(on) } else { defaults(on) };
        shop.settings.messages.sender = shop.settings.messages.sender.filter(|_| sender);
        let mut placing = json!({"line_items": [mugs(2), download()], "upsell": upsell});
        placing["email"] = if email { json!(CHECKOUT) } else { Value::Null };
        placing["phone"] = if phone { json!(PHONE) } else { Value::Null };
        let placed = shop.try_place(placing, noon()).expect("an order");
        let mut story = Story { order: placed.order, events: placed.events, now: noon() };
        for step in steps {
            story.step(&shop, &step);
            story.holds(&shop.settings, &mut seen.borrow_mut());
        }
        Ok(())
    });
    if let Err(broken) = held {
        panic!("{broken}");
    }
    // Promises over histories in which nothing is sent are worth nothing.
    for kind in [
        Kind::OrderConfirmation,
        Kind::ShippingConfirmation,
        Kind::ShippingUpdate,
        Kind::Delivered,
        Kind::DigitalDelivery,
    ] {
        for channel in Channel::ALL.into_iter().filter(|channel| kind.goes_by(*channel)) {
            assert!(seen.borrow().contains(&(kind, channel)), "{kind:?} by {channel:?} was never sent");
        }
    }
}

impl Story {
    /// Does something; what is refused is not done.
    fn step(&mut self, shop: &Shop, step: &Step) {
        let (order, moment) = (&self.order, &shop.at(self.now));
        let first = order.fulfilments().len().max(1);
        let parcel = order.parcels().last().map(|parcel| parcel.id);
        let decided = match step {
            Step::Fulfil(said) => {
                let one = json!([{"line_item_id": "li_1", "quantity": 1}]);
                let whole = json!({"tracking": [{"number": "RR0"}], "notify_customer": said});
                let part = json!({"line_items": one, "notify_customer": said});
                fulfil(order, if order.fulfilments().is_empty() { part } else { whole }, moment)
            }
            Step::Add(number) => add_numbers(order, ful(first), &[&format!("RR{number}")], moment),
            Step::Correct(number, said) => match parcel {
                Some(id) => {
                    let entry = json!({"parcel_id": id.text(order.id()), "number": format!("RR{number}")});
                    let of = order.parcels().iter().find(|parcel| parcel.id == id).map(|parcel| parcel.fulfilment);
                    let sent = read(json!({"tracking": [entry], "notify_customer": said}));
                    track::replace(order, of.expect("its fulfilment"), sent, moment)
                }
                None => Ok(Outcome::Unchanged),
            },
            Step::Cancel => cancel(order, ful(first), moment),
            Step::CancelOrder => cancel_order(order, moment),
            Step::Complete => complete(order, &[], moment),
            Step::Wait(count) => {
                self.now += TimeDelta::minutes(*count);
                expire(&self.order, &shop.at(self.now))
            }
            Step::Pay(by_hand) => {
                let source = if *by_hand { "marked_as_paid" } else { "gateway" };
                Ok(pay::pay(order, read(json!({"status": "paid", "source": source})), moment))
            }
            Step::Redact => redact(order, moment),
            Step::OptIn(elsewhere) => opt_in(order, elsewhere.then(|| read(json!(OPTED_IN))), moment),
            Step::OptOut => opt_out(order, moment),
            Step::Deliver => match parcel {
                Some(id) => set_delivered(order, id, moment),
                None => Ok(Outcome::Unchanged),
            },
            Step::Ask(kind, sms) => {
                let channel = if *sms { "sms" } else { "email" };
                ask(order, &read(json!({"kind": Kind::ALL[*kind], "channel": channel})), moment)
            }
        };
        if let Ok(Outcome::Changed(change)) = decided {
            self.order = change.order;
            self.events.extend(change.events);
            if let (Step::Deliver, Some(parcel)) = (step, self.order.parcels().last()) {
                let event = arrived(&self.order, parcel);
                self.events.push(event);
            }
        }
    }

    /// Of everything that has happened so far, as the order is now.
    fn holds(&self, settings: &Settings, seen: &mut BTreeSet<(Kind, Channel)>) {
        for event in &self.events {
            let about = announcements(event, &self.order);
            assert!(announces(event) || about.is_empty(), "{event:?} leads to {about:?}, and is not told");
            for about in about {
                let updates_by_mail =
                    about.kind.goes_by(about.channel) && !(about.kind.is_update() && about.channel == Channel::Sms);
                assert!(updates_by_mail, "{about:?}");
                if let Ok(recipient) = judge(&about, event, &self.order, settings, self.now) {
                    seen.insert((about.kind, about.channel));
                    self.goes_to_its_customer(&about, &recipient, settings);
                    self.is_wanted(&about, event, settings);
                }
            }
        }
    }

    fn goes_to_its_customer(&self, about: &Announcement, recipient: &Recipient, settings: &Settings) {
        let (contact, payment) = (self.order.contact(), self.order.payment());
        assert!(self.order.redacted_at().is_none(), "erased, and told: {about:?}");
        match recipient {
            Recipient::Sms(number) => {
                let marked = payment.source == PaymentSource::MarkedAsPaid && payment.status == PaymentStatus::Paid;
                assert!(!marked, "marked as paid, and texted: {about:?}");
                assert_eq!((about.channel, contact.sms.as_ref()), (Channel::Sms, Some(number)));
            }
            Recipient::Email(address) => {
                assert!(settings.messages.sender.is_some() && about.channel == Channel::Email, "{about:?}");
                let opted_out = contact.updates == Updates::OptedOut;
                assert!(!(opted_out && about.kind.is_update()), "opted out, and updated: {about:?}");
                assert_eq!(contact.mail_to(), Some(address), "{about:?}");
                assert!(about.kind != Kind::OrderConfirmation || contact.email.as_ref() == Some(address));
            }
        }
    }

    fn is_wanted(&self, about: &Announcement, event: &Event, settings: &Settings) {
        let fulfilment = about.fulfilment.and_then(|id| self.order.fulfilment(id));
        assert!(fulfilment.is_none_or(Fulfilment::is_live), "{about:?}");
        if matches!(event, Event::MessageAsked { .. }) {
            return;
        }
        assert!(settings.messages.policy.sends(about.kind, about.channel), "{about:?}");
        let said_of_the_number = matches!(
            event,
            Event::TrackingNumberAdded { notify_customer: Some(true), .. }
                | Event::TrackingNumberCorrected { notify_customer: Some(true), .. }
        );
        let said = fulfilment.and_then(Fulfilment::notify_customer).unwrap_or(settings.messages.notify_customers);
        let governed = about.kind.is_update() || about.kind == Kind::ShippingConfirmation;
        assert!(!governed || said || said_of_the_number, "turned off, and told: {about:?} of {event:?}");
    }
}
