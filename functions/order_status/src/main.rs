//! `order_status` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(order_status::ENDPOINT.name, order_status::handler).await
}
