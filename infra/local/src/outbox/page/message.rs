//! One message: who sent it to whom, and the side of it that is looked at.

use maud::{Markup, html};

use super::super::HOME;
use super::super::message::{Channel, Message, Outcome, characters, instant};
use super::view::{View, Wanted, Width};

/// The message.
pub fn pane(message: &Message, wanted: Wanted) -> Markup {
    html! {
        article.message {
            p.back { a href=(wanted.filter.link()) { "‹ All messages" } }
            (head(message))
            @match message.channel {
                Channel::Email => (mail(message, wanted)),
                Channel::Sms => (sms(message)),
            }
        }
    }
}

fn head(message: &Message) -> Markup {
    let people = [("Cc", &message.cc), ("Bcc", &message.bcc), ("Reply to", &message.reply_to)];
    let people = people.into_iter().filter(|(_, people)| !people.is_empty());
    html! {
        header.head {
            h1 {
                @match message.subject.as_deref() {
                    Some("") => span.muted { "No subject" },
                    Some(subject) => (subject),
                    None => { "SMS to " (message.to.join(", ")) }
                }
            }
            dl {
                dt { "From" }
                dd { @if let Some(from) = &message.from { (from) } @else { span.muted { "No sender id" } } }
                dt { "To" } dd { (message.to.join(", ")) }
                @for (name, people) in people { dt { (name) } dd { (people.join(", ")) } }
                dt { "Sent" }
                dd {
                    time datetime=(instant(message.at)) title=(instant(message.at)) {
                        (message.at.format("%A %-d %B %Y, %H:%M:%S UTC"))
                    }
                }
                @if !message.attachments.is_empty() { dt { "Attached" } dd { (message.attachments.join(", ")) } }
                @if !message.tags.is_empty() || message.configuration_set.is_some() {
                    dt { "Tags" }
                    dd.tags {
                        @if let Some(set) = &message.configuration_set { span.tag { "set " b { (set) } } }
                        @for (name, value) in &message.tags { span.tag title=(value) { (name) " " b { (value) } } }
                    }
                }
                @for delivery in message.deliveries.iter().filter(|delivery| delivery.outcome != Outcome::Delivered) {
                    dt { "Outcome" } dd { span.badge { "⚠ " (delivery.outcome.word()) } " " (delivery.recipient) }
                }
            }
        }
    }
}

fn mail(message: &Message, wanted: Wanted) -> Markup {
    let side = wanted.side(message);
    let at = |view| Wanted { view: Some(view), ..wanted }.of(message);
    html! {
        div.tools {
            nav.tabs aria-label="Side of the message" {
                @for view in View::of(message) {
                    a href=(at(view)) aria-current=[(side == Some(view)).then_some("page")] { (view.name()) }
                }
            }
            @if side == Some(View::Html) { (widths(message, wanted)) }
        }
        @match side {
            Some(View::Html) => (framed(message, wanted.width)),
            Some(View::Text) => pre.text { (linked(message.text.as_deref().unwrap_or_default())) },
            Some(View::Headers) => (fields(message)),
            Some(View::Source) => pre.text.source { (source(message)) },
            None => p.muted { "It is empty." },
        }
    }
}

fn widths(message: &Message, wanted: Wanted) -> Markup {
    let at = |width| Wanted { width, ..wanted }.of(message);
    html! {
        nav.tabs.widths aria-label="Width of the mail" {
            @for width in Width::ALL {
                a href=(at(width)) aria-current=[(wanted.width == width).then_some("page")] { (width.name()) }
            }
        }
        a.alone href=(body(message)) target="_blank" rel="noopener" { "Open alone ↗" }
    }
}

fn framed(message: &Message, width: Width) -> Markup {
    let has_images = message.html.as_deref().is_some_and(|html| html.contains("<img"));
    html! {
        div.desk {
            iframe.(width.word()) src=(body(message)) title="The message as HTML"
                sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer" {}
        }
        @if has_images { p.note.muted { "Images of other sites are not loaded here." } }
    }
}

fn fields(message: &Message) -> Markup {
    html! {
        dl.fields { @for header in &message.headers { dt { (header.name) } dd { (header.value) } } }
    }
}

/// What was sent, as it was written: the whole mail, if it came as one piece, else its HTML.
fn source(message: &Message) -> &str {
    message.raw.as_deref().or(message.html.as_deref()).unwrap_or_default()
}

fn sms(message: &Message) -> Markup {
    let text = message.text.as_deref().unwrap_or_default();
    let sender = message.from.as_deref().unwrap_or("SMS");
    html! {
        div.desk {
            div.phone {
                p.sender { (sender) }
                p.bubble { (linked(text)) }
                p.muted { (message.at.format("%H:%M")) }
            }
        }
        p.note.muted { (characters(text)) " characters" }
    }
}

/// A text whose addresses can be followed.
fn linked(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(char::is_whitespace) {
            @let (bare, space) = word.split_at(word.trim_end().len());
            @if bare.starts_with("https://") || bare.starts_with("http://") {
                a href=(bare) target="_blank" rel="noopener noreferrer" { (bare) }
            } @else { (bare) }
            (space)
        }
    }
}

fn body(message: &Message) -> String {
    format!("{HOME}/{}/body", message.id)
}
