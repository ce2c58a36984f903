//! Templates and the messages they make.

use std::borrow::Cow;

use waybill_domain::language::Language;
use waybill_domain::message::Kind;

use crate::broken::{Broken, Flaw, Part};
use crate::engine::Template;
use crate::facts::Facts;
use crate::scene::Manner;
use crate::sms::Sms;
use crate::{bounds, defaults, markup, plain, sample, stylesheet, values};

/// A mail's template: its subject and its HTML body, in Liquid. The text part is made from the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTemplate {
    /// One line.
    pub subject: String,
    /// The body.
    pub html: String,
}

/// An SMS's template, in Liquid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmsTemplate {
    /// The text.
    pub text: String,
}

/// A mail in both its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// One line, without anything that could end it.
    pub subject: String,
    /// What most programs show.
    pub html: String,
    /// The same for those that show text.
    pub text: String,
}

/// Checks a mail's template, as it is saved (N5): it can be read, and it renders a sample of what it is to tell within
/// its bounds.
///
/// # Errors
/// [`Broken`], saying where and why.
pub fn check_mail(template: &MailTemplate, kind: Kind) -> Result<(), Broken> {
    render_mail(Some(template), &sample::Sample::new(Language::default()).facts(kind)).map(drop)
}

/// Checks an SMS's template, as [`check_mail`] does.
///
/// # Errors
/// [`Broken`], saying where and why.
pub fn check_sms(template: &SmsTemplate, kind: Kind) -> Result<(), Broken> {
    render_sms(Some(template), &sample::Sample::new(Language::default()).facts(kind)).map(drop)
}

/// Makes a mail: from the merchant's template, or from the default one in the customer's language.
///
/// # Errors
/// [`Broken`] for a template that [`check_mail`] would refuse, and for one that this order takes beyond its bounds.
pub fn render_mail(template: Option<&MailTemplate>, facts: &Facts<'_>) -> Result<Mail, Broken> {
    let template = template.map_or_else(|| defaults::mail(facts.kind, facts.language), Cow::Borrowed);
    let read = |text: &str, part| Template::read(text).map_err(|flaw| flaw.within(part));
    let (subject, html) = (read(&template.subject, Part::Subject)?, read(&template.html, Part::Html)?);
    let values = values::of(facts);
    let render = |template: &Template, part| template.render(&values, manner(facts)).map_err(|flaw| flaw.within(part));
    let subject = one_line(&markup::plain(&render(&subject, Part::Subject)?));
    let html = stylesheet::put_in(&markup::html(&render(&html, Part::Html)?));
    let text = plain::of_html(&html);
    Ok(Mail { subject, html, text })
}

/// Makes an SMS: from the merchant's template, or from the default one in the customer's language.
///
/// # Errors
/// As [`render_mail`], and for a text of more than ten segments.
pub fn render_sms(template: Option<&SmsTemplate>, facts: &Facts<'_>) -> Result<Sms, Broken> {
    let template = template.map_or_else(|| defaults::sms(facts.kind, facts.language), Cow::Borrowed);
    let read = Template::read(&template.text);
    let rendered = read.and_then(|read| read.render(&values::of(facts), manner(facts)));
    let sms = Sms::new(&markup::plain(&rendered.map_err(|flaw| flaw.within(Part::Text))?));
    if sms.segments().count > bounds::SMS_SEGMENTS {
        let reason = format!("the message takes more than {} SMS", bounds::SMS_SEGMENTS);
        return Err(Flaw::new(1, reason).within(Part::Text));
    }
    Ok(sms)
}

fn manner(facts: &Facts<'_>) -> Manner {
    Manner {
        language: facts.language,
        currency: values::currency(facts.order),
        zone: facts.settings.time_zone,
        now: facts.now,
    }
}

/// Text in one line: nothing in it begins another header.
fn one_line(text: &str) -> String {
    let visible = text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    let line: String = visible.collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(bounds::SUBJECT_CHARACTERS).collect()
}
