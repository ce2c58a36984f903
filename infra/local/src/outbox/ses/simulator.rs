//! What becomes of a mail: SES's mailbox simulator has an address for each outcome, with `+anything` before the `@`
//! if that helps to tell them apart.

use super::super::account::Account;
use super::super::message::{Delivery, Outcome};

/// Where the simulator's addresses are.
const SIMULATOR: &str = "simulator.amazonses.com";

/// What becomes of a mail to an address.
pub fn delivery(account: &Account, address: &str) -> Delivery {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let name = local.split('+').next().unwrap_or_default();
    let simulated = domain.eq_ignore_ascii_case(SIMULATOR);
    let outcome = match name.to_ascii_lowercase().as_str() {
        "bounce" if simulated => Outcome::Bounced,
        "complaint" if simulated => Outcome::Complained,
        "suppressionlist" if simulated => Outcome::Suppressed,
        _ if account.suppressed(address).is_some() => Outcome::Suppressed,
        _ => Outcome::Delivered,
    };
    Delivery { recipient: address.to_owned(), outcome }
}
