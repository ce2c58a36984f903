//! `set_status` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(set_status::ENDPOINT.name, set_status::handler).await
}
