//! Which messages an event leads to, and when. Whether each is sent is for [`crate::policy`] to say.

use chrono::{DateTime, TimeDelta, Utc};

use crate::condition::TrackingStatus;
use crate::event::Event;
use crate::id::{FulfilmentId, ParcelId};
use crate::message::{Channel, Kind};
use crate::order::Order;

/// How long a number stands before the customer is told of it: who corrects it at once is understood as they meant it.
pub const QUIET: TimeDelta = TimeDelta::minutes(1);

/// A message that an event leads to, to be sent or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// What it is about.
    pub kind: Kind,
    /// How it goes.
    pub channel: Channel,
    /// The fulfilment that it is about, if it is about one.
    pub fulfilment: Option<FulfilmentId>,
    /// The parcel that it is about, if it is about one.
    pub parcel: Option<ParcelId>,
}

/// Whether an event may lead to messages at all: it is then marked as not yet told.
#[must_use]
pub fn announces(event: &Event) -> bool {
    match event {
        Event::OrderPlaced { upsell, .. } => !upsell,
        // Cancelled within the upsell's hour: that it is never confirmed is written down.
        Event::OrderCancelled { upsell, .. } => *upsell,
        Event::TrackingStatusChanged { from, to, .. } => news(*from, *to).is_some(),
        Event::OrderCompleted { .. }
        | Event::UpsellExpired
        | Event::FulfilmentCreated { .. }
        | Event::TrackingNumberAdded { .. }
        | Event::TrackingNumberCorrected { .. }
        | Event::MessageAsked { .. } => true,
        _ => false,
    }
}

/// When an event that was recorded `at` is told.
#[must_use]
pub fn due_at(event: &Event, at: DateTime<Utc>) -> DateTime<Utc> {
    match event {
        Event::TrackingNumberAdded { .. } | Event::TrackingNumberCorrected { .. } => at + QUIET,
        _ => at,
    }
}

/// The messages that an event leads to, in the order in which they go.
#[must_use]
pub fn announcements(event: &Event, order: &Order) -> Vec<Announcement> {
    let fulfilment = |id: &str| FulfilmentId::read(order.id(), id);
    let parcel = |id: &str| ParcelId::read(order.id(), id);
    let of_parcel = |kind, fulfilment_id: &str, parcel_id: &str| {
        vec![Announcement {
            kind,
            channel: Channel::Email,
            fulfilment: fulfilment(fulfilment_id),
            parcel: parcel(parcel_id),
        }]
    };
    match event {
        Event::OrderPlaced { upsell: false, .. }
        | Event::OrderCompleted { .. }
        | Event::UpsellExpired
        | Event::OrderCancelled { upsell: true, .. } => by_both(Kind::OrderConfirmation, None),
        Event::FulfilmentCreated { fulfilment_id, .. } => {
            fulfilment(fulfilment_id).map(|id| of_fulfilment(order, id)).unwrap_or_default()
        }
        Event::TrackingNumberAdded { fulfilment_id, parcel_id, .. }
        | Event::TrackingNumberCorrected { fulfilment_id, parcel_id, .. } => {
            of_parcel(Kind::ShippingUpdate, fulfilment_id, parcel_id)
        }
        Event::TrackingStatusChanged { from, to, fulfilment_id, parcel_id, .. } => {
            news(*from, *to).map(|kind| of_parcel(kind, fulfilment_id, parcel_id)).unwrap_or_default()
        }
        Event::MessageAsked { kind, channel, fulfilment_id, parcel_id } => vec![Announcement {
            kind: *kind,
            channel: *channel,
            fulfilment: fulfilment_id.as_deref().and_then(fulfilment),
            parcel: parcel_id.as_deref().and_then(parcel),
        }],
        _ => Vec::new(),
    }
}

/// What a customer is told when a parcel comes to be doing otherwise. That it still does the same is no news.
fn news(from: TrackingStatus, to: TrackingStatus) -> Option<Kind> {
    match to {
        _ if from == to => None,
        TrackingStatus::PickUp => Some(Kind::OutForDelivery),
        TrackingStatus::Undelivered => Some(Kind::AttemptedDelivery),
        TrackingStatus::Delivered => Some(Kind::Delivered),
        _ => None,
    }
}

/// Goods are on their way; what is digital can be had (F2). A fulfilment may be both.
fn of_fulfilment(order: &Order, id: FulfilmentId) -> Vec<Announcement> {
    let Some(fulfilment) = order.fulfilment(id) else { return Vec::new() };
    let mut told = Vec::new();
    if order.any_digital(fulfilment.lines()) {
        let (kind, channel) = (Kind::DigitalDelivery, Channel::Email);
        told.push(Announcement { kind, channel, fulfilment: Some(id), parcel: None });
    }
    if order.any_physical(fulfilment.lines()) {
        told.extend(by_both(Kind::ShippingConfirmation, Some(id)));
    }
    told
}

/// A confirmation: by e-mail, and by SMS (N9).
fn by_both(kind: Kind, fulfilment: Option<FulfilmentId>) -> Vec<Announcement> {
    Channel::ALL.map(|channel| Announcement { kind, channel, fulfilment, parcel: None }).into()
}
