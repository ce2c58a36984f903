//! Tracking services and carriers: how each service is asked by its own API, what its answers mean, who may push,
//! and whose number a number may be.
//!
//! What services say is put into the domain's words here, and nowhere else.

pub mod tracker;

mod aftership;
mod easypost;
mod karrio;
mod services;
pub mod seventeentrack;
mod seventeentrack_info;
mod shippo;
mod single;

pub mod push;
mod signature;

pub mod mapping;
pub mod places;
pub mod recognise;

mod json;
mod naming;
mod sketch;
mod times;

mod api;
mod http;

pub use http::CALL;
pub use services::{Addresses, Carriers};
