//! Everything that can be wrong with a request, and the one table that turns it into an HTTP answer
//! (`application/problem+json`, RFC 9457).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use waybill_domain::Refusal;
use waybill_store::StoreError;

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// What was sent cannot be meant.
    #[error("{}", fields(errors))]
    Invalid {
        /// Which fields, and why.
        errors: Vec<FieldError>,
    },
    /// The state of the order, or of what hangs on it, stands in the way.
    #[error("{0}")]
    Refused(Refusal),
    /// It stood in the way when the same request came before.
    #[error("{0}")]
    RefusedBefore(Refusal),
    /// No key, or not one that we know.
    #[error("Send an API key that is known here, as `Authorization: Bearer wb_…`.")]
    Unauthenticated,
    /// A push that its service did not sign.
    #[error("The push is not signed by the store's tracking service: its signature is missing or wrong.")]
    Unsigned,
    /// The key is for less than this.
    #[error("The API key may not do this: it needs the scope `{scope}`.")]
    InsufficientScope {
        /// What it would need.
        scope: &'static str,
    },
    /// A form that another site's page sent.
    #[error("The form was sent from another site. Open the page itself, and send it from there.")]
    CrossSite,
    /// It was tried too often.
    #[error("This was tried too often. Wait a few minutes, then try again.")]
    SlowDown,
    /// The store's plan is without this (T11, M4).
    #[error("The store's plan does not include order tracking and monitoring. Nothing is lost meanwhile.")]
    PlanRequired,
    /// Nothing of that name, or not in this store.
    #[error("There is no such {what} here.")]
    NotFound {
        /// What was looked for.
        what: &'static str,
    },
    /// The route exists, with another method.
    #[error("This route takes {allow}.")]
    MethodNotAllowed {
        /// Which.
        allow: String,
    },
    /// The body is over the bound.
    #[error("The body may be at most {most} bytes.")]
    TooLarge {
        /// How large it may be.
        most: usize,
    },
    /// The body is not JSON.
    #[error("Send the body as JSON, with `Content-Type: application/json`.")]
    UnsupportedMediaType,
    /// A form that is not from a page of the session that sends it.
    #[error("The page is too old, or from somewhere else. Load it again, and send the form once more.")]
    StrangeForm,
    /// The body is no form.
    #[error("Send the form's fields with `Content-Type: application/x-www-form-urlencoded`.")]
    NotAForm,
    /// The key was used for something else.
    #[error("This `Idempotency-Key` was used for another request in the last 24 hours. Use a new one.")]
    IdempotencyKeyReused,
    /// A lost race, or a service behind us that is busy or down.
    #[error("Nothing was done, or its answer was lost. Send the same request again, with the same `Idempotency-Key`.")]
    TryAgain(#[source] StoreError),
    /// The store's tracking service did not answer. It says nothing about the parcel.
    #[error("{0}. The parcel is as it was. Send the same request again in a moment.")]
    CarrierDown(String),
    /// The time of this invocation is over.
    #[error("There was no time left for this. Send the same request again, with the same `Idempotency-Key`.")]
    OutOfTime,
    /// The environment has no key to the vault.
    #[error("Something is wrong on our side. The request's id leads to it in the logs.")]
    NoVault,
    /// A bug.
    #[error("Something is wrong on our side. The request's id leads to it in the logs.")]
    Internal(#[source] StoreError),
}

/// A field, and why its value was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldError {
    /// The way to the field, as in `line_items[0].quantity`; empty for the body as a whole.
    pub field: String,
    /// What was expected; reads on after the field's name.
    pub message: String,
}

/// A problem as it is answered.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemView {
    r#type: String,
    title: &'static str,
    status: u16,
    detail: String,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_id: Option<String>,
}

/// How a problem is answered: status, code, title. README shows the same table.
pub const TABLE: &[(u16, &str, &str)] = &[
    (400, "invalid_request", "The request cannot be read"),
    (400, "fulfilment_order_required", "The items are at several locations"),
    (401, "unauthenticated", "Who is asking is not known"),
    (403, "cross_site", "The form was sent from another site"),
    (403, "insufficient_scope", "The API key may not do this"),
    (403, "plan_required", "The store's plan does not include this"),
    (403, "strange_form", "The form is not from this session"),
    (404, "not_found", "There is no such thing"),
    (405, "method_not_allowed", "The route takes another method"),
    (409, "external_id_taken", "Another order has this external id"),
    (409, "fulfilment_cancelled", "The fulfilment was cancelled"),
    (409, "fulfilment_order_on_hold", "The items are pending or on hold"),
    (409, "hold_id_required", "Several holds stand"),
    (409, "label_not_voided", "The label has not been voided"),
    (409, "limit_reached", "A bound of the order is reached"),
    (409, "nothing_to_fulfil", "Nothing is left to fulfil"),
    (409, "nothing_to_tell", "Nothing fits the message that is asked for"),
    (409, "order_cancelled", "The order was cancelled"),
    (409, "quantity_exceeds_open", "Less is open than was asked for"),
    (409, "upsell_expired", "No upsell waits for an answer"),
    (413, "too_large", "The body is too large"),
    (415, "unsupported_media_type", "The body is of a type that the route does not take"),
    (422, "idempotency_key_reused", "The key was used for another request"),
    (429, "slow_down", "It was tried too often"),
    (500, "internal", "Something is wrong on our side"),
    (503, "try_again", "Try again in a moment"),
];

impl Problem {
    /// One field is wrong.
    #[must_use]
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid { errors: vec![FieldError { field: field.into(), message: message.into() }] }
    }

    /// The word by which a program tells this problem from others.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Invalid { .. } => "invalid_request",
            Self::Refused(refusal) | Self::RefusedBefore(refusal) => code_of(refusal),
            Self::Unauthenticated | Self::Unsigned => "unauthenticated",
            Self::InsufficientScope { .. } => "insufficient_scope",
            Self::CrossSite => "cross_site",
            Self::PlanRequired => "plan_required",
            Self::StrangeForm => "strange_form",
            Self::NotFound { .. } => "not_found",
            Self::MethodNotAllowed { .. } => "method_not_allowed",
            Self::TooLarge { .. } => "too_large",
            Self::SlowDown => "slow_down",
            Self::UnsupportedMediaType | Self::NotAForm => "unsupported_media_type",
            Self::IdempotencyKeyReused => "idempotency_key_reused",
            Self::TryAgain(_) | Self::CarrierDown(_) | Self::OutOfTime => "try_again",
            Self::NoVault | Self::Internal(_) => "internal",
        }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.row().0
    }

    /// The problem as it is answered.
    #[must_use]
    pub fn view(&self, request_id: Option<&str>) -> ProblemView {
        let (status, code, title) = *self.row();
        let errors = match self {
            Self::Invalid { errors } => errors.clone(),
            Self::Refused(Refusal::Invalid { field, reason }) => {
                vec![FieldError { field: field.clone(), message: reason.clone() }]
            }
            _ => Vec::new(),
        };
        let order_id = match self {
            Self::Refused(Refusal::ExternalIdTaken { order_id })
            | Self::RefusedBefore(Refusal::ExternalIdTaken { order_id }) => Some(order_id.clone()),
            _ => None,
        };
        ProblemView {
            r#type: format!("urn:waybill:problem:{code}"),
            title,
            status,
            detail: self.to_string(),
            code,
            request_id: request_id.map(str::to_owned),
            errors,
            order_id,
        }
    }

    fn row(&self) -> &'static (u16, &'static str, &'static str) {
        const BUG: &(u16, &str, &str) = &(500, "internal", "Something is wrong on our side");
        let code = self.code();
        TABLE.iter().find(|(_, known, _)| *known == code).unwrap_or(BUG)
    }
}

/// Each refusal's word.
fn code_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Invalid { .. } => "invalid_request",
        Refusal::NotFound { .. } => "not_found",
        Refusal::FulfilmentOrderRequired { .. } => "fulfilment_order_required",
        Refusal::FulfilmentOrderOnHold => "fulfilment_order_on_hold",
        Refusal::NothingToFulfil => "nothing_to_fulfil",
        Refusal::NothingToTell => "nothing_to_tell",
        Refusal::QuantityExceedsOpen { .. } => "quantity_exceeds_open",
        Refusal::OrderCancelled => "order_cancelled",
        Refusal::FulfilmentCancelled => "fulfilment_cancelled",
        Refusal::LabelNotVoided => "label_not_voided",
        Refusal::HoldIdRequired { .. } => "hold_id_required",
        Refusal::UpsellExpired => "upsell_expired",
        Refusal::ExternalIdTaken { .. } => "external_id_taken",
        Refusal::LimitReached { .. } => "limit_reached",
    }
}

fn fields(errors: &[FieldError]) -> String {
    let line = |error: &FieldError| match error.field.as_str() {
        "" => format!("The body {}.", error.message),
        field => format!("`{field}` {}.", error.message),
    };
    errors.iter().map(line).collect::<Vec<_>>().join(" ")
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::LostRace | StoreError::Throttled(_) | StoreError::Unavailable(_) => Self::TryAgain(error),
            StoreError::Refused(_) | StoreError::Unreadable(_) | StoreError::NoRandomness(_) => Self::Internal(error),
        }
    }
}
