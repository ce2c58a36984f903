//! What customers were told, and what became of each message (N12): the newest first.

use maud::{Markup, html};
use waybill_domain::message::Channel;

use super::codes::order_address;
use super::frame::Frame;
use super::message::{Told, look, outcome, why};
use super::orders::pages;
use super::{Desk, Section, says};
use crate::date;
use crate::icon::{Icon, icon};
use crate::parts::{Tone, empty, notice};

/// A page of the store's messages.
#[derive(Clone, Copy, Debug)]
pub struct MessagesPage<'a> {
    /// The messages, each with its order's name where that is known.
    pub messages: &'a [(Told, Option<String>)],
    /// The cursor of the next page, if there may be one.
    pub next: Option<&'a str>,
}

impl MessagesPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.messages();
        let main = html! {
            div.page-head {
                div.tight { h1 { (title) } p.muted { (words.messages_what()) } }
                a.button data-kind="second" href="/desk/settings#templates" { (icon(Icon::Sliders)) (words.templates()) }
            }
            @if desk.settings.messages.sender.is_none() {
                (notice(Tone::Care, &words.no_sender_yet(), &html! { a href="/desk/settings#messages" { (words.no_sender_next()) } }))
            }
            section.card.list {
                @if self.messages.is_empty() {
                    (empty(Icon::Mail, &words.no_messages(), &words.no_messages_next()))
                } @else {
                    (self.table(desk))
                }
            }
            (pages(desk, self.next))
        };
        Frame { desk, section: Section::Messages, title: &title, shows_map: false }.around(&main)
    }

    fn table(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            table.table.stacked {
                caption.unseen { (words.messages()) }
                thead {
                    tr {
                        th { (words.message()) }
                        th { (words.order()) }
                        th { (words.way()) }
                        th { (words.outcome()) }
                        th { (words.why()) }
                        th { (words.when()) }
                        th { span.unseen { (words.preview()) } }
                    }
                }
                tbody { @for (told, name) in self.messages { (row(desk, told, name.as_deref())) } }
            }
        }
    }
}

fn row(desk: &Desk<'_>, told: &Told, name: Option<&str>) -> Markup {
    let words = desk.words;
    let sign = if told.channel == Channel::Email { Icon::Mail } else { Icon::Speech };
    html! {
        tr {
            td.first.strong { (says::kind(words, told.kind)) }
            td { a href=(order_address(&told.order)) dir="auto" { (name.unwrap_or(&words.order())) } }
            td { span.with-sign { (icon(sign)) (says::channel(words, told.channel)) } }
            td.state { (outcome(words, told.outcome)) }
            td.wide.small.muted dir="auto" { @if let Some(text) = &told.why { (why(words, text)) } }
            td { (date::scanned(words, desk.time(told.at))) }
            td.end { (look(words, &told.order, told.kind, told.channel)) }
        }
    }
}
