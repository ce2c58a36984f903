//! Telling customers, from the table's stream: decided, claimed, sent, written down (N1–N12).
//!
//! It is the one room that can send, and the function `notify` the one that uses it. A message is given to SES or SNS at
//! most once, however often the stream tells of its event: see `tell.rs`.

mod mail;
mod post;
mod tell;

pub use post::{NotSent, Post};
pub use tell::Notifier;
