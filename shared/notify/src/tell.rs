//! From the stream to the customer, and no message twice.
//!
//! Of each change that announces something: its events are read, with the order and the settings as they are now, and
//! each message that they lead to is
//!
//! 1. left alone, if its item is there: it was decided on, claimed or sent before;
//! 2. judged, and if it is not to be sent, the reason is written down;
//! 3. rendered, and if that fails, the reason is written down;
//! 4. **claimed**, by putting its item where there is none;
//! 5. given to SES or SNS, once;
//! 6. and what came of it is written down.
//!
//! Whoever stops before 4 leaves it to the next; whoever stops between 4 and 6 leaves a message that says `unknown`, and
//! that nobody sends again by themselves. When what became of all of a change's messages is certain, its item goes, and
//! with it the reason to come back. A message that someone else has in hand is not certain yet: they may give it back.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use waybill_domain::announce::{Announcement, announcements, due_at};
use waybill_domain::event::Event;
use waybill_domain::id::MessageId;
use waybill_domain::message::Channel;
use waybill_domain::policy::{Recipient, Why, judge};
use waybill_lambda::rendering::{Rendered, ToRender, language_of, render};
use waybill_lambda::{App, BatchAnswer, StreamEvent};
use waybill_store::StoreError;
use waybill_store::message::claim::Claim;
use waybill_store::message::{Message, Outcome};
use waybill_store::untold::{Telling, Untold};

use crate::mail;
use crate::post::{LONGEST, Letter, NotSent, Post};

/// The pause after a service was busy, twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// How long a message waits for a busy service: a rate is a second's, and a day's quota is not waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Tells customers.
#[derive(Clone)]
pub struct Notifier {
    app: App,
    post: Post,
}

/// Why a change could not be told, or not all of it: it comes again.
#[derive(Debug, thiserror::Error)]
enum NotTold {
    /// The table was not read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// SES or SNS took no more until the time was over, or was not reached.
    #[error("SES or SNS took no more messages for now")]
    Busy,
    /// The time was over before.
    #[error("no time was left")]
    OutOfTime,
}

/// Whether what became of something is certain. What is not comes up again.
#[derive(Clone, Copy, PartialEq)]
enum Certain {
    Yes,
    NotYet,
}

/// A batch while it is told.
struct Batch {
    deadline: Instant,
    /// What took no more for longer than anyone waits: nothing else of the batch is tried there.
    busy: BTreeSet<Channel>,
    /// Messages that were decided on, or sent.
    decided: usize,
}

impl Notifier {
    /// A notifier of a table's stores.
    #[must_use]
    pub fn new(app: App, post: Post) -> Self {
        Self { app, post }
    }

    /// Tells what a batch of the stream announces. What is not told by then is handed back.
    pub async fn tell(&self, event: StreamEvent, time: Duration) -> BatchAnswer {
        let mut batch = Batch { deadline: Instant::now() + time, busy: BTreeSet::new(), decided: 0 };
        let mut answer = BatchAnswer::of(&event);
        for record in event.records {
            let before = batch.decided;
            let told = match Untold::of_image(&record.dynamodb.new_image) {
                Ok(untold) => self.tell_change(&untold, &mut batch).await,
                Err(error) => Err(error.into()),
            };
            answer.report.changed += usize::from(batch.decided > before);
            if let Err(error) = told {
                answer.fail(record.dynamodb.sequence_number, error);
            }
        }
        answer
    }

    /// Tells what is due of a change. One message that cannot be told does not stop the others.
    async fn tell_change(&self, untold: &Untold, batch: &mut Batch) -> Result<(), NotTold> {
        let Some(telling) = self.app.store.read_untold(untold).await? else { return Ok(()) };
        let now = self.app.now();
        let (mut all, mut failure) = (Certain::Yes, None);
        for (event_id, recorded) in &telling.events {
            if due_at(&recorded.event, recorded.at) > now {
                // A schedule brings it up when it is time.
                all = Certain::NotYet;
                continue;
            }
            let about = announcements(&recorded.event, &telling.order.order);
            let id = |about: &Announcement| MessageId { event: *event_id, kind: about.kind, channel: about.channel };
            let ids: Vec<_> = about.iter().map(id).collect();
            let decided = self.app.store.decided(&untold.store, &untold.order, &ids).await?;
            for (id, about) in ids.into_iter().zip(about) {
                let certain = match decided.iter().find(|message| message.id == id) {
                    Some(message) if message.is_in_hand(now) => Ok(Certain::NotYet),
                    Some(_) => Ok(Certain::Yes),
                    None => {
                        let one = One { untold, telling: &telling, event: &recorded.event, id, about: &about, now };
                        self.tell_one(&one, batch).await
                    }
                };
                match certain {
                    Ok(Certain::Yes) => {}
                    Ok(Certain::NotYet) => all = Certain::NotYet,
                    Err(error) => failure = failure.or(Some(error)),
                }
            }
        }
        match failure {
            Some(failure) => Err(failure),
            None if all == Certain::Yes => Ok(self.app.store.told(untold).await?),
            None => Ok(()),
        }
    }

    /// Decides on one message, and sends it if it is to be.
    async fn tell_one(&self, one: &One<'_>, batch: &mut Batch) -> Result<Certain, NotTold> {
        let One { untold, telling, about, now, .. } = one;
        let (store, settings) = (&untold.store, &telling.record.settings);
        let order = &telling.order.order;
        let recipient = match judge(about, one.event, order, settings, *now) {
            Ok(recipient) => recipient,
            Err(why) => return self.decide(one, Outcome::Suppressed, why.as_str(), batch).await,
        };
        if let Recipient::Email(address) = &recipient
            && self.app.store.suppression(store, &telling.record.secret, address).await?.is_some()
        {
            return self.decide(one, Outcome::Suppressed, Why::Suppressed.as_str(), batch).await;
        }
        if batch.busy.contains(&about.channel) {
            return Err(NotTold::Busy);
        }
        if Instant::now() + LONGEST >= batch.deadline {
            return Err(NotTold::OutOfTime);
        }
        let template = self.app.store.template(store, about.kind, about.channel).await?;
        let rendered = render(&ToRender {
            about,
            order,
            store,
            record: &telling.record,
            template: template.as_ref(),
            language: language_of(order),
            public_url: &self.app.public_url,
            now: *now,
        });
        let rendered = match rendered {
            Ok(rendered) => rendered,
            Err(broken) => {
                return self.decide(one, Outcome::Failed, &format!("the template is broken: {broken}"), batch).await;
            }
        };
        match self.app.store.claim(store, &untold.order, one.id, *now).await? {
            Some(claim) => self.send(one, claim, &recipient, &rendered, batch).await,
            None => Ok(Certain::NotYet),
        }
    }

    /// Gives a message that is claimed to SES or SNS, and writes down what came of it.
    async fn send(
        &self,
        one: &One<'_>,
        claim: Claim,
        recipient: &Recipient,
        rendered: &Rendered,
        batch: &mut Batch,
    ) -> Result<Certain, NotTold> {
        let patient_until = (Instant::now() + PATIENCE + LONGEST).min(batch.deadline);
        let mut pause = FIRST_PAUSE;
        let sent = loop {
            match self.call(one, recipient, rendered).await {
                Err(NotSent::NotNow) if Instant::now() + pause + LONGEST < patient_until => {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                other => break other,
            }
        };
        let (outcome, why) = match sent {
            Ok(()) => (Outcome::Sent, None),
            Err(NotSent::NotNow) => {
                batch.busy.insert(one.about.channel);
                self.app.store.give_back(claim).await?;
                return Err(NotTold::Busy);
            }
            Err(NotSent::Refused { code }) => (Outcome::Failed, Some(format!("refused: {code}"))),
            Err(NotSent::Unknown) => (Outcome::Unknown, Some("the service's answer never came".to_owned())),
        };
        batch.decided += 1;
        self.app.store.settle(&claim, outcome, why.as_deref(), self.app.now()).await?;
        Ok(Certain::Yes)
    }

    async fn call(&self, one: &One<'_>, recipient: &Recipient, rendered: &Rendered) -> Result<(), NotSent> {
        let settings = &one.telling.record.settings.messages;
        match (recipient, rendered, &settings.sender) {
            (Recipient::Email(to), Rendered::Mail { subject, html, text, unsubscribe }, Some(sender)) => {
                let letter = Letter {
                    from: mail::from(sender, one.telling.record.settings.name.as_str()),
                    to,
                    reply_to: settings.reply_to.as_ref(),
                    subject,
                    html,
                    text,
                    unsubscribe: unsubscribe.as_deref(),
                    tags: [("store", one.untold.store.to_string()), ("message", one.id.text(&one.untold.order))],
                };
                self.post.mail(&letter).await
            }
            (Recipient::Sms(to), Rendered::Sms { text, .. }, _) => {
                self.post.sms(to, settings.sms_sender.as_ref(), text).await
            }
            _ => Err(NotSent::Refused { code: "AnotherChannel".to_owned() }),
        }
    }

    /// Writes down that a message is not sent.
    async fn decide(&self, one: &One<'_>, outcome: Outcome, why: &str, batch: &mut Batch) -> Result<Certain, NotTold> {
        let order = one.untold.order.clone();
        let message = Message { id: one.id, order, outcome, why: Some(why.to_owned()), at: one.now };
        let stands = self.app.store.decide(&one.untold.store, &message).await?;
        batch.decided += usize::from(stands);
        Ok(if stands { Certain::Yes } else { Certain::NotYet })
    }
}

/// A message on its way, and all that is known of it.
struct One<'a> {
    untold: &'a Untold,
    telling: &'a Telling,
    event: &'a Event,
    id: MessageId,
    about: &'a Announcement,
    now: DateTime<Utc>,
}
