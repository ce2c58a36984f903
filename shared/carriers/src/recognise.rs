//! Whose number a number may be.
//!
//! A check digit warns and refuses nothing: carriers use numbers again, print them without it, and 17TRACK's own
//! documents are full of an S10 number whose check digit is wrong. So what comes out is a list, best first, and
//! [`likely`] is the one place where a carrier is assumed.

mod checksum;
mod format;

use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::carrier::Carrier;
use waybill_domain::text::Name;
use waybill_domain::tracking::TrackingNumber;

use format::FORMATS;

/// The longest number that is looked at, in characters without spaces and dashes: as long as a
/// [`TrackingNumber`] may be. The longest format has 39.
const LONGEST: usize = 64;

/// The most candidates that are told: whoever has to choose among more would rather type the carrier.
const MOST: usize = 10;

/// The score from which a carrier is assumed, if the check digit is right: what has a prefix or a country of its own
/// besides the digit. A digit alone is right by chance for one number in ten (or seven), and more carriers than we
/// know number with bare digits; a wrong carrier finds nothing, while none lets the tracking service find it.
pub const LIKELY: u8 = 80;

/// The score from which a format without check digit is taken for its carrier's: a prefix of three characters or
/// more, or the carrier's initials, with a length that no other format with them has.
pub const UNMISTAKABLE: u8 = 85;

/// How far behind the next carrier must be: an S10 number stays its post's although DHL eCommerce's widest format fits
/// it too, and a number that `FedEx`'s and DPD's check digits both allow is nobody's.
pub const MARGIN: u8 = 20;

/// A carrier to which a number may belong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Candidate {
    /// Our word for the carrier; of one that we do not know by name, the word of the data.
    pub carrier: String,
    /// What people call it.
    pub name: String,
    /// How much speaks for it: 0 to 100.
    pub score: u8,
    /// What the number's check digit says.
    pub check_digit: CheckDigit,
}

impl Candidate {
    fn known(&self) -> Option<&'static Carrier> {
        known(&self.carrier)
    }
}

/// What a number's check digit says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckDigit {
    /// It is right.
    Valid,
    /// It is wrong: mistyped, or of a carrier that only looks like this one.
    Invalid,
    /// The format has none.
    None,
}

/// The carriers to which a number may belong, best first, each once, at most ten. Any text may be asked about: what
/// is longer than any number is nobody's.
#[must_use]
pub fn recognise(number: &str) -> Vec<Candidate> {
    let Some(number) = normalised(number) else { return Vec::new() };
    let undashed = number.replace('-', "");
    let mut candidates: Vec<Candidate> =
        FORMATS.iter().filter_map(|format| format.candidate(&undashed).or_else(|| format.candidate(&number))).collect();
    candidates.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.carrier.cmp(&b.carrier)));
    let mut told: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if told.len() < MOST && told.iter().all(|better| better.carrier != candidate.carrier) {
            told.push(candidate);
        }
    }
    told
}

/// The carrier to assume for a number that came without one: the best candidate, if it is known by name, nothing
/// speaks against it ([`LIKELY`], [`UNMISTAKABLE`]), and no other comes close ([`MARGIN`]).
#[must_use]
pub fn likely(number: &TrackingNumber) -> Option<&'static Carrier> {
    let candidates = recognise(number.as_str());
    let (best, others) = candidates.split_first()?;
    let believed = match best.check_digit {
        CheckDigit::Valid => best.score >= LIKELY,
        CheckDigit::None => best.score >= UNMISTAKABLE,
        CheckDigit::Invalid => false,
    };
    let next = others.first().map_or(0, |next| next.score);
    if believed && best.score.saturating_sub(next) >= MARGIN { best.known() } else { None }
}

/// Names the likely carrier of each number that was entered without one.
pub fn name_carriers<'a>(entries: impl Iterator<Item = (&'a TrackingNumber, &'a mut Option<Name>)>) {
    for (number, carrier) in entries.filter(|(_, carrier)| carrier.is_none()) {
        *carrier = likely(number).and_then(|known| Name::try_from(known.code.clone()).ok());
    }
}

fn known(code: &str) -> Option<&'static Carrier> {
    Carrier::all().iter().find(|carrier| carrier.code == code)
}

/// Upper case, without spaces and with `-` for every dash (one format has a dash of its own); `None` for what is too
/// long, or not ASCII, and so no number.
fn normalised(number: &str) -> Option<String> {
    let mut kept = String::new();
    for c in number.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)) {
        let c = if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c.to_ascii_uppercase() };
        if !c.is_ascii_graphic() || kept.len() == LONGEST {
            return None;
        }
        kept.push(c);
    }
    Some(kept)
}

/// What is copied along with a number and not seen: zero-width spaces and marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(number: &str) -> Vec<(String, u8, CheckDigit)> {
        recognise(number).into_iter().map(|it| (it.carrier, it.score, it.check_digit)).collect()
    }

    fn best(number: &str) -> Option<(String, CheckDigit)> {
        recognise(number).into_iter().next().map(|it| (it.carrier, it.check_digit))
    }

    fn assumed(number: &str) -> Option<&'static str> {
        likely(&TrackingNumber::try_from(number.to_owned()).expect(number)).map(|carrier| carrier.code.as_str())
    }

    #[test]
    fn the_post_of_an_s10_number_is_the_one_of_its_country() {
        for (number, carrier) in [
            ("RB123456785SE", "postnord"),
            ("RB123456785US", "usps"),
            ("RB123456785CN", "china_post"),
            ("EB123456785CN", "china_ems"),
            ("RB123456785GB", "royal_mail"),
            ("CB123456785GB", "parcelforce"),
            ("LB123456785NO", "posten_no"),
        ] {
            assert_eq!(best(number), Some((carrier.to_owned(), CheckDigit::Valid)), "{number}");
            assert_eq!(assumed(number), Some(carrier), "{number}");
        }
        let foreign = recognise("RB123456785PL").remove(0);
        assert_eq!((foreign.carrier.as_str(), foreign.name.as_str()), ("s10", "Poczta Polska"));
        assert_eq!(recognise("RB123456785TW").remove(0).name, "Chunghwa Post");
        assert_eq!(best("RB123456785XX"), None);
    }

    #[test]
    fn a_wrong_check_digit_warns_and_refuses_nothing() {
        assert_eq!(told("RR123456789CN"), [("china_post".to_owned(), 23, CheckDigit::Invalid)]);
        assert_eq!(best("1Z5R89390357567128"), Some(("ups".to_owned(), CheckDigit::Invalid)));
        assert_eq!(assumed("RR123456789CN"), None);
        assert_eq!(assumed("1Z5R89390357567128"), None);
    }

    #[test]
    fn strong_formats_come_before_weak_ones() {
        let scores: Vec<u8> = [
            "1Z5R89390357567127",
            "RB123456785GB",
            "9400111206206406260787",
            "986578788855",
            "3318810025",
            "60120172242323",
        ]
        .map(|number| recognise(number).first().map_or(0, |it| it.score))
        .into();
        assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    }

    #[test]
    fn a_carrier_is_assumed_only_when_nothing_else_comes_close() {
        assert_eq!(assumed("1z 5r8 939 03 5756 712-7"), Some("ups"));
        assert_eq!(assumed("9400 1112 0108 0805 4830 16"), Some("usps"));
        assert_eq!(assumed("TBA010000000000"), Some("amazon"));
        assert_eq!(assumed("LTN74207623N1"), Some("landmark"));
        assert_eq!(assumed("YT2229521272164446"), Some("yunexpress"));
        assert_eq!(assumed("4PX3000123456789CN"), Some("4px"));
        assert_eq!(assumed("SF0001234567890"), Some("sf_express"));
        for open in ["986578788855", "3318810025", "320595463938", "60120172242323", "LP00123456789012", "ABC", "-"] {
            if let Ok(number) = TrackingNumber::try_from(open.to_owned()) {
                assert_eq!(likely(&number), None, "{open}");
            }
        }
        // Known to the data, and not to the domain.
        assert_eq!(assumed("GFUS01011884214464"), None);
    }

    #[test]
    fn a_number_that_fits_several_formats_has_all_their_carriers() {
        let carriers = |number| recognise(number).into_iter().map(|it| it.carrier).collect::<Vec<_>>();
        assert_eq!(carriers("320595463938"), ["purolator", "fedex"]);
        assert_eq!(carriers("LX123456785CN"), ["china_post", "dhl_ecommerce_asia"]);
        assert_eq!(carriers("YW123456785CN"), ["china_post", "yanwen"]);
    }

    #[test]
    fn spelling_does_not_matter() {
        let plain = told("1LS7119013618127-1");
        assert_eq!(plain.first().map(|it| it.0.as_str()), Some("lasership"));
        for written in ["1ls7 1190 1361 8127-1", "1LS7119013618127 \u{2013} 1\u{200B}"] {
            assert_eq!(told(written), plain, "{written}");
        }
        assert!(recognise("").is_empty());
        assert!(recognise("１Ｚ５Ｒ８９３９０３５７５６７１２７").is_empty());
        assert!(recognise(&"1".repeat(65)).is_empty());
        assert!(recognise(&"4".repeat(1_000_000)).is_empty());
    }

    #[test]
    fn it_is_told_in_the_words_of_the_interface() {
        let json = serde_json::to_value(recognise("1Z5R89390357567127")).expect("plain data");
        assert_eq!(json, serde_json::json!([{ "carrier": "ups", "name": "UPS", "score": 98, "check_digit": "valid" }]));
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked_about(text in "\\PC{0,80}|[ 0-9A-Z-]{0,70}|[0-9]{0,64}|(GM|LX|420)[0-9A-Z ]{0,60}") {
            let candidates = recognise(&text);
            prop_assert!(candidates.len() <= MOST);
            prop_assert!(candidates.is_sorted_by(|a, b| a.score >= b.score));
            for (at, candidate) in candidates.iter().enumerate() {
                prop_assert!(candidate.score <= 100 && !candidate.name.is_empty());
                prop_assert!(candidates[..at].iter().all(|other| other.carrier != candidate.carrier));
            }
        }

        #[test]
        fn one_wrong_character_is_noticed(serial in 0_u32..100_000_000, digit in 0_u32..10) {
            let number = format!("RR{serial:08}{digit}SE");
            let shifted = format!("RR{serial:08}{}SE", (digit + 1) % 10);
            let right = |number: &str| recognise(number).iter().any(|it| it.check_digit == CheckDigit::Valid);
            prop_assert!(!(right(&number) && right(&shifted)));
        }
    }
}
