//! The merchant's desk: one function that looks, and changes nothing. Its forms post to the actions' own routes.
//!
//! Each page is read as programs read it: by the same queries and the same rules, as the same staff.

mod looked;
mod message;
mod monitoring;
mod order;
mod settings;
mod visit;

use waybill_lambda::{Answer, App, Endpoint, Method, PageRequest, Problem, Request};
use waybill_pages::desk::Section;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::sign_in::SignInPage;
use waybill_pages::words::Words;

use crate::answer::{Kept, finished, page, see};
use visit::{Visit, language};

/// The routes of the desk.
pub const ENDPOINTS: [Endpoint; 13] = [
    at("/"),
    at("/desk"),
    at("/desk/sign-in"),
    at("/desk/orders"),
    at("/desk/orders/{order_id}"),
    at("/desk/orders/{order_id}/parcels/{parcel_id}"),
    at("/desk/orders/{order_id}/fulfilments/{fulfilment_id}/slip"),
    at("/desk/tracking"),
    at("/desk/monitoring"),
    at("/desk/messages"),
    at("/desk/settings"),
    at("/desk/settings/templates/{kind}/{channel}"),
    // What was typed is looked at, and kept nowhere.
    Endpoint::new("desk", Method::Post, "/desk/settings/templates/{kind}/{channel}", "Show the desk")
        .shows(&["text/html"]),
];

const fn at(path: &'static str) -> Endpoint {
    Endpoint::new("desk", Method::Get, path, "Show the desk").shows(&["text/html"])
}

/// Answers a page of the desk.
pub async fn show(app: App, request: Request) -> Answer {
    let asked = PageRequest::of(request);
    let shown = asked.in_time(shown(&app, &asked)).await;
    finished(&asked, shown)
}

async fn shown(app: &App, asked: &PageRequest) -> Result<Answer, Problem> {
    let path = asked.request().uri().path().trim_end_matches('/').to_owned();
    let way: Vec<&str> = path.split('/').skip(1).collect();
    match way.as_slice() {
        [] | ["desk"] => return Ok(see(Section::Orders.path())),
        ["desk", "sign-in"] => return Ok(sign_in(asked)),
        _ => {}
    }
    let Some(visit) = Visit::of(app, asked).await? else {
        return Ok(see(&Address::of("/desk/sign-in").with("back", &visit::address(asked).to_string()).to_string()));
    };
    let shown = match way.as_slice() {
        ["desk", "orders"] => looked::orders(&visit).await,
        ["desk", "tracking"] => looked::tracking(&visit).await,
        ["desk", "orders", _] => order::order(&visit).await,
        ["desk", "orders", _, "parcels", parcel] => order::parcel(&visit, parcel).await,
        ["desk", "orders", _, "fulfilments", fulfilment, "slip"] => order::slip(&visit, fulfilment),
        ["desk", "monitoring"] => monitoring::monitoring(&visit).await,
        ["desk", "messages"] => message::messages(&visit).await,
        ["desk", "settings"] => settings::settings(&visit).await,
        ["desk", "settings", "templates", kind, channel] => settings::template(&visit, kind, channel).await,
        _ => Err(Problem::NotFound { what: "page" }),
    };
    Ok(shown.unwrap_or_else(|problem| visit.absent(&problem)))
}

/// The page on which staff sign in.
fn sign_in(asked: &PageRequest) -> Answer {
    let back = waybill_lambda::browser::back(asked.query("back").as_deref());
    let shown = SignInPage {
        words: Words::in_language(language(asked)),
        address: &visit::address(asked).to_string(),
        back: &back,
        failed: asked.query("failed").is_some(),
    };
    visit::with_language(page(200, shown.render(), Kept::ByNobody), asked)
}
