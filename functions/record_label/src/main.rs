//! `record_label` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(record_label::ENDPOINT.name, record_label::handler).await
}
