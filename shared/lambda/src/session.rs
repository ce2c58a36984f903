//! The desk's session: who signed in with an API key, for a working day.
//!
//! The cookie names the store and the hash of the key, and is signed with the store's secret. The key is looked up with
//! every request, as the key itself would be: one that is revoked ends its sessions at once.

use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use lambda_http::Request;
use subtle::ConstantTimeEq;
use waybill_domain::id::StoreId;
use waybill_store::access::{Identity, KeyRecord, Scope, StoreRecord};
use waybill_store::read::{Loaded, Wanted};
use waybill_store::secret::StoreSecret;

use crate::app::App;
use crate::cookie::cookie;
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

fn signed(identity: &Identity, ends_at: DateTime<Utc>) -> String {
    format!("{}.{}.{}", identity.store(), identity.key_hash(), ends_at.timestamp())
}
