//! An upsell is pending for one hour from `placed_at`, to the second, whether or not a schedule runs (H1, H3).

use serde_json::json;
use waybill_tests::{Shop, mugs};

#[tokio::test]
async fn at_59_59_it_is_pending_and_at_60_00_it_is_not_with_no_schedule() {
    let shop = Shop::open().await;
    let order = shop.place_with(json!({"line_items": mugs(1), "upsell": true})).await;
    assert_eq!(order["fulfilment_status"], "pending");
    shop.advance("59m58s").await;
    assert_eq!(shop.read(&order).await["fulfilment_status"], "pending");
    shop.act(&order, "fulfilments", json!({})).await.expect_problem(409, "fulfilment_order_on_hold");
    shop.advance("2s").await;
    let read = shop.read(&order).await;
    assert_eq!(read["fulfilment_status"], "unfulfilled");
    assert_eq!(read["fulfilment_orders"][0]["holds"], json!([]));
    let listed = shop.get("/orders?fulfilment_status=unfulfilled").await.expect(200);
    assert_eq!(listed["orders"][0]["id"], order["id"]);
    assert_eq!(shop.get("/orders?fulfilment_status=pending").await.expect(200)["orders"], json!([]));
    shop.act(&order, "fulfilments", json!({})).await.expect(201);
}
