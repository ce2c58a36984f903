//! `detect_carrier` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(detect_carrier::ENDPOINT.name, detect_carrier::handler).await
}
