//! What chooses the orders of the list: each in the address.

use chrono::{DateTime, NaiveDate};
use maud::{Markup, html};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::effective::FulfilmentStatus;

use crate::desk::Desk;
use crate::desk::address::Address;
use crate::desk::says::fulfilment_word;
use crate::icon::{Icon, icon};
use crate::parts::{Tone, notice, status_word};
use crate::words::Words;

/// What lists by itself: choosing one of them lets the others go.
const ALONE: [&str; 8] = [
    "q",
    "fulfilment_status",
    "tracking_status",
    "attention",
    "fulfilled_from",
    "fulfilled_to",
    "delivered_from",
    "delivered_to",
];

/// The statuses as people think of them: what is to be done first.
const TABS: [FulfilmentStatus; 7] = [
    FulfilmentStatus::Unfulfilled,
    FulfilmentStatus::PartiallyFulfilled,
    FulfilmentStatus::OnHold,
    FulfilmentStatus::Pending,
    FulfilmentStatus::Fulfilled,
    FulfilmentStatus::NotRequired,
    FulfilmentStatus::Cancelled,
];

/// Search by name, number or e-mail.
pub(super) fn search(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    html! {
        form.search method="get" action="/desk/orders" role="search" {
            label.unseen for="q" { (words.search_orders()) }
            input id="q" name="q" type="search" value=(desk.address.get("q").unwrap_or_default())
                placeholder=(words.search_hint()) maxlength="500" autocomplete="off";
            button type="submit" aria-label=(words.search()) title=(words.search()) { (icon(Icon::Search)) }
        }
    }
}

/// A list for each fulfilment status.
pub(super) fn tabs(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let chosen = desk.address.get("fulfilment_status");
    let plain = desk.address.without(&ALONE).without(&["cursor", "archived"]);
    let any = ALONE.iter().any(|name| desk.address.get(name).is_some()) || desk.address.get("archived").is_some();
    html! {
        nav.tabs aria-label=(words.fulfilment()) {
            a href=(plain) aria-current=[(!any).then_some("page")] { (words.all_orders()) }
            @for status in TABS {
                a href=(plain.with("fulfilment_status", status.as_str()))
                    aria-current=[(chosen == Some(status.as_str())).then_some("page")] {
                    (fulfilment_word(words, status))
                }
            }
            a href=(plain.without(&["sort"]).with("archived", "true"))
                aria-current=[(desk.address.get("archived") == Some("true")).then_some("page")] {
                (words.archived())
            }
        }
    }
}

/// What else narrows the list, and in which order it comes.
pub(super) fn more(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let address = desk.address;
    let may_sort = ALONE.iter().all(|name| *name == "fulfilment_status" || address.get(name).is_none());
    let by_day = address.get("sort") == Some("fulfil_by");
    html! {
        div.filters {
            form.filter.orders-filter method="get" action="/desk/orders" {
                @for (name, value) in address.query() {
                    @if !["placed_from", "placed_to", "location", "cursor"].contains(&name.as_str()) {
                        input type="hidden" name=(name) value=(value);
                    }
                }
                (day_field(desk, "placed_from", &words.placed_from()))
                (day_field(desk, "placed_to", &words.placed_to()))
                @if !desk.settings.locations.is_empty() {
                    div.field {
                        label for="location" { (words.location()) }
                        select id="location" name="location" {
                            option value="" { (words.any_location()) }
                            @for location in &desk.settings.locations {
                                option value=(location.as_str())
                                    selected[address.get("location") == Some(location.as_str())] { (location.as_str()) }
                            }
                        }
                    }
                }
                button.button data-kind="second" type="submit" { (words.apply()) }
            }
            @if may_sort {
                nav.sort aria-label=(words.sorting()) {
                    a href=(address.without(&["sort", "cursor"])) aria-current=[(!by_day).then_some("true")] {
                        (words.newest_first())
                    }
                    a href=(address.without(&["cursor"]).with("sort", "fulfil_by"))
                        aria-current=[by_day.then_some("true")] { (words.soonest_first()) }
                }
            }
        }
        (chips(desk))
    }
}

/// A day of a range; what came as an instant, from a figure, is shown as the merchant's day.
pub(in crate::desk) fn day_field(desk: &Desk<'_>, name: &str, label: &str) -> Markup {
    let value = desk.address.get(name).and_then(|text| day(desk, text, name.ends_with("_to")));
    html! {
        div.field {
            label for=(name) { (label) }
            input id=(name) name=(name) type="date" value=[value];
        }
    }
}

/// The merchant's day of a date or an instant; a range's end is before the instant.
fn day(desk: &Desk<'_>, text: &str, ends: bool) -> Option<NaiveDate> {
    let instant = || {
        let at = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
        let within = if ends { at - chrono::TimeDelta::milliseconds(1) } else { at };
        Some(desk.settings.time_zone.day_of(within))
    };
    text.parse().ok().or_else(instant)
}

/// What was chosen elsewhere, by a figure of the monitoring page say: each can be let go.
fn chips(desk: &Desk<'_>) -> Markup {
    let (words, address) = (desk.words, desk.address);
    let mut chips: Vec<(String, Address)> = Vec::new();
    if let Some(text) = address.get("q") {
        chips.push((words.found_by(text), address.without(&["q", "cursor"])));
    }
    let statuses: Vec<_> = TrackingStatus::ALL
        .into_iter()
        .filter(|status| address.all("tracking_status").any(|asked| asked == status.as_str()))
        .map(|status| status_word(words, status))
        .collect();
    if !statuses.is_empty() {
        chips.push((statuses.join(", "), address.without(&["tracking_status", "cursor"])));
    }
    if address.get("attention").is_some() {
        chips.push((words.requires_attention(), address.without(&["attention", "cursor"])));
    }
    for (label, from, to) in [
        (words.fulfilled(), "fulfilled_from", "fulfilled_to"),
        (words.status_delivered(), "delivered_from", "delivered_to"),
    ] {
        let said = |name: &str| address.get(name).and_then(|text| day(desk, text, name.ends_with("_to")));
        if let (Some(first), Some(last)) = (said(from), said(to)) {
            let range = words.days_range(&words.short_day(first), &words.short_day(last));
            chips.push((format!("{label}: {range}"), address.without(&[from, to, "cursor"])));
        }
    }
    html! {
        @if !chips.is_empty() {
            ul.chips {
                @for (label, without) in chips {
                    li { a href=(without) title=(words.let_go()) { span dir="auto" { (label) } (icon(Icon::Cross)) } }
                }
            }
        }
    }
}

/// What is wrong with what was asked for.
pub(in crate::desk) fn wrong(words: Words, problem: &str) -> Markup {
    notice(Tone::Bad, &words.problem_filters(), &html! { span lang="en" dir="auto" { (problem) } })
}
