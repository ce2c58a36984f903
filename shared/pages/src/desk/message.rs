//! A message to a customer, and what became of it (N12).

use chrono::{DateTime, Utc};
use maud::{Markup, html};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::OrderId;
use waybill_domain::message::{Channel, Kind};

use super::Desk;
use super::says;
use crate::date;
use crate::icon::{Icon, icon};
use crate::parts::mark;
use crate::words::Words;

/// A message, as far as the desk shows it.
#[derive(Clone, Debug)]
pub struct Told {
    /// About which order.
    pub order: OrderId,
    /// What it is about.
    pub kind: Kind,
    /// How it goes.
    pub channel: Channel,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it was not sent, in the words in which that is kept.
    pub why: Option<String>,
    /// When that was decided, or it came up.
    pub at: DateTime<Utc>,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is decided on in a moment.
    Queued,
    /// It was sent.
    Sent,
    /// It was decided not to send it.
    Suppressed,
    /// It cannot be sent, or came back.
    Failed,
    /// Nobody knows.
    Unknown,
}

/// What became of it, as a badge.
pub(super) fn outcome(words: Words, outcome: Outcome) -> Markup {
    let (sign, colours, word) = match outcome {
        Outcome::Queued => (Icon::Hourglass, TrackingStatus::InTransit, words.message_queued()),
        Outcome::Sent => (Icon::Tick, TrackingStatus::Delivered, words.message_sent()),
        Outcome::Suppressed => (Icon::Pause, TrackingStatus::Pending, words.message_suppressed()),
        Outcome::Failed => (Icon::Exclamation, TrackingStatus::Alert, words.message_failed()),
        Outcome::Unknown => (Icon::Question, TrackingStatus::Unrecognized, words.message_unknown()),
    };
    mark(sign, colours, &word)
}

/// Why a message was not sent: a decision in the reader's words, anything else as it is kept.
pub(super) fn why(words: Words, why: &str) -> String {
    match why {
        "setting off" => words.why_setting_off(),
        "turned off for this one" => words.why_turned_off(),
        "marked as paid" => words.why_marked_as_paid(),
        "opted out" => words.why_opted_out(),
        "no address" => words.why_no_address(),
        "not a telephone number" => words.why_bad_phone(),
        "personal data erased" => words.why_redacted(),
        "no sender set" => words.why_no_sender(),
        "order cancelled" => words.why_order_cancelled(),
        "fulfilment cancelled" => words.why_fulfilment_cancelled(),
        "superseded by later news" => words.why_superseded(),
        "too long ago" => words.why_stale(),
        "nothing to download" => words.why_no_download(),
        "address bounced or complained" => words.why_bounced(),
        other => other.to_owned(),
    }
}

/// To how a message of this kind would be written about an order today.
pub(super) fn look(words: Words, order: &OrderId, kind: Kind, channel: Channel) -> Markup {
    html! {
        a.icon-link href={ "/desk/settings/templates/" (kind.as_str()) "/" (channel.as_str()) "?order=" (order) }
            aria-label=(words.look()) title=(words.look()) { (icon(Icon::Eye)) }
    }
}

/// A message in a list of one order's.
pub(super) fn line(desk: &Desk<'_>, told: &Told) -> Markup {
    let words = desk.words;
    html! {
        li.told {
            div {
                p.strong { (says::kind(words, told.kind)) }
                p.muted.small {
                    (says::channel(words, told.channel)) " · "
                    (date::scanned(words, desk.time(told.at)))
                }
                @if let Some(text) = &told.why { p.small dir="auto" { (why(words, text)) } }
            }
            (outcome(words, told.outcome))
        }
    }
}
