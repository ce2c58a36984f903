//! What carriers say of a parcel reaches its order.

use chrono::{DateTime, Utc};

use crate::draft::{Draft, Moment, Outcome};
use crate::event::Event;
use crate::id::ParcelId;
use crate::order::Order;
use crate::tracking::Observed;

/// What a journey comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News {
    /// The parcel.
    pub parcel: ParcelId,
    /// Which of its numbers the journey is of.
    pub generation: u32,
    /// What carriers say.
    pub observed: Observed,
    /// The latest scan: a status set by hand stays until one that is later than the setting (T8).
    pub last_scan_at: Option<DateTime<Utc>>,
    /// The latest of the scans that were not known before: what was known when a status was set does not end it, even
    /// if it is dated later, as a day's end is.
    pub new_scan_at: Option<DateTime<Utc>>,
}

/// Shows on the order what a journey comes to. News of a number that the parcel no longer has change nothing.
#[must_use]
pub fn observe(order: &Order, news: &News, moment: &Moment<'_>) -> Outcome {
    let mut draft = Draft::open(order, moment);
    let order_id = draft.order.id.clone();
    let Some(parcel) = draft.order.parcel_mut(news.parcel) else { return Outcome::Unchanged };
    if parcel.generation != news.generation || parcel.tracking.is_none() {
        return Outcome::Unchanged;
    }
    let before = parcel.condition();
    let outranked = parcel.set.as_ref().is_some_and(|set| {
        news.last_scan_at.is_some_and(|at| at > set.outranks) || news.new_scan_at.is_some_and(|at| at > set.at)
    });
    if parcel.observed == news.observed && !outranked {
        return Outcome::Unchanged;
    }
    parcel.observed = news.observed;
    if outranked {
        parcel.set = None;
    }
    let after = parcel.condition();
    let (parcel_id, fulfilment_id) = (parcel.id.text(&order_id), parcel.fulfilment.text(&order_id));
    draft.record(Event::TrackingStatusChanged {
        fulfilment_id,
        parcel_id,
        generation: news.generation,
        from: before.status(),
        to: after.status(),
        reason: after.reason(),
        detail: after.detail(),
    });
    draft.finish()
}
