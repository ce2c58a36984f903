//! What every page of the desk stands in: the rail, who has signed in, and what has just been done.

use maud::{Markup, html};
use waybill_domain::condition::TrackingStatus;

use super::address::Address;
use super::outcome::told;
use super::{Desk, Section, says};
use crate::icon::{Icon, icon};
use crate::parts::{Tone, notice, status_word};
use crate::shell::{LanguageLinks, Rail, RailLink, Shell};
use crate::words::Words;

impl Section {
    const ALL: [Self; 5] = [Self::Orders, Self::Tracking, Self::Monitoring, Self::Messages, Self::Settings];

    /// Where it is.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Orders => "/desk/orders",
            Self::Tracking => "/desk/tracking",
            Self::Monitoring => "/desk/monitoring",
            Self::Messages => "/desk/messages",
            Self::Settings => "/desk/settings",
        }
    }

    /// The one whose pages begin with this path.
    pub(super) fn of(path: &str) -> Self {
        Self::ALL.into_iter().find(|section| path.starts_with(section.path())).unwrap_or(Self::Orders)
    }

    fn icon(self) -> Icon {
        match self {
            Self::Orders => Icon::Orders,
            Self::Tracking => Icon::Van,
            Self::Monitoring => Icon::Bars,
            Self::Messages => Icon::Mail,
            Self::Settings => Icon::Sliders,
        }
    }

    pub(super) fn label(self, words: Words) -> String {
        match self {
            Self::Orders => words.orders(),
            Self::Tracking => words.tracking(),
            Self::Monitoring => words.monitoring(),
            Self::Messages => words.messages(),
            Self::Settings => words.settings(),
        }
    }
}

/// A page of the desk.
pub(super) struct Frame<'a> {
    pub desk: &'a Desk<'a>,
    pub section: Section,
    pub title: &'a str,
    pub shows_map: bool,
}

impl Frame<'_> {
    /// The whole document around what the page is about.
    pub fn around(&self, main: &Markup) -> Markup {
        let desk = self.desk;
        let words = desk.words;
        let labels = Section::ALL.map(|section| section.label(words));
        let links: Vec<_> = Section::ALL
            .into_iter()
            .zip(&labels)
            .map(|(section, label)| RailLink {
                path: section.path(),
                label,
                icon: section.icon(),
                current: section == self.section,
            })
            .collect();
        let store = desk.settings.name.as_str();
        let (title, address) = (format!("{} · {store}", self.title), desk.address.to_string());
        let account = account(desk);
        let shell = Shell {
            words,
            title: &title,
            brand: store,
            languages: Some(LanguageLinks { path: &address }),
            rail: Some(Rail { links: &links, account: &account }),
            shows_map: self.shows_map,
        };
        shell.around(&html! {
            main.page.desk #main tabindex="-1" data-back=(address) {
                (done(desk))
                (without_form(desk, main))
                (main)
                (for_the_script(words, desk.tracks()))
            }
        })
    }
}

/// Where a page is reached from, above its title.
pub(super) fn up(address: &Address, label: &str) -> Markup {
    html! { a.up href=(address) { (icon(Icon::Back)) (label) } }
}

/// What the script says in the reader's language.
fn for_the_script(words: Words, tracks: bool) -> Markup {
    html! {
        ul #problems hidden {
            @for (code, said) in says::PROBLEMS {
                li data-code=(code) data-for-programs[says::is_for_programs(code)] { (said(words)) }
            }
        }
        @if tracks {
            ul #retrack-words hidden data-same=(words.retrack_same("{s}"))
                data-changed=(words.retrack_changed("{a}", "{b}")) {
                @for status in TrackingStatus::ALL { li data-status=(status.as_str()) { (status_word(words, status)) } }
            }
        }
    }
}

/// Who has signed in, and the way out.
fn account(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    html! {
        details.menu.account #account data-key=(desk.key) {
            summary {
                (icon(Icon::Person))
                span.unseen { (words.signed_in_with()) ": " }
                span.menu-word dir="auto" { (desk.staff) }
                (icon(Icon::Chevron))
            }
            ul {
                li.menu-note { (words.signed_in_with()) " " strong dir="auto" { (desk.staff) } }
                li {
                    form method="post" action="/desk/sign-out" {
                        input type="hidden" name="csrf" value=(desk.csrf);
                        button type="submit" { (words.sign_out()) }
                    }
                }
            }
        }
    }
}

/// What has just been done. The script reads it out, and takes it from the address.
fn done(desk: &Desk<'_>) -> Markup {
    let said = desk.done.and_then(|function| said(desk.words, function));
    html! {
        @if let Some((title, more)) = said {
            div.done role="status" data-done { (notice(Tone::Good, &title, &more)) }
        }
    }
}

/// What came of a form that the page no longer has: what it asked for cannot be done any more, or was done.
fn without_form(desk: &Desk<'_>, main: &Markup) -> Markup {
    let tells = |name: &str| main.0.contains(&format!("data-standing=\"{name}\""));
    html! {
        @if let Some(flash) = desk.flash.filter(|flash| !tells(&flash.form)) {
            div.done { (told(desk.words, flash, &flash.errors.iter().collect::<Vec<_>>(), &[])) }
        }
    }
}

/// What a function has done, in words, and what follows from it.
fn said(words: Words, function: &str) -> Option<(String, String)> {
    let nothing = String::new();
    Some(match function {
        "fulfil" => (words.done_fulfil(), nothing),
        "bulk_fulfil" => (words.done_bulk_fulfil(), nothing),
        "cancel" => (words.done_cancel(), words.cancel_stops_nothing()),
        "add_tracking" | "replace_tracking" => (words.done_tracking(), words.done_tracking_next()),
        "record_label" => (words.done_record_label(), nothing),
        "void_label" => (words.done_void_label(), nothing),
        "hold" => (words.done_hold(), nothing),
        "release" => (words.done_release(), nothing),
        "move_fulfilment_order" => (words.done_move(), nothing),
        "complete" => (words.done_complete(), nothing),
        "set_payment" => (words.done_payment(), nothing),
        "cancel_order" => (words.done_cancel_order(), words.cancel_stops_nothing()),
        "archive" => (words.done_archive(), nothing),
        "unarchive" => (words.done_unarchive(), nothing),
        "redact" => (words.done_redact(), nothing),
        "amend_order" => (words.done_amend(), nothing),
        "retrack" => (words.done_retrack(), words.done_retrack_next()),
        "set_status" => (words.done_set_status(), words.done_set_status_next()),
        "undo_status" => (words.done_undo_status(), nothing),
        "lift_suppression" => (words.done_lift_suppression(), words.done_lift_suppression_next()),
        "request_notification" => (words.done_message(), words.done_message_next()),
        "put_settings" => (words.done_settings(), nothing),
        _ => return None,
    })
}
