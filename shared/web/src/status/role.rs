//! Who asks for a page: its owner by a cookie of their device, the merchant by being signed in, or anybody.

use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::follow::FOLLOWED_FOR;
use waybill_lambda::cookie::set_cookie;
use waybill_lambda::session::Session;
use waybill_lambda::{App, PageRequest, Problem};
use waybill_store::access::{Scope, StoreRecord};
use waybill_store::read::Wanted;
use waybill_store::secret::{OrderToken, StoreSecret, TokenPurpose};

use crate::answer::Kept;

/// How long a device stays its owner's: as long as a parcel is followed.
const OWNER_FOR: TimeDelta = FOLLOWED_FOR;

/// Characters of a cookie's name that tell one order's from another's.
const NAME_CHARS: usize = 12;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Whoever has the link.
    Stranger,
    /// Whoever placed the order, or logged in.
    Owner,
    /// The store's staff (O9).
    Merchant,
}

impl Role {
    /// Who asks for the page that a token of the store opens.
    ///
    /// # Errors
    /// When the table does not say whether a session's key still counts.
    pub(super) async fn of(
        app: &App,
        asked: &PageRequest,
        token: &OrderToken,
        record: &StoreRecord,
        now: DateTime<Utc>,
    ) -> Result<Self, Problem> {
        Ok(if is_merchant(app, asked, token, record, now).await? {
            Self::Merchant
        } else if is_owner(asked, token, &record.secret, now) {
            Self::Owner
        } else {
            Self::Stranger
        })
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Stranger => "stranger",
            Self::Owner => "owner",
            Self::Merchant => "merchant",
        }
    }

    /// Who may keep what they see.
    pub(super) fn kept(self) -> Kept {
        if self == Self::Stranger { Kept::Asking } else { Kept::ByNobody }
    }
}

/// Whether a request is one of the store's staff, signed in to the desk. Nothing is read of a key for whoever brings no
/// session of this store.
async fn is_merchant(
    app: &App,
    asked: &PageRequest,
    token: &OrderToken,
    record: &StoreRecord,
    now: DateTime<Utc>,
) -> Result<bool, Problem> {
    let session = Session::of(asked.head()).filter(|session| *session.identity.store() == token.store);
    let Some(session) = session.filter(|session| session.is_genuine(&record.secret, now)) else { return Ok(false) };
    let loaded = app.store.read(&session.identity, &Wanted::default(), now).await?;
    Ok(loaded.caller.is_some_and(|key| key.scopes.contains(&Scope::Read)))
}

/// Whether a request comes from a device of the owner's.
fn is_owner(asked: &PageRequest, token: &OrderToken, secret: &StoreSecret, now: DateTime<Utc>) -> bool {
    let cookie = asked.cookie(&cookie_name(token, secret)).and_then(|cookie| cookie.split_once('.'));
    let read = cookie.and_then(|(until, mac)| Some((until.parse::<i64>().ok()?, mac)));
    read.is_some_and(|(until, mac)| now.timestamp() < until && secret.hashes(PURPOSE, &sealed(token, until), mac))
}

/// The cookie that makes a device the owner's, of this order alone: its name, its path and its seal are the order's.
pub(super) fn owner_cookie(app: &App, token: &OrderToken, secret: &StoreSecret, now: DateTime<Utc>) -> String {
    let until = (now + OWNER_FOR).timestamp();
    let page = secret.order_token(TokenPurpose::StatusPage, &token.store, &token.order);
    let value = format!("{until}.{}", secret.hash(PURPOSE, &sealed(token, until)));
    set_cookie(&cookie_name(token, secret), &value, &format!("/status/{page}"), OWNER_FOR, &app.public_url)
}

const PURPOSE: &str = "owner's device";

fn sealed(token: &OrderToken, until: i64) -> String {
    format!("{} {until}", token.order)
}

fn cookie_name(token: &OrderToken, secret: &StoreSecret) -> String {
    let hash = secret.hash("owner's cookie", &token.order.to_string());
    format!("waybill_{}", hash.get(..NAME_CHARS).unwrap_or(&hash))
}
