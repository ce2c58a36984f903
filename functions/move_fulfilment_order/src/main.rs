//! `move_fulfilment_order` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(move_fulfilment_order::ENDPOINT.name, move_fulfilment_order::handler).await
}
