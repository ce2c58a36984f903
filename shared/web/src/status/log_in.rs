//! Logging in from another device than the checkout's: by the order's number and the e-mail address of the checkout, or
//! the phone number, where no e-mail address was given (O7).
//!
//! Whatever does not fit, the answer is the same, after the same reads, writes and comparisons. A try counts before it
//! is looked at: many at once are no more tries than one after the other.

use chrono::TimeDelta;
use waybill_domain::Order;
use waybill_domain::contact::Proof;
use waybill_domain::phone::PhoneNumber;
use waybill_domain::text::{CountryCode, EmailAddress};
use waybill_lambda::{Answer, App, Form, PageRequest, Problem, Request};
use waybill_pages::status_page::{LogIn, Visitor};
use waybill_store::page::{Limit, OpenOrder};
use waybill_store::secret::{OrderToken, StoreSecret, TokenPurpose};

use super::role::{Role, owner_cookie};
use super::{Of, noted, opened, way_to};
use crate::answer::{Kept, finished, see, with_cookie};

/// Tries from one network address: whoever mistypes has some left.
const FROM_ONE: Limit = Limit { window: TimeDelta::minutes(15), most: 5 };

/// Tries from anywhere: guessing an address from many places takes years. One place alone does not use them up, which
/// would lock the customer out.
const FROM_ALL: Limit = Limit { window: TimeDelta::hours(1), most: 60 };

/// Answers a log-in: on to the page, with the cookie that makes the device the owner's; or the page again.
pub async fn log_in(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let logged_in = asked.in_time(logged_in(&app, &asked)).await;
    finished(&asked, logged_in)
}

async fn logged_in(app: &App, asked: &PageRequest) -> Result<Answer, Problem> {
    let form = asked.form(&app.public_url)?;
    let (token, OpenOrder { record, stored, .. }) = opened(app, asked, TokenPurpose::StatusPage).await?;
    let now = app.now();
    let may_try = counts(app, asked, &token, &record.secret).await?;
    let fits = fits(&form, &stored.order, &record.secret);
    if may_try && fits {
        let cookie = owner_cookie(app, &token, &record.secret, now);
        return Ok(noted(with_cookie(see(&way_to(token.as_str(), asked)), &cookie), &token));
    }
    let (status, state) = if may_try {
        (403, LogIn::Failed { order: form.field("order").to_owned() })
    } else if asked.wants_json() {
        return Err(Problem::SlowDown);
    } else {
        (429, LogIn::SlowDown)
    };
    let (role, version) = (Role::Stranger, stored.order.revision().to_string());
    let of = Of { app, asked, token: &token, record: &record, order: &stored.order, role, version: &version, now };
    of.answer(status, Visitor::Stranger(state), Kept::ByNobody).await
}

/// Counts a try; whether it may be made. One that its own place may not make is none from anywhere.
async fn counts(app: &App, asked: &PageRequest, token: &OrderToken, secret: &StoreSecret) -> Result<bool, Problem> {
    let count =
        |at: String, limit| async move { app.store.count_try(&token.store, secret, &at, limit, app.now()).await };
    let from_one = count(format!("{} {}", token.order, asked.client()), FROM_ONE).await?;
    Ok(from_one && count(token.order.to_string(), FROM_ALL).await?)
}

/// Whether what was typed is the order's. All of it is compared, whatever is wrong.
#[expect(clippy::needless_bitwise_bool, reason = "what stops at the first difference tells how far it came")]
fn fits(form: &Form, order: &Order, secret: &StoreSecret) -> bool {
    let same = |known: Option<String>, typed: &str| {
        let hash = secret.hash("log in", known.as_deref().unwrap_or_default());
        secret.hashes("log in", typed, &hash) & known.is_some()
    };
    let contact = order.contact();
    let phone = contact.dialled().filter(|_| contact.proof() == Some(Proof::Phone));
    let by_number = same(Some(folded_number(order.name())), &folded_number(form.field("order")));
    let by_email = same(contact.email.as_ref().map(EmailAddress::folded), &form.field("email").to_lowercase());
    let by_phone = same(phone, &typed_phone(form.field("phone"), contact.country()));
    by_number & (by_email | by_phone)
}

/// An order's number, however it is written: with its `#` or without.
fn folded_number(written: &str) -> String {
    let plain = written.chars().filter(|c| !c.is_whitespace() && *c != '#');
    plain.flat_map(char::to_lowercase).collect()
}

fn typed_phone(typed: &str, country: Option<&CountryCode>) -> String {
    let digits = || typed.chars().filter(char::is_ascii_digit).collect();
    PhoneNumber::read(typed, country).map_or_else(|_| digits(), String::from)
}
