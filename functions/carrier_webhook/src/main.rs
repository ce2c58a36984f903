//! `carrier_webhook` as a Lambda function.

use waybill_carriers::Carriers;
use waybill_lambda::{Error, run_http};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let carriers = Carriers::from_env();
    run_http(carrier_webhook::ENDPOINT.name, |app, request| carrier_webhook::handler(app, carriers.clone(), request))
        .await
}
