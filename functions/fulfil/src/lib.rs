//! `POST /orders/{order_id}/fulfilments`: fulfils what is open: whole, some items, some of a quantity (F3, F4, F8).
//!
//! Nothing named is all that is open, with one fulfilment for each location.

use waybill_carriers::recognise::name_carriers;
use waybill_domain::fulfil::{Fulfil, fulfil};
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("fulfil", Method::Post, "/orders/{order_id}/fulfilments", "Fulfil what is open, whole or in part")
        .answers::<OrderAnswer>()
        .takes::<Fulfil>()
        .makes();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, mut body: Fulfil, moment| {
        name_carriers(body.tracking.iter_mut().flatten().map(|entry| (&entry.number, &mut entry.carrier)));
        fulfil(order, body, moment)
    })
    .await
}
