//! `sign_in` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(sign_in::ENDPOINT.name, sign_in::handler).await
}
