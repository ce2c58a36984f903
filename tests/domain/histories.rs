//! The promises, over random histories: several clients act on one order in a store that compares and swaps.
//!
//! A client reads, others may step, it decides, and it writes if the revision is still the one it read; else it
//! reads and decides again. Requests are sent twice, clients die before they write, and time passes, also to the
//! last millisecond of the upsell's hour and to its end. After every write the order is held against a
//! [`Ledger`]: a second, plain account of the order, kept from the events alone. So every fact has its event, and
//! every event its fact (promise 4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use waybill_domain::effective::EffectiveFulfilmentOrder;
use waybill_domain::effective::{FulfilmentOrderStatus, FulfilmentStatus, Quantities, SupportedAction};
use waybill_domain::event::Event;
use waybill_domain::id::{FulfilmentId, FulfilmentOrderId, HoldId, LineItemId, ParcelId};
use waybill_domain::line_item::Kind;
use waybill_domain::order::{HoldReason, ShownHoldReason, Upsell};
use waybill_domain::payment::Payment;
use waybill_domain::settings::FulfilmentMode;
use waybill_domain::summary::Summary;
use waybill_domain::tracking::Parcel;
use waybill_domain::{Change, Moment, Order, Outcome};
use waybill_domain::{amend, archive, cancel, cancel_order, fulfil, hold, label, move_to, pay, redact, track, upsell};

use crate::given::{Decision, Shop, last_moment_of_the_hour, noon, read, the_hour_is_over};

/// How many histories one run makes.
const HISTORIES: u32 = 10_000;
/// How many people and programs act on the order.
const CLIENTS: usize = 3;
/// How often a client that lost the race decides again, as in the store.
const TRIES: usize = 8;
const LOCATIONS: [&str; 3] = ["umea", "lund", "kiruna"];

#[test]
fn the_promises_hold_over_ten_thousand_histories() {
    let seen = std::cell::RefCell::new(BTreeMap::<String, u32>::new());
    let config = ProptestConfig { cases: HISTORIES, failure_persistence: None, ..ProptestConfig::default() };
    let held = TestRunner::new(config).run(&histories(), |history| {
        let mut store = Store::open(&history);
        for step in &history.steps {
            store.take(step);
        }
        for (what, times) in store.seen {
            *seen.borrow_mut().entry(what).or_default() += times;
        }
        Ok(())
    });
    if let Err(broken) = held {
        panic!("{broken}");
    }
    // Promises over histories in which nothing happens are worth nothing.
    let seen = seen.into_inner();
    for what in EVERYTHING_THAT_HAPPENS {
        let times = seen.get(*what).copied().unwrap_or(0);
        assert!(times >= HISTORIES / 400, "`{what}` came to pass only {times} times");
    }
    let known = |what: &str| RARE.contains(&what) || EVERYTHING_THAT_HAPPENS.contains(&what);
    let unknown: Vec<_> = seen.keys().filter(|what| !known(what)).collect();
    assert!(unknown.is_empty(), "these came to pass, and are not among what is known to: {unknown:?}");
}

/// What the histories must reach, each in many of them.
const EVERYTHING_THAT_HAPPENS: &[&str] = &[
    "a lost race",
    "a request sent twice",
    "a death before the write",
    "a fulfilment cancelled at once",
    "unchanged",
    "order_placed",
    "order_completed",
    "upsell_expired",
    "payment_changed",
    "order_amended",
    "order_cancelled",
    "order_archived",
    "order_unarchived",
    "order_redacted",
    "hold_placed",
    "hold_released",
    "fulfilment_created",
    "fulfilment_created by itself",
    "fulfilment_cancelled",
    "tracking_number_added",
    "tracking_number_corrected",
    "tracking_details_corrected",
    "tracking_number_removed",
    "label_recorded",
    "label_voided",
    "fulfilment_order_moved",
    "refused: not_found",
    "refused: fulfilment_order_required",
    "refused: fulfilment_order_on_hold",
    "refused: nothing_to_fulfil",
    "refused: quantity_exceeds_open",
    "refused: order_cancelled",
    "refused: fulfilment_cancelled",
    "refused: label_not_voided",
    "refused: hold_id_required",
    "refused: upsell_expired",
    "refused: invalid",
];

/// What a history of this length may reach, and mostly does not.
const RARE: &[&str] = &["refused: limit_reached", "automatic_fulfilment_left"];

/// An order, and what happens around it.
#[derive(Clone, Debug)]
struct History {
    mode: FulfilmentMode,
    /// Kind, quantity and location of each line item.
    lines: Vec<(Kind, u32, usize)>,
    upsell: bool,
    paid: bool,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    /// Time passes.
    Wait(Wait),
    /// The merchant changes the store's mode.
    Mode(FulfilmentMode),
    /// A client reads the order and makes up its mind; it decides and writes at its next step.
    Read(usize, Ask),
    /// A client decides and writes: what it had in mind, or this, from a fresh read.
    Write(usize, Ask),
    /// A client does so, and the request arrives again at once.
    WriteTwice(usize, Ask),
    /// A client decides, and dies before it writes.
    Die(usize, Ask),
}

#[derive(Clone, Copy, Debug)]
enum Wait {
    Minutes(i64),
    Days(i64),
    ToTheLastMomentOfTheHour,
    ToTheEndOfTheHour,
}

/// What a client wants, before it has looked: numbers count among what the order has.
#[derive(Clone, Debug)]
enum Ask {
    FulfilAll {
        only: Option<usize>,
        numbers: Vec<usize>,
    },
    Fulfil {
        only: Option<usize>,
        lines: Vec<(usize, u32)>,
        numbers: Vec<usize>,
    },
    Hold {
        at: usize,
    },
    Release {
        at: usize,
    },
    ReleaseNamed {
        at: usize,
        number: u32,
    },
    Move {
        from: usize,
        to: usize,
    },
    Complete {
        items: Vec<(Kind, u32, usize)>,
    },
    Expire,
    Pay {
        status: usize,
        by_hand: bool,
    },
    Cancel {
        fulfilment: usize,
    },
    AddTracking {
        fulfilment: usize,
        numbers: Vec<usize>,
    },
    /// Each number with or without the parcel it corrects.
    ReplaceTracking {
        fulfilment: usize,
        entries: Vec<(Option<usize>, usize)>,
        carrier: bool,
    },
    RecordLabel {
        fulfilment: usize,
        number: usize,
    },
    VoidLabel {
        fulfilment: usize,
    },
    CancelOrder,
    Archive,
    Unarchive,
    Redact,
    Amend {
        note: Option<usize>,
    },
}

fn histories() -> impl Strategy<Value = History> {
    let line = (kinds(), 1..4_u32, 0..LOCATIONS.len());
    (
        modes(),
        prop::collection::vec(line, 1..4),
        prop::bool::weighted(0.5),
        any::<bool>(),
        prop::collection::vec(steps(), 5..25),
    )
        .prop_map(|(mode, lines, upsell, paid, steps)| History { mode, lines, upsell, paid, steps })
}

fn modes() -> impl Strategy<Value = FulfilmentMode> {
    prop::sample::select(vec![FulfilmentMode::Manual, FulfilmentMode::Automatic, FulfilmentMode::AutomaticDigital])
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Physical,
        Kind::Physical,
        Kind::Physical,
        Kind::Digital,
        Kind::GiftCard,
        Kind::Service,
    ])
}

fn steps() -> impl Strategy<Value = Step> {
    let client = || 0..CLIENTS;
    prop_oneof![
        2 => waits().prop_map(Step::Wait),
        1 => modes().prop_map(Step::Mode),
        4 => (client(), asks()).prop_map(|(client, ask)| Step::Read(client, ask)),
        10 => (client(), asks()).prop_map(|(client, ask)| Step::Write(client, ask)),
        2 => (client(), asks()).prop_map(|(client, ask)| Step::WriteTwice(client, ask)),
        1 => (client(), asks()).prop_map(|(client, ask)| Step::Die(client, ask)),
    ]
}

fn waits() -> impl Strategy<Value = Wait> {
    prop_oneof![
        3 => (1..40_i64).prop_map(Wait::Minutes),
        1 => (1..50_i64).prop_map(Wait::Days),
        2 => Just(Wait::ToTheLastMomentOfTheHour),
        3 => Just(Wait::ToTheEndOfTheHour),
    ]
}

fn asks() -> impl Strategy<Value = Ask> {
    let any_of = || 0..4_usize;
    let only = || prop::option::weighted(0.2, 0..3_usize);
    let numbers = |least: usize| prop::collection::vec(0..3_usize, least..4);
    let few_numbers = || prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(0..3_usize, 1..3)];
    let item = (kinds(), 1..3_u32, 0..LOCATIONS.len());
    let entries = prop::collection::vec((prop::option::of(0..3_usize), 0..3_usize), 0..3);
    prop_oneof![
        4 => (only(), few_numbers()).prop_map(|(only, numbers)| Ask::FulfilAll { only, numbers }),
        7 => (only(), prop::collection::vec((any_of(), 1..4_u32), 1..3), few_numbers())
            .prop_map(|(only, lines, numbers)| Ask::Fulfil { only, lines, numbers }),
        2 => any_of().prop_map(|at| Ask::Hold { at }),
        3 => any_of().prop_map(|at| Ask::Release { at }),
        3 => (any_of(), 1..4_u32).prop_map(|(at, number)| Ask::ReleaseNamed { at, number }),
        4 => (any_of(), 0..LOCATIONS.len()).prop_map(|(from, to)| Ask::Move { from, to }),
        3 => prop::collection::vec(item, 0..2).prop_map(|items| Ask::Complete { items }),
        2 => Just(Ask::Expire),
        4 => (0..4_usize, any::<bool>()).prop_map(|(status, by_hand)| Ask::Pay { status, by_hand }),
        6 => any_of().prop_map(|fulfilment| Ask::Cancel { fulfilment }),
        3 => (any_of(), numbers(1)).prop_map(|(fulfilment, numbers)| Ask::AddTracking { fulfilment, numbers }),
        8 => (any_of(), entries, any::<bool>())
            .prop_map(|(fulfilment, entries, carrier)| Ask::ReplaceTracking { fulfilment, entries, carrier }),
        3 => (any_of(), 0..2_usize).prop_map(|(fulfilment, number)| Ask::RecordLabel { fulfilment, number }),
        4 => any_of().prop_map(|fulfilment| Ask::VoidLabel { fulfilment }),
        1 => Just(Ask::CancelOrder),
        1 => Just(Ask::Archive),
        2 => Just(Ask::Unarchive),
        1 => Just(Ask::Redact),
        2 => prop::option::of(0..2_usize).prop_map(|note| Ask::Amend { note }),
    ]
}

/// A request as it travels: the same however often it is decided.
#[derive(Clone, Debug)]
enum Request {
    Fulfil(fulfil::Fulfil),
    Hold(FulfilmentOrderId),
    Release(FulfilmentOrderId, hold::ReleaseHold),
    Move(FulfilmentOrderId, move_to::MoveTo),
    Complete(upsell::CompleteOrder),
    Expire,
    Pay(Payment),
    Cancel(FulfilmentId),
    AddTracking(FulfilmentId, track::AddTracking),
    ReplaceTracking(FulfilmentId, track::ReplaceTracking),
    RecordLabel(FulfilmentId, waybill_domain::label::LabelPurchase),
    VoidLabel(FulfilmentId),
    CancelOrder,
    Archive,
    Unarchive,
    Redact,
    Amend(Box<amend::AmendOrder>),
}

impl Request {
    /// What a client sends that has seen the order so.
    fn made(ask: &Ask, order: &Order) -> Self {
        let fulfilment_orders = order.at(noon()).fulfilment_orders().len();
        let at = |number: usize| FulfilmentOrderId::at(number % fulfilment_orders.max(1));
        let of = |number: usize| FulfilmentId::at(number % order.fulfilments().len().max(1));
        let line = |number: usize| LineItemId::at(number % order.line_items().count());
        let only = |only: Option<usize>| only.map(|number| at(number).text(order.id()));
        let tracking =
            |numbers: &[usize]| numbers.iter().map(|number| read(json!({"number": a_number(*number)}))).collect();
        match ask {
            Ask::FulfilAll { only: one, numbers } => Self::Fulfil(fulfil::Fulfil {
                fulfilment_order_id: only(*one),
                tracking: Some(tracking(numbers)),
                ..fulfil::Fulfil::default()
            }),
            Ask::Fulfil { only: one, lines, numbers } => {
                let lines = lines.iter().map(|(number, quantity)| fulfil::FulfilLine {
                    line_item_id: line(*number).text(order.id()),
                    quantity: i64::from(*quantity).try_into().expect("a quantity"),
                });
                Self::Fulfil(fulfil::Fulfil {
                    fulfilment_order_id: only(*one),
                    line_items: Some(lines.collect()),
                    tracking: Some(tracking(numbers)),
                    notify_customer: None,
                })
            }
            Ask::Hold { at: number } => Self::Hold(at(*number)),
            Ask::Release { at: number } => Self::Release(at(*number), hold::ReleaseHold::default()),
            Ask::ReleaseNamed { at: fulfilment_order, number } => {
                let fulfilment_order = at(*fulfilment_order);
                let hold_id = Some(HoldId { fulfilment_order, number: *number }.text(order.id()));
                Self::Release(fulfilment_order, hold::ReleaseHold { hold_id })
            }
            Ask::Move { from, to } => {
                let location = LOCATIONS[*to].to_owned().try_into().expect("a name");
                Self::Move(at(*from), move_to::MoveTo { location })
            }
            Ask::Complete { items } => Self::Complete(upsell::CompleteOrder {
                upsell_items: items.iter().map(|item| read(line_item(*item))).collect(),
            }),
            Ask::Expire => Self::Expire,
            Ask::Pay { status, by_hand } => {
                let status = ["pending", "paid", "refunded", "voided"][*status];
                let source = if *by_hand { "marked_as_paid" } else { "gateway" };
                Self::Pay(read(json!({"status": status, "source": source})))
            }
            // Nobody asks much of a fulfilment before there is one.
            Ask::Cancel { fulfilment: 1.. }
            | Ask::AddTracking { fulfilment: 1.., .. }
            | Ask::ReplaceTracking { fulfilment: 1.., .. }
            | Ask::RecordLabel { fulfilment: 1.., .. }
            | Ask::VoidLabel { fulfilment: 1.. }
                if order.fulfilments().is_empty() =>
            {
                Self::Fulfil(fulfil::Fulfil::default())
            }
            Ask::Cancel { fulfilment } => Self::Cancel(of(*fulfilment)),
            Ask::AddTracking { fulfilment, numbers } => Self::AddTracking(
                of(*fulfilment),
                track::AddTracking { tracking: tracking(numbers), notify_customer: None },
            ),
            Ask::ReplaceTracking { fulfilment, entries, carrier } => {
                let parcels: Vec<_> = order.parcels_of(of(*fulfilment)).map(|parcel| parcel.id).collect();
                let entry = |(parcel, number): &(Option<usize>, usize)| track::TrackingEntry {
                    parcel_id: parcel.and_then(|parcel| parcels.get(parcel)).map(|parcel| parcel.text(order.id())),
                    number: a_number(*number).try_into().expect("a tracking number"),
                    carrier: carrier.then(|| "PostNord".to_owned().try_into().expect("a name")),
                    url: None,
                };
                let tracking = entries.iter().map(entry).collect();
                Self::ReplaceTracking(of(*fulfilment), track::ReplaceTracking { tracking, notify_customer: None })
            }
            Ask::RecordLabel { fulfilment, number } => {
                Self::RecordLabel(of(*fulfilment), read(json!({"carrier": "PostNord", "number": a_number(*number)})))
            }
            Ask::VoidLabel { fulfilment } => Self::VoidLabel(of(*fulfilment)),
            Ask::CancelOrder => Self::CancelOrder,
            Ask::Archive => Self::Archive,
            Ask::Unarchive => Self::Unarchive,
            Ask::Redact => Self::Redact,
            Ask::Amend { note } => Self::Amend(Box::new(amend::AmendOrder {
                note: Some(note.map(|note| format!("note {note}").try_into().expect("a note"))),
                ..amend::AmendOrder::default()
            })),
        }
    }

    fn decide(&self, order: &Order, moment: &Moment<'_>) -> Decision {
        match self.clone() {
            Self::Fulfil(input) => fulfil::fulfil(order, input, moment),
            Self::Hold(at) => hold::hold(order, at, hold::PlaceHold { reason: HoldReason::Other, note: None }, moment),
            Self::Release(at, input) => hold::release(order, at, &input, moment),
            Self::Move(from, input) => move_to::move_to(order, from, &input, moment),
            Self::Complete(input) => upsell::complete(order, input, moment),
            Self::Expire => Ok(upsell::expire(order, moment)),
            Self::Pay(payment) => Ok(pay::pay(order, payment, moment)),
            Self::Cancel(fulfilment) => cancel::cancel(order, fulfilment, moment),
            Self::AddTracking(fulfilment, input) => track::add(order, fulfilment, input, moment),
            Self::ReplaceTracking(fulfilment, input) => track::replace(order, fulfilment, input, moment),
            Self::RecordLabel(fulfilment, purchase) => label::record(order, fulfilment, purchase, moment),
            Self::VoidLabel(fulfilment) => label::void(order, fulfilment, moment),
            Self::CancelOrder => Ok(cancel_order::cancel_order(order, moment)),
            Self::Archive => Ok(archive::archive(order, moment)),
            Self::Unarchive => Ok(archive::unarchive(order, moment)),
            Self::Redact => Ok(redact::redact(order, moment)),
            Self::Amend(input) => amend::amend(order, *input, moment),
        }
    }

    /// Whether the same request again is another act: another fulfilment, another hold.
    fn is_another_act_each_time(&self) -> bool {
        matches!(self, Self::Fulfil(_) | Self::Hold(_))
    }
}

fn a_number(number: usize) -> String {
    format!("RR {number}")
}

fn line_item((kind, quantity, location): (Kind, u32, usize)) -> Value {
    json!({"title": "Thing", "kind": kind, "quantity": quantity, "location": LOCATIONS[location]})
}

/// The order as it is written, the clients around it, and the clock.
struct Store {
    order: Order,
    ledger: Ledger,
    shop: Shop,
    now: DateTime<Utc>,
    /// What a client has read, and what it is about to ask for.
    minds: [Option<(Order, Request)>; CLIENTS],
    seen: BTreeMap<String, u32>,
}

impl Store {
    fn open(history: &History) -> Self {
        let shop = Shop::new(history.mode).shipping_from(&LOCATIONS);
        let lines: Vec<_> = history.lines.iter().copied().map(line_item).collect();
        let status = if history.paid { "paid" } else { "pending" };
        let order = json!({"line_items": lines, "upsell": history.upsell, "payment": {"status": status}, "email": "ada@example.com"});
        let change = shop.try_place(order, noon()).expect("an order that can be placed");
        assert_eq!(change.order.revision(), 1);
        let mut store = Self {
            ledger: Ledger::of_placed(&change.order),
            order: change.order.clone(),
            shop,
            now: noon(),
            minds: Default::default(),
            seen: BTreeMap::new(),
        };
        store.note(&change.events);
        store.ledger.enter(&change.events, &change.order);
        store.compare();
        store
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Wait(wait) => self.wait(*wait),
            Step::Mode(mode) => self.shop.settings.fulfilment_mode = *mode,
            Step::Read(client, ask) => {
                self.minds[*client] = Some((self.order.clone(), Request::made(ask, &self.order)));
            }
            Step::Write(client, ask) => {
                let (read, request) = self.mind(*client, ask);
                self.write(read, &request);
            }
            Step::WriteTwice(client, ask) => {
                let (read, request) = self.mind(*client, ask);
                self.write(read, &request);
                self.write(self.order.clone(), &request);
                self.count("a request sent twice");
            }
            Step::Die(client, ask) => {
                let (read, request) = self.mind(*client, ask);
                let decision = request.decide(&read, &self.shop.at(self.now));
                if let Ok(Outcome::Changed(_)) = decision {
                    self.count("a death before the write");
                }
            }
        }
    }

    fn wait(&mut self, wait: Wait) {
        self.now = match wait {
            Wait::Minutes(count) => self.now + TimeDelta::minutes(count),
            Wait::Days(count) => self.now + TimeDelta::days(count),
            Wait::ToTheLastMomentOfTheHour => self.now.max(last_moment_of_the_hour()),
            Wait::ToTheEndOfTheHour => self.now.max(the_hour_is_over()),
        };
        self.compare();
    }

    fn mind(&mut self, client: usize, ask: &Ask) -> (Order, Request) {
        self.minds[client].take().unwrap_or_else(|| (self.order.clone(), Request::made(ask, &self.order)))
    }

    /// Decides on what was read, and writes if nobody else has since; else reads and decides again.
    fn write(&mut self, mut read: Order, request: &Request) {
        for _ in 0..TRIES {
            match request.decide(&read, &self.shop.at(self.now)) {
                Ok(Outcome::Changed(_)) if read.revision() != self.order.revision() => {
                    self.count("a lost race");
                    read = self.order.clone();
                }
                Ok(Outcome::Changed(change)) => return self.swap(*change, request),
                Ok(Outcome::Unchanged) => return self.count("unchanged"),
                Err(refusal) => {
                    let told = serde_json::to_value(&refusal).expect("a refusal is JSON");
                    return self.count(&format!("refused: {}", told["refusal"].as_str().expect("its word")));
                }
            }
        }
        panic!("nobody else steps while a client tries again");
    }

    fn swap(&mut self, change: Change, request: &Request) {
        let before = std::mem::replace(&mut self.order, change.order);
        self.note(&change.events);
        assert_eq!(self.order.revision(), before.revision() + 1, "one write is one revision");
        assert!(!change.events.is_empty(), "no change without an event");
        assert_eq!(change.by_itself, self.ledger.comes_by_itself(&before, self.now), "what nobody did");
        self.ledger.enter(&change.events, &self.order);
        self.compare();
        each_event_is_one_difference(&before, &self.order, &change.events);
        only_what_became_ready_is_fulfilled_by_itself(&before, &self.order, &change.events, &self.shop);
        all_that_became_ready_is_fulfilled_by_itself(&before, &self.order, &change.events, &self.shop.at(self.now));
        reads_back_as_it_was_written(&self.order);
        self.again(request);
        if matches!(request, Request::Fulfil(_)) {
            self.take_back(&before, &change.events);
        }
    }

    /// The order against the ledger, now and on both sides of the hour's end.
    fn compare(&self) {
        let summary = Summary::of(&self.order);
        for instant in [self.now, self.now.max(last_moment_of_the_hour()), self.now.max(the_hour_is_over())] {
            let view = View::of(&self.order, instant);
            self.ledger.check(&view, instant);
            let listed = summary.at(instant);
            assert_eq!(
                (listed.fulfilment_status, listed.quantities),
                (view.status, view.quantities),
                "the list at {instant}"
            );
            self.expiry_is_seen_before_it_is_written(&view, instant);
        }
        goods_are_always_in_a_parcel(&self.order);
    }

    /// H3: nothing that can be seen depends on whether the schedule has run.
    fn expiry_is_seen_before_it_is_written(&self, view: &View, instant: DateTime<Utc>) {
        let by_hand = Shop::manual();
        if let Outcome::Changed(change) = upsell::expire(&self.order, &by_hand.at(instant)) {
            assert!(instant >= the_hour_is_over());
            assert_eq!(View::of(&change.order, instant), *view, "once the expiry is written");
        }
    }

    /// Promise 3: the same request on its own result changes nothing, at once or hours later.
    fn again(&self, request: &Request) {
        for later in [TimeDelta::zero(), TimeDelta::hours(2)] {
            let decision = request.decide(&self.order, &self.shop.at(self.now + later));
            match (request, decision) {
                (_, Ok(Outcome::Unchanged)) | (Request::Move(..), Err(_)) => {}
                (Request::Expire, Ok(_)) if later > TimeDelta::zero() => {}
                (request, _) if request.is_another_act_each_time() => {}
                (request, decision) => panic!("{request:?} again, {later} later, came to {decision:?}"),
            }
        }
    }

    /// Promise 2: cancelling at once what was fulfilled leaves the order as it was.
    fn take_back(&mut self, before: &Order, events: &[Event]) {
        let made = events.iter().filter_map(|event| match event {
            Event::FulfilmentCreated { fulfilment_id, .. } => FulfilmentId::read(before.id(), fulfilment_id),
            _ => None,
        });
        let moment = self.shop.at(self.now);
        let mut order = self.order.clone();
        for fulfilment in made {
            match cancel::cancel(&order, fulfilment, &moment) {
                Ok(Outcome::Changed(change)) => order = change.order,
                other => panic!("{fulfilment:?} was to be cancelled: {other:?}"),
            }
        }
        assert_eq!(View::of(&order, self.now), View::of(before, self.now), "fulfilled, then cancelled");
        self.count("a fulfilment cancelled at once");
    }

    fn note(&mut self, events: &[Event]) {
        for event in events {
            let told = serde_json::to_value(event).expect("an event is JSON");
            self.count(told["event"].as_str().expect("its word"));
            if matches!(event, Event::FulfilmentCreated { automatic: true, .. }) {
                self.count("fulfilment_created by itself");
            }
        }
    }

    fn count(&mut self, what: &str) {
        match self.seen.get_mut(what) {
            Some(times) => *times += 1,
            None => drop(self.seen.insert(what.to_owned(), 1)),
        }
    }
}

/// What can be seen of an order at an instant.
#[derive(Debug, PartialEq, Eq)]
struct View {
    status: FulfilmentStatus,
    quantities: Quantities,
    fulfilment_orders: Vec<ViewAt>,
}

/// What can be seen of a fulfilment order.
#[derive(Debug, PartialEq, Eq)]
struct ViewAt {
    status: FulfilmentOrderStatus,
    open: u32,
    held: u32,
    /// Quantity and fulfilled of each line.
    lines: BTreeMap<LineItemId, (u32, u32)>,
    holds: BTreeSet<HoldId>,
    actions: Vec<SupportedAction>,
}

impl View {
    fn of(order: &Order, now: DateTime<Utc>) -> Self {
        let effective = order.at(now);
        let at = |at: &waybill_domain::effective::EffectiveFulfilmentOrder<'_>| ViewAt {
            status: at.status(),
            open: at.open(),
            held: at.held(),
            lines: at.lines().iter().map(|line| (line.line_item, (line.quantity, line.fulfilled))).collect(),
            holds: at.holds().iter().map(|hold| hold.id(at.id())).collect(),
            actions: at.supported_actions().to_vec(),
        };
        Self {
            status: effective.fulfilment_status(),
            quantities: effective.quantities(),
            fulfilment_orders: effective.fulfilment_orders().iter().map(at).collect(),
        }
    }
}

/// The order's account, kept from what it was placed with and from its events: no code of the domain decides here.
struct Ledger {
    ordered: BTreeMap<LineItemId, u32>,
    /// What each fulfilment order has to send in all.
    lines: BTreeMap<FulfilmentOrderId, BTreeMap<LineItemId, u32>>,
    /// The holds that were not released; `true` for the upsell's.
    holds: BTreeMap<HoldId, bool>,
    /// Where each fulfilment that was not cancelled is from, and what is in it.
    live: BTreeMap<FulfilmentId, (FulfilmentOrderId, BTreeMap<LineItemId, u32>)>,
    cancelled: bool,
}

impl Ledger {
    fn of_placed(order: &Order) -> Self {
        let mut ledger = Self {
            ordered: BTreeMap::new(),
            lines: BTreeMap::new(),
            holds: BTreeMap::new(),
            live: BTreeMap::new(),
            cancelled: false,
        };
        ledger.order_more(order);
        ledger
    }

    /// Takes up line items that it does not know yet, each at the fulfilment order of its own location.
    fn order_more(&mut self, order: &Order) {
        let effective = order.at(noon());
        for at in effective.fulfilment_orders() {
            self.lines.entry(at.id()).or_default();
        }
        for (id, item) in order.line_items().filter(|(_, item)| item.kind != Kind::Service) {
            if self.ordered.contains_key(&id) {
                continue;
            }
            let quantity = item.quantity.get();
            let location = item.location.as_ref().expect("every item of a history names its location").as_str();
            let at = effective.fulfilment_orders().iter().find(|at| at.location() == location).expect("its location");
            self.ordered.insert(id, quantity);
            self.lines.entry(at.id()).or_default().insert(id, quantity);
        }
    }

    fn enter(&mut self, events: &[Event], order: &Order) {
        for event in events {
            self.enter_one(event, order);
        }
    }

    fn enter_one(&mut self, event: &Event, order: &Order) {
        let id = order.id();
        let fulfilment_order = |text: &str| FulfilmentOrderId::read(id, text).expect("a fulfilment order's id");
        let hold = |text: &str| HoldId::read(id, text).expect("a hold's id");
        match event {
            Event::OrderCompleted { line_item_ids } => {
                let before = self.ordered.keys().copied().collect::<BTreeSet<_>>();
                self.order_more(order);
                let named = line_item_ids.iter().map(|text| LineItemId::read(id, text).expect("a line item's id"));
                let services =
                    |line: &LineItemId| order.line_item(*line).is_some_and(|item| item.kind == Kind::Service);
                let named: BTreeSet<_> = named.filter(|line| !services(line)).collect();
                assert_eq!(self.ordered.keys().copied().collect::<BTreeSet<_>>(), &before | &named);
            }
            Event::OrderCancelled { quantity, .. } => {
                let ordered: u32 = self.ordered.values().sum();
                let fulfilled: u32 = self.live.values().flat_map(|(_, lines)| lines.values()).sum();
                assert_eq!(*quantity, ordered - fulfilled, "what the cancelled order leaves");
                self.cancelled = true;
            }
            Event::HoldPlaced { hold_id, fulfilment_order_id, reason } => {
                let placed = hold(hold_id);
                assert_eq!(placed.fulfilment_order, fulfilment_order(fulfilment_order_id));
                assert!(
                    self.holds.insert(placed, matches!(reason, ShownHoldReason::Upsell(_))).is_none(),
                    "{hold_id} is placed once"
                );
            }
            Event::HoldReleased { hold_id, .. } => {
                assert!(self.holds.remove(&hold(hold_id)).is_some(), "{hold_id} stood until it was released");
            }
            Event::FulfilmentCreated { fulfilment_id, fulfilment_order_id, line_items, .. } => {
                let lines = line_items
                    .iter()
                    .map(|line| (LineItemId::read(id, &line.line_item_id).expect("a line item's id"), line.quantity));
                let made = FulfilmentId::read(id, fulfilment_id).expect("a fulfilment's id");
                let of = (fulfilment_order(fulfilment_order_id), lines.collect());
                assert!(self.live.insert(made, of).is_none(), "{fulfilment_id} is made once");
            }
            Event::FulfilmentCancelled { fulfilment_id } => {
                let cancelled = FulfilmentId::read(id, fulfilment_id).expect("a fulfilment's id");
                assert!(self.live.remove(&cancelled).is_some(), "{fulfilment_id} was live until it was cancelled");
            }
            Event::FulfilmentOrderMoved { fulfilment_order_id, to_fulfilment_order_id } => {
                self.carry_over(fulfilment_order(fulfilment_order_id), fulfilment_order(to_fulfilment_order_id));
            }
            _ => {}
        }
    }

    /// How many events the end of the upsell's hour makes of itself: that it is over, and each hold released.
    fn comes_by_itself(&self, before: &Order, now: DateTime<Utc>) -> usize {
        let is_over = now >= the_hour_is_over() && matches!(before.upsell(), Upsell::Offered { .. }) && !self.cancelled;
        if is_over { 1 + self.holds.values().filter(|upsell| **upsell).count() } else { 0 }
    }

    /// What is not fulfilled at one fulfilment order goes to the other.
    fn carry_over(&mut self, from: FulfilmentOrderId, to: FulfilmentOrderId) {
        assert_ne!(from, to);
        for (line, quantity) in self.lines.remove(&from).expect("where it was") {
            let sent = self.sent(from, line);
            if sent > 0 {
                self.lines.entry(from).or_default().insert(line, sent);
            }
            if quantity > sent {
                *self.lines.entry(to).or_default().entry(line).or_default() += quantity - sent;
            }
        }
        self.lines.entry(from).or_default();
    }

    fn sent(&self, at: FulfilmentOrderId, line: LineItemId) -> u32 {
        self.live.values().filter(|(from, _)| *from == at).filter_map(|(_, lines)| lines.get(&line)).sum()
    }

    /// Promise 1, and what the order list says.
    fn check(&self, view: &View, now: DateTime<Utc>) {
        for (line, ordered) in &self.ordered {
            let sent: u32 = self.live.values().filter_map(|(_, lines)| lines.get(line)).sum();
            assert!(sent <= *ordered, "more of {line:?} is fulfilled than was ordered");
            let known: u32 = self.lines.values().filter_map(|lines| lines.get(line)).sum();
            assert_eq!(known, *ordered, "{line:?} over all locations");
        }
        assert_eq!(view.fulfilment_orders.len(), self.lines.len());
        let mut sum = Quantities::default();
        let (mut held_by_upsell, mut held_by_staff) = (0, 0);
        for ((id, lines), at) in self.lines.iter().zip(&view.fulfilment_orders) {
            let standing = |upsell: bool| !upsell || now < the_hour_is_over();
            let holds = self.holds.iter().filter(|(hold, upsell)| hold.fulfilment_order == *id && standing(**upsell));
            let (holds, by_upsell): (BTreeSet<HoldId>, Vec<bool>) =
                holds.map(|(hold, upsell)| (*hold, *upsell)).unzip();
            let expected: BTreeMap<_, _> =
                lines.iter().map(|(line, quantity)| (*line, (*quantity, self.sent(*id, *line)))).collect();
            assert_eq!((&at.lines, &at.holds), (&expected, &holds), "{id:?}");
            let (ordered, sent) =
                expected.values().fold((0, 0), |(all, sum), (quantity, sent)| (all + quantity, sum + sent));
            assert!(expected.values().all(|(quantity, sent)| sent <= quantity), "more is sent from {id:?} than it had");
            let left = ordered - sent;
            let (open, held) = match (self.cancelled, holds.is_empty()) {
                (true, _) => (0, 0),
                (false, true) => (left, 0),
                (false, false) => (0, left),
            };
            assert_eq!((at.open, at.held), (open, held), "{id:?}");
            let by = if by_upsell.iter().all(|upsell| *upsell) { &mut held_by_upsell } else { &mut held_by_staff };
            *by += held;
            sum.ordered += ordered;
            sum.open += open;
            sum.held += held;
            sum.fulfilled += sent;
            sum.cancelled += if self.cancelled { left } else { 0 };
        }
        assert_eq!(view.quantities, sum);
        assert_eq!(sum.ordered, sum.open + sum.held + sum.fulfilled + sum.cancelled);
        assert_eq!(view.status, self.says(sum, held_by_upsell, held_by_staff));
    }

    /// The order list's word, as requirements.md has it: the first that fits.
    fn says(&self, sum: Quantities, held_by_upsell: u32, held_by_staff: u32) -> FulfilmentStatus {
        let remains = sum.ordered - sum.fulfilled;
        match sum {
            _ if self.cancelled => FulfilmentStatus::Cancelled,
            Quantities { ordered: 0, .. } => FulfilmentStatus::NotRequired,
            _ if remains == 0 => FulfilmentStatus::Fulfilled,
            _ if held_by_upsell == remains => FulfilmentStatus::Pending,
            _ if held_by_upsell + held_by_staff == remains => FulfilmentStatus::OnHold,
            Quantities { fulfilled: 1.., .. } => FulfilmentStatus::PartiallyFulfilled,
            _ => FulfilmentStatus::Unfulfilled,
        }
    }
}

/// Promise 4: as many events of a kind as there are facts of it.
fn each_event_is_one_difference(before: &Order, after: &Order, events: &[Event]) {
    let told = |which: fn(&Event) -> bool| events.iter().filter(|event| which(event)).count();
    let live = |order: &Order, index: usize| {
        order.fulfilments().get(index).is_some_and(waybill_domain::order::Fulfilment::is_live)
    };
    let made = after.fulfilments().len() - before.fulfilments().len();
    let undone = (0..before.fulfilments().len()).filter(|index| live(before, *index) != live(after, *index)).count();
    assert_eq!(told(|event| matches!(event, Event::FulfilmentCreated { .. })), made, "fulfilments made");
    assert_eq!(told(|event| matches!(event, Event::FulfilmentCancelled { .. })), undone, "fulfilments cancelled");
    let label =
        |order: &Order, index: usize| order.fulfilments().get(index).and_then(|fulfilment| fulfilment.label().cloned());
    let labelled = (0..after.fulfilments().len()).filter(|index| label(before, *index) != label(after, *index)).count();
    assert_eq!(
        told(|event| matches!(event, Event::LabelRecorded { .. } | Event::LabelVoided { .. })),
        labelled,
        "labels"
    );
    let flags = [
        (before.payment() != after.payment(), told(|event| matches!(event, Event::PaymentChanged { .. }))),
        (!before.is_cancelled() && after.is_cancelled(), told(|event| matches!(event, Event::OrderCancelled { .. }))),
        (!before.is_archived() && after.is_archived(), told(|event| matches!(event, Event::OrderArchived))),
        (before.is_archived() && !after.is_archived(), told(|event| matches!(event, Event::OrderUnarchived))),
        (
            details(before) != details(after),
            told(|event| matches!(event, Event::OrderAmended { .. } | Event::OrderRedacted)),
        ),
        (before.line_items().count() != after.line_items().count(), completions_with_items(events)),
    ];
    for (differs, told) in flags {
        assert_eq!(usize::from(differs), told, "{events:?}");
    }
    each_parcel_event_is_one_difference(before, after, events);
}

/// What people wrote, and whether it was erased.
fn details(order: &Order) -> (&waybill_domain::contact::Contact, Option<&waybill_domain::text::Note>, bool) {
    (order.contact(), order.note(), order.redacted_at().is_some())
}

fn completions_with_items(events: &[Event]) -> usize {
    let with_items =
        |event: &&Event| matches!(event, Event::OrderCompleted { line_item_ids } if !line_item_ids.is_empty());
    events.iter().filter(with_items).count()
}

/// The same for parcels: what was told of each is what became of it.
fn each_parcel_event_is_one_difference(before: &Order, after: &Order, events: &[Event]) {
    let mut told: BTreeMap<ParcelId, Vec<&str>> = BTreeMap::new();
    let mut tell = |text: &str, what| {
        told.entry(ParcelId::read(after.id(), text).expect("a parcel's id")).or_default().push(what);
    };
    for event in events {
        match event {
            Event::FulfilmentCreated { parcel_ids, .. } => parcel_ids.iter().for_each(|id| tell(id, "made")),
            Event::TrackingNumberAdded { parcel_id, .. } => tell(parcel_id, "added"),
            Event::TrackingNumberCorrected { parcel_id, .. } => tell(parcel_id, "corrected"),
            Event::TrackingDetailsCorrected { parcel_id, .. } => tell(parcel_id, "details"),
            Event::TrackingNumberRemoved { parcel_id, .. } => tell(parcel_id, "removed"),
            _ => {}
        }
    }
    let find = |order: &Order, id| order.parcels().iter().find(|parcel| parcel.id == id).cloned();
    let ids: BTreeSet<_> = before.parcels().iter().chain(after.parcels()).map(|parcel| parcel.id).collect();
    for id in ids {
        let became = became(find(before, id).as_ref(), find(after, id).as_ref(), before.fulfilments().len());
        assert_eq!(told.remove(&id).unwrap_or_default(), became.into_iter().collect::<Vec<_>>(), "{id:?}");
    }
    assert!(told.is_empty(), "told of parcels that never were: {told:?}");
}

/// What became of a parcel, in a word; a new one is `made` with its fulfilment, or `added` to an older one.
fn became(before: Option<&Parcel>, after: Option<&Parcel>, fulfilments_before: usize) -> Option<&'static str> {
    match (before, after) {
        (Some(before), Some(after)) if before == after => None,
        (Some(before), Some(after)) => Some(match (&before.tracking, &after.tracking) {
            (Some(_), None) => "removed",
            (None, _) => "added",
            (Some(was), Some(is)) if was.number == is.number => {
                assert_eq!(before.generation, after.generation, "the same number is the same journey");
                "details"
            }
            _ => {
                assert_eq!(before.generation + 1, after.generation, "another number is another journey");
                "corrected"
            }
        }),
        (None, Some(new)) if new.fulfilment.index() >= fulfilments_before => Some("made"),
        (None, Some(_)) => Some("added"),
        (Some(_), None) => Some("removed"),
        (None, None) => None,
    }
}

/// F1: only in a mode that says so, only what is paid, and only because of something that just happened.
fn only_what_became_ready_is_fulfilled_by_itself(before: &Order, after: &Order, events: &[Event], shop: &Shop) {
    for event in events {
        let Event::FulfilmentCreated { automatic: true, fulfilment_order_id: at, line_items, .. } = event else {
            continue;
        };
        assert!(after.payment().is_paid());
        for line in line_items {
            let id = LineItemId::read(after.id(), &line.line_item_id).expect("a line item's id");
            let kind = after.line_item(id).expect("a line item").kind;
            assert!(shop.settings.fulfilment_mode.fulfils(kind), "{kind:?}");
        }
        let from = moved_from(at, events);
        let because = |event: &Event| match event {
            Event::PaymentChanged { .. } => !before.payment().is_paid(),
            Event::OrderCompleted { line_item_ids } => !line_item_ids.is_empty(),
            event => was_released_at(event, &from),
        };
        assert!(events.iter().any(because), "{events:?}");
    }
}

/// Where the items of a fulfilment order were before these events; itself, if they were not moved.
fn moved_from(id: &str, events: &[Event]) -> Vec<String> {
    let from = events.iter().filter_map(|event| match event {
        Event::FulfilmentOrderMoved { fulfilment_order_id, to_fulfilment_order_id } if to_fulfilment_order_id == id => {
            Some(fulfilment_order_id.clone())
        }
        _ => None,
    });
    from.chain([id.to_owned()]).collect()
}

fn was_released_at(event: &Event, ids: &[String]) -> bool {
    matches!(event, Event::HoldReleased { fulfilment_order_id, .. } if ids.contains(fulfilment_order_id))
}

/// F1: nothing that the mode fulfils is left where the last hold was released, or anywhere once it is paid; but what
/// staff took back by cancelling a fulfilment is theirs, until it is paid anew (F3).
fn all_that_became_ready_is_fulfilled_by_itself(before: &Order, after: &Order, events: &[Event], moment: &Moment<'_>) {
    let left = events.iter().any(|event| matches!(event, Event::AutomaticFulfilmentLeft { .. }));
    if !after.payment().is_paid() || after.is_cancelled() || left {
        return;
    }
    let became_paid = !before.payment().is_paid();
    for at in after.at(moment.now).fulfilment_orders() {
        let id = at.id().text(after.id());
        let ready = became_paid || events.iter().any(|event| was_released_at(event, &moved_from(&id, events)));
        if !at.holds().is_empty() || !ready {
            continue;
        }
        for line in at.lines() {
            let kind = after.line_item(line.line_item).expect("a line item").kind;
            if !became_paid && was_taken_back(before, at.id(), line.line_item) {
                let fulfilled =
                    before.at(moment.now).fulfilment_order(at.id()).map_or(0, |at| fulfilled_of(at, line.line_item));
                assert_eq!(line.fulfilled, fulfilled, "{:?} at {id} was taken back: {events:?}", line.line_item);
            } else if moment.settings.fulfilment_mode.fulfils(kind) {
                assert_eq!(line.fulfilled, line.quantity, "{:?} at {id} became ready: {events:?}", line.line_item);
            }
        }
    }
}

fn was_taken_back(order: &Order, from: FulfilmentOrderId, line: LineItemId) -> bool {
    let cancelled = order.fulfilments().iter().filter(|fulfilment| !fulfilment.is_live());
    cancelled
        .filter(|fulfilment| fulfilment.fulfilment_order() == from)
        .any(|fulfilment| fulfilment.lines().iter().any(|(taken, _)| *taken == line))
}

fn fulfilled_of(at: &EffectiveFulfilmentOrder<'_>, line: LineItemId) -> u32 {
    at.lines().iter().find(|known| known.line_item == line).map_or(0, |known| known.fulfilled)
}

/// A fulfilment with goods has a parcel, whatever became of its numbers.
fn goods_are_always_in_a_parcel(order: &Order) {
    let goods = |line: &(LineItemId, u32)| order.line_item(line.0).is_some_and(|item| item.kind == Kind::Physical);
    for fulfilment in order.fulfilments().iter().filter(|fulfilment| fulfilment.is_live()) {
        if fulfilment.lines().iter().any(goods) {
            assert!(order.parcels_of(fulfilment.id()).next().is_some(), "{:?} has no parcel", fulfilment.id());
        }
    }
}

fn reads_back_as_it_was_written(order: &Order) {
    let written = serde_json::to_string(order).expect("an order is JSON");
    let read: Order = serde_json::from_str(&written).expect("an order reads back");
    assert_eq!(read, *order);
    assert_eq!(serde_json::to_string(&read).expect("an order is JSON"), written);
    assert_eq!(order.stored_bytes(), written.len());
}
