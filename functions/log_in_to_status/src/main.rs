//! `log_in_to_status` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(log_in_to_status::ENDPOINT.name, log_in_to_status::handler).await
}
