//! `case` and `when`.

use std::io::Write;

use liquid_core::parser::BlockElement;
use liquid_core::{Expression, Language, Renderable, Result, Runtime, TagBlock};

use super::condition::equal;
use super::{Read, Said};
use crate::body::Body;
use crate::scene::Scene;

#[derive(Debug)]
struct Cases {
    line: u32,
    of: Expression,
    among: Vec<(Option<Vec<Expression>>, Body)>,
}

/// `{% case %}`, `{% when %}`, `{% else %}`.
pub(super) fn read(mut said: Said<'_>, mut block: TagBlock<'_, '_>, options: &Language) -> Read {
    let of = said.value()?;
    said.nothing_more()?;
    let mut cases = Vec::new();
    // What stands before the first `when` is said in no case.
    let mut case = (Some(Vec::new()), Body::default());
    while let Some(element) = block.next()? {
        match element {
            BlockElement::Tag(tag) if tag.name() == "when" => {
                let values = values(Said::of(tag.into_tokens()))?;
                cases.push(std::mem::replace(&mut case, (Some(values), Body::default())));
            }
            BlockElement::Tag(tag) if tag.name() == "else" => {
                cases.push(std::mem::take(&mut case));
            }
            element => case.1.0.push(element.parse(&mut block, options)?),
        }
    }
    cases.push(case);
    Ok(Box::new(Cases { line: said.line, of, among: cases }))
}

/// `a, b or c`.
fn values(mut said: Said<'_>) -> Result<Vec<Expression>> {
    let mut values = vec![said.value()?];
    while let Some(token) = said.next() {
        if !matches!(token.as_str(), "," | "or") {
            return Err(token.raise_error());
        }
        values.push(said.value()?);
    }
    Ok(values)
}

impl Renderable for Cases {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let scene = Scene::of(runtime);
        scene.at(self.line);
        let of = self.of.evaluate(runtime)?;
        let is = |value: &Expression| {
            let value = value.evaluate(runtime);
            value.is_ok_and(|value| scene.handle(&value) && scene.handle(&of) && equal(value.as_view(), of.as_view()))
        };
        let case = self.among.iter().find(|(values, _)| values.as_ref().is_none_or(|values| values.iter().any(is)));
        case.map_or(Ok(()), |(_, body)| body.render_to(writer, runtime))
    }
}
