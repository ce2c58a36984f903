//! The vault: what stores entrust to us is kept encrypted under the installation's own key, which the table never
//! holds.

use std::fmt::Write;

use aes_gcm_siv::aead::{Aead, KeyInit, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use waybill_domain::id::StoreId;
use waybill_domain::service::Sealed;
use waybill_domain::text::Secret;

/// The variable that holds the installation's key: any text that nobody guesses.
pub const KEY_VARIABLE: &str = "WAYBILL_VAULT_KEY";

/// Seals secrets, and opens them. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Aes256GcmSiv);

impl Vault {
    /// The vault of the key that the environment holds; `None` for a function that has no business with it.
    #[must_use]
    pub fn from_env() -> Option<Self> {
        std::env::var(KEY_VARIABLE).ok().filter(|key| !key.is_empty()).map(|key| Self::new(&key))
    }

    /// The vault of a key.
    #[must_use]
    pub fn new(key: &str) -> Self {
        let key: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        Self(Aes256GcmSiv::new(&key.into()))
    }

    /// Encrypts a secret of a store. The same secret of the same store gives the same, so that setting it again is no
    /// change: this cipher is made to be safe under one nonce, and tells no more than that two secrets are equal.
    #[must_use]
    pub fn seal(&self, store: &StoreId, secret: &str) -> Sealed {
        let payload = Payload { msg: secret.as_bytes(), aad: store.as_str().as_bytes() };
        // It fails for messages of 64 GB alone.
        let sealed = self.0.encrypt(&Nonce::default(), payload).unwrap_or_default();
        Sealed::new(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// Decrypts it; `None` when it was sealed with another key, or for another store.
    #[must_use]
    pub fn open(&self, store: &StoreId, sealed: &Sealed) -> Option<Secret> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed.as_str()).ok()?;
        let payload = Payload { msg: &sealed, aad: store.as_str().as_bytes() };
        let opened = self.0.decrypt(&Nonce::default(), payload).ok()?;
        Secret::try_from(String::from_utf8(opened).ok()?).ok()
    }

    /// A key for an installation that has none yet, from random bytes.
    #[must_use]
    pub fn key_of(random: &[u8]) -> String {
        random.iter().fold(String::new(), |mut key, byte| {
            let _ = write!(key, "{byte:02x}");
            key
        })
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_opened_by_its_own_store_and_key_alone() {
        let store = |id: &str| StoreId::try_from(id.to_owned()).expect(id);
        let (ours, theirs) = (store("ours"), store("theirs"));
        let vault = Vault::new("k");
        let sealed = vault.seal(&ours, "s3cret");
        assert!(!sealed.as_str().contains("s3cret"));
        assert_eq!(vault.open(&ours, &sealed).expect("it opens").as_str(), "s3cret");
        assert_eq!(vault.seal(&ours, "s3cret"), sealed);
        assert!(vault.open(&theirs, &sealed).is_none());
        assert!(Vault::new("other").open(&ours, &sealed).is_none());
        assert!(vault.open(&ours, &Sealed::new("AAAA".to_owned())).is_none());
    }
}
