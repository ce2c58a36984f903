//! Changing a store's settings.

use lambda_http::Request;
use serde::Serialize;
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
    view: impl Fn(&StoreRecord) -> V,
) -> Answer {
    let trace = Trace::of(&request);
    let done = perform(&app, request, endpoint).await;
    let answered = done.map(|done| {
        let mut answer = json(done.status, &view(&done.caller.record));
        mark(&mut answer, &done);
        answer
    });
    or_problem(answered, &trace)
}

async fn perform(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Done, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<SettingsChanges>();
    let action = Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status);
    action
        .perform(input, |facts, changes| {
            let amended = facts.moment.settings.amend(changes)?;
            Ok(if amended == *facts.moment.settings { Decision::Nothing } else { Decision::Settings(amended) })
        })
        .await
}
