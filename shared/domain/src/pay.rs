//! How the payment stands.

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::Order;
use crate::payment::Payment;

/// Notes how the payment stands. Paid in an automatic mode fulfils what is open (F1); nothing else does.
#[must_use]
pub fn pay(order: &Order, payment: Payment, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    if order.payment == payment {
        return Outcome::Unchanged;
    }
    draft.order.payment = payment;
    draft.record(Event::PaymentChanged { payment });
    if payment.is_paid() && !order.payment.is_paid() {
        draft.paid();
    }
    draft.finish()
}
