//! `add_tracking` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(add_tracking::ENDPOINT.name, add_tracking::handler).await
}
