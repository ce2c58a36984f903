//! `place_order` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(place_order::ENDPOINT.name, place_order::handler).await
}
