//! A mail between its request and the outbox: what SES checks before it takes it, and what it makes of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::super::message::{Channel, Delivery, Header, Message};
use super::super::reply::random_id;
use super::mailbox::Mailbox;
use super::raw;
use super::refused::Refused;
use super::request::{Content, Destination, Field, SendEmail, Simple, Text};

/// Those one mail may go to, all in all.
const RECIPIENTS: usize = 50;

/// What a mail may be as large as, attachments and their encoding included, in bytes.
const SIZE: usize = 40 * 1024 * 1024;

/// Fields that may be added to the head.
const HEADERS: usize = 15;

/// What such a field's name may be as long as.
const HEADER_NAME: usize = 126;

/// What its value may be as long as; with the name, one more.
const HEADER_VALUE: usize = 995;

/// Fields that SES writes itself.
const OWN_HEADERS: [&str; 12] = [
    "bcc",
    "cc",
    "content-disposition",
    "content-type",
    "date",
    "from",
    "message-id",
    "mime-version",
    "reply-to",
    "return-path",
    "subject",
    "to",
];

/// A mail that can be sent.
#[derive(Debug)]
pub struct Letter {
    /// The sender.
    pub from: Mailbox,
    /// Those it is for.
    pub to: Vec<Mailbox>,
    /// Those it is copied to.
    pub cc: Vec<Mailbox>,
    /// Those it is copied to without being told.
    pub bcc: Vec<Mailbox>,
    /// Where answers go.
    pub reply_to: Vec<Mailbox>,
    /// What is in it.
    pub inside: Inside,
}

/// What is in a mail.
#[derive(Debug, Default)]
pub struct Inside {
    /// The subject.
    pub subject: String,
    /// The body as HTML.
    pub html: Option<String>,
    /// The body as text.
    pub text: Option<String>,
    /// The fields of the head beside SES's own; all of them, for a mail that came as one piece.
    pub headers: Vec<Header>,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// The whole mail, if it came as one piece.
    pub raw: Option<String>,
    /// What all of it takes, in bytes.
    pub size: usize,
}

impl Letter {
    /// The mail of a request.
    ///
    /// # Errors
    /// When SES would not take it, whoever sends it.
    pub fn of(request: SendEmail) -> Result<Self, Refused> {
        let SendEmail { from_email_address, destination, reply_to_addresses, content, .. } = request;
        let from = from_email_address.as_deref().map(Mailbox::read).transpose()?;
        let reply_to = all(&reply_to_addresses)?;
        let letter = match content {
            Content { simple: Some(simple), raw: None, template: None } => {
                let from = from.ok_or_else(|| bad("Missing required header 'From'."))?;
                let Destination { to, cc, bcc } = destination;
                let (to, cc, bcc) = (all(&to)?, all(&cc)?, all(&bcc)?);
                Self { from, to, cc, bcc, reply_to, inside: parts(simple)? }
            }
            Content { simple: None, raw: Some(raw), template: None } => {
                raw::letter(&raw.data, from, &destination, reply_to)?
            }
            Content { simple: None, raw: None, template: Some(template) } => {
                return Err(Refused::NoTemplate(template.template_name));
            }
            _ => return Err(bad("Exactly one of Simple, Raw and Template must be the Content.")),
        };
        letter.within_bounds()
    }

    /// Those it goes to.
    pub fn recipients(&self) -> impl Iterator<Item = &Mailbox> {
        self.to.iter().chain(&self.cc).chain(&self.bcc)
    }

    /// The message that it becomes.
    #[must_use]
    pub fn sent(
        self,
        at: DateTime<Utc>,
        region: &str,
        tags: BTreeMap<String, String>,
        configuration_set: Option<String>,
        deliveries: Vec<Delivery>,
    ) -> Message {
        let id = message_id(at);
        let headers = if self.inside.raw.is_some() { self.inside.headers.clone() } else { self.head(&id, at, region) };
        let texts = |mailboxes: &[Mailbox]| mailboxes.iter().map(Mailbox::to_string).collect();
        Message {
            id,
            channel: Channel::Email,
            at,
            from: Some(self.from.to_string()),
            to: texts(&self.to),
            cc: texts(&self.cc),
            bcc: texts(&self.bcc),
            reply_to: texts(&self.reply_to),
            subject: Some(self.inside.subject),
            html: self.inside.html,
            text: self.inside.text,
            headers,
            tags,
            configuration_set,
            attachments: self.inside.attachments,
            deliveries,
            raw: self.inside.raw,
        }
    }

    /// The head that SES writes.
    fn head(&self, id: &str, at: DateTime<Utc>, region: &str) -> Vec<Header> {
        let list = |mailboxes: &[Mailbox]| mailboxes.iter().map(Mailbox::to_string).collect::<Vec<_>>().join(", ");
        let addressed = [("To", &self.to), ("Cc", &self.cc), ("Reply-To", &self.reply_to)];
        let addressed = addressed.into_iter().filter(|(_, mailboxes)| !mailboxes.is_empty());
        let mut head = vec![Header::new("From", self.from.to_string())];
        head.extend(addressed.map(|(name, mailboxes)| Header::new(name, list(mailboxes))));
        head.push(Header::new("Subject", self.inside.subject.as_str()));
        head.extend(self.inside.headers.iter().cloned());
        head.push(Header::new("Date", at.to_rfc2822()));
        head.push(Header::new("Message-ID", format!("<{id}@{region}.amazonses.com>")));
        head.push(Header::new("MIME-Version", "1.0"));
        head
    }

    fn within_bounds(self) -> Result<Self, Refused> {
        match self.recipients().count() {
            0 => Err(bad("Missing final '@domain': there is no recipient.")),
            1..=RECIPIENTS if self.inside.size <= SIZE => Ok(self),
            1..=RECIPIENTS => {
                Err(bad(&format!("Message length is more than {SIZE} bytes long: '{}'.", self.inside.size)))
            }
            _ => Err(bad(&format!("Recipient count exceeds {RECIPIENTS}."))),
        }
    }
}

/// Each of a list of addresses.
///
/// # Errors
/// When one is none.
pub fn all(addresses: &[String]) -> Result<Vec<Mailbox>, Refused> {
    addresses.iter().map(|address| Mailbox::read(address)).collect()
}

fn parts(simple: Simple) -> Result<Inside, Refused> {
    let subject = simple.subject.ok_or_else(|| bad("Missing required field: Subject."))?.arriving();
    if subject.contains(['\r', '\n']) {
        return Err(bad("Header value contains a line break: 'Subject'."));
    }
    let (html, text) = (simple.body.html.map(Text::arriving), simple.body.text.map(Text::arriving));
    if html.is_none() && text.is_none() {
        return Err(bad("Missing required field: Body must have Html, Text or both."));
    }
    let attached: usize = simple.attachments.iter().map(|file| file.raw_content.len()).sum();
    let headers = fields(simple.headers)?;
    let written: usize = headers.iter().map(|header| header.name.len() + header.value.len()).sum();
    let said = subject.len() + html.as_ref().map_or(0, String::len) + text.as_ref().map_or(0, String::len);
    let attachments = simple.attachments.into_iter().map(|file| file.file_name).collect();
    Ok(Inside { subject, html, text, headers, attachments, raw: None, size: attached + written + said })
}

fn fields(fields: Vec<Field>) -> Result<Vec<Header>, Refused> {
    if fields.len() > HEADERS {
        return Err(bad(&format!("Headers must have at most {HEADERS} members.")));
    }
    fields.into_iter().map(|Field { name, value }| field(name, value)).collect()
}

fn field(name: String, value: String) -> Result<Header, Refused> {
    let named = !name.is_empty() && name.len() <= HEADER_NAME;
    if !named || !name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':') {
        return Err(bad(&format!("Invalid header name <{name}>.")));
    }
    if OWN_HEADERS.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(bad(&format!("Header <{name}> cannot be set: it is written by Amazon SES.")));
    }
    let printable = value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if value.is_empty() || value.len() > HEADER_VALUE || name.len() + value.len() > HEADER_VALUE + 1 || !printable {
        return Err(bad(&format!("Invalid header value for <{name}>.")));
    }
    Ok(Header { name, value })
}

/// An id in the form of SES's: when, something random, and a counter that nobody has seen count.
fn message_id(at: DateTime<Utc>) -> String {
    format!("0110{:012x}-{}-000000", at.timestamp_millis(), random_id())
}

fn bad(why: &str) -> Refused {
    Refused::BadRequest(why.to_owned())
}
