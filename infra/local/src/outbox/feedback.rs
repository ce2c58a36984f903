//! What SES tells of a mail that was sent with a configuration set: an event for each who got it or did not, published
//! to an SNS topic, and handed to a Lambda function as SNS hands on what it gets.

use serde_json::{Value, json};

use super::message::{Delivery, Message, Outcome, instant};
use super::reply::random_id;

/// The account and the place that the local events come from.
const ACCOUNT: &str = "123456789012";
const TOPIC: &str = "arn:aws:sns:eu-north-1:123456789012:waybill-mail-events";

/// The Lambda events about a mail. A complaint is told after the delivery: who complains has got it.
pub fn events(message: &Message) -> Vec<Value> {
    if message.configuration_set.is_none() {
        return Vec::new();
    }
    message
        .deliveries
        .iter()
        .flat_map(|delivery| of(message, delivery))
        .map(|event| handed_on(message, &event))
        .collect()
}

fn of(message: &Message, delivery: &Delivery) -> Vec<Value> {
    match delivery.outcome {
        Outcome::Delivered => vec![delivered(message, delivery)],
        Outcome::Complained => vec![delivered(message, delivery), complained(message, delivery)],
        Outcome::Bounced | Outcome::Suppressed => vec![bounced(message, delivery)],
    }
}

fn delivered(message: &Message, delivery: &Delivery) -> Value {
    json!({
        "eventType": "Delivery",
        "mail": mail(message),
        "delivery": {
            "timestamp": instant(message.at),
            "processingTimeMillis": 500,
            "recipients": [delivery.recipient],
            "smtpResponse": "250 2.6.0 Message received",
            "reportingMTA": "mta.example.com",
        },
    })
}

fn complained(message: &Message, delivery: &Delivery) -> Value {
    json!({
        "eventType": "Complaint",
        "mail": mail(message),
        "complaint": {
            "feedbackId": random_id(),
            "complaintSubType": null,
            "complainedRecipients": [{"emailAddress": delivery.recipient}],
            "timestamp": instant(message.at),
            "userAgent": "Amazon SES Mailbox Simulator",
            "complaintFeedbackType": "abuse",
            "arrivalDate": instant(message.at),
        },
    })
}

fn bounced(message: &Message, delivery: &Delivery) -> Value {
    let simulated = delivery.recipient.ends_with("@simulator.amazonses.com");
    let (kind, said) = match (delivery.outcome, simulated) {
        (Outcome::Suppressed, true) => (
            "Suppressed",
            "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.",
        ),
        (Outcome::Suppressed, false) => (
            "OnAccountSuppressionList",
            "Amazon SES did not send the message to this address because it is on the suppression list for your account.",
        ),
        _ => ("General", "smtp; 550 5.1.1 user unknown"),
    };
    json!({
        "eventType": "Bounce",
        "mail": mail(message),
        "bounce": {
            "feedbackId": random_id(),
            "bounceType": "Permanent",
            "bounceSubType": kind,
            "bouncedRecipients": [{
                "emailAddress": delivery.recipient,
                "action": "failed",
                "status": "5.1.1",
                "diagnosticCode": said,
            }],
            "timestamp": instant(message.at),
            "reportingMTA": "dns; amazonses.com",
        },
    })
}

fn mail(message: &Message) -> Value {
    let destination: Vec<_> = message.deliveries.iter().map(|delivery| delivery.recipient.as_str()).collect();
    let source = message.from.as_deref().unwrap_or_default();
    let domain = source.trim_end_matches('>').rsplit_once('@').map_or("", |(_, domain)| domain);
    let mut tags = json!({
        "ses:operation": ["SendEmail"],
        "ses:configuration-set": [message.configuration_set],
        "ses:from-domain": [domain],
        "ses:source-ip": ["127.0.0.1"],
        "ses:caller-identity": ["local"],
    });
    if let Some(tags) = tags.as_object_mut() {
        tags.extend(message.tags.iter().map(|(name, value)| (name.clone(), json!([value]))));
    }
    json!({
        "timestamp": instant(message.at),
        "source": source,
        "sourceArn": format!("arn:aws:ses:eu-north-1:{ACCOUNT}:identity/{domain}"),
        "sendingAccountId": ACCOUNT,
        "messageId": message.id,
        "destination": destination,
        "headersTruncated": false,
        "headers": message.headers,
        "commonHeaders": {
            "from": [source],
            "replyTo": message.reply_to,
            "to": message.to,
            "messageId": message.id,
            "subject": message.subject,
        },
        "tags": tags,
    })
}

fn handed_on(message: &Message, event: &Value) -> Value {
    json!({"Records": [{
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": format!("{TOPIC}:{}", random_id()),
        "Sns": {
            "Type": "Notification",
            "MessageId": random_id(),
            "TopicArn": TOPIC,
            "Subject": "Amazon SES Email Event Notification",
            "Message": event.to_string(),
            "Timestamp": instant(message.at),
            "SignatureVersion": "1",
            "Signature": "",
            "SigningCertUrl": "",
            "UnsubscribeUrl": "",
            "MessageAttributes": {},
        },
    }]})
}
