//! A real payload, to be begun from the files of `payloads/`, in which every object is taken for a parcel.
#![no_main]

#[allow(dead_code, reason = "each target has one of the bodies")]
#[path = "../bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(payload) = serde_json::from_slice(bytes) {
        bodies::any_part(&payload);
    }
});
