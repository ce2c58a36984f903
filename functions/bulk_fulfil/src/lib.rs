//! `POST /fulfilments`: fulfils up to 100 orders, each by itself, with a result for each (F5).
//!
//! Sent again under the same key, it does what was not done before, and nothing twice.

use waybill_carriers::recognise::name_carriers;
use waybill_domain::fulfil::{Fulfil, fulfil};
use waybill_lambda::{Answer, App, BulkAnswer, BulkRequest, Endpoint, Method, Request, change_orders};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("bulk_fulfil", Method::Post, "/fulfilments", "Fulfil many orders")
    .answers::<BulkAnswer>()
    .takes::<BulkRequest<Fulfil>>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_orders(app, request, &ENDPOINT, |order, mut body: Fulfil, moment| {
        name_carriers(body.tracking.iter_mut().flatten().map(|entry| (&entry.number, &mut entry.carrier)));
        fulfil(order, body, moment)
    })
    .await
}
