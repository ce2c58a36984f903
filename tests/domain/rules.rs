//! The rules one by one, at their exact edges. The ids are those of requirements.md.

use chrono::TimeDelta;
use serde_json::json;
use waybill_domain::attention::{Rule, attention};
use waybill_domain::effective::{FulfilmentOrderStatus, FulfilmentStatus, SupportedAction};
use waybill_domain::event::Event;
use waybill_domain::payment::{Payment, PaymentReport};
use waybill_domain::summary::Summary;
use waybill_domain::{Order, Refusal};

use crate::given::{
    Asked, Came, Shop, add_numbers, after, archive, cancel, cancel_order, complete, expire, fo, ful, fulfil,
    fulfilments_made, gift_card, hold, last_moment_of_the_hour, minutes, move_to, mugs, mugs_at, noon, paid, pattern,
    pay, read, record_label, redact, release, release_named, replace_numbers, the_hour_is_over, tracking, void_label,
};

// F1: the automatic modes.

#[test]
fn an_order_placed_as_paid_is_fulfilled_by_itself() {
    let order = Shop::automatic().place(json!({"payment": paid()}));
    assert_eq!(order.counts(noon()), [0, 0, 4, 0]);
}

#[test]
fn an_order_placed_as_marked_as_paid_is_fulfilled_by_itself() {
    let order = Shop::automatic().place(json!({"payment": {"status": "paid", "source": "marked_as_paid"}}));
    assert_eq!(order.status(noon()), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_at_two_locations_is_fulfilled_by_itself_at_each() {
    let change = Shop::automatic()
        .try_place(json!({"payment": paid(), "line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}), noon())
        .expect("an order");
    assert_eq!(fulfilments_made(&change.events), 2);
    assert_eq!(change.order.status(noon()), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_paid_later_is_fulfilled_then() {
    let shop = Shop::automatic();
    let order = shop.place(json!({}));
    assert_eq!(order.status(noon()), FulfilmentStatus::Unfulfilled);
    let change = pay(&order, "paid", &shop.at(minutes(5))).change();
    assert!(matches!(
        change.events.as_slice(),
        [Event::PaymentChanged { .. }, Event::FulfilmentCreated { automatic: true, .. }]
    ));
    assert_eq!(change.order.status(minutes(5)), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_paid_while_pending_is_fulfilled_when_the_schedule_expires_the_upsell() {
    let shop = Shop::automatic();
    let order = pay(&shop.place(json!({"upsell": true})), "paid", &shop.at(minutes(5))).order();
    assert_eq!(order.status(minutes(5)), FulfilmentStatus::Pending);
    let change = expire(&order, &shop.at(the_hour_is_over())).change();
    assert!(matches!(
        change.events.as_slice(),
        [Event::UpsellExpired, Event::HoldReleased { .. }, Event::FulfilmentCreated { automatic: true, .. }]
    ));
    assert_eq!(change.order.status(the_hour_is_over()), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_paid_while_pending_is_fulfilled_with_what_the_customer_adds() {
    let shop = Shop::automatic();
    let order = shop.place(json!({"upsell": true, "payment": paid()}));
    assert_eq!(order.counts(noon()), [0, 4, 0, 0]);
    let order = complete(&order, &[mugs(2)], &shop.at(minutes(5))).order();
    assert_eq!(order.counts(minutes(5)), [0, 0, 6, 0]);
    assert_eq!(order.fulfilments().len(), 1);
}

#[test]
fn an_order_paid_while_held_is_fulfilled_when_the_last_hold_is_released() {
    let shop = Shop::automatic();
    let held = hold(&shop.place(json!({})), fo(1), &shop.at(minutes(1))).order();
    let held = hold(&held, fo(1), &shop.at(minutes(1))).order();
    let order = pay(&held, "paid", &shop.at(minutes(2))).order();
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::OnHold);
    let order = release_named(&order, fo(1), 2, &shop.at(minutes(3))).order();
    assert_eq!(order.status(minutes(3)), FulfilmentStatus::OnHold);
    let order = release(&order, fo(1), &shop.at(minutes(4))).order();
    assert_eq!(order.status(minutes(4)), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_paid_when_the_hour_is_over_is_fulfilled_at_once_though_nobody_wrote_that_down() {
    let shop = Shop::automatic();
    let order = pay(&shop.place(json!({"upsell": true})), "paid", &shop.at(the_hour_is_over())).order();
    assert_eq!(order.status(the_hour_is_over()), FulfilmentStatus::Fulfilled);
}

#[test]
fn what_is_moved_when_the_hour_is_over_is_fulfilled_by_itself_as_well() {
    let shop = Shop::automatic();
    let order = shop.place(json!({"upsell": true, "payment": paid()}));
    let order = move_to(&order, fo(1), "lund", &shop.at(the_hour_is_over())).order();
    assert_eq!(order.status(the_hour_is_over()), FulfilmentStatus::Fulfilled);
}

#[test]
fn an_order_refunded_or_voided_is_never_fulfilled_by_itself() {
    let shop = Shop::automatic();
    for status in ["refunded", "voided", "pending"] {
        let order = shop.place(json!({"payment": {"status": status}, "upsell": true}));
        let order = expire(&order, &shop.at(the_hour_is_over())).order();
        assert_eq!(order.counts(the_hour_is_over()), [4, 0, 0, 0], "{status}");
    }
    let bought = shop.place(json!({"payment": paid(), "upsell": true}));
    let refunded = pay(&bought, "refunded", &shop.at(minutes(5))).order();
    let released = release(&refunded, fo(1), &shop.at(minutes(6))).order();
    assert_eq!(released.counts(minutes(6)), [4, 0, 0, 0]);
}

#[test]
fn a_cancelled_automatic_fulfilment_stays_open_until_someone_fulfils_it_by_hand() {
    let shop = Shop::automatic();
    let placed = shop.place(json!({"payment": paid()}));
    let order = cancel(&placed, ful(1), &shop.at(minutes(1))).order();
    assert_eq!(order.counts(minutes(1)), [4, 0, 0, 0]);
    assert!(expire(&order, &shop.at(minutes(90))).is_unchanged());
    assert!(pay(&order, "paid", &shop.at(minutes(90))).is_unchanged());
    let by_hand = read(json!({"status": "paid", "source": "marked_as_paid"}));
    let said_by_another = Ok(waybill_domain::pay::pay(&order, by_hand, &shop.at(minutes(2)))).order();
    assert_eq!(said_by_another.counts(minutes(2)), [4, 0, 0, 0], "it was paid before");
    // F3: what is open can be fulfilled by hand, in part too.
    let one = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    assert_eq!(fulfil(&order, one, &shop.at(minutes(3))).order().counts(minutes(3)), [3, 0, 1, 0]);
}

#[test]
fn a_cancelled_order_is_never_fulfilled_by_itself() {
    let shop = Shop::automatic();
    let order = cancel_order(&shop.place(json!({"upsell": true})), &shop.at(minutes(1))).order();
    let order = pay(&order, "paid", &shop.at(the_hour_is_over())).order();
    assert_eq!(order.counts(the_hour_is_over()), [0, 0, 0, 4]);
    assert!(expire(&order, &shop.at(the_hour_is_over())).is_unchanged());
}

#[test]
fn automatic_digital_fulfils_downloads_and_gift_cards_and_leaves_the_goods() {
    let shop = Shop::automatic_digital();
    let order = shop.place(json!({"payment": paid(), "line_items": [mugs(3), pattern(), gift_card()]}));
    assert_eq!(order.counts(noon()), [3, 0, 2, 0]);
    assert_eq!(order.status(noon()), FulfilmentStatus::PartiallyFulfilled);
    assert!(order.parcels().is_empty());
    let goods_alone = shop.place(json!({"payment": paid(), "line_items": [mugs(3)]}));
    assert!(goods_alone.fulfilments().is_empty());
}

#[test]
fn manual_mode_fulfils_nothing_by_itself() {
    let shop = Shop::manual();
    let order = shop.place(json!({"payment": paid(), "upsell": true}));
    assert_eq!(complete(&order, &[], &shop.at(minutes(1))).order().counts(minutes(1)), [4, 0, 0, 0]);
}

// F8: several locations.

#[test]
fn the_location_first_in_the_settings_is_the_first_to_send() {
    let items = json!([mugs_at("lund", 1), mugs_at("umea", 1), mugs_at("kiruna", 1)]);
    let order = Shop::manual().shipping_from(&["kiruna", "umea", "lund"]).place(json!({"line_items": items}));
    assert_eq!(order.locations(), ["kiruna", "umea", "lund"]);
    let order = Shop::manual().shipping_from(&["lund", "kiruna", "umea"]).place(json!({"line_items": items}));
    assert_eq!(order.locations(), ["lund", "kiruna", "umea"]);
    let order = Shop::manual().place(json!({"line_items": items}));
    assert_eq!(order.locations(), ["lund", "umea", "kiruna"], "without settings, as they were ordered");
}

#[test]
fn an_item_that_names_no_location_goes_to_the_first() {
    assert_eq!(Shop::manual().shipping_from(&["lund", "umea"]).place(json!({})).locations(), ["lund"]);
    assert_eq!(Shop::manual().place(json!({})).locations(), ["default"]);
}

#[test]
fn a_location_that_the_store_does_not_have_is_refused() {
    let shop = Shop::manual().shipping_from(&["umea"]);
    let refusal = shop.try_place(json!({"line_items": [mugs(1), mugs_at("oslo", 1)]}), noon()).expect_err("no oslo");
    assert!(matches!(refusal, Refusal::Invalid { field, .. } if field == "line_items[1].location"));
}

#[test]
fn each_location_gets_a_fulfilment_of_its_own() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs_at("umea", 2), mugs_at("lund", 1)]}));
    let change = fulfil(&order, json!({}), &shop.at(minutes(1))).change();
    assert_eq!(fulfilments_made(&change.events), 2);
    let numbered = fulfil(&order, json!({"tracking": tracking(&["RR1"])}), &shop.at(minutes(1))).refusal();
    assert_eq!(numbered, Refusal::FulfilmentOrderRequired { locations: 2 });
    let named = json!({"fulfilment_order_id": "fo_2", "tracking": tracking(&["RR1"])});
    assert_eq!(fulfil(&order, named, &shop.at(minutes(1))).order().counts(minutes(1)), [2, 0, 1, 0]);
}

#[test]
fn one_line_is_taken_from_one_location_after_the_other() {
    let shop = Shop::manual();
    let split = sent_one_and_moved_the_rest(&shop);
    let order = cancel(&split, ful(1), &shop.at(minutes(3))).order();
    let three = json!({"line_items": [{"line_item_id": "li_1", "quantity": 2}]});
    let change = fulfil(&order, three, &shop.at(minutes(4))).change();
    let taken: Vec<_> =
        change.order.fulfilments().iter().filter(|made| made.is_live()).map(|made| made.lines().to_vec()).collect();
    assert_eq!(taken.iter().map(|lines| lines[0].1).collect::<Vec<_>>(), [1, 1], "1 from umea, then 1 from lund");
}

#[test]
fn one_line_is_taken_from_the_first_location_in_the_settings_also_after_a_move() {
    let shop = Shop::manual().shipping_from(&["lund", "umea"]);
    let order = shop.place(json!({"line_items": [mugs_at("umea", 3)]}));
    let one = || json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let order = fulfil(&order, one(), &shop.at(minutes(1))).order();
    let order = move_to(&order, fo(1), "lund", &shop.at(minutes(2))).order();
    let order = cancel(&order, ful(1), &shop.at(minutes(3))).order();
    let order = fulfil(&order, one(), &shop.at(minutes(4))).order();
    assert_eq!(order.fulfilment(ful(2)).expect("made").fulfilment_order(), fo(2), "lund is first");
}

// H1–H3: the upsell.

#[test]
fn the_upsell_is_pending_at_59_59_999_and_over_at_60_00_without_the_schedule() {
    let order = Shop::manual().place(json!({"upsell": true}));
    assert_eq!(order.status(last_moment_of_the_hour()), FulfilmentStatus::Pending);
    assert_eq!(order.counts(last_moment_of_the_hour()), [0, 4, 0, 0]);
    assert_eq!(order.status(the_hour_is_over()), FulfilmentStatus::Unfulfilled);
    assert_eq!(order.counts(the_hour_is_over()), [4, 0, 0, 0]);
}

#[test]
fn what_is_pending_can_be_fulfilled_at_60_00_and_not_before() {
    let shop = Shop::manual();
    let order = shop.place(json!({"upsell": true}));
    let refusal = fulfil(&order, json!({}), &shop.at(last_moment_of_the_hour())).refusal();
    assert_eq!(refusal, Refusal::FulfilmentOrderOnHold);
    let change = fulfil(&order, json!({}), &shop.at(the_hour_is_over())).change();
    assert!(matches!(
        change.events.as_slice(),
        [Event::UpsellExpired, Event::HoldReleased { .. }, Event::FulfilmentCreated { .. }]
    ));
}

#[test]
fn the_customer_can_answer_at_59_59_999_and_not_at_60_00() {
    let shop = Shop::manual();
    let order = shop.place(json!({"upsell": true}));
    assert_eq!(complete(&order, &[mugs(1)], &shop.at(the_hour_is_over())).refusal(), Refusal::UpsellExpired);
    let order = complete(&order, &[mugs(1)], &shop.at(last_moment_of_the_hour())).order();
    assert_eq!(order.counts(last_moment_of_the_hour()), [5, 0, 0, 0]);
    assert!(complete(&order, &[mugs(1)], &shop.at(minutes(600))).is_unchanged(), "the same answer, hours later");
    assert_eq!(complete(&order, &[mugs(2)], &shop.at(minutes(600))).refusal(), Refusal::UpsellExpired);
}

#[test]
fn the_schedule_writes_the_expiry_once_and_never_early() {
    let shop = Shop::manual();
    let order = shop.place(json!({"upsell": true}));
    assert!(expire(&order, &shop.at(last_moment_of_the_hour())).is_unchanged());
    let order = expire(&order, &shop.at(the_hour_is_over())).order();
    assert_eq!(order.expires_at(), None);
    assert!(expire(&order, &shop.at(minutes(61))).is_unchanged());
}

#[test]
fn the_hour_counts_from_when_the_order_was_placed_not_from_when_we_heard_of_it() {
    let shop = Shop::manual();
    let late = shop.try_place(json!({"upsell": true, "placed_at": noon()}), minutes(59)).expect("an order").order;
    assert_eq!(late.status(last_moment_of_the_hour()), FulfilmentStatus::Pending);
    assert_eq!(late.status(the_hour_is_over()), FulfilmentStatus::Unfulfilled);
    let too_late = shop.try_place(json!({"upsell": true, "placed_at": noon()}), the_hour_is_over()).expect("an order");
    assert_eq!(too_late.order.expires_at(), None);
    assert_eq!(too_late.events.len(), 1, "no hold was placed: {:?}", too_late.events);
}

#[test]
fn a_pending_order_can_be_held_beyond_its_hour() {
    let shop = Shop::manual();
    let order = hold(&shop.place(json!({"upsell": true})), fo(1), &shop.at(minutes(1))).order();
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::OnHold, "not by the upsell alone");
    assert_eq!(order.status(the_hour_is_over()), FulfilmentStatus::OnHold);
    let order = release(&order, fo(1), &shop.at(the_hour_is_over())).order();
    assert_eq!(order.status(the_hour_is_over()), FulfilmentStatus::Unfulfilled);
}

#[test]
fn an_order_is_pending_only_if_all_that_remains_waits_for_the_upsell() {
    let shop = Shop::manual();
    let order = shop.place(json!({"upsell": true, "line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}));
    assert_eq!(order.status(noon()), FulfilmentStatus::Pending);
    let one_freed = release(&order, fo(1), &shop.at(minutes(1))).order();
    assert_eq!(one_freed.status(minutes(1)), FulfilmentStatus::Unfulfilled);
    let one_sent = fulfil(&one_freed, json!({}), &shop.at(minutes(2))).order();
    assert_eq!(one_sent.status(minutes(2)), FulfilmentStatus::Pending);
    let one_held = hold(&one_freed, fo(1), &shop.at(minutes(2))).order();
    assert_eq!(one_held.status(minutes(2)), FulfilmentStatus::OnHold);
    assert_eq!(one_held.statuses(minutes(2)), [FulfilmentOrderStatus::OnHold, FulfilmentOrderStatus::Pending]);
}

// H4–H8: holds.

#[test]
fn an_order_with_something_ready_and_nothing_fulfilled_is_unfulfilled_not_on_hold() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}));
    let order = hold(&order, fo(1), &shop.at(minutes(1))).order();
    assert_eq!(order.status(minutes(1)), FulfilmentStatus::Unfulfilled);
    assert_eq!(order.counts(minutes(1)), [1, 1, 0, 0]);
    let order = fulfil(&order, json!({}), &shop.at(minutes(2))).order();
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::OnHold, "all that remains is held");
    assert_eq!(order.counts(minutes(2)), [0, 1, 1, 0]);
}

#[test]
fn the_last_of_several_holds_frees_the_fulfilment_order() {
    let shop = Shop::manual();
    let mut order = shop.place(json!({}));
    for _ in 0..3 {
        order = hold(&order, fo(1), &shop.at(minutes(1))).order();
    }
    let Refusal::HoldIdRequired { hold_ids } = release(&order, fo(1), &shop.at(minutes(2))).refusal() else {
        panic!("several stand, and none was named");
    };
    assert_eq!(hold_ids.len(), 3);
    order = release_named(&order, fo(1), 2, &shop.at(minutes(2))).order();
    order = release_named(&order, fo(1), 1, &shop.at(minutes(2))).order();
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::OnHold);
    assert!(release_named(&order, fo(1), 1, &shop.at(minutes(3))).is_unchanged(), "released already");
    assert_eq!(release_named(&order, fo(1), 4, &shop.at(minutes(3))).refusal(), Refusal::not_found("hold"));
    order = release(&order, fo(1), &shop.at(minutes(3))).order();
    assert_eq!(order.status(minutes(3)), FulfilmentStatus::Unfulfilled);
    order = hold(&order, fo(1), &shop.at(minutes(4))).order();
    assert!(release_named(&order, fo(1), 3, &shop.at(minutes(5))).is_unchanged(), "numbers are not used again");
    assert_eq!(order.status(minutes(5)), FulfilmentStatus::OnHold);
}

#[test]
fn what_is_held_is_offered_no_fulfilling() {
    let shop = Shop::manual();
    let order = hold(&shop.place(json!({})), fo(1), &shop.at(minutes(1))).order();
    let effective = order.at(minutes(1));
    let at = effective.fulfilment_order(fo(1)).expect("it");
    assert_eq!(at.supported_actions(), [SupportedAction::Hold, SupportedAction::Release]);
}

#[test]
fn what_is_fulfilled_cannot_be_held() {
    let shop = Shop::manual();
    let order = fulfil(&shop.place(json!({})), json!({}), &shop.at(minutes(1))).order();
    assert_eq!(hold(&order, fo(1), &shop.at(minutes(2))).refusal(), Refusal::NothingToFulfil);
    assert_eq!(hold(&order, fo(2), &shop.at(minutes(2))).refusal(), Refusal::not_found("fulfilment order"));
}

// C1–C5: cancelling a fulfilment.

#[test]
fn fulfil_then_cancel_leaves_the_order_as_it_was() {
    let shop = Shop::manual();
    let placed = shop.place(json!({}));
    let order = fulfil(&placed, json!({}), &shop.at(minutes(1))).order();
    let order = cancel(&order, ful(1), &shop.at(minutes(2))).order();
    assert_eq!(order.counts(minutes(2)), placed.counts(minutes(2)));
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::Unfulfilled);
    assert_eq!(order.at(minutes(2)).tracking_status(), None, "its parcels count no more");
    assert_eq!(fulfil(&order, json!({}), &shop.at(minutes(3))).order().counts(minutes(3)), [0, 0, 4, 0]);
}

#[test]
fn cancelling_a_fulfilment_of_a_cancelled_order_cancels_its_items() {
    let shop = Shop::manual();
    let order = fulfil(&shop.place(json!({})), json!({}), &shop.at(minutes(1))).order();
    let order = cancel_order(&order, &shop.at(minutes(2))).order();
    assert_eq!(order.counts(minutes(2)), [0, 0, 4, 0]);
    let order = cancel(&order, ful(1), &shop.at(minutes(3))).order();
    assert_eq!(order.counts(minutes(3)), [0, 0, 0, 4]);
    assert_eq!(order.statuses(minutes(3)), [FulfilmentOrderStatus::Cancelled]);
    assert_eq!(fulfil(&order, json!({}), &shop.at(minutes(4))).refusal(), Refusal::OrderCancelled);
}

#[test]
fn a_bought_label_must_be_voided_before_its_fulfilment_is_cancelled() {
    let shop = Shop::manual();
    let order = fulfil(&shop.place(json!({})), json!({}), &shop.at(minutes(1))).order();
    let order = record_label(&order, ful(1), "L1", &shop.at(minutes(2))).order();
    assert_eq!(cancel(&order, ful(1), &shop.at(minutes(3))).refusal(), Refusal::LabelNotVoided);
    assert_eq!(record_label(&order, ful(1), "L2", &shop.at(minutes(3))).refusal(), Refusal::LabelNotVoided);
    let order = void_label(&order, ful(1), &shop.at(minutes(3))).order();
    assert!(void_label(&order, ful(1), &shop.at(minutes(4))).is_unchanged());
    let again = record_label(&order, ful(1), "L2", &shop.at(minutes(4))).order();
    assert_eq!(cancel(&again, ful(1), &shop.at(minutes(5))).refusal(), Refusal::LabelNotVoided);
    let order = cancel(&order, ful(1), &shop.at(minutes(4))).order();
    assert_eq!(record_label(&order, ful(1), "L3", &shop.at(minutes(5))).refusal(), Refusal::FulfilmentCancelled);
}

#[test]
fn cancelling_twice_is_the_same_as_once() {
    let shop = Shop::manual();
    let order = fulfil(&shop.place(json!({})), json!({}), &shop.at(minutes(1))).order();
    let order = cancel(&order, ful(1), &shop.at(minutes(2))).order();
    assert!(cancel(&order, ful(1), &shop.at(minutes(3))).is_unchanged());
    let order = fulfil(&order, json!({}), &shop.at(minutes(4))).order();
    assert!(cancel(&order, ful(1), &shop.at(minutes(5))).is_unchanged(), "nor does it touch the next one");
    assert_eq!(order.counts(minutes(5)), [0, 0, 4, 0]);
}

#[test]
fn the_warning_says_that_no_parcel_is_stopped() {
    assert!(waybill_domain::cancel::WARNING.contains("does not stop a parcel"));
    assert!(waybill_domain::cancel::WARNING.contains("Contact that service"));
}

// Moving what is left to another location.

/// 3 mugs of which 1 was sent from umea; the other 2 are at lund.
fn sent_one_and_moved_the_rest(shop: &Shop) -> Order {
    let order = shop.place(json!({"line_items": [mugs_at("umea", 3)]}));
    let one = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let order = fulfil(&order, one, &shop.at(minutes(1))).order();
    move_to(&order, fo(1), "lund", &shop.at(minutes(2))).order()
}

/// What each fulfilment order has of the first line, and how much of that is fulfilled.
fn shares(order: &Order) -> Vec<(u32, u32)> {
    let sums = |at: &waybill_domain::effective::EffectiveFulfilmentOrder<'_>| {
        at.lines().iter().fold((0, 0), |(all, sent), line| (all + line.quantity, sent + line.fulfilled))
    };
    order.at(minutes(600)).fulfilment_orders().iter().map(sums).collect()
}

#[test]
fn a_move_leaves_what_was_sent_where_it_was_sent_from() {
    let shop = Shop::manual();
    let order = sent_one_and_moved_the_rest(&shop);
    assert_eq!(shares(&order), [(1, 1), (2, 0)]);
    assert_eq!(order.statuses(minutes(2)), [FulfilmentOrderStatus::Closed, FulfilmentOrderStatus::Open]);
    assert_eq!(order.status(minutes(2)), FulfilmentStatus::PartiallyFulfilled);
    let order = cancel(&order, ful(1), &shop.at(minutes(3))).order();
    assert_eq!(shares(&order), [(1, 0), (2, 0)], "cancelled, it is open where it was sent from");
}

#[test]
fn what_is_moved_joins_what_is_there_and_can_go_back() {
    let shop = Shop::manual();
    let order = cancel(&sent_one_and_moved_the_rest(&shop), ful(1), &shop.at(minutes(3))).order();
    let merged = move_to(&order, fo(1), "lund", &shop.at(minutes(4))).order();
    assert_eq!(shares(&merged), [(0, 0), (3, 0)]);
    let back = move_to(&merged, fo(2), "umea", &shop.at(minutes(5))).order();
    assert_eq!(shares(&back), [(3, 0), (0, 0)]);
    assert_eq!(back.at(minutes(5)).fulfilment_orders().len(), 2, "no location is listed twice");
    assert_eq!(fulfil(&back, json!({}), &shop.at(minutes(6))).order().counts(minutes(6)), [0, 0, 3, 0]);
}

#[test]
fn what_is_moved_to_a_held_location_is_held_there() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}));
    let order = hold(&order, fo(2), &shop.at(minutes(1))).order();
    assert_eq!(move_to(&order, fo(2), "umea", &shop.at(minutes(2))).refusal(), Refusal::FulfilmentOrderOnHold);
    let order = move_to(&order, fo(1), "lund", &shop.at(minutes(2))).order();
    assert_eq!(order.counts(minutes(2)), [0, 2, 0, 0]);
    assert_eq!(move_to(&order, fo(1), "kiruna", &shop.at(minutes(3))).refusal(), Refusal::NothingToFulfil);
}

// F9: tracking numbers after fulfilling.

/// An order of which everything was sent with these numbers.
fn sent_with(shop: &Shop, numbers: &[&str]) -> Order {
    fulfil(&shop.place(json!({})), json!({"tracking": tracking(numbers)}), &shop.at(minutes(1))).order()
}

/// The numbers of all parcels, with their generations.
fn numbers(order: &Order) -> Vec<(usize, Option<&str>, u32)> {
    let number = |parcel: &waybill_domain::tracking::Parcel| parcel.id.index() + 1;
    order
        .parcels()
        .iter()
        .map(|parcel| {
            (number(parcel), parcel.tracking.as_ref().map(|tracking| tracking.number.as_str()), parcel.generation)
        })
        .collect()
}

#[test]
fn a_fulfilment_of_goods_has_a_parcel_before_it_has_a_number() {
    let shop = Shop::manual();
    assert_eq!(numbers(&sent_with(&shop, &[])), [(1, None, 1)]);
    let digital = shop.place(json!({"line_items": [pattern()]}));
    assert!(fulfil(&digital, json!({}), &shop.at(minutes(1))).order().parcels().is_empty());
}

#[test]
fn the_untracked_parcel_is_given_the_first_number_and_the_next_one_is_added() {
    let shop = Shop::manual();
    let order = sent_with(&shop, &[]);
    let change = add_numbers(&order, ful(1), &["RR1", "RR2"], &shop.at(minutes(2))).change();
    assert_eq!(numbers(&change.order), [(1, Some("RR1"), 1), (2, Some("RR2"), 1)]);
    assert_eq!(change.events.len(), 2);
    let same = add_numbers(&change.order, ful(1), &["rr-1", "RR 2"], &shop.at(minutes(3)));
    assert!(same.is_unchanged(), "spelling does not make another number");
}

#[test]
fn a_second_number_never_replaces_the_first() {
    let shop = Shop::manual();
    let order = add_numbers(&sent_with(&shop, &["RR1"]), ful(1), &["RR2"], &shop.at(minutes(2))).order();
    assert_eq!(numbers(&order), [(1, Some("RR1"), 1), (2, Some("RR2"), 1)]);
}

#[test]
fn a_corrected_number_begins_a_new_generation_of_the_same_parcel() {
    let shop = Shop::manual();
    let order = sent_with(&shop, &["RR1", "RR2"]);
    let entries = [json!({"parcel_id": "par_1", "number": "RR9"}), json!({"number": "RR2"})];
    let change = replace_numbers(&order, ful(1), &entries, &shop.at(minutes(2))).change();
    assert_eq!(numbers(&change.order), [(1, Some("RR9"), 2), (2, Some("RR2"), 1)]);
    assert!(matches!(change.events.as_slice(), [Event::TrackingNumberCorrected { generation: 2, .. }]));
    assert!(replace_numbers(&change.order, ful(1), &entries, &shop.at(minutes(3))).is_unchanged());
}

#[test]
fn two_numbers_that_were_mixed_up_can_be_exchanged() {
    let shop = Shop::manual();
    let entries = [json!({"parcel_id": "par_1", "number": "RR2"}), json!({"parcel_id": "par_2", "number": "RR1"})];
    let order = replace_numbers(&sent_with(&shop, &["RR1", "RR2"]), ful(1), &entries, &shop.at(minutes(2))).order();
    assert_eq!(numbers(&order), [(1, Some("RR2"), 2), (2, Some("RR1"), 2)]);
}

#[test]
fn an_equal_number_keeps_its_parcel_wherever_it_stands_in_the_list() {
    let shop = Shop::manual();
    let entries = [json!({"number": "RR3"}), json!({"number": "rr 2"})];
    let order = replace_numbers(&sent_with(&shop, &["RR1", "RR2"]), ful(1), &entries, &shop.at(minutes(2))).order();
    assert_eq!(numbers(&order), [(2, Some("RR2"), 1), (3, Some("RR3"), 1)], "and the one that was left out goes");
}

#[test]
fn another_carrier_for_the_same_number_is_the_same_journey() {
    let shop = Shop::manual();
    let entries = [json!({"number": "RR1", "carrier": "PostNord"})];
    let change = replace_numbers(&sent_with(&shop, &["RR1"]), ful(1), &entries, &shop.at(minutes(2))).change();
    assert!(matches!(change.events.as_slice(), [Event::TrackingDetailsCorrected { .. }]));
    assert_eq!(change.order.parcel(1).generation, 1);
}

#[test]
fn an_emptied_list_leaves_one_untracked_parcel_for_goods_and_none_without() {
    let shop = Shop::manual();
    let order = replace_numbers(&sent_with(&shop, &["RR1", "RR2"]), ful(1), &[], &shop.at(minutes(2))).order();
    assert_eq!(numbers(&order), [(1, None, 2)]);
    assert!(replace_numbers(&order, ful(1), &[], &shop.at(minutes(3))).is_unchanged());
    let digital = shop.place(json!({"line_items": [pattern()]}));
    let digital = fulfil(&digital, json!({"tracking": tracking(&["RR1"])}), &shop.at(minutes(1))).order();
    assert!(replace_numbers(&digital, ful(1), &[], &shop.at(minutes(2))).order().parcels().is_empty());
}

#[test]
fn the_numbers_of_a_cancelled_fulfilment_are_history() {
    let shop = Shop::manual();
    let order = cancel(&sent_with(&shop, &["RR1"]), ful(1), &shop.at(minutes(2))).order();
    let moment = shop.at(minutes(3));
    assert_eq!(add_numbers(&order, ful(1), &["RR2"], &moment).refusal(), Refusal::FulfilmentCancelled);
    assert_eq!(replace_numbers(&order, ful(1), &[], &moment).refusal(), Refusal::FulfilmentCancelled);
    assert_eq!(numbers(&order), [(1, Some("RR1"), 1)]);
}

#[test]
fn a_parcel_of_another_fulfilment_is_no_parcel_of_this_one() {
    let shop = Shop::manual();
    let one = || json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let order = fulfil(&shop.place(json!({})), one(), &shop.at(minutes(1))).order();
    let order = fulfil(&order, one(), &shop.at(minutes(1))).order();
    let entries = [json!({"parcel_id": "par_1", "number": "RR1"})];
    assert_eq!(replace_numbers(&order, ful(2), &entries, &shop.at(minutes(2))).refusal(), Refusal::not_found("parcel"));
}

// P6, P8: what requires attention.

/// The rules that an order meets so long after it was placed.
fn rules(order: &Order, span: TimeDelta) -> Vec<Rule> {
    attention(&Summary::of(order), after(span)).into_iter().map(|found| found.rule).collect()
}

fn millisecond() -> TimeDelta {
    TimeDelta::milliseconds(1)
}

#[test]
fn p6_begins_after_45_days_and_not_at_them() {
    let order = sent_with(&Shop::manual(), &["RR1"]);
    assert_eq!(rules(&order, TimeDelta::days(45)), []);
    assert_eq!(rules(&order, TimeDelta::days(45) + millisecond()), [Rule::P6]);
}

#[test]
fn p6_is_for_goods_that_are_not_delivered() {
    let shop = Shop::manual();
    let late = TimeDelta::days(46);
    assert_eq!(rules(&sent_with(&shop, &[]), late), [Rule::P6], "also without a number");
    assert_eq!(rules(&with_parcels_delivered(&sent_with(&shop, &["RR1"])), late), []);
    let digital = shop.place(json!({"line_items": [pattern()]}));
    assert_eq!(rules(&fulfil(&digital, json!({}), &shop.at(minutes(1))).order(), late), []);
    let half = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    let partly = fulfil(&shop.place(json!({})), half, &shop.at(minutes(1))).order();
    assert_eq!(rules(&partly, late), [Rule::P8], "not wholly fulfilled");
}

#[test]
fn p6_never_counts_an_order_that_needs_no_shipping_even_if_it_was_given_a_number() {
    let shop = Shop::manual();
    let digital = shop.place(json!({"line_items": [pattern()]}));
    let digital = fulfil(&digital, json!({"tracking": tracking(&["RR1"])}), &shop.at(minutes(1))).order();
    assert_eq!(rules(&digital, TimeDelta::days(46)), []);
}

/// The order once a tracker has seen its parcels delivered, which is written by what follows parcels.
fn with_parcels_delivered(order: &Order) -> Order {
    let mut written = serde_json::to_value(order).expect("an order is JSON");
    for parcel in written["parcels"].as_array_mut().expect("parcels") {
        parcel["observed"]["condition"] = json!({"status": "delivered"});
    }
    serde_json::from_value(written).expect("an order")
}

#[test]
fn p8_begins_at_7_days_exactly() {
    let order = Shop::manual().place(json!({}));
    assert_eq!(rules(&order, TimeDelta::days(7) - millisecond()), []);
    assert_eq!(rules(&order, TimeDelta::days(7)), [Rule::P8]);
}

#[test]
fn p8_counts_what_is_held_and_says_so() {
    let shop = Shop::manual();
    let held = hold(&shop.place(json!({})), fo(1), &shop.at(minutes(1))).order();
    let week = after(TimeDelta::days(7));
    assert_eq!(attention(&Summary::of(&held), week)[0].reason, "On hold for 7 days.");
    assert_eq!(attention(&Summary::of(&shop.place(json!({}))), week)[0].reason, "Not fulfilled for 7 days.");
    assert_eq!(attention(&Summary::of(&held), week)[0].since, week);
}

#[test]
fn p8_is_over_once_everything_is_fulfilled_and_services_never_count() {
    let shop = Shop::manual();
    assert_eq!(rules(&sent_with(&shop, &["RR1"]), TimeDelta::days(8)), []);
    let service = shop.place(json!({"line_items": [crate::given::engraving()]}));
    assert_eq!(service.status(noon()), FulfilmentStatus::NotRequired);
    assert_eq!(rules(&service, TimeDelta::days(100)), []);
}

#[test]
fn cancelled_and_archived_orders_never_require_attention() {
    let shop = Shop::manual();
    for order in [shop.place(json!({})), sent_with(&shop, &["RR1"])] {
        assert_eq!(rules(&order, TimeDelta::days(100)).len(), 1);
        assert_eq!(rules(&cancel_order(&order, &shop.at(minutes(2))).order(), TimeDelta::days(100)), []);
        assert_eq!(rules(&archive(&order, &shop.at(minutes(2))).order(), TimeDelta::days(100)), []);
    }
}

// The rest of the order's life.

#[test]
fn a_report_of_a_payment_that_does_not_say_who_leaves_who_said_it_before() {
    let known: Payment = read(json!({"status": "pending", "source": "marked_as_paid"}));
    let report: PaymentReport = read(json!({"status": "paid"}));
    assert_eq!(report.on(known), read(json!({"status": "paid", "source": "marked_as_paid"})));
    let report: PaymentReport = read(json!({"status": "paid", "source": "gateway"}));
    assert_eq!(report.on(known), read(json!({"status": "paid", "source": "gateway"})));
}

#[test]
fn the_holds_of_a_cancelled_order_are_released() {
    let shop = Shop::automatic();
    let order = hold(&shop.place(json!({"payment": paid(), "upsell": true})), fo(1), &shop.at(minutes(1))).order();
    let change = cancel_order(&order, &shop.at(minutes(2))).change();
    assert!(matches!(
        change.events.as_slice(),
        [Event::OrderCancelled { quantity: 4, .. }, Event::HoldReleased { .. }, Event::HoldReleased { .. }]
    ));
    assert!(release_named(&change.order, fo(1), 2, &shop.at(minutes(3))).is_unchanged());
}

#[test]
fn what_happened_by_itself_is_told_apart_from_what_someone_did() {
    let shop = Shop::manual();
    let order = shop.place(json!({"upsell": true}));
    let change = archive(&order, &shop.at(the_hour_is_over())).change();
    assert!(matches!(
        change.events.split_at(change.by_itself),
        ([Event::UpsellExpired, Event::HoldReleased { .. }], [Event::OrderArchived])
    ));
    assert_eq!(archive(&order, &shop.at(last_moment_of_the_hour())).change().by_itself, 0);
}

#[test]
fn the_counts_of_an_order_are_whatever_the_status_says() {
    let order = Shop::manual().place(json!({"line_items": [mugs(3), pattern(), crate::given::engraving()]}));
    assert_eq!(order.counts(noon()), [4, 0, 0, 0], "services are not counted");
}

#[test]
fn redacting_erases_what_people_wrote_and_keeps_the_counts() {
    let shop = Shop::manual();
    let order =
        shop.place(json!({"email": "ada@example.com", "note": "for Ada", "metadata": {"k": "Ada"}, "phone": "+467"}));
    let redacted = redact(&order, &shop.at(minutes(1))).order();
    let kept = serde_json::to_string(&redacted).expect("JSON");
    assert!(!kept.contains("Ada") && !kept.contains("ada@example.com") && !kept.contains("+467"), "{kept}");
    assert_eq!(redacted.counts(minutes(1)), order.counts(minutes(1)));
    assert!(redact(&redacted, &shop.at(minutes(2))).is_unchanged());
}

#[test]
fn the_same_answer_to_the_upsell_changes_nothing_also_when_the_order_was_cancelled_since() {
    let shop = Shop::manual();
    let order = complete(&shop.place(json!({"upsell": true})), &[], &shop.at(minutes(1))).order();
    let order = cancel_order(&order, &shop.at(minutes(2))).order();
    assert!(complete(&order, &[], &shop.at(minutes(3))).is_unchanged());
}

#[test]
fn fulfilling_a_line_that_is_fulfilled_is_not_refused_because_of_a_hold_elsewhere() {
    let shop = Shop::manual();
    let order = shop.place(json!({"line_items": [mugs_at("umea", 1), mugs_at("lund", 1)]}));
    let order = fulfil(&order, json!({"fulfilment_order_id": "fo_1"}), &shop.at(minutes(1))).order();
    let order = hold(&order, fo(2), &shop.at(minutes(2))).order();
    let one = json!({"line_items": [{"line_item_id": "li_1", "quantity": 1}]});
    assert_ne!(fulfil(&order, one, &shop.at(minutes(3))).refusal(), Refusal::FulfilmentOrderOnHold);
}
