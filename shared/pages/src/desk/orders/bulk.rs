//! Fulfilling many orders at once (F5): how many, and then what came of each.

use maud::{Markup, html};
use waybill_domain::summary::Summary;

use crate::desk::Desk;
use crate::desk::form::Form;
use crate::desk::outcome::told;

/// The form of the boxes in the list.
const BULK: &str = "bulk";

/// The most orders that one request takes.
const MOST: usize = 100;

/// The bar below the list, where anything in it can be fulfilled; it stays in view.
pub(super) fn form(desk: &Desk<'_>, orders: &[Summary]) -> Markup {
    let words = desk.words;
    html! {
        @if desk.writes && orders.iter().any(|order| is_open(desk, order)) {
            (Form::new(desk, BULK, "bulk_fulfil", "/fulfilments").apart("bulk", &html! {
                p.bulk-count data-some=(words.some_picked()) { (words.pick_orders()) }
                button.button type="submit" data-busy=(words.fulfilling()) { (words.fulfil_picked()) }
            }))
        }
    }
}

/// What came of each, above the list.
pub(super) fn came(desk: &Desk<'_>, orders: &[Summary]) -> Markup {
    let words = desk.words;
    html! {
        div.standing data-standing=(BULK) data-well=(words.bulk_well()) data-badly=(words.bulk_badly()) {
            @if let Some(flash) = desk.flash.filter(|flash| flash.form == BULK) { (told(words, flash, &[], orders)) }
        }
    }
}

/// The box of an order of which something can be fulfilled.
pub(super) fn pick(desk: &Desk<'_>, index: usize, order: &Summary) -> Markup {
    html! {
        @if desk.writes && is_open(desk, order) && index < MOST {
            label.box {
                span.unseen { (desk.words.pick_order(&order.name)) }
                input type="checkbox" form=(BULK) name={ "orders[" (index) "].order_id:choice" } value=(order.id);
            }
        }
    }
}

/// The box for all of them, which the script brings to life.
pub(super) fn all(desk: &Desk<'_>, orders: &[Summary]) -> Markup {
    html! {
        @if desk.writes && orders.iter().any(|order| is_open(desk, order)) {
            label.box.by-script {
                span.unseen { (desk.words.pick_all()) }
                input type="checkbox" data-pick-all=(BULK);
            }
        } @else {
            span.unseen { (desk.words.pick_orders()) }
        }
    }
}

fn is_open(desk: &Desk<'_>, order: &Summary) -> bool {
    order.at(desk.now).quantities.open > 0 && !order.archived
}
