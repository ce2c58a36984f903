//! Changing a store's settings.

use lambda_http::Request;
use serde::Serialize;
use url::{Host, Url};
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
            check_address(&changes, &app.public_url)?;
            let seal = |secret: &str| vault.seal(incoming.api_key.claimed_store(), secret);
            let amended = facts.moment.settings.amend(changes, seal)?;
            Ok(if amended == *facts.moment.settings { Decision::Nothing } else { Decision::Settings(amended) })
        })
        .await
}

/// Refuses a service's address that leads back into the installation: a key is sent there. A local run may use any.
fn check_address(changes: &SettingsChanges, public_url: &str) -> Result<(), Problem> {
    let service = changes.tracking_service.iter().flatten().next();
    let Some(address) = service.and_then(|service| service.url.clone().flatten()) else { return Ok(()) };
    let inward = |address: &Url| match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unspecified(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    };
    let outward = Url::parse(address.as_str()).is_ok_and(|address| address.scheme() == "https" && !inward(&address));
    if outward || public_url.starts_with("http://") {
        Ok(())
    } else {
        Err(Problem::invalid("tracking_service.url", "must begin with https:// and lead to another machine"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_sent_to_another_machine_alone() {
        let to = |url: &str| {
            let change = serde_json::json!({"tracking_service": {"service": "karrio", "key": "k", "url": url}});
            check_address(&serde_json::from_value(change).expect("a change"), "https://waybill.example.com")
        };
        assert!(to("https://karrio.example.com").is_ok());
        for inward in [
            "http://karrio.example.com",
            "https://127.0.0.1",
            "https://169.254.169.254",
            "https://[::1]/",
            "https://localhost",
        ] {
            assert!(to(inward).is_err(), "{inward}");
        }
    }
}
