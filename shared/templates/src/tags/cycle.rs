//! `cycle`, `increment` and `decrement`: what counts how often it was reached.

use std::collections::HashMap;
use std::io::Write;

use liquid_core::error::ResultLiquidReplaceExt;
use liquid_core::{Error, Expression, Language, ParseTag, Renderable, Result, Runtime};
use liquid_core::{TagReflection, TagTokenIter, ValueView};

use super::{Said, tag};

/// `{% cycle 'odd', 'even' %}`, with a group's name before a colon if it has one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cycle;

tag!(Cycle, "cycle");

/// `{% increment name %}` and `{% decrement name %}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    name: &'static str,
    before: i64,
    after: i64,
}

impl Count {
    pub(super) fn up() -> Self {
        Self { name: "increment", before: 0, after: 1 }
    }

    pub(super) fn down() -> Self {
        Self { name: "decrement", before: -1, after: 0 }
    }
}

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

#[derive(Debug)]
struct Counted {
    name: String,
    count: Count,
}

impl ParseTag for Cycle {
    fn parse(&self, arguments: TagTokenIter<'_>, _: &Language) -> Result<Box<dyn Renderable>> {
        let mut said = Said::of(arguments);
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

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl Renderable for Cycled {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
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

impl TagReflection for Count {
    fn tag(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> &'static str {
        ""
    }
}

impl ParseTag for Count {
    fn parse(&self, arguments: TagTokenIter<'_>, _: &Language) -> Result<Box<dyn Renderable>> {
        let mut said = Said::of(arguments);
        let name = said.name()?;
        said.nothing_more()?;
        Ok(Box::new(Counted { name, count: *self }))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl Renderable for Counted {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let shown = {
            let mut counters = runtime.registers().get_mut::<Counters>();
            let counter = counters.0.entry(self.name.clone()).or_default();
            let shown = *counter + self.count.before;
            *counter = shown + self.count.after;
            shown
        };
        write!(writer, "{shown}").replace("the page is full")
    }
}
