//! `redrive_tally` as a Lambda function.

use waybill_lambda::{Error, run_schedule};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_schedule(redrive_tally::NAME, redrive_tally::handler).await
}
