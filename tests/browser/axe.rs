//! Whether everyone can use a page, as far as a machine can tell: all of axe-core's rules, and ours on small screens.

use serde_json::Value;
use waybill_tests::entries;

use crate::device::Device;

/// The rules, as their makers publish them.
const AXE: &str = include_str!("axe/axe.min.js");

/// What is shown in a frame is a message, not ours.
const RUN: &str = "axe.run(document, {iframes: false, resultTypes: ['violations']}).then(found => found.violations)";

/// What is asked about a page, beside them.
const PAGE: &str = include_str!("page.js");

/// Pixels that a finger needs (WCAG 2.5.8).
const FINGER: u32 = 24;

impl Device {
    /// What on this page somebody cannot use: rule, place, and what would help.
    pub async fn obstacles(&self) -> Vec<String> {
        self.ask(&format!("{AXE}; 0")).await;
        let mut found = Vec::new();
        for violation in entries(&self.ask(RUN).await) {
            for node in entries(&violation["nodes"]) {
                let (rule, place, help) = (word(&violation["id"]), &node["target"], word(&violation["help"]));
                found.push(format!("{rule} at {place}: {help}. {}", word(&node["failureSummary"])));
            }
        }
        found
    }

    /// What is wider than the window, or too small for a finger.
    pub async fn misfits(&self) -> Vec<String> {
        entries(&self.question(&format!("misfits({FINGER})")).await).map(word).collect()
    }

    /// How far things moved while the page loaded, as browsers count it.
    pub async fn shift(&self) -> f64 {
        self.question("shift()").await.as_f64().expect("a number")
    }

    async fn question(&self, question: &str) -> Value {
        self.ask(&format!("{}.{question}", PAGE.trim_end())).await
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
