//! `DELETE /orders/{order_id}/parcels/{parcel_id}/status`: undoes a status set by hand (T8): carriers are believed
//! again.

use waybill_domain::set_status::undo;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, ParcelDetailView, Request, change_parcel};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "undo_status",
    Method::Delete,
    "/orders/{order_id}/parcels/{parcel_id}/status",
    "Undo a parcel's status set by hand",
)
.answers::<ParcelDetailView>()
.tracks()
.posted("/orders/{order_id}/parcels/{parcel_id}/status/undo");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_parcel(app, request, &ENDPOINT, |order, parcel, NoBody {}, _, moment| undo(order, parcel, moment)).await
}
