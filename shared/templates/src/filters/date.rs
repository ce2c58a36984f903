//! `date`: an instant as people say it, on the store's clock and in the message's language.

use std::fmt::Write;

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Locale, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use liquid_core::{Value, ValueView};
use waybill_domain::language::Language;

use super::Entry;
use super::call::Call;
use crate::markup::plain;
use crate::scene::Manner;

pub(super) const ALL: &[Entry] = &[("date", 0, date), ("time_tag", 0, date)];

fn date(call: &Call<'_>) -> Value {
    let manner = &call.scene.manner;
    let Some(at) = instant(&call.text(), manner) else { return call.input.to_value() };
    let name = call.named("format").map(|name| plain(name.to_kstr().as_str()));
    let format = match name {
        Some(name) => named(&name, manner.language).to_owned(),
        None if call.argument(0).is_nil() => named("date", manner.language).to_owned(),
        None => call.text_argument(0),
    };
    Value::scalar(written(at, &format, manner.language))
}

/// A moment, written after the pattern of C's `strftime` with Ruby's flags. What is no pattern stays as it is.
pub(crate) fn written(at: NaiveDateTime, pattern: &str, language: Language) -> String {
    let pattern = pattern.replace("%^", "%").replace("%Z", "").replace("%z", "");
    let items: Vec<_> = StrftimeItems::new(&pattern).collect();
    if items.contains(&Item::Error) {
        return pattern;
    }
    let mut text = String::new();
    let shown = at.and_utc().format_localized_with_items(items.iter(), locale(language));
    if write!(text, "{shown}").is_err() { pattern } else { text.trim_end().to_owned() }
}

/// Shopify's named formats, as each language has them.
fn named(name: &str, language: Language) -> &'static str {
    let [short, day, weekday, at] = match language {
        Language::En => ["%b %-d, %Y", "%B %-d, %Y", "%A, %B %-d, %Y", "%B %-d, %Y at %-I:%M %p"],
        Language::Sv => ["%-d %b %Y", "%-d %B %Y", "%A %-d %B %Y", "%-d %B %Y kl. %H:%M"],
        Language::Nb => ["%-d. %b %Y", "%-d. %B %Y", "%A %-d. %B %Y", "%-d. %B %Y kl. %H:%M"],
        Language::Vi => ["%-d/%-m/%Y", "%-d %B, %Y", "%A, %-d %B, %Y", "%-d %B, %Y lúc %H:%M"],
        Language::Th => ["%-d %b %Y", "%-d %B %Y", "%Aที่ %-d %B %Y", "%-d %B %Y เวลา %H:%M"],
    };
    match name {
        "abbreviated_date" => short,
        "basic" => "%-m/%-d/%Y",
        "iso8601" => "%Y-%m-%d",
        "date_at_time" | "default" | "on_date_at_time" => at,
        "weekday_date" | "full" => weekday,
        _ => day,
    }
}

fn locale(language: Language) -> Locale {
    match language {
        Language::En => Locale::en_US,
        Language::Sv => Locale::sv_SE,
        Language::Nb => Locale::nb_NO,
        Language::Vi => Locale::vi_VN,
        Language::Th => Locale::th_TH,
    }
}

/// Reads a moment, on the store's clock.
fn instant(text: &str, manner: &Manner) -> Option<NaiveDateTime> {
    let text = text.trim();
    if matches!(text, "now" | "today") {
        return Some(manner.zone.clock_at(manner.now).naive_local());
    }
    let known = |at: DateTime<chrono::FixedOffset>| manner.zone.clock_at(at.with_timezone(&Utc)).naive_local();
    if let Some(at) =
        DateTime::parse_from_rfc3339(text).ok().or_else(|| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S %z").ok())
    {
        return Some(known(at));
    }
    if let Some(at) = text.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0)) {
        return Some(manner.zone.clock_at(at).naive_local());
    }
    let clock = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN));
    clock.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).or_else(day)
}
