//! The orders that the tests and the gallery show: one for each way in which an order can stand.

#![expect(clippy::needless_pass_by_value, reason = "a `json!` that a client sends is written where it is passed")]
#![expect(clippy::unnecessary_wraps, reason = "a scan that means something is a scan like the others")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::fulfil::fulfil;
use waybill_domain::id::{FulfilmentOrderId, OrderId, ParcelId};
use waybill_domain::journey::{Journey, Report, Sighting, Window};
use waybill_domain::language::Language;
use waybill_domain::observe::{News, observe};
use waybill_domain::place::place;
use waybill_domain::scan::Scan;
use waybill_domain::settings::Settings;
use waybill_domain::{Moment, Order, Outcome};
use waybill_domain::{cancel_order, hold, set_status};
use waybill_pages::status_page::{Followed, Known, LogIn, StatusPage, Updates, Visitor};

/// An order, and what is known of its parcels.
#[derive(Clone, Debug)]
pub struct Story {
    pub name: &'static str,
    pub order: Order,
    pub settings: Settings,
    pub notes: Vec<String>,
    pub followed: BTreeMap<ParcelId, Followed>,
    pub now: DateTime<Utc>,
}

/// What no stranger may read.
pub const SECRETS: [&str; 12] = [
    "ada.private@example.com",
    "+46701234567",
    "lovelace",
    "ada ",
    "storgatan 17",
    "903 26",
    "ringvägen 4",
    "118 60",
    "1,234.00",
    "1234.00",
    "\"paid\"",
    "a note for the store alone",
];

pub fn noon() -> DateTime<Utc> {
    "2026-11-01T11:00:00Z".parse().expect("an instant")
}

pub fn read<T: DeserializeOwned>(sent: Value) -> T {
    serde_json::from_value(sent).expect("what the API reads")
}

/// A whole order, but for what is given instead.
pub fn whole(instead: Value) -> Value {
    let mut order = json!({
        "name": "#1001", "email": "ada.private@example.com", "phone": "+46701234567", "locale": "en",
        "customer": {"first_name": "Ada", "last_name": "Lovelace"},
        "shipping_address": {"name": "Ada Lovelace", "address1": "Storgatan 17", "postal_code": "903 26", "city": "Umeå", "country": "SE"},
        "billing_address": {"name": "Ada Lovelace", "address1": "Ringvägen 4", "postal_code": "118 60", "city": "Stockholm", "country": "SE"},
        "line_items": [mug(2), json!({"title": "Tea towel, linen", "quantity": 1})],
        "totals": {"subtotal": {"amount": "1185.00", "currency": "SEK"}, "shipping": {"amount": "49.00", "currency": "SEK"},
                   "tax": {"amount": "246.80", "currency": "SEK"}, "total": {"amount": "1234.00", "currency": "SEK"}},
        "payment": {"status": "paid"}, "note": "a note for the store alone"
    });
    let fields = order.as_object_mut().expect("an object");
    fields.extend(instead.as_object().expect("an object").clone());
    order
}

pub fn mug(quantity: u32) -> Value {
    json!({"title": "Stoneware mug", "variant_title": "Deep blue, 350 ml", "quantity": quantity,
           "image_url": "https://pictures.example/mug.png", "unit_price": {"amount": "395.00", "currency": "SEK"}})
}

impl Story {
    /// An order as it was placed.
    pub fn placed(name: &'static str, order: Value) -> Self {
        let mut settings = Settings::new(read(json!("Norrsken Ceramics")));
        settings.time_zone = read(json!("Europe/Stockholm"));
        let moment = Moment { now: noon(), actor: "desk", settings: &settings };
        let change = place(OrderId::from_parts(1_793_534_400_000, 7), read(whole(order)), &moment);
        let order = change.expect("an order that can be placed").order;
        Self { name, order, settings, notes: Vec::new(), followed: BTreeMap::new(), now: noon() + TimeDelta::hours(2) }
    }

    /// The same, so many minutes after it was placed.
    pub fn minutes_later(self, minutes: i64) -> Self {
        Self { now: noon() + TimeDelta::minutes(minutes), ..self }
    }

    fn after(mut self, hours: i64, decide: impl FnOnce(&Order, &Moment<'_>) -> Outcome) -> Self {
        let now = noon() + TimeDelta::hours(hours);
        let moment = Moment { now, actor: "desk", settings: &self.settings };
        if let Outcome::Changed(change) = decide(&self.order, &moment) {
            self.order = change.order;
        }
        self.now = self.now.max(now + TimeDelta::minutes(5));
        self
    }

    /// Fulfilled so many hours after it was placed.
    pub fn fulfilled(self, hours: i64, how: Value) -> Self {
        self.after(hours, |order, moment| {
            let how = with_ids(order, how);
            fulfil(order, read(how), moment).expect("it can be fulfilled")
        })
    }

    pub fn sent(self, carrier: &str, number: &str) -> Self {
        self.fulfilled(20, json!({"tracking": [{"number": number, "carrier": carrier}]}))
    }

    pub fn held(self) -> Self {
        let reason = waybill_domain::order::HoldReason::HighRiskOfFraud;
        let note = Some(read(json!("looks stolen")));
        self.after(1, |order, moment| {
            hold::hold(order, FulfilmentOrderId::at(0), hold::PlaceHold { reason, note }, moment).expect("held")
        })
    }

    pub fn cancelled(self) -> Self {
        self.after(30, cancel_order::cancel_order)
    }

    pub fn set(self, hours: i64, status: &str) -> Self {
        self.after(hours, |order, moment| {
            let input = read(json!({"status": status}));
            set_status::set(order, ParcelId::at(0), &input, None, moment).expect("set")
        })
    }

    /// What carriers say of a parcel: so many hours after the order was placed, where, what, and what it means.
    pub fn scanned(mut self, parcel: usize, scans: &[Told<'_>], expected: Option<&str>) -> Self {
        let id = ParcelId::at(parcel - 1);
        let known = self.order.parcels().iter().find(|known| known.id == id).expect("a parcel").clone();
        let last = scans.iter().map(|scan| scan.0).max().unwrap_or(20);
        self.now = self.now.max(noon() + TimeDelta::hours(last) + TimeDelta::minutes(42));
        let sighting = Sighting { scans: scans.iter().map(scan).collect(), ..Sighting::default() };
        let mut journey = Journey::default();
        journey.hear(&sighting, &Window::of(noon(), self.now));
        self.hear(&known, journey, expected)
    }

    /// The same, with what the service makes of each scan's words in English.
    pub fn translated(mut self, english: &str) -> Self {
        for followed in self.followed.values_mut() {
            let scans = followed.journey.scans().into_iter().cloned();
            let scans = scans.map(|scan| Scan { english: Some(english.to_owned()), ..scan });
            followed.journey = Journey::of(scans.collect::<Vec<_>>(), []);
        }
        self
    }

    /// What a service says of a number that has no scans.
    pub fn reported(self, status: TrackingStatus) -> Self {
        let known = self.order.parcels().first().expect("a parcel").clone();
        let report = Report { condition: Condition::of(status), known: true, ..Report::of_nothing() };
        self.hear(&known, Journey::of([], [report]), None)
    }

    fn hear(mut self, known: &waybill_domain::tracking::Parcel, journey: Journey, expected: Option<&str>) -> Self {
        let observed = journey.observed(known.began_at, self.now);
        let news = News {
            parcel: known.id,
            generation: known.generation,
            observed,
            last_scan_at: journey.last_scan_at(),
            new_scan_at: None,
        };
        self.followed.insert(
            known.id,
            Followed {
                live: true,
                journey,
                expected: expected.map(|day| day.parse().expect("a day")),
                found_carrier: None,
                map: None,
            },
        );
        let hours = (self.now - noon()).num_hours();
        self.after(hours, |order, moment| observe(order, &news, moment))
    }

    pub fn page(&self, language: Language, visitor: Visitor) -> StatusPage {
        let notes: Vec<_> = self.notes.iter().map(String::as_str).collect();
        let known = Known {
            order: &self.order,
            settings: &self.settings,
            notes: &notes,
            followed: &self.followed,
            path: "/status/tok_en",
            version: "r7",
            language,
            now: self.now,
        };
        StatusPage::of(&known, visitor)
    }

    pub fn html(&self, language: Language, visitor: Visitor) -> String {
        waybill_pages::status_page::render(&self.page(language, visitor)).into_string()
    }
}

/// Hours after the order was placed, place and country, words, what it means.
pub type Told<'a> = (i64, &'a str, &'a str, Option<Condition>);

fn scan((hours, place, words, condition): &Told<'_>) -> Scan {
    let at = (noon() + TimeDelta::hours(*hours) + TimeDelta::minutes(17))
        .with_timezone(&chrono::FixedOffset::east_opt(3_600).expect("an offset"));
    read(json!({
        "at": at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false), "description": words, "location": place,
        "country": place.rsplit_once(", ").map(|(_, country)| country).filter(|country| country.len() == 2),
        "raw_code": "x", "service": "17track", "condition": condition
    }))
}

fn with_ids(order: &Order, mut sent: Value) -> Value {
    let id = order.id().to_string().trim_start_matches("ord_").to_owned();
    if let Some(lines) = sent.get_mut("line_items").and_then(Value::as_array_mut) {
        for line in lines {
            line["line_item_id"] = format!("li_{id}_{}", line["line_item_id"]).into();
        }
        sent["fulfilment_order_id"] = format!("fo_{id}_1").into();
    }
    sent
}

pub fn is(status: TrackingStatus) -> Option<Condition> {
    Some(Condition::of(status))
}

pub fn because(status: TrackingStatus, reason: Option<Reason>, detail: Option<Detail>) -> Option<Condition> {
    Some(Condition::new(status, reason, detail).expect("a condition"))
}

/// The scans of an ordinary way, up to Umeå.
pub const WAY: [Told<'static>; 6] = [
    (26, "Gothenburg, SE", "Accepted at the post office", None),
    (31, "Gothenburg, SE", "Sorted at the terminal", None),
    (38, "Borås, SE", "Left the terminal", None),
    (52, "Stockholm, SE", "Arrived at the terminal", None),
    (61, "Gävle, SE", "In transit", None),
    (70, "Umeå, SE", "Arrived at the terminal", None),
];

/// An ordinary way, and then something.
pub fn way_and(then: &[Told<'static>]) -> Vec<Told<'static>> {
    let moving = is(TrackingStatus::InTransit);
    WAY.into_iter().map(|(hours, place, words, _)| (hours, place, words, moving)).chain(then.iter().copied()).collect()
}

pub fn stranger() -> Visitor {
    Visitor::Stranger(LogIn::Fresh)
}

pub fn owner() -> Visitor {
    Visitor::Owner(Updates::On { email: "ada.private@example.com".to_owned() })
}

pub fn merchant() -> Visitor {
    Visitor::Merchant { order_path: "/desk/orders/ord_1".to_owned() }
}
