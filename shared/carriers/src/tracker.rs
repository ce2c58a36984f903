//! What every tracking service can be asked, whichever it is.

use std::time::Duration;

use async_trait::async_trait;
use waybill_domain::carrier::Carrier;
use waybill_domain::journey::Sighting;
use waybill_domain::service::Service;
use waybill_domain::text::{Secret, WebUrl};

use crate::mapping::Code;
use crate::sketch::{Sketch, View};

/// The longest name that a service has for a number, in characters.
pub const REFERENCE: usize = 100;

/// What a store has at its service, in the clear.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The store's key.
    pub key: Secret,
    /// What pushes are signed with, where that is not the key.
    pub webhook_secret: Option<Secret>,
    /// Where the service is reached: Karrio's alone.
    pub url: Option<WebUrl>,
}

/// A number that a service is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Upper case, letters and digits alone.
    pub number: String,
    /// Who carries it, if that is known by name.
    pub carrier: Option<&'static Carrier>,
    /// What the service calls it, as [`Told::reference`] said when it was registered.
    pub reference: Option<String>,
}

/// What a service says of one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What it says.
    pub word: Word,
    /// What the service itself calls the number, to be given back with the next question; at most [`REFERENCE`]
    /// characters.
    pub reference: Option<String>,
}

/// What a service says of one number.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// It follows the number, and knows nothing of it yet.
    Following,
    /// It knows this.
    Seen(Box<Sighting>),
    /// It does not follow the number: it must be registered first.
    NotRegistered,
    /// It would not say, for this number alone: it may another time.
    Failed {
        /// The service's own code and words.
        why: String,
    },
}

impl Word {
    /// The service will not follow a number that is none, by its own code for that.
    pub(crate) fn rejected(service: Service, code: i64) -> Self {
        let sub = code.to_string();
        let code = Code { status: Some("rejected"), sub: Some(&sub) };
        Self::Seen(Box::new(Sketch::of(service).end(View { code, ..View::default() })))
    }
}

impl From<Word> for Told {
    fn from(word: Word) -> Self {
        Self { word, reference: None }
    }
}

/// What a service allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Numbers of one call.
    pub per_call: usize,
    /// Calls of one key in a second.
    pub per_second: u32,
}

/// Why a service said nothing at all. None of it says anything about a parcel.
#[derive(Debug, thiserror::Error)]
pub enum CarrierError {
    /// Not reached, too slow, or broken.
    #[error("the tracking service did not answer: {0}")]
    Unavailable(String),
    /// Asked too often.
    #[error("the tracking service was asked too often")]
    SlowDown {
        /// When it says to come back.
        after: Option<Duration>,
    },
    /// The store's key is wrong, or not allowed.
    #[error("the tracking service does not take the store's key: {0}")]
    Unauthorized(String),
    /// The store has used up what it paid for.
    #[error("the store's quota at the tracking service is used up: {0}")]
    QuotaExhausted(String),
    /// An answer that is not what the service documents.
    #[error("the tracking service answered what cannot be read: {0}")]
    Unreadable(String),
}

/// A tracking service, spoken to with one store's key.
#[async_trait]
pub trait Tracker: Send + Sync {
    /// Which.
    fn service(&self) -> Service;

    /// What it allows.
    fn limits(&self) -> Limits;

    /// Begins to follow numbers, at most [`Limits::per_call`]; what it says of each, in their order. A number that it
    /// follows already is no error. It waits no longer than `within`, and never longer than [`CALL`](crate::CALL).
    ///
    /// # Errors
    /// [`CarrierError`], when it says nothing about any.
    async fn register(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError>;

    /// Asks how numbers are doing, at most [`Limits::per_call`]; what it says of each, in their order. It waits as
    /// [`register`](Self::register) does.
    ///
    /// # Errors
    /// [`CarrierError`], when it says nothing about any.
    async fn look(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError>;
}
