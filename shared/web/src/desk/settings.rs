//! The settings, and a message's template with how it looks.

use http::Method;
use http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use waybill_domain::Order;
use waybill_domain::id::OrderId;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::template::Template;
use waybill_lambda::{Answer, Problem, RenderingView, default_template, preview_message, webhook_url};
use waybill_pages::assets::PREVIEW_POLICY;
use waybill_pages::desk::settings::SettingsPage;
use waybill_pages::desk::template::{Rendering, TemplatePage};

use super::looked::wrong;
use super::visit::{Visit, language};

pub(super) async fn settings(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let templates = visit.app.store.all_templates(&visit.who.store).await?;
    let own: Vec<(Kind, Channel)> = templates.into_keys().collect();
    let service = visit.who.record.settings.tracking_service.as_ref();
    let webhook = service.map(|service| webhook_url(&visit.app.public_url, service.service, &visit.who.store));
    let page = SettingsPage { own_templates: &own, webhook_url: webhook.as_deref() };
    Ok(visit.answer(page.render(&visit.desk())))
}

pub(super) async fn template(visit: &Visit<'_>, kind: &str, channel: &str) -> Result<Answer, Problem> {
    let (kind, channel) = named(kind, channel).ok_or(Problem::NotFound { what: "template" })?;
    let own = visit.app.store.template(&visit.who.store, kind, channel).await?;
    let typed = typed(visit, kind, channel);
    let is_own = own.is_some();
    let language = language(visit.asked);
    let template = typed.or(own).unwrap_or_else(|| default_template(kind, channel, language));
    let order = about(visit).await?;
    let order_id = order.as_ref().map(|order| order.id().to_string());
    let order_name = order.as_ref().map(|order| order.name().to_owned());
    // What is looked at without the script is what is in the editor: the default one is in the reader's language, too.
    let rendered =
        preview_message(visit.sight(), (kind, channel), order, language, Some(template.clone())).await.map(rendering);
    let (rendered, why) = match rendered {
        Ok(rendered) => (Some(rendered), String::new()),
        Err(problem @ (Problem::Invalid { .. } | Problem::Refused(_))) => (None, wrong(&problem)),
        Err(other) => return Err(other),
    };
    let page = TemplatePage {
        kind,
        channel,
        template: &template,
        own: is_own,
        rendering: rendered.as_ref().ok_or(why.as_str()),
        order: order_id.as_deref().zip(order_name.as_deref()),
    };
    let mut answer = visit.answer(page.render(&visit.desk()));
    answer.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PREVIEW_POLICY));
    Ok(answer)
}

/// The message that a path names, if it may go that way.
fn named(kind: &str, channel: &str) -> Option<(Kind, Channel)> {
    let kind = Kind::ALL.into_iter().find(|known| known.as_str() == kind)?;
    let channel = Channel::ALL.into_iter().find(|known| known.as_str() == channel)?;
    kind.goes_by(channel).then_some((kind, channel))
}

/// What is in the editor of a page without script, which asks to see it.
fn typed(visit: &Visit<'_>, kind: Kind, channel: Channel) -> Option<Template> {
    let request = visit.asked.request();
    if request.method() != Method::POST {
        return None;
    }
    let bytes: &[u8] = request.body();
    let fields: Vec<(String, String)> = url::form_urlencoded::parse(bytes).into_owned().collect();
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    if field("csrf").as_deref() != Some(visit.who.csrf.as_str()) {
        return None;
    }
    let part = |part: &str| field(&format!("templates.{}.{}.{part}", kind.as_str(), channel.as_str()));
    match channel {
        Channel::Email => Some(Template::Email { subject: part("subject")?, html: part("html")? }),
        Channel::Sms => Some(Template::Sms { text: part("text")? }),
    }
}

/// The order on which it is looked at, if the address names one of the store's.
async fn about(visit: &Visit<'_>) -> Result<Option<Order>, Problem> {
    let Some(id) = visit.address.get("order").and_then(|id| OrderId::try_from(id.to_owned()).ok()) else {
        return Ok(None);
    };
    let stored = visit.app.store.order(&visit.who.store, &id).await?;
    stored.map(|stored| Some(stored.order)).ok_or(Problem::NotFound { what: "order" })
}

fn rendering(view: RenderingView) -> Rendering {
    Rendering { subject: view.subject, html: view.html, text: view.text, segments: view.segments }
}
