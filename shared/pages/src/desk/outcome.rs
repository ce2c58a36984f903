//! What came of a form: what stood in its way, or what came of each of many.

use maud::{Markup, html};

use super::flash::{Came, FieldProblem, Flash};
use super::says;
use crate::number;
use crate::parts::{Tone, notice, status_word};
use crate::words::Words;

/// What came of a form: what stood in its way, with the fields that are not told of elsewhere; else what came of each.
pub(super) fn told(words: Words, flash: &Flash, fields: &[&FieldProblem]) -> Markup {
    html! {
        @if flash.status < 400 {
            div role="status" { (came(words, &flash.results)) }
        } @else {
            div role="alert" { (problem(words, flash, fields)) }
        }
    }
}

/// What came of each of many; of a carrier that was asked, what it said.
fn came(words: Words, results: &[Came]) -> Markup {
    let badly: Vec<_> = results
        .iter()
        .filter_map(|one| match one {
            Came::Order { id, problem: Some((code, title)) } => Some((id, code, title)),
            _ => None,
        })
        .collect();
    let orders = results.iter().filter(|one| matches!(one, Came::Order { .. })).count();
    let count = |count: usize| number::count(words.language(), u64::try_from(count).unwrap_or(u64::MAX));
    html! {
        @if orders > 0 {
            @let well = format!("{} {}", count(orders - badly.len()), words.bulk_well());
            @let title = if badly.is_empty() { well } else { format!("{well}, {} {}", count(badly.len()), words.bulk_badly()) };
            (notice(if badly.is_empty() { Tone::Good } else { Tone::Care }, &title, &html! {
                ul {
                    @for (id, code, title) in &badly {
                        li { a href={ "/desk/orders/" (id) } { (id) } " " (says::problem(words, code).as_ref().unwrap_or(title)) }
                    }
                }
            }))
        }
        @for one in results {
            @if let Came::Asked { before, after, why } = one {
                @let told = if before == after { words.retrack_same(&status_word(words, *after)) }
                    else { words.retrack_changed(&status_word(words, *before), &status_word(words, *after)) };
                (notice(Tone::Info, &told, &html! {
                    @if let Some(why) = why { p lang="en" { (why) } }
                }))
            }
        }
    }
}

/// What stood in a form's way: what the matter is in the reader's language, and in the API's words what with this very
/// request; then each field that is not on the page.
fn problem(words: Words, flash: &Flash, fields: &[&FieldProblem]) -> Markup {
    let tone = if flash.status < 400 { Tone::Care } else { Tone::Bad };
    let title = flash.code.as_deref().and_then(|code| says::problem(words, code));
    let more = html! {
        @if !flash.detail.is_empty() { p dir="auto" lang="en" { (flash.detail) } }
        @if !fields.is_empty() {
            ul lang="en" { @for field in fields { li dir="auto" { code { (field.field) } ": " (field.message) } } }
        }
    };
    notice(tone, title.as_deref().unwrap_or(&flash.title), &more)
}
