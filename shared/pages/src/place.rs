//! Places as people write them. Carriers shout ("SHENZHEN"), and give countries by their letters ("Umeå, SE").
//!
//! What is written in capitals gets the letters of a name, but for what is an abbreviation: a state behind its city, a
//! post's own words, whatever cannot be spoken. What has small letters stands as it was written, and so does every
//! script that has no capitals.

use waybill_domain::language::Language;
use waybill_domain::scan::Scan;

/// Words of posts, and their large airports, that are spoken letter by letter.
const ABBREVIATIONS: [&str; 12] = ["AMS", "EMS", "EWR", "ICN", "ISC", "LAX", "ORD", "UAE", "UK", "UPS", "USA", "USPS"];

/// Words that are short, and have no vowel because they are cut.
const CUT: [&str; 6] = ["DR", "FT", "MT", "NR", "ST", "STR"];

/// Words that are small within a name.
const SMALL: [&str; 26] = [
    "AM", "AND", "AUF", "BEI", "DA", "DAS", "DE", "DEL", "DER", "DES", "DI", "DO", "DOS", "DU", "EN", "IM", "OCH",
    "OF", "OG", "ON", "SOUS", "SUR", "UND", "UPON", "VAN", "VON",
];

/// The countries whose posts write a state behind every city, and the states.
const WITH_STATES: [&str; 3] = ["AU", "CA", "US"];
const STATES: &str = "ACT NSW NT QLD SA TAS VIC WA AB BC MB NB NL NS NU ON PE QC SK YT AL AK AZ AR CA CO CT DE DC FL GA \
    GU HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA \
    WV WI WY";

/// A place in its reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    name: Option<String>,
    country: Option<String>,
}

impl Place {
    /// Where a scan was made, as far as its carrier says.
    #[must_use]
    pub fn of(scan: &Scan, language: Language) -> Option<Self> {
        let country = scan.country.as_ref();
        let mut parts: Vec<&str> = scan.location.as_deref().unwrap_or_default().split(',').map(str::trim).collect();
        parts.retain(|part| !part.is_empty());
        while parts.last().is_some_and(|last| country.is_some_and(|country| country.is_called(last))) {
            parts.pop();
        }
        let has_states = country.is_none_or(|country| WITH_STATES.contains(&country.as_str()));
        let name = parts.into_iter().map(|part| spoken(part, has_states)).collect::<Vec<_>>().join(", ");
        let name = Some(name).filter(|name| !name.is_empty());
        let country = country.map(|country| country.name(language).to_owned());
        (name.is_some() || country.is_some()).then_some(Self { name, country })
    }

    /// With its country, where that is known: "Umeå, Sweden".
    #[must_use]
    pub fn in_full(&self) -> String {
        [self.name.as_deref(), self.country.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// Without its country, unless that is all that is known: "Umeå".
    #[must_use]
    pub fn in_short(&self) -> &str {
        self.name.as_deref().or(self.country.as_deref()).unwrap_or_default()
    }
}

/// A part of a place as it is spoken.
fn spoken(part: &str, has_states: bool) -> String {
    let is_shouted = part.contains(char::is_uppercase) && !part.contains(char::is_lowercase);
    if !is_shouted {
        return part.to_owned();
    }
    let between = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/' | '.' | '&' | '+' | '(' | ')' | '[' | ']');
    let words: Vec<&str> = part.split(between).filter(|word| !word.is_empty()).collect();
    let last = words.len().saturating_sub(1);
    let (mut written, mut rest) = (String::new(), part);
    for (index, word) in words.into_iter().enumerate() {
        let (before, after) = rest.split_once(word).unwrap_or(("", rest));
        written.push_str(before);
        let state = has_states && 0 < index && index == last && STATES.split(' ').any(|state| state == word);
        if state || is_abbreviation(word, last == 0) {
            written.push_str(word);
        } else if 0 < index && index < last && SMALL.contains(&word) {
            written.push_str(&word.to_lowercase());
        } else {
            written.push_str(&named(word));
        }
        rest = after;
    }
    written + rest
}

/// Whether a word is letters rather than a name: a code, what nobody can speak, or what is short and stands `alone`.
fn is_abbreviation(word: &str, alone: bool) -> bool {
    let length = word.chars().count();
    let is_plain = word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_mute = is_plain && length < 5 && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) && !CUT.contains(&word);
    let is_code = length == 1 || word.contains(char::is_numeric) || (alone && is_plain && length < 4);
    is_code || is_mute || matches!(word, "II" | "III" | "IV") || ABBREVIATIONS.contains(&word)
}

/// A word as a name: `L'AQUILA` is L'Aquila, `JOHN'S` is John's, and `MCALLEN` is McAllen.
fn named(word: &str) -> String {
    if let Some((before, after)) = word.split_once(['\'', '’']) {
        let mark = word.get(before.len()..word.len() - after.len()).unwrap_or_default();
        let after = if before.chars().count() == 1 { named(after) } else { small(after) };
        return [&named(before), mark, &after].concat();
    }
    match word.strip_prefix("MC").filter(|rest| rest.len() > 2) {
        Some(rest) => ["Mc", &capital(rest)].concat(),
        None => capital(word),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.next().into_iter().collect();
    first + &small(letters.as_str())
}

/// A Turkish capital's dot is one of the small letter already.
fn small(word: &str) -> String {
    word.to_lowercase().replace("i\u{307}", "i")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_shouted_is_written_as_a_name() {
        for (shouted, name) in [
            ("SHENZHEN", "Shenzhen"),
            ("UMEÅ", "Umeå"),
            ("ÖREBRO", "Örebro"),
            ("ÅS", "Ås"),
            ("HỒ CHÍ MINH", "Hồ Chí Minh"),
            ("HOI AN", "Hoi An"),
            ("SÃO PAULO", "São Paulo"),
            ("RIO DE JANEIRO", "Rio de Janeiro"),
            ("FRANKFURT AM MAIN", "Frankfurt am Main"),
            ("STOKE-ON-TRENT", "Stoke-on-Trent"),
            ("ST. LOUIS", "St. Louis"),
            ("L'AQUILA", "L'Aquila"),
            ("ST JOHN’S", "St John’s"),
            ("XI'AN", "Xi'an"),
            ("MCALLEN", "McAllen"),
            ("İSTANBUL", "İstanbul"),
            ("DİYARBAKIR", "Diyarbakir"),
            ("МОСКВА", "Москва"),
            ("ΑΘΉΝΑΣ", "Αθήνας"),
            ("DEN HAAG", "Den Haag"),
            ("LOS ANGELES", "Los Angeles"),
            ("SHENZHEN DISTRIBUTION CENTER (NORTH)", "Shenzhen Distribution Center (North)"),
        ] {
            assert_eq!(spoken(shouted, true), name);
        }
    }

    #[test]
    fn what_is_spoken_letter_by_letter_stays() {
        for (written, name) in [
            ("CHICAGO IL", "Chicago IL"),
            ("NEW ORLEANS LA", "New Orleans LA"),
            ("WASHINGTON DC", "Washington DC"),
            ("ISC CHICAGO", "ISC Chicago"),
            ("DHL HUB LEIPZIG", "DHL Hub Leipzig"),
            ("TX", "TX"),
            ("SP", "SP"),
            ("JFK", "JFK"),
            ("HUB 3B", "Hub 3B"),
            ("JOHN PAUL II", "John Paul II"),
        ] {
            assert_eq!(spoken(written, true), name);
        }
        assert_eq!(spoken("CAN LA", false), "Can La", "no country of states");
    }

    #[test]
    fn what_is_written_well_stays() {
        for name in
            ["Umeå", "McAllen", "København K", "深圳", "กรุงเทพมหานคร", "Hà Nội", "東京 HUB-Ⅱa", "s-Hertogenbosch", ""]
        {
            assert_eq!(spoken(name, true), name);
        }
    }

    fn place(location: Option<&str>, country: Option<&str>, language: Language) -> Option<Place> {
        let scan = serde_json::json!({
            "at": "2026-11-01", "description": "", "location": location, "country": country, "raw_code": "", "service": "17track"
        });
        Place::of(&serde_json::from_value(scan).expect("a scan"), language)
    }

    #[test]
    fn a_country_is_named_in_the_readers_language() {
        for (location, country, language, full, short) in [
            (Some("Umeå, SE"), Some("SE"), Language::Sv, "Umeå, Sverige", "Umeå"),
            (Some("SHENZHEN"), Some("CN"), Language::En, "Shenzhen, China", "Shenzhen"),
            (Some("NL, Netherlands"), Some("NL"), Language::Nb, "Nederland", "Nederland"),
            (Some("SWEDEN"), Some("SE"), Language::Th, "สวีเดน", "สวีเดน"),
            (Some("GASQUET, CA, US"), Some("US"), Language::En, "Gasquet, CA, United States", "Gasquet, CA"),
            (Some("HOUSTON, TX"), Some("US"), Language::Sv, "Houston, TX, USA", "Houston, TX"),
            (Some("RECIFE, PE"), None, Language::En, "Recife, PE", "Recife, PE"),
            (None, Some("VN"), Language::Vi, "Việt Nam", "Việt Nam"),
        ] {
            let place = place(location, country, language).expect("a place");
            assert_eq!((place.in_full().as_str(), place.in_short()), (full, short));
        }
        assert_eq!(place(Some(" , "), None, Language::En), None);
    }

    proptest! {
        #[test]
        fn no_letter_is_lost(part in "\\PC{0,40}|[A-ZÅÄÖĐẠ'’. -]{0,40}") {
            let folded = |text: &str| text.to_lowercase().replace('\u{307}', "").replace('ς', "σ");
            prop_assert_eq!(folded(&spoken(&part, true)), folded(&part));
        }
    }
}
