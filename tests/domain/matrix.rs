//! Every state × every action → what comes of it, as one text: `matrix.txt`, which is the specification.
//!
//! After a change that is meant, write it anew with `WAYBILL_GOLDEN=write cargo test -p waybill-domain --test
//! domain matrix`, and read the difference before it is committed.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use waybill_domain::condition::TrackingStatus;
use waybill_domain::effective::FulfilmentStatus;
use waybill_domain::event::Event;
use waybill_domain::{Moment, Order, Outcome, Refusal};

use crate::given::{
    self, Asked, Came, Decision, Shop, fo, ful, last_moment_of_the_hour, minutes, mugs, mugs_at, paid, pattern,
    the_hour_is_over,
};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/domain/matrix.txt");

#[test]
fn every_action_in_every_state_does_what_the_matrix_says() {
    let now = written();
    if std::env::var("WAYBILL_GOLDEN").is_ok_and(|wish| wish == "write") {
        std::fs::write(GOLDEN, &now).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/domain/matrix.txt");
    assert!(
        golden == now,
        "matrix.txt does not say what happens. If the change is meant, run again with WAYBILL_GOLDEN=write.\n{}",
        rows_that_differ(&golden, &now).join("\n"),
    );
}

#[test]
fn the_matrix_reaches_every_status_an_order_can_have() {
    let now = written();
    for status in FulfilmentStatus::ALL {
        assert!(now.contains(status.as_str()), "no row shows {}", status.as_str());
    }
}

/// The rows that only one of two texts has, as a patch shows them.
fn rows_that_differ(golden: &str, now: &str) -> Vec<String> {
    let (was, is): (BTreeSet<_>, BTreeSet<_>) = (golden.lines().collect(), now.lines().collect());
    let gone = golden.lines().filter(|row| !is.contains(row)).map(|row| format!("- {row}"));
    gone.chain(now.lines().filter(|row| !was.contains(row)).map(|row| format!("+ {row}"))).collect()
}

/// An order to act upon, and when.
struct State {
    name: &'static str,
    order: Order,
    now: DateTime<Utc>,
}

/// A name, the settings under which it is done, and what is done.
type Action = (&'static str, Shop, Box<dyn Fn(&Order, &Moment<'_>) -> Decision>);

fn written() -> String {
    let mut text = String::from(LEGEND);
    for state in states() {
        let row = |action: &str, outcome: &str, order: &Order| {
            let [open, held, fulfilled, cancelled] = order.counts(state.now);
            let status = order.status(state.now).as_str();
            let row = format!(
                "{:34}{:34}{status:22}{open:>3}{held:>5}{fulfilled:>5}{cancelled:>5}   {outcome}",
                state.name, action
            );
            row.trim_end().to_owned() + "\n"
        };
        text.push('\n');
        text += &row("(as it is)", &standing(&state), &state.order);
        for (name, shop, act) in actions() {
            text += &match act(&state.order, &shop.at(state.now)) {
                Ok(Outcome::Unchanged) => row(name, "unchanged", &state.order),
                Ok(Outcome::Changed(change)) => row(name, &events(&change.events), &change.order),
                Err(refusal) => row(name, &format!("refused: {}", why(&refusal)), &state.order),
            };
        }
    }
    text
}

const LEGEND: &str = "\
What every action does in every state. Written by matrix.rs, which says how to renew it.

The order is 3 mugs (li_1, physical) and 1 pattern (li_2, digital) at umea, not paid, in a store that ships
from umea first and from lund, in manual mode. Where a state or an action says otherwise, it is otherwise.
The status and the counts are the order list's, at the instant of the action, after it.

STATE                             ACTION                            STATUS               OPEN HELD FULF CANC   OUTCOME
";

fn shop() -> Shop {
    Shop::manual().shipping_from(&["umea", "lund"])
}

fn automatic() -> Shop {
    Shop::automatic().shipping_from(&["umea", "lund"])
}

fn automatic_digital() -> Shop {
    Shop::automatic_digital().shipping_from(&["umea", "lund"])
}

fn states() -> Vec<State> {
    let shop = shop();
    let early = minutes(10);
    let at = |now| shop.at(now);
    let placed = shop.place(json!({}));
    let bought = shop.place(json!({"payment": paid()}));
    let offered = shop.place(json!({"upsell": true}));
    let offered_and_paid = shop.place(json!({"upsell": true, "payment": paid()}));
    let two = shop.place(json!({"line_items": [mugs_at("umea", 3), mugs_at("lund", 2)]}));
    let partly = given::fulfil(&placed, one_mug(), &at(early)).order();
    let fulfilled = given::fulfil(&placed, numbered(), &at(early)).order();
    let held = given::hold(&placed, fo(1), &at(early)).order();
    let state = |name, order: &Order, now| State { name, order: order.clone(), now };
    vec![
        state("open", &placed, early),
        state("open, paid", &bought, early),
        state("open, partly fulfilled", &partly, early),
        state("pending", &offered, early),
        state("pending, paid", &offered_and_paid, early),
        state("pending, at 59:59.999", &offered, last_moment_of_the_hour()),
        state("pending, its hour over", &offered, the_hour_is_over()),
        state("pending, paid, its hour over", &offered_and_paid, the_hour_is_over()),
        state("pending, then expired", &given::expire(&offered, &at(minutes(61))).order(), minutes(62)),
        state("pending, then declined", &given::complete(&offered, &[], &at(early)).order(), early),
        state("pending, then 2 mugs added", &given::complete(&offered, &[mugs(2)], &at(early)).order(), early),
        state("pending, released by staff", &given::release(&offered, fo(1), &at(early)).order(), early),
        state("pending and on hold", &given::hold(&offered, fo(1), &at(early)).order(), early),
        state("on hold, the upsell's hour over", &given::hold(&offered, fo(1), &at(early)).order(), the_hour_is_over()),
        state("on hold", &held, early),
        state("on hold, paid", &given::hold(&bought, fo(1), &at(early)).order(), early),
        state("on hold twice", &given::hold(&held, fo(1), &at(early)).order(), early),
        state("on hold, then released", &given::release(&held, fo(1), &at(early)).order(), early),
        state("on hold, partly fulfilled", &given::hold(&partly, fo(1), &at(early)).order(), early),
        state("fulfilled", &fulfilled, early),
        state("fulfilled, untracked", &given::fulfil(&placed, json!({}), &at(early)).order(), early),
        state("fulfilled, label bought", &given::record_label(&fulfilled, ful(1), "L1", &at(early)).order(), early),
        state("fulfilled, label voided", &label_voided(&fulfilled), early),
        state("fulfilled by itself", &automatic().place(json!({"payment": paid()})), early),
        state("fulfilled, then cancelled", &given::cancel(&fulfilled, ful(1), &at(early)).order(), early),
        state("two locations, one held", &given::hold(&two, fo(1), &at(early)).order(), early),
        state("two locations, one sent, one held", &one_sent_one_held(&two), early),
        state("partly fulfilled, the rest moved", &given::move_to(&partly, fo(1), "lund", &at(early)).order(), early),
        state("order cancelled", &given::cancel_order(&placed, &at(early)).order(), early),
        state("order cancelled while on hold", &given::cancel_order(&held, &at(early)).order(), early),
        state("order cancelled while pending", &given::cancel_order(&offered, &at(early)).order(), early),
        state("order cancelled, partly fulfilled", &given::cancel_order(&partly, &at(early)).order(), early),
        state("order cancelled, ful_1 cancelled", &both_cancelled(&partly), early),
        state("declined, then order cancelled", &declined_then_cancelled(&offered), early),
        state("archived", &given::archive(&placed, &at(early)).order(), early),
        state("redacted", &given::redact(&placed, &at(early)).order(), early),
        state("services only", &shop.place(json!({"line_items": [given::engraving()]})), early),
        state("digital only, fulfilled", &digital_fulfilled(), early),
    ]
}

fn one_mug() -> Value {
    json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]})
}

/// All that is open, with a tracking number.
fn numbered() -> Value {
    json!({"tracking": [{"number": "RR1"}]})
}

fn label_voided(fulfilled: &Order) -> Order {
    let shop = shop();
    let labelled = given::record_label(fulfilled, ful(1), "L1", &shop.at(minutes(10))).order();
    given::void_label(&labelled, ful(1), &shop.at(minutes(10))).order()
}

fn one_sent_one_held(two: &Order) -> Order {
    let shop = shop();
    let sent = given::fulfil(two, json!({"fulfilment_order_id": "fo_1"}), &shop.at(minutes(10))).order();
    given::hold(&sent, fo(2), &shop.at(minutes(10))).order()
}

fn both_cancelled(partly: &Order) -> Order {
    let shop = shop();
    let cancelled = given::cancel_order(partly, &shop.at(minutes(10))).order();
    given::cancel(&cancelled, ful(1), &shop.at(minutes(10))).order()
}

fn declined_then_cancelled(offered: &Order) -> Order {
    let shop = shop();
    let declined = given::complete(offered, &[], &shop.at(minutes(10))).order();
    given::cancel_order(&declined, &shop.at(minutes(10))).order()
}

fn digital_fulfilled() -> Order {
    automatic_digital().place(json!({"line_items": [pattern()], "payment": paid()}))
}

fn actions() -> Vec<Action> {
    let manual = |name, act: fn(&Order, &Moment<'_>) -> Decision| -> Action { (name, shop(), Box::new(act)) };
    let automatic = |name, act: fn(&Order, &Moment<'_>) -> Decision| -> Action { (name, automatic(), Box::new(act)) };
    let digital =
        |name, act: fn(&Order, &Moment<'_>) -> Decision| -> Action { (name, automatic_digital(), Box::new(act)) };
    vec![
        manual("fulfil all", |order, moment| given::fulfil(order, json!({}), moment)),
        manual("fulfil all, with a number", |order, moment| given::fulfil(order, numbered(), moment)),
        manual("fulfil all at fo_1", |order, moment| {
            given::fulfil(order, json!({"fulfilment_order_id": "fo_1"}), moment)
        }),
        manual("fulfil 1 of li_1", |order, moment| given::fulfil(order, one_mug(), moment)),
        automatic("fulfil 1 of li_1, automatic", |order, moment| given::fulfil(order, one_mug(), moment)),
        manual("fulfil 9 of li_1", |order, moment| {
            given::fulfil(order, json!({"line_items": [{"line_item_id": "li_1", "quantity": 9}]}), moment)
        }),
        manual("fulfil 1 of li_99", |order, moment| {
            given::fulfil(order, json!({"line_items": [{"line_item_id": "li_99", "quantity": 1}]}), moment)
        }),
        manual("hold fo_1", |order, moment| given::hold(order, fo(1), moment)),
        manual("release fo_1", |order, moment| given::release(order, fo(1), moment)),
        automatic("release fo_1, automatic", |order, moment| given::release(order, fo(1), moment)),
        manual("release hold 1 of fo_1", |order, moment| given::release_named(order, fo(1), 1, moment)),
        manual("release hold 2 of fo_1", |order, moment| given::release_named(order, fo(1), 2, moment)),
        manual("move fo_1 to lund", |order, moment| given::move_to(order, fo(1), "lund", moment)),
        automatic("move fo_1 to lund, automatic", |order, moment| given::move_to(order, fo(1), "lund", moment)),
        manual("move fo_1 to umea", |order, moment| given::move_to(order, fo(1), "umea", moment)),
        manual("move fo_1 to oslo", |order, moment| given::move_to(order, fo(1), "oslo", moment)),
        manual("complete, declined", |order, moment| given::complete(order, &[], moment)),
        manual("complete, 2 mugs added", |order, moment| given::complete(order, &[mugs(2)], moment)),
        automatic("complete, declined, automatic", |order, moment| given::complete(order, &[], moment)),
        automatic("complete, 2 mugs added, automatic", |order, moment| given::complete(order, &[mugs(2)], moment)),
        manual("expire", given::expire),
        automatic("expire, automatic", given::expire),
        manual("paid", |order, moment| given::pay(order, "paid", moment)),
        automatic("paid, automatic", |order, moment| given::pay(order, "paid", moment)),
        digital("paid, automatic_digital", |order, moment| given::pay(order, "paid", moment)),
        automatic("refunded, automatic", |order, moment| given::pay(order, "refunded", moment)),
        manual("cancel ful_1", |order, moment| given::cancel(order, ful(1), moment)),
        manual("add its number to ful_1", |order, moment| given::add_numbers(order, ful(1), &["rr 1"], moment)),
        manual("add a number to ful_1", |order, moment| given::add_numbers(order, ful(1), &["RR2"], moment)),
        manual("correct par_1's number", |order, moment| {
            given::replace_numbers(order, ful(1), &[json!({"parcel_id": "par_1", "number": "RR2"})], moment)
        }),
        manual("replace ful_1's numbers", |order, moment| {
            given::replace_numbers(order, ful(1), &[json!({"number": "RR2"})], moment)
        }),
        manual("empty ful_1's numbers", |order, moment| given::replace_numbers(order, ful(1), &[], moment)),
        manual("record label L1 of ful_1", |order, moment| given::record_label(order, ful(1), "L1", moment)),
        manual("record label L2 of ful_1", |order, moment| given::record_label(order, ful(1), "L2", moment)),
        manual("void the label of ful_1", |order, moment| given::void_label(order, ful(1), moment)),
        manual("cancel the order", given::cancel_order),
        automatic("cancel the order, automatic", given::cancel_order),
        manual("archive", given::archive),
        manual("unarchive", given::unarchive),
        manual("redact", given::redact),
        manual("amend the note", |order, moment| given::amend(order, json!({"note": "gift"}), moment)),
        manual("amend nothing", |order, moment| given::amend(order, json!({}), moment)),
    ]
}

/// The fulfilment orders and the fulfilments of a state.
fn standing(state: &State) -> String {
    let effective = state.order.at(state.now);
    let mut text = String::new();
    for at in effective.fulfilment_orders() {
        let status = word(at.status());
        let actions: Vec<_> = at.supported_actions().iter().map(word).collect();
        let may = if actions.is_empty() { "nothing".to_owned() } else { actions.join(", ") };
        let _ = write!(text, "fo_{} {}: {status}, may {may}; ", at.id().index() + 1, at.location());
    }
    let live = state.order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live()).count();
    let _ = write!(text, "live fulfilments: {live}");
    if let Some(tracking) = effective.tracking_status() {
        let _ = write!(text, ", tracking {}", word::<TrackingStatus>(tracking));
    }
    text
}

/// The word that the API has for it.
fn word<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).expect("a word")
}

fn events(events: &[Event]) -> String {
    events.iter().map(event).collect::<Vec<_>>().join("; ")
}

fn event(event: &Event) -> String {
    let told = serde_json::to_value(event).expect("an event is JSON");
    let short = |field: &str| short_id(told[field].as_str().expect("an id"));
    match event {
        Event::OrderPlaced { .. } => "order placed".into(),
        Event::OrderCompleted { line_item_ids } if line_item_ids.is_empty() => "completed with nothing".into(),
        Event::OrderCompleted { line_item_ids } => {
            format!("completed with {}", line_item_ids.iter().map(|id| short_id(id)).collect::<Vec<_>>().join(", "))
        }
        Event::UpsellExpired => "upsell expired".into(),
        Event::PaymentChanged { payment } => format!("payment {}", word(payment.status)),
        Event::OrderAmended { fields } => format!("amended {}", fields.join(", ")),
        Event::OrderCancelled { quantity, .. } => format!("order cancelled ({quantity})"),
        Event::OrderArchived => "archived".into(),
        Event::OrderUnarchived => "unarchived".into(),
        Event::OrderRedacted => "redacted".into(),
        Event::HoldPlaced { .. } => format!("{} placed", short("hold_id")),
        Event::HoldReleased { .. } => format!("{} released", short("hold_id")),
        Event::FulfilmentCreated { line_items, parcel_ids, automatic, .. } => {
            let lines = line_items.iter().map(|line| format!("{}×{}", short_id(&line.line_item_id), line.quantity));
            let parcels = parcel_ids.iter().map(|id| short_id(id));
            let what: Vec<_> = lines.chain(parcels).collect();
            let how = if *automatic { "made by itself" } else { "made" };
            format!("{} {how} at {}: {}", short("fulfilment_id"), short("fulfilment_order_id"), what.join(" "))
        }
        Event::AutomaticFulfilmentLeft { .. } => format!("{} left open by a bound", short("fulfilment_order_id")),
        Event::FulfilmentCancelled { .. } => format!("{} cancelled", short("fulfilment_id")),
        Event::TrackingNumberAdded { .. } => format!("number added to {}", short("parcel_id")),
        Event::TrackingNumberCorrected { generation, .. } => {
            format!("number of {} corrected, generation {generation}", short("parcel_id"))
        }
        Event::TrackingDetailsCorrected { .. } => format!("details of {} corrected", short("parcel_id")),
        Event::TrackingNumberRemoved { .. } => format!("number of {} removed", short("parcel_id")),
        Event::TrackingStatusChanged { from, to, .. } => {
            format!("{} from {} to {}", short("parcel_id"), word(from), word(to))
        }
        Event::TrackingStatusSet { from, to, .. } => {
            format!("{} set from {} to {}", short("parcel_id"), word(from), word(to))
        }
        Event::TrackingStatusUndone { from, to, .. } => {
            format!("{} undone from {} to {}", short("parcel_id"), word(from), word(to))
        }
        Event::UpdatesOptedIn => "opted in".into(),
        Event::UpdatesOptedOut => "opted out".into(),
        Event::MessageAsked { kind, channel, .. } => format!("{} by {} asked for", word(kind), word(channel)),
        Event::LabelRecorded { .. } => format!("label of {} recorded", short("fulfilment_id")),
        Event::LabelVoided { .. } => format!("label of {} voided", short("fulfilment_id")),
        Event::FulfilmentOrderMoved { .. } => {
            format!("moved from {} to {}", short("fulfilment_order_id"), short("to_fulfilment_order_id"))
        }
    }
}

/// `ful_01KB…_2` as `ful_2`, and `hold_01KB…_1_2` as `hold_1_2`.
fn short_id(id: &str) -> String {
    let mut parts = id.split('_');
    let prefix = parts.next().expect("a prefix");
    let numbers: Vec<_> = parts.skip(1).collect();
    format!("{prefix}_{}", numbers.join("_"))
}

fn why(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid { field, reason } => format!("`{field}` {reason}"),
        Refusal::NotFound { what } => format!("no such {what}"),
        Refusal::QuantityExceedsOpen { requested, open, .. } => {
            format!("quantity_exceeds_open ({requested} asked, {open} open)")
        }
        Refusal::HoldIdRequired { hold_ids } => {
            format!("hold_id_required ({})", hold_ids.iter().map(|id| short_id(id)).collect::<Vec<_>>().join(", "))
        }
        other => {
            let told = serde_json::to_value(other).expect("a refusal is JSON");
            told["refusal"].as_str().expect("its word").to_owned()
        }
    }
}
