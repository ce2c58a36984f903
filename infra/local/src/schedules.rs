//! The schedules: each function that the template starts every so often, by the local clock.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use crate::clock::Clock;
use crate::error::LocalError;
use crate::functions::{Handler, Rooms, named};
use crate::template::{Event, Template};

/// How often the clock is looked at, by the machine's time: soon enough at any speed worth watching.
const LOOK: Duration = Duration::from_millis(200);

/// The schedules. Cheap to clone: clones are the same schedules.
#[derive(Clone)]
pub struct Schedules {
    rooms: Rooms,
    clock: Clock,
    all: Arc<Mutex<Vec<Schedule>>>,
}

struct Schedule {
    name: String,
    handler: Handler,
    every: TimeDelta,
    due: DateTime<Utc>,
}

impl Schedules {
    /// The template's schedules; the first run of each is due one interval from now.
    ///
    /// # Errors
    /// When the template starts a function that is not there.
    pub fn new(template: &Template, rooms: Rooms, clock: Clock) -> Result<Self, LocalError> {
        let now = clock.now();
        let mut all = Vec::new();
        for function in &template.functions {
            for event in &function.events {
                if let Event::Every(every) = event {
                    let every = TimeDelta::from_std(*every).unwrap_or(TimeDelta::MAX);
                    let handler = named(&function.name)?.handler;
                    all.push(Schedule { name: function.name.clone(), handler, every, due: now + every });
                }
            }
        }
        Ok(Self { rooms, clock, all: Arc::new(Mutex::new(all)) })
    }

    /// Runs what is due by now, each once, one after the other.
    pub async fn run_due(&self) {
        let mut all = self.all.lock().await;
        for schedule in all.iter_mut() {
            let now = self.clock.now();
            if now < schedule.due {
                continue;
            }
            schedule.due = now + schedule.every;
            if let Handler::Schedule(handler) = schedule.handler {
                let started = Instant::now();
                match handler(self.rooms.clone()).await {
                    Ok(report) if report.due == 0 => {}
                    Ok(report) => {
                        let took = started.elapsed().as_millis();
                        eprintln!(
                            "{}: {} due, {} changed, {} left, {took} ms",
                            schedule.name, report.due, report.changed, report.left
                        );
                    }
                    Err(error) => eprintln!("{}: {error}; what is left is tried again in the next run", schedule.name),
                }
            }
        }
    }

    /// Runs what becomes due, for ever.
    pub async fn run(self) {
        loop {
            tokio::time::sleep(LOOK).await;
            self.run_due().await;
        }
    }
}
