//! The messages that are kept: the latest ones, in the order in which they were taken. Each is added to the end of a
//! file, which is written anew when most of it is past.

use std::collections::VecDeque;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use super::message::Message;
use crate::error::LocalError;

/// What all messages together may take, in bytes: a few large ones must not fill the memory.
const BYTES: usize = 64 * 1024 * 1024;

/// The latest messages.
#[derive(Debug)]
pub struct History {
    messages: VecDeque<Message>,
    bytes: usize,
    at_most: usize,
    file: Option<PathBuf>,
    lines: usize,
}

impl History {
    /// What was kept in a file, or nothing yet.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(file: Option<PathBuf>, at_most: usize) -> Result<Self, LocalError> {
        let mut history = Self { messages: VecDeque::new(), bytes: 0, at_most: at_most.max(1), file: None, lines: 0 };
        if let Some(path) = file.as_deref().filter(|path| path.exists()) {
            for message in kept(path)? {
                history.push(message);
            }
        }
        history.file = file;
        history.write_anew()?;
        Ok(history)
    }

    /// The messages, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter()
    }

    /// Adds a message, and forgets the oldest ones that there is no more room for.
    pub fn add(&mut self, message: Message) {
        let line = serde_json::to_string(&message);
        self.push(message);
        let Some(path) = self.file.as_deref() else { return };
        let written = line.map_err(std::io::Error::from).and_then(|line| append(path, &line));
        self.lines += 1;
        let written = written
            .map_err(failed(path))
            .and_then(|()| if self.lines > 2 * self.at_most { self.write_anew() } else { Ok(()) });
        // It was sent, whether or not it can be shown after the next start.
        if let Err(error) = written {
            eprintln!("{error}");
        }
    }

    /// Forgets all messages.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn empty(&mut self) -> Result<(), LocalError> {
        self.messages.clear();
        self.bytes = 0;
        self.write_anew()
    }

    fn push(&mut self, message: Message) {
        self.bytes += size(&message);
        self.messages.push_back(message);
        while self.messages.len() > self.at_most || (self.bytes > BYTES && self.messages.len() > 1) {
            let gone = self.messages.pop_front();
            self.bytes -= gone.as_ref().map_or(0, size);
        }
    }

    /// Replaces the file whole, so that it is never half written.
    fn write_anew(&mut self) -> Result<(), LocalError> {
        let Some(path) = self.file.as_deref() else { return Ok(()) };
        let mut text = String::new();
        for message in &self.messages {
            // Text, lists and maps with text keys: they can always be written.
            text.push_str(&serde_json::to_string(message).unwrap_or_default());
            text.push('\n');
        }
        let new = path.with_extension("new");
        let written = std::fs::write(&new, text).and_then(|()| only_for_its_owner(&new));
        written.and_then(|()| std::fs::rename(&new, path)).map_err(failed(path))?;
        self.lines = self.messages.len();
        Ok(())
    }
}

/// The messages in a file. A last line without an end was being written when the run was killed, and is left out.
fn kept(path: &Path) -> Result<Vec<Message>, LocalError> {
    let what = || format!("{} cannot be read: delete it, and the outbox begins empty", path.display());
    let mut file = BufReader::new(File::open(path).map_err(LocalError::io(what()))?);
    let mut messages = Vec::new();
    let mut line = String::new();
    while file.read_line(&mut line).map_err(LocalError::io(what()))? > 0 && line.ends_with('\n') {
        let message = serde_json::from_str(&line).map_err(|error| LocalError::io(what())(error.into()))?;
        messages.push(message);
        line.clear();
    }
    Ok(messages)
}

fn append(path: &Path, line: &str) -> std::io::Result<()> {
    OpenOptions::new().append(true).open(path)?.write_all(format!("{line}\n").as_bytes())
}

/// Messages hold addresses, and links that open an order.
#[cfg(unix)]
fn only_for_its_owner(path: &Path) -> std::io::Result<()> {
    std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o600))
}

#[cfg(not(unix))]
fn only_for_its_owner(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn size(message: &Message) -> usize {
    let parts = [&message.subject, &message.html, &message.text, &message.raw];
    let headers = message.headers.iter().map(|header| header.name.len() + header.value.len());
    parts.into_iter().flatten().map(String::len).sum::<usize>() + headers.sum::<usize>()
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> LocalError {
    LocalError::io(format!("{} cannot be written", path.display()))
}
