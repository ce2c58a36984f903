//! What no page may do, noted while it is open: no test can forget to look.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, Weak};

use serde_json::{Value, json};

use crate::chromium::Session;

/// What the browser tells of a page without being asked.
const DOMAINS: [&str; 4] = ["Page", "Runtime", "Log", "Network"];

/// Notes of what a page did that none may do.
pub struct Watch {
    origin: String,
    myself: Weak<Watch>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    wrong: Vec<String>,
    loaded: Vec<Loaded>,
    forgiven: Vec<String>,
    ignored: HashSet<String>,
}

/// Something that a page loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// What for, in the browser's words: `Document`, `Stylesheet`, `Script`, `Fetch`.
    pub kind: String,
    /// From where.
    pub address: String,
}

impl Watch {
    /// Pages of this origin, which may ask nobody else for anything.
    pub fn of(origin: &str) -> Arc<Self> {
        let seen = Mutex::default();
        Arc::new_cyclic(|myself| Self { origin: origin.to_owned(), myself: myself.clone(), seen })
    }

    /// Has a page, or a frame of it, tell what it does, and only then go on.
    pub async fn begin(&self, session: &Session) {
        for domain in DOMAINS {
            session.call(&format!("{domain}.enable"), json!({})).await;
        }
        session.call("Target.setAutoAttach", frames()).await;
    }

    /// A word that a complaint may have: the test makes the browser complain.
    pub fn forgive(&self, word: &str) {
        self.seen().forgiven.push(word.to_owned());
    }

    /// What went wrong until now.
    pub fn wrong(&self) -> Vec<String> {
        let seen = self.seen();
        let forgiven = |wrong: &&String| seen.forgiven.iter().any(|word| wrong.contains(word));
        seen.wrong.iter().filter(|wrong| !forgiven(wrong)).cloned().collect()
    }

    /// What was loaded since it was last asked.
    pub fn loaded(&self) -> Vec<Loaded> {
        std::mem::take(&mut self.seen().loaded)
    }

    /// What the browser tells.
    pub fn hear(&self, session: &Session, method: &Value, told: &Value) {
        match method.as_str().unwrap_or_default() {
            "Page.javascriptDialogOpening" => {
                self.note(format!("a dialog appeared: {}", told["message"]));
                session.tell("Page.handleJavaScriptDialog", &json!({"accept": true}));
            }
            "Runtime.exceptionThrown" => {
                let thrown = &told["exceptionDetails"];
                self.note(format!("a script failed: {} {}", thrown["text"], thrown["exception"]["description"]));
            }
            "Runtime.consoleAPICalled" if told["type"] == "error" || told["type"] == "assert" => {
                self.note(format!("the console has an error: {}", told["args"]));
            }
            // What came over the network is judged by its answer.
            "Log.entryAdded" if told["entry"]["level"] == "error" && told["entry"]["source"] != "network" => {
                self.note(format!("the browser complained: {} {}", told["entry"]["text"], told["entry"]["url"]));
            }
            "Network.requestWillBeSent" => self.asks(told),
            "Network.responseReceived" => self.answered(&told["type"], &told["response"]),
            "Network.loadingFailed" if told["canceled"] != true && !self.ignores(told) => {
                self.note(format!("{} did not load: {} {}", told["type"], told["errorText"], told["blockedReason"]));
            }
            "Target.attachedToTarget" => self.follow(session, told["sessionId"].as_str().unwrap_or_default()),
            _ => {}
        }
    }

    fn asks(&self, told: &Value) {
        let address = told["request"]["url"].as_str().unwrap_or_default();
        let kind = told["type"].as_str().unwrap_or_default().to_owned();
        // A browser looks for a sign of the site by itself, where a mail that is shown alone names none.
        if address.starts_with("data:") || address.starts_with("about:") || address.ends_with("/favicon.ico") {
            self.seen().ignored.extend(told["requestId"].as_str().map(str::to_owned));
            return;
        }
        if address.strip_prefix(&self.origin).is_none_or(|path| !path.starts_with('/')) {
            self.note(format!("another host is asked for a {kind}: {address}"));
        }
        self.seen().loaded.push(Loaded { kind, address: address.to_owned() });
    }

    fn ignores(&self, told: &Value) -> bool {
        told["requestId"].as_str().is_some_and(|id| self.seen().ignored.contains(id))
    }

    /// A page may say that something is not there; what it is made of must be.
    fn answered(&self, kind: &Value, answer: &Value) {
        let (status, address) = (answer["status"].as_u64().unwrap_or_default(), &answer["url"]);
        let part = !["Document", "Fetch", "XHR"].contains(&kind.as_str().unwrap_or_default());
        if status >= 500 || (part && status >= 400) {
            self.note(format!("{address} was answered with {status}"));
        }
        let has = |name: &str| {
            answer["headers"].as_object().is_some_and(|all| all.keys().any(|known| known.eq_ignore_ascii_case(name)))
        };
        let page = kind == "Document" && answer["mimeType"] == "text/html" && address.as_str() != Some("about:blank");
        if page && !has("content-security-policy") {
            self.note(format!("{address} has no Content-Security-Policy"));
        }
    }

    /// A frame that runs in a process of its own waits until it is watched too.
    fn follow(&self, session: &Session, frame: &str) {
        let Some(myself) = self.myself.upgrade() else { return };
        let frame = session.frame(frame, myself);
        for domain in DOMAINS {
            frame.tell(&format!("{domain}.enable"), &json!({}));
        }
        frame.tell("Target.setAutoAttach", &frames());
        frame.tell("Runtime.runIfWaitingForDebugger", &json!({}));
    }

    fn note(&self, wrong: String) {
        self.seen().wrong.push(wrong);
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().expect("nobody failed here")
    }
}

fn frames() -> Value {
    json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
}
