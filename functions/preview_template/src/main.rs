//! `preview_template` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(preview_template::ENDPOINT.name, preview_template::handler).await
}
