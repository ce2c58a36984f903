//! `not_found` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(not_found::NAME, not_found::handler).await
}
