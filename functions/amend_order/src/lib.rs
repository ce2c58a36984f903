//! `PATCH /orders/{order_id}`: corrects the address, the contact, the last day to ship, the note, the metadata.
//!
//! Absent is unchanged, null is emptied. What was ordered is not changed here.

use waybill_domain::amend::{AmendOrder, amend};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("amend_order", Method::Patch, "/orders/{order_id}", "Correct an order's details")
        .answers::<OrderAnswer>()
        .takes::<AmendOrder>()
        .posted_here("GET, PATCH");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, body: AmendOrder, moment| amend(order, body, moment)).await
}
