//! Orders day by day, as bars: placed, fulfilled and delivered beside each other, each a link to its orders; and the
//! same as a table.

use maud::{Markup, html};

use super::monitoring::{Day, Figure};
use crate::date;
use crate::number::count;
use crate::words::Words;

/// The picture, in its own units: it is stretched to the room that there is.
const TALL: u64 = 1_000;
const DAY: usize = 10;
/// The least that is seen of anything.
const LEAST: u64 = 8;
/// The days that are named at the most.
const NAMED: usize = 10;

/// What the three bars of a day are.
const KINDS: [&str; 3] = ["placed", "fulfilled", "delivered"];

/// The chart, with its legend and its table.
pub(super) fn chart(words: Words, days: &[Day]) -> Markup {
    let labels = [words.orders_placed(), words.orders_fulfilled(), words.orders_delivered()];
    html! {
        figure.chart {
            ul.legend aria-hidden="true" {
                @for (kind, label) in KINDS.iter().zip(&labels) { li { span.swatch data-bar=(kind) {} (label) } }
            }
            (picture(words, days, &labels))
        }
        details.fold {
            summary { (words.as_table()) }
            div.fold-in { (table(words, days, &labels)) }
        }
    }
}

/// The scale at the left, the bars, and the days below. Words stand beside the picture, so that they are of one size on
/// any screen.
fn picture(words: Words, days: &[Day], labels: &[String; 3]) -> Markup {
    let most = days.iter().flat_map(|day| &day.figures).map(|figure| figure.count).max().unwrap_or(0);
    let (top, step) = scale(most);
    let wide = days.len() * DAY;
    html! {
        div.plot {
            ol.scale aria-hidden="true" {
                @for line in (0..=(top / step)).rev() { li { (count(words.language(), line * step)) } }
            }
            svg.bars viewBox={ "0 0 " (wide) " " (TALL) } preserveAspectRatio="none" role="group" aria-label=(words.day_by_day()) {
                @for line in 0..=(top / step) { path.grid d={ "M0 " (TALL - line * step * TALL / top) "H" (wide) } {} }
                @for (index, day) in days.iter().enumerate() {
                    @for (place, ((figure, kind), label)) in day.figures.iter().zip(KINDS).zip(labels).enumerate() {
                        @if figure.count > 0 { (bar(figure, kind, index * DAY + 1 + place * 3, top, &said(words, day, label, figure))) }
                    }
                }
            }
            (named(words, days))
        }
    }
}

/// A bar, which opens the orders that it counts. Three of them and a gap take a day's room.
fn bar(figure: &Figure, kind: &str, left: usize, top: u64, said: &str) -> Markup {
    let tall = (figure.count * TALL / top).max(LEAST);
    html! {
        a href=(figure.orders) aria-label=(said) {
            title { (said) }
            rect.bar data-bar=(kind) x=(left) y=(TALL - tall) width="2.6" height=(tall) {}
        }
    }
}

/// The days, as many as there is room for; every other one of them where there is little.
fn named(words: Words, days: &[Day]) -> Markup {
    let every = days.len().div_ceil(NAMED).max(1);
    html! {
        ol.days aria-hidden="true" {
            @for (index, day) in days.iter().enumerate() {
                li { @if index % every == 0 { span data-spare[index / every % 2 == 1] { (words.short_day(day.date)) } } }
            }
        }
    }
}

/// The end of the scale, and its step: one, two or five of a power of ten, so that there are at most five steps.
fn scale(most: u64) -> (u64, u64) {
    let steps =
        (0..19).flat_map(|power| [1, 2, 5].map(|first: u64| first.saturating_mul(10_u64.saturating_pow(power))));
    let step = steps.into_iter().find(|step| most <= step * 4).unwrap_or(u64::MAX / 5);
    ((most.div_ceil(step)).max(1) * step, step)
}

fn said(words: Words, day: &Day, label: &str, figure: &Figure) -> String {
    format!("{}, {label}: {}", words.day(day.date), count(words.language(), figure.count))
}

fn table(words: Words, days: &[Day], labels: &[String; 3]) -> Markup {
    html! {
        table.table {
            caption.unseen { (words.day_by_day()) }
            thead { tr { th { (words.day_column()) } @for label in labels { th.end { (label) } } } }
            tbody {
                @for day in days {
                    tr {
                        th scope="row" { (date::day(words, day.date)) }
                        @for figure in &day.figures {
                            td.end {
                                @if figure.count > 0 { a href=(figure.orders) { (count(words.language(), figure.count)) } }
                                @else { "0" }
                            }
                        }
                    }
                }
            }
        }
    }
}
