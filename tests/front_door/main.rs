//! The system through its front door: a request in; the answer, the table and the timeline out.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod access;
mod attention;
mod bad_input;
mod browser;
mod contract;
mod desk;
mod detect;
mod events;
mod faults;
mod followed;
mod forms;
mod guillotine;
mod histories;
mod idempotency;
mod limits;
mod lists;
mod local_run;
mod messages;
mod messages_asked;
mod messages_crash;
mod messages_faults;
mod messages_kinds;
mod messages_private;
mod messages_settings;
mod monitoring;
mod outbox;
mod outbox_mail;
mod outbox_sms;
mod parcels;
mod pushes;
mod races;
mod readme;
mod status;
mod status_owner;
mod status_private;
mod sweep;
mod table;
mod tallies;
mod upsell;
