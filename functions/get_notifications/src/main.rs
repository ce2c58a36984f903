//! `get_notifications` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_notifications::ENDPOINT.name, get_notifications::handler).await
}
