//! What was ordered.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::bounds;
use crate::money::Money;
use crate::text::{Invalid, Line, Name, OptionalLine, WebUrl};

/// How many of something: 1 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u32")]
pub struct Quantity(u32);

impl Quantity {
    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl TryFrom<i64> for Quantity {
    type Error = Invalid;

    fn try_from(number: i64) -> Result<Self, Invalid> {
        u32::try_from(number)
            .ok()
            .filter(|number| (1..=bounds::QUANTITY).contains(number))
            .map(Self)
            .ok_or_else(|| Invalid::new(format!("must be 1 to {}, and is {number}", bounds::QUANTITY)))
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

impl JsonSchema for Quantity {
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": bounds::QUANTITY })
    }
}

/// What sort of thing an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Goods in a parcel.
    #[default]
    Physical,
    /// A download.
    Digital,
    /// A gift card.
    GiftCard,
    /// Work: it needs no fulfilling.
    Service,
}

impl Kind {
    /// Whether it is had without a parcel: a download, or a gift card.
    #[must_use]
    pub fn is_digital(self) -> bool {
        matches!(self, Self::Digital | Self::GiftCard)
    }
}

/// One line of an order, as it was placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LineItem {
    /// The merchant's article number.
    #[serde(default)]
    pub sku: Option<OptionalLine>,
    /// What it is.
    pub title: Line,
    /// Which variant of it.
    #[serde(default)]
    pub variant_title: Option<OptionalLine>,
    /// A picture of it.
    #[serde(default)]
    pub image_url: Option<WebUrl>,
    /// How many.
    pub quantity: Quantity,
    /// What one costs.
    #[serde(default)]
    pub unit_price: Option<Money>,
    /// What sort of thing it is.
    #[serde(default)]
    pub kind: Kind,
    /// Where a digital item is downloaded.
    #[serde(default)]
    pub download_url: Option<WebUrl>,
    /// Where it is to be fulfilled; the store's first location otherwise.
    #[serde(default)]
    pub location: Option<Name>,
}

impl LineItem {
    /// Whether anything has to happen for the customer to get it.
    #[must_use]
    pub fn needs_fulfilling(&self) -> bool {
        self.kind != Kind::Service
    }
}
