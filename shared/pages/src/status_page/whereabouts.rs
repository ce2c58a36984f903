//! What a map shows, in words: for those who do not see it, and beside it for those who do.

use waybill_domain::scan::ScanTime;

use crate::date;
use crate::words::Words;

/// Earlier places that are named, the latest ones: a sentence, and no list.
const EARLIER: usize = 5;

/// Where a parcel is, where it was, and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts<'a> {
    /// Where it was seen last.
    pub place: &'a str,
    /// When.
    pub at: ScanTime,
    /// Where it was before, the oldest first.
    pub before: &'a [&'a str],
    /// Where it goes, for those who may know.
    pub destination: Option<&'a str>,
    /// Whether it has arrived.
    pub arrived: bool,
}

impl Whereabouts<'_> {
    /// The same in a sentence or three.
    #[must_use]
    pub fn in_words(&self, words: Words) -> String {
        let day = words.day(date::day_of(self.at));
        let here =
            if self.arrived { words.map_arrived(self.place, &day) } else { words.map_last_seen(self.place, &day) };
        let named = self.before.get(self.before.len().saturating_sub(EARLIER)..).unwrap_or_default();
        let before = (!named.is_empty()).then(|| words.map_before(&named.join(" · ")));
        let ahead = self.destination.filter(|_| !self.arrived).map(|place| words.map_ahead(place));
        [Some(here), before, ahead].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
