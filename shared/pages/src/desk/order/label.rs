//! A fulfilment's label: recorded and voided (F6, C3).

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::label::LabelStatus;
use waybill_domain::order::Fulfilment;

use super::copied;
use super::numbers::path;
use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit};
use crate::number::money;

/// The label as it was recorded, and its voiding.
pub(super) fn shown(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment) -> Markup {
    let words = desk.words;
    let place = fulfilment.id().index() + 1;
    html! {
        @if let Some(label) = fulfilment.label() {
            dl.facts.label-of data-columns {
                div {
                    dt { (words.label()) }
                    dd {
                        span dir="auto" { (label.purchase.carrier.as_str()) }
                        @if label.status == LabelStatus::Voided { " · " (words.voided()) }
                    }
                }
                @if let Some(number) = &label.purchase.number {
                    div { dt { (words.label_number()) } dd { (copied(desk, number.as_str())) } }
                }
                @if let Some(cost) = &label.purchase.cost {
                    div { dt { (words.cost()) } dd { (money(words.language(), cost)) } }
                }
                @if let Some(url) = &label.purchase.url {
                    div { dt { (words.print_label()) } dd { a href=(url.as_str()) rel="noopener noreferrer" { (words.open_label()) } } }
                }
            }
            @if desk.writes && label.status == LabelStatus::Bought {
                (Form::new(desk, format!("void-{place}"), "void_label", path(order, fulfilment, "label/void")).around("bare", &html! {
                    button.button data-kind="second" type="submit" { (words.void_label()) }
                }))
            }
        }
    }
}

/// Records a label that was bought elsewhere; where one stands, it is voided first.
pub(super) fn record(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment) -> Markup {
    let words = desk.words;
    if fulfilment.label().is_some_and(|label| label.status == LabelStatus::Bought) {
        return html! {};
    }
    let name = format!("label-{}", fulfilment.id().index() + 1);
    let form = Form::new(desk, name.clone(), "record_label", path(order, fulfilment, "label"));
    let inside = form.around("form", &html! {
        (form.line(Input { name: "carrier", label: &words.carrier(), required: true, most: Some(100), ..Input::default() }))
        (form.line(Input { name: "number", label: &words.label_number(), most: Some(64), ..Input::default() }))
        (form.line(Input { name: "url", label: &words.label_link(), kind: "url", ..Input::default() }))
        div.pair {
            (form.line(Input { name: "cost.amount", label: &words.cost(), ..Input::default() }))
            (form.line(Input { name: "cost.currency", label: &words.currency(), hint: &words.currency_hint(), most: Some(3), ..Input::default() }))
        }
        (submit(&words.record_label()))
    });
    folded(&format!("fold-{name}"), &words.record_label(), form.stands(), &inside)
}
