//! The desk's forms: each sends what makes it safe, comes back with its problem in place, and is there only where it can
//! be used.

use waybill_domain::language::Language;
use waybill_domain::settings::Plan;
use waybill_pages::desk::Desk;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::flash::{Came, FieldProblem, Flash};
use waybill_pages::desk::orders::OrdersPage;
use waybill_pages::desk::settings::SettingsPage;
use waybill_pages::desk::tracking::TrackingPage;

use crate::desk_given::Shop;

/// The forms of a page that act.
fn acts(html: &str) -> Vec<&str> {
    let forms = html.split("<form ").skip(1).filter_map(|rest| rest.split("</form>").next());
    forms.filter(|form| form.starts_with("class=\"act")).collect()
}

#[test]
fn every_form_carries_the_token_where_it_leads_back_and_a_key_of_its_own() {
    for (name, html) in Shop::new().pages(Language::Nb) {
        let mut keys = Vec::new();
        for form in acts(&html) {
            for field in ["name=\"csrf\" value=\"c5rf\"", "name=\"back\" value=\"/desk", "name=\"form\" value=\""] {
                assert!(form.contains(field), "{name}: {field} in {form}");
            }
            assert!(form.contains("method=\"post\""), "{name}");
            if !form.contains("shared") {
                keys.push(form.split("name=\"idempotency_key\" value=\"").nth(1).and_then(|key| key.split('"').next()));
            }
        }
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert!(keys.iter().all(Option::is_some) && keys.len() == count, "{name}: {keys:?}");
    }
}

#[test]
fn a_key_that_may_only_look_has_nothing_to_press() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders");
    let desk = Desk { writes: false, ..shop.desk(Language::En, &address) };
    let listed = OrdersPage { orders: &shop.summaries(), next: None, problem: None }.render(&desk).into_string();
    for html in
        [listed, shop.order_page(&desk, "#1044"), shop.order_page(&desk, "#1045"), shop.parcel_page(&desk, "#1038")]
    {
        assert!(acts(&html).is_empty() && !html.contains("class=\"retrack\""));
    }
}

#[test]
fn what_cannot_be_done_has_no_form() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x");
    let of = |name: &str| shop.order_page(&shop.desk(Language::En, &address), name);
    let does = |html: &str, function: &str| html.contains(&format!("data-does=\"{function}\""));
    let held = of("#1045");
    assert!(
        does(&held, "release")
            && does(&held, "hold")
            && !does(&held, "fulfil")
            && !does(&held, "move_fulfilment_order")
    );
    let pending = of("#1048");
    assert!(does(&pending, "complete") && does(&pending, "release") && !does(&pending, "fulfil"));
    let partly = of("#1044");
    assert!(
        does(&partly, "fulfil")
            && does(&partly, "cancel")
            && does(&partly, "record_label")
            && !does(&partly, "complete")
    );
    let cancelled = of("#1036");
    assert!(
        !does(&cancelled, "fulfil")
            && !does(&cancelled, "hold")
            && !does(&cancelled, "cancel_order")
            && does(&cancelled, "archive")
    );
}

#[test]
fn cancelling_says_how_much_it_takes_back_and_what_it_does_not_stop() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x");
    let html = shop.order_page(&shop.desk(Language::En, &address), "#1044");
    assert!(html.contains("Cancel fulfilment of 2 items"));
    assert!(html.contains("This stops no parcel that a carrier or a fulfilment service already has."));
}

#[test]
fn retrack_comes_first_and_a_status_by_hand_last() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x/parcels/y");
    let html = shop.parcel_page(&shop.desk(Language::En, &address), "#1038");
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("data-kind=\"whole\"") < at("Correct tracking numbers"));
    assert!(at("Correct tracking numbers") < at("Set tracking status manually"));
}

#[test]
fn a_problem_stands_in_its_form_with_what_was_typed() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x");
    let flash = Flash {
        form: "hold-1".to_owned(),
        status: 400,
        code: "invalid_request".to_owned(),
        detail: "note must be at most 5000 characters".to_owned(),
        errors: vec![
            FieldProblem { field: "note".to_owned(), message: "must be shorter".to_owned() },
            FieldProblem { field: "elsewhere".to_owned(), message: "must not be".to_owned() },
        ],
        values: [("note".to_owned(), "a note that was typed".to_owned()), ("reason".to_owned(), "other".to_owned())]
            .into(),
        results: Vec::new(),
    };
    let desk = Desk { flash: Some(&flash), ..shop.desk(Language::Sv, &address) };
    let html = shop.order_page(&desk, "#1046");
    let form = acts(&html).into_iter().find(|form| form.contains("id=\"hold-1\"")).expect("the form").to_owned();
    assert!(form.contains("Något i formuläret är inte rätt") && form.contains("must be shorter"));
    assert!(form.contains(">a note that was typed</textarea>") && form.contains("value=\"other\" selected"));
    assert!(form.contains("<code>elsewhere</code>: must not be") && !form.contains("<code>note</code>"));
    assert!(html.contains("<details class=\"fold\" id=\"fold-hold-1\" open>"));
    assert_eq!(html.matches("must be shorter").count(), 1);
}

#[test]
fn a_problem_of_a_form_that_is_gone_is_told_all_the_same() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x");
    let flash =
        Flash { form: "fulfil-1".to_owned(), status: 409, code: "nothing_to_fulfil".to_owned(), ..Flash::default() };
    let desk = Desk { flash: Some(&flash), ..shop.desk(Language::En, &address) };
    let gone = shop.order_page(&desk, "#1043");
    assert!(!gone.contains("id=\"fulfil-1\"") && gone.matches("Nothing is left to fulfil</p>").count() == 1);
    let there = shop.order_page(&desk, "#1046");
    assert!(there.contains("id=\"fulfil-1\"") && there.matches("Nothing is left to fulfil</p>").count() == 1);
}

#[test]
fn what_came_of_many_is_told_one_by_one() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders");
    let listed = shop.order("#1044").id().to_string();
    let failed = Came::Order { id: listed, problem: Some("nothing_to_fulfil".to_owned()) };
    let well = Came::Order { id: "ord_2".to_owned(), problem: None };
    let flash = Flash { form: "bulk".to_owned(), status: 200, results: vec![failed, well], ..Flash::default() };
    let desk = Desk { flash: Some(&flash), ..shop.desk(Language::En, &address) };
    let html = OrdersPage { orders: &shop.summaries(), next: None, problem: None }.render(&desk).into_string();
    assert!(html.contains("1 fulfilled, 1 not fulfilled") && html.contains("#1044</a> Nothing is left to fulfil"));
}

#[test]
fn a_problem_that_speaks_to_programs_is_put_in_words_for_people_alone() {
    let shop = Shop::new();
    let address = Address::of("/desk/orders/x");
    let of = |code: &str| {
        let flash = Flash {
            form: "hold-1".to_owned(),
            status: 403,
            code: code.to_owned(),
            detail: "Send an API key.".to_owned(),
            ..Flash::default()
        };
        shop.order_page(&Desk { flash: Some(&flash), ..shop.desk(Language::Nb, &address) }, "#1046")
    };
    let signed_out = of("unauthenticated");
    assert!(signed_out.contains("Du ble logget ut") && !signed_out.contains("Send an API key."));
    assert!(of("strange_form").contains("Siden er fra en tidligere økt"));
    assert!(of("limit_reached").contains("Send an API key."), "what the API says of an order is kept");
}

#[test]
fn what_is_secret_is_not_shown_to_who_has_just_typed_it() {
    let mut shop = Shop::new();
    shop.settings.tracking_service = None;
    let address = Address::of("/desk/settings");
    let key = ("tracking_service.key".to_owned(), "a secret that was typed".to_owned());
    let url = ("tracking_service.url:text".to_owned(), "not an address".to_owned());
    let flash =
        Flash { form: "settings-service".to_owned(), status: 400, values: [key, url].into(), ..Flash::default() };
    let desk = Desk { flash: Some(&flash), ..shop.desk(Language::En, &address) };
    let html = SettingsPage { own_templates: &[], webhook_url: None }.render(&desk).into_string();
    assert!(html.contains("not an address") && !html.contains("a secret that was typed"));
}

#[test]
fn a_status_by_hand_takes_whatever_a_status_may_carry() {
    let shop = Shop::new();
    let html = shop.parcel_page(&shop.desk(Language::En, &Address::of("/desk/orders/x/parcels/y")), "#1038");
    for word in ["at_pickup_point", "out_for_delivery", "returning", "prohibited_goods", "restricted_import"] {
        assert_eq!(html.matches(&format!("<option value=\"{word}\"")).count(), 1, "{word}");
    }
}

#[test]
fn a_plan_without_tracking_says_so_and_shows_the_rest() {
    let mut shop = Shop::new();
    shop.settings.plan = Plan::Basic;
    let address = Address::of("/desk/tracking");
    let desk = shop.desk(Language::En, &address);
    let tracked = TrackingPage { orders: &[], next: None, problem: None }.render(&desk).into_string();
    assert!(tracked.contains("Your plan does not include this") && !tracked.contains("tracking_status"));
    let order = shop.order_page(&desk, "#1041");
    assert!(
        !order.contains("class=\"retrack\"")
            && !order.contains("data-status=\"undelivered\"")
            && order.contains("LX123456785CN")
    );
}
