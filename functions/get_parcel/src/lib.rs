//! `GET /orders/{order_id}/parcels/{parcel_id}`: one parcel in detail: its scans, newest first, with place and local
//! time (T5).

use waybill_lambda::{Answer, App, Endpoint, Method, ParcelDetailView, Request, read_parcel};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("get_parcel", Method::Get, "/orders/{order_id}/parcels/{parcel_id}", "Read a parcel and its journey")
        .answers::<ParcelDetailView>()
        .tracks();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    read_parcel(app, request, &ENDPOINT).await
}
