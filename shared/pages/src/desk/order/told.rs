//! What the customer of an order was told, or not and why (N12); and telling them again.

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::ask::{AskMessage, subject};
use waybill_domain::message::{Channel, Kind};

use super::OrderPage;
use crate::date;
use crate::desk::Desk;
use crate::desk::form::{Form, folded};
use crate::desk::message::{line, look};
use crate::desk::says;
use crate::parts::{Tone, notice};

pub(super) fn card(desk: &Desk<'_>, page: &OrderPage<'_>) -> Markup {
    let words = desk.words;
    let newest: Vec<_> = page.messages.iter().rev().collect();
    html! {
        section.card {
            h2 { (words.messages()) }
            @if let Some((why, since)) = page.stopped { (stopped(desk, page.order, why, since)) }
            @if newest.is_empty() {
                p.muted { (words.no_messages_of_order()) }
            } @else {
                ul.told-list { @for told in newest { (line(desk, told)) } }
            }
            @if desk.writes { (again(desk, page.order)) }
        }
    }
}

/// No mail goes to the address any more: why, and how it does again.
fn stopped(desk: &Desk<'_>, order: &Order, why: &str, since: DateTime<Utc>) -> Markup {
    let words = desk.words;
    let path = format!("/orders/{}/suppression/lift", order.id());
    let more = html! {
        p { (words.since()) " " (date::scanned(words, desk.time(since))) " · " span lang="en" dir="auto" { (why) } }
        p { (words.mail_stopped_next()) }
    };
    html! {
        (notice(Tone::Care, &words.mail_stopped(), &more))
        @if desk.writes {
            (Form::new(desk, "lift-suppression", "lift_suppression", path).around("bare", &html! {
                button.button data-kind="second" type="submit" { (words.lift_suppression()) }
            }))
        }
    }
}

/// Each message that fits the order as it is now, to be looked at and sent.
fn again(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let fits =
        |kind, channel| subject(order, &AskMessage { kind, channel, fulfilment_id: None, dry_run: true }).is_ok();
    let fitting: Vec<_> = Kind::ALL
        .into_iter()
        .flat_map(|kind| Channel::ALL.map(|channel| (kind, channel)))
        .filter(|(kind, channel)| kind.goes_by(*channel) && fits(*kind, *channel))
        .collect();
    let forms = fitting.iter().map(|(kind, channel)| {
        let name = format!("send-{}-{}", kind.as_str(), channel.as_str());
        Form::new(desk, name, "request_notification", format!("/orders/{}/notifications", order.id()))
    });
    let forms: Vec<_> = forms.collect();
    let stands = forms.iter().any(Form::stands);
    let inside = html! {
        p.muted { (words.send_again_what()) }
        ul.sendable {
            @for ((kind, channel), form) in fitting.iter().zip(&forms) {
                li {
                    div {
                        p.strong { (says::kind(words, *kind)) }
                        p.muted.small { (says::channel(words, *channel)) }
                    }
                    (look(words, order.id(), *kind, *channel))
                    (form.around("bare", &html! {
                        input type="hidden" name="kind" value=(kind.as_str());
                        input type="hidden" name="channel" value=(channel.as_str());
                        button.button data-kind="second" type="submit" { (words.send()) }
                    }))
                }
            }
        }
    };
    html! { @if !fitting.is_empty() { (folded("fold-send", &words.send_again(), stands, &inside)) } }
}
