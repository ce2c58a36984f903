//! `cancel_order` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(cancel_order::ENDPOINT.name, cancel_order::handler).await
}
