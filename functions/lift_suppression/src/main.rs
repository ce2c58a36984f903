//! `lift_suppression` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(lift_suppression::ENDPOINT.name, lift_suppression::handler).await
}
