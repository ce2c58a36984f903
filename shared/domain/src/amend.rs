//! Correcting an order's details. What was ordered is not among them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::contact::{Address, Customer, Phone};
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::named::named;
use crate::order::{Metadata, Order};
use crate::place::{check_fulfil_by, check_metadata};
use crate::refusal::Refusal;
use crate::text::{EmailAddress, Note};

/// What to correct: absent is unchanged, null is emptied.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AmendOrder {
    /// The customer's e-mail address.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<EmailAddress>")]
    pub email: Option<Option<EmailAddress>>,
    /// The customer's telephone number.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Phone>")]
    pub phone: Option<Option<Phone>>,
    /// Who bought.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Customer>")]
    pub customer: Option<Option<Customer>>,
    /// Where the parcels go.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Address>")]
    pub shipping_address: Option<Option<Address>>,
    /// Who pays.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Address>")]
    pub billing_address: Option<Option<Address>>,
    /// The last day to ship (F7).
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<NaiveDate>")]
    pub fulfil_by: Option<Option<NaiveDate>>,
    /// The merchant's note.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Note>")]
    pub note: Option<Option<Note>>,
    /// The merchant's own data, all of it.
    #[serde(deserialize_with = "named")]
    #[schemars(with = "Option<Metadata>")]
    pub metadata: Option<Option<Metadata>>,
}

/// Corrects what is named.
///
/// # Errors
/// [`Refusal::Invalid`] for what no order can be, [`Refusal::LimitReached`] for too much text.
pub fn amend(order: &Order, input: AmendOrder, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    check_metadata(input.metadata.iter().flatten().next())?;
    check_fulfil_by(input.fulfil_by.flatten())?;
    let mut fields = Vec::new();
    let to = &mut draft.order;
    set("email", &mut to.contact.email, input.email, &mut fields);
    set("phone", &mut to.contact.phone, input.phone, &mut fields);
    set("customer", &mut to.contact.customer, input.customer, &mut fields);
    set("shipping_address", &mut to.contact.shipping_address, input.shipping_address, &mut fields);
    set("billing_address", &mut to.contact.billing_address, input.billing_address, &mut fields);
    to.contact.read_phone();
    set("fulfil_by", &mut to.fulfil_by, input.fulfil_by, &mut fields);
    set("note", &mut to.note, input.note, &mut fields);
    set("metadata", &mut to.metadata, input.metadata.map(Option::unwrap_or_default), &mut fields);
    if !fields.is_empty() {
        draft.record(Event::OrderAmended { fields });
    }
    draft.finish_with_text()
}

fn set<T: PartialEq>(field: &str, current: &mut T, new: Option<T>, fields: &mut Vec<String>) {
    if let Some(new) = new.filter(|new| new != current) {
        *current = new;
        fields.push(field.to_owned());
    }
}
