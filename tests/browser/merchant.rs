//! A merchant's day at the desk: finds orders, sends them, looks after parcels that are in trouble.

use serde_json::{Value, json};
use waybill_tests::{Shop, mugs, path_of};

use crate::device::Look;
use crate::hands::{Key, Role};
use crate::stage::Stage;

async fn place(shop: &Shop, name: &str, quantity: u32) -> Value {
    let order = json!({"name": name, "email": "ada@example.net", "customer": {"first_name": "Ada", "last_name": "Lovelace"},
                       "line_items": mugs(quantity), "payment": {"status": "paid"}, "locale": "en"});
    shop.place_with(order).await
}

pub async fn an_order_is_found_and_sent_in_part_by_keyboard_alone(stage: &Stage) {
    let order = place(&stage.shop, "#1001", 3).await;
    place(&stage.shop, "#1002", 1).await;
    let desk = stage.device(Look::DESKTOP).await;
    desk.open("/desk/orders").await;
    desk.arrives("/desk/sign-in").await;
    desk.walk_to(Role::Field, "API key").await;
    desk.types("wb_demo_wrong").await;
    desk.key(Key::Enter).await;
    desk.sees("This key is not known").await;
    desk.walk_to(Role::Field, "API key").await;
    desk.types(stage.shop.api_key()).await;
    desk.key(Key::Enter).await;
    desk.arrives("/desk/orders").await;
    desk.walk_to(Role::Field, "Search orders").await;
    desk.types("#1001").await;
    desk.key(Key::Enter).await;
    desk.sees("Found by “#1001”").await;
    assert!(!desk.reads("#1002").await);
    desk.walk_to(Role::Link, "#1001").await;
    desk.key(Key::Enter).await;
    desk.sees("To fulfil").await;
    desk.walk_to(Role::Field, "How many").await;
    desk.types("2").await;
    desk.walk_to(Role::Field, "Tracking number").await;
    desk.types("WBSWEDEN1").await;
    desk.walk_to(Role::Button, "Fulfil").await;
    desk.key(Key::Enter).await;
    desk.sees("Fulfilment 1").await;
    let sent = stage.shop.read(&order).await;
    assert_eq!((&sent["quantities"]["fulfilled"], &sent["quantities"]["open"]), (&json!(2), &json!(1)));
    assert_eq!(sent["parcels"][0]["number"], "WBSWEDEN1");
    desk.walk_to(Role::Fold, "Signed in with the key: demo").await;
    desk.key(Key::Enter).await;
    desk.walk_to(Role::Button, "Sign out").await;
    desk.key(Key::Enter).await;
    desk.arrives("/desk/sign-in").await;
}

pub async fn what_is_held_waits_until_it_is_released(stage: &Stage) {
    let order = place(&stage.shop, "#1001", 3).await;
    for look in [Look::PHONE, Look::DESKTOP.without_script()] {
        let desk = stage.desk(look, &format!("/desk{}", path_of(&order))).await;
        desk.unfold("Hold").await;
        desk.choose("Reason", "Out of stock").await;
        desk.fill(("#hold-1", "Note"), "Back on Friday.").await;
        desk.press(("#hold-1", "Hold")).await;
        desk.sees("Put on hold").await;
        desk.sees("Back on Friday.").await;
        assert!(!desk.has(Role::Button, "Fulfil").await);
        desk.press("Release").await;
        desk.sees("The hold was released").await;
        assert!(desk.has(Role::Button, "Fulfil").await);
    }
}

pub async fn a_problem_stands_where_it_is_and_nothing_typed_is_lost(stage: &Stage) {
    let order = place(&stage.shop, "#1001", 3).await;
    for look in [Look::PHONE, Look::DESKTOP.without_script()] {
        let desk = stage.desk(look, &format!("/desk{}", path_of(&order))).await;
        desk.unfold("Correct contact, address and note").await;
        desk.fill("E-mail address", "ada at home").await;
        desk.ask("document.querySelector('#amend').noValidate = true").await;
        desk.fill(("#amend", "Note"), "Ring twice.").await;
        desk.press(("#amend", "Save")).await;
        desk.sees("Something in the form is not right").await;
        assert_eq!(desk.filled(("#amend", "Note")).await, "Ring twice.");
        desk.fill("E-mail address", "ada@home.example").await;
        desk.press(("#amend", "Save")).await;
        desk.sees("ada@home.example").await;
        assert_eq!(stage.shop.read(&order).await["note"], "Ring twice.");
    }
}

pub async fn a_form_is_sent_by_who_has_signed_in_again_in_another_tab(stage: &Stage) {
    let order = place(&stage.shop, "#1001", 3).await;
    let desk = stage.desk(Look::DESKTOP, &format!("/desk{}", path_of(&order))).await;
    desk.unfold("Correct contact, address and note").await;
    desk.fill(("#amend", "Note"), "Ring twice.").await;
    stage.shop.advance("13h").await;
    desk.press(("#amend", "Save")).await;
    desk.sees("You were signed out").await;
    let signs_in = format!(
        "fetch('/desk/sign-in', {{method: 'POST', body: new URLSearchParams({{api_key: '{}'}})}}).then(() => true)",
        stage.shop.api_key()
    );
    assert_eq!(desk.ask(&signs_in).await, true);
    desk.press(("#amend", "Save")).await;
    desk.sees("Saved").await;
    assert_eq!(stage.shop.read(&order).await["note"], "Ring twice.");
}

pub async fn a_phone_shows_where_it_is(stage: &Stage) {
    let desk = stage.desk(Look::PHONE, "/desk/orders?fulfilment_status=cancelled").await;
    let wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    let shown = "[...document.querySelectorAll('[aria-current=page]')].every(current => { \
                 const {left, right} = current.getBoundingClientRect(); return left >= 0 && right <= innerWidth })";
    for path in ["/desk/orders?fulfilment_status=cancelled", "/desk/tracking?attention=P8", "/desk/settings?lang=th"] {
        desk.open(path).await;
        assert_eq!(desk.ask(wide).await, true, "{path} is no wider than the phone");
        assert_eq!(desk.ask(shown).await, true, "{path} shows where it is");
    }
}

pub async fn many_orders_are_sent_at_once(stage: &Stage) {
    for name in ["#1001", "#1002", "#1003", "#1004"] {
        place(&stage.shop, name, 1).await;
    }
    let desk = stage.desk(Look::DESKTOP, "/desk/orders?fulfilment_status=unfulfilled").await;
    desk.tick("Select order #1001").await;
    desk.tick("Select order #1003").await;
    desk.sees("2 selected").await;
    desk.press("Fulfil the selected").await;
    desk.sees("2 fulfilled").await;
    assert!(!desk.has(Role::Link, "#1001").await && desk.has(Role::Link, "#1002").await);
    desk.looks(Look::PHONE.without_script()).await;
    desk.open("/desk/orders?fulfilment_status=unfulfilled").await;
    desk.tick("Select order #1002").await;
    desk.press("Fulfil the selected").await;
    desk.sees("1 fulfilled").await;
    let left = stage.shop.get("/orders?fulfilment_status=unfulfilled").await.expect(200);
    assert_eq!((left["orders"][0]["name"].as_str(), left["orders"].as_array().map(Vec::len)), (Some("#1004"), Some(1)));
}

pub async fn a_parcel_in_trouble_is_found_asked_about_and_set_by_hand(stage: &Stage) {
    let order = place(&stage.shop, "#1001", 1).await;
    let desk = stage.desk(Look::DESKTOP, &format!("/desk{}", path_of(&order))).await;
    desk.press("Fulfil").await;
    desk.sees("Fulfilment 1").await;
    desk.fill(("#add-1", "Tracking number"), "WBLOST1").await;
    desk.press(("#add-1", "Add tracking numbers")).await;
    desk.sees("The tracking numbers were saved").await;
    stage.shop.advance("2m").await;
    stage.shop.advance("20d").await;
    // A session lasts a working day.
    let desk = stage.desk(Look::DESKTOP, "/desk/monitoring").await;
    desk.follow("Tracking").await;
    desk.arrives("/desk/tracking").await;
    desk.follow("Requires attention").await;
    desk.arrives("/desk/tracking?attention=true").await;
    desk.press("Retrack WBLOST1").await;
    desk.sees("the carrier has nothing new").await;
    desk.follow("WBLOST1").await;
    desk.sees("Where it has been").await;
    desk.unfold("Set tracking status manually").await;
    desk.choose("Status", "Delivered").await;
    desk.press("Set the status").await;
    desk.sees("Set by hand by demo").await;
    assert_eq!(stage.shop.read(&order).await["tracking_status"], "delivered");
    let undo = desk.names(Role::Button).await.into_iter().find(|name| name.starts_with("Undo")).expect("a way back");
    desk.press(undo.as_str()).await;
    desk.sees("The carrier is believed again").await;
    assert_ne!(stage.shop.read(&order).await["tracking_status"], "delivered");
}
