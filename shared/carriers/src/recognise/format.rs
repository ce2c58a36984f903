//! The formats that numbers have, read from data once, when the first number is looked at.

use std::collections::HashMap;
use std::sync::LazyLock;

use fancy_regex::{Captures, Regex, RegexBuilder};
use serde::Deserialize;

use super::checksum::Checksum;
use super::{Candidate, CheckDigit, known};

/// Steps back that a pattern with look-around may take. The widest needs some hundreds for 64 characters; a number for
/// which it would need more does not match.
const BACKTRACKS: usize = 10_000;

/// What is left of a score when the check digit is wrong: less than any format has whose digit is right.
const WRONG_CHECK_DIVISOR: u8 = 4;

/// The most that an S10 number scores whose service the standard gives to nobody: carriers that are no posts make
/// their numbers look so.
const UNASSIGNED_SERVICE: u8 = 60;

const COURIERS: [&str; 18] = [
    include_str!("../../tracking_number_data/couriers/amazon.json"),
    include_str!("../../tracking_number_data/couriers/canadapost.json"),
    include_str!("../../tracking_number_data/couriers/canpar.json"),
    include_str!("../../tracking_number_data/couriers/dhl.json"),
    include_str!("../../tracking_number_data/couriers/dpd.json"),
    include_str!("../../tracking_number_data/couriers/fedex.json"),
    include_str!("../../tracking_number_data/couriers/gofo.json"),
    include_str!("../../tracking_number_data/couriers/landmark.json"),
    include_str!("../../tracking_number_data/couriers/lasership.json"),
    include_str!("../../tracking_number_data/couriers/old_dominion.json"),
    include_str!("../../tracking_number_data/couriers/ontrac.json"),
    include_str!("../../tracking_number_data/couriers/purolator.json"),
    include_str!("../../tracking_number_data/couriers/s10.json"),
    include_str!("../../tracking_number_data/couriers/speedee.json"),
    include_str!("../../tracking_number_data/couriers/ups.json"),
    include_str!("../../tracking_number_data/couriers/usps.json"),
    include_str!("../../tracking_number_data/couriers/yodel.json"),
    include_str!("../../tracking_number_data/couriers/yunexpress.json"),
];

/// The data's formats, and ours. What cannot be read is left out; a test reads all of it.
pub static FORMATS: LazyLock<Vec<Format>> = LazyLock::new(|| {
    let theirs = COURIERS.iter().filter_map(|json| serde_json::from_str(json).ok());
    let ours: Vec<Courier> =
        serde_json::from_str(include_str!("../../tracking_number_data/formats.json")).unwrap_or_default();
    theirs.chain(ours).flat_map(Courier::formats).collect()
});

static EVIDENCE: LazyLock<Evidence> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../tracking_number_data/evidence.json")).unwrap_or_default()
});

/// A format of a carrier's numbers.
#[derive(Debug)]
pub struct Format {
    carrier: String,
    name: String,
    score: u8,
    regex: Regex,
    checksum: Option<Checksum>,
    prepended: Option<(Regex, String)>,
    /// What the data says of parts of the number; for S10 alone, whose carrier is found by them.
    parts: Vec<Part>,
}

impl Format {
    /// The carrier, if a number has this format.
    pub fn candidate(&self, number: &str) -> Option<Candidate> {
        let found = self.regex.captures(number).ok().flatten()?;
        let check_digit = self.check_digit(&found);
        let (carrier, name, score) = if self.parts.is_empty() {
            (self.carrier.clone(), self.name.clone(), self.score)
        } else {
            self.post(&found)?
        };
        let score = if check_digit == CheckDigit::Invalid { score / WRONG_CHECK_DIVISOR } else { score };
        Some(Candidate { carrier, name, score, check_digit })
    }

    fn check_digit(&self, found: &Captures<'_, str>) -> CheckDigit {
        let Some(checksum) = &self.checksum else { return CheckDigit::None };
        let serial = group(found, "SerialNumber");
        let before = self.prepended.as_ref().filter(|(when, _)| when.is_match(serial).unwrap_or(false));
        let serial = format!("{}{serial}", before.map_or("", |(_, digits)| digits));
        if checksum.holds(&serial, group(found, "CheckDigit")) { CheckDigit::Valid } else { CheckDigit::Invalid }
    }

    /// The post that gave an S10 number out: its country's, if that has one.
    fn post(&self, found: &Captures<'_, str>) -> Option<(String, String, u8)> {
        let (country, service) = (group(found, "CountryCode"), group(found, "ServiceType"));
        let ours = EVIDENCE.posts.iter().find(|post| post.gave(country, service));
        let theirs = self.parts.iter().find_map(|part| part.about(country)?.courier.as_deref());
        let carrier = ours.and_then(|post| post.carrier.as_deref()).unwrap_or(&self.carrier);
        let name = ours.and_then(|post| post.name.as_deref()).or(theirs);
        let name = known(carrier).map(|carrier| carrier.name.as_str()).or(name)?;
        let assigned = self.parts.iter().any(|part| part.group == "ServiceType" && part.about(service).is_some());
        let score = if assigned { self.score } else { self.score.min(UNASSIGNED_SERVICE) };
        Some((carrier.to_owned(), name.to_owned(), score))
    }
}

fn group<'a>(found: &Captures<'a, str>, name: &str) -> &'a str {
    found.name(name).map_or("", |part| part.as_str())
}

/// Numbers are matched whole, and have lost their spaces before, so that the patterns need not allow for any.
fn pattern(regex: &str) -> Option<Regex> {
    let spaceless = regex.replace(r"\s*", "");
    RegexBuilder::new(&format!(r"\A(?:{spaceless})\z")).backtrack_limit(BACKTRACKS).build().ok()
}

/// A file of the data.
#[derive(Deserialize)]
struct Courier {
    name: String,
    #[serde(rename = "courier_code")]
    code: String,
    tracking_numbers: Vec<Definition>,
}

impl Courier {
    fn formats(self) -> impl Iterator<Item = Format> {
        let Self { name, code, tracking_numbers } = self;
        tracking_numbers.into_iter().filter_map(move |definition| definition.format(&code, &name))
    }
}

#[derive(Deserialize)]
struct Definition {
    name: String,
    regex: Pieces,
    validation: Validation,
    #[serde(default)]
    additional: Vec<Additional>,
    #[cfg(test)]
    test_numbers: TestNumbers,
}

impl Definition {
    fn format(self, code: &str, courier: &str) -> Option<Format> {
        let Validation { checksum, serial_number_format, additional: needed } = self.validation;
        let weight = EVIDENCE.formats.get(&self.name)?;
        let carrier = weight.carrier.as_deref().unwrap_or(code);
        let prepended = serial_number_format.map(|SerialNumberFormat { prepend_if }| prepend_if);
        Some(Format {
            carrier: carrier.to_owned(),
            name: known(carrier).map_or(courier, |carrier| &carrier.name).to_owned(),
            score: weight.score,
            regex: pattern(&self.regex.whole())?,
            checksum,
            prepended: match prepended {
                Some(prepend) => Some((pattern(&prepend.matches_regex)?, prepend.content)),
                None => None,
            },
            parts: needed.into_iter().flat_map(|_| self.additional.iter().map(Part::new)).collect(),
        })
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pieces {
    One(String),
    Many(Vec<String>),
}

impl Pieces {
    fn whole(&self) -> String {
        match self {
            Self::One(whole) => whole.clone(),
            Self::Many(pieces) => pieces.concat(),
        }
    }
}

#[derive(Deserialize)]
struct Validation {
    checksum: Option<Checksum>,
    serial_number_format: Option<SerialNumberFormat>,
    /// That one of the additional tables must have the number's part: S10's alone has it, and means its country.
    additional: Option<serde::de::IgnoredAny>,
}

#[derive(Deserialize)]
struct SerialNumberFormat {
    prepend_if: PrependIf,
}

/// Digits that count for the check digit, and are not written.
#[derive(Deserialize)]
struct PrependIf {
    matches_regex: String,
    content: String,
}

#[derive(Deserialize)]
struct Additional {
    regex_group_name: String,
    lookup: Vec<Lookup>,
}

#[derive(Clone, Deserialize)]
struct Lookup {
    matches: Option<String>,
    matches_regex: Option<String>,
    courier: Option<String>,
}

/// What a part of a number may be.
#[derive(Debug)]
struct Part {
    group: String,
    meanings: Vec<Meaning>,
}

#[derive(Debug)]
struct Meaning {
    text: Option<String>,
    regex: Option<Regex>,
    courier: Option<String>,
}

impl Part {
    fn new(from: &Additional) -> Self {
        let meaning = |row: &Lookup| Meaning {
            text: row.matches.clone(),
            regex: row.matches_regex.as_deref().and_then(pattern),
            courier: row.courier.clone(),
        };
        Self { group: from.regex_group_name.clone(), meanings: from.lookup.iter().map(meaning).collect() }
    }

    fn about(&self, text: &str) -> Option<&Meaning> {
        self.meanings.iter().find(|meaning| {
            meaning.text.as_deref() == Some(text)
                || meaning.regex.as_ref().is_some_and(|regex| regex.is_match(text).unwrap_or(false))
        })
    }
}

/// `evidence.json`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    formats: HashMap<String, Weight>,
    posts: Vec<Post>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    score: u8,
    carrier: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Post {
    country: String,
    service: Option<char>,
    carrier: Option<String>,
    name: Option<String>,
}

impl Post {
    fn gave(&self, country: &str, service: &str) -> bool {
        self.country == country && self.service.is_none_or(|letter| service.starts_with(letter))
    }
}

#[cfg(test)]
#[derive(Clone, Deserialize)]
struct TestNumbers {
    valid: Vec<String>,
    invalid: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recognise::{LIKELY, UNMISTAKABLE, normalised, recognise};

    fn couriers() -> Vec<Courier> {
        let ours: Vec<Courier> =
            serde_json::from_str(include_str!("../../tracking_number_data/formats.json")).expect("formats.json");
        COURIERS.iter().map(|json| serde_json::from_str(json).expect(json)).chain(ours).collect()
    }

    #[test]
    fn every_format_is_read_and_weighed_once() {
        let evidence: Evidence =
            serde_json::from_str(include_str!("../../tracking_number_data/evidence.json")).expect("evidence.json");
        let names: Vec<String> =
            couriers().into_iter().flat_map(|courier| courier.tracking_numbers).map(|format| format.name).collect();
        assert_eq!(FORMATS.len(), names.len());
        assert_eq!(evidence.formats.len(), names.len());
        for name in &names {
            assert!(evidence.formats.contains_key(name), "{name}");
        }
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tracking_number_data/couriers"));
        assert_eq!(files.expect("the folder").count(), COURIERS.len());
    }

    #[test]
    fn evidence_names_carriers_that_are_known() {
        for post in &EVIDENCE.posts {
            assert!(post.carrier.is_some() != post.name.is_some(), "{}", post.country);
            assert!(post.carrier.as_deref().is_none_or(|code| known(code).is_some()), "{}", post.country);
        }
        for (format, weight) in &EVIDENCE.formats {
            assert!(weight.score <= 100, "{format}");
            assert!(weight.carrier.as_deref().is_none_or(|code| known(code).is_some()), "{format}");
        }
        let least = EVIDENCE.formats.values().map(|weight| weight.score).min();
        assert!(least >= Some(100 / WRONG_CHECK_DIVISOR), "a wrong check digit is less than any right one");
        const { assert!(LIKELY > UNASSIGNED_SERVICE && LIKELY < UNMISTAKABLE) };
    }

    #[test]
    fn every_test_number_of_the_data_is_told_right_from_wrong() {
        let mut rows = 0;
        let mut wrong = Vec::new();
        for courier in couriers() {
            let Courier { name, code, tracking_numbers } = courier;
            for definition in tracking_numbers {
                let title = definition.name.clone();
                let TestNumbers { valid, invalid } = definition.test_numbers.clone();
                let format = definition.format(&code, &name).expect(&title);
                let expected = if format.checksum.is_some() { CheckDigit::Valid } else { CheckDigit::None };
                let read = |number: &str| {
                    let number = normalised(number)?;
                    format.candidate(&number.replace('-', "")).or_else(|| format.candidate(&number))
                };
                for number in &valid {
                    let found = read(number);
                    let told = recognise(number);
                    let among = found.as_ref().is_some_and(|one| told.iter().any(|it| it.carrier == one.carrier));
                    if found.is_none_or(|it| it.check_digit != expected) || !among {
                        wrong.push(format!("{title}: {number} should be {expected:?}"));
                    }
                }
                for number in &invalid {
                    if read(number).is_some_and(|it| it.check_digit != CheckDigit::Invalid) {
                        wrong.push(format!("{title}: {number} should not be right"));
                    }
                }
                rows += valid.len() + invalid.len();
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(rows >= 280, "{rows}");
    }
}
