//! The outbox for people: what was sent on the left, and one message of it on the right; on a phone one after the
//! other. Every choice is a link, so that it works without a script, and a view can be shared or reloaded.

mod message;
mod policy;
mod view;

use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};
use waybill_lambda::Answer;

pub use self::policy::{redirected, style};
pub use self::view::{Filter, Wanted};
use super::HOME;
use super::message::{Channel, Message, Outcome, instant};

/// How much of a text says in a list what it is about.
const PREVIEW: usize = 140;

/// How often a page that has nothing to show looks again, in seconds.
const LOOK_AGAIN: u32 = 3;

/// What a page shows.
pub struct Page<'a> {
    /// The messages, the latest first.
    pub messages: Vec<&'a Message>,
    /// How it is looked at.
    pub wanted: Wanted,
    /// Where this is, by the name that the browser used.
    pub host: String,
    /// What the local clock shows.
    pub now: DateTime<Utc>,
}

impl Page<'_> {
    /// The messages; beside them, where there is room, the latest.
    #[must_use]
    pub fn list(&self) -> Answer {
        let latest = self.listed().next();
        let pane = latest.map(|message| message::pane(message, self.wanted));
        policy::page(&self.whole("listing", "Outbox", latest, pane))
    }

    /// One message; beside it, where there is room, the others.
    #[must_use]
    pub fn reading(&self, message: &Message) -> Answer {
        let title = message.subject.as_deref().unwrap_or("SMS");
        let pane = Some(message::pane(message, self.wanted));
        policy::page(&self.whole("reading", title, Some(message), pane))
    }

    /// A message that is not there.
    #[must_use]
    pub fn gone(&self) -> Answer {
        let pane = html! {
            div.nothing {
                h1 { "This message is gone" }
                p { "The outbox keeps the latest messages, and was emptied or has moved on since." }
                p { a href=(HOME) { "Show what there is" } }
            }
        };
        policy::not_found(&self.whole("reading", "Outbox", None, Some(pane)))
    }

    /// The body of a message as it was sent, shut in.
    #[must_use]
    pub fn body(message: &Message) -> Answer {
        policy::foreign(message.html.as_deref().unwrap_or_default())
    }

    fn listed(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().copied().filter(|message| self.wanted.filter.admits(message.channel))
    }

    fn whole(&self, class: &str, title: &str, shown: Option<&Message>, pane: Option<Markup>) -> Markup {
        let body = html! {
            body class=(class) {
                (self.bar())
                @if let Some(pane) = pane {
                    main.panes { (self.index(shown)) div.pane { (pane) } }
                } @else {
                    main { (self.nothing()) }
                }
            }
        };
        document(title, self.messages.is_empty().then_some(LOOK_AGAIN), &body)
    }

    fn bar(&self) -> Markup {
        let count = |filter: Filter| self.messages.iter().filter(|message| filter.admits(message.channel)).count();
        html! {
            header.bar {
                div {
                    h1.name { a href=(HOME) { "Outbox" } }
                    p.muted { "Nothing here has left this machine." }
                }
                nav.tabs aria-label="Messages shown" {
                    @for filter in Filter::ALL {
                        a href=(filter.link()) aria-current=[(self.wanted.filter == filter).then_some("page")] {
                            (filter.name()) " " span.count { (count(filter)) }
                        }
                    }
                }
                @if !self.messages.is_empty() {
                    form method="post" action={ (HOME) "/empty" } {
                        button type="submit" { "Forget " (self.messages.len()) @if self.messages.len() == 1 { " message" } @else { " messages" } }
                    }
                }
            }
        }
    }

    fn index(&self, shown: Option<&Message>) -> Markup {
        let mut day = None;
        html! {
            nav.index aria-label="Messages" {
                ol {
                    @for message in self.listed() {
                        @if day.replace(message.at.date_naive()) != Some(message.at.date_naive()) {
                            li.day { (self.day(message.at)) }
                        }
                        li { (self.line(message, shown.is_some_and(|shown| shown.id == message.id))) }
                    }
                }
            }
        }
    }

    fn line(&self, message: &Message, current: bool) -> Markup {
        let text = message.text.as_deref().map(preview).unwrap_or_default();
        html! {
            a.line href=(self.wanted.of(message)) aria-current=[current.then_some("page")] {
                span.mark { (mark(message.channel)) }
                span.who { (message.to.join(", ")) }
                (when(message.at))
                @if let Some(subject) = &message.subject {
                    span.what { (preview(subject)) }
                    @if !text.is_empty() { span.more { (text) } }
                } @else { span.said { (text) } }
                (trouble(message))
            }
        }
    }

    fn day(&self, at: DateTime<Utc>) -> String {
        match (self.now.date_naive() - at.date_naive()).num_days() {
            0 => "Today".to_owned(),
            1 => "Yesterday".to_owned(),
            _ => at.format("%A %-d %B %Y").to_string(),
        }
    }

    fn nothing(&self) -> Markup {
        let kind = match self.wanted.filter {
            Filter::All => "Nothing has been sent yet",
            Filter::Email => "No mail has been sent yet",
            Filter::Sms => "No SMS has been sent yet",
        };
        html! {
            div.nothing {
                (mark(if self.wanted.filter == Filter::Sms { Channel::Sms } else { Channel::Email }))
                h1 { (kind) }
                p { "What customers are told about their orders appears here, as they would get it." }
                @if self.messages.is_empty() { p.muted { "This page looks again every " (LOOK_AGAIN) " seconds." } }
                p.muted { "Any program with an AWS SDK can send here:" }
                pre {
                    "export AWS_ENDPOINT_URL_SESV2=http://" (self.host) (super::SES) "\n"
                    "export AWS_ENDPOINT_URL_SNS=http://" (self.host) (super::SNS)
                }
            }
        }
    }
}

/// A page of the local run around its body; it may look again after so many seconds.
#[must_use]
pub fn document(title: &str, again: Option<u32>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                @if let Some(seconds) = again { meta http-equiv="refresh" content=(seconds); }
                title { (title) " · Waybill" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (HOME) "/style.css" };
            }
            (body)
        }
    }
}

/// The time of day; the exact instant where it is pointed at.
fn when(at: DateTime<Utc>) -> Markup {
    html! { time.when datetime=(instant(at)) title=(instant(at)) { (at.format("%H:%M")) } }
}

/// What became of a message, where it did not simply arrive.
fn trouble(message: &Message) -> Markup {
    let worst =
        message.deliveries.iter().map(|delivery| delivery.outcome).find(|outcome| *outcome != Outcome::Delivered);
    html! { @if let Some(outcome) = worst { span.badge { "⚠ " (outcome.word()) } } }
}

/// The beginning of a text, on one line.
fn preview(text: &str) -> String {
    let words: String = text.split_whitespace().flat_map(|word| [word, " "]).collect();
    words.chars().take(PREVIEW).collect()
}

fn mark(channel: Channel) -> Markup {
    html! {
        @match channel {
            Channel::Email => svg viewBox="0 0 20 20" role="img" aria-label="E-mail" {
                rect x="2.5" y="4.5" width="15" height="11" rx="1.5" {}
                path d="M3 6l7 5 7-5" {}
            },
            Channel::Sms => svg viewBox="0 0 20 20" role="img" aria-label="SMS" {
                path d="M4 3.5h12a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5H9.5L6 17v-3.5H4A1.5 1.5 0 0 1 2.5 12V5A1.5 1.5 0 0 1 4 3.5z" {}
                path d="M6.5 7.2h7M6.5 10h4.5" {}
            },
        }
    }
}
