//! How check digits are reckoned, as the data names the ways.

use serde::Deserialize;

/// A way to reckon a check digit. The serial number is ASCII letters and digits, and short.
#[derive(Debug, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Checksum {
    /// Digits weighted in turn; what is missing to a multiple of ten.
    Mod10 {
        /// The weight of the first, the third, …
        evens_multiplier: u32,
        /// The weight of the second, the fourth, …
        odds_multiplier: u32,
        /// Whether they are counted from the right.
        #[serde(default)]
        reverse: bool,
    },
    /// The whole number's remainder.
    Mod7,
    /// Payment cards' (ISO/IEC 7812).
    Luhn,
    /// ISO/IEC 7064's, whose check digit may be a letter.
    #[serde(rename = "mod_37_36")]
    Mod37And36,
    /// The posts' (UPU S10): 11 less the remainder, with 0 for 10 and 5 for 11.
    S10 {
        /// The digits' weights.
        weightings: Vec<u32>,
    },
    /// `FedEx`'s.
    SumProductWithWeightingsAndModulo {
        /// The digits' weights.
        weightings: Vec<u32>,
        /// What the sum is divided by.
        modulo1: u32,
        /// What its remainder is divided by.
        modulo2: u32,
    },
}

impl Checksum {
    /// Whether a serial number's check digit is right.
    pub fn holds(&self, serial: &str, check: &str) -> bool {
        let values: Option<Vec<u32>> = serial.chars().map(|c| c.to_digit(36)).collect();
        let mut check = check.chars();
        match (values, check.next().and_then(|c| c.to_digit(36)), check.next()) {
            (Some(values), Some(check), None) => self.reckon(&values) == Some(check),
            _ => false,
        }
    }

    /// The check digit, from values of 0 to 35; `None` if there is none.
    fn reckon(&self, values: &[u32]) -> Option<u32> {
        match self {
            Self::Mod10 { evens_multiplier, odds_multiplier, reverse } => {
                let weights = [*evens_multiplier, *odds_multiplier];
                // A letter counts as the data's authors have it: A is 2, B is 3, …
                let digits = values.iter().map(|&value| if value < 10 { value } else { (value + 2) % 10 });
                let sum = if *reverse { weighted(digits.rev(), weights) } else { weighted(digits, weights) };
                Some((10 - sum % 10) % 10)
            }
            Self::Mod7 => Some(values.iter().fold(0, |rest, value| (rest * 10 + value) % 7)),
            Self::Luhn => {
                let doubled =
                    |(at, value): (usize, &u32)| if at % 2 == 0 { value / 5 + value * 2 % 10 } else { *value };
                let sum: u32 = values.iter().rev().enumerate().map(doubled).sum();
                Some((10 - sum % 10) % 10)
            }
            Self::Mod37And36 => {
                let over = |value: u32, most: u32| if value > most { value - most } else { value };
                let rest = values.iter().fold(36, |rest, value| {
                    let doubled = over(rest + value, 36) * 2;
                    if doubled > 36 { doubled - 37 } else { doubled }
                });
                Some((37 - rest) % 36)
            }
            Self::S10 { weightings } => match 11 - product(values, weightings) % 11 {
                10 => Some(0),
                11 => Some(5),
                digit => Some(digit),
            },
            Self::SumProductWithWeightingsAndModulo { weightings, modulo1, modulo2 } => {
                product(values, weightings).checked_rem(*modulo1)?.checked_rem(*modulo2)
            }
        }
    }
}

fn weighted(digits: impl Iterator<Item = u32>, weights: [u32; 2]) -> u32 {
    digits.zip(weights.into_iter().cycle()).map(|(digit, weight)| digit * weight).sum()
}

fn product(values: &[u32], weights: &[u32]) -> u32 {
    values.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        let s10 = Checksum::S10 { weightings: vec![8, 6, 4, 2, 3, 5, 9, 7] };
        assert!(s10.holds("12345678", "5"), "UPU S10");
        assert!(s10.holds("47312482", "9"), "UPU S10: 11 - 2");
        assert!(Checksum::Luhn.holds("7992739871", "3"), "ISO/IEC 7812");
        assert!(
            Checksum::Mod37And36.holds("A12425GABC1234002", "M"),
            "ISO/IEC 7064, as the Global Release Identifier has it"
        );
        assert!(Checksum::Mod7.holds("331881002", "5"));
        assert!(!Checksum::Luhn.holds("7992739871", ""));
        assert!(!Checksum::Luhn.holds("7992739871", "33"));
        assert!(!Checksum::Luhn.holds("7992Å", "3"));
    }
}
