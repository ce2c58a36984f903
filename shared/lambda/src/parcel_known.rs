//! What is known of a parcel beyond its order: the same for a program and for a page of the desk.

use waybill_domain::Order;
use waybill_domain::id::StoreId;
use waybill_domain::journey::Journey;
use waybill_domain::tracking::Parcel;
use waybill_store::parcel::{ParcelKey, PastNumber, StoredParcel};

use crate::app::App;
use crate::problem::Problem;
use crate::read::Sight;

/// What is known of a parcel beyond its order.
pub struct ParcelKnown {
    /// How its present number is followed.
    pub stored: Option<StoredParcel>,
    /// What carriers said of that number.
    pub journey: Journey,
    /// The numbers it had before, the latest first.
    pub past: Vec<PastNumber>,
}

/// What is known of a parcel of an order.
///
/// # Errors
/// As [`Problem`] says.
pub async fn find_parcel(sight: Sight<'_>, order: &Order, parcel: &Parcel) -> Result<ParcelKnown, Problem> {
    known_of(sight.app, sight.store, order, parcel, None).await
}

pub(crate) async fn known_of(
    app: &App,
    store: &StoreId,
    order: &Order,
    parcel: &Parcel,
    stored: Option<StoredParcel>,
) -> Result<ParcelKnown, Problem> {
    let key = ParcelKey { store: store.clone(), order: order.id().clone(), parcel: parcel.id };
    let stored = match stored {
        Some(stored) => Some(stored),
        None => app.store.parcels(std::slice::from_ref(&key)).await?.pop().map(|(_, stored)| stored),
    };
    let stored = stored.filter(|stored| stored.head.generation == parcel.generation);
    let (chunks, past) = tokio::try_join!(
        async {
            match &stored {
                Some(stored) => app.store.chunks(&key, &stored.head).await,
                None => Ok(Vec::new()),
            }
        },
        app.store.past_numbers(&key)
    )?;
    let journey = Journey::of(chunks.into_iter().flatten(), Vec::new());
    Ok(ParcelKnown { stored, journey, past })
}
