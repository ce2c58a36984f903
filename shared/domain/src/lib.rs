//! What an order is, and what may happen to it.
//!
//! Every action is a pure function `(&Order, input, &Moment) -> Result<Outcome, Refusal>`: no clock, no
//! storage, no randomness. What is true of an order is read at an instant with [`Order::at`], because an
//! upsell hold past its hour counts as released whether or not anything has written that down (H3).

pub mod bounds;

// What values look like.
pub mod carrier;
pub mod condition;
pub mod contact;
pub mod country;
pub mod id;
pub mod language;
pub mod money;
mod named;
pub mod phone;
pub mod scan;
pub mod sender;
pub mod service;
pub mod settings;
pub mod spelling;
pub mod template;
pub mod text;
pub mod tracking;

// What an order is.
pub mod attention;
pub mod effective;
pub mod event;
pub mod line_item;
pub mod order;
pub mod payment;
pub mod summary;
pub mod tally;

// What is heard of a parcel.
pub mod follow;
pub mod journey;
pub mod progress;

// What customers are told of it.
pub mod message;

pub mod announce;
pub mod policy;

// What may happen to it.
pub mod draft;
pub mod refusal;

pub mod amend;
pub mod archive;
pub mod ask;
pub mod cancel;
pub mod cancel_order;
pub mod fulfil;
pub mod hold;
pub mod label;
pub mod move_to;
pub mod observe;
pub mod opt;
pub mod pay;
pub mod place;
pub mod redact;
pub mod set_status;
pub mod track;
pub mod upsell;

pub use draft::{Change, Moment, Outcome};
pub use order::Order;
pub use refusal::Refusal;
