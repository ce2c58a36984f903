//! Whose number a number may be: never a refusal, whatever is asked about.

use reqwest::Method;
use serde_json::{Value, json};
use waybill_tests::{Shop, entries};

use crate::followed::set_plan;

async fn candidates(shop: &Shop, number: &str) -> Vec<Value> {
    let request = shop.request(Method::GET, "/carriers/detect").query(&[("number", number)]);
    let answer = shop.send(request).await.expect(200);
    assert_eq!(answer.as_object().unwrap().len(), 1, "{answer}");
    entries(&answer["candidates"]).cloned().collect()
}

#[tokio::test]
async fn a_number_is_told_with_its_likely_carriers_best_first() {
    let shop = Shop::open().await;
    for (number, carrier, check_digit) in [
        ("1Z5R89390357567127", "ups", "valid"),
        ("1Z5R89390357567128", "ups", "invalid"),
        ("1z 5r8939-0357567127", "ups", "valid"),
        ("CE123456785SE", "postnord", "valid"),
        ("9400111899223197428497", "usps", "valid"),
    ] {
        let found = candidates(&shop, number).await;
        let Some(best) = found.first() else { panic!("{number}: nobody's") };
        assert!(best["carrier"].as_str().unwrap().starts_with(carrier), "{number}: {found:#?}");
        assert_eq!(best["check_digit"], check_digit, "{number}: {found:#?}");
        assert!(!best["name"].as_str().unwrap().is_empty());
        let scores: Vec<_> = found.iter().map(|one| one["score"].as_u64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b) && scores.iter().all(|score| *score <= 100), "{scores:?}");
        let mut carriers: Vec<_> = found.iter().map(|one| one["carrier"].as_str().unwrap()).collect();
        carriers.sort_unstable();
        carriers.dedup();
        assert!(carriers.len() == found.len() && found.len() <= 10, "each once: {found:#?}");
        for one in &found {
            let fields: Vec<_> = one.as_object().unwrap().keys().cloned().collect();
            assert_eq!(fields, ["carrier", "check_digit", "name", "score"]);
        }
    }
}

#[tokio::test]
async fn any_text_may_be_asked_about_and_none_is_refused() {
    let shop = Shop::open().await;
    for text in ["", " ", "-", "☃", "Ä1", "\u{0}", "\n", "' OR 1=1 --", "<script>", "../../etc", "1Z", "0", "%"] {
        let found = candidates(&shop, text).await;
        assert!(found.iter().all(|one| one["score"].is_u64()), "{text:?}");
    }
    let long = "9".repeat(2_000);
    assert_eq!(candidates(&shop, &long).await, Vec::<Value>::new());
    for length in 1..70 {
        let _ = candidates(&shop, &"7".repeat(length)).await;
        let _ = candidates(&shop, &"A".repeat(length)).await;
    }
}

#[tokio::test]
async fn a_number_must_be_named_once_and_by_someone_we_know() {
    let shop = Shop::open().await;
    for (query, field) in
        [("", "number"), ("?number=1&number=2", "number"), ("?numbr=1", "numbr"), ("?number=1&carrier=ups", "carrier")]
    {
        let reply = shop.get(&format!("/carriers/detect{query}")).await;
        reply.expect_problem(400, "invalid_request");
        assert_eq!(reply.body["errors"][0]["field"], field, "{query}");
    }
    let url = format!("{}/carriers/detect?number=1", shop.system.url());
    shop.send(reqwest::Client::new().get(url)).await.expect_problem(401, "unauthenticated");
    shop.post("/carriers/detect?number=1", json!({})).await.expect_problem(405, "method_not_allowed");
    // Whoever enters numbers may ask, with any plan.
    set_plan(&shop, "basic").await;
    assert!(!candidates(&shop, "1Z5R89390357567127").await.is_empty());
}
