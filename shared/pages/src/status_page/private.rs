//! What the owner alone sees: the address, the contact, the payment, downloads, and updates by e-mail.

use maud::{Markup, html};
use serde::Serialize;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::language::Language;
use waybill_domain::money::Money;
use waybill_domain::order::{Fulfilment, Order, Totals};
use waybill_domain::payment::PaymentStatus;

use super::{StatusPage, Updates};
use crate::icon::{Icon, icon};
use crate::number;
use crate::parts::Field;
use crate::words::Words;

/// What only the customer and the store see.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Private {
    /// The lines of the address, as they stand on a parcel.
    pub(crate) address: Vec<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) payment: PaymentStatus,
    pub(crate) totals: Vec<Sum>,
    pub(crate) downloads: Vec<Download>,
    pub(crate) updates: Updates,
}

/// One of the order's sums.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Sum {
    pub(crate) of: SumOf,
    pub(crate) money: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SumOf {
    Subtotal,
    Shipping,
    Tax,
    Discount,
    Total,
}

/// What was bought and can be loaded.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Download {
    pub(crate) title: String,
    pub(crate) url: String,
}

pub(super) fn private(order: &Order, updates: Updates, language: Language) -> Private {
    let contact = order.contact();
    Private {
        address: contact.shipping_address.as_ref().map(|address| address.lines(language)).unwrap_or_default(),
        email: contact.email.as_ref().map(|email| email.as_str().to_owned()),
        phone: contact.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        payment: order.payment().status,
        totals: order.totals().map(sums).unwrap_or_default(),
        downloads: downloads(order),
        updates,
    }
}

fn sums(totals: &Totals) -> Vec<Sum> {
    let sums = [
        (SumOf::Subtotal, totals.subtotal),
        (SumOf::Shipping, totals.shipping),
        (SumOf::Tax, totals.tax),
        (SumOf::Discount, totals.discount),
        (SumOf::Total, totals.total),
    ];
    sums.into_iter().filter_map(|(of, money)| money.map(|money| Sum { of, money })).collect()
}

/// What can be loaded: the links of what has been fulfilled (F2).
fn downloads(order: &Order) -> Vec<Download> {
    if order.at(order.placed_at()).fulfilment_status() == FulfilmentStatus::Cancelled {
        return Vec::new();
    }
    let live = order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live());
    let lines = live.flat_map(Fulfilment::lines).filter_map(|(id, _)| order.line_item(*id));
    let download = |url: &waybill_domain::text::WebUrl, title: &str| Download {
        title: title.to_owned(),
        url: url.as_str().to_owned(),
    };
    lines.filter_map(|line| line.download_url.as_ref().map(|url| download(url, line.title.as_str()))).collect()
}

/// The card for the owner, and who sees it.
pub(super) fn card(page: &StatusPage, private: &Private, seen_by: &str) -> Markup {
    let words = page.words();
    html! {
        section.card.private aria-labelledby="yours" {
            div.card-head {
                h2 #yours { (words.your_order()) }
                p.small.muted { (icon(Icon::Lock)) " " (seen_by) }
            }
            div.stack #private data-live { (known(page, private)) }
            (updates(page, &private.updates))
        }
    }
}

/// What is known of the owner's order, and may change while they look.
fn known(page: &StatusPage, private: &Private) -> Markup {
    let words = page.words();
    html! {
        @if !private.downloads.is_empty() {
            ul.downloads {
                @for download in &private.downloads {
                    li { (download_link(words, download)) }
                }
            }
        }
        dl.facts {
            @if page.needs_shipping && !private.address.is_empty() {
                div {
                    dt { (words.delivered_to()) }
                    dd dir="auto" {
                        address { @for line in &private.address { span dir="auto" { (line) } } }
                    }
                }
            }
            @if private.email.is_some() || private.phone.is_some() {
                div {
                    dt { (words.contact()) }
                    @for line in private.email.iter().chain(&private.phone) { dd dir="auto" { (line) } }
                }
            }
            div {
                dt { (words.payment()) }
                dd { (payment(words, private.payment)) }
                @if !private.totals.is_empty() { dd { (totals(words, &private.totals)) } }
            }
        }
    }
}

fn download_link(words: Words, download: &Download) -> Markup {
    html! {
        a.button data-kind="second" data-wide href=(download.url) rel="noopener noreferrer" {
            (icon(Icon::Download)) (words.download(&download.title))
        }
    }
}

fn payment(words: Words, status: PaymentStatus) -> String {
    match status {
        PaymentStatus::Pending => words.payment_pending(),
        PaymentStatus::Paid => words.payment_paid(),
        PaymentStatus::Refunded => words.payment_refunded(),
        PaymentStatus::Voided => words.payment_voided(),
    }
}

fn totals(words: Words, totals: &[Sum]) -> Markup {
    let name = |sum: &Sum| match sum.of {
        SumOf::Subtotal => words.subtotal(),
        SumOf::Shipping => words.shipping(),
        SumOf::Tax => words.tax(),
        SumOf::Discount => words.discount(),
        SumOf::Total => words.total(),
    };
    html! {
        table.sums {
            @for sum in totals {
                tr data-total[sum.of == SumOf::Total] {
                    th scope="row" { (name(sum)) }
                    td {
                        @if sum.of == SumOf::Discount { "−" }
                        (number::money(words.language(), &sum.money))
                    }
                }
            }
        }
    }
}

/// Into updates by e-mail, and out of them (N10).
fn updates(page: &StatusPage, updates: &Updates) -> Markup {
    let words = page.words();
    let form = |value: &str, inside: &Markup| {
        html! {
            form.form.updates method="post" action=(page.action("email")) {
                h3 { (words.updates()) }
                input type="hidden" name="updates" value=(value);
                (inside)
            }
        }
    };
    match updates {
        Updates::NotOffered => html! {},
        Updates::On { email } => form(
            "off",
            &html! {
                p dir="auto" { (words.updates_on(&page.store, email)) }
                div { button.button data-kind="second" { (words.updates_stop()) } }
            },
        ),
        Updates::Off { email } => form(
            "on",
            &html! {
                p { (words.updates_off(&page.store)) br; bdi { (email) } }
                div { button.button { (words.updates_start()) } }
            },
        ),
        Updates::Offered { wrong } => form(
            "on",
            &html! {
                p { (words.updates_off(&page.store)) }
                (address(words, wrong.as_deref()))
                div { button.button { (words.updates_start()) } }
            },
        ),
    }
}

/// Where an address is typed, and what was typed before that is none.
fn address(words: Words, wrong: Option<&str>) -> Markup {
    let (label, problem) = (words.email_address(), words.email_wrong());
    let field = Field {
        name: "email",
        label: &label,
        kind: "email",
        value: wrong.unwrap_or_default(),
        problem: wrong.map(|_| problem.as_str()),
        autocomplete: "email",
        required: true,
        focused: wrong.is_some(),
        most: Some(254),
        ..Field::default()
    };
    html! { (field) }
}
