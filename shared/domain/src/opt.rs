//! The customer's word on updates by e-mail (N10).

use crate::contact::Updates;
use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::text::EmailAddress;

/// The customer wants updates by e-mail, at `email`, or at the address of the checkout.
///
/// # Errors
/// [`Refusal::Invalid`] where there is no address, or the store does not offer it to a customer who gave none at the
/// checkout.
pub fn opt_in(order: &Order, email: Option<EmailAddress>, moment: &Moment<'_>) -> Result<Outcome, Refusal> {
    let known = &order.contact.email;
    let updates = match email.filter(|email| known.as_ref().is_none_or(|known| known.folded() != email.folded())) {
        None if known.is_some() => Updates::Unsaid,
        None => return Err(Refusal::invalid("email", "must be where the updates go")),
        Some(_) if !moment.settings.messages.email_opt_in => {
            return Err(Refusal::invalid(
                "email",
                "is not taken: the store sends updates to the checkout's address alone",
            ));
        }
        Some(email) => Updates::OptedIn { email },
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
