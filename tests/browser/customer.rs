//! A customer's whole journey: from the checkout's link to the delivery, on one device and on another.

use serde_json::{Value, json};

use crate::device::{Device, Look};
use crate::hands::{Key, Role};
use crate::stage::Stage;

/// Where the customer lives: no stranger may read it.
const STREET: &str = "Storgatan 17";

/// An order of a customer who wants it sent to Umeå.
async fn place(stage: &Stage) -> Value {
    place_with(stage, json!({"email": "ada@example.net"})).await
}

/// The same, with what the customer gave to be reached by.
async fn place_with(stage: &Stage, contact: Value) -> Value {
    let mut order = json!({
        "name": "#1001", "customer": {"first_name": "Ada", "last_name": "Lovelace"},
        "shipping_address": {"name": "Ada Lovelace", "address1": STREET, "postal_code": "903 26", "city": "Umeå", "country": "SE"},
        "line_items": [{"title": "Stoneware mug", "variant_title": "Deep blue", "quantity": 2}, {"title": "Tea towel", "quantity": 1}],
        "payment": {"status": "paid"}, "locale": "en"
    });
    order.as_object_mut().expect("an object").extend(contact.as_object().expect("an object").clone());
    stage.shop.place_with(order).await
}

/// Sends all of it with a number that the local carrier knows, and has the carrier asked about it.
async fn send(stage: &Stage, order: &Value, number: &str) {
    stage.shop.act(order, "fulfilments", json!({"tracking": [{"number": number}]})).await.expect(201);
    stage.shop.advance("1m").await;
}

fn page_of(order: &Value) -> &str {
    order["status_page_url"].as_str().expect("a page")
}

async fn headline(device: &Device) -> String {
    device.ask("document.querySelector('h1').textContent").await.as_str().unwrap_or_default().to_owned()
}

pub async fn the_page_follows_the_parcel_by_itself(stage: &Stage) {
    let order = place(stage).await;
    let ada = stage.customer(Look::PHONE, &order).await;
    ada.sees(STREET).await;
    ada.sees("Confirmed: your order is being prepared").await;
    ada.ask("window.neverLoadedAgain = true").await;
    send(stage, &order, "WBSWEDEN1").await;
    ada.until("the parcel is on its way", async || headline(&ada).await.starts_with("On its way")).await;
    stage.shop.advance("5d").await;
    ada.sees("Last seen in").await;
    ada.sees("Where it has been").await;
    assert_eq!(ada.ask("document.querySelectorAll('figure svg').length").await, 1, "a map");
    stage.shop.advance("20d").await;
    ada.until("the parcel is delivered", async || headline(&ada).await.starts_with("Delivered")).await;
    ada.sees("It arrived in").await;
    assert_eq!(ada.ask("window.neverLoadedAgain").await, true, "nothing of it by loading the page again");
}

pub async fn another_device_is_a_strangers_until_it_logs_in(stage: &Stage) {
    let order = place(stage).await;
    send(stage, &order, "WBSWEDEN1").await;
    let ada = stage.customer(Look::DESKTOP, &order).await;
    let other = stage.device(Look::PHONE).await;
    other.open(order["owner_url"].as_str().expect("a link")).await;
    other.sees("This link has been used").await;
    other.open(page_of(&order)).await;
    other.sees("Is this your order?").await;
    let source = "document.documentElement.outerHTML.includes('Storgatan')";
    assert_eq!(other.ask(source).await, false);
    log_in(&other, "eve@example.net").await;
    other.sees("does not match the order").await;
    assert_eq!(other.filled("Order number").await, "#1001");
    log_in(&other, "ADA@example.net ").await;
    other.sees(STREET).await;
    assert_eq!(ada.ask(source).await, true);
}

async fn log_in(device: &Device, email: &str) {
    device.fill("Order number", "#1001").await;
    device.fill("E-mail address of the order", email).await;
    device.press("Show my details").await;
}

pub async fn updates_are_stopped_and_asked_for_again(stage: &Stage) {
    let settings = json!({"email_opt_in": true, "notify_customers": true});
    stage.shop.put("/settings", settings).await.expect(200);
    let order = place(stage).await;
    let ada = stage.customer(Look::PHONE, &order).await;
    ada.press("Stop the e-mails").await;
    ada.press("Send me updates").await;
    ada.sees("go to ada@example.net").await;
    // Who gave a phone number alone says where.
    let order = place_with(stage, json!({"phone": "+46701234567"})).await;
    let ada = stage.customer(Look::PHONE, &order).await;
    ada.fill("E-mail address", "ada@home.example").await;
    ada.press("Send me updates").await;
    ada.sees("go to ada@home.example").await;
    // The link in a mail leads there too, and does nothing until its button is pressed.
    send(stage, &order, "WBSWEDEN1").await;
    stage.shop.advance("20d").await;
    let mails = stage.shop.system.outbox.messages();
    let theirs = mails.iter().filter(|mail| mail.to == ["ada@home.example"]);
    let mut headers = theirs.flat_map(|mail| &mail.headers);
    let unsubscribe = headers.find(|header| header.name == "List-Unsubscribe").expect("a way out");
    let link = unsubscribe.value.trim_matches(['<', '>']).to_owned();
    ada.open(&link).await;
    ada.sees("Stop the e-mails?").await;
    ada.press("Stop the e-mails").await;
    ada.sees("No more e-mails").await;
    ada.follow("See the order").await;
    ada.sees("tell you by e-mail when your parcel moves on").await;
    let told = stage.shop.timeline(&order).await.iter().filter(|event| event["event"] == "updates_opted_out").count();
    assert_eq!(told, 1);
}

pub async fn all_of_it_works_without_script(stage: &Stage) {
    let order = place(stage).await;
    send(stage, &order, "WBSWEDEN1").await;
    stage.shop.advance("5d").await;
    let ada = stage.customer(Look::PHONE.without_script(), &order).await;
    ada.sees("Last seen in").await;
    let earlier = ada.names(Role::Fold).await.into_iter().find(|name| name.contains("earlier scan")).expect("a fold");
    ada.unfold(earlier.as_str()).await;
    ada.unfold("Language: English").await;
    ada.follow("Svenska").await;
    ada.until("the page is in Swedish", async || ada.ask("document.documentElement?.lang").await == "sv").await;
    ada.open(page_of(&order)).await;
    ada.press("Stop the e-mails").await;
    ada.sees("tell you by e-mail when your parcel moves on").await;
    let other = stage.device(Look::DESKTOP.without_script()).await;
    other.open(page_of(&order)).await;
    log_in(&other, "ada@example.net").await;
    other.sees(STREET).await;
    other.open("/status/nothing").await;
    other.sees("There is no such page").await;
}

pub async fn a_keyboard_is_enough(stage: &Stage) {
    stage.shop.put("/settings", json!({"email_opt_in": true})).await.expect(200);
    let order = place_with(stage, json!({"phone": "+46701234567"})).await;
    send(stage, &order, "WBSWEDEN1").await;
    let ada = stage.device(Look::DESKTOP).await;
    ada.open(page_of(&order)).await;
    ada.key(Key::Tab).await;
    ada.walk_to(Role::Link, "Skip to content").await;
    ada.key(Key::Enter).await;
    ada.walk_to(Role::Field, "Order number").await;
    ada.types("#1001").await;
    ada.walk_to(Role::Field, "Phone number of the order").await;
    ada.types("070-123 45 67").await;
    ada.walk_to(Role::Button, "Show my details").await;
    ada.key(Key::Enter).await;
    ada.sees(STREET).await;
    ada.walk_to(Role::Field, "E-mail address").await;
    ada.types("ada@home.example").await;
    ada.walk_to(Role::Button, "Send me updates").await;
    ada.key(Key::Space).await;
    ada.sees("go to ada@home.example").await;
}
