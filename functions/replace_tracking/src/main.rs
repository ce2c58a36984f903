//! `replace_tracking` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(replace_tracking::ENDPOINT.name, replace_tracking::handler).await
}
