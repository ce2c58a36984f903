//! The table's stream, read as Lambda's event source mapping does it: in order, filtered, batch by batch, each batch to
//! the very handler, and what failed again.
//!
//! How far each function has come is kept with the data, after a batch is done: what was under way when the run was
//! stopped comes again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::error::LocalError;
use crate::functions::{Handler, Rooms, StreamHandler, named};
use crate::stream::Stream;
use crate::template::{Event, Mapping, Template};

/// How often the stream is looked at, by the machine's time: about as often as Lambda does.
const LOOK: Duration = Duration::from_millis(250);

/// Reads of one drain: who writes without an end does not keep it from ending.
const READS: usize = 1_000;

/// The readers of the table's stream. Cheap to clone: clones are the same readers.
#[derive(Clone)]
pub struct Streams {
    rooms: Rooms,
    stream: Stream,
    readers: Arc<Vec<Reader>>,
    positions: Arc<Mutex<Positions>>,
}

/// A function that is given what fits of the stream.
struct Reader {
    name: &'static str,
    call: StreamHandler,
    mapping: Mapping,
}

/// How far each function has come.
struct Positions {
    after: BTreeMap<String, String>,
    kept_in: Option<PathBuf>,
    /// Whether it has been said that the stream cannot be read.
    unreadable: bool,
}

impl Streams {
    /// The template's readers, each from where it was.
    ///
    /// # Errors
    /// When the template names a function that reads no stream, or what was kept cannot be read.
    pub fn new(
        template: &Template,
        rooms: Rooms,
        stream: Stream,
        kept_in: Option<PathBuf>,
    ) -> Result<Self, LocalError> {
        let mut readers = Vec::new();
        for function in &template.functions {
            for event in &function.events {
                let Event::Stream(mapping) = event else { continue };
                let known = named(&function.name)?;
                let Handler::Stream(call) = known.handler else {
                    return Err(LocalError::Template(format!("{} reads no stream", function.name)));
                };
                readers.push(Reader { name: known.name, call, mapping: mapping.clone() });
            }
        }
        let positions = Arc::new(Mutex::new(Positions::start(kept_in)?));
        Ok(Self { rooms, stream, readers: Arc::new(readers), positions })
    }

    /// Hands on all that is in the stream. One that cannot be read is said to be so, once: the schedule that counts
    /// what the stream left behind goes on.
    pub async fn drain(&self) {
        let mut positions = self.positions.lock().await;
        for reader in self.readers.iter() {
            if let Err(error) = self.drain_to(reader, &mut positions).await
                && !std::mem::replace(&mut positions.unreadable, true)
            {
                eprintln!("{}: {error}; what it does not hand on is done by the schedules, minutes later", reader.name);
            }
        }
    }

    /// Hands on what comes, for ever.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(LOOK).await;
            self.drain().await;
        }
    }

    /// All records after a place that a function would be given, oldest first, without moving on.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn records_for(&self, function: &str) -> Result<Vec<Value>, LocalError> {
        let reader = self.readers.iter().find(|reader| reader.name == function);
        let (mut records, mut after) = (Vec::new(), None);
        for _ in 0..READS {
            let read = self.stream.records(after.as_deref())?;
            let Some(last) = read.last() else { break };
            after = Some(place_of(last));
            records.extend(read.into_iter().filter(|record| reader.is_some_and(|reader| reader.takes(record))));
        }
        Ok(records)
    }

    async fn drain_to(&self, reader: &Reader, positions: &mut Positions) -> Result<(), LocalError> {
        for _ in 0..READS {
            let read = self.stream.records(positions.after.get(reader.name).map(String::as_str))?;
            let Some(last) = read.last().map(place_of) else { break };
            let fitting: Vec<_> = read.into_iter().filter(|record| reader.takes(record)).collect();
            for batch in fitting.chunks(reader.mapping.batch.max(1)) {
                reader.give(&self.rooms, batch).await?;
            }
            positions.keep(reader.name, last)?;
        }
        Ok(())
    }
}

impl Reader {
    fn takes(&self, record: &Value) -> bool {
        let patterns = &self.mapping.patterns;
        patterns.is_empty() || patterns.iter().any(|pattern| pattern.fits(Some(record)))
    }

    /// Gives a batch to the function; from the first record that failed on again, as often as the template says.
    async fn give(&self, rooms: &Rooms, batch: &[Value]) -> Result<(), LocalError> {
        let mut left = batch;
        for _ in 0..=self.mapping.tries_again {
            let event = serde_json::from_value(json!({ "Records": left }));
            let event = event.map_err(|error| LocalError::Engine(error.to_string()))?;
            let answer = (self.call)(rooms.clone(), event).await;
            let failed = |record: &Value| {
                let place = place_of(record);
                answer.failures.iter().any(|failure| failure.sequence_number == place)
            };
            let Some(first) = left.iter().position(failed) else { return Ok(()) };
            left = left.get(first..).unwrap_or_default();
            if let Some(failure) = &answer.failure {
                eprintln!("{}: {} of {} records failed: {failure}", self.name, answer.failures.len(), batch.len());
            }
        }
        Ok(())
    }
}

impl Positions {
    fn start(kept_in: Option<PathBuf>) -> Result<Self, LocalError> {
        let kept = kept_in.as_ref().filter(|path| path.exists()).map(|path| {
            let what =
                || format!("{} cannot be read: delete it, and the stream is read from its beginning", path.display());
            let text = std::fs::read(path).map_err(LocalError::io(what()))?;
            serde_json::from_slice(&text).map_err(|error| LocalError::io(what())(error.into()))
        });
        Ok(Self { after: kept.transpose()?.unwrap_or_default(), kept_in, unreadable: false })
    }

    fn keep(&mut self, reader: &str, place: String) -> Result<(), LocalError> {
        self.after.insert(reader.to_owned(), place);
        let Some(path) = &self.kept_in else { return Ok(()) };
        // A file that is replaced whole is never half written.
        let new = path.with_extension("new");
        let written = std::fs::write(&new, json!(self.after).to_string()).and_then(|()| std::fs::rename(&new, path));
        written.map_err(LocalError::io(format!("{} cannot be written", path.display())))
    }
}

/// A record's place in the stream.
fn place_of(record: &Value) -> String {
    record.pointer("/dynamodb/SequenceNumber").and_then(Value::as_str).unwrap_or_default().to_owned()
}
