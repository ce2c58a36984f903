//! The period that figures are asked for, and the lists of what is counted in it.

use chrono::{DateTime, Datelike, Days, NaiveDate, SecondsFormat, Utc};
use url::form_urlencoded::Serializer;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::text::TimeZone;
use waybill_store::count::CountQuery;
use waybill_store::tally::figures::DAYS;

use crate::parameters::Parameters;
use crate::problem::Problem;

/// Days of the period, if nothing is said: the last week, today included.
const LAST_DAYS: Days = Days::new(6);

/// Instants are written with four digits of a year from here to there.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9998;

/// Days, both included.
#[derive(Clone, Copy)]
pub(crate) struct Period {
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) zone: TimeZone,
}

impl Period {
    pub(crate) fn asked(parameters: &Parameters, zone: TimeZone, now: DateTime<Utc>) -> Result<Self, Problem> {
        let day = |name| match parameters.date(name)? {
            Some(day) if !YEARS.contains(&day.year()) => {
                Err(Problem::invalid(name, "must be a date from 1970 to 9998"))
            }
            day => Ok(day),
        };
        let (from, to) = (day("from")?, day("to")?);
        let last = to.unwrap_or_else(|| zone.day_of(now));
        let first = from.unwrap_or_else(|| last.checked_sub_days(LAST_DAYS).unwrap_or(last));
        if first > last {
            return Err(Problem::invalid("from", format!("must not be after the last day, {last}")));
        }
        if (last - first).num_days() >= i64::from(DAYS) {
            return Err(Problem::invalid(
                "from",
                format!("must be at most {DAYS} days before the end, {last} included"),
            ));
        }
        Ok(Self { first, last, zone })
    }

    /// The instant at which it begins, and the one at which it is over.
    fn instants(self) -> (DateTime<Utc>, DateTime<Utc>) {
        let over = self.last.succ_opt().unwrap_or(self.last);
        (self.zone.begin_of(self.first), self.zone.begin_of(over))
    }

    pub(crate) fn tracked(self, status: TrackingStatus) -> CountQuery {
        let (from, to) = self.instants();
        CountQuery::Tracked(status, from, to)
    }

    /// As a list takes it.
    pub(crate) fn range(self, milestone: &str) -> Vec<(String, String)> {
        let (from, to) = self.instants();
        let text = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        vec![(format!("{milestone}_from"), text(from)), (format!("{milestone}_to"), text(to))]
    }

    /// The list of those that a query counts, with their tracking status in words.
    pub(crate) fn list(self, query: CountQuery) -> Vec<(String, String)> {
        let tracking_status = |status: TrackingStatus| ("tracking_status".to_owned(), status.as_str().to_owned());
        match query {
            CountQuery::Tracked(status, ..) => {
                std::iter::once(tracking_status(status)).chain(self.range("placed")).collect()
            }
            CountQuery::NotDelivered => {
                let others = TrackingStatus::ALL.into_iter().filter(|status| *status != TrackingStatus::Delivered);
                others.map(tracking_status).collect()
            }
            CountQuery::Attention(rule, _) => vec![("attention".to_owned(), format!("{rule:?}"))],
        }
    }
}

/// The address of a list.
pub(crate) fn orders(query: &[(String, String)]) -> String {
    format!("/orders?{}", Serializer::new(String::new()).extend_pairs(query).finish())
}
