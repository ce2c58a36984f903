//! `retrack_sweep` as a Lambda function.

use waybill_carriers::Carriers;
use waybill_lambda::{Error, run_schedule};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let carriers = Carriers::from_env();
    run_schedule(retrack_sweep::NAME, |app| retrack_sweep::handler(app, carriers.clone())).await
}
