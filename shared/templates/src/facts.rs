//! What a message is made from.

use chrono::{DateTime, Utc};
use waybill_domain::Order;
use waybill_domain::id::{FulfilmentId, ParcelId};
use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_domain::settings::Settings;

/// What a message is made from.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The order it is about.
    pub order: &'a Order,
    /// The store that sends it.
    pub settings: &'a Settings,
    /// What it tells.
    pub kind: Kind,
    /// The fulfilment it is about, if it is about one.
    pub fulfilment: Option<FulfilmentId>,
    /// The parcel it is about, if it is about one: then its number is the only one told.
    pub parcel: Option<ParcelId>,
    /// Where it links to.
    pub links: Links,
    /// The language it is written in.
    pub language: Language,
    /// Where an answer goes.
    pub sender_email: Option<&'a str>,
    /// When it is made.
    pub now: DateTime<Utc>,
}

/// Where a message links to. Whoever makes them sees to it that they are `https` or `http`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The order status page, as this customer may see it (N11).
    pub status_page: String,
    /// Where the customer opts out of updates, if it is one (N10).
    pub unsubscribe: Option<String>,
}
