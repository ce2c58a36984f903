//! For developers: the scripted numbers, and what becomes of each.

use maud::{DOCTYPE, Markup, html};
use serde_json::{Value, json};

use super::API;
use super::journeys::{Journeys, Promise, Script};
use crate::outbox;

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
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "The local carrier · Waybill" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href={ (outbox::HOME) "/style.css" };
            }
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
        }
    }
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
    promise.after.0.to_std().map_or_else(|_| String::new(), |after| humantime::format_duration(after).to_string())
}
