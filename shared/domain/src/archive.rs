//! Out of the lists and of attention, and back.

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::Order;

/// Puts the order out of the lists. Everything else goes on.
#[must_use]
pub fn archive(order: &Order, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    if order.is_archived() {
        return Outcome::Unchanged;
    }
    draft.order.archived_at = Some(moment.now);
    draft.record(Event::OrderArchived);
    draft.finish()
}

/// Puts the order back.
#[must_use]
pub fn unarchive(order: &Order, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    if !order.is_archived() {
        return Outcome::Unchanged;
    }
    draft.order.archived_at = None;
    draft.record(Event::OrderUnarchived);
    draft.finish()
}
