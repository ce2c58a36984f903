//! The tracking services, each at its place, ready to be spoken to with a store's key.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderName;
use http::header::AUTHORIZATION;
use waybill_domain::service::Service;
use waybill_domain::text::WebUrl;

use crate::aftership::AfterShip;
use crate::api::Api;
use crate::easypost::EasyPost;
use crate::http::Http;
use crate::karrio::Karrio;
use crate::seventeentrack::SeventeenTrack;
use crate::shippo::Shippo;
use crate::single::Single;
use crate::tracker::{Credentials, Tracker};

/// Where the services are; Karrio is wherever its merchant runs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// 17TRACK's, with its version.
    pub seventeentrack: String,
    /// `AfterShip`'s, with its version.
    pub aftership: String,
    /// `EasyPost`'s.
    pub easypost: String,
    /// Shippo's.
    pub shippo: String,
}

impl Default for Addresses {
    fn default() -> Self {
        Self {
            seventeentrack: "https://api.17track.net/track/v2.4".to_owned(),
            aftership: "https://api.aftership.com/tracking/2026-07".to_owned(),
            easypost: "https://api.easypost.com".to_owned(),
            shippo: "https://api.goshippo.com".to_owned(),
        }
    }
}

impl Addresses {
    /// The services' own, unless the environment says otherwise: `WAYBILL_17TRACK_URL`, `WAYBILL_AFTERSHIP_URL`,
    /// `WAYBILL_EASYPOST_URL` and `WAYBILL_SHIPPO_URL`, for a local run.
    #[must_use]
    pub fn from_env() -> Self {
        Self::read(|name| std::env::var(name).ok())
    }

    fn read(named: impl Fn(&str) -> Option<String>) -> Self {
        let own = Self::default();
        let or = |name, own| named(name).filter(|address| !address.is_empty()).unwrap_or(own);
        Self {
            seventeentrack: or("WAYBILL_17TRACK_URL", own.seventeentrack),
            aftership: or("WAYBILL_AFTERSHIP_URL", own.aftership),
            easypost: or("WAYBILL_EASYPOST_URL", own.easypost),
            shippo: or("WAYBILL_SHIPPO_URL", own.shippo),
        }
    }
}

/// The tracking services; clones share their connections.
#[derive(Clone, Debug)]
pub struct Carriers {
    http: Http,
    addresses: Addresses,
}

impl Carriers {
    /// The services at some addresses.
    #[must_use]
    pub fn new(addresses: Addresses) -> Self {
        Self { http: Http::new(), addresses }
    }

    /// The services where the environment says, or at their own addresses.
    #[must_use]
    pub fn from_env() -> Self {
        Self::new(Addresses::from_env())
    }

    /// A service, to be spoken to with a store's key. Karrio without an address is never reached.
    #[must_use]
    pub fn tracker(&self, service: Service, credentials: &Credentials) -> Box<dyn Tracker> {
        match service {
            Service::SeventeenTrack => Box::new(self.seventeentrack(credentials)),
            Service::AfterShip => Box::new(Single::<AfterShip>::new(self.api(service, credentials))),
            Service::EasyPost => Box::new(Single::<EasyPost>::new(self.api(service, credentials))),
            Service::Karrio => Box::new(Single::<Karrio>::new(self.api(service, credentials))),
            Service::Shippo => Box::new(Single::<Shippo>::new(self.api(service, credentials))),
        }
    }

    /// 17TRACK, with what it alone can do.
    #[must_use]
    pub fn seventeentrack(&self, credentials: &Credentials) -> SeventeenTrack {
        SeventeenTrack::new(self.api(Service::SeventeenTrack, credentials))
    }

    /// Where a service is, and how it is shown the key.
    fn api(&self, service: Service, credentials: &Credentials) -> Api {
        let key = credentials.key.as_str();
        let own = |name: &'static str| (HeaderName::from_static(name), key.to_owned());
        let (base, (header, pass)) = match service {
            Service::SeventeenTrack => (self.addresses.seventeentrack.as_str(), own("17token")),
            Service::AfterShip => (self.addresses.aftership.as_str(), own("as-api-key")),
            // Basic authorization: the key is the name, and there is no password.
            Service::EasyPost => {
                let basic = BASE64_STANDARD.encode(format!("{key}:"));
                (self.addresses.easypost.as_str(), (AUTHORIZATION, format!("Basic {basic}")))
            }
            Service::Karrio => {
                let base = credentials.url.as_ref().map(WebUrl::as_str).unwrap_or_default();
                (base, (AUTHORIZATION, format!("Token {key}")))
            }
            Service::Shippo => (self.addresses.shippo.as_str(), (AUTHORIZATION, format!("ShippoToken {key}"))),
        };
        Api::new(&self.http, base, header, &pass, &credentials.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_moves_a_service_and_no_other() {
        let moved = Addresses::read(|name| (name == "WAYBILL_SHIPPO_URL").then(|| "http://127.0.0.1:1".to_owned()));
        assert_eq!(moved, Addresses { shippo: "http://127.0.0.1:1".to_owned(), ..Addresses::default() });
        assert_eq!(Addresses::read(|_| Some(String::new())), Addresses::default());
    }

    #[test]
    fn a_key_is_never_shown() {
        let key = "sk_very_secret".to_owned();
        let credentials = Credentials { key: key.try_into().expect("a key"), webhook_secret: None, url: None };
        let api = Carriers::new(Addresses::default()).api(Service::Shippo, &credentials);
        assert_eq!(api.words("no such key: sk_very_secret"), "no such key: …");
        assert!(!format!("{credentials:?}").contains("secret_"));
    }
}
