//! `GET /orders`: summaries of orders, by status or by what leads to them (H5, H7, F7).
//!
//! What a list shows is decided at the instant of reading: a hold past its hour is listed as released (H3).

use waybill_lambda::{Answer, App, Endpoint, Method, OrdersView, Request, list_orders};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("list_orders", Method::Get, "/orders", "List orders").answers::<OrdersView>().asks(&[
        "fulfilment_status",
        "tracking_status",
        "attention",
        "fulfilled_from",
        "fulfilled_to",
        "delivered_from",
        "delivered_to",
        "q",
        "placed_from",
        "placed_to",
        "location",
        "archived",
        "sort",
        "limit",
        "cursor",
    ]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    list_orders(app, request, &ENDPOINT).await
}
