//! Any JSON, as what every service tells of a parcel.
#![no_main]

#[allow(dead_code, reason = "each target has one of the bodies")]
#[path = "../bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(parcel) = serde_json::from_slice(bytes) {
        bodies::any_parcel(&parcel);
    }
});
