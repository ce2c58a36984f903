//! The promises of the fuzz targets, on random input that any toolchain can make.

use proptest::prelude::*;
use serde_json::{Value, json};

use waybill_carriers::CALL;
use waybill_carriers::tracker::{Question, Word};
use waybill_domain::carrier::Carrier;
use waybill_domain::service::Service;

use crate::server::{Reply, Server};
use crate::{bodies, payloads};

/// Any JSON, with the keys and words that services use among its own.
fn any_json() -> impl Strategy<Value = Value> {
    let keys = "number|carrier|track_info|latest_status|status|sub_status|tracking|providers|events|time_iso|time_utc|time_raw|date|time|timezone|description|location|address|country|coordinates|latitude|longitude|checkpoints|checkpoint_time|tag|subtag|tracking_details|datetime|tracking_status|tracking_history|status_date|substatus|code|timestamp|reason|[a-z]{1,4}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "(Delivered|InTransit_Other|delivered|TRANSIT|SE|SWE|[0-9]{1,4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}([+-][0-9]{2}:[0-9]{2}|Z)?)?)".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 80, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(keys, inner, 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Does something to some of the values: a seed says to which, and what.
fn mutated(value: &Value, seed: &mut impl FnMut() -> u32) -> Value {
    match seed() % 40 {
        0 => return Value::Null,
        1 => return json!(seed()),
        2 => return json!(seed().to_string()),
        3 => return json!([value, value]),
        4 => return json!({"events": value, "status": value}),
        5 => return json!("\u{1F4E6} not a time / not / a code"),
        _ => {}
    }
    match value {
        Value::Array(items) => items.iter().map(|item| mutated(item, seed)).collect(),
        Value::Object(members) => members.iter().map(|(key, item)| (key.clone(), mutated(item, seed))).collect(),
        Value::String(text) if seed().is_multiple_of(20) => {
            text.chars().take(seed() as usize % 20).collect::<String>().into()
        }
        other => other.clone(),
    }
}

/// Xorshift: enough to choose what is broken, and the same for the same seed.
fn dice(seed: u64) -> impl FnMut() -> u32 {
    let mut state = seed | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u32
    }
}

/// Answers each service with something; what it says of a parcel, if it says anything, can be kept.
async fn answered(status: u16, body: &Value) {
    let server = Server::saying(Reply::Json(status, body.clone())).await;
    let carriers = server.carriers();
    for service in Service::ALL {
        let number = "AA123456789BR".to_owned();
        let question = Question { number, carrier: Carrier::named("USPS"), reference: None };
        let tracker = carriers.tracker(service, &server.credentials());
        let Ok(told) = tracker.look(&[question], CALL).await else { continue };
        assert_eq!(told.len(), 1);
        if let Word::Seen(sighting) = &told[0].word {
            bodies::can_be_kept(sighting);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        bodies::any_bytes(&bytes);
    }

    #[test]
    fn any_json_is_read_or_refused(value in any_json()) {
        bodies::any_bytes(value.to_string().as_bytes());
        prop_assert_eq!(bodies::any_parcel(&value), value.is_object());
    }

    #[test]
    fn a_real_payload_may_be_broken_in_any_way(which: prop::sample::Index, seed: u64, cut: prop::sample::Index) {
        let payloads = payloads::all();
        let payload = which.get(&payloads);
        let broken = mutated(&payload.body, &mut dice(seed));
        bodies::any_part(&broken);
        let text = broken.to_string().into_bytes();
        bodies::any_bytes(&text);
        bodies::any_bytes(&text[..cut.index(text.len())]);
    }
}

proptest! {
    // Each case is five real connections.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_answer_may_be_broken_in_any_way(which: prop::sample::Index, seed: u64, ok: bool) {
        let payloads = payloads::all();
        let broken = mutated(&which.get(&payloads).body, &mut dice(seed));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(answered(if ok { 200 } else { 400 }, &broken));
    }
}
