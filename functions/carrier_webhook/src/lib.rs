//! `POST /webhooks/{service}/{store_id}`: takes what a store's tracking service pushes.
//!
//! Its signature over the raw body is the key: without it nothing is read. The same push again changes nothing.

use waybill_carriers::Carriers;
use waybill_follow::Follower;
use waybill_lambda::{Answer, App, Endpoint, Method, PushTaken, Request, take_push};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "carrier_webhook",
    Method::Post,
    "/webhooks/{service}/{store_id}",
    "Take what a tracking service pushes",
)
.answers::<PushTaken>()
.asks(&["token"])
.signed();

/// Answers it.
pub async fn handler(app: App, carriers: Carriers, request: Request) -> Answer {
    let follower = Follower::new(app.clone(), carriers);
    take_push(app, request, &ENDPOINT, |pushed| follower.believe(pushed)).await
}
