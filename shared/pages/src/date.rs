//! Days and times as people say them, in the parcel's own clock; the exact instant is in the element's `datetime`,
//! and shown on hover.
//!
//! The names of days and months are those of the system's locales; how they are put together is in `l10n/`. Thai
//! years are those of the Buddhist era, as everywhere in Thailand.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, Utc};
use maud::{Markup, html};
use pure_rust_locales::{en_GB, nb_NO, sv_SE, th_TH, vi_VN};
use waybill_domain::language::Language;
use waybill_domain::scan::ScanTime;

use crate::words::Words;

/// How much older the Buddhist era is.
const BUDDHIST_ERA: i32 = 543;

impl Words {
    /// "Thursday 12 November".
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        let names = self.names(day);
        self.date_day(names.weekday, day.day(), &names.month)
    }

    /// "12 November 2026".
    #[must_use]
    pub fn day_of_year(self, day: NaiveDate) -> String {
        self.date_of_year(day.day(), &self.names(day).month, &self.year(day))
    }

    /// "12 Nov".
    #[must_use]
    pub fn short_day(self, day: NaiveDate) -> String {
        self.date_short(day.day(), &self.names(day).short_month)
    }

    /// "14:30".
    #[must_use]
    pub fn clock(self, at: NaiveDateTime) -> String {
        self.time_of_day(&at.format("%H:%M").to_string())
    }

    /// How long ago an instant is, in the largest unit that fits: "2 hours ago".
    #[must_use]
    pub fn ago(self, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let since = now - at;
        let count = |number: i64| u32::try_from(number).unwrap_or(0);
        match (since.num_days(), since.num_hours(), since.num_minutes()) {
            (days, ..) if days > 0 => self.ago_days(count(days)),
            (_, hours, _) if hours > 0 => self.ago_hours(count(hours)),
            (.., minutes) if minutes > 0 => self.ago_minutes(count(minutes)),
            _ => self.ago_now(),
        }
    }

    fn year(self, day: NaiveDate) -> String {
        match self.language() {
            Language::Th => (day.year() + BUDDHIST_ERA).to_string(),
            Language::En | Language::Sv | Language::Nb | Language::Vi => day.year().to_string(),
        }
    }

    fn names(self, day: NaiveDate) -> Names {
        let (days, months, short_months) = match self.language() {
            Language::En => (en_GB::LC_TIME::DAY, en_GB::LC_TIME::MON, en_GB::LC_TIME::ABMON),
            Language::Sv => (sv_SE::LC_TIME::DAY, sv_SE::LC_TIME::MON, sv_SE::LC_TIME::ABMON),
            Language::Nb => (nb_NO::LC_TIME::DAY, nb_NO::LC_TIME::MON, nb_NO::LC_TIME::ABMON),
            Language::Vi => (vi_VN::LC_TIME::DAY, vi_VN::LC_TIME::MON, vi_VN::LC_TIME::ABMON),
            Language::Th => (th_TH::LC_TIME::DAY, th_TH::LC_TIME::MON, th_TH::LC_TIME::ABMON),
        };
        let name = |names: &[&'static str], index: u32| {
            let index = usize::try_from(index).unwrap_or_default();
            names.get(index).copied().unwrap_or_default()
        };
        // Within a date, Vietnamese writes the month small.
        let month = |name: &str| if self.language() == Language::Vi { name.to_lowercase() } else { name.to_owned() };
        Names {
            weekday: name(days, day.weekday().num_days_from_sunday()),
            month: month(name(months, day.month0())),
            short_month: month(name(short_months, day.month0())),
        }
    }
}

/// What a day's parts are called.
struct Names {
    weekday: &'static str,
    month: String,
    short_month: String,
}

/// A day, for people and programs.
#[must_use]
pub fn day(words: Words, day: NaiveDate) -> Markup {
    html! { time datetime=(day) { (words.day(day)) } }
}

/// A day without its weekday, short, for what stands beside it.
#[must_use]
pub fn short_day(words: Words, time: ScanTime) -> Markup {
    html! { time datetime=(time) title=[exact(time)] { (words.short_day(day_of(time))) } }
}

/// An instant in a list: its day, and the exact instant on hover.
#[must_use]
pub fn listed(words: Words, at: DateTime<FixedOffset>) -> Markup {
    short_day(words, ScanTime::Instant(at))
}

/// A day in a list.
#[must_use]
pub fn listed_day(words: Words, day: NaiveDate) -> Markup {
    short_day(words, ScanTime::Date(day))
}

/// When a scan was made: its day, and the time of day where that is known.
#[must_use]
pub fn scanned(words: Words, time: ScanTime) -> Markup {
    let clock = clock_of(time).map(|at| words.clock(at));
    html! {
        time datetime=(time) title=[exact(time)] {
            (words.short_day(day_of(time)))
            @if let Some(clock) = clock { " " span.clock { (clock) } }
        }
    }
}

/// An instant in the words of how long ago it is.
#[must_use]
pub fn ago(words: Words, at: DateTime<FixedOffset>, now: DateTime<Utc>) -> Markup {
    let time = ScanTime::Instant(at);
    html! { time datetime=(time) title=[exact(time)] { (words.ago(at.to_utc(), now)) } }
}

/// The day on which it was where it was.
#[must_use]
pub fn day_of(time: ScanTime) -> NaiveDate {
    match time {
        ScanTime::Instant(at) => at.date_naive(),
        ScanTime::Local(at) => at.date(),
        ScanTime::Date(day) => day,
    }
}

fn clock_of(time: ScanTime) -> Option<NaiveDateTime> {
    match time {
        ScanTime::Instant(at) => Some(at.naive_local()),
        ScanTime::Local(at) => Some(at),
        ScanTime::Date(_) => None,
    }
}

/// The instant with its offset, where it is known.
fn exact(time: ScanTime) -> Option<String> {
    match time {
        ScanTime::Instant(at) => Some(format!("{} UTC{}", at.format("%Y-%m-%d %H:%M:%S"), at.offset())),
        ScanTime::Local(_) | ScanTime::Date(_) => None,
    }
}
