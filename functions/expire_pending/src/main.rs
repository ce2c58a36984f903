//! `expire_pending` as a Lambda function.

use waybill_lambda::{Error, run_schedule};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_schedule(expire_pending::NAME, expire_pending::handler).await
}
