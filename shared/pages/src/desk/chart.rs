//! Orders day by day, as bars: placed, fulfilled and delivered beside each other, each a link to its orders; and the
//! same as a table.

use maud::{Markup, html};

use super::monitoring::{Day, Figure};
use crate::date;
use crate::number::count;
use crate::words::Words;

/// The picture, in its own units.
const WIDTH: u32 = 960;
const HEIGHT: u32 = 240;
/// Room for the numbers at the left, and the days below.
const LEFT: u32 = 40;
const BELOW: u32 = 28;
const ABOVE: u32 = 8;

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
            div.scroll { (picture(words, days, &labels)) }
        }
        details.fold {
            summary { (words.as_table()) }
            div.fold-in { (table(words, days, &labels)) }
        }
    }
}

fn picture(words: Words, days: &[Day], labels: &[String; 3]) -> Markup {
    let most = days.iter().flat_map(|day| &day.figures).map(|figure| figure.count).max().unwrap_or(0);
    let (top, step) = scale(most);
    let tall = HEIGHT - BELOW - ABOVE;
    let y = |value: u64| HEIGHT - BELOW - share(value, top, tall);
    let each = f64::from(WIDTH - LEFT) / f64::from(u32::try_from(days.len().max(1)).unwrap_or(u32::MAX));
    let every = days.len().div_ceil(10).max(1);
    html! {
        svg.bars viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group" aria-label=(words.day_by_day()) {
            @for line in 0..=(top / step) {
                @let at = y(line * step);
                path.grid d={ "M" (LEFT) " " (at) "H" (WIDTH) } {}
                text.axis x=(LEFT - 8) y=(at) text-anchor="end" { (count(words.language(), line * step)) }
            }
            @for (index, day) in days.iter().enumerate() {
                @let left = f64::from(LEFT) + each * f64::from(u32::try_from(index).unwrap_or(u32::MAX));
                @for (place, ((figure, kind), label)) in day.figures.iter().zip(KINDS).zip(labels).enumerate() {
                    @if figure.count > 0 {
                        a href=(figure.orders) aria-label=(said(words, day, label, figure)) {
                            title { (said(words, day, label, figure)) }
                            rect.bar data-bar=(kind) x=(bar_left(left, each, place)) y=(y(figure.count))
                                width=(bar_width(each)) height=(share(figure.count, top, tall)) rx=(if each > 24.0 { "2" } else { "0" }) {}
                        }
                    }
                }
                @if index % every == 0 {
                    text.axis x=(format!("{:.1}", left + each / 2.0)) y=(HEIGHT - 8) text-anchor="middle" {
                        (words.short_day(day.date))
                    }
                }
            }
        }
    }
}

/// The three bars take four fifths of a day's room, side by side.
fn bar_width(each: f64) -> String {
    format!("{:.2}", (each * 0.8 / 3.0 - if each > 24.0 { 1.5 } else { 0.0 }).clamp(0.6, 30.0))
}

fn bar_left(left: f64, each: f64, place: usize) -> String {
    let place = f64::from(u32::try_from(place).unwrap_or(0));
    let step = (each * 0.8 / 3.0).min(31.5);
    let whole = step * 3.0;
    format!("{:.2}", left + (each - whole) / 2.0 + step * place)
}

/// How tall a value is.
fn share(value: u64, top: u64, tall: u32) -> u32 {
    u32::try_from(value * u64::from(tall) / top.max(1)).unwrap_or(tall)
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
