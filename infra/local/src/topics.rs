//! The topic through which SES tells what came back: what the outbox says is handed to the functions that the template
//! subscribes, as SNS hands it on.

use std::sync::Arc;
use std::time::Duration;

use crate::error::LocalError;
use crate::functions::{Handler, Rooms, TopicHandler, named};
use crate::outbox::Outbox;
use crate::template::{Event, Template};

/// How often the outbox is asked, by the machine's time.
const LOOK: Duration = Duration::from_millis(250);

/// The subscribers of the topic. Cheap to clone: clones are the same subscribers.
#[derive(Clone)]
pub struct Topics {
    rooms: Rooms,
    outbox: Outbox,
    subscribers: Arc<Vec<(&'static str, TopicHandler)>>,
}

impl Topics {
    /// The template's subscribers.
    ///
    /// # Errors
    /// When the template subscribes a function that takes no topic.
    pub fn new(template: &Template, rooms: Rooms, outbox: Outbox) -> Result<Self, LocalError> {
        let mut subscribers = Vec::new();
        for function in template.functions.iter().filter(|function| function.events.contains(&Event::Topic)) {
            let known = named(&function.name)?;
            let Handler::Topic(call) = known.handler else {
                return Err(LocalError::Template(format!("{} takes no topic", function.name)));
            };
            subscribers.push((known.name, call));
        }
        Ok(Self { rooms, outbox, subscribers: Arc::new(subscribers) })
    }

    /// Hands on all that SES has told since.
    pub async fn drain(&self) {
        for event in self.outbox.feedback() {
            for (name, call) in self.subscribers.iter() {
                let Ok(event) = serde_json::from_value(event.clone()) else { continue };
                if let Err(error) = call(self.rooms.clone(), event).await {
                    eprintln!("{name}: {error}");
                }
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
}
