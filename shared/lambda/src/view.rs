//! How an order, a summary and an event look in JSON.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::attention::{Attention, attention, said_of};
use waybill_domain::condition::{Detail, Reason, TrackingStatus};
use waybill_domain::contact::{Address, Customer};
use waybill_domain::effective::{
    EffectiveFulfilmentOrder, FulfilmentOrderStatus, FulfilmentStatus, Quantities, SupportedAction,
};
use waybill_domain::event::Event;
use waybill_domain::id::{LineItemId, OrderId, StoreId};
use waybill_domain::label::{Label, LabelPurchase, LabelStatus};
use waybill_domain::line_item::LineItem;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::money::Money;
use waybill_domain::order::{Fulfilment, Hold, HoldCause, ShownHoldReason, Totals, Upsell};
use waybill_domain::payment::Payment;
use waybill_domain::sender::{Sender, SmsSender};
use waybill_domain::service::{Service, TrackingService};
use waybill_domain::settings::{FulfilmentMode, Plan, Settings};
use waybill_domain::summary::Summary;
use waybill_domain::template::Template;
use waybill_domain::text::{EmailAddress, Line, Name, Note, TimeZone, WebUrl};
use waybill_domain::tracking::Parcel;
use waybill_store::access::StoreRecord;
use waybill_store::secret::TokenPurpose;
use waybill_store::template::Templates;
use waybill_store::timeline::Recorded;

/// The answer to an action on an order: the order, and what is said beside it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Order")]
pub struct OrderAnswer<'a> {
    /// The whole order.
    #[serde(flatten)]
    pub order: OrderView<'a>,
    /// The link that makes the checkout's device the owner; in the answer to placing alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_url: Option<String>,
    /// What the action does not do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<&'static str>,
}

/// An order at an instant.
#[derive(Serialize, JsonSchema)]
pub struct OrderView<'a> {
    id: String,
    name: &'a str,
    external_id: Option<&'a str>,
    placed_at: DateTime<Utc>,
    fulfilment_status: FulfilmentStatus,
    tracking_status: Option<TrackingStatus>,
    archived: bool,
    quantities: Quantities,
    attention: Vec<Attention>,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    /// Where SMS go, in E.164; null beside a `phone` that is no telephone number.
    sms_number: Option<&'a str>,
    /// Where updates go by e-mail; null where they do not.
    updates_to: Option<&'a str>,
    locale: Option<&'a str>,
    customer: Option<&'a Customer>,
    shipping_address: Option<&'a Address>,
    billing_address: Option<&'a Address>,
    line_items: Vec<LineItemView<'a>>,
    totals: Option<&'a Totals>,
    payment: Payment,
    upsell: bool,
    fulfil_by: Option<NaiveDate>,
    notify_customer: bool,
    note: Option<&'a Note>,
    metadata: BTreeMap<&'a str, &'a str>,
    fulfilment_orders: Vec<FulfilmentOrderView<'a>>,
    fulfilments: Vec<FulfilmentView<'a>>,
    parcels: Vec<ParcelView>,
    status_page_url: String,
    redacted_at: Option<DateTime<Utc>>,
    revision: u64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LineItem")]
struct LineItemView<'a> {
    id: String,
    #[serde(flatten)]
    item: &'a LineItem,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "LineQuantity")]
struct LineView {
    line_item_id: String,
    quantity: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FulfilmentOrder")]
struct FulfilmentOrderView<'a> {
    id: String,
    location: &'a str,
    status: FulfilmentOrderStatus,
    line_items: Vec<LineView>,
    holds: Vec<HoldView<'a>>,
    supported_actions: &'static [SupportedAction],
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Hold")]
struct HoldView<'a> {
    id: String,
    reason: ShownHoldReason,
    note: Option<&'a Note>,
    actor: &'a str,
    placed_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fulfilment")]
struct FulfilmentView<'a> {
    id: String,
    status: &'static str,
    fulfilment_order_id: String,
    location: &'a str,
    line_items: Vec<LineView>,
    parcel_ids: Vec<String>,
    label: Option<LabelView<'a>>,
    created_at: DateTime<Utc>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Label")]
struct LabelView<'a> {
    #[serde(flatten)]
    purchase: &'a LabelPurchase,
    status: LabelStatus,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Parcel")]
pub(crate) struct ParcelView {
    id: String,
    fulfilment_id: String,
    number: Option<String>,
    carrier: Option<String>,
    tracking_url: Option<String>,
    status: TrackingStatus,
    reason: Option<Reason>,
    detail: Option<Detail>,
    set_by: Option<String>,
}

impl<'a> OrderView<'a> {
    /// The order as its store's staff see it at `now`.
    #[must_use]
    pub fn new(order: &'a Order, record: &StoreRecord, store: &StoreId, public_url: &str, now: DateTime<Utc>) -> Self {
        let effective = order.at(now);
        let contact = order.contact();
        let token = record.secret.order_token(TokenPurpose::StatusPage, store, order.id());
        Self {
            id: order.id().to_string(),
            name: order.name(),
            external_id: order.external_id(),
            placed_at: order.placed_at(),
            fulfilment_status: effective.fulfilment_status(),
            tracking_status: effective.tracking_status(),
            archived: order.is_archived(),
            quantities: effective.quantities(),
            attention: attention(&Summary::of(order), now),
            email: contact.email.as_ref().map(EmailAddress::as_str),
            phone: contact.phone.as_ref().map(waybill_domain::text::Text::as_str),
            sms_number: contact.sms.as_ref().map(waybill_domain::phone::PhoneNumber::as_str),
            updates_to: contact.updates_to().map(EmailAddress::as_str),
            locale: order.locale().map(waybill_domain::text::Locale::as_str),
            customer: contact.customer.as_ref(),
            shipping_address: contact.shipping_address.as_ref(),
            billing_address: contact.billing_address.as_ref(),
            line_items: order.line_items().map(|(id, item)| LineItemView { id: id.text(order.id()), item }).collect(),
            totals: order.totals(),
            payment: order.payment(),
            upsell: *order.upsell() != Upsell::None,
            fulfil_by: order.fulfil_by(),
            notify_customer: order.notify_customer(),
            note: order.note(),
            metadata: order.metadata().iter().map(|(key, value)| (key.as_str(), value.as_str())).collect(),
            fulfilment_orders: effective.fulfilment_orders().iter().map(|at| fulfilment_order(order, at)).collect(),
            fulfilments: order.fulfilments().iter().map(|fulfilment| fulfilment_view(order, fulfilment)).collect(),
            parcels: order
                .parcels()
                .iter()
                .map(|parcel| ParcelView::new(order.id(), parcel, &record.settings))
                .collect(),
            status_page_url: format!("{public_url}/status/{token}"),
            redacted_at: order.redacted_at(),
            revision: order.revision(),
        }
    }
}

fn fulfilment_order<'a>(order: &Order, at: &EffectiveFulfilmentOrder<'a>) -> FulfilmentOrderView<'a> {
    let line = |line: &waybill_domain::effective::EffectiveLine| LineView {
        line_item_id: line.line_item.text(order.id()),
        quantity: line.quantity,
        remaining: Some(at.remaining_of(line)),
    };
    FulfilmentOrderView {
        id: at.id().text(order.id()),
        location: at.location(),
        status: at.status(),
        line_items: at.lines().iter().map(line).collect(),
        holds: at.holds().iter().map(|hold| hold_view(order.id(), at, hold)).collect(),
        supported_actions: at.supported_actions(),
    }
}

fn hold_view<'a>(order: &OrderId, at: &EffectiveFulfilmentOrder<'a>, hold: &'a Hold) -> HoldView<'a> {
    let (note, expires_at) = match hold.cause() {
        HoldCause::Upsell { expires_at } => (None, Some(*expires_at)),
        HoldCause::Manual { note, .. } => (note.as_ref(), None),
    };
    let reason = hold.cause().shown();
    let id = hold.id(at.id()).text(order);
    HoldView { id, reason, note, actor: hold.actor(), placed_at: hold.placed_at(), expires_at }
}

fn fulfilment_view<'a>(order: &'a Order, fulfilment: &'a Fulfilment) -> FulfilmentView<'a> {
    let line = |(line, quantity): &(LineItemId, u32)| LineView {
        line_item_id: line.text(order.id()),
        quantity: *quantity,
        remaining: None,
    };
    let at = fulfilment.fulfilment_order();
    FulfilmentView {
        id: fulfilment.id().text(order.id()),
        status: if fulfilment.is_live() { "success" } else { "cancelled" },
        fulfilment_order_id: at.text(order.id()),
        location: order.fulfilment_order(at).map_or("", |at| at.location()),
        line_items: fulfilment.lines().iter().map(line).collect(),
        parcel_ids: order.parcels_of(fulfilment.id()).map(|parcel| parcel.id.text(order.id())).collect(),
        label: fulfilment.label().map(|Label { purchase, status }| LabelView { purchase, status: *status }),
        created_at: fulfilment.created_at(),
    }
}

impl ParcelView {
    pub(crate) fn new(order: &OrderId, parcel: &Parcel, settings: &Settings) -> Self {
        let tracking = parcel.tracking.as_ref();
        let carrier = tracking.and_then(|tracking| tracking.carrier.as_ref());
        Self {
            id: parcel.id.text(order),
            fulfilment_id: parcel.fulfilment.text(order),
            number: tracking.map(|tracking| tracking.number.as_str().to_owned()),
            carrier: carrier.map(|carrier| carrier.as_str().to_owned()),
            tracking_url: tracking.map(|tracking| tracking.page(settings)),
            status: parcel.status(),
            reason: parcel.condition().reason(),
            detail: parcel.condition().detail(),
            set_by: parcel.set.as_ref().map(|set| set.by.clone()),
        }
    }
}

/// An order in a list, at an instant.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OrderSummary")]
pub struct SummaryView {
    id: String,
    name: String,
    placed_at: DateTime<Utc>,
    fulfil_by: Option<NaiveDate>,
    archived: bool,
    customer: Option<String>,
    total: Option<Money>,
    payment: Payment,
    locations: Vec<String>,
    fulfilment_status: FulfilmentStatus,
    quantities: Quantities,
    tracking_status: Option<TrackingStatus>,
    parcels: Vec<SummaryParcelView>,
}

/// A code beside its order (T4).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ParcelSummary")]
struct SummaryParcelView {
    id: String,
    number: String,
    carrier: Option<String>,
    tracking_url: String,
    status: TrackingStatus,
}

impl SummaryView {
    /// The summary as it is at `now`.
    #[must_use]
    pub fn new(summary: Summary, settings: &Settings, now: DateTime<Utc>) -> Self {
        let standing = summary.at(now);
        let parcel = |parcel: &Parcel| {
            let tracking = parcel.tracking.as_ref()?;
            Some(SummaryParcelView {
                id: parcel.id.text(&summary.id),
                number: tracking.number.as_str().to_owned(),
                carrier: tracking.carrier.as_ref().map(|carrier| carrier.as_str().to_owned()),
                tracking_url: tracking.page(settings),
                status: parcel.status(),
            })
        };
        Self {
            id: summary.id.to_string(),
            parcels: summary.parcels.iter().filter_map(parcel).collect(),
            fulfilment_status: standing.fulfilment_status,
            quantities: standing.quantities,
            name: summary.name,
            placed_at: summary.placed_at,
            fulfil_by: summary.fulfil_by,
            archived: summary.archived,
            customer: summary.customer,
            total: summary.total,
            payment: summary.payment,
            locations: summary.locations,
            tracking_status: summary.tracking_status,
        }
    }
}

/// An order on the tracking page (P1): its parcels, and what requires attention (P5).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TrackedOrder")]
pub struct TrackedView {
    id: String,
    name: String,
    placed_at: DateTime<Utc>,
    customer: Option<String>,
    archived: bool,
    fulfilment_status: FulfilmentStatus,
    tracking_status: Option<TrackingStatus>,
    attention: Vec<Attention>,
    parcels: Vec<TrackedParcelView>,
}

/// A parcel on the tracking page; one without a number is untracked.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TrackedParcel")]
struct TrackedParcelView {
    #[serde(flatten)]
    parcel: ParcelView,
    /// Since when it has its status.
    since: Option<DateTime<Utc>>,
    /// What is the matter with it, if anything is.
    notice: Option<&'static str>,
    /// What would help (T2).
    next_action: Option<&'static str>,
}

impl TrackedView {
    /// The order as it is at `now`.
    #[must_use]
    pub fn new(summary: Summary, settings: &Settings, now: DateTime<Utc>) -> Self {
        let parcel = |parcel: &Parcel| {
            let said = said_of(parcel.condition());
            TrackedParcelView {
                parcel: ParcelView::new(&summary.id, parcel, settings),
                since: parcel.since(),
                notice: said.map(|(notice, _)| notice),
                next_action: said.map(|(_, action)| action),
            }
        };
        Self {
            id: summary.id.to_string(),
            parcels: summary.parcels.iter().map(parcel).collect(),
            attention: attention(&summary, now),
            fulfilment_status: summary.at(now).fulfilment_status,
            name: summary.name,
            placed_at: summary.placed_at,
            customer: summary.customer,
            archived: summary.archived,
            tracking_status: summary.tracking_status,
        }
    }
}

/// Something that happened.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub struct EventView {
    at: DateTime<Utc>,
    actor: String,
    #[serde(flatten)]
    event: Event,
}

impl From<Recorded> for EventView {
    fn from(recorded: Recorded) -> Self {
        Self { at: recorded.at, actor: recorded.actor, event: recorded.event }
    }
}

/// A store's settings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Settings")]
pub struct SettingsView {
    name: Line,
    fulfilment_mode: FulfilmentMode,
    locations: Vec<Name>,
    custom_tracking_url: Option<WebUrl>,
    time_zone: TimeZone,
    tracking_service: Option<TrackingServiceView>,
    sender: Option<Sender>,
    reply_to: Option<EmailAddress>,
    sms_sender: Option<SmsSender>,
    notify_customers: bool,
    /// Which kinds of message go which way.
    message_policy: BTreeMap<Kind, BTreeMap<Channel, bool>>,
    email_opt_in: bool,
    status_page_notes: Option<Note>,
    /// The store's own templates; where there is none, the default one is used.
    templates: BTreeMap<Kind, BTreeMap<Channel, Template>>,
    plan: Plan,
    revision: u64,
}

/// Who follows a store's parcels. Its secrets are never shown.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TrackingService")]
struct TrackingServiceView {
    service: Service,
    url: Option<WebUrl>,
    has_webhook_secret: bool,
    /// Where the service is to push to: the merchant tells it.
    webhook_url: String,
}

impl SettingsView {
    /// The settings as they are kept.
    #[must_use]
    pub fn new(record: &StoreRecord, store: &StoreId, public_url: &str, templates: Templates) -> Self {
        let settings = record.settings.clone();
        let service = |known: TrackingService| TrackingServiceView {
            service: known.service,
            url: known.url,
            has_webhook_secret: known.webhook_secret.is_some(),
            webhook_url: webhook_url(public_url, known.service, store),
        };
        let mut own = BTreeMap::<Kind, BTreeMap<Channel, Template>>::new();
        for ((kind, channel), template) in templates {
            own.entry(kind).or_default().insert(channel, template);
        }
        let messages = settings.messages;
        Self {
            name: settings.name,
            fulfilment_mode: settings.fulfilment_mode,
            locations: settings.locations,
            custom_tracking_url: settings.custom_tracking_url,
            time_zone: settings.time_zone,
            tracking_service: settings.tracking_service.map(service),
            message_policy: messages.policy.table(),
            sender: messages.sender,
            reply_to: messages.reply_to,
            sms_sender: messages.sms_sender,
            notify_customers: messages.notify_customers,
            email_opt_in: messages.email_opt_in,
            status_page_notes: messages.status_page_notes,
            templates: own,
            plan: settings.plan,
            revision: record.revision,
        }
    }
}

/// Where a tracking service is to push to.
#[must_use]
pub fn webhook_url(public_url: &str, service: Service, store: &StoreId) -> String {
    format!("{public_url}/webhooks/{}/{store}", service.as_str())
}
