//! The carriers that are known by name: what they are called, and the page that follows a parcel.

use std::sync::LazyLock;

use serde::Deserialize;

/// A carrier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carrier {
    /// Our word for it: lower case, digits and `_`.
    pub code: String,
    /// What people call it.
    pub name: String,
    /// What else people call it.
    pub aliases: Vec<String>,
    /// The carrier's own page for a parcel, with `{n}` for the number; not every carrier has one.
    pub page: Option<String>,
    /// What 17TRACK calls it, if it does.
    pub seventeentrack: Option<u32>,
}

/// `carriers.json`: public pages and 17TRACK's public list of carriers.
static CARRIERS: LazyLock<Vec<Carrier>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../carriers.json")).unwrap_or_default());

impl Carrier {
    /// All of them.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &CARRIERS
    }

    /// The carrier that people mean by a name, however they write it.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        let wanted = folded(name);
        Self::all().iter().find(|carrier| {
            let names = [&carrier.code, &carrier.name].into_iter().chain(&carrier.aliases);
            names.into_iter().any(|known| folded(known) == wanted)
        })
    }

    /// The carrier that 17TRACK calls so.
    #[must_use]
    pub fn of_seventeentrack(key: u32) -> Option<&'static Self> {
        Self::all().iter().find(|carrier| carrier.seventeentrack == Some(key))
    }

    /// The carrier's own page for a number that is percent-encoded.
    #[must_use]
    pub fn page_of(&self, encoded: &str) -> Option<String> {
        self.page.as_ref().map(|page| page.replace("{n}", encoded))
    }
}

fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_carrier_is_found_by_each_of_its_names() {
        assert!(Carrier::all().len() > 40);
        for carrier in Carrier::all() {
            for name in [&carrier.code, &carrier.name].into_iter().chain(&carrier.aliases) {
                assert_eq!(Carrier::named(name).map(|found| &found.code), Some(&carrier.code), "{name}");
            }
            assert!(carrier.page.as_ref().is_none_or(|page| page.starts_with("https://") && page.contains("{n}")));
        }
        assert_eq!(Carrier::named("Post Nord").map(|carrier| carrier.name.as_str()), Some("PostNord"));
        assert!(Carrier::named("").is_none());
    }
}
