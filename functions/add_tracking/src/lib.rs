//! `POST /orders/{order_id}/fulfilments/{fulfilment_id}/tracking`: adds tracking numbers after fulfilling (F9).
//!
//! A number that is there already stays; an untracked parcel is given the first.

use waybill_carriers::recognise::name_carriers;
use waybill_domain::track::{AddTracking, add};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "add_tracking",
    Method::Post,
    "/orders/{order_id}/fulfilments/{fulfilment_id}/tracking",
    "Add tracking numbers to a fulfilment",
)
.answers::<OrderAnswer>()
.takes::<AddTracking>()
.makes();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, target, mut body: AddTracking, moment| {
        name_carriers(body.tracking.iter_mut().map(|entry| (&entry.number, &mut entry.carrier)));
        add(order, target.fulfilment(order)?, body, moment)
    })
    .await
}
