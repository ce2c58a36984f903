//! A store's settings: looked at, and changed.

use lambda_http::Request;
use url::{Host, Url};
use waybill_domain::Refusal;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::settings::{SettingsChanges, TemplateChanges};

use crate::answer::{Answer, json, or_problem};
use crate::app::App;
use crate::change::mark;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace, deadline};
use crate::perform::{Action, Decision, Done, in_time};
use crate::problem::Problem;
use crate::read::Look;
use crate::rendering::check;
use crate::view::SettingsView;

/// Answers the settings.
pub async fn read_settings(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let templates = app.store.all_templates(&look.caller.store).await?;
        Ok(look.answer(&SettingsView::new(&look.caller.record, &look.caller.store, &app.public_url, templates)))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// Changes what the body names, and answers the settings as they now are.
pub async fn change_settings(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let trace = Trace::of(&request);
    let answered = async {
        let done = perform(&app, request, endpoint).await?;
        let templates = app.store.all_templates(&done.caller.store).await?;
        let view = SettingsView::new(&done.caller.record, &done.caller.store, &app.public_url, templates);
        let mut answer = json(done.status, &view);
        mark(&mut answer, &done);
        Ok(answer)
    };
    or_problem(answered.await, &trace)
}

async fn perform(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Done, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<SettingsChanges>();
    let action = Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status);
    let vault = app.vault.as_ref().ok_or(Problem::NoVault)?;
    action
        .perform(input, |facts, changes: SettingsChanges| {
            check_address(&changes, &app.public_url)?;
            let templates = templates(&changes)?;
            let seal = |secret: &str| vault.seal(incoming.who.identity.store(), secret);
            let amended = facts.moment.settings.amend(changes, seal)?;
            let same = amended == *facts.moment.settings && templates.is_empty();
            Ok(if same { Decision::Nothing } else { Decision::Settings(Box::new(amended), templates) })
        })
        .await
}

/// The templates that are to be others, each of them sound (N5); null is the default for all.
fn templates(changes: &SettingsChanges) -> Result<TemplateChanges, Refusal> {
    let changes = match &changes.templates {
        None => return Ok(TemplateChanges::new()),
        Some(Some(changes)) => changes.clone(),
        Some(None) => {
            let none = |kind: Kind| Channel::ALL.into_iter().filter(move |channel| kind.goes_by(*channel));
            Kind::ALL.map(|kind| (kind, none(kind).map(|channel| (channel, None)).collect())).into()
        }
    };
    for (kind, channels) in &changes {
        for (channel, template) in channels {
            let field = format!("templates.{}.{}", kind.as_str(), channel.as_str());
            if let Some(template) = template {
                template.check(*kind, *channel, &field)?;
                check(template, *kind, &field)?;
            }
        }
    }
    Ok(changes)
}

/// Refuses a service's address that is more than a place, or leads back into the installation: a key is sent there. A
/// local run may use any machine.
fn check_address(changes: &SettingsChanges, public_url: &str) -> Result<(), Problem> {
    let service = changes.tracking_service.iter().flatten().next();
    let Some(address) = service.and_then(|service| service.url.clone().flatten()) else { return Ok(()) };
    let inward = |address: &Url| match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_link_local() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unicast_link_local() || ip.is_unspecified(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => true,
    };
    // What follows a query or a fragment would no longer choose where a question goes.
    let is_place = |address: &Url| {
        let alone = address.username().is_empty() && address.password().is_none();
        alone && address.query().is_none() && address.fragment().is_none()
    };
    let refused = |why| Err(Problem::invalid("tracking_service.url", why));
    match Url::parse(address.as_str()) {
        Ok(address) if !is_place(&address) => refused("must be without a name, a password, `?` and `#`"),
        Ok(_) if public_url.starts_with("http://") => Ok(()),
        Ok(address) if address.scheme() == "https" && !inward(&address) => Ok(()),
        _ => refused("must begin with https:// and lead to another machine"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_sent_to_another_machine_alone() {
        let to_from = |url: &str, public_url: &str| {
            let change = serde_json::json!({"tracking_service": {"service": "karrio", "key": "k", "url": url}});
            check_address(&serde_json::from_value(change).expect("a change"), public_url)
        };
        let to = |url| to_from(url, "https://waybill.example.com");
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
        for more in
            ["https://karrio.example.com/?a=b", "https://karrio.example.com/#", "https://ada:pw@karrio.example.com"]
        {
            assert!(to(more).is_err() && to_from(more, "http://127.0.0.1:9000").is_err(), "{more}");
        }
        assert!(to_from("http://127.0.0.1:5002", "http://127.0.0.1:9000").is_ok());
    }
}
