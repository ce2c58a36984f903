//! `amend_order` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(amend_order::ENDPOINT.name, amend_order::handler).await
}
