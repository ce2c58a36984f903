//! What pages are made of: badges, notices, fields, empty states. Each looks the same wherever it stands.

use maud::{Markup, Render, html};
use waybill_domain::condition::{Condition, Detail, TrackingStatus};

use crate::icon::{Icon, icon};
use crate::words::Words;

/// What a message is about, by its colour and its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// To know.
    Info,
    /// It went well.
    Good,
    /// It needs care.
    Care,
    /// It went wrong.
    Bad,
}

impl Tone {
    fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Care => "care",
            Self::Bad => "bad",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Info => Icon::Info,
            Self::Good => Icon::Tick,
            Self::Care | Self::Bad => Icon::Exclamation,
        }
    }
}

/// A message in its place on the page: what is the case, then more of it.
#[must_use]
pub fn notice(tone: Tone, title: &str, more: &impl Render) -> Markup {
    html! {
        div.notice data-tone=(tone.as_str()) {
            span.notice-mark { (icon(tone.icon())) }
            div {
                p.notice-title { (title) }
                div.notice-more { (more) }
            }
        }
    }
}

/// A parcel's condition: its mark, its colour and its word.
#[must_use]
pub fn badge(words: Words, condition: Condition) -> Markup {
    html! {
        span.badge data-status=(condition.status().as_str()) {
            (icon(Icon::of(condition)))
            (condition_word(words, condition))
        }
    }
}

/// A word with a mark, in the colours of a status, for what is no parcel: an order that is held, say.
#[must_use]
pub fn mark(icon_of: Icon, status: TrackingStatus, word: &str) -> Markup {
    html! { span.badge data-status=(status.as_str()) { (icon(icon_of)) (word) } }
}

/// A condition in a word or two: which of a status's meanings holds, where that is known.
#[must_use]
pub fn condition_word(words: Words, condition: Condition) -> String {
    match condition.detail() {
        Some(Detail::AtPickupPoint) => words.ready_to_collect(),
        Some(Detail::OutForDelivery) => words.out_for_delivery(),
        Some(Detail::Returning) => words.returning(),
        Some(Detail::ProhibitedGoods | Detail::RestrictedImport) | None => status_word(words, condition.status()),
    }
}

/// A status in a word.
#[must_use]
pub fn status_word(words: Words, status: TrackingStatus) -> String {
    match status {
        TrackingStatus::Pending => words.status_pending(),
        TrackingStatus::InTransit => words.status_in_transit(),
        TrackingStatus::PickUp => words.status_pick_up(),
        TrackingStatus::Delivered => words.status_delivered(),
        TrackingStatus::Undelivered => words.status_undelivered(),
        TrackingStatus::Alert => words.status_alert(),
        TrackingStatus::Expired => words.status_expired(),
        TrackingStatus::Unrecognized => words.status_unrecognized(),
        TrackingStatus::Returned => words.status_returned(),
    }
}

/// A number, set so that it can be read out, with a button that copies it where the script runs.
#[must_use]
pub fn number(words: Words, number: &str) -> Markup {
    html! {
        span.number {
            code { (number) }
            button.copy type="button" data-copy=(number) data-copied=(words.copied())
                aria-label=(words.copy_number(number)) title=(words.copy()) { (icon(Icon::Copy)) }
        }
    }
}

/// A link to another site: none, where the address is not one of the web's.
#[must_use]
pub fn elsewhere(words: Words, address: &str, site: &str) -> Option<Markup> {
    let of_the_web = address.starts_with("https://") || address.starts_with("http://");
    of_the_web.then(|| {
        html! {
            a.elsewhere href=(address) rel="noopener noreferrer" title=(words.opens_elsewhere(site)) {
                (words.follow_at(site)) (icon(Icon::Elsewhere))
            }
        }
    })
}

/// What stands where a list would be: a sign, what is the case, and what to do.
#[must_use]
pub fn empty(sign: Icon, title: &(impl Render + ?Sized), more: &impl Render) -> Markup {
    html! {
        div.empty {
            span.empty-sign { (icon(sign)) }
            div.empty-title { (title) }
            div.empty-more { (more) }
        }
    }
}

/// A field of a form, with its problem in place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Field<'a> {
    /// What the form calls it; its `id` too.
    pub name: &'a str,
    /// What people call it.
    pub label: &'a str,
    /// `text`, `email`, `tel`, …
    pub kind: &'a str,
    /// What is in it.
    pub value: &'a str,
    /// More about it, below it.
    pub hint: Option<&'a str>,
    /// What is wrong with what is in it.
    pub problem: Option<&'a str>,
    /// For the browser's own filling in.
    pub autocomplete: &'a str,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether the page opens there: what went wrong is in view, also without the script.
    pub focused: bool,
    /// The most characters that it takes.
    pub most: Option<u16>,
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let (hint, problem) = (format!("{}-hint", self.name), format!("{}-problem", self.name));
        let described: Vec<_> =
            [self.hint.map(|_| hint.as_str()), self.problem.map(|_| problem.as_str())].into_iter().flatten().collect();
        let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
        html! {
            div.field data-invalid[self.problem.is_some()] {
                label for=(self.name) { (self.label) }
                input id=(self.name) name=(self.name) type=(self.kind) value=(self.value) autocomplete=(self.autocomplete)
                    required[self.required] autofocus[self.focused] maxlength=[self.most] aria-describedby=[described]
                    aria-invalid=[self.problem.map(|_| "true")];
                @if let Some(text) = self.hint { p.field-hint id=(hint) { (text) } }
                @if let Some(text) = self.problem {
                    p.field-problem id=(problem) { (icon(Icon::Exclamation)) (text) }
                }
            }
        }
    }
}
