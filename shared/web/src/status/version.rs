//! The tag of a page: another one when anything on it has changed, and for everyone who sees another page.

use chrono::{DateTime, Utc};
use waybill_domain::language::Language;
use waybill_lambda::PageRequest;
use waybill_pages::assets::{SCRIPT, STYLE};
use waybill_store::access::StoreRecord;

use super::role::Role;

/// Characters of a tag: 132 bits.
const CHARS: usize = 22;

/// What a page depends on, but for its language and its form.
#[derive(Clone, Copy)]
pub(super) struct Version<'a> {
    pub(super) record: &'a StoreRecord,
    pub(super) of_order: &'a str,
    pub(super) role: Role,
    pub(super) now: DateTime<Utc>,
}

impl Version<'_> {
    /// The tag of what a request asks for. Where no language is asked for, it is by the order's and by what the browser
    /// says, and a version has one order.
    pub(super) fn asked_for(&self, asked: &PageRequest) -> String {
        match asked.query("lang").as_deref().and_then(Language::of_tag) {
            Some(language) => self.in_language(asked, language),
            None => self.tag(asked, asked.header("accept-language").unwrap_or("-")),
        }
    }

    /// The tag of the page in a language: what the page asks for news of itself with.
    pub(super) fn in_language(&self, asked: &PageRequest, language: Language) -> String {
        self.tag(asked, &format!("?lang={}", language.as_str()))
    }

    /// A keyed hash: it says nothing of what it is made of. The day is in it because a page says what is still to come,
    /// and what it loads, so that no page asks for a style sheet that is no more.
    fn tag(&self, asked: &PageRequest, language: &str) -> String {
        let form = if asked.wants_json() { "json" } else { "html" };
        let today = self.record.settings.time_zone.clock_at(self.now).date_naive().to_string();
        let settings = self.record.revision.to_string();
        let of = [self.of_order, &settings, self.role.as_str(), form, &today, &STYLE.name, &SCRIPT.name, language];
        let tag = self.record.secret.hash("page", &of.join("\n"));
        tag.get(..CHARS).unwrap_or(&tag).to_owned()
    }
}
