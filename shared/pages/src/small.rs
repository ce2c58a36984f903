//! The small pages around an order status page: each says one thing, and has one button or none.

use maud::{Markup, html};
use waybill_domain::language::Language;

use crate::icon::{Icon, icon};
use crate::shell::{LanguageLinks, Shell};
use crate::words::Words;

/// What every small page has.
#[derive(Clone, Copy, Debug)]
pub struct Small<'a> {
    /// In which language.
    pub language: Language,
    /// Whose it is; nobody's, where the address leads nowhere.
    pub store: &'a str,
    /// Its own path; none, where it is not to be switched to other languages.
    pub path: Option<&'a str>,
}

/// The page behind the one-time link of the checkout: its button makes this device the owner's (O7). A mail scanner
/// that opens the link presses no button. It posts to the page's own path.
#[must_use]
pub fn claim(small: Small<'_>, order: &str, action: &str) -> Markup {
    let words = Words::in_language(small.language);
    small.page(
        Icon::Parcel,
        &words.claim_title(),
        &html! {
            p { (words.claim_why(small.store, order)) }
            form method="post" action=(action) { button.button data-wide { (words.claim()) } }
            p.small.muted { (words.claim_note()) }
        },
    )
}

/// The one-time link was used. Who did not use it can log in on the page of the order.
#[must_use]
pub fn claim_used(small: Small<'_>, order: &str, order_path: &str) -> Markup {
    let words = Words::in_language(small.language);
    small.page(
        Icon::Lock,
        &words.claim_used_title(),
        &html! {
            p { (words.claim_used(order)) }
            p { a.button data-kind="second" data-wide href=(order_path) { (words.see_order()) } }
        },
    )
}

/// Asks before it stops the e-mails. It posts to the page's own path.
#[must_use]
pub fn unsubscribe(small: Small<'_>, action: &str) -> Markup {
    let words = Words::in_language(small.language);
    small.page(
        Icon::Mail,
        &words.unsubscribe_title(),
        &html! {
            p { (words.unsubscribe_why(small.store)) }
            form method="post" action=(action) { button.button data-wide { (words.unsubscribe()) } }
            p.small.muted { (words.unsubscribe_note()) }
        },
    )
}

/// The e-mails are stopped.
#[must_use]
pub fn unsubscribed(small: Small<'_>, order_path: &str) -> Markup {
    let words = Words::in_language(small.language);
    small.page(
        Icon::Tick,
        &words.unsubscribed_title(),
        &html! {
            p { (words.unsubscribed(small.store)) }
            p { a.button data-kind="second" data-wide href=(order_path) { (words.see_order()) } }
        },
    )
}

/// A link that leads nowhere: the same, whatever is wrong with it.
#[must_use]
pub fn not_found(small: Small<'_>) -> Markup {
    let words = Words::in_language(small.language);
    small.page(Icon::Question, &words.not_found_title(), &html! { p { (words.not_found()) } })
}

/// Something of ours failed.
#[must_use]
pub fn failed(small: Small<'_>) -> Markup {
    let words = Words::in_language(small.language);
    small.page(Icon::Exclamation, &words.failed_title(), &html! { p { (words.failed()) } })
}

impl Small<'_> {
    fn page(self, sign: Icon, title: &str, body: &Markup) -> Markup {
        let shell = Shell {
            words: Words::in_language(self.language),
            title,
            brand: self.store,
            languages: self.path.map(|path| LanguageLinks { path }),
            rail: None,
            shows_map: false,
        };
        shell.around(&html! {
            main.page.narrow #main {
                section.card.small-page {
                    span.empty-sign { (icon(sign)) }
                    h1 { (title) }
                    (body)
                }
            }
        })
    }
}
