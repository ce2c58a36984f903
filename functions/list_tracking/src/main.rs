//! `list_tracking` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(list_tracking::ENDPOINT.name, list_tracking::handler).await
}
