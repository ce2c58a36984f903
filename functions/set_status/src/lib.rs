//! `PUT /orders/{order_id}/parcels/{parcel_id}/status`: sets a parcel's status by hand, to any of the nine (T8).
//!
//! It stays until a scan that is later than the setting.

use waybill_domain::set_status::{SetStatusInput, set};
use waybill_lambda::{Answer, App, Endpoint, Method, ParcelDetailView, Request, change_parcel};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "set_status",
    Method::Put,
    "/orders/{order_id}/parcels/{parcel_id}/status",
    "Set a parcel's status by hand",
)
.takes::<SetStatusInput>()
.answers::<ParcelDetailView>()
.tracks()
.posted_here("PUT, DELETE");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_parcel(app, request, &ENDPOINT, |order, parcel, body: SetStatusInput, last_scan_at, moment| {
        set(order, parcel, &body, last_scan_at, moment)
    })
    .await
}
