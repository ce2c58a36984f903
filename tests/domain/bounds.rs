//! The bounds of an order: what is just allowed, what is just too much, and that the largest order fits its item.

use serde_json::{Value, json};
use waybill_domain::event::Event;
use waybill_domain::order::Fulfilment;
use waybill_domain::summary::Summary;
use waybill_domain::{Moment, Order, Refusal, bounds};

use crate::given::{
    Asked, Came, Decision, Shop, add_numbers, amend, cancel, cancel_order, complete, fo, ful, fulfil, hold, minutes,
    move_to, mugs, mugs_at, noon, paid, redact, release_named, replace_numbers, tracking,
};

fn one_mug() -> Value {
    json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]})
}

/// What is the matter with an order that cannot be placed.
fn invalid(order: Value) -> (String, String) {
    match Shop::manual().try_place(order, noon()) {
        Err(Refusal::Invalid { field, reason }) => (field, reason),
        other => panic!("this was to be invalid: {other:?}"),
    }
}

/// The limit at which an action is refused.
fn limit(decision: Decision) -> usize {
    match decision {
        Err(Refusal::LimitReached { most, .. }) => most,
        other => panic!("this was to reach a limit: {other:?}"),
    }
}

#[test]
fn an_order_has_1_to_250_line_items() {
    let lines = |count: usize| json!({"line_items": vec![mugs(1); count]});
    assert_eq!(Shop::manual().place(lines(250)).line_items().count(), 250);
    assert_eq!(invalid(lines(251)), ("line_items".into(), "must be 1 to 250 lines, and are 251".into()));
    assert_eq!(invalid(lines(0)).0, "line_items");
}

#[test]
fn an_upsell_adds_up_to_250_line_items_in_all() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": vec![mugs(1); 249], "upsell": true}));
    let moment = shop.at(minutes(1));
    assert_eq!(limit(complete(&order, &[mugs(1), mugs(1)], &moment)), 250);
    assert_eq!(complete(&order, &[mugs(1)], &moment).order().line_items().count(), 250);
}

#[test]
fn an_order_is_at_20_locations_at_most_also_after_moves() {
    let shop = Shop::manual();
    let lines = |count: usize| {
        let lines: Vec<_> = (1..=count).map(|number| mugs_at(&format!("place {number}"), 1)).collect();
        json!({"line_items": lines})
    };
    let order = shop.place(lines(20));
    assert_eq!(order.locations().len(), 20);
    assert_eq!(invalid(lines(21)).0, "line_items");
    assert_eq!(limit(move_to(&order, fo(1), "place 21", &shop.at(minutes(1)))), 20);
    assert_eq!(move_to(&order, fo(1), "place 20", &shop.at(minutes(1))).order().locations().len(), 20);
}

#[test]
fn an_order_ever_has_100_fulfilments() {
    let shop = Shop::manual();
    let mut order = shop.place(json!({"line_items": [{"title": "Download", "quantity": 3, "kind": "digital"}]}));
    for number in 1..=100 {
        order = fulfil(&order, one_mug(), &shop.at(minutes(1))).order();
        order = cancel(&order, ful(number), &shop.at(minutes(1))).order();
    }
    assert_eq!(limit(fulfil(&order, one_mug(), &shop.at(minutes(2)))), 100);
}

#[test]
fn an_order_ever_has_40_parcels() {
    let shop = Shop::manual();
    let mut order = shop.place(json!({}));
    for number in 1..=40 {
        order = fulfil(&order, one_mug(), &shop.at(minutes(1))).order();
        order = cancel(&order, ful(number), &shop.at(minutes(1))).order();
    }
    assert_eq!(limit(fulfil(&order, one_mug(), &shop.at(minutes(2)))), 40);
    let digital = json!({"line_items": [{"line_item_id": "li_2", "quantity": 1}]});
    assert_eq!(fulfil(&order, digital, &shop.at(minutes(2))).order().counts(minutes(2)), [3, 0, 1, 0]);
}

#[test]
fn what_a_bound_keeps_from_being_fulfilled_by_itself_stays_open_and_the_timeline_says_so() {
    let shop = Shop::automatic();
    let mut order = shop.place(json!({"line_items": [mugs(3)]}));
    for number in 1..=40 {
        order = fulfil(&order, one_mug(), &shop.at(minutes(1))).order();
        order = cancel(&order, ful(number), &shop.at(minutes(1))).order();
    }
    let change = crate::given::pay(&order, "paid", &shop.at(minutes(2))).change();
    assert_eq!(change.order.counts(minutes(2)), [3, 0, 0, 0]);
    assert!(matches!(change.events.as_slice(), [Event::PaymentChanged { .. }, Event::AutomaticFulfilmentLeft { .. }]));
}

#[test]
fn a_fulfilment_has_10_numbers() {
    let shop = Shop::manual();
    let numbers: Vec<_> = (1..=11).map(|number| format!("RR{number}")).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let order = shop.place(json!({}));
    let moment = shop.at(minutes(1));
    let sent = |count: usize| fulfil(&order, json!({"tracking": tracking(&numbers[..count])}), &moment);
    assert!(matches!(sent(11).refusal(), Refusal::Invalid { field, .. } if field == "tracking"));
    let ten = sent(10).order();
    assert_eq!(ten.parcels().len(), 10);
    assert_eq!(limit(add_numbers(&ten, ful(1), &["RR11"], &moment)), 10);
    assert!(add_numbers(&ten, ful(1), &["RR10"], &moment).is_unchanged(), "it has that one");
    assert_eq!(add_numbers(&sent(9).order(), ful(1), &["RR11"], &moment).order().parcels().len(), 10);
    let entries: Vec<_> = numbers.iter().map(|number| json!({"number": number})).collect();
    assert!(matches!(replace_numbers(&ten, ful(1), &entries, &moment).refusal(), Refusal::Invalid { .. }));
    assert!(replace_numbers(&ten, ful(1), &entries[..10], &moment).is_unchanged());
}

#[test]
fn ten_holds_stand_on_a_fulfilment_order() {
    let shop = Shop::manual();
    let mut order = shop.place(json!({}));
    for _ in 1..=10 {
        order = hold(&order, fo(1), &shop.at(minutes(1))).order();
    }
    assert_eq!(limit(hold(&order, fo(1), &shop.at(minutes(2)))), 10);
    order = release_named(&order, fo(1), 5, &shop.at(minutes(3))).order();
    order = hold(&order, fo(1), &shop.at(minutes(4))).order();
    assert_eq!(order.at(minutes(4)).fulfilment_orders()[0].holds().len(), 10);
}

#[test]
fn a_quantity_is_1_to_10_000() {
    let item = |quantity: Value| {
        serde_json::from_value::<waybill_domain::line_item::LineItem>(json!({"title": "Mug", "quantity": quantity}))
    };
    for good in [1, 10_000] {
        assert!(item(json!(good)).is_ok(), "{good}");
    }
    for bad in [json!(0), json!(-1), json!(10_001), json!(1.5), json!("1"), json!(4_294_967_297_u64)] {
        assert!(item(bad.clone()).is_err(), "{bad}");
    }
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": vec![mugs(10_000); 250]}));
    assert_eq!(fulfil(&order, json!({}), &shop.at(minutes(1))).order().counts(minutes(1)), [0, 0, 2_500_000, 0]);
}

#[test]
fn an_order_is_placed_at_most_5_minutes_ahead() {
    let shop = Shop::manual();
    let at = |instant: &str| shop.try_place(json!({"placed_at": instant}), noon());
    assert!(at("2026-11-01T12:05:00Z").is_ok());
    assert!(at("2026-11-01T12:05:00.001Z").is_err());
}

// The largest order.

/// A DynamoDB item.
const ITEM_BYTES: usize = 400 * 1024;
/// What the item's keys and index attributes take beside the order and its summary, generously.
const ATTRIBUTES_BYTES: usize = 8 * 1024;

/// A text of so many characters, each of which takes four bytes.
fn wide(count: usize) -> String {
    "🧶".repeat(count)
}

/// A name of a location, as long as one can be.
fn wide_location(number: usize) -> String {
    format!("{number:03}{}", wide(97))
}

/// 250 lines of 10,000, and as much text as `place` accepts.
fn largest_that_can_be_placed(shop: &Shop) -> Order {
    let order = |titles: usize, note: usize| {
        let line = |number: usize| {
            let title = if number < titles { wide(300) } else { "T".into() };
            json!({"title": title, "quantity": 10_000, "kind": "digital", "location": wide_location(1)})
        };
        let lines: Vec<_> = (0..250).map(line).collect();
        json!({
            "name": wide(500), "line_items": lines, "note": "n".repeat(note), "payment": paid(),
            "customer": {"first_name": wide(500), "last_name": wide(500)},
        })
    };
    let fits = |titles: usize, note: usize| shop.try_place(order(titles, note), noon()).is_ok();
    let titles = (0..250).take_while(|titles| fits(*titles, 0)).last().expect("some fit");
    // To the byte: the first note that is too long is one longer than the longest.
    let (mut longest, mut too_long) = (0, 5_000);
    while too_long - longest > 1 {
        let note = usize::midpoint(longest, too_long);
        if fits(titles, note) { longest = note } else { too_long = note }
    }
    assert!(!fits(titles, too_long) && too_long < 5_000);
    shop.place(order(titles, longest))
}

/// The order once every bound that counts is reached, each with the longest that it can count.
fn driven_to_every_bound(shop: &Shop, placed: Order) -> Order {
    let moment = shop.at(minutes(1) + chrono::TimeDelta::nanoseconds(123_456_789));
    let mut order = placed;
    // The whole order goes from place to place, and a little of every line is sent from the last ones.
    for at in 1..bounds::LOCATIONS {
        if at == FIRST_TO_SEND {
            order = with_every_parcel(order, &moment);
        }
        if at >= FIRST_TO_SEND {
            order = fulfil(&order, json!({"line_items": some_of(1, 250, 999)}), &moment).order();
        }
        order = move_to(&order, fo(at), &wide_location(at + 1), &moment).order();
    }
    while let Some(lines) = lines_of_the_next(&order) {
        order = fulfil(&order, json!({"line_items": some_of(251 - lines, 250, 7_000)}), &moment).order();
        order = cancel(&order, ful(order.fulfilments().len()), &moment).order();
    }
    order
}

/// From this location on, every line is sent from each; with what is left at the last one, each has 250 lines.
const FIRST_TO_SEND: usize = bounds::LOCATIONS + 1 - bounds::FULFILMENT_ORDER_LINES / bounds::LINE_ITEMS;

/// The order with all parcels that it may have, in fulfilments of one line and ten numbers.
fn with_every_parcel(mut order: Order, moment: &Moment<'_>) -> Order {
    for made in 0..4 {
        let numbers: Vec<_> = (1..=10).map(|number| longest_number(made * 10 + number)).collect();
        order = fulfil(&order, json!({"line_items": some_of(1, 1, 1), "tracking": numbers}), moment).order();
    }
    order
}

/// How many lines the next fulfilment has, so that the last one reaches both bounds; none, when they are reached.
fn lines_of_the_next(order: &Order) -> Option<usize> {
    let left = bounds::FULFILMENTS - order.fulfilments().len();
    let lines: usize = order.fulfilments().iter().map(|fulfilment| fulfilment.lines().len()).sum();
    (left > 0).then(|| (bounds::FULFILMENT_LINES - lines).div_ceil(left))
}

/// So many of each of these lines.
fn some_of(first: usize, last: usize, quantity: u32) -> Value {
    (first..=last).map(|line| json!({"line_item_id": format!("li_{line}"), "quantity": quantity})).collect()
}

/// A number that takes two bytes for nearly every character, with the longest carrier and link.
fn longest_number(number: usize) -> Value {
    let url = format!("https://example.com/{}", "u".repeat(480));
    json!({"number": format!("{number:02}{}", "\"".repeat(62)), "carrier": wide(100), "url": url})
}

fn counts(order: &Order) -> [usize; 5] {
    let effective = order.at(minutes(2));
    [
        order.fulfilments().len(),
        order.fulfilments().iter().map(|fulfilment| fulfilment.lines().len()).sum(),
        effective.fulfilment_orders().len(),
        effective.fulfilment_orders().iter().map(|at| at.lines().len()).sum(),
        order.parcels().len(),
    ]
}

#[test]
fn the_largest_order_fits_its_item_whatever_it_has_been_through() {
    let shop = Shop::manual();
    let placed = largest_that_can_be_placed(&shop);
    assert_eq!(placed.written_bytes(), bounds::ORDER_BYTES, "to the byte");
    let order = driven_to_every_bound(&shop, placed);
    assert_eq!(
        counts(&order),
        [
            bounds::FULFILMENTS,
            bounds::FULFILMENT_LINES,
            bounds::LOCATIONS,
            bounds::FULFILMENT_ORDER_LINES,
            usize::from(bounds::PARCELS)
        ]
    );
    let summary = serde_json::to_string(&Summary::of(&order)).expect("JSON").len();
    let all = order.stored_bytes() + summary + ATTRIBUTES_BYTES;
    assert!(all < ITEM_BYTES, "{} and {summary} bytes, and the attributes, are {all}", order.stored_bytes());
}

#[test]
fn the_largest_order_can_still_be_cancelled_corrected_and_erased() {
    let shop = Shop::manual();
    let order = driven_to_every_bound(&shop, largest_that_can_be_placed(&shop));
    let moment = shop.at(minutes(2));
    assert!(limit(amend(&order, json!({"phone": "+46701234567"}), &moment)) == bounds::ORDER_BYTES);
    let shorter = amend(&order, json!({"customer": null}), &moment).order();
    assert!(shorter.written_bytes() < order.written_bytes());
    assert_eq!(cancel(&order, ful(1), &moment).order().fulfilment(ful(1)).map(Fulfilment::is_live), Some(false));
    assert!(cancel_order(&order, &moment).order().is_cancelled());
    assert!(redact(&order, &moment).order().redacted_at().is_some());
}

#[test]
fn moving_everything_that_is_at_a_location_makes_no_more_lines() {
    let shop = Shop::manual();
    let order = driven_to_every_bound(&shop, largest_that_can_be_placed(&shop));
    let moved = move_to(&order, fo(20), &wide_location(1), &shop.at(minutes(2))).order();
    assert_eq!(counts(&moved), counts(&order));
}
