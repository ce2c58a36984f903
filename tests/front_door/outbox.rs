//! The outbox: what was sent, as a program and as a person reads it.

use waybill_tests::Shop;

use crate::outbox_mail::mail;
use crate::outbox_sms::sms;

#[tokio::test]
async fn messages_are_listed_in_the_order_in_which_they_were_sent_and_can_be_forgotten() {
    let shop = Shop::open().await;
    let listed = shop.get("/outbox").await.expect(200);
    assert_eq!(listed["messages"].as_array().map(Vec::len), Some(0));
    mail(&shop).send().await.unwrap();
    shop.advance("1h").await;
    sms(&shop).send().await.unwrap();
    let listed = shop.get("/outbox").await.expect(200);
    let [first, second] = listed["messages"].as_array().unwrap().as_slice() else { panic!("{listed:#}") };
    assert_eq!((&first["channel"], &second["channel"]), (&"email".into(), &"sms".into()));
    assert_eq!(first["subject"], "Your order");
    assert_eq!((&second["from"], &second["characters"]), (&serde_json::Value::Null, &32.into()));
    assert!(first["at"].as_str() < second["at"].as_str());
    assert_eq!(shop.delete("/outbox").await.status, 204);
    assert_eq!(shop.get("/outbox").await.expect(200)["messages"].as_array().map(Vec::len), Some(0));
}
