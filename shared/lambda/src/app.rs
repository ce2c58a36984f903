//! What a function has while it runs: the table, the clock, and where it is reached.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, SubsecRound, Utc};
use waybill_store::Store;
use waybill_store::vault::Vault;

/// Tells the instant. Production reads the system's; the local run has one of its own, which can run faster.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The environment does not say where customers and merchants reach us, or says more than that: pages link to `/`.
#[derive(Debug, thiserror::Error)]
#[error(
    "WAYBILL_PUBLIC_URL must be where customers and merchants reach Waybill, as in https://example.com, and no more"
)]
pub struct NoPublicUrl;

/// What a function has. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The table.
    pub store: Store,
    /// The clock.
    pub clock: Clock,
    /// Where customers and merchants reach us, without a slash at the end: links begin with it, and never with
    /// what a request says its host is.
    pub public_url: Arc<str>,
    /// Where stores' secrets are opened; a function that has no business with them has none.
    pub vault: Option<Vault>,
    /// When what a schedule has begun must be over, where the runtime says so.
    pub until: Option<Instant>,
}

impl App {
    /// What the environment names: the table, and `WAYBILL_PUBLIC_URL`. Opens the table's connection, because
    /// a function starts at full speed.
    ///
    /// # Errors
    /// When `WAYBILL_PUBLIC_URL` is not set, or has a path: links that lead nowhere would be sent.
    pub async fn from_env() -> Result<Self, NoPublicUrl> {
        let public_url = std::env::var("WAYBILL_PUBLIC_URL").map_err(|_| NoPublicUrl).and_then(place)?;
        let store = Store::from_env().await;
        store.warm_up().await;
        Ok(Self {
            store,
            clock: Arc::new(Utc::now),
            public_url: public_url.into(),
            vault: Vault::from_env(),
            until: None,
        })
    }

    /// The instant, to the millisecond that the table keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)().trunc_subsecs(3)
    }
}

/// A scheme and a host, without a slash at the end.
fn place(mut public_url: String) -> Result<String, NoPublicUrl> {
    public_url.truncate(public_url.trim_end_matches('/').len());
    let host = public_url.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() || host.contains(['/', '?', '#']) { Err(NoPublicUrl) } else { Ok(public_url) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_are_reached_at_a_host_and_at_no_path() {
        let read = |url: &str| place(url.to_owned()).ok();
        assert_eq!(read("https://example.com/").as_deref(), Some("https://example.com"));
        assert_eq!(read("http://127.0.0.1:9001").as_deref(), Some("http://127.0.0.1:9001"));
        for odd in ["", "example.com", "https://", "https://example.com/waybill", "https://example.com?a"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
