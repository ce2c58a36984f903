//! Tracking services and carriers: how each service is asked by its own API, what its answers mean, who may push,
//! and whose number a number may be.
//!
//! What services say is put into the domain's words here, and nowhere else.

pub mod places;
pub mod recognise;
pub mod tracker;
