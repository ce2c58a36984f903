//! The outbox: what was sent, as a program and as a person reads it, and what nobody else may do with it.

use std::path::PathBuf;

use aws_sdk_sesv2::types::{Body, EmailContent, Message};
use reqwest::header::{ACCEPT, AUTHORIZATION, HOST, ORIGIN};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use waybill_local::clock::Clock;
use waybill_local::outbox::{MESSAGES, Outbox, OutboxOptions};
use waybill_local::{LocalError, Options};
use waybill_tests::{Shop, entries};

use crate::outbox_mail::{mail, text};
use crate::outbox_sms::sms;

/// What a browser says that it takes.
const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// A mail that tries what mails may try.
const HOSTILE: &str = "<!DOCTYPE html><script>parent.document.title='taken'</script><img src=x onerror=alert(1)>\
    <meta http-equiv=refresh content='0;url=https://evil.example'><base href=https://evil.example></iframe></pre>";

fn here(shop: &Shop, method: Method, path: &str) -> RequestBuilder {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    client.request(method, format!("{}{path}", shop.system.url()))
}

async fn listed(shop: &Shop) -> Vec<Value> {
    let listed = shop.send(here(shop, Method::GET, "/outbox").header(ACCEPT, "application/json")).await;
    assert_eq!(listed.headers["content-type"], "application/json");
    entries(&listed.expect(200)["messages"]).cloned().collect()
}

async fn browse(shop: &Shop, path: &str) -> (Response, String) {
    let answer = here(shop, Method::GET, path).header(ACCEPT, BROWSER).send().await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let text = answer.text().await.unwrap();
    let mut head = http::Response::new("");
    (*head.status_mut(), *head.headers_mut()) = (status, headers);
    (head.into(), text)
}

async fn send(shop: &Shop, subject: &str, html: &str) -> String {
    let body = Body::builder().html(text(html)).text(text("See https://example.com/a?b=1&c=2 <b>")).build();
    let content = Message::builder().subject(text(subject)).body(body).build();
    let sent = mail(shop).content(EmailContent::builder().simple(content).build()).send().await;
    sent.expect("it is taken").message_id.expect("an id")
}

#[tokio::test]
async fn messages_are_listed_in_the_order_in_which_they_were_sent_and_can_be_forgotten() {
    let shop = Shop::open().await;
    assert_eq!(listed(&shop).await, Vec::<Value>::new());
    let id = mail(&shop).send().await.unwrap().message_id.unwrap();
    shop.advance("1h").await;
    sms(&shop).send().await.unwrap();
    let all = listed(&shop).await;
    let [first, second] = all.as_slice() else { panic!("{all:#?}") };
    assert_eq!((&first["channel"], &second["channel"]), (&json!("email"), &json!("sms")));
    assert_eq!((&first["subject"], &first["to"]), (&json!("Your order"), &json!(["ada@example.net"])));
    assert_eq!((&first["html"], &first["text"]), (&json!("<p>Hej</p>"), &json!("Hej")));
    assert_eq!(first["headers"][0], json!({"name": "From", "value": "Demo store <orders@example.com>"}));
    assert_eq!((&second["from"], &second["characters"]), (&Value::Null, &json!(32)));
    assert!(first["at"].as_str() < second["at"].as_str());
    let one = here(&shop, Method::GET, &format!("/outbox/{id}")).header(ACCEPT, "application/json");
    assert_eq!(shop.send(one).await.expect(200), *first);
    assert_eq!(shop.send(here(&shop, Method::DELETE, "/outbox")).await.status, 204);
    assert_eq!(listed(&shop).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_browser_and_one_who_does_not_say_get_a_page() {
    let shop = Shop::open().await;
    let (head, page) = browse(&shop, "/outbox").await;
    assert_eq!(head.headers()["content-type"], "text/html; charset=utf-8");
    assert!(page.contains("Nothing has been sent yet") && page.contains("/local/ses"), "{page}");
    let whatever = here(&shop, Method::GET, "/outbox").send().await.unwrap();
    assert_eq!(whatever.headers()["content-type"], "text/html; charset=utf-8");
    let style = here(&shop, Method::GET, "/outbox/style.css").send().await.unwrap();
    assert_eq!(
        (style.status().as_u16(), &style.headers()["content-type"]),
        (200, &"text/css; charset=utf-8".parse().unwrap())
    );
}

#[tokio::test]
async fn every_side_of_a_message_is_a_link_away() {
    let shop = Shop::open().await;
    let id = send(&shop, "Your order", "<h1>Hej</h1><a href='https://example.com/s'>Follow</a>").await;
    sms(&shop).message("On its way: https://example.com/s").send().await.unwrap();
    let (_, page) = browse(&shop, &format!("/outbox/{id}")).await;
    for side in ["?view=html", "?view=text", "?view=headers", "?view=source", "?width=phone", "?width=full"] {
        assert!(page.contains(&format!("/outbox/{id}{side}\"")), "{side}");
        let (head, _) = browse(&shop, &format!("/outbox/{id}{side}")).await;
        assert_eq!(head.status().as_u16(), 200);
    }
    assert!(page.contains(&format!("src=\"/outbox/{id}/body\"")), "{page}");
    let (_, plain) = browse(&shop, &format!("/outbox/{id}?view=text")).await;
    assert!(
        plain.contains("<a href=\"https://example.com/a?b=1&amp;c=2\" target=\"_blank\" rel=\"noopener noreferrer\">"),
        "{plain}"
    );
    let (_, fields) = browse(&shop, &format!("/outbox/{id}?view=headers")).await;
    assert!(fields.contains("Message-ID") && fields.contains("amazonses.com"), "{fields}");
    let (_, only_sms) = browse(&shop, "/outbox?channel=sms").await;
    assert!(only_sms.contains("33 characters") && !only_sms.contains(&id), "{only_sms}");
    let (_, only_mail) = browse(&shop, "/outbox?channel=email").await;
    assert!(only_mail.contains(&id) && !only_mail.contains("33 characters"), "{only_mail}");
    let (head, gone) = browse(&shop, "/outbox/nothing").await;
    assert_eq!(head.status().as_u16(), 404);
    assert!(gone.contains("This message is gone"), "{gone}");
}

#[tokio::test]
async fn a_hostile_mail_is_text_in_our_pages_and_shut_in_where_it_is_shown() {
    let shop = Shop::open().await;
    let id = send(&shop, "\"><script>alert(1)</script>", HOSTILE).await;
    sms(&shop)
        .message("</p><script>alert(2)</script> javascript:alert(3) https://a.example/\"onclick=x")
        .send()
        .await
        .unwrap();
    for path in ["/outbox", "/outbox?channel=sms"]
        .map(str::to_owned)
        .into_iter()
        .chain(["", "?view=text", "?view=headers", "?view=source"].map(|side| format!("/outbox/{id}{side}")))
    {
        let (head, page) = browse(&shop, &path).await;
        assert!(
            !page.contains("<script") && !page.contains("<b>") && !page.contains("onerror=alert(1)>"),
            "{path}: {page}"
        );
        assert!(!page.contains("href=\"javascript:") && !page.contains("/\"onclick"), "{path}: {page}");
        let policy = head.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");
        assert!(page.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\"") || !page.contains("<iframe"));
    }
    let (head, body) = browse(&shop, &format!("/outbox/{id}/body")).await;
    let policy = head.headers()["content-security-policy"].to_str().unwrap();
    // No scripts, no origin of ours, nothing from elsewhere, no other base: whoever frames it, or opens it alone.
    assert!(policy.starts_with("sandbox allow-popups allow-popups-to-escape-sandbox;"), "{policy}");
    for rule in [
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "img-src 'self' data:",
    ] {
        assert!(policy.contains(rule), "{policy} lacks {rule}");
    }
    assert!(!policy.contains("allow-scripts") && !policy.contains("allow-same-origin"), "{policy}");
    assert_eq!(head.headers()["x-content-type-options"], "nosniff");
    assert!(body.starts_with("<!DOCTYPE html><base target=\"_blank\"><script>"), "{body}");
}

#[tokio::test]
async fn no_other_site_can_read_it_empty_it_or_send_by_it() {
    let shop = Shop::open().await;
    mail(&shop).send().await.unwrap();
    for path in ["/outbox", "/local/ses/v2/email/outbound-emails", "/local/sns/"] {
        let rebound = here(&shop, Method::GET, path).header(HOST, "evil.example:9000").send().await.unwrap();
        assert_eq!(rebound.status().as_u16(), 421, "{path}");
        let asked = here(&shop, Method::OPTIONS, path).header(ORIGIN, "https://evil.example").send().await.unwrap();
        assert!(!asked.status().is_success() && !asked.headers().contains_key("access-control-allow-origin"), "{path}");
    }
    for (method, path) in [(Method::DELETE, "/outbox"), (Method::POST, "/outbox/empty")] {
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
            let asked = here(&shop, method.clone(), path).header(ORIGIN, origin).send().await.unwrap();
            assert_eq!(asked.status().as_u16(), 403, "{origin}");
        }
    }
    assert_eq!(listed(&shop).await.len(), 1);
    let own = here(&shop, Method::POST, "/outbox/empty").header(ORIGIN, shop.system.url()).send().await.unwrap();
    assert_eq!((own.status().as_u16(), &own.headers()["location"]), (303, &"/outbox".parse().unwrap()));
    assert_eq!(listed(&shop).await, Vec::<Value>::new());
}

#[tokio::test]
async fn what_is_not_signed_for_the_service_is_refused() {
    let shop = Shop::open().await;
    let scoped = |service: &str| {
        format!(
            "AWS4-HMAC-SHA256 Credential=k/20261122/eu-north-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        )
    };
    let cases = [
        (None, "MissingAuthenticationToken"),
        (Some("Bearer wb_demo_x".to_owned()), "IncompleteSignature"),
        (Some("AWS4-HMAC-SHA256 Credential=k/20261122/eu-north-1/ses/aws4_request".to_owned()), "IncompleteSignature"),
        (Some(scoped("dynamodb")), "Signature"),
    ];
    for (signature, code) in cases {
        let sign = |request: RequestBuilder| match &signature {
            Some(signature) => request.header(AUTHORIZATION, signature),
            None => request,
        };
        let ses =
            sign(here(&shop, Method::POST, "/local/ses/v2/email/outbound-emails")).body("{}").send().await.unwrap();
        assert_eq!(ses.status().as_u16(), 403);
        assert!(ses.headers()["x-amzn-errortype"].to_str().unwrap().contains(code), "{ses:?}");
        let sns = sign(here(&shop, Method::POST, "/local/sns/")).body("Action=Publish").send().await.unwrap();
        assert!([400, 403].contains(&sns.status().as_u16()));
        assert!(sns.text().await.unwrap().contains(code), "{code}");
    }
    for (method, path) in [(Method::GET, "/v2/email/outbound-emails"), (Method::POST, "/v2/email/identities")] {
        let unknown = here(&shop, method, &format!("/local/ses{path}")).header(AUTHORIZATION, scoped("ses"));
        let unknown = unknown.send().await.unwrap();
        assert_eq!(
            (unknown.status().as_u16(), &unknown.headers()["x-amzn-errortype"]),
            (404, &"UnknownOperationException".parse().unwrap())
        );
    }
    let unreadable =
        here(&shop, Method::POST, "/local/ses/v2/email/outbound-emails").header(AUTHORIZATION, scoped("ses"));
    let unreadable = unreadable.body("{").send().await.unwrap();
    assert_eq!(unreadable.headers()["x-amzn-errortype"], "SerializationException");
    let nothing = here(&shop, Method::POST, "/local/sns/").header(AUTHORIZATION, scoped("sns")).send().await.unwrap();
    assert!(nothing.text().await.unwrap().contains("<Code>MissingAction</Code>"));
}

#[tokio::test]
async fn the_latest_thousand_are_kept() {
    let shop = Shop::open().await;
    for at in 0..MESSAGES + 2 {
        sms(&shop).message(format!("{at}")).send().await.unwrap();
    }
    let texts: Vec<_> = shop.system.outbox.messages().into_iter().filter_map(|message| message.text).collect();
    assert_eq!((texts.len(), texts[0].as_str(), texts[MESSAGES - 1].as_str()), (MESSAGES, "2", "1001"));
}

/// A folder of a test's own; it goes when the test ends well.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("waybill-outbox-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn options(&self) -> Options {
        Options { data: self.0.clone(), in_memory: false, ..Options::for_a_test() }
    }

    fn kept(&self) -> PathBuf {
        self.0.join("outbox.jsonl")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn messages_stay_between_runs_until_they_are_forgotten() {
    let folder = Folder::new("runs");
    let shop = Shop::open_with(folder.options()).await;
    mail(&shop).send().await.unwrap();
    sms(&shop).send().await.unwrap();
    let before = shop.system.outbox.messages();
    shop.system.stop().await.unwrap();
    let shop = Shop::open_with(folder.options()).await;
    assert_eq!(shop.system.outbox.messages(), before);
    assert_eq!(shop.send(here(&shop, Method::DELETE, "/outbox")).await.status, 204);
    sms(&shop).send().await.unwrap();
    shop.system.stop().await.unwrap();
    // Killed while it wrote: what was not whole was not kept.
    let whole = std::fs::read_to_string(folder.kept()).unwrap();
    std::fs::write(folder.kept(), format!("{whole}{{\"id\":\"half")).unwrap();
    let shop = Shop::open_with(folder.options()).await;
    assert_eq!(shop.system.outbox.messages().len(), 1);
    shop.system.stop().await.unwrap();
    let shop = Shop::open_with(Options { fresh: true, ..folder.options() }).await;
    assert_eq!(shop.system.outbox.messages(), []);
    shop.system.stop().await.unwrap();
}

#[tokio::test]
async fn the_file_that_keeps_them_is_bounded_and_its_owners_alone() {
    let folder = Folder::new("file");
    std::fs::create_dir_all(&folder.0).unwrap();
    let kept = OutboxOptions { kept_in: Some(folder.kept()), messages: 3, ..OutboxOptions::default() };
    let shop = Shop::open().await;
    sms(&shop).send().await.unwrap();
    let line = serde_json::to_string(&shop.system.outbox.messages()[0]).unwrap();
    std::fs::write(folder.kept(), format!("{line}\n").repeat(10)).unwrap();
    let outbox = Outbox::start(Clock::start(0, None).unwrap(), kept.clone()).unwrap();
    assert_eq!(outbox.messages().len(), 3);
    assert_eq!(std::fs::read_to_string(folder.kept()).unwrap().lines().count(), 3);
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder.kept()).unwrap().permissions()) & 0o777,
        0o600
    );
    std::fs::write(folder.kept(), "{\"id\": 7}\n").unwrap();
    let error = Outbox::start(Clock::start(0, None).unwrap(), kept).expect_err("it cannot be read");
    assert!(matches!(&error, LocalError::Io { .. }) && error.to_string().contains("delete it"), "{error}");
}
