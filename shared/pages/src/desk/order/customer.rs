//! Whose order it is: contact, address, payment, sums and notes, and how they are corrected.

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::contact::{Address, Contact};
use waybill_domain::money::Money;
use waybill_domain::order::Totals;
use waybill_domain::payment::PaymentStatus;
use waybill_domain::text::OptionalLine;

use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit};
use crate::desk::says::payment_word;
use crate::icon::{Icon, icon};
use crate::number::money;
use crate::parts::{Tone, notice};
use crate::words::Words;

pub(super) fn cards(desk: &Desk<'_>, order: &Order) -> Markup {
    html! {
        section.card.private {
            h2 { (desk.words.customer()) }
            @if order.redacted_at().is_some() {
                (notice(Tone::Info, &desk.words.redacted(), &""))
            } @else {
                (contact(desk, order.contact()))
                @if desk.writes { (correct(desk, order)) }
            }
        }
        (payment(desk, order))
        (notes(desk, order))
    }
}

fn contact(desk: &Desk<'_>, contact: &Contact) -> Markup {
    let words = desk.words;
    html! {
        @if contact.email.is_some() || contact.phone.is_some() || contact.display_name().is_some() {
            ul.contact {
                @if let Some(name) = contact.display_name() { li.strong dir="auto" { (name) } }
                @if let Some(email) = &contact.email { li { (icon(Icon::Mail)) span { (email.as_str()) } } }
                @if let Some(phone) = &contact.phone { li { (icon(Icon::Phone)) span { (phone.as_str()) } } }
            }
        }
        @if let Some(address) = &contact.shipping_address {
            dl.facts { div { dt { (words.delivered_to()) } dd { (lines(words, address)) } } }
        }
        @if contact.email.is_none() && contact.phone.is_none() && contact.shipping_address.is_none() {
            p.muted { (words.no_contact()) }
        }
    }
}

/// An address as it stands on a parcel.
pub(in crate::desk) fn lines(words: Words, address: &Address) -> Markup {
    html! { address { @for line in address.lines(words.language()) { span dir="auto" { (line) } } } }
}

/// Corrects contact, address, day and note. An emptied field is emptied.
fn correct(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "amend", "amend_order", format!("/orders/{}", order.id()));
    let contact = order.contact();
    let address = contact.shipping_address.as_ref();
    let of = |part: fn(&Address) -> &Option<OptionalLine>| {
        address.and_then(|address| part(address).as_ref()).map_or("", OptionalLine::as_str)
    };
    let country = address.and_then(|address| address.country.as_ref()).map_or("", |country| country.as_str());
    let line = |name: &str, label: String, value: &str, kind: &str| {
        form.line(Input { name, label: &label, value, kind, most: Some(500), ..Input::default() })
    };
    let by = order.fulfil_by().map(|day| day.to_string()).unwrap_or_default();
    let inside = form.around("form", &html! {
        (line("email:text", words.email_address(), contact.email.as_ref().map_or("", |it| it.as_str()), "email"))
        (line("phone:text", words.phone_number(), contact.phone.as_ref().map_or("", |it| it.as_str()), "tel"))
        fieldset.form {
            legend { (words.delivered_to()) }
            (line("shipping_address.name", words.name(), of(|it| &it.name), ""))
            (line("shipping_address.company", words.company(), of(|it| &it.company), ""))
            (line("shipping_address.address1", words.street(), of(|it| &it.address1), ""))
            (line("shipping_address.address2", words.street_more(), of(|it| &it.address2), ""))
            div.pair {
                (line("shipping_address.postal_code", words.postal_code(), of(|it| &it.postal_code), ""))
                (line("shipping_address.city", words.city(), of(|it| &it.city), ""))
            }
            div.pair {
                (line("shipping_address.province", words.province(), of(|it| &it.province), ""))
                (form.line(Input { name: "shipping_address.country", label: &words.country(), value: country,
                    hint: &words.country_hint(), most: Some(2), ..Input::default() }))
            }
        }
        (line("fulfil_by:text", words.fulfil_by(), &by, "date"))
        (form.text(Input { name: "note:text", label: &words.note(), value: order.note().map_or("", |it| it.as_str()),
            hint: &words.order_note_hint(), most: Some(5_000), ..Input::default() }, 3))
        (submit(&words.save()))
    });
    folded("fold-amend", &words.correct_details(), form.stands(), &inside)
}

fn payment(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "payment", "set_payment", format!("/orders/{}/payment", order.id()));
    let present = order.payment().status;
    let choices: Vec<_> = [
        (PaymentStatus::Paid, "paid", words.payment_paid()),
        (PaymentStatus::Pending, "pending", words.payment_pending()),
        (PaymentStatus::Refunded, "refunded", words.payment_refunded()),
        (PaymentStatus::Voided, "voided", words.payment_voided()),
    ]
    .into_iter()
    .filter(|(status, ..)| *status != present)
    .map(|(_, value, label)| (value, label))
    .collect();
    let sources = [("marked_as_paid", words.source_merchant()), ("gateway", words.source_gateway())];
    html! {
        section.card.private {
            div.card-head { h2 { (words.payment()) } span.muted { (payment_word(words, order.payment())) } }
            @if let Some(totals) = order.totals() { (sums(desk, totals)) }
            @if desk.writes {
                (folded("fold-payment", &words.change_payment(), form.stands(), &form.around("form", &html! {
                    (form.select(Input { name: "status", label: &words.payment(), ..Input::default() }, &choices))
                    (form.select(Input { name: "source", label: &words.source(), hint: &words.source_hint(), ..Input::default() }, &sources))
                    (submit(&words.save()))
                })))
            }
        }
    }
}

fn sums(desk: &Desk<'_>, totals: &Totals) -> Markup {
    let words = desk.words;
    let row = |label: String, sum: Option<&Money>, total: bool| {
        html! {
            @if let Some(sum) = sum {
                tr data-total[total] { th scope="row" { (label) } td { (money(words.language(), sum)) } }
            }
        }
    };
    html! {
        table.sums {
            (row(words.subtotal(), totals.subtotal.as_ref(), false))
            (row(words.shipping(), totals.shipping.as_ref(), false))
            (row(words.tax(), totals.tax.as_ref(), false))
            (row(words.discount(), totals.discount.as_ref(), false))
            (row(words.total(), totals.total.as_ref(), true))
        }
    }
}

/// The merchant's own note and data.
fn notes(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    html! {
        @if order.note().is_some() || !order.metadata().is_empty() {
            section.card {
                h2 { (words.note()) }
                @if let Some(note) = order.note() { p.note-words dir="auto" { (note.as_str()) } }
                @if !order.metadata().is_empty() {
                    dl.facts {
                        @for (key, value) in order.metadata() {
                            div { dt dir="auto" { (key.as_str()) } dd dir="auto" { (value.as_str()) } }
                        }
                    }
                }
            }
        }
    }
}
