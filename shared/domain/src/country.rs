//! What countries are called in the languages in which customers are spoken to: `countries/README.md` says by whom.

use crate::language::Language;
use crate::text::CountryCode;

/// A row for each country: its letters, and its names in the order of [`Language::ALL`].
static NAMES: &str = include_str!("../countries/names.tsv");

impl CountryCode {
    /// What the country is called; its letters, where they are no country's.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        let row = rows().find(|(letters, _)| *letters == self.as_str());
        let names = Language::ALL.into_iter().zip(row.into_iter().flat_map(|(_, names)| names.split('\t')));
        names.into_iter().find(|(of, _)| *of == language).map_or(self.as_str(), |(_, name)| name)
    }

    /// Whether a text is this country: its letters, or its name in one of the languages, however large it is written.
    #[must_use]
    pub fn is_called(&self, text: &str) -> bool {
        let wanted = text.to_lowercase();
        let same = |name: &str| name.to_lowercase() == wanted;
        same(self.as_str()) || Language::ALL.into_iter().any(|language| same(self.name(language)))
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.lines().filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(letters: &str) -> CountryCode {
        CountryCode::try_from(letters.to_owned()).expect(letters)
    }

    #[test]
    fn a_country_is_called_what_its_reader_calls_it() {
        let names = Language::ALL.map(|language| country("SE").name(language).to_owned());
        assert_eq!(names, ["Sweden", "Sverige", "Sverige", "Thụy Điển", "สวีเดน"]);
        assert_eq!(country("XX").name(Language::Sv), "XX");
    }

    #[test]
    fn every_country_has_a_name_in_every_language() {
        let mut many = 0;
        for (letters, names) in rows() {
            assert_eq!(
                names.split('\t').filter(|name| !name.trim().is_empty()).count(),
                Language::ALL.len(),
                "{letters}"
            );
            assert_eq!(country(letters).as_str(), letters);
            many += 1;
        }
        assert_eq!(many, 250);
    }

    #[test]
    fn a_country_is_known_by_its_letters_and_by_its_names() {
        for name in ["SE", "se", "SWEDEN", "Sverige", "THỤY ĐIỂN"] {
            assert!(country("SE").is_called(name), "{name}");
        }
        assert!(!country("SE").is_called("Swede") && !country("US").is_called("CA"));
    }
}
