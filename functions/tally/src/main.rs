//! `tally` as a Lambda function.

use waybill_lambda::{Error, run_stream};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_stream(tally::NAME, tally::handler).await
}
