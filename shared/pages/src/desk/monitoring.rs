//! Monitoring (M1–M3): how many, against the period before; day by day; and as it stands now. Every figure opens the
//! orders that it counts.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use maud::{Markup, html};
use waybill_domain::attention::Rule;
use waybill_domain::condition::{Condition, TrackingStatus};

use super::chart::chart;
use super::frame::Frame;
use super::orders::wrong;
use super::{Desk, Section, says};
use crate::date;
use crate::icon::{Icon, icon};
use crate::number::count;
use crate::parts::{Tone, badge, notice};

/// The figures of a period.
#[derive(Clone, Debug)]
pub struct MonitoringPage {
    /// The first day, and the last.
    pub period: (NaiveDate, NaiveDate),
    /// Orders placed in it.
    pub placed: Figure,
    /// Orders wholly fulfilled in it.
    pub fulfilled: Figure,
    /// Orders delivered in it.
    pub delivered: Figure,
    /// The same three of as many days before it.
    pub before: [u64; 3],
    /// Orders sent, and not all delivered, whenever they were placed.
    pub not_delivered: Figure,
    /// Orders placed in the period, by their tracking status now.
    pub by_status: BTreeMap<TrackingStatus, Figure>,
    /// Orders that require attention now.
    pub attention: Vec<(Rule, Figure)>,
    /// Each day.
    pub days: Vec<Day>,
    /// How many orders have been counted anew, while figures are built for another time zone.
    pub rebuilding: Option<u64>,
    /// What is wrong with the period that was asked for.
    pub problem: Option<String>,
}

/// How many orders, and where they are listed.
#[derive(Clone, Debug)]
pub struct Figure {
    /// How many.
    pub count: u64,
    /// Whether there are more, too many to count.
    pub more: bool,
    /// Their list on the desk.
    pub orders: String,
}

/// A day's figures.
#[derive(Clone, Debug)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// Placed, fulfilled and delivered on it.
    pub figures: [Figure; 3],
}

impl MonitoringPage {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.monitoring();
        let main = html! {
            h1 { (title) }
            (periods(desk, self.period))
            @if let Some(problem) = &self.problem { (wrong(words, problem)) }
            @if let Some(counted) = self.rebuilding {
                (notice(Tone::Info, &words.rebuilding(), &words.rebuilding_next(u32::try_from(counted).unwrap_or(u32::MAX))))
            }
            ul.figures {
                li { (self.figure(desk, &words.orders_placed(), &self.placed, Some(self.before[0]))) }
                li { (self.figure(desk, &words.orders_fulfilled(), &self.fulfilled, Some(self.before[1]))) }
                li { (self.figure(desk, &words.orders_delivered(), &self.delivered, Some(self.before[2]))) }
                li { (self.figure(desk, &words.orders_not_delivered(), &self.not_delivered, None)) }
            }
            section.card { h2 { (words.day_by_day()) } (chart(words, &self.days)) }
            div.halves {
                (self.attention(desk))
                (self.statuses(desk))
            }
        };
        Frame { desk, section: Section::Monitoring, title: &title, shows_map: false }.around(&main)
    }

    /// The page of a store whose plan does not include it (M4).
    #[must_use]
    pub fn without_plan(desk: &Desk<'_>) -> Markup {
        let title = desk.words.monitoring();
        let main = html! { h1 { (title) } (super::tracking::no_plan(desk)) };
        Frame { desk, section: Section::Monitoring, title: &title, shows_map: false }.around(&main)
    }

    fn figure(&self, desk: &Desk<'_>, label: &str, figure: &Figure, before: Option<u64>) -> Markup {
        let words = desk.words;
        let days = u32::try_from((self.period.1 - self.period.0).num_days() + 1).unwrap_or(1);
        html! {
            a.figure href=(figure.orders) {
                span.figure-label { (label) }
                span.figure-count { (number(words, figure)) }
                @match before {
                    Some(before) => { span.figure-change { (change(words, figure.count, before, days)) } }
                    None => { span.figure-change { (words.whenever_placed()) } }
                }
            }
        }
    }

    fn attention(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            section.card {
                h2 { (words.requires_attention()) }
                @if self.attention.iter().all(|(_, figure)| figure.count == 0) {
                    p.well { (icon(Icon::Tick)) (words.nothing_requires_attention()) }
                } @else {
                    ul.counts {
                        @for (rule, figure) in &self.attention {
                            li { a href=(figure.orders) { span { (says::rule(words, *rule)) } b { (number(words, figure)) } } }
                        }
                    }
                }
            }
        }
    }

    fn statuses(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let most = self.by_status.values().map(|figure| figure.count).max().unwrap_or(0).max(1);
        html! {
            section.card {
                div.card-head { h2 { (words.tracking_status()) } span.muted.small { (words.of_orders_placed()) } }
                ul.counts {
                    @for status in super::tracking::WAY {
                        @if let Some(figure) = self.by_status.get(&status) {
                            li {
                                a href=(figure.orders) {
                                    (badge(words, Condition::of(status)))
                                    svg.share viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" {
                                        rect.share-of data-status=(status.as_str()) x="0" y="0" height="6"
                                            width=(figure.count * 100 / most) {}
                                    }
                                    b { (number(words, figure)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// As many days as people ask for, or any.
fn periods(desk: &Desk<'_>, (first, last): (NaiveDate, NaiveDate)) -> Markup {
    let words = desk.words;
    let today = desk.today();
    let plain = desk.address.without(&["from", "to"]);
    html! {
        div.filters {
            nav.sort aria-label=(words.period()) {
                @for days in [7_u32, 30, 90] {
                    @let from = today.checked_sub_days(Days::new(u64::from(days) - 1)).unwrap_or(today);
                    a href=(plain.with("from", &from.to_string()).with("to", &today.to_string()))
                        aria-current=[(first == from && last == today).then_some("true")] { (words.last_days(days)) }
                }
            }
            form.filter.orders-filter method="get" action="/desk/monitoring" {
                (day(&words.from_day(), "from", first))
                (day(&words.to_day(), "to", last))
                button.button data-kind="second" type="submit" { (words.apply()) }
            }
        }
        p.muted.small {
            (date::day(words, first)) " – " (date::day(words, last)) " · " (desk.settings.time_zone.name())
        }
    }
}

fn day(label: &str, name: &str, day: NaiveDate) -> Markup {
    html! { div.field { label for=(name) { (label) } input id=(name) name=(name) type="date" value=(day) required; } }
}

fn number(words: crate::words::Words, figure: &Figure) -> String {
    let more = if figure.more { "+" } else { "" };
    format!("{}{more}", count(words.language(), figure.count))
}

/// The change against the period before.
fn change(words: crate::words::Words, now: u64, before: u64, days: u32) -> String {
    let short = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => words.as_many_as_before(days),
        std::cmp::Ordering::Greater => words.more_than_before(short(now - before), days),
        std::cmp::Ordering::Less => words.fewer_than_before(short(before - now), days),
    }
}
