//! `show_claim` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(show_claim::ENDPOINT.name, show_claim::handler).await
}
