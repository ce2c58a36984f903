//! Who asks for a page: its owner by a cookie of their device, the merchant by being signed in, or anybody.

use chrono::{DateTime, TimeDelta, Utc};
use waybill_domain::follow::FOLLOWED_FOR;
use waybill_lambda::{App, PageRequest};
use waybill_store::access::StoreRecord;
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
    pub(super) fn of(asked: &PageRequest, token: &OrderToken, record: &StoreRecord, now: DateTime<Utc>) -> Self {
        if is_merchant(asked, token, record, now) {
            Self::Merchant
        } else if is_owner(asked, token, &record.secret, now) {
            Self::Owner
        } else {
            Self::Stranger
        }
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

/// Whether a request is one of the store's staff, signed in to the desk.
fn is_merchant(_asked: &PageRequest, _token: &OrderToken, _record: &StoreRecord, _now: DateTime<Utc>) -> bool {
    false
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
    let secure = if app.public_url.starts_with("https://") { "; Secure" } else { "" };
    format!(
        "{}={until}.{}; Path=/status/{page}; Max-Age={}; HttpOnly; SameSite=Lax{secure}",
        cookie_name(token, secret),
        secret.hash(PURPOSE, &sealed(token, until)),
        OWNER_FOR.num_seconds(),
    )
}

const PURPOSE: &str = "owner's device";

fn sealed(token: &OrderToken, until: i64) -> String {
    format!("{} {until}", token.order)
}

fn cookie_name(token: &OrderToken, secret: &StoreSecret) -> String {
    let hash = secret.hash("owner's cookie", &token.order.to_string());
    format!("waybill_{}", hash.get(..NAME_CHARS).unwrap_or(&hash))
}
