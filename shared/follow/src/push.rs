//! What services push: believed for its signature alone, and then written down like anything else that is heard.

use waybill_carriers::push::{self, Push};
use waybill_domain::tracking::TrackingNumber;
use waybill_lambda::{Problem, PushTaken, Pushed};

use crate::Follower;
use crate::hear::{Heard, Hearing};

impl Follower {
    /// Writes down what a push says, for every parcel that has its number. The same again changes nothing.
    ///
    /// # Errors
    /// [`Problem::Unsigned`] for what the store's service did not sign: nothing of its body is read.
    pub async fn believe(&self, pushed: Pushed) -> Result<PushTaken, Problem> {
        let service = pushed.service.service;
        let credentials = self.credentials(&pushed.store, &pushed.service).map_err(|_| Problem::Unsigned)?;
        let header = |name: &str| pushed.headers.get(name).and_then(|value| value.to_str().ok());
        if !push::is_signed(service, &header, pushed.token.as_deref(), &pushed.body, &credentials) {
            return Err(Problem::Unsigned);
        }
        let push = push::read(service, &pushed.body)
            .map_err(|why| Problem::invalid("", format!("is not as the service documents it: {why}")))?;
        let Push::Seen { number, sighting } = push else { return Ok(PushTaken::default()) };
        let unknown_codes = sighting.unknown_codes.len();
        let unknown = PushTaken { unknown_codes, unknown_numbers: 1, ..PushTaken::default() };
        let Ok(number) = TrackingNumber::try_from(number.number) else { return Ok(unknown) };
        let parcels = self.app.store.parcels_with(&pushed.store, &pushed.record.secret, &number).await?;
        if parcels.is_empty() {
            return Ok(unknown);
        }
        let mut taken = PushTaken { parcels: parcels.len(), unknown_codes, ..PushTaken::default() };
        let mut failure = None;
        for key in &parcels {
            let hearing =
                Hearing { key, number: &number, sighting: Some(&sighting), asked: None, actor: service.as_str() };
            // One parcel that fails keeps no other from hearing it; the service pushes again.
            match self.hear(&hearing, None).await {
                Ok(heard) => taken.changed += usize::from(heard == Heard::News),
                Err(error) => drop(failure.get_or_insert(error)),
            }
        }
        failure.map_or(Ok(taken), |error| Err(error.into()))
    }
}
