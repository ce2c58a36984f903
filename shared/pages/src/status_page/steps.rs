//! The steps as a line: those that were reached are filled, the present one is named, dates stand under them.

use chrono::{DateTime, FixedOffset};
use maud::{Markup, html};
use waybill_domain::progress::{Note, Step, When};
use waybill_domain::scan::ScanTime;

use super::StatusPage;
use crate::date;
use crate::icon::{Icon, icon};
use crate::words::Words;

/// Where a step stands in the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// Behind.
    Done,
    /// Here.
    Present,
    /// To come.
    Ahead,
    /// An attempt that was not, or need not be: a point on the line.
    Aside,
}

impl Stand {
    fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Present => "present",
            Self::Ahead => "ahead",
            Self::Aside => "aside",
        }
    }

    fn word(self, words: Words) -> String {
        match self {
            Self::Done => words.step_done(),
            Self::Present => words.step_now(),
            Self::Ahead | Self::Aside => words.step_ahead(),
        }
    }
}

/// The line. What needs no shipping is confirmed, and then it is there.
pub(super) fn steps(page: &StatusPage) -> Markup {
    let words = page.words();
    let shown =
        Step::ALL.into_iter().filter(|step| page.needs_shipping || matches!(step, Step::Confirmed | Step::Delivered));
    html! {
        ol.steps aria-label=(words.steps()) data-trouble[page.told.is_trouble()] {
            @for step in shown { (one(page, step)) }
        }
    }
}

fn one(page: &StatusPage, step: Step) -> Markup {
    let words = page.words();
    let stand = stand(page, step);
    let when = page.progress.reached.get(&step).copied().flatten();
    html! {
        li data-step=(stand.as_str()) data-passed[step < page.progress.present]
            aria-current=[(stand == Stand::Present).then_some("step")] {
            span.step-mark {
                @match stand {
                    Stand::Done => (icon(Icon::Tick)),
                    Stand::Present => (icon(page.told.icon)),
                    Stand::Ahead | Stand::Aside => {}
                }
            }
            span.step-name {
                (name(words, step))
                span.unseen { ": " (stand.word(words)) }
            }
            span.step-when {
                @if let Some(when) = when { (date::short_day(words, shown_at(page.placed_at, when))) }
                @if stand == Stand::Present && page.progress.notes.contains(&Note::ReadyToCollect) {
                    span.step-note { (words.ready_to_collect()) }
                }
            }
        }
    }
}

fn stand(page: &StatusPage, step: Step) -> Stand {
    if step == page.progress.present {
        Stand::Present
    } else if page.progress.reached.contains_key(&step) {
        Stand::Done
    } else if step == Step::AttemptedDelivery {
        Stand::Aside
    } else {
        Stand::Ahead
    }
}

fn name(words: Words, step: Step) -> String {
    match step {
        Step::Confirmed => words.step_confirmed(),
        Step::OnItsWay => words.step_on_its_way(),
        Step::OutForDelivery => words.step_out_for_delivery(),
        Step::AttemptedDelivery => words.step_attempted_delivery(),
        Step::Delivered => words.step_delivered(),
    }
}

/// By the place's clock where a carrier scanned it, else by the store's.
fn shown_at(store: DateTime<FixedOffset>, when: When) -> ScanTime {
    match when {
        When::Scanned(at) => at,
        When::Instant(at) => ScanTime::Instant(at.with_timezone(store.offset())),
    }
}
