//! Every way in which SES says no: the code that the SDK knows it by, the status, and SES's own words.

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::json;
use waybill_lambda::Answer;

use super::super::signature::Unsigned;
use crate::wire::written;

/// Why SES does not do what it is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody signed it, or for something else.
    #[error("{}", unsigned(*.0))]
    Unsigned(Unsigned),
    /// There is no such operation.
    #[error("Unable to determine service/operation name to be authorized")]
    UnknownOperation,
    /// The body is not what the operation takes.
    #[error("{0}")]
    Unreadable(String),
    /// Something in it is not valid.
    #[error("{0}")]
    BadRequest(String),
    /// The sender is nobody's who may send.
    #[error("Email address is not verified. The following identities failed the check in region {region}: {sender}")]
    NotVerified {
        /// The sender's address.
        sender: String,
        /// Where it is not verified.
        region: String,
    },
    /// There is no such configuration set.
    #[error("Configuration set <{0}> does not exist.")]
    NoConfigurationSet(String),
    /// There is no such template: none is kept here.
    #[error("Template {0} does not exist")]
    NoTemplate(String),
    /// The address is not on the suppression list.
    #[error("Email address {0} does not exist on your suppression list.")]
    NotSuppressed(String),
    /// There were too many calls.
    #[error("Maximum sending rate exceeded.")]
    TooManyRequests,
    /// The account's sending is paused.
    #[error("Email sending is disabled for your account.")]
    SendingPaused,
    /// The account may send no more.
    #[error("The account is suspended, and cannot send email.")]
    AccountSuspended,
    /// SES itself fails.
    #[error("The request processing has failed because of an unknown error, exception or failure.")]
    Failed,
}

impl Refused {
    /// The answer that says so.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let (status, code) = self.code();
        let mut answer = written(status, "application/json", json!({ "message": self.to_string() }).to_string());
        answer.headers_mut().insert(HeaderName::from_static("x-amzn-errortype"), HeaderValue::from_static(code));
        answer
    }

    fn code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unsigned(Unsigned::Missing) => (StatusCode::FORBIDDEN, "MissingAuthenticationTokenException"),
            Self::Unsigned(Unsigned::Incomplete) => (StatusCode::FORBIDDEN, "IncompleteSignatureException"),
            Self::Unsigned(Unsigned::OtherService) => (StatusCode::FORBIDDEN, "InvalidSignatureException"),
            Self::UnknownOperation => (StatusCode::NOT_FOUND, "UnknownOperationException"),
            Self::Unreadable(_) => (StatusCode::BAD_REQUEST, "SerializationException"),
            Self::BadRequest(_) => (StatusCode::BAD_REQUEST, "BadRequestException"),
            Self::NotVerified { .. } => (StatusCode::BAD_REQUEST, "MessageRejected"),
            Self::NoConfigurationSet(_) | Self::NoTemplate(_) | Self::NotSuppressed(_) => {
                (StatusCode::NOT_FOUND, "NotFoundException")
            }
            Self::TooManyRequests => (StatusCode::TOO_MANY_REQUESTS, "TooManyRequestsException"),
            Self::SendingPaused => (StatusCode::BAD_REQUEST, "SendingPausedException"),
            Self::AccountSuspended => (StatusCode::BAD_REQUEST, "AccountSuspendedException"),
            Self::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "InternalServiceErrorException"),
        }
    }
}

fn unsigned(why: Unsigned) -> &'static str {
    match why {
        Unsigned::Missing => "Missing Authentication Token",
        Unsigned::Incomplete => {
            "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of AWS4-HMAC-SHA256."
        }
        Unsigned::OtherService => "Credential should be scoped to correct service: 'ses'.",
    }
}
