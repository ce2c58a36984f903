//! What goes on by itself beside the requests: the table's stream, SES's topic, the carrier's pushes, and the schedules.

use tokio::task::JoinHandle;

use crate::carrier::pushes::Pushes;
use crate::schedules::Schedules;
use crate::streams::Streams;
use crate::topics::Topics;

/// All of it. Cheap to clone: clones are the same.
#[derive(Clone)]
pub struct Background {
    /// The readers of the table's stream.
    pub streams: Streams,
    /// The subscribers of SES's topic.
    pub topics: Topics,
    /// The local carrier's pushes.
    pub pushes: Pushes,
    /// The schedules.
    pub schedules: Schedules,
}

impl Background {
    /// Does what is due now that the clock was moved on.
    pub async fn catch_up(&self) {
        // What happened before the clock was moved was told before: no schedule finds it left behind.
        self.hand_on().await;
        // News first: a schedule need not ask for what has been told.
        self.pushes.run_due().await;
        self.schedules.run_due().await;
        self.hand_on().await;
    }

    async fn hand_on(&self) {
        self.streams.drain().await;
        self.topics.drain().await;
    }

    /// Lets it go on, until the tasks are aborted.
    #[must_use]
    pub fn run(self) -> Vec<JoinHandle<()>> {
        vec![
            tokio::spawn(self.schedules.run()),
            tokio::spawn(self.pushes.run()),
            tokio::spawn(self.streams.run()),
            tokio::spawn(self.topics.run()),
        ]
    }
}
