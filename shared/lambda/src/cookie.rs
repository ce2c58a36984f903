//! Cookies: how they are read, and how they are set.

use chrono::TimeDelta;
use http::HeaderMap;
use http::header::COOKIE;

/// The value of a cookie that a request brings.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(COOKIE).into_iter().filter_map(|header| header.to_str().ok());
    let mut pairs = all.flat_map(|header| header.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// A cookie that the browser keeps to itself, and sends to us alone; one of no seconds is forgotten.
#[must_use]
pub fn set_cookie(name: &str, value: &str, path: &str, lasts: TimeDelta, public_url: &str) -> String {
    let secure = if public_url.starts_with("https://") { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; Max-Age={}; HttpOnly; SameSite=Lax{secure}", lasts.num_seconds())
}
