//! Any bytes, pushed in the name of every service.
#![no_main]

#[allow(dead_code, reason = "each target has one of the bodies")]
#[path = "../bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::any_bytes(bytes));
