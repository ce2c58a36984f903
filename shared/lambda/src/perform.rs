//! Load → decide → write: the one way in which anything is changed over HTTP.

use std::time::Instant;

use chrono::{DateTime, Utc};
use waybill_domain::event::Event;
use waybill_domain::id::{EventId, MessageId, OrderId, ParcelId, StoreId};
use waybill_domain::settings::{Settings, TemplateChanges};
use waybill_domain::text::EmailAddress;
use waybill_domain::{Change, Moment, Order, Refusal};
use waybill_store::StoreError;
use waybill_store::access::{KeyRecord, Scope, StoreRecord};
use waybill_store::parcel::StoredParcel;
use waybill_store::read::{Loaded, StoredOrder, Wanted};
use waybill_store::request::{RequestKey, RequestResult};
use waybill_store::write::{ChangeId, WriteContext};

use crate::app::App;
use crate::endpoint::Method;
use crate::incoming::Incoming;
use crate::pause;
use crate::problem::Problem;

/// The status of what the state of things stands in the way of. It is remembered under the request's key.
const CONFLICT: u16 = 409;

/// What an action came to.
pub(crate) enum Decision {
    /// Write this order.
    Change(Box<Change>),
    /// Write these settings, and the templates that are to be others.
    Settings(Box<Settings>, TemplateChanges),
    /// Send mail to this address again.
    Lift(EmailAddress),
    /// It is so already.
    Nothing,
}

/// Someone whose key is known, in their store.
#[derive(Clone)]
pub(crate) struct Caller {
    pub(crate) store: StoreId,
    pub(crate) key: KeyRecord,
    pub(crate) record: StoreRecord,
}

/// What has been done, now or when the same request came before.
pub(crate) struct Done {
    pub(crate) caller: Caller,
    pub(crate) now: DateTime<Utc>,
    pub(crate) status: u16,
    /// The order as it now is, for an action on one.
    pub(crate) order: Option<Order>,
    /// What the request made.
    pub(crate) made: Vec<String>,
    pub(crate) replayed: bool,
}

/// An action on a store or on one of its orders.
pub(crate) struct Action<'a> {
    pub(crate) app: &'a App,
    pub(crate) incoming: &'a Incoming,
    /// The request, if it may come again.
    pub(crate) request_key: Option<&'a RequestKey>,
    /// The order to read.
    pub(crate) order: Option<&'a OrderId>,
    /// The parcel of the order to read.
    pub(crate) parcel: Option<ParcelId>,
    /// The external id to look up.
    pub(crate) external_id: Option<&'a str>,
    /// The status of an answer that made something.
    pub(crate) status: u16,
}

/// A write that was sent. If its answer is lost, the order says whether it was done.
struct Sent {
    id: ChangeId,
    made: Vec<String>,
}

/// What a decision knows.
pub(crate) struct Facts<'a> {
    pub(crate) order: Option<&'a Order>,
    /// How the parcel that was read is followed.
    pub(crate) parcel: Option<&'a StoredParcel>,
    /// The order that has the external id that was looked up.
    pub(crate) external_id_of: Option<&'a OrderId>,
    pub(crate) moment: Moment<'a>,
}

impl<'a> Action<'a> {
    /// An action on the store itself; what it reads besides is added.
    pub(crate) fn on_store(
        app: &'a App,
        incoming: &'a Incoming,
        request_key: Option<&'a RequestKey>,
        status: u16,
    ) -> Self {
        Self { app, incoming, request_key, order: None, parcel: None, external_id: None, status }
    }

    /// Reads, decides and writes, again and again while others write first and time is left.
    ///
    /// # Errors
    /// What stands in the way; a refusal by state is remembered under the request's key.
    pub(crate) async fn perform<B: Clone>(
        &self,
        input: Result<B, Problem>,
        decide: impl Fn(&Facts<'_>, B) -> Result<Decision, Problem>,
    ) -> Result<Done, Problem> {
        in_time(self.incoming.deadline, self.perform_in_tries(input, decide)).await
    }

    async fn perform_in_tries<B: Clone>(
        &self,
        input: Result<B, Problem>,
        decide: impl Fn(&Facts<'_>, B) -> Result<Decision, Problem>,
    ) -> Result<Done, Problem> {
        let mut input = Some(input);
        let mut body: Option<B> = None;
        let mut sent: Vec<Sent> = Vec::new();
        for attempt in 0..pause::TRIES {
            if attempt > 0 && !pause::before_try(attempt, self.incoming.deadline).await {
                return Err(Problem::OutOfTime);
            }
            let now = self.app.now();
            let loaded = self.load(now).await?;
            let caller = known(self.incoming, &loaded, now)?;
            if let Some(input) = input.take() {
                body = Some(input?);
            }
            if let Some(stored) = &loaded.order
                && let Some(written) = sent.iter().find(|sent| sent.id.is_among(&stored.changes))
            {
                let order = Some(stored.order.clone());
                return Ok(Done { made: written.made.clone(), ..self.done(caller, now, order) });
            }
            if let Some(replay) = self.replay(&caller, &loaded, now)? {
                return Ok(replay);
            }
            let facts = Facts {
                order: loaded.order.as_ref().map(|stored| &stored.order),
                parcel: loaded.parcel.as_ref(),
                external_id_of: loaded.external_id_of.as_ref(),
                moment: Moment { now, actor: caller.key.name.as_str(), settings: &caller.record.settings },
            };
            let Some(body) = body.clone() else { break };
            let decided = decide(&facts, body);
            let id = ChangeId::generate()?;
            let made = decided.as_ref().map(made).unwrap_or_default();
            sent.push(Sent { id: id.clone(), made });
            match self.settle(decided, &caller, loaded.order.as_ref(), &id, now).await {
                Err(Problem::TryAgain(StoreError::LostRace)) => {}
                other => return other,
            }
        }
        Err(Problem::TryAgain(StoreError::LostRace))
    }

    pub(crate) async fn load(&self, now: DateTime<Utc>) -> Result<Loaded, Problem> {
        let wanted = Wanted {
            order: self.order,
            parcel: self.parcel,
            idempotency_key: self.request_key.map(|request| request.key.as_str()),
            external_id: self.external_id,
        };
        Ok(self.app.store.read(&self.incoming.who.identity, &wanted, now).await?)
    }

    /// What came of the same request before, with the order as it now is.
    pub(crate) fn replay(&self, caller: &Caller, loaded: &Loaded, now: DateTime<Utc>) -> Result<Option<Done>, Problem> {
        let (Some(request), Some(record)) = (self.request_key, &loaded.request) else { return Ok(None) };
        if record.fingerprint != request.fingerprint {
            return Err(Problem::IdempotencyKeyReused);
        }
        if let Some(refusal) = &record.result.refusal {
            return Err(Problem::RefusedBefore(refusal.clone()));
        }
        Ok(Some(Done {
            status: record.result.status,
            made: record.result.made.clone(),
            replayed: true,
            ..self.done(caller.clone(), now, loaded.order.as_ref().map(|stored| stored.order.clone()))
        }))
    }

    /// Writes what was decided, and with it what came of the request.
    async fn settle(
        &self,
        decided: Result<Decision, Problem>,
        caller: &Caller,
        before: Option<&StoredOrder>,
        id: &ChangeId,
        now: DateTime<Utc>,
    ) -> Result<Done, Problem> {
        let by_state = decided.as_ref().is_err_and(|problem| problem.status() == CONFLICT);
        let (decision, refusal) = match decided {
            Ok(decision) => (decision, None),
            Err(Problem::Refused(refusal)) if by_state => (Decision::Nothing, Some(refusal)),
            Err(other) => return Err(other),
        };
        let status = match &decision {
            _ if refusal.is_some() => CONFLICT,
            Decision::Change(_) | Decision::Settings(..) | Decision::Lift(_) => self.status,
            Decision::Nothing => 200,
        };
        let result = RequestResult { status, made: made(&decision), refusal };
        let context = WriteContext {
            store: &caller.store,
            record: &caller.record,
            actor: caller.key.name.as_str(),
            now,
            request: self.request_key.map(|request| (request, &result)),
        };
        let store = &self.app.store;
        let mut caller = caller.clone();
        let order = match decision {
            Decision::Change(change) => {
                store.write(before, &change, id, &context).await?;
                Some(change.order)
            }
            Decision::Settings(settings, templates) => {
                caller.record = store.write_settings(*settings, &templates, id, &context).await?;
                None
            }
            Decision::Lift(address) => {
                store.lift_suppression(&address, id, &context).await?;
                before.map(|stored| stored.order.clone())
            }
            Decision::Nothing => {
                store.remember(id, &context).await?;
                before.map(|stored| stored.order.clone())
            }
        };
        match result.refusal {
            Some(refusal) => Err(Problem::Refused(refusal)),
            None => Ok(Done { status, made: result.made, ..self.done(caller, now, order) }),
        }
    }

    fn done(&self, caller: Caller, now: DateTime<Utc>, order: Option<Order>) -> Done {
        Done { caller, now, status: self.status, order, made: Vec::new(), replayed: false }
    }
}

/// Who is asking, if the table knows the key, the key may do this, and the store's plan includes it.
pub(crate) fn known(incoming: &Incoming, loaded: &Loaded, now: DateTime<Utc>) -> Result<Caller, Problem> {
    let (Some(key), Some(record)) = (&loaded.caller, &loaded.store) else { return Err(Problem::Unauthenticated) };
    if let Some(session) = &incoming.who.session {
        if !session.is_genuine(&record.secret, now) {
            return Err(Problem::Unauthenticated);
        }
        if incoming.endpoint.method != Method::Get && !session.knows(&record.secret, incoming.who.csrf.as_deref()) {
            return Err(Problem::StrangeForm);
        }
    }
    let (scope, name) =
        if incoming.endpoint.method == Method::Get { (Scope::Read, "read") } else { (Scope::Write, "write") };
    if !key.scopes.contains(&scope) {
        return Err(Problem::InsufficientScope { scope: name });
    }
    if incoming.endpoint.tracks && !record.settings.plan.tracks() {
        return Err(Problem::PlanRequired);
    }
    Ok(Caller { store: incoming.who.identity.store().clone(), key: key.clone(), record: record.clone() })
}

/// The ids of what a decision makes: the order that is placed, else the fulfilments, else the message that is asked for.
fn made(decision: &Decision) -> Vec<String> {
    let Decision::Change(change) = decision else { return Vec::new() };
    if change.order.revision() == 1 {
        return vec![change.order.id().to_string()];
    }
    let (order, revision) = (change.order.id(), change.order.revision());
    let made = |(number, event): (usize, &Event)| match event {
        Event::FulfilmentCreated { fulfilment_id, .. } => Some(fulfilment_id.clone()),
        Event::MessageAsked { kind, channel, .. } => {
            let event = EventId { revision, number: u16::try_from(number).ok()? };
            Some(MessageId { event, kind: *kind, channel: *channel }.text(order))
        }
        _ => None,
    };
    change.events.iter().enumerate().filter_map(made).collect()
}

/// What is done by a deadline, or not at all as far as we can tell.
pub(crate) async fn in_time<T>(
    deadline: Instant,
    work: impl Future<Output = Result<T, Problem>>,
) -> Result<T, Problem> {
    tokio::time::timeout_at(deadline.into(), work).await.unwrap_or(Err(Problem::OutOfTime))
}

/// The order that an action is on.
pub(crate) fn order_of<'a>(facts: &Facts<'a>) -> Result<&'a Order, Problem> {
    facts.order.ok_or(Problem::NotFound { what: "order" })
}

/// A refusal is a problem; an outcome is something to write, or nothing.
pub(crate) fn decision(outcome: Result<waybill_domain::Outcome, Refusal>) -> Result<Decision, Problem> {
    Ok(match outcome? {
        waybill_domain::Outcome::Changed(change) => Decision::Change(change),
        waybill_domain::Outcome::Unchanged => Decision::Nothing,
    })
}
