//! Where a place is, by its name: without a network, from the data in `geo/` (Data © GeoNames.org, CC BY 4.0).
//!
//! A pin in the wrong country is worse than none. So a city is looked for in the country that is known; one without a
//! country counts only if hardly any other can be meant; and of a city in a state, the one elsewhere is not taken.

use std::collections::HashMap;
use std::sync::LazyLock;

use waybill_domain::scan::Coordinates;
use waybill_domain::spelling::folded;
use waybill_domain::text::CountryCode;

/// The longest text that is read, in characters: what carriers write is shorter, and [`waybill_domain::scan::LOCATION`]
/// keeps no more.
const LONGEST: usize = 200;

/// The most parts that are looked at, from the right: a street, a place, a city, a region, a code and a country.
const MOST_PARTS: usize = 6;

/// The most words with which a part may begin that are looked up as a city; the longest names have six.
const MOST_WORDS: usize = 6;

/// How many times more populous a city is than its namesakes in other countries, to be meant without a country:
/// London is England's, and Valencia is nobody's.
const DOMINANT: u32 = 10;

/// What carriers write around a city's name: the building, and not the place.
const BUILDINGS: &str = "AIR AIRPORT BRANCH CARGO CENTER CENTRE CUSTOMS DELIVERY DEPOT DISTRIBUTION EXCHANGE EXPORT \
    FACILITY GATEWAY HUB IMPORT INBOUND INTERNATIONAL INTL ISC LOGISTICS MAIL NETWORK OFFICE \
    OUTBOUND PARCEL POST PROCESSING REGIONAL SORT SORTATION SORTING STATION TERMINAL USPS WAREHOUSE";

static ATLAS: LazyLock<Atlas> = LazyLock::new(Atlas::read);

/// The point of a place, as carriers write it ("GASQUET, CA, US", "SHENZHEN DISTRIBUTION CENTER", "ISC CHICAGO",
/// "Umeå"), in a country that is two letters, three, or an English name: the city's; else its state's, in Australia,
/// Canada and the United States; else the country's.
#[must_use]
pub fn find(country: Option<&str>, place: Option<&str>) -> Option<Coordinates> {
    let parts = place.map(parts).unwrap_or_default();
    match country.and_then(|country| ATLAS.code(country)) {
        Some(code) => ATLAS.within(code, &parts),
        None => ATLAS.anywhere(&parts),
    }
}

/// The country that two letters, three letters or an English name mean.
#[must_use]
pub fn country_code(text: &str) -> Option<CountryCode> {
    ATLAS.code(text).and_then(|code| CountryCode::try_from(code.to_owned()).ok())
}

/// The country that a place names as its last part, where no state can be meant.
#[must_use]
pub fn country_of(place: &str) -> Option<CountryCode> {
    ATLAS.last_country(&parts(place)).and_then(|code| CountryCode::try_from(code.to_owned()).ok())
}

/// A city of 100,000 people or more.
#[derive(Debug)]
struct City {
    country: &'static str,
    point: Coordinates,
    /// In thousands.
    population: u32,
}

/// A state of a country whose carriers write it behind the city.
#[derive(Debug)]
struct Region {
    country: &'static str,
    letters: &'static str,
    name: String,
    point: Coordinates,
    south_west: (f64, f64),
    north_east: (f64, f64),
}

impl Region {
    fn has(&self, point: Coordinates) -> bool {
        let (south, west) = self.south_west;
        let (north, east) = self.north_east;
        (south..=north).contains(&point.latitude()) && (west..=east).contains(&point.longitude())
    }

    fn is_called(&self, text: &str) -> bool {
        self.letters == text || self.name == text
    }
}

/// What is known of the world. Every name in it is [`folded`].
#[derive(Debug)]
struct Atlas {
    /// Codes by two letters, three letters and names.
    codes: HashMap<String, &'static str>,
    /// The point that stands for a country, by its code.
    countries: HashMap<&'static str, Coordinates>,
    regions: Vec<Region>,
    cities: HashMap<String, Vec<City>>,
}

impl Atlas {
    /// Reads the data; a row that cannot be read is left out, and a test finds it.
    fn read() -> Self {
        let (codes, cities) = (codes(), cities());
        Self { countries: countries(&codes, &cities), codes, regions: regions(), cities }
    }

    fn code(&self, text: &str) -> Option<&'static str> {
        self.codes.get(&folded(text)).copied()
    }

    /// The best point in a country.
    fn within(&self, code: &str, parts: &[String]) -> Option<Coordinates> {
        let (city, region) = self.city(code, parts);
        city.or(region.map(|region| region.point)).or_else(|| self.countries.get(code).copied())
    }

    /// The best point, when the last part may be the country.
    fn anywhere(&self, parts: &[String]) -> Option<Coordinates> {
        if let Some(code) = self.last_country(parts) {
            return self.within(code, parts.split_last()?.1);
        }
        let code = parts.iter().rev().find_map(|part| self.meant(part))?;
        self.city(code, parts).0
    }

    /// The country that the last part is.
    fn last_country(&self, parts: &[String]) -> Option<&'static str> {
        let (last, before) = parts.split_last()?;
        let code = *self.codes.get(last)?;
        let is_country = before.is_empty() || self.is_country(code, last, before);
        (is_country || self.city(code, before).0.is_some()).then_some(code)
    }

    /// Whether a last part is a country whatever is before it. Two letters may be a state instead, of any country
    /// ("RECIFE, PE" is not in Peru), unless a state of the country itself is before them ("GASQUET, CA, US"); and
    /// Georgia may be either.
    fn is_country(&self, code: &str, last: &str, before: &[String]) -> bool {
        let state_before = before.last().is_some_and(|part| self.region(code, part).is_some());
        let state = self.regions.iter().any(|region| region.is_called(last));
        state_before || (!state && (last.len() > 2 || before.len() > 1))
    }

    fn region(&self, code: &str, text: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.country == code && region.is_called(text))
    }

    /// A city in a country, and the region that the parts name: a city outside it is not the one.
    fn city(&self, code: &str, parts: &[String]) -> (Option<Coordinates>, Option<&Region>) {
        let mut parts = parts.to_vec();
        while parts.len() > 1 && parts.last().is_some_and(|last| self.codes.get(last).is_some_and(|it| *it == code)) {
            parts.pop();
        }
        let region = self.take_region(code, &mut parts);
        let point = |name: &str| self.named(code, name).filter(|point| region.is_none_or(|region| region.has(*point)));
        let exact = || parts.iter().rev().find_map(|part| point(part).or_else(|| point(&unbuilt(part))));
        let begins = || parts.iter().rev().find_map(|part| beginnings(&unbuilt(part)).find_map(point));
        (exact().or_else(begins), region)
    }

    /// Takes the region off the end of the parts: all of the last ("HOUSTON, TX"), where that is not the city that has
    /// the region's name ("NEW YORK"); or its letters behind the city ("CHICAGO IL").
    fn take_region(&self, code: &str, parts: &mut Vec<String>) -> Option<&Region> {
        let last = parts.pop()?;
        let is_city = parts.is_empty() && self.named(code, &last).is_some();
        if let Some(region) = self.region(code, &last).filter(|_| !is_city) {
            return Some(region);
        }
        let bare = unbuilt(&last);
        let (place, letters) = bare.rsplit_once(' ').unwrap_or_default();
        let region = self.region(code, letters).filter(|region| region.letters == letters);
        parts.push(if region.is_some() { place.to_owned() } else { last });
        region
    }

    fn named(&self, code: &str, name: &str) -> Option<Coordinates> {
        self.cities.get(name)?.iter().find(|city| city.country == code).map(|city| city.point)
    }

    /// The country of the city that is meant when no country is said: the only one, or by far the most populous.
    fn meant(&self, part: &str) -> Option<&'static str> {
        let cities = self.cities.get(part).or_else(|| self.cities.get(&unbuilt(part)))?;
        let largest = cities.iter().max_by_key(|city| city.population)?;
        let mut rivals = cities.iter().filter(|city| city.country != largest.country);
        let dwarfed = |rival: &City| rival.population.saturating_mul(DOMINANT) <= largest.population;
        rivals.all(dwarfed).then_some(largest.country)
    }
}

/// The parts of a place, folded, without codes of posts and what is no name, from the left.
fn parts(place: &str) -> Vec<String> {
    let place: String = place.chars().take(LONGEST).collect();
    let place = place.replace(" - ", ",");
    let separators = [',', ';', '|', '/', '(', ')', '[', ']', '\n'];
    let parts = place.split(separators).map(|part| {
        let named = part.split_whitespace().filter(|word| !word.contains(char::is_numeric));
        folded(&named.collect::<Vec<_>>().join(" "))
    });
    let mut parts: Vec<String> = parts.filter(|part| !unbuilt(part).is_empty()).collect();
    parts.drain(..parts.len().saturating_sub(MOST_PARTS));
    parts
}

/// Without the words that are about the building. One of them is spelled in two ways.
fn unbuilt(part: &str) -> String {
    let is_building = |word: &&str| word.starts_with("FULFIL") || BUILDINGS.split(' ').any(|known| known == *word);
    part.split(' ').filter(|word| !is_building(word)).collect::<Vec<_>>().join(" ")
}

/// The first words of a part, the most first: carriers write the quarter behind the city.
fn beginnings(part: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = part.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS).collect();
    ends.into_iter().rev().filter_map(|end| part.get(..end))
}

fn point(latitude: &str, longitude: &str) -> Option<Coordinates> {
    Coordinates::new(latitude.parse().ok()?, longitude.parse().ok()?)
}

fn codes() -> HashMap<String, &'static str> {
    let rows = include_str!("../geo/countries.tsv").lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?))
    });
    rows.flat_map(|(code, three, names)| {
        [code, three].into_iter().chain(names.split('|')).map(move |name| (folded(name), code))
    })
    .collect()
}

fn cities() -> HashMap<String, Vec<City>> {
    let mut cities: HashMap<String, Vec<City>> = HashMap::new();
    for line in include_str!("../geo/cities100k.tsv").lines() {
        let fields: Vec<&'static str> = line.split('\t').collect();
        if let [country, name, latitude, longitude, population] = *fields
            && let (Some(point), Ok(population)) = (point(latitude, longitude), population.parse())
        {
            cities.entry(folded(name)).or_default().push(City { country, point, population });
        }
    }
    for line in include_str!("../geo/other_names.tsv").lines() {
        let fields: Vec<&'static str> = line.split('\t').collect();
        if let [country, other, name] = *fields
            && let Some(city) =
                cities.get(&folded(name)).and_then(|cities| cities.iter().find(|it| it.country == country))
        {
            let city = City { country, point: city.point, population: city.population };
            let namesakes = cities.entry(folded(other)).or_default();
            namesakes.retain(|it| it.country != country);
            namesakes.push(city);
        }
    }
    cities
}

/// Every country's centroid; the most populous city's point, where the data has none. Of a country in several parts,
/// the first that bears its name counts: Spain is not in the Canaries.
fn countries(
    codes: &HashMap<String, &'static str>,
    cities: &HashMap<String, Vec<City>>,
) -> HashMap<&'static str, Coordinates> {
    let mut points = HashMap::new();
    for line in include_str!("../geo/country_centroids.csv").lines() {
        let fields: Vec<&'static str> = line.split(',').collect();
        if let [longitude, latitude, name, code, ..] = *fields
            && codes.get(&folded(name)) == Some(&code)
            && let Some(point) = point(latitude, longitude)
        {
            points.entry(code).or_insert(point);
        }
    }
    let mut by_size: Vec<&City> = cities.values().flatten().collect();
    by_size.sort_by_key(|city| std::cmp::Reverse(city.population));
    for city in by_size {
        points.entry(city.country).or_insert(city.point);
    }
    points
}

fn regions() -> Vec<Region> {
    let rows = include_str!("../geo/regions.tsv").lines().filter_map(|line| {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let [country, letters, name, latitude, longitude, south, west, north, east] = *fields else { return None };
        Some(Region {
            country,
            letters,
            name: folded(name),
            point: point(latitude, longitude)?,
            south_west: (south.parse().ok()?, west.parse().ok()?),
            north_east: (north.parse().ok()?, east.parse().ok()?),
        })
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(country: &str, place: &str) -> Option<(f64, f64)> {
        find(Some(country).filter(|it| !it.is_empty()), Some(place)).map(|at| (at.latitude(), at.longitude()))
    }

    /// Whether a place is the same point as another.
    #[track_caller]
    fn same(country: &str, place: &str, city: (f64, f64)) {
        assert_eq!(found(country, place), Some(city), "{place} in {country:?}");
    }

    const SHENZHEN: (f64, f64) = (22.55, 114.07);
    const CHICAGO: (f64, f64) = (41.85, -87.65);
    const RECIFE: (f64, f64) = (-8.05, -34.88);
    const UMEA: (f64, f64) = (63.83, 20.26);
    const COPENHAGEN: (f64, f64) = (55.68, 12.57);
    const HOUSTON: (f64, f64) = (29.76, -95.36);

    #[test]
    fn a_city_is_found_as_carriers_write_it() {
        for (country, place, point) in [
            ("CN", "SHENZHEN DISTRIBUTION CENTER", SHENZHEN),
            ("", "Shenzhen, Guangdong, China", SHENZHEN),
            ("CHN", "Bao'an Qu, Shenzhen", SHENZHEN),
            ("US", "ISC CHICAGO", CHICAGO),
            ("US", "ISC CHICAGO IL(USPS)", CHICAGO),
            ("US", "CHICAGO IL INTERNATIONAL DISTRIBUTION CENTER", CHICAGO),
            ("USA", "Chicago O'Hare International Airport", CHICAGO),
            ("US", "HOUSTON, TX 77063", HOUSTON),
            ("US", "77063, HOUSTON", HOUSTON),
            ("", "HOUSTON, TX, US", HOUSTON),
            ("BR", "RECIFE, PE", RECIFE),
            ("", "RECIFE, PE", RECIFE),
            ("SE", "Umeå", UMEA),
            ("Sweden", "UMEA TERMINAL", UMEA),
            ("", "Umeå", UMEA),
            ("SE", "SE-903 30 Umeå", UMEA),
            ("DK", "København V", COPENHAGEN),
            ("", "COPENHAGEN - DENMARK", COPENHAGEN),
        ] {
            same(country, place, point);
        }
    }

    #[test]
    fn a_city_of_another_country_or_state_is_not_taken() {
        let spain = find(Some("ES"), None);
        assert!(spain.is_some());
        assert_eq!(find(Some("ES"), Some("Shenzhen")), spain);
        assert_eq!(find(Some("ESP"), Some("ES, Spain")), spain);
        assert_eq!(find(None, Some("ES, Spain")), spain);
        let maine = find(Some("US"), Some("ME"));
        assert_eq!(find(Some("US"), Some("PORTLAND, ME 04101")), maine);
        assert_ne!(find(Some("US"), Some("PORTLAND, OR")), maine);
        assert_eq!(find(None, Some("PORTLAND, ME")), None);
        assert_eq!(find(Some("US"), Some("GASQUET, CA, US")), find(Some("US"), Some("California, US")));
        assert_eq!(find(None, Some("GASQUET, CA, US")), find(Some("US"), Some("CA")));
        assert_eq!(find(Some("US"), Some("San Juan, PR 00926")), find(Some("US"), Some("PR")));
        assert_ne!(find(Some("US"), Some("BUFFALO, NEW YORK")), find(Some("US"), Some("NEW YORK")));
    }

    #[test]
    fn a_country_alone_is_its_middle_and_nothing_is_nowhere() {
        assert_eq!(find(None, Some("FR")), find(Some("France"), None));
        assert_eq!(find(Some("NL"), Some("NL, Netherlands")), find(Some("NLD"), Some("")));
        let hong_kong = find(Some("HK"), None).expect("its city stands for it");
        assert!((hong_kong.latitude() - 22.3).abs() < 0.2);
        for (country, place) in
            [(None, None), (Some("Nowhere"), None), (None, Some("Nowhere")), (Some(""), Some(" , "))]
        {
            assert_eq!(find(country, place), None);
        }
    }

    #[test]
    fn a_city_without_a_country_counts_only_if_no_other_can_be_meant() {
        assert_eq!(find(None, Some("LONDON")), find(Some("GB"), Some("LONDON")));
        assert_eq!(find(None, Some("Valencia")), None);
        assert_eq!(find(None, Some("Atlanta, Georgia")), find(Some("US"), Some("Atlanta")));
        assert_eq!(find(None, Some("Tbilisi, Georgia")), find(Some("GE"), Some("Tbilisi")));
    }

    #[test]
    fn countries_are_known_by_letters_and_names() {
        for (text, code) in [
            ("se", "SE"),
            ("SWE", "SE"),
            ("Sweden", "SE"),
            ("UK", "GB"),
            ("U.S.A.", "US"),
            ("united  states", "US"),
            ("Korea, Republic of", "KR"),
            ("Côte d’Ivoire", "CI"),
            ("COTE D'IVOIRE", "CI"),
            ("Türkiye", "TR"),
            ("Hong Kong", "HK"),
            ("XKX", "XK"),
        ] {
            assert_eq!(country_code(text).map(String::from).as_deref(), Some(code), "{text}");
        }
        for text in ["", "XX", "EU", "Atlantis", "S", "瑞典"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn all_of_the_data_is_read() {
        let lines = |text: &str| text.lines().count();
        assert_eq!(ATLAS.regions.len(), lines(include_str!("../geo/regions.tsv")));
        let names: Vec<&City> = ATLAS.cities.values().flatten().collect();
        assert!(names.len() >= lines(include_str!("../geo/cities100k.tsv")));
        for line in include_str!("../geo/other_names.tsv").lines() {
            let [country, other, name] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            assert_eq!(found(country, other), found(country, name), "{line}");
            assert!(ATLAS.cities[&folded(name)].iter().any(|city| city.country == country), "{line}");
        }
        for line in include_str!("../geo/countries.tsv").lines() {
            let [code, three, names] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            for name in [code, three].into_iter().chain(names.split('|')) {
                assert_eq!(ATLAS.code(name), Some(code), "two countries are called {name}");
            }
            // Too small for a city of 100,000, and a part of Finland among the centroids.
            assert!(code == "AX" || ATLAS.countries.contains_key(code), "{code} has no point");
        }
        for (name, cities) in &ATLAS.cities {
            for city in cities {
                assert!(ATLAS.codes.values().any(|code| *code == city.country), "{name}");
                let regions: Vec<_> = ATLAS.regions.iter().filter(|region| region.country == city.country).collect();
                assert!(regions.is_empty() || regions.iter().any(|region| region.has(city.point)), "{name}");
            }
        }
        assert!(ATLAS.regions.iter().all(|region| region.has(region.point)));
        assert!(BUILDINGS.split(' ').is_sorted());
    }

    proptest! {
        #[test]
        fn any_text_is_safe(country in "\\PC{0,60}|[A-Z]{2,3}", place in "\\PC{0,300}|([A-Z]{1,8}[, -]){0,40}") {
            let point = find(Some(&country), Some(&place));
            prop_assert!(point.is_some() || country_code(&country).is_none_or(|code| code.as_str() == "AX"));
            let _ = find(None, Some(&place));
        }
    }
}
