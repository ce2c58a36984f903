//! The whole page, from top to bottom.

use maud::{Markup, html};
use waybill_domain::contact::Proof;
use waybill_domain::progress::Step;

use super::parcels::parcels;
use super::private;
use super::steps::steps;
use super::{LogIn, StatusPage, Viewer};
use crate::icon::{Icon, icon};
use crate::parts::{Field, Tone, notice};
use crate::shell::{LanguageLinks, Shell};

/// How often an open page asks whether anything is new, in seconds. A 304 costs one read of a small item.
const ASKS_EVERY: u32 = 5;

/// The page as a document.
#[must_use]
pub fn render(page: &StatusPage) -> Markup {
    let words = page.words();
    let title = words.page_title(&page.order, &page.store);
    let shows_map = page.fulfilments.iter().flat_map(|sent| &sent.parcels).any(|parcel| parcel.map.is_some());
    let shell = Shell {
        words,
        title: &title,
        brand: &page.store,
        languages: Some(LanguageLinks { path: &page.path }),
        rail: None,
        shows_map,
    };
    shell.around(&html! {
        main.page.status-page #main data-version=(page.version) data-viewer=(page.viewer.as_str()) data-address=(page.address())
            data-every=[page.is_live().then_some(ASKS_EVERY)] data-said={ (page.told.headline) ". " (page.told.next) } {
            (preview(page))
            (hero(page))
            div.notes-of-store #notes data-live { @for note in &page.notes_of_store { (note_of_store(page, note)) } }
            div.columns {
                div.column #parcels data-live { (parcels(page)) }
                @if page.has_aside() { div.column { (aside(page)) } }
            }
            @if page.is_live() { p.live { span.live-dot {} span.live-fresh { (words.live()) } span.live-stale { (words.stale()) } } }
        }
    })
}

/// What stands beside the parcels: what only the customer and the store see, or the way there.
fn aside(page: &StatusPage) -> Markup {
    match &page.viewer {
        Viewer::Public(None) => html! {},
        Viewer::Public(Some((state, proof))) => log_in(page, state, *proof),
        Viewer::Owner(private) => private::card(page, private, &page.words().only_you()),
        Viewer::Merchant(private, _) => private::card(page, private, &page.words().only_customer()),
    }
}

/// What tells the merchant that the page is their customer's (O9), and in time that nothing has been sent (O2).
fn preview(page: &StatusPage) -> Markup {
    let Viewer::Merchant(_, order_path) = &page.viewer else { return html! {} };
    let words = page.words();
    html! {
        aside.preview #preview aria-label=(words.preview()) {
            span.preview-mark { (icon(Icon::Eye)) (words.preview()) }
            div {
                p { (words.preview_what()) }
                @if page.progress.present == Step::Confirmed && page.will_not_come.is_empty() {
                    p { strong { (words.preview_capture()) } }
                }
            }
            a href=(order_path) { (words.preview_back()) }
        }
    }
}

fn hero(page: &StatusPage) -> Markup {
    let words = page.words();
    let placed = words.placed_on(&words.day_of_year(page.placed_at.date_naive()));
    html! {
        section.hero #progress data-live {
            div.hero-head {
                span.hero-mark data-status=(page.told.colours.as_str()) { (icon(page.told.icon)) }
                div.hero-words {
                    p.hero-order { strong dir="auto" { (words.order_number(&page.order)) } span { (placed) } }
                    h1 { (page.told.headline) }
                    p.hero-next { (page.told.next) }
                }
            }
            @if page.has_steps() { div.card { (steps(page)) } }
        }
    }
}

/// What the merchant wants to be read (O6), in their own words and lines.
fn note_of_store(page: &StatusPage, note: &str) -> Markup {
    html! {
        @let from = page.words().from_the_store(&page.store);
        aside.note-of-store aria-label=(from) {
            p.small.muted dir="auto" { (from) }
            p.note-words dir="auto" { (note) }
        }
    }
}

/// Whose order it is, they can show by its number and what else they gave at the checkout (O7).
fn log_in(page: &StatusPage, state: &LogIn, proof: Proof) -> Markup {
    let words = page.words();
    let typed = match state {
        LogIn::Failed { order } => order.as_str(),
        LogIn::Fresh | LogIn::SlowDown => "",
    };
    let [order, hint, email, phone] =
        [words.log_in_order(), words.log_in_order_hint(), words.log_in_by_email(), words.log_in_by_phone()];
    let field = |name, label, kind, autocomplete| Field { name, label, kind, autocomplete, ..Field::default() };
    let order = Field {
        value: typed,
        focused: *state != LogIn::Fresh,
        hint: Some(&hint),
        required: true,
        most: Some(500),
        ..field("order", &order, "text", "off")
    };
    let known = match proof {
        Proof::Email => Field { most: Some(254), ..field("email", &email, "email", "email") },
        Proof::Phone => Field { most: Some(50), ..field("phone", &phone, "tel", "tel") },
    };
    html! {
        section.card.log-in aria-labelledby="log-in" {
            h2 #log-in { (words.log_in_title()) }
            p.muted.small { (words.log_in_why()) }
            @match state {
                LogIn::Fresh => {}
                LogIn::Failed { .. } => div role="alert" { (notice(Tone::Bad, &words.log_in_failed(), &"")) },
                LogIn::SlowDown => div role="alert" { (notice(Tone::Care, &words.log_in_slow_down(), &"")) },
            }
            form.form method="post" action=(page.action("login")) {
                (order)
                (Field { required: true, ..known })
                div { button.button data-kind="second" data-wide { (words.log_in()) } }
            }
        }
    }
}

impl StatusPage {
    /// Where a form of the page posts to: what comes of it is said in the page's language.
    pub(super) fn action(&self, what: &str) -> String {
        format!("{}/{what}?lang={}", self.path, self.language.as_str())
    }
}
