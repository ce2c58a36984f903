//! A mail that comes as one piece, as it goes over the wire: read for its head and its parts.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail_parser::{Address, MessageParser, MimeHeaders, PartType};

use super::super::message::Header;
use super::letter::{Inside, Letter, all};
use super::mailbox::Mailbox;
use super::refused::Refused;
use super::request::Destination;

/// What a line may be as long as (RFC 5321), its end included.
const LINE: usize = 1_000;

/// The mail, sent by whom the request names, else by whom its head does; and so with those it is for.
///
/// # Errors
/// When it cannot be read, or lacks what a mail must have.
pub fn letter(
    data: &str,
    from: Option<Mailbox>,
    destination: &Destination,
    reply_to: Vec<Mailbox>,
) -> Result<Letter, Refused> {
    let bytes = STANDARD.decode(data).map_err(|error| Refused::Unreadable(error.to_string()))?;
    if bytes.split(|byte| *byte == b'\n').any(|line| line.len() > LINE) {
        return Err(Refused::BadRequest(format!("A line of the message is longer than {LINE} characters.")));
    }
    let unreadable = || Refused::BadRequest("The message cannot be parsed.".to_owned());
    let mail = MessageParser::default().parse(&bytes).ok_or_else(unreadable)?;
    let missing = || Refused::BadRequest("Missing required header 'From'.".to_owned());
    let in_head = mailboxes(mail.from())?.into_iter().next();
    let from = from.or(in_head).ok_or_else(missing)?;
    let named = [&destination.to, &destination.cc, &destination.bcc];
    let (to, cc, bcc) = if named.iter().all(|addresses| addresses.is_empty()) {
        (mailboxes(mail.to())?, mailboxes(mail.cc())?, mailboxes(mail.bcc())?)
    } else {
        (all(&destination.to)?, all(&destination.cc)?, all(&destination.bcc)?)
    };
    let reply_to = if reply_to.is_empty() { mailboxes(mail.reply_to())? } else { reply_to };
    let named = mail.attachments().enumerate();
    let attachments =
        named.map(|(at, part)| part.attachment_name().map_or_else(|| format!("{}", at + 1), str::to_owned));
    let inside = Inside {
        subject: mail.subject().unwrap_or_default().to_owned(),
        html: mail.html_bodies().find_map(html),
        text: mail.text_bodies().find_map(text),
        headers: mail.headers_raw().map(|(name, value)| Header::new(name, one_line(value))).collect(),
        attachments: attachments.collect(),
        raw: Some(String::from_utf8_lossy(&bytes).into_owned()),
        size: bytes.len(),
    };
    Ok(Letter { from, to, cc, bcc, reply_to, inside })
}

fn mailboxes(addresses: Option<&Address<'_>>) -> Result<Vec<Mailbox>, Refused> {
    addresses.into_iter().flat_map(Address::iter).filter_map(Mailbox::of).map(Mailbox::valid).collect()
}

fn html(part: &mail_parser::MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Html(html) => Some(html.as_ref().to_owned()),
        _ => None,
    }
}

fn text(part: &mail_parser::MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(text) => Some(text.as_ref().to_owned()),
        _ => None,
    }
}

/// A value that may go over several lines, on one.
fn one_line(value: &str) -> String {
    value.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
