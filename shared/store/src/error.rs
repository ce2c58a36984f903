//! What can go wrong between us and the table.

use aws_sdk_dynamodb::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;

/// Why the table was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Someone else wrote first: read and decide again.
    #[error("another request wrote first")]
    LostRace,
    /// The table is busy: wait, and try again.
    #[error("the table is throttled")]
    Throttled(#[source] BoxError),
    /// No answer, or none that says what happened. A write may have been done.
    #[error("the table did not answer")]
    Unavailable(#[source] BoxError),
    /// The table refuses what we send: a bug, or a missing permission.
    #[error("the table refused a request")]
    Refused(#[source] BoxError),
    /// An item is not as this version or an earlier one writes it.
    #[error("an item of the table cannot be read: {0}")]
    Unreadable(String),
    /// The machine has no randomness to give.
    #[error("no random numbers are to be had")]
    NoRandomness(#[source] BoxError),
}

impl StoreError {
    pub(crate) fn unreadable(why: impl Into<String>) -> Self {
        Self::Unreadable(why.into())
    }

    /// What an error of the SDK means for us. Its own retries are over by then.
    pub(crate) fn of<E>(error: SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    {
        let code = error.as_service_error().and_then(|service| service.meta().code()).unwrap_or_default().to_owned();
        let server_failed = error.raw_response().is_some_and(|response| response.status().as_u16() >= 500);
        let unanswered =
            matches!(error, SdkError::TimeoutError(_) | SdkError::DispatchFailure(_) | SdkError::ResponseError(_));
        match code.as_str() {
            "ThrottlingException" | "ProvisionedThroughputExceededException" | "RequestLimitExceeded" => {
                Self::Throttled(error.into())
            }
            "ConditionalCheckFailedException" | "TransactionConflictException" | "TransactionInProgressException" => {
                Self::LostRace
            }
            _ if unanswered || server_failed => Self::Unavailable(error.into()),
            _ => Self::Refused(error.into()),
        }
    }
}

/// A failed condition and a conflict with another transaction are a lost race; throttled is throttled.
pub(crate) fn of_transaction(error: SdkError<TransactWriteItemsError>) -> StoreError {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error() else {
        return StoreError::of(error);
    };
    let codes: Vec<&str> = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code()).collect();
    let any = |known: &[&str]| codes.iter().any(|code| known.contains(code));
    if any(&["ConditionalCheckFailed", "TransactionConflict"]) {
        StoreError::LostRace
    } else if any(&["ThrottlingError", "ProvisionedThroughputExceeded"]) {
        StoreError::Throttled(error.into())
    } else {
        StoreError::Refused(error.into())
    }
}
