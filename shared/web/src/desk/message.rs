//! What customers were told, page by page.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use waybill_domain::id::{MessageId, OrderId};
use waybill_lambda::{Answer, Problem, cursor_of, place_of};
use waybill_pages::desk::message::{Outcome, Told};
use waybill_pages::desk::messages::MessagesPage;
use waybill_store::Store;
use waybill_store::message::{Message, Outcome as Kept};

use super::visit::Visit;

/// Messages of a page.
const PAGE: u32 = 50;

pub(super) async fn messages(visit: &Visit<'_>) -> Result<Answer, Problem> {
    let (table, store) = (&visit.app.store, &visit.who.store);
    let after = visit.address.get("cursor").and_then(place_of).filter(|place| Store::is_message_place(place));
    let found = table.messages(store, PAGE, after.as_deref()).await?;
    let orders: BTreeSet<OrderId> = found.messages.iter().map(|message| message.order.clone()).collect();
    let summaries = table.find_summaries(store, &orders).await?;
    let names: BTreeMap<_, _> = summaries.into_iter().map(|summary| (summary.id, summary.name)).collect();
    let name_of = |told: Told| {
        let name = names.get(&told.order).cloned();
        (told, name)
    };
    let messages: Vec<_> = found.messages.into_iter().map(decided).map(name_of).collect();
    let next = found.next.as_deref().map(cursor_of);
    Ok(visit.answer(MessagesPage { messages: &messages, next: next.as_deref() }.render(&visit.desk())))
}

/// A message that was decided on.
pub(super) fn decided(message: Message) -> Told {
    Told {
        order: message.order,
        kind: message.id.kind,
        channel: message.id.channel,
        outcome: match message.outcome {
            Kept::Sent => Outcome::Sent,
            Kept::Suppressed => Outcome::Suppressed,
            Kept::Failed => Outcome::Failed,
            Kept::Claimed | Kept::Unknown => Outcome::Unknown,
        },
        why: message.why,
        at: message.at,
    }
}

/// A message that will be decided on in a moment.
pub(super) fn queued(order: &OrderId, id: MessageId, at: DateTime<Utc>) -> Told {
    Told { order: order.clone(), kind: id.kind, channel: id.channel, outcome: Outcome::Queued, why: None, at }
}
