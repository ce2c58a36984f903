//! A shop as its merchant finds it on a morning: orders in every state, messages, figures. For the tests and the gallery.

#![expect(clippy::needless_pass_by_value, reason = "a `json!` that a client sends is written where it is passed")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::event::Event;
use waybill_domain::fulfil::fulfil;
use waybill_domain::hold::{PlaceHold, hold};
use waybill_domain::id::{FulfilmentOrderId, OrderId, ParcelId};
use waybill_domain::language::Language;
use waybill_domain::observe::{News, observe};
use waybill_domain::order::HoldReason;
use waybill_domain::place::place;
use waybill_domain::settings::Settings;
use waybill_domain::summary::Summary;
use waybill_domain::tracking::Observed;
use waybill_domain::{Moment, Order, Outcome, cancel_order};
use waybill_pages::desk::Desk;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::order::Happened;
use waybill_pages::words::Words;

use crate::given::{mug, read, whole};

/// A shop.
pub struct Shop {
    pub settings: Settings,
    pub orders: Vec<Order>,
    pub events: BTreeMap<OrderId, Vec<Happened>>,
    pub now: DateTime<Utc>,
}

/// An order with all that happened to it.
struct Making<'a> {
    shop: &'a Shop,
    order: Order,
    happened: Vec<Happened>,
}

pub fn morning() -> DateTime<Utc> {
    "2026-11-22T08:10:00Z".parse().expect("an instant")
}

impl Shop {
    pub fn new() -> Self {
        let mut settings = Settings::new(read(json!("Norrsken Ceramics")));
        settings.time_zone = read(json!("Europe/Stockholm"));
        settings.locations = vec![read(json!("Umeå")), read(json!("Gothenburg"))];
        settings.messages.sender = Some(read(json!("Norrsken <orders@norrsken.example>")));
        let mut shop = Self { settings, orders: Vec::new(), events: BTreeMap::new(), now: morning() };
        shop.fill();
        shop
    }

    /// An order, placed so many hours before the morning.
    fn placed(&self, number: u32, hours: i64, instead: Value) -> Making<'_> {
        let at = self.now - TimeDelta::hours(hours);
        let moment = Moment { now: at, actor: "checkout", settings: &self.settings };
        let mut sent = whole(json!({"name": format!("#{number}")}));
        sent.as_object_mut().expect("an object").extend(instead.as_object().expect("an object").clone());
        let id = OrderId::from_parts(u64::try_from(at.timestamp_millis()).expect("a time"), u128::from(number));
        let change = place(id, read(sent), &moment).expect("an order that can be placed");
        let happened =
            change.events.into_iter().map(|event| Happened { at, actor: "checkout".to_owned(), event }).collect();
        Making { shop: self, order: change.order, happened }
    }

    fn fill(&mut self) {
        let name = |first: &str, last: &str| json!({"first_name": first, "last_name": last});
        let tea = || json!([mug(3), {"title": "Tea towel, linen", "quantity": 2, "sku": "TOWEL-L"}, {"title": "Wooden tray", "quantity": 1, "location": "Gothenburg"}]);
        let made = vec![
            self.placed(1048, 0, json!({"upsell": true, "customer": name("Ingrid", "Solberg")})).done(),
            self.placed(1047, 3, json!({"customer": name("Nguyễn", "Minh Anh"), "fulfil_by": "2026-11-24"})).done(),
            self.placed(1046, 9, json!({"line_items": tea(), "customer": name("Ada", "Lovelace"), "fulfil_by": "2026-11-21", "note": "Wrap it as a present, please."})).done(),
            self.placed(1045, 20, json!({"customer": name("สมชาย", "ใจดี"), "payment": {"status": "pending"}})).held().done(),
            self.placed(1044, 30, json!({"line_items": tea(), "customer": name("Björn", "Åkesson")}))
                .sent(26, json!({"line_items": [{"line_item_id": 1, "quantity": 2}], "tracking": [{"number": "RR123456785SE", "carrier": "PostNord"}]}))
                .heard(8, TrackingStatus::InTransit, None, None).done(),
            self.placed(1043, 52, json!({"customer": name("Mette", "Hansen")}))
                .sent(48, json!({"tracking": [{"number": "JJD000390007882831234", "carrier": "DHL"}]}))
                .heard(3, TrackingStatus::PickUp, None, Some(Detail::OutForDelivery)).done(),
            self.placed(1042, 80, json!({"customer": name("Olav", "Nordmann")}))
                .sent(70, json!({"tracking": [{"number": "1Z999AA10123456784", "carrier": "UPS"}]})).done(),
            self.placed(1041, 100, json!({"customer": name("Sara", "Lind")}))
                .sent(95, json!({"tracking": [{"number": "LX123456785CN"}, {"number": "LX123456799CN"}]}))
                .heard(30, TrackingStatus::Undelivered, Some(Reason::RecipientUnavailable), None).done(),
            self.placed(1040, 150, json!({"customer": name("Karin", "Boye")}))
                .sent(140, json!({"tracking": [{"number": "00370730254111111111", "carrier": "PostNord"}]}))
                .heard(20, TrackingStatus::Delivered, None, None).done(),
            self.placed(1039, 200, json!({"line_items": tea(), "customer": name("Erik", "Ek"), "payment": {"status": "paid", "source": "marked_as_paid"}})).done(),
            self.placed(1038, 400, json!({"customer": name("Lena", "Ask")}))
                .sent(390, json!({"tracking": [{"number": "RB999000111CN"}]}))
                .heard(40, TrackingStatus::Alert, Some(Reason::HeldByCustoms), None).done(),
            self.placed(1037, 500, json!({"customer": name("Per", "Alm")}))
                .sent(480, json!({"tracking": [{"number": "XX00", "carrier": "PostNord"}]}))
                .heard(100, TrackingStatus::Unrecognized, None, None).done(),
            self.placed(1036, 600, json!({"customer": name("Nils", "Holm")})).cancelled().done(),
        ];
        for (order, happened) in made {
            self.events.insert(order.id().clone(), happened);
            self.orders.push(order);
        }
    }

    pub fn summaries(&self) -> Vec<Summary> {
        self.orders.iter().map(Summary::of).collect()
    }

    pub fn order(&self, name: &str) -> &Order {
        self.orders.iter().find(|order| order.name() == name).expect("the order")
    }

    pub fn desk<'a>(&'a self, language: Language, address: &'a Address) -> Desk<'a> {
        Desk {
            words: Words::in_language(language),
            settings: &self.settings,
            staff: "Maja at the desk",
            key: "key_0123456789ab",
            writes: true,
            now: self.now,
            address,
            csrf: "c5rf",
            nonce: "n0nce",
            flash: None,
            done: None,
        }
    }
}

impl Making<'_> {
    fn after(mut self, hours_before: i64, actor: &str, decide: impl FnOnce(&Order, &Moment<'_>) -> Outcome) -> Self {
        let now = self.shop.now - TimeDelta::hours(hours_before);
        let moment = Moment { now, actor, settings: &self.shop.settings };
        if let Outcome::Changed(change) = decide(&self.order, &moment) {
            self.happened.extend(change.events.into_iter().map(|event: Event| Happened {
                at: now,
                actor: actor.to_owned(),
                event,
            }));
            self.order = change.order;
        }
        self
    }

    fn sent(self, hours_before: i64, mut how: Value) -> Self {
        let id = self.order.id().to_string().trim_start_matches("ord_").to_owned();
        if let Some(lines) = how.get_mut("line_items").and_then(Value::as_array_mut) {
            for line in lines {
                line["line_item_id"] = format!("li_{id}_{}", line["line_item_id"]).into();
            }
        }
        self.after(hours_before, "Maja at the desk", |order, moment| {
            fulfil(order, read(how), moment).expect("it can be fulfilled")
        })
    }

    fn heard(self, hours_before: i64, status: TrackingStatus, reason: Option<Reason>, detail: Option<Detail>) -> Self {
        let since = self.shop.now - TimeDelta::hours(hours_before);
        let condition = Condition::new(status, reason, detail).expect("a condition");
        let observed = Observed { condition, since: Some(since) };
        let news = News {
            parcel: ParcelId::at(0),
            generation: self.order.parcels()[0].generation,
            observed,
            last_scan_at: Some(since),
            new_scan_at: Some(since),
        };
        self.after(hours_before, "17track", |order, moment| observe(order, &news, moment))
    }

    fn held(self) -> Self {
        let input =
            PlaceHold { reason: HoldReason::AwaitingPayment, note: Some(read(json!("The bank says Tuesday."))) };
        self.after(10, "Maja at the desk", |order, moment| {
            hold(order, FulfilmentOrderId::at(0), input, moment).expect("held")
        })
    }

    fn cancelled(self) -> Self {
        self.after(500, "Maja at the desk", cancel_order::cancel_order)
    }

    fn done(self) -> (Order, Vec<Happened>) {
        (self.order, self.happened)
    }
}
