//! What an order may and may not do: the domain's rules, each with a test that fails when it is broken.
//!
//! `matrix` says what every action does in every state, `messages` what customers are told of it; `histories` holds the
//! promises over random histories; `rules` and `bounds` name the edges one by one.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test, what does not fit the expectation is to end the test"
)]

mod given;

mod bounds;
mod following;
mod histories;
mod journeys;
mod matrix;
mod messages;
mod messages_promises;
mod progress;
mod rules;
mod stored;
mod tracking;
