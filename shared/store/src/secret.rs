//! What must not be guessed: the store's secret, and what is made of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use waybill_domain::id::{OrderId, StoreId};

use crate::error::StoreError;

/// Fills bytes with randomness from the system.
///
/// # Errors
/// [`StoreError::NoRandomness`] where the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::NoRandomness(error.into()))?;
    Ok(bytes)
}

/// A store's secret: 32 random bytes that never leave the table's item.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoreSecret(String);

impl StoreSecret {
    /// A new one.
    ///
    /// # Errors
    /// [`StoreError::NoRandomness`] where the system has none.
    pub fn generate() -> Result<Self, StoreError> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    /// A keyed hash of a value, which says nothing of it to who does not have the secret.
    #[must_use]
    pub fn hash(&self, purpose: &str, value: &str) -> String {
        // A block of SHA-256: HMAC fills a shorter key with zeros.
        let mut key = [0; 64];
        key.iter_mut().zip(self.0.bytes()).for_each(|(to, from)| *to = from);
        let mut mac = Hmac::<Sha256>::new(&key.into());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(value.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// A token for an order's page that cannot be guessed, and says which order it is for. It is made again
    /// whenever it is needed, so that none is kept.
    #[must_use]
    pub fn order_token(&self, purpose: TokenPurpose, store: &StoreId, order: &OrderId) -> String {
        let order = order.to_string();
        let mac = self.hash(purpose.as_str(), &order);
        format!("{store}.{order}.{}", mac.get(..Self::TOKEN_CHARS).unwrap_or(&mac))
    }

    /// Whether a token is one of this secret's. It takes as long for a wrong one as for a right one.
    #[must_use]
    pub fn made(&self, token: &OrderToken) -> bool {
        let made = self.order_token(token.purpose, &token.store, &token.order);
        made.as_bytes().ct_eq(token.text.as_bytes()).into()
    }

    /// Whether a hash is that of a value. It takes as long for a wrong one as for a right one of its length.
    #[must_use]
    pub fn hashes(&self, purpose: &str, value: &str, hash: &str) -> bool {
        self.hash(purpose, value).as_bytes().ct_eq(hash.as_bytes()).into()
    }

    /// Nobody's: what is compared with it takes as long as with a store's, and never fits a token that was given out.
    pub(crate) fn of_nobody() -> Self {
        Self(String::new())
    }

    /// 22 characters of base 64 are 132 bits.
    const TOKEN_CHARS: usize = 22;
}

impl std::fmt::Debug for StoreSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StoreSecret(…)")
    }
}

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenPurpose {
    /// The order status page, as anyone may see it.
    StatusPage,
    /// The order status page, for the device of the checkout (O7).
    Owner,
    /// Taking the customer out of updates (N10).
    Unsubscribe,
}

impl TokenPurpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::StatusPage => "status",
            Self::Owner => "owner",
            Self::Unsubscribe => "unsubscribe",
        }
    }
}

/// An order's token as somebody sent it. What it says is so only once [`StoreSecret::made`] has found that it is the
/// store's own.
#[derive(Clone, PartialEq, Eq)]
pub struct OrderToken {
    /// Whose order it says it opens.
    pub store: StoreId,
    /// Which order it says it opens.
    pub order: OrderId,
    purpose: TokenPurpose,
    text: String,
}

impl OrderToken {
    /// Reads a token that is to open something; `None` for what does not have the form of one.
    #[must_use]
    pub fn read(purpose: TokenPurpose, text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (store, order, mac) = (parts.next()?, parts.next()?, parts.next()?);
        let store = StoreId::try_from(store.to_owned()).ok()?;
        let order = OrderId::try_from(order.to_owned()).ok()?;
        let sound = parts.next().is_none() && mac.len() == StoreSecret::TOKEN_CHARS;
        sound.then(|| Self { store, order, purpose, text: text.to_owned() })
    }

    /// The whole token: as good as a key, and logged nowhere.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for OrderToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OrderToken({}.{}.…)", self.store, self.order)
    }
}

/// SHA-256 as hexadecimal text.
#[must_use]
pub fn sha256(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
