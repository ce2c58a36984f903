//! The list of orders: filtered, searched, sorted, and fulfilled many at a time (F5, F7, H5).

mod bulk;
mod filters;

use maud::{Markup, html};
use waybill_domain::attention::attention;
use waybill_domain::summary::Summary;

use super::codes::{codes, order_address, retrack_form};
use super::frame::Frame;
use super::says::{attention_marks, fulfilment_badge, payment_word};
use super::{Desk, Section};
use crate::date;
use crate::icon::Icon;
use crate::number::money;
use crate::parts::empty;

pub(super) use filters::{day_field, wrong};

/// A page of the list. What is asked for stands in the desk's address.
#[derive(Clone, Copy, Debug)]
pub struct OrdersPage<'a> {
    /// The orders, in the order of the list.
    pub orders: &'a [Summary],
    /// The cursor of the next page, if there may be one.
    pub next: Option<&'a str>,
    /// What is wrong with what was asked for, so that nothing was listed.
    pub problem: Option<&'a str>,
}

impl OrdersPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.orders();
        let main = html! {
            div.page-head { h1 { (title) } (filters::search(desk)) }
            (filters::tabs(desk))
            (filters::more(desk))
            (retrack_form(desk))
            @if let Some(problem) = self.problem {
                (filters::wrong(words, problem))
            } @else if self.orders.is_empty() {
                section.card { (nothing(desk)) }
            } @else {
                (bulk::came(desk, self.orders))
                section.card.list { (self.table(desk)) }
                (bulk::form(desk, self.orders))
            }
            (pages(desk, self.next))
        };
        Frame { desk, section: Section::Orders, title: &title, shows_map: false }.around(&main)
    }

    fn table(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            table.table.stacked {
                caption.unseen { (words.orders()) }
                thead {
                    tr {
                        th.pick { (bulk::all(desk, self.orders)) }
                        th { (words.order()) }
                        th { (words.customer()) }
                        th { (words.placed()) }
                        th { (words.fulfil_by()) }
                        th { (words.fulfilment()) }
                        th { (words.tracking()) }
                        th { (words.payment()) }
                        th.end { (words.total()) }
                    }
                }
                tbody { @for (index, order) in self.orders.iter().enumerate() { (row(desk, index, order)) } }
            }
        }
    }
}

fn row(desk: &Desk<'_>, index: usize, order: &Summary) -> Markup {
    let words = desk.words;
    let standing = order.at(desk.now);
    let quantities = standing.quantities;
    let found = attention(order, desk.now);
    let late = order.fulfil_by.is_some_and(|day| day < desk.today()) && quantities.open + quantities.held > 0;
    html! {
        tr data-order=(order.id) {
            td.pick { (bulk::pick(desk, index, order)) }
            td.first {
                a.strong href=(order_address(&order.id)) { (order.name) }
                @if order.archived { " " span.muted.small { (words.archived()) } }
            }
            td.who data-label=(words.customer()) { span dir="auto" { (order.customer.as_deref().unwrap_or("–")) } }
            td data-label=(words.placed()) { (date::listed(words, desk.clock(order.placed_at))) }
            td.none[order.fulfil_by.is_none()] data-label=(words.fulfil_by()) {
                @if let Some(day) = order.fulfil_by {
                    span.nowrap.late[late] { (date::listed_day(words, day)) @if late { " " span.small { (words.late()) } } }
                } @else { span.muted { "–" } }
            }
            td.state data-label=(words.fulfilment()) {
                (fulfilment_badge(words, standing.fulfilment_status))
                @if quantities.fulfilled > 0 && quantities.fulfilled < quantities.ordered {
                    " " span.small.muted.nowrap { (words.so_many_of(quantities.fulfilled, quantities.ordered)) }
                }
                @if quantities.held > 0 && quantities.open > 0 {
                    " " span.small.muted.nowrap { (words.so_many_held(quantities.held)) }
                }
                @if desk.tracks() { (attention_marks(words, &found)) }
            }
            td.wide.none[order.parcels.is_empty()] data-label=(words.tracking()) { (codes(desk, &order.id, &order.parcels)) }
            td { span.small.muted.nowrap { (payment_word(words, order.payment)) } }
            td.end.none[order.total.is_none()] data-label=(words.total()) {
                @if let Some(total) = &order.total { (money(words.language(), total)) }
            }
        }
    }
}

/// What stands where the list would be.
fn nothing(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    if desk.address.query().is_empty() {
        empty(Icon::Orders, &words.no_orders(), &words.no_orders_next())
    } else {
        let more =
            html! { p { (words.nothing_found_next()) } p { a href=(desk.address.path()) { (words.show_all()) } } };
        empty(Icon::Search, &words.nothing_found(), &more)
    }
}

/// On to the next page, and back to the first.
pub(super) fn pages(desk: &Desk<'_>, next: Option<&str>) -> Markup {
    let words = desk.words;
    let further = desk.address.get("cursor").is_some();
    html! {
        @if further || next.is_some() {
            nav.pages aria-label=(words.pages()) {
                @if further {
                    a.button data-kind="second" href=(desk.address.without(&["cursor"])) { (words.first_page()) }
                }
                @if let Some(cursor) = next {
                    a.button data-kind="second" href=(desk.address.with("cursor", cursor)) { (words.next_page()) }
                }
            }
        }
    }
}
