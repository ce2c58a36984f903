//! `set_payment` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(set_payment::ENDPOINT.name, set_payment::handler).await
}
