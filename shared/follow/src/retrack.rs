//! Asking about one parcel because someone wants to know now (T7).

use std::time::Duration;

use chrono::TimeDelta;
use waybill_carriers::tracker::{CarrierError, Told, Word};
use waybill_domain::service::{Service, TrackingService};
use waybill_lambda::{Learnt, Problem, Visit};
use waybill_store::parcel::{Head, StoredParcel};

use crate::Follower;
use crate::ask::{AskError, question, registered};
use crate::hear::{Heard, Hearing};

/// Kept back of the request's time for writing down what was heard, and for the answer.
const RESERVE: Duration = Duration::from_secs(2);

/// How long a parcel may be quiet before its service may have stopped following it by itself.
const QUIET: TimeDelta = TimeDelta::days(15);

impl Follower {
    /// Asks about a parcel and writes down what was said; why nothing was learnt, if nothing was.
    ///
    /// # Errors
    /// [`Problem::CarrierDown`] when the service did not answer: that says nothing about the parcel.
    pub async fn retrack(&self, visit: Visit) -> Result<Learnt, Problem> {
        let Some(service) = &visit.record.settings.tracking_service else {
            return Ok(Learnt::nothing(
                "The store has no tracking service: choose one in the settings, or set the status by hand.",
            ));
        };
        let asked = match self.ask_now(&visit, service).await {
            Ok(asked) => asked,
            Err(AskError::Store(error)) => return Err(error.into()),
            Err(
                failed @ (AskError::NoCredentials
                | AskError::Carrier(CarrierError::Unauthorized(_) | CarrierError::QuotaExhausted(_))),
            ) => return Ok(Learnt::nothing(sentence(&failed.to_string()))),
            Err(failed) => return Err(Problem::CarrierDown(capital(&failed.to_string()))),
        };
        let (told, registered) = asked;
        let sighting = match &told.word {
            Word::Seen(sighting) => Some(&**sighting),
            Word::Following => None,
            Word::NotRegistered => return Ok(Learnt::nothing("The tracking service does not take the number.")),
            Word::Failed { why } => {
                return Ok(Learnt::nothing(sentence(&format!(
                    "the tracking service says nothing of this number: {why}"
                ))));
            }
        };
        let number = visit.stored.head.number.clone();
        let hearing = Hearing { key: &visit.key, number: &number, sighting, asked: registered, actor: &visit.actor };
        let why = match self.hear(&hearing, Some(visit.stored)).await? {
            Heard::News => None,
            Heard::Nothing if sighting.is_none() => {
                Some("The tracking service follows the number, and has heard nothing of it yet.".into())
            }
            Heard::Nothing => Some("The carrier has nothing newer.".into()),
            Heard::Gone => Some("The parcel was given another number meanwhile.".into()),
        };
        Ok(Learnt { why, unknown_codes: sighting.map_or(0, |sighting| sighting.unknown_codes.len()) })
    }

    /// What the service says now. A number that it did not follow is registered, and asked about again at once.
    async fn ask_now(
        &self,
        visit: &Visit,
        service: &TrackingService,
    ) -> Result<(Told, Option<waybill_store::parcel::Registered>), AskError> {
        let store = &visit.key.store;
        let way = self.way(store, service)?;
        let until = visit.deadline.checked_sub(RESERVE).unwrap_or(visit.deadline);
        let ask = async |head: &Head| -> Result<Told, AskError> {
            let told = self.ask(&way, &[head], true, until).await?;
            told.into_iter().next().ok_or_else(|| CarrierError::Unreadable("an empty answer".into()).into())
        };
        let was_registered =
            visit.stored.head.registered.as_ref().is_some_and(|known| known.service == service.service);
        if was_registered && service.service == Service::SeventeenTrack && self.is_quiet(&visit.stored) {
            // 17TRACK stops by itself after a time; its own `retrack` revives a number once, and does not look.
            self.wait_in_line(&way, true, until).await?;
            let seventeentrack = self.carriers.seventeentrack(&self.credentials(store, service)?);
            let within = until.saturating_duration_since(std::time::Instant::now());
            let _ = seventeentrack.retrack(&[question(&visit.stored.head)], within).await;
        }
        let mut told = ask(&visit.stored.head).await?;
        let known = registered(&*way.tracker, &told);
        if !was_registered && told.word == Word::Following {
            told = ask(&Head { registered: known.clone(), ..visit.stored.head.clone() }).await?;
        }
        Ok((told, known))
    }

    fn is_quiet(&self, stored: &StoredParcel) -> bool {
        let head = &stored.head;
        let news = head.last_scan_at.into_iter().chain(head.observed.since).max().unwrap_or(head.began_at);
        self.app.now() - news >= QUIET
    }
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

fn sentence(text: &str) -> String {
    format!("{}.", capital(text.trim_end_matches('.')))
}
