//! The desk, as staff use it in a browser without script: whole journeys, from signing in to what became of it.

use serde_json::json;
use waybill_lambda::problem::TABLE;
use waybill_tests::{Shop, mugs, path_of};

use crate::browser::Browser;

fn id_of(thing: &serde_json::Value) -> String {
    thing["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn who_has_not_signed_in_does_so_and_comes_to_the_page() {
    let shop = Shop::open().await;
    let mut browser = Browser::new(&shop);
    browser.open("/desk/tracking?attention=true").await;
    assert!(browser.at.starts_with("/desk/sign-in?back=%2Fdesk%2Ftracking"), "{}", browser.at);
    browser.send_form("/desk/sign-in", &[("api_key", "wb_demo_wrong")]).await;
    assert!(browser.says("This key is not known") && browser.says("role=\"alert\""));
    browser.send_form("/desk/sign-in", &[("api_key", shop.api_key())]).await;
    assert_eq!((browser.at.as_str(), browser.status), ("/desk/tracking?attention=true", 200));
    browser.send_form("/desk/sign-out", &[]).await;
    browser.open("/desk/orders").await;
    assert!(browser.at.starts_with("/desk/sign-in"));
    browser.open("/").await;
    assert!(browser.at.starts_with("/desk/sign-in"));
}

#[tokio::test]
async fn an_order_is_fulfilled_in_part_held_released_and_its_fulfilment_cancelled() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(3)).await;
    let page = format!("/desk{}", path_of(&order));
    let mut browser = Browser::signed_in(&shop).await;
    assert!(browser.says(order["name"].as_str().unwrap()));
    browser.open(&page).await;
    let part = [
        ("line_items[0].quantity:count", "2"),
        ("tracking[0].number:choice", "RR123456785SE"),
        ("tracking[0].carrier", "PostNord"),
    ];
    browser.submit("fulfil-1", &part).await;
    assert_eq!(browser.at, format!("{page}?done=fulfil"));
    assert!(
        browser.says("Fulfilled</p>") && browser.says("<code>RR123456785SE</code>") && browser.says("Partly fulfilled")
    );
    browser.submit("hold-1", &[("reason", "awaiting_payment"), ("note", "The bank says Tuesday.")]).await;
    assert!(browser.says("Put on hold") && browser.says("The bank says Tuesday.") && !browser.has_form("fulfil-1"));
    browser.submit("release-1-1", &[]).await;
    assert!(browser.says("The hold was released") && browser.has_form("fulfil-1"));
    browser.submit("cancel-1", &[]).await;
    assert!(browser.says("its items are unfulfilled again") && browser.says("This stops no parcel"));
    let now = shop.read(&order).await;
    assert_eq!(now["quantities"]["open"], json!(3));
    browser.submit("fulfil-1", &[("line_items[0].quantity:count", "0")]).await;
    assert!(browser.says("Something in the form is not right"), "nothing named is not everything");
    assert_eq!(shop.read(&order).await["quantities"]["open"], json!(3));
}

#[tokio::test]
async fn what_is_refused_is_told_in_its_form_once_with_what_was_typed() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let page = format!("/desk{}", path_of(&order));
    let mut browser = Browser::signed_in(&shop).await;
    browser.open(&page).await;
    browser.submit("amend", &[("email:text", "no address"), ("note:text", "Ring twice.")]).await;
    assert_eq!((browser.at.as_str(), browser.status), (page.as_str(), 200));
    assert!(browser.says("Something in the form is not right") && browser.says("value=\"no address\""));
    assert!(browser.says(">Ring twice.</textarea>") && browser.says("aria-invalid=\"true\""));
    browser.open(&page).await;
    assert!(!browser.says("Something in the form is not right") || !browser.says("value=\"no address\""));
    browser.submit("amend", &[("shipping_address.city", "Umeå"), ("note:text", "Ring twice.")]).await;
    assert!(browser.says("Saved") && browser.says("Ring twice."));
}

#[tokio::test]
async fn a_page_of_an_earlier_session_loses_nothing_that_was_typed() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let page = format!("/desk{}", path_of(&order));
    let mut browser = Browser::signed_in(&shop).await;
    browser.open(&page).await;
    let stale = browser.page.clone();
    shop.advance("13h").await;
    browser.open("/desk/sign-in").await;
    browser.send_form("/desk/sign-in", &[("api_key", shop.api_key())]).await;
    browser.page = stale;
    browser.submit("amend", &[("note:text", "Ring twice.")]).await;
    assert!(browser.at == page && browser.says("This page is from an earlier session"), "{}", browser.at);
    assert!(browser.says(">Ring twice.</textarea>") && shop.read(&order).await["note"].is_null());
    browser.submit("amend", &[]).await;
    assert_eq!(shop.read(&order).await["note"], "Ring twice.");
}

#[tokio::test]
async fn an_order_is_found_by_its_number_alone() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"name": "#1001", "line_items": mugs(1)})).await;
    let mut browser = Browser::signed_in(&shop).await;
    for typed in ["1001", "%231001"] {
        browser.open(&format!("/desk/orders?q={typed}")).await;
        assert!(browser.says(&format!("href=\"/desk{}\"", path_of(&order))), "{typed}");
    }
}

#[tokio::test]
async fn every_problem_that_a_form_may_meet_has_words() {
    // What a program alone can meet: a form names its own media type and method, and places no orders.
    const OF_PROGRAMS: [&str; 4] = ["cross_site", "method_not_allowed", "external_id_taken", "unsupported_media_type"];
    let shop = Shop::open().await;
    let browser = Browser::signed_in(&shop).await;
    for (_, code, _) in TABLE {
        let said = browser.says(&format!("<li data-code=\"{code}\""));
        assert_eq!(said, !OF_PROGRAMS.contains(code), "{code}");
    }
}

#[tokio::test]
async fn many_orders_are_fulfilled_at_once_with_a_result_for_each() {
    let shop = Shop::open().await;
    let (first, second) = (shop.place(mugs(1)).await, shop.place(mugs(1)).await);
    let mut browser = Browser::signed_in(&shop).await;
    shop.post(&format!("{}/fulfilments", path_of(&second)), json!({})).await.expect(201);
    let picked = [("orders[0].order_id:choice", id_of(&first)), ("orders[1].order_id:choice", id_of(&second))];
    browser.submit("bulk", &[(picked[0].0, &picked[0].1), (picked[1].0, &picked[1].1)]).await;
    assert_eq!(browser.at, "/desk/orders?done=bulk_fulfil");
    assert!(
        browser.says("1 fulfilled, 1 not fulfilled") && browser.says("Nothing is left to fulfil"),
        "{}",
        browser.page
    );
    assert_eq!(shop.read(&first).await["fulfilment_status"], "fulfilled");
}

#[tokio::test]
async fn a_parcel_is_asked_about_and_its_status_set_by_hand_and_undone() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let numbers = json!({"tracking": [{"number": "RR123456785SE", "carrier": "PostNord"}]});
    let order = shop.post(&format!("{}/fulfilments", path_of(&order)), numbers).await.expect(201);
    let parcel = id_of(&order["parcels"][0]);
    let page = format!("/desk{}/parcels/{parcel}", path_of(&order));
    let mut browser = Browser::signed_in(&shop).await;
    browser.open("/desk/tracking").await;
    assert!(browser.says(&format!("href=\"{page}\"")), "the code is a link");
    browser.press("retrack", &format!("{}/parcels/{parcel}/retrack", path_of(&order))).await;
    assert_eq!(browser.at, "/desk/tracking?done=retrack");
    assert!(browser.says("Still Pending") || browser.says("Was Pending"), "{}", browser.page);
    browser.open(&page).await;
    browser.submit("set-status", &[("status", "alert"), ("reason", "held_by_customs")]).await;
    assert!(
        browser.says("The status was set")
            && browser.says("Customs keep the parcel.")
            && browser.says("Set by hand by")
    );
    browser.submit("set-status", &[("status", "delivered"), ("reason", "held_by_customs")]).await;
    assert!(browser.says("aria-invalid=\"true\""));
    browser.submit("undo-status", &[]).await;
    assert!(browser.says("The carrier is believed again") && !browser.says("Customs keep the parcel.</p>"));
}

#[tokio::test]
async fn every_figure_of_monitoring_opens_its_orders() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let mut browser = Browser::signed_in(&shop).await;
    browser.open("/desk/monitoring").await;
    assert_eq!(browser.status, 200);
    let links: Vec<_> = browser
        .page
        .split("class=\"figure\" href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    assert_eq!(links.len(), 4);
    for link in &links {
        browser.open(link).await;
        assert_eq!(browser.status, 200, "{link}");
        assert!(!browser.says("This cannot be listed"), "{link}");
    }
    browser.open(&links[0]).await;
    assert!(browser.says(order["name"].as_str().unwrap()), "what was placed is listed");
    browser.open("/desk/monitoring?from=2026-13-01").await;
    assert!(browser.status == 200 && browser.says("This cannot be listed"));
}

#[tokio::test]
async fn settings_are_saved_group_by_group_and_a_broken_template_is_not() {
    let shop = Shop::open().await;
    let mut browser = Browser::signed_in(&shop).await;
    browser.open("/desk/settings").await;
    browser.submit("settings-store", &[("name", "Ada & daughters")]).await;
    assert!(browser.says("Saved: the settings are in effect") && browser.says("Ada &amp; daughters"));
    browser
        .submit("settings-messages", &[("notify_customers:bool", "true"), ("sender:text", "Ada <orders@example.com>")])
        .await;
    let settings = shop.get("/settings").await.expect(200);
    assert_eq!(
        (&settings["notify_customers"], &settings["sender"]),
        (&json!(true), &json!("Ada <orders@example.com>"))
    );
    let page = "/desk/settings/templates/delivered/email";
    browser.open(page).await;
    assert!(browser.says("sandbox=\"\"") && browser.says("With a sample order"));
    let part = |part: &str| format!("templates.delivered.email.{part}");
    browser.submit("template", &[(&part("html"), "{% if %}")]).await;
    assert!(browser.at == page && browser.says("line 1"), "{}", browser.at);
    browser
        .submit("template", &[(&part("subject"), "Here it is"), (&part("html"), "<p>{{ name }} is there</p>")])
        .await;
    assert!(browser.says("Saved") && browser.says("is there&lt;/p&gt;") && browser.says("Here it is"));
    browser.submit("template-default", &[]).await;
    assert!(browser.says("The default") && !browser.has_form("template-default"));
}

#[tokio::test]
async fn messages_are_listed_with_their_outcome_and_sent_again() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "email": "ada@example.com"})).await;
    let mut browser = Browser::signed_in(&shop).await;
    browser.open(&format!("/desk{}", path_of(&order))).await;
    browser.submit("send-order_confirmation-email", &[]).await;
    assert!(browser.says("The message is queued"));
    shop.system.background.streams.drain().await;
    browser.open("/desk/messages").await;
    assert!(browser.says("Order confirmation") && browser.says(order["name"].as_str().unwrap()), "{}", browser.page);
}

#[tokio::test]
async fn an_address_that_takes_no_mail_is_told_and_mailed_again_when_staff_say_so() {
    let shop = Shop::open().await;
    let order = json!({"line_items": mugs(1), "email": "bounce@simulator.amazonses.com", "phone": null});
    let order = shop.place_with(order).await;
    shop.system.background.streams.drain().await;
    shop.system.background.topics.drain().await;
    let mut browser = Browser::signed_in(&shop).await;
    browser.open(&format!("/desk{}", path_of(&order))).await;
    assert!(browser.says("No mail goes to this address any more") && browser.says("it came back"), "{}", browser.page);
    browser.submit("lift-suppression", &[]).await;
    assert!(browser.says("Mail goes to the address again") && !browser.has_form("lift-suppression"));
}

#[tokio::test]
async fn what_a_page_does_not_know_of_its_address_is_left_alone() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let mut browser = Browser::signed_in(&shop).await;
    for page in ["orders", "tracking"] {
        browser
            .open(&format!("/desk/{page}?from_mail=a&from_mail=b&placed_from=2020-01-01&placed_from=2030-01-01"))
            .await;
        assert!(browser.says(order["name"].as_str().unwrap()), "{page}: of what is given twice the first counts");
    }
}

#[tokio::test]
async fn the_language_that_was_chosen_stays() {
    let shop = Shop::open().await;
    let mut browser = Browser::signed_in(&shop).await;
    browser.open("/desk/orders?lang=sv").await;
    assert!(browser.says("<html lang=\"sv\"") && browser.says("Ordrar"));
    browser.open("/desk/tracking").await;
    assert!(browser.says("<html lang=\"sv\""));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let shop = Shop::open().await;
    let order = shop.place(mugs(1)).await;
    let mut browser = Browser::signed_in(&shop).await;
    let nowhere = "/desk/orders/ord_00000000000000000000000000".to_owned();
    let paths = [
        nowhere,
        format!("/desk{}/parcels/par_x", path_of(&order)),
        format!("/desk{}/fulfilments/ful_x/slip", path_of(&order)),
        "/desk/settings/templates/delivered/sms".to_owned(),
    ];
    for path in paths {
        browser.open(&path).await;
        assert_eq!(browser.status, 404, "{path}");
        assert!(browser.says("There is no such page") && browser.says("href=\"/desk/tracking\""), "{path}: a way on");
    }
    browser.open("/desk/orders?fulfilment_status=lost&sort=fulfil_by").await;
    assert!(browser.status == 200 && browser.says("This cannot be listed") && !browser.says("Nothing found"));
}
