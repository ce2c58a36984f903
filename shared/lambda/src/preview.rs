//! A message as it would look: for who writes a template, or is about to send one.

use chrono::{DateTime, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use waybill_domain::announce::Announcement;
use waybill_domain::ask::{AskMessage, check_channel, subject};
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::language::Language;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::order::Fulfilment;
use waybill_domain::template::Template;
use waybill_domain::{Order, Refusal};
use waybill_store::access::StoreRecord;
use waybill_store::read::Wanted;
use waybill_templates::sample::Sample;

use crate::answer::{Answer, json, or_problem};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace, deadline};
use crate::perform::{in_time, known};
use crate::problem::Problem;
use crate::read::Sight;
use crate::rendering::{Rendered, ToRender, language_of, refusal, render};

/// Which message to render, and from what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewTemplate {
    /// What it is about.
    pub kind: Kind,
    /// How it would go.
    pub channel: Channel,
    /// What it is rendered from; the store's own template, or the default one, if absent.
    #[serde(default)]
    pub template: Option<Template>,
    /// The order that it is about; a sample, if absent.
    #[serde(default)]
    pub order_id: Option<String>,
    /// The sample's language; English, if absent.
    #[serde(default)]
    pub language: Option<Language>,
}

/// A message as it would be sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Rendering")]
pub struct RenderingView {
    /// The subject of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The HTML part of a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The text part of a mail, or all of an SMS.
    pub text: String,
    /// How many SMS it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<u32>,
}

/// Answers a message as it would be sent, on a sample or on a named order; nothing is sent or kept.
pub async fn preview(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    or_problem(in_time(deadline, previewed(&app, request, endpoint)).await, &trace)
}

/// A message on an order, or on a sample in a language: from a template, or the store's own, or the default one.
///
/// # Errors
/// [`Problem::Invalid`] for a template that cannot be rendered, and [`Problem::Refused`] where the order has nothing
/// of which such a message could be.
pub async fn preview_message(
    sight: Sight<'_>,
    (kind, channel): (Kind, Channel),
    order: Option<Order>,
    language: Language,
    template: Option<Template>,
) -> Result<RenderingView, Problem> {
    let scene = match order {
        None => Scene::sample(sight.record, kind, channel, language),
        Some(order) => Scene::of(order, kind, channel, sight.app)?,
    };
    rendering(sight.app, sight.store, sight.record, &scene, template).await
}

async fn previewed(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Answer, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (_, input) = incoming.take_input::<PreviewTemplate>();
    let named = input.as_ref().ok().and_then(|input| input.order_id.clone());
    let order_id = named.clone().and_then(|id| OrderId::try_from(id).ok());
    let wanted = Wanted { order: order_id.as_ref(), ..Wanted::default() };
    let now = app.now();
    let loaded = app.store.read(&incoming.who.identity, &wanted, now).await?;
    let caller = known(&incoming, &loaded, now)?;
    let input = input?;
    let (kind, channel) = (input.kind, input.channel);
    check_channel(kind, channel)?;
    if let Some(template) = &input.template {
        template.check(kind, channel, "template")?;
    }
    let scene = match (named, loaded.order) {
        (None, _) => Scene::sample(&caller.record, kind, channel, input.language.unwrap_or_default()),
        (Some(_), Some(stored)) => Scene::of(stored.order, kind, channel, app)?,
        (Some(_), None) => return Err(Problem::NotFound { what: "order" }),
    };
    let rendering = rendering(app, &caller.store, &caller.record, &scene, input.template).await?;
    Ok(json(endpoint.status, &rendering))
}

/// What is rendered: an order, and what of it.
pub(crate) struct Scene {
    order: Order,
    about: Announcement,
    language: Language,
    now: DateTime<Utc>,
}

impl Scene {
    /// A message about an order, as it would be sent now; one of what has not happened yet is about what has.
    fn of(order: Order, kind: Kind, channel: Channel, app: &App) -> Result<Self, Problem> {
        let ask = AskMessage { kind, channel, fulfilment_id: None, dry_run: true };
        let latest = order.fulfilments().iter().rev().find(|fulfilment| fulfilment.is_live()).map(Fulfilment::id);
        let about = match subject(&order, &ask) {
            Err(Refusal::NothingToTell) if latest.is_some() => {
                Announcement { kind, channel, fulfilment: latest, parcel: None }
            }
            about => about?,
        };
        Ok(Self::about(order, about, app))
    }

    /// A message that is about to be sent.
    pub(crate) fn about(order: Order, about: Announcement, app: &App) -> Self {
        Self { language: language_of(&order), order, about, now: app.now() }
    }

    fn sample(record: &StoreRecord, kind: Kind, channel: Channel, language: Language) -> Self {
        let sample = Sample::of(record.settings.clone(), language);
        let facts = sample.facts(kind);
        let about = Announcement { kind, channel, fulfilment: facts.fulfilment, parcel: facts.parcel };
        Self { about, language, now: sample.now, order: sample.order }
    }
}

/// Renders a message, from a template, or the store's own, or the default one.
pub(crate) async fn rendering(
    app: &App,
    store: &StoreId,
    record: &StoreRecord,
    scene: &Scene,
    template: Option<Template>,
) -> Result<RenderingView, Problem> {
    let template = match template {
        Some(template) => Some(template),
        None => app.store.template(store, scene.about.kind, scene.about.channel).await?,
    };
    let rendered = render(&ToRender {
        about: &scene.about,
        order: &scene.order,
        store,
        record,
        template: template.as_ref(),
        language: scene.language,
        public_url: &app.public_url,
        now: scene.now,
    });
    rendered.map(RenderingView::from).map_err(|broken| refusal(&broken, "template").into())
}

impl From<Rendered> for RenderingView {
    fn from(rendered: Rendered) -> Self {
        match rendered {
            Rendered::Mail { subject, html, text, .. } => {
                Self { subject: Some(subject), html: Some(html), text, segments: None }
            }
            Rendered::Sms { text, segments } => {
                Self { subject: None, html: None, text, segments: Some(segments.count) }
            }
        }
    }
}
