//! `list_orders` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(list_orders::ENDPOINT.name, list_orders::handler).await
}
