//! Services that are asked about one number at a time: each says how it is asked and how its answers read, and all
//! the rest is here.

use std::marker::PhantomData;
use std::time::Duration;

use async_trait::async_trait;
use waybill_domain::journey::Sighting;
use waybill_domain::scan::cut_to;
use waybill_domain::service::Service;

use crate::api::{Answer, Api, Call, explanation};
use crate::json::Node;
use crate::tracker::{CarrierError, Limits, Question, REFERENCE, Told, Tracker, Word};

/// What is particular to one such service.
pub(crate) trait Dialect: Send + Sync + 'static {
    /// Which.
    const SERVICE: Service;
    /// Calls of one key in a second.
    const PER_SECOND: u32;

    /// How it is told to follow a number; or why it cannot be.
    fn register(question: &Question) -> Result<Call, String>;

    /// How it is asked about a number; or why it cannot be.
    fn look(question: &Question) -> Result<Call, String>;

    /// What it says, of what it was asked; or that it is no answer to that.
    fn hear(answer: &Answer) -> Result<Told, CarrierError>;
}

/// A service that speaks a dialect.
pub(crate) struct Single<D> {
    api: Api,
    dialect: PhantomData<D>,
}

impl<D: Dialect> Single<D> {
    pub(crate) fn new(api: Api) -> Self {
        Self { api, dialect: PhantomData }
    }

    async fn ask(
        &self,
        numbers: &[Question],
        how: fn(&Question) -> Result<Call, String>,
        within: Duration,
    ) -> Result<Vec<Told>, CarrierError> {
        let mut said = Vec::new();
        for question in numbers {
            let mut told = match how(question) {
                Err(why) => Word::Failed { why }.into(),
                Ok(call) => D::hear(&self.api.call(&call, within).await?)?,
            };
            if let Word::Failed { why } = &mut told.word {
                *why = self.api.words(why);
            }
            said.push(told);
        }
        Ok(said)
    }
}

#[async_trait]
impl<D: Dialect> Tracker for Single<D> {
    fn service(&self) -> Service {
        D::SERVICE
    }

    fn limits(&self) -> Limits {
        Limits { per_call: 1, per_second: D::PER_SECOND }
    }

    async fn register(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError> {
        self.ask(numbers, D::register, within).await
    }

    async fn look(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError> {
        self.ask(numbers, D::look, within).await
    }
}

/// What an answer says that is a parcel, or a refusal: 404 says that the service does not know the number, any other
/// refusal that it would not say.
pub(crate) fn told(
    answer: &Answer,
    seen: impl FnOnce(Node<'_>) -> Result<Told, CarrierError>,
) -> Result<Told, CarrierError> {
    match answer.status {
        404 => Ok(Word::NotRegistered.into()),
        _ if answer.is_success() => seen(answer.node()),
        status => {
            let why = explanation(answer.node()).unwrap_or("it did not say why");
            Ok(Word::Failed { why: format!("HTTP {status}: {why}") }.into())
        }
    }
}

/// What was seen, if anything was, and what the service calls it. A parcel that comes without its number is none.
pub(crate) fn seen(number: Node<'_>, sighting: Sighting, reference: Node<'_>) -> Result<Told, CarrierError> {
    if number.text().is_none() {
        return Err(CarrierError::Unreadable("an answer without a number".to_owned()));
    }
    let nothing = sighting.report.is_none() && sighting.scans.is_empty();
    let word = if nothing { Word::Following } else { Word::Seen(Box::new(sighting)) };
    Ok(Told { word, reference: reference.text().map(|reference| cut_to(reference, REFERENCE)) })
}
