//! The local outbox: it stands where Amazon SES and Amazon SNS would, takes what they would take, and keeps it to be
//! read at `/outbox`. Waybill is pointed at it by the SDK's own end-point variables, and cannot tell the difference.
//!
//! What goes wrong is told by the real services' codes. Tests make it go wrong through [`Outbox::fail`]; there is no
//! address that does, because nothing outside a test should.

mod account;
mod door;
mod feedback;
mod history;
pub mod message;
mod page;
mod reply;
mod ses;
mod signature;
mod sns;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use self::account::Account;
pub use self::door::{HOME, SES, SNS};
use self::history::History;
use self::message::{Channel, Message};
pub use self::page::document;
use crate::clock::Clock;
use crate::error::LocalError;

/// Messages that are kept: the latest ones. A page of them all still opens at once.
pub const MESSAGES: usize = 1_000;

/// The identity from which mail may be sent, unless another is named: everyone's domain for examples.
pub const VERIFIED_SENDER: &str = "example.com";

/// The configuration set that there is.
pub const CONFIGURATION_SET: &str = "waybill";

/// Events that wait to be fetched; before more, the oldest go.
const FEEDBACK: usize = 1_000;

/// The local outbox. Cheap to clone: clones are the same outbox.
#[derive(Clone, Debug)]
pub struct Outbox {
    office: Arc<Office>,
}

/// How the local outbox runs.
#[derive(Clone, Debug)]
pub struct OutboxOptions {
    /// The file that keeps the messages; nothing, to keep them in memory.
    pub kept_in: Option<PathBuf>,
    /// The domains and addresses from which mail may be sent.
    pub verified_senders: Vec<String>,
    /// The configuration sets that there are.
    pub configuration_sets: Vec<String>,
    /// Messages that are kept.
    pub messages: usize,
}

/// What goes wrong with a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There were too many: 429, and nothing is taken.
    Throttled,
    /// The account's sending is paused.
    SendingPaused,
    /// The account may send no more.
    AccountSuspended,
    /// The service fails: 500, and nothing is taken.
    Failed,
    /// The message is taken, and then the service fails.
    FailedAfterTaking,
    /// No answer ever comes, and nothing is taken.
    Silent,
    /// The message is taken, and no answer ever comes.
    SilentAfterTaking,
    /// The message is taken, and the connection ends before the answer.
    CutOffAfterTaking,
}

#[derive(Debug)]
struct Office {
    clock: Clock,
    state: Mutex<State>,
}

/// What changes.
#[derive(Debug)]
struct State {
    account: Account,
    history: History,
    faults: VecDeque<Failing>,
    feedback: VecDeque<Value>,
}

/// The next calls of a channel, which go wrong.
#[derive(Debug)]
struct Failing {
    channel: Channel,
    fault: Fault,
    calls: usize,
}

impl Default for OutboxOptions {
    fn default() -> Self {
        Self {
            kept_in: None,
            verified_senders: vec![VERIFIED_SENDER.to_owned()],
            configuration_sets: vec![CONFIGURATION_SET.to_owned()],
            messages: MESSAGES,
        }
    }
}

impl Outbox {
    /// The outbox with the messages that were kept.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn start(clock: Clock, options: OutboxOptions) -> Result<Self, LocalError> {
        let history = History::read(options.kept_in, options.messages)?;
        let account = Account::new(&options.verified_senders, options.configuration_sets);
        let state = State { account, history, faults: VecDeque::new(), feedback: VecDeque::new() };
        Ok(Self { office: Arc::new(Office { clock, state: Mutex::new(state) }) })
    }

    /// What was sent, in the order in which it was taken.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        self.state().history.iter().cloned().collect()
    }

    /// Forgets what was sent.
    ///
    /// # Errors
    /// When the file that keeps it cannot be emptied.
    pub fn empty(&self) -> Result<(), LocalError> {
        self.state().history.empty()
    }

    /// What SES has told since this was last asked: the events that a function subscribed to its topic is invoked
    /// with, each an SNS event of one record.
    #[must_use]
    pub fn feedback(&self) -> Vec<Value> {
        self.state().feedback.drain(..).collect()
    }

    /// Lets the next calls of a channel that would send go wrong, after those that do already.
    pub fn fail(&self, channel: Channel, fault: Fault, calls: usize) {
        self.state().faults.push_back(Failing { channel, fault, calls });
    }

    /// Lets nothing go wrong any more.
    pub fn mend(&self) {
        self.state().faults.clear();
    }

    /// Puts an address on the account's suppression list, as SES does after a hard bounce.
    pub fn suppress(&self, address: &str) {
        let now = self.office.clock.now();
        self.state().account.suppress(address, account::Reason::Bounce, now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in it is left half changed by what could panic.
        self.office.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fault {
    /// Whether the message is taken all the same.
    fn takes(self) -> bool {
        matches!(self, Self::FailedAfterTaking | Self::SilentAfterTaking | Self::CutOffAfterTaking)
    }
}

impl State {
    /// What goes wrong with this call, if anything does.
    fn fault(&mut self, channel: Channel) -> Option<Fault> {
        self.faults.retain(|failing| failing.calls > 0);
        let next = self.faults.iter_mut().find(|failing| failing.channel == channel)?;
        next.calls -= 1;
        Some(next.fault)
    }

    /// Keeps a message, and what is told of it.
    fn take(&mut self, message: Message) {
        self.feedback.extend(feedback::events(&message));
        let too_many = self.feedback.len().saturating_sub(FEEDBACK);
        self.feedback.drain(..too_many);
        self.history.add(message);
    }
}
