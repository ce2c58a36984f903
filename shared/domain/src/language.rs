//! The languages in which customers are spoken to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One of five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English, and whoever's language is none of the others.
    #[default]
    En,
    /// Swedish.
    Sv,
    /// Norwegian, in bokmål.
    Nb,
    /// Vietnamese.
    Vi,
    /// Thai.
    Th,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::En, Self::Sv, Self::Nb, Self::Vi, Self::Th];

    /// Its code, as HTML's `lang` has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Sv => "sv",
            Self::Nb => "nb",
            Self::Vi => "vi",
            Self::Th => "th",
        }
    }

    /// What those who speak it call it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Sv => "Svenska",
            Self::Nb => "Norsk",
            Self::Vi => "Tiếng Việt",
            Self::Th => "ไทย",
        }
    }

    /// The language of a tag such as `sv-SE`, if it is one of these; whatever Norwegian is Norwegian.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "sv" => Some(Self::Sv),
            "nb" | "no" | "nn" => Some(Self::Nb),
            "vi" => Some(Self::Vi),
            "th" => Some(Self::Th),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        for (tag, language) in [
            ("sv", Some(Language::Sv)),
            ("sv-SE", Some(Language::Sv)),
            ("NO", Some(Language::Nb)),
            ("nn-NO", Some(Language::Nb)),
            ("th_TH", Some(Language::Th)),
            ("svx", None),
            ("", None),
            ("de", None),
        ] {
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
        assert!(Language::ALL.iter().all(|language| Language::of_tag(language.as_str()) == Some(*language)));
    }
}
