//! `bulk_fulfil` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(bulk_fulfil::ENDPOINT.name, bulk_fulfil::handler).await
}
