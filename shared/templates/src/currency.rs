//! How money is written, in each language. An amount is exact throughout.

use rust_decimal::{Decimal, RoundingStrategy};
use waybill_domain::language::Language;
use waybill_domain::money::decimals_of;

use crate::scene::Manner;

/// How much is written of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// With the currency's own sign, or its code.
    Short,
    /// With its code.
    WithCode,
    /// The number alone.
    Bare,
    /// With its sign, and without decimals that say nothing.
    WithoutZeros,
}

/// Signs that people know; other currencies are written with their code.
const SIGNS: [(&str, &str); 11] = [
    ("AUD", "$"),
    ("CAD", "$"),
    ("DKK", "kr"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("NOK", "kr"),
    ("SEK", "kr"),
    ("THB", "฿"),
    ("USD", "$"),
    ("VND", "₫"),
];

/// Keeps an amount and its currency in one line.
const HARD_SPACE: char = '\u{A0}';

/// An amount in the currency's smallest unit, as people write it.
pub(crate) fn written(minor: Decimal, style: Style, manner: &Manner) -> String {
    let code = manner.currency.unwrap_or_default();
    let places = decimals_of(code);
    let amount = minor.checked_div(Decimal::from(10_u64.pow(places))).unwrap_or_default();
    let amount = amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let whole = style == Style::WithoutZeros && amount.fract().is_zero();
    let number = number(amount, if whole { 0 } else { places }, manner.language);
    let sign = SIGNS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign);
    match (style, sign) {
        (Style::Bare, _) => number,
        _ if code.is_empty() => number,
        (Style::Short | Style::WithoutZeros, Some(sign)) => with_sign(&number, sign, manner.language),
        (Style::WithCode, Some(sign)) if sign != "kr" => {
            format!("{}{HARD_SPACE}{code}", with_sign(&number, sign, manner.language))
        }
        _ => format!("{number}{HARD_SPACE}{code}"),
    }
}

/// Before the number where that is the custom, which it is for no krona.
fn with_sign(number: &str, sign: &str, language: Language) -> String {
    match language {
        Language::En | Language::Th if sign != "kr" && sign != "₫" => match number.strip_prefix('-') {
            Some(number) => format!("-{sign}{number}"),
            None => format!("{sign}{number}"),
        },
        _ => format!("{number}{HARD_SPACE}{sign}"),
    }
}

fn number(amount: Decimal, places: u32, language: Language) -> String {
    let (group, point) = match language {
        Language::En | Language::Th => (',', '.'),
        Language::Sv | Language::Nb => (HARD_SPACE, ','),
        Language::Vi => ('.', ','),
    };
    let text = format!("{:.*}", places as usize, amount.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut number = String::new();
    if amount.is_sign_negative() && !amount.is_zero() {
        number.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            number.push(group);
        }
        number.push(digit);
    }
    if !fraction.is_empty() {
        number.push(point);
        number.push_str(fraction);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(minor: i64, currency: &'static str, language: Language, style: Style) -> String {
        let manner = Manner { language, currency: Some(currency), ..Manner::default() };
        written(Decimal::from(minor), style, &manner).replace(HARD_SPACE, " ")
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        for (minor, currency, language, style, expected) in [
            (9_900, "SEK", Language::Sv, Style::Short, "99,00 kr"),
            (1_234_567_850, "SEK", Language::Nb, Style::Short, "12 345 678,50 kr"),
            (9_900, "SEK", Language::En, Style::Short, "99.00 kr"),
            (9_900, "SEK", Language::Sv, Style::WithCode, "99,00 SEK"),
            (123_450, "USD", Language::En, Style::Short, "$1,234.50"),
            (123_450, "USD", Language::En, Style::WithCode, "$1,234.50 USD"),
            (-500, "USD", Language::En, Style::Short, "-$5.00"),
            (123_400, "USD", Language::En, Style::WithoutZeros, "$1,234"),
            (123_450, "EUR", Language::Vi, Style::Short, "1.234,50 €"),
            (250_000, "VND", Language::Vi, Style::Short, "250.000 ₫"),
            (900, "JPY", Language::En, Style::Short, "¥900"),
            (1_234, "KWD", Language::En, Style::Short, "1.234 KWD"),
            (12_500, "THB", Language::Th, Style::Short, "฿125.00"),
            (12_500, "CHF", Language::Th, Style::Bare, "125.00"),
        ] {
            assert_eq!(said(minor, currency, language, style), expected);
        }
    }
}
