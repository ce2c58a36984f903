//! The order status page (O1–O9): whose it is, what is read for it, and what its customer does there.
//!
//! The token in the address opens it. Whatever is wrong with a token, the answer is one and the same 404, before
//! anything of an order is read. An open page asks for news of itself every few seconds: as long as there is none, that
//! costs one read of two small items.

mod claim;
mod log_in;
pub(crate) mod parcels;
mod role;
mod updates;
mod version;

use chrono::{DateTime, Utc};
use waybill_domain::Order;
use waybill_domain::language::Language;
use waybill_domain::text::{Locale, Note};
use waybill_lambda::{Answer, App, PageRequest, Problem, Request, note_order};
use waybill_pages::status_page::{Known, LogIn, StatusPage, Visitor, render};
use waybill_store::access::StoreRecord;
use waybill_store::page::{OpenOrder, OpenPage};
use waybill_store::secret::{OrderToken, TokenPurpose};

use crate::answer::{self, Kept, finished, json, page, tagged, unchanged};
use role::Role;
use version::Version;

pub use claim::{claim, show_claim};
pub use log_in::log_in;
pub use updates::{set_updates, show_unsubscribe, unsubscribe};

/// Answers the page that the token of the path opens.
pub async fn show(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let shown = asked.in_time(shown(&app, &asked)).await;
    finished(&asked, shown)
}

async fn shown(app: &App, asked: &PageRequest) -> Result<Answer, Problem> {
    let token = token(asked, TokenPurpose::StatusPage)?;
    let OpenPage { record, version } = app.store.open_page(&token).await?.ok_or(NO_SUCH_PAGE)?;
    let now = app.now();
    let role = Role::of(app, asked, &token, &record, now).await?;
    let tag = |version: &str| Version { record: &record, of_order: version, role, now }.asked_for(asked);
    let still = |tag: &str| noted(tagged(unchanged(role.kept()), tag), &token);
    if let Some(tag) = version.as_deref().map(tag).filter(|tag| asked.has(tag)) {
        return Ok(still(&tag));
    }
    // Read after the version, so that no page is ever older than its tag says.
    let stored = app.store.order(&token.store, &token.order).await?.ok_or(NO_SUCH_PAGE)?;
    let version = version.unwrap_or_else(|| stored.order.revision().to_string());
    let tag = tag(&version);
    if asked.has(&tag) {
        return Ok(still(&tag));
    }
    let of = Of { app, asked, token: &token, record: &record, order: &stored.order, role, version: &version, now };
    Ok(tagged(of.answer(200, of.visitor(), role.kept()).await?, &tag))
}

/// One answer for whatever is wrong with a token.
const NO_SUCH_PAGE: Problem = Problem::NotFound { what: "page" };

/// What a page is made of.
#[derive(Clone, Copy)]
struct Of<'a> {
    app: &'a App,
    asked: &'a PageRequest,
    token: &'a OrderToken,
    record: &'a StoreRecord,
    order: &'a Order,
    role: Role,
    version: &'a str,
    now: DateTime<Utc>,
}

impl Of<'_> {
    /// Who asks, as the page knows them.
    fn visitor(&self) -> Visitor {
        let path = format!("/desk/orders/{}", self.token.order);
        match self.role {
            // Of a customer who is forgotten, nothing is left that is theirs alone.
            Role::Owner if self.order.redacted_at().is_none() => {
                Visitor::Owner(updates::offered(self.order, &self.record.settings))
            }
            Role::Merchant => Visitor::Merchant { order_path: path },
            Role::Owner | Role::Stranger => Visitor::Stranger(LogIn::Fresh),
        }
    }

    /// The page as a visitor sees it, or the same as JSON.
    async fn answer(&self, status: u16, visitor: Visitor, kept: Kept) -> Result<Answer, Problem> {
        let language = language(self.asked, self.order);
        let followed = parcels::followed(self, &visitor, language).await?;
        let notes: Vec<&str> = self.record.settings.messages.status_page_notes.iter().map(Note::as_str).collect();
        let known = Known {
            order: self.order,
            settings: &self.record.settings,
            notes: &notes,
            followed: &followed,
            path: &page_path(self.token),
            version: &self.version().in_language(self.asked, language),
            language,
            now: self.now,
        };
        let shown = StatusPage::of(&known, visitor);
        let answer =
            if self.asked.wants_json() { json(status, &shown, kept) } else { page(status, render(&shown), kept) };
        Ok(noted(answer, self.token))
    }

    fn version(&self) -> Version<'_> {
        Version { record: self.record, of_order: self.version, role: self.role, now: self.now }
    }
}

/// The token of the path, if it has the form of one.
fn token(asked: &PageRequest, purpose: TokenPurpose) -> Result<OrderToken, Problem> {
    OrderToken::read(purpose, asked.path("token")).ok_or(NO_SUCH_PAGE)
}

/// The order that the token of the path opens, as it is now.
async fn opened(app: &App, asked: &PageRequest, purpose: TokenPurpose) -> Result<(OrderToken, OpenOrder), Problem> {
    let token = token(asked, purpose)?;
    let open = app.store.open_order(&token).await?.ok_or(NO_SUCH_PAGE)?;
    Ok((token, open))
}

fn language(asked: &PageRequest, order: &Order) -> Language {
    answer::language(asked, order.locale().map(Locale::as_str))
}

fn page_path(token: &OrderToken) -> String {
    format!("/status/{}", token.as_str())
}

/// The way back to an order's page, in the language that was chosen, if one was.
fn way_to(token: &str, asked: &PageRequest) -> String {
    let chosen = asked.query("lang").and_then(|tag| Language::of_tag(&tag));
    let query = chosen.map(|language| format!("?lang={}", language.as_str())).unwrap_or_default();
    format!("/status/{token}{query}")
}

fn noted(mut answer: Answer, token: &OrderToken) -> Answer {
    note_order(&mut answer, &token.store, &token.order);
    answer
}
