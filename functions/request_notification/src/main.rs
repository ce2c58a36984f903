//! `request_notification` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(request_notification::ENDPOINT.name, request_notification::handler).await
}
