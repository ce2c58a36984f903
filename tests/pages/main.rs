//! What people see: the pages' promises, each with a test that fails when it is broken.
//!
//! `stories` has an order for each way in which one can stand; most tests hold of all of them, in all languages.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test, what does not fit the expectation is to end the test"
)]

mod desk_given;
mod desk_shown;
mod given;
mod stories;

mod assets;
mod desk;
mod desk_forms;
mod forms;
mod hostile;
mod privacy;
mod reader;
mod status_page;
mod words;
