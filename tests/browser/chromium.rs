//! Chromium, spoken to in its `DevTools` protocol over a pipe: no port, no driver, and it ends when the pipe does, however
//! this process ends.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::timeout;

use crate::watch::Watch;

/// Names under which it is installed.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long it may take to answer, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_mins(1);

/// Nothing of other hosts, nothing in the background, and no timer that is slowed down in a window that is not in front.
const SWITCHES: [&str; 14] = [
    "--headless=new",
    "--remote-debugging-pipe",
    // Of no use in a container, and refused to its root.
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--force-color-profile=srgb",
    "--accept-lang=en",
    // Whoever asks another host for anything gets an error, which fails the test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/// The browser of the whole run.
pub struct Chromium {
    /// How it is spoken to.
    pub devtools: Devtools,
    process: Child,
    profile: PathBuf,
}

/// How a browser is spoken to. Cheap to clone.
#[derive(Clone)]
pub struct Devtools {
    wire: Arc<Wire>,
}

/// One page of it, or one frame.
#[derive(Clone)]
pub struct Session {
    devtools: Devtools,
    id: String,
}

/// Who waits for which answer, and who watches which session.
struct Wire {
    to: Mutex<Option<ChildStdin>>,
    last: AtomicU64,
    waiting: Mutex<HashMap<u64, oneshot::Sender<Result<Value, String>>>>,
    watching: Mutex<HashMap<String, Arc<Watch>>>,
}

impl Chromium {
    /// Where it is: `WAYBILL_CHROMIUM`, or the first of its names on the path.
    pub fn find() -> Option<PathBuf> {
        if let Some(said) = env::var_os("WAYBILL_CHROMIUM") {
            return Some(said.into());
        }
        let path = env::var_os("PATH")?;
        let folders: Vec<_> = env::split_paths(&path).collect();
        let places = NAMES.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        places.into_iter().find(|place| place.is_file())
    }

    /// Starts it with a profile of its own.
    pub fn start(program: &PathBuf) -> Self {
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("chromium-{}", std::process::id()));
        // It reads what it is told from its third file and answers into its fourth.
        let mut process = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null"#])
            .arg(program)
            .args(SWITCHES)
            .arg(format!("--user-data-dir={}", profile.display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell");
        let to = Mutex::new(process.stdin.take());
        let from = process.stdout.take().expect("a pipe");
        let wire = Wire { to, last: AtomicU64::new(0), waiting: Mutex::default(), watching: Mutex::default() };
        let devtools = Devtools { wire: Arc::new(wire) };
        let reader = devtools.clone();
        std::thread::spawn(move || reader.read(from));
        Self { devtools, process, profile }
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        drop(self.devtools.wire.to.lock().expect("nobody failed here").take());
        for _ in 0..100 {
            if matches!(self.process.try_wait(), Ok(Some(_))) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

impl Devtools {
    /// Asks the browser itself.
    pub async fn call(&self, method: &str, parameters: Value) -> Value {
        let answer = self.answer(None, method, &parameters).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// One page of it, watched.
    pub fn session(&self, id: &str, watch: Arc<Watch>) -> Session {
        self.wire.watching.lock().expect("nobody failed here").insert(id.to_owned(), watch);
        Session { devtools: self.clone(), id: id.to_owned() }
    }

    async fn answer(&self, session: Option<&str>, method: &str, parameters: &Value) -> Result<Value, String> {
        let answer = self.send(session, method, parameters);
        match timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err("the browser has ended".to_owned()),
            Err(_) => Err(format!("no answer in {} s", PATIENCE.as_secs())),
        }
    }

    /// Asks without waiting; the answer comes where it says.
    fn send(
        &self,
        session: Option<&str>,
        method: &str,
        parameters: &Value,
    ) -> oneshot::Receiver<Result<Value, String>> {
        let wire = &self.wire;
        let id = wire.last.fetch_add(1, Ordering::Relaxed);
        let (answered, answer) = oneshot::channel();
        wire.waiting.lock().expect("nobody failed here").insert(id, answered);
        let mut message = json!({"id": id, "method": method, "params": parameters});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let written = wire.to.lock().expect("nobody failed here").as_mut().map(|to| {
            let mut text = message.to_string().into_bytes();
            text.push(0);
            to.write_all(&text).and_then(|()| to.flush())
        });
        if !matches!(written, Some(Ok(()))) {
            wire.waiting.lock().expect("nobody failed here").remove(&id);
        }
        answer
    }

    /// Reads until the browser ends; whoever waits then waits no longer.
    fn read(&self, from: ChildStdout) {
        for message in BufReader::new(from).split(0) {
            let Ok(message) = message else { break };
            let Ok(mut message) = serde_json::from_slice::<Value>(&message) else { continue };
            if let Some(id) = message["id"].as_u64() {
                let waiting = self.wire.waiting.lock().expect("nobody failed here").remove(&id);
                let answer = match message["error"]["message"].as_str() {
                    Some(error) => Err(error.to_owned()),
                    None => Ok(message["result"].take()),
                };
                let _ = waiting.map(|waiting| waiting.send(answer));
            } else if let Some(id) = message["sessionId"].as_str() {
                let watch = self.wire.watching.lock().expect("nobody failed here").get(id).cloned();
                let session = Session { devtools: self.clone(), id: id.to_owned() };
                let _ = watch.map(|watch| watch.hear(&session, &message["method"], &message["params"]));
            }
        }
        self.wire.waiting.lock().expect("nobody failed here").clear();
    }
}

impl Session {
    /// Asks the page.
    pub async fn call(&self, method: &str, parameters: Value) -> Value {
        self.try_call(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Asks the page what it may refuse: what is asked about may just have gone.
    ///
    /// # Errors
    /// As the browser says it.
    pub async fn try_call(&self, method: &str, parameters: Value) -> Result<Value, String> {
        self.devtools.answer(Some(&self.id), method, &parameters).await
    }

    /// Tells the page, and does not wait.
    pub fn tell(&self, method: &str, parameters: &Value) {
        drop(self.devtools.send(Some(&self.id), method, parameters));
    }

    /// A frame of the page, watched as the page is.
    pub fn frame(&self, id: &str, watch: Arc<Watch>) -> Self {
        self.devtools.session(id, watch)
    }
}
