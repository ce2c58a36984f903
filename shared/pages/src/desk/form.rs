//! A form that acts: it posts to the action's own route, keeps what was typed, and shows in place what stood in its way.
//!
//! The name of a field says where its value goes in the body, and what it is: `line_items[0].quantity:count`.

use std::cell::RefCell;
use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Desk;
use super::flash::Flash;
use super::outcome::told;
use crate::icon::{Icon, icon};

/// A form of a page.
pub(super) struct Form<'a> {
    desk: &'a Desk<'a>,
    /// What it is called on the page, and the start of its fields' ids.
    name: String,
    /// Where it posts to.
    action: String,
    /// The function that answers there.
    function: &'static str,
    /// The fields whose problem stands beside them.
    told: RefCell<BTreeSet<String>>,
}

/// A field of a form, with what it holds if nothing was typed.
#[derive(Clone, Copy, Default)]
pub(super) struct Input<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub value: &'a str,
    pub hint: &'a str,
    pub kind: &'a str,
    pub required: bool,
    pub most: Option<u32>,
    /// The id of a list of suggestions.
    pub list: &'a str,
}

/// What can be chosen: its value, its words.
pub(super) type Choice<'a> = (&'a str, String);

impl<'a> Form<'a> {
    pub fn new(desk: &'a Desk<'a>, name: impl Into<String>, function: &'static str, action: impl Into<String>) -> Self {
        Self { desk, name: name.into(), action: action.into(), function, told: RefCell::default() }
    }

    /// The form around its fields and its button.
    pub fn around(&self, class: &str, fields: &Markup) -> Markup {
        self.apart(class, &html! { (self.standing()) (fields) })
    }

    /// The form around its fields and its button, where what came of it is told elsewhere on the page.
    pub fn apart(&self, class: &str, fields: &Markup) -> Markup {
        html! {
            form class={ "act " (class) } id=(self.name) method="post" action=(self.action) data-does=(self.function) {
                (self.hidden())
                (fields)
            }
        }
    }

    /// The form without fields, for buttons that stand elsewhere, each with a key of its own.
    pub fn shared(&self) -> Markup {
        html! {
            form.act.shared id=(self.name) method="post" action=(self.action) data-does=(self.function) {
                (self.back())
                (self.standing())
            }
        }
    }

    /// What every form sends.
    fn hidden(&self) -> Markup {
        html! {
            (self.back())
            input type="hidden" name="idempotency_key" value={ (self.desk.nonce) "-" (self.name) };
        }
    }

    fn back(&self) -> Markup {
        html! {
            input type="hidden" name="csrf" value=(self.desk.csrf);
            input type="hidden" name="back" value=(self.desk.address);
            input type="hidden" name="form" value=(self.name);
        }
    }

    /// What stood in its way, but for what stands beside its field.
    fn standing(&self) -> Markup {
        let beside = self.told.borrow();
        html! {
            div.standing data-standing=(self.name) {
                @if let Some(flash) = self.flash() {
                    @let left: Vec<_> = flash.errors.iter().filter(|error| !beside.contains(&error.field)).collect();
                    (told(self.desk.words, flash, &left, &[]))
                }
            }
        }
    }

    fn flash(&self) -> Option<&'a Flash> {
        self.desk.flash.filter(|flash| flash.form == self.name)
    }

    /// Whether something stood in its way: it is then unfolded.
    pub fn stands(&self) -> bool {
        self.flash().is_some_and(|flash| flash.status >= 400)
    }

    /// What is in a field: what was typed, else what is known.
    pub fn value<'v>(&self, name: &str, known: &'v str) -> &'v str
    where
        'a: 'v,
    {
        let typed = self.flash().and_then(|flash| flash.values.get(name));
        typed.map_or(known, String::as_str)
    }

    fn problem_of(&self, name: &str) -> Option<&'a str> {
        let path = name.rsplit_once(':').map_or(name, |(path, _)| path);
        let found = self.flash()?.errors.iter().find(|error| error.field == path)?;
        self.told.borrow_mut().insert(found.field.clone());
        Some(found.message.as_str())
    }

    fn id(&self, name: &str) -> String {
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{}-{plain}", self.name)
    }

    /// A line to type.
    pub fn line(&self, input: Input<'_>) -> Markup {
        let kind = if input.kind.is_empty() { "text" } else { input.kind };
        // What is a secret is never shown, not even to who has just typed it.
        let value = if kind == "password" { "" } else { self.value(input.name, input.value) };
        self.field(input, |id, described, invalid| {
            html! {
                input id=(id) name=(input.name) type=(kind) value=(value) required[input.required]
                    maxlength=[input.most] list=[(!input.list.is_empty()).then_some(input.list)] autocomplete="off" aria-describedby=[described] aria-invalid=[invalid];
            }
        })
    }

    /// A number, from one to another.
    pub fn number(&self, input: Input<'_>, least: u32, most: u32) -> Markup {
        let value = self.value(input.name, input.value);
        self.field(input, |id, described, invalid| {
            html! {
                input id=(id) name=(input.name) type="number" inputmode="numeric" value=(value) min=(least) max=(most)
                    autocomplete="off" aria-describedby=[described] aria-invalid=[invalid];
            }
        })
    }

    /// Several lines to type.
    pub fn text(&self, input: Input<'_>, rows: u8) -> Markup {
        let value = self.value(input.name, input.value);
        self.field(input, |id, described, invalid| {
            html! {
                textarea id=(id) name=(input.name) rows=(rows) maxlength=[input.most] required[input.required]
                    aria-describedby=[described] aria-invalid=[invalid] { (first_line_kept(value)) }
            }
        })
    }

    /// One of several.
    pub fn select(&self, input: Input<'_>, choices: &[Choice<'_>]) -> Markup {
        let value = self.value(input.name, input.value);
        self.field(input, |id, described, invalid| {
            html! {
                select id=(id) name=(input.name) required[input.required] aria-describedby=[described]
                    aria-invalid=[invalid] {
                    @for (choice, words) in choices { option value=(choice) selected[*choice == value] { (words) } }
                }
            }
        })
    }

    /// Yes or no: a box to tick. What is not ticked is sent as false.
    pub fn tick(&self, input: Input<'_>, ticked: bool) -> Markup {
        let ticked = self.value(input.name, if ticked { "true" } else { "false" }) == "true";
        let id = self.id(input.name);
        let hint = format!("{id}-hint");
        html! {
            div.tick {
                input type="hidden" name=(input.name) value="false";
                input id=(id) name=(input.name) type="checkbox" value="true" checked[ticked]
                    aria-describedby=[(!input.hint.is_empty()).then_some(&hint)];
                label for=(id) { (input.label) }
                @if !input.hint.is_empty() { p.field-hint id=(hint) { (input.hint) } }
            }
        }
    }

    /// A box to tick whose words stand elsewhere.
    pub fn tick_alone(&self, name: &str, label: &str, ticked: bool) -> Markup {
        let ticked = self.value(name, if ticked { "true" } else { "false" }) == "true";
        html! {
            input type="hidden" name=(name) value="false";
            label.box {
                span.unseen { (label) }
                input id=(self.id(name)) name=(name) type="checkbox" value="true" checked[ticked];
            }
        }
    }

    fn field(&self, input: Input<'_>, control: impl FnOnce(&str, Option<String>, Option<&str>) -> Markup) -> Markup {
        let id = self.id(input.name);
        let (hint, wrong) = (format!("{id}-hint"), format!("{id}-problem"));
        let problem = self.problem_of(input.name);
        let hinted = (!input.hint.is_empty()).then_some(hint.as_str());
        let described: Vec<_> = [hinted, problem.map(|_| wrong.as_str())].into_iter().flatten().collect();
        let described = Some(described.join(" ")).filter(|ids| !ids.is_empty());
        html! {
            div.field data-invalid[problem.is_some()] {
                label for=(id) { (input.label) }
                (control(&id, described, problem.map(|_| "true")))
                @if !input.hint.is_empty() { p.field-hint id=(hint) { (input.hint) } }
                @if let Some(text) = problem { p.field-problem id=(wrong) { (icon(Icon::Exclamation)) (text) } }
            }
        }
    }
}

/// A textarea loses its first line break: one is put before it.
fn first_line_kept(value: &str) -> String {
    if value.starts_with('\n') { format!("\n{value}") } else { value.to_owned() }
}

/// A form's main button.
pub(super) fn submit(label: &str) -> Markup {
    html! { div.buttons { button.button type="submit" { (label) } } }
}

/// A form's button that takes something away: it says what.
pub(super) fn submit_danger(label: &str) -> Markup {
    html! { div.buttons { button.button data-kind="danger" type="submit" { (label) } } }
}

/// What is folded away until it is wanted; open where its form has something to say.
pub(super) fn folded(id: &str, label: &str, open: bool, inside: &Markup) -> Markup {
    html! {
        details.fold id=(id) open[open] {
            summary { (label) (icon(Icon::Chevron)) }
            div.fold-in { (inside) }
        }
    }
}
