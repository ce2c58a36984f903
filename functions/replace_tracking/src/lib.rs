//! `PUT /orders/{order_id}/fulfilments/{fulfilment_id}/tracking`: makes the whole list of tracking numbers this one (F9).
//!
//! A corrected number begins a new journey; what is left out is taken away.

use waybill_carriers::recognise::name_carriers;
use waybill_domain::track::{ReplaceTracking, replace};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "replace_tracking",
    Method::Put,
    "/orders/{order_id}/fulfilments/{fulfilment_id}/tracking",
    "Set all tracking numbers of a fulfilment",
)
.answers::<OrderAnswer>()
.takes::<ReplaceTracking>()
.posted("/orders/{order_id}/fulfilments/{fulfilment_id}/tracking/replace");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, mut body: ReplaceTracking, moment| {
        name_carriers(body.tracking.iter_mut().map(|entry| (&entry.number, &mut entry.carrier)));
        replace(order, target.fulfilment(order)?, body, moment)
    })
    .await
}
