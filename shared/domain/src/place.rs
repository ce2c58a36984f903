//! Placing an order.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::bounds;
use crate::contact::{Address, Contact, Customer, Phone};
use crate::draft::{Change, Draft, Moment};
use crate::event::Event;
use crate::id::OrderId;
use crate::line_item::LineItem;
use crate::money::Money;
use crate::order::{HoldCause, Metadata, Order, Totals, Upsell};
use crate::payment::Payment;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::text::{EmailAddress, Line, Locale, Note};

/// An order to be placed. `name` and `line_items` are required.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceOrder {
    /// What the merchant calls it, as in `#1001`.
    pub name: Line,
    /// What another system calls it; unique in the store.
    #[serde(default)]
    pub external_id: Option<Line>,
    /// When the customer placed it; now, if absent, and at most 5 minutes ahead.
    #[serde(default)]
    pub placed_at: Option<DateTime<Utc>>,
    /// The customer's e-mail address.
    #[serde(default)]
    pub email: Option<EmailAddress>,
    /// The customer's telephone number.
    #[serde(default)]
    pub phone: Option<Phone>,
    /// The customer's language.
    #[serde(default)]
    pub locale: Option<Locale>,
    /// Who bought.
    #[serde(default)]
    pub customer: Option<Customer>,
    /// Where the parcels go.
    #[serde(default)]
    pub shipping_address: Option<Address>,
    /// Who pays.
    #[serde(default)]
    pub billing_address: Option<Address>,
    /// What was ordered: 1 to 250 lines.
    pub line_items: Vec<LineItem>,
    /// The order's sums.
    #[serde(default)]
    pub totals: Option<Totals>,
    /// How it was paid; pending, if absent.
    #[serde(default)]
    pub payment: Option<Payment>,
    /// Whether the checkout shows an upsell, which the customer has an hour to answer (H1, H3).
    #[serde(default)]
    pub upsell: bool,
    /// The last day to ship (F7).
    #[serde(default)]
    pub fulfil_by: Option<NaiveDate>,
    /// Whether the customer is told of the order; an import says `false`.
    #[serde(default)]
    pub notify_customer: Option<bool>,
    /// The merchant's note.
    #[serde(default)]
    pub note: Option<Note>,
    /// The merchant's own data.
    #[serde(default)]
    pub metadata: Option<Metadata>,
}

/// Makes an order.
///
/// # Errors
/// [`Refusal::Invalid`], naming the field, for what no order can be.
pub fn place(id: OrderId, input: PlaceOrder, moment: &Moment<'_>) -> Result<Change, Refusal> {
    let placed_at = placed_at(input.placed_at, moment.now)?;
    check_metadata(input.metadata.as_ref())?;
    check_fulfil_by(input.fulfil_by)?;
    check_line_items("line_items", &input.line_items, 1, bounds::LINE_ITEMS)?;
    check_currencies(&input.line_items, input.totals.as_ref(), "line_items")?;
    let items = located("line_items", input.line_items, moment.settings)?;
    let expires_at = placed_at + bounds::UPSELL;
    let offered = input.upsell && moment.now < expires_at;
    let upsell = match (input.upsell, offered) {
        (false, _) => Upsell::None,
        (true, true) => Upsell::Offered { expires_at },
        (true, false) => Upsell::Expired,
    };
    let mut contact = Contact {
        email: input.email,
        phone: input.phone,
        customer: input.customer,
        shipping_address: input.shipping_address,
        billing_address: input.billing_address,
        ..Contact::default()
    };
    contact.read_phone();
    let order = Order {
        id,
        revision: 0,
        name: input.name,
        external_id: input.external_id,
        placed_at,
        locale: input.locale,
        contact,
        line_items: Vec::new(),
        totals: input.totals,
        payment: input.payment.unwrap_or_default(),
        upsell,
        fulfil_by: input.fulfil_by,
        note: input.note,
        metadata: input.metadata.unwrap_or_default(),
        notify_customer: input.notify_customer.unwrap_or(true),
        fulfilment_orders: Vec::new(),
        fulfilments: Vec::new(),
        parcels: Vec::new(),
        parcels_made: 0,
        cancelled_at: None,
        archived_at: None,
        redacted_at: None,
        messages_asked: 0,
    };
    let mut draft = Draft::new(order, moment);
    draft.record(Event::OrderPlaced { notify_customer: draft.order.notify_customer, upsell: offered });
    for id in draft.order.add_line_items(items, |location| moment.settings.priority(location)) {
        draft.ready(id);
    }
    check_locations("line_items", &draft.order)?;
    if offered {
        hold_for_upsell(&mut draft, expires_at);
    }
    let bytes = draft.order.written_bytes();
    if bytes > bounds::ORDER_BYTES {
        let most = bounds::ORDER_BYTES;
        return Err(Refusal::invalid(
            "line_items",
            format!("make an order of {bytes} bytes, and it has at most {most}"),
        ));
    }
    Ok(draft.finish_change())
}

fn hold_for_upsell(draft: &mut Draft<'_>, expires_at: DateTime<Utc>) {
    let moment = draft.moment;
    let order_id = draft.order.id.clone();
    for at in &mut draft.order.fulfilment_orders {
        at.place(HoldCause::Upsell { expires_at }, moment.actor, moment.now);
    }
    let holds: Vec<_> =
        draft.order.fulfilment_orders.iter().flat_map(|at| at.holds.iter().map(|hold| hold.id(at.id))).collect();
    for hold in holds {
        draft.record(Event::HoldPlaced {
            hold_id: hold.text(&order_id),
            fulfilment_order_id: hold.fulfilment_order.text(&order_id),
            reason: HoldCause::Upsell { expires_at }.shown(),
        });
    }
}

fn placed_at(given: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    let placed_at = given.unwrap_or(now).trunc_subsecs(3);
    if placed_at > now + bounds::PLACED_AHEAD {
        return Err(Refusal::invalid("placed_at", "must not be in the future"));
    }
    if placed_at.year() < 1970 {
        return Err(Refusal::invalid("placed_at", "must not be before 1970"));
    }
    Ok(placed_at)
}

pub(crate) fn check_fulfil_by(fulfil_by: Option<NaiveDate>) -> Result<(), Refusal> {
    if fulfil_by.is_some_and(|day| !(1970..=9998).contains(&day.year())) {
        return Err(Refusal::invalid("fulfil_by", "must be a day from 1970 to 9998"));
    }
    Ok(())
}

pub(crate) fn check_metadata(metadata: Option<&Metadata>) -> Result<(), Refusal> {
    if metadata.is_some_and(|metadata| metadata.len() > bounds::METADATA_KEYS) {
        return Err(Refusal::invalid("metadata", format!("must have at most {} keys", bounds::METADATA_KEYS)));
    }
    Ok(())
}

pub(crate) fn check_line_items(field: &str, items: &[LineItem], least: usize, most: usize) -> Result<(), Refusal> {
    if (least..=most).contains(&items.len()) {
        return Ok(());
    }
    Err(Refusal::invalid(field, format!("must be {least} to {most} lines, and are {}", items.len())))
}

/// One order has one currency.
pub(crate) fn check_currencies(items: &[LineItem], totals: Option<&Totals>, field: &str) -> Result<(), Refusal> {
    let sums = totals.iter().flat_map(|sums| [sums.subtotal, sums.shipping, sums.tax, sums.discount, sums.total]);
    let amounts = items.iter().map(|item| item.unit_price).chain(sums).flatten();
    let currencies: BTreeSet<_> = amounts.map(|money: Money| money.currency()).collect();
    if currencies.len() > 1 {
        let named = currencies.into_iter().collect::<Vec<_>>().join(" and ");
        return Err(Refusal::invalid(field, format!("must be in one currency, with the totals, and are in {named}")));
    }
    Ok(())
}

/// Gives each item its location.
pub(crate) fn located(
    field: &str,
    items: Vec<LineItem>,
    settings: &Settings,
) -> Result<Vec<(LineItem, String)>, Refusal> {
    items
        .into_iter()
        .enumerate()
        .map(|(index, item)| {
            let location = settings.location(item.location.as_ref(), &format!("{field}[{index}].location"))?;
            Ok((item, location))
        })
        .collect()
}

fn check_locations(field: &str, order: &Order) -> Result<(), Refusal> {
    let locations = order.fulfilment_orders.len();
    if locations > bounds::LOCATIONS {
        return Err(Refusal::invalid(
            field,
            format!("must be at {} locations at most, and are at {locations}", bounds::LOCATIONS),
        ));
    }
    Ok(())
}
