//! A service that says what a test wants it to, and remembers what it was asked.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use waybill_carriers::tracker::{Credentials, Tracker};
use waybill_carriers::{Addresses, Carriers};
use waybill_domain::service::Service;

/// What the service does when it is asked.
#[derive(Clone)]
pub enum Reply {
    Json(u16, Value),
    /// A status, one header, and a body that may be anything.
    Page(u16, (&'static str, &'static str), String),
    /// Bytes that are no HTTP.
    Garbage,
    /// The head of an answer, and then the end.
    BrokenOff,
    /// Nothing, while the caller waits.
    Silence,
    /// An answer of so many bytes.
    Flood(usize),
}

/// What the service was asked.
#[derive(Clone, Debug)]
pub struct Request {
    /// `POST /path`.
    pub line: String,
    pub headers: String,
    pub body: Value,
}

pub struct Server {
    pub url: String,
    heard: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub async fn saying(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let heard = Arc::new(Mutex::new(Vec::new()));
        let remembers = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, reply.clone(), remembers.clone()));
            }
        });
        Self { url, heard }
    }

    pub fn heard(&self) -> Vec<Request> {
        self.heard.lock().expect("nobody panics with it").clone()
    }

    pub fn carriers(&self) -> Carriers {
        let url = || self.url.clone();
        Carriers::new(Addresses { seventeentrack: url(), aftership: url(), easypost: url(), shippo: url() })
    }

    pub fn tracker(&self, service: Service) -> Box<dyn Tracker> {
        self.carriers().tracker(service, &self.credentials())
    }

    pub fn credentials(&self) -> Credentials {
        Credentials {
            key: KEY.to_owned().try_into().expect("a key"),
            webhook_secret: None,
            url: Some(self.url.clone().try_into().expect("an address")),
        }
    }
}

/// The store's key.
pub const KEY: &str = "key_of_the_store";

async fn serve(mut stream: TcpStream, reply: Reply, heard: Arc<Mutex<Vec<Request>>>) {
    let Some(request) = read(&mut stream).await else { return };
    heard.lock().expect("nobody panics with it").push(request);
    let answer = match reply {
        Reply::Json(status, body) => http(status, ("content-type", "application/json"), body.to_string().as_bytes()),
        Reply::Page(status, header, body) => http(status, header, body.as_bytes()),
        Reply::Garbage => b"\x00\x01 this is no HTTP \r\n\r\n".to_vec(),
        Reply::BrokenOff => b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"code\":".to_vec(),
        Reply::Flood(bytes) => http(200, ("content-type", "application/json"), &vec![b' '; bytes]),
        Reply::Silence => return std::future::pending().await,
    };
    // Whoever has heard enough hangs up.
    let _ = stream.write_all(&answer).await;
    let _ = stream.shutdown().await;
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let (line, headers) = head.split_once("\r\n")?;
            let headers = headers.to_lowercase();
            let length = headers.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().expect("a length")) {
                let line = line.strip_suffix(" HTTP/1.1")?.to_owned();
                let headers = head.split_once("\r\n")?.1.to_owned();
                return Some(Request { line, headers, body: serde_json::from_str(body).unwrap_or_default() });
            }
        }
        let mut chunk = [0; 4096];
        match stream.read(&mut chunk).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
            _ => return None,
        }
    }
}

fn http(status: u16, (name, value): (&str, &str), body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} x\r\n{name}: {value}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    [head.as_bytes(), body].concat()
}
