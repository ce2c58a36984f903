//! `GET /monitoring`: how many orders were placed, fulfilled and delivered, and how the others stand (M1–M4).
//!
//! Each count comes with the list that shows the orders it counts.

use waybill_lambda::{Answer, App, Endpoint, Method, MonitoringView, Request, monitoring};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("get_monitoring", Method::Get, "/monitoring", "Read the store's figures")
    .answers::<MonitoringView>()
    .asks(&["from", "to"])
    .tracks();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    monitoring(app, request, &ENDPOINT).await
}
