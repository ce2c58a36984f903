//! Notifications in the manner of Shopify's: they render as they were pasted.

use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_templates::sample::Sample;
use waybill_templates::{check_mail, render_mail};

use crate::given::mail;

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
