//! What came of a form: what stood in its way, or what came of each of many.

use maud::{Markup, html};
use waybill_domain::summary::Summary;

use super::flash::{Came, FieldProblem, Flash};
use super::says;
use crate::number;
use crate::parts::{Tone, notice, status_word};
use crate::words::Words;

/// What came of a form: what stood in its way, with the fields that are not told of elsewhere; else what came of each,
/// by the names of those of its orders that are on the page.
pub(super) fn told(words: Words, flash: &Flash, fields: &[&FieldProblem], orders: &[Summary]) -> Markup {
    html! {
        @if flash.status < 400 {
            div role="status" { (came(words, &flash.results, orders)) }
        } @else {
            div role="alert" { (problem(words, flash, fields)) }
        }
    }
}

/// What came of each of many; of a carrier that was asked, what it said.
fn came(words: Words, results: &[Came], known: &[Summary]) -> Markup {
    let badly: Vec<_> = results
        .iter()
        .filter_map(|one| match one {
            Came::Order { id, problem: Some(code) } => Some((id, code)),
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
                    @for (id, code) in &badly {
                        @let name = known.iter().find(|order| order.id.to_string() == **id).map(|order| &order.name);
                        li { a href={ "/desk/orders/" (id) } { (name.unwrap_or(id)) } " " (says::problem(words, code)) }
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
    let more = html! {
        @if !flash.detail.is_empty() && !says::is_for_programs(&flash.code) {
            p dir="auto" lang="en" { (flash.detail) }
        }
        @if !fields.is_empty() {
            ul lang="en" { @for field in fields { li dir="auto" { code { (field.field) } ": " (field.message) } } }
        }
    };
    notice(Tone::Bad, &says::problem(words, &flash.code), &more)
}
