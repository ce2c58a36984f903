//! `if` and `unless`, and what they ask.

use std::io::Write;

use liquid_core::model::{ValueView, ValueViewCmp};
use liquid_core::parser::BlockElement;
use liquid_core::{Error, Expression, Language, Renderable, Result, Runtime, TagBlock};

use super::{Read, Said};
use crate::body::Body;
use crate::markup::plain;
use crate::scene::Scene;

/// One question or several: `a == b and c`, answered from the right, as Liquid does.
#[derive(Debug)]
struct Condition {
    first: Question,
    rest: Vec<(Join, Question)>,
}

#[derive(Clone, Copy, Debug)]
enum Join {
    And,
    Or,
}

#[derive(Debug)]
enum Question {
    Is(Expression),
    Compare(Expression, Comparison, Expression),
}

#[derive(Clone, Copy, Debug)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    More,
    AtMost,
    AtLeast,
    Contains,
}

/// The first branch whose condition holds; one without a condition always does.
#[derive(Debug)]
struct Branches {
    line: u32,
    among: Vec<(Option<Condition>, Body)>,
    unless: bool,
}

/// `{% if %}`, `{% elsif %}`, `{% else %}`.
pub(super) fn read_if(said: Said<'_>, block: TagBlock<'_, '_>, options: &Language) -> Read {
    Ok(Box::new(Branches { unless: false, ..branches(said, block, options)? }))
}

/// `{% unless %}`, `{% elsif %}`, `{% else %}`.
pub(super) fn read_unless(said: Said<'_>, block: TagBlock<'_, '_>, options: &Language) -> Read {
    Ok(Box::new(Branches { unless: true, ..branches(said, block, options)? }))
}

fn branches(mut said: Said<'_>, mut block: TagBlock<'_, '_>, options: &Language) -> Result<Branches> {
    let mut among = Vec::new();
    let mut branch = (Some(Condition::read(&mut said)?), Body::default());
    while let Some(element) = block.next()? {
        match element {
            BlockElement::Tag(tag) if tag.name() == "elsif" => {
                let condition = Condition::read(&mut Said::of(tag.into_tokens()))?;
                among.push(std::mem::replace(&mut branch, (Some(condition), Body::default())));
            }
            BlockElement::Tag(tag) if tag.name() == "else" => {
                among.push(std::mem::take(&mut branch));
            }
            element => branch.1.0.push(element.parse(&mut block, options)?),
        }
    }
    among.push(branch);
    Ok(Branches { line: said.line, among, unless: false })
}

impl Renderable for Branches {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        Scene::of(runtime).at(self.line);
        for (index, (condition, body)) in self.among.iter().enumerate() {
            let negated = self.unless && index == 0;
            if condition.as_ref().is_none_or(|condition| condition.holds(runtime) != negated) {
                return body.render_to(writer, runtime);
            }
        }
        Ok(())
    }
}

impl Condition {
    fn read(said: &mut Said<'_>) -> Result<Self> {
        let (first, mut join) = Question::read(said)?;
        let mut rest = Vec::new();
        while let Some(joined) = join {
            let (question, next) = Question::read(said)?;
            rest.push((joined, question));
            join = next;
        }
        Ok(Self { first, rest })
    }

    fn holds(&self, runtime: &dyn Runtime) -> bool {
        let mut holds = None;
        for (join, question) in self.rest.iter().rev() {
            let right = holds
                .map_or_else(|| question.holds(runtime), |(join, right)| joined(join, question.holds(runtime), right));
            holds = Some((*join, right));
        }
        let first = self.first.holds(runtime);
        holds.map_or(first, |(join, right)| joined(join, first, right))
    }
}

fn joined(join: Join, left: bool, right: bool) -> bool {
    match join {
        Join::And => left && right,
        Join::Or => left || right,
    }
}

impl Question {
    /// A question, and how the next one is joined to it.
    fn read(said: &mut Said<'_>) -> Result<(Self, Option<Join>)> {
        let left = said.value()?;
        let Some(token) = said.next() else { return Ok((Self::Is(left), None)) };
        if let Some(join) = Join::read(token.as_str()) {
            return Ok((Self::Is(left), Some(join)));
        }
        let comparison = Comparison::read(token.as_str()).ok_or_else(|| token.raise_custom_error("no comparison"))?;
        let right = said.value()?;
        let join = match said.next() {
            None => None,
            Some(token) => Some(Join::read(token.as_str()).ok_or_else(|| Error::with_msg("`and` or `or` is missing"))?),
        };
        Ok((Self::Compare(left, comparison, right), join))
    }

    fn holds(&self, runtime: &dyn Runtime) -> bool {
        match self {
            Self::Is(value) => {
                value.evaluate(runtime).is_ok_and(|value| value.query_state(liquid_core::model::State::Truthy))
            }
            Self::Compare(left, comparison, right) => {
                let (Ok(left), Ok(right)) = (left.evaluate(runtime), right.evaluate(runtime)) else { return false };
                let scene = Scene::of(runtime);
                scene.handle(&left) && scene.handle(&right) && comparison.holds(left.as_view(), right.as_view())
            }
        }
    }
}

impl Join {
    fn read(word: &str) -> Option<Self> {
        match word {
            "and" => Some(Self::And),
            "or" => Some(Self::Or),
            _ => None,
        }
    }
}

impl Comparison {
    fn read(sign: &str) -> Option<Self> {
        match sign {
            "==" => Some(Self::Equal),
            "!=" | "<>" => Some(Self::NotEqual),
            "<" => Some(Self::Less),
            ">" => Some(Self::More),
            "<=" => Some(Self::AtMost),
            ">=" => Some(Self::AtLeast),
            "contains" => Some(Self::Contains),
            _ => None,
        }
    }

    fn holds(self, left: &dyn ValueView, right: &dyn ValueView) -> bool {
        let (a, b) = (ValueViewCmp::new(left), ValueViewCmp::new(right));
        match self {
            Self::Equal => equal(left, right),
            Self::NotEqual => !equal(left, right),
            Self::Less => a < b,
            Self::More => a > b,
            Self::AtMost => a <= b,
            Self::AtLeast => a >= b,
            Self::Contains => contains(left, right),
        }
    }
}

/// Whether two values are one. Text is compared as it reads; nil is nothing but nil, blank and empty.
pub(super) fn equal(left: &dyn ValueView, right: &dyn ValueView) -> bool {
    if left.is_nil() != right.is_nil() && !left.is_state() && !right.is_state() {
        return false;
    }
    match (left.as_scalar(), right.as_scalar()) {
        (Some(a), Some(b)) if a == b => true,
        (Some(a), Some(b)) => {
            left.type_name() == right.type_name() && plain(a.to_kstr().as_str()) == plain(b.to_kstr().as_str())
        }
        _ => ValueViewCmp::new(left) == ValueViewCmp::new(right),
    }
}

fn contains(left: &dyn ValueView, right: &dyn ValueView) -> bool {
    if right.is_nil() {
        return false;
    }
    if let Some(list) = left.as_array() {
        return list.values().any(|item| equal(item, right));
    }
    let part = plain(right.to_kstr().as_str());
    match left.as_object() {
        Some(object) => object.contains_key(&part),
        None => left.is_scalar() && plain(left.to_kstr().as_str()).contains(&part),
    }
}
