//! How a parcel and its journey look in JSON.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::Serialize;
use waybill_domain::Order;
use waybill_domain::attention::said_of;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::journey::Journey;
use waybill_domain::scan::{Coordinates, Scan, ScanTime};
use waybill_domain::service::Service;
use waybill_domain::settings::Settings;
use waybill_domain::tracking::Parcel;
use waybill_store::parcel::{PastNumber, StoredParcel};

use crate::view::ParcelView;

/// A parcel with its journey (T5).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ParcelDetail")]
pub struct ParcelDetailView {
    #[serde(flatten)]
    parcel: ParcelView,
    /// Since when it has its status.
    since: Option<DateTime<Utc>>,
    /// When its status was set by hand.
    set_at: Option<DateTime<Utc>>,
    /// What carriers say, where something else was set by hand.
    carrier_status: TrackingStatus,
    /// Who carries it, as the tracking service found out.
    found_carrier: Option<String>,
    /// What is the matter with it, if anything is.
    notice: Option<&'static str>,
    /// What would help.
    next_action: Option<&'static str>,
    /// What is offered, in this order (T9).
    supported_actions: Vec<ParcelAction>,
    /// When the tracking service last answered about it.
    last_checked_at: Option<DateTime<Utc>>,
    /// When it is asked again; never, if nobody follows it any more.
    next_check_at: Option<DateTime<Utc>>,
    /// The day on which the carrier expects to deliver it.
    estimated_delivery: Option<NaiveDate>,
    /// The numbers it has had, the present one first.
    generations: Vec<GenerationView>,
    /// The present number's scans, newest first.
    scans: Vec<ScanView>,
    /// Scans that are not shown: they are from well before the fulfilment, when the number was another parcel's.
    scans_set_aside: usize,
}

/// What may be done about a parcel.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ParcelAction {
    /// Ask the carrier now.
    Retrack,
    /// Correct the number.
    ReplaceNumber,
    /// Set the status by hand.
    SetStatus,
    /// Believe the carrier again.
    UndoStatus,
}

/// A number that a parcel has, or had.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ParcelNumber")]
struct GenerationView {
    generation: u32,
    number: String,
    carrier: Option<String>,
    /// How its journey stood, as carriers say.
    status: TrackingStatus,
    /// Until when it was the parcel's; the present one still is.
    until: Option<DateTime<Utc>>,
}

/// A scan.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Scan")]
struct ScanView {
    /// The instant, where it is known.
    at: Option<DateTime<Utc>>,
    /// What the place's own clock showed, with its offset where that is known; or a date.
    local_time: ScanTime,
    description: String,
    location: Option<String>,
    coordinates: Option<Coordinates>,
    /// What it means, if it says how the parcel was doing.
    status: Option<TrackingStatus>,
    raw_code: String,
    service: Service,
}

impl ParcelDetailView {
    /// A parcel as its store's staff see it.
    pub(crate) fn new(
        order: &Order,
        parcel: &Parcel,
        stored: Option<&StoredParcel>,
        journey: &Journey,
        past: Vec<PastNumber>,
        settings: &Settings,
    ) -> Self {
        let head = stored.map(|stored| &stored.head);
        let said = said_of(parcel.condition());
        let present = parcel.tracking.as_ref().map(|tracking| GenerationView {
            generation: parcel.generation,
            number: tracking.number.as_str().to_owned(),
            carrier: tracking.carrier.as_ref().map(|carrier| carrier.as_str().to_owned()),
            status: parcel.observed.condition.status(),
            until: None,
        });
        let earlier = past.into_iter().map(GenerationView::from);
        Self {
            parcel: ParcelView::new(order.id(), parcel, settings),
            since: parcel.since(),
            set_at: parcel.set.as_ref().map(|set| set.at),
            carrier_status: parcel.observed.condition.status(),
            found_carrier: head.and_then(|head| head.found_carrier.clone()),
            notice: said.map(|(notice, _)| notice),
            next_action: said.map(|(_, action)| action),
            supported_actions: supported_actions(parcel, stored.is_some_and(|stored| stored.counts)),
            last_checked_at: head.and_then(|head| head.last_checked_at),
            next_check_at: stored.and_then(|stored| stored.next_check_at),
            estimated_delivery: head.and_then(|head| head.estimated_delivery),
            generations: present.into_iter().chain(earlier).collect(),
            scans: journey.scans().into_iter().cloned().map(ScanView::from).collect(),
            scans_set_aside: head.map_or(0, |head| head.set_aside),
        }
    }
}

fn supported_actions(parcel: &Parcel, followed: bool) -> Vec<ParcelAction> {
    let mut actions = Vec::new();
    if followed && parcel.tracking.is_some() {
        actions.extend([ParcelAction::Retrack, ParcelAction::ReplaceNumber]);
    }
    actions.push(ParcelAction::SetStatus);
    if parcel.set.is_some() {
        actions.push(ParcelAction::UndoStatus);
    }
    actions
}

impl From<PastNumber> for GenerationView {
    fn from(past: PastNumber) -> Self {
        Self {
            generation: past.generation,
            number: past.tracking.number.as_str().to_owned(),
            carrier: past.tracking.carrier.map(String::from),
            status: past.observed.condition.status(),
            until: Some(past.until),
        }
    }
}

impl From<Scan> for ScanView {
    fn from(scan: Scan) -> Self {
        Self {
            at: scan.at.known(),
            local_time: scan.at,
            description: scan.description,
            location: scan.location,
            coordinates: scan.coordinates,
            status: scan.condition.map(waybill_domain::condition::Condition::status),
            raw_code: scan.raw_code,
            service: scan.service,
        }
    }
}
