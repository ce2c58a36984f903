//! `get_monitoring` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_monitoring::ENDPOINT.name, get_monitoring::handler).await
}
