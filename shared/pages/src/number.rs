//! Numbers and money as a language writes them.

use pure_rust_locales::{en_GB, nb_NO, sv_SE, th_TH, vi_VN};
use waybill_domain::language::Language;
use waybill_domain::money::Money;

const NO_BREAK: char = '\u{a0}';

/// A whole number, in groups of three digits.
#[must_use]
pub fn count(language: Language, count: u64) -> String {
    digits(language, &count.to_string())
}

/// Money: `kr` where everybody knows whose, else the currency's sign or its three letters.
#[must_use]
pub fn money(language: Language, money: &Money) -> String {
    let amount = digits(language, &money.amount().to_string());
    let sign = sign(language, money.currency());
    match language {
        Language::Sv | Language::Nb | Language::Vi => format!("{amount}{NO_BREAK}{sign}"),
        Language::En | Language::Th if sign.chars().all(char::is_alphabetic) => format!("{sign}{NO_BREAK}{amount}"),
        Language::En | Language::Th => format!("{sign}{amount}"),
    }
}

fn sign(language: Language, currency: &'static str) -> &'static str {
    match (currency, language) {
        ("SEK", Language::Sv) | ("NOK", Language::Nb) => "kr",
        ("EUR", _) => "€",
        ("GBP", _) => "£",
        ("USD", Language::En | Language::Th | Language::Vi) => "US$",
        ("VND", _) => "₫",
        ("THB", _) => "฿",
        _ => currency,
    }
}

/// A number as programs write it, with the language's own separators.
pub(crate) fn digits(language: Language, written: &str) -> String {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let (point, separator) = separators(language);
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push_str(separator);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push_str(point);
        text.push_str(fraction);
    }
    text
}

/// The decimal point, and what stands between groups of digits.
fn separators(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (en_GB::LC_NUMERIC::DECIMAL_POINT, en_GB::LC_NUMERIC::THOUSANDS_SEP),
        Language::Sv => (sv_SE::LC_NUMERIC::DECIMAL_POINT, sv_SE::LC_NUMERIC::THOUSANDS_SEP),
        Language::Nb => (nb_NO::LC_NUMERIC::DECIMAL_POINT, nb_NO::LC_NUMERIC::THOUSANDS_SEP),
        Language::Vi => (vi_VN::LC_NUMERIC::DECIMAL_POINT, vi_VN::LC_NUMERIC::THOUSANDS_SEP),
        Language::Th => (th_TH::LC_NUMERIC::DECIMAL_POINT, th_TH::LC_NUMERIC::THOUSANDS_SEP),
    }
}
