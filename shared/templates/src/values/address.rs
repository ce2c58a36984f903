//! Who bought, and where it goes.

use liquid_core::model::{Object, Value};
use waybill_domain::Order;
use waybill_domain::contact::{Address, Phone};
use waybill_domain::language::Language;
use waybill_domain::text::{CountryCode, EmailAddress, OptionalLine};

use super::{number, object, text};

/// The lines of an address, as `format_address` writes it.
pub(crate) const LINES: &str = "lines";

pub(super) fn of(order: &Order, language: Language) -> Object {
    let contact = order.contact();
    let email = text(contact.email.as_ref().map(EmailAddress::as_str));
    let phone = text(contact.phone.as_ref().map(Phone::as_str));
    let shipping = contact.shipping_address.as_ref().map_or(Value::Nil, |it| address(it, language));
    let billing = contact.billing_address.as_ref().map_or(Value::Nil, |it| address(it, language));
    let name = contact.display_name();
    let buyer = contact.customer.as_ref();
    let first = buyer.and_then(|buyer| part(buyer.first_name.as_ref()));
    let first = first.or_else(|| name.as_deref()?.split_whitespace().next());
    let last = buyer.and_then(|buyer| part(buyer.last_name.as_ref()));
    let customer = object([
        ("first_name", text(first)),
        ("last_name", text(last)),
        ("name", text(name.as_deref())),
        ("email", email.clone()),
        ("phone", phone.clone()),
        ("orders_count", number(1)),
        ("default_address", shipping.clone()),
        ("tags", Value::Array(Vec::new())),
        ("b2b", Value::scalar(false)),
    ]);
    object([
        ("customer", Value::Object(customer)),
        ("email", email),
        ("phone", phone),
        ("shipping_address", shipping),
        ("billing_address", billing),
    ])
}

fn part(line: Option<&OptionalLine>) -> Option<&str> {
    line.map(OptionalLine::as_str).filter(|text| !text.trim().is_empty())
}

fn address(address: &Address, language: Language) -> Value {
    let name = part(address.name.as_ref());
    let (first, last) = name.map_or((None, None), |name| {
        name.rsplit_once(' ').map_or((Some(name), None), |(first, last)| (Some(first), Some(last)))
    });
    let country = address.country.as_ref();
    let line = |line: &Option<OptionalLine>| text(part(line.as_ref()));
    Value::Object(object([
        ("name", text(name)),
        ("first_name", text(first)),
        ("last_name", text(last)),
        ("company", line(&address.company)),
        ("address1", line(&address.address1)),
        ("address2", line(&address.address2)),
        ("street", line(&address.address1)),
        ("city", line(&address.city)),
        ("province", line(&address.province)),
        ("province_code", line(&address.province)),
        ("zip", line(&address.postal_code)),
        ("country", text(country.map(|country| country.name(language)))),
        ("country_code", text(country.map(CountryCode::as_str))),
        ("phone", Value::Nil),
        (LINES, Value::Array(address.lines(language).iter().map(|line| text(Some(line.as_str()))).collect())),
    ]))
}
