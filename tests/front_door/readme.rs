//! Every request in the README is answered as it says.

use serde_json::Value;
use waybill_local::Options;
use waybill_tests::{Reply, Shop};

/// A `curl` of the README, as far as it is read here.
#[derive(Debug, Default)]
pub struct Curl {
    method: Option<String>,
    path: String,
    body: Option<String>,
    json: bool,
    authorized: bool,
}

#[tokio::test]
async fn every_request_of_the_readme_is_answered_as_it_says() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).unwrap();
    let (_, section) = readme.split_once("## Run it").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let shop = Shop::open_with(Options { empty: false, ..Options::for_a_test() }).await;
    let mut last = Value::Null;
    let (mut asked, mut compared) = (0, 0);
    for (kind, block) in blocks(section) {
        match kind {
            "sh" => {
                for line in block.lines().filter(|line| line.starts_with("curl ")) {
                    let reply = send(&shop, &curl(line), &last).await;
                    assert!((200..300).contains(&reply.status), "{line}: {:#}", reply.body);
                    last = reply.body;
                    asked += 1;
                }
            }
            "json" => {
                let said: Value = serde_json::from_str(block).unwrap();
                assert_eq!(masked(&last), masked(&said), "README shows another answer");
                compared += 1;
            }
            _ => {}
        }
    }
    assert!(asked >= 5 && compared >= 2, "{asked} requests, {compared} answers");
}

/// The fenced blocks of a text, each with its kind.
fn blocks(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n'))
}

pub async fn send(shop: &Shop, curl: &Curl, last: &Value) -> Reply {
    let method = curl.method.clone().unwrap_or_else(|| if curl.body.is_some() { "POST".into() } else { "GET".into() });
    let path = curl.path.replace("ord_…", last["id"].as_str().unwrap_or_default());
    let mut request = shop.request(method.parse().unwrap(), &path);
    assert!(curl.authorized || path.starts_with("/local/"), "{path} needs a key");
    if let Some(body) = &curl.body {
        request = request.body(body.clone());
    }
    if curl.json {
        request = request.header("content-type", "application/json");
    }
    shop.send(request).await
}

pub fn curl(line: &str) -> Curl {
    let mut curl = Curl::default();
    let mut words = words(line).into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "-s" => {}
            "-X" => curl.method = words.next(),
            "-d" => curl.body = words.next(),
            "-H" => match words.next().unwrap().as_str() {
                "Authorization: Bearer $(cat .waybill/api-key)" => curl.authorized = true,
                "Content-Type: application/json" => curl.json = true,
                other => panic!("the README sends {other}"),
            },
            url => curl.path = here(url),
        }
    }
    curl
}

/// What follows the address of the local run.
fn here(url: &str) -> String {
    url.strip_prefix("http://127.0.0.1:9000").unwrap_or_else(|| panic!("{url}")).to_owned()
}

/// The words of a line of shell, without their quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for character in line.chars() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, ' ') => words.push(std::mem::take(&mut word)),
            _ => word.push(character),
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// An answer without what differs from run to run: ids and instants.
fn masked(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), masked(value))).collect(),
        Value::Array(items) => items.iter().map(masked).collect(),
        Value::String(text) if text.starts_with("ord_") => "ord_".into(),
        Value::String(text) if text.len() >= 20 && text.ends_with('Z') => "an instant".into(),
        other => other.clone(),
    }
}
