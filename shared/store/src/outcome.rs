//! Why a transaction was cancelled, from its reasons.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;

use crate::error::StoreError;

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
