//! `set_updates` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(set_updates::ENDPOINT.name, set_updates::handler).await
}
