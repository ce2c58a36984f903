//! Cancelling an order: what is not fulfilled never will be.

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::{Order, Upsell};

/// Cancels what is not fulfilled. What is fulfilled stays so, and can be cancelled by itself.
#[must_use]
pub fn cancel_order(order: &Order, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    if order.is_cancelled() {
        return Outcome::Unchanged;
    }
    let left = draft.order.at(moment.now).quantities();
    let upsell = matches!(draft.order.upsell, Upsell::Offered { .. });
    if upsell {
        draft.order.upsell = Upsell::Expired;
    }
    draft.order.cancelled_at = Some(moment.now);
    draft.record(Event::OrderCancelled { quantity: left.open + left.held, upsell });
    draft.release_all(|_| true);
    draft.finish()
}
