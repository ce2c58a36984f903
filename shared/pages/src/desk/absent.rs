//! What stands where a page would be that is not there, or cannot be shown now: within the desk, with a way on.

use maud::{Markup, html};

use super::frame::Frame;
use super::{Desk, Section};
use crate::icon::Icon;
use crate::parts::empty;

/// Why a page is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsentPage {
    /// There is no such thing in this store.
    NotFound,
    /// Something of ours failed.
    Failed,
}

impl AbsentPage {
    /// The page.
    #[must_use]
    pub fn render(self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let section = Section::of(desk.address.path());
        let (sign, title, more) = match self {
            Self::NotFound => (Icon::Question, words.not_found_title(), words.not_in_store()),
            Self::Failed => (Icon::Exclamation, words.failed_title(), words.failed()),
        };
        let way = html! {
            p { (more) }
            p { a.button data-kind="second" href=(section.path()) { (section.label(words)) } }
        };
        let main = html! { section.card { (empty(sign, &html! { h1 { (title) } }, &way)) } };
        Frame { desk, section, title: &title, shows_map: false }.around(&main)
    }
}
