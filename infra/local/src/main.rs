//! `cargo run`: starts the whole system, says where it is, and runs until Ctrl-C.

use std::process::ExitCode;

use clap::Parser;
use waybill_local::{LocalError, Options, System};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("waybill: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), LocalError> {
    let system = System::start(options).await?;
    println!("{}", system.welcome());
    println!("ready {}", system.url());
    tokio::signal::ctrl_c().await.map_err(LocalError::io("Ctrl-C cannot be heard"))?;
    println!("stopping");
    system.stop().await
}
