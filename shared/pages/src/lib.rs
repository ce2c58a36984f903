//! What people see: pure functions from what is known to HTML. No input, no output, no clock: `now` is passed in.
//!
//! A page is a struct of what it shows, and a function that renders it inside [`shell::Shell`]. Everything works
//! without the script; the script makes it live. Nothing is loaded from any other host.

// What pages are made of.
pub mod assets;
pub mod date;
pub mod icon;
pub mod number;
pub mod parts;
pub mod place;
pub mod reader;
mod said;
pub mod shell;
pub mod words;

// The pages.
pub mod desk;
pub mod small;
pub mod status_page;

pub use maud::{Markup, PreEscaped};
