//! The tracking services that a store may use, and what it needs to speak to one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::WebUrl;

/// Who follows parcels for a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// 17TRACK, by its API v2.4.
    #[serde(rename = "17track")]
    SeventeenTrack,
    /// `AfterShip`.
    AfterShip,
    /// `EasyPost`.
    EasyPost,
    /// Karrio, which a merchant runs themselves.
    Karrio,
    /// Shippo.
    Shippo,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::SeventeenTrack, Self::AfterShip, Self::EasyPost, Self::Karrio, Self::Shippo];

    /// The word for it, in settings, addresses and scans.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SeventeenTrack => "17track",
            Self::AfterShip => "aftership",
            Self::EasyPost => "easypost",
            Self::Karrio => "karrio",
            Self::Shippo => "shippo",
        }
    }

    /// The service of a word.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.as_str() == word)
    }
}

/// A secret as it is kept: encrypted, and worth nothing without the installation's own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    /// What encryption made.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// What encryption made.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The service that follows a store's parcels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackingService {
    /// Which.
    pub service: Service,
    /// The store's key there.
    pub key: Sealed,
    /// What its pushes are signed with, where that is not the key.
    #[serde(default)]
    pub webhook_secret: Option<Sealed>,
    /// Where it is reached; Karrio's alone, which has no place of its own.
    #[serde(default)]
    pub url: Option<WebUrl>,
}
