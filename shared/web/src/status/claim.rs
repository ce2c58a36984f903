//! The one-time link of the checkout, which makes its device the owner's (O7). Opening it does nothing, so that a mail
//! scanner uses nothing up; its button takes it.

use waybill_lambda::{Answer, App, PageRequest, Problem, Request};
use waybill_pages::Markup;
use waybill_pages::small::{self, Small};
use waybill_store::page::OpenOrder;
use waybill_store::secret::{OrderToken, TokenPurpose};

use super::role::owner_cookie;
use super::{language, noted, opened, way_to};
use crate::answer::{Kept, finished, page, see, with_cookie};

/// Once it was there: the link was used.
const GONE: u16 = 410;

/// Answers the page with the button.
pub async fn show_claim(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let shown = async {
        let (token, open) = opened(&app, &asked, TokenPurpose::Owner).await?;
        let link = Link { asked: &asked, token: &token, open: &open };
        Ok(noted(link.shown(), &token))
    };
    let shown = asked.in_time(shown).await;
    finished(&asked, shown)
}

/// Uses the link up, makes the device the owner's, and leads on to the order's page.
pub async fn claim(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let claimed = asked.in_time(claimed(&app, &asked)).await;
    finished(&asked, claimed)
}

async fn claimed(app: &App, asked: &PageRequest) -> Result<Answer, Problem> {
    asked.form(&app.public_url)?;
    let (token, open) = opened(app, asked, TokenPurpose::Owner).await?;
    let (link, now) = (Link { asked, token: &token, open: &open }, app.now());
    let answer = if link.is_of_nobody() {
        see(&link.way_on())
    } else if app.store.claim_page(&token.store, &token.order, now).await? {
        with_cookie(see(&link.way_on()), &owner_cookie(app, &token, &open.record.secret, now))
    } else {
        link.used()
    };
    Ok(noted(answer, &token))
}

/// The link of an order.
struct Link<'a> {
    asked: &'a PageRequest,
    token: &'a OrderToken,
    open: &'a OpenOrder,
}

impl Link<'_> {
    fn shown(&self) -> Answer {
        let path = format!("/status/owner/{}", self.token.as_str());
        match self.open.claimed {
            _ if self.is_of_nobody() => see(&self.way_on()),
            true => self.used(),
            false => {
                let action = format!("{path}?lang={}", self.small(&path).language.as_str());
                small_page(200, small::claim(self.small(&path), self.open.stored.order.name(), &action))
            }
        }
    }

    /// It was used: who did not use it can log in.
    fn used(&self) -> Answer {
        let path = format!("/status/owner/{}", self.token.as_str());
        small_page(GONE, small::claim_used(self.small(&path), self.open.stored.order.name(), &self.way_on()))
    }

    /// Whether the customer is forgotten: there is nothing left that is theirs alone.
    fn is_of_nobody(&self) -> bool {
        self.open.stored.order.redacted_at().is_some()
    }

    fn small<'a>(&'a self, path: &'a str) -> Small<'a> {
        let language = language(self.asked, &self.open.stored.order);
        Small { language, store: self.open.record.settings.name.as_str(), path: Some(path) }
    }

    fn way_on(&self) -> String {
        let secret = &self.open.record.secret;
        way_to(&secret.order_token(TokenPurpose::StatusPage, &self.token.store, &self.token.order), self.asked)
    }
}

fn small_page(status: u16, markup: Markup) -> Answer {
    page(status, markup, Kept::ByNobody)
}
