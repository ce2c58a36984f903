//! The order status page (O1–O9): what it shows, as a struct of which each viewer has another, and its JSON.
//!
//! A stranger's page has no field for an address, a contact or a payment: what is private is inside
//! `Viewer::Owner` and `Viewer::Merchant`, and nowhere else (O7, O8).

mod build;
mod frame;
mod parcels;
mod private;
mod steps;
mod told;
mod veil;
mod whereabouts;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use maud::PreEscaped;
use serde::Serialize;
use std::collections::BTreeMap;
use waybill_domain::Order;
use waybill_domain::condition::Condition;
use waybill_domain::contact::Proof;
use waybill_domain::id::ParcelId;
use waybill_domain::journey::Journey;
use waybill_domain::language::Language;
use waybill_domain::line_item::Kind;
use waybill_domain::progress::{Note, Progress};
use waybill_domain::scan::ScanTime;
use waybill_domain::settings::Settings;

use crate::words::Words;

use private::Private;

pub use frame::render;
pub use told::Told;
pub use veil::Veil;
pub use whereabouts::Whereabouts;

/// What a page is made from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The order.
    pub order: &'a Order,
    /// Its store's settings.
    pub settings: &'a Settings,
    /// What the merchant wants to be read on the page (O6), each a text of its own.
    pub notes: &'a [&'a str],
    /// What is known of the parcels that are followed.
    pub followed: &'a BTreeMap<ParcelId, Followed>,
    /// The page's own path, `/status/{token}`, without a slash at its end.
    pub path: &'a str,
    /// What the page's tag says: another one, when anything on it has changed.
    pub version: &'a str,
    /// In which language.
    pub language: Language,
    /// When.
    pub now: DateTime<Utc>,
}

/// What is known of a parcel beyond its order.
#[derive(Clone, Debug, Default)]
pub struct Followed {
    /// Whether the store's tracking service follows it now (O3). Otherwise the page has its number and link (O4).
    pub live: bool,
    /// What carriers said of its present number.
    pub journey: Journey,
    /// When the carrier expects to deliver it.
    pub expected: Option<NaiveDate>,
    /// Who carries it, as the tracking service found out.
    pub found_carrier: Option<String>,
    /// Where it is. It is drawn for the visitor: a stranger's has no destination.
    pub map: Option<Map>,
}

/// A map, drawn by whoever knows the land.
#[derive(Clone, Debug)]
pub struct Map {
    /// An element of the class `map`, with an inline SVG that is named by the element with the id of
    /// [`Map::labelled_by`]. `style/map.css` colours its parts.
    pub drawn: PreEscaped<String>,
    /// The same in words.
    pub caption: String,
}

impl Map {
    /// The id of the caption of a parcel's map.
    #[must_use]
    pub fn labelled_by(parcel: ParcelId) -> String {
        format!("map-{}", parcel.index() + 1)
    }
}

/// Who asks for the page.
#[derive(Clone, Debug)]
pub enum Visitor {
    /// Whoever has the link.
    Stranger(LogIn),
    /// Whoever placed the order, or logged in.
    Owner(Updates),
    /// The store's staff, from the order (O9).
    Merchant {
        /// Where the order is on the desk.
        order_path: String,
    },
}

/// The log-in, as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum LogIn {
    /// Nothing was tried.
    #[default]
    Fresh,
    /// What was typed does not fit. It is the same for every way in which it may not (O7).
    Failed {
        /// What was typed as the order's number, so that it need not be typed again.
        order: String,
    },
    /// It was tried too often.
    SlowDown,
}

/// Updates by e-mail (N10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Updates {
    /// The store sends none.
    NotOffered,
    /// They go there.
    On {
        /// Where.
        email: String,
    },
    /// They go nowhere, and could go there.
    Off {
        /// Where.
        email: String,
    },
    /// They could go to an address that the customer gives: the checkout gave none.
    Offered {
        /// What was typed before, if it is no address.
        #[serde(skip)]
        wrong: Option<String>,
    },
}

/// All that an order status page shows.
#[derive(Clone, Debug, Serialize)]
pub struct StatusPage {
    pub(crate) language: Language,
    pub(crate) store: String,
    pub(crate) order: String,
    pub(crate) placed_at: DateTime<FixedOffset>,
    #[serde(flatten)]
    pub(crate) told: Told,
    #[serde(flatten)]
    pub(crate) progress: Progress,
    pub(crate) needs_shipping: bool,
    pub(crate) notes_of_store: Vec<String>,
    pub(crate) fulfilments: Vec<Sent>,
    pub(crate) to_come: Vec<Item>,
    pub(crate) will_not_come: Vec<Item>,
    pub(crate) services: Vec<Item>,
    pub(crate) viewer: Viewer,
    #[serde(skip)]
    pub(crate) path: String,
    pub(crate) version: String,
}

/// Who sees the page, and what only they see.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "as", content = "private", rename_all = "snake_case")]
pub(crate) enum Viewer {
    /// With how they may show that the order is theirs, if there is a way.
    Public(#[serde(skip)] Option<(LogIn, Proof)>),
    Owner(Private),
    Merchant(Private, #[serde(skip)] String),
}

/// Some of a line item.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    pub(crate) title: String,
    pub(crate) variant: Option<String>,
    pub(crate) kind: Kind,
    pub(crate) quantity: u32,
}

/// A fulfilment.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sent {
    /// The day on which it went, as far as the store or a carrier says.
    pub(crate) on: NaiveDate,
    pub(crate) items: Vec<Item>,
    pub(crate) parcels: Vec<ParcelPart>,
}

/// A parcel of it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ParcelPart {
    #[serde(skip)]
    pub(crate) id: ParcelId,
    /// Its place among all parcels of the order, from one.
    pub(crate) place: u32,
    pub(crate) condition: Option<Condition>,
    #[serde(flatten)]
    pub(crate) told: Told,
    pub(crate) tracking: Option<Link>,
    pub(crate) live: bool,
    pub(crate) expected: Option<NaiveDate>,
    pub(crate) scans: Vec<ScanPart>,
    #[serde(skip)]
    pub(crate) map: Option<Map>,
}

/// A tracking number, and where to look for it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Link {
    pub(crate) number: String,
    pub(crate) carrier: Option<String>,
    pub(crate) url: String,
    /// Whose page it is.
    pub(crate) site: String,
}

/// A scan.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ScanPart {
    pub(crate) at: ScanTime,
    /// What it means in the reader's language, where it means something new that the carrier's words do not say.
    pub(crate) meaning: Option<String>,
    /// In the carrier's words, whatever their language; none, where the visitor may not read them.
    pub(crate) description: Option<String>,
    /// The same in English, where its service translated it.
    pub(crate) english: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) condition: Option<Condition>,
}

impl StatusPage {
    /// The page of what is known, as a visitor may see it.
    #[must_use]
    pub fn of(known: &Known<'_>, visitor: Visitor) -> Self {
        build::page(known, visitor)
    }

    /// The words in its language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::in_language(self.language)
    }

    /// How many parcels it has.
    fn parcel_count(&self) -> u32 {
        let count = self.fulfilments.iter().map(|sent| sent.parcels.len()).sum::<usize>();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Whether anything on it may still change by itself.
    fn is_live(&self) -> bool {
        !self.fulfilments.is_empty() || !self.to_come.is_empty()
    }

    /// Whether it goes anywhere: of what was cancelled before anything was sent, no step is to come.
    fn has_steps(&self) -> bool {
        !(self.fulfilments.is_empty() && self.progress.notes.contains(&Note::Cancelled))
    }

    /// Whether something stands beside its parcels.
    fn has_aside(&self) -> bool {
        !matches!(self.viewer, Viewer::Public(None))
    }

    /// Its own address in its language: where it asks for news of itself.
    fn address(&self) -> String {
        format!("{}?lang={}", self.path, self.language.as_str())
    }
}

impl Viewer {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Public(_) => "public",
            Self::Owner(_) => "owner",
            Self::Merchant(..) => "merchant",
        }
    }
}
