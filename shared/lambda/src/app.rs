//! What a function has while it runs: the table, the clock, and where it is reached.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, SubsecRound, Utc};
use waybill_store::Store;
use waybill_store::vault::Vault;

/// Tells the instant. Production reads the system's; the local run has one of its own, which can run faster.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The environment does not say where customers and merchants reach us.
#[derive(Debug, thiserror::Error)]
#[error("WAYBILL_PUBLIC_URL is not set: it is where customers and merchants reach Waybill, as in https://example.com")]
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
    /// When `WAYBILL_PUBLIC_URL` is not set: links that lead nowhere would be sent.
    pub async fn from_env() -> Result<Self, NoPublicUrl> {
        let public_url = std::env::var("WAYBILL_PUBLIC_URL").map_err(|_| NoPublicUrl)?;
        let store = Store::from_env().await;
        store.warm_up().await;
        let public_url = public_url.trim_end_matches('/').into();
        Ok(Self { store, clock: Arc::new(Utc::now), public_url, vault: Vault::from_env(), until: None })
    }

    /// The instant, to the millisecond that the table keeps.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)().trunc_subsecs(3)
    }
}
