//! `take_feedback` as a Lambda function.

use waybill_lambda::{Error, run_topic};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_topic(take_feedback::NAME, take_feedback::handler).await
}
