//! Writing down what was heard of a parcel: into its journey, and onto its order where that changes what it shows.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use chrono::{DateTime, Utc};
use waybill_carriers::mapping;
use waybill_domain::follow::FOLLOWED_FOR;
use waybill_domain::journey::{GRACE, Journey, Report, Sighting, Window};
use waybill_domain::observe::{News, observe};
use waybill_domain::scan::Scan;
use waybill_domain::tracking::TrackingNumber;
use waybill_domain::{Moment, Outcome};
use waybill_store::StoreError;
use waybill_store::parcel::{Head, ParcelKey, ParcelWrite, Registered, StoredParcel, lay_out};
use waybill_store::secret::sha256;
use waybill_store::write::{ChangeId, WriteContext};

use crate::Follower;

/// How often what was heard is written again when others write first.
const TRIES: u32 = 6;

/// How much longer is waited before each of them: pushes about the parcels of one order come together.
const PAUSE: Duration = Duration::from_millis(30);

/// Something heard of a parcel.
#[derive(Clone, Debug)]
pub struct Hearing<'a> {
    /// Which parcel.
    pub key: &'a ParcelKey,
    /// Of which number: what is heard of another that the parcel had is dropped.
    pub number: &'a TrackingNumber,
    /// What was said; nothing, where the service knows nothing yet.
    pub sighting: Option<&'a Sighting>,
    /// How the service knows the number, where it was asked: a check was made.
    pub asked: Option<Registered>,
    /// Who heard it: the actor in the timeline.
    pub actor: &'a str,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// Something that was not known: it has been written down.
    News,
    /// Nothing that was not known.
    Nothing,
    /// The parcel has another number by now, or is followed no more.
    Gone,
}

impl Follower {
    /// Writes down what was heard. The same again changes nothing.
    ///
    /// # Errors
    /// As [`StoreError`] says; nothing is lost, because it will be heard again.
    pub async fn hear(&self, hearing: &Hearing<'_>, known: Option<StoredParcel>) -> Result<Heard, StoreError> {
        let mut known = known;
        for attempt in 0..TRIES {
            tokio::time::sleep(PAUSE * attempt).await;
            let stored = match known.take() {
                Some(stored) => stored,
                None => match self.app.store.parcels(std::slice::from_ref(hearing.key)).await?.pop() {
                    Some((_, stored)) => stored,
                    None => return Ok(Heard::Gone),
                },
            };
            if !stored.counts || stored.head.number != *hearing.number {
                return Ok(Heard::Gone);
            }
            match self.hear_once(hearing, &stored).await {
                Err(StoreError::LostRace) => {}
                other => return other,
            }
        }
        Err(StoreError::LostRace)
    }

    async fn hear_once(&self, hearing: &Hearing<'_>, stored: &StoredParcel) -> Result<Heard, StoreError> {
        let now = self.app.now();
        let digest = hearing.sighting.map(digest);
        let mapped = stored.head.mapping == mapping::VERSION || digest.is_none();
        let nothing_said = digest.is_none() || (digest == stored.head.digest && mapped);
        if nothing_said && !grace_is_over(&stored.head, now) {
            return self.note_check(hearing, stored, now).await;
        }
        let store = &self.app.store;
        let Some((record, order)) = store.read_for_schedule(&hearing.key.store, &hearing.key.order).await? else {
            return Ok(Heard::Gone);
        };
        if !order.order.live_parcels().any(|parcel| parcel.id == hearing.key.parcel) {
            store.let_parcel_go(hearing.key, stored).await?;
            return Ok(Heard::Gone);
        }
        let chunks = store.chunks(hearing.key, &stored.head).await?;
        let mut journey =
            if mapped { kept(&stored.head, &chunks) } else { reread(&stored.head, &chunks, hearing.sighting) };
        let window = Window::of(stored.head.fulfilled_at, now);
        let before = journey.clone();
        let set_aside = hearing.sighting.map_or(stored.head.set_aside, |sighting| journey.hear(sighting, &window));
        if journey.is_empty() && set_aside > 0 {
            // All that the service knows is another parcel's: ours is not known, and in time not valid.
            let unknown = Sighting { report: Some(Report::of_nothing()), ..Sighting::default() };
            journey.hear(&unknown, &window);
        }
        let (count, changed) = lay_out(&chunks, &journey);
        let mut head = checked(hearing, &stored.head, now);
        head.observed = journey.observed(head.began_at, now);
        head.last_scan_at = journey.last_scan_at();
        head.reports = journey.reports().cloned().collect();
        head.chunks = count;
        head.mapping = mapping::VERSION;
        head.set_aside = set_aside;
        if let Some(sighting) = hearing.sighting {
            head.estimated_delivery = sighting.estimated_delivery.or(head.estimated_delivery);
            head.found_carrier = sighting.carrier.clone().or(head.found_carrier);
        }
        if hearing.asked.is_none() && head == stored.head && changed.is_empty() {
            return Ok(Heard::Nothing);
        }
        let news = !changed.is_empty() || head.observed != stored.head.observed;
        head.digest = digest.or(head.digest);
        let next_check_at = head.followed().next_check(now);
        let write = ParcelWrite { key: hearing.key, before: stored, head, next_check_at, chunks: changed };
        let moment = Moment { now, actor: hearing.actor, settings: &record.settings };
        let told = News {
            parcel: hearing.key.parcel,
            generation: write.head.generation,
            observed: write.head.observed,
            last_scan_at: write.head.last_scan_at,
            new_scan_at: journey.last_scan_at_beside(&before),
        };
        match observe(&order.order, &told, &moment) {
            Outcome::Unchanged => store.write_parcel(&write).await?,
            Outcome::Changed(change) => {
                let (store_id, actor) = (&hearing.key.store, hearing.actor);
                let context = WriteContext { store: store_id, record: &record, actor, now, request: None };
                store.write_news(&order, &change, &write, &ChangeId::generate()?, &context).await?;
            }
        }
        Ok(if news { Heard::News } else { Heard::Nothing })
    }

    /// Notes that a service was asked and said nothing new: the head alone is written.
    async fn note_check(
        &self,
        hearing: &Hearing<'_>,
        stored: &StoredParcel,
        now: DateTime<Utc>,
    ) -> Result<Heard, StoreError> {
        if hearing.asked.is_some() {
            let head = checked(hearing, &stored.head, now);
            let next_check_at = head.followed().next_check(now);
            let write = ParcelWrite { key: hearing.key, before: stored, head, next_check_at, chunks: Vec::new() };
            self.app.store.write_parcel(&write).await?;
        }
        Ok(Heard::Nothing)
    }

    /// Notes that a service did not answer about a parcel: it is asked again later, and later each time.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn note_failure(&self, key: &ParcelKey, stored: &StoredParcel) -> Result<(), StoreError> {
        let now = self.app.now();
        let mut head = stored.head.clone();
        head.failures = head.failures.saturating_add(1);
        let next = head.followed().after_failure(head.failures, now);
        let next_check_at = Some(next).filter(|next| is_followed(&head, *next));
        let write = ParcelWrite { key, before: stored, head, next_check_at, chunks: Vec::new() };
        self.app.store.write_parcel(&write).await
    }

    /// Puts a parcel off until an instant, because nobody can be asked about it; for good, when it is not followed for
    /// so long.
    ///
    /// # Errors
    /// As [`StoreError`] says.
    pub async fn put_off(
        &self,
        key: &ParcelKey,
        stored: &StoredParcel,
        until: Option<DateTime<Utc>>,
    ) -> Result<(), StoreError> {
        let head = stored.head.clone();
        let next_check_at = until.filter(|next| is_followed(&head, *next));
        let write = ParcelWrite { key, before: stored, head, next_check_at, chunks: Vec::new() };
        self.app.store.write_parcel(&write).await
    }
}

/// Whether a number is still followed at an instant.
fn is_followed(head: &Head, at: DateTime<Utc>) -> bool {
    at < head.began_at + FOLLOWED_FOR
}

/// The head after its service answered.
fn checked(hearing: &Hearing<'_>, head: &Head, now: DateTime<Utc>) -> Head {
    let mut head = head.clone();
    if let Some(registered) = &hearing.asked {
        let reference = registered.reference.clone();
        let known = head.registered.take().filter(|known| known.service == registered.service);
        let reference = reference.or_else(|| known.and_then(|known| known.reference));
        head.registered = Some(Registered { service: registered.service, reference });
        head.checks = head.checks.saturating_add(1);
        head.failures = 0;
        head.last_checked_at = Some(now);
    }
    head
}

/// Whether an unknown number stops being pending by the time alone.
fn grace_is_over(head: &Head, now: DateTime<Utc>) -> bool {
    head.chunks == 0
        && now - head.began_at >= GRACE
        && Journey::of(Vec::new(), head.reports.clone()).observed(head.began_at, now) != head.observed
}

/// What a sighting looks like, whatever its order; when the service came to its view does not count.
fn digest(sighting: &Sighting) -> String {
    let mut lines: Vec<String> = sighting.scans.iter().filter_map(|scan| serde_json::to_string(scan).ok()).collect();
    lines.sort();
    let report = sighting.report.clone().map(|report| Report { as_of: None, ..report });
    lines.push(serde_json::to_string(&report).unwrap_or_default());
    let mut whole = lines.join("\n");
    let _ = write!(whole, "\n{:?} {:?}", sighting.estimated_delivery, sighting.carrier);
    sha256(&whole).chars().take(32).collect()
}

/// A journey as it was kept.
fn kept(head: &Head, chunks: &[Vec<Scan>]) -> Journey {
    Journey::of(chunks.iter().flatten().cloned(), head.reports.clone())
}

/// A journey that was kept under an earlier mapping, as it is read today. What the service tells again is read as it
/// tells it: a translation, for one, is not kept.
fn reread(head: &Head, chunks: &[Vec<Scan>], sighting: Option<&Sighting>) -> Journey {
    let told: BTreeSet<_> = sighting.iter().flat_map(|sighting| &sighting.scans).map(Scan::identity).collect();
    let untold = chunks.iter().flatten().filter(|scan| !told.contains(&scan.identity()));
    let mut scans: Vec<Scan> = untold.cloned().collect();
    scans.iter_mut().for_each(mapping::remap);
    let text = scans.iter().max_by_key(|scan| scan.at.instant()).map(|scan| scan.description.clone());
    let mut reports = head.reports.clone();
    if let Some(registered) = &head.registered {
        let text = text.unwrap_or_default();
        for report in &mut reports {
            mapping::remap_report(report, registered.service, &text);
        }
    }
    Journey::of(scans, reports)
}
