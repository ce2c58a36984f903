//! What a merchant's customers are told: messages, the settings, and templates of the store's own.

use serde_json::json;
use waybill_tests::{mugs, path_of};

use crate::device::Look;
use crate::stage::Stage;

/// The template that the tests edit.
const TEMPLATE: &str = "/desk/settings/templates/order_confirmation/email";

pub async fn a_message_is_looked_at_and_sent_again(stage: &Stage) {
    let order = json!({"name": "#1001", "email": "ada@example.net", "line_items": mugs(2), "locale": "en"});
    let order = stage.shop.place_with(order).await;
    let desk = stage.desk(Look::DESKTOP, "/desk/messages").await;
    let told = async || {
        desk.open("/desk/messages").await;
        desk.reads("Order confirmation").await
    };
    desk.until("the message is listed", told).await;
    desk.follow("Look at it").await;
    desk.sees("With order #1001").await;
    desk.open(&format!("/desk{}", path_of(&order))).await;
    desk.unfold("Send a message").await;
    desk.press(("#fold-send", "Send")).await;
    desk.sees("The message is queued").await;
    let sent = async || stage.shop.system.outbox.messages().len() == 2;
    desk.until("it is sent once more", sent).await;
}

pub async fn settings_are_in_effect_when_they_are_saved(stage: &Stage) {
    for (look, name) in [(Look::DESKTOP, "Norrsken Ceramics"), (Look::PHONE.without_script(), "Norrsken Glass")] {
        let desk = stage.desk(look, "/desk/settings").await;
        desk.fill("Name of the store", name).await;
        desk.press(("#store", "Save")).await;
        desk.sees("Saved: the settings are in effect").await;
        desk.fill("Locations", "umea\nmalmo").await;
        desk.press(("#fulfilment", "Save")).await;
        desk.until("both are kept", async || {
            stage.shop.get("/settings").await.body["locations"] == json!(["umea", "malmo"])
        })
        .await;
        assert_eq!(stage.shop.get("/settings").await.body["name"], name);
    }
}

pub async fn a_template_shows_how_it_looks_while_it_is_written(stage: &Stage) {
    let desk = stage.desk(Look::DESKTOP, TEMPLATE).await;
    desk.fill("Subject", "Thank you for {{ name }}").await;
    desk.fill(("#template", "Text"), "<p>Hej {{ name }}</p>").await;
    desk.until("the preview shows it", async || {
        desk.ask("document.querySelector('.letter').srcdoc").await.as_str().is_some_and(|html| html.contains("Hej #"))
    })
    .await;
    desk.fill(("#template", "Text"), "<p>\n{% if %}</p>").await;
    desk.sees("This cannot be rendered").await;
    desk.sees("line 2").await;
    desk.press("Save").await;
    desk.sees("Something in the form is not right").await;
    desk.fill(("#template", "Text"), "<p>Hej {{ name }}</p>").await;
    desk.press("Save").await;
    desk.sees("Saved: the settings are in effect").await;
    stage.shop.place_with(json!({"name": "#1001", "email": "ada@example.net", "line_items": mugs(1)})).await;
    let sent = async || {
        stage.shop.system.outbox.messages().iter().any(|mail| mail.html.as_deref() == Some("<p>Hej #1001</p>"))
    };
    desk.until("it is sent in these words", sent).await;
    desk.unfold("Back to the default").await;
    desk.press("Back to the default").await;
    desk.sees("The default").await;
}

pub async fn a_template_is_looked_at_without_script(stage: &Stage) {
    let desk = stage.desk(Look::PHONE.without_script(), TEMPLATE).await;
    desk.fill("Subject", "Thank you for {{ name }}").await;
    desk.fill(("#template", "Text"), "<p>\n{% if %}</p>").await;
    desk.press("Preview").await;
    desk.sees("This cannot be rendered").await;
    desk.sees("line 2").await;
    assert_eq!(desk.filled("Subject").await, "Thank you for {{ name }}");
    desk.fill(("#template", "Text"), "<p>Hej {{ name }}</p>").await;
    desk.press("Preview").await;
    desk.sees_no("This cannot be rendered").await;
    desk.press("Save").await;
    desk.sees("Saved: the settings are in effect").await;
}

pub async fn a_hostile_template_does_nothing_where_it_is_looked_at(stage: &Stage) {
    let desk = stage.desk(Look::DESKTOP, TEMPLATE).await;
    // It is the sandbox that complains: what the mail tries is not done.
    desk.forgive("Blocked script execution");
    desk.forgive("violates the following Content Security Policy directive");
    desk.forgive("\"Image\" did not load: \"\" \"csp\"");
    desk.fill("Subject", "<script>alert(1)</script>").await;
    let hostile = "<script>parent.alert(2)</script><img src=x onerror=alert(3)><a href='javascript:alert(4)' target=_top>here</a>";
    desk.fill(("#template", "Text"), hostile).await;
    desk.until("the preview shows it", async || {
        desk.ask("document.querySelector('.letter').srcdoc")
            .await
            .as_str()
            .is_some_and(|html| html.contains("alert(3)"))
    })
    .await;
    desk.press("Save").await;
    desk.sees("Saved: the settings are in effect").await;
    desk.looks(Look::PHONE.without_script()).await;
    desk.open(TEMPLATE).await;
    desk.sees("<script>alert(1)</script>").await;
}
