//! The domain's words, as the merchant reads them.

use maud::{Markup, html};
use waybill_domain::attention::{Attention, Matter, Rule};
use waybill_domain::condition::{Condition, Detail, Reason, TrackingStatus};
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::order::{HoldReason, ShownHoldReason};
use waybill_domain::payment::{Payment, PaymentSource, PaymentStatus};

use crate::icon::Icon;
use crate::parts::mark;
use crate::words::Words;

/// How far an order is fulfilled, as a badge.
pub(super) fn fulfilment_badge(words: Words, status: FulfilmentStatus) -> Markup {
    let (icon, colours) = match status {
        FulfilmentStatus::Unfulfilled => (Icon::Dot, TrackingStatus::Pending),
        FulfilmentStatus::PartiallyFulfilled => (Icon::Half, TrackingStatus::InTransit),
        FulfilmentStatus::Fulfilled => (Icon::Tick, TrackingStatus::Delivered),
        FulfilmentStatus::Pending => (Icon::Hourglass, TrackingStatus::Expired),
        FulfilmentStatus::OnHold => (Icon::Pause, TrackingStatus::Undelivered),
        FulfilmentStatus::NotRequired => (Icon::Tick, TrackingStatus::Pending),
        FulfilmentStatus::Cancelled => (Icon::Cross, TrackingStatus::Pending),
    };
    mark(icon, colours, &fulfilment_word(words, status))
}

pub(super) fn fulfilment_word(words: Words, status: FulfilmentStatus) -> String {
    match status {
        FulfilmentStatus::Unfulfilled => words.unfulfilled(),
        FulfilmentStatus::PartiallyFulfilled => words.partially_fulfilled(),
        FulfilmentStatus::Fulfilled => words.fulfilled(),
        FulfilmentStatus::Pending => words.upsell_pending(),
        FulfilmentStatus::OnHold => words.on_hold(),
        FulfilmentStatus::NotRequired => words.not_required(),
        FulfilmentStatus::Cancelled => words.cancelled(),
    }
}

/// How a payment stands, and whether the merchant said so.
pub(super) fn payment_word(words: Words, payment: Payment) -> String {
    match (payment.status, payment.source) {
        (PaymentStatus::Paid, PaymentSource::MarkedAsPaid) => words.marked_as_paid(),
        (PaymentStatus::Paid, PaymentSource::Gateway) => words.payment_paid(),
        (PaymentStatus::Pending, _) => words.payment_pending(),
        (PaymentStatus::Refunded, _) => words.payment_refunded(),
        (PaymentStatus::Voided, _) => words.payment_voided(),
    }
}

/// Why it is held.
pub(super) fn hold_word(words: Words, reason: ShownHoldReason) -> String {
    match reason {
        ShownHoldReason::Upsell(_) => words.hold_upsell(),
        ShownHoldReason::Manual(reason) => hold_reason(words, reason),
    }
}

/// The reasons from the list (H4), in its order.
pub(super) const HOLD_REASONS: [(HoldReason, &str); 7] = [
    (HoldReason::AwaitingPayment, "awaiting_payment"),
    (HoldReason::HighRiskOfFraud, "high_risk_of_fraud"),
    (HoldReason::IncorrectAddress, "incorrect_address"),
    (HoldReason::InventoryOutOfStock, "inventory_out_of_stock"),
    (HoldReason::AwaitingReturnItems, "awaiting_return_items"),
    (HoldReason::UnknownDeliveryDate, "unknown_delivery_date"),
    (HoldReason::Other, "other"),
];

pub(super) fn hold_reason(words: Words, reason: HoldReason) -> String {
    match reason {
        HoldReason::AwaitingPayment => words.hold_awaiting_payment(),
        HoldReason::HighRiskOfFraud => words.hold_high_risk_of_fraud(),
        HoldReason::IncorrectAddress => words.hold_incorrect_address(),
        HoldReason::InventoryOutOfStock => words.hold_inventory_out_of_stock(),
        HoldReason::AwaitingReturnItems => words.hold_awaiting_return_items(),
        HoldReason::UnknownDeliveryDate => words.hold_unknown_delivery_date(),
        HoldReason::Other => words.hold_other(),
    }
}

/// The rule by which an order requires attention, as a filter calls it.
pub(super) fn rule(words: Words, rule: Rule) -> String {
    match rule {
        Rule::P6 => words.attention_p6(),
        Rule::P7 => words.attention_p7(),
        Rule::P8 => words.attention_p8(),
    }
}

/// What is the matter with an order, and what would help.
pub(super) fn attention(words: Words, attention: &Attention) -> (String, String) {
    let count = |days: i64| u32::try_from(days).unwrap_or(0);
    match attention.matter {
        Matter::NotDelivered { days } => (words.not_delivered_for(count(days)), words.ask_supplier_where()),
        Matter::InTrouble(condition) => {
            matter(words, condition).unwrap_or_else(|| (words.matter_alert(), words.ask_carrier()))
        }
        Matter::Open { days } => (words.not_fulfilled_for(count(days)), words.fulfil_or_cancel()),
        Matter::Held { days } => (words.held_for(count(days)), words.release_or_cancel()),
    }
}

/// The same in a list: the matter, and after it what would help.
pub(super) fn attention_lines(words: Words, found: &[Attention]) -> Markup {
    attention_list(words, found, |reason, next| html! { li { strong { (reason) } " " span.muted { (next) } } })
}

/// The same in a line of a list that is about something else: the matter alone, and what would help where it is pointed at.
pub(super) fn attention_marks(words: Words, found: &[Attention]) -> Markup {
    attention_list(words, found, |reason, next| html! { li title=(next) { strong { (reason) } } })
}

fn attention_list(words: Words, found: &[Attention], line: impl Fn(String, String) -> Markup) -> Markup {
    let lines = found.iter().map(|one| attention(words, one)).map(|(reason, next)| line(reason, next));
    html! { @if !found.is_empty() { ul.attention { @for line in lines { (line) } } } }
}

/// What is the matter with a parcel, and what would help (T2); nothing, with one that is well.
pub(super) fn matter(words: Words, condition: Condition) -> Option<(String, String)> {
    match condition.status() {
        TrackingStatus::Alert => Some(alert(words, condition.reason(), condition.detail())),
        TrackingStatus::Expired => Some((words.matter_expired(), words.ask_supplier_more())),
        TrackingStatus::Undelivered => Some(failed_attempt(words, condition.reason())),
        TrackingStatus::Unrecognized => Some((words.matter_unrecognized(), words.ask_supplier_code())),
        TrackingStatus::Returned => Some((words.matter_returned(), words.refund_or_resend())),
        TrackingStatus::PickUp | TrackingStatus::InTransit | TrackingStatus::Pending | TrackingStatus::Delivered => {
            None
        }
    }
}

fn alert(words: Words, reason: Option<Reason>, detail: Option<Detail>) -> (String, String) {
    match (reason, detail) {
        (_, Some(Detail::Returning)) => (words.matter_returning(), words.ask_carrier()),
        (Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)) => {
            (words.matter_prohibited(), words.ask_carrier())
        }
        (Some(Reason::HeldByCustoms), Some(Detail::RestrictedImport)) => {
            (words.matter_restricted(), words.ask_carrier())
        }
        (Some(reason), _) => {
            let next = match reason {
                Reason::RefusedByRecipient => words.ask_customer_why(),
                Reason::AddressIncorrect | Reason::RecipientAbsent => words.ask_customer(),
                Reason::DamagedOrLost => words.claim_from_carrier(),
                _ => words.ask_carrier(),
            };
            (sentence(words, reason), next)
        }
        (None, _) => (words.matter_alert(), words.ask_carrier()),
    }
}

fn failed_attempt(words: Words, reason: Option<Reason>) -> (String, String) {
    let Some(reason) = reason else { return (words.matter_undelivered(), words.ask_customer()) };
    let next = match reason {
        Reason::DelayedOrRescheduled | Reason::RuralOrRemoteArea => words.ask_carrier(),
        Reason::LaterDeliveryRequested => words.wait_for_that_day(),
        _ => words.ask_customer(),
    };
    (sentence(words, reason), next)
}

/// A reason in a sentence.
pub(super) fn sentence(words: Words, reason: Reason) -> String {
    match reason {
        Reason::RefusedByRecipient => words.matter_refused(),
        Reason::AddressIncorrect => words.matter_address(),
        Reason::RetentionPeriodOver => words.matter_not_collected(),
        Reason::RecipientAbsent => words.matter_absent(),
        Reason::HeldByCustoms => words.matter_customs(),
        Reason::DamagedOrLost => words.matter_damaged(),
        Reason::RecipientUnavailable => words.matter_nobody_there(),
        Reason::DelayedOrRescheduled => words.matter_delayed(),
        Reason::LaterDeliveryRequested => words.matter_later(),
        Reason::AddressNotFound => words.matter_not_found(),
        Reason::RuralOrRemoteArea => words.matter_remote(),
    }
}

/// What a message is about.
pub(super) fn kind(words: Words, kind: Kind) -> String {
    match kind {
        Kind::OrderConfirmation => words.message_order_confirmation(),
        Kind::ShippingConfirmation => words.message_shipping_confirmation(),
        Kind::ShippingUpdate => words.message_shipping_update(),
        Kind::OutForDelivery => words.message_out_for_delivery(),
        Kind::AttemptedDelivery => words.message_attempted_delivery(),
        Kind::Delivered => words.message_delivered(),
        Kind::DigitalDelivery => words.message_digital_delivery(),
    }
}

/// How a message goes.
pub(super) fn channel(words: Words, channel: Channel) -> String {
    match channel {
        Channel::Email => words.by_e_mail(),
        Channel::Sms => words.by_sms(),
    }
}

/// What is said of something, in a language.
type Said = fn(Words) -> String;

/// The problems that a form of the desk may meet, by their codes.
pub(super) const PROBLEMS: [(&str, Said); 22] = [
    ("invalid_request", Words::problem_invalid),
    ("fulfilment_order_required", Words::problem_location_required),
    ("unauthenticated", Words::problem_signed_out),
    ("strange_form", Words::problem_strange_form),
    ("insufficient_scope", Words::problem_scope),
    ("plan_required", Words::problem_plan),
    ("not_found", Words::problem_not_found),
    ("fulfilment_order_on_hold", Words::problem_on_hold),
    ("nothing_to_fulfil", Words::problem_nothing_left),
    ("nothing_to_tell", Words::problem_nothing_to_tell),
    ("quantity_exceeds_open", Words::problem_too_many),
    ("order_cancelled", Words::problem_order_cancelled),
    ("fulfilment_cancelled", Words::problem_fulfilment_cancelled),
    ("label_not_voided", Words::problem_label),
    ("hold_id_required", Words::problem_which_hold),
    ("upsell_expired", Words::problem_upsell_expired),
    ("limit_reached", Words::problem_limit),
    ("too_large", Words::problem_too_large),
    ("idempotency_key_reused", Words::problem_twice),
    ("slow_down", Words::problem_slow_down),
    ("try_again", Words::problem_try_again),
    ("internal", Words::problem_internal),
];

/// What a problem's code says.
pub(super) fn problem(words: Words, code: &str) -> String {
    let known = PROBLEMS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| words.problem_internal(), |(_, said)| said(words))
}

/// Whether the API says more of it to programs alone: about keys, and what to send again.
pub(super) fn is_for_programs(code: &str) -> bool {
    matches!(code, "unauthenticated" | "strange_form" | "insufficient_scope" | "idempotency_key_reused" | "internal")
}
