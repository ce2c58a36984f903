//! `open_store` as a Lambda function.

use waybill_lambda::{Error, run_operator};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_operator(open_store::NAME, open_store::handler).await
}
