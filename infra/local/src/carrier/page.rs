//! For developers: the scripted numbers, and what becomes of each.

use serde_json::{Value, json};

use super::API;
use super::journeys::{Journeys, Promise, Script};

const HOW: &str = "A number that begins as one of these, with letters and digits after it, goes through that journey \
    from the moment at which it is first registered. With D12 at its end (WBLOST1D12) it had begun twelve days \
    before. Any other number goes through an ordinary journey.";

/// What there is, for programs.
pub fn json(journeys: &Journeys) -> Value {
    let promise = |promise: &Promise| {
        let mut shown = json!(promise.condition);
        if let Some(fields) = shown.as_object_mut() {
            fields.insert("after".to_owned(), after(promise).into());
        }
        shown
    };
    let script = |script: &Script| {
        json!({
            "journey": script.name,
            "numbers": script.numbers,
            "tells": script.tells,
            "ordinary": script.ordinary,
            "shows": script.promises.iter().map(promise).collect::<Vec<_>>(),
        })
    };
    json!({"api": API, "how": HOW, "journeys": journeys.scripts().iter().map(script).collect::<Vec<_>>()})
}

/// What there is, for people.
pub fn html(journeys: &Journeys) -> String {
    let rows: String = journeys.scripts().iter().map(row).collect();
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>The local carrier</title>\
         <h1>The local carrier</h1><p>{HOW}</p><p>It speaks 17TRACK’s API at <code>{API}</code>.</p>\
         <table><tr><th>Numbers<th>What happens<th>What Waybill shows{rows}</table></html>"
    )
}

fn row(script: &Script) -> String {
    let shows = script.promises.iter().map(|promise| {
        let condition = promise.condition;
        let details = [condition.reason().map(|reason| json!(reason)), condition.detail().map(|detail| json!(detail))];
        let details = details.into_iter().flatten().filter_map(|word| word.as_str().map(|word| format!(" · {word}")));
        format!("{}: {}{}", after(promise), condition.status().as_str(), details.collect::<String>())
    });
    let shows = shows.collect::<Vec<_>>().join("\n");
    let (numbers, tells) = (escaped(&script.numbers.join("\n")), escaped(&script.tells));
    format!("<tr><td><pre>{numbers}</pre><td>{tells}<td><pre>{}</pre>", escaped(&shows))
}

fn after(promise: &Promise) -> String {
    promise.after.0.to_std().map_or_else(|_| String::new(), |after| humantime::format_duration(after).to_string())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
