//! The tracking services, from without: a small server stands in for each, and none is ever really asked.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "../../fuzz/bodies.rs"]
mod bodies;
mod conversations;
mod mapping;
mod payloads;
mod properties;
mod server;
