//! `put_settings` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(put_settings::ENDPOINT.name, put_settings::handler).await
}
