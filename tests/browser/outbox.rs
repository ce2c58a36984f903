//! The outbox: what customers were told, as whoever runs the system here reads it.

use serde_json::json;
use waybill_tests::mugs;

use crate::device::Look;
use crate::hands::Role;
use crate::stage::Stage;

/// What a merchant may put into a template, and a mail may try.
const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>here</a>";

pub async fn a_merchant_reads_what_customers_were_told(stage: &Stage) {
    let outbox = stage.device(Look::DESKTOP).await;
    outbox.open("/outbox").await;
    outbox.sees("Nothing has been sent yet").await;
    let order = json!({"name": "#1001", "email": "ada@example.net", "line_items": mugs(2)});
    stage.shop.place_with(order).await;
    // It looks again by itself.
    outbox.sees("ada@example.net").await;
    outbox.sees("#1001").await;
    outbox.follow("Text").await;
    outbox.sees("Mug").await;
    outbox.follow("Headers").await;
    outbox.sees("Message-ID").await;
    outbox.looks(Look::PHONE.without_script()).await;
    outbox.open("/outbox?channel=sms").await;
    outbox.sees("No SMS has been sent yet").await;
    outbox.press("Forget 1 message").await;
    outbox.sees("Nothing has been sent yet").await;
    assert!(!outbox.has(Role::Button, "Forget 1 message").await);
}

pub async fn a_hostile_mail_does_nothing(stage: &Stage) {
    let templates = json!({"templates": {"order_confirmation": {"email": {"subject": HOSTILE, "html": HOSTILE}}}});
    stage.shop.put("/settings", templates).await.expect(200);
    let order = json!({"name": HOSTILE, "email": "ada@example.net", "line_items": mugs(1)});
    stage.shop.place_with(order).await;
    let outbox = stage.device(Look::DESKTOP).await;
    // It is the sandbox that complains: what the mail tries is not done. Its picture is our own 404, which is none.
    outbox.forgive("Blocked script execution");
    outbox.forgive("ERR_BLOCKED_BY_ORB");
    outbox.forgive("violates the following Content Security Policy directive");
    outbox.open("/outbox").await;
    outbox.sees("here").await;
    for side in ["Text", "Headers", "Source"] {
        outbox.follow(side).await;
        outbox.arrives("/outbox/").await;
    }
    outbox.sees("<script>alert(1)</script>").await;
}
