//! A parcel's status set by hand (T8): to any of the nine, with a reason where one fits, and undone.

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::condition::{Detail, Reason, TrackingStatus};
use waybill_domain::tracking::Parcel;

use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit};
use crate::desk::says;
use crate::parts::status_word;

const REASONS: [(Reason, &str); 11] = [
    (Reason::RefusedByRecipient, "refused_by_recipient"),
    (Reason::AddressIncorrect, "address_incorrect"),
    (Reason::RetentionPeriodOver, "retention_period_over"),
    (Reason::RecipientAbsent, "recipient_absent"),
    (Reason::HeldByCustoms, "held_by_customs"),
    (Reason::DamagedOrLost, "damaged_or_lost"),
    (Reason::RecipientUnavailable, "recipient_unavailable"),
    (Reason::DelayedOrRescheduled, "delayed_or_rescheduled"),
    (Reason::LaterDeliveryRequested, "later_delivery_requested"),
    (Reason::AddressNotFound, "address_not_found"),
    (Reason::RuralOrRemoteArea, "rural_or_remote_area"),
];

const DETAILS: [(Detail, &str, TrackingStatus); 5] = [
    (Detail::AtPickupPoint, "at_pickup_point", TrackingStatus::PickUp),
    (Detail::OutForDelivery, "out_for_delivery", TrackingStatus::PickUp),
    (Detail::Returning, "returning", TrackingStatus::Alert),
    (Detail::ProhibitedGoods, "prohibited_goods", TrackingStatus::Alert),
    (Detail::RestrictedImport, "restricted_import", TrackingStatus::Alert),
];

/// Sets the status. What a status may carry is grouped under its name.
pub(super) fn set(desk: &Desk<'_>, order: &Order, parcel: &Parcel) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "set-status", "set_status", path(order, parcel, "status"));
    let statuses = TrackingStatus::ALL.map(|status| (status.as_str(), status_word(words, status)));
    let of = |status: TrackingStatus, words_of: String| format!("{}: {words_of}", status_word(words, status));
    let reasons: Vec<_> = [("", words.no_reason())]
        .into_iter()
        .chain(REASONS.map(|(reason, word)| (word, of(reason.status(), says::sentence(words, reason)))))
        .collect();
    let details: Vec<_> = [("", words.no_detail())]
        .into_iter()
        .chain(DETAILS.map(|(detail, word, status)| (word, of(status, detail_word(words, detail)))))
        .collect();
    let inside = form.around("form", &html! {
        p.muted { (words.set_status_what()) }
        (form.select(Input { name: "status", label: &words.status(), value: parcel.status().as_str(), ..Input::default() }, &statuses))
        (form.select(Input { name: "reason", label: &words.reason(), ..Input::default() }, &reasons))
        (form.select(Input { name: "detail", label: &words.detail(), ..Input::default() }, &details))
        (submit(&words.set_status()))
    });
    folded("fold-set-status", &words.set_status_by_hand(), form.stands(), &inside)
}

fn detail_word(words: crate::words::Words, detail: Detail) -> String {
    match detail {
        Detail::AtPickupPoint => words.ready_to_collect(),
        Detail::OutForDelivery => words.out_for_delivery(),
        Detail::Returning => words.returning(),
        Detail::ProhibitedGoods => words.matter_prohibited(),
        Detail::RestrictedImport => words.matter_restricted(),
    }
}

/// Believes the carrier again, where a status was set by hand.
pub(super) fn undo(desk: &Desk<'_>, order: &Order, parcel: &Parcel) -> Markup {
    let words = desk.words;
    let carrier = status_word(words, parcel.observed.condition.status());
    html! {
        @if parcel.set.is_some() {
            (Form::new(desk, "undo-status", "undo_status", path(order, parcel, "status/undo")).around("bare", &html! {
                button.button data-kind="second" type="submit" { (words.undo_status(&carrier)) }
            }))
        }
    }
}

fn path(order: &Order, parcel: &Parcel, rest: &str) -> String {
    format!("/orders/{}/parcels/{}/{rest}", order.id(), parcel.id.text(order.id()))
}
