//! One order, one of its parcels, and a packing slip.

use waybill_domain::id::{FulfilmentId, ParcelId};
use waybill_lambda::{Answer, Problem, find_parcel, messages_of, suppression_of};
use waybill_pages::desk::order::{Happened, OrderPage};
use waybill_pages::desk::parcel::{ParcelPage, Past};
use waybill_pages::desk::slip::SlipPage;
use waybill_pages::status_page::Visitor;
use waybill_store::secret::TokenPurpose;

use super::message::{decided, queued};
use super::visit::{Visit, language};
use crate::status::parcels::Drawer;

/// Events that a page shows.
const EVENTS: u32 = 250;

pub(super) async fn order(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let order = visit.order()?;
    let (app, store) = (visit.app, &visit.who.store);
    let (timeline, messages, suppression) = tokio::try_join!(
        app.store.timeline(store, order.id(), EVENTS, None),
        messages_of(app, store, order),
        suppression_of(app, store, &visit.who.record, order)
    )?;
    let happened: Vec<_> = timeline
        .events
        .into_iter()
        .map(|recorded| Happened { at: recorded.at, actor: recorded.actor, event: recorded.event })
        .collect();
    let waiting = messages.queued.into_iter().map(|(id, at)| queued(order.id(), id, at));
    let messages: Vec<_> = messages.decided.into_iter().map(decided).chain(waiting).collect();
    let token = visit.who.record.secret.order_token(TokenPurpose::StatusPage, store, order.id());
    let page = OrderPage {
        order,
        timeline: &happened,
        more_happened: timeline.next.is_some(),
        messages: &messages,
        stopped: suppression.as_ref().map(|suppression| (suppression.why.as_str(), suppression.at)),
        status_page: &format!("{}/status/{token}", app.public_url),
    };
    Ok(visit.answer(page.render(&visit.desk())))
}

pub(super) async fn parcel(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let order = visit.order()?;
    let id = ParcelId::read(order.id(), id);
    let parcel = order.parcels().iter().find(|parcel| Some(parcel.id) == id);
    let parcel = parcel.ok_or(Problem::NotFound { what: "parcel" })?;
    let known = find_parcel(visit.sight(), order, parcel).await?;
    let head = known.stored.as_ref().map(|stored| &stored.head);
    let path = format!("/desk/orders/{}", order.id());
    let drawer = Drawer::new(order, &Visitor::Merchant { order_path: path }, language(visit.asked));
    let page = ParcelPage {
        order,
        parcel,
        followed: known.stored.as_ref().is_some_and(|stored| stored.counts),
        found_carrier: head.and_then(|head| head.found_carrier.as_deref()),
        last_checked_at: head.and_then(|head| head.last_checked_at),
        next_check_at: known.stored.as_ref().and_then(|stored| stored.next_check_at),
        estimated_delivery: head.and_then(|head| head.estimated_delivery),
        scans: known.journey.scans(),
        set_aside: head.map_or(0, |head| head.set_aside),
        past: known
            .past
            .iter()
            .map(|past| Past { tracking: &past.tracking, observed: past.observed, until: past.until })
            .collect(),
        map: drawer.map(parcel, &known.journey),
    };
    Ok(visit.answer(page.render(&visit.desk())))
}

pub(super) fn slip(visit: &Visit<'_>, id: &str) -> Result<Answer, Problem> {
    let order = visit.order()?;
    let fulfilment = FulfilmentId::read(order.id(), id).and_then(|id| order.fulfilment(id));
    let fulfilment = fulfilment.ok_or(Problem::NotFound { what: "fulfilment" })?;
    Ok(visit.answer(SlipPage { order, fulfilment }.render(&visit.desk())))
}
