//! `POST /orders/{order_id}/parcels/{parcel_id}/retrack`: asks the carrier now, and says what came of it (T7).
//!
//! A tracking service that does not answer is 503, and never a status.

use waybill_carriers::Carriers;
use waybill_follow::Follower;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, RetrackView, retrack};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "retrack",
    Method::Post,
    "/orders/{order_id}/parcels/{parcel_id}/retrack",
    "Ask the carrier about a parcel now",
)
.answers::<RetrackView>()
.tracks();

/// Answers it.
pub async fn handler(app: App, carriers: Carriers, request: Request) -> Answer {
    let follower = Follower::new(app.clone(), carriers);
    retrack(app, request, &ENDPOINT, |visit| follower.retrack(visit)).await
}
