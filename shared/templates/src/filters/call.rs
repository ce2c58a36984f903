//! How a filter is called.

use std::fmt;
use std::rc::Rc;

use liquid_core::parser::{FilterArguments, ParameterReflection};
use liquid_core::{Error, Expression, Filter, FilterReflection, ParseFilter, Result, Runtime, Value, ValueView};

use super::Run;
use crate::bounds;
use crate::markup::plain;
use crate::scene::{Over, Scene, weight};

/// A filter before it has arguments.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    pub(super) name: &'static str,
    pub(super) needs: usize,
    pub(super) run: Run,
}

/// A filter with its arguments.
struct Applied {
    filter: Plain,
    arguments: Vec<Expression>,
    named: Vec<(String, Expression)>,
}

/// One call of it.
pub(super) struct Call<'a> {
    pub(super) input: &'a dyn ValueView,
    pub(super) scene: Rc<Scene>,
    arguments: Vec<Value>,
    named: Vec<(&'a str, Value)>,
}

impl FilterReflection for Plain {
    fn name(&self) -> &str {
        self.name
    }

    fn description(&self) -> &'static str {
        ""
    }

    fn positional_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }

    fn keyword_parameters(&self) -> &'static [ParameterReflection] {
        &[]
    }
}

impl ParseFilter for Plain {
    fn parse(&self, arguments: FilterArguments<'_>) -> Result<Box<dyn Filter>> {
        let named = arguments.keyword.map(|(name, value)| (name.to_owned(), value)).collect();
        let arguments: Vec<_> = arguments.positional.collect();
        if arguments.len() < self.needs {
            let needs = if self.needs == 1 { "an argument" } else { "two arguments" };
            return Err(Error::with_msg(format!("needs: `{}` needs {needs}", self.name)));
        }
        Ok(Box::new(Applied { filter: *self, arguments, named }))
    }

    fn reflection(&self) -> &dyn FilterReflection {
        self
    }
}

impl Filter for Applied {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let scene = Scene::of(runtime);
        let value = |value: &Expression| value.evaluate(runtime).map_or(Value::Nil, liquid_core::ValueCow::into_owned);
        let call = Call {
            input,
            arguments: self.arguments.iter().map(value).collect(),
            named: self.named.iter().map(|(name, named)| (name.as_str(), value(named))).collect(),
            scene: Rc::clone(&scene),
        };
        if !scene.handle(input) || !call.arguments.iter().all(|argument| scene.handle(argument)) {
            return Ok(Value::Nil);
        }
        let made = (self.filter.run)(&call);
        let items = made.as_array().map_or(0, liquid_core::model::ArrayView::size);
        let bytes = weight(&made);
        let fits = usize::try_from(items).is_ok_and(|items| items <= bounds::ITEMS)
            && (made.is_array() || usize::try_from(bytes).is_ok_and(|bytes| bytes <= bounds::VALUE_BYTES));
        if !fits {
            scene.end(Over::Value);
        }
        Ok(if fits { made } else { Value::Nil })
    }
}

impl Call<'_> {
    /// The value as text, marks and all: for filters that write it on.
    pub(super) fn marked(&self) -> String {
        self.input.to_kstr().into_string()
    }

    /// The value as it reads: for filters that look at it.
    pub(super) fn text(&self) -> String {
        plain(self.input.to_kstr().as_str())
    }

    /// An argument; nil, if there is none.
    pub(super) fn argument(&self, index: usize) -> &Value {
        self.arguments.get(index).unwrap_or(&Value::Nil)
    }

    /// An argument as text, marks and all.
    pub(super) fn marked_argument(&self, index: usize) -> String {
        self.argument(index).to_kstr().into_string()
    }

    /// An argument as it reads.
    pub(super) fn text_argument(&self, index: usize) -> String {
        plain(self.argument(index).to_kstr().as_str())
    }

    /// A whole number as an argument.
    pub(super) fn number_argument(&self, index: usize) -> Option<i64> {
        let argument = self.argument(index);
        let scalar = argument.as_scalar()?;
        #[expect(clippy::cast_possible_truncation, reason = "a float beyond an integer is the nearest integer")]
        scalar.to_integer().or_else(|| scalar.to_float().map(|float| float as i64))
    }

    /// A named argument.
    pub(super) fn named(&self, name: &str) -> Option<&Value> {
        self.named.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The items of a list; a single value is a list of itself, and nil is an empty one.
    pub(super) fn items(&self) -> Vec<Value> {
        items(self.input)
    }

    /// Says that so many bytes are about to be written; whether they may.
    pub(super) fn fits(&self, bytes: usize) -> bool {
        if bytes > bounds::VALUE_BYTES {
            self.scene.end(Over::Value);
        }
        bytes <= bounds::VALUE_BYTES
    }
}

pub(super) fn items(value: &dyn ValueView) -> Vec<Value> {
    match value.as_array() {
        Some(list) => list.values().map(ValueView::to_value).collect(),
        None if value.is_nil() => Vec::new(),
        None => vec![value.to_value()],
    }
}

impl fmt::Debug for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.filter.name)
    }
}
