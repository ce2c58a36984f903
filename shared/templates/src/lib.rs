//! What a message says: the merchant's own template or the default one, in Liquid, rendered for an order.
//!
//! Pure: no I/O, no clock, no AWS. A template is a program of someone else's, so that everything it does is bounded
//! ([`bounds`]), and whatever an order brings into a mail is escaped (`markup.rs`). Variables, filters and tags have the
//! names of Shopify's notifications: a merchant pastes theirs, and it renders.

pub mod bounds;
pub mod broken;
pub mod defaults;
pub mod facts;
pub mod sample;
pub mod sms;
pub mod template;

// How Liquid is read and rendered.
mod body;
mod engine;
mod expression;
mod filters;
mod forgiving;
mod markup;
mod page;
mod scene;
mod source;
mod tags;

// What it is rendered with, and into.
mod currency;
mod plain;
mod stylesheet;
mod values;

pub use broken::{Broken, Part};
pub use defaults::{default_mail, default_sms};
pub use facts::{Facts, Links};
pub use sms::{Encoding, Segments, Sms};
pub use template::{Mail, MailTemplate, SmsTemplate, check_mail, check_sms, render_mail, render_sms};
