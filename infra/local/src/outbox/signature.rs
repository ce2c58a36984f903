//! Who signed a request. That it is signed, for which service and where, is looked at; the signature itself is not:
//! nobody here knows the caller's secret.

use http::header::{AUTHORIZATION, HeaderMap};

/// Why a request is not taken for its signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsigned {
    /// It has none.
    Missing,
    /// It is not in the form of Signature Version 4.
    Incomplete,
    /// It is for another service.
    OtherService,
}

/// The region that a request was signed for.
///
/// # Errors
/// As [`Unsigned`] says.
pub fn region(headers: &HeaderMap, service: &str) -> Result<String, Unsigned> {
    let authorization = headers.get(AUTHORIZATION).ok_or(Unsigned::Missing)?;
    let authorization = authorization.to_str().map_err(|_| Unsigned::Incomplete)?;
    let parts = authorization.strip_prefix("AWS4-HMAC-SHA256 ").ok_or(Unsigned::Incomplete)?;
    let part = |name: &str| {
        let mut parts = parts.split(',').map(str::trim);
        parts.find_map(|part| part.strip_prefix(name)).filter(|value| !value.is_empty()).ok_or(Unsigned::Incomplete)
    };
    let (credential, _, _) = (part("Credential=")?, part("SignedHeaders=")?, part("Signature=")?);
    // key/20261122/eu-north-1/ses/aws4_request
    let mut scope = credential.rsplit('/');
    match (scope.next(), scope.next(), scope.next()) {
        (Some("aws4_request"), Some(named), Some(region)) if named == service => Ok(region.to_owned()),
        (Some("aws4_request"), Some(_), Some(_)) => Err(Unsigned::OtherService),
        _ => Err(Unsigned::Incomplete),
    }
}
