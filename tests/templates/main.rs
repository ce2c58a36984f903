//! What messages say, and what templates may do.
#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on says why, and stops")]

mod defaults;
mod given;
mod hostile;
mod liquid;
mod properties;
mod segments;
mod shopify;
