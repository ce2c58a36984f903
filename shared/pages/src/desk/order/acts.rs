//! What is done with the whole order: completed, cancelled, archived, its customer's data erased.

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::order::Upsell;

use crate::desk::Desk;
use crate::desk::form::{Form, folded, submit, submit_danger};
use crate::parts::{Tone, notice};

pub(super) fn card(desk: &Desk<'_>, order: &Order) -> Markup {
    html! {
        @if desk.writes {
            section.card {
                h2 { (desk.words.whole_order()) }
                div.folds {
                    (complete(desk, order))
                    (cancel(desk, order))
                    (archive(desk, order))
                    (redact(desk, order))
                }
            }
        }
    }
}

/// The customer has left the checkout: the offer was declined (H1).
fn complete(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let waits = matches!(order.upsell(), Upsell::Offered { expires_at } if desk.now < *expires_at);
    let form = Form::new(desk, "complete", "complete", format!("/orders/{}/complete", order.id()));
    html! {
        @if waits && !order.is_cancelled() {
            (folded("fold-complete", &words.complete_order(), form.stands(), &form.around("form", &html! {
                p.muted { (words.complete_what()) }
                (submit(&words.complete_order()))
            })))
        }
    }
}

fn cancel(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let quantities = order.at(desk.now).quantities();
    let left = quantities.open + quantities.held;
    let form = Form::new(desk, "cancel-order", "cancel_order", format!("/orders/{}/cancel", order.id()));
    html! {
        @if !order.is_cancelled() {
            (folded("fold-cancel-order", &words.cancel_order(), form.stands(), &form.around("form", &html! {
                @if quantities.fulfilled > 0 {
                    (notice(Tone::Care, &words.cancel_order_keeps(quantities.fulfilled), &words.cancel_stops_nothing()))
                }
                p.muted { (words.cancel_order_what()) }
                (submit_danger(&words.cancel_items(left)))
            })))
        }
    }
}

fn archive(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let path = format!("/orders/{}/archive", order.id());
    if order.is_archived() {
        let form = Form::new(desk, "unarchive", "unarchive", format!("{path}/undo"));
        return form.around(
            "bare",
            &html! {
                button.button data-kind="second" type="submit" { (words.unarchive()) }
            },
        );
    }
    let form = Form::new(desk, "archive", "archive", path);
    folded(
        "fold-archive",
        &words.archive(),
        form.stands(),
        &form.around(
            "form",
            &html! {
                p.muted { (words.archive_what()) }
                (submit(&words.archive()))
            },
        ),
    )
}

fn redact(desk: &Desk<'_>, order: &Order) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "redact", "redact", format!("/orders/{}/redact", order.id()));
    html! {
        @if order.redacted_at().is_none() {
            (folded("fold-redact", &words.redact(), form.stands(), &form.around("form", &html! {
                (notice(Tone::Care, &words.redact_for_good(), &words.redact_what()))
                (submit_danger(&words.redact_now()))
            })))
        }
    }
}
