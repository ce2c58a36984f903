//! The code beside its order, in every list (T4): a link to the parcel, how it is doing, and Retrack.

use maud::{Markup, html};
use waybill_domain::id::OrderId;
use waybill_domain::tracking::Parcel;

use super::form::Form;
use super::{Desk, address::Address};
use crate::icon::{Icon, icon};
use crate::parts::badge;

/// The form of all Retrack buttons of a page. Each has a key of its own.
const RETRACK: &str = "retrack";

/// Where an order is on the desk.
pub(super) fn order_address(order: &OrderId) -> Address {
    Address::of(format!("/desk/orders/{order}"))
}

/// Where a parcel is on the desk (T5).
pub(super) fn parcel_address(order: &OrderId, parcel: &Parcel) -> Address {
    Address::of(format!("/desk/orders/{order}/parcels/{}", parcel.id.text(order)))
}

/// A parcel's code, and how it is doing; one without a number says so.
pub(super) fn code(desk: &Desk<'_>, order: &OrderId, parcel: &Parcel) -> Markup {
    let words = desk.words;
    let number = parcel.tracking.as_ref().map(|tracking| tracking.number.as_str());
    let address = parcel_address(order, parcel);
    html! {
        div.code {
            @if desk.tracks() {
                a href=(address) {
                    @if let Some(number) = number { code { (number) } } @else { (words.no_number()) }
                }
                (badge(words, parcel.condition()))
                (retrack_button(desk, order, parcel, None))
            } @else if let Some(tracking) = &parcel.tracking {
                a href=(tracking.page(desk.settings)) rel="noopener noreferrer" { code { (tracking.number.as_str()) } }
            } @else {
                span.muted { (words.no_number()) }
            }
        }
    }
}

/// The codes of an order; none is normal (T3).
pub(super) fn codes(desk: &Desk<'_>, order: &OrderId, parcels: &[Parcel]) -> Markup {
    html! {
        @if parcels.is_empty() {
            span.muted { "–" }
        } @else {
            div.codes { @for parcel in parcels { (code(desk, order, parcel)) } }
        }
    }
}

/// Asks the carrier now (T7). Nothing, where nobody could be asked, or this key may not.
pub(super) fn retrack_button(desk: &Desk<'_>, order: &OrderId, parcel: &Parcel, label: Option<&str>) -> Markup {
    let words = desk.words;
    let id = parcel.id.text(order);
    let number = parcel.tracking.as_ref().filter(|_| desk.writes && desk.tracks()).map(|it| it.number.as_str());
    html! {
        @if let Some(number) = number {
            button.retrack type="submit" form=(RETRACK) formaction={ "/orders/" (order) "/parcels/" (id) "/retrack" }
                name="idempotency_key" value={ (desk.nonce) "-" (id) } data-busy=(words.retracking())
                aria-label=[label.is_none().then(|| words.retrack_number(number))]
                title=[label.is_none().then(|| words.retrack())] data-kind=[label.map(|_| "whole")] {
                (icon(Icon::Retrack))
                @if let Some(label) = label { (label) }
            }
        }
    }
}

/// The form to which the buttons belong, once on a page that has any.
pub(super) fn retrack_form(desk: &Desk<'_>) -> Markup {
    html! {
        @if desk.writes && desk.tracks() { (Form::new(desk, RETRACK, "retrack", "/desk").shared()) }
    }
}
