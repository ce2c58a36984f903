//! Asking a service about parcels: in line with all others who use the store's key, registering what it does not
//! follow yet, and patient with a busy service as long as there is time.

use std::time::{Duration, Instant};

use tokio::time::sleep;
use waybill_carriers::tracker::{CarrierError, Credentials, Limits, Question, Told, Tracker, Word};
use waybill_domain::carrier::Carrier;
use waybill_domain::id::StoreId;
use waybill_domain::service::TrackingService;
use waybill_store::StoreError;
use waybill_store::parcel::{Head, Registered};

use crate::Follower;

/// How often a service is asked that is busy or does not answer, each time after twice as long.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);

/// A service that takes so long to fail is not asked again in the same run: others are waiting.
const SLOW: Duration = Duration::from_secs(3);

/// A tracking service, to be asked with a store's key, and the line of all who ask with that key.
pub(crate) struct Way {
    pub(crate) tracker: Box<dyn Tracker>,
    line: String,
}

impl Way {
    /// Whether the service has registered the number.
    pub(crate) fn follows(&self, head: &Head) -> bool {
        head.registered.as_ref().is_some_and(|known| known.service == self.tracker.service())
    }
}

/// A second, as calls are spread over it: a little longer, because one call is on its way for longer than another.
const SECOND: Duration = Duration::from_millis(1_100);

/// Why nothing was learnt.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The store's secrets cannot be opened: the installation's key is another than when they were set.
    #[error("the store's key at its tracking service cannot be read: set it again in the settings")]
    NoCredentials,
    /// The service.
    #[error(transparent)]
    Carrier(#[from] CarrierError),
    /// Too many ask with the store's key.
    #[error("too many are asking the store's tracking service")]
    Busy,
    /// The time was over before the service could be expected to have answered.
    #[error("there was no time left for the store's tracking service to answer")]
    NoTime,
    /// The table.
    #[error("the table could not be read or written")]
    Store(#[from] StoreError),
}

impl Follower {
    /// The way to a store's service.
    ///
    /// # Errors
    /// [`AskError::NoCredentials`] when its secrets cannot be opened.
    pub(crate) fn way(&self, store: &StoreId, service: &TrackingService) -> Result<Way, AskError> {
        let credentials = self.credentials(store, service)?;
        let line = format!("{} {}", service.service.as_str(), credentials.key.as_str());
        Ok(Way { tracker: self.carriers.tracker(service.service, &credentials), line })
    }

    /// What a store has at its service, in the clear.
    ///
    /// # Errors
    /// [`AskError::NoCredentials`] when it cannot be opened.
    pub fn credentials(&self, store: &StoreId, service: &TrackingService) -> Result<Credentials, AskError> {
        let vault = self.app.vault.as_ref().ok_or(AskError::NoCredentials)?;
        let open = |sealed| vault.open(store, sealed).ok_or(AskError::NoCredentials);
        Ok(Credentials {
            key: open(&service.key)?,
            webhook_secret: service.webhook_secret.as_ref().map(open).transpose()?,
            url: service.url.clone(),
        })
    }

    /// What a service says of numbers, at most as many as one call of it takes, in their order; those that it does not
    /// follow yet are registered.
    ///
    /// # Errors
    /// [`AskError`], when nothing was learnt of any of them before `until`.
    pub(crate) async fn ask(
        &self,
        way: &Way,
        heads: &[&Head],
        paced: bool,
        until: Instant,
    ) -> Result<Vec<Told>, AskError> {
        let caller = Caller { follower: self, way, paced, until };
        let tracker = &way.tracker;
        let mut told: Vec<Option<Told>> = vec![None; heads.len()];
        let mut unknown = Vec::new();
        let numbered = || heads.iter().enumerate();
        let known: Vec<_> = numbered().filter(|(_, head)| way.follows(head)).map(|(place, _)| place).collect();
        unknown.extend(numbered().filter(|(_, head)| !way.follows(head)).map(|(place, _)| place));
        if !known.is_empty() {
            let questions = questions(heads, &known);
            for (place, said) in known.into_iter().zip(caller.call(|within| tracker.look(&questions, within)).await?) {
                if said.word == Word::NotRegistered {
                    unknown.push(place);
                }
                set(&mut told, place, said);
            }
        }
        if !unknown.is_empty() {
            let questions = questions(heads, &unknown);
            match caller.call(|within| tracker.register(&questions, within)).await {
                Ok(all) => unknown.into_iter().zip(all).for_each(|(place, said)| set(&mut told, place, said)),
                // What was said of the others counts all the same.
                Err(_) if told.iter().flatten().any(|said| said.word != Word::NotRegistered) => {}
                Err(failed) => return Err(failed),
            }
        }
        let silent = || Told { word: Word::Failed { why: "it said nothing of this number".into() }, reference: None };
        Ok(told.into_iter().map(|said| said.unwrap_or_else(silent)).collect())
    }
}

impl Follower {
    /// Waits until it is one's turn to ask with the store's key.
    pub(crate) async fn wait_in_line(&self, way: &Way, paced: bool, until: Instant) -> Result<(), AskError> {
        if !paced {
            return Ok(());
        }
        let Limits { per_second, .. } = way.tracker.limits();
        let gap = SECOND / per_second.max(1);
        let patience = until.saturating_duration_since(Instant::now());
        let wait = self.app.store.stand_in_line(&way.line, gap, patience).await?;
        sleep(wait.ok_or(AskError::Busy)?).await;
        Ok(())
    }
}

fn set(told: &mut [Option<Told>], place: usize, said: Told) {
    if let Some(slot) = told.get_mut(place) {
        *slot = Some(said);
    }
}

fn questions(heads: &[&Head], places: &[usize]) -> Vec<Question> {
    places.iter().filter_map(|place| heads.get(*place)).map(|head| question(head)).collect()
}

/// What a service is asked about a parcel.
pub(crate) fn question(head: &Head) -> Question {
    Question {
        number: head.number.folded(),
        carrier: head.carrier.as_ref().and_then(|name| Carrier::named(name.as_str())),
        reference: head.registered.as_ref().and_then(|known| known.reference.clone()),
    }
}

/// What is kept of a registration.
pub(crate) fn registered(tracker: &dyn Tracker, told: &Told) -> Option<Registered> {
    match told.word {
        Word::NotRegistered | Word::Failed { .. } => None,
        Word::Following | Word::Seen(_) => {
            Some(Registered { service: tracker.service(), reference: told.reference.clone() })
        }
    }
}

/// One who asks with a store's key.
struct Caller<'a> {
    follower: &'a Follower,
    way: &'a Way,
    paced: bool,
    until: Instant,
}

impl Caller<'_> {
    /// Calls in turn, and again while the service is busy and there is time.
    async fn call<F>(&self, call: impl Fn(Duration) -> F) -> Result<Vec<Told>, AskError>
    where
        F: Future<Output = Result<Vec<Told>, CarrierError>>,
    {
        let mut tried = 0;
        loop {
            tried += 1;
            self.follower.wait_in_line(self.way, self.paced, self.until).await?;
            let asked_at = Instant::now();
            let failed = match call(self.until.saturating_duration_since(Instant::now())).await {
                Ok(told) => return Ok(told),
                // It is not the service that failed: it was cut off.
                Err(CarrierError::Unavailable(_)) if Instant::now() >= self.until => return Err(AskError::NoTime),
                Err(failed) => failed,
            };
            let pause = match &failed {
                CarrierError::SlowDown { after } => after.unwrap_or(PAUSE * 2_u32.pow(tried)),
                CarrierError::Unavailable(_) => PAUSE * 2_u32.pow(tried - 1),
                _ => return Err(failed.into()),
            };
            if tried >= TRIES || asked_at.elapsed() >= SLOW || Instant::now() + pause >= self.until {
                return Err(failed.into());
            }
            sleep(pause).await;
        }
    }
}
