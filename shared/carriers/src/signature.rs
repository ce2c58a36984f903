//! Whether a push is from the service that it says it is from: each service signs in a way of its own. Everything is
//! compared in constant time, and a secret that is not there signs nothing.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use waybill_domain::service::Service;
use waybill_domain::text::Secret;

use crate::tracker::Credentials;

/// Whether a push's headers, the token of its address (`?token=`) or its body show that the service sent it.
///
/// | service | what it shows |
/// |---|---|
/// | 17TRACK | `sign`: SHA-256 of the body, `/` and the key, in hex |
/// | `AfterShip` | `aftership-hmac-sha256`: HMAC-SHA256 of the body, in Base64 |
/// | `EasyPost` | `X-Hmac-Signature`: `hmac-sha256-hex=` and HMAC-SHA256 of the body, in hex |
/// | Shippo | `Shippo-Auth-Signature`: `t=…,v1=` and HMAC-SHA256 of the time, a full stop and the body, in hex; or the token, which is the secret itself |
/// | Karrio | `X-Event-Id`: the secret itself |
#[must_use]
pub fn is_signed<'h>(
    service: Service,
    headers: &dyn Fn(&str) -> Option<&'h str>,
    token: Option<&str>,
    body: &[u8],
    credentials: &Credentials,
) -> bool {
    let secret = credentials.webhook_secret.as_ref();
    let signed = match service {
        Service::SeventeenTrack => is_seventeentracks(headers("sign"), body, &credentials.key),
        Service::AfterShip => is_afterships(headers("aftership-hmac-sha256"), body, secret),
        Service::EasyPost => is_easyposts(headers("x-hmac-signature"), body, secret),
        Service::Shippo => {
            return is_shippos(headers("shippo-auth-signature"), body, secret).unwrap_or(false)
                || is_secret(token, secret);
        }
        Service::Karrio => return is_secret(headers("x-event-id"), secret),
    };
    signed.unwrap_or(false)
}

fn is_seventeentracks(sign: Option<&str>, body: &[u8], key: &Secret) -> Option<bool> {
    let made = Sha256::new().chain_update(body).chain_update(b"/").chain_update(key.as_str()).finalize();
    Some(made.ct_eq(&of_hex(sign?)?).into())
}

fn is_afterships(signature: Option<&str>, body: &[u8], secret: Option<&Secret>) -> Option<bool> {
    let signature = BASE64_STANDARD.decode(signature?.trim()).ok()?;
    Some(is_mac(secret?, &[body], &signature))
}

/// The secret is to be normalised (NFKD) first; ours is ASCII, which that leaves as it is.
fn is_easyposts(signature: Option<&str>, body: &[u8], secret: Option<&Secret>) -> Option<bool> {
    let signature = of_hex(signature?.trim().strip_prefix("hmac-sha256-hex=")?)?;
    Some(is_mac(secret?, &[body], &signature))
}

fn is_shippos(signature: Option<&str>, body: &[u8], secret: Option<&Secret>) -> Option<bool> {
    let parts = || signature.into_iter().flat_map(|signature| signature.split(','));
    let part = |name: &str| parts().find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    let time = part("t").filter(|time| !time.is_empty())?;
    Some(is_mac(secret?, &[time.as_bytes(), b".", body], &of_hex(part("v1")?)?))
}

fn is_secret(shown: Option<&str>, secret: Option<&Secret>) -> bool {
    shown.zip(secret).is_some_and(|(shown, secret)| {
        // Of equal length whatever was shown, so that the time tells nothing of the secret's own.
        Sha256::digest(shown).ct_eq(&Sha256::digest(secret.as_str())).into()
    })
}

fn is_mac(secret: &Secret, parts: &[&[u8]], signature: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_str().as_bytes()) else {
        return false;
    };
    for part in parts {
        mac.update(part);
    }
    mac.verify_slice(signature).is_ok()
}

fn of_hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim().as_bytes();
    if text.is_empty() || !text.len().is_multiple_of(2) {
        return None;
    }
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(high)? << 4 | digit(low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"event":"TRACKING_UPDATED"}"#;

    fn credentials(key: &str, secret: Option<&str>) -> Credentials {
        let secret_of = |text: &str| Secret::try_from(text.to_owned()).expect("a secret");
        Credentials { key: secret_of(key), webhook_secret: secret.map(secret_of), url: None }
    }

    fn hex(bytes: &[u8]) -> String {
        use std::fmt::Write as _;
        bytes.iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("a string takes it");
            hex
        })
    }

    fn mac(secret: &str, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any length");
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// What each service would send with a body, signed with `secret`.
    fn shown(service: Service, secret: &str, body: &[u8]) -> (&'static str, String) {
        match service {
            Service::SeventeenTrack => {
                ("sign", hex(&Sha256::new().chain_update(body).chain_update(format!("/{secret}")).finalize()))
            }
            Service::AfterShip => ("aftership-hmac-sha256", BASE64_STANDARD.encode(mac(secret, &[body]))),
            Service::EasyPost => ("x-hmac-signature", format!("hmac-sha256-hex={}", hex(&mac(secret, &[body])))),
            Service::Shippo => {
                ("shippo-auth-signature", format!("t=1700000000,v1={}", hex(&mac(secret, &[b"1700000000.", body]))))
            }
            Service::Karrio => ("x-event-id", secret.to_owned()),
        }
    }

    fn accepts(service: Service, header: Option<(&str, &str)>, token: Option<&str>, with: &Credentials) -> bool {
        let headers = |name: &str| header.filter(|(known, _)| *known == name).map(|(_, value)| value);
        is_signed(service, &headers, token, BODY, with)
    }

    #[test]
    fn a_signature_is_taken_with_its_secret_and_no_other() {
        for service in Service::ALL {
            let ours = credentials("s3cret", Some("s3cret"));
            let (name, value) = shown(service, "s3cret", BODY);
            assert!(accepts(service, Some((name, &value)), None, &ours), "{service:?}");
            assert!(!accepts(service, Some((name, &value)), None, &credentials("other", Some("other"))), "{service:?}");
            let (_, forged) = shown(service, "s3cret", b"{}");
            assert_eq!(accepts(service, Some((name, &forged)), None, &ours), service == Service::Karrio, "{service:?}");
        }
    }

    #[test]
    fn nothing_is_no_signature() {
        for service in Service::ALL {
            for with in [credentials("key", Some("s3cret")), credentials("key", None)] {
                let (name, _) = shown(service, "", BODY);
                for value in ["", " ", "=", "hmac-sha256-hex=", "t=,v1=", "t=1,v1=", "sha256", "ÅÅ", "zz"] {
                    assert!(!accepts(service, Some((name, value)), Some(value), &with), "{service:?} {value:?}");
                }
                assert!(!accepts(service, None, None, &with), "{service:?}");
                let (name, unkeyed) = shown(service, "", BODY);
                assert!(!accepts(service, Some((name, &unkeyed)), Some(""), &with), "{service:?}");
            }
        }
    }

    #[test]
    fn a_key_is_no_webhook_secret() {
        for service in Service::ALL.into_iter().filter(|service| *service != Service::SeventeenTrack) {
            let (name, value) = shown(service, "key", BODY);
            assert!(!accepts(service, Some((name, &value)), Some("key"), &credentials("key", None)), "{service:?}");
        }
    }

    #[test]
    fn shippos_address_may_carry_the_secret_and_no_other_services() {
        let ours = credentials("key", Some("s3cret"));
        for service in Service::ALL {
            assert_eq!(accepts(service, None, Some("s3cret"), &ours), service == Service::Shippo, "{service:?}");
        }
        assert!(!accepts(Service::Shippo, None, Some("s3cre"), &ours));
    }

    #[test]
    fn hex_is_read_in_either_case() {
        assert_eq!(of_hex("00fF"), Some(vec![0, 255]));
        assert_eq!(of_hex("0"), None);
        assert_eq!(of_hex("+1"), None);
    }
}
