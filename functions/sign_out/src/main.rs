//! `sign_out` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(sign_out::ENDPOINT.name, sign_out::handler).await
}
