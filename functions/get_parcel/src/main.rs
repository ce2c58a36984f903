//! `get_parcel` as a Lambda function.

use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    run_http(get_parcel::ENDPOINT.name, get_parcel::handler).await
}
