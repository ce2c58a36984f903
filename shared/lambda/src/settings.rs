//! Changing a store's settings.

use lambda_http::Request;
use serde::Serialize;
use waybill_domain::id::StoreId;
use waybill_domain::settings::SettingsChanges;
use waybill_store::access::StoreRecord;

use crate::answer::{Answer, json, or_problem};
use crate::app::App;
use crate::change::mark;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace};
use crate::perform::{Action, Decision, Done};
use crate::problem::Problem;

/// Changes what the body names, and answers the settings as they now are.
pub async fn change_settings<V: Serialize>(
    app: App,
    request: Request,
    endpoint: &'static Endpoint,
    view: fn(&StoreRecord, &StoreId, &str) -> V,
) -> Answer {
    let trace = Trace::of(&request);
    let done = perform(&app, request, endpoint).await;
    let answered = done.map(|done| {
        let mut answer = json(done.status, &view(&done.caller.record, &done.caller.store, &app.public_url));
        mark(&mut answer, &done);
        answer
    });
    or_problem(answered, &trace)
}

async fn perform(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Done, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<SettingsChanges>();
    let action = Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status);
    let vault = app.vault.as_ref().ok_or(Problem::NoVault)?;
    action
        .perform(input, |facts, changes: SettingsChanges| {
            let seal = |secret: &str| vault.seal(incoming.api_key.claimed_store(), secret);
            let amended = facts.moment.settings.amend(changes, seal)?;
            Ok(if amended == *facts.moment.settings { Decision::Nothing } else { Decision::Settings(amended) })
        })
        .await
}
