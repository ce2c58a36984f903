//! `not_found` as a Lambda function.

use waybill_lambda::{Error, run_static};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_static(not_found::NAME, not_found::handler).await
}
