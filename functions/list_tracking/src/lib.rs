//! `GET /tracking`: the tracking page (P1–P5): orders with their parcels, of the last 30 days unless the query says
//! otherwise, and what requires attention.

use waybill_lambda::{Answer, App, Endpoint, Method, Request, TrackingView, list_tracking};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "list_tracking",
    Method::Get,
    "/tracking",
    "List orders with their parcels and what requires attention",
)
.answers::<TrackingView>()
.asks(&["tracking_status", "attention", "placed_from", "placed_to", "location", "archived", "limit", "cursor"])
.tracks();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    list_tracking(app, request, &ENDPOINT).await
}
