//! What each service calls a carrier.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use waybill_domain::carrier::Carrier;
use waybill_domain::service::Service;

/// Of each carrier that we know by name, what the services call it: those words alone that their documents or their
/// clients use. A wrong word is worse than none, because most services find the carrier out.
static NAMES: LazyLock<BTreeMap<String, BTreeMap<Service, String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../carrier_names.json")).unwrap_or_default());

/// What a service calls a carrier, if that is known.
pub(crate) fn of(service: Service, carrier: &Carrier) -> Option<&'static str> {
    NAMES.get(&carrier.code)?.get(&service).map(String::as_str)
}

/// The carrier that a service means; our word for it.
pub(crate) fn meant(service: Service, word: &str) -> Option<String> {
    let by_service = NAMES.iter().find(|(_, words)| words.get(&service).is_some_and(|known| known == word));
    by_service.map(|(code, _)| code.clone()).or_else(|| Carrier::named(word).map(|carrier| carrier.code.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_the_carrier_and_back() {
        assert!(NAMES.len() > 30);
        for (code, words) in NAMES.iter() {
            let carrier = Carrier::named(code).filter(|carrier| &carrier.code == code).expect(code);
            for (service, word) in words {
                assert_eq!(of(*service, carrier), Some(word.as_str()));
                assert_eq!(meant(*service, word).as_ref(), Some(code), "{word}");
            }
        }
        assert_eq!(meant(Service::AfterShip, "austrian-post").as_deref(), Some("post_at"));
        assert_eq!(meant(Service::EasyPost, "Postnord").as_deref(), Some("postnord"));
        assert_eq!(meant(Service::EasyPost, "Pony Express"), None);
    }
}
