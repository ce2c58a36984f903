//! Every way in which the service says no, with the codes and messages of its documentation: to a whole call, or
//! to one number of it.

use http::StatusCode;

/// Why a whole call is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallRefused {
    /// No token, or one that cannot be a key.
    #[error("Invalid security key.")]
    Key,
    /// No such end point.
    #[error("Not found.")]
    NoEndpoint,
    /// Another method than `POST`.
    #[error("Method not allowed.")]
    Method,
    /// More calls than a key may make in a second.
    #[error("Too many requests.")]
    TooOften,
    /// A body that is too long.
    #[error("Request entity too large.")]
    TooLarge,
    /// A body that is not what the end point takes.
    #[error("The submitted data is invalid.")]
    Unreadable,
    /// More numbers than a call may name.
    #[error("No more than 40 tracking numbers can be submitted at a time.")]
    TooMany,
    /// The service is down.
    #[error("Internal service error, please retry later.")]
    Unavailable,
}

impl CallRefused {
    /// The status of the answer. What is wrong inside a call is told with 200.
    #[must_use]
    pub fn status(self) -> StatusCode {
        match self {
            Self::Key => StatusCode::UNAUTHORIZED,
            Self::NoEndpoint => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unreadable | Self::TooMany => StatusCode::OK,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The service's own code; the answer's status, where it has none.
    #[must_use]
    pub fn code(self) -> i32 {
        match self {
            Self::Key => -18_010_002,
            Self::Unreadable => -18_010_013,
            Self::TooMany => -18_010_014,
            Self::Unavailable => -18_010_003,
            Self::NoEndpoint | Self::Method | Self::TooOften | Self::TooLarge => self.status().as_u16().into(),
        }
    }
}

/// Why nothing is done about one number of a call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumberRefused {
    /// Something that is needed is not there.
    #[error("The field '{0}' is required.")]
    Missing(&'static str),
    /// Not 5 to 50 letters and digits.
    #[error("The format of '{0}' is invalid.")]
    Format(String),
    /// A text that is none, or too long.
    #[error("The value of the field '{0}' is invalid.")]
    Value(&'static str),
    /// The number has several registrations, and none is named.
    #[error("The tracking number '{0}' is registered with several carriers, please give carrier_old.")]
    SeveralCarriers(String),
    /// There is no such carrier to change to.
    #[error("The carrier_new '{0}' is incorrect.")]
    NewCarrier(u32),
    /// The carrier is that one already.
    #[error("The new carrier is the same as the current one.")]
    SameCarrier,
    /// Nothing to change to.
    #[error("Either carrier_new or final_carrier_new is required.")]
    NoNewCarrier,
    /// The number has no registration with the carrier that is to change.
    #[error("The tracking number is not registered for carrier '{0}'.")]
    OldCarrier(u32),
    /// A stopped number's carrier does not change.
    #[error("The carrier cannot be changed while tracking is stopped, please retrack first.")]
    ChangeWhileStopped,
    /// A carrier changes five times.
    #[error("The carrier can be changed 5 times at most.")]
    ChangedTooOften,
    /// Nothing is known of the number yet.
    #[error("The carrier cannot be changed before the first tracking result.")]
    ChangeTooEarly,
    /// The number has another registration, with the new carrier.
    #[error("The tracking number is already registered with carrier '{0}'.")]
    RegisteredWithCarrier(u32),
    /// Nothing to change.
    #[error("There is no valid item to change.")]
    NoChange,
    /// It was registered before.
    #[error("Tracking number {0} is already registered.")]
    AlreadyRegistered(String),
    /// It was never registered, or deleted.
    #[error("The tracking number '{0}' does not register, please register first.")]
    NotRegistered(String),
    /// No carrier is recognised by the number.
    #[error("The carrier of '{0}' cannot be detected.")]
    Undetectable(String),
    /// Tracking goes on.
    #[error("Retrack is not allowed. You can only retrack stopped number.")]
    NotStopped,
    /// It was retracked before.
    #[error("Retrack is not allowed. You can only retrack each number once.")]
    RetrackedBefore,
    /// Tracking had stopped.
    #[error("Stop is not allowed. You can only stop a number that is being tracked.")]
    NotTracked,
    /// The account's quota is used up.
    #[error("Insufficient quota.")]
    QuotaExhausted,
    /// Nothing is known of the number yet.
    #[error("No tracking information at this time.")]
    NoInformation,
    /// There is no such carrier.
    #[error("The carrier code '{0}' is incorrect.")]
    Carrier(u32),
}

impl NumberRefused {
    /// The service's own code.
    #[must_use]
    pub fn code(&self) -> i32 {
        match self {
            Self::Missing(_) => -18_010_010,
            Self::Format(_) => -18_010_012,
            Self::Value(_) => -18_010_015,
            Self::SeveralCarriers(_) => -18_019_801,
            Self::NewCarrier(_) => -18_019_802,
            Self::SameCarrier => -18_019_803,
            Self::NoNewCarrier => -18_019_804,
            Self::OldCarrier(_) => -18_019_805,
            Self::ChangeWhileStopped => -18_019_806,
            Self::ChangedTooOften => -18_019_807,
            Self::ChangeTooEarly => -18_019_808,
            Self::RegisteredWithCarrier(_) => -18_019_809,
            Self::NoChange => -18_019_811,
            Self::AlreadyRegistered(_) => -18_019_901,
            Self::NotRegistered(_) => -18_019_902,
            Self::Undetectable(_) => -18_019_903,
            Self::NotStopped => -18_019_904,
            Self::RetrackedBefore => -18_019_905,
            Self::NotTracked => -18_019_906,
            Self::QuotaExhausted => -18_019_908,
            Self::NoInformation => -18_019_909,
            Self::Carrier(_) => -18_019_910,
        }
    }
}
