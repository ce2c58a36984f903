//! `DELETE /orders/{order_id}/archive`: puts the order back in the lists.

use waybill_domain::archive::unarchive;
use waybill_lambda::view::OrderAnswer;
use waybill_lambda::{Answer, App, Endpoint, Method, NoBody, Request, change_order};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("unarchive", Method::Delete, "/orders/{order_id}/archive", "Put an order back in the lists")
        .answers::<OrderAnswer>()
        .posted("/orders/{order_id}/archive/undo");

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    change_order(app, request, &ENDPOINT, None, |order, _, NoBody {}, moment| Ok(unarchive(order, moment))).await
}
