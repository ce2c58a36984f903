//! Who looks at a page of the desk, and what every page of it is given.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::Value;
use waybill_domain::Order;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::{OrderId, ParcelId};
use waybill_domain::language::Language;
use waybill_lambda::browser::Flash;
use waybill_lambda::cookie::set_cookie;
use waybill_lambda::session::{SignedIn, signed_in};
use waybill_lambda::{Answer, App, PageRequest, Problem, Sight};
use waybill_pages::Markup;
use waybill_pages::desk::Desk;
use waybill_pages::desk::absent::AbsentPage;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::flash::{Came, FieldProblem, Flash as Shown};
use waybill_pages::reader;
use waybill_pages::words::Words;
use waybill_store::access::Scope;
use waybill_store::read::Wanted;
use waybill_store::secret::random;

use crate::answer::{Kept, page, shown_to_a_browser, with_cookie};

/// The cookie that keeps the language that was chosen.
const LANGUAGE: &str = "waybill_language";

/// How long it is kept.
const LANGUAGE_LASTS: TimeDelta = TimeDelta::days(365);

/// Somebody who has signed in, and looks at a page.
pub(super) struct Visit<'a> {
    pub app: &'a App,
    pub asked: &'a PageRequest,
    pub who: SignedIn,
    /// The order that the path names.
    pub order: Option<Order>,
    pub address: Address,
    nonce: String,
    flash: Option<Shown>,
    done: Option<String>,
}

impl<'a> Visit<'a> {
    /// Who looks, and the order that the path names, in one read; `None` for who has not signed in.
    pub async fn of(app: &'a App, asked: &'a PageRequest) -> Result<Option<Self>, Problem> {
        let order_id = OrderId::try_from(asked.path("order_id").to_owned()).ok();
        let parcel = order_id.as_ref().and_then(|order| ParcelId::read(order, asked.path("parcel_id")));
        let wanted = Wanted { order: order_id.as_ref(), parcel, ..Wanted::default() };
        let Some((who, loaded)) = signed_in(app, asked.request(), &wanted).await? else { return Ok(None) };
        let nonce = u128::from_be_bytes(random()?);
        Ok(Some(Self {
            app,
            asked,
            who,
            order: loaded.order.map(|stored| stored.order),
            address: address(asked),
            nonce: format!("{nonce:032x}"),
            flash: Flash::of(asked.request().headers()).map(shown),
            done: asked.query("done"),
        }))
    }

    pub fn sight(&self) -> Sight<'_> {
        Sight { app: self.app, store: &self.who.store, record: &self.who.record, now: self.who.now }
    }

    pub fn desk(&self) -> Desk<'_> {
        Desk {
            words: Words::in_language(language(self.asked)),
            settings: &self.who.record.settings,
            staff: self.who.key.name.as_str(),
            key: &self.who.key.id,
            writes: self.who.key.scopes.contains(&Scope::Write),
            now: self.who.now,
            address: &self.address,
            csrf: &self.who.csrf,
            nonce: &self.nonce,
            flash: self.flash.as_ref(),
            done: self.done.as_deref(),
        }
    }

    /// What stands where the page would be.
    pub fn absent(&self, problem: &Problem) -> Answer {
        let answer = self.asked.problem(problem);
        let page = match problem {
            Problem::NotFound { .. } => AbsentPage::NotFound,
            _ => AbsentPage::Failed,
        };
        if self.asked.is_of_a_browser() { shown_to_a_browser(answer, page.render(&self.desk())) } else { answer }
    }

    pub fn order(&self) -> Result<&Order, Problem> {
        self.order.as_ref().ok_or(Problem::NotFound { what: "order" })
    }

    /// The page; what stood in a form's way has then been shown.
    pub fn answer(&self, markup: Markup) -> Answer {
        let mut answer = with_language(page(200, markup, Kept::ByNobody), self.asked);
        if self.flash.is_some() {
            answer = with_cookie(answer, &Flash::forget(&self.app.public_url));
        }
        if let Some(order) = &self.order {
            waybill_lambda::note_order(&mut answer, &self.who.store, order.id());
        }
        answer
    }
}

/// Where the page is.
pub(super) fn address(asked: &PageRequest) -> Address {
    let uri = asked.request().uri();
    Address::asked(uri.path(), uri.query().unwrap_or_default())
}

/// The language that was chosen now or before, else the browser's.
pub(super) fn language(asked: &PageRequest) -> Language {
    let chosen = asked.query("lang");
    reader::language(chosen.as_deref(), asked.cookie(LANGUAGE), asked.header("accept-language"))
}

/// Keeps the language that was chosen with a page.
pub(super) fn with_language(answer: Answer, asked: &PageRequest) -> Answer {
    let Some(language) = asked.query("lang").and_then(|tag| Language::of_tag(&tag)) else { return answer };
    with_cookie(answer, &set_cookie(LANGUAGE, language.as_str(), "/desk", LANGUAGE_LASTS, ""))
}

/// What became of a form, as the page shows it.
fn shown(flash: Flash) -> Shown {
    Shown {
        form: flash.form,
        status: flash.status,
        code: flash.code,
        detail: flash.detail,
        errors: flash
            .errors
            .into_iter()
            .map(|error| FieldProblem { field: error.field, message: error.message })
            .collect(),
        values: flash.values.into_iter().collect::<BTreeMap<_, _>>(),
        results: flash.results.iter().filter_map(came).collect(),
    }
}

fn came(result: &Value) -> Option<Came> {
    let text = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).map(str::to_owned);
    if let Some(id) = text(result, "order_id") {
        let problem = result.get("problem").map(|problem| text(problem, "code").unwrap_or_default());
        return Some(Came::Order { id, problem });
    }
    let status = |name: &str| -> Option<TrackingStatus> { serde_json::from_value(result.get(name)?.clone()).ok() };
    Some(Came::Asked { before: status("before")?, after: status("after")?, why: text(result, "why") })
}
