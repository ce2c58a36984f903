//! The local run's clock: it can run faster and be moved on, and never runs backwards.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::error::LocalError;

/// Orders sort by instants as text: a fifth digit would sort before the fourth.
const LAST_YEAR: i32 = 9_998;

/// A simulated clock. Cheap to clone: clones are the same clock.
#[derive(Clone, Debug)]
pub struct Clock {
    reading: Arc<Mutex<Reading>>,
    speed: u32,
    kept_in: Option<PathBuf>,
}

/// What the clock showed at an instant of the machine's.
#[derive(Clone, Copy, Debug)]
struct Reading {
    shown: DateTime<Utc>,
    at: Instant,
}

/// What is kept between runs: while nothing runs, time passes as it does outside.
#[derive(Serialize, Deserialize)]
struct Kept {
    shown: DateTime<Utc>,
    outside: DateTime<Utc>,
}

impl Clock {
    /// The clock as it was kept, or one that shows the time outside.
    ///
    /// # Errors
    /// When what was kept cannot be read.
    pub fn start(speed: u32, kept_in: Option<PathBuf>) -> Result<Self, LocalError> {
        let outside = Utc::now();
        let kept = kept_in.as_ref().filter(|path| path.exists()).map(|path| {
            let what = || format!("{} cannot be read: delete it, and the clock begins anew", path.display());
            let text = std::fs::read(path).map_err(LocalError::io(what()))?;
            serde_json::from_slice::<Kept>(&text).map_err(|error| LocalError::io(what())(error.into()))
        });
        let shown = match kept.transpose()? {
            Some(kept) => kept.shown + (outside - kept.outside).max(TimeDelta::zero()),
            None => outside,
        };
        let reading = Arc::new(Mutex::new(Reading { shown, at: Instant::now() }));
        Ok(Self { reading, speed, kept_in })
    }

    /// What the clock shows.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let reading = self.reading();
        reading.shown + self.passed(reading.at.elapsed())
    }

    /// Moves the clock on, and says what it shows then; `None`, and nothing is moved, if that is past all years
    /// that are written with four digits.
    #[must_use]
    pub fn advance(&self, by: Duration) -> Option<DateTime<Utc>> {
        let mut reading = self.reading();
        let shown = reading.shown + self.passed(reading.at.elapsed());
        let moved = TimeDelta::from_std(by).ok().and_then(|by| shown.checked_add_signed(by));
        let moved = moved.filter(|moved| moved.year() <= LAST_YEAR)?;
        *reading = Reading { shown: moved, at: Instant::now() };
        Some(moved)
    }

    /// Writes down what the clock shows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn keep(&self) -> Result<(), LocalError> {
        let Some(path) = &self.kept_in else { return Ok(()) };
        let kept = serde_json::json!(Kept { shown: self.now(), outside: Utc::now() }).to_string();
        // A file that is replaced whole is never half written.
        let new = path.with_extension("new");
        let written = std::fs::write(&new, kept).and_then(|()| std::fs::rename(&new, path));
        written.map_err(LocalError::io(format!("{} cannot be written", path.display())))
    }

    fn passed(&self, real: Duration) -> TimeDelta {
        TimeDelta::from_std(real.saturating_mul(self.speed)).unwrap_or(TimeDelta::zero())
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        // A reading is replaced whole: one that a panic left behind is as good as any.
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
