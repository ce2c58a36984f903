//! Every way in which SNS says no: the code that the SDK knows it by, the status, and SNS's own words.

use http::StatusCode;
use maud::{PreEscaped, html};
use waybill_lambda::Answer;

use super::super::reply::random_id;
use super::super::signature::Unsigned;
use super::{NAMESPACE, XML};
use crate::wire::written;

/// Why SNS does not do what it is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody signed it, or for something else.
    #[error("{}", unsigned(*.0))]
    Unsigned(Unsigned),
    /// No action is named.
    #[error("The request must contain the parameter Action")]
    NoAction,
    /// There is no such action, or none that is spoken here.
    #[error("The action {0} is not valid for this endpoint.")]
    UnknownAction(String),
    /// A parameter is not valid.
    #[error("Invalid parameter: {0}")]
    Parameter(String),
    /// A message attribute is not valid.
    #[error("{0}")]
    Attribute(String),
    /// There is no such topic: none is kept here.
    #[error("Topic does not exist")]
    NoTopic,
    /// There were too many calls.
    #[error("Rate exceeded")]
    Throttled,
    /// The account may send no more.
    #[error("The account is not authorized to send SMS messages.")]
    NotAuthorized,
    /// SNS itself fails.
    #[error("The request processing has failed because of an unknown error, exception or failure.")]
    Failed,
}

impl Refused {
    /// The answer that says so.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let (status, code) = self.code();
        let whose = if status.is_server_error() { "Receiver" } else { "Sender" };
        let xml = html! {
            (PreEscaped(XML))
            ErrorResponse xmlns=(NAMESPACE) {
                Error { Type { (whose) } Code { (code) } Message { (self.to_string()) } }
                RequestId { (random_id()) }
            }
        };
        written(status, "text/xml", xml.into_string())
    }

    fn code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unsigned(Unsigned::Missing) => (StatusCode::FORBIDDEN, "MissingAuthenticationToken"),
            Self::Unsigned(Unsigned::Incomplete) => (StatusCode::BAD_REQUEST, "IncompleteSignature"),
            Self::Unsigned(Unsigned::OtherService) => (StatusCode::FORBIDDEN, "SignatureDoesNotMatch"),
            Self::NoAction => (StatusCode::BAD_REQUEST, "MissingAction"),
            Self::UnknownAction(_) => (StatusCode::BAD_REQUEST, "InvalidAction"),
            Self::Parameter(_) => (StatusCode::BAD_REQUEST, "InvalidParameter"),
            Self::Attribute(_) => (StatusCode::BAD_REQUEST, "ParameterValueInvalid"),
            Self::NoTopic => (StatusCode::NOT_FOUND, "NotFound"),
            Self::Throttled => (StatusCode::TOO_MANY_REQUESTS, "Throttled"),
            Self::NotAuthorized => (StatusCode::FORBIDDEN, "AuthorizationError"),
            Self::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "InternalError"),
        }
    }
}

fn unsigned(why: Unsigned) -> &'static str {
    match why {
        Unsigned::Missing => "Request is missing Authentication Token",
        Unsigned::Incomplete => {
            "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' of AWS4-HMAC-SHA256."
        }
        Unsigned::OtherService => "Credential should be scoped to correct service: 'sns'.",
    }
}
