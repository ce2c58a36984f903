//! `SendEmail` as it is sent: the fields that are looked at, by the API's own names. Others are let pass, as SES lets
//! pass what it does not know.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::refused::Refused;

/// What a tag's name or value may be as long as.
const TAG: usize = 256;

/// A mail to be sent.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SendEmail {
    /// The sender.
    pub from_email_address: Option<String>,
    /// Those it is for.
    #[serde(default)]
    pub destination: Destination,
    /// Where answers go.
    #[serde(default)]
    pub reply_to_addresses: Vec<String>,
    /// What is sent.
    pub content: Content,
    /// What its events are told with.
    #[serde(default)]
    pub email_tags: Vec<Tag>,
    /// Where its events are told.
    pub configuration_set_name: Option<String>,
}

/// Those a mail is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Destination {
    /// Openly.
    #[serde(rename = "ToAddresses")]
    pub to: Vec<String>,
    /// In copy.
    #[serde(rename = "CcAddresses")]
    pub cc: Vec<String>,
    /// In copy, untold.
    #[serde(rename = "BccAddresses")]
    pub bcc: Vec<String>,
}

/// What is sent: one of these.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Content {
    /// In parts, from which SES makes a mail.
    pub simple: Option<Simple>,
    /// As a whole mail, in base64.
    pub raw: Option<Raw>,
    /// By a template of SES's.
    pub template: Option<Template>,
}

/// A mail in parts.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Simple {
    /// The subject.
    pub subject: Option<Text>,
    /// The body.
    #[serde(default)]
    pub body: Body,
    /// Fields of the head beside SES's own.
    #[serde(default)]
    pub headers: Vec<Field>,
    /// What is attached.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
}

/// A body: at least one of these.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Body {
    /// As HTML.
    pub html: Option<Text>,
    /// As text.
    pub text: Option<Text>,
}

/// A text in a character set.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Text {
    /// The text.
    pub data: String,
    /// The character set; ASCII, if none is named.
    pub charset: Option<String>,
}

/// A whole mail.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Raw {
    /// In base64.
    pub data: String,
}

/// A template of SES's, by its name.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Template {
    /// Its name.
    #[serde(default)]
    pub template_name: String,
}

/// A field of the head.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// A file with a mail.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attachment {
    /// Its name.
    pub file_name: String,
    /// What is in it, in base64.
    pub raw_content: String,
}

/// A tag.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Text {
    /// The text as it arrives: what its character set cannot say has become a question mark.
    #[must_use]
    pub fn arriving(self) -> String {
        let charset = self.charset.unwrap_or_default();
        if self.data.is_ascii() || !(charset.is_empty() || charset.eq_ignore_ascii_case("us-ascii")) {
            return self.data;
        }
        self.data.chars().map(|character| if character.is_ascii() { character } else { '?' }).collect()
    }
}

/// The tags by name.
///
/// # Errors
/// When one is not valid, or is there twice.
pub fn tags(tags: &[Tag]) -> Result<BTreeMap<String, String>, Refused> {
    let mut by_name = BTreeMap::new();
    for Tag { name, value } in tags {
        for (what, text) in [("name", name), ("value", value)] {
            let spelled = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
            if text.is_empty() || text.len() > TAG || !spelled {
                return Err(Refused::BadRequest(format!(
                    "Invalid tag {what} <{text}>: only ASCII letters, digits, '_' and '-' are allowed, up to {TAG} of them."
                )));
            }
        }
        if by_name.insert(name.clone(), value.clone()).is_some() {
            return Err(Refused::BadRequest(format!("Duplicate tag name <{name}>.")));
        }
    }
    Ok(by_name)
}
