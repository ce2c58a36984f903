//! Following parcels: asking tracking services about them, and writing down what they say.
//!
//! What is heard comes in by three ways, a sweep, someone who asks, and a service's push, and is written down by one:
//! [`Follower::hear`].

mod ask;
mod hear;
mod push;
mod retrack;
mod sweep;

use waybill_carriers::Carriers;
use waybill_lambda::App;

pub use ask::AskError;
pub use hear::{Heard, Hearing};
pub use sweep::SweepOptions;

/// Who follows parcels: the table, and the way to the tracking services. Cheap to clone.
#[derive(Clone)]
pub struct Follower {
    app: App,
    carriers: Carriers,
}

impl Follower {
    /// With the table and the vault of a function, and the way to the services.
    #[must_use]
    pub fn new(app: App, carriers: Carriers) -> Self {
        Self { app, carriers }
    }
}
