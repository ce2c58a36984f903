//! Where a page of the desk is: its path, and the filters in its query, so that a view can be sent to a colleague.

use std::fmt;

use url::form_urlencoded::{Serializer, parse};

/// A path and its query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// What says how the page is shown, and not what.
    const PASSING: [&'static str; 2] = ["done", "lang"];

    /// The address of a path alone.
    #[must_use]
    pub fn of(path: impl Into<String>) -> Self {
        Self { path: path.into(), query: Vec::new() }
    }

    /// The address that was asked for.
    #[must_use]
    pub fn asked(path: &str, query: &str) -> Self {
        let query = parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()));
        // An empty field of a filter's form is no filter.
        let query = query.filter(|(name, value)| !Self::PASSING.contains(&name.as_str()) && !value.trim().is_empty());
        Self { path: path.to_owned(), query: query.collect() }
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// All that is asked for.
    #[must_use]
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    /// What is asked for under a name; the first, of several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// All that is asked for under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The same, with this instead of what was asked for under the name.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.without(&[name]);
        changed.query.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// The same, without what was asked for under these names.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Self {
        let query = self.query.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect();
        Self { path: self.path.clone(), query }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.query.is_empty() {
            return Ok(());
        }
        write!(f, "?{}", Serializer::new(String::new()).extend_pairs(&self.query).finish())
    }
}
