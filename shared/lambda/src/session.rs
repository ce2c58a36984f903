//! The desk's session: who signed in with an API key, for a working day.
//!
//! The cookie names the store and the hash of the key, and is signed with the store's secret. The key is looked up with
//! every request, as the key itself would be: one that is revoked ends its sessions at once.

use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use http::header::{COOKIE, ORIGIN};
use lambda_http::{Body, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use subtle::ConstantTimeEq;
use waybill_domain::id::StoreId;
use waybill_store::access::{ApiKey, Identity, KeyRecord, Scope, StoreRecord};
use waybill_store::read::{Loaded, Wanted};
use waybill_store::secret::StoreSecret;

use crate::answer::{Answer, or_problem};
use crate::app::App;
use crate::browser::{DESK, add_cookie, back, redirection};
use crate::form::Form;
use crate::incoming::{Trace, bytes_of};
use crate::problem::Problem;

/// The cookie that holds it.
pub const COOKIE_NAME: &str = "waybill_session";

/// How long it lasts: a working day.
pub const LASTS: TimeDelta = TimeDelta::hours(12);

/// Someone who says that they signed in. It is so once [`Session::is_genuine`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who they are.
    pub identity: Identity,
    ends_at: DateTime<Utc>,
    mac: String,
}

/// Someone who signed in, and looks at a page.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Their store.
    pub store: StoreId,
    /// The store's settings and secret.
    pub record: StoreRecord,
    /// Their key.
    pub key: KeyRecord,
    /// What every form of the page carries.
    pub csrf: String,
    /// The instant.
    pub now: DateTime<Utc>,
}

impl Session {
    /// The session that begins when someone signs in.
    #[must_use]
    pub fn begin(identity: Identity, secret: &StoreSecret, now: DateTime<Utc>) -> Self {
        let ends_at = now + LASTS;
        let mac = secret.hash("session", &signed(&identity, ends_at));
        Self { identity, ends_at, mac }
    }

    /// The session that a request's cookie holds, if it has the form of one.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = cookie(headers, COOKIE_NAME)?;
        let mut parts = text.split('.');
        let (store, key, ends_at, mac) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let identity = Identity::claimed(StoreId::try_from(store.to_owned()).ok()?, key)?;
        let ends_at = DateTime::from_timestamp(ends_at.parse().ok()?, 0)?;
        parts.next().is_none().then(|| Self { identity, ends_at, mac: mac.to_owned() })
    }

    /// The cookie's value.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}.{}", signed(&self.identity, self.ends_at), self.mac)
    }

    /// Whether it was begun by us, and has not ended.
    #[must_use]
    pub fn is_genuine(&self, secret: &StoreSecret, now: DateTime<Utc>) -> bool {
        let mac = secret.hash("session", &signed(&self.identity, self.ends_at));
        bool::from(mac.as_bytes().ct_eq(self.mac.as_bytes())) && now < self.ends_at
    }

    /// What every form carries that this session may send: another site's page does not know it.
    #[must_use]
    pub fn csrf(&self, secret: &StoreSecret) -> String {
        secret.hash("csrf", &self.text())
    }

    /// Whether a form carries it.
    pub(crate) fn knows(&self, secret: &StoreSecret, csrf: Option<&str>) -> bool {
        csrf.is_some_and(|csrf| bool::from(self.csrf(secret).as_bytes().ct_eq(csrf.as_bytes())))
    }
}

/// Who looks at a page of the desk, and what else they want to see, in one read; `None` for who has not signed in.
///
/// # Errors
/// When the table cannot be read.
pub async fn signed_in(
    app: &App,
    request: &Request,
    wanted: &Wanted<'_>,
) -> Result<Option<(SignedIn, Loaded)>, Problem> {
    let Some(session) = Session::of(request.headers()) else { return Ok(None) };
    let now = app.now();
    let loaded = app.store.read(&session.identity, wanted, now).await?;
    let (Some(key), Some(record)) = (loaded.caller.clone(), loaded.store.clone()) else { return Ok(None) };
    if !session.is_genuine(&record.secret, now) || !key.scopes.contains(&Scope::Read) {
        return Ok(None);
    }
    let (store, csrf) = (session.identity.store().clone(), session.csrf(&record.secret));
    Ok(Some((SignedIn { store, record, key, csrf, now }, loaded)))
}

/// Answers the form with which someone signs in with an API key: leads to the desk, or back to the form.
pub async fn sign_in(app: App, request: Request) -> Answer {
    let trace = Trace::of(&request);
    let form = Form::read(bytes_of(&request)).unwrap_or_default();
    let back = back(form.back.as_deref());
    let key = form.values.iter().find(|(name, _)| name == "api_key").map(|(_, key)| key.trim());
    let key = key.and_then(|key| ApiKey::try_from(key).ok()).filter(|_| is_from_us(&app, request.headers()));
    let genuine = async {
        let Some(key) = key else { return Ok(None) };
        let now = app.now();
        let loaded = app.store.read(&key.identity(), &Wanted::default(), now).await?;
        let known = loaded.caller.filter(|known| known.scopes.contains(&Scope::Read)).zip(loaded.store);
        Ok::<_, Problem>(known.map(|(_, record)| Session::begin(key.identity(), &record.secret, now)))
    };
    let to = |to: &str| redirection(Answer::new(Body::Empty), to);
    let answered = genuine.await.map(|session| match session {
        Some(session) => {
            let mut answer = to(&back);
            add_cookie(&mut answer, &set_cookie(COOKIE_NAME, &session.text(), "/", LASTS, &app.public_url));
            answer
        }
        None => to(&format!("/desk/sign-in?failed=1&back={}", utf8_percent_encode(&back, NON_ALPHANUMERIC))),
    });
    or_problem(answered, &trace)
}

/// Answers the form with which someone signs out. Another site's page, which does not know the session, signs out nobody.
pub async fn sign_out(app: App, request: Request) -> Answer {
    let trace = Trace::of(&request);
    let form = Form::read(bytes_of(&request)).unwrap_or_default();
    let who = signed_in(&app, &request, &Wanted::default()).await;
    let answered = who.map(|who| match who {
        Some((who, _)) if form.csrf.as_deref() != Some(who.csrf.as_str()) => {
            redirection(Answer::new(Body::Empty), DESK)
        }
        _ => {
            let mut answer = redirection(Answer::new(Body::Empty), "/desk/sign-in");
            add_cookie(&mut answer, &set_cookie(COOKIE_NAME, "", "/", TimeDelta::zero(), &app.public_url));
            answer
        }
    });
    or_problem(answered, &trace)
}

/// Whether a form is from a page of ours, as far as the browser says where it is from.
fn is_from_us(app: &App, headers: &HeaderMap) -> bool {
    let origin = headers.get(ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.is_none_or(|origin| origin == origin_of(&app.public_url))
}

/// The scheme, the host and the port of an address.
fn origin_of(address: &str) -> String {
    url::Url::parse(address).map(|address| address.origin().ascii_serialization()).unwrap_or_default()
}

/// A cookie's value.
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

fn signed(identity: &Identity, ends_at: DateTime<Utc>) -> String {
    format!("{}.{}.{}", identity.store(), identity.key_hash(), ends_at.timestamp())
}
