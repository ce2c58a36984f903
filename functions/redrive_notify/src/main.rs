//! `redrive_notify` as a Lambda function.

use waybill_lambda::{Error, run_schedule};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_schedule(redrive_notify::NAME, redrive_notify::handler).await
}
