//! `list_notifications` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(list_notifications::ENDPOINT.name, list_notifications::handler).await
}
