//! A function that is killed: it is stopped at one of the requests that it sends, before that is done or after.

use std::sync::{Arc, Mutex};

use axum::body::to_bytes;
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// Counts what a run sends to the table and to services, and stops it at one of these.
#[derive(Clone)]
pub struct Guillotine {
    sent: Arc<Mutex<Vec<String>>>,
    at: usize,
    after: bool,
    fallen: Arc<Notify>,
}

/// What becomes of a request.
#[derive(Clone, Copy, PartialEq)]
pub enum Fate {
    Goes,
    /// The run is killed before it arrives, or it comes later.
    Lost,
    /// It is done, and the run is killed before the answer.
    Unanswered,
}

impl Guillotine {
    pub fn new(at: usize, after: bool) -> Self {
        Self { sent: Arc::default(), at, after, fallen: Arc::default() }
    }

    /// Decides on the next request, of this name.
    pub fn fate(&self, request: &str) -> Fate {
        let mut sent = self.sent.lock().unwrap();
        sent.push(request.to_owned());
        match sent.len().cmp(&self.at) {
            std::cmp::Ordering::Less => Fate::Goes,
            std::cmp::Ordering::Equal if self.after => Fate::Unanswered,
            std::cmp::Ordering::Equal => {
                self.fall();
                Fate::Lost
            }
            std::cmp::Ordering::Greater => Fate::Lost,
        }
    }

    pub fn fall(&self) {
        self.fallen.notify_one();
    }

    /// Waits until it has fallen.
    pub async fn fallen(&self) {
        self.fallen.notified().await;
    }

    /// The request at which the run was killed, if it got so far.
    pub fn struck(&self) -> Option<String> {
        self.sent.lock().unwrap().get(self.at - 1).cloned()
    }

    /// A way to a service that is cut when it falls.
    pub async fn before(&self, service: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (this, service, http) = (self.clone(), service.to_owned(), reqwest::Client::new());
        let routes = axum::Router::new().fallback(move |request: axum::extract::Request| {
            let (this, service, http) = (this.clone(), service.clone(), http.clone());
            async move {
                let (head, body) = request.into_parts();
                let path = head.uri.path().trim_start_matches('/');
                let target = head.headers.get("x-amz-target").and_then(|target| target.to_str().ok());
                let name = target.or(Some(path).filter(|path| !path.is_empty())).unwrap_or("Publish");
                let fate = this.fate(name.rsplit('.').next().unwrap_or_default());
                if fate == Fate::Lost {
                    return std::future::pending().await;
                }
                let mut headers = head.headers.clone();
                headers.remove("host");
                let body = to_bytes(body, 1 << 24).await.unwrap();
                let url = if path.is_empty() { service } else { format!("{service}/{path}") };
                let carried = http.post(url).headers(headers).body(body).send().await.unwrap();
                let (status, mut headers) = (carried.status(), carried.headers().clone());
                let body = carried.bytes().await.unwrap();
                if fate == Fate::Unanswered {
                    this.fall();
                    return std::future::pending().await;
                }
                headers.remove("transfer-encoding");
                (status, headers, body).into_response()
            }
        });
        tokio::spawn(async { axum::serve(listener, routes).await });
        url
    }
}
