//! What a service's code means: `mapping.json`, read. Its sub-status decides, then its status, then the words, and
//! else it stays without a reason. A code that is not there becomes the nearest safe status: never delivered and
//! never returned by a guess.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::journey::Report;
use waybill_domain::scan::{RAW_CODE, Scan, cut_to};
use waybill_domain::service::Service;

/// A service's own code for how a parcel is doing: a status, and more exactly a sub-status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Code<'a> {
    /// The status.
    pub status: Option<&'a str>,
    /// The sub-status, or whatever the service has in its place.
    pub sub: Option<&'a str>,
}

impl<'a> Code<'a> {
    /// A code as it is kept with a scan, `status/sub`.
    #[must_use]
    pub fn kept(raw: &'a str) -> Self {
        let (status, sub) = raw.split_once('/').unwrap_or((raw, ""));
        let said = |word: &'a str| Some(word).filter(|word| !word.is_empty());
        Self { status: said(status), sub: said(sub) }
    }

    /// The form in which it is kept.
    #[must_use]
    pub fn raw(&self) -> String {
        cut_to(&self.to_string(), RAW_CODE)
    }

    fn is_empty(&self) -> bool {
        self.status.is_none() && self.sub.is_none()
    }
}

impl fmt::Display for Code<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status.unwrap_or_default())?;
        self.sub.map_or(Ok(()), |sub| write!(f, "/{sub}"))
    }
}

/// What a code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// How the parcel is doing; nothing, where the code says nothing of it, or its status is not known.
    pub condition: Option<Condition>,
    /// Whether the service documents the code.
    pub known_code: bool,
    /// Whether the carrier knows the number.
    pub known_number: bool,
    /// Whether the carrier took the parcel over.
    pub begins: bool,
}

impl Meaning {
    /// Of no code, or of one whose status is not known.
    fn none(known_code: bool) -> Self {
        Self { condition: None, known_code, known_number: true, begins: false }
    }
}

/// Counts the changes of the mapping: what was kept under an earlier one is read again.
pub const VERSION: u32 = 1;

/// What a service means by a code, with the words beside it in any language, the English ones best.
#[must_use]
pub fn read(service: Service, code: Code<'_>, text: &str) -> Meaning {
    if code.is_empty() {
        return Meaning::none(true);
    }
    let known_code = MAPPING.documents(service, code);
    match MAPPING.row(service, code) {
        None => Meaning::none(known_code),
        Some(row) => Meaning {
            condition: Some(row.condition(&text.to_lowercase())),
            known_code,
            known_number: !row.unknown_number,
            begins: row.begins,
        },
    }
}

/// Reads a kept scan again, by the mapping as it is now. What only a translation said, which is not kept, stays.
pub fn remap(scan: &mut Scan) {
    let meaning = read(scan.service, Code::kept(&scan.raw_code), &scan.description);
    scan.condition = meaning.condition.map(|now| with_reason_of(scan.condition, now));
    scan.begins = meaning.begins;
}

/// Reads a kept report again, by the mapping as it is now, with the words of the scan that it rests on. A code whose
/// status is not known stays what it was taken for.
pub fn remap_report(report: &mut Report, service: Service, text: &str) {
    if let Some(now) = read(service, Code::kept(&report.raw_code), text).condition {
        report.condition = with_reason_of(Some(report.condition), now);
    }
}

fn with_reason_of(before: Option<Condition>, now: Condition) -> Condition {
    before.filter(|before| before.status() == now.status() && now.reason().is_none()).unwrap_or(now)
}

/// `mapping.json`.
#[derive(Debug, Default, Deserialize)]
struct Mapping {
    #[serde(rename = "about")]
    _about: String,
    codes: std::collections::BTreeMap<Service, Codes>,
    text_rules: Vec<TextRule>,
    not_delivered: Vec<Guard>,
    back: Words,
    rows: Vec<Row>,
}

static MAPPING: LazyLock<Mapping> =
    LazyLock::new(|| serde_json::from_str(include_str!("../mapping.json")).unwrap_or_default());

impl Mapping {
    /// The row of a code's sub-status, or else that of every other one of its status.
    fn row(&self, service: Service, code: Code<'_>) -> Option<&Row> {
        let status = code.status?;
        let mut of_status = self.rows.iter().filter(|row| row.service == service && row.status.holds(status));
        let mut rest = of_status.clone();
        code.sub
            .and_then(|sub| of_status.find(|row| row.sub.holds(sub)))
            .or_else(|| rest.find(|row| row.sub.holds("*")))
    }

    fn documents(&self, service: Service, code: Code<'_>) -> bool {
        let holds = |known: &[String], word: Option<&str>| {
            word.is_none_or(|word| known.iter().any(|known| known.eq_ignore_ascii_case(word)))
        };
        self.codes.get(&service).is_some_and(|codes| holds(&codes.status, code.status) && holds(&codes.sub, code.sub))
    }

    /// The first reason that the words give, and that the status may carry.
    fn reason_in(&self, text: &str, status: TrackingStatus) -> Option<(Reason, Option<Detail>)> {
        self.text_rules.iter().filter(|rule| rule.words.are_in(text)).find_map(|rule| {
            let reason = rule.reasons.iter().find(|reason| reason.status() == status)?;
            Some((*reason, rule.detail))
        })
    }
}

/// The codes that a service documents.
#[derive(Debug, Deserialize)]
struct Codes {
    status: Vec<String>,
    sub: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "a row as it is written, where what is not said does not hold")]
struct Row {
    service: Service,
    status: Alternatives,
    sub: Alternatives,
    to: TrackingStatus,
    reason: Option<Reason>,
    detail: Option<Detail>,
    #[serde(default)]
    by_text: bool,
    #[serde(default)]
    returned_if_back: bool,
    #[serde(default)]
    begins: bool,
    #[serde(default)]
    unknown_number: bool,
    #[serde(rename = "basis")]
    _basis: String,
}

impl Row {
    fn condition(&self, text: &str) -> Condition {
        if self.to == TrackingStatus::Delivered
            && let Some(guard) = MAPPING.not_delivered.iter().find(|guard| guard.words.are_in(text))
        {
            let (reason, detail) = MAPPING.reason_in(text, guard.to).unzip();
            return Condition::new(guard.to, reason, detail.flatten()).unwrap_or(Condition::of(guard.to));
        }
        if self.returned_if_back && MAPPING.back.are_in(text) {
            return Condition::of(TrackingStatus::Returned);
        }
        let said = if self.by_text { MAPPING.reason_in(text, self.to) } else { None };
        let (reason, detail) = said.map_or((self.reason, self.detail), |(reason, detail)| (Some(reason), detail));
        Condition::new(self.to, reason, detail).unwrap_or(Condition::of(self.to))
    }
}

/// Words that stand between bars.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
struct Alternatives(Vec<String>);

impl Alternatives {
    fn holds(&self, word: &str) -> bool {
        self.0.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

impl From<String> for Alternatives {
    fn from(text: String) -> Self {
        Self(text.split('|').map(str::to_owned).collect())
    }
}

/// Which reason words give.
#[derive(Debug, Deserialize)]
struct TextRule {
    /// One for each status that may carry it.
    reasons: Vec<Reason>,
    detail: Option<Detail>,
    #[serde(flatten)]
    words: Words,
}

/// Words that say that a delivery was none.
#[derive(Debug, Deserialize)]
struct Guard {
    to: TrackingStatus,
    #[serde(flatten)]
    words: Words,
}

/// All of some words, and any of others.
#[derive(Debug, Default, Deserialize)]
struct Words {
    #[serde(default)]
    all: Vec<String>,
    any: Vec<String>,
}

impl Words {
    fn are_in(&self, text: &str) -> bool {
        self.all.iter().all(|words| says(text, words)) && self.any.iter().any(|words| says(text, words))
    }
}

/// Whether a text has words, at the beginning of a word: `moved` is not in `removed`.
fn says(text: &str, words: &str) -> bool {
    text.match_indices(words)
        .any(|(at, _)| !text.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use waybill_domain::scan::ScanTime;

    use super::*;

    fn meaning(service: Service, raw: &str, text: &str) -> Meaning {
        read(service, Code::kept(raw), text)
    }

    fn condition(service: Service, raw: &str, text: &str) -> (TrackingStatus, Option<Reason>, Option<Detail>) {
        let condition = meaning(service, raw, text).condition.expect(raw);
        (condition.status(), condition.reason(), condition.detail())
    }

    fn scan(raw: &str, description: &str) -> Scan {
        Scan {
            at: ScanTime::try_from("2026-06-28".to_owned()).expect("a day"),
            description: description.to_owned(),
            english: None,
            location: None,
            country: None,
            coordinates: None,
            raw_code: raw.to_owned(),
            service: Service::SeventeenTrack,
            condition: None,
            begins: false,
        }
    }

    #[test]
    fn every_row_is_read_as_it_is_written() {
        assert!(MAPPING.rows.len() > 130);
        for row in &MAPPING.rows {
            let carried = Condition::new(row.to, row.reason, row.detail);
            let carried = carried.unwrap_or_else(|why| panic!("{row:?}: {why}"));
            for status in &row.status.0 {
                for sub in &row.sub.0 {
                    let code =
                        Code { status: Some(status), sub: Some(sub).filter(|sub| *sub != "*").map(String::as_str) };
                    let is = read(row.service, code, "");
                    assert_eq!(is.condition, Some(carried), "{code}");
                    assert_eq!((is.begins, is.known_number), (row.begins, !row.unknown_number), "{code}");
                    assert!(is.known_code, "{code} is not among the documented codes");
                }
            }
        }
    }

    #[test]
    fn no_two_rows_speak_of_one_code() {
        let mut seen = std::collections::BTreeSet::new();
        for row in &MAPPING.rows {
            for status in &row.status.0 {
                for sub in &row.sub.0 {
                    assert!(seen.insert((row.service, status, sub)), "{status}/{sub}");
                }
            }
        }
    }

    #[test]
    fn every_documented_code_means_something() {
        for (service, codes) in &MAPPING.codes {
            for status in &codes.status {
                // 17TRACK's stage, a refusal and Karrio's bare reason always have a second part.
                let alone = !["stage", "rejected", "-"].contains(&status.as_str());
                assert_eq!(meaning(*service, status, "").condition.is_some(), alone, "{status}");
            }
        }
        let main = |sub: &str| sub.split('_').next().unwrap_or_default().to_owned();
        for service in [Service::SeventeenTrack, Service::AfterShip] {
            for sub in MAPPING.codes[&service].sub.iter().filter(|sub| sub.contains('_')) {
                let raw = format!("{}/{sub}", main(sub));
                assert!(meaning(service, &raw, "").condition.is_some(), "{raw}");
            }
        }
        for (service, statuses) in [
            (Service::EasyPost, &["in_transit", "failure"]),
            (Service::Shippo, &["TRANSIT", "FAILURE"]),
            (Service::Karrio, &["on_hold", "delivery_failed"]),
        ] {
            for (status, sub) in
                statuses.iter().flat_map(|status| MAPPING.codes[&service].sub.iter().map(move |sub| (status, sub)))
            {
                let is = meaning(service, &format!("{status}/{sub}"), "");
                let status = is.condition.expect(sub).status();
                assert!(is.known_code, "{sub}");
                assert!(!matches!(status, TrackingStatus::Delivered | TrackingStatus::Returned), "{sub}");
            }
        }
    }

    #[test]
    fn an_unknown_code_is_the_nearest_safe_status_and_is_counted() {
        use Service::{AfterShip, EasyPost, Karrio, SeventeenTrack, Shippo};
        for (service, raw, to) in [
            (SeventeenTrack, "Exception/Exception_Returned2", TrackingStatus::Alert),
            (SeventeenTrack, "InTransit/InTransit_Delivered", TrackingStatus::InTransit),
            (AfterShip, "AttemptFail/AttemptFail_099", TrackingStatus::Undelivered),
            (EasyPost, "in_transit/teleported", TrackingStatus::InTransit),
            (Shippo, "RETURNED/lost_again", TrackingStatus::Alert),
            (Karrio, "delivery_failed/dog", TrackingStatus::Undelivered),
        ] {
            assert_eq!(condition(service, raw, "").0, to, "{raw}");
            assert!(!meaning(service, raw, "").known_code, "{raw}");
        }
        for service in Service::ALL {
            assert_eq!(meaning(service, "Delivered2/x", "").condition, None);
            assert!(!meaning(service, "Delivered2", "").known_code);
        }
    }

    #[test]
    fn a_scan_without_a_code_says_nothing() {
        assert_eq!(meaning(Service::SeventeenTrack, "", "Delivered").condition, None);
        assert!(meaning(Service::SeventeenTrack, "", "").known_code);
    }

    #[test]
    fn words_give_the_reason_where_the_code_does_not() {
        use Service::SeventeenTrack;
        use TrackingStatus::{Alert, Undelivered};
        for (raw, text, is) in [
            (
                "DeliveryFailure/DeliveryFailure_Other",
                "Delivery rescheduled",
                (Undelivered, Some(Reason::DelayedOrRescheduled), None),
            ),
            (
                "DeliveryFailure/DeliveryFailure_Other",
                "Hold at the customer request",
                (Undelivered, Some(Reason::LaterDeliveryRequested), None),
            ),
            (
                "DeliveryFailure/DeliveryFailure_Other",
                "Remote area",
                (Undelivered, Some(Reason::RuralOrRemoteArea), None),
            ),
            (
                "DeliveryFailure/DeliveryFailure_Other",
                "Insufficient address",
                (Undelivered, Some(Reason::AddressNotFound), None),
            ),
            (
                "DeliveryFailure/DeliveryFailure_Other",
                "Customer not at home",
                (Undelivered, Some(Reason::RecipientUnavailable), None),
            ),
            // An undelivered parcel is not also lost.
            ("DeliveryFailure/DeliveryFailure_Other", "Damaged", (Undelivered, None, None)),
            ("DeliveryFailure/DeliveryFailure_Other", "The seal was removed", (Undelivered, None, None)),
            ("Exception/Exception_Other", "Insufficient address", (Alert, Some(Reason::AddressIncorrect), None)),
            ("Exception/Exception_Other", "Storage period is over", (Alert, Some(Reason::RetentionPeriodOver), None)),
            ("Exception/Exception_Other", "Refused by the addressee", (Alert, Some(Reason::RefusedByRecipient), None)),
            ("Exception/Exception_Other", "No one available", (Alert, Some(Reason::RecipientAbsent), None)),
            ("Exception/Exception_Other", "Parcel LOST", (Alert, Some(Reason::DamagedOrLost), None)),
            ("Exception/Exception_Other", "Held by customs", (Alert, Some(Reason::HeldByCustoms), None)),
            (
                "Exception/Exception_Other",
                "Customs: prohibited",
                (Alert, Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)),
            ),
            (
                "Exception/Exception_Security",
                "Customs: import licence needed",
                (Alert, Some(Reason::HeldByCustoms), Some(Detail::RestrictedImport)),
            ),
            ("Exception/Exception_Security", "", (Alert, Some(Reason::HeldByCustoms), None)),
            (
                "Exception/Exception_Destroyed",
                "Destroyed by customs",
                (Alert, Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)),
            ),
            ("Exception/Exception_Destroyed", "Destroyed", (Alert, Some(Reason::DamagedOrLost), None)),
            ("Exception/Exception_Other", "", (Alert, None, None)),
        ] {
            assert_eq!(condition(SeventeenTrack, raw, text), is, "{text}");
        }
    }

    #[test]
    fn what_the_words_deny_is_not_delivered() {
        for (service, raw) in [
            (Service::SeventeenTrack, "Delivered/Delivered_Other"),
            (Service::AfterShip, "Delivered/Delivered_001"),
            (Service::EasyPost, "delivered"),
            (Service::Shippo, "DELIVERED/delivered"),
            (Service::Karrio, "delivered"),
        ] {
            assert_eq!(condition(service, raw, "Delivered, left at the door").0, TrackingStatus::Delivered);
            assert_eq!(condition(service, raw, "Not delivered").0, TrackingStatus::Undelivered);
            assert_eq!(
                condition(service, raw, "Undelivered: addressee not at home"),
                (TrackingStatus::Undelivered, Some(Reason::RecipientUnavailable), None)
            );
            assert_eq!(condition(service, raw, "Delivered to local carrier").0, TrackingStatus::InTransit);
            assert_eq!(condition(service, raw, "Delivered to sender").0, TrackingStatus::Returned);
        }
    }

    #[test]
    fn shippo_says_returned_before_it_is() {
        let returned = |text: &str| condition(Service::Shippo, "RETURNED/return_to_sender", text);
        assert_eq!(
            returned("It is being returned to the sender"),
            (TrackingStatus::Alert, None, Some(Detail::Returning))
        );
        assert_eq!(returned("It has been returned to the sender").0, TrackingStatus::Returned);
    }

    #[test]
    fn a_kept_scan_is_read_again() {
        let mut kept = scan("InTransit/InTransit_PickedUp", "Objeto postado");
        remap(&mut kept);
        assert_eq!((kept.condition, kept.begins), (Some(Condition::of(TrackingStatus::InTransit)), true));
        let mut kept = scan("Invented/Code", "?");
        kept.condition = Some(Condition::of(TrackingStatus::Delivered));
        remap(&mut kept);
        assert_eq!(kept.condition, None);
        let translated = Condition::new(TrackingStatus::Alert, Some(Reason::DamagedOrLost), None).ok();
        let mut kept = scan("Exception/Exception_Other", "Avariado");
        kept.condition = translated;
        remap(&mut kept);
        assert_eq!(kept.condition, translated);
    }

    #[test]
    fn a_kept_report_is_read_again_with_the_words_it_rests_on() {
        let mut kept = Report {
            condition: Condition::PENDING,
            at: None,
            as_of: None,
            raw_code: "Delivered/Delivered_Other".to_owned(),
            known: true,
        };
        remap_report(&mut kept, Service::SeventeenTrack, "Not delivered");
        assert_eq!(kept.condition, Condition::of(TrackingStatus::Undelivered));
        remap_report(&mut kept, Service::SeventeenTrack, "Delivered");
        assert_eq!(kept.condition, Condition::of(TrackingStatus::Delivered));
    }
}
