//! What an order's customer was told, or not and why (N12); and telling them again.

use chrono::{DateTime, Utc};
use lambda_http::Request;
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::announce::announcements;
use waybill_domain::ask::{AskMessage, ask, subject};
use waybill_domain::id::{MessageId, OrderId, StoreId};
use waybill_domain::message::{Channel, Kind};
use waybill_store::StoreError;
use waybill_store::message::{Message, Outcome};

use crate::answer::{Answer, json, or_problem};
use crate::app::App;
use crate::change::mark;
use crate::endpoint::Endpoint;
use crate::incoming::{Incoming, Trace, deadline};
use crate::parameters::{Parameters, cursor_of};
use crate::perform::{Action, decision, in_time, order_of};
use crate::preview::{Scene, rendering};
use crate::problem::Problem;
use crate::read::Look;
use crate::suppression::{SuppressionView, suppression_of};

/// A message to a customer, and what became of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Notification")]
pub struct NotificationView {
    id: String,
    order_id: String,
    kind: Kind,
    channel: Channel,
    outcome: OutcomeView,
    /// Why it was not sent, or is not known to have been; null for one that was.
    why: Option<String>,
    /// When that was decided; for one that is queued, when it came up.
    at: DateTime<Utc>,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum OutcomeView {
    /// It is decided on in a moment.
    Queued,
    /// SES or SNS took it.
    Sent,
    /// It was decided not to send it.
    Suppressed,
    /// It cannot be sent, or came back.
    Failed,
    /// It was given to SES or SNS, and their answer never came. It is not sent again by itself.
    Unknown,
}

/// A page of a store's messages.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Notifications")]
pub struct NotificationsView {
    notifications: Vec<NotificationView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// An order's messages, and whether its address takes more.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OrderNotifications")]
pub struct OrderNotificationsView {
    notifications: Vec<NotificationView>,
    /// Why no more mail is sent to the order's address; null where it is.
    suppression: Option<SuppressionView>,
}

/// The messages of an order.
pub struct OrderMessages {
    /// Those that were decided on, oldest first.
    pub decided: Vec<Message>,
    /// Those that will be in a moment, and when they came up.
    pub queued: Vec<(MessageId, DateTime<Utc>)>,
}

/// What an order's customer was told, or not, or will be told in a moment.
///
/// # Errors
/// As [`StoreError`] says.
pub async fn messages_of(app: &App, store: &StoreId, order: &Order) -> Result<OrderMessages, StoreError> {
    // What is queued is read first: what is decided on in between then shows once, as decided.
    let mut queued = queued(app, store, order).await?;
    let decided = app.store.messages_of(store, order.id()).await?;
    queued.retain(|(id, _)| !decided.iter().any(|message| message.id == *id));
    Ok(OrderMessages { decided, queued })
}

/// Answers what the customer of the order that the path names was told, oldest first.
pub async fn notifications_of_order(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let (store, order) = (&look.caller.store, look.order()?);
        let suppression = suppression_of(&app, store, &look.caller.record, order).await?.map(SuppressionView::from);
        let OrderMessages { decided, queued } = messages_of(&app, store, order).await?;
        let open: Vec<_> = queued.into_iter().map(|(id, at)| NotificationView::queued(order.id(), id, at)).collect();
        let notifications = decided.into_iter().map(NotificationView::from).chain(open).collect();
        Ok(look.answer(&OrderNotificationsView { notifications, suppression }))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// Answers a page of what all of the store's customers were told, newest first.
pub async fn notifications(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    let looked = async {
        let look = Look::begin(&app, request, endpoint).await?;
        let parameters = Parameters::of(&look.incoming)?;
        let (limit, after) = (parameters.limit()?, parameters.cursor(waybill_store::Store::is_message_place)?);
        let page = app.store.messages(&look.caller.store, limit, after.as_deref()).await?;
        let notifications = page.messages.into_iter().map(NotificationView::from).collect();
        Ok(look.answer(&NotificationsView { notifications, next_cursor: page.next.map(|place| cursor_of(&place)) }))
    };
    or_problem(in_time(deadline, looked).await, &trace)
}

/// Asks for a message about the order that the path names: 202, and it is queued. A dry run renders it: 200.
pub async fn request_notification(app: App, request: Request, endpoint: &'static Endpoint) -> Answer {
    let (trace, deadline) = (Trace::of(&request), deadline(&request));
    or_problem(in_time(deadline, requested(&app, request, endpoint)).await, &trace)
}

async fn requested(app: &App, request: Request, endpoint: &'static Endpoint) -> Result<Answer, Problem> {
    let mut incoming = Incoming::read(endpoint, request)?;
    let (request_key, input) = incoming.take_input::<AskMessage>();
    let order_id = OrderId::try_from(incoming.path("order_id")).ok();
    if input.as_ref().is_ok_and(|input| input.dry_run) {
        return dry_run(app, incoming, &input?).await;
    }
    let action =
        Action { order: order_id.as_ref(), ..Action::on_store(app, &incoming, request_key.as_ref(), endpoint.status) };
    let done = action.perform(input, |facts, input| decision(ask(order_of(facts)?, &input, &facts.moment))).await?;
    let made = done.made.first().and_then(|id| MessageId::read(id));
    let (order, id) = made.ok_or(Problem::NotFound { what: "order" })?;
    let mut answer = json(done.status, &NotificationView::queued(&order, id, done.now));
    mark(&mut answer, &done);
    Ok(answer)
}

async fn dry_run(app: &App, incoming: Incoming, input: &AskMessage) -> Result<Answer, Problem> {
    let look = Look::of(app, incoming).await?;
    let order = look.order()?;
    let scene = Scene::about(order.clone(), subject(order, input)?, app);
    let rendering = rendering(app, &look.caller.store, &look.caller.record, &scene, None).await?;
    Ok(json(200, &rendering))
}

/// The messages of an order that are still to be decided on, and when they came up.
async fn queued(app: &App, store: &StoreId, order: &Order) -> Result<Vec<(MessageId, DateTime<Utc>)>, StoreError> {
    let mut queued = Vec::new();
    for untold in app.store.waiting_of(store, order.id()).await? {
        let Some(telling) = app.store.read_untold(&untold).await? else { continue };
        for (event, recorded) in telling.events {
            let messages = announcements(&recorded.event, order).into_iter();
            queued.extend(
                messages.map(|about| (MessageId { event, kind: about.kind, channel: about.channel }, recorded.at)),
            );
        }
    }
    Ok(queued)
}

impl NotificationView {
    fn queued(order: &OrderId, id: MessageId, at: DateTime<Utc>) -> Self {
        let (kind, channel) = (id.kind, id.channel);
        let outcome = OutcomeView::Queued;
        Self { id: id.text(order), order_id: order.to_string(), kind, channel, outcome, why: None, at }
    }
}

impl From<Message> for NotificationView {
    fn from(message: Message) -> Self {
        Self {
            id: message.id.text(&message.order),
            order_id: message.order.to_string(),
            kind: message.id.kind,
            channel: message.id.channel,
            outcome: match message.outcome {
                Outcome::Sent => OutcomeView::Sent,
                Outcome::Suppressed => OutcomeView::Suppressed,
                Outcome::Failed => OutcomeView::Failed,
                Outcome::Claimed | Outcome::Unknown => OutcomeView::Unknown,
            },
            why: message.why,
            at: message.at,
        }
    }
}
