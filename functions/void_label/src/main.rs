//! `void_label` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(void_label::ENDPOINT.name, void_label::handler).await
}
