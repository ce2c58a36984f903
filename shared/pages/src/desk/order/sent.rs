//! What was sent: a card for each fulfilment, with its parcels, its label, and its cancelling (C1–C5).

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::label::LabelStatus;
use waybill_domain::order::Fulfilment;
use waybill_domain::tracking::Parcel;

use super::numbers::{add, path, replace};
use super::{item, label};
use crate::date;
use crate::desk::Desk;
use crate::desk::codes::{code, retrack_button};
use crate::desk::form::{Form, folded, submit_danger};
use crate::desk::says;
use crate::icon::{Icon, icon};
use crate::parts::{Tone, mark, notice};
use waybill_domain::condition::TrackingStatus;

pub(super) fn cards(desk: &Desk<'_>, order: &Order) -> Markup {
    html! { @for fulfilment in order.fulfilments() { (card(desk, order, fulfilment)) } }
}

fn card(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment) -> Markup {
    let words = desk.words;
    let place = fulfilment.id().index() + 1;
    let id = fulfilment.id().text(order.id());
    let at = order.fulfilment_order(fulfilment.fulfilment_order()).map_or("", |at| at.location());
    let parcels: Vec<_> = order.parcels_of(fulfilment.id()).collect();
    html! {
        section.card.sent data-cancelled[!fulfilment.is_live()] id={ "fulfilment-" (place) } {
            div.card-head {
                h2 { (words.fulfilment_number(u32::try_from(place).unwrap_or(0))) }
                @if fulfilment.is_live() {
                    a.plain href={ "/desk/orders/" (order.id()) "/fulfilments/" (id) "/slip" } {
                        (icon(Icon::Print)) (words.packing_slip())
                    }
                } @else {
                    (mark(Icon::Cross, TrackingStatus::Pending, &words.cancelled()))
                }
            }
            p.muted.small {
                (date::scanned(words, desk.time(fulfilment.created_at()))) " · " span dir="auto" { (at) }
            }
            ul.items { @for (line, quantity) in fulfilment.lines() { li { (item(desk, order, *line, *quantity)) } } }
            @if fulfilment.is_live() {
                @for parcel in &parcels { (one(desk, order, parcel)) }
                (label::shown(desk, order, fulfilment))
                @if desk.writes { (actions(desk, order, fulfilment, &parcels)) }
            }
        }
    }
}

/// A parcel: its code, how it is doing, and what would help if it is not well.
fn one(desk: &Desk<'_>, order: &Order, parcel: &Parcel) -> Markup {
    let words = desk.words;
    let said = if desk.tracks() { says::matter(words, parcel.condition()) } else { None };
    html! {
        div.parcel-line {
            (code(desk, order.id(), parcel))
            @if let Some(carrier) = parcel.tracking.as_ref().and_then(|tracking| tracking.carrier.as_ref()) {
                span.muted.small dir="auto" { (carrier.as_str()) }
            }
            @if let Some(set) = &parcel.set { span.muted.small { (words.set_by(&set.by)) } }
            @if let Some((matter, next)) = said {
                div.said-of data-status=(parcel.status().as_str()) {
                    p { strong { (matter) } } p { (next) }
                    (retrack_button(desk, order.id(), parcel, Some(&words.retrack())))
                }
            }
        }
    }
}

fn actions(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment, parcels: &[&Parcel]) -> Markup {
    let goods = parcels.iter().any(|parcel| order.carries_goods(parcel));
    let numbered = parcels.iter().any(|parcel| parcel.tracking.is_some());
    html! {
        div.folds {
            @if goods {
                (add(desk, order, fulfilment, numbered))
                (replace(desk, order, fulfilment, parcels))
                (label::record(desk, order, fulfilment))
            }
            (cancel(desk, order, fulfilment))
        }
    }
}

/// Cancels the fulfilment: what happens then, and what does not (C4). A bought label comes first (C3).
fn cancel(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment) -> Markup {
    let words = desk.words;
    let name = format!("cancel-{}", fulfilment.id().index() + 1);
    let form = Form::new(desk, name.clone(), "cancel", path(order, fulfilment, "cancel"));
    let items: u32 = fulfilment.lines().iter().map(|(_, quantity)| quantity).sum();
    let bought = fulfilment.label().is_some_and(|label| label.status == LabelStatus::Bought);
    let inside = if bought {
        notice(Tone::Care, &words.void_label_first(), &words.void_label_first_next())
    } else {
        form.around(
            "form",
            &html! {
                (notice(Tone::Care, &words.cancel_stops_nothing(), &words.cancel_gives_back()))
                (submit_danger(&words.cancel_fulfilment_of(items)))
            },
        )
    };
    folded(&format!("fold-{name}"), &words.cancel_fulfilment(), form.stands(), &inside)
}
