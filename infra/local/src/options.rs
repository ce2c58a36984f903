//! What the local run can be told.

use std::path::PathBuf;

use clap::Parser;

use crate::outbox::VERIFIED_SENDER;

/// Runs the whole of Waybill on this machine: nothing else to install, no account.
#[derive(Clone, Debug, Parser)]
#[command(name = "waybill", version)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// Where it answers; the embedded DynamoDB answers on the next port. 0 chooses free ones.
    #[arg(long, default_value_t = 9000)]
    pub port: u16,
    /// The folder that keeps the data between runs.
    #[arg(long, value_name = "DIR", default_value = ".waybill")]
    pub data: PathBuf,
    /// Keep nothing.
    #[arg(long, conflicts_with = "fresh")]
    pub in_memory: bool,
    /// Forget what an earlier run kept.
    #[arg(long)]
    pub fresh: bool,
    /// A store and no orders.
    #[arg(long)]
    pub empty: bool,
    /// The demo store's key, taken as given: `wb_demo_…`. Otherwise one is made once, and printed.
    #[arg(long, value_name = "KEY")]
    pub api_key: Option<String>,
    /// The clock runs so many times as fast; at 0 it stands still until it is moved on.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub speed: u32,
    /// Run no schedules and read no stream: what is due stays due.
    #[arg(long)]
    pub no_schedules: bool,
    /// The local carrier takes any number of calls a second, and not only three.
    #[arg(long)]
    pub unlimited_carrier: bool,
    /// A domain or an address from which the local outbox takes mail; may be given several times.
    #[arg(long, value_name = "IDENTITY", default_value = VERIFIED_SENDER)]
    pub verified_sender: Vec<String>,
    /// Print nothing for each request.
    #[arg(long)]
    pub quiet: bool,
}

impl Options {
    /// What a test starts with: free ports, nothing kept, no orders, no schedules, no lines, no
    /// waiting for the carrier.
    #[must_use]
    pub fn for_a_test() -> Self {
        Self {
            port: 0,
            data: PathBuf::new(),
            in_memory: true,
            fresh: false,
            empty: true,
            api_key: None,
            speed: 1,
            no_schedules: true,
            unlimited_carrier: true,
            verified_sender: vec![VERIFIED_SENDER.to_owned()],
            quiet: true,
        }
    }
}
