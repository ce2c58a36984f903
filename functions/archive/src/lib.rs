//! `POST /orders/{order_id}/archive`: puts the order out of the lists and of attention (P8).

use waybill_domain::archive::archive;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("archive", Method::Post, "/orders/{order_id}/archive", "Put an order out of the lists")
        .answers::<OrderAnswer>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, NoBody {}, moment| Ok(archive(order, moment))).await
}
