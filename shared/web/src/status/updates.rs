//! Updates by e-mail (N10): the owner turns them on and off on the page, and whoever has the mail's own link off.

use waybill_domain::opt::{opt_in, opt_out};
use waybill_domain::settings::Settings;
use waybill_domain::text::EmailAddress;
use waybill_domain::{Moment, Order, Refusal};
use waybill_lambda::{Answer, App, PageRequest, Problem, Request, change_by};
use waybill_pages::small::{self, Small};
use waybill_pages::status_page::{LogIn, Updates, Visitor};
use waybill_store::page::OpenOrder;
use waybill_store::secret::TokenPurpose;

use super::role::Role;
use super::{Of, language, noted, opened, way_to};
use crate::answer::{Kept, finished, page, see};

/// Who acts, in the order's timeline.
const CUSTOMER: &str = "customer";

/// The updates of an order, as its owner may turn them on or off.
pub(super) fn offered(order: &Order, settings: &Settings) -> Updates {
    let contact = order.contact();
    let written = |email: &EmailAddress| email.as_str().to_owned();
    match (contact.updates_to(), contact.mail_to()) {
        (Some(email), _) => Updates::On { email: written(email) },
        (None, Some(email)) => Updates::Off { email: written(email) },
        (None, None) if settings.messages.email_opt_in => Updates::Offered { wrong: None },
        (None, None) => Updates::NotOffered,
    }
}

/// Turns the owner's updates on or off, and leads back to the page.
pub async fn set_updates(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let set = asked.in_time(set(&app, &asked)).await;
    finished(&asked, set)
}

async fn set(app: &App, asked: &PageRequest) -> Result<Answer, Problem> {
    let form = asked.form(&app.public_url)?;
    let (token, OpenOrder { record, stored, .. }) = opened(app, asked, TokenPurpose::StatusPage).await?;
    let (now, version) = (app.now(), stored.order.revision().to_string());
    let role = Role::of(app, asked, &token, &record, now).await?;
    let of = Of { app, asked, token: &token, record: &record, order: &stored.order, role, version: &version, now };
    if !matches!(of.visitor(), Visitor::Owner(_)) {
        return of.answer(403, Visitor::Stranger(LogIn::Fresh), Kept::ByNobody).await;
    }
    let typed = form.field("email");
    let email = (!typed.is_empty()).then(|| EmailAddress::try_from(typed.to_owned())).transpose();
    let asks_where = matches!(offered(of.order, &record.settings), Updates::Offered { .. });
    let said = match (form.field("updates"), email) {
        ("on", Ok(email)) => {
            let wanted = |order: &Order, moment: &Moment<'_>| opt_in(order, email.clone(), moment);
            change_by(app, asked, CUSTOMER, (&token.store, &token.order), wanted).await
        }
        ("on", Err(_)) => Err(Refusal::invalid("email", "must be an e-mail address").into()),
        ("off", _) => change_by(app, asked, CUSTOMER, (&token.store, &token.order), opt_out).await,
        _ => return Err(Problem::invalid("updates", "must be on or off")),
    };
    match said {
        Ok(()) => Ok(noted(see(&way_to(token.as_str(), asked)), &token)),
        Err(Problem::Refused(Refusal::Invalid { .. })) if asks_where => {
            let wrong = Updates::Offered { wrong: Some(typed.to_owned()) };
            of.answer(400, Visitor::Owner(wrong), Kept::ByNobody).await
        }
        Err(other) => Err(other),
    }
}

/// Answers the page that asks before it stops the e-mails: a mail scanner opens links, too.
pub async fn show_unsubscribe(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let shown = async {
        let (token, OpenOrder { record, stored, .. }) = opened(&app, &asked, TokenPurpose::Unsubscribe).await?;
        let (language, path) = (language(&asked, &stored.order), format!("/unsubscribe/{}", token.as_str()));
        let small = Small { language, store: record.settings.name.as_str(), path: Some(&path) };
        let action = format!("{path}?lang={}", language.as_str());
        Ok(noted(page(200, small::unsubscribe(small, &action), Kept::ByNobody), &token))
    };
    let shown = asked.in_time(shown).await;
    finished(&asked, shown)
}

/// Stops the e-mails: by the page's button, or by one click in a mail program, which sends no cookie and does not say
/// where from (RFC 8058). The token alone allows it, so whoever has it may send it from anywhere; once more is the same.
pub async fn unsubscribe(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let stopped = async {
        let (token, OpenOrder { record, stored, .. }) = opened(&app, &asked, TokenPurpose::Unsubscribe).await?;
        change_by(&app, &asked, CUSTOMER, (&token.store, &token.order), opt_out).await?;
        let order_page = record.secret.order_token(TokenPurpose::StatusPage, &token.store, &token.order);
        let language = language(&asked, &stored.order);
        let small = Small { language, store: record.settings.name.as_str(), path: None };
        let stopped = small::unsubscribed(small, &way_to(&order_page, &asked));
        Ok(noted(page(200, stopped, Kept::ByNobody), &token))
    };
    let stopped = asked.in_time(stopped).await;
    finished(&asked, stopped)
}
