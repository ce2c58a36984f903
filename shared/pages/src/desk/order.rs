//! One order: what is to be done, what was sent, whose it is, and what happened.
//!
//! Every action of the API stands here as a form, where it can be done now.

mod acts;
pub(super) mod customer;
mod label;
pub(super) mod numbers;
mod open;
mod sent;
mod timeline;
mod told;

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::attention::attention;
use waybill_domain::event::Event;
use waybill_domain::id::LineItemId;
use waybill_domain::summary::Summary;

use super::codes::retrack_form;
use super::frame::{Frame, up};
use super::message::Told;
use super::says::{self, fulfilment_badge, payment_word};
use super::{Desk, Section};
use crate::date;
use crate::desk::address::Address;
use crate::icon::{Icon, icon};
use crate::parts::{Tone, badge, notice, number};
use waybill_domain::condition::Condition;

/// An order, with what is kept beside it.
#[derive(Clone, Copy, Debug)]
pub struct OrderPage<'a> {
    /// The order.
    pub order: &'a Order,
    /// What happened to it, oldest first.
    pub timeline: &'a [Happened],
    /// Whether more happened than is shown.
    pub more_happened: bool,
    /// What its customer was told, oldest first.
    pub messages: &'a [Told],
    /// Why its address is sent no more mail, and since when, if it is not.
    pub stopped: Option<(&'a str, DateTime<Utc>)>,
    /// Its customer's page (O9).
    pub status_page: &'a str,
}

/// Something that happened to an order.
#[derive(Clone, Debug)]
pub struct Happened {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: String,
    /// What.
    pub event: Event,
}

impl OrderPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.order_number(self.order.name());
        let main = html! {
            (up(&Address::of(Section::Orders.path()), &words.orders()))
            (self.head(desk))
            (retrack_form(desk))
            (self.matters(desk))
            div.columns {
                div.column {
                    (open::cards(desk, self.order))
                    (sent::cards(desk, self.order))
                    (items_without(desk, self.order))
                }
                div.column {
                    (customer::cards(desk, self.order))
                    (acts::card(desk, self.order))
                }
                div.column {
                    (told::card(desk, self))
                    (timeline::card(desk, self))
                }
            }
            (numbers::carriers())
        };
        Frame { desk, section: Section::Orders, title: &title, shows_map: false }.around(&main)
    }

    fn head(&self, desk: &Desk<'_>) -> Markup {
        let (words, order) = (desk.words, self.order);
        let effective = order.at(desk.now);
        html! {
            div.page-head {
                div.tight {
                    h1 dir="auto" { (order.name()) }
                    p.badges {
                        (fulfilment_badge(words, effective.fulfilment_status()))
                        @if desk.tracks() && let Some(status) = effective.tracking_status() {
                            (badge(words, Condition::of(status)))
                        }
                        span.muted { (payment_word(words, order.payment())) }
                        @if order.is_archived() { span.muted { (words.archived()) } }
                    }
                    p.muted.small {
                        (words.placed()) " " (date::scanned(words, desk.time(order.placed_at())))
                        @if let Some(day) = order.fulfil_by() { " · " (words.fulfil_by()) " " (date::day(words, day)) }
                        @if let Some(id) = order.external_id() { " · " span dir="auto" { (id) } }
                    }
                }
                div.buttons {
                    a.button data-kind="second" href=(self.status_page) { (icon(Icon::Eye)) (words.customers_page()) }
                }
            }
        }
    }

    /// What of it requires attention (P5), and what would help.
    fn matters(&self, desk: &Desk<'_>) -> Markup {
        let found = if desk.tracks() { attention(&Summary::of(self.order), desk.now) } else { Vec::new() };
        html! {
            @for one in &found {
                @let (reason, next) = says::attention(desk.words, one);
                (notice(Tone::Care, &reason, &next))
            }
        }
    }
}

/// How many of a line item, in the order's own words.
fn item(desk: &Desk<'_>, order: &Order, id: LineItemId, quantity: u32) -> Markup {
    html! {
        @if let Some(item) = order.line_item(id) {
            span.item-sign { (icon(Icon::of_item(item.kind))) }
            span.item-name {
                span dir="auto" { (item.title.as_str()) }
                span.item-variant dir="auto" {
                    @if let Some(variant) = item.variant_title.as_ref().filter(|it| !it.as_str().is_empty()) {
                        (variant.as_str())
                    }
                    @if let Some(sku) = item.sku.as_ref().filter(|it| !it.as_str().is_empty()) { " " code { (sku.as_str()) } }
                }
            }
            span.item-count { (desk.words.quantity(quantity)) }
        }
    }
}

/// What needs no fulfilling.
fn items_without(desk: &Desk<'_>, order: &Order) -> Markup {
    let services: Vec<_> = order.line_items().filter(|(_, item)| !item.needs_fulfilling()).collect();
    html! {
        @if !services.is_empty() {
            section.card {
                h2 { (desk.words.services()) }
                ul.items { @for (id, line) in services { li { (item(desk, order, id, line.quantity.get())) } } }
            }
        }
    }
}

/// A number that can be copied.
fn copied(desk: &Desk<'_>, text: &str) -> Markup {
    number(desk.words, text)
}
