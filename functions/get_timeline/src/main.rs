//! `get_timeline` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_timeline::ENDPOINT.name, get_timeline::handler).await
}
