//! Notifications in the manner of Shopify's: they render as they were pasted.

use serde_json::json;
use waybill_domain::fulfil::fulfil;
use waybill_domain::id::LineItemId;
use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_domain::{Moment, Outcome};
use waybill_templates::sample::Sample;
use waybill_templates::{check_mail, render_mail};

use crate::given::{html, mail, ordered};

const SHIPPING: &str = include_str!("shopify/shipping_confirmation.liquid");
const ORDER: &str = include_str!("shopify/order_confirmation.liquid");

#[test]
fn a_shipping_confirmation_renders_as_it_was_pasted() {
    check_mail(&mail(SHIPPING), Kind::ShippingConfirmation).expect("a template that may be saved");
    let sample = Sample::new(Language::En);
    let mail = render_mail(Some(&mail(SHIPPING)), &sample.facts(Kind::ShippingConfirmation)).expect("a mail");
    for said in [
        "The last items of your order are on the way",
        "PostNord tracking number",
        ">RR123456785SE</a>",
        "href=\"https://orders.example.com/status/umea.ord_",
        "Stoneware mug - Birch / 35 cl × 2",
        "Wool coaster, set of four × 1",
        "Ada Lindqvist<br/>Storgatan 14",
        "mailto:hello@umea-mugs.example.com",
    ] {
        assert!(mail.html.contains(said), "{said}\n{}", mail.html);
    }
}

#[test]
fn an_order_confirmation_renders_as_it_was_pasted() {
    check_mail(&mail(ORDER), Kind::OrderConfirmation).expect("a template that may be saved");
    let sample = Sample::new(Language::En);
    let mail = render_mail(Some(&mail(ORDER)), &sample.facts(Kind::OrderConfirmation)).expect("a mail");
    let html = mail.html.replace('\u{A0}', " ");
    for said in
        ["Hi Ada,", "249.00 kr", "498.00 kr", "Total: 781.00 SEK", "3 items", "Sunday", "November 1, 2026", "Paid"]
    {
        assert!(html.contains(said), "{said}\n{html}");
    }
}

#[test]
fn a_part_of_a_line_is_told_as_a_part_and_its_variant_is_named() {
    let template = "{% for line in fulfillment.fulfillment_line_items %}{{ line.quantity }}\
        {% if line.quantity < line.line_item.quantity %} of {{ line.line_item.quantity }}{% endif %}\
        {% if line.line_item.variant.title != 'Default Title' and line.line_item.bundle_parent? == false %} \
        {{- line.line_item.variant.title }}{% endif %};{% endfor %}";
    let mut sample = ordered(json!({"name": "#7", "line_items": [
        {"title": "Mug", "variant_title": " Blue", "quantity": 3}, {"title": "Towel", "quantity": 1},
    ]}));
    let line = |index| LineItemId::at(index).text(sample.order.id());
    let sent = json!({"line_items": [
        {"line_item_id": line(0), "quantity": 1}, {"line_item_id": line(1), "quantity": 1},
    ]});
    let moment = Moment { now: sample.now, actor: "test", settings: &sample.settings };
    let sent = fulfil(&sample.order, serde_json::from_value(sent).expect("input"), &moment);
    let Ok(Outcome::Changed(change)) = sent else { panic!("it is open") };
    sample.order = change.order;
    let mail = render_mail(Some(&mail(template)), &sample.facts(Kind::ShippingConfirmation)).expect("a mail");
    assert_eq!(mail.html, "1 of 3 Blue;1;");
}

#[test]
fn the_style_sheet_that_is_linked_to_is_put_in() {
    let html =
        html("<link rel=\"stylesheet\" href=\"/assets/notifications/styles.css\"><link href=\"x\"><p>{{ name }}");
    assert!(html.starts_with("<style>") && html.contains(".button__cell"), "{html}");
    assert!(html.ends_with("</style><link href=\"x\"><p>#1001"), "{html}");
}
