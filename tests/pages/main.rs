//! What people see: the pages' promises, each with a test that fails when it is broken.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "in a test, what does not fit the expectation is to end the test"
)]

mod forms;
mod words;
