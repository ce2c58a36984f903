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
    until_told().await.map_err(LocalError::io("Ctrl-C cannot be heard"))?;
    println!("stopping");
    system.stop().await
}

/// Waits for Ctrl-C, or for the signal by which a supervisor stops a program.
#[cfg(unix)]
async fn until_told() -> std::io::Result<()> {
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        told = tokio::signal::ctrl_c() => told,
        _ = terminate.recv() => Ok(()),
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn until_told() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
