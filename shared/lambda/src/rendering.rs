//! A message as the customer gets it: the store's own template or the default one, with its links.

use chrono::{DateTime, Utc};
use waybill_domain::announce::Announcement;
use waybill_domain::id::StoreId;
use waybill_domain::language::Language;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::template::Template;
use waybill_domain::text::{EmailAddress, Locale};
use waybill_domain::{Order, Refusal};
use waybill_store::access::StoreRecord;
use waybill_store::secret::TokenPurpose;
use waybill_templates::{
    Broken, Facts, Links, MailTemplate, Segments, SmsTemplate, check_mail, check_sms, default_mail, default_sms,
    render_mail, render_sms,
};

/// What a message is rendered from.
#[derive(Clone, Copy, Debug)]
pub struct ToRender<'a> {
    /// What it is about.
    pub about: &'a Announcement,
    /// The order as it is now.
    pub order: &'a Order,
    /// Whose it is.
    pub store: &'a StoreId,
    /// The store's settings and secret.
    pub record: &'a StoreRecord,
    /// The store's own template, if it has one.
    pub template: Option<&'a Template>,
    /// What language it is in.
    pub language: Language,
    /// Where we are reached.
    pub public_url: &'a str,
    /// The instant.
    pub now: DateTime<Utc>,
}

/// A message, ready to go.
#[derive(Clone, Debug)]
pub enum Rendered {
    /// A mail.
    Mail {
        /// One line.
        subject: String,
        /// Its HTML part.
        html: String,
        /// Its text part.
        text: String,
        /// Where one click takes the customer out of updates, if it is one.
        unsubscribe: Option<String>,
    },
    /// An SMS.
    Sms {
        /// All of it.
        text: String,
        /// What it takes to send it.
        segments: Segments,
    },
}

/// The language in which a customer is told of their order: the checkout's, if it is one of ours.
#[must_use]
pub fn language_of(order: &Order) -> Language {
    order.locale().map(Locale::as_str).and_then(Language::of_tag).unwrap_or_default()
}

/// Renders a message.
///
/// # Errors
/// [`Broken`], where the template cannot be rendered for this order.
pub fn render(message: &ToRender<'_>) -> Result<Rendered, Broken> {
    let ToRender { about, order, store, record, template, language, public_url, now } = *message;
    let link =
        |path: &str, purpose| format!("{public_url}/{path}/{}", record.secret.order_token(purpose, store, order.id()));
    let unsubscribe = about.kind.is_update().then(|| link("unsubscribe", TokenPurpose::Unsubscribe));
    let messages = &record.settings.messages;
    let answers = messages.reply_to.as_ref().or(messages.sender.as_ref().map(|sender| &sender.address));
    let facts = Facts {
        order,
        settings: &record.settings,
        kind: about.kind,
        fulfilment: about.fulfilment,
        // An update tells of all numbers that came at once; news of a parcel, of its own alone.
        parcel: about.parcel.filter(|_| waybill_domain::policy::told_status(about.kind).is_some()),
        links: Links { status_page: link("status", TokenPurpose::StatusPage), unsubscribe: unsubscribe.clone() },
        language,
        sender_email: answers.map(EmailAddress::as_str),
        now,
    };
    match about.channel {
        Channel::Email => {
            let mail = render_mail(template.and_then(mail_template).as_ref(), &facts)?;
            Ok(Rendered::Mail { subject: mail.subject, html: mail.html, text: mail.text, unsubscribe })
        }
        Channel::Sms => {
            let sms = render_sms(template.and_then(sms_template).as_ref(), &facts)?;
            Ok(Rendered::Sms { segments: sms.segments(), text: sms.text })
        }
    }
}

/// Refuses a template that cannot be rendered (N5), with the line and the reason.
///
/// # Errors
/// [`Refusal::Invalid`], with the field.
pub fn check(template: &Template, kind: Kind, field: &str) -> Result<(), Refusal> {
    let mail = mail_template(template).map_or(Ok(()), |template| check_mail(&template, kind));
    let sms = sms_template(template).map_or(Ok(()), |template| check_sms(&template, kind));
    mail.and(sms).map_err(|broken| refusal(&broken, field))
}

/// What is wrong with a template, as a refusal.
pub(crate) fn refusal(broken: &Broken, field: &str) -> Refusal {
    let field = format!("{field}.{}", broken.part);
    Refusal::invalid(field, format!("cannot be rendered: line {}: {}", broken.line, broken.reason))
}

/// The default template of a message, whole: a merchant can begin from it.
#[must_use]
pub fn default_template(kind: Kind, channel: Channel, language: Language) -> Template {
    match channel {
        Channel::Email => {
            let MailTemplate { subject, html } = default_mail(kind, language);
            Template::Email { subject, html }
        }
        Channel::Sms => Template::Sms { text: default_sms(kind, language).text },
    }
}

fn mail_template(template: &Template) -> Option<MailTemplate> {
    match template {
        Template::Email { subject, html } => Some(MailTemplate { subject: subject.clone(), html: html.clone() }),
        Template::Sms { .. } => None,
    }
}

fn sms_template(template: &Template) -> Option<SmsTemplate> {
    match template {
        Template::Sms { text } => Some(SmsTemplate { text: text.clone() }),
        Template::Email { .. } => None,
    }
}
