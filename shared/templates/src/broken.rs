//! What is wrong with a template, in words for whoever wrote it.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

/// A template that cannot be used: where, and why.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize)]
#[error("{part}, line {line}: {reason}")]
pub struct Broken {
    /// In which part of the template.
    pub part: Part,
    /// In which line of it, counted from one.
    pub line: u32,
    /// What is wrong, as a sentence without its full stop.
    pub reason: String,
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A mail's subject.
    Subject,
    /// A mail's body.
    Html,
    /// An SMS.
    Text,
}

impl Part {
    /// The word for it, everywhere.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Html => "html",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is wrong, before it is known in which part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) line: u32,
    pub(crate) reason: String,
}

impl Flaw {
    pub(crate) fn new(line: u32, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }

    pub(crate) fn within(self, part: Part) -> Broken {
        Broken { part, line: self.line.max(1), reason: self.reason }
    }
}
