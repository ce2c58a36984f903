//! How an action is written: open a draft of the order at a moment, change it, record each fact, finish.
//!
//! A draft that records nothing finishes as [`Outcome::Unchanged`], so that asking twice changes nothing the
//! second time. Holds that ended by themselves are settled first, and what has become ready in an automatic
//! mode is fulfilled last (F1). A hold ends at its instant for everyone; fulfilling by itself is an act, which
//! the first write after that instant does. So what staff do in between counts: what they fulfil themselves,
//! hold or cancel is not taken from under their hands.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::bounds;
use crate::effective::EffectiveFulfilmentOrder;
use crate::event::{Event, EventLine};
use crate::id::{FulfilmentId, FulfilmentOrderId, LineItemId, ParcelId};
use crate::order::{Fulfilment, FulfilmentOrder, Hold, Order, Upsell};
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::tracking::{Observed, Parcel, Tracking};

/// What came of an action that was not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The order as it is now, and what happened to it.
    Changed(Box<Change>),
    /// It was so already: nothing is written, and nobody is told.
    Unchanged,
}

/// An order to be written, with the facts to be written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The order, its revision one more than the one that was read.
    pub order: Order,
    /// At least one fact.
    pub events: Vec<Event>,
    /// How many of them, the first ones, happened by themselves when the upsell's hour was over, and not by
    /// who acts now.
    pub by_itself: usize,
}

/// When, by whom and under which settings an action is decided.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The instant. Everything that depends on time depends on this alone.
    pub now: DateTime<Utc>,
    /// Who acts: an API key's name, or a schedule's.
    pub actor: &'a str,
    /// The store's settings.
    pub settings: &'a Settings,
}

/// An order while an action changes it.
pub(crate) struct Draft<'a> {
    before: Option<&'a Order>,
    pub(crate) order: Order,
    pub(crate) moment: &'a Moment<'a>,
    settled: Vec<Event>,
    events: Vec<Event>,
    ready: BTreeSet<FulfilmentOrderId>,
    paid: bool,
}

impl<'a> Draft<'a> {
    /// A draft of the order as it is at the moment: what expired by then is released.
    pub(crate) fn open(order: &'a Order, moment: &'a Moment<'a>) -> Self {
        let mut draft = Self { before: Some(order), ..Self::new(order.clone(), moment) };
        if order.expires_at().is_some_and(|expires_at| expires_at <= moment.now) {
            draft.order.upsell = Upsell::Expired;
            draft.record(Event::UpsellExpired);
            draft.release_all(Hold::is_upsell);
        }
        draft.settled = std::mem::take(&mut draft.events);
        draft
    }

    /// A draft of an order that has never been written.
    pub(crate) fn new(order: Order, moment: &'a Moment<'a>) -> Self {
        Self {
            before: None,
            order,
            moment,
            settled: Vec::new(),
            events: Vec::new(),
            ready: BTreeSet::new(),
            paid: false,
        }
    }

    /// Notes a fact.
    pub(crate) fn record(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Notes that a fulfilment order's items may now be fulfilled by themselves, if the store's mode says so.
    pub(crate) fn ready(&mut self, id: FulfilmentOrderId) {
        self.ready.insert(id);
    }

    /// Notes that the order has just been paid: all of it may now be fulfilled by itself.
    pub(crate) fn paid(&mut self) {
        self.paid = true;
        self.ready.extend(self.order.fulfilment_orders.iter().map(FulfilmentOrder::id));
    }

    /// Notes that the items went from one fulfilment order to another.
    pub(crate) fn hand_on_readiness(&mut self, from: FulfilmentOrderId, to: FulfilmentOrderId) {
        if self.ready.contains(&from) {
            self.ready.insert(to);
        }
    }

    /// Releases the holds of one fulfilment order that `which` picks.
    pub(crate) fn release(&mut self, id: FulfilmentOrderId, which: impl Fn(&Hold) -> bool) {
        let Some(at) = self.order.fulfilment_orders.get_mut(id.index()) else { return };
        let (released, kept): (Vec<_>, Vec<_>) = at.holds.drain(..).partition(which);
        let free = kept.is_empty() && !released.is_empty();
        at.holds = kept;
        for hold in released {
            self.events.push(Event::HoldReleased {
                hold_id: hold.id(id).text(&self.order.id),
                fulfilment_order_id: id.text(&self.order.id),
            });
        }
        if free {
            self.ready(id);
        }
    }

    /// Releases the holds that `which` picks, wherever they sit.
    pub(crate) fn release_all(&mut self, which: impl Fn(&Hold) -> bool) {
        let ids: Vec<_> = self.order.fulfilment_orders.iter().map(|at| at.id).collect();
        for id in ids {
            self.release(id, &which);
        }
    }

    /// Adds a fulfilment of lines that are open, and its parcels.
    pub(crate) fn add_fulfilment(&mut self, new: NewFulfilment) -> Result<(), Refusal> {
        let so_far: usize = self.order.fulfilments.iter().map(|fulfilment| fulfilment.lines.len()).sum();
        if self.order.fulfilments.len() >= bounds::FULFILMENTS {
            return Err(Refusal::limit("fulfilments", bounds::FULFILMENTS));
        }
        if so_far + new.lines.len() > bounds::FULFILMENT_LINES {
            return Err(Refusal::limit("lines of fulfilments", bounds::FULFILMENT_LINES));
        }
        let id = FulfilmentId::at(self.order.fulfilments.len());
        let mut parcels: Vec<_> = new.tracking.into_iter().map(Some).collect();
        if parcels.is_empty() && self.order.any_physical(&new.lines) {
            parcels.push(None);
        }
        let quiet = new.notify_customer == Some(false);
        let parcels =
            parcels.into_iter().map(|tracking| self.add_parcel(id, tracking, quiet)).collect::<Result<Vec<_>, _>>()?;
        self.record(Event::FulfilmentCreated {
            fulfilment_id: id.text(&self.order.id),
            fulfilment_order_id: new.fulfilment_order.text(&self.order.id),
            line_items: new.lines.iter().map(|(line, quantity)| self.event_line(*line, *quantity)).collect(),
            parcel_ids: parcels.iter().map(|parcel| parcel.text(&self.order.id)).collect(),
            automatic: new.automatic,
            notify_customer: new.notify_customer,
        });
        self.order.fulfilments.push(Fulfilment {
            id,
            from: new.fulfilment_order,
            lines: new.lines,
            label: None,
            created_at: self.moment.now,
            cancelled_at: None,
            notify_customer: new.notify_customer,
        });
        Ok(())
    }

    /// Adds a parcel to a fulfilment; of a quiet one the customer is not told.
    pub(crate) fn add_parcel(
        &mut self,
        fulfilment: FulfilmentId,
        tracking: Option<Tracking>,
        quiet: bool,
    ) -> Result<ParcelId, Refusal> {
        if self.order.parcels_made >= bounds::PARCELS {
            return Err(Refusal::limit("parcels", usize::from(bounds::PARCELS)));
        }
        let id = ParcelId::at(usize::from(self.order.parcels_made));
        self.order.parcels_made += 1;
        let (began_at, observed) = (self.moment.now, Observed::default());
        self.order.parcels.push(Parcel {
            id,
            fulfilment,
            generation: 1,
            tracking,
            began_at,
            observed,
            set: None,
            quiet,
        });
        Ok(id)
    }

    /// The outcome of an action that writes down no more text than bounds.rs counts.
    pub(crate) fn finish(self) -> Outcome {
        if self.events.is_empty() { Outcome::Unchanged } else { Outcome::Changed(Box::new(self.finish_change())) }
    }

    /// The change that an action certainly is: placing an order, for one.
    pub(crate) fn finish_change(mut self) -> Change {
        self.fulfil_what_is_ready();
        let by_itself = self.settled.len();
        self.settled.append(&mut self.events);
        self.order.revision += 1;
        Change { order: self.order, events: self.settled, by_itself }
    }

    /// The outcome of an action that writes down what people wrote.
    ///
    /// # Errors
    /// [`Refusal::LimitReached`] when the order would hold too much of it, and more than before.
    pub(crate) fn finish_with_text(self) -> Result<Outcome, Refusal> {
        let (before, after) = (self.before.map_or(0, Order::written_bytes), self.order.written_bytes());
        let too_large = after > bounds::ORDER_BYTES && after > before;
        if too_large { Err(Refusal::limit("bytes of text", bounds::ORDER_BYTES)) } else { Ok(self.finish()) }
    }

    /// The outcome of writing down what has happened by itself, if anything has.
    pub(crate) fn finish_settling(self) -> Outcome {
        if self.settled.is_empty() { Outcome::Unchanged } else { Outcome::Changed(Box::new(self.finish_change())) }
    }

    /// The automatic modes (F1). What staff took back by cancelling a fulfilment is left to staff (F3), until the
    /// order is paid anew. What a bound of the order leaves out stays open, and the timeline says so.
    fn fulfil_what_is_ready(&mut self) {
        if !self.order.payment.is_paid() || self.order.is_cancelled() {
            return;
        }
        // Placing it quietly tells of nothing that placing it does.
        let quietly = self.before.is_none() && !self.order.notify_customer;
        for id in std::mem::take(&mut self.ready) {
            let mode = self.moment.settings.fulfilment_mode;
            let by_itself = |line: LineItemId| {
                self.order.line_item(line).is_some_and(|item| mode.fulfils(item.kind))
                    && (self.paid || !self.order.gave_back(id, line))
            };
            let effective = self.order.at(self.moment.now);
            let open = effective.fulfilment_order(id).into_iter().flat_map(EffectiveFulfilmentOrder::open_lines);
            let lines: Vec<_> = open.filter(|(line, _)| by_itself(*line)).collect();
            if lines.is_empty() {
                continue;
            }
            let added = self.add_fulfilment(NewFulfilment {
                fulfilment_order: id,
                lines,
                tracking: Vec::new(),
                automatic: true,
                notify_customer: quietly.then_some(false),
            });
            if added.is_err() {
                self.record(Event::AutomaticFulfilmentLeft { fulfilment_order_id: id.text(&self.order.id) });
            }
        }
    }

    fn event_line(&self, line: LineItemId, quantity: u32) -> EventLine {
        EventLine { line_item_id: line.text(&self.order.id), quantity }
    }
}

/// A fulfilment to be added: its lines are open.
pub(crate) struct NewFulfilment {
    pub(crate) fulfilment_order: FulfilmentOrderId,
    pub(crate) lines: Vec<(LineItemId, u32)>,
    pub(crate) tracking: Vec<Tracking>,
    pub(crate) automatic: bool,
    pub(crate) notify_customer: Option<bool>,
}
