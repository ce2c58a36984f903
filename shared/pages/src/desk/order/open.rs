//! What is still to be fulfilled, location by location: fulfil it, hold it, release it, move it (F4, F8, H4–H8).

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::effective::{EffectiveFulfilmentOrder, SupportedAction};
use waybill_domain::order::{Hold, HoldCause};
use waybill_domain::text::Name;

use super::item;
use super::numbers::{notify, number_fields};
use crate::date;
use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit};
use crate::desk::says::{HOLD_REASONS, hold_reason, hold_word};
use crate::icon::{Icon, icon};

/// A card for each location at which something remains.
pub(super) fn cards(desk: &Desk<'_>, order: &Order) -> Markup {
    let effective = order.at(desk.now);
    let left = effective.fulfilment_orders().iter().filter(|at| at.open() + at.held() > 0);
    html! { @for at in left { (card(desk, order, at)) } }
}

fn card(desk: &Desk<'_>, order: &Order, at: &EffectiveFulfilmentOrder<'_>) -> Markup {
    let words = desk.words;
    let may = |action| desk.writes && at.supported_actions().contains(&action);
    let held = !at.holds().is_empty();
    html! {
        section.card.to-fulfil id={ "at-" (at.id().index() + 1) } {
            div.card-head {
                h2 { (if held { words.held_items() } else { words.to_fulfil() }) }
                span.muted.small dir="auto" { (at.location()) }
            }
            @if held { ul.holds { @for hold in at.holds() { li { (standing(desk, order, at, hold)) } } } }
            @if may(SupportedAction::Fulfil) {
                (fulfil(desk, order, at))
            } @else {
                ul.items {
                    @for line in at.lines().iter().filter(|line| at.remaining_of(line) > 0) {
                        li { (item(desk, order, line.line_item, at.remaining_of(line))) }
                    }
                }
            }
            div.folds {
                @if may(SupportedAction::Hold) { (hold(desk, order, at)) }
                @if may(SupportedAction::Fulfil) { (moved(desk, order, at)) }
            }
        }
    }
}

/// Fulfils some of what is open, or all of it, with numbers or without.
fn fulfil(desk: &Desk<'_>, order: &Order, at: &EffectiveFulfilmentOrder<'_>) -> Markup {
    let words = desk.words;
    let place = at.id().index() + 1;
    let form = Form::new(desk, format!("fulfil-{place}"), "fulfil", format!("/orders/{}/fulfilments", order.id()));
    form.around("", &html! {
        input type="hidden" name="fulfilment_order_id" value=(at.id().text(order.id()));
        ul.items.counted {
            @for (index, (line, open)) in at.open_lines().enumerate() {
                li {
                    (item(desk, order, line, open))
                    input type="hidden" name={ "line_items[" (index) "].line_item_id" } value=(line.text(order.id()));
                    (form.number(Input {
                        name: &format!("line_items[{index}].quantity:count"),
                        label: &words.how_many(), value: &open.to_string(), ..Input::default()
                    }, 0, open))
                }
            }
        }
        (number_fields(desk, &form, 0, None))
        (notify(desk, &form))
        (submit(&words.fulfil_items()))
    })
}

/// A hold that stands, and its release.
fn standing(desk: &Desk<'_>, order: &Order, at: &EffectiveFulfilmentOrder<'_>, hold: &Hold) -> Markup {
    let words = desk.words;
    let id = hold.id(at.id());
    let form = Form::new(
        desk,
        format!("release-{}-{}", at.id().index() + 1, id.number),
        "release",
        format!("/orders/{}/fulfilment-orders/{}/release", order.id(), at.id().text(order.id())),
    );
    html! {
        div.hold {
            span.hold-mark { (icon(Icon::Pause)) }
            div {
                p.strong { (hold_word(words, hold.cause().shown())) }
                @match hold.cause() {
                    HoldCause::Manual { note: Some(note), .. } => { p.note-words dir="auto" { (note.as_str()) } }
                    HoldCause::Manual { note: None, .. } => {}
                    HoldCause::Upsell { expires_at } => {
                        p { (words.hold_until(&words.clock(desk.clock(*expires_at).naive_local()))) }
                    }
                }
                p.muted.small {
                    span dir="auto" { (hold.actor()) } " · " (date::ago(words, desk.clock(hold.placed_at()), desk.now))
                }
            }
            @if desk.writes {
                (form.around("bare", &html! {
                    input type="hidden" name="hold_id" value=(id.text(order.id()));
                    button.button data-kind="second" type="submit" { (words.release()) }
                }))
            }
        }
    }
}

/// Places a hold, with a reason from the list (H4).
fn hold(desk: &Desk<'_>, order: &Order, at: &EffectiveFulfilmentOrder<'_>) -> Markup {
    let words = desk.words;
    let name = format!("hold-{}", at.id().index() + 1);
    let action = format!("/orders/{}/fulfilment-orders/{}/hold", order.id(), at.id().text(order.id()));
    let form = Form::new(desk, name.clone(), "hold", action);
    let reasons = HOLD_REASONS.map(|(reason, word)| (word, hold_reason(words, reason)));
    let inside = form.around("form", &html! {
        p.muted { (words.hold_what()) }
        (form.select(Input { name: "reason", label: &words.reason(), ..Input::default() }, &reasons))
        (form.text(Input { name: "note", label: &words.note(), hint: &words.note_hint(), most: Some(5_000), ..Input::default() }, 2))
        (submit(&words.hold_fulfilment()))
    });
    let label = if at.holds().is_empty() { words.hold_fulfilment() } else { words.hold_again() };
    folded(&format!("fold-{name}"), &label, form.stands(), &inside)
}

/// Moves what is open to another location (F8).
fn moved(desk: &Desk<'_>, order: &Order, at: &EffectiveFulfilmentOrder<'_>) -> Markup {
    let words = desk.words;
    let name = format!("move-{}", at.id().index() + 1);
    let action = format!("/orders/{}/fulfilment-orders/{}/move", order.id(), at.id().text(order.id()));
    let form = Form::new(desk, name.clone(), "move_fulfilment_order", action);
    let others: Vec<_> = desk
        .settings
        .locations
        .iter()
        .map(Name::as_str)
        .filter(|location| *location != at.location())
        .map(|location| (location, location.to_owned()))
        .collect();
    if others.is_empty() {
        return html! {};
    }
    let inside = form.around(
        "form",
        &html! {
            (form.select(Input { name: "location", label: &words.location(), ..Input::default() }, &others))
            (submit(&words.move_items()))
        },
    );
    folded(&format!("fold-{name}"), &words.move_items(), form.stands(), &inside)
}
