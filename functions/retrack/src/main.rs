//! `retrack` as a Lambda function.

use waybill_carriers::Carriers;
use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let carriers = Carriers::from_env();
    run_http(retrack::ENDPOINT.name, |app, request| retrack::handler(app, carriers.clone(), request)).await
}
