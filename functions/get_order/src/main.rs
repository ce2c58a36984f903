//! `get_order` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_order::ENDPOINT.name, get_order::handler).await
}
