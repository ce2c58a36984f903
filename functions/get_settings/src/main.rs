//! `get_settings` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_settings::ENDPOINT.name, get_settings::handler).await
}
