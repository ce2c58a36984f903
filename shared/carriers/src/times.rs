//! Times as services write them: what they leave out is not made up.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use waybill_domain::scan::ScanTime;

/// A time in any of the forms that services use; nothing, for what is none.
pub(crate) fn read(text: &str) -> Option<ScanTime> {
    let text = text.trim();
    if let Ok(time) = ScanTime::try_from(text.to_owned()) {
        return Some(time);
    }
    let text = text.replacen(' ', "T", 1);
    let zoned = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z"];
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let time =
        zoned.iter().find_map(|form| DateTime::parse_from_str(&text, form).ok()).map(ScanTime::Instant).or_else(|| {
            local.iter().find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok()).map(ScanTime::Local)
        });
    // The domain says which years are believed.
    time.and_then(|time| ScanTime::try_from(time.to_string()).ok())
}

/// A time in parts: without a zone it is what a clock showed, without a clock it is a day.
pub(crate) fn of_parts(date: &str, time: Option<&str>, zone: Option<&str>) -> Option<ScanTime> {
    let date = ["%Y-%m-%d", "%Y/%m/%d"].iter().find_map(|form| NaiveDate::parse_from_str(date.trim(), form).ok())?;
    let Some(clock) = time.and_then(clock) else {
        return read(&date.to_string());
    };
    let local = format!("{date}T{}", clock.format("%H:%M:%S"));
    zone.and_then(|zone| read(&format!("{local}{}", zone.trim()))).or_else(|| read(&local))
}

fn clock(text: &str) -> Option<NaiveTime> {
    let forms = ["%H:%M:%S%.f", "%H:%M", "%I:%M %p", "%I:%M:%S %p"];
    forms.iter().find_map(|form| NaiveTime::parse_from_str(text.trim(), form).ok())
}

/// The instant at which a service did something: its own clock is UTC's, where it does not say.
pub(crate) fn instant(text: &str) -> Option<DateTime<Utc>> {
    read(text).map(ScanTime::instant)
}

/// The day of a time, on the calendar of its place.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    read(text).map(|time| match time {
        ScanTime::Instant(at) => at.date_naive(),
        ScanTime::Local(at) => at.date(),
        ScanTime::Date(day) => day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(time: Option<ScanTime>) -> Option<String> {
        time.map(|time| time.to_string())
    }

    #[test]
    fn a_time_says_no_more_than_it_was_given() {
        for (text, is) in [
            ("2026-06-28T08:40:00-03:00", Some("2026-06-28T08:40:00-03:00")),
            ("2026-06-28 08:40:00", Some("2026-06-28T08:40:00")),
            ("2026-06-28T08:40:00+0800", Some("2026-06-28T08:40:00+08:00")),
            ("2026-06-28T08:40", Some("2026-06-28T08:40:00")),
            ("2026-06-28", Some("2026-06-28")),
            ("0001-01-01T00:00:00+0000", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(written(read(text)).as_deref(), is, "{text}");
        }
    }

    #[test]
    fn parts_make_what_they_can() {
        for (date, time, zone, is) in [
            ("2026-06-30", Some("14:23:00"), None, Some("2026-06-30T14:23:00")),
            ("2026-06-30", Some("14:23:00"), Some("-03:00"), Some("2026-06-30T14:23:00-03:00")),
            ("2026-06-30", Some("14:23:00"), Some("Recife"), Some("2026-06-30T14:23:00")),
            ("2026-06-30", Some("01:58 PM"), None, Some("2026-06-30T13:58:00")),
            ("2026-06-30", None, Some("-03:00"), Some("2026-06-30")),
            ("2026/06/30", Some("noon"), None, Some("2026-06-30")),
            ("30 June", Some("14:23:00"), None, None),
        ] {
            assert_eq!(written(of_parts(date, time, zone)).as_deref(), is, "{date} {time:?} {zone:?}");
        }
    }
}
