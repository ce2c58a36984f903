//! Asking for a message: it is sent again, from the order as it is then.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::announce::Announcement;
use crate::bounds;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::FulfilmentId;
use crate::message::{Channel, Kind};
use crate::order::{Fulfilment, Order};
use crate::policy::told_status;
use crate::refusal::Refusal;
use crate::tracking::Parcel;

/// Which message.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskMessage {
    /// What it is to be about.
    pub kind: Kind,
    /// How it is to go.
    pub channel: Channel,
    /// Which fulfilment it is to be about; the latest that fits, if absent.
    #[serde(default)]
    pub fulfilment_id: Option<String>,
    /// Render it, and send nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// Refuses a kind of message over a channel that it never goes.
///
/// # Errors
/// [`Refusal::Invalid`] for SMS that are no confirmation (N9).
pub fn check_channel(kind: Kind, channel: Channel) -> Result<(), Refusal> {
    if kind.goes_by(channel) {
        Ok(())
    } else {
        Err(Refusal::invalid("channel", "must be `email`: only confirmations go by SMS"))
    }
}

/// What the message would be about.
///
/// # Errors
/// [`Refusal::NothingToTell`] where nothing of the order fits; [`Refusal::Invalid`] as [`check_channel`] says.
pub fn subject(order: &Order, ask: &AskMessage) -> Result<Announcement, Refusal> {
    let AskMessage { kind, channel, .. } = *ask;
    check_channel(kind, channel)?;
    if kind == Kind::OrderConfirmation {
        return Ok(Announcement { kind, channel, fulfilment: None, parcel: None });
    }
    let named = match &ask.fulfilment_id {
        Some(text) => Some(fulfilment_of(order, text)?),
        None => None,
    };
    let live = order.fulfilments().iter().rev().filter(|fulfilment| fulfilment.is_live());
    let mut among = live.filter(|fulfilment| named.is_none_or(|id| fulfilment.id() == id));
    among.find_map(|fulfilment| fits(order, fulfilment, kind, channel)).ok_or(Refusal::NothingToTell)
}

/// Notes that the message is asked for.
///
/// # Errors
/// As [`subject`] says; [`Refusal::LimitReached`] where it has been asked for too often.
pub fn ask(order: &Order, input: &AskMessage, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let Announcement { kind, channel, fulfilment, parcel } = subject(order, input)?;
    if order.messages_asked >= bounds::MESSAGES_ASKED {
        return Err(Refusal::limit("messages that were asked for", usize::from(bounds::MESSAGES_ASKED)));
    }
    let mut draft = Draft::open(order, moment);
    draft.order.messages_asked += 1;
    draft.record(Event::MessageAsked {
        kind,
        channel,
        fulfilment_id: fulfilment.map(|id| id.text(order.id())),
        parcel_id: parcel.map(|id| id.text(order.id())),
    });
    Ok(draft.finish())
}

fn fulfilment_of(order: &Order, text: &str) -> Result<FulfilmentId, Refusal> {
    let id = FulfilmentId::read(order.id(), text).filter(|id| order.fulfilment(*id).is_some());
    id.ok_or_else(|| Refusal::not_found("fulfilment"))
}

/// A message of this kind about a fulfilment, if there is something of it to tell.
fn fits(order: &Order, fulfilment: &Fulfilment, kind: Kind, channel: Channel) -> Option<Announcement> {
    let parcel = |which: &dyn Fn(&Parcel) -> bool| {
        order.parcels_of(fulfilment.id()).filter(|parcel| which(parcel)).max_by_key(|parcel| parcel.began_at)
    };
    let parcel = match (kind, told_status(kind)) {
        (_, Some(status)) => Some(parcel(&|parcel| parcel.status() == status)?.id),
        (Kind::ShippingUpdate, _) => Some(parcel(&|parcel| parcel.tracking.is_some())?.id),
        (Kind::DigitalDelivery, _) if order.any_digital(fulfilment.lines()) => None,
        (Kind::ShippingConfirmation, _) if order.any_physical(fulfilment.lines()) => None,
        _ => return None,
    };
    Some(Announcement { kind, channel, fulfilment: Some(fulfilment.id()), parcel })
}
