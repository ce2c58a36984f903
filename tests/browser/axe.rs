//! Whether everyone can use a page, as far as a machine can tell: all of axe-core's rules, and ours on small screens.

use serde_json::Value;
use waybill_tests::entries;

use crate::device::Device;

/// The rules, as their makers publish them.
const AXE: &str = include_str!("axe/axe.min.js");

/// What is shown in a frame is a message, not ours; its own page is looked at by itself.
const RUN: &str = "axe.run(document, {iframes: false, resultTypes: ['violations']}).then(found => found.violations)";

/// Pixels that a finger needs (WCAG 2.5.8), but in running text.
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
        let wide = "(() => { const page = document.scrollingElement; if (page.scrollWidth <= innerWidth) return []; \
                    return [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > innerWidth + 1) \
                    .slice(0, 5).map(one => `${one.tagName}.${one.className} is ${Math.round(one.getBoundingClientRect().right)} wide in ${innerWidth}`) \
                    .concat(`the page is ${page.scrollWidth} wide in ${innerWidth}`) })()";
        let small = format!(
            "[...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')].filter(one => {{ \
             const label = one.closest('label') || (one.type === 'checkbox' && one.labels[0]); const box = (label || one).getBoundingClientRect(); \
             const inText = getComputedStyle(one).display === 'inline'; const clipped = box.width <= 1 || box.height <= 1; \
             return matchMedia('(max-width: 600px)').matches && one.checkVisibility() && !inText && !clipped && Math.min(box.width, box.height) < {FINGER} }}) \
             .map(one => `${{one.tagName}} “${{one.textContent.trim().slice(0, 40)}}” is too small for a finger`)"
        );
        let mut found = Vec::new();
        for question in [wide, &small] {
            found.extend(entries(&self.ask(question).await).map(word));
        }
        found
    }

    /// How far things moved while the page loaded, as browsers count it.
    pub async fn shift(&self) -> f64 {
        let shifts = "new Promise(told => { let sum = 0; const add = list => { for (const one of list) sum += one.value }; \
                      const observer = new PerformanceObserver(list => add(list.getEntries())); \
                      observer.observe({type: 'layout-shift', buffered: true}); \
                      requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); told(sum) }, 100)) })";
        self.ask(shifts).await.as_f64().expect("a number")
    }
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
