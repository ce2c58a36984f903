//! How a page is answered: who asks, what is read for it, and the answer's head. What a page shows is decided in
//! `waybill-pages`; nothing of it is written here.

mod answer;

pub mod assets;
pub mod desk;
pub mod fallback;
pub mod status;
