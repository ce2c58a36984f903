//! A store's settings, as far as decisions need them.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::bounds;
use crate::line_item::Kind as ItemKind;
use crate::message::{Channel, Kind};
use crate::refusal::Refusal;
use crate::sender::{MessageSettings, PolicyChange, Sender, SmsSender};
use crate::service::{Sealed, Service, TrackingService};
use crate::template::Template;
use crate::text::{EmailAddress, Line, Name, Note, Secret, TimeZone, WebUrl};

/// What a merchant has chosen. Every field has a default, so that a store works before it is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What customers know the store as.
    pub name: Line,
    /// When orders are fulfilled.
    #[serde(default)]
    pub fulfilment_mode: FulfilmentMode,
    /// Where the merchant ships from, the first choice first (F8). Empty: any name is taken.
    #[serde(default)]
    pub locations: Vec<Name>,
    /// A tracking site of the merchant's choice, to which the number is appended (N3).
    #[serde(default)]
    pub custom_tracking_url: Option<WebUrl>,
    /// The clock by which the merchant's days begin and end.
    #[serde(default)]
    pub time_zone: TimeZone,
    /// Who follows the store's parcels.
    #[serde(default)]
    pub tracking_service: Option<TrackingService>,
    /// What customers are told, and by whom.
    #[serde(default)]
    pub messages: MessageSettings,
    /// What the store may use; the operator sets it.
    #[serde(default)]
    pub plan: Plan,
}

/// What a store may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Plan {
    /// Fulfilling, holding and telling customers.
    Basic,
    /// Everything: order tracking (T11) and monitoring (M4) too.
    #[default]
    Boss,
}

impl Plan {
    /// Whether order tracking and monitoring belong to it (T11, M4).
    #[must_use]
    pub fn tracks(self) -> bool {
        self == Self::Boss
    }
}

/// When orders are fulfilled (F1–F3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FulfilmentMode {
    /// By the merchant, in whole or in part.
    #[default]
    Manual,
    /// Whole, when an order has been paid: it leaves nothing to fulfil in part (F3).
    Automatic,
    /// Digital items and gift cards when an order has been paid; the rest by the merchant.
    AutomaticDigital,
}

impl FulfilmentMode {
    /// Whether a paid item of this kind is fulfilled by itself.
    #[must_use]
    pub fn fulfils(self, kind: ItemKind) -> bool {
        match self {
            Self::Manual => false,
            Self::Automatic => true,
            Self::AutomaticDigital => kind.is_digital(),
        }
    }
}

impl Settings {
    /// Where items go that name no location, in a store that has not said where it ships from.
    pub const ONLY_LOCATION: &str = "default";

    /// The settings of a store that has just been opened.
    #[must_use]
    pub fn new(name: Line) -> Self {
        Self {
            name,
            fulfilment_mode: FulfilmentMode::default(),
            locations: Vec::new(),
            custom_tracking_url: None,
            time_zone: TimeZone::default(),
            tracking_service: None,
            messages: MessageSettings::default(),
            plan: Plan::default(),
        }
    }

    /// Where items are fulfilled that name no location.
    #[must_use]
    pub fn default_location(&self) -> &str {
        self.locations.first().map_or(Self::ONLY_LOCATION, Name::as_str)
    }

    /// The location of an item that names one, or not.
    ///
    /// # Errors
    /// When the store has said where it ships from, and this is not among it; `field` is named.
    pub fn location(&self, named: Option<&Name>, field: &str) -> Result<String, Refusal> {
        let Some(named) = named else { return Ok(self.default_location().to_owned()) };
        if self.locations.is_empty() || self.locations.contains(named) {
            return Ok(named.as_str().to_owned());
        }
        let known = self.locations.iter().map(Name::as_str).collect::<Vec<_>>().join(", ");
        Err(Refusal::invalid(field, format!("must be one of the store's locations: {known}")))
    }

    /// How soon a location is chosen: the place in the list, those not in it last.
    #[must_use]
    pub fn priority(&self, location: &str) -> usize {
        self.locations.iter().position(|known| known.as_str() == location).unwrap_or(usize::MAX)
    }

    /// Changes what is named; the rest stays.
    ///
    /// # Errors
    /// [`Refusal::Invalid`] for too many locations, one named twice, or a tracking service without its key.
    pub fn amend(&self, changes: SettingsChanges, seal: impl Fn(&str) -> Sealed) -> Result<Self, Refusal> {
        let messages = self.messages.amend(&changes)?;
        let name = match changes.name {
            None => self.name.clone(),
            Some(Some(name)) => name,
            Some(None) => return Err(Refusal::invalid("name", "must not be null: a store has a name")),
        };
        let locations = changes.locations.unwrap_or_else(|| Some(self.locations.clone())).unwrap_or_default();
        if locations.len() > bounds::LOCATIONS {
            return Err(Refusal::invalid("locations", format!("must be at most {}", bounds::LOCATIONS)));
        }
        if locations.iter().collect::<BTreeSet<_>>().len() < locations.len() {
            return Err(Refusal::invalid("locations", "must not name a location twice"));
        }
        Ok(Self {
            name,
            fulfilment_mode: changes.fulfilment_mode.unwrap_or(Some(self.fulfilment_mode)).unwrap_or_default(),
            locations,
            custom_tracking_url: changes.custom_tracking_url.unwrap_or_else(|| self.custom_tracking_url.clone()),
            time_zone: changes.time_zone.unwrap_or(Some(self.time_zone)).unwrap_or_default(),
            tracking_service: match changes.tracking_service {
                None => self.tracking_service.clone(),
                Some(None) => None,
                Some(Some(change)) => Some(self.amend_service(change, seal)?),
            },
            messages,
            plan: self.plan,
        })
    }

    /// A service as it is to be. Of the same service, what is not named stays; another one begins anew.
    fn amend_service(
        &self,
        change: TrackingServiceChange,
        seal: impl Fn(&str) -> Sealed,
    ) -> Result<TrackingService, Refusal> {
        let known = self.tracking_service.as_ref().filter(|known| known.service == change.service);
        let url = change.url.unwrap_or_else(|| known.and_then(|known| known.url.clone()));
        if (change.service == Service::Karrio) != url.is_some() {
            let must = if url.is_none() {
                "must be where your Karrio is reached"
            } else {
                "must be left out: only Karrio has a place of its own"
            };
            return Err(Refusal::invalid("tracking_service.url", must));
        }
        // A key that is known is sent nowhere else: who sets another place says the key again.
        let known = known.filter(|known| known.url == url);
        let key = change.key.map(|key| seal(key.as_str())).or_else(|| known.map(|known| known.key.clone()));
        let Some(key) = key else {
            return Err(Refusal::invalid("tracking_service.key", "must be the store's key at the tracking service"));
        };
        let webhook_secret = match change.webhook_secret {
            None => known.and_then(|known| known.webhook_secret.clone()),
            Some(secret) => secret.map(|secret| seal(secret.as_str())),
        };
        Ok(TrackingService { service: change.service, key, webhook_secret, url })
    }
}

/// What is to change in a store's settings: absent is unchanged, null is the default.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsChanges {
    /// What customers know the store as; it has no default.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Line")]
    pub name: Option<Option<Line>>,
    /// When orders are fulfilled.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<FulfilmentMode>")]
    pub fulfilment_mode: Option<Option<FulfilmentMode>>,
    /// Where the merchant ships from, the first choice first.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<Vec<Name>>")]
    pub locations: Option<Option<Vec<Name>>>,
    /// A tracking site, to which the number is appended.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<WebUrl>")]
    pub custom_tracking_url: Option<Option<WebUrl>>,
    /// The clock by which the merchant's days begin and end, as in `Europe/Stockholm`.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<TimeZone>")]
    pub time_zone: Option<Option<TimeZone>>,
    /// Who follows the store's parcels.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<TrackingServiceChange>")]
    pub tracking_service: Option<Option<TrackingServiceChange>>,
    /// Who mail comes from, as in `Ada's Shop <orders@example.com>`: SES must know the address as yours.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<Sender>")]
    pub sender: Option<Option<Sender>>,
    /// Where answers go, if not to the sender.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<EmailAddress>")]
    pub reply_to: Option<Option<EmailAddress>>,
    /// Who SMS come from, where networks allow it.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<SmsSender>")]
    pub sms_sender: Option<Option<SmsSender>>,
    /// Whether customers are told of what is sent (N2).
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<bool>")]
    pub notify_customers: Option<Option<bool>>,
    /// Which kinds of message go which way; what is not named stays.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<PolicyChange>")]
    pub message_policy: Option<Option<PolicyChange>>,
    /// Whether customers who gave no e-mail address at the checkout may have updates sent to one (N10). Turned off, it is
    /// offered to nobody; who has taken it up keeps the updates until they want none.
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<bool>")]
    pub email_opt_in: Option<Option<bool>>,
    /// What the order status page says of the store's own (O6).
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<Note>")]
    pub status_page_notes: Option<Option<Note>>,
    /// The store's own templates; null is the default one, and what is not named stays (N4, N7).
    #[serde(deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<TemplateChanges>")]
    pub templates: Option<Option<TemplateChanges>>,
}

/// Which templates are to be others: null is the default one.
pub type TemplateChanges = BTreeMap<Kind, BTreeMap<Channel, Option<Template>>>;

/// A tracking service, and what it needs. Its secrets are taken and never shown.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrackingServiceChange {
    /// Which.
    pub service: Service,
    /// The store's key there; it may be left out where it is known.
    #[serde(default)]
    pub key: Option<Secret>,
    /// What its pushes are signed with, where that is not the key.
    #[serde(default, deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<Secret>")]
    pub webhook_secret: Option<Option<Secret>>,
    /// Where it is reached: Karrio's alone.
    #[serde(default, deserialize_with = "crate::named::named")]
    #[schemars(with = "Option<WebUrl>")]
    pub url: Option<Option<WebUrl>>,
}
