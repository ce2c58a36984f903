//! What a carrier wrote may name the recipient or the street ("Signed by ADA L"). On a stranger's page such a scan
//! keeps its time and meaning, and loses its words (O8); and so does a link that was made with the address in it.
//!
//! Carriers write names without their accents, in capitals, or spelled out ("MUELLER"). A town is no address: where a
//! parcel is, is what the page is for.

use waybill_domain::contact::{Address, Contact};
use waybill_domain::spelling::{folded, spelled_out};
use waybill_domain::text::{EmailAddress, OptionalLine, Text};

/// Shorter names are initials.
const SHORTEST_NAME: usize = 2;

/// Shorter codes, and shorter streets without their numbers, are in every other word.
const SHORTEST_CODE: usize = 4;

/// Words of names that are words of every language, too.
const PARTICLES: [&str; 20] = [
    "AF", "AL", "AND", "AV", "BIN", "DA", "DE", "DEL", "DEN", "DER", "DI", "DO", "DOS", "DU", "EL", "LA", "LE", "OCH",
    "VAN", "VON",
];

/// The words by which someone could be found, in each spelling.
#[derive(Clone, Debug)]
pub struct Veil {
    /// Each a run of words.
    runs: Vec<Vec<String>>,
    /// Each without the blanks and dashes that people put into it: found within words, too.
    codes: Vec<String>,
}

impl Veil {
    /// The veil over what a contact holds.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        let addresses: Vec<&Address> =
            [&contact.shipping_address, &contact.billing_address].into_iter().flatten().collect();
        let of_addresses = |part: fn(&Address) -> &Option<OptionalLine>| {
            addresses.iter().copied().filter_map(part_of(part)).collect::<Vec<_>>()
        };
        let customer = contact.customer.iter().flat_map(|customer| [&customer.first_name, &customer.last_name]);
        let mut names = of_addresses(|address| &address.name);
        names.extend(customer.flatten().map(OptionalLine::as_str));
        let streets = of_addresses(|address| &address.address1);
        let lines = [of_addresses(|address| &address.company), of_addresses(|address| &address.address2)].concat();
        let phone = contact.phone.iter().map(Text::as_str);
        let email = contact.email.iter().map(EmailAddress::as_str);
        let codes = of_addresses(|address| &address.postal_code).into_iter().chain(phone).chain(email);
        let mut veil = Self { runs: Vec::new(), codes: Vec::new() };
        veil.hide_names(&names);
        veil.hide_streets(&streets);
        names.iter().chain(&streets).chain(&lines).for_each(|whole| veil.hide_run(whole));
        codes.chain(streets.iter().copied()).for_each(|code| veil.hide_code(code));
        veil
    }

    /// Whether a text names any of it.
    #[must_use]
    pub fn covers(&self, text: &str) -> bool {
        let (words, squeezed) = (words(text), squeezed(text));
        let runs = self.runs.iter().any(|run| words.windows(run.len()).any(|window| window == run));
        runs || self.codes.iter().any(|code| squeezed.contains(code.as_str()))
    }

    /// Whether an address of the web has any of it.
    pub(super) fn covers_url(&self, url: &str) -> bool {
        let decoded = url::form_urlencoded::parse(url.as_bytes()).flat_map(|(name, value)| [name, value]);
        self.covers(url) || self.covers(&decoded.collect::<Vec<_>>().join(" "))
    }

    /// Each word of a name alone says who it is, too.
    fn hide_names(&mut self, names: &[&str]) {
        for word in names.iter().flat_map(|name| name.split_whitespace()) {
            if !PARTICLES.contains(&folded(word).as_str()) {
                self.hide_run(word);
            }
        }
    }

    /// A street without its number is half of an address.
    fn hide_streets(&mut self, streets: &[&str]) {
        for street in streets {
            let named: Vec<&str> = street.split_whitespace().filter(|word| !word.contains(char::is_numeric)).collect();
            let named = named.join(" ");
            if squeezed(&named).chars().count() > SHORTEST_CODE {
                self.hide_run(&named);
            }
        }
    }

    fn hide_run(&mut self, text: &str) {
        for spelled in [folded(text), spelled_out(text)] {
            if spelled.chars().count() < SHORTEST_NAME {
                continue;
            }
            if is_unspaced(&spelled) {
                self.codes.push(squeezed(&spelled));
            }
            self.runs.push(words(&spelled));
        }
    }

    fn hide_code(&mut self, text: &str) {
        let code = squeezed(text);
        if code.chars().count() >= SHORTEST_CODE {
            self.codes.push(code);
        }
    }
}

fn part_of<'a>(part: fn(&Address) -> &Option<OptionalLine>) -> impl Fn(&'a Address) -> Option<&'a str> {
    move |address| part(address).as_ref().map(OptionalLine::as_str)
}

/// Whether it is of a script without capitals, whose words stand together: Chinese, Thai.
fn is_unspaced(text: &str) -> bool {
    text.chars().any(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase())
}

fn words(text: &str) -> Vec<String> {
    folded(text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn squeezed(text: &str) -> String {
    folded(text).replace(' ', "")
}
