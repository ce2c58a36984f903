//! What was sent, a section for each fulfilment (O5), and what is still to come.

use maud::{Markup, PreEscaped, html};
use waybill_domain::line_item::Kind;
use waybill_domain::progress::Step;

use super::{Item, Link, Map, ParcelPart, ScanPart, Sent, StatusPage};
use crate::date;
use crate::icon::{Icon, icon};
use crate::parts::{badge, elsewhere, number};
use crate::said::carrier_said;
use crate::words::Words;

/// How many scans are shown before the rest is unfolded.
const LATEST: usize = 3;

pub(super) fn parcels(page: &StatusPage) -> Markup {
    let words = page.words();
    let to_come = if page.fulfilments.is_empty() { words.in_this_order() } else { words.to_come() };
    html! {
        @for (index, sent) in page.fulfilments.iter().enumerate() { (section(page, sent, index)) }
        (list(words, &to_come, &page.to_come))
        (list(words, &words.will_not_come(), &page.will_not_come))
        (list(words, &words.services(), &page.services))
    }
}

/// A fulfilment. One parcel is the section itself; several stand in it.
fn section(page: &StatusPage, sent: &Sent, index: usize) -> Markup {
    let words = page.words();
    let id = format!("sent-{}", index + 1);
    let day = words.day(sent.on);
    html! {
        section.card.sent aria-labelledby=(id) {
            @match sent.parcels.as_slice() {
                [] => {
                    div.card-head { h2 id=(id) { (words.by_email()) } }
                    p.muted.small { (words.sent_on(&day)) }
                    (items(words, &sent.items))
                }
                [only] => {
                    div.card-head {
                        h2 id=(id) { (place(page, only)) }
                        @if let Some(condition) = only.condition { (badge(words, condition)) }
                    }
                    p.muted.small { (words.sent_on(&day)) }
                    (said(page, only))
                    (items(words, &sent.items))
                    (parcel(page, only))
                }
                several => {
                    div.card-head { h2 id=(id) { (words.sent_on(&day)) } }
                    (items(words, &sent.items))
                    @for one in several {
                        div.parcel-part {
                            div.card-head {
                                h3 { (place(page, one)) }
                                @if let Some(condition) = one.condition { (badge(words, condition)) }
                            }
                            (said(page, one))
                            (parcel(page, one))
                        }
                    }
                }
            }
        }
    }
}

fn place(page: &StatusPage, parcel: &ParcelPart) -> String {
    match page.parcel_count() {
        1 => page.words().parcel(),
        count => page.words().parcel_of(parcel.place, count),
    }
}

/// What is the matter with this parcel, where the head of the page speaks of more than one; and what only the
/// parcel's own carrier, or nobody, knows.
fn said(page: &StatusPage, parcel: &ParcelPart) -> Markup {
    let alone = page.parcel_count() == 1 && page.told == parcel.told;
    html! {
        @if !alone && parcel.told.is_trouble() {
            div.said-of data-status=(parcel.told.colours.as_str()) {
                p { strong { (parcel.told.headline) } }
                p { (parcel.told.next) }
            }
        } @else if !alone && parcel.condition.is_none() {
            p.muted { (parcel.told.next) }
        }
    }
}

fn parcel(page: &StatusPage, parcel: &ParcelPart) -> Markup {
    let words = page.words();
    html! {
        @if let Some(link) = &parcel.tracking { (facts(words, link, parcel)) }
        @if let Some(map) = &parcel.map {
            figure.where-it-is {
                (PreEscaped(&map.drawn.0))
                figcaption id=(Map::labelled_by(parcel.id)) { (map.caption) }
            }
        }
        @if !parcel.scans.is_empty() {
            (scans(words, parcel))
        } @else if parcel.live && page.parcel_count() == 1 && page.progress.present == Step::OnItsWay {
            p.muted.small { (words.no_scans()) }
        }
    }
}

fn facts(words: Words, link: &Link, parcel: &ParcelPart) -> Markup {
    html! {
        dl.facts data-columns {
            @if let Some(carrier) = &link.carrier { div { dt { (words.carrier()) } dd dir="auto" { (carrier) } } }
            div { dt { (words.tracking_number()) } dd { (number(words, &link.number)) } }
            @if let Some(expected) = parcel.expected {
                div { dt { (words.expected()) } dd { (date::day(words, expected)) } }
            }
            @if let Some(elsewhere) = elsewhere(words, &link.url, &link.site) {
                div { dt { (words.elsewhere()) } dd { (elsewhere) } }
            }
        }
    }
}

fn scans(words: Words, parcel: &ParcelPart) -> Markup {
    let (latest, earlier) = parcel.scans.split_at(parcel.scans.len().min(LATEST));
    let count = u32::try_from(earlier.len()).unwrap_or(u32::MAX);
    html! {
        div.scans {
            h3.small.muted { (words.scans()) }
            ol { @for one in latest { (scan(words, one)) } }
            @if !earlier.is_empty() {
                details id={ "earlier-" (parcel.place) } {
                    summary { (words.scans_earlier(count)) (icon(Icon::Chevron)) }
                    ol { @for one in earlier { (scan(words, one)) } }
                }
            }
        }
    }
}

fn scan(words: Words, scan: &ScanPart) -> Markup {
    html! {
        li {
            span.scan-when { (date::scanned(words, scan.at)) }
            span.scan-what {
                @if let Some(meaning) = &scan.meaning { strong.scan-words { (meaning) } }
                (carrier_said(words, scan.description.as_deref(), scan.english.as_deref()))
                @if let Some(location) = &scan.location { span.scan-where dir="auto" { (location) } }
            }
        }
    }
}

/// Items under a heading of their own; nothing, where there are none.
fn list(words: Words, title: &str, of: &[Item]) -> Markup {
    html! {
        @if !of.is_empty() {
            section.card { h2 { (title) } (items(words, of)) }
        }
    }
}

/// What is in it. Pictures of items are on other hosts, which must not learn who looks: a sign stands for each.
fn items(words: Words, items: &[Item]) -> Markup {
    html! {
        ul.items {
            @for item in items {
                li {
                    span.item-sign title=(kind(words, item.kind)) { (icon(Icon::of_item(item.kind))) }
                    span.item-name {
                        span dir="auto" { (item.title) }
                        @if let Some(variant) = &item.variant { span.item-variant dir="auto" { (variant) } }
                    }
                    span.item-count { (words.quantity(item.quantity)) }
                }
            }
        }
    }
}

fn kind(words: Words, kind: Kind) -> String {
    match kind {
        Kind::Physical => words.kind_physical(),
        Kind::Digital => words.kind_digital(),
        Kind::GiftCard => words.kind_gift_card(),
        Kind::Service => words.kind_service(),
    }
}
