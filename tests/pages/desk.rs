//! The desk's pages, in every language: what each of them holds, and what it never does.

use std::collections::BTreeSet;

use serde_json::json;
use waybill_domain::language::Language;
use waybill_pages::desk::Desk;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::flash::{FieldProblem, Flash};
use waybill_pages::desk::orders::OrdersPage;

use crate::desk_given::Shop;
use crate::desk_shown::template_page;
use crate::given::read;

const EVIL: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title></textarea></style>";

#[test]
fn every_page_is_whole_in_every_language() {
    let shop = Shop::new();
    for language in Language::ALL {
        for (name, html) in shop.pages(language) {
            let said = format!("<html lang=\"{}\"", language.as_str());
            assert!(html.contains(&said) && html.ends_with("</html>"), "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} has one title");
            assert_eq!(html.matches("<main").count(), 1, "{name}");
        }
    }
}

#[test]
fn no_id_stands_twice_and_every_label_has_its_field() {
    for (name, html) in Shop::new().pages(Language::En) {
        let attributes = |attribute: &str| {
            let start = format!(" {attribute}=\"");
            html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect::<Vec<_>>()
        };
        let ids = attributes("id");
        let once: BTreeSet<_> = ids.iter().cloned().collect();
        assert_eq!(once.len(), ids.len(), "{name}: {ids:?}");
        for wanted in ["for", "aria-describedby", "form", "list"] {
            for id in attributes(wanted).iter().flat_map(|ids| ids.split(' ')) {
                assert!(once.contains(id), "{name}: {wanted}={id}");
            }
        }
    }
}

#[test]
fn nothing_is_inline_and_nothing_is_loaded_from_elsewhere() {
    for (name, html) in Shop::new().pages(Language::Sv) {
        for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let bare: String = tag.split('"').step_by(2).collect();
            assert!(!bare.contains(" on") && !bare.contains(" style="), "{name}: {tag}");
            assert!(!bare.starts_with("style") && !bare.starts_with("base"), "{name}: {tag}");
        }
        let loaded: Vec<_> = html.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(loaded.iter().all(|source| source.starts_with("/assets/")), "{name}: {loaded:?}");
    }
}

/// A shop in which everything that people write is hostile.
fn evil() -> Shop {
    let mut shop = Shop::new();
    shop.settings.name = read(json!(EVIL));
    shop.settings.locations = vec![read(json!("<script>alert(3)</script>"))];
    shop.settings.messages.status_page_notes = Some(read(json!(EVIL)));
    let at = shop.now;
    let settings = shop.settings.clone();
    let moment = waybill_domain::Moment { now: at, actor: EVIL, settings: &settings };
    for order in &mut shop.orders {
        let input = read(json!({
            "note": EVIL, "metadata": {"<script>": EVIL}, "customer": {"first_name": EVIL, "last_name": EVIL},
            "shipping_address": {"name": EVIL, "address1": EVIL, "city": EVIL}
        }));
        if let Ok(waybill_domain::Outcome::Changed(change)) = waybill_domain::amend::amend(order, input, &moment) {
            *order = change.order;
        }
    }
    shop
}

#[test]
fn hostile_text_is_inert_on_every_page() {
    let shop = evil();
    let address = Address::asked("/desk/orders", &format!("q={EVIL}&location={EVIL}&placed_from={EVIL}&cursor={EVIL}"));
    let flash = Flash {
        form: "amend".to_owned(),
        status: 400,
        code: EVIL.to_owned(),
        detail: EVIL.to_owned(),
        errors: vec![FieldProblem { field: EVIL.to_owned(), message: EVIL.to_owned() }],
        values: [("note:text".to_owned(), EVIL.to_owned())].into(),
        results: Vec::new(),
    };
    let desk = Desk { staff: EVIL, flash: Some(&flash), csrf: EVIL, nonce: EVIL, ..shop.desk(Language::Th, &address) };
    let listed = OrdersPage { orders: &shop.summaries(), next: Some(EVIL), problem: Some(EVIL) };
    let mut pages: Vec<_> = shop.pages(Language::En).into_iter().map(|(_, html)| html).collect();
    pages.push(listed.render(&desk).into_string());
    pages.push(shop.order_page(&desk, "#1044"));
    pages.push(shop.parcel_page(&desk, "#1038"));
    pages.push(template_page(&desk, EVIL));
    for html in pages {
        let scripts: Vec<_> = html.split("<script").skip(1).collect();
        assert_eq!(scripts.len(), 1, "the page's own script, and no other");
        assert!(scripts[0].starts_with(" src=\"/assets/"), "{}", scripts[0]);
        for broken in ["<img", "</title></textarea>", "onerror=alert(2)></title>"] {
            assert!(!html.contains(broken), "{broken}");
        }
        for attribute in [" href=\"", " action=\"", " formaction=\""] {
            for link in html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                let safe = ["https://", "/", "#", "data:image/svg+xml,"];
                assert!(safe.iter().any(|start| link.starts_with(start)) && !link.starts_with("//"), "{link}");
            }
        }
    }
}

#[test]
fn a_message_stands_in_a_frame_that_may_do_nothing() {
    let shop = Shop::new();
    let address = Address::of("/desk/settings/templates/delivered/email");
    let html = template_page(&shop.desk(Language::En, &address), "<p onclick=\"alert(1)\">hello</p><script>x</script>");
    assert!(html.contains("<iframe class=\"letter\" sandbox=\"\""));
    assert!(html.contains("srcdoc=\"&lt;p onclick=&quot;alert(1)&quot;&gt;hello"));
}

#[test]
fn a_packing_slip_has_no_price() {
    let shop = Shop::new();
    let (_, html) = shop.pages(Language::En).into_iter().find(|(name, _)| name == "slip").expect("a slip");
    assert!(html.contains("Stoneware mug") && html.contains("Storgatan 17"));
    assert!(!html.contains("1,234") && !html.contains("395"));
}

#[test]
fn the_code_stands_beside_its_order_in_every_list() {
    for (name, html) in Shop::new().pages(Language::En) {
        if name == "orders" || name == "tracking" {
            for number in ["RR123456785SE", "LX123456799CN"] {
                assert!(html.contains(&format!("<code>{number}</code></a>")), "{name}: {number} is a link");
                assert!(html.contains(&format!("aria-label=\"Retrack {number}\"")), "{name}");
            }
        }
    }
}

#[test]
fn every_figure_opens_its_orders() {
    let shop = Shop::new();
    let (_, html) = shop.pages(Language::En).into_iter().find(|(name, _)| name == "monitoring").expect("the page");
    assert_eq!(html.matches("<a class=\"figure\" href=\"/desk/orders?").count(), 4);
    // Three bars a day, each a link; and the same as a table.
    assert_eq!(html.matches("<rect class=\"bar\"").count(), 21);
    assert_eq!(html.matches("<th scope=\"row\"><time").count(), 7);
}

#[test]
fn an_address_keeps_what_was_asked_for() {
    let asked =
        Address::asked("/desk/tracking", "tracking_status=alert&tracking_status=expired&placed_from=&done=x&lang=sv");
    assert_eq!(asked.to_string(), "/desk/tracking?tracking_status=alert&tracking_status=expired");
    assert_eq!(
        asked.with("cursor", "a b").to_string(),
        "/desk/tracking?tracking_status=alert&tracking_status=expired&cursor=a+b"
    );
    assert_eq!(asked.without(&["tracking_status"]).to_string(), "/desk/tracking");
}
