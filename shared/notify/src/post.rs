//! The way to Amazon SES and SNS: one call for one message, never repeated by itself.

use std::time::Duration;

use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_sesv2::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::types::{Body, Content, Destination, EmailContent, Message, MessageHeader, MessageTag};
use aws_sdk_sns::types::MessageAttributeValue;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use waybill_domain::phone::PhoneNumber;
use waybill_domain::sender::SmsSender;
use waybill_domain::text::EmailAddress;

/// A call that has no answer by then is given up: what became of it is not known.
const CONNECT: Duration = Duration::from_secs(2);
const CALL: Duration = Duration::from_secs(8);

/// The longest that sending one message takes, of which rendering it is a part.
pub(crate) const LONGEST: Duration = Duration::from_secs(9);

/// The variable that names the SES configuration set through which bounces and complaints are told.
const CONFIGURATION_SET: &str = "WAYBILL_CONFIGURATION_SET";

/// Sends. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Post {
    ses: aws_sdk_sesv2::Client,
    sns: aws_sdk_sns::Client,
    configuration_set: Option<String>,
}

/// A mail, ready to go.
pub(crate) struct Letter<'a> {
    pub(crate) from: String,
    pub(crate) to: &'a EmailAddress,
    pub(crate) reply_to: Option<&'a EmailAddress>,
    pub(crate) subject: &'a str,
    pub(crate) html: &'a str,
    pub(crate) text: &'a str,
    /// Where one click takes the customer out of updates (RFC 8058).
    pub(crate) unsubscribe: Option<&'a str>,
    /// By what SES tells later which message came back.
    pub(crate) tags: [(&'static str, String); 2],
}

/// Why a message was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The service takes no more for now, or was not reached: it was certainly not sent.
    #[error("the service is busy or was not reached")]
    NotNow,
    /// The service refuses it, and would again.
    #[error("the service refused it: {code}")]
    Refused {
        /// The service's word for why: its messages name addresses.
        code: String,
    },
    /// No answer, or none that says what happened: it may have been sent.
    #[error("the service's answer never came")]
    Unknown,
}

impl Post {
    /// SES and SNS as the environment names them, with the standard `AWS_…` variables and
    /// `WAYBILL_CONFIGURATION_SET`.
    pub async fn from_env() -> Self {
        let config = aws_config::defaults(BehaviorVersion::latest()).load().await;
        Self::new(&config, &config, std::env::var(CONFIGURATION_SET).ok().filter(|name| !name.is_empty()))
    }

    /// SES and SNS, each under its configuration; whatever that says of retries and time-outs, a call is made once, and
    /// ends.
    #[must_use]
    pub fn new(ses: &SdkConfig, sns: &SdkConfig, configuration_set: Option<String>) -> Self {
        let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT).operation_timeout(CALL).build();
        // A call that is made again by itself could send a message twice.
        let once = |config: &SdkConfig| {
            let retries = RetryConfig::disabled();
            config.to_builder().retry_config(retries).timeout_config(timeouts.clone()).build()
        };
        let (ses, sns) = (aws_sdk_sesv2::Client::new(&once(ses)), aws_sdk_sns::Client::new(&once(sns)));
        Self { ses, sns, configuration_set }
    }

    /// Sends a mail.
    pub(crate) async fn mail(&self, letter: &Letter<'_>) -> Result<(), NotSent> {
        let content = letter.content().map_err(|_| NotSent::Refused { code: "IncompleteMail".to_owned() })?;
        let tag = |(name, value): &(&str, String)| MessageTag::builder().name(*name).value(value).build();
        let tags = letter.tags.iter().map(tag).collect::<Result<Vec<_>, _>>();
        let tags = tags.map_err(|_| NotSent::Refused { code: "IncompleteMail".to_owned() })?;
        let request = self
            .ses
            .send_email()
            .from_email_address(&letter.from)
            .destination(Destination::builder().to_addresses(letter.to.as_str()).build())
            .set_reply_to_addresses(letter.reply_to.map(|address| vec![address.as_str().to_owned()]))
            .content(content)
            .set_email_tags(Some(tags))
            .set_configuration_set_name(self.configuration_set.clone());
        request.send().await.map(|_| ()).map_err(|error| not_sent(&error))
    }

    /// Sends an SMS.
    pub(crate) async fn sms(&self, to: &PhoneNumber, sender: Option<&SmsSender>, text: &str) -> Result<(), NotSent> {
        let attribute = |value: &str| {
            let attribute = MessageAttributeValue::builder().data_type("String").string_value(value).build();
            attribute.map_err(|_| NotSent::Refused { code: "IncompleteSms".to_owned() })
        };
        let request = self.sns.publish().phone_number(to.as_str()).message(text);
        let request = request.message_attributes("AWS.SNS.SMS.SMSType", attribute("Transactional")?);
        let request = match sender {
            Some(sender) => request.message_attributes("AWS.SNS.SMS.SenderID", attribute(sender.as_str())?),
            None => request,
        };
        request.send().await.map(|_| ()).map_err(|error| not_sent(&error))
    }
}

impl Letter<'_> {
    fn content(&self) -> Result<EmailContent, BuildError> {
        let part = |text: &str| Content::builder().data(text).charset("UTF-8").build();
        let body = Body::builder().html(part(self.html)?).text(part(self.text)?).build();
        let mut headers = Vec::new();
        if let Some(unsubscribe) = self.unsubscribe {
            let header = |name: &str, value: String| MessageHeader::builder().name(name).value(value).build();
            headers.push(header("List-Unsubscribe", format!("<{unsubscribe}>"))?);
            headers.push(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())?);
        }
        let headers = Some(headers).filter(|headers| !headers.is_empty());
        let message = Message::builder().subject(part(self.subject)?).body(body).set_headers(headers).build();
        Ok(EmailContent::builder().simple(message).build())
    }
}

/// What an error of either service means: that it was certainly not sent must be certain.
fn not_sent<E: ProvideErrorMetadata + std::error::Error + 'static>(error: &SdkError<E, HttpResponse>) -> NotSent {
    const BUSY: [&str; 6] = [
        "LimitExceededException",
        "RequestThrottled",
        "Throttled",
        "ThrottledException",
        "ThrottlingException",
        "TooManyRequestsException",
    ];
    match error {
        SdkError::ConstructionFailure(_) => NotSent::Refused { code: "IncompleteRequest".to_owned() },
        SdkError::DispatchFailure(_) if was_not_connected(error) => NotSent::NotNow,
        SdkError::ServiceError(answer) => {
            let (status, code) = (answer.raw().status().as_u16(), answer.err().code().unwrap_or("unnamed"));
            match status {
                429 => NotSent::NotNow,
                _ if BUSY.contains(&code) => NotSent::NotNow,
                400..=499 => NotSent::Refused { code: code.to_owned() },
                _ => NotSent::Unknown,
            }
        }
        _ => NotSent::Unknown,
    }
}

/// Whether no connection came about: no such host, nobody there, or nobody to speak to in secret.
fn was_not_connected(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(cause) = next {
        let client = cause.downcast_ref::<hyper_util::client::legacy::Error>();
        if client.is_some_and(hyper_util::client::legacy::Error::is_connect) {
            return true;
        }
        next = cause.source();
    }
    false
}
