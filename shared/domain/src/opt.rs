//! The customer's word on updates by e-mail (N10).

use crate::contact::Updates;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::text::EmailAddress;

/// The customer wants updates by e-mail: at the address of the checkout, or at `email`, where the checkout gave none.
///
/// # Errors
/// [`Refusal::Invalid`] for another address than the checkout's, for none at all, and where the store does not offer
/// updates to a customer who gave no address at the checkout.
pub fn opt_in(order: &Order, email: Option<EmailAddress>, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let refused = |why: &str| Err(Refusal::invalid("email", why));
    let updates = match (&order.contact.email, email) {
        (Some(known), Some(email)) if known.folded() != email.folded() => {
            return refused("must be left out: updates go to the address of the checkout");
        }
        (Some(_), _) => Updates::Unsaid,
        (None, _) if !moment.settings.messages.email_opt_in => {
            return refused("must be left out: the store sends no updates to who gave no address at the checkout");
        }
        (None, None) => return refused("must be where the updates go"),
        (None, Some(email)) => Updates::OptedIn { email },
    };
    say(order, updates, Event::UpdatesOptedIn, moment)
}

/// The customer wants no updates by e-mail.
///
/// # Errors
/// None today; as [`opt_in`].
pub fn opt_out(order: &Order, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    say(order, Updates::OptedOut, Event::UpdatesOptedOut, moment)
}

fn say(order: &Order, updates: Updates, event: Event, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let mut draft = Draft::open(order, moment);
    if draft.order.contact.updates != updates && draft.order.redacted_at.is_none() {
        draft.order.contact.updates = updates;
        draft.record(event);
    }
    draft.finish_with_text()
}
