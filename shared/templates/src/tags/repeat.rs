//! `for` and `tablerow`: the only things of Liquid that go round.

use std::io::Write;

use liquid_core::error::ResultLiquidReplaceExt;
use liquid_core::model::{Object, Value, ValueCow, ValueView};
use liquid_core::parser::BlockElement;
use liquid_core::runtime::{Interrupt, InterruptRegister, StackFrame};
use liquid_core::{Expression, Language, Renderable, Result, Runtime, TagBlock};

use super::{Read, Said};
use crate::body::Body;
use crate::forgiving::Forgiving;
use crate::markup::mark;
use crate::scene::Scene;

/// What is gone through, and how.
#[derive(Debug)]
struct Rounds {
    line: u32,
    name: String,
    over: Items,
    limit: Option<Expression>,
    offset: Option<Expression>,
    columns: Option<Expression>,
    reversed: bool,
}

#[derive(Debug)]
enum Items {
    Of(Expression),
    Range(Expression, Expression),
}

#[derive(Debug)]
struct Loop {
    rounds: Rounds,
    body: Body,
    otherwise: Body,
}

#[derive(Debug)]
struct Table {
    rounds: Rounds,
    body: Body,
}

/// `{% for item in list limit: 2 offset: 1 reversed %}…{% else %}…{% endfor %}`.
pub(super) fn read_for(said: Said<'_>, mut block: TagBlock<'_, '_>, options: &Language) -> Read {
    let rounds = Rounds::read(said)?;
    let mut body = Body::default();
    let mut otherwise = Body::default();
    while let Some(element) = block.next()? {
        match element {
            BlockElement::Tag(tag) if tag.name() == "else" => {
                otherwise = Body::rest_of(&mut block, options)?;
                break;
            }
            element => body.0.push(element.parse(&mut block, options)?),
        }
    }
    Ok(Box::new(Loop { rounds, body, otherwise }))
}

/// `{% tablerow item in list cols: 2 %}…{% endtablerow %}`.
pub(super) fn read_table_row(said: Said<'_>, mut block: TagBlock<'_, '_>, options: &Language) -> Read {
    let rounds = Rounds::read(said)?;
    let body = Body::rest_of(&mut block, options)?;
    Ok(Box::new(Table { rounds, body }))
}

impl Rounds {
    fn read(mut said: Said<'_>) -> Result<Self> {
        let name = said.name()?;
        said.word("in")?;
        let over = match said.token()?.expect_range() {
            liquid_core::parser::TryMatchToken::Matches((from, to)) => Items::Range(from, to),
            liquid_core::parser::TryMatchToken::Fails(token) => Items::Of(token.expect_value().into_result()?),
        };
        let line = said.line;
        let mut rounds = Self { line, name, over, limit: None, offset: None, columns: None, reversed: false };
        while let Some(token) = said.next() {
            let place = match token.as_str() {
                "," => continue,
                "reversed" => {
                    rounds.reversed = true;
                    continue;
                }
                "limit" => &mut rounds.limit,
                "offset" => &mut rounds.offset,
                "cols" => &mut rounds.columns,
                _ => return Err(token.raise_error()),
            };
            said.word(":")?;
            *place = Some(said.value()?);
        }
        Ok(rounds)
    }

    /// What is gone through now. The numbers of a range are made as they come: one that is long takes no room.
    fn items(&self, runtime: &dyn Runtime) -> Box<dyn ExactSizeIterator<Item = Value>> {
        let limit = whole(self.limit.as_ref(), runtime).unwrap_or(usize::MAX);
        let offset = whole(self.offset.as_ref(), runtime).unwrap_or(0);
        match &self.over {
            Items::Of(list) => {
                let items =
                    list.evaluate(runtime).map_or_else(|_| Vec::new(), |list| listed(&list, &Scene::of(runtime)));
                self.turned(items.into_iter().skip(offset).take(limit))
            }
            Items::Range(from, to) => {
                let number = |value: &Expression| value.evaluate(runtime).ok()?.as_scalar()?.to_integer();
                let (from, to) = (number(from).unwrap_or(0), number(to).unwrap_or(0));
                let all = usize::try_from(to.saturating_sub(from).saturating_add(1)).unwrap_or(0);
                let number = move |at: usize| from.saturating_add(i64::try_from(at).unwrap_or(i64::MAX));
                let end = offset.saturating_add(limit).min(all);
                self.turned((offset.min(end)..end).map(number).map(Value::scalar))
            }
        }
    }

    fn turned<I>(&self, items: I) -> Box<dyn ExactSizeIterator<Item = Value>>
    where
        I: DoubleEndedIterator<Item = Value> + ExactSizeIterator + 'static,
    {
        if self.reversed { Box::new(items.rev()) } else { Box::new(items) }
    }
}

/// The items of a list; of an object, its pairs; of text, the text.
fn listed(list: &ValueCow<'_>, scene: &Scene) -> Vec<Value> {
    if !scene.handle(list) {
        return Vec::new();
    }
    if let Some(array) = list.as_array() {
        return array.values().map(ValueView::to_value).collect();
    }
    if let Some(object) = list.as_object() {
        let pair = |(key, value): (liquid_core::model::KStringCow<'_>, &dyn ValueView)| {
            Value::Array(vec![Value::scalar(key.into_owned()), value.to_value()])
        };
        return object.iter().map(pair).collect();
    }
    let text = list.to_kstr();
    if text.is_empty() { Vec::new() } else { vec![list.to_value()] }
}

fn whole(value: Option<&Expression>, runtime: &dyn Runtime) -> Option<usize> {
    let number = value?.evaluate(runtime).ok()?.as_scalar()?.to_integer()?;
    Some(usize::try_from(number).unwrap_or(0))
}

impl Renderable for Loop {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let scene = Scene::of(runtime);
        scene.at(self.rounds.line);
        let items = self.rounds.items(runtime);
        if items.len() == 0 {
            return self.otherwise.render_to(writer, runtime);
        }
        let length = items.len();
        for (index, item) in items.enumerate() {
            scene.at(self.rounds.line);
            if !scene.spend(4) {
                break;
            }
            let scope = scope(runtime, ("forloop", position(index, length)), (&self.rounds.name, item));
            self.body.render_to(writer, &scope)?;
            if runtime.registers().get_mut::<InterruptRegister>().reset() == Some(Interrupt::Break) {
                break;
            }
        }
        Ok(())
    }
}

impl Renderable for Table {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let scene = Scene::of(runtime);
        scene.at(self.rounds.line);
        let items = self.rounds.items(runtime);
        let length = items.len();
        let columns = whole(self.rounds.columns.as_ref(), runtime).unwrap_or(length).max(1);
        let put =
            |text: &str, writer: &mut dyn Write| writer.write_all(mark(text).as_bytes()).replace("the page is full");
        for (index, item) in items.enumerate() {
            scene.at(self.rounds.line);
            if !scene.spend(4) {
                break;
            }
            let (row, column) = (index / columns, index % columns);
            let last = column + 1 == columns || index + 1 == length;
            let mut place = position(index, length);
            place.insert("col".into(), number(column + 1));
            place.insert("col0".into(), number(column));
            place.insert("row".into(), number(row + 1));
            place.insert("col_first".into(), Value::scalar(column == 0));
            place.insert("col_last".into(), Value::scalar(last));
            if column == 0 {
                put(&format!("<tr class=\"row{}\">", row + 1), writer)?;
            }
            put(&format!("<td class=\"col{}\">", column + 1), writer)?;
            let scope = scope(runtime, ("tablerowloop", place), (&self.rounds.name, item));
            self.body.render_to(writer, &scope)?;
            put(if last { "</td></tr>" } else { "</td>" }, writer)?;
            if runtime.registers().get_mut::<InterruptRegister>().reset() == Some(Interrupt::Break) {
                break;
            }
        }
        Ok(())
    }
}

/// `forloop` and its like.
fn position(index: usize, length: usize) -> Object {
    let mut position = Object::new();
    position.insert("length".into(), number(length));
    position.insert("index".into(), number(index + 1));
    position.insert("index0".into(), number(index));
    position.insert("rindex".into(), number(length - index));
    position.insert("rindex0".into(), number(length - index - 1));
    position.insert("first".into(), Value::scalar(index == 0));
    position.insert("last".into(), Value::scalar(index + 1 == length));
    position
}

fn number(number: usize) -> Value {
    Value::scalar(i64::try_from(number).unwrap_or(i64::MAX))
}

fn scope<'r>(
    runtime: &'r dyn Runtime,
    (place, position): (&'static str, Object),
    (name, item): (&str, Value),
) -> Forgiving<StackFrame<&'r dyn Runtime, Object>> {
    let mut names = Object::new();
    names.insert(place.into(), Value::Object(position));
    names.insert(name.to_owned().into(), item);
    Forgiving(StackFrame::new(runtime, names))
}
