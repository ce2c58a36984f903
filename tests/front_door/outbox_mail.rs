//! SES as its real client meets it here: what is taken, what is refused and by which of the SDK's errors, what goes
//! wrong, and what is told of a mail afterwards.

use std::time::Duration;

use aws_sdk_sesv2::Client;
use aws_sdk_sesv2::config::retry::RetryConfig;
use aws_sdk_sesv2::config::timeout::TimeoutConfig;
use aws_sdk_sesv2::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_sesv2::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sesv2::operation::send_email::SendEmailError;
use aws_sdk_sesv2::operation::send_email::builders::SendEmailFluentBuilder;
use aws_sdk_sesv2::primitives::Blob;
use aws_sdk_sesv2::types::{
    Body, Content, Destination, EmailContent, ListManagementOptions, Message, MessageHeader, MessageTag, RawMessage,
    SuppressionListReason, Template,
};
use serde_json::{Value, json};
use waybill_local::outbox::Fault;
use waybill_local::outbox::message::{Channel, Outcome};
use waybill_tests::Shop;

pub fn client(shop: &Shop) -> Client {
    let config = aws_sdk_sesv2::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-north-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
        .endpoint_url(format!("{}/local/ses", shop.system.url()))
        .retry_config(RetryConfig::disabled())
        .timeout_config(TimeoutConfig::builder().operation_timeout(Duration::from_secs(20)).build());
    Client::from_conf(config.build())
}

pub fn text(data: &str) -> Content {
    Content::builder().data(data).charset("UTF-8").build().unwrap()
}

fn body(html: Option<&str>, plain: Option<&str>) -> Body {
    Body::builder().set_html(html.map(text)).set_text(plain.map(text)).build()
}

fn simple(subject: &str, body: Body, headers: &[(&str, &str)]) -> EmailContent {
    let header = |(name, value): &(&str, &str)| MessageHeader::builder().name(*name).value(*value).build().unwrap();
    let message = Message::builder().subject(text(subject)).body(body);
    let message = message.set_headers(Some(headers.iter().map(header).collect()));
    EmailContent::builder().simple(message.build()).build()
}

fn raw(mail: &str) -> EmailContent {
    let message = RawMessage::builder().data(Blob::new(mail.replace('\n', "\r\n"))).build().unwrap();
    EmailContent::builder().raw(message).build()
}

fn to(addresses: &[&str]) -> Destination {
    addresses.iter().fold(Destination::builder(), |to, address| to.to_addresses(*address)).build()
}

/// A mail that is taken, until something in it is changed.
pub fn mail(shop: &Shop) -> SendEmailFluentBuilder {
    client(shop)
        .send_email()
        .from_email_address("Demo store <orders@example.com>")
        .destination(to(&["ada@example.net"]))
        .content(simple("Your order", body(Some("<p>Hej</p>"), Some("Hej")), &[]))
}

fn refusal(error: SdkError<SendEmailError>) -> SendEmailError {
    match error {
        SdkError::ServiceError(refused) => refused.into_err(),
        other => panic!("{other:?}"),
    }
}

async fn refused(mail: SendEmailFluentBuilder) -> SendEmailError {
    refusal(mail.send().await.expect_err("it is refused"))
}

/// Checks that each is a bad request whose words have these in them, and that nothing was kept.
async fn all_bad(shop: &Shop, mails: Vec<(SendEmailFluentBuilder, &str)>) {
    for (mail, why) in mails {
        let error = refused(mail).await;
        assert!(error.is_bad_request_exception(), "{why}: {error:?}");
        let said = error.message().unwrap_or_default();
        assert!(said.contains(why), "{said} does not say {why}");
    }
    assert_eq!(shop.system.outbox.messages(), []);
}

/// What was published to the topic: the events inside the Lambda events.
fn told(shop: &Shop) -> Vec<Value> {
    let events = shop.system.outbox.feedback();
    let inside = events.iter().map(|event| {
        assert_eq!(event["Records"].as_array().map(Vec::len), Some(1), "{event:#}");
        assert_eq!(event["Records"][0]["EventSource"], "aws:sns");
        serde_json::from_str(event["Records"][0]["Sns"]["Message"].as_str().unwrap()).unwrap()
    });
    inside.collect()
}

#[tokio::test]
async fn a_mail_in_parts_is_kept_with_everything_it_was_sent_with() {
    let shop = Shop::open().await;
    let destination = Destination::builder()
        .to_addresses("ada@example.net")
        .to_addresses("=?UTF-8?B?TmlscyDDhWJlcmc=?= <nils@example.net>")
        .cc_addresses("copy@example.net")
        .bcc_addresses("untold@example.net");
    let list =
        [("List-Unsubscribe", "<https://example.com/u/1>"), ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")];
    let sent = mail(&shop)
        .destination(destination.build())
        .reply_to_addresses("help@example.com")
        .configuration_set_name("waybill")
        .email_tags(MessageTag::builder().name("kind").value("shipping_confirmation").build().unwrap())
        .list_management_options(ListManagementOptions::builder().contact_list_name("list").build().unwrap())
        .content(simple("På väg – ชา", body(Some("<p>Hej å</p>"), Some("Hej å")), &list));
    let id = sent.send().await.expect("it is taken").message_id.expect("an id");
    let before = shop.system.clock.now();
    let [kept] = <[_; 1]>::try_from(shop.system.outbox.messages()).unwrap();
    assert_eq!((kept.id.as_str(), kept.channel), (id.as_str(), Channel::Email));
    assert!(kept.at <= before && kept.at > before - chrono::TimeDelta::seconds(60));
    assert_eq!(kept.from.as_deref(), Some("Demo store <orders@example.com>"));
    assert_eq!(kept.to, ["ada@example.net", "Nils Åberg <nils@example.net>"]);
    assert_eq!((kept.cc.concat(), kept.bcc.concat()), ("copy@example.net".into(), "untold@example.net".into()));
    assert_eq!(kept.reply_to, ["help@example.com"]);
    assert_eq!(kept.subject.as_deref(), Some("På väg – ชา"));
    assert_eq!((kept.html.as_deref(), kept.text.as_deref()), (Some("<p>Hej å</p>"), Some("Hej å")));
    assert_eq!(kept.header("list-unsubscribe-post"), Some("List-Unsubscribe=One-Click"));
    assert_eq!(kept.header("Reply-To"), Some("help@example.com"));
    assert_eq!(kept.header("Message-ID"), Some(format!("<{id}@eu-north-1.amazonses.com>").as_str()));
    assert_eq!(kept.header("Bcc"), None);
    assert_eq!(kept.tags["kind"], "shipping_confirmation");
    assert_eq!(kept.configuration_set.as_deref(), Some("waybill"));
    assert!(kept.deliveries.iter().all(|delivery| delivery.outcome == Outcome::Delivered));
}

#[tokio::test]
async fn a_mail_in_one_piece_is_read_as_its_reader_would_read_it() {
    let shop = Shop::open().await;
    let whole = "From: =?UTF-8?Q?Butiken_=C3=85?= <orders@example.com>\nTo: Ada <ada@example.net>, nils@example.net\nBcc: untold@example.net\nReply-To: help@example.com\nSubject: =?UTF-8?Q?P=C3=A5_v=C3=A4g?=\nX-Long: one\n two\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n--m\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nHej =C3=A5\n--b\nContent-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n<p>Hej =E5</p>\n--b--\n--m\nContent-Type: application/pdf; name=label.pdf\nContent-Disposition: attachment; filename=label.pdf\nContent-Transfer-Encoding: base64\n\nSGVq\n--m--\n";
    let sent = client(&shop).send_email().content(raw(whole)).send().await.expect("it is taken");
    let [kept] = <[_; 1]>::try_from(shop.system.outbox.messages()).unwrap();
    assert_eq!(sent.message_id(), Some(kept.id.as_str()));
    assert_eq!(kept.from.as_deref(), Some("Butiken Å <orders@example.com>"));
    assert_eq!(kept.to, ["Ada <ada@example.net>", "nils@example.net"]);
    assert_eq!((kept.bcc.concat(), kept.reply_to.concat()), ("untold@example.net".into(), "help@example.com".into()));
    assert_eq!(kept.subject.as_deref(), Some("På väg"));
    assert_eq!(kept.html.as_deref().map(str::trim), Some("<p>Hej å</p>"));
    assert_eq!(kept.text.as_deref().map(str::trim), Some("Hej å"));
    assert_eq!(kept.header("x-long"), Some("one two"));
    assert_eq!(kept.attachments, ["label.pdf"]);
    assert!(kept.raw.unwrap().contains("boundary=m"));
    // Named recipients take the place of the head's.
    let named = client(&shop).send_email().destination(to(&["other@example.net"])).content(raw(whole));
    named.send().await.expect("it is taken");
    assert_eq!(shop.system.outbox.messages()[1].deliveries.len(), 1);
}

#[tokio::test]
async fn only_verified_senders_may_send() {
    let shop = Shop::open_with(waybill_local::Options {
        verified_sender: vec!["example.com".into(), "only@shop.example".into()],
        ..waybill_local::Options::for_a_test()
    })
    .await;
    for from in
        ["a@example.com", "A@EXAMPLE.COM", "a@mail.example.com", "only@shop.example", "\"A, B\" <a@example.com>"]
    {
        mail(&shop).from_email_address(from).send().await.expect(from);
    }
    for from in ["a@example.org", "a@notexample.com", "other@shop.example"] {
        let error = refused(mail(&shop).from_email_address(from)).await;
        assert!(error.is_message_rejected(), "{error:?}");
        assert_eq!(
            error.message(),
            Some(format!("Email address is not verified. The following identities failed the check in region EU-NORTH-1: {from}").as_str())
        );
    }
    assert_eq!(shop.system.outbox.messages().len(), 5);
}

#[tokio::test]
async fn addresses_are_checked() {
    let shop = Shop::open().await;
    let many: Vec<String> = (0..51).map(|at| format!("a{at}@example.net")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut mails = vec![
        (mail(&shop).destination(to(&[])), "no recipient"),
        (mail(&shop).destination(to(&many)), "exceeds 50"),
        (mail(&shop).from_email_address("orders"), "Missing final"),
        (mail(&shop).reply_to_addresses("help"), "Missing final"),
    ];
    for address in [
        "",
        "ada",
        "ada@",
        "@example.net",
        "a b@example.net",
        "ada@exa mple.net",
        "åsa@example.net",
        "ada@exämple.net",
        "ada@example.net, nils@example.net",
        "ada@example.net\r\nBcc: x@example.net",
        "ada@example",
        "ada@@example.net",
    ] {
        mails.push((mail(&shop).destination(to(&[address])), ""));
    }
    all_bad(&shop, mails).await;
    mail(&shop).destination(to(&many[..50])).send().await.expect("fifty are taken");
}

#[tokio::test]
async fn what_a_mail_must_have_is_asked_for() {
    let shop = Shop::open().await;
    let no_subject = Message::builder().body(body(None, Some("Hej"))).build();
    let both = EmailContent::builder()
        .simple(Message::builder().subject(text("Hej")).body(body(None, Some("Hej"))).build())
        .raw(RawMessage::builder().data(Blob::new("From: a@example.com\r\n\r\n")).build().unwrap());
    let long_line = format!("From: a@example.com\nTo: b@example.com\n\n{}\n", "x".repeat(1_001));
    let large = "x".repeat(40 * 1024 * 1024);
    let mails = vec![
        (mail(&shop).content(EmailContent::builder().build()), "Exactly one"),
        (mail(&shop).content(both.build()), "Exactly one"),
        (mail(&shop).content(EmailContent::builder().simple(no_subject).build()), "Subject"),
        (mail(&shop).content(simple("Hej", body(None, None), &[])), "Body"),
        (mail(&shop).content(simple("Hej\r\nBcc: x@example.net", body(None, Some("Hej")), &[])), "line break"),
        (mail(&shop).content(simple("Hej", body(None, Some(&large)), &[])), "Message length"),
        (
            client(&shop).send_email().destination(to(&["a@example.net"])).content(simple(
                "Hej",
                body(None, Some("Hej")),
                &[],
            )),
            "'From'",
        ),
        (client(&shop).send_email().content(raw("To: b@example.net\n\nHej\n")), "'From'"),
        (client(&shop).send_email().content(raw("From: a@example.com\n\nHej\n")), "no recipient"),
        (client(&shop).send_email().content(raw(&long_line)), "longer than"),
    ];
    all_bad(&shop, mails).await;
}

#[tokio::test]
async fn fields_of_the_head_keep_to_ses_rules() {
    let shop = Shop::open().await;
    let content = |name: &str, value: &str| simple("Hej", body(None, Some("Hej")), &[(name, value)]);
    let (long_name, long_value) = ("X".repeat(127), "v".repeat(996));
    let mut mails = Vec::new();
    for (name, value) in [
        ("", "v"),
        ("X Y", "v"),
        ("X:", "v"),
        ("Å", "v"),
        ("Subject", "v"),
        ("reply-to", "v"),
        ("X", ""),
        ("X", "å"),
        ("X", "a\r\nBcc: b@example.net"),
        (&long_name, "v"),
        ("X", &long_value),
        ("X-Y", &"v".repeat(994)),
    ] {
        mails.push((mail(&shop).content(content(name, value)), "eader"));
    }
    let many: Vec<(&str, &str)> = (0..16).map(|_| ("X", "v")).collect();
    mails.push((mail(&shop).content(simple("Hej", body(None, Some("Hej")), &many)), "at most 15"));
    all_bad(&shop, mails).await;
    mail(&shop).content(content("X", &"v".repeat(995))).send().await.expect("the longest value is taken");
}

#[tokio::test]
async fn tags_keep_to_ses_rules() {
    let shop = Shop::open().await;
    let tag = |name: &str, value: &str| MessageTag::builder().name(name).value(value).build().unwrap();
    let mut mails = Vec::new();
    for (name, value) in [("", "v"), ("n", ""), ("n", "a b"), ("å", "v"), ("n", "a.b"), ("n", &"v".repeat(257))] {
        mails.push((mail(&shop).email_tags(tag(name, value)), "Invalid tag"));
    }
    mails.push((mail(&shop).email_tags(tag("n", "v")).email_tags(tag("n", "w")), "Duplicate"));
    all_bad(&shop, mails).await;
}

#[tokio::test]
async fn what_is_named_must_be_there() {
    let shop = Shop::open().await;
    let error = refused(mail(&shop).configuration_set_name("other")).await;
    assert!(error.is_not_found_exception(), "{error:?}");
    assert_eq!(error.message(), Some("Configuration set <other> does not exist."));
    let template = Template::builder().template_name("welcome").template_data("{}").build();
    let error = refused(mail(&shop).content(EmailContent::builder().template(template).build())).await;
    assert!(error.is_not_found_exception(), "{error:?}");
}

#[tokio::test]
async fn a_text_without_a_character_set_is_ascii() {
    let shop = Shop::open().await;
    let plain = Content::builder().data("På väg").build().unwrap();
    let message = Message::builder().subject(plain).body(body(None, Some("Hej"))).build();
    mail(&shop).content(EmailContent::builder().simple(message).build()).send().await.expect("it is taken");
    assert_eq!(shop.system.outbox.messages()[0].subject.as_deref(), Some("P? v?g"));
}

#[tokio::test]
async fn every_fault_is_the_sdks_own_error_and_says_whether_the_mail_went() {
    let shop = Shop::open().await;
    let outbox = &shop.system.outbox;
    outbox.fail(Channel::Email, Fault::Throttled, 2);
    for _ in 0..2 {
        assert!(refused(mail(&shop)).await.is_too_many_requests_exception());
    }
    outbox.fail(Channel::Email, Fault::SendingPaused, 1);
    assert!(refused(mail(&shop)).await.is_sending_paused_exception());
    outbox.fail(Channel::Email, Fault::AccountSuspended, 1);
    assert!(refused(mail(&shop)).await.is_account_suspended_exception());
    outbox.fail(Channel::Email, Fault::Failed, 1);
    assert_eq!(refused(mail(&shop)).await.code(), Some("InternalServiceErrorException"));
    assert_eq!(outbox.messages(), []);
    outbox.fail(Channel::Email, Fault::FailedAfterTaking, 1);
    assert_eq!(refused(mail(&shop)).await.code(), Some("InternalServiceErrorException"));
    assert_eq!(outbox.messages().len(), 1);
    outbox.fail(Channel::Email, Fault::CutOffAfterTaking, 1);
    let error = mail(&shop).send().await.expect_err("the connection ends");
    assert!(matches!(error, SdkError::DispatchFailure(_) | SdkError::ResponseError(_)), "{error:?}");
    assert_eq!(outbox.messages().len(), 2);
    outbox.fail(Channel::Email, Fault::Throttled, usize::MAX);
    outbox.mend();
    mail(&shop).send().await.expect("it is taken again");
    assert_eq!(outbox.messages().len(), 3);
}

#[tokio::test]
async fn a_call_that_is_never_answered_ends_by_the_callers_own_time_out() {
    let shop = Shop::open().await;
    for (fault, kept) in [(Fault::Silent, 0), (Fault::SilentAfterTaking, 1)] {
        shop.system.outbox.fail(Channel::Email, fault, 1);
        let patience = TimeoutConfig::builder().operation_timeout(Duration::from_millis(300)).build();
        let impatient = aws_sdk_sesv2::config::Builder::default().timeout_config(patience);
        let error = mail(&shop).customize().config_override(impatient).send().await.expect_err("it is not answered");
        assert!(matches!(error, SdkError::TimeoutError(_)), "{error:?}");
        assert_eq!(shop.system.outbox.messages().len(), kept);
    }
}

#[tokio::test]
async fn the_mailbox_simulator_bounces_complains_and_delivers() {
    let shop = Shop::open().await;
    let cases = [
        ("success@simulator.amazonses.com", vec!["Delivery"], Outcome::Delivered),
        ("ooto@simulator.amazonses.com", vec!["Delivery"], Outcome::Delivered),
        ("bounce+order-1@simulator.amazonses.com", vec!["Bounce"], Outcome::Bounced),
        ("Complaint@simulator.amazonses.com", vec!["Delivery", "Complaint"], Outcome::Complained),
        ("suppressionlist@simulator.amazonses.com", vec!["Bounce"], Outcome::Suppressed),
        ("bounce@example.net", vec!["Delivery"], Outcome::Delivered),
    ];
    for (address, kinds, outcome) in cases {
        let tag = MessageTag::builder().name("notification").value("ntf_1").build().unwrap();
        let sent = mail(&shop).destination(to(&[address])).configuration_set_name("waybill").email_tags(tag);
        let id = sent.send().await.expect("it is taken").message_id.unwrap();
        let events = told(&shop);
        assert_eq!(events.iter().map(|event| event["eventType"].as_str().unwrap()).collect::<Vec<_>>(), kinds);
        for event in &events {
            assert_eq!(event["mail"]["messageId"], id);
            assert_eq!(event["mail"]["destination"], json!([address]));
            assert_eq!(event["mail"]["tags"]["notification"], json!(["ntf_1"]));
            assert_eq!(event["mail"]["tags"]["ses:configuration-set"], json!(["waybill"]));
            assert_eq!(event["mail"]["commonHeaders"]["subject"], "Your order");
        }
        assert_eq!(shop.system.outbox.messages().last().unwrap().deliveries[0].outcome, outcome);
    }
    mail(&shop).destination(to(&["bounce@simulator.amazonses.com"])).send().await.expect("it is taken");
    assert_eq!(told(&shop), Vec::<Value>::new(), "nothing is told without a configuration set");
}

#[tokio::test]
async fn a_suppressed_address_gets_nothing_until_it_is_taken_off_the_list() {
    let shop = Shop::open().await;
    let ses = client(&shop);
    let put =
        ses.put_suppressed_destination().email_address("Ada@example.net").reason(SuppressionListReason::Complaint);
    put.send().await.expect("it is put on the list");
    let shown = ses.get_suppressed_destination().email_address("ada@example.net").send().await.expect("it is there");
    assert_eq!(shown.suppressed_destination().unwrap().reason(), &SuppressionListReason::Complaint);
    mail(&shop).configuration_set_name("waybill").send().await.expect("it is taken all the same");
    let [event] = <[_; 1]>::try_from(told(&shop)).unwrap();
    assert_eq!(event["bounce"]["bounceSubType"], "OnAccountSuppressionList");
    assert_eq!(event["bounce"]["bouncedRecipients"][0]["emailAddress"], "ada@example.net");
    ses.delete_suppressed_destination().email_address("ada@example.net").send().await.expect("it is taken off");
    let gone = ses.get_suppressed_destination().email_address("ada@example.net").send().await.expect_err("it is gone");
    assert!(gone.into_service_error().is_not_found_exception());
    let again = ses.delete_suppressed_destination().email_address("ada@example.net").send().await;
    assert!(again.expect_err("it is gone").into_service_error().is_not_found_exception());
    mail(&shop).send().await.expect("it is taken");
    assert_eq!(shop.system.outbox.messages()[1].deliveries[0].outcome, Outcome::Delivered);
}
