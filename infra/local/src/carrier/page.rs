//! For developers: the scripted numbers, and what becomes of each.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::API;
use super::journeys::{Journeys, Promise, Script};
use crate::outbox::document;

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

/// What there is, for people; it looks as the outbox does.
pub fn html(journeys: &Journeys) -> Markup {
    let body = html! {
        body {
            header.bar {
                div {
                    h1.name { "The local carrier" }
                    p.muted { "It speaks 17TRACK’s API at " code { (API) } }
                }
            }
            main.sheet {
                p { (HOW) }
                table {
                    thead { tr { th { "Numbers" } th { "What happens" } th { "What Waybill shows" } } }
                    tbody { @for script in journeys.scripts() { (row(script)) } }
                }
            }
        }
    };
    document("The local carrier", None, &body)
}

fn row(script: &Script) -> Markup {
    let word = |word: Value| word.as_str().unwrap_or_default().to_owned();
    let shown = |promise: &Promise| {
        let condition = promise.condition;
        let details = [condition.reason().map(|reason| json!(reason)), condition.detail().map(|detail| json!(detail))];
        let words = [condition.status().as_str().to_owned()].into_iter().chain(details.into_iter().flatten().map(word));
        words.collect::<Vec<_>>().join(" · ")
    };
    html! {
        tr {
            td { @for number in &script.numbers { code { (number) } " " } }
            td { (script.tells) }
            td { dl { @for promise in &script.promises { dt { (after(promise)) } dd { (shown(promise)) } } } }
        }
    }
}

fn after(promise: &Promise) -> String {
    let after = promise.after.0;
    let parts = [(after.num_days(), "d"), (after.num_hours() % 24, "h"), (after.num_minutes() % 60, "m")];
    let said = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}"));
    said.collect::<Vec<_>>().join(" ")
}
