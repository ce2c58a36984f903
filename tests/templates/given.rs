//! What the tests start from: the sample order, and templates of one line.

use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_domain::place::place;
use waybill_domain::{Moment, Order};
use waybill_templates::sample::Sample;
use waybill_templates::{Broken, Facts, Mail, MailTemplate, SmsTemplate, render_mail, render_sms};

pub fn mail(html: &str) -> MailTemplate {
    MailTemplate { subject: "Order {{ name }}".to_owned(), html: html.to_owned() }
}

pub fn sms(text: &str) -> SmsTemplate {
    SmsTemplate { text: text.to_owned() }
}

/// A shipping confirmation's body, made from this template.
pub fn html(template: &str) -> String {
    try_html(template).expect("a template that renders")
}

pub fn try_html(template: &str) -> Result<String, Broken> {
    let sample = Sample::new(Language::En);
    render_mail(Some(&mail(template)), &sample.facts(Kind::ShippingConfirmation)).map(|mail| mail.html)
}

/// The same, as an SMS: nothing is escaped.
pub fn text(template: &str) -> String {
    let sample = Sample::new(Language::En);
    render_sms(Some(&sms(template)), &sample.facts(Kind::ShippingConfirmation)).expect("a template that renders").text
}

/// Why a template is refused, with its line.
#[track_caller]
pub fn refused(template: &str) -> (u32, String) {
    let broken = waybill_templates::check_mail(&mail(template), Kind::ShippingConfirmation).expect_err(template);
    (broken.line, broken.reason)
}

/// The default mail of a kind.
pub fn default(facts: &Facts<'_>) -> Mail {
    render_mail(None, facts).expect("a default that renders")
}

/// The sample with this order in its place.
pub fn ordered(order: serde_json::Value) -> Sample {
    let mut sample = Sample::new(Language::En);
    let moment = Moment { now: sample.now, actor: "test", settings: &sample.settings };
    let input = serde_json::from_value(order).expect("an order");
    let placed: Order = place(sample.order.id().clone(), input, &moment).expect("placed").order;
    sample.order = placed;
    sample
}
