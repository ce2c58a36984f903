//! What every page stands in: its head, with nothing of any other host; a way past what repeats; the switch of
//! languages; and for the merchant's pages a rail.

use maud::{DOCTYPE, Markup, html};
use waybill_domain::language::Language;

use crate::assets::{DESK_SCRIPT, DESK_STYLE, SCRIPT, STYLE};
use crate::icon::{Icon, icon, symbols};
use crate::words::Words;

/// A label with a line through it: the sign of the product in a browser's tab. A `data:` address is no request.
const SIGN: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect \
     width='32' height='32' rx='7' fill='%230B5FAE'/%3E%3Cpath d='M7 16h16M17 10l6 6-6 6' fill='none' stroke='%23fff' \
     stroke-width='3' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E";

/// What a page stands in.
#[derive(Clone, Debug)]
pub struct Shell<'a> {
    /// In which language.
    pub words: Words,
    /// The title of the browser's tab.
    pub title: &'a str,
    /// Whose page it is: the store's name.
    pub brand: &'a str,
    /// Where the page is in each language; none, where it is in one alone.
    pub languages: Option<LanguageLinks<'a>>,
    /// The merchant's pages; none on a customer's.
    pub rail: Option<Rail<'a>>,
    /// Whether the page shows a map: those who drew it are named.
    pub shows_map: bool,
}

/// Where a page is in other languages: at its own address, with `lang` in the query.
#[derive(Clone, Copy, Debug)]
pub struct LanguageLinks<'a> {
    /// The page's path, with its query if it has one.
    pub path: &'a str,
}

/// What stands beside the merchant's pages.
#[derive(Clone, Copy, Debug)]
pub struct Rail<'a> {
    /// The pages.
    pub links: &'a [RailLink<'a>],
    /// Who has signed in, and their way out.
    pub account: &'a Markup,
}

/// One of the merchant's pages.
#[derive(Clone, Copy, Debug)]
pub struct RailLink<'a> {
    /// Where it is.
    pub path: &'a str,
    /// What it is called.
    pub label: &'a str,
    /// Its sign.
    pub icon: Icon,
    /// Whether it is this one.
    pub current: bool,
}

impl Shell<'_> {
    /// The whole document around what a page is about.
    #[must_use]
    pub fn around(&self, main: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.words.language().as_str()) {
                (self.head())
                body data-layout=(if self.rail.is_some() { "desk" } else { "page" }) {
                    a.skip href="#main" { (self.words.skip_to_content()) }
                    (symbols())
                    (self.header())
                    @if let Some(rail) = self.rail { (beside(rail, &self.words.desk())) }
                    (main)
                    (self.footer())
                    p.said #said role="status" aria-live="polite" {}
                }
            }
        }
    }

    fn head(&self) -> Markup {
        let (style, script) = if self.rail.is_some() { (&DESK_STYLE, &DESK_SCRIPT) } else { (&STYLE, &SCRIPT) };
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                meta name="referrer" content="same-origin";
                meta name="color-scheme" content="light dark";
                meta name="format-detection" content="telephone=no";
                title { (self.title) }
                link rel="icon" href=(SIGN);
                link rel="stylesheet" href=(style.path());
                script src=(script.path()) defer {}
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            header.top {
                div.top-in {
                    span.brand dir="auto" { (self.brand) }
                    @if let Some(rail) = self.rail { (rail.account) }
                    @if let Some(links) = self.languages { (self.language_switch(links)) }
                }
            }
        }
    }

    /// Plain links: they work without the script.
    fn language_switch(&self, links: LanguageLinks<'_>) -> Markup {
        let present = self.words.language();
        let asked = if links.path.contains('?') { "&lang=" } else { "?lang=" };
        html! {
            details.menu #languages {
                summary {
                    (icon(Icon::Globe))
                    span.unseen { (self.words.language_label()) ": " }
                    span.menu-word { (present.own_name()) }
                    (icon(Icon::Chevron))
                }
                ul {
                    @for language in Language::ALL {
                        li {
                            a href={ (links.path) (asked) (language.as_str()) } lang=(language.as_str())
                                hreflang=(language.as_str()) aria-current=[(language == present).then_some("true")] {
                                (language.own_name())
                            }
                        }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        html! {
            footer.bottom {
                div.bottom-in {
                    @if self.shows_map { p { (self.words.map_credit()) } }
                }
            }
        }
    }
}

fn beside(rail: Rail<'_>, label: &str) -> Markup {
    html! {
        nav.rail aria-label=(label) {
            ul {
                @for link in rail.links {
                    li {
                        a href=(link.path) aria-current=[link.current.then_some("page")] {
                            (icon(link.icon))
                            span { (link.label) }
                        }
                    }
                }
            }
        }
    }
}
