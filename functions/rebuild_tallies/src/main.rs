//! `rebuild_tallies` as a Lambda function.

use waybill_lambda::{Error, run_schedule};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_schedule(rebuild_tallies::NAME, rebuild_tallies::handler).await
}
