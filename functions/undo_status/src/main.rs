//! `undo_status` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(undo_status::ENDPOINT.name, undo_status::handler).await
}
