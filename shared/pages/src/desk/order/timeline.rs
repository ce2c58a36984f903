//! What happened to an order, in words: the newest first.

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::event::Event;
use waybill_domain::id::ParcelId;

use super::{Happened, OrderPage};
use crate::date;
use crate::desk::Desk;
use crate::desk::says;
use crate::parts::status_word;
use crate::words::Words;

/// How many are shown before the rest is unfolded.
const LATEST: usize = 8;

pub(super) fn card(desk: &Desk<'_>, page: &OrderPage<'_>) -> Markup {
    let words = desk.words;
    let newest: Vec<_> = page.timeline.iter().rev().collect();
    let (latest, earlier) = newest.split_at(newest.len().min(LATEST));
    let count = u32::try_from(earlier.len()).unwrap_or(u32::MAX);
    html! {
        section.card {
            h2 { (words.timeline()) }
            div.scans.timeline {
                ol { @for one in latest { (line(desk, page.order, one)) } }
                @if !earlier.is_empty() {
                    details #earlier {
                        summary { (words.earlier_events(count)) }
                        ol { @for one in earlier { (line(desk, page.order, one)) } }
                    }
                }
            }
            @if page.more_happened { p.muted.small { (words.more_happened()) } }
        }
    }
}

fn line(desk: &Desk<'_>, order: &Order, happened: &Happened) -> Markup {
    html! {
        li {
            span.scan-when { (date::scanned(desk.words, desk.time(happened.at))) }
            span.scan-what dir="auto" {
                (said(desk.words, order, &happened.event))
                span.scan-where { (happened.actor) }
            }
        }
    }
}

/// An event in a sentence.
fn said(words: Words, order: &Order, event: &Event) -> String {
    let code = |id: &str| code(words, order, id);
    match event {
        Event::OrderPlaced { .. } => words.event_placed(),
        Event::OrderCompleted { line_item_ids } if line_item_ids.is_empty() => words.event_declined(),
        Event::OrderCompleted { .. } => words.event_accepted(),
        Event::UpsellExpired => words.event_upsell_expired(),
        Event::PaymentChanged { payment } => words.event_payment(&says::payment_word(words, *payment)),
        Event::OrderAmended { .. } => words.event_amended(),
        Event::OrderCancelled { quantity, .. } => words.event_order_cancelled(*quantity),
        Event::OrderArchived => words.event_archived(),
        Event::OrderUnarchived => words.event_unarchived(),
        Event::OrderRedacted => words.event_redacted(),
        Event::HoldPlaced { reason, .. } => words.event_held(&says::hold_word(words, *reason)),
        Event::HoldReleased { .. } => words.event_released(),
        Event::FulfilmentCreated { line_items, automatic, .. } => {
            let items = line_items.iter().map(|line| line.quantity).sum();
            if *automatic { words.event_fulfilled_by_itself(items) } else { words.event_fulfilled(items) }
        }
        Event::AutomaticFulfilmentLeft { .. } => words.event_left_open(),
        Event::FulfilmentCancelled { .. } => words.event_fulfilment_cancelled(),
        Event::TrackingNumberAdded { parcel_id, .. } => words.event_number_added(&code(parcel_id)),
        Event::TrackingNumberCorrected { parcel_id, .. } => words.event_number_corrected(&code(parcel_id)),
        Event::TrackingDetailsCorrected { parcel_id, .. } => words.event_details_corrected(&code(parcel_id)),
        Event::TrackingNumberRemoved { .. } => words.event_number_removed(),
        Event::TrackingStatusChanged { parcel_id, from, to, .. } => {
            words.event_status(&code(parcel_id), &status_word(words, *from), &status_word(words, *to))
        }
        Event::TrackingStatusSet { parcel_id, from, to, .. } => {
            words.event_status_set(&code(parcel_id), &status_word(words, *from), &status_word(words, *to))
        }
        Event::TrackingStatusUndone { parcel_id, to, .. } => {
            words.event_status_undone(&code(parcel_id), &status_word(words, *to))
        }
        Event::UpdatesOptedIn => words.event_opted_in(),
        Event::UpdatesOptedOut => words.event_opted_out(),
        Event::MessageAsked { kind, channel, .. } => {
            words.event_message_asked(&says::kind(words, *kind), &says::channel(words, *channel))
        }
        Event::LabelRecorded { .. } => words.event_label_recorded(),
        Event::LabelVoided { .. } => words.event_label_voided(),
        Event::FulfilmentOrderMoved { .. } => words.event_moved(),
    }
}

/// The present number of a parcel that an event names.
fn code(words: Words, order: &Order, id: &str) -> String {
    let parcel = ParcelId::read(order.id(), id);
    let found = order.parcels().iter().find(|known| Some(known.id) == parcel);
    let number = found.and_then(|parcel| parcel.tracking.as_ref()).map(|tracking| tracking.number.as_str().to_owned());
    number.unwrap_or_else(|| words.parcel())
}
