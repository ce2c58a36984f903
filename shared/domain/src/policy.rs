//! Whether a message is sent, and to whom; and if not, why not (N2, N8–N12).

use chrono::{DateTime, TimeDelta, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::announce::Announcement;
use crate::condition::TrackingStatus;
use crate::contact::Updates;
use crate::event::Event;
use crate::message::{Channel, Kind};
use crate::order::{Fulfilment, Order};
use crate::payment::{PaymentSource, PaymentStatus};
use crate::phone::PhoneNumber;
use crate::settings::Settings;
use crate::text::EmailAddress;
use crate::tracking::Parcel;

/// How old news may be when it is told: what a carrier says at last of a parcel long there is no news.
pub const STALE: TimeDelta = TimeDelta::days(30);

/// Where a message goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    /// By e-mail.
    Email(EmailAddress),
    /// By SMS.
    Sms(PhoneNumber),
}

/// Why a message is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The store does not send this kind over this channel (N2).
    SettingOff,
    /// It was turned off for this order, or this fulfilment (N2).
    TurnedOff,
    /// The order was marked as paid: no SMS (N8).
    MarkedAsPaid,
    /// The customer wants no updates (N10).
    OptedOut,
    /// The customer gave none.
    NoAddress,
    /// What the customer gave is no telephone number.
    BadPhone,
    /// The customer's data was erased.
    Redacted,
    /// The store has not said who its mail comes from.
    NoSender,
    /// The order was cancelled.
    OrderCancelled,
    /// The fulfilment was cancelled, or is no more.
    FulfilmentCancelled,
    /// Something later tells it better.
    Superseded,
    /// It is long past.
    Stale,
    /// Nothing in it can be downloaded.
    NoDownload,
    /// Mail to this address came back, or its owner called it unwanted.
    Suppressed,
}

impl Why {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SettingOff => "setting off",
            Self::TurnedOff => "turned off for this one",
            Self::MarkedAsPaid => "marked as paid",
            Self::OptedOut => "opted out",
            Self::NoAddress => "no address",
            Self::BadPhone => "not a telephone number",
            Self::Redacted => "personal data erased",
            Self::NoSender => "no sender set",
            Self::OrderCancelled => "order cancelled",
            Self::FulfilmentCancelled => "fulfilment cancelled",
            Self::Superseded => "superseded by later news",
            Self::Stale => "too long ago",
            Self::NoDownload => "nothing to download",
            Self::Suppressed => "address bounced or complained",
        }
    }
}

/// Decides on a message, from the order and the settings as they are now. One that someone asked for is sent whatever the
/// settings say; what the customer wants, and what the order is, count all the same.
///
/// # Errors
/// Why it is not sent.
pub fn judge(
    announcement: &Announcement,
    event: &Event,
    order: &Order,
    settings: &Settings,
    now: DateTime<Utc>,
) -> Result<Recipient, Why> {
    if order.redacted_at().is_some() {
        return Err(Why::Redacted);
    }
    let Announcement { kind, channel, .. } = *announcement;
    let fulfilment = announcement.fulfilment.and_then(|id| order.fulfilment(id));
    let parcel = announcement.parcel.and_then(|id| order.parcels().iter().find(|parcel| parcel.id == id));
    still_true(announcement, order, fulfilment, parcel)?;
    if !matches!(event, Event::MessageAsked { .. }) {
        wanted_by_the_store(kind, channel, event, order, fulfilment, settings)?;
        still_news(event, order, parcel, now)?;
    }
    match channel {
        Channel::Email => by_email(kind, order, settings).map(Recipient::Email),
        Channel::Sms => by_sms(order).map(Recipient::Sms),
    }
}

/// What the message says must still be so.
fn still_true(
    announcement: &Announcement,
    order: &Order,
    fulfilment: Option<&Fulfilment>,
    parcel: Option<&Parcel>,
) -> Result<(), Why> {
    match announcement.kind {
        Kind::OrderConfirmation if order.is_cancelled() => Err(Why::OrderCancelled),
        Kind::OrderConfirmation => Ok(()),
        _ if !fulfilment.is_some_and(Fulfilment::is_live) => Err(Why::FulfilmentCancelled),
        _ if announcement.parcel.is_some() && parcel.is_none() => Err(Why::Superseded),
        Kind::DigitalDelivery if !fulfilment.is_some_and(|fulfilment| order.any_download(fulfilment.lines())) => {
            Err(Why::NoDownload)
        }
        _ => Ok(()),
    }
}

/// N2: the store's table, its one setting for what is sent, and what was said for this one alone.
fn wanted_by_the_store(
    kind: Kind,
    channel: Channel,
    event: &Event,
    order: &Order,
    fulfilment: Option<&Fulfilment>,
    settings: &Settings,
) -> Result<(), Why> {
    let placed_quietly = match event {
        // Of what is fulfilled by itself, this alone is said: it was fulfilled as it was placed.
        Event::FulfilmentCreated { automatic: true, notify_customer, .. } => *notify_customer == Some(false),
        _ => kind == Kind::OrderConfirmation && !order.notify_customer(),
    };
    if placed_quietly {
        return Err(Why::TurnedOff);
    }
    if !settings.messages.policy.sends(kind, channel) {
        return Err(Why::SettingOff);
    }
    if matches!(kind, Kind::OrderConfirmation | Kind::DigitalDelivery) {
        return Ok(());
    }
    let said_here = match event {
        Event::TrackingNumberAdded { notify_customer, .. } | Event::TrackingNumberCorrected { notify_customer, .. } => {
            *notify_customer
        }
        _ => None,
    };
    let said = said_here.or_else(|| fulfilment.and_then(Fulfilment::notify_customer));
    match said {
        Some(true) => Ok(()),
        Some(false) => Err(Why::TurnedOff),
        None if settings.messages.notify_customers => Ok(()),
        None => Err(Why::SettingOff),
    }
}

/// What an event says must be the latest.
fn still_news(event: &Event, order: &Order, parcel: Option<&Parcel>, now: DateTime<Utc>) -> Result<(), Why> {
    let Some(parcel) = parcel else { return Ok(()) };
    let latest = match event {
        Event::TrackingNumberAdded { generation, .. } | Event::TrackingNumberCorrected { generation, .. } => {
            parcel.generation == *generation && is_latest_number(order, parcel)
        }
        Event::TrackingStatusChanged { generation, to, .. } => {
            parcel.generation == *generation && parcel.status() == *to
        }
        _ => true,
    };
    let since = match event {
        Event::TrackingStatusChanged { .. } => parcel.since(),
        _ => None,
    };
    if !latest {
        Err(Why::Superseded)
    } else if since.is_some_and(|since| since + STALE < now) {
        Err(Why::Stale)
    } else {
        Ok(())
    }
}

/// Whether no other number of the fulfilment, of which the customer is told, came after this one: one update tells of
/// all of them.
fn is_latest_number(order: &Order, parcel: &Parcel) -> bool {
    let place = |parcel: &Parcel| (parcel.began_at, parcel.id);
    let told = |other: &&Parcel| other.tracking.is_some() && !other.quiet;
    let later = order.parcels_of(parcel.fulfilment).filter(told).any(|other| place(other) > place(parcel));
    parcel.tracking.is_some() && !later
}

/// N9, N10: an order is confirmed to who gave an address at the checkout; all else goes to the order's address, and
/// updates while the customer wants them.
fn by_email(kind: Kind, order: &Order, settings: &Settings) -> Result<EmailAddress, Why> {
    let contact = order.contact();
    if kind.is_update() && contact.updates == Updates::OptedOut {
        return Err(Why::OptedOut);
    }
    let address = if kind == Kind::OrderConfirmation { contact.email.as_ref() } else { contact.mail_to() };
    let address = address.ok_or(Why::NoAddress)?;
    if settings.messages.sender.is_none() { Err(Why::NoSender) } else { Ok(address.clone()) }
}

/// N8: nothing is texted about an order that the merchant marked as paid.
fn by_sms(order: &Order) -> Result<PhoneNumber, Why> {
    let (contact, payment) = (order.contact(), order.payment());
    let marked = payment.source == PaymentSource::MarkedAsPaid && payment.status != PaymentStatus::Pending;
    match (&contact.phone, &contact.sms) {
        _ if marked => Err(Why::MarkedAsPaid),
        (None, _) => Err(Why::NoAddress),
        (Some(_), None) => Err(Why::BadPhone),
        (Some(_), Some(number)) => Ok(number.clone()),
    }
}

/// Whether a parcel's status is one of which a customer can be told.
#[must_use]
pub fn told_status(kind: Kind) -> Option<TrackingStatus> {
    match kind {
        Kind::OutForDelivery => Some(TrackingStatus::PickUp),
        Kind::AttemptedDelivery => Some(TrackingStatus::Undelivered),
        Kind::Delivered => Some(TrackingStatus::Delivered),
        _ => None,
    }
}
