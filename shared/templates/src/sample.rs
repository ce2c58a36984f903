//! A sample order, as previews show it and as templates are checked with it: made by the domain itself.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use waybill_domain::fulfil::{Fulfil, fulfil};
use waybill_domain::id::{FulfilmentId, OrderId, ParcelId};
use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_domain::place::{PlaceOrder, place};
use waybill_domain::settings::Settings;
use waybill_domain::{Moment, Order, Outcome};

use crate::facts::{Facts, Links};

/// When the sample order was placed, in milliseconds since 1970: 1 November 2026, noon.
const PLACED_AT_MS: i64 = 1_793_534_400_000;

/// Where the sample order's pages are.
const HERE: &str = "https://orders.example.com";

/// What opens them, as long as what opens a real one.
const TOKEN: &str = "umea.ord_01KC0EN4Q800000000000000Z9.5T9KQ2M7XW5T9KQ2M7XW5T";

/// A sample order of a sample store, partly sent.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The store.
    pub settings: Settings,
    /// The order: its goods were sent, and its pattern can be downloaded.
    pub order: Order,
    /// When messages about it are made.
    pub now: DateTime<Utc>,
    /// The language they are in.
    pub language: Language,
}

impl Sample {
    /// The sample, told in a language.
    ///
    /// # Panics
    /// Never: the sample is a constant, and a test makes it.
    #[must_use]
    pub fn new(language: Language) -> Self {
        let settings: Settings = known(json!({ "name": "Umeå Mugs", "time_zone": "Europe/Stockholm" }));
        Self::of(settings, language)
    }

    /// The sample, as a store would send it.
    ///
    /// # Panics
    /// Never, as [`Sample::new`].
    #[must_use]
    pub fn of(settings: Settings, language: Language) -> Self {
        let placed_at = DateTime::from_timestamp_millis(PLACED_AT_MS).unwrap_or_default();
        let now = placed_at + TimeDelta::hours(20);
        // The sample belongs to no location of the store, and is no order of it.
        let here = Settings { locations: Vec::new(), ..settings.clone() };
        let moment = |now| Moment { now, actor: "sample", settings: &here };
        let id = OrderId::from_parts(u64::try_from(PLACED_AT_MS).unwrap_or_default(), 1001);
        let placed = place(id, known::<PlaceOrder>(goods()), &moment(placed_at));
        let mut order = match placed {
            Ok(change) => change.order,
            Err(refusal) => unreachable!("the sample is placed: {refusal}"),
        };
        for sent in [sent(&order, &[1, 2], true), sent(&order, &[3], false)] {
            if let Ok(Outcome::Changed(change)) = fulfil(&order, known::<Fulfil>(sent), &moment(now)) {
                order = change.order;
            }
        }
        Self { settings, order, now, language }
    }

    /// What a message of a kind is made from.
    #[must_use]
    pub fn facts(&self, kind: Kind) -> Facts<'_> {
        let fulfilment = match kind {
            Kind::OrderConfirmation => None,
            Kind::DigitalDelivery => Some(FulfilmentId::at(1)),
            _ => Some(FulfilmentId::at(0)),
        };
        let of_parcel = !matches!(kind, Kind::OrderConfirmation | Kind::ShippingConfirmation | Kind::DigitalDelivery);
        Facts {
            order: &self.order,
            settings: &self.settings,
            kind,
            fulfilment,
            parcel: of_parcel.then(|| ParcelId::at(0)),
            links: Links {
                status_page: format!("{HERE}/status/{TOKEN}"),
                unsubscribe: kind.is_update().then(|| format!("{HERE}/unsubscribe/{TOKEN}")),
            },
            language: self.language,
            sender_email: Some("hello@umea-mugs.example.com"),
            now: self.now,
        }
    }
}

fn goods() -> Value {
    let kronor = |amount: &str| json!({ "amount": amount, "currency": "SEK" });
    let address = json!({
        "name": "Ada Lindqvist", "address1": "Storgatan 14", "address2": "lgh 1203",
        "postal_code": "903 26", "city": "Umeå", "country": "SE",
    });
    json!({
        "name": "#1001",
        "email": "ada@example.com",
        "phone": "+46 70 123 45 67",
        "customer": { "first_name": "Ada", "last_name": "Lindqvist" },
        "shipping_address": address,
        "billing_address": address,
        "line_items": [
            { "title": "Stoneware mug", "variant_title": "Birch / 35 cl", "sku": "MUG-35-B", "quantity": 2,
              "unit_price": kronor("249.00") },
            { "title": "Wool coaster, set of four", "sku": "COA-4", "quantity": 1, "unit_price": kronor("189.00") },
            { "title": "Knitting pattern: mug cosy", "quantity": 1, "unit_price": kronor("45.00"), "kind": "digital",
              "download_url": "https://downloads.example.com/mug-cosy.pdf" },
        ],
        "totals": {
            "subtotal": kronor("732.00"), "shipping": kronor("49.00"), "tax": kronor("156.20"), "total": kronor("781.00"),
        },
        "payment": { "status": "paid" },
    })
}

/// Some lines of the order, in a parcel or not.
fn sent(order: &Order, lines: &[usize], in_a_parcel: bool) -> Value {
    let quantity = |line: &usize| if *line == 1 { 2 } else { 1 };
    let named = |line: &usize| waybill_domain::id::LineItemId::at(line - 1).text(order.id());
    let lines: Vec<_> =
        lines.iter().map(|line| json!({ "line_item_id": named(line), "quantity": quantity(line) })).collect();
    let tracking = json!([{ "number": "RR123456785SE", "carrier": "PostNord" }]);
    json!({ "line_items": lines, "tracking": if in_a_parcel { tracking } else { json!([]) } })
}

fn known<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap_or_else(|problem| unreachable!("the sample is well formed: {problem}"))
}
