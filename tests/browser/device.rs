//! A device of somebody's: a browser with cookies of its own, and one page in it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use crate::chromium::{Devtools, Session};
use crate::watch::{Loaded, Watch};

/// How long what is to be seen may take to be there. It is never waited for in vain but in a test that fails.
const PATIENCE: Duration = Duration::from_secs(45);

/// How often it is looked for.
const LOOK: Duration = Duration::from_millis(50);

/// Narrower than this is a phone.
const PHONES: u64 = 600;

/// No page is higher than a picture may be.
const HIGHEST: u64 = 16_000;

/// What a device is, and how its owner likes pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// How wide it is.
    pub width: u64,
    /// Whether its owner likes them dark.
    pub dark: bool,
    /// Whether it runs scripts.
    pub script: bool,
}

impl Look {
    /// A narrow phone.
    pub const PHONE: Self = Self { width: 360, dark: false, script: true };
    /// A wide screen.
    pub const DESKTOP: Self = Self { width: 1440, dark: false, script: true };

    /// Each width, light and dark.
    pub const ALL: [Self; 4] = [Self::PHONE, Self::PHONE.dark(), Self::DESKTOP, Self::DESKTOP.dark()];

    /// The same in the dark.
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }

    /// The same without scripts.
    pub const fn without_script(self) -> Self {
        Self { script: false, ..self }
    }

    /// As a file of its picture is called.
    pub fn name(self) -> String {
        format!("{}-{}", self.width, if self.dark { "dark" } else { "light" })
    }

    fn height(self) -> u64 {
        if self.width < PHONES { 780 } else { 900 }
    }
}

/// A device, and the page that it shows.
pub struct Device {
    /// The page.
    pub(crate) session: Session,
    watch: Arc<Watch>,
    look: Mutex<Look>,
    devtools: Devtools,
    context: String,
    origin: String,
}

impl Device {
    /// A device that was never here before.
    pub async fn new(devtools: &Devtools, origin: &str, look: Look) -> Self {
        let context = devtools.call("Target.createBrowserContext", json!({"disposeOnDetach": true})).await;
        let context = text(&context, "browserContextId");
        let empty = json!({"url": "about:blank", "browserContextId": context});
        let target = text(&devtools.call("Target.createTarget", empty).await, "targetId");
        let attached = devtools.call("Target.attachToTarget", json!({"targetId": target, "flatten": true})).await;
        let watch = Watch::of(origin);
        let session = devtools.session(&text(&attached, "sessionId"), watch.clone());
        watch.begin(&session).await;
        let (seen, devtools, origin) = (Mutex::new(look), devtools.clone(), origin.to_owned());
        let device = Self { session, watch, look: seen, devtools, context, origin };
        device.looks(look).await;
        device
    }

    /// Is another device from now on, with the same cookies.
    pub async fn looks(&self, look: Look) {
        *self.look.lock().expect("nobody failed here") = look;
        self.is(look.width, look.height()).await;
        let scheme = if look.dark { "dark" } else { "light" };
        let liked = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.session.call("Emulation.setEmulatedMedia", liked).await;
        self.session.call("Emulation.setScriptExecutionDisabled", json!({"value": !look.script})).await;
        self.session.call("Emulation.setFocusEmulationEnabled", json!({"enabled": true})).await;
    }

    /// Is so wide and so high.
    async fn is(&self, width: u64, height: u64) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < PHONES});
        self.session.call("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Opens a page of ours, by its path or its whole address.
    pub async fn open(&self, address: &str) {
        let address = if address.starts_with('/') { format!("{}{address}", self.origin) } else { address.to_owned() };
        let opened = self.session.call("Page.navigate", json!({"url": address})).await;
        assert!(opened["errorText"].is_null(), "{address}: {}", opened["errorText"]);
        self.loaded().await;
    }

    /// Waits until the page is whole.
    pub async fn loaded(&self) {
        let whole = async || self.ask("document.readyState").await == json!("complete");
        self.until("the page is whole", whole).await;
    }

    /// The path of the page, with what follows it.
    pub async fn path(&self) -> String {
        let path = self.ask("location.pathname + location.search").await;
        path.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the browser is led to a path that begins like this, and the page is whole.
    pub async fn arrives(&self, path: &str) {
        self.until(&format!("{path} is open"), async || self.path().await.starts_with(path)).await;
        self.loaded().await;
    }

    /// All that can be read on the page.
    pub async fn text(&self) -> String {
        let text = self.ask("document.body ? document.body.innerText : ''").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Whether this can be read on the page now, in capitals or not.
    pub async fn reads(&self, words: &str) -> bool {
        self.text().await.to_lowercase().contains(&words.to_lowercase())
    }

    /// Waits until this can be read on the page.
    pub async fn sees(&self, words: &str) {
        self.until(&format!("“{words}” can be read"), async || self.reads(words).await).await;
    }

    /// Waits until this can no longer be read on the page.
    pub async fn sees_no(&self, words: &str) {
        self.until(&format!("“{words}” can no longer be read"), async || !self.reads(words).await).await;
    }

    /// Waits until it is so.
    pub async fn until(&self, what: &str, is_so: impl AsyncFn() -> bool) {
        let began = Instant::now();
        while !is_so().await {
            if began.elapsed() > PATIENCE {
                let (seconds, path, text) = (PATIENCE.as_secs(), self.path().await, self.text().await);
                panic!("in {seconds} s not so: {what}\nat {path}\n{text}");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// What an expression is on the page; null, while it goes from one page to another.
    pub async fn ask(&self, expression: &str) -> Value {
        let expression = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        match self.session.try_call("Runtime.evaluate", expression).await {
            Ok(answer) if answer["exceptionDetails"].is_null() => answer["result"]["value"].clone(),
            Ok(answer) => panic!("{:#}", answer["exceptionDetails"]),
            Err(gone) if gone.contains("context") || gone.contains("navigated") => Value::Null,
            Err(error) => panic!("{error}"),
        }
    }

    /// The whole page as a PNG. What is below the window is painted only once the window is as high.
    pub async fn picture(&self) -> Vec<u8> {
        let size = self.session.call("Page.getLayoutMetrics", json!({})).await;
        let height = size["cssContentSize"]["height"].as_u64().unwrap_or_default().min(HIGHEST);
        let look = *self.look.lock().expect("nobody failed here");
        self.is(look.width, height).await;
        let picture = self.session.call("Page.captureScreenshot", json!({"format": "png"})).await;
        self.is(look.width, look.height()).await;
        BASE64_STANDARD.decode(text(&picture, "data")).expect("a picture")
    }

    /// What was loaded since this was last asked.
    pub fn has_loaded(&self) -> Vec<Loaded> {
        self.watch.loaded()
    }

    /// The browser's complaints with this word in them are what the test is about.
    pub fn forgive(&self, word: &str) {
        self.watch.forgive(word);
    }

    /// What the pages did that no page may do.
    pub fn wrong(&self) -> Vec<String> {
        self.watch.wrong()
    }

    /// Forgets everything, and is gone.
    pub async fn close(&self) {
        let context = json!({"browserContextId": self.context});
        self.devtools.call("Target.disposeBrowserContext", context).await;
    }
}

/// A field of an answer.
pub(crate) fn text(answer: &Value, name: &str) -> String {
    answer[name].as_str().unwrap_or_else(|| panic!("no {name}: {answer:#}")).to_owned()
}
