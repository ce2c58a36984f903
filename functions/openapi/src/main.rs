//! `openapi` as a Lambda function.

use waybill_lambda::{Error, run_static};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_static(openapi::ENDPOINT.name, openapi::handler).await
}
