//! Erasing the customer's personal data, and keeping the counts.

use crate::contact::Contact;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::{HoldCause, Order};

/// Erases the contact, and whatever people wrote about it: the note, the holds' notes, the metadata.
#[must_use]
pub fn redact(order: &Order, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    let order = &mut draft.order;
    let mut erased = order.redacted_at.is_none();
    erased |= std::mem::take(&mut order.contact) != Contact::default();
    erased |= order.note.take().is_some();
    erased |= !std::mem::take(&mut order.metadata).is_empty();
    for hold in order.fulfilment_orders.iter_mut().flat_map(|at| &mut at.holds) {
        if let HoldCause::Manual { note, .. } = &mut hold.cause {
            erased |= note.take().is_some();
        }
    }
    if erased {
        order.redacted_at = Some(moment.now);
        draft.record(Event::OrderRedacted);
    }
    draft.finish()
}
