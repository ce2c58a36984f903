//! Every way in which an order can stand, as a customer may find it.

use serde_json::json;
use waybill_domain::condition::{Detail, Reason, TrackingStatus};

use crate::given::{Story, because, is, mug, way_and};

use TrackingStatus::{Alert, Delivered, Expired, InTransit, PickUp, Returned, Undelivered, Unrecognized};

/// The plain ones first.
pub fn all() -> Vec<Story> {
    let mut stories = plain();
    stories.extend(several());
    stories.extend(troubled());
    stories
}

fn sent(name: &'static str) -> Story {
    Story::placed(name, json!({})).sent("PostNord", "RR123456785SE")
}

fn plain() -> Vec<Story> {
    let download = json!({"title": "Knitting pattern", "quantity": 1, "kind": "digital", "download_url": "https://files.example/p.pdf"});
    let digital =
        json!({"line_items": [download, json!({"title": "Gift card 500 kr", "quantity": 1, "kind": "gift_card"})]});
    let mut noted = sent("noted").scanned(1, &way_and(&[]), Some("2026-11-05"));
    noted.notes = vec!["We are closed 23–27 December.\nWhat you order then is sent on the 28th.".to_owned()];
    vec![
        Story::placed("placed", json!({})),
        Story::placed(
            "placed-with-service",
            json!({"line_items": [mug(1), {"title": "Engraving", "quantity": 1, "kind": "service"}]}),
        ),
        Story::placed("held", json!({})).held(),
        Story::placed("upsell", json!({"upsell": true})).minutes_later(20),
        Story::placed("cancelled", json!({})).cancelled(),
        sent("just-sent").reported(TrackingStatus::Pending),
        sent("on-its-way").scanned(1, &way_and(&[]), Some("2026-11-05")),
        noted,
        sent("out-for-delivery").scanned(
            1,
            &way_and(&[(93, "Umeå, SE", "Out for delivery", is(PickUp))]),
            Some("2026-11-05"),
        ),
        sent("ready-to-collect").scanned(
            1,
            &way_and(&[(93, "Umeå, SE", "Ready to be collected", because(PickUp, None, Some(Detail::AtPickupPoint)))]),
            None,
        ),
        sent("attempted").scanned(
            1,
            &way_and(&[
                (93, "Umeå, SE", "Out for delivery", is(PickUp)),
                (96, "Umeå, SE", "Nobody was at home", because(Undelivered, Some(Reason::RecipientUnavailable), None)),
            ]),
            None,
        ),
        sent("delivered").scanned(
            1,
            &way_and(&[
                (93, "Umeå, SE", "Out for delivery", is(PickUp)),
                (97, "Umeå, SE", "Delivered, signed by ADA LOVELACE", is(Delivered)),
            ]),
            None,
        ),
        Story::placed("digital-waiting", digital.clone()),
        Story::placed("digital-sent", digital).fulfilled(1, json!({})),
        sent("unsupported"),
        Story::placed("no-number", json!({})).fulfilled(20, json!({})),
    ]
}

fn several() -> Vec<Story> {
    let one_of = |line: u32, number: &str, carrier: &str| json!({"line_items": [{"line_item_id": line, "quantity": 1}], "tracking": [{"number": number, "carrier": carrier}]});
    let three = json!({"line_items": [mug(3), {"title": "Tea towel, linen", "quantity": 2}, {"title": "Wooden tray", "quantity": 1}]});
    let begun = |name| Story::placed(name, three.clone()).fulfilled(20, one_of(1, "RR123456785SE", "PostNord"));
    let delivered =
        way_and(&[(93, "Umeå, SE", "Out for delivery", is(PickUp)), (97, "Umeå, SE", "Delivered", is(Delivered))]);
    let two = json!({"tracking": [{"number": "RR123456785SE", "carrier": "PostNord"}, {"number": "1Z999AA10123456784", "carrier": "UPS"}]});
    vec![
        begun("partly-sent").scanned(1, &way_and(&[]), Some("2026-11-05")),
        begun("partly-delivered").scanned(1, &delivered, None),
        begun("two-fulfilments")
            .fulfilled(44, one_of(2, "JJD000390007882831234", "DHL"))
            .scanned(1, &delivered, None)
            .scanned(
                2,
                &[
                    (60, "Leipzig, DE", "Departed", is(InTransit)),
                    (110, "Stockholm, SE", "Held by customs", because(Alert, Some(Reason::HeldByCustoms), None)),
                ],
                None,
            ),
        Story::placed("two-parcels", json!({}))
            .fulfilled(20, two)
            .scanned(1, &way_and(&[]), Some("2026-11-05"))
            .scanned(2, &[(60, "Leipzig, DE", "Departed", is(InTransit))], Some("2026-11-09")),
        begun("partly-cancelled").scanned(1, &way_and(&[]), None).cancelled(),
    ]
}

fn troubled() -> Vec<Story> {
    let alert = |name, reason, detail| {
        sent(name).scanned(1, &way_and(&[(120, "Umeå, SE", "Exception", because(Alert, reason, detail))]), None)
    };
    let attempt = |name, reason| {
        sent(name).scanned(1, &way_and(&[(96, "Umeå, SE", "Not delivered", because(Undelivered, reason, None))]), None)
    };
    let customs = Some(Reason::HeldByCustoms);
    vec![
        alert("alert", None, None),
        alert("alert-refused", Some(Reason::RefusedByRecipient), None),
        alert("alert-address", Some(Reason::AddressIncorrect), None),
        alert("alert-retention", Some(Reason::RetentionPeriodOver), None),
        alert("alert-absent", Some(Reason::RecipientAbsent), None),
        alert("alert-customs", customs, None),
        alert("alert-prohibited", customs, Some(Detail::ProhibitedGoods)),
        alert("alert-restricted", customs, Some(Detail::RestrictedImport)),
        alert("alert-damaged", Some(Reason::DamagedOrLost), None),
        alert("returning", None, Some(Detail::Returning)),
        attempt("attempted-plain", None),
        attempt("attempted-delayed", Some(Reason::DelayedOrRescheduled)),
        attempt("attempted-later", Some(Reason::LaterDeliveryRequested)),
        attempt("attempted-address", Some(Reason::AddressNotFound)),
        attempt("attempted-rural", Some(Reason::RuralOrRemoteArea)),
        sent("expired").scanned(1, &way_and(&[(1_000, "", "Expired", is(Expired))]), None),
        sent("unrecognized").reported(Unrecognized),
        sent("returned").scanned(
            1,
            &way_and(&[
                (97, "Umeå, SE", "Delivered", is(Delivered)),
                (300, "Gothenburg, SE", "Returned to the sender", is(Returned)),
            ]),
            None,
        ),
    ]
}
