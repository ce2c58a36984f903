//! 17TRACK: API v2.4. <https://api.17track.net/en/doc?version=v2.4>
//!
//! Every call is a POST of a list, and its answer says of each number whether it was accepted. A record there is a
//! number *and* a carrier; a carrier that 17TRACK only guessed is not held against the number.

use std::time::Duration;

use async_trait::async_trait;
use serde_json::{Value, json};
use waybill_domain::service::Service;

use crate::api::{Api, Call, explanation};
use crate::json::Node;
use crate::seventeentrack_info::sighting;
use crate::tracker::{CarrierError, Limits, Question, Told, Tracker, Word};

/// Numbers of one call.
const PER_CALL: usize = 40;
/// Calls of one key in a second; it answers 429 to more.
const PER_SECOND: u32 = 3;

/// What `origin` says of a carrier that was only guessed.
const GUESSED: i64 = 3;

/// 17TRACK's codes, by what they mean to us.
mod codes {
    pub(super) const ALREADY_REGISTERED: i64 = -18_019_901;
    pub(super) const NOT_REGISTERED: i64 = -18_019_902;
    pub(super) const NOTHING_YET: i64 = -18_019_909;
    /// Of the day, and of the account.
    pub(super) const QUOTA: [i64; 2] = [-18_019_907, -18_019_908];
    /// The carrier cannot be detected, is wrong, or the number has a wrong format.
    pub(super) const NO_NUMBER: [i64; 3] = [-18_019_903, -18_019_910, -18_010_012];
    /// The address is not on the account's list, the key is wrong, the account is disabled or not allowed.
    pub(super) const UNAUTHORIZED: [i64; 4] = [-18_010_001, -18_010_002, -18_010_004, -18_010_005];
    pub(super) const BROKEN: i64 = -18_010_003;
    pub(super) const TOO_MANY: i64 = 429;
}

/// 17TRACK, spoken to with one store's key.
pub struct SeventeenTrack {
    api: Api,
}

/// Why 17TRACK did not do something to one number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Its own code.
    pub code: i64,
    /// Its own words.
    pub why: String,
}

/// A record's carrier, to be changed: at most five times, and not before the first result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarrierChange {
    /// Upper case, letters and digits alone.
    pub number: String,
    /// What the record has, if it has to be told apart.
    pub from: Option<u32>,
    /// What it is to have.
    pub to: u32,
}

/// What a store may still register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Registrations that were bought.
    pub total: i64,
    /// Those that were used.
    pub used: i64,
    /// Those that are left.
    pub remaining: i64,
    /// Those that were used today.
    pub used_today: i64,
}

impl SeventeenTrack {
    pub(crate) fn new(api: Api) -> Self {
        Self { api }
    }

    /// Stops following numbers, at most 40; it can be begun again for 90 days.
    ///
    /// # Errors
    /// [`CarrierError`], when it says nothing about any.
    pub async fn stop(&self, numbers: &[Question], within: Duration) -> Outcomes {
        self.act("/stoptrack", numbers.iter().map(asked).collect(), within).await
    }

    /// Follows numbers again that were stopped, at most 40, and asks their carriers at once: once for each number.
    ///
    /// # Errors
    /// [`CarrierError`], when it says nothing about any.
    pub async fn retrack(&self, numbers: &[Question], within: Duration) -> Outcomes {
        self.act("/retrack", numbers.iter().map(asked).collect(), within).await
    }

    /// Changes carriers, at most 40.
    ///
    /// # Errors
    /// [`CarrierError`], when it says nothing about any.
    pub async fn change_carrier(&self, changes: &[CarrierChange], within: Duration) -> Outcomes {
        let items = changes
            .iter()
            .map(|change| json!({ "number": change.number, "carrier_old": change.from, "carrier_new": change.to }));
        self.act("/changecarrier", items.collect(), within).await
    }

    /// What the store may still register.
    ///
    /// # Errors
    /// [`CarrierError`], when it does not say.
    pub async fn quota(&self, within: Duration) -> Result<Quota, CarrierError> {
        let body = self.call("/getquota", &json!([]), within).await?;
        let quota = Node::of(&body).at("data");
        let of = |key| quota.at(key).whole();
        match (of("quota_total"), of("quota_used"), of("quota_remain")) {
            (Some(total), Some(used), Some(remaining)) => {
                Ok(Quota { total, used, remaining, used_today: of("today_used").unwrap_or(0) })
            }
            _ => Err(CarrierError::Unreadable("a quota without its numbers".to_owned())),
        }
    }

    async fn act(&self, path: &'static str, items: Value, within: Duration) -> Outcomes {
        let body = self.call(path, &items, within).await?;
        let verdicts = Verdicts::in_answer(Node::of(&body));
        Ok(Node::of(&items).items().map(|item| self.outcome(verdicts.of(item))).collect())
    }

    fn outcome(&self, verdict: Option<Verdict<'_>>) -> Result<(), Rejection> {
        match verdict {
            Some(Verdict::Accepted(_)) => Ok(()),
            Some(Verdict::Rejected(code, item)) => Err(Rejection { code, why: self.why(code, item) }),
            None => Err(Rejection { code: 0, why: NOT_MENTIONED.to_owned() }),
        }
    }

    async fn call(&self, path: &'static str, items: &Value, within: Duration) -> Result<Value, CarrierError> {
        let answer = self.api.call(&Call::Post(path, items.clone()), within).await?;
        let body = answer.node();
        let of_errors = body.at("data").at("errors").items().find_map(|error| error.at("code").whole());
        match of_errors.or_else(|| body.at("code").whole()) {
            Some(0) if answer.is_success() && body.at("data").is_there() => Ok(answer.body),
            Some(code) if code != 0 => Err(self.refused(code, body)),
            _ => Err(CarrierError::Unreadable(format!("HTTP {} without a code or data", answer.status))),
        }
    }

    /// A refusal of the whole call.
    fn refused(&self, code: i64, body: Node<'_>) -> CarrierError {
        let why = self.api.words(&format!("{code}: {}", explanation(body).unwrap_or_default()));
        match code {
            codes::TOO_MANY => CarrierError::SlowDown { after: None },
            codes::BROKEN => CarrierError::Unavailable(why),
            code if codes::UNAUTHORIZED.contains(&code) => CarrierError::Unauthorized(why),
            code if codes::QUOTA.contains(&code) => CarrierError::QuotaExhausted(why),
            _ => CarrierError::Unreadable(why),
        }
    }

    fn why(&self, code: i64, item: Node<'_>) -> String {
        self.api.words(&format!("{code}: {}", item.at("error").at("message").text().unwrap_or_default()))
    }

    fn told(&self, verdict: Option<Verdict<'_>>, accepted: fn(Node<'_>) -> Told) -> Told {
        match verdict {
            Some(Verdict::Accepted(item)) => accepted(item),
            Some(Verdict::Rejected(codes::ALREADY_REGISTERED | codes::NOTHING_YET, item)) => {
                Told { word: Word::Following, reference: carrier(item) }
            }
            Some(Verdict::Rejected(codes::NOT_REGISTERED, _)) => Word::NotRegistered.into(),
            Some(Verdict::Rejected(code, _)) if codes::NO_NUMBER.contains(&code) => {
                Word::rejected(Service::SeventeenTrack, code).into()
            }
            Some(Verdict::Rejected(code, item)) => Word::Failed { why: self.why(code, item) }.into(),
            None => Word::Failed { why: NOT_MENTIONED.to_owned() }.into(),
        }
    }
}

/// What became of each number, in their order.
pub type Outcomes = Result<Vec<Result<(), Rejection>>, CarrierError>;

const NOT_MENTIONED: &str = "17TRACK did not mention the number";

#[async_trait]
impl Tracker for SeventeenTrack {
    fn service(&self) -> Service {
        Service::SeventeenTrack
    }

    fn limits(&self) -> Limits {
        Limits { per_call: PER_CALL, per_second: PER_SECOND }
    }

    async fn register(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError> {
        let items: Value = numbers.iter().map(registered).collect();
        let body = self.call("/register", &items, within).await?;
        let verdicts = Verdicts::in_answer(Node::of(&body));
        if let Some(code) = verdicts.quota_alone() {
            return Err(self.refused(code, Node::of(&body)));
        }
        Ok(Node::of(&items).items().map(|item| self.told(verdicts.of(item), follows)).collect())
    }

    async fn look(&self, numbers: &[Question], within: Duration) -> Result<Vec<Told>, CarrierError> {
        let items: Value = numbers.iter().map(asked).collect();
        let body = self.call("/gettrackinfo", &items, within).await?;
        let verdicts = Verdicts::in_answer(Node::of(&body));
        Ok(Node::of(&items).items().map(|item| self.told(verdicts.of(item), knows)).collect())
    }
}

/// A registration that was accepted.
fn follows(item: Node<'_>) -> Told {
    let guessed = item.at("origin").whole() == Some(GUESSED);
    Told { word: Word::Following, reference: carrier(item).filter(|_| !guessed) }
}

/// A question that was answered.
fn knows(item: Node<'_>) -> Told {
    let seen = item.at("track_info").is_there();
    let word = if seen { Word::Seen(Box::new(sighting(item))) } else { Word::Following };
    Told { word, reference: carrier(item) }
}

/// A number to be followed, by the carrier that is named with it or by whichever it is found to be.
fn registered(question: &Question) -> Value {
    let mut item = json!({ "number": question.number, "auto_detection": true });
    if let (Some(key), Some(item)) = (question.carrier.and_then(|carrier| carrier.seventeentrack), item.as_object_mut())
    {
        item.insert("carrier".to_owned(), key.into());
    }
    item
}

/// A record. Its carrier is given only as 17TRACK itself gave it: another would be another record.
fn asked(question: &Question) -> Value {
    let mut item = json!({ "number": question.number });
    let key = question.reference.as_deref().and_then(|reference| reference.parse::<u32>().ok());
    if let (Some(key), Some(item)) = (key, item.as_object_mut()) {
        item.insert("carrier".to_owned(), key.into());
    }
    item
}

/// A record's carrier, which together with the number names it.
pub(crate) fn carrier(item: Node<'_>) -> Option<String> {
    let key = u32::try_from(item.at("carrier").whole()?).ok()?;
    (key != 0).then(|| key.to_string())
}

/// What an answer says of one number.
#[derive(Clone, Copy)]
enum Verdict<'a> {
    Accepted(Node<'a>),
    /// With the code that says why.
    Rejected(i64, Node<'a>),
}

impl<'a> Verdict<'a> {
    fn item(self) -> Node<'a> {
        match self {
            Self::Accepted(item) | Self::Rejected(_, item) => item,
        }
    }
}

/// What an answer says of each number.
struct Verdicts<'a>(Vec<Verdict<'a>>);

impl<'a> Verdicts<'a> {
    fn in_answer(body: Node<'a>) -> Self {
        let list = |key| body.at("data").at(key).items();
        let code = |item: Node<'a>| item.at("error").at("code").whole().unwrap_or_default();
        let rejected = list("rejected").map(|item| Verdict::Rejected(code(item), item));
        Self(list("accepted").map(Verdict::Accepted).chain(rejected).collect())
    }

    /// Of the number that was asked about: of the record with its carrier, or else of the first with the number.
    fn of(&self, asked: Node<'_>) -> Option<Verdict<'a>> {
        let number = asked.at("number").text()?;
        let is_it = |verdict: &Verdict<'a>| {
            verdict.item().at("number").text().is_some_and(|said| said.eq_ignore_ascii_case(number))
        };
        let wanted = carrier(asked);
        let records = || self.0.iter().copied().filter(is_it);
        let exact =
            wanted.and_then(|wanted| records().find(|verdict| carrier(verdict.item()).as_ref() == Some(&wanted)));
        exact.or_else(|| records().next())
    }

    /// The quota's code, if nothing was accepted and nothing else was wrong with any number.
    fn quota_alone(&self) -> Option<i64> {
        let quota = |verdict: &Verdict<'a>| match verdict {
            Verdict::Rejected(code, _) => Some(*code).filter(|code| codes::QUOTA.contains(code)),
            Verdict::Accepted(_) => None,
        };
        let first = self.0.first().and_then(quota)?;
        self.0.iter().all(|verdict| quota(verdict).is_some()).then_some(first)
    }
}
