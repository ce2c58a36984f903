//! Answering a browser's form: back to the page that it stood on, where what came of it is shown in its place.
//!
//! An action answers JSON, whoever asks. Where a page without script asked, the answer becomes a redirection: what was
//! done is named in the address, and a problem goes along in a cookie that lasts for one look, with what was typed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue, LOCATION};
use http::{HeaderMap, StatusCode};
use lambda_http::{Body, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answer::{Answer, add_cookie};
use crate::cookie::{cookie, set_cookie};
use crate::form::Form;
use crate::incoming::{bytes_of, is_form};
use crate::problem::FieldError;

/// The cookie that tells the page what came of its form.
pub const FLASH: &str = "waybill_flash";

/// How long it waits to be shown.
const FLASH_LASTS: TimeDelta = TimeDelta::minutes(1);

/// Characters of it: browsers keep 4,096 with its name and attributes.
const FLASH_CHARS: usize = 3_800;

/// Where the desk begins: no form leads anywhere else.
pub(crate) const DESK: &str = "/desk";

/// What came of a form, for the page that it stood on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Flash {
    /// Which form of the page.
    pub form: String,
    /// The status that it was answered with.
    pub status: u16,
    /// The problem's code.
    #[serde(default)]
    pub code: String,
    /// The problem, and what would help.
    #[serde(default)]
    pub detail: String,
    /// What is wrong with which field.
    #[serde(default)]
    pub errors: Vec<FieldError>,
    /// What was typed, field by field; nothing, where it was too much to be carried along.
    #[serde(default)]
    pub values: Vec<(String, String)>,
    /// What came of each of many, where the form was about many.
    #[serde(default)]
    pub results: Vec<Value>,
}

impl Flash {
    /// What came of the form that was just sent, if one was.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = URL_SAFE_NO_PAD.decode(cookie(headers, FLASH)?).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// The cookie that makes the browser forget it, once it was shown.
    #[must_use]
    pub fn forget(public_url: &str) -> String {
        set_cookie(FLASH, "", DESK, TimeDelta::zero(), public_url)
    }

    /// The cookie's value, with as much of it as fits.
    fn carried(mut self) -> String {
        let written = |flash: &Self| URL_SAFE_NO_PAD.encode(serde_json::to_vec(flash).unwrap_or_default());
        let mut text = written(&self);
        if text.len() > FLASH_CHARS {
            self.values.clear();
            text = written(&self);
        }
        if text.len() > FLASH_CHARS {
            self.results.clear();
            text = written(&self);
        }
        if text.len() > FLASH_CHARS {
            self.errors.clear();
            self.detail.truncate(self.detail.floor_char_boundary(500));
            text = written(&self);
        }
        text
    }
}

/// A browser that sent a form of the desk, and follows where it is led.
pub(crate) struct Browser {
    form: Form,
    public_url: String,
}

impl Browser {
    /// The browser that sent a request; `None` where a program did, or a page's own script, which read JSON.
    pub(crate) fn of(request: &Request, public_url: &str) -> Option<Self> {
        let accept = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let follows = is_form(request.headers()) && !accept.contains("application/json");
        let form = follows.then(|| Form::read(bytes_of(request)).ok()).flatten()?;
        form.back.is_some().then(|| Self { form, public_url: public_url.to_owned() })
    }

    /// Leads the browser back to its page with what came of its form. An answer that is no JSON is for the browser
    /// already.
    pub(crate) fn led(self, function: &str, answer: Answer) -> Answer {
        let content_type = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.contains("json") {
            return answer;
        }
        let back = back(self.form.back.as_deref());
        let body: Value = match answer.body() {
            Body::Text(text) => serde_json::from_str(text).unwrap_or_default(),
            _ => Value::Null,
        };
        let status = answer.status();
        let to = match status {
            StatusCode::UNAUTHORIZED => format!("{DESK}/sign-in?back={}", utf8_percent_encode(&back, NON_ALPHANUMERIC)),
            status if status.is_success() => with_parameter(&back, "done", function),
            _ => back,
        };
        let mut results = body.get("results").and_then(Value::as_array).cloned().unwrap_or_default();
        results.extend(retracked(&body));
        let mut led = redirection(answer, &to);
        if !status.is_success() || !results.is_empty() {
            let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let errors = body.get("errors").cloned().and_then(|errors| serde_json::from_value(errors).ok());
            let flash = Flash {
                form: self.form.name.unwrap_or_default(),
                status: status.as_u16(),
                code: text("code"),
                detail: text("detail"),
                errors: errors.unwrap_or_default(),
                values: if status.is_success() { Vec::new() } else { self.form.values },
                results,
            };
            add_cookie(&mut led, &set_cookie(FLASH, &flash.carried(), DESK, FLASH_LASTS, &self.public_url));
        }
        led
    }
}

/// What came of asking a carrier, if that is what an answer says (T7).
fn retracked(body: &Value) -> Option<Value> {
    let said =
        ["before", "after", "why"].into_iter().filter_map(|name| Some((name.to_owned(), body.get(name)?.clone())));
    body.get("before").is_some().then(|| Value::Object(said.collect()))
}

/// An answer that leads elsewhere, with what is logged of another.
pub(crate) fn redirection(of: Answer, to: &str) -> Answer {
    let (mut head, _) = of.into_parts();
    head.status = StatusCode::SEE_OTHER;
    head.headers.remove(CONTENT_TYPE);
    if let Ok(to) = HeaderValue::from_str(to) {
        head.headers.insert(LOCATION, to);
    }
    Answer::from_parts(head, Body::Empty)
}

/// A page of the desk, whatever a form says: no form leads to another site.
#[must_use]
pub fn back(said: Option<&str>) -> String {
    let ours = |path: &&str| {
        let rest = path.strip_prefix(DESK);
        let sound = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        sound && path.len() <= 2_000 && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    said.filter(ours).unwrap_or(DESK).to_owned()
}

fn with_parameter(path: &str, name: &str, value: &str) -> String {
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    let between = if path.contains('?') { '&' } else { '?' };
    let fragment = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    format!("{path}{between}{name}={value}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_to_the_desk_alone() {
        for path in ["/desk", "/desk/orders?status=open#one", "/desk?x"] {
            assert_eq!(back(Some(path)), path);
        }
        for path in ["//evil.example", "/deskevil", "https://evil.example", "/desk\\evil", "/desk\r\nx", "/orders", ""]
        {
            assert_eq!(back(Some(path)), DESK, "{path}");
        }
        assert_eq!(with_parameter("/desk/orders?a=b#c", "done", "fulfil"), "/desk/orders?a=b&done=fulfil#c");
    }

    #[test]
    fn what_is_carried_along_fits_a_cookie() {
        let error = FieldError { field: "f".into(), message: "m".into() };
        let flash = Flash {
            form: "settings".into(),
            detail: "ö".repeat(3_000),
            errors: vec![error; 500],
            values: vec![("html".into(), "x".repeat(60_000))],
            ..Flash::default()
        };
        assert!(flash.carried().len() <= FLASH_CHARS);
    }
}
