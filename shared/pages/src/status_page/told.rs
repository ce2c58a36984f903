//! What a customer is told of an order or a parcel: how it is in a sentence, and what happens next in another. Never
//! only that something is wrong.

use chrono::NaiveDate;
use serde::Serialize;
use waybill_domain::condition::{Detail, Reason, TrackingStatus};
use waybill_domain::progress::{Note, Step};

use crate::icon::Icon;
use crate::words::Words;

/// How something is, and what happens next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// How it is: one sentence, without a full stop.
    pub headline: String,
    /// What happens next.
    pub next: String,
    /// Its sign.
    #[serde(skip)]
    pub(crate) icon: Icon,
    /// Whose colours it has.
    #[serde(skip)]
    pub(crate) colours: TrackingStatus,
}

impl Told {
    pub(super) fn new(icon: Icon, colours: TrackingStatus, headline: String, next: String) -> Self {
        Self { headline, next, icon, colours }
    }

    /// Whether it says that something does not go as it should.
    pub(crate) fn is_trouble(&self) -> bool {
        use TrackingStatus::{Alert, Expired, Returned, Undelivered, Unrecognized};
        matches!(self.colours, Alert | Expired | Undelivered | Unrecognized | Returned)
    }
}

/// What is told of a step, where no note says more.
pub(super) fn of_step(words: Words, store: &str, step: Step, on: Option<NaiveDate>) -> Told {
    match step {
        Step::Confirmed => {
            Told::new(Icon::Tick, TrackingStatus::Pending, words.is_confirmed(), words.is_confirmed_next(store))
        }
        Step::OnItsWay => {
            let headline =
                on.map_or_else(|| words.is_on_its_way(), |day| words.is_on_its_way_expected(&words.day(day)));
            Told::new(Icon::Arrow, TrackingStatus::InTransit, headline, words.is_on_its_way_next())
        }
        Step::OutForDelivery => {
            Told::new(Icon::Van, TrackingStatus::PickUp, words.is_out_for_delivery(), words.is_out_for_delivery_next())
        }
        Step::AttemptedDelivery => attempted(words, store, None),
        Step::Delivered => {
            let headline = on.map_or_else(|| words.is_delivered(), |day| words.is_delivered_on(&words.day(day)));
            Told::new(Icon::Tick, TrackingStatus::Delivered, headline, words.is_delivered_next(store))
        }
    }
}

/// What is told of a note; nothing, of what is only said beside something else.
pub(super) fn of_note(words: Words, store: &str, note: Note, clock: impl Fn() -> String) -> Option<Told> {
    use TrackingStatus::{Alert, Delivered, Expired, Pending, PickUp, Returned, Unrecognized};
    let told = |icon, colours, headline, next| Some(Told::new(icon, colours, headline, next));
    match note {
        Note::MoreToCome { .. } => None,
        Note::Cancelled => told(Icon::Cross, Pending, words.is_cancelled(), words.is_cancelled_next(store)),
        Note::Held => told(Icon::Pause, Pending, words.is_held(), words.is_held_next(store)),
        Note::UpsellOffered { .. } => {
            told(Icon::Tick, Pending, words.is_offered(), words.is_offered_next(&clock(), store))
        }
        Note::SentByEmail => told(Icon::Mail, Delivered, words.is_sent_by_email(), words.is_sent_by_email_next(store)),
        Note::ReadyToCollect => told(Icon::Pin, PickUp, words.is_ready_to_collect(), words.is_ready_to_collect_next()),
        Note::Attempted { reason } => Some(attempted(words, store, reason)),
        Note::Alert { reason, detail } => {
            let (headline, next) = alert(words, store, reason, detail);
            told(Icon::Exclamation, Alert, headline, next)
        }
        Note::Returning => told(Icon::Back, Returned, words.is_returning(), words.is_returning_next(store)),
        Note::Returned => told(Icon::Back, Returned, words.is_returned(), words.is_returned_next(store)),
        Note::Expired => told(Icon::Hourglass, Expired, words.is_expired(), words.is_expired_next(store)),
        Note::Unrecognized => {
            told(Icon::Question, Unrecognized, words.is_unrecognized(), words.is_unrecognized_next(store))
        }
    }
}

fn attempted(words: Words, store: &str, reason: Option<Reason>) -> Told {
    let (headline, next) = match reason {
        Some(Reason::RecipientUnavailable) => {
            (words.attempted_recipient_unavailable(), words.attempted_recipient_unavailable_next())
        }
        Some(Reason::DelayedOrRescheduled) => {
            (words.attempted_delayed_or_rescheduled(), words.attempted_delayed_or_rescheduled_next())
        }
        Some(Reason::LaterDeliveryRequested) => {
            (words.attempted_later_delivery_requested(), words.attempted_later_delivery_requested_next())
        }
        Some(Reason::AddressNotFound) => {
            (words.attempted_address_not_found(), words.attempted_address_not_found_next(store))
        }
        Some(Reason::RuralOrRemoteArea) => {
            (words.attempted_rural_or_remote_area(), words.attempted_rural_or_remote_area_next())
        }
        _ => (words.attempted(), words.attempted_next()),
    };
    Told::new(Icon::TurnBack, TrackingStatus::Undelivered, headline, next)
}

fn alert(words: Words, store: &str, reason: Option<Reason>, detail: Option<Detail>) -> (String, String) {
    match (reason, detail) {
        (Some(Reason::RefusedByRecipient), _) => {
            (words.alert_refused_by_recipient(), words.alert_refused_by_recipient_next(store))
        }
        (Some(Reason::AddressIncorrect), _) => {
            (words.alert_address_incorrect(), words.alert_address_incorrect_next(store))
        }
        (Some(Reason::RetentionPeriodOver), _) => {
            (words.alert_retention_period_over(), words.alert_retention_period_over_next(store))
        }
        (Some(Reason::RecipientAbsent), _) => (words.alert_recipient_absent(), words.alert_recipient_absent_next()),
        (Some(Reason::HeldByCustoms), Some(Detail::ProhibitedGoods)) => {
            (words.alert_prohibited_goods(), words.alert_stopped_by_customs_next(store))
        }
        (Some(Reason::HeldByCustoms), Some(Detail::RestrictedImport)) => {
            (words.alert_restricted_import(), words.alert_stopped_by_customs_next(store))
        }
        (Some(Reason::HeldByCustoms), _) => (words.alert_held_by_customs(), words.alert_held_by_customs_next(store)),
        (Some(Reason::DamagedOrLost), _) => (words.alert_damaged_or_lost(), words.alert_damaged_or_lost_next(store)),
        _ => (words.alert(), words.alert_next(store)),
    }
}
