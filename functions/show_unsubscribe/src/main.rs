//! `show_unsubscribe` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(show_unsubscribe::ENDPOINT.name, show_unsubscribe::handler).await
}
