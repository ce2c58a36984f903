//! Days, times, numbers and money, as each language writes them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::json;
use waybill_domain::language::Language;
use waybill_domain::money::Money;
use waybill_domain::scan::ScanTime;
use waybill_pages::words::Words;
use waybill_pages::{date, number};

fn in_all(say: impl Fn(Words) -> String) -> Vec<String> {
    Language::ALL.into_iter().map(|language| say(Words::in_language(language))).collect()
}

fn time(text: &str) -> ScanTime {
    ScanTime::try_from(text.to_owned()).expect(text)
}

#[test]
fn a_day_is_said_as_people_say_it() {
    let day: NaiveDate = "2026-11-12".parse().expect("a day");
    assert_eq!(
        in_all(|words| words.day(day)),
        [
            "Thursday 12 November",
            "torsdag 12 november",
            "torsdag 12. november",
            "Thứ năm, 12 tháng 11",
            "วันพฤหัสบดีที่ 12 พฤศจิกายน"
        ]
    );
    assert_eq!(
        in_all(|words| words.day_of_year(day)),
        ["12 November 2026", "12 november 2026", "12. november 2026", "12 tháng 11, 2026", "12 พฤศจิกายน 2569"]
    );
    assert_eq!(in_all(|words| words.short_day(day)), ["12 Nov", "12 nov", "12. nov.", "12 thg 11", "12 พ.ย."]);
}

#[test]
fn a_scan_is_told_by_its_own_clock_with_the_exact_instant_beside() {
    let words = Words::in_language(Language::En);
    let known = date::scanned(words, time("2026-11-12T23:30:00-08:00")).into_string();
    assert!(known.contains("12 Nov") && known.contains("23:30"), "{known}");
    assert!(known.contains("datetime=\"2026-11-12T23:30:00-08:00\""), "{known}");
    assert!(known.contains("title=\"2026-11-12 23:30:00 UTC-08:00\""), "{known}");
    let local = date::scanned(words, time("2026-11-12T23:30:00")).into_string();
    assert!(local.contains("23:30") && !local.contains("title"), "{local}");
    let day = date::scanned(words, time("2026-11-12")).into_string();
    assert!(day.contains("datetime=\"2026-11-12\"") && !day.contains("clock"), "{day}");
    assert!(
        date::scanned(Words::in_language(Language::Th), time("2026-11-12T09:05:00")).into_string().contains("09:05 น.")
    );
}

#[test]
fn how_long_ago_is_said_in_the_largest_unit() {
    let now: DateTime<Utc> = "2026-11-12T12:00:00Z".parse().expect("an instant");
    let words = Words::in_language(Language::En);
    let said = |ago| words.ago(now - ago, now);
    assert_eq!(said(TimeDelta::seconds(59)), "just now");
    assert_eq!(said(TimeDelta::seconds(-5)), "just now");
    assert_eq!(said(TimeDelta::minutes(1)), "1 minute ago");
    assert_eq!(said(TimeDelta::minutes(119)), "1 hour ago");
    assert_eq!(said(TimeDelta::hours(47)), "yesterday");
    assert_eq!(said(TimeDelta::days(46)), "46 days ago");
    let markup = date::ago(words, (now - TimeDelta::hours(3)).fixed_offset(), now).into_string();
    assert!(markup.contains("3 hours ago") && markup.contains("datetime=\"2026-11-12T09:00:00+00:00\""), "{markup}");
}

#[test]
fn money_is_written_as_the_reader_writes_it() {
    let money = |amount: &str, currency: &str| -> Money {
        serde_json::from_value(json!({"amount": amount, "currency": currency})).expect("money")
    };
    let in_all = |amount, currency| in_all(|words| number::money(words.language(), &money(amount, currency)));
    assert_eq!(
        in_all("1234567.5", "SEK"),
        [
            "SEK\u{a0}1,234,567.50",
            "1\u{202f}234\u{202f}567,50\u{a0}kr",
            "1\u{202f}234\u{202f}567,50\u{a0}SEK",
            "1.234.567,50\u{a0}SEK",
            "SEK\u{a0}1,234,567.50"
        ]
    );
    assert_eq!(in_all("99", "THB"), ["฿99.00", "99,00\u{a0}฿", "99,00\u{a0}฿", "99,00\u{a0}฿", "฿99.00"]);
    assert_eq!(in_all("250000", "VND")[3], "250.000\u{a0}₫");
    assert_eq!(number::count(Language::En, 999), "999");
    assert_eq!(number::count(Language::Th, 1_000), "1,000");
}
