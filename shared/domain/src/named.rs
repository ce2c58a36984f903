//! Corrections: a field that is absent is unchanged, and one that is null is emptied.

use serde::{Deserialize, Deserializer};

/// Reads a field that is there, so that null and absent are told apart.
pub(crate) fn named<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
