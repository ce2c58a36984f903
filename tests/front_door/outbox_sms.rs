//! SNS as its real client meets it here: an SMS that is taken, and every one that is not.

use std::time::Duration;

use aws_sdk_sns::Client;
use aws_sdk_sns::config::retry::RetryConfig;
use aws_sdk_sns::config::timeout::TimeoutConfig;
use aws_sdk_sns::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sns::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sns::operation::publish::PublishError;
use aws_sdk_sns::operation::publish::builders::PublishFluentBuilder;
use aws_sdk_sns::types::MessageAttributeValue;
use waybill_local::outbox::Fault;
use waybill_local::outbox::message::Channel;
use waybill_tests::Shop;

fn client(shop: &Shop) -> Client {
    let config = aws_sdk_sns::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-north-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .endpoint_url(format!("{}/local/sns", shop.system.url()))
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().operation_timeout(Duration::from_secs(20)).build());
    Client::from_conf(config.build())
}

fn attribute(value: &str) -> MessageAttributeValue {
    MessageAttributeValue::builder().data_type("String").string_value(value).build().unwrap()
}

/// An SMS that is taken, until something in it is changed.
pub fn sms(shop: &Shop) -> PublishFluentBuilder {
    client(shop).publish().phone_number("+46701234567").message("Paketet är på väg & snart framme")
}

fn from(sms: PublishFluentBuilder, sender: &str) -> PublishFluentBuilder {
    sms.message_attributes("AWS.SNS.SMS.SenderID", attribute(sender))
}

async fn refused(sms: PublishFluentBuilder) -> PublishError {
    match sms.send().await.expect_err("it is refused") {
        SdkError::ServiceError(refused) => refused.into_err(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_sms_is_kept_as_it_was_sent() {
    let shop = Shop::open().await;
    let sent = from(sms(&shop), "DemoStore").message_attributes("AWS.SNS.SMS.SMSType", attribute("Transactional"));
    let sent = sent.send().await.expect("it is taken");
    let [kept] = <[_; 1]>::try_from(shop.system.outbox.messages()).unwrap();
    assert_eq!(sent.message_id(), Some(kept.id.as_str()));
    assert_eq!((kept.channel, kept.from.as_deref()), (Channel::Sms, Some("DemoStore")));
    assert_eq!(kept.to, ["+46701234567"]);
    assert_eq!(kept.text.as_deref(), Some("Paketet är på väg & snart framme"));
    assert_eq!(kept.tags["AWS.SNS.SMS.SMSType"], "Transactional");
}

#[tokio::test]
async fn a_number_is_in_the_form_of_e_164() {
    let shop = Shop::open().await;
    for number in
        ["0701234567", "46701234567", "+0701234567", "+46 70 123", "+12345", "+1234567890123456", "+4670x234567", "+"]
    {
        let error = refused(sms(&shop).phone_number(number)).await;
        assert!(error.is_invalid_parameter_exception(), "{number}: {error:?}");
        let said = format!("Invalid parameter: PhoneNumber Reason: {number} is not valid to publish to");
        assert_eq!(error.message(), Some(said.as_str()));
    }
    assert_eq!(shop.system.outbox.messages(), []);
}

#[tokio::test]
async fn a_message_is_neither_empty_nor_longer_than_1600_characters() {
    let shop = Shop::open().await;
    for (message, why) in [(String::new(), "Empty message"), ("å".repeat(1_601), "too long")] {
        let error = refused(sms(&shop).message(message)).await;
        assert!(error.is_invalid_parameter_exception(), "{error:?}");
        assert!(error.message().unwrap().contains(why), "{error:?}");
    }
    sms(&shop).message("å".repeat(1_600)).send().await.expect("the longest is taken");
}

#[tokio::test]
async fn what_it_is_sent_with_keeps_to_the_rules() {
    let shop = Shop::open().await;
    for sender in ["ABCDEFGHIJKL", "123", "A B", "Å", "A-B"] {
        let error = refused(from(sms(&shop), sender)).await;
        assert!(error.is_invalid_parameter_exception(), "{sender}: {error:?}");
    }
    let other = sms(&shop).message_attributes("AWS.SNS.SMS.SMSType", attribute("Urgent"));
    assert!(refused(other).await.is_invalid_parameter_exception());
    let empty = MessageAttributeValue::builder().data_type("String").build().unwrap();
    let empty = refused(sms(&shop).message_attributes("AWS.SNS.SMS.SenderID", empty)).await;
    assert!(empty.is_invalid_parameter_value_exception(), "{empty:?}");
    let nobody = client(&shop).publish().message("Hej");
    assert!(refused(nobody).await.is_invalid_parameter_exception());
    let topic = client(&shop).publish().topic_arn("arn:aws:sns:eu-north-1:1:topic").message("Hej");
    assert!(refused(topic).await.is_not_found_exception());
    assert_eq!(shop.system.outbox.messages(), []);
}

#[tokio::test]
async fn an_action_that_is_not_spoken_here_is_named() {
    let shop = Shop::open().await;
    let error =
        client(&shop).create_topic().name("topic").send().await.expect_err("it is refused").into_service_error();
    assert_eq!(error.code(), Some("InvalidAction"));
    assert!(error.message().unwrap().contains("CreateTopic"), "{error:?}");
}

#[tokio::test]
async fn every_fault_is_the_sdks_own_error_and_says_whether_the_sms_went() {
    let shop = Shop::open().await;
    let outbox = &shop.system.outbox;
    for (fault, code) in [
        (Fault::Throttled, "Throttled"),
        (Fault::AccountSuspended, "AuthorizationError"),
        (Fault::Failed, "InternalError"),
    ] {
        outbox.fail(Channel::Sms, fault, 1);
        assert_eq!(refused(sms(&shop)).await.code(), Some(code));
    }
    // The other channel's faults are not its own.
    outbox.fail(Channel::Email, Fault::Failed, 1);
    assert_eq!(outbox.messages(), []);
    sms(&shop).send().await.expect("it is taken");
    outbox.fail(Channel::Sms, Fault::FailedAfterTaking, 1);
    assert!(refused(sms(&shop)).await.is_internal_error_exception());
    outbox.fail(Channel::Sms, Fault::CutOffAfterTaking, 1);
    let error = sms(&shop).send().await.expect_err("the connection ends");
    assert!(matches!(error, SdkError::DispatchFailure(_) | SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(outbox.messages().len(), 3);
}
