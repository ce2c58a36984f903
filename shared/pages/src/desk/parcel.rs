//! One parcel (T5): how it is doing, what would help in the order in which it is offered (T9), where it is and was.

mod status;

use chrono::{DateTime, NaiveDate, Utc};
use maud::{Markup, PreEscaped, html};
use waybill_domain::Order;
use waybill_domain::scan::Scan;
use waybill_domain::text::Name;
use waybill_domain::tracking::{Observed, Parcel, Tracking};

use super::codes::{order_address, retrack_button, retrack_form};
use super::frame::{Frame, up};
use super::order::numbers;
use super::{Desk, Section, says};
use crate::date;
use crate::icon::Icon;
use crate::parts::{Tone, badge, elsewhere, empty, notice, number};
use crate::place::Place;
use crate::said::carrier_said;
use crate::status_page::Map;

/// A parcel, and what is kept of its journey.
#[derive(Clone, Debug)]
pub struct ParcelPage<'a> {
    /// Its order.
    pub order: &'a Order,
    /// The parcel.
    pub parcel: &'a Parcel,
    /// Whether somebody follows it: its number can then be asked about, and corrected.
    pub followed: bool,
    /// Who carries it, as the tracking service found out.
    pub found_carrier: Option<&'a str>,
    /// When the tracking service last answered.
    pub last_checked_at: Option<DateTime<Utc>>,
    /// When it is asked again.
    pub next_check_at: Option<DateTime<Utc>>,
    /// When the carrier expects to deliver it.
    pub estimated_delivery: Option<NaiveDate>,
    /// The present number's scans, newest first.
    pub scans: Vec<&'a Scan>,
    /// How many scans are of another parcel, which had the number before.
    pub set_aside: usize,
    /// The numbers it had before, the latest first.
    pub past: Vec<Past<'a>>,
    /// Where it is.
    pub map: Option<Map>,
}

/// A number that the parcel had.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The number.
    pub tracking: &'a Tracking,
    /// How its journey stood.
    pub observed: Observed,
    /// Until when it was the parcel's.
    pub until: DateTime<Utc>,
}

impl ParcelPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = self.number().map_or_else(|| words.parcel(), str::to_owned);
        let main = html! {
            (up(&order_address(self.order.id()), &words.order_number(self.order.name())))
            (self.head(desk, &title))
            (retrack_form(desk))
            @if desk.tracks() {
                div.columns {
                    div.column { (self.help(desk)) (self.journey(desk)) }
                    div.column { (self.facts(desk)) (self.earlier_numbers(desk)) }
                }
                (numbers::carriers())
            } @else {
                (super::tracking::no_plan(desk))
            }
        };
        Frame {
            desk,
            section: Section::Tracking,
            title: &title,
            shows_map: self.map.is_some() && !self.scans.is_empty(),
        }
        .around(&main)
    }

    fn number(&self) -> Option<&str> {
        self.parcel.tracking.as_ref().map(|tracking| tracking.number.as_str())
    }

    fn head(&self, desk: &Desk<'_>, title: &str) -> Markup {
        let words = desk.words;
        html! {
            div.page-head {
                div.tight {
                    h1 { @if let Some(code) = self.number() { (number(words, code)) } @else { (title) } }
                    p.badges {
                        @if desk.tracks() { (badge(words, self.parcel.condition())) }
                        @if let Some(since) = self.parcel.since().filter(|_| desk.tracks()) {
                            span.muted { (words.since()) " " (date::scanned(words, desk.time(since))) }
                        }
                    }
                }
            }
        }
    }

    /// What is the matter, and what would help: first Retrack, then another number, then a status by hand (T9).
    fn help(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let fulfilment = self.order.fulfilment(self.parcel.fulfilment).filter(|fulfilment| fulfilment.is_live());
        let siblings: Vec<_> = self.order.parcels_of(self.parcel.fulfilment).collect();
        html! {
            section.card.help {
                @if let Some((matter, next)) = says::matter(words, self.parcel.condition()) {
                    (notice(Tone::Care, &matter, &next))
                }
                @if let Some(set) = &self.parcel.set {
                    (notice(Tone::Info, &words.set_by(&set.by), &words.set_by_hand_next()))
                }
                @if desk.writes {
                    @if self.followed && self.parcel.tracking.is_some() {
                        div.first-help {
                            (retrack_button(desk, self.order.id(), self.parcel, Some(&words.retrack())))
                            p.muted.small { (words.retrack_what()) }
                        }
                    }
                    div.folds {
                        @if let Some(fulfilment) = fulfilment.filter(|_| self.followed) {
                            (numbers::replace(desk, self.order, fulfilment, &siblings))
                        }
                        @if let Some(fulfilment) = fulfilment.filter(|_| self.parcel.tracking.is_none()) {
                            (numbers::add(desk, self.order, fulfilment, false))
                        }
                        (status::set(desk, self.order, self.parcel))
                    }
                    (status::undo(desk, self.order, self.parcel))
                }
            }
        }
    }

    fn facts(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let named = self.parcel.tracking.as_ref().and_then(|it| it.carrier.as_ref()).map(Name::as_str);
        let page = self.parcel.tracking.as_ref().map(|tracking| tracking.page(desk.settings));
        let checked = |at: DateTime<Utc>| date::scanned(words, desk.time(at));
        html! {
            section.card {
                h2 { (words.parcel()) }
                dl.facts {
                    @if let Some(carrier) = named.or(self.found_carrier) {
                        div { dt { (words.carrier()) } dd dir="auto" { (carrier) } }
                    }
                    @if let Some(day) = self.estimated_delivery {
                        div { dt { (words.expected()) } dd { (date::day(words, day)) } }
                    }
                    @if let Some(at) = self.last_checked_at { div { dt { (words.last_checked()) } dd { (checked(at)) } } }
                    @if let Some(at) = self.next_check_at { div { dt { (words.next_check()) } dd { (checked(at)) } } }
                    @if let Some(page) = &page && let Some(link) = elsewhere(words, page, site(page)) {
                        div { dt { (words.elsewhere()) } dd { (link) } }
                    }
                }
                @if self.parcel.tracking.is_none() { p.muted { (words.untracked_what()) } }
            }
        }
    }

    fn journey(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            section.card {
                h2 { (words.scans()) }
                @if self.scans.is_empty() {
                    (empty(Icon::Van, &words.no_scans_yet(), &words.first_scan_shows()))
                } @else {
                    @if let Some(map) = &self.map {
                        figure.where-it-is {
                            (PreEscaped(&map.drawn.0))
                            figcaption id=(Map::labelled_by(self.parcel.id)) { (map.caption) }
                        }
                    }
                    div.scans { ol { @for scan in &self.scans { (line(desk, scan)) } } }
                }
                @if self.set_aside > 0 {
                    p.muted.small { (words.scans_set_aside(u32::try_from(self.set_aside).unwrap_or(u32::MAX))) }
                }
            }
        }
    }

    fn earlier_numbers(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            @if !self.past.is_empty() {
                section.card {
                    h2 { (words.earlier_numbers()) }
                    ul.told-list {
                        @for past in &self.past {
                            li.told {
                                div {
                                    p { code { (past.tracking.number.as_str()) } }
                                    p.muted.small { (words.until()) " " (date::scanned(words, desk.time(past.until))) }
                                }
                                (badge(words, past.observed.condition))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A scan, with its place and its local time, and the carrier's own code.
fn line(desk: &Desk<'_>, scan: &Scan) -> Markup {
    html! {
        li {
            span.scan-when { (date::scanned(desk.words, scan.at)) }
            span.scan-what {
                (carrier_said(desk.words, Some(&scan.description), scan.english.as_deref()))
                span.scan-where dir="auto" {
                    @if let Some(place) = Place::of(scan, desk.words.language()) { (place.in_full()) " · " }
                    code { (scan.raw_code) }
                }
            }
        }
    }
}

/// Whose page an address is: its host.
fn site(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
