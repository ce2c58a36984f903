//! `assets` as a Lambda function.

use waybill_lambda::{Error, run_static};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_static(assets::ENDPOINT.name, assets::handler).await
}
