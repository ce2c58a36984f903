//! What became of the form that was sent last, where it did not simply succeed: kept in a cookie until the page shows it.

use std::collections::BTreeMap;

use waybill_domain::condition::TrackingStatus;

/// What stood in the way of a form, and what was typed into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flash {
    /// Which form of the page.
    pub form: String,
    /// The answer's status; below 400, something was done, and something not.
    pub status: u16,
    /// The problem's code.
    pub code: String,
    /// What the matter is with this very request.
    pub detail: String,
    /// What is wrong with which field.
    pub errors: Vec<FieldProblem>,
    /// What was typed; nothing, where it was too much to be kept.
    pub values: BTreeMap<String, String>,
    /// What came of each of many, where the form was about many.
    pub results: Vec<Came>,
}

/// What came of one of many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// An order was fulfilled, or a problem stood in the way.
    Order {
        /// Which.
        id: String,
        /// The problem's code.
        problem: Option<String>,
    },
    /// A carrier was asked (T7).
    Asked {
        /// How the parcel was doing.
        before: TrackingStatus,
        /// How it is doing.
        after: TrackingStatus,
        /// Why nothing was learnt.
        why: Option<String>,
    },
}

/// What is wrong with a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where in the body it stands, as in `line_items[0].quantity`.
    pub field: String,
    /// What it must be.
    pub message: String,
}
