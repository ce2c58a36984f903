//! `cycle`, `increment` and `decrement`: what counts how often it was reached.

use std::collections::HashMap;
use std::io::Write;

use liquid_core::error::ResultLiquidReplaceExt;
use liquid_core::{Error, Expression, Language, Renderable, Result, Runtime, ValueView};

use super::{Read, Said};
use crate::scene::Scene;

/// How often each was reached.
#[derive(Debug, Default)]
struct Reached(HashMap<String, usize>);

/// Where each counter stands.
#[derive(Debug, Default)]
struct Counters(HashMap<String, i64>);

#[derive(Debug)]
struct Cycled {
    group: String,
    values: Vec<Expression>,
}

/// What is shown differs from what stands before by one number, and what stands after by the other.
#[derive(Debug)]
struct Counted {
    name: String,
    before: i64,
    after: i64,
}

/// `{% cycle 'odd', 'even' %}`, with a group's name before a colon if it has one.
pub(super) fn read_cycle(mut said: Said<'_>, _: &Language) -> Read {
    let mut values = vec![said.value()?];
    let mut group = None;
    while let Some(token) = said.next() {
        match token.as_str() {
            "," => values.push(said.value()?),
            ":" if group.is_none() && values.len() == 1 => {
                group = values.pop();
                values.push(said.value()?);
            }
            _ => return Err(token.raise_error()),
        }
    }
    let group = group.map_or_else(|| format!("{values:?}"), |group| format!("{group:?}"));
    Ok(Box::new(Cycled { group, values }))
}

/// `{% increment name %}`: 0, 1, 2.
pub(super) fn read_increment(said: Said<'_>, _: &Language) -> Read {
    counted(said, 0, 1)
}

/// `{% decrement name %}`: -1, -2, -3.
pub(super) fn read_decrement(said: Said<'_>, _: &Language) -> Read {
    counted(said, -1, 0)
}

fn counted(mut said: Said<'_>, before: i64, after: i64) -> Read {
    let name = said.name()?;
    said.nothing_more()?;
    Ok(Box::new(Counted { name, before, after }))
}

impl Renderable for Cycled {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        if !Scene::of(runtime).read(self.group.len()) {
            return Ok(());
        }
        let turn = {
            let mut reached = runtime.registers().get_mut::<Reached>();
            let turn = reached.0.entry(self.group.clone()).or_default();
            *turn += 1;
            (*turn - 1) % self.values.len().max(1)
        };
        let value = self.values.get(turn).ok_or_else(|| Error::with_msg("nothing to cycle"))?.evaluate(runtime)?;
        write!(writer, "{}", value.render()).replace("the page is full")
    }
}

impl Renderable for Counted {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        if !Scene::of(runtime).read(self.name.len()) {
            return Ok(());
        }
        let shown = {
            let mut counters = runtime.registers().get_mut::<Counters>();
            let counter = counters.0.entry(self.name.clone()).or_default();
            let shown = *counter + self.before;
            *counter = shown + self.after;
            shown
        };
        write!(writer, "{shown}").replace("the page is full")
    }
}
