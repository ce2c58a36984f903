//! What a carrier wrote may name the recipient or the street ("Signed by ADA L"). On a stranger's page such a scan
//! keeps its time and meaning, and loses its words (O8).
//!
//! A town is no address: where a parcel is, is what the page is for.

use waybill_domain::contact::{Address, Contact};
use waybill_domain::text::{EmailAddress, Text};

/// Shorter texts are in every other word.
const SHORTEST: usize = 3;

/// The words by which someone could be found.
#[derive(Clone, Debug)]
pub struct Veil {
    /// Each a run of words.
    runs: Vec<Vec<String>>,
    /// Each without the blanks and dashes that people put into it.
    codes: Vec<String>,
}

impl Veil {
    /// The veil over what a contact holds.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        let addresses = || [&contact.shipping_address, &contact.billing_address].into_iter().flatten();
        let customer = contact.customer.iter().flat_map(|customer| [&customer.first_name, &customer.last_name]);
        let of_address = |address: &'_ Address| {
            [&address.name, &address.company, &address.address1, &address.address2].map(Clone::clone)
        };
        let mut texts: Vec<String> = customer.flatten().map(|name| name.as_str().to_owned()).collect();
        texts.extend(addresses().flat_map(of_address).flatten().map(String::from));
        texts.extend(addresses().flat_map(|address| address.name.iter()).flat_map(|name| {
            // Either name alone says who it is, too.
            name.as_str().split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        }));
        let postal = addresses().filter_map(|address| address.postal_code.as_ref()).map(Text::as_str);
        let phone = contact.phone.iter().map(Text::as_str);
        let email = contact.email.iter().map(EmailAddress::as_str);
        let streets = addresses().filter_map(|address| address.address1.as_ref()).map(Text::as_str);
        let codes = postal.chain(phone).chain(email).chain(streets).map(squeezed);
        Self {
            runs: texts.iter().map(|text| words(text)).filter(|run| length(run) >= SHORTEST).collect(),
            codes: codes.filter(|code| code.chars().count() > SHORTEST).collect(),
        }
    }

    /// Whether a text names any of it.
    #[must_use]
    pub fn covers(&self, text: &str) -> bool {
        let (spoken, squeezed) = (words(text), squeezed(text));
        let runs = self.runs.iter().any(|run| spoken.windows(run.len()).any(|window| window == run));
        runs || self.codes.iter().any(|code| squeezed.contains(code.as_str()))
    }
}

fn length(run: &[String]) -> usize {
    run.iter().map(|word| word.chars().count()).sum()
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
