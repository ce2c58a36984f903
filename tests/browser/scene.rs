//! A shop with something on every page that there is, in ordinary words or in hostile ones.

use std::sync::Arc;

use serde_json::{Value, json};
use waybill_local::demo::{CARRIER_KEY, WEBHOOK};
use waybill_store::secret::sha256;
use waybill_tests::{entries, path_of};

use crate::device::{Device, Look};
use crate::stage::Stage;

/// What is behind every text that a customer, a carrier or a merchant writes, where they are hostile.
const HOSTILE: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}</title></textarea></style>";

/// A shop, and those who look at its pages.
pub struct Scene {
    /// Every page that there is.
    pub places: Vec<Place>,
    desk: Arc<Device>,
    owner: Arc<Device>,
    stranger: Arc<Device>,
}

/// A page, as somebody sees it.
pub struct Place {
    /// What it is called.
    pub name: &'static str,
    /// Where it is.
    pub path: String,
    who: Who,
}

#[derive(Clone, Copy)]
enum Who {
    Merchant,
    Owner,
    Stranger,
}

/// Texts as they are written.
#[derive(Clone, Copy)]
pub struct Pen {
    hostile: bool,
}

impl Place {
    /// Whether it is a page of ours, and not a mail as its reader gets it.
    pub fn is_ours(&self) -> bool {
        self.name != "mail"
    }
}

impl Pen {
    /// Who means no harm.
    pub const KIND: Self = Self { hostile: false };
    /// Who means harm with every word.
    pub const HOSTILE: Self = Self { hostile: true };

    fn writes(self, words: &str) -> String {
        if self.hostile { format!("{words} {HOSTILE}") } else { words.to_owned() }
    }
}

impl Scene {
    /// Sets it up.
    pub async fn set(stage: &Stage, pen: Pen) -> Self {
        let settings = json!({
            "name": pen.writes("Norrsken Ceramics"), "time_zone": "Europe/Stockholm", "email_opt_in": true, "notify_customers": true,
            "locations": ["umea", "malmo"],
            "status_page_notes": pen.writes("The workshop is closed from 20 December to 6 January.")
        });
        stage.shop.put("/settings", settings).await.expect(200);
        let orders = Orders { stage, pen };
        let desk = stage.device(Look::DESKTOP).await;
        let owner = stage.device(Look::DESKTOP).await;
        let stranger = stage.device(Look::DESKTOP).await;
        let mut scene = Self { places: Vec::new(), desk, owner, stranger };
        scene.small_pages(&orders.place("#1000").await);
        scene.empty_desk();
        scene.status_pages(&orders).await;
        scene.desk(&orders).await;
        scene.outbox(stage);
        // Last, because a session lasts a working day, and the clock has been moved on.
        stage.sign_in(&scene.desk, "/desk/orders").await;
        scene
    }

    /// Opens a page on the device of whom it is for.
    pub async fn open(&self, place: &Place, look: Look) -> &Device {
        let device = match place.who {
            Who::Merchant => &self.desk,
            Who::Owner => &self.owner,
            Who::Stranger => &self.stranger,
        };
        device.looks(look).await;
        device.open(&place.path).await;
        let shown = device.path().await;
        assert!(place.path.ends_with(&shown), "{} leads to {shown}", place.name);
        device
    }

    fn add(&mut self, name: &'static str, who: Who, path: &str) {
        self.places.push(Place { name, who, path: path.to_owned() });
    }

    /// The pages around an order's page that say one thing.
    fn small_pages(&mut self, order: &Value) {
        self.add("claim", Who::Stranger, text(order, "owner_url"));
        self.add("no-such-page", Who::Stranger, "/status/nothing");
        self.add("no-such-address", Who::Stranger, "/nothing");
    }

    /// An order's page in each way in which it can stand, for its owner and for a stranger.
    async fn status_pages(&mut self, orders: &Orders<'_>) {
        let confirmed = orders.place("#1001").await;
        self.for_owner("status-confirmed", &confirmed).await;
        let lost = orders.sent("#1002", "WBLOST1").await;
        orders.stage.shop.advance("8d").await;
        let delivered = orders.sent("#1004", "WBSWEDEN2").await;
        orders.stage.shop.advance("12d").await;
        let coming = orders.sent("#1003", "WBSWEDEN1").await;
        orders.stage.shop.advance("8d").await;
        orders.says(&coming).await;
        self.for_owner("status-in-trouble", &lost).await;
        self.for_owner("status-on-its-way", &coming).await;
        self.add("status-stranger", Who::Stranger, text(&coming, "status_page_url"));
        self.for_owner("status-delivered", &delivered).await;
    }

    /// The desk where there is nothing.
    fn empty_desk(&mut self) {
        self.add("desk-sign-in", Who::Stranger, "/desk/sign-in");
        self.add("desk-sign-in-failed", Who::Stranger, "/desk/sign-in?failed=1&back=%2Fdesk");
        self.add("desk-nothing-found", Who::Merchant, "/desk/orders?q=nothing");
        self.add("desk-no-such-order", Who::Merchant, "/desk/orders/ord_nothing");
    }

    /// The desk, with an order that is partly sent, partly held, and has every part that an order can have.
    async fn desk(&mut self, orders: &Orders<'_>) {
        let order = orders.half_done().await;
        let (id, fulfilment) = (text(&order, "id"), text(&order["fulfilments"][0], "id"));
        let parcel = text(&order["parcels"][0], "id");
        let template = "/desk/settings/templates/shipping_confirmation";
        self.add("desk-orders", Who::Merchant, "/desk/orders");
        self.add("desk-order", Who::Merchant, &format!("/desk/orders/{id}"));
        self.add("desk-parcel", Who::Merchant, &format!("/desk/orders/{id}/parcels/{parcel}"));
        self.add("desk-packing-slip", Who::Merchant, &format!("/desk/orders/{id}/fulfilments/{fulfilment}/slip"));
        self.add("desk-tracking", Who::Merchant, "/desk/tracking");
        self.add("desk-attention", Who::Merchant, "/desk/tracking?attention=true");
        self.add("desk-monitoring", Who::Merchant, "/desk/monitoring");
        self.add("desk-messages", Who::Merchant, "/desk/messages");
        self.add("desk-settings", Who::Merchant, "/desk/settings");
        self.add("desk-template-email", Who::Merchant, &format!("{template}/email?order={id}"));
        self.add("desk-template-sms", Who::Merchant, &format!("{template}/sms?order={id}"));
        self.add("status-preview", Who::Merchant, text(&order, "status_page_url"));
    }

    async fn for_owner(&mut self, name: &'static str, order: &Value) {
        self.owner.open(text(order, "owner_url")).await;
        self.owner.press("Open my order").await;
        self.owner.arrives("/status/").await;
        self.owner.sees("Only you see this part").await;
        self.add(name, Who::Owner, text(order, "status_page_url"));
    }

    /// What the customers were told, and the page that stops it.
    fn outbox(&mut self, stage: &Stage) {
        let mails = stage.shop.system.outbox.messages();
        let mail = mails.last().expect("a mail");
        self.add("outbox", Who::Stranger, "/outbox");
        self.add("outbox-message", Who::Stranger, &format!("/outbox/{}", mail.id));
        self.add("outbox-text", Who::Stranger, &format!("/outbox/{}?view=text", mail.id));
        self.add("outbox-headers", Who::Stranger, &format!("/outbox/{}?view=headers", mail.id));
        self.add("outbox-source", Who::Stranger, &format!("/outbox/{}?view=source", mail.id));
        // A mail itself, which its own policy allows no script: ours cannot run in it either.
        self.add("mail", Who::Stranger, &format!("/outbox/{}/body", mail.id));
        let stop = mails.iter().flat_map(|mail| &mail.headers).find(|header| header.name == "List-Unsubscribe");
        self.add("unsubscribe", Who::Stranger, stop.expect("a way out").value.trim_matches(['<', '>']));
    }
}

/// Orders of people who write everything that can be written.
struct Orders<'a> {
    stage: &'a Stage,
    pen: Pen,
}

impl Orders<'_> {
    async fn place(&self, name: &str) -> Value {
        let says = |words: &str| self.pen.writes(words);
        let money = |amount: &str| json!({"amount": amount, "currency": "SEK"});
        let order = json!({
            "name": says(name), "email": "ada@example.net", "phone": "+46701234567", "locale": "en",
            "customer": {"first_name": says("Ada"), "last_name": says("Lovelace")},
            "shipping_address": {"name": says("Ada Lovelace"), "company": says("Engines"), "address1": says("Storgatan 17"),
                "address2": says("c/o Babbage"), "postal_code": says("903 26"), "city": says("Umeå"), "province": says("Västerbotten"), "country": "SE"},
            "line_items": [
                {"title": says("Stoneware mug"), "variant_title": says("Deep blue, 350 ml"), "sku": says("MUG-BLUE"), "quantity": 2, "unit_price": money("395.00")},
                {"title": says("Tea towel, linen"), "quantity": 1, "unit_price": money("149.00")},
            ],
            "totals": {"subtotal": money("939.00"), "shipping": money("49.00"), "tax": money("197.60"), "total": money("988.00")},
            "payment": {"status": "paid"}, "note": says("Leave the price out."), "metadata": {"campaign": says("autumn")},
        });
        self.stage.shop.place_with(order).await
    }

    /// Placed, and sent with a number that the local carrier knows and has been asked about.
    async fn sent(&self, name: &str, number: &str) -> Value {
        let order = self.place(name).await;
        let carrier = self.pen.writes("PostNord");
        let tracking = json!({"tracking": [{"number": number, "carrier": carrier}]});
        self.stage.shop.act(&order, "fulfilments", tracking).await.expect(201);
        self.stage.shop.advance("2m").await;
        order
    }

    /// Placed, of which a part is sent, with a label, and the rest held.
    async fn half_done(&self) -> Value {
        let order = self.place("#1005").await;
        let line = json!([{"line_item_id": order["line_items"][0]["id"], "quantity": 1}]);
        let part = json!({"line_items": line, "tracking": [{"number": "WBSWEDEN3D4", "carrier": self.pen.writes("PostNord")}]});
        let order = self.stage.shop.act(&order, "fulfilments", part).await.expect(201);
        let label = json!({"carrier": self.pen.writes("PostNord"), "number": "7012345678", "cost": {"amount": "69.00", "currency": "SEK"}});
        let fulfilment = text(&order["fulfilments"][0], "id");
        self.stage.shop.put(&format!("{}/fulfilments/{fulfilment}/label", path_of(&order)), label).await.expect(200);
        let hold = format!("fulfilment-orders/{}/hold", text(&order["fulfilment_orders"][0], "id"));
        let why = json!({"reason": "inventory_out_of_stock", "note": self.pen.writes("Back on Friday.")});
        self.stage.shop.act(&order, &hold, why).await.expect(201);
        self.stage.shop.advance("2m").await;
        let order = self.stage.shop.read(&order).await;
        self.says(&order).await;
        order
    }

    /// Has a hostile carrier push a scan in its own words.
    async fn says(&self, order: &Value) {
        if !self.pen.hostile {
            return;
        }
        let order = self.stage.shop.read(order).await;
        let number = text(&order["parcels"][0], "number");
        let at = self.stage.shop.system.clock.now().to_rfc3339();
        let words = self.pen.writes("Sorted at the terminal");
        let scan = json!({"time_iso": at, "time_utc": at, "description": words, "location": self.pen.writes("Gävle"), "sub_status": "InTransit_Other"});
        let provider = json!({"provider": {"key": 19241, "name": self.pen.writes("PostNord")}, "events": [scan]});
        let told = json!({"event": "TRACKING_UPDATED", "data": {"number": number, "carrier": 19241, "track_info": {
            "latest_status": {"status": "InTransit", "sub_status": "InTransit_Other"}, "latest_event": scan, "tracking": {"providers": [provider]}}}});
        let body = told.to_string();
        let sign = sha256(&format!("{body}/{CARRIER_KEY}"));
        let push = self.stage.shop.request(reqwest::Method::POST, WEBHOOK).header("sign", sign).body(body);
        self.stage.shop.send(push.header("content-type", "application/json")).await.expect(200);
        let parcel = format!("{}/parcels/{}", path_of(&order), text(&order["parcels"][0], "id"));
        let heard = self.stage.shop.get(&parcel).await.expect(200);
        assert!(entries(&heard["scans"]).any(|scan| scan["description"] == words.as_str()), "{heard:#}");
    }
}

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().unwrap_or_else(|| panic!("no {name}: {of:#}"))
}
